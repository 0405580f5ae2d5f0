"""Times as an officer types them into the form: what ``domain.typed`` reads, in the event's own zone and on its own day."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from liaison_desk.domain.typed import TypedTime, parse_time
from liaison_desk.domain.zones import Doubt, doubt_of, to_local
from liaison_desk.foundation.core.errors import DeskError

_LETTERED: Final = re.compile(r"\d\s?[A-Z](?:\s?[A-Z]{3}\s?\d{2,4})?$")


def read_moment(text: str, zone: str, others: tuple[str, ...], now: datetime, base: date) -> datetime:
    """Return the instant (aware, UTC) a typed text means; raises DeskError.

    Without a zone letter or a town it is wall time of ``zone``; with one, of the zone among ``others`` that has it, or
    UTC, or of the town. A time alone is on the day ``base``.
    """
    return _read(text, zone, others, now, base).at


def doubt_in(
    text: str, zone: str, others: tuple[str, ...], now: datetime, base: date
) -> tuple[Doubt, TypedTime] | None:
    """Return what is doubtful about a typed time, where the clocks change over it; None for one that is clear, or none."""
    try:
        found = _read(text, zone, others, now, base)
    except DeskError:
        return None
    doubt = doubt_of(found.wall, found.zone)
    return None if doubt is None or _is_instant(text) else (doubt, found)


def _is_instant(text: str) -> bool:
    """Tell whether a typed time has a zone letter: it is an instant then, and never in doubt."""
    return _LETTERED.search(unicodedata.normalize("NFKC", text).strip().upper()) is not None


def _read(text: str, zone: str, others: tuple[str, ...], now: datetime, base: date) -> TypedTime:
    found = parse_time(text, (zone, *others), now, base)
    if found.all_day:
        raise DeskError("Type the time too, as in 2026-11-24 0900 or 241600ZNOV26.")
    return found


def show_moment(at: datetime, zone: str) -> str:
    """Return an instant as ``read_moment`` reads it, in a zone's wall time."""
    return f"{to_local(at, zone):%Y-%m-%d %H%M}"


def reader(
    zone: Callable[[], str], others: tuple[str, ...], now: Callable[[], datetime], base: Callable[[], date]
) -> Callable[[str], datetime]:
    """Return a reader for a field whose zone and date may change while one types."""
    return lambda text: read_moment(text, zone(), others, now(), base())
