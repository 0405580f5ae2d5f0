"""How closely the day grid is looked at: from a whole day in the window to lines every quarter of an hour. Pure."""

from typing import Final

NORMAL: Final = 47
"""Pixels an hour has at first, and after Ctrl+0."""
WHOLE_DAY: Final = 0
"""The level at which a day fits the window, whatever its height."""
_LEVELS: Final = (WHOLE_DAY, 33, NORMAL, 66, 94, 132, 188)
_LEAST: Final = 15.0


def level(kept: int) -> int:
    """Return a remembered level, the normal one for what is none."""
    return kept if kept in _LEVELS else NORMAL


def turned(present: int, by: int, height: int) -> int:
    """Return the level so many steps closer in a window of some height; levels that a whole day exceeds are left out."""
    whole = hour_height(WHOLE_DAY, height)
    levels = [WHOLE_DAY, *(one for one in _LEVELS[1:] if one > whole)]
    number = levels.index(present) if present in levels else 0
    return levels[max(0, min(len(levels) - 1, number + by))]


def hour_height(present: int, height: int) -> float:
    """Return how many pixels an hour has at a level, in a window that has some height for a day; a day fills it at least."""
    return max(float(present), _LEAST, height / 24)


def snap(hour: float) -> int:
    """Return the minutes to which a drag snaps: finer the closer one looks."""
    return 30 if hour < 30 else 15 if hour < 90 else 5


def line_minutes(hour: float) -> int:
    """Return how many minutes apart the lines of the grid are."""
    return 60 if hour < 90 else 30 if hour < 180 else 15
