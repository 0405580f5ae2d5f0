"""What a battle-rhythm card asks for: when its inputs are due, and what becomes of the tasks that were made of them. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from liaison_desk.calendar.records import Event, RhythmInput, Status
from liaison_desk.calendar.rules.series import happenings
from liaison_desk.calendar.rules.span import Happening
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.zones import to_utc

AHEAD = timedelta(days=14)
"""How long before an occurrence its inputs become tasks; one that is due earlier than that does so a week before it is due."""
_NOTICE = timedelta(days=7)
_LOOKED_BACK = timedelta(days=60)
_MARGIN = timedelta(days=2)


class Deed(StrEnum):
    """What is to be done with a task of an input."""

    MAKE = "make"
    CHANGE = "change"
    CANCEL = "cancel"
    REOPEN = "reopen"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class InputTask:
    """A task that was made of an input: its id, ``source_uid``, whether it is open, was cancelled by the card, or is at rest.

    ``at`` is the occurrence (the wall time the series gave it) and ``key`` the input it is for.
    """

    id: int
    key: str
    at: datetime
    open: bool
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """An input of one occurrence: when it is due, as wall time in a zone ("" = the desk's); a day only with ``all_day``."""

    due: datetime
    zone: str
    all_day: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be done: with a task (``task_id`` 0 = a new one), for an input (``None`` = it is asked for no more)."""

    deed: Deed
    task_id: int
    key: str
    at: datetime
    asked: RhythmInput | None = None
    due: Due | None = None

    @property
    def uid(self) -> str:
        """What the task keeps of its input and occurrence."""
        return named(self.key, self.at)


def named(key: str, at: datetime) -> str:
    """Return the ``source_uid`` of an input's task."""
    return f"{key}@{at.isoformat()}"


def read_name(source_uid: str) -> tuple[str, datetime] | None:
    """Return input and occurrence of a ``source_uid``; None for what is none."""
    key, at_sign, text = source_uid.rpartition("@")
    try:
        return (key, datetime.fromisoformat(text)) if at_sign else None
    except ValueError:
        return None


def due_of(asked: RhythmInput, one: Happening) -> Due:
    """Return when an input of an occurrence is due, worked back from its day on the wall clock of the event's zone."""
    day = one.start - timedelta(days=asked.days_before)
    if asked.at is not None:
        return Due(datetime.combine(day.date(), asked.at), one.zone, all_day=False)
    return Due(day, "" if one.all_day else one.zone, all_day=one.all_day)


def due_inputs(
    event: Event, since: datetime, until: datetime, local_zone: str
) -> Iterator[tuple[RhythmInput, Happening, Due]]:
    """Yield the inputs of the occurrences that start in [since, until) of UTC instants; what is cancelled asks for none."""
    card = event.rhythm
    if card is None or event.status is Status.CANCELLED:
        return
    for one in happenings(event, since, until, local_zone):
        if since <= one.starts < until and _takes_place(one):
            for asked in card.inputs:
                yield asked, one, due_of(asked, one)


def steps(
    event: Event | None, tasks: Sequence[InputTask], now: datetime, local_zone: str,
    before: Event | None = None, shift: timedelta = timedelta(),
) -> list[Step]:  # fmt: skip
    """Return what is to be done so that the tasks of a card are as its event says; nothing when they are.

    ``event`` is None when it is in the trash. ``before`` is what it was until now: only what moved since then moves a
    task. ``shift`` is how far all occurrences moved along. What is done, or in the trash, is at most named anew.
    """
    found: list[Step] = []
    asked = (
        {} if event is None or event.rhythm is None else {one.key: one for one in event.rhythm.inputs if one.makes_task}
    )
    moved = [replace(task, at=task.at + shift) for task in tasks]
    there = _by_at(event, [task.at for task in moved], now, local_zone)
    earlier = _by_at(before, [task.at for task in tasks], now, local_zone) if before is not None else {}
    former = {} if before is None or before.rhythm is None else {one.key: one for one in before.rhythm.inputs}
    for old, task in zip(tasks, moved, strict=True):
        wanted, one = asked.get(task.key), there.get(task.at)
        if task.at < now.replace(tzinfo=None) - _LOOKED_BACK:
            continue
        if wanted is None or one is None or not _takes_place(one):
            if task.open:
                found.append(Step(Deed.CANCEL, task.id, task.key, task.at))
            elif shift:
                found.append(Step(Deed.NAME, task.id, task.key, task.at))
            continue
        due = due_of(wanted, one)
        was, as_it_was = earlier.get(old.at), former.get(task.key)
        if task.withdrawn and one.starts >= now:
            found.append(Step(Deed.REOPEN, task.id, task.key, task.at, wanted, due))
        elif task.open and was is not None and as_it_was is not None and (
            due_of(as_it_was, was) != due or as_it_was.what != wanted.what
        ):  # fmt: skip
            found.append(Step(Deed.CHANGE, task.id, task.key, task.at, wanted, due))
        elif shift:
            found.append(Step(Deed.NAME, task.id, task.key, task.at))
    if event is not None:
        known = {(task.key, task.at) for task in moved}
        found += _new(event, [one for one in asked.values() if one.key], known, now, local_zone)
    return found


def _new(
    event: Event, asked: Collection[RhythmInput], known: Collection[tuple[str, datetime]], now: datetime, zone: str
) -> Iterator[Step]:
    farthest = max((_horizon(one) for one in asked), default=None)
    if farthest is None:
        return
    for one, happening, due in due_inputs(event, now, now + farthest, zone):
        soon = happening.starts < now + _horizon(one)
        if soon and one in asked and (one.key, happening.at) not in known:
            yield Step(Deed.MAKE, 0, one.key, happening.at, one, due)


def _horizon(asked: RhythmInput) -> timedelta:
    return max(AHEAD, timedelta(days=asked.days_before) + _NOTICE)


def _takes_place(one: Happening) -> bool:
    return one.override is None or one.override.status is not Status.CANCELLED


def _by_at(
    event: Event | None, ats: Iterable[datetime], now: datetime, local_zone: str
) -> Mapping[datetime, Happening]:
    """Return the occurrences of these original wall times that there are; one moved elsewhere is found too."""
    recent = [at for at in ats if at >= now.replace(tzinfo=None) - _LOOKED_BACK]
    if event is None or event.status is Status.CANCELLED or not recent:
        return {}
    places = [*recent, *(one.start for one in event.overrides if one.at in recent)]
    places += [at + (one.start - one.at) for one in event.overrides if one.this_and_future for at in recent]
    zone = event.zone or local_zone
    low, high = (_instant(place, zone) for place in (min(places), max(places)))
    return {one.at: one for one in happenings(event, low - _MARGIN, high + _MARGIN, local_zone)}


def _instant(wall: datetime, zone: str) -> datetime:
    return to_utc(wall, zone) if zone else wall.replace(tzinfo=UTC)


def keyed(event: Event, new_keys: Iterator[str]) -> Event:
    """Return an event whose inputs all have a key; those that have one keep it, a key that comes twice is given anew."""
    card = event.rhythm
    if card is None:
        return event
    seen: set[str] = set()
    inputs = []
    for one in card.inputs:
        kept = one if one.key and one.key not in seen else replace(one, key=next(new_keys))
        seen.add(kept.key)
        inputs.append(kept)
    return event if tuple(inputs) == card.inputs else replace(event, rhythm=replace(card, inputs=tuple(inputs)))


NOT_TAKING_PLACE = Bilingual("It does not take place.", "行われない。")
"""Why a card withdraws a task; a task is opened again only where these words stand."""
