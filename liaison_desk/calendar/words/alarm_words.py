"""When a reminder rings, in words; of whole days by the clock of their days, for nobody counts hours from a midnight."""

from datetime import datetime, timedelta
from typing import Final

from liaison_desk.calendar.records import Alarm
from liaison_desk.domain.dtg import DtgStyle, format_dtg
from liaison_desk.foundation.core.language import Language

_DAY: Final = 24 * 60
_MIDNIGHT: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - of any day


def say_alarm(alarm: Alarm, language: Language, *, all_day: bool = False) -> str:
    """Return a reminder in words: ``15 minutes before``; of whole days ``The day before at 0900``."""
    tr, minutes = language.tr, alarm.minutes
    if alarm.at is not None:
        return tr("At {group}", group=format_dtg(alarm.at, style=DtgStyle.SPACED))
    if all_day and not alarm.related_to_end and minutes == int(minutes):
        return _by_the_day(int(minutes), language)
    if not minutes:
        return tr("When it ends") if alarm.related_to_end else tr("When it starts")
    length = length_words(abs(minutes), language)
    if alarm.related_to_end:
        return (
            tr("{length} before the end", length=length) if minutes < 0 else tr("{length} after the end", length=length)
        )
    return tr("{length} before", length=length) if minutes < 0 else tr("{length} after the start", length=length)


def length_words(minutes: float, language: Language) -> str:
    """Return a length in its largest whole unit: ``2 days``, ``90 minutes``."""
    for size, one, many in (
        (7 * _DAY, "1 week", "{n} weeks"), (_DAY, "1 day", "{n} days"), (60, "1 hour", "{n} hours"), (1, "1 minute", "{n} minutes"),
    ):  # fmt: skip
        if minutes % size == 0:
            return language.count(one, many, int(minutes // size))
    return language.tr("{n} minutes", n=minutes)


def _by_the_day(minutes: int, language: Language) -> str:
    days, rest = divmod(minutes, _DAY)
    clock = f"{_MIDNIGHT + timedelta(minutes=rest):%H%M}"
    tr = language.tr
    if not days:
        return tr("On the day at {clock}", clock=clock)
    if days == -1:
        return tr("The day before at {clock}", clock=clock)
    length = length_words(abs(days) * _DAY, language)
    return (
        tr("{length} before at {clock}", length=length, clock=clock)
        if days < 0
        else tr("{length} after at {clock}", length=length, clock=clock)
    )
