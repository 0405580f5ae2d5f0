"""What packets ask of partnership: its records, the events of a visit, the files of all records, what records are called."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.record import Record
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.partnership.records import (
    Arrangement,
    Disclosure,
    Gift,
    Opportunity,
    RadarLine,
    Site,
    Turnover,
    TurnoverNote,
    Validity,
    Visit,
    Visitor,
)
from liaison_desk.partnership.records.visit_lines import ItineraryItem

R_co = TypeVar("R_co", bound=Record, covariant=True)


class AsksBook(Protocol[R_co]):
    """What packets ask of the records of one kind."""

    def everything(self) -> Sequence[R_co]:
        """Return all records outside the trash, in the order in which they were made."""
        ...

    def by_ids(self, ids: Iterable[int]) -> Mapping[int, R_co]:
        """Return whole records by id, those in the trash too."""
        ...


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A record of any kind by what it is called, with its marking and those of what it came out of (``within``: record, uid, marking)."""

    ref: RecordRef
    uid: str
    title: Bilingual
    marking: Marking | None
    within: tuple[tuple[RecordRef, str, Marking | None], ...] = ()


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of a record (``owner_kind``, ``owner_id``); ``size`` in bytes."""

    id: int
    uid: str
    name: str
    size: int
    owner_kind: str
    owner_id: int
    marking: Marking | None


NamesRecords = Callable[[Collection[tuple[str, int]]], Mapping[tuple[str, int], NamedRecord]]
"""Returns records by kind and id; those that are gone, lie in the trash or have no name are left out."""


@dataclass(frozen=True, slots=True)
class PartnershipBooks:
    """The services of partnership, and what of other capabilities its papers tell.

    ``coming`` returns what ends, by day; ``itinerary`` what happens on a visit (by id), in order; ``linked`` the ids of the records of one kind
    that are linked with a record.
    """

    arrangements: AsksBook[Arrangement]
    opportunities: AsksBook[Opportunity]
    visits: AsksBook[Visit]
    sites: AsksBook[Site]
    visitors: AsksBook[Visitor]
    validities: AsksBook[Validity]
    disclosures: AsksBook[Disclosure]
    gifts: AsksBook[Gift]
    turnovers: AsksBook[Turnover]
    notes: AsksBook[TurnoverNote]
    coming: Callable[[], Sequence[RadarLine]]
    itinerary: Callable[[int], Sequence[ItineraryItem]]
    linked: Callable[[RecordRef, str], Sequence[int]]
    named: NamesRecords
    files: Callable[[], Sequence[KeptFile]]
