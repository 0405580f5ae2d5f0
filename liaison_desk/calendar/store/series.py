"""Series and what was last asked of them, kept in memory: a page opens the same weeks again and again, and those beside them.

A series is known by its id and version, so that whatever changes it, here or at another desk, is seen at once. What is
kept is bounded, the longest unused goes first.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from liaison_desk.calendar import rules
from liaison_desk.calendar.records import Calendar, Event, Occurrence, Override, Recurrence, Status
from liaison_desk.foundation.core.codec import typed
from liaison_desk.foundation.database.snapshot import CHUNK
from liaison_desk.schema.calendar import event_table
from liaison_desk.schema.mapping import bilingual

MOST_SERIES: Final = 12_000
"""Series that are kept ready."""
MOST_OCCURRENCES: Final = 60_000
"""Occurrences that are kept over all series."""
LONGEST_KEPT: Final = timedelta(days=120)
"""The longest span of one series that is kept; the timeline's two years are reckoned anew."""
_SHOWN = frozenset({"at", "start", "end", "zone", "end_zone", "all_day", "title", "place", "status", "this_and_future"})
_READ: Final = (
    "id", "version", "uid", "calendar_id", "title_host", "title_home", "title_state", "place_host", "place_home",
    "place_state", "start_at", "end_at", "zone", "end_zone", "all_day", "status", "recurring", "only_overrides",
    "marking", "access", "busy", "travel_before", "travel_after", "rhythmic", "recurrence", "overrides",
)  # fmt: skip
_QUERY = select(*(event_table.c[name] for name in _READ)).where(event_table.c.id.in_(bindparam("ids", expanding=True)))


@dataclass(slots=True)
class _Known:
    """A series made ready, and its occurrences that touch the span from ``since`` to ``until``, in order."""

    version: int
    face: "Face"
    course: rules.Course
    since: datetime | None = None
    until: datetime | None = None
    found: list[Occurrence] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Face:
    """What every occurrence of an event shows alike."""

    event: Event
    marking: str
    rhythmic: bool
    palette: str
    calendar: str

    def occurrence(self, one: rules.Happening) -> Occurrence:
        """Return an occurrence as calendars show it."""
        event, override = self.event, one.override
        return Occurrence(
            event.id,
            event.uid,
            event.calendar_id,
            override.title if override and override.title else event.title,
            override.place if override else event.place,
            one.starts,
            one.ends,
            one.start,
            one.end,
            one.zone,
            one.all_day,
            override.status if override else event.status,
            event.recurrence is not None,
            one.at,
            self.palette,
            self.calendar,
            self.marking,
            event.access,
            event.busy,
            event.travel_before,
            event.travel_after,
            self.rhythmic,
        )


def face_of(event: Event, calendar: Calendar) -> Face:
    """Return what the occurrences of a whole event show alike."""
    marking = event.marking.encode() if event.marking else ""
    return Face(event, marking, event.rhythm is not None, calendar.palette, calendar.name.host or calendar.name.home)


