"""Series made ready and kept in memory: every page asks for the same ones again and again, in other weeks.

A series is known by its id and version, so that whatever changes it, here or at another desk, is seen at once. What is
kept is bounded; the longest unused goes first.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from liaison_desk.calendar import rules
from liaison_desk.calendar.records import Calendar, Event, Occurrence, Override, Recurrence, Status
from liaison_desk.calendar.store.participants import read_declined
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.codec import typed
from liaison_desk.foundation.database.snapshot import Row, chunks
from liaison_desk.schema.calendar import event_table
from liaison_desk.schema.mapping import bilingual

MOST_SERIES: Final = 10_000
"""Series that are kept ready."""
NOWHERE: Final = Bilingual()
_SHOWN = frozenset(
    {"at", "start", "end", "zone", "end_zone", "all_day", "title", "place", "status", "this_and_future", "participants"}
)
_READ: Final = (
    "id", "version", "uid", "calendar_id", "title_host", "title_home", "title_state", "place_host", "place_home",
    "place_state", "start_at", "end_at", "zone", "end_zone", "all_day", "status", "recurring", "only_overrides",
    "marking", "access", "busy", "travel_before", "travel_after", "rhythmic", "recurrence", "overrides",
)  # fmt: skip
_QUERY = select(*(event_table.c[name] for name in _READ)).where(event_table.c.id.in_(bindparam("ids", expanding=True)))


class Face:
    """What every occurrence of an event shows alike, laid out as an occurrence holds it: what comes before its times, and after."""

    __slots__ = ("_after", "_before", "_officer", "event")

    def __init__(
        self, event: Event, marking: str, rhythmic: bool, calendar: Calendar,
        officer: frozenset[str] = frozenset(), *, declined: bool = False,
    ) -> None:  # fmt: skip
        """``officer`` are his addresses, casefolded; ``declined``: he does not come to the event as a whole."""
        self.event = event
        self._officer = officer
        self._before = (event.id, event.uid, event.calendar_id, event.title, event.place)
        self._after = (
            event.status,
            event.recurrence is not None,
            calendar.palette,
            calendar.name.host or calendar.name.home,
            marking,
            event.access,
            event.busy,
            event.travel_before,
            event.travel_after,
            rhythmic,
            "",
            declined,
        )

    def occurrence(self, one: rules.Happening) -> Occurrence:
        """Return an occurrence as calendars show it."""
        before, after, override = self._before, self._after, one.override
        if override is not None:
            before = (*before[:3], override.title or self.event.title, override.place)
            after = (override.status, *after[1:])
            if override.participants:
                after = (*after[:-1], rules.has_declined(override.participants, self._officer))
        # Of a happening all but its exception, which is the last. Put together from what is ready, and not field by field
        # or by calling the class: half the time, ten thousand times.
        return tuple.__new__(Occurrence, before + one[:-1] + after)


def face_of(event: Event, calendar: Calendar, officer: frozenset[str] = frozenset(), *, declined: bool = False) -> Face:
    """Return what the occurrences of a whole event show alike; ``officer`` and ``declined`` are as for ``Face``."""
    marking = event.marking.encode() if event.marking else ""
    return Face(event, marking, event.rhythm is not None, calendar, officer, declined=declined)


class KnownSeries:
    """The series of one desk that were asked for, ready to be asked again; one thread at a time."""

    def __init__(self, most: int = MOST_SERIES) -> None:
        self._most = most
        self._ready: OrderedDict[int, tuple[int, Face, rules.Course]] = OrderedDict()
        self._setting: object = None

    def __len__(self) -> int:
        return len(self._ready)

    def occurrences(
        self,
        connection: Connection,
        wanted: Sequence[tuple[int, int]],
        span: rules.Span,
        calendars: Mapping[int, Calendar],
        officer: frozenset[str] = frozenset(),
    ) -> list[Occurrence]:
        """Return the occurrences that touch a span of these series (id and version), series by series."""
        setting = (span.local_zone, officer, [(one.id, one.version) for one in calendars.values()])
        if setting != self._setting:
            self._ready.clear()
            self._setting = setting
        found: list[Occurrence] = []
        # A chunk at a time, so that a desk of more series than are kept reads each of them once.
        for chunk in chunks(wanted):
            new = [id_ for id_, version in chunk if not self._knows(id_, version)]
            declined = read_declined(connection, new, officer)
            for row in connection.execute(_QUERY, {"ids": new}).mappings() if new else ():
                if row["calendar_id"] in calendars:
                    face = _face(row, calendars[row["calendar_id"]], officer, declined=row["id"] in declined)
                    self._ready[row["id"]] = row["version"], face, rules.Course(face.event, span.local_zone)
            for id_, _ in chunk:
                if id_ in self._ready:
                    _, face, course = self._ready[id_]
                    found += map(face.occurrence, course.within(span))
            while len(self._ready) > self._most:
                self._ready.popitem(last=False)
        return found

    def _knows(self, id_: int, version: int) -> bool:
        """Tell whether a series is ready as it stands now, and count it as used."""
        if id_ not in self._ready:
            return False
        if self._ready[id_][0] != version:
            del self._ready[id_]
            return False
        self._ready.move_to_end(id_)
        return True


def _face(row: Row, calendar: Calendar, officer: frozenset[str], *, declined: bool) -> Face:
    """Return a series as far as its occurrences show it: without people, long texts and reminders."""
    event = Event(
        id=row["id"],
        uid=row["uid"],
        calendar_id=row["calendar_id"],
        title=bilingual(row, "title"),
        place=bilingual(row, "place") if row["place_host"] or row["place_home"] else NOWHERE,
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
    return Face(event, row["marking"], row["rhythmic"], calendar, officer, declined=declined)


def _recurrence(column: Mapping[str, Any]) -> Recurrence:
    """Return a recurrence; nearly all have nothing but a rule, which need not be looked at by its type."""
    return typed(Recurrence, column) if column.keys() - {"rules"} else Recurrence(tuple(column.get("rules", ())))


def _override(column: Mapping[str, Any]) -> Override:
    return typed(Override, {name: value for name, value in column.items() if name in _SHOWN})
