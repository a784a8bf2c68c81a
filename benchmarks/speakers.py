"""How many sources of the invented reports get the right name: `python -m benchmarks.speakers` in the root."""

from sayso.extraction.actors import Actors, read_actors
from sayso.language.annotate import annotate
from sayso.language.model import load_model
from tests.extraction.speakers import Gold, measure, read_gold


def main() -> None:
    model = load_model()

    def resolve(gold: Gold) -> Actors:
        return read_actors(annotate(model, gold.text), [source.span for source in gold.sources])

    print("| part | sources | right | of | share |\n| --- | --- | --- | --- | --- |")
    for part in ("dev", "held"):
        reports = tuple(gold for gold in read_gold() if gold.part == part)
        for form, (right, total) in measure(reports, resolve).items():
            print(f"| {part} | {form} | {right} | {total} | {right / total:.3f} |")


if __name__ == "__main__":
    main()
