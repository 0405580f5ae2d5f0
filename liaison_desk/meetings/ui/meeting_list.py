"""The left pane: meetings by month, narrowed by words, kind and whether they still are drafts."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.qt.buttons import IconButton, PrimaryButton, Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.filtering import FilterLine
from liaison_desk.foundation.qt.menus import choice_menu
from liaison_desk.foundation.qt.paint import EmptyState, Text, ZonedTime, paint_elided, paint_time
from liaison_desk.foundation.qt.rows import RowDelegate, RowState
from liaison_desk.foundation.qt.tables import RecordList
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size
from liaison_desk.foundation.qt.windowed import WindowedModel
from liaison_desk.meetings.records import MeetingFilter, MeetingLine, MeetingSort
from liaison_desk.meetings.service import Meetings
from liaison_desk.meetings.ui.words import KIND_ICONS, Words

_HEIGHT = 66
_TIME = 54
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class MeetingsPane(QWidget):
    """Head, filter, list. ``listed`` tells that another listing is on show."""

    new_wanted = Signal()
    listed = Signal()

    def __init__(self, meetings: Meetings, ui: Ui, words: Words) -> None:
        super().__init__()
        self._meetings = meetings
        self._ui = ui
        self._words = words
        self._sort = ui.memory.sort("meetings/sort", Sort(MeetingSort.DATE, descending=True))
        remembered = ui.memory.text("meetings/kind")
        self._kind = remembered if remembered in dict(words.kinds) else ""
        tr = ui.language.tr
        self.model: WindowedModel[MeetingLine] = WindowedModel(ui.jobs.database, meetings.lines, self._spoken, (), self)
        self.list = RecordList(ui, self.model, MeetingRows(ui, words), tr("Meetings"))
        self.search = FilterLine(ui, tr("Filter by title, person, words said"))
        self._empty = EmptyState(ui, tr("No meetings yet."), tr("Take notes"), self.new_wanted.emit)
        self._nothing = EmptyState(ui, tr("No meeting matches."), tr("Show all meetings"), self.clear)
        self._stack = QStackedWidget()
        for widget in (self.list, self._empty, self._nothing):
            self._stack.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._make_head())
        outer.addWidget(self._stack, 1)
        self.segments.chosen.connect(self._on_segment)
        self.search.words_changed.connect(lambda _: self.reload())
        self.search.left_for_list.connect(self.go_to_list)

    def wanted(self) -> MeetingFilter:
        """Return which meetings are shown."""
        return MeetingFilter(words=self.search.words(), kind=self._kind, drafts=self.segments.value() == "drafts")

    def reload(self, then: Callable[[], object] | None = None) -> None:
        """Read the list again; ``then`` runs when it is on show."""
        wanted, sort = self.wanted(), self._words.ordered(self._sort)

        def work() -> tuple[Listing, int]:
            listing = self._meetings.meetings(wanted, sort)
            if wanted == MeetingFilter():
                return listing, len(listing)
            return listing, len(self._meetings.meetings(MeetingFilter(), Sort(MeetingSort.CHANGED)))

        def done(result: tuple[Listing, int]) -> None:
            self._show(*result)
            if then is not None:
                then()

        key = f"meetings {id(self)}" if then is None else None
        self._ui.jobs.database.run(work, done, ticket_key=key, owner=self)

    def clear(self, then: Callable[[], object] | None = None) -> None:
        """Take all narrowing away."""
        self.search.empty()
        self.segments.set_value("all")
        self.narrow_to_kind("", then)

    def narrow_to_kind(self, kind: str, then: Callable[[], object] | None = None) -> None:
        """Show only meetings of a kind; empty for all."""
        self._kind = kind
        self._ui.memory.keep("meetings/kind", kind)
        words = self._words
        self.kind_button.setText(words.kind(kind) if kind else "")
        self.kind_button.updateGeometry()
        self.reload(then)

    def set_sort(self, sort: Sort[MeetingSort]) -> None:
        """Order the list otherwise, and remember it."""
        self._sort = sort
        self._ui.memory.keep_sort("meetings/sort", sort)
        self.reload()

    def go_to_list(self) -> None:
        """Put the keyboard into the list."""
        if self.list.current_id() is None:
            self.list.select_first()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_head(self) -> QWidget:
        ui, tr = self._ui, self._ui.language.tr
        head = QWidget()
        outer = QVBoxLayout(head)
        outer.setContentsMargins(20, 12, 12, 12)
        outer.setSpacing(10)
        self.count = Text(ui, "", Size.SUBJECT, tone="t3", tabular=True)
        self.sort_button = IconButton(ui, "arrow-up-down", tr("Order of the list"), act=self._open_sort_menu)
        self.new_button = PrimaryButton(ui, tr("Take notes"), icon="plus", act=self.new_wanted.emit)
        self.new_button.setToolTip(tr("New meeting (Ctrl+N)"))
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(Text(ui, tr("Meetings"), Size.TITLE, SEMIBOLD))
        top.addWidget(self.count)
        top.addStretch(1)
        top.addWidget(self.sort_button)
        top.addWidget(self.new_button)
        self.segments = Segments(ui, [("all", tr("All")), ("drafts", tr("Drafts"))], tr("Which meetings"))
        self.segments.set_value("drafts" if ui.memory.flag("meetings/drafts") else "all")
        self.kind_button = IconButton(ui, "list-filter", tr("Kind of meeting"), act=self._open_kind_menu)
        self.kind_button.setText(self._words.kind(self._kind) if self._kind else "")
        narrow = QHBoxLayout()
        narrow.setSpacing(6)
        narrow.addWidget(self.segments)
        narrow.addWidget(self.kind_button)
        narrow.addStretch(1)
        search_row = QHBoxLayout()
        search_row.setContentsMargins(0, 0, 8, 0)
        search_row.addWidget(self.search)
        outer.addLayout(top)
        outer.addLayout(search_row)
        outer.addLayout(narrow)
        return head

    def _show(self, listing: Listing, total: int) -> None:
        groups = tuple(replace(group, label=self._words.month(group.label)) for group in listing.groups)
        self.model.set_listing(Listing(listing.ids, groups))
        narrowed = self.wanted() != MeetingFilter()
        self.count.set_text(f"{len(listing)} / {total}" if narrowed else str(total))
        self._stack.setCurrentWidget(self.list if len(listing) else self._nothing if narrowed else self._empty)
        self.listed.emit()

    def _on_segment(self, value: object) -> None:
        self._ui.memory.keep("meetings/drafts", value == "drafts")
        self.reload()

    def _open_sort_menu(self) -> None:
        tr = self._ui.language.tr
        choices = [
            (Sort(MeetingSort.DATE, descending=True), tr("Newest first")),
            (Sort(MeetingSort.DATE), tr("Oldest first")),
            (Sort(MeetingSort.TITLE), tr("By title")),
            (Sort(MeetingSort.CHANGED, descending=True), tr("In the order of changes")),
        ]
        menu = choice_menu(self, choices, self._sort, self.set_sort)
        menu.popup(self.sort_button.mapToGlobal(QPoint(0, self.sort_button.height() + 2)))

    def _open_kind_menu(self) -> None:
        choices = [("", self._ui.language.tr("All kinds")), *self._words.kinds]
        menu = choice_menu(self, choices, self._kind, self.narrow_to_kind)
        menu.popup(self.kind_button.mapToGlobal(QPoint(0, self.kind_button.height() + 2)))

    def _spoken(self, line: MeetingLine) -> str:
        words = self._words
        counts = words.language.count("{n} note", "{n} notes", line.portions)
        draft = dict(words.states)["draft"] if line.state == "draft" else ""
        parts = (words.best(line.title), words.kind(line.kind), words.line(line.start, line.zone), counts, draft)
        return ", ".join(part for part in parts if part)


class MeetingRows(RowDelegate):
    """Paints a meeting in three lines: title and day, the other wording and draft, times in three zones and counts."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__(ui, _HEIGHT, 46)
        self._words = words

    def paint_line(self, painter: QPainter, rect: QRect, line: Any, state: RowState) -> None:
        """Paint one meeting."""
        ui, theme, words = self.ui, self.ui.theme, self._words
        lines = [QRect(rect.left(), rect.top() + 6 + 18 * number, rect.width(), 18) for number in range(3)]
        ui.icons.paint(
            painter, QPoint(rect.left() - 26, rect.top() + 7), KIND_ICONS.get(line.kind, "users"), state.meta
        )
        painter.setFont(theme.font(Size.SECONDARY, tabular=True))
        day = words.short_day(line.start.date())
        taken = self._paint_right(painter, lines[0], day, "t2")
        painter.setFont(theme.font(Size.BODY, SEMIBOLD))
        painter.setPen(theme.color("t1"))
        paint_elided(painter, lines[0].adjusted(0, 0, -taken, 0), words.best(line.title))
        taken = 0
        if line.state == "draft":
            painter.setFont(theme.font(Size.META, MEDIUM))
            taken = self._paint_right(painter, lines[1], dict(words.states)["draft"], "t2" if state.selected else "amb")
        painter.setFont(theme.font(Size.SECONDARY))
        painter.setPen(theme.color("t2"))
        second = words.other(line.title) or words.best(line.place) or words.kind(line.kind)
        paint_elided(painter, lines[1].adjusted(0, 0, -taken, 0), second)
        self._paint_times(painter, lines[2], line)
        self._paint_counts(painter, lines[2], line, state)

    def _paint_right(self, painter: QPainter, rect: QRect, text: str, tone: str) -> int:
        painter.setPen(self.ui.theme.color(tone))
        painter.drawText(rect, _RIGHT, text)
        return painter.fontMetrics().horizontalAdvance(text) + 10

    def _paint_times(self, painter: QPainter, rect: QRect, line: MeetingLine) -> None:
        times = self._words.times(line.start, line.zone)
        if times is None:
            painter.setFont(self.ui.theme.font(Size.BODY, REGULAR, tabular=True))
            paint_elided(painter, rect, f"{line.start:%H%M}")
            return
        for number, moment in enumerate((times.place, times.zulu, times.home)):
            cell = QRect(rect.left() + number * _TIME, rect.top(), _TIME, rect.height())
            time = ZonedTime(moment.clock, moment.day_offset)
            paint_time(self.ui, painter, cell, time, tone="t2" if number else "t1", strong=not number)

    def _paint_counts(self, painter: QPainter, rect: QRect, line: MeetingLine, state: RowState) -> None:
        right = rect.right()
        painter.setFont(self.ui.theme.font(Size.SECONDARY, tabular=True))
        for icon, count in (("notebook-pen", line.portions), ("users", line.attendees)):
            text = str(count)
            width = painter.fontMetrics().horizontalAdvance(text)
            painter.setPen(self.ui.theme.color(state.meta))
            painter.drawText(QRect(right - width, rect.top(), width + 1, rect.height()), _RIGHT, text)
            self.ui.icons.paint(painter, QPoint(right - width - 16, rect.top() + 3), icon, state.meta, 12)
            right -= width + 26