class KnownSeries:
    """The series of one desk that were asked for; one thread at a time looks them up."""

    def __init__(self, most: int = MOST_SERIES, most_occurrences: int = MOST_OCCURRENCES) -> None:
        self._most = most
        self._most_occurrences = most_occurrences
        self._series: OrderedDict[int, _Known] = OrderedDict()
        self._kept = 0
        self._setting: object = None
        self._lock = Lock()

    @property
    def kept(self) -> tuple[int, int]:
        """How many series are kept, and how many occurrences."""
        return len(self._series), self._kept

    def occurrences(
        self,
        connection: Connection,
        wanted: Sequence[tuple[int, int]],
        span: tuple[datetime, datetime],
        calendars: Mapping[int, Calendar],
        local_zone: str,
    ) -> list[Occurrence]:
        """Return the occurrences that touch a span of these series (id and version); of each in order."""
        setting = (local_zone, [(one.id, one.version) for one in calendars.values()])
        found: list[Occurrence] = []
        with self._lock:
            if setting != self._setting:
                self._forget(setting)
            # A chunk at a time, so that a desk of more series than are kept asks for each of them once.
            for start in range(0, len(wanted), CHUNK):
                chunk = wanted[start : start + CHUNK]
                new = [id_ for id_, version in chunk if not self._knows(id_, version)]
                for known in _read(connection, new, calendars, local_zone) if new else ():
                    self._series[known.face.event.id] = known
                for id_, _ in chunk:
                    if id_ in self._series:
                        found += self._touching(self._series[id_], *span, local_zone)
                self._bound()
        return found

    def _knows(self, id_: int, version: int) -> bool:
        known = self._series.get(id_)
        if known is None:
            return False
        if known.version != version:
            self._kept -= len(known.found)
            del self._series[id_]
            return False
        self._series.move_to_end(id_)
        return True

    def _touching(self, known: _Known, since: datetime, until: datetime, local_zone: str) -> list[Occurrence]:
        """Return the occurrences of a series that touch a span; only what is not known of it yet is reckoned."""
        if until - since > LONGEST_KEPT:
            return [known.face.occurrence(one) for one in known.course.between(since, until)]
        if known.since is None or known.until is None or since > known.until or until < known.since:
            self._keep(known, since, until, [known.face.occurrence(one) for one in known.course.between(since, until)])
            return known.found[:]
        low, high = min(since, known.since), max(until, known.until)
        if high - low > LONGEST_KEPT:
            self._keep(known, since, until, [known.face.occurrence(one) for one in known.course.between(since, until)])
            return known.found[:]
        if (low, high) != (known.since, known.until):
            more = [
                known.face.occurrence(one)
                for begin, end in ((low, known.since), (known.until, high))
                if begin < end
                for one in known.course.between(begin, end)
                if not rules.touches(one.starts, one.ends, one.all_day, known.since, known.until, local_zone)
            ]
            self._keep(known, low, high, [*known.found, *more])
        return [
            one for one in known.found if rules.touches(one.starts, one.ends, one.all_day, since, until, local_zone)
        ]

    def _keep(self, known: _Known, since: datetime, until: datetime, found: list[Occurrence]) -> None:
        self._kept += len(found) - len(known.found)
        known.since, known.until, known.found = since, until, found

    def _bound(self) -> None:
        """Let go of the series that were not asked for the longest, while there are too many."""
        while len(self._series) > self._most or (self._kept > self._most_occurrences and self._series):
            _, known = self._series.popitem(last=False)
            self._kept -= len(known.found)

    def _forget(self, setting: object) -> None:
        self._series.clear()
        self._kept, self._setting = 0, setting


def _read(
    connection: Connection, ids: Sequence[int], calendars: Mapping[int, Calendar], local_zone: str
) -> Iterator[_Known]:
    """Read series of known calendars: what happens when and what calendars show, not people, texts and reminders."""
    for row in connection.execute(_QUERY, {"ids": ids}).mappings():
        calendar = calendars.get(row["calendar_id"])
        if calendar is None:
            continue
        event = Event(
            id=row["id"],
            uid=row["uid"],
            calendar_id=row["calendar_id"],
            title=bilingual(row, "title"),
            place=bilingual(row, "place"),
            start=row["start_at"],
            end=row["end_at"],
            zone=row["zone"],
            end_zone=row["end_zone"],
            all_day=row["all_day"],
            status=Status(row["status"]),
            access=row["access"],
            busy=row["busy"],
            travel_before=row["travel_before"],
            travel_after=row["travel_after"],
            recurrence=_recurrence(row["recurrence"]) if row["recurring"] else None,
            overrides=tuple(_override(one) for one in row["overrides"]),
            only_overrides=row["only_overrides"],
        )
        label = calendar.name.host or calendar.name.home
        face = Face(event, row["marking"], row["rhythmic"], calendar.palette, label)
        yield _Known(row["version"], face, rules.Course(event, local_zone))


def _recurrence(column: Mapping[str, Any]) -> Recurrence:
    """Return a recurrence; nearly all have nothing but a rule, which need not be looked at by its type."""
    return typed(Recurrence, column) if column.keys() - {"rules"} else Recurrence(tuple(column.get("rules", ())))


def _override(column: Mapping[str, Any]) -> Override:
    return typed(Override, {name: value for name, value in column.items() if name in _SHOWN})
