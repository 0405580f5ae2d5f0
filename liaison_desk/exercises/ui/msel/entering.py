"""What the row of entry holds, and the inject it becomes; no widget."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from liaison_desk.domain.marking import Marking
from liaison_desk.exercises.records import Inject, InjectLine
from liaison_desk.exercises.rules.numbering import next_number
from liaison_desk.exercises.rules.offsets import parse_offset
from liaison_desk.exercises.ui.msel.words import Words
from liaison_desk.foundation.core.errors import DeskError, InvalidError, Problem

FIELDS: Final = (
    "number", "minutes", "cell", "sender", "receiver", "method", "text", "expected", "objective", "controller", "kind",
)  # fmt: skip
TEXTS: Final = ("text", "expected")
_PLAIN: Final = ("number", "cell", "sender", "receiver", "method", "controller", "kind")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is typed in the row: a text for each field, the inject that is changed (None: a new one), and what stood there first.

    ``day`` is the day of the exercise on which a time alone (0900) is meant; ``copy_of`` the inject a new one is copied from.
    """

    values: Mapping[str, str]
    base: Inject | None = None
    first: Mapping[str, str] | None = None
    day: int = 0
    copy_of: int = 0

    @property
    def touched(self) -> bool:
        """Whether anything was typed."""
        return dict(self.values) != dict(self.first or {})


def fresh(words: Words, last: Inject | None, taken: Mapping[str, int]) -> Entry:
    """Return a new row behind the last inject: its number counted on, its time, cell and method carried on."""
    numbers = {number.casefold() for number in taken}
    values = dict.fromkeys(FIELDS, "")
    values["number"] = next_number("" if last is None else last.number, numbers)
    if last is not None:
        values |= {"minutes": words.time(last.minutes), "cell": last.cell, "method": last.method}
    return Entry(values, None, dict(values), _day(words, 0 if last is None else last.minutes))


def of_inject(words: Words, inject: Inject) -> Entry:
    """Return the row that changes an inject."""
    values = {name: getattr(inject, name) for name in _PLAIN}
    values["minutes"] = words.time(inject.minutes)
    values["objective"] = words.objective(inject.objective)
    for name in TEXTS:
        values[name] = getattr(inject, name).side(words.side)
    return Entry(values, inject, dict(values), _day(words, inject.minutes))


def in_sight(line: InjectLine, exercise_id: int) -> Inject:
    """Return what a line of the table tells of an inject, for the row that is there before the inject has been read."""
    return Inject(
        id=line.id, uid=line.uid, exercise_id=exercise_id, number=line.number, minutes=line.minutes, kind=line.kind,
        method=line.method, cell=line.cell, sender=line.sender, receiver=line.receiver, text=line.text, expected=line.expected,
        objective=line.objective, controller=line.controller, state=line.state, marking=Marking.decode(line.marking),
    )  # fmt: skip


def copied(words: Words, inject: Inject, taken: Mapping[str, int]) -> Entry:
    """Return a new row with all that an inject says, its number counted on; what is only in the other language comes along."""
    entry = of_inject(words, inject)
    number = next_number(inject.number, {one.casefold() for one in taken})
    values = {**entry.values, "number": number}
    bare = Inject(
        exercise_id=inject.exercise_id, number=number, text=inject.text, expected=inject.expected,
        marking=inject.marking,
    )  # fmt: skip
    return Entry(values, bare, None, entry.day, inject.id)


def rebased(words: Words, entry: Entry, inject: Inject) -> Entry:
    """Return a row that changes an inject as it stands by now, with what was typed on top of it."""
    newer, first = of_inject(words, inject), entry.first or {}
    typed = {name: value for name, value in entry.values.items() if value != first.get(name)}
    return replace(newer, values={**newer.values, **typed})


def entered(words: Words, entry: Entry) -> Inject:
    """Return the inject that a row becomes; raises InvalidError with a problem for each field that means nothing."""
    assert words.exercise is not None
    values, problems = entry.values, []
    base = entry.base or Inject(exercise_id=words.exercise.id, number="", marking=words.profile().default_marking)
    first = entry.first or {}
    minutes, objective = base.minutes, base.objective
    if not values["number"].strip():
        problems.append(Problem("number", "Give the inject a number."))
    if entry.base is None or not entry.base.id or values["minutes"] != first.get("minutes"):
        try:
            minutes = parse_offset(values["minutes"], words.start, entry.day)
        except DeskError as error:
            problems.append(_problem("minutes", error))
    if values["objective"] != first.get("objective"):
        try:
            objective = words.read_objective(values["objective"])
        except DeskError as error:
            problems.append(_problem("objective", error))
    if problems:
        raise InvalidError(problems)
    texts: dict[str, Any] = {
        name: text.rewritten(words.side, values[name].strip()) if values[name] != first.get(name) else text
        for name in TEXTS
        for text in [getattr(base, name)]
    }
    plain: dict[str, Any] = {name: values[name].strip() for name in _PLAIN}
    return replace(base, minutes=minutes, objective=objective, **plain, **texts)


def _day(words: Words, minutes: int) -> int:
    return words.start.day(minutes) or 0


def _problem(field: str, error: DeskError) -> Problem:
    return Problem(field, error.text, tuple(error.values.items()))
