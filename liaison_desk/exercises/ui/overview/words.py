"""What the exercises page calls things: types, states, spans of days, countdowns, in the user's language."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from liaison_desk.domain.dtg import three_zones
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.exercises.records import (
    Exercise,
    ExerciseLine,
    ExerciseSort,
    ExerciseState,
    ExerciseType,
    Level,
    Strayed,
)
from liaison_desk.exercises.ui.saying import exercise_states
from liaison_desk.foundation.core.clock import Clock
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.screens.saying import Saying


class Words(Saying):
    """The words of one language about exercises."""

    def __init__(self, language: Language, profile: Callable[[], DeskProfile], clock: Clock) -> None:
        super().__init__(language, profile)
        self.clock = clock
        tr = language.tr
        self.types = (
            (ExerciseType.CPX, tr("Command post exercise")), (ExerciseType.FTX, tr("Field training exercise")),
            (ExerciseType.TTX, tr("Table-top exercise")), (ExerciseType.WARGAME, tr("Wargame")),
            (ExerciseType.SEMINAR, tr("Seminar")), (ExerciseType.OTHER, tr("Other exercise")),
        )  # fmt: skip
        self._short_types = {
            ExerciseType.CPX: "CPX", ExerciseType.FTX: "FTX", ExerciseType.TTX: "TTX",
            ExerciseType.WARGAME: tr("Wargame"), ExerciseType.SEMINAR: tr("Seminar"), ExerciseType.OTHER: tr("Other"),
        }  # fmt: skip
        self.states = exercise_states(language)
        self.levels = (
            (Level.LEAD, tr("Lead nation")), (Level.FULL, tr("Full")), (Level.STAFF, tr("Staff only")),
            (Level.RESPONSE_CELL, tr("Response cell")), (Level.OBSERVER, tr("Observer")),
            (Level.UNDECIDED, tr("Undecided")), (Level.DECLINED, tr("Does not take part")),
        )  # fmt: skip

    def today(self) -> date:
        """Return the day it is at the host headquarters."""
        return to_local(self.clock.now(), self.profile().host_zone).date()

    def ordered(self, sort: Sort[ExerciseSort]) -> Sort[ExerciseSort]:
        """Return an order by name as one by the names that this window shows; every other as it is."""
        home = self.profile().side_of(self.language.code) == "home"
        return replace(sort, key=ExerciseSort.NAME_HOME) if home and sort.key is ExerciseSort.NAME else sort

    def type(self, kind: ExerciseType) -> str:
        """Return the name of a type of exercise."""
        return dict(self.types)[kind]

    def short_type(self, kind: ExerciseType) -> str:
        """Return a type as briefly as people say it: CPX."""
        return self._short_types[kind]

    def state(self, state: ExerciseState) -> str:
        """Return the name of a state."""
        return dict(self.states)[state]

    def level(self, level: Level) -> str:
        """Return with how much somebody takes part."""
        return dict(self.levels)[level]

    def nation(self, code: str) -> str:
        """Return a nation's name; a code nobody knows stands for itself."""
        return load_nations().name(code, self.language.code) if code else ""

    def span(self, first: date, last: date) -> str:
        """Return days from the first to the last as briefly as they can be said: 8–19 Mar 2027."""
        tr, months = self.language.tr, self._months
        if first == last:
            return self.dated(first)
        if (first.year, first.month) == (last.year, last.month):
            return tr(
                "{first}–{last} {month} {year}", first=first.day, last=last.day, month=months[first.month - 1], year=first.year,
            )  # fmt: skip
        if first.year == last.year:
            return tr(
                "{first} {month} – {last} {other_month} {year}", first=first.day, month=months[first.month - 1],
                last=last.day, other_month=months[last.month - 1], year=last.year,
            )  # fmt: skip
        return tr("{first} – {last}", first=self.dated(first), last=self.dated(last))

    def held(self, one: Exercise | ExerciseLine) -> str:
        """Return from STARTEX to ENDEX by the days of the place; empty without dates."""
        if one.startex is None or one.endex is None:
            return ""
        return self.span(one.startex.date(), one.endex.date())

    def instant(self, wall: datetime, zone: str) -> str:
        """Return a wall time in three zones in one line, told from the place itself."""
        try:
            return three_zones(to_utc(wall, zone), zone, self.profile().home_zone).line
        except DeskError:  # a zone that an archive brought along and nobody knows
            return f"{wall:%Y-%m-%d %H:%M}"

    def ahead(self, day: date) -> str:
        """Return how far the first day of what comes next is from today: today, tomorrow, in 13 d; under way once it has begun."""
        tr, days = self.language.tr, (day - self.today()).days
        if days in {0, 1}:
            return tr("Tomorrow") if days else tr("Today")
        return tr("in {n} d", n=days) if days > 0 else tr("under way")

    def counted(self, name: str, day: date) -> str:
        """Return a name with the days to it as a sentence has it: MPC in 13 days, STARTEX today."""
        language, days = self.language, (day - self.today()).days
        if days == 0:
            return language.tr("{name} today", name=name)
        if days < 0:
            return language.count("{name} {n} day ago", "{name} {n} days ago", -days, name=name)
        return language.count("{name} in {n} day", "{name} in {n} days", days, name=name)

    def coming(self, line: ExerciseLine) -> str:
        """Return the next milestone with the days to it, or that it is under way; empty without one."""
        if line.next_day is None:
            return ""
        if line.next_day < self.today():
            return self.language.tr("{name} is under way", name=self.next(line))
        return self.counted(self.next(line), line.next_day)

    def next(self, line: ExerciseLine, *, short: bool = True) -> str:
        """Return what the next milestone is called, as charts call it where ``short``; empty without one."""
        brief = self.best(line.next_short) if short else ""
        return brief or self.best(line.next_title)

    def strayed(self, one: Strayed) -> str:
        """Return what is planned or agreed and where the event or the task stands now, as a sentence."""
        was, now = self.span(*one.was), self.span(one.first, one.last)
        if one.task_id:
            day = self.span(one.last, one.last)
            return self.language.tr(
                "{name}: planned for {was}, its task is due on {day}.", name=self.best(one.title), was=was, day=day
            )
        if not one.held:
            return self.language.tr(
                "{name}: planned for {was}, the event stands on {now}.", name=self.best(one.title), was=was, now=now
            )
        return self.language.tr(
            "{name}: agreed for {was}, the event stands on {now}.", name=self.best(one.title), was=was, now=now
        )
