from sayso.annotation import Annotation
from sayso.extraction.attribution import Utterance, read_utterances, to_statements
from sayso.report import Furniture, Report, Span
from tests.annotations import annotate, span


def read(annotation: Annotation, furniture: tuple[Furniture, ...] = ()) -> tuple[Utterance, ...]:
    return read_utterances(annotation, Report(id="r", text=annotation.text, furniture=furniture))


def words(annotation: Annotation, spans: tuple[Span, ...]) -> list[str]:
    return [annotation.text[a:b] for a, b in spans]


def test_a_report_within_a_report_is_a_statement_of_its_own():
    annotation = annotate(
        "Holt/NNP/2/nsubj said/VBD/0/root that/IN/6/mark two/CD/5/nummod residents/NNS/6/nsubj told/VBD/2/ccomp "
        "him/PRP/6/obj soldiers/NNS/9/nsubj fled/VBD/6/ccomp ././2/punct",
        attributions=[("Holt", "said", "that two residents told him soldiers fled")],
    )
    outer, inner = read(annotation)
    assert words(annotation, inner.source) == ["two residents"]
    assert words(annotation, inner.cue) == ["told"]
    assert words(annotation, inner.content) == ["soldiers fled"]
    assert inner.within == 0
    assert outer.within is None
    assert annotation.text[slice(*inner.addressee)] == "him"


def test_what_one_says_of_oneself_inside_a_quotation_is_no_second_report():
    annotation = annotate(
        "“/``/3/punct I/PRP/3/nsubj told/VBD/7/ccomp them/PRP/3/obj ,/,/3/punct ”/''/3/punct said/VBD/0/root "
        "Holt/NNP/7/nsubj ././7/punct",
        attributions=[("Holt", "said", "“I told them,”")],
    )
    assert len(read(annotation)) == 1


def test_a_quotation_over_two_paragraphs_stays_with_its_speaker():
    annotation = annotate(
        "“/``/3/punct We/PRP/3/nsubj stay/VBP/5/ccomp ,/,/3/punct said/VBD/0/root Holt/NNP/5/nsubj ././5/punct "
        "“/``/9/punct Nobody/NN/9/nsubj leaves/VBZ/5/parataxis ././5/punct\n\n"
        "“/``/4/punct We/PRP/4/nsubj will/MD/4/aux hold/VB/0/root the/DT/6/det bridge/NN/4/obj "
        "././4/punct ”/''/4/punct",
        attributions=[("Holt", "said", ["We stay", "“Nobody leaves."])],
    )
    [utterance] = read(annotation)
    assert words(annotation, utterance.content)[-1].startswith("“We will hold the bridge.")


def test_a_quotation_over_three_paragraphs_stays_with_its_speaker_throughout():
    annotation = annotate(
        "Holt/NNP/2/nsubj said/VBD/0/root :/:/2/punct “/``/7/punct we/PRP/6/nsubj stay/VBP/2/ccomp ././2/punct\n\n"
        "“/``/3/punct We/PRP/3/nsubj hold/VB/0/root the/DT/5/det bridge/NN/3/obj ././3/punct\n\n"
        "“/``/3/punct We/PRP/3/nsubj hold/VB/0/root the/DT/5/det road/NN/3/obj ././3/punct ”/''/3/punct",
        attributions=[("Holt", "said", "we stay")],
    )
    [utterance] = read(annotation)
    assert [w[-5:] for w in words(annotation, utterance.content)[1:]] == ["idge.", "oad.”"]


def test_whom_it_is_said_to():
    annotation = annotate(
        "Holt/NNP/2/nsubj told/VBD/0/root the/DT/4/det council/NN/2/obj they/PRP/6/nsubj left/VBD/2/ccomp ././2/punct",
        attributions=[("Holt", "told", "they left")],
    )
    [utterance] = read(annotation)
    assert utterance.addressee == span(annotation.text, "the council")


