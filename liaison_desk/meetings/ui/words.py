"""What the meetings page calls things: kinds, portions, days, times in three zones, in the user's language."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.dtg import ThreeZones, three_zones
from liaison_desk.domain.grammar import Grammar, load_grammar
from liaison_desk.domain.marking import Marking, describe
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.typed import day_reader
from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.foundation.core.clock import Clock
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.fields.month import month_words
from liaison_desk.meetings.records import Attendee, Attribution, MeetingSort, PortionKind

KIND_ICONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "meeting": "users",
        "office-call": "handshake",
        "vtc": "video",
        "phone": "phone",
        "visit": "plane",
        "conference": "presentation",
    }
)


class Words:
    """The words of one language about meetings; asks the profile anew each time, for it may be changed meanwhile."""

    def __init__(self, language: Language, profile: Callable[[], DeskProfile], clock: Clock) -> None:
        self.language = language
        self.profile = profile
        self.clock = clock
        tr = language.tr
        self.kinds = (
            ("meeting", tr("Meeting")), ("office-call", tr("Office call")), ("vtc", tr("VTC")), ("phone", tr("Phone")),
            ("visit", tr("Visit")), ("conference", tr("Conference")),
        )  # fmt: skip
        self.portion_kinds = (
            (PortionKind.DISCUSSION, tr("Discussion")), (PortionKind.DECISION, tr("Decision")), (PortionKind.INSIGHT, tr("Insight")),
            (PortionKind.RECOMMENDATION, tr("Recommendation")), (PortionKind.EQUITY, tr("Equity")),
            (PortionKind.COMMITMENT, tr("Commitment")), (PortionKind.RFI, tr("RFI")), (PortionKind.ACTION, tr("Action")),
            (PortionKind.NOTE, tr("Note")),
        )  # fmt: skip
        self.attributions = (
            (Attribution.NAMED, tr("Named")), (Attribution.OFFICE, tr("Office only")), (Attribution.NATION, tr("Nation only")),
            (Attribution.NONE, tr("Not attributable")),
        )  # fmt: skip
        self.states = (("draft", tr("Draft")), ("final", tr("Final")))
        self.task_states = {
            "open": tr("Open"), "in-progress": tr("In progress"), "waiting": tr("Waiting"), "done": tr("Done"),
            "cancelled": tr("Cancelled"),
        }  # fmt: skip
        self._months = (
            tr("Jan"), tr("Feb"), tr("Mar"), tr("Apr"), tr("May"), tr("Jun"),
            tr("Jul"), tr("Aug"), tr("Sep"), tr("Oct"), tr("Nov"), tr("Dec"),
        )  # fmt: skip
        self._weekdays = (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))
        self._languages = {
            "en": tr("English"), "ja": tr("Japanese"), "fr": tr("French"), "de": tr("German"), "ko": tr("Korean"),
        }  # fmt: skip

    def today(self) -> date:
        """Return the day it is at the host headquarters."""
        return to_local(self.clock.now(), self.profile().host_zone).date()

    def read_day(self, *, happened: bool | None = False) -> Callable[[str], date]:
        """Return how a typed day is read, as everywhere on the desk: of what has ``happened`` the last one (None: the nearer)."""
        return day_reader(self.profile, self.clock.now, happened=happened)

    def best(self, text: Bilingual) -> str:
        """Return the wording for the user's language, or the other where there is none."""
        return text.in_code(self.language.code, self.profile())

    def ordered(self, sort: Sort[MeetingSort]) -> Sort[MeetingSort]:
        """Return an order by title as one by the titles that this window shows; every other as it is."""
        home = self.profile().side_of(self.language.code) == "home"
        return replace(sort, key=MeetingSort.TITLE_HOME) if home and sort.key is MeetingSort.TITLE else sort

    def other(self, text: Bilingual) -> str:
        """Return the wording that ``best`` did not choose, when there is one and it says it differently."""
        best = self.best(text)
        return next((words for words in (text.host, text.home) if words and words != best), "")

    def side_names(self) -> tuple[str, str]:
        """Return what the host's and the home language are called."""
        profile, names = self.profile(), self._languages
        return names.get(profile.host_language, profile.host_language), names.get(
            profile.home_language, profile.home_language
        )

    def grammar(self) -> Grammar:
        """Return the desk's grammar of markings."""
        return load_grammar(self.profile().policy)

    def mark(self, marking: Marking | None) -> str:
        """Return the portion mark in the desk's grammar; empty for what is unmarked."""
        return self.grammar().portion(marking) if marking is not None else ""

    def marking(self, marking: Marking | None) -> str:
        """Return a marking in full for a choice: portion mark and what it means."""
        if marking is None:
            return self.language.tr("Unmarked, stays with you")
        return f"{self.mark(marking)} {describe(marking, self.language)}"

    def usual_markings(self) -> list[tuple[Marking | None, str]]:
        """Return the markings a note usually gets, each once, for a choice."""
        return [(marking, self.marking(marking)) for marking in dict.fromkeys(self.numbered_markings())]

    def numbered_markings(self) -> tuple[Marking | None, ...]:
        """Return the markings that numbers in a prefix mean, from 1: the desk's own, shared with the host, home only, no limits, unmarked.

        Two of them may be the same; a number always means what it says.
        """
        profile = self.profile()
        return (
            profile.default_marking,
            Marking(profile.home, audience=frozenset({profile.home, profile.host})),
            Marking(profile.home, audience=frozenset({profile.home})),
            Marking(profile.home),
            None,
        )

    def kind(self, key: str) -> str:
        """Return the name of a kind of meeting; an unknown one stands for itself."""
        return dict(self.kinds).get(key, key)

    def portion(self, kind: PortionKind) -> str:
        """Return the name of a kind of portion."""
        return dict(self.portion_kinds)[kind]

    def month(self, label: str) -> str:
        """Return the month of a heading such as ``2026-11``: November 2026."""
        year, month = label.split("-")
        return month_words(self.language, date(int(year), int(month), 1))

    def short_day(self, day: date) -> str:
        """Return a day under its month's heading: Tue 24."""
        return self.language.tr("{weekday} {day}", weekday=self._weekdays[day.weekday()], day=day.day)

    def full_day(self, day: date) -> str:
        """Return a day with everything: Tue 24 Nov 2026."""
        return self.language.tr(
            "{weekday} {day} {month} {year}", weekday=self._weekdays[day.weekday()], day=day.day,
            month=self._months[day.month - 1], year=day.year,
        )  # fmt: skip

    def near_day(self, day: date) -> str:
        """Return a day of a clock: Wed 25 Nov."""
        return self.language.tr(
            "{weekday} {day} {month}",
            weekday=self._weekdays[day.weekday()],
            day=day.day,
            month=self._months[day.month - 1],
        )

    def times(self, wall: datetime, zone: str) -> ThreeZones | None:
        """Return a wall time in three zones; None in a zone nobody knows."""
        try:
            return three_zones(to_utc(wall, zone or "UTC"), zone or "UTC", self.profile().home_zone)
        except DeskError:
            return None

    def line(self, wall: datetime, zone: str) -> str:
        """Return a wall time in three zones in one line."""
        times = self.times(wall, zone)
        return times.line if times is not None else f"{wall:%Y-%m-%d %H:%M}"

    def instant(self, at: datetime) -> str:
        """Return an instant in three zones in one line, told from the host headquarters."""
        profile = self.profile()
        return three_zones(at, profile.host_zone, profile.home_zone).line

    def attendee(self, one: Attendee) -> str:
        """Return rank and name for the user's readers: Capt JMSDF Morishita Kengo, 森下 健吾."""
        native_first = self.language.code == "ja" and one.native
        name = one.native if native_first else one.name or one.native
        return " ".join(part for part in (one.rank, name) if part)

    def attendee_more(self, one: Attendee) -> str:
        """Return what stands behind the name: post, organization, nation."""
        other = (one.name if self.language.code == "ja" else one.native) if one.native and one.name else ""
        nation = load_nations().name(one.nation, self.language.code) if one.nation else ""
        return " · ".join(part for part in (other, one.role, one.post, one.organization, nation) if part)
