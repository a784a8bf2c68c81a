"""Identity by syntax: mentions that apposition, copula, relative clause or brackets make one."""

from collections.abc import Iterator, Mapping, Sequence

from sayso.annotation import Annotation
from sayso.extraction.heads import RELATIVE, antecedent
from sayso.extraction.mentions import Mention
from sayso.extraction.nouns import load_nouns

_NEGATIONS = frozenset(("not", "n't", "n’t", "never", "no"))
_FEW = 40  # dependents of one word that are looked at; real words have fewer
_CLOSERS = frozenset((",", ".", ";", ":", "?", "!", ")", "—", "–", "-", "”", '"', "''", "’"))
_UNREAL = frozenset(("if", "whether", "were", "unless"))


def identities(annotation: Annotation, mentions: Sequence[Mention], at: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Pairs of mentions (by number) that the syntax says are one; `at` maps tokens to mentions."""
    for i, token in enumerate(annotation.tokens):
        if token.deprel == "appos" or token.deprel == "conj":
            pair = _apposition(annotation, mentions, at, i)
            if pair is not None:
                yield pair
        elif token.deprel.startswith("nsubj"):
            pair = _copula(annotation, mentions, at, i) or _serves_as(annotation, mentions, at, i)
            if pair is not None:
                yield pair
    starts = {mention.first: number for number, mention in enumerate(mentions) if not mention.members}
    for number, mention in enumerate(mentions):
        beside = None if mention.members else _beside(annotation, mentions, (at, starts), number)
        if beside is not None:
            yield beside
        if mention.form == "pronoun" and mention.noun in RELATIVE:
            above = antecedent(annotation, mention.head)
            if above is None or at.get(above, number) == number:
                continue
            if mention.noun != "which" or mentions[at[above]].kind != "Person":
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
    if one is None or two is None or one == two or (i and annotation.word(i - 1) == "("):
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
    siblings = [child for child in annotation.children[tokens[i].head][:_FEW] if tokens[child].deprel == "conj"]
    return len(siblings) == 1 and not any(tokens[child].deprel == "cc" for child in annotation.children[i])


def _one_kind(one: Mention, two: Mention) -> bool:
    if one.many != two.many and not (one.kind == two.kind == "Organisation"):
        return False
    if one.form == two.form == "name":
        return False
    if any(mention.form == "description" and mention.noun in load_nouns().documents for mention in (one, two)):
        return False
    return one.kind == two.kind or "unknown" in (one.kind, two.kind) or not (one.sure and two.sure)


def _copula(
    annotation: Annotation, mentions: Sequence[Mention], at: Mapping[int, int], i: int
) -> tuple[int, int] | None:
    """ "X is the minister": the subject and what it is, unless denied or supposed."""
    tokens = annotation.tokens
    head = tokens[i].head
    below = annotation.children[head][:_FEW]
    if head < i or not any(tokens[child].deprel == "cop" for child in below):
        return None
    if any(annotation.word(child).casefold() in _NEGATIONS | _UNREAL for child in below):
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


def _serves_as(
    annotation: Annotation, mentions: Sequence[Mention], at: Mapping[int, int], i: int
) -> tuple[int, int] | None:
    """ "X, who took over as chief executive": the subject and the office."""
    for child in annotation.children[annotation.tokens[i].head][:_FEW]:
        if not annotation.tokens[child].deprel.startswith(("obl", "nmod")) or child not in at or i not in at:
            continue
        below = annotation.children[child]
        office = mentions[at[child]]
        if below and annotation.word(below[0]).casefold() == "as" and office.kind == "Person" and not office.many:
            return (at[i], at[child]) if _one_kind(mentions[at[i]], office) else None
    return None


def _beside(
    annotation: Annotation,
    mentions: Sequence[Mention],
    where: tuple[Mapping[int, int], Mapping[int, int]],
    number: int,
) -> tuple[int, int] | None:
    """A name and a description that a comma alone parts, whatever the parse: "Its head, Mary Holt, said".

    `where` maps tokens to mentions, and first tokens to mentions. No list is taken for one: what
    follows must not be "and" or another noun.
    """
    at, starts = where
    one, n = mentions[number], len(annotation.tokens)
    if one.form == "pronoun" or one.last + 1 >= n or annotation.word(one.last) != ",":
        return None
    two = starts.get(one.last + 1)
    if two is None or mentions[two].sentence != one.sentence or mentions[two].form == "pronoun":
        return None
    after = mentions[two].last
    if after < n and annotation.tokens[after].sentence == one.sentence:
        ends = annotation.tokens[after].upos in ("VERB", "AUX") or annotation.word(after) in _CLOSERS
        if not ends or (after + 1 < n and annotation.word(after + 1).casefold() in ("and", "or")):
            return None
    for _ in range(3):
        if _may_be_one(annotation, one, mentions[two]):
            return number, two
        token = annotation.tokens[one.head]
        if token.deprel != "nmod" or token.head not in at or token.head >= one.head:
            return None
        number = at[token.head]
        one = mentions[number]
    return None


def _may_be_one(annotation: Annotation, one: Mention, two: Mention) -> bool:
    if {one.form, two.form} != {"name", "description"} or one.many or two.many or "Person" not in (one.kind, two.kind):
        return False
    said = one if one.form == "description" else two
    if said.kind != "Person" and said.noun not in load_nouns().either:
        return False
    if annotation.word(two.first).casefold() == "whose":
        return False
    if one.definiteness != "definite" and one.first and annotation.tokens[one.first - 1].xpos == "IN":
        return False
    return _one_kind(one, two) or not (one.sure and two.sure)


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
