"""Small annotations made by hand, so that no test of what follows the language model has to load it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sayso.annotation import (
    Annotation,
    ArgumentMention,
    Attribution,
    EntityMention,
    EventMention,
    PartyMention,
    TimeMention,
    Token,
    ToponymMention,
)
from sayso.report import Span

_UPOS = {
    **dict.fromkeys(("NN", "NNS"), "NOUN"),
    **dict.fromkeys(("NNP", "NNPS"), "PROPN"),
    **dict.fromkeys(("PRP", "PRP$", "WP", "WP$", "EX"), "PRON"),
    **dict.fromkeys(("VB", "VBD", "VBG", "VBN", "VBP", "VBZ"), "VERB"),
    **dict.fromkeys(("JJ", "JJR", "JJS"), "ADJ"),
    **dict.fromkeys(("RB", "RBR", "RBS", "WRB"), "ADV"),
    **dict.fromkeys(("DT", "PDT", "WDT"), "DET"),
    **dict.fromkeys(("TO", "POS"), "PART"),
    "MD": "AUX",
    "IN": "ADP",
    "RP": "ADP",
    "CC": "CCONJ",
    "CD": "NUM",
    "UH": "INTJ",
    "$": "SYM",
}
_TIGHT_BEFORE = frozenset((",", ".", ";", ":", "?", "!", ")", "]", "”", "’", "''", "%"))
_TIGHT_AFTER = frozenset(("(", "[", "“", "‘", "``", "$"))


def span(text: str, words: str) -> Span:
    """The span of `words` in the text; "words#2" is their second occurrence. Raises ValueError if there is none."""
    words, _, nth = words.partition("#")
    start = -1
    for _ in range(int(nth or 1)):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def spans(text: str, *pieces: str) -> tuple[Span, ...]:
    """The span of each piece, as `span` finds it."""
    return tuple(span(text, piece) for piece in pieces)


def annotate(
    notation: str,
    *,
    attributions: Iterable[tuple[str | Sequence[str], str, str | Sequence[str]]] = (),
    entities: Iterable[tuple[str, str]] = (),
    times: Iterable[tuple[str, str]] = (),
    events: Iterable[tuple[str, Mapping[str, Any]]] = (),
    toponyms: Iterable[str] = (),
    parties: Iterable[tuple[str, str]] = (),
) -> Annotation:
    """An annotation from a short notation: one sentence a line, an empty line between paragraphs.

    A token is `word/XPOS/head/deprel`, the head 1-based within its sentence and 0 at the root;
    `word/UPOS/XPOS/head/deprel` where the UPOS does not follow from the XPOS (AUX, SCONJ, PRON/DT).
    Words are joined by single blanks, with none before closing marks, clitics ("'s", "n't") and hyphens.

        Holt/NNP/2/nsubj said/VBD/0/root ./././2/punct       ("./." is the mark "." with the XPOS ".")

    `attributions` are (source, cue, content), `entities` (words, kind), `times` (words, type), all
    given by their words: see `span`. An empty source is no source. `events` are (trigger, fields of an EventMention,
    its arguments as (role, words)), `parties` (words, part), `toponyms` words.
    """
    text = ""
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    paragraphs: list[tuple[int, int]] = []
    opened = 0
    glue = True
    for line in notation.strip().splitlines():
        if not line.strip():
            paragraphs.append((opened, len(tokens)))
            opened = len(tokens)
            text += "\n\n"
            glue = True
            continue
        first = len(tokens)
        for item in line.split():
            word, upos, xpos, head, deprel = _fields(item)
            clitic = xpos == "POS" or word in ("n't", "n’t") or (word[0] in "'’" and len(word) > 1)
            tight = glue or word in _TIGHT_BEFORE or xpos == "HYPH" or clitic
            text += word if tight else " " + word
            glue = word in _TIGHT_AFTER or xpos == "HYPH"
            governor = first + int(head) - 1 if int(head) else -1
            tokens.append(Token(len(text) - len(word), len(text), upos, xpos, governor, deprel, len(sentences)))
        sentences.append((first, len(tokens)))
    paragraphs.append((opened, len(tokens)))
    return Annotation(
        text=text,
        tokens=tuple(tokens),
        sentences=tuple(sentences),
        paragraphs=tuple(paragraphs),
        attributions=tuple(
            Attribution(_pieces(text, source), span(text, cue), _pieces(text, content))
            for source, cue, content in attributions
        ),
        entities=tuple(sorted(EntityMention(span(text, words), kind, 1.0) for words, kind in entities)),
        times=tuple(sorted(TimeMention(span(text, words), type_) for words, type_ in times)),
        events=tuple(_event(text, trigger, dict(fields)) for trigger, fields in events),
        toponyms=tuple(sorted(ToponymMention(span(text, words), 1.0) for words in toponyms)),
        parties=tuple(PartyMention(span(text, words), part, 1.0) for words, part in parties),
    )


def _event(text: str, trigger: str, fields: dict[str, Any]) -> EventMention:
    arguments = tuple(ArgumentMention(role, span(text, words), 1.0) for role, words in fields.pop("arguments", ()))
    known = {
        "type": None, "mode": None, "subtype": None, "type_score": 1.0, "subtype_score": 1.0,
        "polarity": "pos", "certainty": "certain", "tense": "non_future", "salience": 0.1,
    }  # fmt: skip
    return EventMention(span(text, trigger), **known | fields, arguments=arguments)


def _fields(item: str) -> tuple[str, str, str, str, str]:
    fields = item.rsplit("/", 4)
    if len(fields) == 5 and fields[1].isupper() and fields[1].isalpha() and len(fields[1]) > 2:
        return fields[0], fields[1], fields[2], fields[3], fields[4]
    word, xpos, head, deprel = item.rsplit("/", 3)
    return word, _UPOS.get(xpos, "PUNCT" if not xpos[0].isalpha() else "X"), xpos, head, deprel


def _pieces(text: str, words: str | Sequence[str]) -> tuple[Span, ...]:
    if isinstance(words, str):
        words = (words,) if words else ()
    return spans(text, *words)
