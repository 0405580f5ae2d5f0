"""One portion of the notes as a row: its mark, what it is, who said it, its words in both languages, the task it made."""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.domain.bilingual import Side, Wording
from liaison_desk.domain.marking import describe
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import LinkButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Chip, Text
from liaison_desk.foundation.qt.theme import MEDIUM, SEMIBOLD, Size
from liaison_desk.meetings.records import Attribution, Portion, PromisedTask
from liaison_desk.meetings.rules.validity import PROMISING
from liaison_desk.meetings.ui.words import Words

_SIDE_BY_SIDE = 620
_MARGIN = 28
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_J: 1}


class PortionRow(QWidget):
    """Shows a portion and hears its keys: arrows step, Enter or F2 edits, Alt+arrows move it, Del deletes, T makes a task."""

    edit_wanted = Signal(str)
    task_wanted = Signal(str)
    delete_wanted = Signal(str)
    menu_wanted = Signal(str, QPoint)
    moved = Signal(str, int)
    stepped = Signal(str, int)

    def __init__(self, ui: Ui, words: Words, portion: Portion, task: PromisedTask | None) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self.portion = portion
        self.task = task
        self.task_link: LinkButton | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(self._spoken())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_MARGIN, 8, _MARGIN, 10)
        outer.setSpacing(4)
        outer.addLayout(self._head())
        self._texts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._texts.setContentsMargins(0, 0, 0, 0)
        self._texts.setSpacing(24)
        self._add_texts()
        outer.addLayout(self._texts)

    def event(self, event: QEvent) -> bool:
        """Answer the Menu key and the right button."""
        if event.type() is QEvent.Type.ContextMenu:
            at = getattr(event, "globalPos", QPoint)()
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.menu_wanted.emit(self.portion.uid, at)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key asks of this portion."""
        key, uid = event.key(), self.portion.uid
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if key in _STEPS and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.moved.emit(uid, _STEPS[Qt.Key(key)])
        elif key in _STEPS and plain:
            self.stepped.emit(uid, _STEPS[Qt.Key(key)])
        elif plain and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.edit_wanted.emit(uid)
        elif plain and key == Qt.Key.Key_Delete:
            self.delete_wanted.emit(uid)
        elif plain and key == Qt.Key.Key_T and self.can_promise:
            self.task_wanted.emit(uid)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click edits."""
        del event
        self.edit_wanted.emit(self.portion.uid)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it has gone."""
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the wordings side by side where there is room, else one below the other."""
        super().resizeEvent(event)
        wide = self.width() - 2 * _MARGIN >= _SIDE_BY_SIDE
        self._texts.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._texts.setSpacing(24 if wide else 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, accent bar and hairline."""
        del event
        painter, color = QPainter(self), self._ui.theme.color
        if self.hasFocus():
            painter.fillRect(self.rect(), color("sel"))
            painter.fillRect(0, 0, 3, self.height(), color("acc"))
        elif self.underMouse():
            painter.fillRect(self.rect(), color("hov"))
        painter.fillRect(_MARGIN, self.height() - 1, self.width(), 1, color("line"))

    @property
    def can_promise(self) -> bool:
        """Whether this portion can become a task, and has not yet."""
        return self.portion.kind in PROMISING and not self.portion.task_id

    def _head(self) -> QHBoxLayout:
        ui, words, portion, tr = self._ui, self._words, self.portion, self._ui.language.tr
        row = QHBoxLayout()
        row.setSpacing(8)
        if portion.marking is None:
            row.addWidget(Chip(ui, tr("Unmarked, stays with you"), "amb", "lock"))
        else:
            mark = Text(ui, words.mark(portion.marking)[:120], Size.SECONDARY, SEMIBOLD)
            mark.setToolTip(describe(portion.marking, ui.language))
            row.addWidget(mark)
        row.addWidget(Text(ui, words.portion(portion.kind), Size.SECONDARY, MEDIUM, tone="t2"))
        said = portion.said_by
        if portion.attribution is not Attribution.NAMED:
            said = " · ".join(part for part in (said, dict(words.attributions)[portion.attribution]) if part)
        if said:
            row.addWidget(Text(ui, said, Size.SECONDARY, tone="t2", elide=True), 1)
        else:
            row.addStretch(1)
        if self.task is not None:
            ref = RecordRef("task", self.task.id, words.best(self.task.title))
            state = words.task_states.get(self.task.state, self.task.state)
            self.task_link = LinkButton(ui, tr("Task: {state}", state=state), lambda: ui.open(ref))
            self.task_link.setToolTip(tr("Open the task"))
            row.addWidget(self.task_link)
        elif self.can_promise:
            self.task_link = LinkButton(ui, tr("Make a task"), lambda: self.task_wanted.emit(self.portion.uid))
            self.task_link.setToolTip(tr("Make a task of this note (T)"))
            row.addWidget(self.task_link)
        if self.task_link is not None:
            self.task_link.setFixedHeight(20)
        return row

    def _add_texts(self) -> None:
        own = self._words.profile().side_of(self._ui.language.code)
        sides = [side for side in (own, own.other) if self.portion.text.side(side)]
        for side in sides:
            self._texts.addWidget(self._text(side, own), 1)

    def _text(self, side: Side, own: Side) -> QWidget:
        ui, text = self._ui, self.portion.text
        first = side is own or not text.side(own)
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(3)
        shown = Text(ui, text.side(side), tone="t1" if first else "t2", wrap=True)
        shown.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(shown)
        if text.state(side) is Wording.STALE:
            lines.addWidget(Chip(ui, ui.language.tr("Outdated translation"), "amb", "triangle-alert"))
        lines.addStretch(1)
        return holder

    def _spoken(self) -> str:
        words, portion = self._words, self.portion
        mark = words.mark(portion.marking) or words.marking(None)
        parts = (mark, words.portion(portion.kind), portion.said_by, words.best(portion.text))
        return ", ".join(part for part in parts if part)
