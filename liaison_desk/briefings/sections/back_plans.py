"""The back-plan as a table: what falls when, by which rule, who owns it, how much time is left, which days off it avoided."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from liaison_desk.briefings.document import (
    Block,
    Column,
    Form,
    KeyValue,
    KeyValues,
    Line,
    PortionText,
    Row,
    Section,
    Source,
    Text,
)
from liaison_desk.briefings.sections.exercise_charts import form_of, form_words, side_words
from liaison_desk.briefings.sections.exercising import (
    Exercising,
    asked_exercises,
    days_of,
    exercising,
    marked_once,
    papers,
    today_at,
)
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.times import short_day, short_days, weekday_words
from liaison_desk.domain.backplan import Rule, Stand, Unit, WorkingDays, is_weekend
from liaison_desk.exercises.records import Exercise, Milestone
from liaison_desk.exercises.rules.planning import nations_of
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language

_NONE: Final = (
    "There are no milestones of an exercise with dates to print. Give it STARTEX and ENDEX and add milestones, "
    "or choose another exercise or period."
)
_FORMS = tuple(Form)
_SPANS = {
    Unit.DAYS: ("one day", "{n} days"),
    Unit.WORKING_DAYS: ("one working day", "{n} working days"),
    Unit.MONTHS: ("one month", "{n} months"),
}


def build(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build a table for each exercise asked for that has its dates."""
    told = exercising(setting, [one for one in asked_exercises(setting) if one.dated])

    def table(exercise: Exercise) -> tuple[Block, ...]:
        rows = plan_table(told, exercise)
        facts = KeyValues((*dates(told, exercise).rows, *_late(told, exercise)))
        return (facts, *rows) if rows else ()

    return papers(told, "back_plan", setting.words("Back-plan"), table, across=True, empty=_NONE)


def dates(told: Exercising, exercise: Exercise, *, off: bool = True) -> KeyValues:
    """Return STARTEX and ENDEX in three zones, and with ``off`` whose days off the plan keeps to."""
    setting = told.setting
    rows = [
        KeyValue((label,), told.line(exercise, told.moment(exercise, wall)))
        for label, wall in (("STARTEX", exercise.startex), ("ENDEX", exercise.endex))
        if wall is not None
    ]
    if not rows:
        rows.append(KeyValue(("STARTEX",), told.line(exercise, setting.words("Not yet decided"))))
    nations = ", ".join(nations_of(exercise, setting.profile))
    if off:
        rows.append(KeyValue(setting.words("Days off of"), told.line(exercise, (nations,))))
    return KeyValues(tuple(rows))


def _late(told: Exercising, exercise: Exercise) -> Iterator[KeyValue]:
    """Yield what is over and not done: with any of it the plan is compressed, and only release knows whether it may be told."""
    setting, today = told.setting, today_at(told.setting)
    for one in told.plan(exercise).milestones:
        if form_of(one, today) is Form.PAST:
            days = told.tells(exercise, one, days_of(setting, one.first, one.last))
            state = told.tells(exercise, one, form_words(setting)[_FORMS.index(Form.PAST)])
            pieces = (told.titled(exercise, one), days, replace(state, before="(", after=")", joined=True))
            yield KeyValue(setting.words("Compressed plan"), Line(pieces))


def plan_table(told: Exercising, exercise: Exercise) -> tuple[Block, ...]:
    """Return the milestones as a table; nothing where there is none."""
    setting, plan = told.setting, told.plan(exercise)
    if not plan.milestones:
        return ()
    columns = (
        Column(setting.words("Milestone"), 2.2),
        Column(setting.words("Dates")),
        Column(setting.words("By rule"), 2.2),
        Column(setting.words("Owned by"), 1.2),
        Column(setting.words("Slack"), 1.3, spare=True),
        Column(setting.words("State"), 1.0),
        Column(setting.words("Days off avoided"), 0.8, spare=True),
    )
    rows = (_row(told, exercise, one, plan.stands.get(one.key)) for one in plan.milestones)
    return (marked_once(setting, columns, rows),)


def _row(told: Exercising, exercise: Exercise, one: Milestone, stand: Stand | None) -> Row:
    setting = told.setting
    rule, known = rule_words(told, exercise, one.rule)
    state = form_words(setting)[_FORMS.index(form_of(one, today_at(setting)))]
    slack, waits = _slack(told, exercise, one, stand)
    cells = (
        told.called(exercise, one),
        told.told(exercise, one, weekdays(setting, one)),
        Line((told.tells(exercise, one, rule, *known), *_drift(told, exercise, one, stand, known))),
        _owner(told, exercise, one),
        told.told(exercise, one, slack, *waits),
        told.told(exercise, one, state),
        Line(
            tuple(told.tells(exercise, one, text, *known) for text in _avoided(setting, exercise, stand)),
            separator="\n",
            led=False,
        ),
    )
    return Row(cells)


