"""What a finished model knows, kept while other heads are trained: its scores are targets where a pack has no gold.

Learning without forgetting (Li and Hoiem 2016), with soft targets (Hinton et al. 2015).
"""

import torch
from torch import Tensor
from torch.nn import functional

from sayso.language import labels
from training.corpus import Window
from training.network import Network

TAGS = ("boundary", "upos", "xpos", "deprel", "attribution", "time")
#: A cross-entropy on soft targets each, but for entities, whose scores are copied: what that weighs.
COPYING = 0.5
#: What words weigh that are no part of a statement.
NO_ROLE = 0.1
_CUES = torch.tensor([labels.ATTRIBUTION.index("B-cue"), labels.ATTRIBUTION.index("S-cue")])


def distil_loss(
    network: Network, teacher: Network, h: Tensor, taught: Tensor, windows: list[Window], mask: Tensor
) -> dict[str, Tensor]:
    """The loss against a teacher of each head that the windows have no gold for.

    `h` and `taught` are (batch, length, width), what the encoders of both see; `mask` is 1 on pieces.
    """
    words = mask.bool()
    for row, w in enumerate(windows):
        words[row, : len(w.ids)] &= ~torch.from_numpy(w.inside)
        words[row, [0, len(w.ids) - 1]] = False
    losses = {}
    for name in TAGS:
        if name not in windows[0].tags:
            losses[f"{name}*"] = _soft(network.tags[name](h[words]), teacher.tags[name](taught[words])).mean()
    if windows[0].heads is None:
        losses["arcs*"] = _soft(network.arcs(h, mask)[words], teacher.arcs(taught, mask)[words]).mean()
    if windows[0].cues is None:
        cues = (torch.isin(teacher.tags["attribution"](taught).argmax(-1), _CUES) & words).nonzero().T
        if cues.shape[1]:
            target = teacher.roles(taught, cues)
            weight = torch.where(target.argmax(-1) > 0, 1.0, NO_ROLE) * words[cues[0]]
            losses["roles*"] = (_soft(network.roles(h, cues), target) * weight).sum() / weight.sum()
    if windows[0].spans is None:
        pairs = zip(network.entities(h), teacher.entities(taught), strict=True)
        losses["entity*"] = COPYING * sum(functional.mse_loss(mine[words], theirs[words]) for mine, theirs in pairs)
    return losses


def _soft(scores: Tensor, target: Tensor) -> Tensor:
    """Kullback-Leibler divergence of each row from the target's."""
    want = torch.log_softmax(target, -1)
    return (want.exp() * (want - torch.log_softmax(scores, -1))).sum(-1)
