"""What the timeline calls things: days and spans, rows, marks with all that is to be said of them, a drag in three zones."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import label, letter, to_local, to_utc
from liaison_desk.exercises.records import Clash, Lane, MilestoneState
from liaison_desk.exercises.ui.saying import exercise_states
from liaison_desk.exercises.ui.timeline.rows import Look, Mark, Role, Row, What
from liaison_desk.foundation.core.language import Language
from liaison_desk.screens.saying import Saying

_PEOPLE = 4
"""How many of those whom two exercises want are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class ZoneLine:
    """Days in one zone: what the zone is called, the days in words, and how many days their last one is off the place's."""

    zone: str
    words: str
    day_offset: int = 0


class TimelineWords(Saying):
    """The words of one language about a timeline."""

    def __init__(self, language: Language, profile: Callable[[], DeskProfile]) -> None:
        super().__init__(language, profile)
        tr = language.tr
        self._states = dict(exercise_states(language))
        self._looks = {
            Look.DONE: tr("Done"), Look.AHEAD: tr("Planned"), Look.NEXT: tr("Next"), Look.SOON: tr("Soon"),
            Look.LATE: tr("Over and not done"), Look.CANCELLED: tr("Cancelled"),
        }  # fmt: skip
        self._roles = {
            Role.MAIN: tr("Conferences"), Role.HOME: tr("Our side"), Role.HOST: tr("Host side"),
            Role.BOTH: tr("Both sides"), Role.VISITS: tr("Visits"), Role.CLASHES: tr("Same people elsewhere"),
        }  # fmt: skip

    # Days

    def month_year(self, day: date) -> str:
        """Return a month with its year: ``Nov 2026``, 2026年11月."""
        return self.language.tr("{month} {year}", month=self.month(day), year=day.year)

    def weekday(self, day: date) -> str:
        """Return a day as a scale says it: ``Tue 24``, 24日（火）."""
        return self.language.tr("{weekday} {day}", weekday=self._weekdays[day.weekday()], day=day.day)

    def dates(self, first: int, last: int) -> str:
        """Return days (ordinals) as a chart says them: ``7–11 Dec``, ``29 Jan–2 Feb``, 12月7–11日."""
        begin, end = date.fromordinal(first), date.fromordinal(last)
        if first == last:
            return self.short_day(begin)
        if (begin.year, begin.month) == (end.year, end.month):
            return self.language.tr("{first}–{day} {month}", first=begin.day, day=end.day, month=self.month(end))
        return f"{self.short_day(begin)}–{self.short_day(end)}"

    def span(self, first: date, last: date) -> str:
        """Return days whole: ``Tue 24 Nov 2026 – Fri 27 Nov 2026``."""
        return self.full_day(first) if first == last else f"{self.full_day(first)} – {self.full_day(last)}"

    def length(self, first: date, last: date) -> str:
        """Return how many days there are."""
        return self.language.count("{n} day", "{n} days", (last - first).days + 1)

    # Rows

    def name(self, lane: Lane) -> str:
        """Return what an exercise is called."""
        return self.best(lane.line.name) or self.language.tr("Untitled")

    def title(self, row: Row) -> str:
        """Return the first line of a row's label."""
        return self.name(row.lane) if row.role is Role.EXERCISE else self._roles[row.role]

    def fact(self, row: Row) -> str:
        """Return the second line of a row's label: state and STARTEX of an exercise, else whose it is and how much is done."""
        tr, line = self.language.tr, row.lane.line
        if row.role is Role.EXERCISE:
            state = self._states[line.state]
            if line.startex is None:
                return tr("{state} · no dates yet", state=state)
            return f"{state} · {self.dated(line.startex)}"
        if row.role is Role.CLASHES:
            others = len({mark.id for mark in row.marks})
            return self.language.count("{n} exercise", "{n} exercises", others)
        places = [one.place for one in row.marks if one.place is not None]
        kept = [one for one in places if one.state is not MilestoneState.CANCELLED]
        done = sum(one.state is MilestoneState.DONE for one in kept)
        count = tr("{n} of {all} done", n=done, all=len(kept))
        profile = self.profile()
        nation = {Role.HOME: profile.home, Role.HOST: profile.host}.get(row.role)
        return f"{load_nations().name(nation, self.language.code)} · {count}" if nation else count

    # Marks

    def said(self, mark: Mark, lane: Lane) -> str:
        """Return a mark in one line: what it is, when, how it stands, of which exercise."""
        return " · ".join(self.told(mark, lane))

    def told(self, mark: Mark, lane: Lane) -> list[str]:
        """Return what is to be said of a mark, the weightiest first."""
        first, last = date.fromordinal(mark.first), date.fromordinal(mark.last)
        if mark.what is What.CLASH and mark.clash is not None:
            return [self.clash(mark.clash)]
        span = self.span(first, last)
        if mark.what is What.EXERCISE:
            return [self.name(lane), "STARTEX–ENDEX", span, self.length(first, last), self._states[lane.line.state]]
        place = mark.place
        found = [*dict.fromkeys(reversed(mark.names)), span]
        if place is not None and place.at is not None:
            found[-1] = f"{span} {place.at:%H%M}"
        if last > first:
            found.append(self.length(first, last))
        found.append(self._looks[mark.look])
        if mark.held:
            found.append(self.language.tr("locked"))
        return [*found, self.name(lane)]

    def clash(self, clash: Clash) -> str:
        """Return with what an exercise clashes: who is wanted twice, and in which days."""
        tr = self.language.tr
        people = list(clash.people[:_PEOPLE])
        if len(clash.people) > _PEOPLE:
            people.append(tr("+{n} more", n=len(clash.people) - _PEOPLE))
        days = self.dates(clash.first.toordinal(), clash.last.toordinal())
        return tr("{days}: {people} also in {name}", days=days, people=", ".join(people), name=clash.other_name)

    # Three zones

    def in_zones(self, lane: Lane, first: date, last: date, at: time | None) -> tuple[ZoneLine, ...]:
        """Return days of an exercise where it is held, in Zulu and at home; with a time from that time on, else whole days.

        Home's days are those in which the place's whole days lie, which may be one more.
        """
        profile, line = self.profile(), lane.line
        zone = line.zone or profile.host_zone
        begin = to_utc(datetime.combine(first, at or time()), zone)
        end = to_utc(datetime.combine(last, at or time()), zone) if at else _end_of(last, zone)
        place = self.best(line.place) or label(zone, begin)
        home = self.best(profile.home_place) or label(profile.home_zone, begin)
        there, zulu = to_local(begin, profile.home_zone), begin.astimezone(UTC)
        until, zulu_until = to_local(end, profile.home_zone), end.astimezone(UTC)
        if at is not None:
            here = to_local(begin, zone)
            tail = f" – {self.dates(last.toordinal(), last.toordinal())}" if last > first else ""
            return (
                ZoneLine(place, f"{self.full_day(first)} {here:%H%M}{_letter(here)}{tail}"),
                ZoneLine("Zulu", f"{self.short_day(zulu.date())} {zulu:%H%M}Z", (zulu.date() - first).days),
                ZoneLine(
                    home, f"{self.short_day(there.date())} {there:%H%M}{_letter(there)}", (there.date() - first).days
                ),
            )
        days = self.dates(there.date().toordinal(), until.date().toordinal())
        return (
            ZoneLine(place, self.full_day(first) if first == last else f"{self.full_day(first)} – {self.short_day(last)}"),
            ZoneLine("Zulu", f"{self.short_day(zulu.date())} {zulu:%H%M}Z – {self.short_day(zulu_until.date())} {zulu_until:%H%M}Z"),
            ZoneLine(home, days, (until.date() - last).days or (there.date() - first).days),
        )  # fmt: skip


def _end_of(last: date, zone: str) -> datetime:
    """Return the last minute of a day in a zone."""
    return to_utc(datetime.combine(last + timedelta(days=1), time()), zone) - timedelta(minutes=1)


def _letter(local: datetime) -> str:
    return letter(local.utcoffset() or timedelta())
