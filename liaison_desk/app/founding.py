"""What a new desk begins with: the profile of its two nations, and the calendars an officer expects."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from typing import Any

from liaison_desk.app.desk import Desk, make_desk
from liaison_desk.calendar.records import Calendar
from liaison_desk.calendar.rules import holiday_palette
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.policy import read_policy
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import InvalidError
from liaison_desk.foundation.core.resources import resource

_CALENDARS = (
    ("Planning", "計画", "planning"),
    ("Exercises", "演習", "exercises"),
    ("Battle rhythm", "定例業務", "rhythm"),
    ("Visits", "訪問", "visits"),
    ("Leave", "休暇", "leave"),
)


def new_profile(home: str, host: str) -> DeskProfile:
    """Return the profile of a desk of one nation's officer (trigraphs) at another's headquarters; raises DeskError.

    Zones, places and languages come from ``resources/policies/founding.toml`` and can be changed in the settings.
    """
    nations = load_nations()
    own, theirs = (nations.require(code.strip().upper()) for code in (home, host))
    known = read_policy(resource("policies", "founding.toml"))
    mine, yours = known.get(own, {}), known.get(theirs, {})
    profile = DeskProfile(
        home=own,
        host=theirs,
        home_zone=mine.get("zone", "UTC"),
        host_zone=yours.get("zone", "UTC"),
        home_language=mine.get("language", "en"),
        host_language=yours.get("language", "en"),
        home_place=_place(mine, yours.get("language"), mine.get("language")),
        host_place=_place(yours, yours.get("language"), mine.get("language")),
        default_marking=Marking(own, Level.UNCLASSIFIED, frozenset({own, theirs})),
        paper=yours.get("paper", "a4"),
        duty_start=_duty(yours)[0],
        duty_end=_duty(yours)[1],
        home_duty_start=_duty(mine)[0],
        home_duty_end=_duty(mine)[1],
    )
    problems = profile.validate()
    if problems:
        raise InvalidError(problems)
    return profile


def _duty(nation: Mapping[str, Any]) -> tuple[time, time]:
    begin, end = nation.get("duty", ("08:00", "17:00"))
    return time.fromisoformat(begin), time.fromisoformat(end)


def _place(nation: Mapping[str, Any], host_language: str | None, home_language: str | None) -> Bilingual:
    """Return a place's name for both sides: Japanese where that is spoken, else English."""
    english, japanese = nation.get("place", ("", ""))
    host, home = (japanese if language == "ja" else english for language in (host_language, home_language))
    return Bilingual(host, home)


def standard_calendars(profile: DeskProfile) -> list[Calendar]:
    """Return the calendars a new desk begins with."""
    calendars = [
        Calendar(name=profile.named(english, japanese), palette=palette) for english, japanese, palette in _CALENDARS
    ]
    nations = load_nations()
    for code in (profile.home, profile.host):
        english, japanese = (nations.name(code, language) for language in ("en", "ja"))
        name = profile.named(f"Holidays, {english}", f"{japanese}の祝日")
        calendars.append(Calendar(name=name, palette=holiday_palette(code, profile), holidays=code))
    return [replace(one, position=position, marking=profile.default_marking) for position, one in enumerate(calendars)]


def found_desk(location: str, profile: DeskProfile, passphrase: str = "") -> Desk:
    """Make a desk with its first calendars and open it; there is nothing in it yet that undo could take away."""
    desk = make_desk(location, profile, passphrase=passphrase)
    desk.calendars.save_calendars(standard_calendars(profile), "Make the desk")
    desk.history.settle()
    return desk
