"""The reading of durations, sets, and words for past, present and future."""

from sayso.extraction.timex.context import Context, Meaning
from sayso.extraction.timex.grammar import Expression
from sayso.extraction.timex.numbers import duration, number

# Longer lengths of time are not in the news.
_LONGEST = 10**9


def length(expression: Expression, context: Context) -> Meaning | None:
    """Half an hour, a year and a half, three-day, 18-month-old, a dozen years, years, a quarter of a century."""
    name = str(expression["unit"] or expression["units"] or expression["plural"])
    amount: float | None = 1.0
    if "half" in expression.parts:
        amount = 0.5
    elif "quarter" in expression.parts:
        amount = 0.25
    elif "amount" in expression.parts:
        amount = number(expression.parts["amount"])
        if amount is not None and "andhalf" in expression.parts:
            amount += 0.5
    elif "plural" in expression.parts:
        amount = None
    if amount is not None and not 0 < amount < _LONGEST:
        return None
    return Meaning("SET" if context.type == "SET" else "DURATION", duration(amount, name))


def length_unknown(expression: Expression, context: Context) -> Meaning | None:
    """Recent weeks, coming years, 12 to 18 months: a length unknown; where the model sees a date, past or future.

    Future years are never a length.
    """
    if expression["direction"] == "future":
        return Meaning("DATE", "FUTURE_REF")
    if context.type != "DATE" or "direction" not in expression.parts:
        return Meaning("DURATION", duration(None, str(expression["unit"] or expression["ahead"])))
    past = expression["direction"] in ("recent", "past", "last")
    return Meaning("DATE", "PAST_REF" if past else "FUTURE_REF")


def seasons(expression: Expression, context: Context) -> Meaning | None:
    """The past three summers."""
    return Meaning("SET", f"XXXX-{expression['season']}")


def weekday_set(expression: Expression, context: Context) -> Meaning | None:
    """Every Friday, Mondays, Tuesday nights."""
    weekday = expression["each"] or expression["weekdays"] or expression["weekday"] or expression["andday"]
    daypart = expression["daypart"] or expression["their"]
    return Meaning("SET", f"XXXX-WXX-{weekday}" + (f"T{daypart}" if daypart else ""))


def each(expression: Expression, context: Context) -> Meaning | None:
    """Each July, every summer, every morning, every two weeks, every other day, twice a week."""
    if isinstance(expression["month"], int):
        return Meaning("SET", f"XXXX-{expression['month']:02d}")
    if "season" in expression.parts:
        return Meaning("SET", f"XXXX-{expression['season']}")
    if "daypart" in expression.parts:
        return Meaning("SET", f"XXXX-XX-XXT{expression['daypart']}")
    amount: float | None = 2.0 if "other" in expression.parts else 1.0
    if "amount" in expression.parts:
        amount = number(expression.parts["amount"])
    if amount is not None and not 0 < amount < _LONGEST:
        return None
    return Meaning("SET", duration(amount, str(expression["unit"])))


def everytime(expression: Expression, context: Context) -> Meaning | None:
    """Daily, weekly, annually."""
    return Meaning("SET", str(expression["set"]))


def present(expression: Expression, context: Context) -> Meaning | None:
    """Now, currently."""
    return Meaning("DATE", "PRESENT_REF")


def past(expression: Expression, context: Context) -> Meaning | None:
    """Recently, the past."""
    return Meaning("DATE", "PAST_REF")


def future(expression: Expression, context: Context) -> Meaning | None:
    """Soon, the near future."""
    return Meaning("DATE", "FUTURE_REF")
