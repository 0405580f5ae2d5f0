"""The chart of an exercise's milestones, one page for each exercise."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import Any, Final

from liaison_desk.briefings.document import Block, ChartWords, Form, Line, MilestoneChart, Pin, Section, Stretch, Text
from liaison_desk.briefings.sections.exercising import (
    Exercising,
    asked_exercises,
    days_of,
    exercising,
    papers,
    today_at,
    unmarked,
)
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.times import at_place, dated, short_month, weekday_words
from liaison_desk.domain.backplan import WorkingDays
from liaison_desk.domain.dates import japanese_fiscal_year, reiwa, us_fiscal_year
from liaison_desk.domain.nations import load_nations
from liaison_desk.exercises.records import Exercise, Milestone, MilestoneState, OwnerSide
from liaison_desk.exercises.rules.planning import nations_of
from liaison_desk.foundation.core.errors import DeskError

_NONE: Final = (
    "There is no exercise with dates to print. Give it STARTEX and ENDEX, or choose another exercise or period."
)
_DAY = timedelta(days=1)
_APRIL, _OCTOBER = 4, 10
_AIR = timedelta(days=125)
"""How far beyond its milestones the scales of a chart reach, for the day of printing may lie before all of them."""
SIDES: Final = (OwnerSide.BOTH, OwnerSide.HOST, OwnerSide.HOME)
"""The lanes of a chart, from the top."""


def build(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build a chart for each exercise asked for that has its dates."""
    told = exercising(setting, [one for one in asked_exercises(setting) if one.dated])

    def chart(exercise: Exercise) -> tuple[Block, ...]:
        return (milestone_chart(told, exercise),)

    return papers(told, "exercise_chart", setting.words("Milestone chart"), chart, across=True, empty=_NONE)


def milestone_chart(told: Exercising, exercise: Exercise) -> MilestoneChart:
    """Return the chart of an exercise that has its dates."""
    assert exercise.startex is not None
    assert exercise.endex is not None
    setting, milestones = told.setting, told.plan(exercise).milestones
    first, last = exercise.startex.date(), exercise.endex.date()
    today = today_at(setting)
    begin = min([first, *(one.first for one in milestones)]) - _AIR
    end = max([last, *(one.last for one in milestones)]) + _AIR
    return MilestoneChart(
        line=Line((told.name(exercise),)),
        first=first,
        last=last,
        when=told.line(exercise, days_of(setting, first, last)),
        pins=tuple(_pin(told, exercise, one, today) for one in milestones),
        words=chart_words(setting, today),
        facts=_facts(told, exercise),
        scales=_scales(setting, begin, end),
        off=_off(setting, exercise, begin, end),
        today=today,
    )


def _pin(told: Exercising, exercise: Exercise, one: Milestone, today: date) -> Pin:
    return Pin(
        line=Line((told.titled(exercise, one),)),
        first=one.first,
        last=one.last,
        form=form_of(one, today),
        lane=SIDES.index(one.side),
        short=told.short(exercise, one),
        when=told.told(exercise, one, days_of(told.setting, one.first, one.last)),
        locked=one.held and one.state is MilestoneState.PLANNED,
    )


def form_of(one: Milestone, today: date) -> Form:
    """Return how a milestone stands on a day: what is over and not done is told before that its days were agreed."""
    if one.state is not MilestoneState.PLANNED:
        return Form.DONE if one.state is MilestoneState.DONE else Form.CANCELLED
    if one.last < today:
        return Form.PAST
    return Form.AGREED if one.held else Form.PLANNED


def form_words(setting: Setting) -> tuple[Text, ...]:
    """Return what each form means, in their order."""
    return tuple(
        setting.words(words)
        for words in ("Done", "Dates agreed (locked)", "Planned, not agreed", "Past and not done", "Cancelled")
    )


def side_words(setting: Setting, side: OwnerSide) -> Text:
    """Return who owns a milestone: a nation by its name, for hosts and guests read one paper."""
    if side is OwnerSide.BOTH:
        return setting.words("Both nations")
    code = setting.profile.host if side is OwnerSide.HOST else setting.profile.home
    return setting.each(lambda language: load_nations().name(code, language.code))


def chart_words(setting: Setting, today: date) -> ChartWords:
    """Return the fixed words of a chart."""
    return ChartWords(
        lanes=tuple(side_words(setting, side) for side in SIDES),
        forms=form_words(setting),
        locked=setting.words("Lock: dates agreed"),
        as_of=setting.each(lambda language: language.tr("As of {day}", day=dated(language, today))),
        rest=setting.words("Milestones by the numbers on the chart"),
        follows=setting.words("Numbers in brackets: see the list that follows."),
        unmarked=unmarked(setting),
        columns=(
            setting.words("Milestone"),
            setting.words("Dates"),
            setting.words("Owned by"),
            setting.words("State"),
        ),
    )


def _facts(told: Exercising, exercise: Exercise) -> tuple[Line, ...]:
    """Return in one line when and where it is: STARTEX and ENDEX with their days of the week, in three zones."""
    setting, pieces = told.setting, []
    for label, wall in (("STARTEX", exercise.startex), ("ENDEX", exercise.endex)):
        if wall is not None:
            zones, day = at_place(setting, wall, exercise.zone).line, wall.date()
            named = setting.each(partial(weekday_words, day=day))
            pieces.append(told.says(exercise, tuple(f"{label} {one} {zones}" for one in named)))
    pieces += told.typed(exercise, exercise.place).portions
    return (Line(tuple(pieces), separator="  ·  ", led=False),)


def _scales(setting: Setting, first: date, last: date) -> tuple[tuple[Stretch, ...], ...]:
    """Return both fiscal years, the calendar years and the months from a day to a day."""

    def american(day: date) -> Text:
        return setting.words("US FY {year}", year=us_fiscal_year(day))

    def japanese(day: date) -> Text:
        year = japanese_fiscal_year(day)
        said = reiwa(date(year, _APRIL, 1)) or "–"
        return setting.words("Japan FY {year} (Reiwa {reiwa})", year=year, reiwa=said)

    def month(day: date) -> Text:
        return setting.each(partial(short_month, day=day))

    every = list(_months(first, last))
    years = [day for day in every if day.month == 1]
    return (
        _stretches([day for day in every if day.month == _OCTOBER], first, last, american),
        _stretches([day for day in every if day.month == _APRIL], first, last, japanese),
        _stretches(years, first, last, lambda day: (str(day.year),)),
        _stretches(every[1:], first, last, month),
    )


def _stretches(begins: list[date], first: date, last: date, say: Any) -> tuple[Stretch, ...]:
    bounds = [first.replace(day=1), *(day for day in begins if day > first.replace(day=1)), last + _DAY]
    return tuple(Stretch(say(one), one, following - _DAY) for one, following in pairwise(bounds))


def _months(first: date, last: date) -> list[date]:
    """Return the first days of all months from one day to another."""
    day, found = first.replace(day=1), []
    while day <= last:
        found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found


def _off(setting: Setting, exercise: Exercise, first: date, last: date) -> tuple[tuple[Text, tuple[date, ...]], ...]:
    """Return the days off of each nation whose holidays the plan keeps to."""
    found = []
    for nation in dict.fromkeys(nations_of(exercise, setting.profile)):
        try:
            off = WorkingDays((nation,)).off_between(first, last)
        except DeskError:  # beyond the years that holidays are known of
            continue
        text = setting.words("Days off {nation}", nation=nation)
        found.append((text, tuple(dict.fromkeys(one.day for one in off))))
    return tuple(found)
