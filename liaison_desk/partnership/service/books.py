"""What every service of partnership does alike: read, keep and delete the records of its kind, with their files and links."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.ceiling import check_ceiling, text_problems
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.record import Record
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, Problem
from liaison_desk.foundation.database.belongings import WithBelongings
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.partnership.store.kinds import Kept

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Labels:
    """What the history calls what is done with records of a kind; English templates the window translates."""

    add: str
    change: str
    delete: str
    delete_several: str


class Book(WithBelongings, Generic[R]):
    """The records of one kind. ``profile`` gives the ceiling, the languages and the host's zone."""

    labels: Labels

    def __init__(self, database: Database, profile: Callable[[], DeskProfile], kept: Kept[R]) -> None:
        super().__init__(database, kept.type.kind)
        self.profile = profile
        self._kept = kept

    @abstractmethod
    def problems(self, one: R) -> list[Problem]:
        """Return what is wrong with a record by the rules of its kind; an empty list is a valid one."""

    def today(self) -> date:
        """Return what day it is at the host headquarters."""
        return to_local(self._database.clock.now(), self.profile().host_zone).date()

    def latest_day(self) -> date:
        """Return the later of the days that it is at the host headquarters and at home."""
        return max(self.today(), to_local(self._database.clock.now(), self.profile().home_zone).date())

    def past_problems(self, **days: date | None) -> list[Problem]:
        """Return which of these days (by field), on which something was done, are still to come on both sides."""
        said, latest = "That day is still to come. Choose today or an earlier one.", self.latest_day()
        return [Problem(field, said) for field, day in days.items() if day is not None and day > latest]

    def one(self, record_id: int) -> R:
        """Return one record, also from the trash; raises NotFoundError."""
        found = self.by_ids([record_id])
        if record_id not in found:
            raise NotFoundError("This record is not there any more. Someone may have erased it.")
        return found[record_id]

    def living(self, connection: Any, record_id: int, missing: str = "") -> R:
        """Return one record outside the trash as a connection sees it; raises NotFoundError, which may say what is ``missing``."""
        one = self._kept.read(connection, [record_id]).get(record_id)
        if one is None or one.deleted_at is not None:
            raise NotFoundError(missing or "This record is not there any more. Look for it in the trash.")
        return one

    def by_ids(self, ids: Iterable[int]) -> dict[int, R]:
        """Return whole records by id, also from the trash; ids that are not there are left out."""
        with self._database.read() as connection:
            return self._kept.read(connection, ids)

    def everything(self) -> list[R]:
        """Return all records outside the trash, in the order in which they were made."""
        with self._database.read() as connection:
            return list(self._kept.read(connection, self._kept.living(connection)).values())

    def everything_in(self, transaction: Transaction) -> list[R]:
        """Return all records outside the trash as a larger transaction (an import) has left them so far."""
        return list(self._kept.read(transaction.connection, self._kept.living(transaction.connection)).values())

    def save(self, one: R) -> R:
        """Add or change a record. Raises InvalidError, RefusedError (ceiling), StaleError."""
        with self._database.write(self.labels.change if one.id else self.labels.add) as transaction:
            return self.save_in(transaction, [one])[0]

    def save_in(self, transaction: Transaction, records: Sequence[R]) -> list[R]:
        """Add or change records inside a larger transaction (an import)."""
        for one in records:
            self.require_valid(one)
        return self._kept.save(transaction, records)

    def require_valid(self, one: R) -> None:
        """Raise InvalidError or RefusedError (ceiling) for a record that may not be kept."""
        profile = self.profile()
        grammar = load_grammar(profile.policy)
        problems = self.problems(one)
        for name, text in _texts(one):
            problems += text_problems({name: text}, profile.ceiling, grammar, profile.home)
        if problems:
            raise InvalidError(problems)
        check_ceiling(one.marking, profile.ceiling)

    def known(self, transaction: Transaction, uids: Sequence[str]) -> dict[str, R]:
        """Return the records that have these uids, also from the trash."""
        return self._kept.known(transaction.connection, uids)

    def delete(self, ids: Sequence[int]) -> None:
        """Put records into the trash."""
        with self._database.write(self.labels.delete if len(ids) == 1 else self.labels.delete_several) as transaction:
            self.delete_in(transaction, ids)

    def delete_in(self, transaction: Transaction, ids: Sequence[int]) -> None:
        """Put records into the trash inside a larger transaction."""
        transaction.trash(self._kept.type, ids)


def _texts(one: Any) -> Iterator[tuple[str, Bilingual]]:
    """Yield the texts of a record, those within its lists too, each by the field it stands in."""
    for field in fields(one):
        value = getattr(one, field.name)
        if isinstance(value, Bilingual):
            yield field.name, value
        elif isinstance(value, tuple):
            yield from ((field.name, text) for item in value if is_dataclass(item) for _, text in _texts(item))
