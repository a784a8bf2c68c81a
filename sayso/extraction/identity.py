"""Identity by syntax: mentions that apposition, copula, relative clause or brackets make one."""

from collections.abc import Iterator, Mapping, Sequence

from sayso.annotation import Annotation
from sayso.extraction.mentions import RELATIVE, Mention, antecedent

_NEGATIONS = frozenset(("not", "n't", "n’t", "never", "no"))
_UNREAL = frozenset(("if", "whether", "were", "unless"))


def identities(annotation: Annotation, mentions: Sequence[Mention], at: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Pairs of mentions (by number) that the syntax says are one; `at` maps tokens to mentions."""
    for i, token in enumerate(annotation.tokens):
        if token.deprel == "appos" or token.deprel == "conj":
            pair = _apposition(annotation, mentions, at, i)
            if pair is not None:
                yield pair
        elif token.deprel.startswith("nsubj") and token.head > i:
            pair = _copula(annotation, mentions, at, i)
            if pair is not None:
                yield pair
    for number, mention in enumerate(mentions):
        if mention.form == "pronoun" and mention.noun in RELATIVE:
            above = antecedent(annotation, mention.head)
            if above is not None and above in at and at[above] != number:
                yield at[above], number
        elif mention.form == "name":
            bracketed = _bracketed(annotation, mentions, at, mention)
            if bracketed is not None:
                yield number, bracketed


def _apposition(
    annotation: Annotation, mentions: Sequence[Mention], at: Mapping[int, int], i: int
) -> tuple[int, int] | None:
    token = annotation.tokens[i]
    one, two = at.get(token.head), at.get(i)
    if one is None or two is None or one == two:
        return None
    host, added = mentions[one], mentions[two]
    if token.deprel == "conj" and not _missed_apposition(annotation, host, added, i):
        return None
    return (one, two) if _one_kind(host, added) else None


def _missed_apposition(annotation: Annotation, host: Mention, added: Mention, i: int) -> bool:
    """Whether a parser's "conj" is an apposition: "Holt, the minister, said", with no "and" about."""
    if host.form != "name" or added.form != "description" or added.many or added.definiteness == "bare":
        return False
    tokens = annotation.tokens
    siblings = [child for child in annotation.children[tokens[i].head] if tokens[child].deprel == "conj"]
    return len(siblings) == 1 and not any(tokens[child].deprel == "cc" for child in annotation.children[i])


def _one_kind(one: Mention, two: Mention) -> bool:
    if one.many != two.many and not (one.kind == two.kind == "Organisation"):
        return False
    if one.form == two.form == "name":
        return False
    if "unknown" in (one.kind, two.kind):
        return True
    return one.kind == two.kind


def _copula(
    annotation: Annotation, mentions: Sequence[Mention], at: Mapping[int, int], i: int
) -> tuple[int, int] | None:
    """ "X is the minister": the subject and what it is, unless denied or supposed."""
    tokens = annotation.tokens
    head = tokens[i].head
    below = annotation.children[head]
    if not any(tokens[child].deprel == "cop" for child in below):
        return None
    if any(annotation.word(child).casefold() in _NEGATIONS | _UNREAL for child in below[:12]):
        return None
    one, two = at.get(i), at.get(head)
    if one is None or two is None or one == two:
        return None
    subject, said = mentions[one], mentions[two]
    if said.form == "pronoun" or subject.noun in RELATIVE or said.definiteness == "bare":
        return None
    if subject.form == "description" and said.form == "description" and said.definiteness != "definite":
        return None
    return (one, two) if _one_kind(subject, said) else None


def _bracketed(
    annotation: Annotation, mentions: Sequence[Mention], at: Mapping[int, int], mention: Mention
) -> int | None:
    """The acronym in brackets right after a name: "International Aid Union (IAU)"."""
    tokens, after = annotation.tokens, mention.last
    if after + 2 >= len(tokens) or annotation.word(after) != "(" or annotation.word(after + 2) != ")":
        return None
    word, number = annotation.word(after + 1), at.get(after + 1)
    if number is None or not word.isupper() or len(word) < 2 or mention.name is None or len(mention.name.words) < 2:
        return None
    return number if mentions[number].form == "name" and mention.name.words[0][0] == word[0].casefold() else None
