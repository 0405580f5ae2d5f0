"""What the contacts page calls things: kinds of telephone, days, spans and intervals, in the user's language."""

from collections.abc import Callable
from datetime import date

from liaison_desk.contacts.records import Email, Encounter, Person, PersonLine, Phone
from liaison_desk.contacts.rules.timeline import Entry, EntryKind
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.languages import load_languages
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.typed import day_reader
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.clock import Clock
from liaison_desk.foundation.core.language import Language

Pairs = tuple[tuple[str, str], ...]


class Words:
    """The words of one language about contacts; asks the profile anew each time, for it may be changed meanwhile."""

    def __init__(self, language: Language, profile: Callable[[], DeskProfile], clock: Clock) -> None:
        self.language = language
        self.profile = profile
        self._clock = clock
        tr = language.tr
        self.phone_kinds: Pairs = (
            ("work", tr("Work")), ("mobile", tr("Mobile")), ("home", tr("Residence")),
            ("fax", tr("Fax")), ("pager", tr("Pager")), ("other", tr("Other")),
        )  # fmt: skip
        self.place_kinds: Pairs = (("work", tr("Work")), ("home", tr("Residence")), ("other", tr("Other")))
        self.meeting_kinds: Pairs = (
            ("meeting", tr("Meeting")), ("office-call", tr("Office call")), ("vtc", tr("VTC")),
            ("phone", tr("Phone")), ("visit", tr("Visit")), ("conference", tr("Conference")),
        )  # fmt: skip
        self._entries = {
            "commitment": tr("Commitment"), "rfi": tr("RFI"), "action": tr("Action"),
            "open": tr("Open"), "in-progress": tr("In progress"), "waiting": tr("Waiting"), "done": tr("Done"),
            "cancelled": tr("Cancelled"),
            "began": tr("took up the post"), "ended": tr("left the post"), "rank": tr("in this rank since then"),
        }  # fmt: skip
        self.spoken: Pairs = tuple((one.code, one.name(language.code)) for one in load_languages().values())
        self._levels = {
            "native": tr("native"), "bilingual": tr("bilingual"), "fluent": tr("fluent"), "advanced": tr("advanced"),
            "professional": tr("professional"), "business": tr("business"), "intermediate": tr("intermediate"),
            "conversational": tr("conversational"), "limited": tr("limited"), "basic": tr("basic"),
            "elementary": tr("elementary"), "beginner": tr("beginner"),
        }  # fmt: skip
        self._house_kinds = {
            "combatant command": tr("combatant command"), "command": tr("command"), "field command": tr("field command"),
            "headquarters": tr("headquarters"), "staff": tr("staff"), "directorate": tr("directorate"),
            "department": tr("department"), "division": tr("division"), "section": tr("section"),
            "operations center": tr("operations center"), "group": tr("group"), "wing": tr("wing"),
            "squadron": tr("squadron"), "unit": tr("unit"), "office": tr("office"),
            "liaison office": tr("liaison office"), "embassy": tr("embassy"), "ministry": tr("ministry"),
            "agency": tr("agency"), "company": tr("company"),
        }  # fmt: skip
        self._months = (
            tr("Jan"), tr("Feb"), tr("Mar"), tr("Apr"), tr("May"), tr("Jun"),
            tr("Jul"), tr("Aug"), tr("Sep"), tr("Oct"), tr("Nov"), tr("Dec"),
        )  # fmt: skip

    @property
    def code(self) -> str:
        """The language's code."""
        return self.language.code

    def today(self) -> date:
        """Return the day it is at the host headquarters."""
        return to_local(self._clock.now(), self.profile().host_zone).date()

    def read_day(self, *, happened: bool | None = False) -> Callable[[str], date]:
        """Return how a typed day is read, as everywhere on the desk: of what has ``happened`` the last one (None: the nearer)."""
        return day_reader(self.profile, self._clock.now, happened=happened)

    def best(self, text: Bilingual) -> str:
        """Return the wording for the user's language, or the other where there is none."""
        return text.in_code(self.code, self.profile())

    def other(self, text: Bilingual) -> str:
        """Return the wording that ``best`` did not choose, when there is one and it says it differently."""
        best = self.best(text)
        return next((words for words in (text.host, text.home) if words and words != best), "")

    def side_names(self) -> tuple[str, str]:
        """Return what the host's and the home language are called."""
        profile = self.profile()
        return self.spoken_name(profile.host_language), self.spoken_name(profile.home_language)

    def spoken_name(self, code: str) -> str:
        """Return a language's name; a code without one stands for itself."""
        return dict(self.spoken).get(code, code)

    def level(self, typed: str) -> str:
        """Return how well a language is spoken: a common word in the user's language, anything else as it was typed."""
        usual = typed.strip().casefold()
        said = self._levels.get(usual, usual)
        return said if said != usual else typed

    def house_kinds(self) -> list[str]:
        """Return what kinds of organization are called, for those who type one."""
        return list(self._house_kinds.values())

    def house_kind(self, kept: str) -> str:
        """Return the kind of an organization: a usual one in the user's language, anything else as it was typed."""
        return self._house_kinds.get(kept.strip().casefold(), kept)

    def kept_house_kind(self, typed: str) -> str:
        """Return what is kept of a typed kind, so that a usual one reads in either language."""
        usual = {said.casefold(): kind for kind, said in self._house_kinds.items()}
        return usual.get(typed.strip().casefold(), typed.strip())

    def nation(self, code: str) -> str:
        """Return a nation's name."""
        return load_nations().name(code, self.code)

    def month(self, day: date) -> str:
        """Return a month of the cadence strip: Nov."""
        return self._months[day.month - 1]

    def month_of_year(self, day: date) -> str:
        """Return a month and its year: Nov 2026, 2026年11月."""
        return self.language.tr("{month} {year}", month=self.month(day), year=day.year)

    def day(self, day: date) -> str:
        """Return a day, with its year only when that is not the present one: 24 Nov, 24 Nov 2025."""
        if day.year == self.today().year:
            return self.language.tr("{day} {month}", day=day.day, month=self.month(day))
        return self.full_day(day)

    def full_day(self, day: date) -> str:
        """Return a day with its year: 24 Nov 2026."""
        return self.language.tr("{day} {month} {year}", day=day.day, month=self.month(day), year=day.year)

    def span(self, since: date | None, until: date | None) -> str:
        """Return when a post is held: Aug 2025 - now, 2023 - 2025; empty when nobody knows."""
        tr = self.language.tr
        if since is None and until is None:
            return ""
        if until is None:
            assert since is not None
            now = self.month_of_year(since)
            return now if since > self.today() else tr("{since} – now", since=now)
        if since is None:
            return tr("until {until}", until=self.month_of_year(until))
        if until < self.today() and since.year != until.year:
            return tr("{first} – {last}", first=since.year, last=until.year)
        return tr("{first} – {last}", first=self.month_of_year(since), last=self.month_of_year(until))

    def ago(self, last: date | None) -> str:
        """Return how long ago a contact was: Today, 12 d; empty when there was none."""
        if last is None:
            return ""
        days = (self.today() - last).days
        return self.language.tr("Today") if days <= 0 else self.language.tr("{n} d", n=days)

    def phone_label(self, phone: Phone) -> str:
        """Return the label of a telephone: what it is, or for a number outside the civil network that network's name."""
        return dict(self.phone_kinds).get(phone.kind, phone.kind) if phone.network == "civil" else phone.network

    def email_label(self, email: Email) -> str:
        """Return the label of an e-mail address."""
        tr = self.language.tr
        return tr("E-mail") if email.network in {"", "internet"} else tr("E-mail, {network}", network=email.network)

    def meeting_kind(self, encounter: Encounter) -> str:
        """Return what kind of meeting it was."""
        return dict(self.meeting_kinds).get(encounter.kind, encounter.kind)

    def entry(self, one: Entry) -> str:
        """Return what an entry of the timeline is."""
        tr = self.language.tr
        if one.kind is EntryKind.MEETING:
            return dict(self.meeting_kinds).get(one.what, tr("Meeting"))
        if one.kind is EntryKind.EVENT:
            return tr("Event, repeated") if one.series else tr("Event")
        said = self._entries.get(one.what, one.what)
        return tr("Task, {state}", state=said) if one.kind is EntryKind.TASK else said

    def rank(self, one: Person | PersonLine) -> str:
        """Return the rank for the user's readers: the home wording for them, else the host's; a title for civilians."""
        home = self.profile().side_of(self.code) == "home"
        first, second = (one.rank_home, one.rank) if home else (one.rank, one.rank_home)
        return first or second or one.name.prefix

    def called(self, one: Person | PersonLine) -> str:
        """Return rank and name as people are called in lists; a civilian's title is in the name already."""
        rank, name = self.rank(one), one.name.full(self.code)
        return name if rank == one.name.prefix else f"{rank} {name}"

    def other_rank(self, one: Person) -> str:
        """Return the rank in the wording that ``rank`` did not choose, when there is one."""
        return next((words for words in (one.rank_home, one.rank) if words and words != self.rank(one)), "")
