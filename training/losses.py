"""From windows with gold to one loss a batch."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training.corpus import IGNORE, Window
from training.network import Network, Pointer

#: Entities longer than this many pieces are not looked for.
LONGEST_ENTITY = 32


def _stack(columns: Sequence[np.ndarray], fill: int) -> Tensor:
    width = max(len(c) for c in columns)
    out = np.full((len(columns), width), fill, dtype=np.int64)
    for row, column in zip(out, columns, strict=True):
        row[: len(column)] = column
    return torch.from_numpy(out)


def batch_loss(network: Network, windows: list[Window], *, half: bool) -> dict[str, Tensor]:
    """The loss of each head that the windows have gold for; `half` computes the encoder in bfloat16."""
    ids = _stack([w.ids for w in windows], 0)
    case, gap = _stack([w.case for w in windows], 0), _stack([w.gap for w in windows], 0)
    mask = torch.zeros(ids.shape)
    for row, w in zip(mask, windows, strict=True):
        row[: len(w.ids)] = 1
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        h = network.encoder(ids, case, gap, mask)
    h = network.dropout(h.float())
    lengths = [len(w.ids) for w in windows]
    losses = {}
    for name in windows[0].tags:
        gold = _stack([w.tags[name] for w in windows], IGNORE)
        losses[name] = functional.cross_entropy(
            network.tags[name](h).flatten(0, 1), gold.flatten(), ignore_index=IGNORE
        )
    if windows[0].heads is not None:
        gold = _stack([w.heads for w in windows], IGNORE)
        losses["arcs"] = functional.cross_entropy(
            network.arcs(h, mask).flatten(0, 1), gold.flatten(), ignore_index=IGNORE
        )
    if windows[0].cues is not None and any(w.cues for w in windows):
        losses["roles"] = _role_loss(network, h, windows)
    if windows[0].spans is not None:
        losses["entity"] = _pointer_loss(network.entities, h, [w.spans or [] for w in windows], lengths)
    if windows[0].phrases is not None:
        losses["phrase"] = _pointer_loss(network.phrases, h, [w.phrases or [] for w in windows], lengths)
    return losses


def _role_loss(network: Network, h: Tensor, windows: list[Window]) -> Tensor:
    cues = [(row, at, roles) for row, w in enumerate(windows) for at, roles in w.cues or []]
    gold = torch.zeros(len(cues), h.shape[1], dtype=torch.long)
    for i, (row, _, roles) in enumerate(cues):
        inside = torch.from_numpy(windows[row].tags["attribution"] == IGNORE)
        gold[i, : len(inside)][inside] = IGNORE
        gold[i, len(inside) :] = IGNORE
        for piece, label in roles:
            gold[i, piece] = label
    scores = network.roles(h, torch.tensor([[row for row, _, _ in cues], [at for _, at, _ in cues]]))
    # Most words are no part of most statements: the mean over all of them would drown those that are.
    weight = torch.where(gold > 0, 1.0, 0.1)
    each = functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=IGNORE, reduction="none")
    weight = (weight * (gold != IGNORE)).flatten()
    return (each * weight).sum() / weight.sum()


def _pointer_loss(pointer: Pointer, h: Tensor, spans: list[list[tuple[int, int, int]]], lengths: list[int]) -> Tensor:
    scores = pointer.scores(h)
    length = h.shape[1]
    allowed = torch.zeros(len(spans), length, length, dtype=torch.bool)
    near = torch.ones(length, length, dtype=torch.bool).triu().tril(LONGEST_ENTITY - 1)
    gold = torch.zeros(scores.shape, dtype=torch.bool)
    for row, (found, end) in enumerate(zip(spans, lengths, strict=True)):
        starts = torch.zeros(length, dtype=torch.bool)
        starts[1 : end - 1] = True
        allowed[row] = near & starts[:, None] & starts[None, :]
        for a, b, kind in found:
            gold[row, kind, a, b] = allowed[row, a, b]
    allowed = allowed[:, None].expand_as(scores)
    wrong = scores.masked_fill(gold | ~allowed, -1e4).flatten(2)
    right = (-scores).masked_fill(~gold, -1e4).flatten(2)
    zero = torch.zeros(*wrong.shape[:2], 1)
    return (
        torch.logsumexp(torch.cat([wrong, zero], -1), -1) + torch.logsumexp(torch.cat([right, zero], -1), -1)
    ).mean()
