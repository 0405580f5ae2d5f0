"""Times as an officer types them: a date-time group, or a date and a time of the event's own zone."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Final

from liaison_desk.domain.dtg import parse_dtg
from liaison_desk.domain.zones import letter_offset, to_local, to_utc
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.fields import parse_date

_LONGEST: Final = 60
_TIMED: Final = re.compile(
    r"(?P<day>.*?)[\s,T]*\b(?P<hour>\d{1,2})(?:(?::|時)(?P<minute>\d{2})?分?|(?P<plain>\d{2}))\s*(?P<zone>[A-IK-Z])?",
    re.IGNORECASE,
)


def read_moment(text: str, zone: str, now: datetime, base: date) -> datetime:
    """Return the instant (aware, UTC) a typed text means; raises DeskError.

    ``231430ZNOV26`` says its own zone; ``2026-11-24 0900``, ``24 Nov 9:00``, 11月24日 9時30分 and ``0900`` are wall times of
    ``zone`` (on ``base`` when no date is given), unless a zone letter follows the time.
    """
    words = unicodedata.normalize("NFKC", text).strip()
    found = _TIMED.fullmatch(words) if len(words) <= _LONGEST else None
    if found is not None and (not found["day"].strip() or _is_date(found["day"], base)):
        day = parse_date(found["day"].strip(" ,"), to_local(now, zone).date()) if found["day"].strip() else base
        hour, minute = int(found["hour"]), int(found["minute"] or found["plain"] or 0)
        if hour <= 23 and minute <= 59:
            wall = datetime.combine(day, time(hour, minute))
            if found["zone"]:
                return to_utc(wall, "UTC") - letter_offset(found["zone"].upper())
            return to_utc(wall, zone)
    group = parse_dtg(text, now)
    if group.day_only:
        raise DeskError("Type the time too, as in 2026-11-24 0900 or 241600ZNOV26.")
    return group.at


def show_moment(at: datetime, zone: str) -> str:
    """Return an instant as ``read_moment`` reads it, in a zone's wall time."""
    return f"{to_local(at, zone):%Y-%m-%d %H%M}"


def reader(zone: Callable[[], str], now: Callable[[], datetime], base: Callable[[], date]) -> Callable[[str], datetime]:
    """Return a reader for a field whose zone and date may change while one types."""
    return lambda text: read_moment(text, zone(), now(), base())


def _is_date(text: str, today: date) -> bool:
    try:
        parse_date(text.strip(" ,"), today)
    except DeskError:
        return False
    return True
