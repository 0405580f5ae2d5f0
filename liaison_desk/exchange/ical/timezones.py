"""Which known zone a file means: by its IANA name, a Windows or display name, a fixed offset, or its own definition."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import lru_cache
from types import MappingProxyType

from liaison_desk.domain.zones import known_zones, zone
from liaison_desk.exchange.ical.lines import Component, Report
from liaison_desk.exchange.ical.values import UTC_ZONE, parse_stamp, wall
from liaison_desk.exchange.ical.vtimezone import Observance, observances, offset_at, parse_offset

_MOST_SAMPLES = 60
_MOST_UNKNOWN = 60

_UTC_NAMES = frozenset(
    {"UTC", "Z", "ETC/UTC", "ETC/GMT", "GMT", "ZULU", "ETC/ZULU", "UCT", "ETC/UCT", "UNIVERSAL", "ETC/UNIVERSAL"}
)
_COMMON = (
    "UTC",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Phoenix",
    "America/Anchorage",
    "Pacific/Honolulu",
    "Asia/Tokyo",
    "Asia/Seoul",
    "Asia/Singapore",
    "Asia/Shanghai",
    "Australia/Sydney",
    "Australia/Brisbane",
    "Australia/Adelaide",
    "Australia/Perth",
    "Pacific/Auckland",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Paris",
    "Europe/Athens",
    "Europe/Moscow",
    "Europe/Istanbul",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Asia/Jerusalem",
    "Asia/Karachi",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Africa/Johannesburg",
    "America/Sao_Paulo",
    "America/Argentina/Buenos_Aires",
    "America/Bogota",
    "America/Halifax",
    "America/St_Johns",
    "America/Mexico_City",
    "Atlantic/Reykjavik",
)
# Words that stand in display names ("(UTC-05:00) Eastern Time (US & Canada)"); the first that is found decides.
_WORDS = MappingProxyType({
    "東京": "Asia/Tokyo", "大阪": "Asia/Tokyo", "日本": "Asia/Tokyo", "ソウル": "Asia/Seoul",
    "indiana": "America/Indiana/Indianapolis", "arizona": "America/Phoenix", "saskatchewan": "America/Regina",
    "eastern time": "America/New_York", "central time": "America/Chicago", "mountain time": "America/Denver",
    "pacific time": "America/Los_Angeles", "atlantic time": "America/Halifax", "greenwich mean time": "Europe/London",
    "mitteleurop": "Europe/Berlin", "central europe": "Europe/Berlin", "western europe": "Europe/Paris",
})  # fmt: skip
_ABBREVIATIONS = MappingProxyType({
    "JST": "Asia/Tokyo", "KST": "Asia/Seoul", "EST": "America/New_York", "EDT": "America/New_York", "EASTERN": "America/New_York",
    "CST": "America/Chicago", "CDT": "America/Chicago", "CENTRAL": "America/Chicago", "MST": "America/Denver", "MDT": "America/Denver",
    "MOUNTAIN": "America/Denver", "PST": "America/Los_Angeles", "PDT": "America/Los_Angeles", "PACIFIC": "America/Los_Angeles",
    "AKST": "America/Anchorage", "HST": "Pacific/Honolulu", "BST": "Europe/London", "CET": "Europe/Berlin", "CEST": "Europe/Berlin",
    "EST/EDT": "America/New_York", "CST/CDT": "America/Chicago", "MST/MDT": "America/Denver", "PST/PDT": "America/Los_Angeles",
    "AEST": "Australia/Brisbane", "ACST": "Australia/Darwin", "AWST": "Australia/Perth",
})  # fmt: skip


@lru_cache(maxsize=1)
def _by_lower_name() -> dict[str, str]:
    return {name.lower(): name for name in known_zones()}


@lru_cache(maxsize=1)
def _by_city() -> dict[str, str]:
    # Shorter names win: Asia/Tokyo, not an alias deeper in the tree.
    cities: dict[str, str] = {}
    for name in sorted(known_zones(), key=lambda known: (known.count("/"), known), reverse=True):
        if "/" in name and not name.startswith(("Etc/", "US/", "SystemV/")):
            cities[name.rpartition("/")[2].replace("_", " ").lower()] = name
    return cities


@lru_cache(maxsize=1)
def _windows_zones() -> dict[str, str]:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return {windows.lower(): name for windows, name in WINDOWS_TO_OLSON.items()}


def known_name(text: str) -> str:
    """Return the IANA name that a text is, whatever its case and separators, or ""; UTC's many names are one."""
    if text.upper() in _UTC_NAMES:
        return UTC_ZONE
    names = _by_lower_name()
    plain = text.lower().replace(" ", "_")
    return names.get(plain) or names.get(plain.replace("-", "/", 1)) or names.get(plain.replace("_", "/", 1)) or ""


