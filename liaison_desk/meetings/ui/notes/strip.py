"""What is set of the note the caret is in: kind, marking, who said it, to whom and by when, its wording in the other language."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.domain.bilingual import Side
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ComboBox, DateField, Field, ImeLineEdit, MarkingField, TextArea
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.meetings.records import Attendee, Attribution, Portion, PortionKind
from liaison_desk.meetings.rules.pasting import shown_length
from liaison_desk.meetings.rules.prefixes import PREFIXES
from liaison_desk.meetings.rules.validity import PROMISING
from liaison_desk.meetings.ui.words import Words

_SHARES: Final = (10, 14, 9, 8, 8, 10)
"""Of the width for each field: in a window of 1024 pixels a portion mark and a date are seen whole, in one of 1440 kinds and names too."""


class PortionStrip(QWidget):
    """Shows one portion's settings; ``changed`` carries the portion as it shall be. Esc goes back to the words."""

    changed = Signal(object)
    left = Signal()

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._portion = Portion()
        self._showing = False
        tr = ui.language.tr
        surface(self, "side")
        self.kind = ComboBox(ui)
        letters = {kind: letter for letter, kind in PREFIXES.items()}
        for kind, name in words.portion_kinds:
            self.kind.addItem(f"{name}  {letters[kind]}/", kind)
        grammar = words.grammar()
        self.marking = MarkingField(
            ui,
            words.usual_markings(),
            lambda text: grammar.parse(text, words.profile().home).marking,
            words.mark,
            brief=True,
        )
        self.said_by = _names(ui)
        self.attribution = ComboBox(ui)
        for attribution, name in words.attributions:
            self.attribution.addItem(name, attribution)
        self.to_whom = _names(ui)
        self.due = DateField(ui, words.read_day())
        self.other = TextArea(rows=1, most_rows=6)
        self.other_name = Text(ui, "", Size.META, tone="t3")
        self._promise = QWidget()
        self._build(tr("Kind"), tr("Marking"), tr("Said by"), tr("Attribution"), tr("To whom"), tr("By when"))
        self.kind.currentIndexChanged.connect(self._on_changed)
        self.attribution.currentIndexChanged.connect(self._on_changed)
        for names in (self.said_by, self.to_whom):
            names.editTextChanged.connect(self._on_changed)
        self.marking.changed.connect(self._on_changed)
        self.due.changed.connect(self._on_changed)
        self.other.textChanged.connect(self._on_other)

    def show_people(self, attendees: Sequence[Attendee]) -> None:
        """Offer those who were there as speakers."""
        names = [one.name or one.native for one in attendees]
        for box in (self.said_by, self.to_whom):
            if [box.itemText(number) for number in range(box.count())] != ["", *names]:
                present = box.currentText()
                self._showing = True
                box.clear()
                box.addItems(["", *names])
                _write(box, present)
                self._showing = False

    def show_portion(self, portion: Portion) -> None:
        """Show what a portion is."""
        if portion == self._portion and portion.uid == self._portion.uid:
            return
        self._portion = portion
        self._showing = True
        self.kind.setCurrentIndex(self.kind.findData(portion.kind))
        self.attribution.setCurrentIndex(self.attribution.findData(portion.attribution))
        self.marking.set_value(portion.marking)
        for box, name in ((self.said_by, portion.said_by), (self.to_whom, portion.to_whom)):
            _write(box, name)
        self.due.set_value(portion.due)
        side = self._other_side()
        host, home = self._words.side_names()
        self.other_name.set_text(f"{host if side is Side.HOST else home}  Ctrl+L")
        whole = portion.text.side(side)
        other = whole[: shown_length(whole)]
        self.other.setReadOnly(other != whole)  # a huge one is shown in part
        if self.other.toPlainText() != other:
            self.other.setPlainText(other)
        self._promise.setVisible(portion.kind in PROMISING)
        self._showing = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and Ctrl+Return go back to the words."""
        ready = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and event.modifiers()
        if event.key() == Qt.Key.Key_Escape or ready:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focus_other(self) -> None:
        """Put the keyboard behind the wording in the other language."""
        self.other.moveCursor(QTextCursor.MoveOperation.End)
        self.other.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build(self, *labels: str) -> None:
        fields: list[QWidget] = [self.kind, self.marking, self.said_by, self.attribution, self.to_whom, self.due]
        first = QGridLayout()
        second = QGridLayout(self._promise)
        second.setContentsMargins(0, 0, 0, 0)
        other = QVBoxLayout()
        other.setSpacing(2)
        for grid in (first, second):
            grid.setHorizontalSpacing(10)
            grid.setVerticalSpacing(2)
        for number, (label, field, share) in enumerate(zip(labels, fields, _SHARES, strict=True)):
            grid, column = (second, number - 4) if field in {self.to_whom, self.due} else (first, number)
            if isinstance(field, Field):
                field.name(label)
            else:
                field.setAccessibleName(label)
            grid.addWidget(Text(self._ui, label, Size.META, tone="t3"), 0, column)
            grid.addWidget(field, 1, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, share)
        self.other.setAccessibleName(self._ui.language.tr("Wording in the other language"))
        other.addWidget(self.other_name)
        other.addWidget(self.other)
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self._promise, 1)
        below.addLayout(other, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 8, 28, 10)
        outer.setSpacing(6)
        outer.addLayout(first)
        outer.addLayout(below)

    def _other_side(self) -> Side:
        """Return the side whose wording the sheet does not show."""
        own = self._words.profile().side_of(self._ui.language.code)
        text = self._portion.text
        return own.other if text.side(own) or not text.side(own.other) else own

    def _on_changed(self) -> None:
        if self._showing:
            return
        try:
            marking, due = self.marking.value(), self.due.value()
        except DeskError:
            return  # the field says below itself what is wrong
        said = self.said_by.currentText().strip()
        same = said == self._portion.said_by
        whom = self.to_whom.currentText().strip()
        portion = replace(
            self._portion, kind=PortionKind(self.kind.currentData()), marking=marking, said_by=said,
            said_by_id=self._portion.said_by_id if same else 0, nation=self._portion.nation if same else "",
            attribution=Attribution(self.attribution.currentData()), to_whom=whom, due=due,
            to_nation=self._portion.to_nation if whom == self._portion.to_whom else "",
        )  # fmt: skip
        self._promise.setVisible(portion.kind in PROMISING)
        self._tell(portion)

    def _on_other(self) -> None:
        if self._showing:
            return
        side, words = self._other_side(), self.other.toPlainText()
        text = self._portion.text.translated(side, words) if words else self._portion.text.rewritten(side, "")
        self._tell(replace(self._portion, text=text))

    def _tell(self, portion: Portion) -> None:
        if portion != self._portion:
            self._portion = portion
            self.changed.emit(portion)


def _names(ui: Ui) -> ComboBox:
    """Return a box of names that anyone else's may be typed into."""
    box = ComboBox(ui)
    line = ImeLineEdit()
    line.setProperty("bare", "true")
    line.setTextMargins(7, 0, 4, 0)
    box.setEditable(True)
    box.setLineEdit(line)
    box.setCompleter(None)  # type: ignore[arg-type] # Qt's way to have none
    box.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
    return box


def _write(box: QComboBox, name: str) -> None:
    """Write a name into a box, where a long one is seen from its beginning."""
    box.setEditText(name)
    if (line := box.lineEdit()) is not None:
        line.home(False)
