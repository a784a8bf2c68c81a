import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from sayso.annotation import Annotation
from sayso.extraction.claims import read_claims
from sayso.extraction.holding import innermost
from sayso.reading import Actor, Argument, Claim, Event, Place, Quantity, Reading, Statement, Time
from sayso.report import Furniture, Report, Span
from tests.annotations import annotate, span, spans

DIED = "Twelve/CD/2/nummod soldiers/NNS/3/nsubj died/VBD/0/root on/IN/5/case Wednesday/NNP/3/obl when/WRB/8/advmod gunmen/NNS/8/nsubj attacked/VBD/3/advcl a/DT/10/det post/NN/8/obj near/IN/12/case Tarsk/NNP/10/nmod ,/,/16/punct the/DT/15/det ministry/NN/16/nsubj said/VBD/3/parataxis ././3/punct"  # noqa: E501
CONTENT = "Twelve soldiers died on Wednesday when gunmen attacked a post near Tarsk"
ATTACKED = (
    "attacked",
    {"type": "ASSAULT", "subtype": "ATTACK", "arguments": [("actor", "gunmen"), ("object", "a post")]},
)
SOLDIERS = Quantity(
    id="q1", span=Span(0, 6), low=12, high=12, value=12, unit="person", of=Span(7, 15), measure="killed", statement="s1"
)
MINISTRY = Actor(id="a1", name="ministry")


def reading_of(
    annotation: Annotation,
    statements: Sequence[Statement] = (),
    *,
    speakers: dict[str, str] | None = None,
    quantities: Sequence[Quantity] = (),
    places: Iterable[Place] = (),
    times: Iterable[str] = (),
    headline: str = "",
) -> Reading:
    """A reading with the annotation's events. `speakers` are ids of actors by their words, `times` are words."""
    text = annotation.text
    mentions = {span(text, words): actor for words, actor in (speakers or {}).items()}
    furniture = (Furniture(span=span(text, headline), kind="headline"),) if headline else ()
    report = Report(id="r", text=text, furniture=furniture)
    return Reading(
        report=report,
        statements=tuple(statements),
        actors=tuple(Actor(id=actor, name=actor) for actor in sorted(set(mentions.values()))),
        quantities=tuple(quantities),
        places=tuple(places),
        times=tuple(Time(span=span(text, words), type="DATE") for words in times),
        events=tuple(events_of(annotation, statements, mentions)),
    )


def events_of(annotation: Annotation, statements: Sequence[Statement], mentions: dict[Span, str]) -> Iterator[Event]:
    holders = innermost(statements, [event.trigger for event in annotation.events])
    for number, (event, holder) in enumerate(zip(annotation.events, holders, strict=True), start=1):
        arguments = tuple(
            Argument(
                role=argument.role,  # type: ignore[arg-type]
                span=argument.span,
                actor=next(
                    (mentions[m] for m in mentions if argument.span[0] <= m[0] and m[1] <= argument.span[1]), None
                ),
            )
            for argument in event.arguments
        )
        yield Event(
            id=f"e{number}",
            trigger=event.trigger,
            type=event.type,
            subtype=event.subtype,
            arguments=arguments,
            polarity=event.polarity,  # type: ignore[arg-type]
            tense=event.tense,  # type: ignore[arg-type]
            statement=holder,
        )


def statement(text: str, name: str, content: str, speaker: str | None = "a1", **known: str) -> Statement:
    return Statement(id=name, content=spans(text, content), speaker=speaker, **known)  # type: ignore[arg-type]


def words(reading: Reading, claim: Claim) -> list[str]:
    return [reading.report.text[slice(*evidence.span)] for evidence in claim.evidence]


def chain(claim: Claim) -> list[tuple[str | None, str | None]]:
    return [(link.speaker, link.statement) for link in claim.chain]


