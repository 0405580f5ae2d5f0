"""The register of arrangements: found, put in order, and one of them with what stands around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.partnership.records import (
    Arrangement,
    ArrangementFilter,
    ArrangementLine,
    ArrangementSort,
    ArrangementState,
    Signing,
    Terms,
)
from liaison_desk.partnership.rules import signing, standing
from liaison_desk.partnership.rules.obligations import DutyTask
from liaison_desk.partnership.service.books import Book
from liaison_desk.partnership.store import arrangements as store


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around an arrangement: what it stands under, what stands under it, its open tasks by the obligation's key.

    ``begun`` are the opportunities that became it, by id.
    """

    parent: ArrangementLine | None = None
    under: tuple[ArrangementLine, ...] = ()
    tasks: Mapping[str, DutyTask] = field(default_factory=dict)
    begun: Mapping[int, Bilingual] = field(default_factory=dict)


class Register(Book[Arrangement]):
    """The part of the service that only reads."""

    def listing(self, wanted: ArrangementFilter, sort: Sort[ArrangementSort] | None = None) -> Listing:
        """Return the ordered ids of the arrangements a filter finds, as they stand today; by title without a sort."""
        with self._database.read() as connection:
            return store.arrangement_listing(connection, wanted, sort or Sort(ArrangementSort.TITLE), self.today())

    def lines(self, ids: Sequence[int]) -> dict[int, ArrangementLine]:
        """Return the lines of a page of arrangements as they stand today."""
        with self._database.read() as connection:
            return store.arrangement_lines(connection, ids, self.today())

    def under(self, arrangement_id: int) -> list[ArrangementLine]:
        """Return the arrangements that stand right under another one, by title."""
        wanted, by = ArrangementFilter(parent_id=arrangement_id), Sort(ArrangementSort.TITLE)
        with self._database.read() as connection:
            ids = store.arrangement_listing(connection, wanted, by, self.today()).ids
            lines = store.arrangement_lines(connection, ids, self.today())
        return [lines[id_] for id_ in ids]

    def subjects(self) -> list[str]:
        """Return the subjects in use, in order."""
        with self._database.read() as connection:
            return store.subjects_used(connection)

    def nations(self) -> list[str]:
        """Return the nations (trigraphs) that are party to any arrangement, in order."""
        with self._database.read() as connection:
            return store.nations_used(connection)

    def stands(self, one: Arrangement) -> tuple[ArrangementState, Terms, Signing]:
        """Return where an arrangement stands today, what holds of it, and who has signed it."""
        today = self.today()
        return (
            standing.state(one, today),
            standing.terms(one, today),
            signing.signing_of(one.parties, one.signatures),
        )

    def around(self, one: Arrangement) -> Around:
        """Return what stands around an arrangement today."""
        with self._database.read() as connection:
            tasks = store.tasks_of(connection, [one.id], "").get(one.id, ())
            begun = store.opportunities_of(connection, one.id)
            above = self._kept.read(connection, [one.parent_id] if one.parent_id else ())
            living = [id_ for id_, parent in above.items() if parent.deleted_at is None]
            parents = store.arrangement_lines(connection, living, self.today())
        open_ = {task.key: task for task in tasks if task.open}
        return Around(parents.get(one.parent_id), tuple(self.under(one.id)), open_, begun)
