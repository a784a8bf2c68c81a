from msgspec.structs import replace

from sayso.display.page import compose
from sayso.display.speakers import conjugated
from sayso.reading import Actor, Reading, Statement, Time
from sayso.report import Furniture, Report, Span
from tests.annotations import span, spans
from tests.readings import CLASH, clash


def test_the_head_names_title_outlet_date_length_and_time_taken() -> None:
    page = compose(clash())
    assert page.title == "Twelve dead in border clash, ministry says"
    assert page.facts == ("Harbour Post", "14 March 2024", "66 words", "read in 0.2 s")


def test_what_is_not_known_is_left_out_of_the_head() -> None:
    page = compose(Reading(report=Report(id="x", text="Rain fell.\nAll day.")))
    assert page.title == "Rain fell."
    assert page.facts == ("4 words",)


def test_statements_stand_under_their_speaker_and_those_who_say_most_come_first() -> None:
    page = compose(clash())
    assert [(group.name, group.sourcing, group.total) for group in page.groups] == [
        ("Defence Ministry", "office", 2),
        ("Ivo Brandt", "named", 2),
        ("An officer", "unnamed", 1),
        ("Harbour Post", "outlet", 1),
    ]


def test_the_act_is_the_label_and_the_resolved_time_stands_beside_the_words() -> None:
    ministry = compose(clash()).groups[0]
    assert [(entry.act, entry.content, entry.when) for entry in ministry.entries] == [
        ("says", "Twelve soldiers died on Wednesday", "Wed 13 Mar"),
        ("denies", "firing first", None),
    ]


def test_a_speaker_is_shown_with_role_and_with_names_that_say_more() -> None:
    ministry, brandt = compose(clash()).groups[:2]
    assert (brandt.role, brandt.also) == ("colonel", ("the spokesman",))
    assert (ministry.also, ministry.mentions) == ((), 2)


def test_a_role_that_the_name_says_already_is_left_out() -> None:
    actors = (Actor(id="a2", name="the defence ministry of Velmara", role="defence ministry"), *clash().actors[:1])
    ministry, brandt = compose(replace(clash(), actors=actors)).groups[:2]
    assert (ministry.role, brandt.role) == (None, "colonel")


def test_the_addressee_is_named() -> None:
    assert compose(clash()).groups[1].entries[0].to == "reporters"


def test_a_statement_that_is_nothing_but_the_report_of_another_is_shown_as_a_chain() -> None:
    (entry,) = compose(clash()).groups[2].entries
    assert entry.chain == ("Residents say",)
    assert entry.content == "shelling began before dawn"


def test_a_report_inside_a_longer_statement_is_shown_beneath_it() -> None:
    text = "Holm said the road was closed and that drivers said they had seen smoke."
    reading = Reading(
        report=Report(id="x", text=text),
        statements=(
            Statement(
                id="s1",
                source=spans(text, "Holm"),
                content=spans(text, "the road was closed and that drivers said they had seen smoke"),
                sourcing="named",
            ),
            Statement(
                id="s2",
                source=spans(text, "drivers"),
                cue=spans(text, "said#2"),
                content=spans(text, "they had seen smoke"),
                within="s1",
                sourcing="group",
            ),
        ),
    )
    outer, inner = compose(reading).groups[0].entries
    assert (outer.depth, outer.content) == (0, "the road was closed and that drivers said they had seen smoke")
    assert (inner.depth, inner.chain, inner.content) == (1, ("Drivers say",), "they had seen smoke")


def test_statements_whose_holder_is_missing_or_themselves_are_not_lost() -> None:
    text = "Holm said no."
    for holder in ("s9", "s1"):
        statement = Statement(id="s1", source=spans(text, "Holm"), content=spans(text, "no"), within=holder)
        page = compose(Reading(report=Report(id="x", text=text), statements=(statement,)))
        assert page.groups[0].entries[0].content == "no"


def test_one_source_under_several_spellings_is_one_group() -> None:
    text = "Farmers said no. Later farmers said yes."
    statements = (
        Statement(id="s1", source=spans(text, "Farmers"), content=spans(text, "no")),
        Statement(id="s2", source=spans(text, "farmers"), content=spans(text, "yes")),
    )
    page = compose(Reading(report=Report(id="x", text=text), statements=statements))
    assert [(group.name, group.total) for group in page.groups] == [("Farmers", 2)]