def clash() -> tuple[Reading, Annotation]:
    annotation = annotate(DIED, events=[("died", {}), ATTACKED, ("said", {})])
    tarsk = Place(span=span(annotation.text, "Tarsk"), name="Tarsk", lat=1.0, lon=2.0, feature="city")
    said = Statement(id="s1", content=spans(annotation.text, CONTENT), cue=spans(annotation.text, "said"), speaker="a1")
    reading = reading_of(annotation, [said], quantities=[SOLDIERS], places=[tarsk], times=["Wednesday"])
    return reading, annotation


def test_an_event_with_a_figure_and_one_with_a_type_are_claims_and_saying_is_none() -> None:
    reading, annotation = clash()
    died, attacked = read_claims(reading, annotation)
    assert (died.id, died.event, died.quantities) == ("c1", "e1", ("q1",))
    assert (attacked.id, attacked.event, attacked.quantities) == ("c2", "e2", ())


def test_the_chain_begins_with_the_outlet() -> None:
    assert chain(read_claims(*clash())[0]) == [(None, None), ("a1", "s1")]


def test_places_and_times_are_those_of_the_clause_or_the_only_ones_of_the_sentence() -> None:
    died, attacked = read_claims(*clash())
    assert (died.places, died.times) == ((0,), (0,))
    assert (attacked.places, attacked.times) == ((0,), (0,))


def test_the_evidence_is_a_stretch_that_can_be_read_by_itself() -> None:
    reading, annotation = clash()
    died, attacked = read_claims(reading, annotation)
    assert words(reading, died) == ["Twelve soldiers died on Wednesday"]
    assert words(reading, attacked) == ["gunmen attacked a post near Tarsk"]


def test_the_evidence_ends_where_what_is_said_ends() -> None:
    annotation = annotate(
        "Shots/NNS/4/nsubj ,/,/4/punct he/PRP/4/nsubj said/VBD/0/root ,/,/4/punct hit/VBD/4/ccomp Tarsk/NNP/6/obj ././4/punct",  # noqa: E501
        events=[("hit", {"type": "ASSAULT", "arguments": [("actor", "Shots"), ("object", "Tarsk")]})],
    )
    said = Statement(id="s1", content=spans(annotation.text, "Shots", "hit Tarsk"), speaker="a1")
    reading = reading_of(annotation, [said])
    assert words(reading, read_claims(reading, annotation)[0]) == ["hit Tarsk"]


def test_two_places_in_one_sentence_are_not_guessed_between() -> None:
    annotation = annotate(
        "Men/NNS/2/nsubj left/VBD/0/root Tarsk/NNP/2/obj for/IN/5/case Belmor/NNP/2/obl ;/:/7/punct protests/NNS/2/parataxis began/VBD/7/acl ././2/punct",  # noqa: E501
        events=[("left", {}), ("protests", {"type": "PROTEST"})],
    )
    places = [Place(span=span(annotation.text, name), name=name) for name in ("Tarsk", "Belmor")]
    [protests] = read_claims(reading_of(annotation, places=places), annotation)
    assert protests.places == ()


def test_who_acts_is_not_where_it_happens_and_a_people_is_no_place() -> None:
    annotation = annotate(
        "Tarsk/NNP/2/nsubj condemned/VBD/0/root the/DT/5/det Marnish/JJ/5/amod raid/NN/2/obj ././2/punct",
        events=[
            ("condemned", {"type": "REJECT", "arguments": [("actor", "Tarsk"), ("recipient", "the Marnish raid")]})
        ],
    )
    tarsk = Place(span=span(annotation.text, "Tarsk"), name="Tarsk")
    people = Place(span=span(annotation.text, "Marnish"), name="Marnia", feature="demonym")
    [claim] = read_claims(reading_of(annotation, places=[tarsk, people]), annotation)
    assert claim.places == ()


