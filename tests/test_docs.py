import re
from pathlib import Path
from typing import Any

import pytest
import typer.main

import sayso
from sayso.cli import app

PROJECT = Path(__file__).parent.parent
TEST_COMMAND = "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/python -m pytest"


def page(name: str) -> str:
    return (PROJECT / name).read_text("utf-8")


def commands() -> dict[str, Any]:
    return typer.main.get_command(app).commands  # type: ignore[attr-defined]


def test_the_docs_name_every_command_and_option() -> None:
    text = page("docs/command.md")
    for name, command in commands().items():
        assert f"## sayso {name}\n" in text
        for option in command.params:
            for spelling in (*option.opts, *option.secondary_opts):
                assert not spelling.startswith("-") or f"`{spelling}`" in text, spelling


def test_the_docs_name_every_public_name() -> None:
    text = page("docs/library.md")
    assert [name for name in sayso.__all__ if f"`{name}`" not in text] == []


@pytest.mark.parametrize("record", ["Report", "Statement", "Actor", "Entity", "Time", "Quantity", "Check", "Meta"])
def test_the_docs_name_every_key_of_a_reading(record: str) -> None:
    text = page("docs/reading-format.md")
    keys = sayso.json_schema()["$defs"][record]["properties"]
    assert [key for key in keys if f"`{key}`" not in text] == []


def test_the_readme_the_contributors_guide_and_the_checks_run_the_same_tests() -> None:
    assert all(TEST_COMMAND in page(name) for name in ("README.md", "CONTRIBUTING.md", ".ci/run"))


def test_every_link_between_the_docs_leads_somewhere() -> None:
    for source in (*PROJECT.glob("*.md"), *PROJECT.glob("docs/*.md")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", source.read_text("utf-8")):
            assert (source.parent / target).exists(), f"{source.name}: {target}"
