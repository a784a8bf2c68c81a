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

#: Types of events: those of PLOVER and three beyond it.
EVENT_TYPE = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "DISASTER", "ACCIDENT", "CRIME",
)  # fmt: skip
EVENT_MODE = (
    "visit", "third-party", "multilateral", "phone", "host", "economic", "military", "judicial", "intelligence",
    "humanitarian", "asylum", "peacekeeping", "withdraw", "release", "return", "disarm", "ceasefire", "access",
    "resign",
    "assist", "change", "yield", "meet", "disapprove", "investigate", "allege", "violence", "restrict", "ban", "arrest",
    "relations", "expel", "territory", "demo", "riot", "strike", "hunger", "boycott", "obstruct", "convict",
    "discontinue", "troops", "weapons", "police", "militia", "seize", "censor", "martial-law", "deport", "withhold",
    "misinform", "beat", "torture", "execute", "sexual", "assassinate", "primitive", "firearms", "explosives",
    "suicide-attack", "heavy-weapons", "aerial", "unconventional", "abduct", "destroy",
)  # fmt: skip
EVENT_SUBTYPE = (
    "ABDUCT_DISSAP", "AGREEMENT", "AIR_STRIKE", "ARMED_CLASH", "ARREST", "ART_MISS_ATTACK", "ATTACK", "ATTRIB",
    "CHANGE_TO_GROUP_ACT", "CHEM_WEAP", "DIPLO", "DISR_WEAP", "FORCE_AGAINST_PROTEST", "GOV_REGAINS_TERIT", "GRENADE",
    "HQ_ESTABLISHED", "MAN_MADE_DISASTER", "MOB_VIOL", "NATURAL_DISASTER", "NON_STATE_ACTOR_OVERTAKES_TER",
    "NON_VIOL_TERRIT_TRANSFER", "ORG_CRIME", "OTHER", "PEACE_PROTEST", "PROPERTY_DISTRUCT", "PROTEST_WITH_INTER",
    "REM_EXPLOS", "SEX_VIOL", "SUIC_BOMB", "VIOL_DEMONSTR",
)  # fmt: skip
EVENT_ROLE = ("actor", "recipient", "object", "instrument", "place", "time")
ARGUMENT = span_tags(EVENT_ROLE)
POLARITY = ("pos", "neg")
CERTAINTY = ("certain", "probable", "possible")
TENSE = ("non_future", "future")
#: Those who have a part in acts of violence, told apart as in MUC-4: people and organisations that do it, and so on.
INCIDENT = span_tags(("perpetrator", "organisation", "victim", "target", "weapon"))
PLACE = span_tags(("place",))