def test_reports_within_reports_are_links_as_deep_as_they_go() -> None:
    annotation = annotate(
        "Aides/NNS/2/nsubj said/VBD/0/root elders/NNS/4/nsubj said/VBD/2/ccomp police/NNS/6/nsubj heard/VBD/4/ccomp shots/NNS/6/obj ././2/punct",  # noqa: E501
        events=[("shots", {"type": "ASSAULT"})],
    )
    text = annotation.text
    said = [
        statement(text, "s1", "elders said police heard shots", None),
        statement(text, "s2", "police heard shots", "a2", within="s1"),
        statement(text, "s3", "shots", "a3", within="s2"),
    ]
    [claim] = read_claims(reading_of(annotation, said), annotation)
    assert chain(claim) == [(None, None), (None, "s1"), ("a2", "s2"), ("a3", "s3")]
    assert claim.statement == "s3"


def test_statements_that_hold_each_other_end_the_chain() -> None:
    annotation = annotate("Shots/NNS/2/nsubj rang/VBD/0/root ././2/punct", events=[("Shots", {"type": "ASSAULT"})])
    said = [
        statement(annotation.text, name, "Shots rang", within=within) for name, within in (("s1", "s2"), ("s2", "s1"))
    ]
    [claim] = read_claims(reading_of(annotation, said), annotation)
    assert len(claim.chain) == 3


HEADLINE = "Twelve/CD/2/nummod killed/VBN/0/root in/IN/4/case Tarsk/NNP/2/obl"
STORY = (
    "Gunmen/NNS/2/nsubj killed/VBD/0/root {}/CD/4/nummod soldiers/NNS/2/obj in/IN/6/case Tarsk/NNP/2/obl ././2/punct"
)


def toll(
    second: str, *, act: str = "say", speaker: str = "a1", low: int = 12, tense: str = "non_future"
) -> list[Claim]:
    """The claims of a headline that tells of twelve killed, and of a story under it."""
    kill = {"type": "ASSAULT", "subtype": "ATTACK"}
    story = kill | {"tense": tense, "arguments": [("actor", "Gunmen"), ("recipient", f"{second} soldiers")]}
    annotation = annotate(HEADLINE + "\n\n" + STORY.format(second), events=[("killed", kill), ("killed#2", story)])
    text = annotation.text
    said = [
        statement(text, "s1", "Twelve killed in Tarsk"),
        statement(text, "s2", f"Gunmen killed {second} soldiers in Tarsk", speaker, act=act),
    ]
    first = replace(SOLDIERS, of=None)
    start = text.index(f"{second} soldiers")
    later = replace(SOLDIERS, id="q2", span=Span(start, start + len(second)), of=span(text, "soldiers"), low=low, high=low, statement="s2")  # noqa: E501  # fmt: skip
    reading = reading_of(annotation, said, quantities=[first, later], headline="Twelve killed in Tarsk")
    return list(read_claims(reading, annotation))


def test_headline_and_story_are_one_claim_with_the_fullest_telling_first() -> None:
    [claim] = toll("twelve")
    assert [(evidence.event, evidence.quantities) for evidence in claim.evidence] == [("e2", ("q2",)), ("e1", ("q1",))]
    assert (claim.id, claim.event, claim.statement, claim.quantities) == ("c1", "e2", "s2", ("q2", "q1"))


def test_another_figure_speaker_mood_or_tense_is_another_claim() -> None:
    assert len(toll("thirty", low=30)) == 2
    assert len(toll("twelve", speaker="a2")) == 2
    assert len(toll("twelve", act="deny")) == 2
    assert len(toll("twelve", act="demand")) == 2
    assert len(toll("twelve", tense="future")) == 2


def test_a_figure_without_an_event_joins_the_event_with_the_same_figure() -> None:
    annotation = annotate(
        "Twelve/CD/2/nummod dead/JJ/0/root\n\n" + STORY.format("twelve"),
        events=[("killed", {"type": "ASSAULT", "arguments": [("recipient", "twelve soldiers")]})],
    )
    text = annotation.text
    figures = [
        replace(SOLDIERS, of=None, statement=None),
        replace(SOLDIERS, id="q2", span=span(text, "twelve"), of=span(text, "soldiers"), statement=None),
    ]
    [claim] = read_claims(reading_of(annotation, quantities=figures), annotation)
    assert (claim.event, len(claim.evidence)) == ("e1", 2)


