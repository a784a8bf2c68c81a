from sayso.extraction.quantities import read_quantities
from sayso.reading import Statement, Time
from sayso.report import Furniture
from tests.annotations import annotate, span, spans

CLASH = annotate(
    """
    Holm/NNP/2/nsubj said/VBD/0/root over/IN/4/advmod 12/CD/5/nummod homes/NNS/6/nsubj burned/VBD/2/ccomp ././2/punct
    It/PRP/2/nsubj took/VBD/0/root three/CD/4/nummod days/NNS/2/obj ././2/punct
    """,
    times=[("three days", "DURATION")],
)


def test_a_figure_has_its_interval_what_it_counts_and_who_gives_it() -> None:
    said = Statement(id="s1", content=spans(CLASH.text, "over 12 homes burned"))
    homes, days = read_quantities(CLASH, (), (said,))
    assert (homes.id, homes.span, homes.low, homes.high) == ("q1", span(CLASH.text, "over 12"), 12, None)
    assert (homes.value, homes.unit, homes.hedge, homes.measure) == (12, "home", "over", "destroyed")
    assert homes.of == span(CLASH.text, "homes")
    assert (homes.statement, days.statement) == ("s1", None)
    assert (days.id, days.low, days.unit, days.measure) == ("q2", 3, "day", "time")


def test_a_figure_belongs_to_the_innermost_statement_that_holds_it() -> None:
    text = CLASH.text
    statements = (
        Statement(id="s1", content=spans(text, "Holm said over 12 homes burned")),
        Statement(id="s2", content=spans(text, "over 12 homes burned"), within="s1"),
        Statement(id="s3", content=spans(text, "It took")),
    )
    assert [q.statement for q in read_quantities(CLASH, (), statements)] == ["s2", None]


def test_dates_and_furniture_give_no_figures() -> None:
    date = Time(span=span(CLASH.text, "three days"), type="DATE", value="2024-03-11")
    line = Furniture(span=span(CLASH.text, "Holm said over 12 homes burned."), kind="credit")
    assert [q.unit for q in read_quantities(CLASH, (date,), ())] == ["home"]
    assert [q.unit for q in read_quantities(CLASH, (), (), (line,))] == ["day"]
