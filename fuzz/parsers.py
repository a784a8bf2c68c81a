"""Feed every parser of outside input with bytes that were never meant to be read (atheris, libFuzzer).

    python -m fuzz.parsers [CORPUS] [-max_total_time=120] [-jobs=2] [CRASH_FILE]

Needs `pip install 'sayso[fuzz]'`. The first byte picks the parser, the rest is its input. Whatever comes in, only
reports, failures and Sayso's own errors may come out, and every span of a report must lie in its text. What else comes
out is written to a file "crash-..."; mended, its bytes go into tests/test_fuzzed.py. A CORPUS folder keeps what was
found to be of interest, so that the next run goes on from there; what the parsers are for is put into it first.
"""

import sys
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["sayso.intake"]):
    from fuzz.targets import TARGETS, seeds, write_seeds


def one_input(data: bytes) -> None:
    """One round."""
    if data:
        TARGETS[data[0] % len(TARGETS)](data[1:])


def main() -> None:
    """Runs until the time is up or something is found."""
    folders = [each for each in sys.argv[1:] if not each.startswith("-")]
    with TemporaryDirectory() as passing:
        if not folders:
            folders = [passing]
            sys.argv.append(passing)
        write_seeds(folders[0], seeds())
        atheris.Setup(sys.argv, one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
