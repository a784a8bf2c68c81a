from pathlib import Path

import pytest

from sayso.errors import InputError
from sayso.language import labels
from sayso.language.annotate import annotate
from sayso.language.inventory import BUNDLED, add_types, load_inventory, own_definitions, read_definitions
from sayso.language.model import load_model

RAID = """
[CATTLE_RAID]
within = "ASSAULT"
definition = "Armed men take cattle from those who keep them."
examples = [
  "Armed herders *raided* a camp by the lake and drove off 300 cows.",
  "Forty head of cattle were *stolen* by gunmen near Tarsk.",
  "A *raid* on grazing herds left six boys dead and 900 goats missing.",
  "Youths from across the river *rustled* hundreds of cows overnight.",
]
"""


def written(folder: Path, toml: str) -> Path:
    path = folder / "types.toml"
    path.write_text(toml, "utf-8")
    return path


def test_every_type_that_the_model_knows_is_defined_with_examples_and_no_other_is() -> None:
    known = {each.name: each for each in read_definitions(BUNDLED)}
    assert set(known) == {*labels.EVENT_TYPE, *labels.EVENT_SUBTYPE}
    assert all(len(each.examples) >= 5 for each in known.values())
    assert {mode for each in known.values() for mode in each.modes} == set(labels.EVENT_MODE)
    assert {each.within for each in known.values()} <= {None, *labels.EVENT_TYPE}


def test_an_example_is_its_sentence_and_where_the_trigger_stands(tmp_path: Path) -> None:
    [raid] = own_definitions(written(tmp_path, RAID))
    text, start, end = raid.examples[0]
    assert text == "Armed herders raided a camp by the lake and drove off 300 cows."
    assert text[start:end] == "raided"


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        ("CATTLE = ", "is no TOML"),
        ('[cattle]\ndefinition = "x"\nexamples = ["a *b*"]', r"\[cattle\]: a type's name is in capitals"),
        ('[ASSAULT]\ndefinition = "x"\nexamples = ["a *b*"]', r"\[ASSAULT\]: Sayso has a type of this name"),
        ('[RAID]\nexamples = ["a *b*"]', r"\[RAID\]: definition must be"),
        ('[RAID]\ndefinition = "x"', r"\[RAID\]: it has no examples"),
        ('[RAID]\ndefinition = "x"\nexamples = ["a b"]', "between asterisks"),
        ('[RAID]\ndefinition = "x"\nexamples = ["*a* *b*"]', "between asterisks"),
        ('[RAID]\ndefinition = "x"\nexamples = "a *b*"', "examples must be a list"),
        ('[RAID]\ndefinition = "x"\nexamples = ["a *b*"]\nwithin = "THEFT"', "there is no type 'THEFT'"),
        ('[RAID]\ndefinition = "x"\nexamples = ["a *b*"]\nparent = "ASSAULT"', "no field 'parent'"),
        ("RAID = 3", r"\[RAID\]: is no table"),
    ],
)
def test_what_is_wrong_with_a_file_is_named_with_its_place(tmp_path: Path, toml: str, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint) as caught:
        own_definitions(written(tmp_path, toml))
    assert caught.value.source == str(tmp_path / "types.toml")


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        own_definitions(tmp_path / "none.toml")


def test_a_type_of_ones_own_is_found_by_its_examples_alone(tmp_path: Path) -> None:
    model = load_model()
    inventory = add_types(load_inventory(), own_definitions(written(tmp_path, RAID)), model)
    text = (
        "Gunmen rustled 200 cows from a village near Malek on Tuesday, the commissioner said. "
        "In the capital, ministers met to discuss the budget. Jets bombed a bridge at dawn."
    )
    subtypes = {text[slice(*event.trigger)]: event.subtype for event in annotate(model, text, inventory).events}
    assert subtypes["rustled"] == "CATTLE_RAID"
    assert subtypes["met"] != "CATTLE_RAID"
    assert subtypes["bombed"] == "AIR_STRIKE"
    assert "CATTLE_RAID" not in {event.subtype for event in annotate(model, text).events}