def test_one_deed_told_of_two_towns_is_two_claims() -> None:
    line = "Gunmen/NNS/2/nsubj shelled/VBD/0/root {}/NNP/2/obj ././2/punct"
    shelled = {"type": "ASSAULT", "arguments": [("actor", "Gunmen")]}
    both = [("shelled", shelled), ("shelled#2", shelled | {"arguments": [("actor", "Gunmen#2")]})]
    annotation = annotate(line.format("Tarsk") + "\n\n" + line.format("Belmor"), events=both)
    places = [Place(span=span(annotation.text, name), name=name) for name in ("Tarsk", "Belmor")]
    assert len(read_claims(reading_of(annotation, places=places), annotation)) == 2
    annotation = annotate(line.format("Tarsk") + "\n\n" + line.format("Tarsk"), events=both)
    assert len(read_claims(reading_of(annotation), annotation)) == 1


def test_nobody_tells_a_thing_twice_in_one_paragraph() -> None:
    line = "Gunmen/NNS/2/nsubj shelled/VBD/0/root Tarsk/NNP/2/obj ././2/punct"
    both = [(f"shelled#{n}", {"type": "ASSAULT", "arguments": [("actor", f"Gunmen#{n}")]}) for n in (1, 2)]
    annotation = annotate(line + "\n" + line, events=both)
    assert len(read_claims(reading_of(annotation), annotation)) == 2


def test_another_such_event_is_another_claim() -> None:
    first = "Gunmen/NNS/2/nsubj shelled/VBD/0/root Tarsk/NNP/2/obj ././2/punct"
    second = "Gunmen/NNS/2/nsubj shelled/VBD/0/root Tarsk/NNP/2/obj again/RB/2/advmod ././2/punct"
    both = [(f"shelled#{n}", {"type": "ASSAULT", "arguments": [("actor", f"Gunmen#{n}")]}) for n in (1, 2)]
    annotation = annotate(first + "\n\n" + second, events=both)
    assert len(read_claims(reading_of(annotation), annotation)) == 2


ACCUSED = "Residents/NNS/2/nsubj said/VBD/0/root the/DT/4/det army/NN/5/nsubj shelled/VBD/2/ccomp Belmor/NNP/5/obj ././2/punct"  # noqa: E501
SHELLED = ("shelled", {"type": "ASSAULT", "arguments": [("actor", "the army"), ("object", "Belmor")]})


def denial(line: str, content: str, *events: tuple[str, dict[str, object]], denier: str = "a2") -> list[str | None]:
    """What each claim denies, in residents' claim that the army shelled Belmor and a denial by `denier` after it."""
    annotation = annotate(ACCUSED + "\n\n" + line, events=[SHELLED, *events])
    text = annotation.text
    said = [
        statement(text, "s1", "the army shelled Belmor"),
        Statement(id="s2", content=spans(text, content), cue=spans(text, "denied"), speaker=denier, act="deny"),
    ]
    reading = reading_of(annotation, said, speakers={"Residents": "a1", "army": "a2", "army#2": denier})
    return [claim.denies for claim in read_claims(reading, annotation)]


DENIED = "The/DT/2/det army/NN/3/nsubj denied/VBD/0/root {} ././3/punct"


def test_a_denial_that_tells_what_it_denies_points_at_it() -> None:
    line = DENIED.format("shelling/VBG/3/xcomp Belmor/NNP/4/obj")
    shelling = ("shelling", {"type": "ASSAULT", "arguments": [("object", "Belmor#2")]})
    assert denial(line, "shelling Belmor", shelling) == [None, "c1"]


