"""What lasts hours becomes one of whole days, and the other way round; of a series as much as the user says."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QMenu

from liaison_desk.calendar.records import Event, Occurrence
from liaison_desk.calendar.rules import turned
from liaison_desk.calendar.rules.days import dates
from liaison_desk.calendar.service import Calendars
from liaison_desk.calendar.ui import tips
from liaison_desk.calendar.ui.drag import Cast, hour_from, whole_days
from liaison_desk.calendar.ui.form.event_dialog import shown_of
from liaison_desk.calendar.ui.scope import Scope, Verb, apply, ask_scope
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.foundation.qt.context import Ui


def other_way(one: Occurrence, profile: DeskProfile) -> Cast:
    """Return an occurrence of hours as one of the days it touches, one of whole days as the first hour of duty on its first."""
    first, last = dates(one, profile.host_zone)
    if one.all_day:
        return hour_from(datetime.combine(first, profile.duty_start), profile.host_zone)
    return whole_days(first, last)


def offer(menu: QMenu, ui: Ui, one: Occurrence, act: Callable[[], None]) -> None:
    """Add to an event's menu whether it lasts all day, before what ends it."""
    before = menu.actions()[-3]
    action = menu.addAction(ui.language.tr("All day"), act)
    action.setCheckable(True)
    action.setChecked(one.all_day)
    menu.insertAction(before, action)


def recast(
    calendars: Calendars, ui: Ui, wording: Wording, one: Occurrence, cast: Cast, *,
    do: Callable[[Callable[[], Any], str, Callable[[Any], None]], None], placed: Callable[[int, datetime], None],
) -> None:  # fmt: skip
    """Ask for a series how far it shall reach, and let an occurrence be as a Cast says; ``do`` says it."""
    scope = ask_scope(ui, Verb.MOVE, wording.title(one)) if one.recurring else Scope.ALL
    if scope is None:
        return
    zone = wording.profile().host_zone
    starts = to_utc(cast.start, "UTC" if cast.all_day else zone)
    told = ui.language.tr("Moved “{title}” to {when}.", title=wording.title(one), when=tips.cast_words(wording, cast))

    def work() -> int:
        event = calendars.event(one.event_id)
        shown = shown_of(event, one, scope, calendars.local_zone)
        edited = replace(_recast(shown, one, cast, zone), recurrence=event.recurrence)
        return apply(calendars, event, edited, one, scope).id

    do(work, told, lambda event_id: placed(event_id, starts))


def _recast(shown: Event, one: Occurrence, cast: Cast, zone: str) -> Event:
    """Return an event that begins as many days from where it began as the occurrence does, and lasts as long as that one."""
    start = _midnight(shown.start) + (cast.start - _midnight(one.start))
    own = "" if cast.all_day else zone
    alarms = shown.alarms
    if cast.all_day != shown.all_day:
        hours = to_local(one.starts, zone).replace(tzinfo=None) if cast.all_day else cast.start
        alarms = turned(alarms, hours - _midnight(hours), all_day=cast.all_day)
    return replace(
        shown, start=start, end=start + (cast.end - cast.start), zone=own, end_zone="", all_day=cast.all_day, alarms=alarms
    )  # fmt: skip


def _midnight(wall: datetime) -> datetime:
    return datetime.combine(wall.date(), datetime.min.time())
