"""What happens in a span: single events by their index, series expanded within it; and the spans that were asked for last.

A page reads its week again after every change, and Today looks at the same days three times. Whether something has changed
is told by the ids and versions of all that can fall into a span, which are read each time: another officer's change is
seen like one's own.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache, lru_cache
from operator import itemgetter
from threading import Lock
from typing import Any, Final

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Select, bindparam, or_, select, union_all

from liaison_desk.calendar import rules
from liaison_desk.calendar.records import Calendar, Occurrence, Status
from liaison_desk.calendar.rules.span import earlier, later
from liaison_desk.calendar.store.events import SHORT, read_calendars
from liaison_desk.calendar.store.participants import read_declined
from liaison_desk.calendar.store.series import NOWHERE, KnownSeries
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.schema.calendar import event_table
from liaison_desk.schema.mapping import two_sided

MOST_SPANS: Final = 16
"""Spans that are kept."""
MOST_OCCURRENCES: Final = 40_000
"""Occurrences that are kept over all spans; the timeline's two years of a full desk are not."""
_WIDEST = timedelta(days=62)  # a longer span is not looked through for a shorter one
_MOST_CHANGED = 200  # changed events of a span that are mended in what is kept; with more of them it is made anew
_EVENT = event_table.c
_DAY = timedelta(days=1)
SHOWN: Final = (
    "id", "uid", "calendar_id", "title_host", "title_home", "title_state", "place_host", "place_home", "place_state",
    "start_at", "end_at", "zone", "all_day", "status", "first", "last", "marking", "access", "busy", "travel_before",
    "travel_after", "rhythmic",
)  # fmt: skip
"""The columns of a single event that its occurrence shows, in the order ``occurrence_of`` takes them."""
_STATUS: Final = {str(one): one for one in Status}


_STARTS, _ENDS, _EVENT_ID = (Occurrence._fields.index(name) for name in ("starts", "ends", "event_id"))
_Key = tuple[datetime, datetime, object]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question: the span, the calendars of the desk and which of them are wanted, and where floating times are read.

    ``officer`` are the addresses by which invitations mean him, casefolded.
    """

    since: datetime
    until: datetime
    calendars: Mapping[int, Calendar]
    wanted: frozenset[int]
    local_zone: str
    officer: frozenset[str]

    @property
    def key(self) -> _Key:
        """What must be the same for an answer to be the same, but for the events; the span comes first."""
        versions = tuple((one.id, one.version) for one in self.calendars.values())
        return self.since, self.until, (versions, self.wanted, self.local_zone, self.officer)

    @property
    def few(self) -> ColumnElement[bool] | None:
        """The condition that leaves only the wanted calendars, ``None`` for all of them."""
        return None if self.wanted == self.calendars.keys() else _EVENT.calendar_id.in_(self.wanted)

    @property
    def bounds(self) -> dict[str, datetime]:
        """The parameters of the queries. All-day events are bounded by UTC midnights: a day more misses none of them."""
        low = earlier(self.since, _DAY)
        return {"begun": earlier(low, SHORT), "low": low, "high": later(self.until, _DAY)}


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was found in a span, in order, and the versions of all events that can fall into it."""

    versions: dict[int, int]
    found: list[Occurrence]