def _name_inside(text: str) -> str:
    """Return the IANA name in ``/mozilla.org/20050126_1/America/Boise``, ``custom_America/New_York``, ``posix/Europe/Vaduz``."""
    pieces = re.split("[/_=]", text.replace("\\", "/"))
    if len(pieces) > 2 and pieces[-1].upper() in _UTC_NAMES:
        return UTC_ZONE
    names = _by_lower_name()
    for size in (3, 2):
        if len(pieces) > size:
            for tail in ("/".join(pieces[-size:]), pieces[-size] + "/" + "_".join(pieces[1 - size :])):
                if tail.lower() in names:
                    return names[tail.lower()]
    areas = "Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific"
    found = re.search(rf"(?i)\b(?:{areas})/[A-Za-z_/-]+", text)
    return known_name(found[0]) if found else ""


def named_zone(text: str) -> str:
    """Return the zone that a foreign zone's name speaks of, or "": path prefixes, Windows names, cities, abbreviations."""
    text = text.strip().strip('"').strip()
    if name := known_name(text) or _windows_zones().get(text.lower(), ""):
        return name
    if name := _name_inside(text):
        return name
    lower = text.lower()
    for word, name in _WORDS.items():
        if word in lower:
            return name
    if text.upper() in _ABBREVIATIONS:
        return _ABBREVIATIONS[text.upper()]
    cities = _by_city()
    return next((cities[city] for piece in re.split(r"[,;:/()]", lower) if (city := piece.strip()) in cities), "")


def fixed_zone(offset: timedelta, preferred: Iterable[str]) -> str:
    """Return a zone that always has this offset, a preferred one if possible, or ""."""
    months = [wall(2020 + year, month, 15, 12) for year in range(6) for month in range(1, 13)]
    hours = offset / timedelta(hours=1)
    general = [f"Etc/GMT{-int(hours):+d}"] if hours == int(hours) and -14 <= -hours <= 12 else []
    for name in (
        *preferred,
        *general,
        *_COMMON,
        "Asia/Yangon",
        "Asia/Kabul",
        "Australia/Darwin",
        "Pacific/Marquesas",
        "Australia/Eucla",
    ):
        if all(zone(name).utcoffset(at) == offset for at in months):
            return UTC_ZONE if not offset else name
    return ""


class ZoneBook:
    """The zones one file speaks of: each name is settled once, with the help of the definitions the file carries."""

    def __init__(self, root: Component, zones: tuple[str, ...], report: Report) -> None:
        """Take the file, the desk's own zones (the first is where times of an unknown zone are taken to be)."""
        self._root = root
        self._preferred = zones
        self._report = report
        self._settled: dict[str, str] = {}
        self._asked = 0
        self._definitions: dict[str, tuple[Observance, ...]] | None = None
        self._times: dict[str, list[str]] | None = None

    def settle(self, name: str, number: int) -> str:
        """Return the zone a TZID means; an unknown one is told, with its line, and is taken as the desk's."""
        found = self._settled.get(name)
        if found is None:
            found = known_name(name)
            if not found and self._asked < _MOST_UNKNOWN:
                self._asked += 1
                found = self._settle(name, number)
            elif not found:
                found = self._preferred[0]
                told = "The time zone {zone} is unknown; its times are taken as {taken}."
                self._report(number, told, zone=name[:80], taken=found)
            self._settled[name] = found
        return found

    def _settle(self, name: str, number: int) -> str:
        if windows := _windows_zones().get(name.lower()):
            return windows
        named = named_zone(name)
        parts = self._defined().get(name, ())
        if parts and (defined := self._by_definition(name, named, parts, number)):
            return defined
        if named:
            return named
        if named := _by_two_offsets(name, (*self._preferred, *_COMMON)):
            return named
        offset = _stated_offset(name)
        if offset is not None and (fixed := fixed_zone(offset, self._preferred)):
            return fixed
        guess = self._guess(name)
        self._report(
            number, "The time zone {zone} is unknown; its times are taken as {taken}.", zone=name[:80], taken=guess
        )
        return guess

    def _by_definition(self, name: str, named: str, parts: tuple[Observance, ...], number: int) -> str:
        """Return the zone that a definition in the file describes, or "" if there is none like it."""
        samples = list(self._samples(name))
        if named and (_fit(parts, _months(samples), named) >= 2 / 3 or (samples and _fit(parts, samples, named) == 1)):
            # The name is what was meant; old definitions carry the rules of their year.
            return named
        offsets = {offset for part in parts for offset in (part.before, part.after)}
        if len(offsets) == 1 and (fixed := fixed_zone(next(iter(offsets)), self._preferred)):
            return fixed
        found = _closest(parts, samples, (named, *self._preferred, *_COMMON))
        offset = offset_at(parts, samples[0]) if samples and not found and not named else None
        if offset is not None and (found := fixed_zone(offset, self._preferred)):
            told = "The time zone {zone} is like no zone known; its times are taken as {taken}."
            self._report(number, told, zone=name[:80], taken=found)
        return found

    def _guess(self, name: str) -> str:
        """Return where times of an unknown zone are taken to be: a name much like it, the file's one zone, the desk's."""
        close = get_close_matches(name.lower()[:80], _by_lower_name(), 1, 0.9) if "/" in name else []
        if close:
            return _by_lower_name()[close[0]]
        stated = (line.value for part in self._root.children for line in part.lines if line.name == "X-WR-TIMEZONE")
        others = [next(stated, ""), *(other for other in self._defined() if other != name)]
        known = {zone for other in others if (zone := known_name(other) or named_zone(other)) and zone != UTC_ZONE}
        return known.pop() if len(known) == 1 else self._preferred[0]

    def old_style(self, calendar: Component) -> str:
        """Return the zone of vCalendar 1.0's TZ and DAYLIGHT properties, or "" (floating) where there is no TZ."""
        stated = calendar.first("TZ")
        offset = parse_offset(stated.value.strip()) if stated else None
        if stated is None or offset is None:
            return ""
        parts = [Observance(wall(1970, 1, 1), offset, offset)]
        samples = []
        for line in calendar.lines:
            pieces = [piece.strip() for piece in line.value.split(";")]
            if line.name != "DAYLIGHT" or len(pieces) < 4 or pieces[0].upper() != "TRUE":
                continue
            summer, begin, end = parse_offset(pieces[1]), parse_stamp(pieces[2]), parse_stamp(pieces[3])
            if summer is not None and begin and end:
                parts += [Observance(begin.at, offset, summer), Observance(end.at, summer, offset)]
                samples += [begin.at + (end.at - begin.at) / 2, end.at + timedelta(days=30)]
        found = _closest(tuple(parts), samples, (*self._preferred, *_COMMON)) if samples else ""
        return found or fixed_zone(offset, ())

    def _defined(self) -> dict[str, tuple[Observance, ...]]:
        if self._definitions is None:
            self._definitions = {}
            for component in self._root.walk():
                named = component.first("TZID") if component.name == "VTIMEZONE" else None
                if named and len(self._definitions) < _MOST_UNKNOWN:
                    self._definitions.setdefault(named.value.strip().strip('"'), observances(component))
        return self._definitions

    def _samples(self, name: str) -> Iterator[datetime]:
        """Yield the wall times the file writes in a zone."""
        if self._times is None:
            self._times = {}
            for component in self._root.walk():
                for line in component.lines:
                    if "TZID" in line.params:
                        times = self._times.setdefault(line.param("TZID"), [])
                        if len(times) < _MOST_SAMPLES:
                            times.append(line.value.partition(",")[0])
        for value in self._times.get(name, ()):
            if stamp := parse_stamp(value):
                yield stamp.at


