"""Which days an occurrence stands on."""

from datetime import date, timedelta
from typing import Final

from liaison_desk.calendar.records import Occurrence
from liaison_desk.domain.zones import to_local

_DAY: Final = timedelta(days=1)


def is_bar(occurrence: Occurrence) -> bool:
    """Tell whether an occurrence is shown as a bar over days: all-day ones, and those of a day or longer."""
    return occurrence.all_day or occurrence.ends - occurrence.starts >= _DAY


def dates(occurrence: Occurrence, zone: str) -> tuple[date, date]:
    """Return the first and last date an occurrence touches in a zone; all-day ones have their own dates everywhere."""
    if occurrence.all_day:
        return occurrence.starts.date(), max(occurrence.starts.date(), occurrence.ends.date() - timedelta(days=1))
    first = to_local(occurrence.starts, zone).date()
    until = occurrence.ends - timedelta(microseconds=1) if occurrence.ends > occurrence.starts else occurrence.ends
    return first, max(first, to_local(until, zone).date())
