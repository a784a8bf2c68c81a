"""Which reading belongs to which rule of the grammar."""

from collections.abc import Callable

from sayso.extraction.timex import days, lengths, periods
from sayso.extraction.timex.context import Context, Meaning
from sayso.extraction.timex.grammar import Expression

READINGS: dict[str, Callable[[Expression, Context], Meaning | None]] = {
    reading.__name__: reading
    for reading in (
        days.clock, days.day, days.day_alone, days.day_list, days.daypart, days.holiday, days.iso_date,
        days.part_of_month, days.slash_date, days.today, days.tonight, days.week_of, days.weekday, lengths.each,
        lengths.everytime, lengths.future, lengths.length, lengths.length_unknown, lengths.past, lengths.present,
        lengths.seasons, lengths.weekday_set, periods.ago, periods.century, periods.decade, periods.earlier,
        periods.month, periods.month_of_year, periods.quarter, periods.quarter_ended, periods.season, periods.then,
        periods.this_period, periods.unit, periods.weekend, periods.year, periods.year_ago, periods.year_end,
        periods.year_period,
    )
}  # fmt: skip


def read(expression: Expression, context: Context) -> Meaning | None:
    """What the expression means where it stands; `None` where it is no temporal expression."""
    return READINGS[expression.rule.name](expression, context)
