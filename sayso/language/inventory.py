"""The inventory of event types: what the model knows, and types of a reader's own, known by examples alone.

A type of one's own is compared with as the model's own are: by the mean of the vectors of its examples (prototypical
networks: Snell et al. 2017), without training.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from sayso.errors import InputError
from sayso.language import labels
from sayso.language.model import Floats, Model
from sayso.language.windows import cut_pieces

#: The definitions of the types that the model knows.
BUNDLED = Path(__file__).parent.parent / "data" / "types.toml"

_FIELDS = frozenset(("definition", "examples", "modes", "within"))
_NAME = re.compile(r"[A-Z][A-Z0-9_]*")
#: Which share of the examples of other types may be taken for one's own.
_WRONG = 0.02
#: How far from there towards what one's own examples ask for a type begins.
_STRICT = 0.25
#: What it adds to the score of a type of one's own that the word is the trigger of one of its examples.
_SAME_WORD = 3.0
_TRIGGER = re.compile(r"\*([^*]+)\*")


@dataclass(frozen=True)
class TypeDefinition:
    """One type: what it is, in words, and sentences that tell one, each with the span of its trigger.

    `within` is the type that this one is a subtype of, `modes` are those that the type has.
    """

    name: str
    definition: str
    examples: tuple[tuple[str, int, int], ...]
    within: str | None = None
    modes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Prototypes:
    """Labels known by examples: unit vectors (k, dim), what makes a score of a cosine (a factor and k addends), and
    the triggers of each label's examples, in lower case.
    """

    vectors: Floats
    factor: float
    addends: Floats
    triggers: tuple[frozenset[str], ...]

    def scores(self, vector: Floats, words: Sequence[str]) -> Floats:
        """The scores (n, k) of vectors (n, dim) of n words."""
        same = [[_SAME_WORD * (word.casefold() in known) for known in self.triggers] for word in words]
        scores: Floats = self.factor * (vector @ self.vectors.T) + self.addends + np.array(same, dtype=np.float32)
        return scores


@dataclass(frozen=True)
class Inventory:
    """The labels of events: `types` and `subtypes` begin with `None`, for none; those of one's own come last.

    `own` gives for each head of labels those of one's own.
    """

    types: tuple[str | None, ...] = (None, *labels.EVENT_TYPE)
    subtypes: tuple[str | None, ...] = (None, *labels.EVENT_SUBTYPE)
    within: Mapping[str, str] = field(default_factory=dict)
    modes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own: Mapping[str, "Prototypes"] = field(default_factory=dict)

    def with_own(self, head: str, scores: Floats, vector: Floats, words: Sequence[str]) -> Floats:
        """The scores (n, labels) that a head of the model gives n words, with those of one's own labels.

        `vector` are the words' vectors (n, dim).
        """
        own = self.own.get(head)
        return scores if own is None or not len(words) else np.concatenate([scores, own.scores(vector, words)], -1)

    def mode(self, kind: str | None, scores: Floats) -> str | None:
        """The likeliest mode that a type has, by the model's scores of all; `None` if none is likelier."""
        allowed = self.modes.get(kind or "", ())
        best, mode = scores[0], None
        for name in allowed:
            score = scores[1 + labels.EVENT_MODE.index(name)]
            if score > best:
                best, mode = score, name
        return mode


@cache
def load_inventory() -> Inventory:
    """The types that the model knows."""
    known = read_definitions(BUNDLED)
    return Inventory(
        within={each.name: each.within for each in known if each.within},
        modes={each.name: each.modes for each in known if each.modes},
    )


def add_types(inventory: Inventory, definitions: tuple[TypeDefinition, ...], model: Model) -> Inventory:
    """The inventory with types of one's own: those with `within` are subtypes, the others types."""
    finer = [each for each in definitions if each.within]
    types = [each for each in definitions if not each.within]
    others = _Examples(model, [example for each in read_definitions(BUNDLED) for example in each.examples])
    return Inventory(
        types=(*inventory.types, *(each.name for each in types)),
        subtypes=(*inventory.subtypes, *(each.name for each in finer)),
        within={**inventory.within, **{each.name: each.within for each in finer if each.within}},
        modes=inventory.modes,
        own={
            head: _prototypes(head, [_Examples(model, each.examples) for each in some], others, model)
            for head, some in (("event_type", types), ("event_subtype", finer))
            if some
        },
    )