def test_a_denial_of_something_else_points_at_nothing() -> None:
    line = DENIED.format("shelling/VBG/3/xcomp Corvel/NNP/4/obj")
    shelling = ("shelling", {"type": "ASSAULT", "arguments": [("object", "Corvel")]})
    assert denial(line, "shelling Corvel", shelling) == [None, None]
    assert denial(line, "shelling Corvel", ("shelling", {"type": "PROTEST"})) == [None, None]


def test_a_denial_of_the_claim_points_at_the_claim_about_the_denier() -> None:
    line = DENIED.format("the/DT/5/det accusation/NN/3/obj")
    rejected = ("denied", {"type": "REJECT", "arguments": [("actor", "army#2")]})
    assert denial(line, "the accusation", rejected) == [None, "c1"]
    assert denial(line, "the accusation", rejected, denier="a3") == [None, None]


def test_a_figure_that_no_event_takes_is_a_claim_with_those_of_its_phrase() -> None:
    annotation = annotate(
        "Only/RB/2/advmod 180/CD/7/nsubj of/IN/6/case the/DT/6/det 250/CD/6/nummod villages/NNS/2/nmod safe/JJ/0/root ././7/punct",  # noqa: E501
    )
    text = annotation.text
    some = Quantity(
        id="q1", span=span(text, "180"), low=180, high=180, unit="village", of=span(text, "the 250 villages")
    )
    whole = Quantity(id="q2", span=span(text, "250"), low=250, high=250, unit="village", of=span(text, "villages"))
    bare = Quantity(id="q3", span=span(text, "Only"), low=1, high=1)
    reading = reading_of(annotation, quantities=[bare, some, whole])
    [claim] = read_claims(reading, annotation)
    assert (claim.event, claim.quantities) == (None, ("q1", "q2"))
    assert words(reading, claim) == ["Only 180 of the 250 villages"]


def test_a_figure_in_a_relative_clause_is_not_of_what_the_main_clause_tells() -> None:
    annotation = annotate(
        "Rebels/NNS/6/nsubj who/WP/3/nsubj own/VBP/1/acl:relcl 40/CD/5/nummod trucks/NNS/3/obj attacked/VBD/0/root Tarsk/NNP/6/obj ././6/punct",  # noqa: E501
        events=[("attacked", {"type": "ASSAULT", "arguments": [("object", "Tarsk")]})],
    )
    text = annotation.text
    trucks = Quantity(id="q1", span=span(text, "40"), low=40, high=40, unit="truck", of=span(text, "trucks"))
    claims = read_claims(reading_of(annotation, quantities=[trucks]), annotation)
    assert [(claim.event, claim.quantities) for claim in claims] == [(None, ("q1",)), ("e1", ())]


def test_words_that_only_name_an_event_are_no_claim() -> None:
    annotation = annotate(
        "The/DT/2/det attack/NN/3/nsubj shocked/VBD/0/root Tarsk/NNP/3/obj ././3/punct",
        events=[("attack", {"type": "ASSAULT"})],
    )
    assert read_claims(reading_of(annotation), annotation) == ()


def test_many_events_of_one_word_are_read_and_keep_text_order() -> None:
    line = "Gunmen/NNS/2/nsubj shelled/VBD/0/root Tarsk/NNP/2/obj ././2/punct"
    annotation = annotate("\n\n".join([line] * 400))
    starts = [i for i in range(len(annotation.text)) if annotation.text.startswith("shelled", i)]
    base = annotate(line, events=[("shelled", {"type": "ASSAULT"})]).events[0]
    many = dataclasses.replace(annotation, events=tuple(base._replace(trigger=Span(at, at + 7)) for at in starts))
    claims = read_claims(reading_of(many), many)
    assert len(claims) == 400
    assert [claim.evidence[0].span for claim in claims] == sorted(claim.evidence[0].span for claim in claims)


def test_a_text_without_anything_has_no_claim() -> None:
    annotation = annotate("Quiet/JJ/0/root ././1/punct")
    assert read_claims(reading_of(annotation), annotation) == ()
