"""Which events clash: an officer cannot be at two of them, or on the way to one and at another, at once."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from liaison_desk.calendar.records import Occurrence

_BEGINNING: Final = datetime(1, 1, 1, tzinfo=UTC)  # no way there begins before the calendar does
_END: Final = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


def takes_place(one: Occurrence) -> bool:
    """Tell whether an occurrence is counted: what is cancelled, or takes place without the officer, is only still seen."""
    return not one.off


def taken(one: Occurrence) -> tuple[datetime, datetime] | None:
    """Return the instants (the second exclusive) an occurrence takes of one's day, the way there and back included.

    ``None`` for what takes none: cancelled and declined ones, those one is free during, whole days, holidays, and what has no length.
    """
    if not takes_place(one) or not one.busy or one.all_day or one.holiday:
        return None
    begins, ends = one.starts, one.ends
    if one.travel_before or one.travel_after:
        begins -= min(timedelta(minutes=one.travel_before), begins - _BEGINNING)
        ends += min(timedelta(minutes=one.travel_after), _END - ends)
    return (begins, ends) if begins < ends else None


def conflicts(occurrences: Sequence[Occurrence]) -> Mapping[int, int]:
    """Return the places in the sequence of the occurrences that clash, each with how many others it clashes with."""
    spans = {number: span for number, one in enumerate(occurrences) if (span := taken(one)) is not None}
    begins = sorted(begin for begin, _ in spans.values())
    ends = sorted(end for _, end in spans.values())
    found = {}
    for number, (begin, end) in spans.items():
        # Whatever does not clash with it has ended by its beginning, or begins at its end or later; never both.
        others = len(spans) - bisect_right(ends, begin) - (len(spans) - bisect_left(begins, end)) - 1
        if others:
            found[number] = others
    return found


def clashing(one: Occurrence, occurrences: Sequence[Occurrence]) -> list[Occurrence]:
    """Return what one of the occurrences clashes with, in their order."""
    span = taken(one)
    if span is None:
        return []
    begin, end = span
    return [
        other
        for other in occurrences
        if (other.uid, other.at) != (one.uid, one.at)
        and (theirs := taken(other)) is not None
        and theirs[0] < end
        and begin < theirs[1]
    ]