class _Examples:
    """The vectors of the triggers of some examples, and the model's scores of its own labels for each."""

    def __init__(self, model: Model, examples: Sequence[tuple[str, int, int]]) -> None:
        seen = [_trigger(model, *example) for example in examples]
        self.triggers = frozenset(text[start:end].casefold() for text, start, end in examples)
        self.vectors = np.stack([vector for vector, _ in seen])
        self.known = {head: np.stack([known[head] for _, known in seen]) for head in model.card.factors}


def _prototypes(head: str, own: Sequence[_Examples], others: _Examples, model: Model) -> Prototypes:
    """A label's vector is the mean of its examples'; its addend lets it win over the model's labels on its own
    examples, not on those of other types: it lies between what either asks for.
    """
    factor = model.card.factors[head]
    vectors, addends = [], []
    for each in own:
        mean = each.vectors.mean(0)
        unit = mean / np.linalg.norm(mean)
        margins = [
            some.known[head].max(1) - factor * (some.vectors @ unit) for some in (each, others)
        ]  # what the label lacks to win
        vectors.append(unit)
        inside, outside = float(margins[0].mean()), float(np.quantile(margins[1], _WRONG))
        addends.append(outside + _STRICT * (inside - outside))
    triggers = tuple(each.triggers for each in own)
    return Prototypes(np.stack(vectors), factor, np.array(addends, dtype=np.float32), triggers)


def _trigger(model: Model, text: str, start: int, end: int) -> tuple[Floats, dict[str, Floats]]:
    """What the model makes of the trigger of an example."""
    pieces = cut_pieces(model.tokenizer, text)
    size = model.window
    at = 1 + min(int(np.searchsorted(pieces.end, start, "right")), size - 1)
    scores = model.score(pieces.ids[:size], pieces.case[:size], pieces.gap[:size])
    return scores.vector[at], {"event_type": scores.event_type[at], "event_subtype": scores.event_subtype[at]}


def read_definitions(path: Path) -> tuple[TypeDefinition, ...]:
    """The types that a TOML file defines, in its order.

    Raises:
        InputError: the file cannot be read, or a table is not as `docs/types.md` says; the message names the table.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", source=str(path)) from error
    except ValueError as error:
        raise InputError(f"is no TOML: {error}", source=str(path)) from error
    return tuple(_definition(name, table, str(path)) for name, table in tables.items())


def own_definitions(path: Path) -> tuple[TypeDefinition, ...]:
    """Types of a reader's own, none of which has the name of a bundled one and all of which have examples.

    Raises `InputError` as `read_definitions` does.
    """
    found = read_definitions(path)
    known = {*labels.EVENT_TYPE, *labels.EVENT_SUBTYPE}
    for each in found:
        if each.name in known:
            raise InputError(f"[{each.name}]: Sayso has a type of this name; choose another", source=str(path))
        if each.within and each.within not in {
            *labels.EVENT_TYPE,
            *(other.name for other in found if not other.within),
        }:
            raise InputError(f"[{each.name}]: within: there is no type {each.within!r}", source=str(path))
        if not each.examples:
            raise InputError(f"[{each.name}]: it has no examples; three to eight make a type", source=str(path))
    return found


def _definition(name: str, table: Any, source: str) -> TypeDefinition:
    def fail(what: str) -> InputError:
        return InputError(f"[{name}]: {what}", source=source)

    if not isinstance(table, dict):
        raise fail("is no table; a type is a table with definition and examples")
    if not _NAME.fullmatch(name):
        raise fail("a type's name is in capitals, digits and underscores, as CATTLE_RAID")
    if unknown := sorted(table.keys() - _FIELDS):
        raise fail(f"there is no field {unknown[0]!r}; the fields are definition, examples, within")
    definition, within = table.get("definition"), table.get("within")
    examples, modes = table.get("examples", []), table.get("modes", [])
    if not isinstance(definition, str) or not definition.strip():
        raise fail("definition must be a sentence or two")
    if within is not None and not isinstance(within, str):
        raise fail("within must be the name of a type")
    for field_name, given in (("examples", examples), ("modes", modes)):
        if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
            raise fail(f"{field_name} must be a list of strings")
    return TypeDefinition(name, definition, tuple(_example(each, fail) for each in examples), within, tuple(modes))


def _example(marked: str, fail: Any) -> tuple[str, int, int]:
    """An example without the asterisks around its trigger, and where the trigger stands."""
    found = _TRIGGER.findall(marked)
    if len(found) != 1 or marked.count("*") != 2:
        raise fail(f"example {marked!r}: put the one word that tells the event between asterisks")
    start = marked.index("*")
    return marked.replace("*", ""), start, start + len(found[0])
