"""The form of a milestone: what it is, the rule its days follow from with what that gives, who owns it, what it makes."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final

from liaison_desk.domain.backplan import ENDEX, STARTEX, Rule, Unit
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.typed import day_reader
from liaison_desk.exercises.records import Makes, Milestone, Plan
from liaison_desk.exercises.ui.plan.detail import times_words
from liaison_desk.exercises.ui.plan.fields import (
    CountField,
    MakesField,
    OffsetField,
    read_clock,
)
from liaison_desk.exercises.ui.plan.result import RuleResult
from liaison_desk.exercises.ui.plan.words import PlanWords, names_of
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.core.errors import DeskError, InvalidError, Problem
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import BilingualField, CheckRow, Choice, DateField, Form, ParsedField, TextField
from liaison_desk.foundation.qt.fields.owner import OwnerField
from liaison_desk.foundation.qt.newer import NewerDialog
from liaison_desk.screens.markings import marking_field
from liaison_desk.screens.pairs import bilingual_of, pair_of

_TEXTS: Final = ("title", "short", "note")
_PLAIN: Final = ("kind", "held", "at", "side", "place", "makes", "marking")
_SAID: Final = (*_TEXTS, "kind", "rule", "held", "first", "last", "at", "side", "owner", "place", "makes", "marking")
_PLACES: Final = {"held": "last", "length_unit": "length"}
"""Where the engine's problems are mended in this form, when it calls the field otherwise."""
_LANGUAGES: Final = 2


class MilestoneForm(Form):
    """Field names are the record's attribute names and those of its rule; ``show_milestone`` fills them, ``collect`` reads them."""

    def __init__(self, ui: Ui, words: PlanWords, sources: Sources, plan: Plan) -> None:
        super().__init__(ui)
        self.words = words
        self._plan = plan
        self._base = new_milestone(plan, sources)
        tr = ui.language.tr
        sides = side_names(words)
        profile = words.profile
        self.add("title", tr("&Title"), BilingualField(ui, *sides))
        self.add(
            "short", tr("&Short name"), BilingualField(ui, *sides), tr("What charts and tables call it, such as IPC")
        )
        self.add("kind", tr("&Kind"), Choice(ui, words.kinds))
        self.add_section(tr("When"))
        self.offset = self.add("offset", tr("&Interval"), OffsetField(ui, words))
        self.anchor = self.add("anchor", tr("&Counts from"), Choice(ui, ()))
        self.add("length", tr("&Lasts"), CountField(ui, words.units[:_LANGUAGES], tr("Unit")))
        self.add("landing", tr("On a day &off"), Choice(ui, words.landings))
        self.add("before", tr("&Finished before"), Choice(ui, ()), tr("Its slack is counted to what waits for it"))
        self.result = RuleResult(ui, words, sources, self.offset)
        self.add_wide(self.result)
        self.add("held", "", CheckRow(ui, tr("Agreed days (locked): nothing moves them")))
        for name, label in (("first", tr("Fi&rst day")), ("last", tr("Last &day"))):
            self.add(name, label, DateField(ui, day_reader(profile, ui.clock.now)))
        self.add(
            "at", tr("Time of da&y"), ParsedField(ui, read_clock, lambda at: f"{at:%H%M}", self._echo, "0900"),
            tr("Empty for whole days; a wall time at the place of the exercise"),
        )  # fmt: skip
        self.add_section(tr("Who and where"))
        self.add("side", tr("Si&de"), Choice(ui, words.sides))
        self.add(
            "owner",
            tr("O&wner"),
            OwnerField(ui, partial(sources.outside.suggest, "person"), tr("A contact, or a name")),
        )
        self.add("place", tr("&Place"), TextField(ui))
        self.add("makes", tr("&Makes"), MakesField(ui, words))
        self.add("note", tr("&Note"), BilingualField(ui, *sides, rows=3))
        self.add("marking", tr("Mar&king"), marking_field(ui, words.profile()))
        self.edited.connect(self._follow)

    def show_milestone(self, one: Milestone) -> None:
        """Show a milestone; the form is clean afterwards."""
        self._base = one
        rule, names = one.rule, names_of(self.words, self._plan.milestones)
        others = [(other.key, self.words.whole(other)) for other in self._plan.milestones if other.id != one.id]
        anchors = [(STARTEX, "STARTEX"), (ENDEX, "ENDEX"), *others]
        for name, present, none in (
            ("anchor", rule.anchor, ()), ("before", rule.before, (("", self.words.language.tr("Nothing waits for it")),)),
        ):  # fmt: skip
            choices = [*none, *anchors]
            if present not in dict(choices):  # what an archive counts from may be gone
                choices.append((present, self.words.anchor(present, names)))
            self._choice(name).set_choices(choices)
        values: dict[str, Any] = {name: getattr(one, name) for name in _PLAIN}
        values |= {name: pair_of(getattr(one, name)) for name in _TEXTS}
        values |= {
            "offset": (rule.offset, rule.unit), "anchor": rule.anchor, "length": (rule.length, rule.length_unit),
            "landing": rule.landing, "before": rule.before, "first": one.first, "last": one.last,
            "owner": (one.owner, one.owner_id),
        }  # fmt: skip
        self.fill(values)
        self._show_held()
        self.result.show_milestone(one)

    def collect(self) -> Milestone:
        """Return the milestone as the form says; raises InvalidError with the field."""
        values = self.values()
        if values["held"]:
            problems = [
                Problem(name, "Give the day that is agreed.") for name in ("first", "last") if values[name] is None
            ]
            if problems:
                raise InvalidError(problems)
        return self._made(values)

    def rebase(self, newer: Milestone) -> None:
        """Let what the form says be saved over a newer version, with what it has become meanwhile."""
        self._base = replace(self._base, version=newer.version, event_id=newer.event_id, task_id=newer.task_id)

    def differences(self, before: Milestone, newer: Milestone) -> list[str]:
        """Return how a newer version differs from the one the form began with, line by line."""
        changed = [name for name in _SAID if getattr(newer, name) != getattr(before, name)]
        lines = [f"{self._label(name)}: {self._said(newer, name)}" for name in changed]
        return lines or [self.words.language.tr("It differs in details that are not shown here.")]

    def _made(self, values: dict[str, Any]) -> Milestone:
        offset, unit = values["offset"]
        length, length_unit = values["length"]
        rule = Rule(values["anchor"], offset, unit, length, length_unit, values["landing"], values["before"])
        owner, owner_id = values["owner"]
        changed: dict[str, Any] = {name: values[name] for name in _PLAIN}
        changed |= {name: bilingual_of(values[name]) for name in _TEXTS}
        if values["held"]:
            changed |= {"first": values["first"], "last": values["last"]}
        return replace(self._base, rule=rule, owner=owner, owner_id=owner_id, **changed)

    def _follow(self) -> None:
        """Show what the rule gives as it is typed; while something means nothing, nothing is shown."""
        self._show_held()
        try:
            one = self.collect()
        except DeskError:
            self.result.show_milestone(None)
            return
        self.result.show_milestone(one)

    def _show_held(self) -> None:
        held = self.field("held").value()
        for name in ("first", "last"):
            if held and self.result.days is not None and not self._base.held and not self._touched(name):
                self.field(name).set_value(self.result.days[name == "last"])
            self.set_shown(name, held)

    def _touched(self, name: str) -> bool:
        return bool(self.field(name).isVisible())

    def _choice(self, name: str) -> Choice:
        field = self.field(name)
        assert isinstance(field, Choice)
        return field

    def _echo(self, at: Any) -> str:
        day = self.field("first").understood() if self.field("held").value() else None
        first = day or (self.result.days[0] if self.result.days is not None else self._base.first)
        return times_words(replace(self._base, first=first, at=at), self._plan.exercise.zone, self.words)

    def _label(self, name: str) -> str:
        return self.words.language.tr("Interval") if name == "rule" else self.field(name).label or name

    def _said(self, one: Milestone, name: str) -> str:
        words, value = self.words, getattr(one, name)
        tr = words.language.tr
        if isinstance(value, Bilingual):
            return " / ".join(filter(None, (value.host, value.home))) or "–"
        if name == "rule":
            return words.rule(value, names_of(words, self._plan.milestones))
        if name in {"first", "last"}:
            return words.full_day(value)
        if name == "makes":
            return ", ".join(dict(words.makes)[what] for what in value) or "–"
        if name == "held":
            return tr("Locked") if value else tr("Not locked")
        choices = {"kind": words.kinds, "side": words.sides}
        if name in choices:
            return str(dict[Any, str](choices[name])[value])
        if name == "marking":
            return words.mark(value) or tr("Unmarked, stays with you")
        return f"{value:%H%M}" if name == "at" and value is not None else str(value or "–")


