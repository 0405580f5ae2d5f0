"""Rows of a spreadsheet as injects: the heading recognised in both languages, every line that means nothing told by its number."""

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from liaison_desk.domain.bilingual import Bilingual, Side
from liaison_desk.domain.headings import INJECTS, load_headings
from liaison_desk.exercises.records import Inject, InjectState
from liaison_desk.exercises.rules.numbering import next_number
from liaison_desk.exercises.rules.offsets import Start, parse_offset
from liaison_desk.foundation.core.errors import DeskError

MOST_LINES: Final = 5_000
_MOST_LETTERS: Final = 10_000_000
_MOST_COLUMNS: Final = 200
_BARE: Final = ("number", "time", "cell", "sender", "receiver", "method", "text", "expected", "objective", "controller")
_PLAIN: Final = ("cell", "sender", "receiver", "method", "kind", "controller", "remarks")
_BILINGUAL: Final = ("text", "expected")
_TAKEN: Final = frozenset(
    {*_BARE, *_PLAIN, "local", "between", "state", "zulu", "at_home"}
    | {f"{name}_{side}" for name in _BILINGUAL for side in ("host", "home")}
)
"""The columns that have a place in what is pasted; Zulu and the time at home are those of the time, and reckoned."""
_LONG: Final = ("text", "expected", "remarks")
_LONGEST: Final = 20_000
_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One line that was understood: its number in what was pasted, and what an inject takes of it."""

    line: int
    number: str
    minutes: int
    state: InjectState
    objective: str = ""
    texts: Mapping[str, Any] = field(default_factory=dict)
    plain: Mapping[str, Any] = field(default_factory=dict)

    def inject(self, exercise_id: int, objective: str, marking: Any) -> Inject:
        """Return the inject, with the key of its objective."""
        return Inject(
            exercise_id=exercise_id, number=self.number, minutes=self.minutes, state=self.state, objective=objective,
            marking=marking, **self.texts, **self.plain,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was read, what is wrong with the other lines, by their numbers, and the headings of columns nobody knows."""

    rows: tuple[PastedRow, ...]
    wrong: tuple[tuple[int, DeskError], ...]
    unknown: tuple[str, ...] = ()


def read_pasted(text: str, start: Start, side: Side, taken: Collection[str], last: str = "") -> Pasted:
    """Read tab-separated lines; raises DeskError for what is no table or too large.

    A heading names the columns in any order; without one they are number, time, cell, sender, receiver, method, text, expected
    action, objective, controller. ``taken`` are the numbers in use; a line without a number gets the next one, the first behind
    ``last``. Texts are written on ``side``, unless the heading says whose they are.
    """
    if len(text) > _MOST_LETTERS:
        raise DeskError("What was pasted is too large. Import it as a file instead.")
    lines = _lines(text)
    if not lines:
        raise DeskError("There are no rows on the clipboard. Copy them in the spreadsheet, with their heading.")
    columns = _heading(lines[0][1])
    unknown: tuple[str, ...] = ()
    if columns:
        heads = zip(columns, lines[0][1], strict=True)
        unknown = tuple(" ".join(head.split()) for key, head in heads if not key and head.strip())
        lines = lines[1:]
    elif len(lines[0][1]) < 2:
        raise DeskError("What was pasted is no table. Copy the rows in the spreadsheet, with their heading.")
    else:
        columns = _BARE
    if len(lines) > MOST_LINES:
        raise DeskError("At most {most} rows can be pasted at once. Import the file instead.", most=MOST_LINES)
    return replace(_read(lines, columns, start, side, taken, last), unknown=unknown)


