"""The model folder: its card, its hashes, its tokenizer and its network."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.errors import ModelError

#: The model that ships with the package.
BUNDLED = Path(__file__).parent.parent / "data" / "model"
#: The version of the model's inputs, outputs and label sets that this code understands.
FORMAT = 3

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What `card.json` says of a model: its name, the format of its scores, and SHA-256 of each file.

    `factors` gives for each head of event labels what makes a score of the cosine of two vectors.
    """

    name: str
    format: int
    language: str
    window: int
    overlap: int
    factors: dict[str, float]
    sha256: dict[str, str]


@dataclass(frozen=True)
class Scores:
    """What the heads say of one window of n pieces; row 0 is [CLS], row n + 1 is [SEP].

    `boundary`, `upos`, `xpos`, `deprel`, `polarity`, `certainty` and `tense` are the best label of each piece;
    `attribution`, `time`, `place` and `incident` are log-probabilities (n + 2, labels); `trigger` is the
    log-probability that the piece tells an event, `salience` how well it tells what the text is about;
    `event_type`, `event_mode` and `event_subtype` are scores before softmax, column 0 for none, of the unit vectors
    `vector`; `arcs[i, j]` is how well piece j governs piece i, with column 0 for the root; `roles[c, i]` are the
    log-probabilities of what piece i is to the cue that starts at `cues[c]`, `arguments[t, i]` of what it is to the
    event told at `triggers[t]`; an entity from i to j scores `entity_start[i] @ entity_end[j]` plus the biases of
    both; `chain_first`, `chain_last` and `chain_reach` say what a mention means: see `annotation.Likeness`.
    """

    boundary: Ints
    upos: Ints
    xpos: Ints
    deprel: Ints
    polarity: Ints
    certainty: Ints
    tense: Ints
    attribution: Floats
    time: Floats
    place: Floats
    incident: Floats
    trigger: Floats
    salience: Floats
    event_type: Floats
    event_mode: Floats
    event_subtype: Floats
    vector: Floats
    arcs: Floats
    cues: Ints
    roles: Floats
    triggers: Ints
    arguments: Floats
    entity_start: Floats
    entity_end: Floats
    entity_bias: Floats
    chain_first: Floats
    chain_last: Floats
    chain_reach: Floats


_OUTPUTS = tuple(Scores.__annotations__)
_CLS, _SEP = "[CLS]", "[SEP]"


@dataclass(frozen=True)
class Model:
    """A loaded model. It holds no state: the same pieces give the same scores."""

    card: Card
    digest: str
    tokenizer: Tokenizer
    session: onnxruntime.InferenceSession

    @property
    def window(self) -> int:
        """The most pieces that one window holds."""
        return self.card.window - 2

    def score(self, ids: Ints, case: Ints, gap: Ints) -> Scores:
        """The scores of one window of pieces, given without [CLS] and [SEP]."""
        cls, sep = self.tokenizer.token_to_id(_CLS), self.tokenizer.token_to_id(_SEP)
        feed = {
            "ids": np.concatenate([[cls], ids, [sep]])[None],
            "case": np.concatenate([[0], case, [0]])[None],
            "gap": np.concatenate([[0], gap, [0]])[None],
        }
        feed["mask"] = np.ones_like(feed["ids"])
        outputs: Sequence[NDArray[Any]] = self.session.run(_OUTPUTS, feed)
        found = dict(zip(_OUTPUTS, outputs, strict=True))
        for name, value in found.items():
            if name in ("cues", "triggers"):
                found[name] = value[1]
            elif name not in ("roles", "arguments"):
                found[name] = value[0]
        return Scores(**found)


@cache
def load_model(folder: Path = BUNDLED, *, threads: int = 0) -> Model:
    """The model in a folder, with every file checked against the card; `threads` 0 takes all cores.

    Raises ModelError where a file is missing, differs from its hash or is of another format.
    """
    try:
        card = msgspec.json.decode((folder / "card.json").read_bytes(), type=Card)
        files = {name: (folder / name).read_bytes() for name in card.sha256}
    except OSError as error:
        raise ModelError(f"the model lacks {error.filename}; install sayso again", source=str(folder)) from error
    except msgspec.MsgspecError as error:
        raise ModelError(f"card.json cannot be read ({error}); install sayso again", source=str(folder)) from error
    if card.format != FORMAT:
        message = f"the model has format {card.format}, this version of sayso reads {FORMAT}; install a model to match"
        raise ModelError(message, source=str(folder))
    for name, data in files.items():
        if hashlib.sha256(data).hexdigest() != card.sha256[name]:
            raise ModelError(f"{name} differs from the hash in card.json; install sayso again", source=str(folder))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(files["model.onnx"], options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_str(files["tokenizer.json"].decode())
    return Model(card, card.sha256["model.onnx"], tokenizer, session)