def milestone_dialog(
    ui: Ui, words: PlanWords, sources: Sources, plan: Plan, one: Milestone, saved: Callable[[Milestone], None]
) -> NewerDialog:
    """Return the form of a new or known milestone in its dialog."""
    tr = ui.language.tr
    form = MilestoneForm(ui, words, sources, plan)

    def commit(milestone: Milestone) -> Milestone:
        try:
            return sources.plans.save(milestone)
        except InvalidError as error:
            raise at_fields(error, milestone.key) from error

    return NewerDialog(
        ui, tr("Edit milestone") if one.id else tr("New milestone"), form, one, action=tr("Save"), collect=form.collect,
        commit=commit, read=sources.plans.milestone, show=form.show_milestone, rebase=form.rebase,
        differences=form.differences, saved=saved, width=640,
    )  # fmt: skip


def at_fields(error: InvalidError, key: str) -> InvalidError:
    """Return the problems of a plan at the fields of one of its milestones; those of others follow, but no sentence twice."""
    mine, others = [], []
    for problem in error.problems:
        owner, dot, name = problem.field.rpartition(".")
        if not dot:
            mine.append(problem)
        elif owner == key or not key:
            mine.append(replace(problem, field=_PLACES.get(name, name)))
        else:
            others.append(replace(problem, field=""))
    said = {(problem.text, problem.values) for problem in mine}
    return InvalidError([*mine, *(one for one in others if (one.text, one.values) not in said)])


def new_milestone(plan: Plan, sources: Sources) -> Milestone:
    """Return a milestone of a plan that nobody has filled in yet: thirty days before STARTEX, an event."""
    today = sources.plans.today()
    return Milestone(
        exercise_id=plan.exercise.id,
        key="",
        title=Bilingual(),
        rule=Rule(STARTEX, -30, Unit.DAYS),
        first=today,
        last=today,
        makes=(Makes.EVENT,),
        marking=plan.exercise.marking,
    )


def side_names(words: PlanWords) -> tuple[str, str]:
    """Return what the host's and the home language are called."""
    tr, profile = words.language.tr, words.profile()
    names = {
        "en": tr("English"), "ja": tr("Japanese"), "fr": tr("French"), "de": tr("German"), "ko": tr("Korean"),
    }  # fmt: skip
    host, home = profile.host_language, profile.home_language
    return names.get(host, host), names.get(home, home)
