"""A series on a desk beside a plain list of what should stand: when, how long, called what, off, with whom."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.outgoing.calendar_export import events_file
from liaison_desk.calendar.records import Calendar, Event, Occurrence, Override, Participant, Recurrence, Status
from liaison_desk.calendar.rules import content_of, goes_before, lasting_at
from liaison_desk.calendar.ui.scope import Scope
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local, to_utc
from tests.desks import new_desk

DENVER, TOKYO = "America/Denver", "Asia/Tokyo"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WHOLE = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))
# Both changes of the clocks in Denver (8 March and 1 November 2026) lie within the first days of what begins here.
STARTS = [datetime(2026, 3, 5), datetime(2026, 3, 2), datetime(2026, 10, 29), datetime(2026, 10, 26)]
ME = "me@example.org"
PROFILE = DeskProfile(host_zone=DENVER, officer_emails=(ME,))


@dataclass(frozen=True)
class One:
    """What should be seen of one occurrence: ``follows`` is whose times and words it has, by its wall time; None its series'."""

    series: int
    at: datetime
    start: datetime
    elapsed: timedelta
    zone: str
    all_day: bool
    title: str
    people: frozenset[str]
    off: str = ""
    declined: bool = False
    own: bool = False
    follows: datetime | None = None

    @property
    def starts(self) -> datetime:
        return self.start.replace(tzinfo=UTC) if self.all_day else to_utc(self.start, self.zone or DENVER)

    @property
    def seen(self):
        told = (self.title, self.off, self.people, self.declined)
        return self.starts, self.starts + self.elapsed, self.all_day, *told


def midnight(at: datetime) -> datetime:
    return datetime.combine(at, datetime.min.time())


