"""What the page reads of the desk for the days it shows; all of it on the database lane."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from liaison_desk.calendar.records import Calendar, Occurrence
from liaison_desk.calendar.service import Calendars
from liaison_desk.domain.zones import to_utc


@dataclass(frozen=True, slots=True)
class Shown:
    """What was read for a span; ``people`` are the contacts of events (id and name), where a view asked for them."""

    calendars: tuple[Calendar, ...]
    occurrences: tuple[Occurrence, ...]
    first: date
    days: int
    people: Mapping[int, Sequence[tuple[int, str]]] = field(default_factory=dict)


def bounds(first: date, days: int, zone: str) -> tuple[datetime, datetime]:
    """Return the instants (UTC) at which some days of a zone begin and end."""
    start = datetime.combine(first, datetime.min.time())
    return to_utc(start, zone), to_utc(start + timedelta(days=days), zone)


def read_span(calendars: Calendars, first: date, days: int, zone: str, *, with_people: bool = False) -> Shown:
    """Return the calendars and what happens on some days of a zone, and who takes part in it if that is wanted."""
    found = tuple(calendars.occurrences(*bounds(first, days, zone), holidays=True))
    people = calendars.participants_of({one.event_id for one in found if one.event_id}) if with_people else {}
    return Shown(calendars.calendars(), found, first, days, people)
