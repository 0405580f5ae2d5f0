"""The line where notes are taken: Enter keeps a portion and goes on; ``a/`` makes it an action, a pasted marking counts."""

import unicodedata
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.domain.ceiling import check_ceiling, guard
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.typed import worded
from liaison_desk.foundation.core.errors import DeskError, NotFoundError
from liaison_desk.foundation.qt.buttons import PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ComboBox, ImeLineEdit, MarkingField
from liaison_desk.foundation.qt.lines import EntryLine
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.style import surface
from liaison_desk.meetings.records import Meeting, Portion, PortionKind
from liaison_desk.meetings.ui.words import PREFIXES, Words


@dataclass(frozen=True, slots=True)
class Captured:
    """A portion to be kept in a meeting, the line it came from, and a note on how its marking was put right."""

    meeting_id: int
    portion: Portion
    line: str
    note: str = ""


class CaptureBar(QWidget):
    """Kind, speaker and marking of the next portion, and its words. ``wanted`` carries a ``Captured``."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._meeting_id = 0
        self._unsaved: dict[int, str] = {}
        tr = ui.language.tr
        surface(self, "surf")
        self.strip = MessageStrip(ui)
        self.kind = ComboBox(ui)
        self.kind.setAccessibleName(tr("Kind of the next note"))
        letters = {kind: letter for letter, kind in PREFIXES.items()}
        for kind, name in words.portion_kinds:
            self.kind.addItem(f"{name}  {letters[kind]}/", kind.value)
        self.speaker = ComboBox(ui)
        self.speaker.setEditable(True)
        self.speaker_line = ImeLineEdit()
        self.speaker_line.setProperty("bare", "true")
        self.speaker_line.setTextMargins(7, 0, 0, 0)
        self.speaker_line.setPlaceholderText(tr("Said by"))
        self.speaker.setLineEdit(self.speaker_line)
        self.speaker.setCompleter(None)  # type: ignore[arg-type] # Qt's way to have none
        self.speaker.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        self.speaker.setAccessibleName(tr("Said by"))
        grammar = words.grammar()
        self.marking = MarkingField(
            ui, words.usual_markings(), lambda text: grammar.parse(text, words.profile().home).marking, words.marking
        )
        self.marking.name(tr("Marking of the next note"))
        self.marking.set_value(words.profile().default_marking)
        self.input = CaptureLine()
        self.input.setMaxLength(4000)
        self.input.setAccessibleName(tr("Next note"))
        self.input.setPlaceholderText(
            tr("Type a note, Enter keeps it. d/ decision, i/ insight, c/ commitment, f/ RFI, a/ action …")
        )
        self.button = PlainButton(ui, tr("Add"), key="Enter", act=self._on_enter)
        top = QHBoxLayout()
        top.setSpacing(8)
        self.kind.setFixedWidth(168)
        self.speaker.setFixedWidth(180)
        top.addWidget(self.kind)
        top.addWidget(self.speaker)
        top.addWidget(self.marking, 1)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.input, 1)
        below.addWidget(self.button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 10, 28, 14)
        outer.setSpacing(8)
        outer.addWidget(self.strip)
        outer.addLayout(top)
        outer.addLayout(below)
        self.setFocusProxy(self.input)
        self.input.entered.connect(self._on_enter)
        self.input.escaped.connect(self.left)
        self.input.pasted.connect(self._on_pasted)

    def show_meeting(self, meeting: Meeting) -> None:
        """Take notes of a meeting; words not yet kept of another one wait until it is shown again."""
        if meeting.id != self._meeting_id:
            self._unsaved[self._meeting_id] = self.input.text()
            self._meeting_id = meeting.id
            self.input.setText(self._unsaved.pop(meeting.id, ""))
            self.kind.setCurrentIndex(0)
            self.strip.hide()
            self.marking.set_value(self._words.profile().default_marking)
        names = [one.name or one.native for one in meeting.attendees]
        if [self.speaker.itemText(number) for number in range(self.speaker.count())] != ["", *names]:
            present = self.speaker_line.text()
            self.speaker.clear()
            self.speaker.addItems(["", *names])
            self.speaker.setCurrentIndex(-1)
            self.speaker_line.setText(present if present in names else "")

    def put_back(self, captured: Captured, error: Exception) -> None:
        """Show words that could not be kept again, before whatever was typed since, and why."""
        here = captured.meeting_id == self._meeting_id
        if here:
            self.input.setText(" ".join(part for part in (captured.line, self.input.text()) if part))
            self.strip.show_error(error)
        else:
            self._unsaved[captured.meeting_id] = captured.line
        if not here or isinstance(error, NotFoundError):
            # The strip is not, or not for long, where the user looks.
            told = self._ui.language.tr("A note could not be kept. {reason}", reason=self._ui.words(error))
            self._ui.notify(told, None)

    def _on_enter(self) -> None:
        if not self.input.text().strip() or not self._meeting_id:
            return
        try:
            captured = self._captured()
        except DeskError as error:
            self.strip.show_error(error)
            return
        self.input.forget()
        if captured.note:
            self.strip.show_text(captured.note, "amb")
        else:
            self.strip.hide()
        self.wanted.emit(captured)

    def _captured(self) -> Captured:
        line = self.input.text()
        kind, text = read_prefix(line, PortionKind(self.kind.currentData()))
        profile, language = self._words.profile(), self._ui.language
        seen = guard(text, profile.ceiling, self._words.grammar(), profile.home)
        marking: Marking | None = seen.marking if seen.marking is not None else self.marking.value()
        check_ceiling(marking, profile.ceiling)
        if not seen.text.strip():
            raise DeskError("There is only a marking; type the note behind it.")
        portion = Portion(
            kind=kind, marking=marking, text=worded(seen.text.strip(), profile), said_by=self.speaker_line.text().strip(),
            said_at=self._words.clock.now(),
        )  # fmt: skip
        note = language.tr(seen.note, **dict(seen.values)) if seen.note else ""
        return Captured(self._meeting_id, portion, line, note)

    def _on_pasted(self, text: str) -> None:
        profile = self._words.profile()
        try:
            guard(text, profile.ceiling, self._words.grammar(), profile.home)
        except DeskError as error:
            self.strip.show_error(error)
            return
        self.input.insert(" ".join(text.split()))


def read_prefix(line: str, kind: PortionKind) -> tuple[PortionKind, str]:
    """Return the kind a line's prefix sets (``a/`` an action; the given kind without one) and the words behind it."""
    text = line.strip()
    head = unicodedata.normalize("NFKC", text[:2]).casefold()
    if len(head) == 2 and head[1] == "/" and head[0] in PREFIXES:
        return PREFIXES[head[0]], text[2:].strip()
    return kind, text


class CaptureLine(EntryLine):
    """The line: Enter keeps, Esc leaves, and what is pasted is looked at before it is shown."""

    pasted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The paste key; the rest is a line's."""
        if not self.composing and event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)
