"""The master scenario events list: injects by time, whole or those of some cells."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from liaison_desk.briefings.document import Block, Column, Line, PortionText, Row, Section, Source, Text
from liaison_desk.briefings.sections.back_plans import dates
from liaison_desk.briefings.sections.exercising import (
    Exercising,
    asked_exercises,
    exercising,
    marked_once,
    objectives,
    papers,
)
from liaison_desk.briefings.sections.origins import exercise_source
from liaison_desk.briefings.sections.planning_teams import named
from liaison_desk.briefings.sections.setting import Setting, source
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.dtg import three_zones
from liaison_desk.domain.text import fold
from liaison_desk.domain.zones import to_utc
from liaison_desk.exercises.records import INJECT, Exercise, Inject, InjectState
from liaison_desk.foundation.core.errors import RefusedError

_MOST: Final = 5_000
_NONE: Final = (
    "There are no injects to print. Write them into the MSEL of the exercise, or choose another exercise or period."
)
_NONE_OURS: Final = (
    "No inject is for a cell of ours. Give our members of the planning team the cells that the injects name, "
    "or print the whole MSEL."
)
_STATES: Final[Mapping[InjectState, str]] = {
    InjectState.PENDING: "Not approved",
    InjectState.APPROVED: "Approved",
    InjectState.DELIVERED: "Delivered",
    InjectState.CLOSED: "Closed out",
    InjectState.WITHDRAWN: "Withdrawn",
}


def build(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the injects of each exercise asked for: all, those of the ``cell`` named, or with ``ours`` of those our people sit in.

    RefusedError for more than a packet can hold.
    """
    exercises, books = asked_exercises(setting), setting.books
    injects = {one.id: tuple(books.msel.whole(one.id)) for one in exercises} if books is not None else {}
    if sum(map(len, injects.values())) > _MOST:
        raise RefusedError("A packet holds {count} injects at most. Ask for one exercise.", count=_MOST)
    words = {word for some in injects.values() for one in some for word in _typed(one)}
    told = exercising(setting, exercises, words)
    cell, ours = str(options["cell"]).strip(), bool(options["ours"])

    def table(exercise: Exercise) -> tuple[Block, ...]:
        proof = _cells(told, exercise) if ours and not cell else {fold(cell): ()} if cell else None
        some = [one for one in injects.get(exercise.id, ()) if proof is None or fold(one.cell) in proof]
        if not some:
            return ()
        aims = _aims(told, exercise)
        rows = (_row(told, exercise, one, aims, () if proof is None else proof[fold(one.cell)]) for one in some)
        listed = objectives(told, exercise)
        return (dates(told, exercise, off=False), *listed, marked_once(setting, _columns(setting), rows))

    title = setting.words("Master scenario events list: our cell" if cell or ours else "Master scenario events list")
    # The same whatever the reason is: whether nobody of ours sits in a cell, or somebody withheld does, is not told.
    empty = "Nothing to report." if cell else _NONE_OURS if ours else _NONE
    return papers(told, "msel", title, table, across=True, empty=empty)


def _columns(setting: Setting) -> tuple[Column, ...]:
    return (
        Column(setting.words("No.")),
        Column(setting.words("When")),
        Column(setting.words("Cell"), spare=True),
        Column(setting.words("From → to"), 1.6, spare=True),
        Column(setting.words("Inject"), 3),
        Column(setting.words("Expected action"), 2.6, spare=True),
        Column(setting.words("Obj."), spare=True),
        Column(setting.words("Controller"), 1.0, spare=True),
        Column(setting.words("State"), 0.8),
    )


def _typed(one: Inject) -> Iterator[str]:
    """Yield what an inject says in words, for somebody may be named there."""
    yield from (one.number, one.kind, one.method, one.cell, one.sender, one.receiver, one.controller, one.remarks)
    yield from (one.text.host, one.text.home, one.expected.host, one.expected.home)


