"""What the page reads of the desk for the days it shows; all of it on the database lane."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from liaison_desk.calendar.records import Calendar, Occurrence
from liaison_desk.calendar.service import Calendars
from liaison_desk.domain.duty import Duties, duties
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_utc

_HOURLY: Final = 7


@dataclass(frozen=True, slots=True)
class Shown:
    """What was read for a span; ``people`` are the contacts of events (id and name), where a view asked for them.

    ``duties`` are the duty hours of both sides, where the days are shown hour by hour.
    """

    calendars: tuple[Calendar, ...]
    occurrences: tuple[Occurrence, ...]
    first: date
    days: int
    people: Mapping[int, Sequence[tuple[int, str]]] = field(default_factory=dict)
    duties: Duties = field(default_factory=Duties)


def bounds(first: date, days: int, zone: str) -> tuple[datetime, datetime]:
    """Return the instants (UTC) at which some days of a zone begin and end."""
    start = datetime.combine(first, datetime.min.time())
    return to_utc(start, zone), to_utc(start + timedelta(days=days), zone)


def read_span(
    calendars: Calendars, first: date, days: int, profile: DeskProfile, *, with_people: bool = False
) -> Shown:
    """Return the calendars and what happens on some days of the host, and who takes part in it if that is wanted."""
    since, until = bounds(first, days, profile.host_zone)
    found = tuple(calendars.occurrences(since, until, holidays=True))
    people = calendars.participants_of({one.event_id for one in found if one.event_id}) if with_people else {}
    hours = duties(profile, since, until) if days <= _HOURLY else Duties()
    return Shown(calendars.calendars(), found, first, days, people, hours)
