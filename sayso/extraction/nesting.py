"""Reports within reports: "residents said that soldiers had told them to leave"."""

from collections.abc import Sequence

from sayso.annotation import Annotation, Attribution
from sayso.extraction.acts import act_of, reports_speech
from sayso.report import Span

#: Subjects of a report within a report that are no source: those who speak or are spoken to, and nobody in particular.
_NO_SOURCE = frozenset(
    ("i", "we", "you", "that", "this", "what", "there", "anybody", "anyone", "everybody", "everyone", "nobody", "one")
)
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
#: What makes a complement a clause of its own.
_CLAUSAL = (*_SUBJECTS, "mark")
#: Penn tags of verbs that tell of a report made, not of one to be made or wished for.
_TOLD = ("VBD", "VBZ", "VBP", "VBN", "VBG")
_POINTS = (".", ",", ":", "-LRB-", "-RRB-", "HYPH")
#: Acts that an infinitive tells the content of: "threatened to strike".
_OF_INTENT = frozenset(("promise", "threaten"))

#: What a parser calls the "that" of a clause, be the clause itself parsed well or not.
_OPENERS = frozenset(("mark", "ccomp"))


def nested_reports(annotation: Annotation, found: Sequence[Attribution]) -> list[Attribution]:
    """The reports told in the contents of those found, which have no attribution of their own yet."""
    cues = {i for a in found for i in range(*annotation.covering(a.cue))}
    inner = []
    for outer in found:
        inside = sorted({i for span in outer.content for i in range(*annotation.covering(span))} - cues)
        for verb in inside:
            token = annotation.tokens[verb]
            if token.xpos not in _TOLD or not reports_speech(annotation.word(verb).lower()):
                continue
            source = _source(annotation, verb, outer, inside)
            content = _content(annotation, verb, inside)
            if source and content and not (source.start < content.end and content.start < source.end):
                inner.append(Attribution((source,), Span(token.start, token.end), (content,)))
    return inner


def holders(found: Sequence[Attribution]) -> list[int | None]:
    """For each attribution, in the order of their cues, the one whose content most closely holds its cue."""
    contents = sorted((s.start, -s.end, i) for i, a in enumerate(found) for s in a.content)
    holding: list[int | None] = []
    open_now: list[tuple[int, int]] = []
    reached = 0
    for i, attribution in enumerate(found):
        start, end = attribution.cue
        while reached < len(contents) and contents[reached][0] <= start:
            open_now.append((-contents[reached][1], contents[reached][2]))
            reached += 1
        open_now = [c for c in open_now if c[0] > start]
        around = [c for c in open_now if c[0] >= end and c[1] != i]
        holding.append(min(around)[1] if around else None)
    return holding


def _source(annotation: Annotation, verb: int, outer: Attribution, inside: Sequence[int]) -> Span | None:
    """The subject of the verb; where it has none of its own, whoever "was quoted as saying" or is quoted so."""
    tokens = annotation.tokens
    own = [i for i in annotation.children[verb] if tokens[i].deprel in _SUBJECTS]
    head = tokens[verb].head
    if not own and head >= 0 and outer.cue.start <= tokens[head].start < outer.cue.end:
        own = [i for i in annotation.children[head] if tokens[i].deprel in ("obj", "nsubj:pass")]
    for i in own:
        noun = tokens[i].upos in ("NOUN", "PROPN", "PRON")
        if noun and i in inside and annotation.word(i).lower() not in _NO_SOURCE:
            return phrase(annotation, i)
    return None


def _content(annotation: Annotation, verb: int, inside: Sequence[int]) -> Span | None:
    """The complement of the verb: a clause, or an infinitive that tells what is promised or threatened."""
    tokens = annotation.tokens
    allowed = set(inside)
    said: set[int] = set()
    for kid in annotation.children[verb]:
        below = [tokens[c] for c in annotation.children[kid]]
        clause = tokens[kid].deprel == "ccomp" and any(t.deprel in _CLAUSAL for t in below)
        intent = tokens[kid].deprel == "xcomp" and any(t.xpos == "TO" for t in below)
        if clause or (intent and act_of([annotation.word(verb).lower()]) in _OF_INTENT):
            said.update(i for i in _below(annotation, kid) if i in allowed)
    if not said:  # a parse that hangs the words of the clause from the verb one by one
        kids = [kid for kid in annotation.children[verb] if kid > verb]
        that = next((kid for kid in kids if annotation.word(kid) == "that" and tokens[kid].deprel in _OPENERS), None)
        said = {i for kid in kids if that is not None and kid >= that for i in _below(annotation, kid) if i in allowed}
    words = sorted(said)
    while words and tokens[words[0]].xpos in _POINTS:
        del words[0]
    while words and tokens[words[-1]].xpos in _POINTS:
        del words[-1]
    return Span(tokens[words[0]].start, tokens[words[-1]].end) if words else None


def phrase(annotation: Annotation, head: int, skip: Sequence[str] = ()) -> Span:
    """The span of a token and all that hangs from it, leaving out dependents of these relations and clauses."""
    low = high = head
    for kid in annotation.children[head]:
        if annotation.tokens[kid].deprel in (*skip, "punct", "acl:relcl", "acl", "cc", "conj", "parataxis"):
            continue
        for i in _below(annotation, kid):
            low, high = min(low, i), max(high, i)
    return Span(annotation.tokens[low].start, annotation.tokens[high].end)


def _below(annotation: Annotation, head: int) -> list[int]:
    """A token and all tokens that hang from it."""
    found = [head]
    for i in found:
        found += annotation.children[i]
    return found
