"""The weights of a network out of the model folder that it was exported to, so that training can go on from there.

8-bit weights are scaled back; heads that are not exported, or that the older model lacks, are absent.
"""

import json
import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.network import LABEL_HEADS, TAG_HEADS

#: Parameters of the first format's model that stand elsewhere in the network now.
_MOVED = {
    "role_cue": "roles.head", "role_word": "roles.word", "role_weight": "roles.weight", "role_bias": "roles.bias",
    "role_distance": "roles.distance",
}  # fmt: skip
_WEIGHTED = ("MatMul", "MatMulInteger")
_NODE = re.compile(r"/(?P<module>.+?)/(?:Gemm_)?MatMul(?:_quant)?$")


def reload(folder: Path) -> dict[str, Tensor]:
    """Name and value of every parameter that the exported graph of a model folder holds."""
    graph = onnx.load(str(folder / "model.onnx")).graph
    known = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    found: dict[str, np.ndarray] = {
        name.removeprefix("network."): value for name, value in known.items() if re.search(r"\.(weight|bias)$", name)
    }

    def value(name: str) -> np.ndarray:
        """A weight by its name in the graph, or by the name of its quantized form."""
        stem = name.removesuffix("_quantized")
        if f"{stem}_quantized" not in known:
            return known[name]
        zero = known[f"{stem}_zero_point"].astype(np.float32)
        return (known[f"{stem}_quantized"].astype(np.float32) - zero) * known[f"{stem}_scale"]

    for name in known:
        if match := re.fullmatch(r"network\.(.+\.weight)(?:_Transposed)?_quantized", name):
            found[match[1]] = value(name).T if "_Transposed" in name else value(name)
    layer = 0
    for node in graph.node:
        weights = [name for name in node.input if name in known]
        if node.op_type in _WEIGHTED and weights and (match := _NODE.match(node.name)):
            module = match["module"].replace("/", ".")
            module = f"tags.{module}" if module in TAG_HEADS else module
            found[f"{module}.weight"] = value(weights[0]).T
        elif node.op_type == "QAttention":
            weight, bias = value(node.input[1]), known[node.input[2]]
            width = len(weight)
            for number, part in enumerate(("query", "key", "value")):
                columns = slice(number * width, (number + 1) * width)
                found[f"encoder.layers.{layer}.{part}.weight"] = weight[:, columns].T
                found[f"encoder.layers.{layer}.{part}.bias"] = bias[columns]
            layer += 1
    size = found["encoder.norm.weight"].shape
    kinds = next(v for name, v in known.items() if name.startswith("onnx::Add_") and v.shape == size)
    found["encoder.kinds.weight"] = np.stack([kinds, np.zeros_like(kinds)])
    for name, factor in json.loads((folder / "card.json").read_text()).get("factors", {}).items():
        found[f"labels.{name}.scale"] = np.float32(factor)
    return {_renamed(name): torch.from_numpy(np.array(v, dtype=np.float32)) for name, v in found.items()}


def _renamed(name: str) -> str:
    head, _, rest = name.partition(".")
    if head in LABEL_HEADS:
        return f"labels.{head}.vectors"
    return f"{_MOVED[head]}.{rest}" if head in _MOVED else name
