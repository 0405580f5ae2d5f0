"""What a reminder says: how long until it begins, when to leave, and the few words that may stand on a shared screen."""

from datetime import datetime, time, timedelta
from typing import Final

from PySide6.QtGui import QColor

from liaison_desk.calendar.records import DueReminder
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.domain.dtg import three_zones
from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.reminding import Due, ReminderWords

_MINUTE: Final = timedelta(minutes=1)
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_MORNING: Final = time(8)


def until_it_begins(wording: Wording, one: DueReminder, now: datetime) -> str:
    """Return ``in 12 min``, ``started 5 min ago`` or ``ended 2 h ago``."""
    tr = wording.language.tr
    if one.ends <= now and one.ends > one.starts:
        return tr("ended {length} ago", length=_length(wording, now - one.ends))
    if abs(now - one.starts) < _MINUTE:
        return tr("now")
    if one.starts > now:
        # Rounded up: what begins in eleven and a half minutes begins in twelve.
        return tr("in {length}", length=_length(wording, one.starts - now + _MINUTE - timedelta(microseconds=1)))
    return tr("started {length} ago", length=_length(wording, now - one.starts))


def _length(wording: Wording, length: timedelta) -> str:
    """Return a length in at most two units; nobody counts the minutes of days."""
    unit = _MINUTE if length < 12 * _HOUR else _HOUR if length < 7 * _DAY else _DAY
    return wording.length(length // unit * unit)


def leave_at(wording: Wording, one: DueReminder) -> str:
    """Return when to leave for it, ``leave at 0840T``; empty where nobody has to travel."""
    way = one.occurrence.travel_before
    if not way or one.occurrence.all_day:
        return ""
    profile = wording.profile()
    place = three_zones(one.starts - way * _MINUTE, profile.host_zone, profile.home_zone).place
    return wording.language.tr("leave at {time}", time=place.clock)


class EventReminderWords(ReminderWords):
    """The words for reminders of events."""

    def __init__(self, ui: Ui, wording: Wording) -> None:
        self._ui = ui
        self._wording = wording
        self.open_words = ui.language.tr("Open event")

    def title(self, one: DueReminder) -> str:
        """Return the event's title."""
        return self._wording.title(one.occurrence)

    def when(self, one: DueReminder) -> str:
        """Return when it takes place, in three zones."""
        return self._wording.when(one.occurrence)

    def where(self, one: DueReminder) -> str:
        """Return the place, and when to leave for it."""
        parts = (self._wording.text(one.occurrence.place), leave_at(self._wording, one))
        return " · ".join(part for part in parts if part)

    def line(self, one: DueReminder) -> str:
        """Return the event in one line."""
        return self._wording.line(one.occurrence)

    def left(self, one: DueReminder, now: datetime) -> tuple[str, str]:
        """Return how long until it begins."""
        tone = "neutral" if one.missed else "amb" if one.starts <= now else "acc"
        return until_it_begins(self._wording, one, now), tone

    def notice(self, one: DueReminder) -> tuple[str, str]:
        """Return title and text of a notification: when in the place's time and at home, where."""
        wording, occurrence = self._wording, one.occurrence
        profile = wording.profile()
        if occurrence.all_day:
            when = wording.when(occurrence)
        else:
            at = three_zones(one.starts, profile.host_zone, profile.home_zone)
            shift = f"{at.home.day_offset:+d}" if at.home.day_offset else ""
            when = f"{wording.day(at.place.local.date())} {at.place.clock} / {at.home.clock}{shift}"
        parts = (when, leave_at(wording, one), wording.text(occurrence.place))
        return wording.title(occurrence), " · ".join(part for part in parts if part)

    def shortly_before(self, one: DueReminder) -> tuple[datetime, str]:
        """Return five minutes before it begins."""
        return one.starts - 5 * _MINUTE, self._ui.language.tr("Until 5 min before the start")

    def colour(self, one: DueReminder) -> QColor:
        """Return the calendar's colour."""
        return self._ui.theme.calendar(one.occurrence.palette).bar


def later_times(wording: Wording, words: ReminderWords, one: Due, now: datetime) -> list[tuple[datetime, str]]:
    """Return the usual times to put a reminder off to, with their words; what would be over already is left out."""
    tr, zone = wording.language.tr, wording.profile().host_zone
    found = [
        (now + minutes * _MINUTE, tr("In {length}", length=wording.length(minutes * _MINUTE)))
        for minutes in (5, 15, 60)
    ]
    before = words.shortly_before(one)
    if before[0] > now:
        found.append(before)
    tomorrow = to_local(now, zone).date() + _DAY
    found.append((to_utc(datetime.combine(tomorrow, _MORNING), zone), tr("Tomorrow 0800")))
    return found
