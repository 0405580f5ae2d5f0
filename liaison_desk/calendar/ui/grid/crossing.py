"""A drag over the line between the band and the hours: what was whole days becomes an hour, what was hours a whole day."""

from typing import Final

from PySide6.QtCore import QPoint

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.rules.days import is_bar
from liaison_desk.calendar.ui import tips
from liaison_desk.calendar.ui.drag import Crossing, Drag, Grip, hour_from, whole_days
from liaison_desk.calendar.ui.grid import zoom
from liaison_desk.calendar.ui.grid.geometry import WeekGrid
from liaison_desk.calendar.ui.layout import DAY_MINUTES
from liaison_desk.domain.zones import to_utc

_HOUR: Final = 60


def cross(view: WeekGrid, one: Occurrence | None, at: QPoint) -> bool:
    """Show what an event held at a point of the viewport would become over the line, and tell whether it is over it."""
    crossing = view.crossing = _crossing_at(view, one, at)
    if crossing is not None:
        view.told.emit(tips.cast_words(view.wording, crossing.cast))
    if one is not None and one.all_day:
        view.drag = crossing.ghost if crossing is not None else None
    view.viewport().update()
    return crossing is not None


def _crossing_at(view: WeekGrid, one: Occurrence | None, at: QPoint) -> Crossing | None:
    """Return what an event has become that is held at a point of the viewport; None on its own side of the line.

    What lasts a day or longer without being of whole days stands in the band but has hours: it stays what it is.
    """
    if one is None or one.holiday or (is_bar(one) and not one.all_day) or (at.y() >= 0) is not one.all_day:
        return None
    day, minute = view.slot_at(at)
    if not one.all_day:
        return Crossing(one, day, whole_days(view.day_of(day), view.day_of(day)))
    step = zoom.snap(view.hour)
    start = day * DAY_MINUTES + min(minute // step * step, DAY_MINUTES - step)
    cast = hour_from(view.wall(start), view.zone)
    starts, ends = (to_utc(wall, view.zone) for wall in (cast.start, cast.end))
    timed = one._replace(all_day=False, starts=starts, ends=ends)
    return Crossing(one, day, cast, Drag(Grip.BODY, start, start, start + _HOUR, timed, begun=True, step=step))
