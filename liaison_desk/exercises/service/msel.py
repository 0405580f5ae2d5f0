"""The MSEL of an exercise: its injects found, written fast, approved, delivered, closed; and what comes next by the clock."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from liaison_desk.domain.ceiling import check_ceiling, text_problems
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.exercises.records import (
    Exercise,
    Inject,
    InjectFilter,
    InjectLine,
    InjectSort,
    InjectState,
)
from liaison_desk.exercises.records.injects import Running
from liaison_desk.exercises.rules.days import day_groups
from liaison_desk.exercises.rules.offsets import Start
from liaison_desk.exercises.rules.validity import inject_problems
from liaison_desk.exercises.store import injects as store
from liaison_desk.exercises.store.exercises import require_open, require_outside_trash
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, Problem
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import Transaction

MOST_DUE = 200
"""How many injects a running MSEL shows of what is due, and of what is delivered."""
MOST_INJECTS = 20_000
"""How many injects one exercise may have."""


class Msel:
    """The injects of exercises. ``profile`` gives the ceiling and the languages."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        self._database = database
        self.profile = profile

    def now(self) -> datetime:
        """Return the present instant."""
        return self._database.clock.now()

    def listing(self, wanted: InjectFilter, sort: Sort[InjectSort] | None = None) -> Listing:
        """Return the ordered ids of the injects a filter finds; by time without a sort."""
        with self._database.read() as connection:
            return store.inject_listing(connection, wanted, sort or Sort(InjectSort.TIME))

    def by_day(self, start: Start, wanted: InjectFilter, sort: Sort[InjectSort]) -> Listing:
        """Return what a filter finds; by time, each day of the exercise has its heading, whose label is its number (-1, 0, 1 …)."""
        if sort.key is not InjectSort.TIME or start.wall is None:
            return self.listing(wanted, sort)
        with self._database.read() as connection:
            found = store.inject_times(connection, wanted, sort)
        return Listing(array("q", (id_ for id_, _ in found)), day_groups([minutes for _, minutes in found], start))

    def running(self, exercise_id: int, minute: int, following: int) -> Running:
        """Return how a MSEL stands at a minute from STARTEX, with so many of what comes next."""
        with self._database.read() as connection:
            return Running(
                tuple(store.due_lines(connection, exercise_id, minute, MOST_DUE)),
                tuple(store.coming_lines(connection, exercise_id, minute, following)),
                tuple(store.open_lines(connection, exercise_id, MOST_DUE)),
                store.count_late_pending(connection, exercise_id, minute),
                sum(store.count_states(connection, exercise_id).values()),
            )

    def lines(self, ids: Sequence[int]) -> dict[int, InjectLine]:
        """Return the lines of a page of injects."""
        with self._database.read() as connection:
            return store.inject_lines(connection, ids)

    def inject(self, inject_id: int) -> Inject:
        """Return one inject, also from the trash; raises NotFoundError."""
        found = self.injects_by_ids([inject_id])
        if inject_id not in found:
            raise NotFoundError("This inject is not there any more.")
        return found[inject_id]

    def injects_by_ids(self, ids: Iterable[int]) -> dict[int, Inject]:
        """Return whole injects by id; ids that are not there are left out."""
        with self._database.read() as connection:
            return store.read_injects(connection, ids)

    def whole(self, exercise_id: int) -> list[Inject]:
        """Return the whole MSEL of an exercise, by time and number."""
        with self._database.read() as connection:
            return store.read_msel(connection, exercise_id)

    def used(self, exercise_id: int, name: str) -> list[str]:
        """Return what stands in one column of a MSEL (``cell``, ``method`` …), the most used first."""
        with self._database.read() as connection:
            return store.used(connection, exercise_id, name)

    def counts(self, exercise_id: int) -> dict[InjectState, int]:
        """Return how many injects of an exercise stand where."""
        with self._database.read() as connection:
            return store.count_states(connection, exercise_id)

    def numbers(self, exercise_id: int) -> dict[str, int]:
        """Return the injects of an exercise by their numbers."""
        with self._database.read() as connection:
            return store.numbers(connection, exercise_id)

    def save(self, inject: Inject) -> Inject:
        """Add or change an inject; raises InvalidError, RefusedError (ceiling), StaleError."""
        return self.save_all([inject], "Change an inject" if inject.id else "Add an inject")[0]

    def save_all(self, injects: Sequence[Inject], label: str) -> list[Inject]:
        """Add or change injects in one action, or none of them."""
        with self._database.write(label) as transaction:
            require_outside_trash(transaction.connection, {one.exercise_id for one in injects})
            return self.save_in(transaction, injects)

    def save_in(self, transaction: Transaction, injects: Sequence[Inject]) -> list[Inject]:
        """Add or change injects inside a larger transaction (an import)."""
        for one in injects:
            self.require_valid(one)
        for exercise_id in {one.exercise_id for one in injects}:
            self._require_numbers(transaction, exercise_id, [one for one in injects if one.exercise_id == exercise_id])
        return store.save_injects(transaction, injects)

    def set_state(self, ids: Sequence[int], state: InjectState) -> int:
        """Put injects into a state, and return how many were in another; delivery and closing are noted with the present instant.

        Raises RefusedError where injects of a closed exercise would be delivered.
        """
        now, delivers = self.now(), state is InjectState.DELIVERED
        return self._change(
            ids, lambda one: in_state(one, state, now) if one.state is not state else one, delivers=delivers
        )

    def shift(self, ids: Sequence[int], minutes: int) -> int:
        """Move injects by so many minutes, all or none of them, and return how many; raises InvalidError."""
        return self._change(ids, lambda one: replace(one, minutes=one.minutes + minutes))

    def assign(self, ids: Sequence[int], controller: str) -> int:
        """Give injects to a controller, or to nobody, and return how many had another."""
        return self._change(ids, lambda one: replace(one, controller=controller))

    def _change(self, ids: Sequence[int], changed: Callable[[Inject], Inject], *, delivers: bool = False) -> int:
        """Change injects in one action; those that stay as they are, are not written."""
        with self._database.write("Change an inject" if len(ids) == 1 else "Change injects") as transaction:
            found = store.read_injects(transaction.connection, ids).values()
            others = [after for one in found if (after := changed(one)) != one and one.deleted_at is None]
            if delivers:
                require_open(transaction.connection, {one.exercise_id for one in others})
            for one in others:
                self.require_valid(one)
            store.save_injects(transaction, others)
        return len(others)

    def delete(self, ids: Sequence[int]) -> None:
        """Put injects into the trash."""
        with self._database.write("Delete an inject" if len(ids) == 1 else "Delete injects") as transaction:
            transaction.trash(store.INJECT_TYPE, ids)

    def known(self, transaction: Transaction, uids: Sequence[str]) -> dict[str, Inject]:
        """Return the injects that have these uids, also from the trash."""
        ids = store.INJECT_TYPE.ids_by_uid(transaction.connection, uids)
        return {one.uid: one for one in store.read_injects(transaction.connection, ids.values()).values()}

    def require_valid(self, one: Inject) -> None:
        """Raise InvalidError or RefusedError (ceiling) for an inject that may not be kept."""
        profile = self.profile()
        problems = inject_problems(one)
        texts = {"text": one.text, "expected": one.expected}
        problems += text_problems(texts, profile.ceiling, load_grammar(profile.policy), profile.home)
        if problems:
            raise InvalidError(problems)
        check_ceiling(one.marking, profile.ceiling)

    def _require_numbers(self, transaction: Transaction, exercise_id: int, injects: Sequence[Inject]) -> None:
        """Raise InvalidError for a number that two injects would have, or for too many injects."""
        bearers = {number.casefold(): id_ for number, id_ in store.numbers(transaction.connection, exercise_id).items()}
        mine = {one.id for one in injects if one.id}
        taken = {number for number, id_ in bearers.items() if id_ not in mine}
        if len(taken) + len(injects) > MOST_INJECTS:
            values = (("most", MOST_INJECTS),)
            raise InvalidError([Problem("number", "An exercise has at most {most} injects here.", values)])
        for one in injects:
            if one.number.casefold() in taken:
                values_ = (("number", one.number),)
                raise InvalidError(
                    [Problem("number", "There is an inject {number} already. Choose another number.", values_)]
                )
            taken.add(one.number.casefold())


def in_state(one: Inject, state: InjectState, now: datetime) -> Inject:
    """Return an inject in another state, with the instants that state needs, or without those it cannot have."""
    over = state in {InjectState.DELIVERED, InjectState.CLOSED}
    return replace(
        one,
        state=state,
        delivered_at=(one.delivered_at or now) if over else None,
        closed_at=(one.closed_at or now) if state is InjectState.CLOSED else None,
    )


def start_of(exercise: Exercise) -> Start:
    """Return from when the times of an exercise's injects count."""
    return Start(exercise.startex, exercise.zone)
