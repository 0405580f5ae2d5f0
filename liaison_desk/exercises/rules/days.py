"""The days of an exercise as headings of its MSEL."""

from bisect import bisect_left
from collections.abc import Sequence

from liaison_desk.exercises.rules.offsets import Start
from liaison_desk.foundation.core.paging import Group


def day_groups(minutes: Sequence[int], start: Start) -> tuple[Group, ...]:
    """Return a heading for each day that injects fall on; the minutes are in order, up or down. The label is the day's number.

    A day is looked up once, however many injects it has. Without a STARTEX there are no days.
    """
    backwards = len(minutes) > 1 and minutes[0] > minutes[-1]
    found: list[Group] = []
    at = 0
    while at < len(minutes):
        day = start.day(minutes[at])
        if day is None:
            return ()
        if backwards:
            end = bisect_left(minutes, -start.midnight(day) + 1, lo=at, key=lambda one: -one)
        else:
            end = bisect_left(minutes, start.midnight(day + 1), lo=at)
        end = max(end, at + 1)
        found.append(Group(at, end - at, str(day)))
        at = end
    return tuple(found)
