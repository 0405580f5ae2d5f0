"""Series edited in any order (this, this and later, all) against a simple list of what should stand: nothing twice, nothing lost."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from liaison_desk.calendar.records import Calendar, Event, Occurrence, Override, Recurrence
from liaison_desk.calendar.rules import goes_before
from liaison_desk.calendar.ui import scope
from liaison_desk.calendar.ui.scope import Scope
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_utc
from tests.desks import new_desk

DENVER, TOKYO = "America/Denver", "Asia/Tokyo"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WHOLE = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))
# Both changes of the clocks in Denver (8 March and 1 November 2026) lie within the first weeks of what begins here.
STARTS = [datetime(2026, month, day) for month, day in ((2, 26), (3, 2), (3, 7), (10, 26), (10, 31), (10, 29))]


@dataclass(frozen=True)
class One:
    """What should be seen: which occurrence of which series it is, when, how long, and called what."""

    series: int
    at: datetime
    start: datetime
    elapsed: timedelta
    title: str
    own: bool = False


class Editing(RuleBasedStateMachine):
    """One series and what is made of it."""

    def __init__(self):
        super().__init__()
        self.folder = TemporaryDirectory()
        self.desk = new_desk(Path(self.folder.name) / "a.desk", DeskProfile(host_zone=DENVER))
        self.calendar = self.desk.calendars.save_calendar(Calendar(name=Bilingual("Planning"))).id
        self.model: list[One] = []
        self.before: list[list[One]] = []

    def teardown(self):
        self.desk.close()
        self.folder.cleanup()

    @initialize(data=st.data())
    def begin(self, data):
        """Make a series with exceptions of every kind."""
        draw = data.draw
        kind = draw(st.sampled_from(["timed", "floating", "all day"]))
        self.all_day = kind == "all day"
        self.zone = draw(st.sampled_from([DENVER, TOKYO])) if kind == "timed" else ""
        start = draw(st.sampled_from(STARTS)) + (
            timedelta() if self.all_day else draw(st.sampled_from([0, 7, 9, 22])) * HOUR
        )
        length = DAY if self.all_day else draw(st.sampled_from([1, 10])) * HOUR
        days = draw(st.sampled_from([1, 2, 7, 14]))
        count = draw(st.integers(2, 9))
        walls = [start + n * days * DAY for n in range(count)]
        words = {1: "FREQ=DAILY", 2: "FREQ=DAILY;INTERVAL=2", 7: "FREQ=WEEKLY", 14: "FREQ=WEEKLY;INTERVAL=2"}[days]
        if days >= 7 and draw(st.booleans()):
            words += f";BYDAY={['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][start.weekday()]}"
        if draw(st.booleans()):
            ending = f";COUNT={count}"
        elif self.all_day:
            ending = f";UNTIL={walls[-1]:%Y%m%d}"
        elif self.zone:
            ending = f";UNTIL={to_utc(walls[-1], self.zone):%Y%m%dT%H%M%SZ}"
        else:
            ending = f";UNTIL={walls[-1]:%Y%m%dT%H%M%S}"
        added = sorted(
            {at + draw(st.integers(1, 20)) * DAY for at in draw(st.lists(st.sampled_from(walls), max_size=2))}
        )
        excluded = draw(st.lists(st.sampled_from(walls), max_size=2, unique=True))
        at = draw(st.sampled_from([*walls, *added]))
        overrides = []
        if draw(st.booleans()):
            excluded = [one for one in excluded if one != at]
            shift = draw(st.sampled_from([-DAY, DAY, 40 * DAY, timedelta() if self.all_day else 4 * HOUR]))
            begins = at + shift
            overrides.append(
                Override(
                    at=at,
                    start=begins,
                    end=begins + 2 * length,
                    zone=self.zone,
                    all_day=self.all_day,
                    title=Bilingual("Changed"),
                )
            )
        recurrence = Recurrence((words + ending,), tuple(added), tuple(sorted(excluded)))
        event = Event(calendar_id=self.calendar, title=Bilingual("Sync"), start=start, end=start + length, zone=self.zone,
                      all_day=self.all_day, recurrence=recurrence, overrides=tuple(overrides))  # fmt: skip
        saved = self.desk.calendars.save(event)
        elapsed = self.elapsed(start, length)
        self.model = [One(saved.id, wall, wall, elapsed, "Sync") for wall in sorted({*walls, *added} - set(excluded))]
        for one in overrides:
            self.model = [
                replace(was, start=one.start, elapsed=self.elapsed(one.start, one.end - one.start), title="Changed", own=True)
                if was.at == one.at else was for was in self.model
            ]  # fmt: skip

    def elapsed(self, start, length):
        return self.instant(start + length) - self.instant(start)

    def instant(self, at):
        return at.replace(tzinfo=UTC) if self.all_day else to_utc(at, self.zone or DENVER)

    def shown(self) -> list[Occurrence]:
        return self.desk.calendars.occurrences(*WHOLE)

    def pick(self, data) -> tuple[Occurrence, One]:
        found = self.shown()
        occurrence = found[data.draw(st.integers(0, len(found) - 1))]
        [one] = [one for one in self.model if (one.series, one.at) == (occurrence.event_id, occurrence.at)]
        return occurrence, one

    def meant(self, one: One, reach: Scope, other: One) -> bool:
        if other.series != one.series:
            return False
        return {Scope.ONE: other.at == one.at, Scope.LATER: other.at >= one.at, Scope.ALL: True}[reach]

    def remember(self):
        self.was = self.desk.calendars.events_by_ids({one.series for one in self.model})
        self.before.append(list(self.model))

    @precondition(lambda self: self.model)
    @rule(data=st.data(), reach=st.sampled_from(Scope))
    def delete(self, data, reach):
        """Take some out."""
        occurrence, one = self.pick(data)
        self.remember()
        scope.delete(self.desk.calendars, occurrence, reach)
        self.model = [other for other in self.model if not self.meant(one, reach, other)]

    @precondition(lambda self: self.model)
    @rule(
        data=st.data(),
        reach=st.sampled_from(Scope),
        days=st.integers(-3, 3),
        hours=st.sampled_from([0, 0, -1, 1, 3]),
        longer=st.sampled_from([0, 0, 1]),
    )
    def move(self, data, reach, days, hours, longer):
        """Drag some, as with the mouse: by wall time, the length as it was unless the end is dragged too."""
        occurrence, one = self.pick(data)
        if self.all_day:
            hours, longer = 0, longer * 24
        shift = days * DAY + hours * HOUR
        starts = self.instant(occurrence.start + shift)
        more = timedelta(hours=longer)
        if (not shift and not more) or not self.sound(occurrence.start + shift):
            return
        if any(not self.sound(other.start + shift) for other in self.model):
            return
        self.remember()
        new = scope.move(
            self.desk.calendars,
            occurrence,
            starts,
            starts + (occurrence.ends - occurrence.starts) + more,
            reach,
        )
        self.model = [
            self.along(other, one, reach, new.id, shift, more) if self.meant(one, reach, other) else other
            for other in self.model
        ]

    def sound(self, at):
        """Tell whether a wall time is none that the clocks skip or repeat."""
        return (
            self.all_day
            or at.hour not in {0, 1, 2, 3}
            or at.date() not in {datetime(2026, 3, 8).date(), datetime(2026, 11, 1).date()}
        )

    def along(self, other, one, reach, new_id, shift, more):
        """Return how one of those that are meant should stand."""
        if reach is Scope.ONE:
            return replace(other, start=other.start + shift, elapsed=other.elapsed + more, own=True)
        parted = reach is Scope.LATER and goes_before(self.was[one.series], one.at)
        by = one.start + shift - one.at if parted else shift
        moved = replace(other, series=new_id, at=other.at + by, start=other.start + by)
        if parted and other.at == one.at:
            return replace(moved, start=moved.at, elapsed=one.elapsed + more)
        if other.own:
            return moved
        return replace(moved, elapsed=(one if parted else other).elapsed + more)

    @rule()
    def undo(self):
        """Take the last action back."""
        if self.before:
            self.desk.history.undo()
            self.model = self.before.pop()

    @invariant()
    def stands(self):
        """What is shown is what should stand, each once."""
        shown = Counter((one.starts, one.ends, one.title.host) for one in self.shown())
        wanted = Counter(
            (self.instant(one.start), self.instant(one.start) + one.elapsed, one.title) for one in self.model
        )
        assert shown == wanted, "\n".join(
            map(str, (["is"], *sorted(shown - wanted), ["should"], *sorted(wanted - shown)))
        )


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    max_examples=20,
    stateful_step_count=6,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
