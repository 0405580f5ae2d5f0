"""Which days the page shows and in which way, and how one gets to others: keys of views, steps, typed dates, the small month."""

from abc import abstractmethod
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QStackedWidget

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.rules import coming
from liaison_desk.calendar.rules.days import dates
from liaison_desk.calendar.service import Calendars
from liaison_desk.calendar.ui.agenda import AgendaView
from liaison_desk.calendar.ui.go_to import GoTo, local_minute, open_go_to
from liaison_desk.calendar.ui.grid.week import WeekView
from liaison_desk.calendar.ui.reading import Shown
from liaison_desk.calendar.ui.sidebar import Sidebar
from liaison_desk.calendar.ui.timeline.rows import Rows
from liaison_desk.calendar.ui.timeline.view import TimelineView
from liaison_desk.calendar.ui.toolbar import Toolbar
from liaison_desk.calendar.ui.view import CalendarView
from liaison_desk.calendar.ui.ways import View, Way, ways
from liaison_desk.calendar.ui.weeks import choose_sunday_first, week_number
from liaison_desk.calendar.ui.year.view import YearView
from liaison_desk.calendar.words.wording import Wording, today
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.typed import TypedTime
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.relay import Page

_HOURLY: Final = (View.DAY, View.WORK_WEEK, View.WEEK)
_BY_DAY: Final = (*_HOURLY, View.MONTH, View.TIMELINE, View.YEAR)  # shown around the day the cursor is on
_FIRST_DAY, _LAST_DAY = date(2, 1, 1), date(9998, 12, 31)  # whatever is shown around these is still in the calendar


def reachable(day: date) -> date:
    """Return a day, or the first or last one the page can be turned to."""
    return max(_FIRST_DAY, min(_LAST_DAY, day))


