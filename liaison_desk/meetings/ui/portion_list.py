"""The notes of a meeting: its portions as rows, one of them perhaps being edited; what is typed survives every refresh."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liaison_desk.foundation.qt.buttons import LinkButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.meetings.records import Meeting, Portion, PromisedTask
from liaison_desk.meetings.ui.portion_editor import PortionEditor
from liaison_desk.meetings.ui.portion_row import PortionRow
from liaison_desk.meetings.ui.words import Words

MOST_ROWS = 200


class PortionList(QWidget):
    """Rows by the portions' uids. A row is made again only when its portion or its task has changed."""

    edit_saved = Signal(object, object)
    task_wanted = Signal(str)
    delete_wanted = Signal(str)
    menu_wanted = Signal(str, QPoint)
    moved = Signal(str, int)
    capture_wanted = Signal()
    row_focused = Signal(QWidget)

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._meeting_id = 0
        self._limit = MOST_ROWS
        self._meeting: Meeting | None = None
        self._tasks: Mapping[int, PromisedTask] = {}
        self.rows: dict[str, PortionRow] = {}
        self.editor: PortionEditor | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._nothing = Text(
            ui, ui.language.tr("Nothing noted yet. Type below; Enter keeps each note."), tone="t2", wrap=True
        )
        self._nothing.setContentsMargins(28, 14, 28, 14)
        self._more = LinkButton(ui, "", self._show_all)
        for widget in (self._nothing, self._more):
            widget.hide()
            self._lines.addWidget(widget)

    def show_meeting(self, meeting: Meeting, tasks: Mapping[int, PromisedTask]) -> None:
        """Show a meeting's portions; an editor that is open stays open while its portion is still there."""
        if meeting.id != self._meeting_id:
            self._meeting_id, self._limit = meeting.id, MOST_ROWS
            self._close_editor()
            for uid in list(self.rows):
                self._drop(uid)
        focused = next((uid for uid, row in self.rows.items() if row.hasFocus()), "")
        self._meeting, self._tasks = meeting, tasks
        shown = meeting.portions[: self._limit]
        present = {portion.uid for portion in shown}
        if self.editor is not None and self.editor.uid not in present and not self.editor.dirty:
            self._close_editor()
        for uid in set(self.rows) - present:
            self._drop(uid)
        for number, portion in enumerate(shown):
            self._place(number, portion)
        rest = len(meeting.portions) - len(shown)
        self._nothing.setVisible(not meeting.portions)
        self._more.setText(self._ui.language.count("Show {n} more note", "Show {n} more notes", rest))
        self._more.setVisible(rest > 0)
        if focused in self.rows:
            self.rows[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def edit(self, uid: str) -> None:
        """Open the editor of a portion in its place; another one that is open must be done first."""
        row = self.rows.get(uid)
        if row is None:
            return
        if self.editor is not None:
            if self.editor.dirty:
                self.editor.show_unfinished()
                return
            self._close_editor()
        self.editor = PortionEditor(self._ui, self._words, row.portion)
        self.editor.saved.connect(self.edit_saved)
        self.editor.cancelled.connect(self._on_cancelled)
        self._lines.insertWidget(self._lines.indexOf(row), self.editor)
        row.hide()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.row_focused.emit(self.editor)

    def close_editor(self, uid: str) -> None:
        """Close the editor and put the keyboard on its row."""
        self._close_editor()
        self.focus_row(uid)

    def focus_row(self, uid: str) -> None:
        """Put the keyboard on a portion."""
        row = self.rows.get(uid)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
            self.row_focused.emit(row)

    def focus_first(self) -> None:
        """Put the keyboard on the first portion, or where the next one is typed."""
        if self._meeting is not None and self._meeting.portions:
            self.focus_row(self._meeting.portions[0].uid)
        else:
            self.capture_wanted.emit()

    def portion(self, uid: str) -> Portion | None:
        """Return a portion that is on show."""
        return self.rows[uid].portion if uid in self.rows else None

    def _place(self, number: int, portion: Portion) -> None:
        row = self.rows.get(portion.uid)
        task = self._tasks.get(portion.task_id)
        editing = self.editor is not None and self.editor.uid == portion.uid
        if row is None or row.portion != portion or row.task != task:
            if row is not None:
                self._drop(portion.uid)
            row = self._make(portion, task)
            self.rows[portion.uid] = row
        at = number
        if self.editor is not None and not editing:
            # The editor takes a place of its own among the rows before this one.
            order = [one.uid for one in self._meeting.portions] if self._meeting is not None else []
            before = self.editor.uid in order and order.index(self.editor.uid) < number
            at += int(before)
        if editing and self.editor is not None:
            self._lines.insertWidget(at, self.editor)
            at += 1
        if self._lines.indexOf(row) != at:
            self._lines.insertWidget(at, row)
        row.setVisible(not editing)

    def _make(self, portion: Portion, task: PromisedTask | None) -> PortionRow:
        row = PortionRow(self._ui, self._words, portion, task)
        row.edit_wanted.connect(self.edit)
        row.task_wanted.connect(self.task_wanted)
        row.delete_wanted.connect(self.delete_wanted)
        row.menu_wanted.connect(self.menu_wanted)
        row.moved.connect(self.moved)
        row.stepped.connect(self._on_stepped)
        return row

    def _drop(self, uid: str) -> None:
        row = self.rows.pop(uid)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _close_editor(self) -> None:
        if self.editor is None:
            return
        editor, self.editor = self.editor, None
        self._lines.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        row = self.rows.get(editor.uid)
        if row is not None:
            row.show()

    def _on_cancelled(self, uid: str) -> None:
        self.close_editor(uid)

    def _on_stepped(self, uid: str, by: int) -> None:
        order = [one.uid for one in self._meeting.portions if one.uid in self.rows] if self._meeting is not None else []
        to = order.index(uid) + by
        if to >= len(order):
            self.capture_wanted.emit()
        elif to >= 0:
            self.focus_row(order[to])

    def _show_all(self) -> None:
        if self._meeting is not None:
            self._limit = len(self._meeting.portions)
            self.show_meeting(self._meeting, self._tasks)
