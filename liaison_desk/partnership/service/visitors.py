"""The personal data of visitors, kept in this one place until they are erased for good: on their day, or when somebody says so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import Problem, RefusedError
from liaison_desk.foundation.core.location import is_shared
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.erasing import ask_to_rewrite
from liaison_desk.foundation.database.transaction import UNASKED
from liaison_desk.partnership.records import Delegate, Visit, Visitor
from liaison_desk.partnership.records.visit_lines import DataKept
from liaison_desk.partnership.rules.validity import visitor_problems
from liaison_desk.partnership.rules.visits import erased_on_proposed
from liaison_desk.partnership.service.books import Book, Labels
from liaison_desk.partnership.service.visit_outputs import VisitorPapers
from liaison_desk.partnership.store import visitors as store
from liaison_desk.partnership.store.kinds import VISITORS

ON_THEIR_DAY: Final = "Erase visitors’ personal data on their day"
NOW: Final = "Erase visitors’ personal data"
_DAY: Final = "[0-9]" * 8
_COPIES: Final = (
    "{name}.before-*", "{name}.backup*", "{name}.bak", f"{{stem}}-{_DAY}*.desk", f"{{stem}}-{_DAY}*.handover", ".{name}.*.part"
)  # fmt: skip
"""How copies of a desk (its ``name``, and that without its ending) are called that lie beside it.

The program makes some before it changes a desk from the ground up, proposes these names for backups and archives, and leaves an
unfinished one behind where it is killed; others are usual.
"""


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasing did: of how many visitors, whether their traces are gone from the file, and what it cannot reach.

    ``files`` are packets that went out with them, of which the file is erased too. ``copies`` are the names of copies of the desk beside it that were made since those data were entered; ``shared``: the server keeps
    files and backups of its own.
    """

    count: int = 0
    traceless: bool = True
    copies: tuple[str, ...] = ()
    shared: bool = False
    files: int = 0


class Visitors(Book[Visitor]):
    """Personal data of visitors: one record a person and visit."""

    labels = Labels(
        "Add a visitor’s data", "Change a visitor’s data", "Delete a visitor’s data", "Delete visitors’ data"
    )

    def __init__(
        self, database: Database, profile: Callable[[], DeskProfile], papers: Callable[[], VisitorPapers]
    ) -> None:  # fmt: skip
        super().__init__(database, profile, VISITORS)
        self._papers = papers

    def problems(self, one: Visitor) -> list[Problem]:
        """Return what is wrong with it; an empty list is a valid one."""
        return visitor_problems(one)

    def of_visit(self, visit_id: int) -> list[Visitor]:
        """Return the data of a visit's visitors, in the order in which they were entered."""
        with self._database.read() as connection:
            return list(self._kept.read(connection, store.of_visit(connection, visit_id)).values())

    def of_delegate(self, visit: Visit, delegate: Delegate) -> Visitor:
        """Return the data of one who goes along, or new ones to be filled in, with the day proposed for erasing them.

        New ones are unmarked: they go to nobody unless somebody says so. Raises RefusedError for one of two whom nothing tells apart.
        """
        called = [one.name for one in visit.delegation if not one.contact_id]
        if not delegate.contact_id and called.count(delegate.name) > 1:
            raise RefusedError(
                "Two who go along are called {name}. Tell them apart by name, or choose their contacts, before you enter personal data.",
                name=delegate.name,
            )
        for one in self.of_visit(visit.id):
            if DataKept(one.name, one.contact_id, one.purge_on).of(delegate):
                return one
        return Visitor(
            visit_id=visit.id,
            name=delegate.name,
            contact_id=delegate.contact_id,
            purge_on=erased_on_proposed(visit, self.today()),
        )

    def erase_due(self) -> Erased:
        """Erase for good what is to be erased by today at the host, and finish what an earlier erasing could not.

        Nobody has to ask for it, and no undo takes it back; the history keeps that it was done, when, and by which rule.
        """
        with self._database.read() as connection:
            due = store.due(connection, self.today())
        # What was erased with its visit or contact leaves its papers behind until now.
        if not due and not self._papers().files_of_gone_visitors():
            return Erased(traceless=self._database.settle())
        return self._erase(due, ON_THEIR_DAY, UNASKED)

    def erase(self, ids: Sequence[int]) -> Erased:
        """Erase data for good now; those that are gone already are passed over."""
        with self._database.read() as connection:
            known = store.entered(connection, ids)
        return self._erase(known, NOW, "purge") if known else Erased()

    def _erase(self, known: Sequence[tuple[int, datetime]], label: str, action: str) -> Erased:
        with self._database.write(label, action=action) as transaction:
            transaction.erase(self._kept.type, [id_ for id_, _ in known])
            files = self._papers().erase_files_of_gone_visitors(transaction)
            if files:
                ask_to_rewrite(transaction.connection)
        traceless = self._database.wipe()
        shared = is_shared(self._database.location)
        copies = () if shared or not known else _copies(Path(self._database.location), min(at for _, at in known))
        return Erased(len(known), traceless, copies, shared, files)


def _copies(desk: Path, since: datetime) -> tuple[str, ...]:
    """Return the names of copies beside a desk that were written since an instant (aware)."""
    found = set[str]()
    try:
        for pattern in _COPIES:
            for path in desk.parent.glob(pattern.format(name=_literal(desk.name), stem=_literal(desk.stem))):
                if datetime.fromtimestamp(path.stat().st_mtime, UTC) >= since:
                    found.add(path.name.removesuffix("-wal"))
    except OSError:  # a folder that cannot be listed has nothing to tell
        return ()
    return tuple(sorted(found))


def _literal(name: str) -> str:
    """Return a name as a pattern that means it alone."""
    return "".join(f"[{sign}]" if sign in "[*?" else sign for sign in name)
