"""Injects of a MSEL as rows, and rows as injects: matched by uid or number, times as people write them, states in many words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.dates import year_problems
from liaison_desk.domain.headings import INJECTS
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.nations import load_groups
from liaison_desk.domain.release import ReleaseRules, opens
from liaison_desk.domain.text import fold
from liaison_desk.domain.zones import to_local
from liaison_desk.exchange.result import Read, ReadSettings
from liaison_desk.exchange.tables.cells import wall_time_of
from liaison_desk.exchange.tables.common import RowReading, head_of, pair_of
from liaison_desk.exchange.tables.events import when
from liaison_desk.exchange.tables.headings import Cells, load_vocabulary
from liaison_desk.exchange.tables.reader import Table, open_table, read_rows
from liaison_desk.exchange.tables.writer import Format, sheet_of, write_table
from liaison_desk.exercises.records import Exercise, Inject, InjectState, Objective
from liaison_desk.exercises.rules.pasting import parted
from liaison_desk.foundation.core.errors import DeskError, UnreadableError
from liaison_desk.foundation.core.language import Language

_SAME = ("kind", "method", "cell", "sender", "receiver", "controller", "remarks")
MOST_ROWS = 20_000
"""How many rows a table of injects may have: several times the largest MSEL that is known."""
_TOLD = 20
"""How many unknown columns are named."""


@dataclass(frozen=True, slots=True)
class Times:
    """How the times of an exercise are read and written: text ↔ minutes from STARTEX, and the instant of minutes if there is one.

    ``read`` raises DeskError for what is no time.
    """

    read: Callable[[str], int]
    text: Callable[[int], str]
    instant: Callable[[int], datetime | None]


def write_injects(
    exercise: Exercise, injects: Iterable[Inject], times: Times, file_format: Format, language: Language | None = None
) -> bytes:
    """Return a MSEL as a table that our own reader takes in again; headings in ``language`` (English by default)."""
    speaking = language or Language()
    rows = [_fields_of(one, exercise, times) for one in injects]
    return write_table((sheet_of(INJECTS, "MSEL", rows, speaking),), file_format)


def open_injects(data: bytes) -> Table:
    """Cut a table of injects and map its columns; raises UnreadableError, also for more rows than a MSEL has."""
    table = open_table(data, kind=INJECTS)
    if len(table.rows) > MOST_ROWS:
        raise UnreadableError("The table has more than {count} rows.", count=MOST_ROWS)
    return table


def read_injects(
    data: bytes, settings: ReadSettings, exercise: Exercise, known: Sequence[Inject], times: Times
) -> Read[Inject]:
    """Read the MSEL of an exercise. A row under the uid or number of a ``known`` inject is that inject with what the row says.

    A new one has the uid its row gives, for another desk's table; whoever keeps it looks whether that is free.
    What is empty says nothing. Rows without a number, without a time (of new ones) or with a time nobody can read are left out
    and listed, unknown states and columns are listed. Raises UnreadableError if no heading is known.
    """
    table = open_injects(data)
    making = _Making(exercise, known, times)
    read = read_rows(table, settings, making.inject)
    found = [column.heading for column in table.columns.columns if not column.field and column.heading]
    if not found:
        return read
    said = ", ".join(heading[:60] for heading in found[:_TOLD])
    told = RowReading(settings)
    told.tell(Cells(1), "These columns are unknown; what stands in them goes into the remarks: {columns}", columns=said)
    return replace(read, problems=(*told.problems, *read.problems))


def _marking(cells: Cells, reading: RowReading, mine: Inject | None) -> Marking | None:
    """Return the marking of a row; an inject that is here keeps its own where the row's would let more nations have it."""
    found, settings = reading.marking(cells), reading.settings
    if mine is None or not opens(
        mine.marking, found, ReleaseRules(settings.home_nation, settings.host_nation, load_groups())
    ):
        return found
    reading.tell(
        cells, "“{title}” keeps the marking it has here: the file's would let more nations have it.", title=mine.number
    )
    return mine.marking


