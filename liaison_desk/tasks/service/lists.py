"""Which tasks there are: found, grouped, counted, and by the days of their suspense."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.database.database import Database
from liaison_desk.tasks.records import TaskFilter, TaskGrouping, TaskLine, TaskSort, TaskState
from liaison_desk.tasks.rules.groups import bounds
from liaison_desk.tasks.rules.states import FINISHED
from liaison_desk.tasks.store import listing as listings
from liaison_desk.tasks.store import tasks as store


@dataclass(frozen=True, slots=True)
class TaskCounts:
    """How many tasks are unfinished, how many of those are past their suspense, and how many of them sleep."""

    open: int
    overdue: int
    asleep: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """The tasks with a suspense in some days, the earliest first, and how many more there are."""

    lines: tuple[TaskLine, ...]
    more: int = 0


class TaskLists:
    """Lists of tasks. ``profile`` gives the host's zone, by whose days a suspense is today's or next week's."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        self._database = database
        self.profile = profile

    def today(self) -> date:
        """Return the day at the host headquarters."""
        return to_local(self._database.clock.now(), self.profile().host_zone).date()

    def tasks(self, wanted: TaskFilter, sort: Sort[TaskSort]) -> Listing:
        """Return the ids of the tasks a filter finds, in order; those without a suspense come last."""
        return self.grouped(wanted, sort, TaskGrouping.NOT)

    def grouped(self, wanted: TaskFilter, sort: Sort[TaskSort], grouping: TaskGrouping) -> Listing:
        """Return the ids a filter finds, group by group; a label is a name, a kind or a stretch of days (``rules.groups``)."""
        now = self._database.clock.now()
        with self._database.read() as connection:
            edges = bounds(now, self.profile().host_zone)
            return listings.grouped_listing(connection, wanted, sort, grouping, edges, self.today())

    def count(self, wanted: Sequence[TaskFilter]) -> list[int]:
        """Return how many tasks each filter finds."""
        now, today = self._database.clock.now(), self.today()
        with self._database.read() as connection:
            return [listings.count_tasks(connection, one, now, today) for one in wanted]

    def board(self, wanted: TaskFilter, sort: Sort[TaskSort]) -> Mapping[TaskState, Listing]:
        """Return what a filter finds by state; a state that it leaves out has nothing.

        Beside all that is unfinished stands what is done, the last one first: where cards are moved to, they are seen.
        """
        states = wanted.states or tuple(TaskState)
        found = {state: self.tasks(replace(wanted, states=(state,)), sort) for state in states}
        if set(states) == set(TaskState) - set(FINISHED):
            done = replace(wanted, states=(TaskState.DONE,), awake=False)
            found[TaskState.DONE] = self.tasks(done, Sort(TaskSort.CHANGED, descending=True))
        return found

    def between(self, wanted: TaskFilter, since: date, until: date, most: int) -> Span:
        """Return the tasks a filter finds with a suspense in some days, both included, the earliest first.

        The days are the host's: what falls due elsewhere on the day before or after may fall into them.
        """
        zone = self.profile().host_zone
        span = replace(wanted, due_since=_begins(since, 0, zone), due_until=_begins(until, 1, zone))
        ids = self.tasks(span, Sort(TaskSort.DUE)).ids
        with self._database.read() as connection:
            lines = store.task_lines(connection, ids[:most])
        return Span(tuple(lines[id_] for id_ in ids[:most] if id_ in lines), max(0, len(ids) - most))

    def counts(self) -> TaskCounts:
        """Return how many tasks are open, overdue now, and asleep today."""
        with self._database.read() as connection:
            return TaskCounts(*listings.count_open(connection, self._database.clock.now(), self.today()))


def _begins(day: date, after: int, zone: str) -> datetime:
    """Return the instant at which a day in a zone begins, or one some days after; at the ends of the calendar those."""
    try:
        return to_utc(datetime.combine(day + timedelta(days=after), time()), zone)
    except (OverflowError, DeskError):
        return datetime(9999, 12, 31, tzinfo=UTC) if after else datetime(1, 1, 1, tzinfo=UTC)
