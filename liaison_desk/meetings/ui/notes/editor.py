"""The sheet one types on: Return begins the next note, a prefix says what it is, Tab indents, nothing of two notes runs together."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextBlock,
    QTextCursor,
)

from liaison_desk.domain.notetext import continue_list, toggle
from liaison_desk.foundation.core.styled import Style
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.lines import COMPOSING_KEYS
from liaison_desk.foundation.qt.notetext import from_qt
from liaison_desk.meetings.records import Portion
from liaison_desk.meetings.rules.validity import DEEPEST
from liaison_desk.meetings.ui.notes.blocks import LINE, laid, text_of, uid_of
from liaison_desk.meetings.ui.notes.heads import Heads
from liaison_desk.meetings.ui.notes.pane import NotePane
from liaison_desk.meetings.ui.notes.pasting import Piece
from liaison_desk.meetings.ui.notes.prefixing import Prefixes
from liaison_desk.meetings.ui.notes.sheet import NoteSheet
from liaison_desk.meetings.ui.words import Words

_RETURN = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MAILS = (".eml", ".msg")
_CARRIED = "application/x-liaison-desk-notes"
_AROUND = {Qt.Key.Key_B: Style.STRONG, Qt.Key.Key_I: Style.EMPHASIS}


class NoteEditor(NotePane):
    """Types on a sheet. What it cannot do alone it tells: a pasted text, a task that is wanted, a record to be linked."""

    pasted = Signal(object)
    """A QMimeData to be looked at before any of it is shown."""
    menu_wanted = Signal(QPoint)
    link_wanted = Signal()
    """Two brackets were typed."""
    left = Signal()
    """Esc: the user is done with the notes."""

    def __init__(self, ui: Ui, words: Words, sheet: NoteSheet, heads: Heads) -> None:
        super().__init__(ui, sheet, heads)
        self._words = words
        self._prefixes = Prefixes(words, sheet)
        self._composing = False
        self._carried: tuple[str, tuple[Piece, ...]] = ("", ())
        self.setTabChangesFocus(False)
        self.setAccessibleName(ui.language.tr("Notes"))

    @property
    def composing(self) -> bool:
        """Whether an input method is converting what is typed."""
        return self._composing

    def begin_next(self) -> None:
        """Put the caret into a new portion at the end; into the last one when that is empty."""
        empty = next((block for block in self.sheet.blocks() if self.sheet.sections and block.length() <= 1), None)
        last = empty if empty is not None else self.document().lastBlock()
        if last.length() > 1:
            last = self.sheet.insert_after(last, self.sheet.fresh())
        self.put_caret(last)
        self.ensureCursorVisible()

    def leaving(self) -> None:
        """What was typed in the note that the caret leaves is all there is of it."""
        self._prefixes.finish()

    def change(self, portion: Portion) -> None:
        """Set what the portion the caret is in is."""
        self.sheet.set(self.textCursor().block(), portion)
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Claim Undo and Redo only while there is something typed to take back; the window's own come after it."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable()
            if undo or (event.matches(QKeySequence.StandardKey.Redo) and not self.document().isRedoAvailable()):
                event.ignore()
                return False
        return super().event(event)

    # Keys ---------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of notes; what belongs to a conversion stays with it."""
        if self._composing and event.key() in COMPOSING_KEYS:
            event.accept()
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut_selected()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self._step_through(self.undo)
        elif event.matches(QKeySequence.StandardKey.Redo):
            self._step_through(self.redo)
        elif not (self._steer(event) or self._erase(event)):
            control = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier == Qt.KeyboardModifier.ControlModifier
            if event.text() and event.text().isprintable() and not control and self.spans_portions():
                self.remove_selection()
            super().keyPressEvent(event)
            self._read_typed(event.text())

    def _step_through(self, step: Callable[[], None]) -> None:
        """Undo or redo. Qt puts the caret behind the block whose format it changes: it stays with the portion instead."""
        caret, here = self.textCursor(), uid_of(self.textCursor().block())
        self.sheet.retold.clear()
        self._prefixes.forget()
        step()
        if self.sheet.retold and uid_of(self.textCursor().block()) not in self.sheet.retold:
            if here in self.sheet.retold:
                self.setTextCursor(caret)
            else:
                self.go_to(self.sheet.retold[0])

    def _steer(self, event: QKeyEvent) -> bool:
        """Do what a key asks that types nothing."""
        key, held = event.key(), event.modifiers()
        control = held == Qt.KeyboardModifier.ControlModifier
        if key in _RETURN and held & Qt.KeyboardModifier.ShiftModifier:
            self._break_line()
        elif key in _RETURN and held in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}:
            self._next_portion()
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab} and not control:
            self._indent(-1 if key == Qt.Key.Key_Backtab else 1)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and held == Qt.KeyboardModifier.AltModifier:
            self.move_portion(-1 if key == Qt.Key.Key_Up else 1)
        elif (
            key == Qt.Key.Key_Delete and held == Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        ):
            self.take_out()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif control and key in _RETURN:
            self.open_link(self.textCursor())
        elif control and key == Qt.Key.Key_T:
            self.task_wanted.emit(uid_of(self.textCursor().block()))
        elif control and key in _AROUND:
            self._style(_AROUND[Qt.Key(key)])
        else:
            return False
        return True

    def _erase(self, event: QKeyEvent) -> bool:
        """Erase within portions: none runs into another, or its words would get the other's marking."""
        back = event.key() == Qt.Key.Key_Backspace or event.matches(QKeySequence.StandardKey.DeleteStartOfWord)
        on = event.key() == Qt.Key.Key_Delete or event.matches(QKeySequence.StandardKey.DeleteEndOfWord)
        if not (back or on):
            return False
        cursor = self.textCursor()
        if self.spans_portions():
            self.remove_selection()
            return True
        if cursor.hasSelection():
            return False
        block = cursor.block()
        if back and cursor.atBlockStart():
            self._step_out(block)
            return True
        if on and cursor.atBlockEnd():
            if block.next().isValid() and block.length() <= 1:
                self.sheet.take_out(block)
            elif block.next().isValid() and block.next().length() <= 1:
                self.sheet.take_out(block.next())
            return True
        return False

    def _step_out(self, block: QTextBlock) -> None:
        """Backspace at the beginning: less indented, then a plain note, then an empty one goes and the caret steps back."""
        portion = self.sheet.portion(block)
        if portion.level:
            self._indent(-1)
        elif block.length() <= 1 and block.previous().isValid():
            before = block.previous()
            self.sheet.take_out(block)
            self.put_caret(before, end=True)
        elif block.previous().isValid():
            self.put_caret(block.previous(), end=True)

    def _next_portion(self) -> None:
        """Begin the next note; what stands behind the caret goes along, with all that the note is."""
        self._prefixes.finish()
        if self.spans_portions():
            self.remove_selection()
        cursor = self.textCursor()
        cursor.removeSelectedText()
        block = cursor.block()
        portion = self.sheet.portion(block)
        if block.length() <= 1:
            if portion.section and block.next().isValid():
                # On to the next section; an empty place that this one does not need goes.
                stays = self.sheet.begins(block)
                self.put_caret(block.next())
                if not stays:
                    self.sheet.take_out(block)
            elif portion.level:
                self._indent(-1)
            elif portion.kind is not self.sheet.fresh().kind:
                self.change(replace(portion, kind=self.sheet.fresh().kind))
            return
        if cursor.atBlockStart():
            # An empty note before this one, which stays what it is.
            made = self.sheet.insert_after(block, self.sheet.fresh(portion))
            self.put_caret(self.sheet.move(made, -1) or made)
            return
        if self.sheet.behind(portion.uid) and not cursor.atBlockEnd():
            self._break_line()  # what is not shown stands behind all that is
            return
        fresh = self.sheet.fresh(portion)
        rest = block.text()[cursor.positionInBlock() :] if not cursor.atBlockEnd() else ""
        cursor.beginEditBlock()
        if rest:
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            rest = cursor.selectedText()
            cursor.removeSelectedText()
            fresh = replace(
                fresh, kind=portion.kind, marking=portion.marking, said_by=portion.said_by, said_by_id=portion.said_by_id,
                nation=portion.nation, attribution=portion.attribution, said_at=portion.said_at,
            )  # fmt: skip
        made = self.sheet.insert_after(block, fresh, rest)
        cursor.endEditBlock()
        self.put_caret(made)
        self.ensureCursorVisible()

    def _break_line(self) -> None:
        """Begin a line inside the note; a list goes on."""
        cursor = self.textCursor()
        text = text_of(cursor.block())
        edit = continue_list(text, from_qt(text, cursor.positionInBlock()))
        self.write(cursor.block(), edit.text, edit.start, edit.end)

    def _style(self, style: Style) -> None:
        cursor = self.textCursor()
        if self.spans_portions():
            return
        block, text = cursor.block(), text_of(cursor.block())
        ends = [from_qt(text, place - block.position()) for place in (cursor.selectionStart(), cursor.selectionEnd())]
        edit = toggle(text, ends[0], ends[1], style)
        self.write(block, edit.text, edit.start, edit.end)

    def _indent(self, by: int) -> None:
        for block in self.selected():
            portion = self.sheet.portion(block)
            level = max(0, min(DEEPEST, portion.level + by))
            if level != portion.level:
                self.sheet.set(block, replace(portion, level=level))
        self.viewport().update()

    def take_out(self) -> None:
        """Take the portion the caret is in out; the field's own undo brings it back."""
        self.sheet.take_out(self.textCursor().block())

    def move_portion(self, by: int) -> None:
        """Move the portion the caret is in one place up (-1) or down (1)."""
        cursor = self.textCursor()
        moved = self.sheet.move(cursor.block(), by)
        if moved is not None:
            self.put_caret(moved, end=True)
            self.ensureCursorVisible()

    def _read_typed(self, typed: str) -> None:
        """Read a prefix or the brackets of a link as soon as they are typed."""
        if not typed:
            return
        cursor = self.textCursor()
        text = text_of(cursor.block())
        self._prefixes.weigh(cursor.block())
        if typed[-1] in "/／":
            self._prefixes.read(cursor.block(), cursor.positionInBlock())
        elif typed[-1] == "[" and text[: from_qt(text, cursor.positionInBlock())].endswith("[["):
            self.link_wanted.emit()
        self.viewport().update()

    # Input methods, paste -----------------------------------------------------------------------------------------

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Let the input method type; what it replaces never joins two portions, and a prefix counts when it is confirmed.

        Lines that it types, as dictation does, stay inside the portion: two blocks would be the same portion.
        """
        if (event.preeditString() or event.commitString()) and self.spans_portions():
            self.remove_selection()
        commit = laid(event.commitString())
        if commit != event.commitString():
            event.setCommitString(commit, event.replacementStart(), event.replacementLength())
        super().inputMethodEvent(event)
        self._composing = bool(event.preeditString())
        if event.commitString():
            self._read_typed(event.commitString())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Tell that the menu of the portion is wanted; a click outside what is selected goes there first."""
        if event.reason() == QContextMenuEvent.Reason.Mouse and not self.textCursor().hasSelection():
            self.setTextCursor(self.cursorForPosition(event.pos()))
        self.menu_wanted.emit(event.globalPos())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the notes ends a conversion."""
        self._composing = False
        self._prefixes.finish()
        super().focusOutEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take words, pictures and files; mails are left to the window, which asks what each becomes."""
        if any(url.isLocalFile() and url.toLocalFile().lower().endswith(_MAILS) for url in source.urls()):
            return False
        return source.hasText() or source.hasImage() or source.hasUrls()

    def copy_selected(self) -> None:
        """Copy what is selected; pasted into notes it is again what it was, also unmarked."""
        pieces = self._picked()
        if pieces:
            copied = self.createMimeDataFromSelection()
            token = self.sheet.fresh().uid
            copied.setData(_CARRIED, token.encode())
            self._carried = (token, pieces)
            QGuiApplication.clipboard().setMimeData(copied)

    def carried(self, source: QMimeData) -> tuple[Piece, ...]:
        """Return what was copied here, if that is what is pasted."""
        token, pieces = self._carried
        return pieces if token and source.data(_CARRIED).data() == token.encode() else ()

    def _picked(self) -> tuple[Piece, ...]:
        """Return what is selected of each portion."""
        cursor, found = self.textCursor(), []
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        for block in self.selected():
            part = QTextCursor(block)
            part.setPosition(max(start, block.position()))
            part.setPosition(min(end, block.position() + block.length() - 1), QTextCursor.MoveMode.KeepAnchor)
            text = part.selectedText().replace(LINE, "\n")
            if text:
                portion = self.sheet.portion(block)
                found.append(Piece(text, portion.marking, portion, text == text_of(block)))
        return tuple(found)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return what is selected, a line a portion, with its marking before it: what leaves stays marked."""
        lines = (" ".join(filter(None, (self._words.mark(one.marking), one.text))) for one in self._picked())
        data = QMimeData()
        data.setText("\n".join(lines))
        return data

    def cut_selected(self) -> None:
        """Copy what is selected and take it out."""
        self.copy_selected()
        self.remove_selection()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what is dropped from elsewhere; words dragged within the notes would leave their marking behind."""
        if event.source() in {self, self.viewport()}:
            event.ignore()
        else:
            super().dropEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Hand what is pasted or dropped over, to be looked at first."""
        if self.spans_portions():
            self.remove_selection()
        self.pasted.emit(source)

    def insert_words(self, text: str, at: QTextCursor | None = None) -> None:
        """Insert words at the caret, or at a place that is behind them then, their lines inside the portion."""
        (at or self.textCursor()).insertText(laid(text))
