"""Write the model folder that ships: `python -m training.export --run DIR [--run DIR] --to sayso/data/model`.

The averaged weights of a run, or the mean of those of several runs from the same start, become one ONNX graph, its
attention fused and its weights quantized to int8. The mean of runs: model soups, Wortsman et al. 2022.
"""

import argparse
import hashlib
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor, nn

from sayso.language import labels
from sayso.language.model import FORMAT
from training.network import Encoder, Layer, Network
from training.train import encoder_folder

#: A word is taken for the start of a cue when the tags give that at least this probability.
CUE_THRESHOLD = 0.12
#: A word is asked for its arguments when it is at least so likely to tell an event, or one of some type.
TRIGGER_THRESHOLD, TYPE_THRESHOLD = 0.5, 0.2
NAME = "sayso-en"
#: Pieces of a window with [CLS] and [SEP], and how many two neighbours share.
WINDOW, OVERLAP = 384, 48
FILES = ("model.onnx", "tokenizer.json")
INPUTS = ["ids", "case", "gap", "mask"]
OUTPUTS = [
    "boundary", "upos", "xpos", "deprel", "polarity", "certainty", "tense", "attribution", "time", "place", "incident",
    "trigger", "salience", "event_type", "event_mode", "event_subtype", "vector", "arcs", "cues", "roles",
    "triggers", "arguments", "entity_start", "entity_end", "entity_bias", "chain_first", "chain_last", "chain_reach",
]  # fmt: skip


def _plain_attention(self: Layer, x: Tensor, mask: Tensor) -> Tensor:
    """The layer again in single steps, which onnxruntime recognises and fuses."""
    batch, length, width = x.shape
    size = width // self.heads

    def split(y: Tensor) -> Tensor:
        return y.view(batch, length, self.heads, size).permute(0, 2, 1, 3)

    scores = torch.matmul(split(self.query(x)), split(self.key(x)).transpose(-1, -2)) / size**0.5 + mask
    seen = torch.matmul(torch.softmax(scores, dim=-1), split(self.value(x)))
    x = self.norm(self.out(seen.permute(0, 2, 1, 3).contiguous().view(batch, length, width)) + x)
    return self.norm2(self.down(nn.functional.gelu(self.up(x))) + x)


class Exported(nn.Module):
    """The network from the inputs of the encoder to what decoding needs."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        wanted = [labels.ATTRIBUTION.index("B-cue"), labels.ATTRIBUTION.index("S-cue")]
        self.register_buffer("cue_tags", torch.tensor(wanted))

    def forward(self, ids: Tensor, case: Tensor, gap: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        net = self.network
        h = net.encoder(ids, case, gap, mask)
        attribution = torch.log_softmax(net.tags["attribution"](h), -1)
        chance = attribution[..., self.cue_tags].exp().sum(-1) * mask
        cues = torch.nonzero(chance > CUE_THRESHOLD).transpose(0, 1)
        best = [net.tags[name](h).argmax(-1).to(torch.int32) for name in OUTPUTS[:7]]
        layers = [torch.log_softmax(net.tags[name](h), -1) for name in ("time", "place", "incident")]
        roles = torch.log_softmax(net.roles(h, cues), -1)
        trigger = torch.log_softmax(net.tags["trigger"](h), -1)[..., 1]
        vector = net.vector(h)
        kinds = [net.labels[name](vector) for name in ("event_type", "event_mode", "event_subtype")]
        untyped = torch.softmax(kinds[0], -1)[..., 0] * torch.softmax(kinds[2], -1)[..., 0]
        told = ((trigger.exp() > TRIGGER_THRESHOLD) | (untyped < 1 - TYPE_THRESHOLD)) & mask.bool()
        triggers = torch.nonzero(told).transpose(0, 1)
        arguments = torch.log_softmax(net.arguments(h, triggers), -1)
        events = trigger, net.salience(h)[..., 0], *kinds, vector
        pairs = net.arcs(h, mask), cues, roles, triggers, arguments
        return *best, attribution, *layers, *events, *pairs, *net.entities(h), *net.chains(h)


def to_onnx(network: Network, path: Path) -> None:
    """Write the quantized graph."""
    network.eval()
    plain = Layer.forward
    Layer.forward = _plain_attention  # type: ignore[method-assign]
    ids = torch.randint(1000, 2000, (2, 16))
    ids[:, 3] = 2056
    axes = {name: {0: "batch", 1: "length"} for name in INPUTS + OUTPUTS}
    axes["arcs"][2] = "length"
    axes["cues"], axes["roles"] = {1: "cue"}, {0: "cue", 1: "length"}
    axes["triggers"], axes["arguments"] = {1: "event"}, {0: "event", 1: "length"}
    with tempfile.TemporaryDirectory() as folder:
        raw, fused = Path(folder) / "raw.onnx", Path(folder) / "fused.onnx"
        torch.onnx.export(
            Exported(network), (ids, ids * 0, ids * 0, torch.ones_like(ids)), str(raw), input_names=INPUTS,
            output_names=OUTPUTS, dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        Layer.forward = plain  # type: ignore[method-assign]
        options = FusionOptions("bert")
        options.enable_embed_layer_norm = False
        width = network.encoder.width
        optimized = optimize_model(
            str(raw),
            "bert",
            num_heads=network.encoder.layers[0].heads,
            hidden_size=width,
            optimization_options=options,
            opt_level=1,
        )
        optimized.save_model_to_file(str(fused))
        nodes = onnx.load(str(fused)).graph.node
        heads = [n.name for n in nodes if n.op_type in ("MatMul", "Gemm") and "encoder" not in n.name]
        quantize_dynamic(
            fused, path, weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=heads,
            op_types_to_quantize=["MatMul", "Attention", "Gather"],
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )  # fmt: skip


def load(runs: Sequence[Path]) -> Network:
    network = Network(Encoder(json.loads((encoder_folder() / "config.json").read_text()), 0.0), 0.0)
    weights = [torch.load(run / "checkpoint.pt", weights_only=True)["average"] for run in runs]
    network.load_state_dict({name: sum(w[name] for w in weights) / len(weights) for name in weights[0]})
    return network


def export(runs: Sequence[Path], folder: Path) -> None:
    """Write the graph, the tokenizer and the card, with the hash of each file, into a model folder."""
    folder.mkdir(parents=True, exist_ok=True)
    network = load(runs)
    to_onnx(network, folder / "model.onnx")
    tokenizer = json.loads((encoder_folder() / "tokenizer.json").read_text())
    tokenizer["truncation"] = tokenizer["padding"] = None
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer, ensure_ascii=False) + "\n")
    card = {
        "name": NAME, "format": FORMAT, "language": "en", "window": WINDOW, "overlap": OVERLAP,
        "factors": {name: round(network.labels[name].scale.item(), 4) for name in ("event_type", "event_subtype")},
        "sha256": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES},
    }  # fmt: skip
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n")
    print(f"{folder / 'model.onnx'}: {(folder / 'model.onnx').stat().st_size / 1e6:.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, action="append", help="folder with checkpoint.pt")
    parser.add_argument("--to", type=Path, required=True, help="model folder to write")
    options = parser.parse_args()
    export(options.run, options.to)


if __name__ == "__main__":
    main()
