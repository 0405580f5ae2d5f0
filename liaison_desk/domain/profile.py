"""The desk's profile: which two nations it stands between, where, in which languages, under which ceiling."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import time

from liaison_desk.domain.bilingual import Bilingual, Side
from liaison_desk.domain.grammar import grammars
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.zones import zone
from liaison_desk.foundation.core.errors import DeskError, Problem

PAPERS = ("letter", "a4")
_ADDRESS = re.compile(r"[^\s<>@,;:]+@[^\s<>@,;:]+")


@dataclass(frozen=True, slots=True)
class DeskProfile:
    """One desk's settings. Nations are trigraphs, zones IANA names, languages codes of the interface.

    ``officer_emails`` are the addresses by which invitations mean the officer. ``duty_start`` and ``duty_end`` are wall times
    at the host headquarters, ``home_duty_*`` at home.
    """

    home: str = "JPN"
    host: str = "USA"
    home_zone: str = "Asia/Tokyo"
    host_zone: str = "America/Denver"
    home_place: Bilingual = field(default_factory=Bilingual)
    host_place: Bilingual = field(default_factory=Bilingual)
    home_language: str = "ja"
    host_language: str = "en"
    office: Bilingual = field(default_factory=Bilingual)
    officer_name: PersonName = field(default_factory=PersonName)
    officer_rank: Bilingual = field(default_factory=Bilingual)
    officer_emails: tuple[str, ...] = ()
    ceiling: Level = Level.UNCLASSIFIED
    default_marking: Marking | None = None
    policy: str = "us"
    paper: str = "letter"
    duty_start: time = time(7, 30)
    duty_end: time = time(17, 30)
    home_duty_start: time = time(8, 30)
    home_duty_end: time = time(17, 15)

    @property
    def officer_addresses(self) -> frozenset[str]:
        """By which addresses, casefolded, invitations mean the officer."""
        return frozenset(one.casefold() for one in self.officer_emails)

    def officer_said(self, language_code: str) -> tuple[str, str]:
        """Return the officer behind his rank in the script that readers of a language get, then in the other one."""
        rank, name = self.officer_rank, self.officer_name
        latin = " ".join(filter(None, (rank.host, name.latin())))
        native = " ".join(filter(None, (rank.home, name.native())))
        return (native, latin) if language_code == self.home_language == "ja" else (latin, native)

    def side_of(self, language_code: str) -> Side:
        """Return whose wording readers of a language get."""
        home = language_code == self.home_language and language_code != self.host_language
        return Side.HOME if home else Side.HOST

    def named(self, english: str, japanese: str) -> Bilingual:
        """Return a name on the side of each language; two sides of one language need it once."""
        host, home = (japanese if code == "ja" else english for code in (self.host_language, self.home_language))
        return Bilingual(host, home if home != host else "")

    def validate(self) -> list[Problem]:
        """Return what is wrong with the profile, one problem per field; none if it is sound."""
        problems: list[Problem] = []
        nations = load_nations()
        checks: tuple[tuple[str, Callable[[str], object], str], ...] = (
            ("home", nations.require, self.home),
            ("host", nations.require, self.host),
            ("home_zone", zone, self.home_zone),
            ("host_zone", zone, self.host_zone),
        )
        for name, require, code in checks:
            try:
                require(code)
            except DeskError as error:
                problems.append(Problem(name, error.text, tuple(error.values.items())))
        if self.home == self.host:
            problems.append(Problem("host", "Home and host must be two different nations."))
        odd = next((one for one in self.officer_emails if not _ADDRESS.fullmatch(one)), None)
        if odd is not None:
            problems.append(Problem("officer_emails", "{address} is no e-mail address.", (("address", odd[:80]),)))
        if self.policy not in grammars():
            problems.append(
                Problem("policy", "There is no marking policy called {code}.", (("code", self.policy[:40]),))
            )
        if self.paper not in PAPERS:
            problems.append(Problem("paper", "Choose Letter or A4 paper."))
        if self.default_marking is not None and self.default_marking.level > self.ceiling:
            problems.append(Problem("default_marking", "The default marking stands above the ceiling of the desk."))
        hours = (
            ("duty_end", self.duty_start, self.duty_end),
            ("home_duty_end", self.home_duty_start, self.home_duty_end),
        )
        problems += [Problem(name, "Duty must end after it begins.") for name, begin, end in hours if begin >= end]
        return problems
