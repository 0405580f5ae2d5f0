"""Times as an officer types them into the form: what ``domain.typed`` reads, in the event's own zone and on its own day."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from liaison_desk.domain.typed import parse_time
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.errors import DeskError

_CLOCK: Final = re.compile(r"\d{1,2}:?\d{2}\s?[A-Za-z]?")


def read_moment(text: str, zone: str, others: tuple[str, ...], now: datetime, base: date) -> datetime:
    """Return the instant (aware, UTC) a typed text means; raises DeskError.

    Without a zone letter it is wall time of ``zone``; with one, of the zone among ``others`` that has it, or UTC. A time
    alone is on the day ``base``.
    """
    words = unicodedata.normalize("NFKC", text).strip()
    found = parse_time(f"{base.isoformat()} {words}" if _CLOCK.fullmatch(words) else text, (zone, *others), now)
    if found.all_day:
        raise DeskError("Type the time too, as in 2026-11-24 0900 or 241600ZNOV26.")
    return found.at


def show_moment(at: datetime, zone: str) -> str:
    """Return an instant as ``read_moment`` reads it, in a zone's wall time."""
    return f"{to_local(at, zone):%Y-%m-%d %H%M}"


def reader(
    zone: Callable[[], str], others: tuple[str, ...], now: Callable[[], datetime], base: Callable[[], date]
) -> Callable[[str], datetime]:
    """Return a reader for a field whose zone and date may change while one types."""
    return lambda text: read_moment(text, zone(), others, now(), base())
