"""Calendars on paper: the week at a glance beside rulers of three zones, the month, the quarter and 24 months as timelines."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from liaison_desk.briefings.document import (
    Block,
    DayGrid,
    Entry,
    Grid,
    Group,
    Line,
    MonthGrid,
    Rulers,
    Section,
    Stretch,
    Text,
    Timeline,
    Words,
)
from liaison_desk.briefings.sections.happenings import ensure_few, entries, grid_words, happenings
from liaison_desk.briefings.sections.often import often_told, part_often
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.times import (
    day_with_weekday,
    month_words,
    period_words,
    short_day,
    short_month,
    weekday_words,
)
from liaison_desk.domain.dates import japanese_fiscal_year, reiwa, us_fiscal_year
from liaison_desk.domain.dtg import three_zones
from liaison_desk.domain.zones import letter, to_local, to_utc

_DAY = timedelta(days=1)
_WEEK = 7
_WORKED = 5
_HOURS = 24
_FIRST_WEEKDAY = date(2024, 1, 1)
_JANUARY, _APRIL, _OCTOBER = 1, 4, 10


def build_week(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the week at a glance: a grid for each week, all its events on it. ``workdays``: Monday to Friday alone."""
    found, rows = entries(setting, happenings(setting, cancelled=options["cancelled"]))
    return week_section(setting, "week", "Week at a glance", (found, rows), workdays=options["workdays"])


def week_section(
    setting: Setting,
    key: str,
    title: str,
    told: tuple[tuple[Entry, ...], tuple[Line, ...]],
    *,
    workdays: bool = False,
    after: tuple[Block, ...] = (),
) -> Section:
    """Build the grids of the period's weeks, or of its days alone, and what stands after them."""
    found, rows = told
    grids: list[tuple[date, date, Grid]] = []
    for first, last in _weeks(setting.since, setting.until):
        there = tuple(one for one in found if one.first <= last and one.last >= first)
        grid = _days(setting, first, last, there, rows)
        if workdays and first.weekday() < _WORKED <= last.weekday():
            # What falls on the weekend is not lost, but only release knows whether anything of it may be shown.
            friday = first + timedelta(days=_WORKED - 1 - first.weekday())
            grid = replace(grid, shorter=_days(setting, first, friday, (), rows))
        grids.append((first, last, grid))
    return _section(setting, key, title, grids, after)


