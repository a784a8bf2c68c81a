"""Make the model again: `python -m training --packs DIR --run DIR`: train, export, print the figures of every head.

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
    train(options.packs, options.run, recipe)
    export(options.run, options.to)
    evaluate(options.packs, options.to)


if __name__ == "__main__":
    main()
