"""The form of an exercise: what it is called, when and where it is held, and how its plan begins."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from liaison_desk.domain.backplan import BackPlan
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.doubts import doubt_words, wall_of
from liaison_desk.domain.marking import describe
from liaison_desk.domain.typed import TypedTime, parse_time
from liaison_desk.domain.zones import known_zones, label, to_local, to_utc
from liaison_desk.exercises.records import Exercise, ExerciseState
from liaison_desk.exercises.ui.form.fields import HolidaysField, finder, series_search
from liaison_desk.exercises.ui.overview.words import Words
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import BilingualField, CheckRow, Choice, Form, MomentField
from liaison_desk.foundation.qt.fields.owner import OwnerField
from liaison_desk.screens.markings import marking_field
from liaison_desk.screens.pairs import bilingual_of, pair_of

_BEGINS, _ENDS = time(8), time(17)
"""At what time of the day an exercise begins and ends of which only the days are typed."""
_TEXTS: Final = ("name", "place", "audience", "concept")
_PLAIN: Final = ("type", "state", "days_off", "marking")


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a form is offered of the desk: the series in use, the back-plans, and what is wrong with any of these."""

    series: Sequence[str] = ()
    backplans: Sequence[BackPlan] = ()
    problems: Sequence[DeskError] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form says: the exercise, whether it goes into the calendar, and with which back-plan it begins, if with one."""

    exercise: Exercise
    into_calendar: bool = False
    backplan: BackPlan | None = None


class ExerciseForm(Form):
    """Field names are the record's attribute names; ``show_exercise`` fills them, ``collect`` reads them."""

    def __init__(self, ui: Ui, words: Words, sources: Sources, beginning: Beginning, exercise: Exercise) -> None:
        super().__init__(ui, label_width=132)
        self._words = words
        self._beginning = beginning
        self._base = exercise
        self._zone = exercise.zone
        self._plans = {plan.name: plan for plan in beginning.backplans}
        self._proposed: datetime | None = None
        tr, sides = ui.language.tr, words.side_names()
        new = not exercise.id
        self.add("name", tr("&Name of the exercise"), BilingualField(ui, *sides))
        self.add(
            "series", tr("Exercise &series"),
            OwnerField(ui, series_search(beginning.series), tr("What all its runs are called")),
        )  # fmt: skip
        self.add("type", tr("&Type of exercise"), Choice(ui, words.types))
        self.state = self.add("state", tr("St&ate"), Choice(ui, words.states))
        self.add_section(tr("When and where"))
        self.startex = self.add("startex", "STARTE&X", self._moment(_BEGINS, "2027-03-08 0800"))
        self.endex = self.add("endex", "&ENDEX", self._moment(_ENDS, "2027-03-19 1700"))
        self.zone = self.add("zone", tr("Time &zone"), Choice(ui, zone_choices(words)))
        self.add("place", tr("&Held at"), BilingualField(ui, *sides))
        if not exercise.event_id:
            self.add("into_calendar", "", CheckRow(ui, tr("Put the exercise into the &calendar")))
        self.add_section(tr("Back-plan"))
        if new:
            self.backplan = self.add("template", tr("&Begin with"), Choice(ui, self._backplan_choices()))
            self.backplan.changed.connect(self._on_backplan)
        self.add(
            "days_off", tr("Ho&lidays of"), HolidaysField(ui, words, tr("Host and home, unless others are named")),
            tr("On the holidays of these nations no milestone is planned."),
        )  # fmt: skip
        self.add_section(tr("What it is about"))
        find = finder(sources.outside.suggest, "organization")
        self.add("sponsor", tr("S&ponsor"), OwnerField(ui, find, tr("An organization, or a name")))
        self.add("audience", tr("Training a&udience"), BilingualField(ui, *sides, rows=2))
        self.add("concept", tr("Exercise c&oncept"), BilingualField(ui, *sides, rows=3))
        self.add("marking", tr("&Marking"), marking_field(ui, words.profile()))
        self.startex.changed.connect(self._propose_end)
        self.zone.changed.connect(self._on_zone)
        self.show_exercise(exercise)

    def show_exercise(self, exercise: Exercise) -> None:
        """Show an exercise; the form is clean afterwards."""
        self._base = exercise
        self._zone = exercise.zone if exercise.zone in known_zones() else self._words.profile().host_zone
        values: dict[str, Any] = {name: getattr(exercise, name) for name in _PLAIN}
        values |= {name: pair_of(getattr(exercise, name)) for name in _TEXTS}
        values |= {name: self._instant(getattr(exercise, name)) for name in ("startex", "endex")}
        values["series"] = (exercise.series, 0)
        values["sponsor"] = (exercise.sponsor, exercise.sponsor_id)
        values["zone"] = self._zone
        if not exercise.id:
            values["template"] = ""
        if "into_calendar" in self._fields:
            values["into_calendar"] = not exercise.id
        self.fill(values)
        if not exercise.id and self._beginning.problems:
            self.backplan.set_problem("\n".join(map(self._words.language.error, self._beginning.problems)))

    def collect(self) -> Filled:
        """Return what the form says; raises DeskError when a field means nothing."""
        values = self.values()
        into_calendar, template = values.pop("into_calendar", False), values.pop("template", "")
        values |= {name: bilingual_of(values[name]) for name in _TEXTS}
        values["series"] = values["series"][0]
        values["sponsor"], values["sponsor_id"] = values["sponsor"]
        for name in ("startex", "endex"):
            values[name] = self._wall(name, values[name], values["zone"])
        exercise = replace(self._base, **values)
        return Filled(exercise, into_calendar and exercise.dated, self._plans.get(template))

    def rebase(self, newer: Exercise) -> None:
        """Let what the form says be saved over a newer version; what the form does not show is the newer one's."""
        kept = ("version", "participants", "objectives", "team", "event_id", "template")
        self._base = replace(self._base, **{name: getattr(newer, name) for name in kept})

    def differences(self, before: Exercise, newer: Exercise) -> list[str]:
        """Return how a newer version differs from the one the form began with, line by line."""
        names = (*_TEXTS, *_PLAIN, "series", "sponsor", "zone", "startex", "endex")
        changed = [name for name in names if getattr(before, name) != getattr(newer, name)]
        lines = [f"{self.field(name).label}: {self._said(newer, name) or '–'}" for name in changed]
        return lines or [self._words.language.tr("It differs in details that are not shown here.")]

    def _said(self, one: Exercise, name: str) -> str:
        words, value = self._words, getattr(one, name)
        if isinstance(value, Bilingual):
            return " / ".join(part for part in (value.host, value.home) if part)
        if isinstance(value, datetime):
            return words.instant(value, one.zone)
        if name == "marking":
            return describe(value, words.language)
        if name == "days_off":
            return ", ".join(words.nation(code) for code in value)
        if name == "type":
            return words.type(value)
        return words.state(value) if name == "state" else str(value or "")

    def _moment(self, usual: time, example: str) -> MomentField:
        def parsed(typed: str) -> TypedTime:
            profile = self._words.profile()
            return parse_time(typed, (self._zone, profile.host_zone, profile.home_zone), self._words.clock.now())

        def read(typed: str) -> datetime:
            found = parsed(typed)
            return to_utc(datetime.combine(found.wall.date(), usual), self._zone) if found.all_day else found.at

        def write(at: datetime) -> str:
            return f"{to_local(at, self._zone):%Y-%m-%d %H%M}"

        def echo(at: datetime) -> str:
            return self._words.instant(to_local(at, self._zone).replace(tzinfo=None), self._zone)

        def doubt(typed: str) -> str:
            return doubt_words(typed, parsed(typed), self._words.language)

        return MomentField(self._ui, read, write, echo, example, doubt)

    def _backplan_choices(self) -> list[tuple[str, str]]:
        japanese = self._words.language.code == "ja"
        named = [(one.name, (japanese and one.title_ja) or one.title) for one in self._beginning.backplans]
        return [("", self._words.language.tr("No back-plan")), *named]

    def _instant(self, wall: datetime | None) -> datetime | None:
        return to_utc(wall, self._zone) if wall is not None else None

    def _wall(self, name: str, at: datetime | None, zone: str) -> datetime | None:
        """Return a moment as a wall time of the place; one that autumn repeats is kept as long as nobody changed it."""
        base = self._base
        kept: datetime | None = getattr(base, name)
        if at is None:
            return None
        same = kept is not None and zone == base.zone and at == to_utc(kept, zone)
        return kept if same else wall_of(name, at, zone)

    def _on_backplan(self) -> None:
        """An idea that gets a plan is in planning."""
        if self.backplan.value() and self.state.value() is ExerciseState.IDEA:
            self.state.set_value(ExerciseState.IN_PLANNING)
        self._propose_end()

    def _propose_end(self) -> None:
        """Let ENDEX follow the length of the back-plan, as long as nobody has said another."""
        plan = self._plans.get(self.field("template").value()) if not self._base.id else None
        start = self.startex.understood()
        if plan is None or start is None or self.endex.understood(start) not in {None, self._proposed}:
            return
        last = to_local(start, self._zone).date() + timedelta(days=max(plan.length_days, 1) - 1)
        self._proposed = to_utc(datetime.combine(last, _ENDS), self._zone)
        self.endex.set_value(self._proposed)

    def _on_zone(self) -> None:
        """Keep the wall times: 0800 stays 0800 in the other zone."""
        before, meant = self._zone, [field.understood() for field in (self.startex, self.endex)]
        self._zone = self.zone.value()
        for field, at in zip((self.startex, self.endex), meant, strict=True):
            if at is not None:
                moved = to_utc(to_local(at, before).replace(tzinfo=None), self._zone)
                self._proposed = moved if at == self._proposed else self._proposed
                field.set_value(moved)


def zone_choices(words: Words) -> list[tuple[str, str]]:
    """Return every zone, those of the desk first."""
    profile, now = words.profile(), words.clock.now().astimezone(UTC)
    first = dict.fromkeys((profile.host_zone, profile.home_zone, "UTC"))
    near = [(name, f"{name.replace('_', ' ')}  {label(name, now)}") for name in first]
    return near + [(name, name.replace("_", " ")) for name in known_zones() if name not in first]
