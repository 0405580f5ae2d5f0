"""What visits ask of the calendar, and visitors of the packets that went out, which are strangers to them; the desk gives it."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Protocol

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.partnership.records.visit_lines import ItineraryItem, MovedEvent


class VisitEvents(Protocol):
    """The events of visits."""

    def items(self, ids: Collection[int], first: date | None, last: date | None) -> list[ItineraryItem]:
        """Return when events happen, in order; of a series only what falls on these days. Those in the trash are left out."""
        ...

    def moved(self, ids: Collection[int], days: int) -> list[MovedEvent]:
        """Return where events would stand so many days later, in order; series stay."""
        ...

    def move(self, transaction: Transaction, events: Sequence[MovedEvent]) -> None:
        """Move events as they were shown; StaleError when one was changed since."""
        ...

    def add(
        self, transaction: Transaction, title: Bilingual, place: Bilingual, start: datetime, end: datetime, zone: str,
        marking: Marking | None,
    ) -> int:  # fmt: skip
        """Put an event, by wall times of a zone, into the calendar of visits; returns its id."""
        ...


class VisitorPapers(Protocol):
    """The packets that went out with the personal data of visitors: their files are kept, and go when those data are gone."""

    def files_of_gone_visitors(self) -> Sequence[str]:
        """Return the files, by digest, that tell of visitors whose data are erased by now."""
        ...

    def erase_files_of_gone_visitors(self, transaction: Transaction) -> int:
        """Erase those files for good, and return how many that were."""
        ...
