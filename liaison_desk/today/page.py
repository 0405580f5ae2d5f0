"""The Today page: the day in three zones, what is due and who waits, whom to call and what comes next, in three panes."""

from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.domain.dtg import DtgStyle, format_dtg
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.keyboard import on_keys, part_in_hand
from liaison_desk.foundation.qt.paint import Text, hairline
from liaison_desk.foundation.qt.panes import Panes
from liaison_desk.foundation.qt.relay import Page
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.today.day_pane import DayPane
from liaison_desk.today.rows import ShortList
from liaison_desk.today.sections import Pane
from liaison_desk.today.side_pane import SidePane, Touched
from liaison_desk.today.view import EVERYTHING, OF_KIND, Part, Sources, TodayView, day_of, parts_of, read_parts
from liaison_desk.today.words import day_title, short_day
from liaison_desk.today.work_pane import WorkPane

_MINUTE: Final = 60_000
_PANES: Final = (572, 366, 306)


class TodayPage(Page):
    """The first page. It reads all of itself in one go, later only what was changed; each minute it tells the time anew."""

    kinds = frozenset(OF_KIND)

    def __init__(self, sources: Sources, touched: Touched, ui: Ui) -> None:
        super().__init__(ui.changes)
        self._ui = ui
        self._sources = sources
        self._waiting: frozenset[Part] = frozenset()  # parts that were changed and are not shown anew yet
        self.view: TodayView | None = None
        tr = ui.language.tr
        self.setAccessibleName(tr("Today"))
        self._heading = Text(ui, "", Size.TITLE, SEMIBOLD)
        self._subline = Text(ui, "", Size.SECONDARY, tone="t2", elide=True)
        self.day = DayPane(ui)
        self.work = WorkPane(ui, sources.tasks)
        self.side = SidePane(ui, touched)
        self._panes: tuple[Pane, ...] = (self.day, self.work, self.side)
        self._lay_out()
        self._walk()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.pass_minute)
        self._time_next_minute()

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read what was changed again on the database lane, everything without changes or on another day."""
        self._waiting |= EVERYTHING if changes is None or self._another_day() else parts_of(changes.ids)
        # The first look does not wait for the library of holidays, nor for the engine of plans, nor for partnership.
        later = {Part.HOLIDAYS, Part.MILESTONES, Part.ENDS, Part.REQUESTS}
        self._read(self._waiting if self.view is not None else self._waiting - later)

    def pass_minute(self) -> None:
        """Tell the time anew: what is over, overdue, so many days old; after midnight at the host, another day."""
        self._time_next_minute()
        if not self.isVisible() or self.view is None or self._another_day():
            self.mark_stale()
            return
        if self.view.views:
            self._waiting |= {Part.VIEWS}  # one of them may tell what is overdue
            self._read(self._waiting)
        self._show_view(replace(self.view, now=self._ui.clock.now()))

    def new_record(self) -> None:
        """Capture something: a task, the commonest thing to note in passing."""
        self._ui.open(RecordRef("task", 0))

    def next_pane(self, step: int) -> None:
        """Put the keyboard into the next pane, or the one before."""
        here = part_in_hand(self._panes)
        self._panes[(here + step) % len(self._panes) if here >= 0 else 0 if step > 0 else -1].enter()

    def _read(self, parts: frozenset[Part]) -> None:
        read = partial(read_parts, self._sources, self._ui.clock.now(), parts)
        self._ui.jobs.database.run(read, partial(self._show, parts), ticket_key="today", owner=self)

    def _another_day(self) -> bool:
        return self.view is not None and day_of(self._ui.clock.now(), self.view.profile) != self.view.day

    def _time_next_minute(self) -> None:
        now = self._ui.clock.now()
        self._timer.start(_MINUTE - now.second * 1000 - now.microsecond // 1000)

    def _show(self, parts: frozenset[Part], fields: dict[str, Any]) -> None:
        self._waiting -= parts
        self._show_view(replace(self.view, **fields) if self.view is not None else TodayView(**fields))
        if self._waiting:
            QTimer.singleShot(0, self, lambda: self._read(self._waiting))  # after what was found is painted

    def _show_view(self, view: TodayView) -> None:
        self.view = view
        language = self._ui.language
        self._heading.set_text(day_title(language, view.day))
        side = view.profile.side_of(language.code)
        holidays = "; ".join(
            f"{one.title.best(side)} ({short_day(language, one.starts.date())})" for one in view.holidays[:3]
        )
        week = language.tr("Week {number}", number=view.day.isocalendar().week)
        dtg = format_dtg(view.now, "Z", style=DtgStyle.SPACED)
        self._subline.set_text("  ·  ".join(part for part in (dtg, week, holidays) if part))
        for pane in self._panes:
            pane.show_view(view)

    # Keyboard ---------------------------------------------------------------------------------------------------------

    def _walk(self) -> None:
        for pane in self._panes:
            for section in pane.sections:
                if isinstance(section.rows, ShortList):
                    section.rows.walk_on = partial(self._walk_on, section.rows)
        for keys, step in (("F6", 1), ("Shift+F6", -1)):  # as words: the first use of Qt.Key makes all its 470 names
            on_keys(self, keys, partial(self.next_pane, step))

    def _walk_on(self, rows: ShortList, step: int) -> None:
        """Go from the end of a list to the next one, from pane to pane; at either end of the page stay."""
        lists = [one for pane in self._panes for one in pane.lists()]
        there = lists.index(rows) + step
        if 0 <= there < len(lists):
            lists[there].enter(last=step < 0)

    # Layout -----------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        ui = self._ui
        panes = tuple(zip(self._panes, (420, 260, 250), strict=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        layout.addWidget(hairline(ui))
        layout.addWidget(Panes(ui, "today/panes", panes, _PANES, takes=1), 1)

    def _head(self) -> QWidget:
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
        return head
