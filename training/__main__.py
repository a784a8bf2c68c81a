"""Make the model again: `python -m training --packs DIR --run DIR`: train, export, print the figures of every head.

The recipe's runs differ in length alone; what ships is the mean of their weights.

Interrupted at any time, the same command goes on from the last checkpoint in the run's folder.
"""

import argparse
import tomllib
from pathlib import Path

from sayso.language.model import BUNDLED
from training.evaluate import evaluate
from training.export import export
from training.train import train


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--packs", type=Path, required=True, help="folder of the benchmark packs")
    parser.add_argument("--run", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--to", type=Path, default=BUNDLED, help="model folder to write (the package's own)")
    options = parser.parse_args()
    recipe = tomllib.loads((Path(__file__).parent / "recipe.toml").read_text())
    runs = []
    for steps in recipe["run"]["steps"]:
        recipe["run"]["steps"] = steps
        runs.append(options.run / str(steps))
        train(options.packs, runs[-1], recipe)
    export(runs, options.to)
    evaluate(options.packs, options.to)


if __name__ == "__main__":
    main()
