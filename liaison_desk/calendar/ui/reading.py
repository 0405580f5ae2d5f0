"""What the page reads of the desk for the days it shows; all of it on the database lane."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final

from liaison_desk.calendar.records import Calendar, Occurrence
from liaison_desk.calendar.rules import conflicts
from liaison_desk.calendar.service import Calendars
from liaison_desk.domain.duty import Duties, duties
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_utc

_HOURLY: Final = 7
_NAMED: Final = 200
"""Contacts whose names are looked up: many more than a view has rows for."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What was read for a span; ``people`` are the contacts of events (id and name), where a view asked for them.

    ``duties`` are the duty hours of both sides, where the days are shown hour by hour. ``clashes`` are the conflicts among
    what is visible without the ``hidden`` calendars: found here, for of a month of thousands that takes a while
    (``None``: not yet).
    """

    calendars: tuple[Calendar, ...]
    occurrences: tuple[Occurrence, ...]
    first: date
    days: int
    people: Mapping[int, Sequence[tuple[int, str]]] = field(default_factory=dict)
    duties: Duties = field(default_factory=Duties)
    hidden: frozenset[int] = frozenset()
    clashes: Mapping[int, int] | None = None

    def visible(self, hidden: Collection[int]) -> list[Occurrence]:
        """Return what happens on calendars that are not hidden."""
        return [one for one in self.occurrences if one.calendar_id not in hidden]


def bounds(first: date, days: int, zone: str) -> tuple[datetime, datetime]:
    """Return the instants (UTC) at which some days of a zone begin and end."""
    start = datetime.combine(first, datetime.min.time())
    return to_utc(start, zone), to_utc(start + timedelta(days=days), zone)


def read_span(
    calendars: Calendars,
    first: date,
    days: int,
    profile: DeskProfile,
    hidden: frozenset[int] = frozenset(),
    *,
    with_people: bool = False,
    names: Callable[[Collection[int]], Mapping[int, str]] | None = None,
) -> Shown:
    """Return the calendars and what happens on some days of the host, and who takes part in it if that is wanted.

    ``names`` tells what contacts are called now; others, and all without it, are called as they were invited.
    """
    since, until = bounds(first, days, profile.host_zone)
    found = tuple(calendars.occurrences(since, until, holidays=True))
    people = calendars.participants_of({one.event_id for one in found if one.event_id}) if with_people else {}
    if people and names is not None:
        busy = Counter(who for one in found for who, _ in people.get(one.event_id, ()))
        now = names([who for who, _ in busy.most_common(_NAMED)])
        people = {event: tuple((who, now.get(who) or name) for who, name in some) for event, some in people.items()}
    hours = duties(profile, since, until) if days <= _HOURLY else Duties()
    shown = Shown(calendars.calendars(), found, first, days, people, hours, hidden)
    return shown if with_people else replace(shown, clashes=conflicts(shown.visible(hidden)))
