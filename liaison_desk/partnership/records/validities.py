"""What ends on a day: letters, badges, authorizations, passports, leases; and the radar, on which all of it is seen coming."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.record import Record

VALIDITY = "validity"


class ValidityType(StrEnum):
    """What it is that ends."""

    DISCLOSURE_LETTER = "disclosure-letter"
    BADGE = "badge"
    ACCESS = "access"
    VISIT_AUTHORIZATION = "visit-authorization"
    PASSPORT = "passport"
    VISA = "visa"
    LEASE = "lease"
    VEHICLE = "vehicle"
    CERTIFICATE = "certificate"
    TOUR = "tour"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Validity(Record):
    """Something with an end date: valid from ``issued`` through ``expires``; ``lead`` days before that its renewal has to begin.

    ``holder`` is whose it is (``holder_id`` 0 = by name only, an empty name = the officer's own). ``ended`` is the day it was given back or
    came to an end otherwise: nobody watches it any more.
    """

    title: Bilingual
    type: ValidityType = ValidityType.OTHER
    holder: str = ""
    holder_id: int = 0
    issuer: str = ""
    issued: date | None = None
    expires: date
    lead: int = 60
    ended: date | None = None
    note: Bilingual = field(default_factory=Bilingual)


class Urgency(StrEnum):
    """How near an end is: past, to be renewed now, within reach (a quarter before that), later."""

    PAST = "past"
    NOW = "now"
    SOON = "soon"
    LATER = "later"


class Cause(StrEnum):
    """What falls on the day of a line of the radar."""

    EXPIRY = "expiry"
    REVIEW = "review"
    END = "end"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class RadarLine:
    """Something that ends: the record, what falls on ``day``, when its renewal has to begin, how near that is today.

    ``type`` is a word of the record's own (its ``ValidityType`` or ``ArrangementType``), empty where it has none. ``ended`` is the day from
    which nobody watches it any more. ``key`` tells the lines of one record apart.
    """

    kind: str
    id: int
    uid: str
    title: Bilingual
    type: str
    cause: Cause
    day: date
    begin: date
    urgency: Urgency
    holder: str = ""
    marking: str = ""
    ended: date | None = None

    @property
    def key(self) -> int:
        """A number of its own: ids are given out over all kinds, and a record has a line for each cause."""
        return radar_key(self.id, self.cause)


def radar_key(record_id: int, cause: Cause) -> int:
    """Return the key of a record's line for a cause."""
    return record_id * len(_PLACES) + _PLACES[cause]


_PLACES: Final = {cause: place for place, cause in enumerate(Cause)}


class RadarSort(StrEnum):
    """Orders of the radar. ``DAY`` puts what presses first, each by its day; the others go through all of it."""

    DAY = "day"
    BEGIN = "begin"
    TITLE = "title"
    TITLE_HOME = "title-home"
    TYPE = "type"
    HOLDER = "holder"


@dataclass(frozen=True, slots=True)
class RadarFilter:
    """Which lines of the radar: words, kinds of record (none = all), until a day, those that press only; with those that ended."""

    words: str = ""
    kinds: tuple[str, ...] = ()
    until: date | None = None
    pressing: bool = False
    ended: bool = False
