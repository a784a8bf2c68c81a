"""Events: what is said to happen, by whom, to whom, and how sure it is."""

from collections.abc import Mapping, Sequence

from sayso.annotation import Annotation, EventMention
from sayso.extraction.arguments import VIOLENT, Meanings, Parties, linked, party_argument, share_out_parties
from sayso.extraction.holding import innermost
from sayso.reading import Argument, Certainty, Event, Polarity, Statement, Tense
from sayso.report import Report, Span

_POLARITY: dict[str, Polarity] = {"pos": "pos", "neg": "neg"}
_CERTAINTY: dict[str, Certainty] = {"certain": "certain", "probable": "probable", "possible": "possible"}
_TENSE: dict[str, Tense] = {"non_future": "non_future", "future": "future"}
#: Words that stand outside the story and tell nothing of it.
_OUTSIDE = frozenset(("byline", "credit", "boilerplate"))
#: Characters of text after which a word is half as likely to be what the report is about.
_LEAD = 600


def read_events(
    annotation: Annotation,
    report: Report,
    statements: Sequence[Statement],
    actors: Mapping[Span, str],
) -> tuple[Event, ...]:
    """The events of a report, in text order; none from credits and other furniture.

    `actors` gives the actor's id for each mention.
    """
    outside = [item.span for item in report.furniture if item.kind in _OUTSIDE]
    told = [event for event in annotation.events if not any(s.start <= event.trigger.start < s.end for s in outside)]
    told.sort(key=lambda event: event.trigger)
    meanings = Meanings(annotation, actors)
    arguments = [list(linked(annotation, event, meanings)) for event in told]
    violent = [(number, event.trigger) for number, event in enumerate(told) if event.type in VIOLENT]
    parties = Parties(annotation.parties)
    for number, _ in violent:
        arguments[number] = list(filter(None, map(parties.confirmed, arguments[number])))
    for number, party in share_out_parties(annotation, violent, parties.sure):
        given = party_argument(party, meanings)
        if given is not None:
            arguments[number] = _with(arguments[number], given)
    main = _main(told)
    holders = innermost(statements, [event.trigger for event in told])
    return tuple(
        Event(
            id=f"e{number + 1}",
            trigger=event.trigger,
            type=event.type,
            mode=event.mode,
            subtype=event.subtype,
            arguments=tuple(sorted(arguments[number], key=lambda a: (a.span, a.role))),
            polarity=_POLARITY[event.polarity],
            certainty=_CERTAINTY[event.certainty],
            tense=_TENSE[event.tense],
            statement=holders[number],
            main=number == main,
        )
        for number, event in enumerate(told)
    )


def _with(arguments: list[Argument], given: Argument) -> list[Argument]:
    """The arguments with one more; it takes the place of those of the same role that it overlaps."""
    kept = [
        a for a in arguments if a.role != given.role or a.span.end <= given.span.start or given.span.end <= a.span.start
    ]
    return [*kept, given]


def _main(told: Sequence[EventMention]) -> int | None:
    """The event that the report is about: the most salient one that has a type, the nearer to the top the rather."""
    labelled = [number for number, event in enumerate(told) if event.type or event.subtype]
    return max(
        labelled, key=lambda number: told[number].salience * 0.5 ** (told[number].trigger.start / _LEAD), default=None
    )
