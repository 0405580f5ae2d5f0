"""The agenda of the command line: every occurrence in order, in three zones or as JSON."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date
from typing import Any

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.words.status_words import status_words
from liaison_desk.domain.dtg import three_zones
from liaison_desk.domain.finding import title_text
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import place_zone, to_local
from liaison_desk.foundation.core.language import Language


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
            "status": str(one.status),
            "declined": one.declined,
        }
        for one in occurrences
    ]


def agenda_lines(occurrences: Iterable[Occurrence], profile: DeskProfile, language: Language) -> Iterator[str]:
    """Yield one line an occurrence under a line a day, as the host headquarters counts days."""
    last: date | None = None
    for one in occurrences:
        day = one.starts.date() if one.all_day else to_local(one.starts, profile.host_zone).date()
        if day != last:
            yield f"{day:%a %d %b %Y}"
            last = day
        place = place_zone(one.zone, profile.host_zone)
        when = "all day" if one.all_day else three_zones(one.starts, place, profile.home_zone).line
        status = status_words(language.tr, one)
        after = (f" [{status}]" if status else "") + (f" ({one.calendar})" if one.calendar else "")
        yield f"  {when:<34}  {title_text(one.title)}{after}"


def _at_place(one: Occurrence, profile: DeskProfile) -> tuple[str, str]:
    zone = one.zone or profile.host_zone
    if zone == "UTC":
        return one.starts.astimezone(UTC).isoformat(), one.ends.astimezone(UTC).isoformat()
    return to_local(one.starts, zone).isoformat(), to_local(one.ends, zone).isoformat()
