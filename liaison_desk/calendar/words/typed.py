"""Lengths and times of day as people type them, in both languages."""

import re
import unicodedata
from datetime import time, timedelta
from typing import Final

from liaison_desk.foundation.core.errors import DeskError

_CLOCK: Final = re.compile(r"(\d{1,2}):?(\d{2})")
_LENGTH: Final = re.compile(
    r"(?:(?P<hours>\d{1,2}(?:\.\d)?)\s*(?:h|hrs?|hours?|時間))?\s*(?:(?P<minutes>\d{1,4})\s*(?:m|min|mins|minutes?|分)?)?"
)


def read_length(text: str) -> timedelta:
    """Return how long a typed length is: ``45``, ``1:30``, ``1h30``, ``90 min``, 1時間30分; raises DeskError."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if found := re.fullmatch(r"(\d{1,2}):(\d{2})", plain):
        return timedelta(hours=int(found[1]), minutes=int(found[2]))
    parts = _LENGTH.fullmatch(plain)
    if plain and parts is not None:
        return timedelta(hours=float(parts["hours"] or 0), minutes=int(parts["minutes"] or 0))
    raise DeskError("“{typed}” is not a length. Type it as 45, 1:30 or 1 h 30 min.", typed=text[:40])


def read_clock(text: str) -> time:
    """Return the time of day that is typed: ``0900``, ``9:00``; raises DeskError."""
    found = _CLOCK.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise DeskError("“{typed}” is not a time of day. Type it as 0900.", typed=text[:40])
    return time(int(found[1]), int(found[2]))
