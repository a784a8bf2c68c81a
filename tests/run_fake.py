"""The command with the reader of the tests in place of the model, for tests that need a process of its own."""

from sayso import cli, pipeline
from tests.fake_reader import fake_reader

if __name__ == "__main__":
    pipeline._reader = lambda *_, threads: fake_reader()  # type: ignore[assignment]
    cli.main()
