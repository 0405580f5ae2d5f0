"""Days and times as packets write them: in words for each language, and in three zones."""

from datetime import date, datetime

from liaison_desk.briefings.document import Text
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.domain.dtg import ThreeZones, three_zones
from liaison_desk.domain.zones import place_zone, to_local, to_utc
from liaison_desk.foundation.core.language import Language
from liaison_desk.tasks.rules.states import due_place

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day_words(language: Language, day: date) -> str:
    """Return a day in full: ``Monday 23 November 2026``, ``2026年11月23日（月）``."""
    return language.tr(
        "{weekday} {day} {month} {year}",
        weekday=language.tr(_WEEKDAYS[day.weekday()]),
        day=day.day,
        month=language.tr(_MONTHS[day.month - 1]),
        year=day.year,
    )


def short_day(language: Language, day: date) -> str:
    """Return a day for a table: ``24 Nov``, ``11月24日``."""
    return language.tr("{day} {short_month}", day=day.day, short_month=_MONTHS[day.month - 1][:3], number=day.month)


def dated(language: Language, day: date) -> str:
    """Return a day with its year for a narrow place: ``24 Nov 2026``, ``2026年11月24日``."""
    short = _MONTHS[day.month - 1][:3]
    return language.tr("{day} {short_month} {year}", day=day.day, short_month=short, number=day.month, year=day.year)


def near_day(setting: Setting, language: Language, day: date) -> str:
    """Return a day for a table, with its year where that is not the year the packet is as of: long overdue is not soon due."""
    now = to_local(setting.as_of, setting.profile.host_zone)
    return short_day(language, day) if day.year == now.year else dated(language, day)


def near_days(setting: Setting, day: date) -> Text:
    """Return ``near_day`` in the packet's languages."""
    return setting.each(lambda language: near_day(setting, language, day))


def weekday_words(language: Language, day: date) -> str:
    """Return the name of a day of the week."""
    return language.tr(_WEEKDAYS[day.weekday()])


def day_with_weekday(language: Language, day: date) -> str:
    """Return a day for the head of a column: ``Mon 23 Nov``, ``11月23日（月）``."""
    return language.tr(
        "{short_weekday} {day} {short_month}",
        short_weekday=_WEEKDAYS[day.weekday()][:3],
        weekday=language.tr(_WEEKDAYS[day.weekday()]),
        day=day.day,
        short_month=_MONTHS[day.month - 1][:3],
        number=day.month,
    )


def month_words(language: Language, day: date) -> str:
    """Return a month with its year: ``November 2026``, ``2026年11月``."""
    return language.tr("{month} {year}", month=language.tr(_MONTHS[day.month - 1]), year=day.year)


def short_month(language: Language, day: date) -> str:
    """Return a month for a narrow place: ``Nov``, ``11月``."""
    month = _MONTHS[day.month - 1]
    return month[:3] if language.code == "en" else language.tr(month)


def short_days(language: Language, first: date, last: date, *, year: bool = False) -> str:
    """Return a stretch of days for a narrow place: ``7–11 Dec``, ``28 Nov–4 Dec``, ``12月7日–11日``, with its year if asked for."""
    end = dated(language, last) if year else short_day(language, last)
    if first == last:
        return end
    if year and first.year == last.year and first.month != last.month and language.code != "en":
        return f"{dated(language, first)}–{short_day(language, last)}"  # the year stands in front
    if (first.year, first.month) != (last.year, last.month):
        return f"{dated(language, first) if year and first.year != last.year else short_day(language, first)}–{end}"
    return language.tr("{first}–{last} {short_month}", first=first.day, last=last.day,
        short_month=end.partition(" ")[2], begin=dated(language, first) if year else short_day(language, first),
    )  # fmt: skip


def period_words(language: Language, since: date, until: date) -> str:
    """Return a period: ``23 November to 29 November 2026``."""
    if since == until:
        return day_words(language, since)
    return language.tr(
        "{first} to {last}",
        first=_plain_day(language, since, until.year != since.year or language.code != "en"),
        last=_plain_day(language, until, True),
    )


def _plain_day(language: Language, day: date, with_year: bool) -> str:
    month = language.tr(_MONTHS[day.month - 1])
    if with_year:
        return language.tr("{day} {month} {year}", day=day.day, month=month, year=day.year)
    return f"{day.day} {month}"


def three_clocks(zones: ThreeZones) -> tuple[Text, Text, Text]:
    """Return one instant as three short times, ``0730T``, ``1430Z``, ``2330I``, with +1 where the day differs."""
    return tuple((_clock(moment.clock, moment.day_offset),) for moment in (zones.place, zones.zulu, zones.home))  # type: ignore[return-value]


def _clock(clock: str, days: int) -> str:
    return f"{clock}{days:+d}" if days else clock


def at_place(setting: Setting, wall: datetime, zone: str) -> ThreeZones:
    """Return a wall time in a zone (empty = the host headquarters') in three zones."""
    host = setting.profile.host_zone
    return three_zones(to_utc(wall, zone or host), place_zone(zone, host), setting.profile.home_zone)


def at_suspense(setting: Setting, wall: datetime, zone: str) -> ThreeZones:
    """Return a suspense in three zones: one that was set in Zulu or at home is told at the host first."""
    profile = setting.profile
    place = due_place(zone, profile.host_zone, profile.home_zone)
    return three_zones(to_utc(wall, zone or profile.host_zone), place, profile.home_zone)