def _read(
    lines: Sequence[tuple[int, list[str]]], columns: Sequence[str], start: Start, side: Side, taken: Collection[str], last: str
) -> Pasted:  # fmt: skip
    rows: list[PastedRow] = []
    wrong: list[tuple[int, DeskError]] = []
    numbers = {number.casefold() for number in taken}
    named = {values["number"].casefold() for _, cells in lines if (values := _values(columns, cells)).get("number")}
    spoken_for = numbers | named
    day: int | None = None
    for line, cells in lines:
        values = _values(columns, cells)
        try:
            number = values.get("number") or next_number(last, spoken_for)
            if number.casefold() in numbers:
                raise DeskError("There is an inject {number} already. Choose another number.", number=number)
            row = _row(line, number, values, start, side, day)
        except DeskError as error:
            wrong.append((line, error))
            continue
        rows.append(row)
        numbers.add(number.casefold())
        spoken_for.add(number.casefold())
        last, day = number, start.day(row.minutes)
    return Pasted(tuple(rows), tuple(wrong))


def _row(
    line: int, number: str, values: Mapping[str, str], start: Start, side: Side, day: int | None
) -> PastedRow:  # fmt: skip
    said = {name: value for name, value in values.items() if value and name != "between"}
    values = parted(values.get("between", "")) | said
    for name, value in values.items():
        most = _LONGEST if name.startswith(_LONG) else _LONGEST_NAME
        if len(value) > most:
            raise DeskError(
                "The column {name} has {n} characters; it holds {most}.", name=name, n=len(value), most=most
            )
    time = values.get("time") or values.get("local")
    if not time:
        raise DeskError("The line has no time. Type it as D+1 0900 or +26:30.")
    minutes = parse_offset(time, start, day)
    state = InjectState.PENDING
    if "state" in values:
        known = load_headings(INJECTS).word("states", values["state"])
        if not known:
            raise DeskError("“{state}” is no state of an inject.", state=values["state"][:40])
        state = InjectState(known)
    texts = {name: _both(values, name, side) for name in _BILINGUAL}
    plain = {
        name: " ".join(values.get(name, "").split()) if name != "remarks" else values.get(name, "") for name in _PLAIN
    }
    return PastedRow(line, number, minutes, state, values.get("objective", ""), texts, plain)


def _both(values: Mapping[str, str], name: str, side: Side) -> Bilingual:
    host, home = values.get(f"{name}_host", ""), values.get(f"{name}_home", "")
    return Bilingual(host, home) if host or home else Bilingual().rewritten(side, values.get(name, ""))


def parted(between: str) -> dict[str, str]:
    """Return sender, receiver, kind and method of what the MSEL on paper says in one column, as far as it says them.

    There it is ``sender``, ``→ receiver`` and ``kind · method``, a line each; sender and receiver may also share one.
    """
    sender, arrow, rest = between.partition("→")
    receiver, _, kinds = rest.strip().partition("\n")
    if not arrow:
        sender, _, kinds = between.strip().partition("\n")
    kind, _, method = kinds.partition("·")
    found = {"sender": sender, "receiver": receiver if arrow else "", "kind": kind, "method": method}
    return {name: said for name, words in found.items() if (said := " ".join(words.split()))}


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """Return the lines that say something, each with its number; a quoted cell may have line breaks."""
    found: list[tuple[int, list[str]]] = []
    limit = csv.field_size_limit()
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter="\t")
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append((len(found) + 1, cells[:_MOST_COLUMNS]))
            if len(found) > MOST_LINES + 1:
                break
    except csv.Error as error:
        raise DeskError("A cell on the clipboard has more than {most} characters.", most=limit) from error
    return found


def _heading(cells: Sequence[str]) -> tuple[str, ...]:
    """Return which column is which, empty for those nobody knows; nothing at all where a line is no heading."""
    keys = [key if key in _TAKEN else "" for key in load_headings(INJECTS).fields(cells)]
    once = tuple(key if key not in keys[:place] else "" for place, key in enumerate(keys))
    return once if {"time", "local"} & set(once) and len([key for key in once if key]) >= 2 else ()


def _values(columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    return {key: cell.strip() for key, cell in zip(columns, cells, strict=False) if key}
