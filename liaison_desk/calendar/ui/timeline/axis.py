"""Which days a timeline shows: zooms from two weeks to two years, the window over the days, what is read around it. Pure."""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from liaison_desk.calendar.ui.weeks import week_of


@dataclass(frozen=True, slots=True)
class Zoom:
    """How much is in sight, and a page further: so many months, about as long as these days, or the days when it has none."""

    key: str
    days: int
    months: int = 0


ZOOMS: Final = (
    Zoom("2w", 14), Zoom("4w", 28), Zoom("2m", 59, 2), Zoom("3m", 90, 3), Zoom("6m", 181, 6), Zoom("12m", 365, 12),
    Zoom("18m", 546, 18), Zoom("24m", 730, 24),
)  # fmt: skip
NORMAL: Final = ZOOMS[4]
_FIRST, _LAST = date(10, 1, 1), date(9980, 1, 1)  # what lies around such a day is still in the calendar
_AHEAD: Final = 5  # a day that comes into sight stands at this part of the window
_NEAR: Final = 3


def zoom_of(key: str) -> Zoom:
    """Return a remembered zoom; the normal one for an unknown key."""
    return next((zoom for zoom in ZOOMS if zoom.key == key), NORMAL)


def later(day: date, months: int) -> date:
    """Return the same day so many months later, the month's last where there is no such day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Window:
    """The days in sight from ``begin`` on: as many weeks or months as the zoom says. ``sunday``: weeks begin on it."""

    begin: date
    zoom: Zoom = NORMAL
    sunday: bool = False

    @staticmethod
    def near(day: date, zoom: Zoom, *, sunday: bool) -> "Window":
        """Return the window in which a day stands not far from the beginning."""
        return Window(_tidy(_kept(day - timedelta(days=zoom.days // _AHEAD)), zoom, sunday=sunday), zoom, sunday)

    @property
    def days(self) -> int:
        """How many days are in sight: of a zoom that counts in months whole ones, so that pages leave out no day."""
        return (self._end - self.begin).days

    @property
    def last(self) -> date:
        """The last day in sight."""
        return self._end - timedelta(days=1)

    @property
    def _end(self) -> date:
        zoom = self.zoom
        return later(self.begin, zoom.months) if zoom.months else self.begin + timedelta(days=zoom.days)

    def holds(self, day: date) -> bool:
        """Tell whether a day is in sight."""
        return self.begin <= day <= self.last

    def page(self, by: int) -> "Window":
        """Return the window so many whole windows later."""
        months = self.zoom.months
        begin = later(self.begin, by * months) if months else self.begin + timedelta(days=by * self.zoom.days)
        return replace(self, begin=_kept(begin))

    def stepped(self, day: date, by: int) -> date:
        """Return the day that stands in another page where a day stands in this one."""
        there = later(day, by * self.zoom.months) if self.zoom.months else day + timedelta(days=by * self.days)
        page = self.page(by)  # months differ in length, so the last days of one may lie behind the other's page
        return _kept(max(page.begin, min(page.last, there)))

    def panned(self, days: int) -> "Window":
        """Return the window so many days later."""
        return replace(self, begin=_kept(self.begin + timedelta(days=days)))

    def towards(self, day: date) -> "Window":
        """Return the window in which a day is in sight: this one, the page beside it, or one that begins shortly before it."""
        if self.holds(day):
            return self
        beside = self.page(1 if day > self.last else -1)
        return beside if beside.holds(day) else Window.near(day, self.zoom, sunday=self.sunday)

    def zoomed(self, zoom: Zoom, around: date, *, tidy: bool = True) -> "Window":
        """Return the window at another zoom in which a day keeps its place, or is near it when the window begins tidily."""
        before, days = (around - self.begin).days, zoom.days
        days = Window(_kept(around - timedelta(days=before * days // self.days)), zoom).days  # months differ in length
        begin = _kept(around - timedelta(days=before * days // self.days))
        if not tidy:
            return Window(begin, zoom, self.sunday)
        # The nearer tidy beginning: always the earlier one would push the day along, at last out of sight.
        early = _tidy(begin, zoom, sunday=self.sunday)
        late = later(early, 1) if zoom.months else early + timedelta(days=7)
        near, far = sorted((early, late), key=lambda day: abs(day - begin))
        window = Window(near, zoom, self.sunday)
        return window if window.holds(around) else replace(window, begin=far)


def turned(zoom: Zoom, by: int) -> Zoom:
    """Return the zoom so many steps farther away (or closer when negative)."""
    return ZOOMS[max(0, min(len(ZOOMS) - 1, ZOOMS.index(zoom) + by))]


def read_around(window: Window, kept: tuple[date, int]) -> tuple[date, int]:
    """Return the first day and the number of days that should be read: what was read, as long as the window lies well in it.

    Panning a little reads nothing again; looking much closer than what was read does.
    """
    margin = max(14, window.days // 4)
    first, days = kept
    near = timedelta(days=margin // _NEAR)
    inside = first + near <= window.begin and window.last + near < first + timedelta(days=days)
    if inside and days <= 8 * window.days + 92:
        return kept
    low = (window.begin - timedelta(days=margin)).replace(day=1)
    high = later((window.last + timedelta(days=margin)).replace(day=1), 1)
    return low, (high - low).days


def months_between(first: date, last: date) -> list[date]:
    """Return the first days of the months that have a day from ``first`` to ``last``, both included."""
    month, found = first.replace(day=1), []
    while month <= last:
        found.append(month)
        month = later(month, 1)
    return found


def _tidy(day: date, zoom: Zoom, *, sunday: bool) -> date:
    """Return the first of a day's month, or of its week, whatever the zoom counts in."""
    return day.replace(day=1) if zoom.months else week_of(day, sunday=sunday)


def _kept(day: date) -> date:
    return max(_FIRST, min(_LAST, day))
