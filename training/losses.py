"""From windows with gold to one loss a batch."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training.corpus import IGNORE, Governed, Window
from training.distil import NO_ROLE, distil_loss
from training.network import LABEL_HEADS, Chains, Network, Pointer, Roles

#: Entities longer than this many pieces are not looked for.
LONGEST_ENTITY = 32
#: What words weigh that tell no event of any type, or have no part in violence; most do not.
NO_LABEL = 0.3


def _stack(columns: Sequence[np.ndarray], fill: int) -> Tensor:
    width = max(len(c) for c in columns)
    out = np.full((len(columns), width), fill, dtype=np.int64)
    for row, column in zip(out, columns, strict=True):
        row[: len(column)] = column
    return torch.from_numpy(out)


def batch_loss(
    network: Network, windows: list[Window], *, half: bool, teacher: Network | None = None
) -> dict[str, Tensor]:
    """The loss of each head that the windows have gold for, or that a teacher knows.

    `half` computes the encoder in bfloat16.
    """
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
    if teacher:
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=half):
            taught = teacher.encoder(ids, case, gap, mask)
        losses |= distil_loss(network, teacher, h, taught.float(), windows, mask)
    for name in windows[0].tags:
        gold = _stack([w.tags[name] for w in windows], IGNORE)
        if not (gold != IGNORE).any():
            continue
        scores = network.tag_scores(name, h)
        weight = torch.ones(scores.shape[-1])
        weight[0] = NO_LABEL if name in LABEL_HEADS or name == "incident" else 1.0
        losses[name] = functional.cross_entropy(
            scores.flatten(0, 1), gold.flatten(), weight=weight, ignore_index=IGNORE
        )
    if windows[0].heads is not None:
        gold = _stack([w.heads for w in windows], IGNORE)
        losses["arcs"] = functional.cross_entropy(
            network.arcs(h, mask).flatten(0, 1), gold.flatten(), ignore_index=IGNORE
        )
    unknown = [_inside_words(w) for w in windows]
    if any(w.cues for w in windows):
        losses["roles"] = _role_loss(network.roles, h, [w.cues or [] for w in windows], unknown)
    if any(w.triggers for w in windows):
        losses["arguments"] = _role_loss(network.arguments, h, [w.triggers or [] for w in windows], unknown)
    if windows[0].spans is not None:
        losses["entity"] = _pointer_loss(network.entities, h, [w.spans or [] for w in windows], lengths)
    if windows[0].phrases is not None:
        losses["phrase"] = _pointer_loss(network.phrases, h, [w.phrases or [] for w in windows], lengths)
    if any(w.about and w.about[0] for w in windows):
        losses["about"] = _about_loss(network, h, windows, unknown)
    if any(w.chained for w in windows):
        losses["chains"] = _chain_loss(network.chains, h, [w.chained or [] for w in windows])
    return losses


def _inside_words(w: Window) -> Tensor:
    """The pieces of a window that no tag stands on: all but the first of each word."""
    inside = torch.from_numpy(w.inside).clone()
    inside[[0, -1]] = True
    return inside


def _role_loss(roles: Roles, h: Tensor, governed: list[Governed], unknown: list[Tensor]) -> Tensor:
    heads = [(row, at, given) for row, found in enumerate(governed) for at, given in found]
    gold = torch.zeros(len(heads), h.shape[1], dtype=torch.long)
    for i, (row, _, given) in enumerate(heads):
        gold[i, : len(unknown[row])][unknown[row]] = IGNORE
        gold[i, len(unknown[row]) :] = IGNORE
        for piece, label in given:
            gold[i, piece] = label
    scores = roles(h, torch.tensor([[row for row, _, _ in heads], [at for _, at, _ in heads]]))
    # Most words are no part of most statements: the mean over all of them would drown those that are.
    weight = torch.where(gold > 0, 1.0, NO_ROLE)
    each = functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=IGNORE, reduction="none")
    weight = (weight * (gold != IGNORE)).flatten()
    return (each * weight).sum() / weight.sum()


def _about_loss(network: Network, h: Tensor, windows: list[Window], unknown: list[Tensor]) -> Tensor:
    """Minus log of the chance that a word that tells what the text is about is salient and has the label.

    Where the word is not known this is multiple-instance learning (Dietterich et al. 1997): the sum over all words.
    """
    salience = network.salience(h)[..., 0].float()
    total = []
    for row, w in enumerate(windows):
        if not w.about or not w.about[0]:
            continue
        n = len(w.ids)
        chance = torch.log_softmax(salience[row, :n].masked_fill(unknown[row], -1e4), -1)
        at = torch.tensor(w.about[0])
        chance = chance[at]
        for name, label in w.about[1].items():
            chance = chance + torch.log_softmax(network.tag_scores(name, h[row, at]), -1)[:, label]
        total.append(-torch.logsumexp(chance, 0))
    return torch.stack(total).mean()


def _chain_loss(chains: Chains, h: Tensor, chained: list[list[tuple[int, int, int]]]) -> Tensor:
    """Minus log of the chance of a right antecedent, or of none (Lee et al. 2017)."""
    total = []
    for row, mentions in enumerate(chained):
        if len(mentions) < 2:
            continue
        first, last, number = (torch.tensor(column) for column in zip(*mentions, strict=True))
        scores = chains.scores(h[row], first, last)
        before = torch.ones_like(scores, dtype=torch.bool).tril(-1)
        same = (number[:, None] == number[None, :]) & before
        none = torch.zeros(len(scores), 1)
        scores = torch.cat([none, scores.masked_fill(~before, -1e4)], 1)
        right = torch.cat([~same.any(1, keepdim=True), same], 1)
        total.append(torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~right, -1e4), 1))
    return torch.cat(total).mean() if total else h.sum() * 0


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
