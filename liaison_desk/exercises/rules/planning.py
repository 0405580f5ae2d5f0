"""How milestones follow from an exercise's dates: between the records of a desk and the engine of ``domain.backplan``."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import count

from liaison_desk.domain.backplan import STARTEX, Rule, Stand, Step, TemplateStep, WorkingDays, adopted
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.exercises.records import (
    Exercise,
    Milestone,
    MilestoneState,
)

_ODD = re.compile(r"[^a-z0-9]+")


def nations_of(exercise: Exercise, profile: DeskProfile) -> tuple[str, ...]:
    """Return whose holidays a plan keeps to: those the exercise names, or else the host's and the home nation's."""
    return exercise.days_off or (profile.host, profile.home)


def is_fixed(one: Milestone) -> bool:
    """Tell whether a milestone keeps its days whatever moves: they are agreed, or it is over and done with."""
    return one.held or one.state is not MilestoneState.PLANNED


def steps_of(milestones: Iterable[Milestone]) -> tuple[Step, ...]:
    """Return milestones as the steps of a plan."""
    return tuple(
        Step(
            one.key,
            one.rule,
            (one.first, one.last) if is_fixed(one) else None,
            one.state is not MilestoneState.PLANNED,
            one.short.host or one.title.host or one.title.home,
        )
        for one in milestones
    )


def dates_of(exercise: Exercise) -> tuple[date, date]:
    """Return the days of STARTEX and ENDEX; of an exercise that is dated."""
    assert exercise.startex is not None
    assert exercise.endex is not None
    return exercise.startex.date(), exercise.endex.date()


def moved_to(exercise: Exercise, startex: datetime) -> Exercise:
    """Return an exercise with another STARTEX and its ENDEX as long after it as before."""
    if exercise.startex is None or exercise.endex is None:
        return replace(exercise, startex=startex, endex=startex)
    return replace(exercise, startex=startex, endex=startex + (exercise.endex - exercise.startex))


def freed(
    milestones: Sequence[Milestone],
    gone: Collection[str],
    stands: Mapping[str, Stand],
    dates: tuple[date, date],
    days: WorkingDays,
) -> tuple[Milestone, ...]:
    """Return milestones that count from none of those that are ``gone``: what did counts from STARTEX, and stays where it is."""
    found = []
    for one in milestones:
        rule = one.rule
        if rule.anchor in gone:
            step = Step(one.key, replace(rule, anchor=STARTEX))
            rule = adopted(step, one.first, one.last, stands, *dates, days)
        if rule.before in gone:
            rule = replace(rule, before="")
        found.append(one if rule == one.rule else replace(one, rule=rule))
    return tuple(found)


def loosened(milestones: Sequence[Milestone], gone: Collection[str]) -> tuple[Milestone, ...]:
    """Return milestones of a plan that cannot be reckoned, with what counted from one that is ``gone`` counting from STARTEX."""
    return tuple(
        replace(
            one,
            rule=replace(
                one.rule,
                anchor=STARTEX if one.rule.anchor in gone else one.rule.anchor,
                before="" if one.rule.before in gone else one.rule.before,
            ),
        )
        for one in milestones
    )


def new_key(title: Bilingual, taken: Collection[str]) -> str:
    """Return a key for a milestone of its title, which no other of the plan has."""
    return free_key(_ODD.sub("-", title.host.casefold()).strip("-")[:30].strip("-") or "milestone", taken)


def free_key(base: str, taken: Collection[str]) -> str:
    """Return a key, with a number behind it if another milestone has it or an anchor is called so."""
    if base not in taken and base not in {"startex", "endex"}:
        return base
    room = _room(base)
    number = next(number for number in count(2) if f"{room}-{number}" not in taken)
    return f"{room}-{number}"


def missing(steps: Sequence[TemplateStep], present: Collection[str], known: Collection[str]) -> list[TemplateStep]:
    """Return the steps of a back-plan that a plan does not have, under keys of their own, and counting from each other as before.

    ``present`` are the keys of the plan, ``known`` these and those in the trash: a step whose key lies there comes anew under
    one with a number (ipc-2), and is known by that when the back-plan is added once more.
    """
    own = {step.key for step in steps}
    names: dict[str, str] = {}
    wanted = []
    for step in steps:
        again = (
            sorted(key for key in present if key not in own and _is_again(key, step.key)) if step.key in known else []
        )
        if step.key in present or again:
            names[step.key] = step.key if step.key in present else again[0]
            continue
        wanted.append(step)
        names[step.key] = free_key(step.key, {*known, *names.values()}) if step.key in known else step.key
    return [
        replace(
            step,
            key=names[step.key],
            rule=replace(
                step.rule,
                anchor=names.get(step.rule.anchor, step.rule.anchor),
                before=names.get(step.rule.before, step.rule.before),
            ),
        )
        for step in wanted
    ]


def _is_again(key: str, base: str) -> bool:
    """Tell whether a key is another, as it was given anew because that was taken."""
    return bool(re.fullmatch(re.escape(_room(base)) + r"-\d+", key))


def _room(base: str) -> str:
    """Return a key cut so that a number finds room behind it."""
    return base[:30].strip("-")


def from_template(exercise: Exercise, steps: Sequence[TemplateStep], profile: DeskProfile) -> tuple[Milestone, ...]:
    """Return the milestones that a back-plan gives an exercise, all on its STARTEX still."""
    start, _ = dates_of(exercise)
    return tuple(
        Milestone(
            exercise_id=exercise.id,
            key=step.key,
            title=profile.named(step.title, step.title_ja or step.title),
            short=profile.named(step.short, step.short_ja or step.short) if step.short else Bilingual(),
            note=profile.named(step.note, step.note_ja or step.note) if step.note else Bilingual(),
            kind=step.kind,
            side=step.side,
            rule=step.rule,
            first=start,
            last=start,
            makes=step.makes,
            marking=exercise.marking,
        )
        for step in steps
    )


def with_rules(milestones: Sequence[Milestone], rules: Mapping[str, Rule]) -> tuple[Milestone, ...]:
    """Return milestones with other rules for some of them, by key."""
    return tuple(replace(one, rule=rules[one.key]) if one.key in rules else one for one in milestones)