def test_captions_hold_no_statements():
    annotation = annotate(
        "Holt/NNP/2/nsubj said/VBD/0/root they/PRP/4/nsubj left/VBD/2/ccomp ././2/punct",
        attributions=[("Holt", "said", "they left")],
    )
    caption = Furniture(span=Span(0, len(annotation.text)), kind="caption")
    assert read(annotation, (caption,)) == ()


def test_statements_take_their_speakers_and_keep_who_reports_whom():
    outer = Utterance((Span(0, 2),), (Span(3, 4),), (Span(4, 9),), None, None, "indirect", "say")
    inner = Utterance((Span(4, 5),), (Span(5, 6),), (Span(6, 9),), Span(0, 2), 0, "indirect", "deny")
    speakers = {Span(0, 2): "a1", Span(4, 5): "a2"}
    first, second = to_statements((outer, inner), speakers, lambda utterance: "named")
    assert (first.id, first.speaker, first.within) == ("s1", "a1", None)
    assert (second.id, second.speaker, second.within, second.addressee) == ("s2", "a2", "s1", "a1")
    assert second.act == "deny"


def test_a_headline_and_its_story_are_told_apart():
    annotation = annotate(
        "Two/CD/2/nsubj flee/VBP/4/ccomp ,/,/4/punct says/VBZ/0/root Holt/NNP/4/nsubj\n\n"
        "Two/CD/2/nsubj fled/VBD/4/ccomp Holt/NNP/4/nsubj said/VBD/0/root ././4/punct",
        attributions=[("Holt", "says", ["Two flee", "Two fled"])],
    )
    headline = Furniture(span=Span(0, annotation.text.index("\n")), kind="headline")
    [utterance] = read(annotation, (headline,))
    assert words(annotation, utterance.content) == ["Two flee"]


def test_it_says_nothing_where_it_is_believed_that():
    annotation = annotate(
        "It/PRP/4/expl is/AUX/VBZ/4/aux:pass widely/RB/4/advmod believed/VBN/0/root they/PRP/6/nsubj left/VBD/4/ccomp",
        attributions=[("", "is widely believed", ["It", "they left"])],
    )
    [utterance] = read(annotation)
    assert words(annotation, utterance.content) == ["they left"]
    assert utterance.act == "believe"


def test_who_is_quoted_by_an_outlet_speaks_inside_its_report():
    annotation = annotate(
        "An/DT/2/det official/NN/4/nsubj:pass was/AUX/VBD/4/aux:pass quoted/VBN/0/root "
        "by/IN/6/case Radio/NNP/4/obl:agent as/IN/8/mark saying/VBG/4/advcl it/PRP/10/nsubj fell/VBD/8/ccomp",
        attributions=[("Radio", "was quoted", ["An official", "as saying it fell"])],
    )
    outer, inner = read(annotation)
    assert words(annotation, outer.source) == ["Radio"]
    assert words(annotation, inner.source) == ["An official"]
    assert words(annotation, inner.content) == ["it fell"]
    assert inner.within == 0


def test_a_threat_told_by_somebody_else_is_a_statement_of_those_who_threaten():
    annotation = annotate(
        "Holt/NNP/2/nsubj said/VBD/0/root the/DT/4/det union/NN/6/nsubj had/AUX/VBD/6/aux threatened/VBN/2/ccomp "
        "to/TO/8/mark strike/VB/6/xcomp",
        attributions=[("Holt", "said", "the union had threatened to strike")],
    )
    _, inner = read(annotation)
    assert words(annotation, inner.source) == ["the union"]
    assert (inner.act, words(annotation, inner.content)) == ("threaten", ["to strike"])


def test_a_report_within_a_report_survives_a_clause_that_was_badly_parsed():
    annotation = annotate(
        "Holm/NNP/2/nsubj said/VBD/0/root residents/NNS/4/nsubj told/VBD/2/ccomp him/PRP/4/iobj that/IN/4/ccomp "
        "shelling/VBG/4/ccomp began/VBD/4/ccomp",
        attributions=[("Holm", "said", "residents told him that shelling began")],
    )
    _, inner = read(annotation)
    assert words(annotation, (*inner.source, *inner.content)) == ["residents", "that shelling began"]
    assert inner.within == 0
