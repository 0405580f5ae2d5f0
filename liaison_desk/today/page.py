"""The Today page: the day in three zones, what is due, who waits, who was neglected, what comes next."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from liaison_desk.calendar.service import Calendars
from liaison_desk.contacts.records import SAVED_SEARCH
from liaison_desk.contacts.service import Contacts
from liaison_desk.contacts.service.searches import SavedSearches
from liaison_desk.domain.bilingual import Side
from liaison_desk.domain.dtg import DtgStyle, format_dtg
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import label, to_local
from liaison_desk.foundation.core.changes import ChangeSet, Recent
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.buttons import PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import EmptyState, SectionTitle, Text, hairline
from liaison_desk.foundation.qt.relay import Page
from liaison_desk.foundation.qt.rows import TwoLine, TwoLineDelegate
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.meetings.service import Meetings
from liaison_desk.tasks.records import TaskLine
from liaison_desk.tasks.service import Tasks
from liaison_desk.today.lines import draft_row, recent_row, search_row, suspense_row, waiting_row
from liaison_desk.today.painted import TIME_COLUMNS, HoursRibbon, NeglectDelegate, ScheduleDelegate
from liaison_desk.today.rows import ShortList
from liaison_desk.today.view import TodayView, read_today, with_days_off
from liaison_desk.today.words import day_title, many, short_day

_MINUTE = 60_000
_TITLE_HEIGHT = 40
_SUSPENSES, _WAITING, _DRAFTS, _NEGLECTED = 8, 4, 2, 5  # rows shown; the title's count tells all there are


class TodayPage(Page):
    """The first page; it reads everything in one go and is read again when records or the minute change."""

    kinds = frozenset({"event", "calendar", "task", "meeting", "person", "profile", SAVED_SEARCH})

    def __init__(
        self,
        calendars: Calendars,
        tasks: Tasks,
        meetings: Meetings,
        contacts: Contacts,
        searches: SavedSearches,
        since: Callable[[datetime], list[Recent]],
        undo: Callable[[], object],
        profile: Callable[[], DeskProfile],
        ui: Ui,
    ) -> None:
        super().__init__(ui.changes)
        self._ui = ui
        self._tasks = tasks
        self._undo = undo
        self._read: Callable[[], TodayView] = lambda: read_today(
            ui.clock.now(), profile(), calendars, tasks, meetings, contacts, searches, since
        )
        self._days_off = partial(with_days_off, calendars)
        self.view: TodayView | None = None
        self._side = Side.HOST
        tr = ui.language.tr
        self.setAccessibleName(tr("Today"))
        self._heading = Text(ui, "", Size.TITLE, SEMIBOLD)
        self._subline = Text(ui, "", Size.SECONDARY, tone="t2", elide=True)
        self._schedule_rows = ScheduleDelegate(ui)
        self._neglect_rows = NeglectDelegate(ui)
        self.schedule = ShortList(
            self._schedule_rows, self._say_event, lambda one: ui.open(RecordRef("event", one.event_id))
        )
        self.tomorrow = ShortList(
            self._schedule_rows, self._say_event, lambda one: ui.open(RecordRef("event", one.event_id))
        )
        task_rows = TwoLineDelegate(ui, self._row(suspense_row), ticks=True)
        self.suspenses = ShortList(
            task_rows, self._say_task, lambda one: ui.open(RecordRef("task", one.id)), self._complete
        )
        self.waiting = ShortList(
            TwoLineDelegate(ui, self._row(waiting_row), lead=26),
            self._say_task,
            lambda one: ui.open(RecordRef("task", one.id)),
        )
        self.drafts = ShortList(
            TwoLineDelegate(ui, self._row(draft_row), lead=26),
            lambda one: one.title.best(self._side),
            lambda one: ui.open(RecordRef("meeting", one.id)),
        )
        self.neglected = ShortList(
            self._neglect_rows, lambda one: one.name.latin(), lambda one: ui.open(RecordRef("person", one.id))
        )
        self.searches = ShortList(
            TwoLineDelegate(ui, self._row(search_row), 30, lead=26),
            lambda one: f"{one[0].name} {one[1]}",
            lambda one: ui.open(RecordRef(SAVED_SEARCH, one[0].id)),
        )
        self.recent = ShortList(
            TwoLineDelegate(ui, self._row(recent_row), 26, lead=26), lambda one: tr(one.label), lambda _one: None
        )
        self.ribbon = HoursRibbon(ui)
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setInterval(_MINUTE)
        self._timer.timeout.connect(lambda: self.refresh(None) if self.isVisible() else self.mark_stale())
        self._timer.start()

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the day again on the database lane."""
        del changes
        run = self._ui.jobs.database.run
        if self.view is None:
            run(self._read, self._show_first, ticket_key="today", owner=self)
        else:
            run(lambda: self._days_off(self._read()), self._show_view, ticket_key="today", owner=self)

    def _show_first(self, view: TodayView) -> None:
        """Show the day, then its holidays: the first page does not wait for their library."""
        self._show_view(view)
        self._ui.jobs.database.run(partial(self._days_off, view), self._show_view, ticket_key="today", owner=self)

    def new_record(self) -> None:
        """Capture something: a task, the commonest thing to note in passing."""
        self._ui.open(RecordRef("task", 0))

    # Layout -----------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        ui, tr = self._ui, self._ui.language.tr
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch(1)
        words.addWidget(self._heading)
        words.addWidget(self._subline)
        words.addStretch(1)
        head = QWidget()
        head.setFixedHeight(Size.PAGE_HEADER)
        row = QHBoxLayout(head)
        row.setContentsMargins(Size.GUTTER, 0, Size.GUTTER, 0)
        row.addLayout(words, 1)
        sheet = PlainButton(ui, tr("Weekly packet"), icon="printer")
        sheet.clicked.connect(lambda: ui.open(RecordRef("briefings", 0)))
        capture = PrimaryButton(ui, tr("Capture"), icon="plus", key="Ctrl+N")
        capture.clicked.connect(self.new_record)
        row.addWidget(sheet)
        row.addWidget(capture)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setHandleWidth(1)
        panes.setChildrenCollapsible(False)
        for pane, least in ((self._left(), 420), (self._middle(), 260), (self._right(), 250)):
            pane.setMinimumWidth(least)
            panes.addWidget(pane)
        panes.setStretchFactor(1, 1)
        ui.memory.restore_splitter("today/panes", panes, (572, 366, 306))
        panes.splitterMoved.connect(lambda: ui.memory.keep_splitter("today/panes", panes))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(hairline(ui))
        layout.addWidget(panes, 1)

    def _left(self) -> QWidget:
        tr = self._ui.language.tr
        self._overlap = Text(self._ui, "", Size.SECONDARY, tone="grn")
        hours = QHBoxLayout()
        hours.setContentsMargins(0, 0, Size.GUTTER, 0)
        hours.addWidget(self._title(tr("Working hours")), 1)
        self._overlap.setContentsMargins(0, 12, 0, 4)
        hours.addWidget(self._overlap)
        self._schedule_title = self._title(tr("Schedule"))
        self._columns = _ZoneHeads(self._ui)
        self._no_events = EmptyState(
            self._ui,
            tr("Nothing is on the calendar today."),
            tr("New event"),
            lambda: self._ui.open(RecordRef("event", 0)),
        )
        self._all_day = Text(self._ui, "", Size.SECONDARY, tone="t2", wrap=True)
        self._all_day.setContentsMargins(Size.GUTTER, 4, Size.GUTTER, 4)
        self._tomorrow_title = self._title(tr("Tomorrow"))
        return _scrolling(
            hours,
            self.ribbon,
            self._schedule_title,
            self._columns,
            self._all_day,
            self._no_events,
            self.schedule,
            self._tomorrow_title,
            self.tomorrow,
        )

    def _middle(self) -> QWidget:
        ui, tr = self._ui, self._ui.language.tr
        self._suspense_title = self._title(tr("Suspenses"), tr("All tasks"), lambda: ui.open(RecordRef("tasks", 0)))
        self._no_tasks = EmptyState(ui, tr("Nothing is due in these days."), tr("New task"), self.new_record)
        self._waiting_title = self._title(tr("Waiting on others"))
        self._draft_title = self._title(tr("Notes still in draft"))
        return _scrolling(
            self._suspense_title,
            self._no_tasks,
            self.suspenses,
            self._waiting_title,
            self.waiting,
            self._draft_title,
            self.drafts,
        )

    def _right(self) -> QWidget:
        ui, tr = self._ui, self._ui.language.tr
        self._next_title = self._title(tr("Next milestone"))
        self._days = Text(ui, "", Size.COUNTDOWN, SEMIBOLD, tabular=True)
        self._next_name = Text(ui, "", Size.BODY, SEMIBOLD, wrap=True)
        self._next_when = Text(ui, "", Size.SECONDARY, tone="t2", wrap=True)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._next_name)
        names.addWidget(self._next_when)
        self._next = QWidget()
        row = QHBoxLayout(self._next)
        row.setContentsMargins(Size.GUTTER, 0, Size.GUTTER, 8)
        row.setSpacing(12)
        row.addWidget(self._days, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(names, 1)
        self._neglect_title = self._title(tr("Not contacted lately"))
        self._search_title = self._title(tr("Saved searches"))
        self._recent_title = self._title(tr("Since yesterday"))
        return _scrolling(
            self._next_title,
            self._next,
            self._neglect_title,
            self.neglected,
            self._search_title,
            self.searches,
            self._recent_title,
            self.recent,
        )

    def _title(self, text: str, link: str = "", act: Callable[[], object] | None = None) -> SectionTitle:
        title = SectionTitle(self._ui, text, link=link, act=act)
        title.setContentsMargins(Size.GUTTER, 12, Size.GUTTER, 4)
        title.setFixedHeight(_TITLE_HEIGHT)  # with or without a link, and however low the window is
        return title

    # Content ----------------------------------------------------------------------------------------------------------

    def _show_view(self, view: TodayView) -> None:
        self.view = view
        ui, tr, profile = self._ui, self._ui.language.tr, view.profile
        self._side = profile.side_of(ui.language.code)
        for delegate in (self._schedule_rows, self._neglect_rows):
            delegate.side = self._side
        self._schedule_rows.profile, self._schedule_rows.now = profile, view.now
        self._neglect_rows.view = view
        self._heading.set_text(day_title(ui.language, view.day))
        holidays = "; ".join(
            f"{one.title.best(self._side)} ({short_day(ui.language, one.starts.date())})" for one in view.holidays[:3]
        )
        week = tr("Week {number}", number=view.day.isocalendar().week)
        dtg = format_dtg(view.now, "Z", style=DtgStyle.SPACED)
        self._subline.set_text("  ·  ".join(part for part in (dtg, week, holidays) if part))
        self._columns.show_zones(
            (
                label(profile.host_zone, view.now),
                tr("Zulu"),
                profile.home_place.best(self._side) or label(profile.home_zone, view.now),
            )
        )
        both = view.common
        self._overlap.set_text(self._overlap_words(view, both) if both else tr("No common hours today"))
        self.ribbon.show_view(view)
        self.schedule.show_lines(view.schedule)
        done = sum(one.ends <= view.now for one in view.schedule)
        self._schedule_title.set_count(str(len(view.schedule) or ""))
        self._schedule_title.set_note(tr("{n} done", n=done) if done else "")
        self._all_day.set_text("  ·  ".join(one.title.best(self._side) for one in view.all_day))
        self._all_day.setVisible(bool(view.all_day))
        self._no_events.setVisible(not view.schedule)
        self._columns.setVisible(bool(view.schedule))
        self.tomorrow.show_lines(view.tomorrow[:6])
        self._tomorrow_title.setVisible(bool(view.tomorrow))
        self._tomorrow_title.set_count(short_day(ui.language, view.day + timedelta(days=1)))
        self._tomorrow_title.set_note(tr("{n} more", n=len(view.tomorrow) - 6) if len(view.tomorrow) > 6 else "")
        self._show_lists(view)
        self._show_next(view)

    def _show_lists(self, view: TodayView) -> None:
        tr = self._ui.language.tr
        self.suspenses.show_lines(view.suspenses[:_SUSPENSES])
        self._suspense_title.set_count(tr("{n} due", n=many(len(view.suspenses))) if view.suspenses else "")
        self._no_tasks.setVisible(not view.suspenses)
        for rows, title, lines, shown in (
            (self.waiting, self._waiting_title, view.waiting, _WAITING),
            (self.drafts, self._draft_title, view.drafts, _DRAFTS),
            (self.neglected, self._neglect_title, view.neglected, _NEGLECTED),
            (self.searches, self._search_title, view.searches, len(view.searches)),
            (self.recent, self._recent_title, view.recent, len(view.recent)),
        ):
            rows.show_lines(lines[:shown])
            rows.setVisible(bool(lines))
            title.setVisible(bool(lines))
            title.set_count("" if rows in {self.recent, self.searches} else many(len(lines)))

    def _show_next(self, view: TodayView) -> None:
        one = view.next_exercise
        for widget in (self._next_title, self._next):
            widget.setVisible(one is not None)
        if one is None:
            return
        days = (one.starts.date() - view.day).days
        self._days.set_text(str(days))
        name = one.title.best(self._side)
        self._next_name.set_text(self._ui.language.count("day to {name}", "days to {name}", days, name=name))
        last = one.ends.date() - timedelta(days=1)
        self._next_when.set_text(
            f"{short_day(self._ui.language, one.starts.date())} – {short_day(self._ui.language, last)} {last.year}"
        )

    def _overlap_words(self, view: TodayView, both: tuple[datetime, datetime]) -> str:
        tr, zone = self._ui.language.tr, view.profile.host_zone
        begin, end = (to_local(at, zone) for at in both)
        words = tr(
            "Overlap {begin}–{end} {zone}", begin=f"{begin:%H:%M}", end=f"{end:%H:%M}", zone=label(zone, view.now)
        )
        if both[0] > view.now:
            hours, minutes = divmod(int((both[0] - view.now).total_seconds()) // 60, 60)
            return f"{words}, " + tr("opens in {hours} h {minutes} m", hours=hours, minutes=minutes)
        return words

    def _complete(self, line: TaskLine) -> None:
        ui = self._ui

        def done(_nothing: None) -> None:
            ui.notify(ui.language.tr("Done: {title}", title=line.title.best(self._side)), self._take_back)

        ui.jobs.database.run(lambda: self._tasks.complete([line.id]), done, owner=self)

    def _take_back(self) -> None:
        self._ui.jobs.database.run(self._undo)

    def _row(self, describe: Callable[[Language, TodayView, Any], TwoLine]) -> Callable[[Any], TwoLine]:
        """Return how a line of a list reads in the view that is on show."""

        def row(line: Any) -> TwoLine:
            assert self.view is not None
            return describe(self._ui.language, self.view, line)

        return row

    def _say_event(self, one: object) -> str:
        title = getattr(one, "title", None)
        return title.best(self._side) if title is not None else ""

    def _say_task(self, line: TaskLine) -> str:
        return line.title.best(self._side)


class _ZoneHeads(QWidget):
    """The small headings over the schedule's three time columns."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.setFixedHeight(26)
        self._labels = [Text(ui, "", Size.META, tone="t2") for _ in TIME_COLUMNS]
        for text, column in zip(self._labels, TIME_COLUMNS, strict=True):
            text.setParent(self)
            text.setGeometry(Size.GUTTER + column, 4, 90 if column == TIME_COLUMNS[-1] else 52, 18)

    def show_zones(self, names: tuple[str, str, str]) -> None:
        """Name the columns."""
        for text, name in zip(self._labels, names, strict=True):
            text.set_text(name)


def _scrolling(*parts: QWidget | QHBoxLayout) -> QWidget:
    """Return a pane that scrolls when its parts are higher than it."""
    content = QWidget()
    layout = QVBoxLayout(content)
    layout.setContentsMargins(0, 4, 0, 12)
    layout.setSpacing(0)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    layout.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    area.setWidget(content)
    return area
