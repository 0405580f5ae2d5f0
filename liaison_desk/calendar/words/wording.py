"""Dates and times in the user's words: titles of spans, weekdays, an occurrence in one line and in three zones."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from liaison_desk.calendar.records import Calendar, Occurrence
from liaison_desk.calendar.rules.days import dates
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.dtg import DtgStyle, format_dtg, three_zones
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.towns import town_of
from liaison_desk.domain.zones import label, letter, to_local
from liaison_desk.foundation.core.language import Language

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_JAPANESE_DAYS: Final = "月火水木金土日"
ZULU: Final = "UTC"


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """One line of the three: whose time, the wall time in words, days off the place's date at start and end, the DTG."""

    name: str
    words: str
    day_offset: int
    dtg: str


class Wording:
    """Says when and what in one language, for one desk. ``profile`` is asked each time, for it may change."""

    def __init__(self, language: Language, profile: Callable[[], DeskProfile]) -> None:
        self.language = language
        self.profile = profile
        self._japanese = language.code == "ja"

    def text(self, words: Bilingual) -> str:
        """Return a text in the user's language."""
        return words.in_code(self.language.code, self.profile())

    def title(self, occurrence: Occurrence) -> str:
        """Return an event's title, never empty."""
        return self.text(occurrence.title).strip() or self.language.tr("Untitled")

    def calendar(self, calendar: Calendar) -> str:
        """Return a calendar's name."""
        return self.text(calendar.name)

    def place_name(self, at: datetime, *, short: bool = True) -> str:
        """Return what the place's time is called: ``MST``, or with its town when not ``short``."""
        profile = self.profile()
        zone = label(profile.host_zone, at)
        town = self.text(profile.host_place)
        return zone if short or not town else f"{zone} {town}"

    def home_name(self) -> str:
        """Return what home's time is called: its town."""
        profile = self.profile()
        return self.text(profile.home_place) or town_of(profile.home_zone)

    def weekday(self, day: date, *, whole: bool = False) -> str:
        """Return a weekday: ``Mon``, ``Monday``, 月, 月曜日."""
        if self._japanese:
            return _JAPANESE_DAYS[day.weekday()] + ("曜日" if whole else "")
        return _DAYS[day.weekday()] if whole else _DAYS[day.weekday()][:3]

    def day(self, day: date, *, year: bool = False) -> str:
        """Return a date with its weekday: ``Tue 24 Nov``, 11月24日（火）."""
        if self._japanese:
            return f"{f'{day.year}年' if year else ''}{day.month}月{day.day}日（{self.weekday(day)}）"
        return f"{self.weekday(day)} {day.day} {_MONTHS[day.month - 1][:3]}{f' {day.year}' if year else ''}"

    def day_of_year(self, day: date) -> str:
        """Return a day of every year: ``24 Nov``, 11月24日."""
        return f"{day.month}月{day.day}日" if self._japanese else f"{day.day} {_MONTHS[day.month - 1][:3]}"

    def month_name(self, month: int) -> str:
        """Return a month of every year: ``November``, 11月."""
        return f"{month}月" if self._japanese else _MONTHS[month - 1]

    def month(self, day: date) -> str:
        """Return a month: ``November 2026``, 2026年11月."""
        return f"{day.year}年{day.month}月" if self._japanese else f"{_MONTHS[day.month - 1]} {day.year}"

    def short_month(self, day: date, *, year: bool = False) -> str:
        """Return a month, short: ``Nov``, 11月; with its year ``Nov 2026``, 2026年11月."""
        if self._japanese:
            return self.month(day) if year else f"{day.month}月"
        return _MONTHS[day.month - 1][:3] + (f" {day.year}" if year else "")

    def year(self, day: date) -> str:
        """Return a year: ``2026``, 2026年."""
        return f"{day.year}年" if self._japanese else str(day.year)

    def months(self, first: date, last: date) -> str:
        """Return the months two days lie in as a title: ``Oct 2026 – Mar 2027``, 2026年10月–2027年3月."""
        if (first.year, first.month) == (last.year, last.month):
            return self.month(first)
        if self._japanese:
            return f"{self.month(first)}–{self.month(last) if first.year != last.year else self.short_month(last)}"
        begin = self.short_month(first) + (f" {first.year}" if first.year != last.year else "")
        return f"{begin} – {self.short_month(last)} {last.year}"

    def span(self, first: date, last: date) -> str:
        """Return a span of days as a title: ``23–29 November 2026``, 2026年11月23日–29日."""
        if first == last:
            return self.day(first, year=True)
        if self._japanese:
            end = f"{last.year}年" if last.year != first.year else ""
            end += f"{last.month}月" if last.month != first.month or end else ""
            return f"{first.year}年{first.month}月{first.day}日–{end}{last.day}日"
        begin = f"{first.day}"
        if (first.year, first.month) != (last.year, last.month):
            begin += f" {_MONTHS[first.month - 1][:3]}" + (f" {first.year}" if first.year != last.year else "")
            return f"{begin} – {last.day} {_MONTHS[last.month - 1][:3]} {last.year}"
        return f"{begin}–{last.day} {self.month(last)}"

    def length(self, length: timedelta) -> str:
        """Return how long something lasts: ``1 h 30 min``."""
        hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
        days, hours = divmod(hours, 24)
        tr = self.language.tr
        parts = [
            words
            for number, words in (
                (days, tr("{n} d", n=days)),
                (hours, tr("{n} h", n=hours)),
                (minutes, tr("{n} min", n=minutes)),
            )
            if number
        ]
        return " ".join(parts) or tr("{n} min", n=0)

    def times(self, starts: datetime, ends: datetime) -> str:
        """Return a stretch of time in one line of three zones: ``Wed 25 Nov 1630–1730T / 2330–0030Z+1 / 0830–0930I+1``.

        Where the clocks change in it, its beginning has a letter of its own.
        """
        profile = self.profile()
        begin = three_zones(starts, profile.host_zone, profile.home_zone)
        end = three_zones(ends, profile.host_zone, profile.home_zone)
        parts = []
        for one, other in ((begin.place, end.place), (begin.zulu, end.zulu), (begin.home, end.home)):
            shift = (one.local.date() - begin.place.local.date()).days
            parts.append(
                f"{one.local:%H%M}{one.letter if one.letter != other.letter else ''}–{other.local:%H%M}{other.letter}"
                + (f"{shift:+d}" if shift else "")
                if ends > starts
                else f"{one.local:%H%M}{one.letter}" + (f"{shift:+d}" if shift else "")
            )
        return f"{self.day(begin.place.local.date())} {' / '.join(parts)}"

    def when(self, occurrence: Occurrence) -> str:
        """Return when an occurrence is, in one line; all-day ones by their dates."""
        if not occurrence.all_day:
            return self.times(occurrence.starts, occurrence.ends)
        first, last = dates(occurrence, ZULU)
        days = self.day(first) if first == last else f"{self.day(first)} – {self.day(last)}"
        return f"{days}, {self.language.tr('all day')}"

    def line(self, occurrence: Occurrence) -> str:
        """Return a whole occurrence in one line, for the status line and screen readers."""
        parts = [self.title(occurrence), self.when(occurrence), self.text(occurrence.place), occurrence.calendar]
        return " · ".join(part for part in parts if part)

    def rows(self, starts: datetime, ends: datetime) -> tuple[ZoneRow, ...]:
        """Return a stretch of time in the three zones, for the popover."""
        profile = self.profile()
        names = (self.place_name(starts), self.language.tr("Zulu"), self.home_name())
        return tuple(
            self._row(name, zone, starts, ends)
            for name, zone in zip(names, (profile.host_zone, ZULU, profile.home_zone), strict=True)
        )

    def _row(self, name: str, zone: str, starts: datetime, ends: datetime) -> ZoneRow:
        begin, end = to_local(starts, zone), to_local(ends, zone)
        day = f"{begin.month}/{begin.day}（{self.weekday(begin.date())}）" if self._japanese else (
            f"{self.weekday(begin.date())} {begin.day},"
        )  # fmt: skip
        words = f"{day} {begin:%H:%M}" + (f"–{end:%H:%M}" if ends > starts else "")
        shift = (end.date() - begin.date()).days
        return ZoneRow(name, words, shift, format_dtg(starts, zone, style=DtgStyle.SPACED))


def zone_letter(zone: str, at: datetime) -> str:
    """Return the military letter of a zone at an instant."""
    return letter(to_local(at, zone).utcoffset() or timedelta())


def today(now: datetime, zone: str) -> date:
    """Return the date of an instant in a zone."""
    return to_local(now, zone).date()


def midnight(day: date) -> datetime:
    """Return a date as midnight UTC, the way all-day occurrences carry it."""
    return datetime.combine(day, datetime.min.time(), UTC)
