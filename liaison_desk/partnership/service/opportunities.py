"""Opportunities: kept, moved on the board, agreed or dropped."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import NotFoundError, Problem, RefusedError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.history import History
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.partnership.records import (
    ARRANGEMENT,
    Arrangement,
    Opportunity,
    OpportunityFilter,
    OpportunityLine,
    OpportunitySort,
    OpportunityState,
    StateStep,
)
from liaison_desk.partnership.rules import opportunities as rules
from liaison_desk.partnership.service.arrangements import Arrangements
from liaison_desk.partnership.service.books import Book, Labels
from liaison_desk.partnership.store import opportunities as store
from liaison_desk.partnership.store.kinds import ARRANGEMENTS, OPPORTUNITIES


class Opportunities(Book[Opportunity]):
    """Opportunities. ``arrangements`` keep what an agreed one becomes."""

    labels = Labels("Add an opportunity", "Change an opportunity", "Delete an opportunity", "Delete opportunities")

    def __init__(self, database: Database, profile: Callable[[], DeskProfile], arrangements: Arrangements) -> None:
        super().__init__(database, profile, OPPORTUNITIES)
        self._arrangements = arrangements

    def problems(self, one: Opportunity) -> list[Problem]:
        """Return what is wrong with it; an empty list is a valid one."""
        return rules.opportunity_problems(one)

    # Reading ----------------------------------------------------------------------------------------------------------

    def listing(self, wanted: OpportunityFilter, sort: Sort[OpportunitySort]) -> Listing:
        """Return the ordered ids of the opportunities a filter finds; what has nothing to sort by comes last."""
        with self._database.read() as connection:
            return store.opportunity_listing(connection, wanted, sort)

    def board(self, wanted: OpportunityFilter) -> dict[OpportunityState, Listing]:
        """Return what a filter finds by state, each in the order of the board; states with nothing are left out."""
        with self._database.read() as connection:
            return store.board_listings(connection, wanted)

    def lines(self, ids: Sequence[int]) -> dict[int, OpportunityLine]:
        """Return the lines of these opportunities."""
        with self._database.read() as connection:
            return store.opportunity_lines(connection, ids)

    def subjects(self) -> list[str]:
        """Return the subjects in use, in order."""
        with self._database.read() as connection:
            return rules.offered(store.read_subjects(connection))

    def states(self, record_id: int) -> list[StateStep]:
        """Return when and by whom an opportunity was put into which state, the oldest first, as the history tells it."""
        entries = History(self._database).entries(self.one(record_id).uid)
        return rules.steps_of(store.versions_of([one for one in entries if one.record_id == record_id]))

    # Writing ----------------------------------------------------------------------------------------------------------

    def save(self, one: Opportunity) -> Opportunity:
        """Add or change an opportunity; what is new in a state stands last in it. Raises InvalidError, RefusedError (ceiling), StaleError."""
        with self._database.write(self.labels.change if one.id else self.labels.add) as transaction:
            before = self._kept.read(transaction.connection, [one.id]).get(one.id)
            if before is None or before.state is not one.state:
                column = store.ranks_of(transaction.connection, one.state)
                one = replace(one, rank=max((rank for _, rank in column), default=-1) + 1)
            return self.save_in(transaction, [one])[0]

    def save_in(self, transaction: Transaction, records: Sequence[Opportunity]) -> list[Opportunity]:
        """Add or change opportunities inside a larger transaction (an import); since when each is in its state is noted."""
        before = self._kept.read(transaction.connection, [one.id for one in records if one.id])
        today = self.today()
        return super().save_in(transaction, [rules.settled(one, before.get(one.id), today) for one in records])

    def move(
        self,
        ids: Sequence[int],
        state: OpportunityState,
        at: int | None = None,
        *,
        reason: str = "",
        arrangement_id: int = 0,
    ) -> None:
        """Put opportunities into a state, at a place of its column (from 0, ``None`` = last), all in one action.

        ``reason`` is why they are dropped; ``arrangement_id`` the arrangement an agreed one became (0 = what it says already, or
        none yet). Raises InvalidError (dropped without a reason), NotFoundError.
        """
        label = "Move an opportunity" if len(ids) == 1 else "Move opportunities"
        with self._database.write(label) as transaction:
            moving = self._kept.read(transaction.connection, ids)
            if len(moving) < len(set(ids)) or any(one.deleted_at is not None for one in moving.values()):
                raise NotFoundError("This opportunity is not there any more. Read the board again.")
            changed = {
                id_: rules.moved(one, state, reason=reason or one.reason, arrangement_id=arrangement_id)
                for id_, one in moving.items()
            }
            column = store.ranks_of(transaction.connection, state)
            order = list(dict.fromkeys(ids))
            ranks = rules.placed(column, order, len(column) if at is None else at)
            others = self._kept.read(transaction.connection, [id_ for id_ in ranks if id_ not in changed])
            self.save_in(
                transaction, [replace(one, rank=ranks.get(id_, one.rank)) for id_, one in (changed | others).items()]
            )

    def become_arrangement(self, record_id: int) -> Arrangement:
        """Begin the arrangement that an opportunity becomes, drafted from today on; it is agreed then, and both are linked.

        Raises RefusedError if it has become one already.
        """
        with self._database.write("Begin an arrangement of an opportunity") as transaction:
            one = self.living(transaction.connection, record_id)
            known = ARRANGEMENTS.read(transaction.connection, [one.arrangement_id] if one.arrangement_id else [])
            if any(arrangement.deleted_at is None for arrangement in known.values()):
                raise RefusedError("This opportunity has become an arrangement already. Open that one.")
            profile = self.profile()
            begun = rules.arranged(one, (profile.host, profile.home), self.today())
            (arrangement,) = self._arrangements.save_in(transaction, [begun])
            agreed = rules.moved(one, OpportunityState.AGREED, arrangement_id=arrangement.id)
            if one.state is not OpportunityState.AGREED:
                column = store.ranks_of(transaction.connection, OpportunityState.AGREED)
                agreed = replace(agreed, rank=max((rank for _, rank in column), default=-1) + 1)
            self.save_in(transaction, [agreed])
            self._links.add_in(transaction, RecordRef(self._kind, one.id), RecordRef(ARRANGEMENT, arrangement.id))
            return arrangement
