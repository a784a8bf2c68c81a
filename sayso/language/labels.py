"""The label sets of the heads, in the order of the model's output columns."""

#: Word boundaries: inside a token, start of a token, start of a sentence.
INSIDE, TOKEN, SENTENCE = range(3)

UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X",
)  # fmt: skip

XPOS = (
    "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "GW", "HYPH", "IN", "JJ",
    "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP",
    "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB", "XX", "``",
)  # fmt: skip

DEPREL = (
    "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc",
    "cc:preconj", "ccomp", "compound", "compound:prt", "conj", "cop", "csubj", "csubj:outer", "csubj:pass", "dep",
    "det", "det:predet", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark",
    "nmod", "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj", "nsubj:outer", "nsubj:pass", "nummod", "obj", "obl",
    "obl:agent", "obl:unmarked", "orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
)  # fmt: skip


def span_tags(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The tags for spans of these kinds: outside, then begin, inside, end and single for each kind."""
    return ("O", *(f"{place}-{kind}" for kind in kinds for place in "BIES"))


ATTRIBUTION = span_tags(("source", "cue", "content"))
ROLE = span_tags(("source", "content"))
TIME = span_tags(("DATE", "TIME", "DURATION", "SET"))
ENTITY = (
    "Person", "Organisation", "Location", "Nationality", "Temporal", "Quantity", "Money", "Weapon", "MilitaryPlatform",
    "Vehicle",
)  # fmt: skip
