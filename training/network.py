"""The network: a BERT encoder that also sees the shape of words, and one small head for each layer of gold.

The encoder is BERT (Devlin et al. 2019) in MiniLM's size (Wang et al. 2020). Arcs and roles are biaffine
(Dozat and Manning 2017); nested entities are scored by start and end (GlobalPointer, Su et al. 2022).
"""

import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from sayso.language import labels

CASES, GAPS = 5, 4
ARC_DIM, ROLE_DIM, POINTER_DIM, EVENT_DIM, CHAIN_DIM = 160, 96, 64, 128, 64
DISTANCE_BUCKETS = 24

#: What GUM's annotators call a mention: a layer that only teaches the encoder and is not exported.
PHRASE = (
    "abstract", "animal", "event", "object", "organization", "person", "place", "plant", "substance", "time",
)  # fmt: skip

#: Heads that give each word one tag, with their label sets.
TAG_HEADS = {
    "boundary": 3,
    "upos": len(labels.UPOS),
    "xpos": len(labels.XPOS),
    "deprel": len(labels.DEPREL),
    "attribution": len(labels.ATTRIBUTION),
    "time": len(labels.TIME),
    "trigger": 2,
    "polarity": len(labels.POLARITY),
    "certainty": len(labels.CERTAINTY),
    "tense": len(labels.TENSE),
    "incident": len(labels.INCIDENT),
    "place": len(labels.PLACE),
}
#: Heads that compare the vector of an event with one vector for each label, the first for none of them.
LABEL_HEADS = {
    "event_type": 1 + len(labels.EVENT_TYPE),
    "event_mode": 1 + len(labels.EVENT_MODE),
    "event_subtype": 1 + len(labels.EVENT_SUBTYPE),
}


class Dropout(nn.Module):
    """Inverted dropout that draws raw bytes, one a number: PyTorch's own is serial on a CPU, an eighth of a step."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.dropped = round(share * 256)
        self.bytes = np.random.Generator(np.random.SFC64(torch.initial_seed()))

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.dropped:
            return x
        drawn = torch.frombuffer(bytearray(self.bytes.bytes(x.numel())), dtype=torch.uint8).view(x.shape)
        return x * ((drawn >= self.dropped).to(x.dtype) * (256 / (256 - self.dropped)))


class Layer(nn.Module):
    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.out = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

        # In single steps, without dropout on the weights: on processors with AMX the fused kernel is slower.
        query = split(self.query(x)) * (width // self.heads) ** -0.5
        scores = query @ split(self.key(x)).transpose(-1, -2) + mask.to(query.dtype)
        # torch.softmax would go over to float32 under autocast, at twice the time.
        seen = torch._softmax(scores, -1, False) @ split(self.value(x))
        seen = seen.transpose(1, 2).reshape(batch, length, width)
        x = self.norm(x + self.dropout(self.out(seen)))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Input: ids, case, gap and mask, each (batch, length). Output: (batch, length, width)."""

    def __init__(self, config: dict[str, int], dropout: float) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.width = width
        self.words = nn.Embedding(config["vocab_size"], width)
        self.positions = nn.Embedding(config["max_position_embeddings"], width)
        self.kinds = nn.Embedding(config["type_vocab_size"], width)
        self.case, self.gap = nn.Embedding(CASES, width), nn.Embedding(GAPS, width)
        nn.init.zeros_(self.case.weight)
        nn.init.zeros_(self.gap.weight)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"], dropout)
            for _ in range(config["num_hidden_layers"])
        )

    def forward(self, ids: Tensor, case: Tensor, gap: Tensor, mask: Tensor) -> Tensor:
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.kinds.weight[0]
        x = self.dropout(self.norm(x + self.case(case) + self.gap(gap)))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

    @classmethod
    def pretrained(cls, folder: Path, dropout: float) -> "Encoder":
        """The encoder of a sentence-transformers folder (config.json, model.safetensors)."""
        from safetensors.torch import load_file

        encoder = cls(json.loads((folder / "config.json").read_text()), dropout)
        theirs = load_file(folder / "model.safetensors")
        theirs = {name.removeprefix("bert."): value for name, value in theirs.items()}
        names = {
            "words": "embeddings.word_embeddings", "positions": "embeddings.position_embeddings",
            "kinds": "embeddings.token_type_embeddings", "norm": "embeddings.LayerNorm",
        }  # fmt: skip
        parts = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
            "out": "attention.output.dense", "norm": "attention.output.LayerNorm",
            "up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm",
        }  # fmt: skip
        for i in range(len(encoder.layers)):
            names |= {f"layers.{i}.{mine}": f"encoder.layer.{i}.{part}" for mine, part in parts.items()}
        state = encoder.state_dict()
        for name in state:
            module, _, kind = name.rpartition(".")
            if module in names:
                state[name] = theirs[f"{names[module]}.{kind}"]
        encoder.load_state_dict(state)
        return encoder