def _cells(told: Exercising, exercise: Exercise) -> dict[str, tuple[Source, ...]]:
    """Return the cells that members of the home nation sit in, folded, each with what decides whether that may be told.

    Of several of them one who may be told of stands for all; of a cell in which only somebody withheld sits nothing is told.
    """
    home = told.setting.profile.home
    found: dict[str, tuple[Source, ...]] = {}
    proven = set[str]()
    for member in exercise.team:
        cell = fold(member.cell)
        if member.nation != home or not cell or cell in proven:
            continue
        who = named(told, exercise, member)
        if told.setting.is_told(who):
            proven.add(cell)
        elif cell in found:
            continue
        found[cell] = who.names
    return found


def _aims(told: Exercising, exercise: Exercise) -> dict[str, tuple[str, PortionText]]:
    """Return the objectives by their keys, each with the number that it has in the list above the injects."""
    found: dict[str, tuple[str, PortionText]] = {}
    number = 0
    for one in exercise.objectives:
        aim = told.aim(exercise, one)
        number += told.setting.is_told(aim)
        found[one.key] = (str(number), aim)
    return found


def _row(
    told: Exercising,
    exercise: Exercise,
    one: Inject,
    aims: Mapping[str, tuple[str, PortionText]],
    proof: tuple[Source, ...],
) -> Row:
    setting, names = told.setting, told.names
    record = source(INJECT, one.id, one.text or Bilingual(one.number), one.marking, one.uid)
    sources = (record, exercise_source(exercise), *proof)

    def says(text: Text, *known: Source) -> PortionText:
        return PortionText(text, one.marking, sources, names=known)

    def typed(words: str) -> list[PortionText]:
        return [says((words,), *names.text(Bilingual(words)))] if words.strip() else []

    said = says(
        setting.text(one.text) if one.text else (one.number,), *names.text(one.text), *names.text(Bilingual(one.number))
    )
    kinds = [piece for words in (one.kind, one.method) for piece in typed(words)]
    kinds[1:] = [replace(piece, before="· ", joined=True) for piece in kinds[1:]]
    between = [*typed(one.sender), *_to(typed(one.receiver))]
    expected = [says(setting.text(one.expected), *names.text(one.expected))] if one.expected else []
    number, aim = aims.get(one.objective, ("", None))
    cells = (
        # Numbers are official: where one is left out, the officer is told what a gap may tell.
        Line(
            (replace(says((one.number,), *names.text(Bilingual(one.number))), serial=(_series(exercise), one.number)),)
        ),
        Line((says(_when(setting, exercise, one.minutes)),)),
        Line(tuple(typed(one.cell))),
        Line((*between, *kinds), separator="\n", led=False),
        Line((said,)),
        Line(tuple(expected)),
        Line((says((number,), *aim.names),) if aim is not None else ()),
        Line(tuple(_controller(told, one, says))),
        Line((says(setting.words(_STATES[one.state])),)),
    )
    return Row(cells, lead=4)


def _series(exercise: Exercise) -> str:
    """Return whose numbers those of an exercise's injects are, for the officer alone."""
    return exercise.name.host or exercise.name.home


def _to(pieces: list[PortionText]) -> list[PortionText]:
    return [PortionText(one.text, one.marking, one.sources, names=one.names, before="→ ") for one in pieces]


def _controller(told: Exercising, one: Inject, says: Any) -> Iterator[PortionText]:
    who = told.person(says, one.controller)
    if who is not None:
        yield who


def when_words(day: int, clock: str) -> str:
    """Return when an inject falls, counted from the day of STARTEX, which is D: ``D+1 0900``."""
    return f"D{day:+d} {clock}" if day else f"D {clock}"


def _when(setting: Setting, exercise: Exercise, minutes: int) -> Text:
    """Return when an inject falls: day and local time, below it Zulu and home; without a STARTEX hours and minutes from it."""
    if exercise.startex is None:
        hours, rest = divmod(abs(minutes), 60)
        return (f"{'-' if minutes < 0 else '+'}{hours}:{rest:02d}",)
    at = to_utc(exercise.startex, exercise.zone) + timedelta(minutes=minutes)
    zones = three_zones(at, exercise.zone, setting.profile.home_zone)
    day = (zones.place.local.date() - exercise.startex.date()).days
    others = (f"{one.clock}{one.day_offset:+d}" if one.day_offset else one.clock for one in (zones.zulu, zones.home))
    return (f"{when_words(day, zones.place.clock)}\n{' / '.join(dict.fromkeys(others))}",)
