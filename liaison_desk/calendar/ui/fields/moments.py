"""Times as an officer types them into the form: what ``domain.typed`` reads, in the event's own zone and on its own day."""

from collections.abc import Callable
from datetime import date, datetime

from liaison_desk.domain.typed import TypedTime, parse_time
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.errors import DeskError


def read_moment(text: str, zone: str, others: tuple[str, ...], now: datetime, base: date) -> datetime:
    """Return the instant (aware, UTC) a typed text means; raises DeskError.

    Without a zone letter or a town it is wall time of ``zone``; with one, of the zone among ``others`` that has it, or
    UTC, or of the town. A time alone is on the day ``base``.
    """
    return read_typed(text, zone, others, now, base).at


def read_typed(text: str, zone: str, others: tuple[str, ...], now: datetime, base: date) -> TypedTime:
    """Return what a typed text says, as ``read_moment`` reads it; raises DeskError."""
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