class KnownSpans:
    """The spans of one desk that were asked for last, and its series. Bounded; several threads may ask."""

    def __init__(
        self, most: int = MOST_SPANS, most_occurrences: int = MOST_OCCURRENCES, series: KnownSeries | None = None
    ) -> None:
        self._most = most
        self._most_occurrences = most_occurrences
        self._series = KnownSeries() if series is None else series
        self._answers: OrderedDict[_Key, _Answer] = OrderedDict()
        self._lock = Lock()

    @property
    def kept(self) -> tuple[int, int, int]:
        """How many spans, occurrences and series are kept."""
        return len(self._answers), sum(len(one.found) for one in self._answers.values()), len(self._series)

    def occurrences(
        self,
        connection: Connection,
        since: datetime,
        until: datetime,
        calendar_ids: Collection[int] | None,
        local_zone: str,
        officer: frozenset[str] = frozenset(),
    ) -> list[Occurrence]:
        """Return every occurrence that touches [since, until), in order."""
        calendars = {one.id: one for one in read_calendars(connection)}
        wanted = frozenset(calendars if calendar_ids is None else set(calendar_ids) & calendars.keys())
        if not wanted:
            return []
        asked = _Asked(since, until, calendars, wanted, local_zone, officer)
        with self._lock:
            # A day is looked for in its week, a week in its month, as long as these are known.
            whole = self._around(asked)
            known = self._answers.pop(whole.key, None)
            answer = self._mended(connection, whole, known) if known else self._new(connection, whole)
            self._keep(whole.key, answer)
        if whole is asked:
            return answer.found.copy()
        return [
            one for one in answer.found if rules.touches(one.starts, one.ends, one.all_day, since, until, local_zone)
        ]

    def _around(self, asked: _Asked) -> _Asked:
        """Return the question, or the shortest known one whose answer holds its answer."""
        since, until, setting = asked.key
        if asked.key in self._answers:
            return asked
        around = [
            (end - begin, begin, end)
            for begin, end, other in self._answers
            if begin <= since and until <= end and end - begin <= _WIDEST and other == setting
        ]
        return replace(asked, since=min(around)[1], until=min(around)[2]) if around else asked

    def _new(self, connection: Connection, asked: _Asked) -> _Answer:
        """Return the answer to a question that was not asked lately."""
        rows = connection.execute(_touching(_WHOLE, _SINGLE, asked.few), asked.bounds).all()
        several = _versions(connection.execute(_touching(_VERSION, _SEVERAL, asked.few), asked.bounds).all())
        versions = {**{row[0]: row[-1] for row in rows}, **several}
        return _Answer(versions, self._found(connection, asked, rows, several))

    def _mended(self, connection: Connection, asked: _Asked, known: _Answer) -> _Answer:
        """Return a known answer with what has changed since then made anew."""
        single = _versions(connection.execute(_touching(_VERSION, _SINGLE, asked.few), asked.bounds).all())
        several = _versions(connection.execute(_touching(_VERSION, _SEVERAL, asked.few), asked.bounds).all())
        versions = {**single, **several}
        if versions == known.versions:
            return known
        changed = {id_ for id_, version in versions.items() if known.versions.get(id_) != version}
        if len(changed) > _MOST_CHANGED:
            return self._new(connection, asked)
        rows = connection.execute(_BY_ID, {"ids": sorted(changed & single.keys())}).all()
        new = self._found(connection, asked, rows, {id_: several[id_] for id_ in changed & several.keys()})
        stale = changed | (known.versions.keys() - versions.keys())
        found = [one for one in known.found if one.event_id not in stale] + new
        return _Answer(versions, ordered(found))

    def _found(
        self, connection: Connection, asked: _Asked, rows: Iterable[Sequence[Any]], several: Mapping[int, int]
    ) -> list[Occurrence]:
        """Return the occurrences of single events (rows) and of series (versions by id), in order."""
        since, until, calendars, zone = asked.since, asked.until, asked.calendars, asked.local_zone
        rows = list(rows)
        declined = read_declined(connection, [row[0] for row in rows], asked.officer)
        found = [
            occurrence_of(row, calendars[row[_CALENDAR]], declined=row[0] in declined)
            for row in rows
            if row[_CALENDAR] in calendars and rules.touches(row[_FIRST], row[_LAST], row[_ALL_DAY], since, until, zone)
        ]
        span = rules.Span(since, until, zone)
        found += self._series.occurrences(connection, list(several.items()), span, calendars, asked.officer)
        return ordered(found)

    def _keep(self, key: _Key, answer: _Answer) -> None:
        """Keep an answer as the latest, and let the oldest go while there is too much."""
        if len(answer.found) > self._most_occurrences:
            return
        self._answers[key] = answer
        while len(self._answers) > self._most or self.kept[1] > self._most_occurrences:
            self._answers.popitem(last=False)


def ordered(found: Iterable[Occurrence]) -> list[Occurrence]:
    """Return occurrences by their start, whole days first, the shorter before the longer."""
    days: list[Occurrence] = []
    timed: list[Occurrence] = []
    for one in found:
        (days if one.all_day else timed).append(one)
    lengths = itemgetter(_STARTS, _ENDS, _EVENT_ID)
    # Keys that are taken out of the tuples as they are: half the time of making one for each in Python.
    days.sort(key=lengths)
    timed.sort(key=lengths)
    days += timed
    days.sort(key=itemgetter(_STARTS))
    return days


@cache
def _spread(names: tuple[str, ...], short: int) -> tuple[Select[Any], Select[Any]]:
    """Return two queries: what is short and begins about a span, and what is long and touches it."""
    columns = [_EVENT[name] for name in names]
    alive = (_EVENT.deleted_at.is_(None), _EVENT.first < bindparam("high"))
    near = select(*columns).where(
        _EVENT.spread == short, _EVENT.first >= bindparam("begun"), _EVENT.last >= bindparam("low"), *alive
    )
    reaching = or_(_EVENT.last.is_(None), _EVENT.last >= bindparam("low"))
    return near, select(*columns).where(_EVENT.spread == short + 1, reaching, *alive)


_WHOLE = (*SHOWN, "version")
_VERSION = ("id", "version")
_SINGLE, _SEVERAL = 0, 2  # the spread of what is short; what is long has one more
_BY_ID = select(*(_EVENT[name] for name in _WHOLE)).where(_EVENT.id.in_(bindparam("ids", expanding=True)))
_FIRST, _LAST, _ALL_DAY, _CALENDAR = (SHOWN.index(name) for name in ("first", "last", "all_day", "calendar_id"))


def _touching(names: tuple[str, ...], short: int, few: ColumnElement[bool] | None) -> CompoundSelect[Any]:
    """Return the query for what can fall into a span, on few calendars or on all."""
    queries = _spread(names, short)
    return union_all(*(queries if few is None else (query.where(few) for query in queries)))


def _versions(rows: Iterable[Sequence[Any]]) -> dict[int, int]:
    return {row[0]: row[1] for row in rows}


def occurrence_of(row: Sequence[Any], calendar: Calendar, *, declined: bool = False) -> Occurrence:
    """Return the occurrence of a single event, of what is ``SHOWN`` of it, by position: thousands are made for a month."""
    made = (
        row[0],
        row[1],
        row[2],
        _text(row[3], row[4], row[5]),
        _text(row[6], row[7], row[8]) if row[6] or row[7] else NOWHERE,
        row[14],
        row[15],
        row[9],
        row[10],
        row[11],
        row[12],
        row[9],
        _STATUS[row[13]],
        False,
        calendar.palette,
        calendar.name.host or calendar.name.home,
        *row[16:22],
        "",
        declined,
    )
    return tuple.__new__(Occurrence, made)  # half the time of calling it


@lru_cache(maxsize=2048)
def _text(host: str, home: str, state: str) -> Bilingual:
    """Return a text; many events of a month have the same title, or the same place."""
    return two_sided(host, home, state)
