"""The agenda of the command line: every occurrence in order, in three zones or as JSON."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date
from typing import Any

from liaison_desk.calendar.records import Occurrence
from liaison_desk.domain.dtg import three_zones
from liaison_desk.domain.finding import title_text
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local


def agenda_json(occurrences: Iterable[Occurrence], profile: DeskProfile) -> list[dict[str, Any]]:
    """Return the occurrences as JSON values: times with the offset of their place, all-day ones as dates (end exclusive)."""
    return [
        {
            "uid": one.uid,
            "title": title_text(one.title),
            "start": one.starts.date().isoformat() if one.all_day else _at_place(one, profile)[0],
            "end": one.ends.date().isoformat() if one.all_day else _at_place(one, profile)[1],
            "all_day": one.all_day,
            "zone": "" if one.all_day else one.zone or profile.host_zone,
            "calendar": one.calendar,
        }
        for one in occurrences
    ]


def agenda_lines(occurrences: Iterable[Occurrence], profile: DeskProfile) -> Iterator[str]:
    """Yield one line an occurrence under a line a day, as the host headquarters counts days."""
    last: date | None = None
    for one in occurrences:
        day = one.starts.date() if one.all_day else to_local(one.starts, profile.host_zone).date()
        if day != last:
            yield f"{day:%a %d %b %Y}"
            last = day
        when = (
            "all day" if one.all_day else three_zones(one.starts, one.zone or profile.host_zone, profile.home_zone).line
        )
        yield f"  {when:<34}  {title_text(one.title)}" + (f" ({one.calendar})" if one.calendar else "")


def _at_place(one: Occurrence, profile: DeskProfile) -> tuple[str, str]:
    zone = one.zone or profile.host_zone
    if zone == "UTC":
        return one.starts.astimezone(UTC).isoformat(), one.ends.astimezone(UTC).isoformat()
    return to_local(one.starts, zone).isoformat(), to_local(one.ends, zone).isoformat()
