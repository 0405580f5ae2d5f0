"""What the screens of a MSEL call things: states, times from STARTEX and in three zones, objectives, markings."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from liaison_desk.domain.bilingual import Side
from liaison_desk.domain.dtg import ThreeZones, three_zones
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import Doubt, doubt_of
from liaison_desk.exercises.records import Exercise, InjectSort, InjectState
from liaison_desk.exercises.rules.offsets import Start, is_skipped, offset_text, relative_text
from liaison_desk.exercises.service.msel import start_of
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.paint import ChipLook, ZonedTime
from liaison_desk.screens.saying import Saying

_TONES: Final = {
    InjectState.PENDING: "amb", InjectState.APPROVED: "acc", InjectState.DELIVERED: "grn", InjectState.CLOSED: "neutral",
    InjectState.WITHDRAWN: "neutral",
}  # fmt: skip
_KEPT: Final = 4_000
"""Times that are kept as they are said: several screens of a table."""
_HOME: Final = {InjectSort.TEXT: InjectSort.TEXT_HOME, InjectSort.EXPECTED: InjectSort.EXPECTED_HOME}


class Words(Saying):
    """The words of one language about the injects of one exercise; ``show_exercise`` says of which."""

    def __init__(self, language: Language, profile: Callable[[], DeskProfile]) -> None:
        super().__init__(language, profile)
        self.exercise: Exercise | None = None
        self.start = Start(None, "UTC")
        self._times: dict[tuple[int, str], ThreeZones | None] = {}
        self._said: dict[int, str] = {}
        tr = language.tr
        self.states = (
            (InjectState.PENDING, tr("Not approved")), (InjectState.APPROVED, tr("Approved")),
            (InjectState.DELIVERED, tr("Delivered")), (InjectState.CLOSED, tr("Closed out")),
            (InjectState.WITHDRAWN, tr("Withdrawn")),
        )  # fmt: skip

    def show_exercise(self, exercise: Exercise | None) -> None:
        """Speak of this exercise's injects from now on."""
        self.exercise = exercise
        start = Start(None, "UTC") if exercise is None else start_of(exercise)
        if start != self.start:
            self.start = start
            self._times.clear()
            self._said.clear()

    @property
    def side(self) -> Side:
        """Whose wording the window shows and writes."""
        return self.profile().side_of(self.language.code)

    def state(self, state: InjectState) -> str:
        """Return the name of a state."""
        return dict(self.states)[state]

    def chip(self, state: InjectState) -> ChipLook:
        """Return a state as a chip."""
        return ChipLook(self.state(state), _TONES[state])

    def ordered(self, sort: Sort[InjectSort]) -> Sort[InjectSort]:
        """Return an order by texts as one by the texts this window shows; every other as it is."""
        return Sort(_HOME.get(sort.key, sort.key), sort.descending) if self.side is Side.HOME else sort

    def time(self, minutes: int) -> str:
        """Return a time from STARTEX: D+1 0900; +26:30 without a STARTEX."""
        if minutes not in self._said:
            if len(self._said) >= _KEPT:
                self._said.clear()
            self._said[minutes] = offset_text(minutes, self.start)
        return self._said[minutes]

    def times(self, minutes: int) -> ThreeZones | None:
        """Return a time at the place, in Zulu and at home; None without a STARTEX."""
        key = minutes, self.profile().home_zone  # a table says the same times at every painting
        if key not in self._times:
            if len(self._times) >= _KEPT:
                self._times.clear()
            self._times[key] = self.times_of(self.start.instant(minutes))
        return self._times[key]

    def times_of(self, at: datetime | None, far: str = "") -> ThreeZones | None:
        """Return an instant at the place, in Zulu and at home, or in another zone ``far`` from the place."""
        try:
            return None if at is None else three_zones(at, self.start.zone, far or self.profile().home_zone)
        except DeskError:
            return None

    def far_zone(self, at: datetime) -> str:
        """Return the zone of those who are elsewhere: home, or where the exercise is held there, the host headquarters."""
        home, host = self.profile().home_zone, self.profile().host_zone
        times = self.times_of(at)
        there = times is not None and times.place.local.utcoffset() == times.home.local.utcoffset()
        return host if there else home

    def instant(self, at: datetime) -> str:
        """Return an instant in three zones in one line."""
        times = self.times_of(at)
        return "" if times is None else times.line

    def zulu(self, minutes: int) -> ZonedTime | None:
        """Return a time in Zulu, with how many days its date is off."""
        times = self.times(minutes)
        return None if times is None else ZonedTime(times.zulu.clock, times.zulu.day_offset)

    def home(self, minutes: int) -> ZonedTime | None:
        """Return a time at home, with how many days its date is off."""
        times = self.times(minutes)
        return None if times is None else ZonedTime(times.home.clock, times.home.day_offset)

    def echo(self, minutes: int, typed: str = "") -> str:
        """Return how a typed time was understood: D+1 0900, how long from STARTEX, in three zones; and what is doubtful about it."""
        tr, times = self.language.tr, self.times(minutes)
        if times is None:
            return tr("{time} from STARTEX", time=relative_text(minutes))
        parts = [self.time(minutes), tr("{time} from STARTEX", time=relative_text(minutes)), times.line]
        if typed and is_skipped(typed, minutes, self.start):
            parts.append(tr("the clocks go forward over the time that was typed"))
        elif doubt_of(times.place.local.replace(tzinfo=None, fold=0), self.start.zone) is Doubt.TWICE:
            parts.append(tr("this hour comes twice; the letter tells which"))
        return " · ".join(parts)

    def brief(self, minutes: int) -> str:
        """Return a time as what stands beside its D+1 0900: how long from STARTEX, and in three zones."""
        times, whole = self.times(minutes), self.language.tr("{time} from STARTEX", time=relative_text(minutes))
        return whole if times is None else f"{whole}\n{times.line}"

    def convention(self) -> str:
        """Return what D is, with its date."""
        tr, wall = self.language.tr, self.start.wall
        if wall is None:
            return tr("Times count from STARTEX, which this exercise does not have yet: +26:30, -0:30, 1d 4h.")
        return tr(
            "D+0 is the day of STARTEX at its place, {day}; D-1 is the day before.", day=self.full_day(wall.date())
        )

    def day(self, number: int) -> str:
        """Return the heading of a day of the exercise: D+1 · Sat 16 Jan 2027."""
        if self.start.wall is None:
            return f"D{number:+d}"
        return f"D{number:+d} · {self.full_day(self.start.wall.date() + timedelta(days=number))}"

    def objectives(self) -> list[tuple[str, str]]:
        """Return the keys of the exercise's objectives with their numbers and words."""
        found = () if self.exercise is None else self.exercise.objectives
        return [(one.key, f"{number} {self.best(one.text)}") for number, one in enumerate(found, 1)]

    def objective(self, key: str) -> str:
        """Return an objective as its number and words; the key itself where the exercise has it no more."""
        return dict(self.objectives()).get(key, key)

    def objective_number(self, key: str) -> str:
        """Return the number of an objective."""
        return self.objective(key).split(" ", 1)[0]

    def read_objective(self, typed: str) -> str:
        """Return the key of an objective that was typed by its number, its words or their beginning; raises DeskError."""
        text = typed.strip().casefold()
        if not text:
            return ""
        known = self.objectives()
        for fits in (
            lambda number, words: text in {number, f"{number} {words}", f"{number}. {words}", words},
            lambda _, words: words.startswith(text),
            lambda _, words: text in words,
        ):
            found = [key for key, said in known if fits(*said.casefold().split(" ", 1))]
            if len(found) == 1:
                return found[0]
        if any(key.casefold() == text for key, _ in known):
            return next(key for key, _ in known if key.casefold() == text)
        raise DeskError(
            "The exercise has no objective “{typed}”. Type its number, or add it among the objectives.",
            typed=typed.strip()[:60],
        )

    def span(self, span: timedelta) -> str:
        """Return how long something is, in hours and minutes, days before them: 00:14, 2 d 03:05."""
        minutes = int(span.total_seconds()) // 60
        clock = f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
        return self.language.tr("{n} d {time}", n=minutes // 1440, time=clock) if minutes >= 1440 else clock
