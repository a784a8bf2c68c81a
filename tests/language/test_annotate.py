from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotation import Annotation
from sayso.language.annotate import annotate
from sayso.language.model import load_model

REPORT = (
    "Twelve soldiers died when gunmen attacked a post near Tarsk, the defence ministry said on Wednesday.\n\n"
    "“We heard the shelling before dawn,” said Orla Venn, a farmer. “Nobody slept.”\n\n"
    "A spokesman denied that troops had crossed the line."
)


def read(text: str) -> Annotation:
    return annotate(load_model(), text)


def words(annotation: Annotation, *spans: tuple[int, int]) -> list[str]:
    return [annotation.text[a:b] for a, b in spans]


def test_sources_cues_and_contents_of_a_plain_report():
    annotation = read(REPORT)
    said = {tuple(words(annotation, *a.source)): words(annotation, a.cue) for a in annotation.attributions}
    assert said[("the defence ministry",)] == ["said"]
    assert said[("A spokesman",)] == ["denied"]
    ministry = annotation.attributions[0]
    [content] = words(annotation, *ministry.content)
    assert content.startswith("Twelve soldiers died")


def test_words_have_parts_of_speech_and_heads():
    annotation = read(REPORT)
    index = {annotation.word(i): i for i in range(len(annotation.tokens))}
    died = index["died"]
    assert annotation.tokens[died].xpos == "VBD"
    assert annotation.tokens[index["soldiers"]].head == died
    assert annotation.tokens[index["soldiers"]].deprel == "nsubj"


def test_sentences_and_paragraphs_are_told_apart():
    annotation = read(REPORT)
    assert len(annotation.paragraphs) == 3
    begins = [annotation.word(a) for a, _ in annotation.sentences]
    assert begins[0] == "Twelve"
    assert begins[-1] == "A"


def test_no_source_or_cue_runs_over_the_end_of_a_paragraph():
    annotation = read("\n\n".join([REPORT] * 12))
    for a in annotation.attributions:
        for start, end in (*a.source, a.cue):
            assert "\n\n" not in annotation.text[start:end]


def test_a_long_report_is_read_alike_at_its_start_and_its_end():
    annotation = read("\n\n".join([REPORT] * 30))
    found = [words(annotation, a.cue)[0] for a in annotation.attributions]
    assert found.count("denied") == 30


def test_the_same_text_gives_the_same_annotation():
    assert read(REPORT) == read(REPORT)


@given(
    st.text(st.characters(), max_size=200)
    | st.lists(
        st.sampled_from(
            ["“", "”", '"', "\n\n", "\n", " said ", "Orla Venn", "\ud800", "\x00", "👩‍🌾", "שלום", "0", ". "]
        ),
        max_size=60,
    ).map("".join)
)
@settings(max_examples=60)
def test_every_span_lies_in_any_text_and_the_words_are_in_order(text: str):
    annotation = read(text)
    spans = [t[:2] for t in annotation.tokens]
    spans += [s for a in annotation.attributions for s in (*a.source, a.cue, *a.content)]
    spans += [m.span for m in (*annotation.entities, *annotation.times)]
    assert all(0 <= a < b <= len(text) for a, b in spans)
    ends = [t.end for t in annotation.tokens]
    assert all(end <= t.start for end, t in zip(ends, annotation.tokens[1:], strict=False))
    for place, (a, b) in enumerate(annotation.sentences):
        heads = [t.head for t in annotation.tokens[a:b]]
        assert heads.count(-1) == 1
        assert all(h == -1 or a <= h < b for h in heads)
        assert {t.sentence for t in annotation.tokens[a:b]} == {place}
    assert [i for a, b in annotation.paragraphs for i in range(a, b)] == list(range(len(annotation.tokens)))
