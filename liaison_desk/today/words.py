"""Days and suspenses as the Today page says them, in both languages."""

from dataclasses import dataclass
from datetime import date

from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.language import Language
from liaison_desk.tasks.records import TaskLine
from liaison_desk.today.view import MOST, TodayView

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_KANJI = "月火水木金土日"


def day_title(language: Language, day: date) -> str:
    """Return a day as a page's title: “Tuesday 24 November”, 11月24日（火曜日）."""
    if language.code == "ja":
        return f"{day.month}月{day.day}日（{_KANJI[day.weekday()]}曜日）"
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def short_day(language: Language, day: date) -> str:
    """Return a day as rows say it: “Wed 25 Nov”, 11/25(水)."""
    if language.code == "ja":
        return f"{day.month}/{day.day}({_KANJI[day.weekday()]})"
    return f"{_DAYS[day.weekday()][:3]} {day.day} {_MONTHS[day.month - 1][:3]}"


def many(n: int) -> str:
    """Return how many there are, as far as they were counted: "7", "99+"."""
    return str(n) if n < MOST else f"{MOST - 1}+"


@dataclass(frozen=True, slots=True)
class DueFact:
    """A suspense at the right of a row: its words and tone, and home's time below."""

    text: str
    tone: str
    below: str = ""
    overdue: bool = False


def due_fact(language: Language, line: TaskLine, view: TodayView) -> DueFact:
    """Return how a suspense is told on this day: overdue in red, today in amber, else its day."""
    tr, profile = language.tr, view.profile
    if line.due is None or line.due_at is None:
        return DueFact("", "t2")
    local = to_local(line.due_at, profile.host_zone)
    days = (view.day - local.date()).days
    if line.due_at < view.now:
        return DueFact(tr("Overdue {days} d", days=max(days, 0)) if days > 0 else tr("Overdue"), "red", overdue=True)
    if line.due_all_day:
        return DueFact(tr("Today"), "amb") if days == 0 else DueFact(short_day(language, local.date()), "t1")
    home = to_local(line.due_at, profile.home_zone)
    offset = (home.date() - local.date()).days
    place = profile.home_place.best(profile.side_of(language.code)) or profile.home
    below = f"{home:%H:%M}{f' {offset:+d}' if offset else ''} {place}"
    day = tr("Today") if days == 0 else short_day(language, local.date())
    return DueFact(f"{day} {local:%H:%M}", "amb" if days == 0 else "t1", below)