class Looking(Page):
    """A page that looks at days. ``anchor`` is the day the shown span lies around, ``view`` the way of looking.

    What is made of parts (toolbar, sidebar, stack) and what was read is the page's own.
    """

    toolbar: Toolbar
    sidebar: Sidebar
    stack: QStackedWidget

    def __init__(self, calendars: Calendars, ui: Ui, profile: Callable[[], DeskProfile]) -> None:
        super().__init__(ui.changes)
        self.ui = ui
        self.wording = Wording(ui.language, profile)
        self._calendars = calendars
        self._profile = profile
        self.anchor = today(ui.clock.now(), profile().host_zone)
        self.ways = {way.key: way for way in ways(ui, self.wording)}
        kept = ui.memory.text("calendar/view", View.WEEK)
        self.view = View(kept) if kept in self.ways else View.WEEK
        self.shown = Shown((), (), self.anchor, 1)
        self.go_field: GoTo | None = None
        self._wanted_event = 0
        self._wanted_start: datetime | None = None

    @property
    def present(self) -> CalendarView:
        """The view in use."""
        return self.way.view

    @property
    def way(self) -> Way:
        """The way of looking in use."""
        return self.ways[self.view]

    @property
    def views(self) -> tuple[CalendarView, ...]:
        """The views there are; several ways may share one."""
        return tuple(dict.fromkeys(way.view for way in self.ways.values()))

    @property
    def week(self) -> WeekView:
        """The grid of days."""
        view = self.ways[View.WEEK].view
        assert isinstance(view, WeekView)
        return view

    @property
    def timeline(self) -> TimelineView:
        """The rows over months."""
        view = self.ways[View.TIMELINE].view
        assert isinstance(view, TimelineView)
        return view

    @property
    def year(self) -> YearView:
        """The twelve months."""
        view = self.ways[View.YEAR].view
        assert isinstance(view, YearView)
        return view

    @property
    def agenda(self) -> AgendaView:
        """The list of what happens."""
        view = self.ways[View.AGENDA].view
        assert isinstance(view, AgendaView)
        return view

    def span(self) -> tuple[date, int]:
        """Return the first day and the number of days of the present view."""
        return self.way.span(self.anchor)

    def title(self) -> str:
        """Return the shown span, for the window's title."""
        return self.toolbar.title.text_whole()

    def show_view(self, view: View) -> None:
        """Look at the calendar in another way, at the same day."""
        chosen = self.present.selected()
        day, (first, days) = self.present.cursor_day(), self.span()
        if day is not None and first <= day < first + timedelta(days=days) and view in _BY_DAY:
            self.anchor = day
        self.view = view
        self.ui.memory.keep("calendar/view", str(view))
        self._wanted_event = chosen.event_id if chosen is not None else 0
        self.go_to(self.anchor)
        self.present.setFocus()

    def go_to(self, day: date) -> None:
        """Show the span a day lies in, and put the cursor on that day."""
        day = reachable(day)
        self.anchor = day
        self.present.look_at(day, self.span()[0])
        self._turn()

    def go_today(self) -> None:
        """Show today."""
        self.go_to(today(self.ui.clock.now(), self._profile().host_zone))

    def step(self, by: int) -> None:
        """Show the next or the previous span."""
        self.go_to(self.way.stepped(self.anchor, by))

    def ask_where(self) -> None:
        """Let a date or time be typed to go to, near what it changes."""
        near = self.stack.mapToGlobal(QPoint(16, 8))
        self.go_field = open_go_to(self.ui, self.wording, self, near, self.go_to_time)
        self.go_field.destroyed.connect(self._on_go_field_gone)

    def _on_go_field_gone(self) -> None:
        self.go_field = None

    def go_to_time(self, found: TypedTime) -> None:
        """Show the day of a typed time at the place, the cursor on its hour where hours are shown."""
        wall, minute = local_minute(found, self._profile().host_zone)
        self._go_where_seen(reachable(wall.date()))
        if self.view in _HOURLY and minute >= 0:
            self.present.select(None)
            self.present.look_at_minute(minute)
        self.present.setFocus()

    def show_record(self, record_id: int) -> None:
        """Show an event: its next occurrence, or where it began."""
        zone, now = self._profile().host_zone, self.ui.clock.now()

        def read() -> tuple[int, date]:
            event = self._calendars.event(record_id)
            found = coming(event, now - timedelta(hours=1), zone, 1)
            if found:
                return record_id, found[0].starts.date() if found[0].all_day else to_local(found[0].starts, zone).date()
            return record_id, event.start.date()

        self.ui.jobs.database.run(read, self._on_found, owner=self)

    def _on_found(self, found: tuple[int, date]) -> None:
        self._wanted_event, day = found
        self._show_wanted(day)

    def show_occurrence(self, one: Occurrence) -> None:
        """Show one happening of an event and choose it."""
        self._wanted_event, self._wanted_start = one.event_id, one.starts
        self._show_wanted(dates(one, self._profile().host_zone)[0])
        self.present.setFocus()

    def _show_wanted(self, day: date) -> None:
        if self.view in {View.AGENDA, View.YEAR}:
            self.view = View.WEEK
        self._go_where_seen(reachable(day))

    def _go_where_seen(self, day: date) -> None:
        """Go to a day; one that the work week leaves out is shown in its whole week."""
        first, days = self.way.span(day)
        if self.view is View.WORK_WEEK and not first <= day < first + timedelta(days=days):
            self.view = View.WEEK
        self.go_to(day)

    def _turn(self) -> None:
        self._show_title()
        self.mark_stale()

    def _show_title(self) -> None:
        first, days = self.span()
        last = first + timedelta(days=days - 1)
        week = self.ui.language.tr("Week {n}", n=week_number(first)) if self.way.numbered else ""
        self.toolbar.show_span(self.way.title(self.anchor), week, self.view)
        self.sidebar.mini.show_span(first, last, self.anchor if self.way.by_cursor else first)

    def _wants_people(self) -> bool:
        return self.view is View.TIMELINE and self.timeline.kind is Rows.PEOPLE

    def _on_turned(self) -> None:
        """The timeline was panned or zoomed, or shows other rows: only what was not read yet is read."""
        if self.view is not View.TIMELINE:
            return
        self.anchor = self.timeline.day
        self._show_title()
        shown = self.shown
        if (shown.first, shown.days) != self.way.read(self.anchor) or (self._wants_people() and not shown.people):
            self.mark_stale()
        else:
            self._show_counts()

    @abstractmethod
    def _show_counts(self) -> None:
        """Say how much lies in the shown days."""

    def _on_weeks(self, sunday: bool) -> None:
        choose_sunday_first(self.ui.memory, sunday)
        for view in self.views:
            view.begin_weeks(sunday=sunday)
        self.sidebar.mini.begin_weeks(sunday=sunday)
        self.go_to(self.anchor)

    def _on_day_asked(self, day: date) -> None:
        """The cursor left the shown days, or a day's name was clicked."""
        first, days = self.span()
        if first <= day < first + timedelta(days=days):
            self.view = View.DAY
        self.go_to(day)
