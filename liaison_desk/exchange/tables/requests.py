"""What a row of a task says of a request for information, of its log and of how it repeats, as a person reads it in a cell."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from liaison_desk.domain.dates import year_problems
from liaison_desk.domain.marking import Marking
from liaison_desk.exchange.tables.cells import date_of, listed, number_of
from liaison_desk.exchange.tables.common import RowReading, marking_of, pair_of
from liaison_desk.exchange.tables.events import when
from liaison_desk.exchange.tables.headings import Cells
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.tasks.records import ChainStep, LogEntry, Repeats, Rfi, RfiPriority, RfiStatus, Task, TaskKind

_NUMBER = re.compile(r"(\d{2})-(\d{3,5})")
_BETWEEN = " | "
_INDENT = "  "


def request_fields(task: Task) -> dict[str, str]:
    """Return what a row says of a request; of another task nothing."""
    rfi = task.rfi
    if rfi is None:
        return {}
    return {
        "number": rfi.called,
        "direction": rfi.direction.replace(">", "→"),
        "rfi_status": rfi.status.value,
        "rfi_priority": rfi.priority.value,
        "ltiov": when(task.due, all_day=task.due_all_day) if task.due else "",
        "asker": rfi.asker,
        "office": rfi.office,
        **pair_of("question", rfi.question),
        "justification": rfi.justification,
        "received": rfi.received.isoformat() if rfi.received else "",
        "channel": rfi.channel,
        **pair_of("answer", rfi.answer),
        **marking_of(rfi.answer_marking, "answer_marking"),
        "answered": rfi.answered.isoformat() if rfi.answered else "",
        "chain": _lines((one.deed, one.on.isoformat() if one.on else "", one.who, one.note) for one in rfi.chain),
    }


def log_text(log: Iterable[LogEntry]) -> str:
    """Return a log as a cell: a line an entry, what goes on set in."""
    return _lines((one.at.isoformat(), one.author, one.text) for one in log)


def request_of(cells: Cells, reading: RowReading) -> Rfi | None:
    """Return the request a row tells of; ``None`` unless it says that it is one, and between whom."""
    asks, asked = cells.get("from_nation"), cells.get("to_nation")
    if cells.get("kind").lower() != TaskKind.RFI or not (asks and asked):
        return None
    told = _NUMBER.fullmatch(cells.get("number"))
    direction = cells.get("direction").replace("→", ">")
    numbered = told is not None and direction == f"{asks}>{asked}"
    status, priority = cells.get("rfi_status").lower(), cells.get("rfi_priority").lower()
    return Rfi(
        year=2000 + int(told[1]) if told and numbered else 0,
        number=int(told[2]) if told and numbered else 0,
        direction=direction if numbered else "",
        status=RfiStatus(status) if status in set(RfiStatus) else RfiStatus.DRAFT,
        priority=RfiPriority(priority) if priority in set(RfiPriority) else RfiPriority.ROUTINE,
        asker=cells.get("asker"),
        office=cells.get("office"),
        question=reading.pair(cells, "question"),
        justification=cells.get("justification"),
        received=_day(cells.get("received"), reading),
        channel=cells.get("channel"),
        answer=reading.pair(cells, "answer"),
        answer_marking=_marking(cells, reading),
        answered=_day(cells.get("answered"), reading),
        chain=tuple(_steps(cells.get("chain"))),
    )


def log_of(text: str) -> tuple[LogEntry, ...]:
    """Return the log of a cell; a line that has no instant is left out."""
    found = []
    for at, author, said in _parted(text, 3):
        try:
            moment = datetime.fromisoformat(at)
        except ValueError:
            continue
        if moment.tzinfo is not None and not year_problems("", moment):
            found.append(LogEntry(moment.astimezone(UTC), author, said))
    return tuple(found)


def repeats_of(text: str) -> Repeats:
    """Return from when a task's rule counts."""
    said = text.strip().lower()
    return Repeats(said) if said in set(Repeats) else Repeats.NOT


def reminders_of(text: str) -> tuple[int, ...]:
    """Return reminders in minutes before the suspense."""
    return tuple(
        dict.fromkeys(number for one in listed(text) if (number := number_of(one)) >= 0 and one[:1].isdecimal())
    )


def _steps(text: str) -> Iterator[ChainStep]:
    for deed, on, who, note in _parted(text, 4):
        if deed:
            yield ChainStep(deed, who, date_of(on), note)


def _lines(entries: Iterable[tuple[str, ...]]) -> str:
    """Return entries as lines of a cell, their parts between strokes; a line break in one goes on set in."""
    return "\n".join(_BETWEEN.join(_one_line(parts)).rstrip(" ") for parts in entries)


def _one_line(parts: tuple[str, ...]) -> Iterator[str]:
    while parts and not parts[-1].strip():  # what says nothing at the end needs no stroke
        parts = parts[:-1]
    *heads, last = parts or ("",)
    yield from (" ".join(one.split()).replace("|", "/") for one in heads)
    yield last.replace("\n", f"\n{_INDENT}")


def _parted(text: str, count: int) -> Iterator[list[str]]:
    """Yield the parts of each entry of a cell; what is set in goes on the one before."""
    entries: list[str] = []
    for line in text.split("\n"):
        if line.startswith(_INDENT) and entries:
            entries[-1] += "\n" + line.removeprefix(_INDENT)
        elif line.strip():
            entries.append(line)
    for entry in entries:
        parts = [one.strip(" ") for one in entry.split("|", count - 1)]
        yield [*parts, *("",) * (count - len(parts))]


def _day(text: str, reading: RowReading) -> date | None:
    return date_of(text, days_first=reading.days_first)


def _marking(cells: Cells, reading: RowReading) -> Marking | None:
    """Return the marking of the answer; a damaged one leaves it unmarked, that is with the officer."""
    written = cells.get("answer_marking")
    try:
        return Marking.decode(written) if written else None
    except DeskError:
        reading.tell(cells, "The marking is damaged; the record stays unmarked: {value}", value=written[:80])
        return None
