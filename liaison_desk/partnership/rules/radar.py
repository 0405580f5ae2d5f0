"""What is seen coming: which day of a record ends something, when its renewal has to begin, and how near that is."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from liaison_desk.partnership.records import (
    Arrangement,
    ArrangementState,
    Cause,
    RadarFilter,
    RadarLine,
    RadarSort,
    Urgency,
)
from liaison_desk.partnership.rules import standing

SOON: Final = 91
"""Within so many days before a renewal has to begin an end is soon: a quarter."""
REVIEW_LEAD: Final = 30
"""So many days before its review an arrangement is looked at; no field says another."""
VISIT_LEAD: Final = 60
"""So many days before it ends a recurring authorization is asked for anew."""
REPORT_LEAD: Final = 14
"""So many days before it is due a gift's report presses."""


_NOT_WATCHED: Final = frozenset({ArrangementState.DRAFTING, ArrangementState.SIGNING, ArrangementState.TERMINATED})


def begins(day: date, lead: int) -> date:
    """Return the day on which what ends on ``day`` has to be renewed at the latest."""
    return day - timedelta(days=min(max(lead, 0), (day - date.min).days))


def urgency(day: date, begin: date, today: date) -> Urgency:
    """Tell how near an end is. Its own last day is not past yet."""
    if day < today:
        return Urgency.PAST
    if begin <= today:
        return Urgency.NOW
    return Urgency.SOON if begins(begin, SOON) <= today else Urgency.LATER


def arrangement_ends(one: Arrangement, today: date) -> list[tuple[Cause, date, date]]:
    """Return what falls on which day of an arrangement that holds, and when its renewal has to begin: its review and its expiry.

    Amendments that hold by today count, and renewals that are signed already. One that is only being drafted or signed ends nothing
    yet, nor does one that was terminated; one that will be ends on the day before, and nobody renews it.
    """
    if standing.state(one, today) in _NOT_WATCHED:
        return []
    now = standing.to_come(one, today)
    review, last = now.review, standing.last_day(one, now)
    found = []
    if review is not None and (last is None or review < last):
        found.append((Cause.REVIEW, review, begins(review, REVIEW_LEAD)))
    if last is not None:
        found.append((Cause.EXPIRY, last, standing.renewal_begins(one, now) or last))
    return found


def narrowed(lines: Iterable[RadarLine], wanted: RadarFilter) -> list[RadarLine]:
    """Return the lines that a filter finds but for its words, by day; what ended comes last."""
    found = [
        one
        for one in lines
        if (not wanted.kinds or one.kind in wanted.kinds)
        and (wanted.until is None or one.day <= wanted.until)
        and (wanted.ended or one.ended is None)
        and (not wanted.pressing or presses(one))
    ]
    return sorted(found, key=lambda one: (one.ended is not None, one.day, one.key))


def presses(one: RadarLine) -> bool:
    """Tell whether something has to be done about a line now."""
    return one.ended is None and one.urgency in {Urgency.PAST, Urgency.NOW}


def ordered(lines: list[RadarLine], key: RadarSort, *, descending: bool) -> list[RadarLine]:
    """Return lines, which come by day, in another order; those without what they are ordered by come last."""
    if key is RadarSort.DAY:
        places = list(Urgency)
        if descending:
            lines = sorted(lines, key=lambda one: one.day, reverse=True)
        return sorted(lines, key=lambda one: (one.ended is not None, places.index(one.urgency)))
    said = [(_said(one, key), one) for one in lines]
    known = sorted((pair for pair in said if pair[0]), key=lambda pair: pair[0], reverse=descending)
    return [one for _, one in (*known, *(pair for pair in said if not pair[0]))]


def _said(one: RadarLine, key: RadarSort) -> str:
    """Return what a line is ordered by."""
    match key:
        case RadarSort.BEGIN:
            return one.begin.isoformat()
        case RadarSort.TITLE:
            return (one.title.host or one.title.home).casefold()
        case RadarSort.TITLE_HOME:
            return (one.title.home or one.title.host).casefold()
        case RadarSort.HOLDER:
            return one.holder.casefold()
    return f"{one.kind} {one.type}"
