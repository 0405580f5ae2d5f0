"""Date-time groups such as ``231430ZNOV26``: read, printed, and shown in three zones at once."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from liaison_desk.domain.zones import letter, letter_offset, offset_text, to_local


class DtgStyle(StrEnum):
    """How a group is printed: ``231430ZNOV26``, ``231430Z NOV 26``, ``231430Z``, ``231430ZNOV2026``."""

    COMPACT = "compact"
    SPACED = "spaced"
    SHORT = "short"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Dtg:
    """An instant (aware, UTC) and the zone it was written in, a letter or ``+0530``. ``day_only``: no time was given."""

    at: datetime
    letter: str
    day_only: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """One instant in one zone: local time, zone letter, date-time group, and days after the place's date."""

    local: datetime
    letter: str
    dtg: str
    day_offset: int = 0


@dataclass(frozen=True, slots=True)
class ThreeZones:
    """One instant where it happens, in Zulu and at home."""

    place: Moment
    zulu: Moment
    home: Moment

    @property
    def line(self) -> str:
        """The three times in one line: ``23 0730T / 1430Z / 2330I NOV 26``."""
        raise NotImplementedError


def parse_dtg(text: str, now: datetime) -> Dtg:
    """Read a date-time group in any common form; what is wrong raises DeskError. ``now`` is aware."""
    raise NotImplementedError


def format_dtg(at: datetime, zone: str = "Z", *, style: DtgStyle = DtgStyle.COMPACT) -> str:
    """Return the date-time group of an aware instant in a zone: a letter, ``+0530`` or an IANA name."""
    raise NotImplementedError


def three_zones(at: datetime, place_zone: str, home_zone: str) -> ThreeZones:
    """Return an aware instant where it happens, in Zulu and at home; the zones are IANA names."""
    raise NotImplementedError