class _Making:
    """Makes injects of one exercise of rows."""

    def __init__(self, exercise: Exercise, known: Sequence[Inject], times: Times) -> None:
        self._exercise = exercise
        self._times = times
        self._by_uid = {one.uid: one for one in known}
        self._by_number = {one.number.casefold(): one for one in known}
        self._objectives = _objectives(exercise.objectives)
        self._states = load_vocabulary(INJECTS)

    def inject(self, cells: Cells, reading: RowReading) -> Inject | None:
        """Return the inject a row tells of, or ``None`` with a listed problem."""
        number = cells.get("number")
        mine = self._by_uid.get(cells.get("uid")) or self._by_number.get(number.casefold())
        if mine is None and not number:
            reading.tell(cells, "The inject has no number and was left out.")
            return None
        minutes = self._minutes(cells, reading, mine)
        if minutes is None:
            return None
        new = mine or Inject(
            uid=cells.get("uid"), exercise_id=self._exercise.id, number=number, marking=reading.marking(cells)
        )
        said: dict[str, Any] = parted(cells.get("between"))
        said |= {name: cells.get(name) for name in _SAME if cells.get(name)}
        for name in ("text", "expected"):
            said[name] = _both(getattr(new, name), reading.pair(cells, name))
        if cells.get("marking"):
            said["marking"] = _marking(cells, reading, mine)
        if cells.get("objective"):
            said["objective"] = self._objective(cells, reading, new)
        for name in ("delivered_at", "closed_at"):
            said[name] = _instant(cells.get(name)) or getattr(new, name)
        if cells.others and mine is None:
            added = "\n".join(f"{heading}: {value}" if heading else value for heading, value in cells.others)
            said["remarks"] = "\n".join(filter(None, (said.get("remarks", ""), added)))
        return replace(
            new, number=number or new.number, minutes=minutes, state=self._state(cells, reading, new.state), **said
        )

    def _minutes(self, cells: Cells, reading: RowReading, mine: Inject | None) -> int | None:
        """Return when a row's inject falls, in minutes from STARTEX; ``None`` (told) if that cannot be known."""
        text = self._typed(cells.take("time", "local"), reading)
        if not text and mine is not None:
            return mine.minutes
        if not text:
            reading.tell(cells, "The inject {number} has no time and was left out.", number=cells.get("number")[:40])
            return None
        try:
            return self._times.read(text)
        except DeskError as error:
            said = "The inject {number} was left out: {reason}"
            reading.tell(cells, said, number=cells.get("number")[:40], reason=error)
            return None

    def _typed(self, text: str, reading: RowReading) -> str:
        """Return a date and time of any country's habit as the times of injects are typed."""
        at = wall_time_of(text, days_first=reading.days_first)
        if at is None or ":" not in text:
            return text
        startex = self._exercise.startex
        return text if startex is None else f"D{(at.date() - startex.date()).days:+d} {at:%H%M}"

    def _state(self, cells: Cells, reading: RowReading, now: InjectState) -> InjectState:
        said = cells.get("state")
        known = self._states.word("states", said)
        if said and not known:
            reading.tell(cells, "“{state}” is no state of an inject; it stays {now}.", state=said[:40], now=now.value)
        return InjectState(known) if known else now

    def _objective(self, cells: Cells, reading: RowReading, new: Inject) -> str:
        said = cells.get("objective")
        found = self._objectives.get(fold(said))
        if found is None:
            reading.tell(cells, "The exercise has no objective “{objective}”.", objective=said[:60])
        return new.objective if found is None else found


def _objectives(objectives: Sequence[Objective]) -> Mapping[str, str]:
    """Return the keys of objectives by all that a cell may call them: as this desk writes them, by key, number or words."""
    found: dict[str, str] = {}
    for called in (_called, lambda _n, one: one.key, lambda n, _one: str(n), _host, _home):
        for number, one in enumerate(objectives, 1):
            found.setdefault(fold(called(number, one)), one.key)
    found.pop("", None)
    return found


def _called(number: int, one: Objective) -> str:
    return f"{number}. {one.text.host or one.text.home}"


def _host(_number: int, one: Objective) -> str:
    return one.text.host


def _home(_number: int, one: Objective) -> str:
    return one.text.home


def _both(mine: Bilingual, said: Bilingual) -> Bilingual:
    """Return a text with what a row says of either side; the desk's stays where the row says the same or nothing."""
    host, home = said.host or mine.host, said.home or mine.home
    return mine if (host, home) == (mine.host, mine.home) else Bilingual(host, home)


def _instant(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text).astimezone(UTC) if text else None
    except (ValueError, OverflowError):
        return None
    return None if at is None or year_problems("", at) else at


def _fields_of(one: Inject, exercise: Exercise, times: Times) -> dict[str, str]:
    """Return the row that this desk writes of an inject."""
    at = times.instant(one.minutes)
    local = to_local(at, exercise.zone).replace(tzinfo=None) if at is not None else None
    named = {each.key: _called(number, each) for number, each in enumerate(exercise.objectives, 1)}
    return {
        **head_of(one),
        **{name: getattr(one, name) for name in _SAME},
        **pair_of("text", one.text),
        **pair_of("expected", one.expected),
        "number": one.number,
        "time": times.text(one.minutes),
        "local": when(local) if local is not None else "",
        "zone": exercise.zone,
        "state": one.state.value,
        "objective": named.get(one.objective, ""),
        "delivered_at": one.delivered_at.isoformat() if one.delivered_at else "",
        "closed_at": one.closed_at.isoformat() if one.closed_at else "",
    }
