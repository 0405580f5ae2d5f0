"""What the screens of visits call things: types, states, days left, lead times, who goes along, and times in three zones."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from liaison_desk.domain.dtg import ThreeZones, three_zones
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.ranks import load_ranks
from liaison_desk.domain.zones import label
from liaison_desk.foundation.core.clock import Clock
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.paint import ChipLook, ZonedTime
from liaison_desk.partnership.records import Anchor, Bound, Delegate, Site, Step, Visit, VisitState, VisitType
from liaison_desk.partnership.records.visit_lines import (
    Countdown,
    ItineraryItem,
    MovedEvent,
    Origin,
    Pressure,
    StepLine,
    StepState,
    VisitLine,
)
from liaison_desk.partnership.words import requests
from liaison_desk.screens.saying import SayingToday

_STATE_LOOKS: Final = {
    VisitState.PLANNED: ("neutral", ""),
    VisitState.SUBMITTED: ("acc", ""),
    VisitState.RETURNED: ("amb", "undo-2"),
    VisitState.APPROVED: ("grn", "check"),
    VisitState.DENIED: ("red", "x"),
    VisitState.COMPLETED: ("neutral", "check"),
    VisitState.CANCELLED: ("neutral", ""),
}
_STEP_TONES: Final = {
    StepState.DONE: "t3",
    StepState.OVERDUE: "red",
    StepState.TODAY: "amb",
    StepState.AHEAD: "t2",
    StepState.UNDATED: "t3",
}
_MOST_EVENTS: Final = 4
_LASTING: Final = re.compile(r"(?<=[–〜])\s*")


class Words(SayingToday):
    """The words of one language about visits."""

    def __init__(self, language: Language, profile: Callable[[], DeskProfile], clock: Clock) -> None:
        super().__init__(language, profile, clock)
        self._ranks = load_ranks()
        tr = language.tr
        self.types = (
            (VisitType.ONE_TIME, tr("One-time visit")), (VisitType.RECURRING, tr("Recurring visit")),
            (VisitType.EXTENDED, tr("Extended visit")), (VisitType.EMERGENCY, tr("Emergency visit")),
        )  # fmt: skip
        self.states = (
            (VisitState.PLANNED, tr("Planned")), (VisitState.SUBMITTED, tr("Request submitted")),
            (VisitState.RETURNED, tr("Request returned")), (VisitState.APPROVED, tr("Request approved")),
            (VisitState.DENIED, tr("Request denied")), (VisitState.COMPLETED, tr("Visit completed")),
            (VisitState.CANCELLED, tr("Visit cancelled")),
        )  # fmt: skip
        self.columns = (
            (VisitState.PLANNED, tr("Planned")), (VisitState.SUBMITTED, tr("Submitted")),
            (VisitState.RETURNED, tr("Returned")), (VisitState.APPROVED, tr("Approved")),
            (VisitState.DENIED, tr("Denied")), (VisitState.COMPLETED, tr("Concluded")),
            (VisitState.CANCELLED, tr("Cancelled")),
        )  # fmt: skip
        """What the columns of the board are called."""
        self.acts = {
            VisitState.PLANNED: tr("Plan it again"), VisitState.SUBMITTED: tr("Request submitted…"),
            VisitState.RETURNED: tr("Request returned…"), VisitState.APPROVED: tr("Request approved…"),
            VisitState.DENIED: tr("Request denied…"), VisitState.COMPLETED: tr("The visit is over"),
            VisitState.CANCELLED: tr("Cancel the visit"),
        }  # fmt: skip
        """What can be done with a visit, by the state it leads to."""
        self.anchors = ((Anchor.FIRST, tr("the first day")), (Anchor.LAST, tr("the last day")))
        self.sides = (("", "–"), ("host", tr("Host")), ("home", tr("Home")))

    def bounds(self) -> tuple[tuple[Bound, str], ...]:
        """Return which way visits go, by the names of the nations."""
        tr, profile = self.language.tr, self.profile()
        return (
            (Bound.TO_HOST, tr("To {nation}", nation=self.nation(profile.host))),
            (Bound.TO_HOME, tr("To {nation}", nation=self.nation(profile.home))),
            (Bound.ELSEWHERE, tr("Elsewhere")),
        )

    def nation(self, code: str) -> str:
        """Return a nation's name; a code nobody knows stands for itself."""
        return load_nations().name(code, self.language.code) if code else ""

    def type(self, kind: VisitType) -> str:
        """Return what a type is called."""
        return dict(self.types)[kind]

    def state(self, state: VisitState) -> str:
        """Return what a state is called."""
        return dict(self.states)[state]

    def chip(self, state: VisitState) -> ChipLook:
        """Return a state as a chip."""
        return ChipLook(self.state(state), *_STATE_LOOKS[state])

    def days(self, first: date | None, last: date | None) -> str:
        """Return from the first day to the last as briefly as they can be said; empty without a first day."""
        if first is None:
            return ""
        last = last or first
        tr = self.language.tr
        if first == last:
            return self.dated(first)
        if (first.year, first.month) == (last.year, last.month):
            return tr(
                "{first}–{last} {month} {year}", first=first.day, last=last.day, month=self.month(first), year=first.year,
            )  # fmt: skip
        if first.year == last.year:
            return tr(
                "{first} {month} – {last} {other_month} {year}", first=first.day, month=self.month(first), last=last.day,
                other_month=self.month(last), year=last.year,
            )  # fmt: skip
        return tr("{first} – {last}", first=self.dated(first), last=self.dated(last))

    def day_lines(self, first: date | None, last: date | None) -> tuple[str, str]:
        """Return the days of a visit as two lines, for where one is too long: parted behind the sign of what lasts."""
        begins, *ends = _LASTING.split(self.days(first, last), maxsplit=1)
        return begins, "".join(ends)

    def number(self, found: Countdown) -> str:
        """Return the one number of a countdown: how many days are left, or over; empty where there is none."""
        if found.pressure in {Pressure.UNDATED, Pressure.ENDED, Pressure.IN_TIME, Pressure.LATE}:
            return ""
        return f"{abs(found.left):,}"

    def below_number(self, found: Countdown) -> str:
        """Return what the number of a countdown means."""
        tr, count = self.language.tr, self.language.count
        if found.pressure is Pressure.UNDATED:
            return tr("No first day yet")
        if found.pressure is Pressure.ENDED:
            return tr("Nothing to submit")
        if found.pressure is Pressure.IN_TIME:
            return tr("Submitted in time")
        if found.pressure is Pressure.LATE:
            return tr("Submitted late")
        if found.left < 0:
            return count("day overdue", "days overdue", -found.left)
        return count("day left to submit", "days left to submit", found.left)

    def left(self, found: Countdown) -> str:
        """Return how a request stands, for a list."""
        return requests.left(self.language, found)

    def tone(self, found: Countdown) -> str:
        """Return the tone of a countdown."""
        return requests.tone(found)

    def due(self, found: Countdown) -> str:
        """Return the day by which a request has to be in; empty when it is not known."""
        return self.day(found.due) if found.due is not None else ""

    def lead(self, found: Countdown, sites: Mapping[int, Site]) -> str:
        """Return by which rule a request has to be in: 30 working days before, asked by a site."""
        count, tr = self.language.count, self.language.tr
        if found.due is None:
            return ""
        if found.working:
            said = count("{n} working day before the first", "{n} working days before the first", found.lead)
        else:
            said = count("{n} day before the first", "{n} days before the first", found.lead)
        if found.origin is Origin.SITE:
            return f"{said} · {self.best(sites[found.site_id].name)}"
        return f"{said} · {tr('set for this visit') if found.origin is Origin.OWN else tr('usual, no site has a rule')}"

    def closed(self, found: Countdown) -> str:
        """Return that nobody works there on the day by which a request has to be in, and when somebody does before; empty otherwise."""
        if found.worked is None:
            return ""
        tr, day = self.language.tr, self.day(found.worked)
        if not found.off:
            return tr("That is a weekend. The last working day before it is {day}.", day=day)
        names = tr(", ").join(one.japanese if self.language.code == "ja" else one.english for one in found.off)
        return tr(
            "That is a day off there: {holiday}. The last working day before it is {day}.", holiday=names, day=day
        )

    def warning(self, found: Countdown) -> str:
        """Return what is wrong with a request, as a sentence; empty when nothing is."""
        tr = self.language.tr
        if found.pressure is Pressure.COMPRESSED:
            return tr(
                "The lead time was over before the visit was entered. Ask the site for a waiver, or choose a later day."
            )
        if found.pressure is Pressure.OVERDUE:
            return tr("The request should have been in. Submit it now, and tell the site.")
        return ""

    def name(self, one: Delegate) -> str:
        """Return somebody's name, in his own writing for readers of Japanese."""
        return one.native if self.language.code == "ja" and one.native else one.name

    def rank(self, one: Delegate) -> str:
        """Return a rank as readers of the language say it."""
        return self._ranks.said_in(one.rank, self.language.code, one.nation)

    def head(self, line: VisitLine) -> str:
        """Return who leads a visit; empty for nobody."""
        return self.name(line.leader) if line.leader is not None else ""

    def beneath(self, one: Delegate) -> str:
        """Return rank, post, nation, role and diet of somebody who goes along."""
        diet = self.language.tr("diet: {diet}", diet=one.diet) if one.diet else ""
        return " · ".join(filter(None, (self.rank(one), one.post, self.nation(one.nation), one.role, diet)))

    def offset(self, step: Step) -> str:
        """Return when a step falls due: 7 d before the first day."""
        tr, anchor = self.language.tr, dict(self.anchors)[step.anchor]
        if step.offset == 0:
            return tr("on {day}", day=anchor)
        if step.offset < 0:
            return tr("{n} d before {day}", n=-step.offset, day=anchor)
        return tr("{n} d after {day}", n=step.offset, day=anchor)

    def step_day(self, line: StepLine) -> str:
        """Return the day of a step, or when it was done."""
        if line.step.done is not None:
            return self.language.tr("done {day}", day=self.short_day(line.step.done))
        return self.day(line.due) if line.due is not None else ""

    def step_tone(self, line: StepLine) -> str:
        """Return the tone of a step's day."""
        return _STEP_TONES[line.state]

    def zones(self, item: ItineraryItem, at: datetime) -> ThreeZones | None:
        """Return an instant of an itinerary in three zones; ``None`` for a zone that nobody knows."""
        try:
            return three_zones(at, item.zone, self.profile().home_zone)
        except DeskError:
            return None

    def times(self, item: ItineraryItem) -> tuple[ZonedTime, ...]:
        """Return when something of an itinerary begins: there, in Zulu, at home, each with how many days its date is off."""
        found = None if item.all_day else self.zones(item, item.starts)
        if found is None:
            return (ZonedTime(self.language.tr("all day") if item.all_day else f"{item.start:%H%M}"),)
        return tuple(ZonedTime(one.clock, one.day_offset) for one in (found.place, found.zulu, found.home))

    def item_day(self, item: ItineraryItem) -> date:
        """Return the day of something of an itinerary, where it is."""
        return item.start.date()

    def until(self, item: ItineraryItem) -> str:
        """Return until when something of an itinerary lasts, there."""
        last = item.end - timedelta(days=1) if item.all_day else item.end
        if item.all_day:
            return (
                self.language.tr("until {time}", time=self.short_day(last)) if last.date() > item.start.date() else ""
            )
        other = "" if last.date() == item.start.date() else f"{self.short_day(last.date())} "
        return self.language.tr("until {time}", time=f"{other}{last:%H%M}")

    def in_zone(self, zone: str, on: datetime) -> str:
        """Return what the clocks of a zone show on a day: America/Denver T."""
        return f"{zone.rpartition('/')[2].replace('_', ' ')} {label(zone, on)}"

    def moving(self, events: tuple[MovedEvent, ...], days: int) -> str:
        """Return which events move by how many days, and which stay, before it is done."""
        tr, language = self.language.tr, self.language
        going = [one for one in events if not one.stays]
        named = [f"{self.best(one.title)} ({self.day(one.now.date())})" for one in going[:_MOST_EVENTS]]
        if len(going) > _MOST_EVENTS:
            named.append("…")
        said = language.count("{n} event moves by {days} d: {events}.", "{n} events move by {days} d: {events}.", len(going), days=f"{days:+d}", events=", ".join(named)) if going else ""  # fmt: skip
        series = [self.best(one.title) for one in events if one.stays]
        stays = tr("Of series nothing moves: {events}.", events=", ".join(series)) if series else ""
        return " ".join(filter(None, (said, stays)))

    def places(self, line: VisitLine) -> str:
        """Return where a visit goes, in order."""
        return ", ".join(map(self.best, line.places))

    def spoken(self, line: VisitLine) -> str:
        """Return what a screen reader says of a row."""
        parts = (
            self.coded_mark(line.marking), self.best(line.title), self.state(line.state), self.days(line.first, line.last),
            self.places(line), self.head(line), self.left(line.countdown),
        )  # fmt: skip
        return ", ".join(part for part in parts if part)

    def lasting(self, visit: Visit) -> str:
        """Return how many days a visit takes; empty without its days."""
        if visit.first is None:
            return ""
        return self.language.count("{n} day", "{n} days", ((visit.last or visit.first) - visit.first).days + 1)
