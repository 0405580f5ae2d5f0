"""What screens say alike: wordings in two languages, days, markings."""

from collections.abc import Callable
from datetime import date

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.grammar import Grammar, load_grammar
from liaison_desk.domain.marking import Marking, describe
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.typed import day_reader
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.clock import Clock
from liaison_desk.foundation.core.language import Language


class Saying:
    """The words of one language; asks the profile anew each time, for it may be changed meanwhile."""

    def __init__(self, language: Language, profile: Callable[[], DeskProfile]) -> None:
        self.language = language
        self.profile = profile
        tr = language.tr
        self._months = (
            tr("Jan"), tr("Feb"), tr("Mar"), tr("Apr"), tr("May"), tr("Jun"),
            tr("Jul"), tr("Aug"), tr("Sep"), tr("Oct"), tr("Nov"), tr("Dec"),
        )  # fmt: skip
        self._weekdays = (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))

    def best(self, text: Bilingual) -> str:
        """Return the wording for the user's language, or the other where there is none."""
        return text.in_code(self.language.code, self.profile())

    def other(self, text: Bilingual) -> str:
        """Return the wording that ``best`` did not choose, when there is one and it says it differently."""
        best = self.best(text)
        return next((words for words in (text.host, text.home) if words and words != best), "")

    def side_names(self) -> tuple[str, str]:
        """Return what the host's and the home language are called."""
        tr, profile = self.language.tr, self.profile()
        names = {"en": tr("English"), "ja": tr("Japanese"), "fr": tr("French"), "de": tr("German"), "ko": tr("Korean")}
        host, home = profile.host_language, profile.home_language
        return names.get(host, host), names.get(home, home)

    def grammar(self) -> Grammar:
        """Return the desk's grammar of markings."""
        return load_grammar(self.profile().policy)

    def mark(self, marking: Marking | None) -> str:
        """Return the portion mark in the desk's grammar; empty for what is unmarked."""
        return self.grammar().portion(marking) if marking is not None else ""

    def coded_mark(self, code: str) -> str:
        """Return the portion mark of a marking as lists hold it."""
        return self.mark(Marking.decode(code)) if code else ""

    def release(self, marking: Marking | None) -> str:
        """Return to whom something may be released: its portion mark and what it means."""
        if marking is None:
            return self.language.tr("Unmarked, stays with you")
        return f"{self.grammar().portion(marking)} {describe(marking, self.language)}"

    def month(self, day: date) -> str:
        """Return a month, short: ``Nov``, 11月."""
        return self._months[day.month - 1]

    def short_day(self, day: date) -> str:
        """Return a day of every year: 24 Nov."""
        return self.language.tr("{day} {month}", day=day.day, month=self.month(day))

    def dated(self, day: date) -> str:
        """Return a day with its year: 8 Mar 2027."""
        return self.language.tr("{day} {month} {year}", day=day.day, month=self.month(day), year=day.year)

    def full_day(self, day: date) -> str:
        """Return a day with everything: Mon 8 Mar 2027."""
        weekday = self._weekdays[day.weekday()]
        return self.language.tr(
            "{weekday} {day} {month} {year}", weekday=weekday, day=day.day, month=self.month(day), year=day.year
        )


class SayingToday(Saying):
    """Words that know what day it is at the host headquarters."""

    def __init__(self, language: Language, profile: Callable[[], DeskProfile], clock: Clock) -> None:
        super().__init__(language, profile)
        self.clock = clock

    def today(self) -> date:
        """Return the day it is at the host headquarters."""
        return to_local(self.clock.now(), self.profile().host_zone).date()

    def read_day(self) -> Callable[[str], date]:
        """Return how a typed day is read, as everywhere on the desk."""
        return day_reader(self.profile, self.clock.now)

    def day(self, day: date) -> str:
        """Return a day near today by its weekday (Wed 25 Nov), with its year when that is not the present one."""
        if day.year != self.today().year:
            return self.dated(day)
        weekday = self._weekdays[day.weekday()]
        return self.language.tr("{weekday} {day} {month}", weekday=weekday, day=day.day, month=self.month(day))

    def at_home(self) -> bool:
        """Tell whether the user reads the home language: titles are put in order by it then."""
        return self.profile().side_of(self.language.code) == "home"

    def marked(self, marking: Marking | None) -> str:
        """Return the portion mark in the desk's grammar; that there is none is said too."""
        return self.mark(marking) or self.language.tr("unmarked")

    def late(self, due: date | None, *, finished: bool = False) -> str:
        """Return for how many days something unfinished has been overdue; empty when it is not."""
        days = (self.today() - due).days if due is not None and not finished else 0
        return self.language.tr("Overdue {n} d", n=days) if days > 0 else ""