def _days(setting: Setting, first: date, last: date, there: tuple[Entry, ...], rows: tuple[Line, ...]) -> DayGrid:
    days = [first + number * _DAY for number in range((last - first).days + 1)]
    rulers, caption = _rulers(setting, days)
    heads = tuple(setting.each(lambda language, day=day: day_with_weekday(language, day)) for day in days)  # type: ignore[misc]
    hours = (setting.profile.duty_start.hour, min(_HOURS, -(-_minutes(setting.profile.duty_end) // 60)))
    return DayGrid(first, len(days), there, rows, grid_words(setting, caption), heads, rulers, hours)


def build_month(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the months of the period: a grid of weeks for each."""
    found, rows = entries(setting, happenings(setting, cancelled=options["cancelled"]))
    heads = tuple(
        setting.each(lambda language, day=day: weekday_words(language, _FIRST_WEEKDAY + day * _DAY))  # type: ignore[misc]
        for day in range(_WEEK)
    )
    words = grid_words(setting, (_prepared(setting), _clocks(setting)))
    words = replace(words, rest=setting.words("Continued: in full what the days have too little room for"))
    grids: list[tuple[date, date, Grid]] = []
    for first, last in _months(setting.since, setting.until):
        there = tuple(one for one in found if one.first <= last and one.last >= first)
        grids.append((first, last, MonthGrid(first, (last - first).days + 1, there, rows, words, heads)))
    return _section(setting, "month", "Month calendar", grids)


def build_quarter(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build a timeline of the period with a scale of weeks."""
    return _timeline(setting, options, "quarter", "Quarter", weekly=True)


def build_two_years(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build a timeline of the period with a scale of months; what comes more often than monthly stands below it by its rule."""
    return _timeline(setting, options, "plan24", "Planning calendar", weekly=False)


def _timeline(setting: Setting, options: Mapping[str, Any], key: str, title: str, *, weekly: bool) -> Section:
    told, after = happenings(setting, cancelled=options["cancelled"], limited=weekly), tuple[Block, ...]()
    if not weekly:
        told, often = part_often(told)
        ensure_few(told.occurrences)
        after = often_told(setting, told, often)
    return timeline_section(setting, key, title, entries(setting, told), weekly=weekly, after=after)


def timeline_section(
    setting: Setting,
    key: str,
    title: str,
    told: tuple[tuple[Entry, ...], tuple[Line, ...]],
    *,
    weekly: bool = False,
    often: bool = True,
    further: Text = (),
    after: tuple[Block, ...] = (),
    unmarked: Text = (),
) -> Section:
    """Build a timeline of the period, and what stands after it: below both fiscal years a scale of weeks, or of years and months.

    With ``often`` it says that what comes often is told below; ``further`` heads the entries of no calendar; with ``unmarked`` the mark that
    most entries carry is said once behind it.
    """
    found, rows = told
    scales = [_fiscal_years(setting, _OCTOBER), _fiscal_years(setting, _APRIL)]
    if weekly:
        scales += [_month_scale(setting, whole=True), _week_scale(setting)]
    else:
        scales += [_year_scale(setting), _month_scale(setting, whole=False)]
    caption: tuple[Text, ...] = (
        _prepared(setting),
        setting.words("Bars last days, diamonds one day, ticks are a series. Dashed: today."),
    )
    if not weekly and often:  # whether there is any, only release knows
        caption += (setting.words("What comes more often than monthly is told once, by its rule."),)
    today = to_local(setting.as_of, setting.profile.host_zone).date()
    days = (setting.until - setting.since).days + 1
    words = grid_words(setting, caption)
    if not weekly:
        words = replace(words, rest=setting.words("Holidays, and in full what has too little room above"))
    if further:
        words = replace(words, further=further)
    grid = Timeline(setting.since, days, found, rows, words, tuple(scales), today, unmarked)
    return _section(setting, key, title, [(setting.since, setting.until, grid)], after)


def _section(
    setting: Setting, key: str, title: str, grids: list[tuple[date, date, Grid]], after: tuple[Block, ...] = ()
) -> Section:
    """Put one grid under the heading of the section, or each of several under its own, on its own page."""
    name = setting.words(title)
    first, last = grids[0][0], grids[-1][1]
    period = setting.each(lambda language: period_words(language, first, last))
    heading = Line((Words(tuple(f"{its}: {days}" for its, days in zip(name, period, strict=True))),))
    if len(grids) == 1:
        return Section(key, heading, (grids[0][2], *after), across=True)
    groups: list[Block] = []
    for number, (begin, end, grid) in enumerate(grids):
        days = Line((Words(setting.each(lambda language, a=begin, b=end: period_words(language, a, b))),))  # type: ignore[misc]
        groups.append(Group(days, (grid,), apart=number > 0))
    return Section(key, heading, (*groups, *after), across=True)


def _weeks(since: date, until: date) -> Iterator[tuple[date, date]]:
    """Yield the stretches of a period that lie in one week."""
    while since <= until:
        last = min(until, since + (_WEEK - 1 - since.weekday()) * _DAY)
        yield since, last
        since = last + _DAY


def _months(since: date, until: date) -> Iterator[tuple[date, date]]:
    while since <= until:
        following = (since.replace(day=1) + 32 * _DAY).replace(day=1)
        yield since, min(until, following - _DAY)
        since = following


def _minutes(wall: time) -> int:
    return wall.hour * 60 + wall.minute


# Rulers


def _rulers(setting: Setting, days: list[date]) -> tuple[tuple[Rulers, ...], tuple[Text, ...]]:
    """Return rulers for the first day and for each on which the zones stand otherwise than the day before, and their words."""
    found: list[Rulers] = []
    caption: list[Text] = [_prepared(setting)]
    shown: tuple[object, ...] = ()
    for number, day in enumerate(days):
        letters, hours = _hours(setting, day)
        if (letters, hours) == shown:
            continue
        shown = (letters, hours)
        found.append(Rulers(number, letters, hours))
    for number, ruler in enumerate(found):
        until = found[number + 1].day - 1 if number + 1 < len(found) else len(days) - 1
        caption.append(_ruler_words(setting, ruler, days[ruler.day], days[until], whole=len(found) == 1))
    return tuple(found), tuple(caption)


def _ruler_words(setting: Setting, ruler: Rulers, first: date, last: date, *, whole: bool) -> Text:
    profile = setting.profile
    home = setting.text(profile.home_place) if profile.home_place else setting.words("Home")
    place = setting.text(profile.host_place) if profile.host_place else setting.words("Local")

    def say(number: int) -> str:
        language = setting.languages[number]
        values = {
            "place": f"{place[number]} {ruler.letters[0]}".strip(),
            "home": f"{home[number]} {ruler.letters[2]}".strip(),
        }
        if whole:
            return language.tr("Rulers: {place}, Zulu Z, {home}; +1 is the next day.", **values)
        days = short_day(language, first)
        days = days if first == last else f"{days}–{short_day(language, last)}"
        return language.tr("Rulers of {days}: {place}, Zulu Z, {home}; +1 is the next day.", days=days, **values)

    return tuple(map(say, range(len(setting.languages))))


def _hours(setting: Setting, day: date) -> tuple[tuple[str, str, str], tuple[tuple[str, str, str], ...]]:
    """Return the letters of a day, both where the clocks change, and each of its hours in three zones."""
    profile = setting.profile
    rows, letters = [], [dict[str, None](), dict[str, None](), dict[str, None]()]
    for hour in range(_HOURS):
        wall = datetime(day.year, day.month, day.day, hour)  # noqa: DTZ001 - a wall time; to_utc gives it its zone
        at = to_utc(wall, profile.host_zone)
        zones = three_zones(at, profile.host_zone, profile.home_zone)
        for seen, moment in zip(letters, (zones.place, zones.zulu, zones.home), strict=True):
            seen[moment.letter] = None
        there = zones.place.local.replace(tzinfo=None) == wall
        # An hour that the clocks skip has no time anywhere.
        labels = (
            (
                f"{hour:02d}",
                _label(zones.zulu.local, zones.zulu.day_offset),
                _label(zones.home.local, zones.home.day_offset),
            )
            if there
            else ("–", "", "")
        )
        rows.append(labels)
    place, zulu, home = ("/".join(seen) for seen in letters)
    return (place, zulu, home), tuple(rows)


def _label(local: datetime, days: int) -> str:
    clock = f"{local:%H}" if local.minute == 0 else f"{local:%H%M}"
    return f"{clock}{days:+d}" if days else clock


# Words and scales


def _prepared(setting: Setting) -> Text:
    profile = setting.profile
    zones = three_zones(setting.as_of, profile.host_zone, profile.home_zone)
    return setting.words("Prepared {time}", time=zones.line)


def _clocks(setting: Setting) -> Text:
    """Return whose clock the times of a month are, and what to add for home."""
    profile = setting.profile
    place = setting.text(profile.host_place) if profile.host_place else setting.words("Local")
    at = to_utc(datetime(setting.since.year, setting.since.month, setting.since.day, 12), profile.host_zone)  # noqa: DTZ001
    last = to_utc(datetime(setting.until.year, setting.until.month, setting.until.day, 12), profile.host_zone)  # noqa: DTZ001
    letters = dict.fromkeys(letter(to_local(one, profile.host_zone).utcoffset() or timedelta()) for one in (at, last))
    return tuple(
        language.tr("Times are those of {place} ({letter}).", place=town, letter="/".join(letters))
        for language, town in zip(setting.languages, place, strict=True)
    )


def _fiscal_years(setting: Setting, begins: int) -> tuple[Stretch, ...]:
    """Return the fiscal years of the period that begin in a month: October's are American, April's Japanese."""
    found, first = [], setting.since
    while first <= setting.until:
        following = date(first.year + (first.month >= begins), begins, 1)
        if begins == _OCTOBER:
            text = setting.words("US FY {year}", year=us_fiscal_year(first))
        else:
            year = japanese_fiscal_year(first)
            text = setting.words(
                "Japan FY {year} (Reiwa {reiwa})", year=year, reiwa=reiwa(date(year, _APRIL, 1)) or "–"
            )
        found.append(Stretch(text, first, min(setting.until, following - _DAY)))
        first = following
    return tuple(found)


def _year_scale(setting: Setting) -> tuple[Stretch, ...]:
    return tuple(
        Stretch(
            (str(year),),
            max(setting.since, date(year, _JANUARY, 1)),
            min(setting.until, date(year + 1, _JANUARY, 1) - _DAY),
        )
        for year in range(setting.since.year, setting.until.year + 1)
    )


def _month_scale(setting: Setting, *, whole: bool) -> tuple[Stretch, ...]:
    say = month_words if whole else short_month
    return tuple(
        Stretch(setting.each(lambda language, day=first: say(language, day)), first, last)  # type: ignore[misc]
        for first, last in _months(setting.since, setting.until)
    )


def _week_scale(setting: Setting) -> tuple[Stretch, ...]:
    return tuple(
        Stretch(setting.each(lambda language, day=first: short_day(language, day)), first, last)  # type: ignore[misc]
        for first, last in _weeks(setting.since, setting.until)
    )