def test_a_statement_without_a_source_is_said_by_nobody_named() -> None:
    text = "It is widely believed that the dam will hold."
    statement = Statement(id="s1", content=spans(text, "the dam will hold"), act="believe")
    (group,) = compose(Reading(report=Report(id="x", text=text), statements=(statement,))).groups
    assert (group.name, group.entries[0].act) == ("Nobody named", "believes")


def test_pieces_of_one_content_are_parted_by_an_ellipsis() -> None:
    text = "“We stay,” said Holm, “for good.”"
    statement = Statement(id="s1", source=spans(text, "Holm"), content=spans(text, "“We stay,”", "“for good.”"))
    page = compose(Reading(report=Report(id="x", text=text), statements=(statement,)))
    assert page.groups[0].entries[0].content == "“We stay,” … “for good.”"


def test_the_outlets_own_voice_is_what_quotes_nobody_and_is_no_furniture() -> None:
    text = "Storm hits\n\nThe storm came at night.\n\nPhoto: A. Lund\n\nIt took roofs.\n\nHolm said no."
    report = Report(
        id="x", text=text, title="Storm hits", furniture=(Furniture(span=span(text, "Photo: A. Lund"), kind="credit"),)
    )
    statement = Statement(id="s1", source=spans(text, "Holm"), content=spans(text, "no"))
    own = compose(Reading(report=report, statements=(statement,))).groups[-1]
    assert (own.name, own.sourcing) == ("The report", "outlet")
    assert [entry.content for entry in own.entries] == ["The storm came at night.", "It took roofs."]


def test_what_the_outlet_says_of_itself_is_its_own_voice_and_what_another_outlet_says_is_not() -> None:
    text = "The Harbour Post has learned of a plan. The Inland Echo reported a vote."
    statements = (
        Statement(id="s1", content=spans(text, "a plan"), speaker="a1", act="learn", sourcing="outlet"),
        Statement(id="s2", content=spans(text, "a vote"), speaker="a2", act="report", sourcing="outlet"),
    )
    actors = (Actor(id="a1", name="The Harbour Post"), Actor(id="a2", name="Inland Echo"))
    report = Report(id="x", text=text, outlet="Harbour Post")
    echo, own = compose(Reading(report=report, statements=statements, actors=actors)).groups
    assert (echo.name, echo.own, echo.entries[0].content) == ("Inland Echo", False, "a vote")
    assert (own.name, own.own, own.entries[0].content) == ("Harbour Post", True, "a plan")


def test_a_long_passage_of_the_outlets_own_is_counted_not_shown() -> None:
    text = "\n\n".join(f"Paragraph {n} is here." for n in range(10))
    (own,) = compose(Reading(report=Report(id="x", text=text, title="T"))).groups
    assert own.total == 10
    assert own.entries[-1].content == "and 7 more"


def test_unresolved_times_are_not_shown() -> None:
    reading = replace(clash(), times=(Time(span=span(CLASH, "Wednesday"), type="DATE"),))
    assert compose(reading).groups[0].entries[0].when is None


def test_nothing_on_the_page_can_control_a_terminal() -> None:
    text = "Holm\x1b[2J said no\x07 way\u202e."
    statement = Statement(
        id="s1", source=(Span(0, 8),), content=(Span(14, 21),), speaker="a1", addressee="a1", act="say\x1b"
    )
    reading = Reading(
        report=Report(id="x", text=text, title="\x1b]0;x", outlet="\x1bout", published="\x1b[1m"),
        statements=(statement,),
        actors=(Actor(id="a1", name="Ho\x1blm", role="\x1brole", mentions=(Span(0, 8),)),),
    )
    assert not {"\x1b", "\x07", "\u202e"} & set(repr_free(compose(reading)))


def repr_free(page: object) -> str:
    """All strings of a page, as they are."""
    if isinstance(page, str):
        return page
    if isinstance(page, tuple):
        return "".join(map(repr_free, page))
    return "".join(map(repr_free, vars(page).values())) if hasattr(page, "__dict__") else ""


def test_acts_are_conjugated() -> None:
    verbs = {"say": "says", "deny": "denies", "promise": "promises", "express": "expresses", "teach": "teaches", "": ""}
    assert {act: conjugated(act, plural=False) for act in verbs} == verbs
    assert conjugated("deny", plural=True) == "deny"
