"""What of a plan goes into a back-plan of the user's own, a file outside the desk: its rules, and words that everybody may read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from liaison_desk.domain.backplan import StepKind, TemplateStep
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.release import in_both, rules_of
from liaison_desk.exercises.records import Milestone, Plan
from liaison_desk.exercises.rules.planning import free_key, new_key

_NEUTRAL: Final[Mapping[StepKind, tuple[str, str]]] = {
    StepKind.CONFERENCE: ("Conference", "会議"),
    StepKind.SUSPENSE: ("Suspense", "提出期限"),
    StepKind.DECISION: ("Decision", "決定"),
    StepKind.VISIT: ("Visit", "訪問"),
    StepKind.EVENT: ("Event", "行事"),
    StepKind.REPORT: ("Report", "報告"),
}
_NUMBERED: Final = re.compile(r"-\d+$")
_Wording = tuple[str, str, str, str]


def as_template(
    plan: Plan, profile: DeskProfile, public: Sequence[TemplateStep] = ()
) -> tuple[tuple[TemplateStep, ...], int]:
    """Return the steps of a back-plan that a plan's milestones make, by their rules alone, and how many of them go in without their words.

    No names, no notes, no agreed days. What not everybody may read is called after its kind, and so is its key, for a key is made
    of a title; a milestone that says word for word what the step of its key in a ``public`` back-plan says keeps both.
    """
    rules, exercise = rules_of(profile), plan.exercise
    known = {(step.key, _said_by(step)) for step in public}
    shipped = {step.key for step in public}
    kept: list[tuple[Milestone, _Wording | None, bool]] = []
    for one in plan.milestones:
        wording = _wording(one, profile)
        marking = in_both(one.marking, exercise.marking, rules)
        same = any((key, wording) in known for key in _bases(one.key))
        free = same or (marking is not None and marking.readers is None)
        # What it was called when its key was made may not be what it is called now.
        own = same or (free and (_bases(one.key) & (shipped | {new_key(one.title, ())})) != set())
        kept.append((one, wording if free else None, own))
    keys = {one.key: one.key for one, _, own in kept if own}
    for one, said, own in kept:
        if not own:
            wanted = new_key(one.title, ()) if said is not None else _NEUTRAL[one.kind][0].lower()
            keys[one.key] = free_key(wanted, set(keys.values()))
    steps = tuple(_step(one, said, keys) for one, said, _ in kept)
    return steps, sum(said is None for _, said, _ in kept)


def _step(one: Milestone, said: _Wording | None, keys: Mapping[str, str]) -> TemplateStep:
    title, title_ja, short, short_ja = said or (*_NEUTRAL[one.kind], "", "")
    rule = one.rule
    return TemplateStep(
        key=keys[one.key],
        short=short,
        short_ja=short_ja,
        title=title,
        title_ja=title_ja,
        kind=one.kind,
        side=one.side,
        makes=one.makes,
        rule=replace(rule, anchor=keys.get(rule.anchor, rule.anchor), before=keys.get(rule.before, rule.before)),
    )


def _wording(one: Milestone, profile: DeskProfile) -> _Wording:
    def both(text: Bilingual) -> tuple[str, str]:
        english, japanese = (text.in_code(code, profile) for code in ("en", "ja"))
        return english, japanese if japanese != english else ""

    return (*both(one.title), *both(one.short))


def _said_by(step: TemplateStep) -> _Wording:
    """Return what a milestone made of a step says in either language, as ``_wording`` has it."""
    japanese = (step.title_ja or step.title, step.short_ja or step.short)
    title, short = (
        said if said != other else "" for said, other in zip(japanese, (step.title, step.short), strict=True)
    )
    return step.title, title, step.short, short


def _bases(key: str) -> set[str]:
    """Return a key, and that from which it was made where another milestone had it already."""
    return {key, _NUMBERED.sub("", key)}
