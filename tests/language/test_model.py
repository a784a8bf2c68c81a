import json
import shutil
from pathlib import Path

import pytest

from sayso.errors import ModelError
from sayso.language.model import BUNDLED, load_model


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BUNDLED, tmp_path / "model"))


def test_a_changed_model_is_refused_by_name(folder: Path):
    data = bytearray((folder / "model.onnx").read_bytes())
    data[len(data) // 2] ^= 1
    (folder / "model.onnx").write_bytes(data)
    with pytest.raises(ModelError, match=r"model\.onnx differs from the hash"):
        load_model(folder)


def test_a_missing_file_is_named(folder: Path):
    (folder / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        load_model(folder)


def test_a_broken_card_and_a_foreign_format_are_refused(folder: Path):
    card = json.loads((folder / "card.json").read_text())
    (folder / "card.json").write_text(json.dumps(card | {"format": 99}))
    with pytest.raises(ModelError, match="format 99"):
        load_model(folder)
    load_model.cache_clear()
    (folder / "card.json").write_text("{")
    with pytest.raises(ModelError, match=r"card\.json cannot be read"):
        load_model(folder)


def test_the_model_that_ships_is_small():
    assert sum(f.stat().st_size for f in BUNDLED.iterdir()) < 30_000_000