def _by_two_offsets(name: str, likely: Iterable[str]) -> str:
    """Return the zone of ``GMT-05.00/-04.00`` or ``UTC +0100 (Standard) / UTC +0200 (Daylight)``, or ""."""
    found = re.findall(r"[+-]\d{1,2}[:.]?\d\d", name)
    if len(found) != 2:
        return ""
    wanted = [parse_offset(text.replace(".", ":")) for text in found]
    for known in likely:
        here = zone(known)
        if [here.utcoffset(wall(2024, month, 15)) for month in (1, 7)] == wanted:
            return known
    return ""


def _stated_offset(name: str) -> timedelta | None:
    """Read ``GMT+0900``, ``(UTC+07:00) Bangkok``, ``UTC+11`` or ``GMT-05.00``."""
    found = re.match(r"\(?\s*(?:GMT|UTC)?\s*([+-]\s*\d{1,2}(?:[:.]?\d\d)?)\b(?!.*[/].*[+-]\d)", name, re.IGNORECASE)
    return parse_offset(found[1].replace(".", ":")) if found else None


def _months(samples: list[datetime]) -> list[datetime]:
    years = sorted({at.year for at in samples if 1900 < at.year < 2200})[:10] or [2020]
    return [wall(year, month, 15, 12) for year in years for month in range(1, 13)]


def _fit(parts: tuple[Observance, ...], times: list[datetime], name: str) -> float:
    """Return for which share of some wall times a zone agrees with a definition."""
    here = zone(name)
    return sum(here.utcoffset(at) == offset_at(parts, at) for at in times) / len(times)


def _closest(parts: tuple[Observance, ...], samples: list[datetime], likely: Iterable[str]) -> str:
    """Return the zone that agrees with a definition on every sample and on most months around; "" if none does."""
    months = _months(samples)
    wanted = [offset_at(parts, at) for at in samples]
    wanted_months = [offset_at(parts, at) for at in months]
    best, best_fit = "", 0
    for name in (*filter(None, likely), *known_zones()):
        here = zone(name)
        if any(here.utcoffset(at) != offset for at, offset in zip(samples, wanted, strict=True)):
            continue
        fit = sum(here.utcoffset(at) == offset for at, offset in zip(months, wanted_months, strict=True))
        if fit == len(months):
            return name
        if fit > best_fit:
            best, best_fit = name, fit
    return best if best_fit >= len(months) * 3 // 4 else ""
