"""The notes of one meeting: the sheet, what is set of the note the caret is in, and what there is to say of both."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from liaison_desk.domain.marking import Marking
from liaison_desk.domain.notetext import write_link
from liaison_desk.foundation.core.attached import LARGEST
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.keyboard import on_keys
from liaison_desk.foundation.qt.menus import add_choices, popup_menu
from liaison_desk.foundation.qt.newer import NewerStrip
from liaison_desk.foundation.qt.notetext import from_qt
from liaison_desk.foundation.qt.paint import SectionTitle, hairline
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.meetings.records import Meeting, Portion, PortionKind, PromisedTask
from liaison_desk.meetings.rules.templates import sections_of
from liaison_desk.meetings.rules.validity import PROMISING
from liaison_desk.meetings.service import Meetings
from liaison_desk.meetings.ui.notes.blocks import text_of, uid_of
from liaison_desk.meetings.ui.notes.editor import NoteEditor
from liaison_desk.meetings.ui.notes.heads import Heads
from liaison_desk.meetings.ui.notes.hypertext import words_of
from liaison_desk.meetings.ui.notes.keeping import Keeper
from liaison_desk.meetings.ui.notes.linking import Find, LinkLine
from liaison_desk.meetings.ui.notes.pasting import LARGE, Pasted, look_at
from liaison_desk.meetings.ui.notes.sheet import NoteSheet
from liaison_desk.meetings.ui.notes.strip import PortionStrip
from liaison_desk.meetings.ui.words import Words

Attach = Callable[[int, str, bytes], str]
"""Keeps a file with a meeting (id, name, bytes) and returns its uid; runs on the database lane."""


class NotesView(QWidget):
    """Shows and takes the notes of a meeting. ``attach`` keeps pasted pictures and files; ``find`` looks for records to link."""

    tasks_wanted = Signal(object)
    """The uids of portions that shall become tasks."""
    link_opened = Signal(str, str)
    left = Signal()

    def __init__(self, ui: Ui, words: Words, meetings: Meetings, find: Find, attach: Attach | None = None) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._attach = attach
        self._meeting: Meeting | None = None
        self._failing = False
        self._tasks: Mapping[int, PromisedTask] = {}
        tr = ui.language.tr
        self.sheet = NoteSheet(ui, words, meetings.new_uid)
        self.heads = Heads(ui, words, self._zone)
        self.editor = NoteEditor(ui, words, self.sheet, self.heads)
        self.sheet.room = lambda portion: self.heads.room(portion, self.editor.viewport().width())
        self.keeper = Keeper(ui, words, meetings, self.sheet)
        self.heads.problems = self.keeper.problems
        self.heads.behind = self.sheet.behind
        self.strip = PortionStrip(ui, words)
        self.message = MessageStrip(ui)
        self.newer = NewerStrip(ui, lambda: self._settle(mine=False), lambda: self._settle(mine=True))
        self.link = LinkLine(ui, find, self.editor.viewport())
        self.title = SectionTitle(ui, tr("Meeting notes"))
        self.all_button = PlainButton(ui, "", icon="circle-check", act=self._want_tasks)
        head = QHBoxLayout()
        head.setContentsMargins(28, 8, 28, 0)
        head.addWidget(self.title, 1)
        head.addWidget(self.all_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        for widget in (self.message, self.newer, self.editor, hairline(ui), self.strip):
            outer.addWidget(widget, int(widget is self.editor))
        self.setFocusProxy(self.editor)
        self._connect()

    def show_meeting(self, meeting: Meeting, tasks: Mapping[int, PromisedTask]) -> None:
        """Show a meeting's notes; those on show are kept up to date without disturbing what is being typed."""
        self._tasks = self.heads.tasks = tasks
        known = self._meeting
        another = known is None or meeting.id != known.id
        if another or (known is not None and known.template != meeting.template and not self.keeper.unsaved):
            self.keeper.leave()
            parts = sections_of(meeting.template, tuple(dict.fromkeys(one.section for one in meeting.portions)))
            self.sheet.sections = self.heads.sections = {one.key: one for one in parts}
            self._meeting = meeting
            self.message.hide()
            self.newer.hide()
            self.keeper.begin(meeting)
            self.editor.expect(len(meeting.portions))
            self.sheet.fill(meeting.portions)
            self.editor.verticalScrollBar().setValue(0)
            self.editor.put_caret(self.sheet.document.begin())
            self.editor.stand()  # a document that is filled anew may move no caret
            self._on_portion()
        else:
            self._meeting = meeting
            if self.keeper.is_news(meeting.portions):
                keeper, here = self.keeper, self.editor.current.uid
                with self.editor.holding():
                    self.sheet.patch(meeting.portions, keeper.unsaved, ordered=keeper.rearranged)
                    keeper.take_over(meeting.portions)
                if self.sheet.block_of(here) is None:
                    self.editor.begin_next()  # it was empty, and is not there any more
                if self.editor.stand():
                    self._on_portion()
        self.strip.show_people(meeting.attendees)
        self.strip.show_portion(self.editor.current)  # it may say what others have said meanwhile
        self._show_counts()
        self.editor.viewport().update()

    def write(self) -> None:
        """Put the keyboard where the next note is typed."""
        self.editor.begin_next()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, uid: str) -> None:
        """Put the keyboard on a portion, or without one where the next is typed."""
        if not uid:
            self.write()
        elif self.editor.go_to(uid):
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Save when the notes are left."""
        super().hideEvent(event)
        self.keeper.save()

    def kind_menu(self) -> QMenu:
        """Return what the portion the caret is in can be: kinds, then usual markings."""
        menu, current = popup_menu(self), self.editor.current
        kinds, markings = self._words.portion_kinds, self._words.usual_markings()
        add_choices(menu, kinds, current.kind, self._set_kind)
        menu.addSeparator()
        add_choices(menu, markings, current.marking, self._set_marking)
        return menu

    def context_menu(self) -> QMenu:
        """Return what can be done with what is selected and with the portion the caret is in."""
        ui, tr, editor, menu = self._ui, self._ui.language.tr, self.editor, popup_menu(self)
        if editor.textCursor().hasSelection():
            menu.addAction(f"{tr('Cut')}\tCtrl+X", editor.cut_selected)
            menu.addAction(f"{tr('Copy')}\tCtrl+C", editor.copy_selected)
        menu.addAction(f"{tr('Paste')}\tCtrl+V", editor.paste)
        menu.addSeparator()
        current = editor.current
        if current.kind in PROMISING and current.text and not current.task_id:
            make = f"{tr('Make a task')}\tCtrl+T"
            menu.addAction(ui.icons.icon("circle-check"), make, lambda: self._want_tasks([current.uid]))
        add_choices(menu.addMenu(tr("Kind")), self._words.portion_kinds, current.kind, self._set_kind)
        add_choices(menu.addMenu(tr("Marking")), self._words.usual_markings(), current.marking, self._set_marking)
        menu.addSeparator()
        menu.addAction(ui.icons.icon("arrow-up"), f"{tr('Move up')}\tAlt+↑", lambda: editor.move_portion(-1))
        menu.addAction(ui.icons.icon("arrow-down"), f"{tr('Move down')}\tAlt+↓", lambda: editor.move_portion(1))
        menu.addAction(ui.icons.icon("trash-2", "red"), f"{tr('Delete')}\tCtrl+Shift+Del", editor.take_out)
        return menu

    def _connect(self) -> None:
        editor, keeper = self.editor, self.keeper
        editor.portion_changed.connect(self._on_portion)
        editor.pasted.connect(self._on_pasted)
        editor.left.connect(self._on_left)
        editor.link_wanted.connect(self._open_link)
        editor.task_wanted.connect(lambda uid: self._want_tasks([uid]))
        editor.task_opened.connect(self._open_task)
        editor.link_opened.connect(self.link_opened)
        editor.menu_wanted.connect(lambda at: self.context_menu().popup(at))
        editor.kind_wanted.connect(lambda _, at: self.kind_menu().popup(at))
        keeper.kept.connect(self._on_kept)
        keeper.failed.connect(self._on_failed)
        keeper.told.connect(lambda text: self.message.show_text(text, "amb"))
        keeper.stale.connect(self._on_stale)
        self.strip.changed.connect(self._set)
        self.strip.left.connect(lambda: editor.setFocus(Qt.FocusReason.OtherFocusReason))
        self.sheet.changed.connect(self._on_changed)
        self.link.chosen.connect(self._on_link)
        self.link.left.connect(lambda: editor.setFocus(Qt.FocusReason.OtherFocusReason))
        on_keys(self, "Ctrl+L", self.strip.focus_other)

    def _zone(self) -> str:
        return (self._meeting.zone if self._meeting is not None else "") or self._words.profile().host_zone

    def _set(self, portion: Portion) -> None:
        self.editor.change(portion)
        if portion.due is not None and self._meeting is not None and portion.due < self._meeting.start.date():
            said = self._ui.language.tr("The day by when lies before the meeting. It is kept as it is.")
            self.message.show_text(said, "amb")

    def _set_kind(self, kind: PortionKind) -> None:
        self._set(replace(self.editor.current, kind=kind))

    def _set_marking(self, marking: Marking | None) -> None:
        self._set(replace(self.editor.current, marking=marking))

    def _on_portion(self) -> None:
        self.keeper.save()
        self.strip.show_portion(self.editor.current)
        self.editor.setAccessibleDescription(self.heads.spoken(self.editor.current))

    def _on_changed(self, uid: str) -> None:
        if uid == uid_of(self.editor.textCursor().block()):
            self.strip.show_portion(self.editor.current)

    def _on_left(self) -> None:
        self.keeper.save()
        self.left.emit()

    def _on_kept(self) -> None:
        if self._failing:
            self._failing = False
            self.message.hide()
        self._show_counts()
        self.editor.viewport().update()

    def _on_failed(self, error: Exception) -> None:
        self._failing = True
        self.message.show_error(error)

    def _show_counts(self) -> None:
        saved = self.keeper.saved
        self.title.set_count(str(len(saved)) if saved else "")
        count = len(self._promising())
        self.all_button.setText(self._ui.language.count("Make a task of it", "Make {n} tasks", count))
        self.all_button.setVisible(count > 0)

    def _want_tasks(self, uids: object = None) -> None:
        """Ask for tasks of some portions, or of all that promise something; what is typed is saved first."""
        self.keeper.save()
        found = self._promising()
        wanted = [uid for uid in (uids if isinstance(uids, list) else found) if uid in found]
        if wanted:
            self.tasks_wanted.emit(wanted)

    def _promising(self) -> list[str]:
        """Return the uids of the notes that can become tasks and have not yet."""
        return [one.uid for one in self.keeper.saved if one.kind in PROMISING and not one.task_id]

    def _open_task(self, uid: str) -> None:
        task = self._tasks.get(self.editor.current.task_id)
        if task is not None and self.editor.current.uid == uid:
            self._ui.open(RecordRef("task", task.id, self._words.best(task.title)))

    def _on_stale(self, portion: Portion) -> None:
        words = self._words
        said = (words.portion(portion.kind), words.marking(portion.marking), portion.said_by)
        lines = [" · ".join(part for part in said if part), portion.text.host, portion.text.home]
        self.newer.show_lines(portion.author, [line for line in lines if line])

    def _settle(self, *, mine: bool) -> None:
        uid = next(iter(self.keeper.conflicts), "")
        self.newer.hide()
        self.keeper.settle(uid, mine=mine)
        if self.keeper.conflicts:
            self._on_stale(next(iter(self.keeper.conflicts.values())))

    # Paste and links ----------------------------------------------------------------------------------------------

    def _open_link(self) -> None:
        below = self.editor.cursorRect().bottomLeft()
        self.link.open_at(below + QPoint(0, 2))

    def _on_link(self, written: str) -> None:
        editor = self.editor
        cursor = editor.textCursor()
        text = text_of(cursor.block())
        if text[: from_qt(text, cursor.positionInBlock())].endswith("[["):  # what opened the line
            cursor.deletePreviousChar()
            cursor.deletePreviousChar()
        editor.insert_words(written)
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_pasted(self, source: QMimeData) -> None:
        files = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
        carried = self.editor.carried(source)
        if carried:
            self._lay_in(Pasted(carried))
        elif files and self._attach is not None:
            for file in files:
                self._keep_file(file.name, partial(_bytes_of, file))
        elif source.hasImage() and self._attach is not None and not source.hasText():
            image = source.imageData()
            self._keep_file(f"{self._ui.clock.now():%Y%m%d-%H%M%S}.png", lambda: _png(image))
        elif source.hasText():
            self._paste(source.text())
        elif source.hasHtml():
            self._paste(words_of(source.html()))

    def _paste(self, text: str) -> None:
        if len(text) < LARGE:
            try:
                self._lay_in(look_at(text, self._words, self._ui.language))
            except DeskError as error:
                self.message.show_error(error)
            return
        words, language = self._words, self._ui.language
        self._ui.jobs.database.run(lambda: look_at(text, words, language), self._lay_in, self._on_failed, owner=self)

    def _lay_in(self, pasted: Pasted) -> None:
        """Put what was looked at behind the caret: words into the present portion, the rest into portions of their own."""
        if not pasted.pieces:
            return
        editor = self.editor
        with editor.at_once():
            last = self._laid(pasted)
        block = self.sheet.block_of(last)
        if block is not None:
            editor.put_caret(block, end=True)
        editor.ensureCursorVisible()
        notes = list(pasted.notes)
        if len(pasted.pieces) > 1:
            notes.append(self._ui.language.tr("Pasted as {n} notes.", n=len(pasted.pieces)))
        if notes:
            self.message.show_text(" ".join(notes), "amb")
        self.keeper.save()

    def _laid(self, pasted: Pasted) -> str:
        """Lay pieces in and return the uid of the portion that the last one is in."""
        editor, sheet = self.editor, self.sheet
        first, *rest = pasted.pieces
        caret = editor.textCursor()
        block = caret.block()
        current = sheet.portion(block)
        is_empty = block.length() <= 1
        if first.source is not None and first.whole and (rest or is_empty):
            rest = list(pasted.pieces)
        else:
            if is_empty:
                sheet.set(block, replace(current, marking=first.marked(current.marking)))
            elif "\n" in first.text or first.marked(current.marking) != current.marking:  # a table stands by itself
                made = replace(sheet.fresh(current), marking=first.marked(current.marking))
                caret = QTextCursor(sheet.insert_after(block, made))
            editor.insert_words(first.text, caret)
            block = caret.block()
        for piece in rest:
            if piece.source is not None and piece.whole:
                block = sheet.insert_after(block, sheet.again(piece.source, current))
            else:
                made = sheet.fresh(current)
                block = sheet.insert_after(block, replace(made, marking=piece.marked(made.marking)), piece.text)
        last = uid_of(block)
        begun = sheet.block_of(current.uid)
        if is_empty and begun is not None and begun.length() <= 1:
            sheet.take_out(begun)  # which may make another block of the next
        return last

    def _keep_file(self, name: str, read: Callable[[], bytes]) -> None:
        """Keep a file with the meeting and link it in the portion the caret is in; what cannot be kept is told."""
        meeting, attach, uid = self._meeting, self._attach, self.editor.current.uid
        if meeting is None or attach is None:
            return

        def done(file: str) -> None:
            block = self.sheet.block_of(uid)
            if self._meeting is None or self._meeting.id != meeting.id or block is None:
                return  # it is among the meeting's files all the same
            cursor = self.editor.textCursor()
            if cursor.block() != block:
                cursor = QTextCursor(block)
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
            cursor.insertText(write_link("attachment", file, name))

        self._ui.jobs.database.run(lambda: attach(meeting.id, name, read()), done, self._on_failed, owner=self)


def _bytes_of(file: Path) -> bytes:
    """Return what a file holds; raises DeskError for what is none, is too large, or cannot be read."""
    try:
        if not file.is_file() or file.stat().st_size > LARGEST:
            raise DeskError("{name} is no file, or larger than 100 MB, and was not attached.", name=file.name)
        return file.read_bytes()
    except OSError as error:
        raise DeskError("{name} could not be read.", name=file.name) from error


def _png(image: object) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if isinstance(image, QImage):
        image.save(buffer, "PNG")  # type: ignore[call-overload] # Qt takes the format's name as a str
    return bytes(buffer.data().data())