def distance_bucket(distance: Tensor) -> Tensor:
    """Signed distance in pieces to a bucket that widens with distance."""
    half = DISTANCE_BUCKETS // 2
    size = torch.floor(torch.log2(distance.abs().clamp(min=1).float()) * 1.25).long().clamp(max=half - 1)
    return torch.where(distance < 0, size, half + size)


def rotate(x: Tensor) -> Tensor:
    """Rotary position embedding (Su et al. 2021) over (batch, n, dim)."""
    half = x.shape[-1] // 2
    rate = 10000.0 ** (-torch.arange(half, device=x.device, dtype=torch.float32) / half)
    angle = torch.arange(x.shape[1], device=x.device, dtype=torch.float32)[:, None] * rate
    a, b = x[..., :half], x[..., half:]
    return torch.cat([a * angle.cos() - b * angle.sin(), b * angle.cos() + a * angle.sin()], dim=-1)


class Pointer(nn.Module):
    """Scores spans of some kinds by their start and end."""

    def __init__(self, width: int, kinds: int) -> None:
        super().__init__()
        self.start, self.end = nn.Linear(width, POINTER_DIM), nn.Linear(width, POINTER_DIM)
        self.bias = nn.Linear(width, 2 * kinds)

    def forward(self, h: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return rotate(self.start(h)), rotate(self.end(h)), self.bias(h)

    def scores(self, h: Tensor) -> Tensor:
        """(batch, kinds, n, n): how well the span from piece i to piece j is one of the kind; above 0 is yes."""
        start, end, bias = self(h)
        opening, closing = bias.transpose(1, 2).chunk(2, dim=1)
        both = (start @ end.transpose(1, 2) / POINTER_DIM**0.5)[:, None]
        return both + opening[..., None] + closing[:, :, None, :]


class Roles(nn.Module):
    """What every piece is to a given one, biaffine: span tags of the parts of a statement, or of an event's."""

    def __init__(self, width: int, tags: int, dropout: Dropout) -> None:
        super().__init__()
        self.tags, self.dropout = tags, dropout
        self.head, self.word = nn.Linear(width, ROLE_DIM), nn.Linear(width, ROLE_DIM)
        self.weight = nn.Linear(ROLE_DIM, tags * ROLE_DIM)
        self.bias = nn.Linear(ROLE_DIM, tags)
        self.distance = nn.Embedding(DISTANCE_BUCKETS, tags)
        nn.init.zeros_(self.distance.weight)

    def forward(self, h: Tensor, heads: Tensor) -> Tensor:
        """(c, n, tags) scores; `heads` is (2, c): row of the batch and piece."""
        head = self.dropout(functional.gelu(self.head(h[heads[0], heads[1]])))
        word = self.dropout(functional.gelu(self.word(h)))[heads[0]]
        weight = self.weight(head).view(-1, self.tags, ROLE_DIM)
        distance = torch.arange(h.shape[1], device=h.device)[None, :] - heads[1][:, None]
        near = self.distance(distance_bucket(distance))
        return word @ weight.transpose(1, 2) + self.bias(word) + near


class Labels(nn.Module):
    """Scaled cosine between the vector of an event and that of each label (prototypes: Snell et al. 2017)."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.vectors = nn.Parameter(torch.randn(count, EVENT_DIM))
        self.bias = nn.Parameter(torch.zeros(count))
        self.scale = nn.Parameter(torch.tensor(12.0))

    def forward(self, vector: Tensor) -> Tensor:
        """(..., count) scores of unit vectors (..., EVENT_DIM)."""
        return self.scale * (vector @ functional.normalize(self.vectors, dim=-1).T) + self.bias


class Chains(nn.Module):
    """Scores earlier mentions as what a mention means (after Lee et al. 2017), spans by their ends."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.anaphor_first, self.anaphor_last = nn.Linear(width, CHAIN_DIM), nn.Linear(width, CHAIN_DIM)
        self.antecedent_first, self.antecedent_last = nn.Linear(width, CHAIN_DIM), nn.Linear(width, CHAIN_DIM)
        self.reach = nn.Linear(width, DISTANCE_BUCKETS // 2)
        self.fresh = nn.Linear(width, 1)

    def forward(self, h: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(..., 2 * CHAIN_DIM) for the first piece of a mention, the same for its last, and of its last how far back
        it reaches and how likely it is nothing that was mentioned: (..., DISTANCE_BUCKETS // 2 + 1).
        """
        first = torch.cat([self.anaphor_first(h), self.antecedent_first(h)], -1)
        last = torch.cat([self.anaphor_last(h), self.antecedent_last(h)], -1)
        return first, last, torch.cat([self.reach(h), self.fresh(h)], -1)

    def scores(self, h: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """(m, m) log-odds against meaning nothing before, of mentions from piece `first` to piece `last` (each (m,)).

        Row i, column j: mention i of one text `h` (n, width) means the earlier mention j.
        """
        opening, closing, reach = self(h)
        anaphor, antecedent = (opening[first] + closing[last]).chunk(2, -1)
        steps = (first[:, None] - first[None, :]).clamp(min=1)
        near = reach[last].gather(1, distance_bucket(steps) - DISTANCE_BUCKETS // 2)
        return anaphor @ antecedent.T / CHAIN_DIM**0.5 + near - reach[last, -1:]


class Network(nn.Module):
    def __init__(self, encoder: Encoder, dropout: float) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.width
        self.dropout = Dropout(dropout)
        self.tags = nn.ModuleDict({name: nn.Linear(width, size) for name, size in TAG_HEADS.items()})
        self.arc_dependent, self.arc_head = nn.Linear(width, ARC_DIM), nn.Linear(width, ARC_DIM)
        self.arc_weight = nn.Linear(ARC_DIM, ARC_DIM)
        self.arc_bias = nn.Linear(ARC_DIM, 1, bias=False)
        self.roles = Roles(width, len(labels.ROLE), self.dropout)
        self.arguments = Roles(width, len(labels.ARGUMENT), self.dropout)
        self.entities = Pointer(width, len(labels.ENTITY))
        self.phrases = Pointer(width, len(PHRASE))
        self.event = nn.Linear(width, EVENT_DIM)
        self.labels = nn.ModuleDict({name: Labels(size) for name, size in LABEL_HEADS.items()})
        self.salience = nn.Linear(width, 1)
        self.chains = Chains(width)

    def arcs(self, h: Tensor, mask: Tensor) -> Tensor:
        dependent = self.dropout(functional.gelu(self.arc_dependent(h)))
        head = self.dropout(functional.gelu(self.arc_head(h)))
        scores = self.arc_weight(dependent) @ head.transpose(1, 2) + self.arc_bias(head).transpose(1, 2)
        return scores - (1.0 - mask[:, None, :].to(h.dtype)) * 1e4

    def vector(self, h: Tensor) -> Tensor:
        """The unit vector of the event that each piece would tell."""
        return functional.normalize(self.event(h), dim=-1)

    def tag_scores(self, name: str, h: Tensor) -> Tensor:
        """Scores of the labels of one head, a tag or a label head, for every piece."""
        return self.labels[name](self.vector(h)) if name in LABEL_HEADS else self.tags[name](h)
