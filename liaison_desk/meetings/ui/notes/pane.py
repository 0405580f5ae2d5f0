"""The sheet as it is seen: the texts with what stands around them, the caret, what is selected, what can be clicked."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QTextEdit

from liaison_desk.domain.notetext import link_at
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.notetext import from_qt, to_qt
from liaison_desk.meetings.records import Portion
from liaison_desk.meetings.ui.notes.blocks import ABOVE, BELOW, HEADING, text_of, uid_of
from liaison_desk.meetings.ui.notes.heads import Heads, Spot
from liaison_desk.meetings.ui.notes.sheet import NoteSheet

_FITTING = 150  # portions that the tallest of windows might show without a scroll bar


class NotePane(QTextEdit):
    """Shows a sheet and moves about on it; what is selected of several portions is taken out without joining them."""

    task_wanted = Signal(str)
    task_opened = Signal(str)
    kind_wanted = Signal(str, QPoint)
    link_opened = Signal(str, str)
    """Kind and uid of a record that a link in the notes points to."""
    portion_changed = Signal()
    """The caret is in another portion."""

    def __init__(self, ui: Ui, sheet: NoteSheet, heads: Heads) -> None:
        super().__init__()
        self.ui = ui
        self.sheet = sheet
        self.heads = heads
        self._at = ""
        self._spots: list[Spot] = []
        self.setDocument(sheet.document)
        self.setAcceptRichText(False)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setProperty("bare", "true")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.cursorPositionChanged.connect(self._on_moved)

    @property
    def current(self) -> Portion:
        """The portion the caret is in, as it now reads."""
        return self.sheet.portion(self.textCursor().block())

    def expect(self, number: int) -> None:
        """Make ready to show so many portions; where they are sure to be more than fit, all are laid out at their width at once."""
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if number > _FITTING else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(policy)

    def go_to(self, uid: str) -> bool:
        """Put the caret at the end of a portion; false if it is not there."""
        block = self.sheet.block_of(uid)
        if block is None:
            return False
        self.put_caret(block, end=True)
        self.ensureCursorVisible()
        return True

    def visible(self) -> Iterator[tuple[QTextBlock, QRectF]]:
        """Yield the blocks in sight, and where their texts lie."""
        layout = self.document().documentLayout()
        down = -self.verticalScrollBar().value()
        block = self.cursorForPosition(QPoint(4, 4)).block()
        if block.previous().isValid():
            block = block.previous()
        while block.isValid():
            where = layout.blockBoundingRect(block).translated(0, down)
            if where.top() - 2 * ABOVE > self.viewport().height():
                return
            yield block, where
            block = block.next()

    def selected(self) -> Sequence[QTextBlock]:
        """Return the blocks that are selected, or the one the caret is in."""
        cursor = self.textCursor()
        block = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(cursor.selectionEnd())
        found = [block]
        while block != last and block.next().isValid():
            block = block.next()
            found.append(block)
        return found

    def spans_portions(self) -> bool:
        """Tell whether more than one portion is selected."""
        cursor = self.textCursor()
        return cursor.hasSelection() and len(self.selected()) > 1

    def remove_selection(self) -> None:
        """Take out what is selected: whole portions go, the rest of the first and the last stay apart."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        blocks = list(self.selected())
        if len(blocks) == 1:
            cursor.removeSelectedText()
            return
        # Which block is which is told by its portion: when one is taken out, Qt may make another block of its neighbour.
        uids = [uid_of(block) for block in blocks]
        cursor.beginEditBlock()
        tail = QTextCursor(blocks[-1])
        tail.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        tail.removeSelectedText()
        for uid in reversed(uids[1:]):
            block = self.sheet.block_of(uid)
            if block is not None and (uid != uids[-1] or block.length() <= 1):
                self.sheet.take_out(block)
        first = QTextCursor(self.sheet.block_of(uids[0]) or blocks[0])
        first.setPosition(start)
        first.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        first.removeSelectedText()
        cursor.endEditBlock()
        caret = self.textCursor()
        caret.setPosition(start)
        self.setTextCursor(caret)

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Keep the caret and what is selected in its portion while others change the sheet, and tell nobody of it in between."""
        caret = self.textCursor()
        here, begin = uid_of(caret.block()), caret.block().position()
        places = (caret.anchor() - begin, caret.position() - begin)
        self.blockSignals(True)
        try:
            yield
        finally:
            self.blockSignals(False)
        block = self.sheet.block_of(here)
        if block is not None:
            held = [block.position() + max(0, min(place, block.length() - 1)) for place in places]
            caret = self.textCursor()
            if [caret.anchor(), caret.position()] != held:
                caret.setPosition(held[0])
                caret.setPosition(held[1], QTextCursor.MoveMode.KeepAnchor)
                self.setTextCursor(caret)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Make one step of what is done to the sheet: nobody is told in between, all is laid out once, one undo takes it back."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        try:
            yield
        finally:
            cursor.endEditBlock()

    def put_caret(self, block: QTextBlock, *, end: bool = False) -> None:
        """Put the caret at the beginning of a block, or at its end."""
        cursor = QTextCursor(block)
        if end:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self.setTextCursor(cursor)

    def write(self, block: QTextBlock, text: str, start: int, end: int) -> None:
        """Put a text into a block and select a stretch of it; only what differs is touched, so that undo stays small."""
        before = text_of(block)
        first = next(
            (n for n, (a, b) in enumerate(zip(before, text, strict=False)) if a != b), min(len(before), len(text))
        )
        last = 0
        while last < min(len(before), len(text)) - first and before[-1 - last] == text[-1 - last]:
            last += 1
        cursor = QTextCursor(block)
        low, high = (block.position() + place for place in to_qt(before, [first, len(before) - last]))
        cursor.setPosition(low)
        cursor.setPosition(high, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[first : len(text) - last].replace("\n", "\u2028"))
        low, high = (block.position() + place for place in to_qt(text, [start, end]))
        cursor.setPosition(low)
        cursor.setPosition(high, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Click what is said above a portion, a link with Ctrl; everywhere else put the caret."""
        spot = self._spot_at(event.position().toPoint())
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and self.open_link(
            self.cursorForPosition(event.position().toPoint())
        ):
            return
        if spot is None or event.button() != Qt.MouseButton.LeftButton:
            if event.button() == Qt.MouseButton.LeftButton:
                self._let_go(event)
            super().mousePressEvent(event)
            return
        self.go_to(spot.uid)
        if spot.what == "kind":
            self.kind_wanted.emit(spot.uid, self.viewport().mapToGlobal(spot.where.bottomLeft()))
        else:
            (self.task_opened if spot.what == "task" else self.task_wanted).emit(spot.uid)

    def _let_go(self, event: QMouseEvent) -> None:
        """Drop the selection that is pressed on, so that it cannot be dragged away: Qt would then join the portions it leaves."""
        cursor, at = self.textCursor(), self.cursorForPosition(event.position().toPoint()).position()
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if not shift and cursor.selectionStart() <= at <= cursor.selectionEnd():
            cursor.clearSelection()
            self.setTextCursor(cursor)

    def open_link(self, at: QTextCursor) -> bool:
        """Tell which record the link at a place points to; false where there is none."""
        text = text_of(at.block())
        link = link_at(text, from_qt(text, at.positionInBlock()))
        if link is None:
            return False
        self.link_opened.emit(link.kind, link.uid)
        return True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand where there is something to click."""
        over = self._spot_at(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wordings in the other language wrap anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.sheet.lay_out()
        if self.hasFocus():
            self.show_caret()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of the present portion, the texts, and what stands around them."""
        here = uid_of(self.textCursor().block())
        shown = list(self.visible())
        color = self.ui.theme.color
        painter = QPainter(self.viewport())
        for block, where in shown:
            if uid_of(block) == here and self.hasFocus():
                below = BELOW + self.sheet.room(self.sheet.portion(block))
                top, bottom = round(where.top()) - ABOVE + 2, round(where.bottom()) + below
                painter.fillRect(0, top, self.viewport().width(), bottom - top, color("accbg"))
                painter.fillRect(0, top, 3, bottom - top, color("acc"))
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        self._spots, width = [], self.viewport().width()
        for block, where in shown:
            begins = self.sheet.begins(block)
            portion = self.sheet.portion(block)
            self._spots += self.heads.paint(painter, where, width, portion, begins=begins, fresh=block.length() <= 1)
        painter.end()

    def _spot_at(self, at: QPoint) -> Spot | None:
        return next((spot for spot in self._spots if spot.where.contains(at)), None)

    def stand(self) -> bool:
        """Note which portion the caret is in; true if it is another one than before."""
        block = self.textCursor().block()
        moved = uid_of(block) != self._at
        self._at = uid_of(block)
        if moved:
            self.sheet.highlighter.reveal(block)
            self.viewport().update()
        return moved

    def show_caret(self) -> None:
        """Scroll so far that the line the caret is in is whole in sight, and above a first line what the portion is."""
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return  # what is pressed on, or selected with the mouse, does not run away
        caret, block = self.cursorRect(), self.textCursor().block()
        line = block.layout().lineForTextPosition(self.textCursor().positionInBlock())
        above = ABOVE + (HEADING if self.sheet.begins(block) else 0) if line.lineNumber() <= 0 else 0
        bar = self.verticalScrollBar()
        if caret.top() < above:
            bar.setValue(bar.value() + caret.top() - above)
        elif caret.bottom() + BELOW > self.viewport().height():
            bar.setValue(bar.value() + caret.bottom() + BELOW - self.viewport().height())

    def leaving(self) -> None:
        """Do what is to be done before the caret is known to be in another portion."""

    def _on_moved(self) -> None:
        if self.stand():
            self.leaving()
            self.portion_changed.emit()
        self.show_caret()