def _drift(
    told: Exercising, exercise: Exercise, one: Milestone, stand: Stand | None, known: tuple[Source, ...]
) -> Iterator[PortionText]:
    """Yield how many days a milestone lies off those that its rule gives, in brackets behind this."""
    if stand is not None and stand.drift:
        days = told.setting.words("drift {days} d", days=f"{stand.drift:+d}")
        yield replace(told.tells(exercise, one, days, *known), before="(", after=")", joined=True)


def weekdays(setting: Setting, one: Milestone) -> Text:
    """Return the days of a milestone with their year, their days of the week and from what time on: below, or of two languages behind."""

    def named(language: Language, day: date) -> str:
        words = weekday_words(language, day)
        return words[:3] if language.code == "en" else words.removesuffix("曜日")

    def said(language: Language) -> str:
        days = "–".join(named(language, day) for day in dict.fromkeys((one.first, one.last)))
        at = f" {one.at:%H%M}" if one.at is not None else ""
        return f"{short_days(language, one.first, one.last, year=True)}{parting}{days}{at}"

    parting = " " if len(setting.languages) > 1 else "\n"

    return setting.each(said)


def rule_words(told: Exercising, exercise: Exercise, rule: Rule) -> tuple[Text, tuple[Source, ...]]:
    """Return a rule in words, and the milestone that decides whether they may be told, for they name it."""
    setting = told.setting
    anchor, known = told.anchor(exercise, rule.anchor)

    def said(number: int) -> str:
        language, name = setting.languages[number], anchor[number] if number < len(anchor) else anchor[0]
        span = language.count(*_SPANS[rule.unit], abs(rule.offset))
        if rule.offset == 0:
            words = language.tr("with {anchor}", anchor=name)
        elif rule.offset < 0:
            words = language.tr("{span} before {anchor}", span=span, anchor=name)
        else:
            words = language.tr("{span} after {anchor}", span=span, anchor=name)
        if rule.length > 1:
            long = language.count(*_SPANS[rule.length_unit], rule.length)
            words += language.tr(", for {span}", span=long)
        return words

    return tuple(map(said, range(len(setting.languages)))), known


def _slack(
    told: Exercising, exercise: Exercise, one: Milestone, stand: Stand | None
) -> tuple[Text, tuple[Source, ...]]:
    """Return how many days worked are left before what waits for it, and the milestone that does, for it is named by that."""
    if stand is None or stand.slack is None or not one.rule.before:
        return (), ()
    slack, setting = stand.slack, told.setting
    anchor, known = told.anchor(exercise, one.rule.before)

    def said(number: int) -> str:
        language, name = setting.languages[number], anchor[number] if number < len(anchor) else anchor[0]
        span = language.count(*_SPANS[Unit.WORKING_DAYS], abs(slack))
        if slack < 0:
            return language.tr("{span} too late for {anchor}", span=span, anchor=name)
        return language.tr("{span} to {anchor}", span=span, anchor=name)

    return tuple(map(said, range(len(setting.languages)))), known


def _owner(told: Exercising, exercise: Exercise, one: Milestone) -> Line:
    side = told.tells(exercise, one, side_words(told.setting, one.side))

    def says(text: Text, *known: Source) -> Any:
        return told.tells(exercise, one, text, *known)

    who = told.person(says, one.owner, one.owner_id)
    return Line((side, *([who] if who is not None else [])), separator="\n", led=False)


def _avoided(setting: Setting, exercise: Exercise, stand: Stand | None) -> Iterator[Text]:
    """Yield the days off on which a milestone would have fallen by its rule, each with its nation.

    What was agreed for other days than those of its rule avoids none; what fell on a worked day was moved into one week.
    """
    if stand is None or stand.drift or stand.landed == stand.by_rule:
        return
    day = stand.landed
    try:
        off = WorkingDays(nations_of(exercise, setting.profile)).off(day)
    except DeskError:  # beyond the years that holidays are known of
        return
    if not off:
        yield (
            setting.each(lambda language: language.tr("{day}, weekend", day=short_day(language, day)))
            if is_weekend(day)
            else setting.words("moved to lie in one week")
        )
    for one in off:
        yield setting.each(
            lambda language, one=one: language.tr(  # type: ignore[misc]
                "{day}, {holiday} ({nation})",
                day=short_day(language, day),
                holiday=one.japanese if language.code == "ja" else one.english,
                nation=one.nation,
            )
        )
