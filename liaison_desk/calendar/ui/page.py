"""The calendar page: which span is shown in which view, and what becomes of what the user does there."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.calendar.records import CALENDAR, EVENT, Calendar, Event, Occurrence
from liaison_desk.calendar.rules import takes_place
from liaison_desk.calendar.service import Calendars
from liaison_desk.calendar.service.slots import Slots
from liaison_desk.calendar.ui.agenda import words_for_nothing
from liaison_desk.calendar.ui.clipboard import calendar_in
from liaison_desk.calendar.ui.deeds import Deeds
from liaison_desk.calendar.ui.fields.people_field import Suggest
from liaison_desk.calendar.ui.looking import Looking
from liaison_desk.calendar.ui.mini_month import marks_of
from liaison_desk.calendar.ui.month import month_span
from liaison_desk.calendar.ui.outside import ExportFrom, Outside
from liaison_desk.calendar.ui.popover import EventAction, action_of
from liaison_desk.calendar.ui.reading import Shown, bounds, read_span
from liaison_desk.calendar.ui.sidebar import WIDTH, Sidebar
from liaison_desk.calendar.ui.toolbar import Toolbar
from liaison_desk.calendar.ui.ways import View
from liaison_desk.calendar.ui.weeks import sunday_first
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.foundation.qt.paint import EmptyState, Text, hairline
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import Size

_WIDE: Final = 960
_HOURLY: Final = (View.DAY, View.WORK_WEEK, View.WEEK)
_BY_DAY: Final = (*_HOURLY, View.MONTH, View.TIMELINE, View.YEAR)  # shown around the day the cursor is on


def _nobody(kind: str, words: str) -> list[RecordRef]:
    """Suggest nothing, for a page that stands alone."""
    del kind, words
    return []


class CalendarPage(Looking):
    """Shows and changes calendars and events.

    ``undo`` takes back the last action (for the toasts, on the database lane); ``actions`` are what other parts of the program can do with an
    event, such as taking notes; ``print_span`` prints the shown days (first, last, the way of looking); ``outside``
    is other programs' formats, for copying, exporting and answering.
    """

    kinds = frozenset({CALENDAR, EVENT, "profile"})

    def __init__(
        self, calendars: Calendars, ui: Ui, profile: Callable[[], DeskProfile], *, suggest: Suggest = _nobody,
        undo: Callable[[], object] | None = None, actions: Sequence[EventAction] = (),
        print_span: Callable[[date, date, str], None] | None = None, slots: Slots | None = None,
        outside: Outside | None = None,
    ) -> None:  # fmt: skip
        super().__init__(calendars, ui, profile)
        self._print = print_span
        self._actions = tuple(actions)
        self.search_hint = ui.language.tr("Find an event")
        self.count = ""
        self.deeds = Deeds(
            calendars, ui, self.wording, self, suggest=suggest, undo=undo, actions=actions, slots=slots, outside=outside
        )
        self._make_parts()
        self._connect()
        surface(self, "win")
        self._show_title()

    def in_hand(self) -> RecordRef | None:
        """Return the event that is chosen; a holiday is none."""
        one = self.present.selected()
        return RecordRef(EVENT, one.event_id) if one is not None and one.event_id else None

    # Making

    def _make_parts(self) -> None:
        ui = self.ui
        self.sidebar = Sidebar(ui, self.wording)
        self.toolbar = Toolbar(ui, tuple(self.ways.values()), self._print_shown if self._print is not None else None)
        self.week.set_rulers(self.sidebar.rulers)
        self.present.look_at(self.anchor, self.span()[0])
        self.nothing = EmptyState(ui, "", ui.language.tr("New event"), self.new_record)
        self.stack = QStackedWidget()
        for view in (*self.views, self.nothing):
            self.stack.addWidget(view)
        self.status = Text(ui, "", Size.SECONDARY, tone="t2", tabular=True, elide=True)
        self.status.setContentsMargins(16, 0, 16, 0)
        self.status.setFixedHeight(26)
        right = QWidget()
        surface(right, "surf")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.toolbar, hairline(ui), self.stack, hairline(ui), self.status):
            column.addWidget(widget)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.sidebar.setMinimumWidth(WIDTH)
        self.sidebar.setMaximumWidth(360)
        right.setMinimumWidth(560)
        self.splitter.addWidget(self.sidebar)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(1, 1)
        ui.memory.restore_splitter("calendar/panes", self.splitter, (WIDTH, 1012))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def _connect(self) -> None:
        for view in self.views:
            view.opened.connect(self.deeds.open)
            view.chosen.connect(self._on_chosen)
            view.edit_asked.connect(self.deeds.edit)
            view.delete_asked.connect(self.deeds.delete)
            view.menu_asked.connect(self._open_menu)
            view.new_asked.connect(self.deeds.new_event)
            view.moved.connect(self.deeds.move)
            view.copied.connect(self.deeds.copy)
            view.recast_asked.connect(self.deeds.recast)
            view.people_dropped.connect(self.deeds.invite)
            view.meeting_asked.connect(self.deeds.meet)
            view.takes_people = view.carries = self.deeds.outside is not None
            view.carried_out.connect(self.deeds.carrier.carry)
            view.told.connect(self.status.set_text)
            view.day_asked.connect(self._on_day_asked)
        self.timeline.turned.connect(self._on_turned)
        self.year.begin_asked.connect(lambda: self.go_to(self.year.day))
        bar = self.sidebar
        bar.mini.chosen.connect(self.go_to)
        bar.mini.turned.connect(self._read_marks)
        bar.shown_changed.connect(self._show)
        bar.rulers_changed.connect(self.week.set_rulers)
        bar.go_asked.connect(self.ask_where)
        bar.weeks_changed.connect(self._on_weeks)
        bar.new_calendar_asked.connect(self.deeds.new_calendar)
        bar.edit_asked.connect(self.deeds.edit_calendar)
        bar.delete_asked.connect(self.deeds.delete_calendar)
        bar.holidays_asked.connect(self.deeds.add_holidays)
        bar.export_asked.connect(self._export)
        bar.order_asked.connect(self.deeds.order_calendars)
        tools = self.toolbar
        tools.stepped.connect(self.step)
        tools.today_asked.connect(self.go_today)
        tools.view_chosen.connect(self.show_view)
        tools.new_asked.connect(self.new_record)
        tools.words_changed.connect(self._on_words)
        self.deeds.saved.connect(self._on_saved)
        self.deeds.placed.connect(self._on_placed)
        self.deeds.failed.connect(self.mark_stale)
        self.deeds.closed.connect(self._on_form_closed)
        self.splitter.splitterMoved.connect(lambda: self.ui.memory.keep_splitter("calendar/panes", self.splitter))

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the shown span again."""
        del changes
        first, days = self.way.read(self.anchor)
        calendars, profile, with_people = self._calendars, self._profile(), self._wants_people()
        hidden, names = self.sidebar.hidden(), self.deeds.outside.names if self.deeds.outside is not None else None

        def read() -> Shown:
            return read_span(calendars, first, days, profile, hidden, with_people=with_people, names=names)

        self.ui.jobs.database.run(read, self._on_read, ticket_key="calendar span", owner=self)
        self._read_marks(self.sidebar.mini.month)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page shows the days alone."""
        super().resizeEvent(event)
        self.sidebar.setVisible(self.width() >= _WIDE)

    def _on_read(self, shown: Shown) -> None:
        if (shown.first, shown.days) != self.way.read(self.anchor):
            return
        if shown.calendars != self.shown.calendars or not self.sidebar.lines:
            self.sidebar.show_calendars(shown.calendars)
        self.shown = shown
        self.deeds.known = shown.calendars
        self._show()

    def _show(self) -> None:
        shown = self.shown
        for one in shown.occurrences:
            if self._wanted_event and one.event_id == self._wanted_event:
                self.sidebar.show_again(one.calendar_id)
        names, hidden = {one.id: self.wording.calendar(one) for one in shown.calendars}, self.sidebar.hidden()
        visible = [_called(one, names) for one in shown.visible(hidden)]
        self.present.know([one for one in shown.calendars if one.id not in hidden], shown.people)
        self.present.duties = shown.duties
        clashes = shown.clashes if hidden == shown.hidden else None
        self.present.show_span(visible, shown.first, shown.days, clashes)
        self._show_counts()
        self._show_stack()
        if self._wanted_event:
            self.present.select_event(self._wanted_event, self._wanted_start)
            self._wanted_event, self._wanted_start = 0, None

    def _show_counts(self) -> None:
        """Say how much lies in the shown days; of calendars that are hidden too, as far as was read."""
        sees, hidden = self.present.sees, self.sidebar.hidden()
        seen = [one for n, one in enumerate(self.present.occurrences) if takes_place(one) and sees(n)]
        away = (
            [one for one in self.shown.occurrences if one.calendar_id in hidden and takes_place(one)] if hidden else ()
        )
        counts = Counter(one.calendar_id for one in (*seen, *away))
        events = sum(not one.holiday for one in seen)
        self.count = self.ui.language.count("{n} event", "{n} events", events)
        self.sidebar.show_counts(counts)
        if self.present.selected() is None:
            self.status.set_text(self.count)

    def _show_stack(self) -> None:
        empty = self.view is View.AGENDA and not self.agenda.count
        if empty:
            self.nothing.set_text(words_for_nothing(self.agenda.occurrences, self.ui))
        self.stack.setCurrentWidget(self.nothing if empty else self.present)

    def _on_words(self, words: str) -> None:
        self.agenda.narrow(words)
        self._show_stack()

    def _read_marks(self, month: date) -> None:
        if month == date.min:
            return
        zone = self._profile().host_zone
        since, until = bounds(*month_span(month, sunday=sunday_first(self.ui.memory)), zone)

        def read() -> tuple[frozenset[date], dict[date, str]]:
            return marks_of(self._calendars.occurrences(since, until, holidays=True), zone)

        mini = self.sidebar.mini
        self.ui.jobs.database.run(read, lambda marks: mini.show_marks(*marks), ticket_key="calendar marks", owner=self)

    def _on_chosen(self, one: Occurrence | None) -> None:
        if self.sender() is self.present or one is not None:
            self.status.set_text(self.present.said(one) if one is not None else self.count)

    # Events

    def new_record(self) -> None:
        """Make a new event where the cursor is."""
        self.present.ask_new()

    def find_time(self) -> None:
        """Look for a time from the day the cursor is on."""
        self.deeds.find_time(self.present.cursor_day() or self.anchor)

    def _on_saved(self, event: Event) -> None:
        self._wanted_event = event.id
        first, days = self.span()
        day = event.start.date()
        if event.recurrence is None and not first <= day < first + timedelta(days=days):
            self.go_to(day)
        else:
            self.mark_stale()

    def _on_placed(self, event_id: int, starts: datetime) -> None:
        self._wanted_event, self._wanted_start = event_id, starts

    def _on_form_closed(self) -> None:
        self.present.setFocus()

    def _open_menu(self, one: Occurrence | None, at: QPoint) -> None:
        if one is not None:
            self.deeds.open_menu(one, at)
            return
        menu, icons, tr = popup_menu(self), self.ui.icons, self.ui.language.tr
        menu.addAction(icons.icon("plus"), tr("New event"), self.new_record)
        menu.addAction(icons.icon("search"), f"{tr('Find a time…')}\tS", self.find_time)
        menu.addAction(icons.icon("calendar"), tr("Today"), self.go_today)
        if self.deeds.outside is not None:
            paste = menu.addAction(icons.icon("file-down"), f"{tr('Paste event')}\tCtrl+V", self.deeds.paste)
            paste.setEnabled(bool(calendar_in(QGuiApplication.clipboard().mimeData())))
            menu.addAction(icons.icon("file-up"), tr("Export calendar…"), partial(self._export, None))
        menu.addSeparator()
        self.sidebar.add_options(menu)
        menu.popup(at)

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters choose the view, T goes to today, G to a typed day, S finds a time, Page Up and Down turn, F6 goes on."""
        key = Qt.Key(event.key())
        chosen = next((way.key for way in self.ways.values() if event.key() == ord(way.letter)), None)
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if bare and chosen is not None:
            self.show_view(chosen)
        elif bare and key == Qt.Key.Key_T:
            self.go_today()
        elif bare and key == Qt.Key.Key_S:
            self.find_time()
        elif bare and key == Qt.Key.Key_G:
            self.ask_where()
        elif bare and (one := self.present.selected()) and (action := action_of(self._actions, key)):
            action.act(one)
        elif bare and key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.step(1 if key == Qt.Key.Key_PageDown else -1)
        elif event.matches(QKeySequence.StandardKey.Copy) and (one := self.present.selected()) is not None:
            self.deeds.carrier.copy(one)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.deeds.paste()
        elif key == Qt.Key.Key_F6:
            self._next_pane(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _next_pane(self, by: int) -> None:
        lines = next(iter(self.sidebar.lines.values()), None)
        panes = [pane for pane in (self.sidebar.mini, lines, self.present) if pane is not None]
        inside = [number for number, pane in enumerate(panes) if pane.hasFocus()]
        now = inside[0] if inside else 1 if any(line.hasFocus() for line in self.sidebar.lines.values()) else -1
        panes[(now + by) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    def _export(self, calendar: Calendar | None = None) -> None:
        """Write events to a file: those of a calendar to begin with, else of the shown days."""
        if self.deeds.outside is not None:
            first, days = self.span()
            last = first + timedelta(days=days - 1)
            self.deeds.outside.export(ExportFrom(first, last, None, calendar.id if calendar is not None else 0))

    def _print_shown(self) -> None:
        if self._print is not None:
            first, days = self.span()
            self._print(first, first + timedelta(days=days - 1), self.view)


def _called(one: Occurrence, names: Mapping[int, str]) -> Occurrence:
    """Return an occurrence with its calendar's name in the language of the window; most have it already."""
    name = names.get(one.calendar_id, one.calendar)
    return one if name == one.calendar else one._replace(calendar=name)