class PlainSeries(RuleBasedStateMachine):
    """One series, what is made of it, and the list of what should stand; who inherits says what is done."""

    def __init__(self):
        super().__init__()
        self.folder = TemporaryDirectory()
        self.desk = new_desk(Path(self.folder.name) / "a.desk", PROFILE)
        self.calendar = self.desk.calendars.save_calendar(Calendar(name=Bilingual("Planning"))).id
        self.model: list[One] = []
        self.before: list[list[One]] = []
        self.after: list[list[One]] = []

    def teardown(self):
        assert self.desk.check() == []
        self.carried_over()
        self.desk.close()
        self.folder.cleanup()

    @initialize(data=st.data())
    def begin(self, data):
        """Make a daily or weekly series with exceptions to single days and to all later ones."""
        draw = data.draw
        all_day, zone = draw(st.sampled_from([(False, DENVER), (False, TOKYO), (False, ""), (True, "")]))
        hour = 0 if all_day else draw(st.sampled_from([7, 9, 22]))
        start = draw(st.sampled_from(STARTS)) + hour * HOUR
        length = DAY if all_day else draw(st.sampled_from([1, 10])) * HOUR
        count, days = draw(st.integers(2, 7)), draw(st.sampled_from([1, 7]))
        walls = [start + n * days * DAY for n in range(count)]
        recurrence = Recurrence((f"FREQ={'DAILY' if days == 1 else 'WEEKLY'};COUNT={count}",))
        people = (Participant("Me", ME), Participant("Sato", "sato@example.org"))
        common = {"zone": zone, "all_day": all_day, "participants": people}
        overrides = {}
        for number in draw(st.lists(st.integers(0, count - 1), max_size=3, unique=True)):
            lasts = draw(st.booleans())
            shift = draw(st.sampled_from([0, 1] if all_day else [0, 2, 26])) * (DAY if all_day else HOUR)
            title = draw(st.sampled_from(["Sync", "Changed"]))
            at, begins = walls[number], walls[number] + shift
            overrides[at] = Override(
                at=at, start=begins, end=begins + 2 * length, title=Bilingual(title), this_and_future=lasts, **common
            )
        event = Event(calendar_id=self.calendar, title=Bilingual("Sync"), start=start, end=start + length, recurrence=recurrence,
                      overrides=tuple(overrides[at] for at in sorted(overrides)), **common)  # fmt: skip
        saved = self.desk.calendars.save(event)
        plain = One(saved.id, start, start, timedelta(), zone, all_day, "Sync", frozenset({"Me", "Sato"}))

        def lasting(at, begins, length):
            return replace(plain, start=begins + length).starts - replace(plain, start=begins).starts

        for at in walls:
            one = overrides.get(at)
            known = one or lasting_at(saved, at)
            if known is None:
                self.model.append(replace(plain, at=at, start=at, elapsed=lasting(start, start, length)))
                continue
            begins = at + (known.start - known.at)
            self.model.append(
                replace(
                    plain, at=at, start=begins, elapsed=lasting(known.at, known.start, known.end - known.start),
                    title=known.title.host, own=one is not None, follows=None if one else known.at,
                )
            )  # fmt: skip
        assume(all(map(self.sound, self.model)))

    # What stands, and what is meant

    def shown(self) -> list[Occurrence]:
        return self.desk.calendars.occurrences(*WHOLE)

    def pick(self, data) -> tuple[Occurrence, One, Event]:
        found = sorted(self.shown(), key=lambda one: (one.at, one.event_id))
        occurrence = found[data.draw(st.integers(0, len(found) - 1))]
        [one] = [one for one in self.model if (one.series, one.at) == (occurrence.event_id, occurrence.at)]
        return occurrence, one, self.desk.calendars.event(one.series)

    def meant(self, one: One, reach: Scope, other: One) -> bool:
        if other.series != one.series:
            return False
        return {Scope.ONE: other.at == one.at, Scope.LATER: other.at >= one.at, Scope.ALL: True}[reach]

    def parts(self, event: Event, one: One, reach: Scope) -> bool:
        return reach is Scope.LATER and goes_before(event, one.at)

    def remember(self):
        self.before.append(list(self.model))
        self.after = []
        self.count = self.desk.history.count()

    def heart(self, event: Event, one: One, reach: Scope) -> Event | Override:
        """Return what says how the meant ones are that are no exceptions."""
        return (lasting_at(event, one.at) if self.parts(event, one, reach) else None) or event

    def tell(self, new: Event, event: Event, one: One, reach: Scope, say: Callable[[One, One], One]):
        """Let what is said reach whom it means: ``say`` gets each, and one that stands for what it is said of."""
        was = self.heart(event, one, reach)
        base = replace(
            one, title=(was.title or event.title).host, off=was.reason.host if was.status is Status.CANCELLED else ""
        )
        told = []
        for other in self.model:
            if self.meant(one, reach, other):
                alone = {"own": True} if reach is Scope.ONE else {"series": new.id}
                told.append(replace(say(other, other if reach is Scope.ONE else base), **alone))
            else:
                told.append(other)
        self.model = told
        self.settle(new)

    def settle(self, new: Event):
        """Name those of a series by the wall times it gives them now, which no user sees: their order stays."""
        if self.desk.history.count() == self.count:  # nothing was changed, so there is nothing to take back
            self.before.pop()
        seen = sorted(one.at for one in self.shown() if one.event_id == new.id)
        mine = sorted((one for one in self.model if one.series == new.id), key=lambda one: one.at)
        assert len(seen) == len(mine), (seen, mine)
        named = []
        for at, one in zip(seen, mine, strict=True):
            known = None if one.own else lasting_at(new, at)
            named.append(replace(one, at=at, follows=known.at if known else None))
        self.model = [one for one in self.model if one.series != new.id] + named

    def under(self, event, one, reach, other):
        """Tell whether something follows what the change is said of."""
        was = self.heart(event, one, reach)
        return other.follows == (was.at if isinstance(was, Override) else None)

    def alike(self, event, one):
        """Tell whether all of a series is in its zone, of hours or of whole days like it."""
        kinds = {(each.zone, each.all_day) for each in (event, one, *event.overrides)}
        return len(kinds) == 1

    def sound(self, one: One) -> bool:
        """Tell whether it neither begins nor ends at a wall time that the clocks skip or repeat: there are no words for the second."""
        days = {datetime(2026, 3, 8).date(), datetime(2026, 11, 1).date()}
        if not one.all_day and one.start.hour in {0, 1, 2, 3} and one.start.date() in days:
            return False
        return one.all_day or to_local(one.starts + one.elapsed, one.zone or DENVER).fold == 0

    @rule()
    def undo(self):
        """Take the last action back."""
        if self.before:
            assert self.desk.history.undo()
            self.after.append(self.model)
            self.model = self.before.pop()

    @rule()
    def redo(self):
        """Do again what was taken back."""
        if self.after:
            assert self.desk.history.redo()
            self.before.append(self.model)
            self.model = self.after.pop()

    def carried_over(self):
        """Write everything as a calendar file, and read it on another desk: the same happens."""
        ids = sorted({one.series for one in self.model})
        if not ids:
            return
        file = Path(self.folder.name) / "all.ics"
        file.write_bytes(events_file(self.desk, ids))
        other = new_desk(Path(self.folder.name) / "b.desk", PROFILE)
        try:
            import_file(other, file)
            theirs, mine = (
                Counter((one.starts, one.ends, one.all_day, one.title.host, one.status, one.declined) for one in found)
                for found in (other.calendars.occurrences(*WHOLE), self.shown())
            )
            assert theirs == mine, (theirs - mine, mine - theirs)
        finally:
            other.close()

    @invariant()
    def stands(self):
        """What is shown is what should stand, each once."""
        events = self.desk.calendars.events_by_ids({one.event_id for one in self.shown()})
        shown: Counter = Counter()
        for one in self.shown():
            content = content_of(events[one.event_id], one)
            off = content.reason.host if one.status is Status.CANCELLED else ""
            people = frozenset(who.name for who in content.participants)
            assert len(people) == len(content.participants)
            shown[one.starts, one.ends, one.all_day, one.title.host, off, people, one.declined] += 1
        wanted = Counter(one.seen for one in self.model)
        assert shown == wanted, "\n".join(
            map(str, (["is"], *sorted(shown - wanted, key=str), ["should"], *sorted(wanted - shown, key=str)))
        )
