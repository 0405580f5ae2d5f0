"""When the reminders of a task fall due: so many minutes before its suspense; of a whole day, before the morning of that day."""

from datetime import datetime, time, timedelta
from typing import Final

from liaison_desk.domain.zones import to_utc

MORNING: Final = time(9)
"""When a reminder of a whole day rings on that day; a day's end, which is the suspense, is in the middle of the night."""
FARTHEST: Final = 400 * 24 * 60
"""Minutes before the suspense that a reminder may lie to ring: what lies farther off is not looked for."""


def rings(
    due: datetime | None, zone: str, reminders: tuple[int, ...], local_zone: str, *, whole_day: bool
) -> list[tuple[int, datetime]]:
    """Return when the reminders of a suspense ring, each with its minutes; without a suspense nothing does."""
    if due is None:
        return []
    wall = datetime.combine(due.date(), MORNING) if whole_day else due
    at = to_utc(wall, zone or local_zone)
    return [
        (minutes, at - timedelta(minutes=minutes)) for minutes in dict.fromkeys(reminders) if 0 <= minutes <= FARTHEST
    ]
