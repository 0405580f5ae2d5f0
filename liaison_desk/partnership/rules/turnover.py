"""Handing the post over: the steps of the checklist on their days, how a note is marked, and what falls due in a successor's first days."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.dates import year_problems
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.release import ReleaseRules, in_both
from liaison_desk.domain.text import shows
from liaison_desk.foundation.core.errors import Problem
from liaison_desk.partnership.records import Due, Phase, StepLine, Turnover, TurnoverNote, TurnoverStep

LAST_DAYS: Final = 30
"""As many days before the turnover the predecessor begins to hand over; as many after it the successor has settled."""
FARTHEST: Final = 365
"""As many days before or after a turnover a step may lie."""
MOST_STEPS: Final = 300
FIRST_DAYS: Final = (30, 60, 90)


def turnover_problems(one: Turnover) -> list[Problem]:
    """Return what is wrong with a turnover."""
    problems = year_problems("on", one.on)
    if len(one.steps) > MOST_STEPS:
        problems.append(Problem("steps", "A checklist has at most {most} steps.", (("most", str(MOST_STEPS)),)))
    if any(not shows(step.text.host + step.text.home) for step in one.steps):
        problems.append(
            Problem("steps", "A step of the checklist says nothing. Say what is to be done, or take it out.")
        )
    if any(abs(step.offset) > FARTHEST for step in one.steps):
        said = "A step lies more than {most} days from the turnover. Bring it nearer."
        problems.append(Problem("steps", said, (("most", str(FARTHEST)),)))
    return problems


def turnover_note_problems(one: TurnoverNote) -> list[Problem]:
    """Return what is wrong with a turnover note: only that it says nothing."""
    said = (shows(text.host + text.home) for text in (one.why, one.next, one.sensitivities))
    return [] if any(said) else [Problem("why", "Say at least one thing that your successor must know.")]


def phase_of(offset: int) -> Phase:
    """Return the part of the checklist to which a step so many days from the turnover belongs."""
    if offset > 0:
        return Phase.SETTLE
    return Phase.PREPARE if offset < -LAST_DAYS else Phase.HAND_OVER


def checklist(one: Turnover, today: date) -> list[StepLine]:
    """Return the steps of a turnover on their days, the earliest first, with what ``today`` (at the host) makes of them."""
    lines = []
    for step in sorted(one.steps, key=lambda step: step.offset):  # in order; those of one day as they were written
        day = one.on + timedelta(days=step.offset)
        lines.append(StepLine(step, phase_of(step.offset), day, step.done is None and day < today))
    return lines


def with_steps(steps: Sequence[TurnoverStep], more: Iterable[TurnoverStep]) -> tuple[TurnoverStep, ...]:
    """Return a checklist with those of more steps that it does not have yet (by key); what is there stays as it is."""
    known = {step.key for step in steps}
    return (*steps, *(step for step in more if step.key not in known))


def new_key(taken: Iterable[str]) -> str:
    """Return a key for a step of one's own that no other of its checklist has."""
    known = set(taken)
    return next(key for key in (f"own-{number}" for number in count(1)) if key not in known)


def ticked(one: TurnoverStep, done: date | None) -> TurnoverStep:
    """Return a step done on a day, or not done (``None``)."""
    return TurnoverStep(one.key, one.text, one.offset, done, one.note)


def current(turnovers: Iterable[Turnover], today: date) -> Turnover | None:
    """Return the turnover that is being worked on: the next one, or the last until its thirtieth day after; else the latest."""
    ordered = sorted(turnovers, key=lambda one: (one.on, one.id))
    ahead = next((one for one in ordered if one.on + timedelta(days=LAST_DAYS) >= today), None)
    return ahead or (ordered[-1] if ordered else None)


def note_uid(owner_uid: str) -> str:
    """Return the uid of the one note that a record may have: the same on every desk, so that two desks' notes meet."""
    return str(uuid5(NAMESPACE_URL, f"turnover-note:{owner_uid}"))


def note_marking(note: Marking | None, owner: Marking | None, rules: ReleaseRules) -> Marking | None:
    """Return how a note is marked: nobody may be given it who may not be given its record, whatever either says."""
    both = in_both(note, owner, rules)
    if both is None or note is None or both.audience is None:
        return both
    # One whose own list is as short already keeps saying whose it is.
    return note if both == replace(note, originator=both.originator) else both


def first_days(due: Iterable[Due], day: date, spans: Sequence[int] = FIRST_DAYS) -> dict[int, list[Due]]:
    """Return what falls due in the first 30, 60 and 90 days from a day on, the earliest first.

    The keys are 0 for what was past already on that day, then each of ``spans`` (days, the smallest first) for what falls due
    within it and not within the one before; the last day of a span belongs to it. What lies later is left out.
    """
    found: dict[int, list[Due]] = {span: [] for span in (0, *spans)}
    for one in sorted(due, key=lambda one: (one.day, one.kind, one.uid)):
        ahead = (one.day - day).days
        span = 0 if ahead < 0 else next((span for span in spans if ahead <= span), None)
        if span is not None:
            found[span].append(one)
    return found


def said_of(note: TurnoverNote) -> Bilingual:
    """Return what a note says first, for one line: why it matters, or what comes next, or what is sensitive."""
    return next((text for text in (note.why, note.next, note.sensitivities) if text), Bilingual())
