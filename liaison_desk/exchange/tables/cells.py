"""What single cells say: dates by any country's habit, yes and no, lists."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time

_DATE = re.compile(r"^\s*(\d{1,4})\s*([-/.年])\s*(\d{1,2})\s*[-/.月]\s*(\d{1,4})\s*日?\s*(?:[T ].*)?$")
_COMPACT = re.compile(r"^\s*(\d{4})(\d{2})(\d{2})\s*$")
_TIME = re.compile(r"(\d{1,2})[:時.](\d{2})(?:[:分.](\d{2}))?\s*([ap]\.?m\.?|午前|午後)?", re.IGNORECASE)
_BEFORE_NOON = re.compile(r"(午前|午後)\s*(?=\d)")
_YES = frozenset(("true", "yes", "1", "y", "on", "x", "はい", "有", "オン", "ja", "wahr", "終日"))


def is_yes(text: str) -> bool:
    """Tell whether a cell says yes, in English, Japanese or German."""
    return text.strip().lower() in _YES


def listed(text: str) -> tuple[str, ...]:
    """Return the entries of a cell that holds a list: by Google's ``:::``, else by semicolons and line breaks."""
    parts = text.split(":::") if ":::" in text else re.split(r"[;\n；]", text)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def list_of(entries: Iterable[str]) -> str:
    """Return a list as one cell that ``listed`` reads back; entries with a semicolon in them are parted as Google does."""
    some = [one for one in entries if one]
    if not any(re.search(r"[;\n；]", one) for one in some):
        return "; ".join(some)
    return " ::: ".join([*some, ""] if len(some) == 1 else some)


def day_first(texts: Iterable[str]) -> bool:
    """Tell from all dates of a file whether 3/4/2026 is the third of April: if any first number is above twelve."""
    for text in texts:
        match = _DATE.match(text)
        if match and len(match.group(1)) <= 2 and match.group(2) != "." and int(match.group(1)) > 12:
            return True
    return False


def date_of(text: str, *, days_first: bool = False) -> date | None:
    """Return the date of a cell; ``None`` if it holds none (``0/0/00`` is how Outlook writes none)."""
    match = _COMPACT.match(text)
    if match:
        year, month, day = (int(number) for number in match.groups())
    elif match := _DATE.match(text):
        first, mark, second, last = match.groups()
        if len(first) > 2:
            year, month, day = int(first), int(second), int(last)
        else:
            year = int(last) + (2000 if len(last) <= 2 and int(last) < 50 else 1900 if len(last) <= 2 else 0)
            days = days_first or mark == "."
            month, day = (int(second), int(first)) if days else (int(first), int(second))
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def time_of(text: str) -> time | None:
    """Return the time of day in a cell (``9:30 AM``, ``午後 1:05``, ``13:05:00``), or ``None``."""
    match = _TIME.search(_BEFORE_NOON.sub("", text))
    if not match:
        return None
    hour, minute, second = int(match.group(1)), int(match.group(2)), int(match.group(3) or 0)
    half = (match.group(4) or "").lower().replace(".", "")
    early = _BEFORE_NOON.search(text)
    if half in ("pm", "午後") or (early and early.group(1) == "午後"):
        hour = hour % 12 + 12
    elif half in ("am", "午前") or early:
        hour %= 12
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def wall_time_of(text: str, *, days_first: bool = False) -> datetime | None:
    """Return a date with a time (midnight if there is none) as a naive wall time, or ``None``."""
    day = date_of(text, days_first=days_first)
    if day is None:
        return None
    parts = re.split(r"[T ]", text.strip(), maxsplit=1)
    return datetime.combine(day, (time_of(parts[1]) if len(parts) > 1 else None) or time())


def number_of(text: str) -> int:
    """Return the whole number in a cell, 0 if there is none."""
    match = re.match(r"\s*(-?\d{1,9})", text)
    return int(match.group(1)) if match else 0
