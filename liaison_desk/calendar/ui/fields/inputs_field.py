"""What is to be handed in for a battle-rhythm event: a few inputs, each with its day, its time, whom it goes to, and its task."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.calendar.records import RhythmInput
from liaison_desk.calendar.words.typed import read_clock
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.buttons import Check, IconButton, PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Field, ImeLineEdit
from liaison_desk.foundation.qt.fields.number import NumberInput
from liaison_desk.foundation.qt.paint import Text, hairline


class InputsField(Field):
    """Inputs in their order; ``value`` is a tuple of RhythmInputs, of which new ones have no key yet."""

    def __init__(self, ui: Ui, wording: Wording) -> None:
        super().__init__(ui)
        self._wording = wording
        self.rows: list[InputRow] = []
        self._box = QVBoxLayout()
        self._box.setSpacing(8)
        self.body.addLayout(self._box)
        self.add_button = PlainButton(ui, ui.language.tr("Add an input"), icon="plus", act=self._add)
        line = QHBoxLayout()
        line.addWidget(self.add_button)
        line.addStretch(1)
        self.body.addLayout(line)
        self.setFocusProxy(self.add_button)

    def value(self) -> tuple[RhythmInput, ...]:
        """Return the inputs; rows in which nothing is said are left out. Raises DeskError for a time that is none."""
        return tuple(one for row in self.rows if (one := row.value()) is not None)

    def set_value(self, value: Sequence[RhythmInput]) -> None:
        """Show inputs."""
        while self.rows:
            self._take(self.rows[-1])
        for one in value:
            self._append(one)

    def _add(self) -> None:
        self._append(RhythmInput(Bilingual(), 1))
        self.rows[-1].host.setFocus()
        self.changed.emit()

    def _append(self, one: RhythmInput) -> None:
        row = InputRow(self.ui, self._wording, one, self._take_out)
        row.edited.connect(self.changed)
        self.watch(row.at)
        self.setFocusProxy(self.add_button)
        self.rows.append(row)
        self._box.addWidget(row)

    def _take_out(self, row: "InputRow") -> None:
        self._take(row)
        self.add_button.setFocus()
        self.changed.emit()

    def _take(self, row: "InputRow") -> None:
        self.rows.remove(row)
        self.unwatch(row.at)
        row.hide()
        row.deleteLater()


class InputRow(QWidget):
    """One input: what in both languages, then when, to whom, and whether it makes a task."""

    edited = Signal()

    def __init__(self, ui: Ui, wording: Wording, one: RhythmInput, take_out: Callable[["InputRow"], None]) -> None:
        super().__init__()
        self._one = one
        tr, profile = ui.language.tr, wording.profile()
        names = {"en": tr("English"), "ja": tr("Japanese")}
        self.host, self.home = ImeLineEdit(), ImeLineEdit()
        for line, code, text in (
            (self.host, profile.host_language, one.what.host), (self.home, profile.home_language, one.what.home)
        ):  # fmt: skip
            language = names.get(code, code)
            line.setPlaceholderText(tr("What, {language}", language=language))
            line.setAccessibleName(tr("What, {language}", language=language))
            line.setText(text)
            line.setCursorPosition(0)
        self.days = NumberInput(ui, tr("Days before"), 0, 365, 56)
        self.days.set_number(one.days_before)
        self.at = ImeLineEdit()
        self.at.setText(f"{one.at:%H%M}" if one.at is not None else "")
        self.at.setPlaceholderText(tr("its start"))
        self.at.setAccessibleName(tr("Time it is due; empty: the time it starts"))
        self.at.setFixedWidth(76)
        self.to = ImeLineEdit()
        self.to.setText(one.to)
        self.to.setCursorPosition(0)
        self.to.setPlaceholderText(tr("to whom"))
        self.to.setAccessibleName(tr("To whom"))
        self.task = Check(ui, tr("Makes a task"), one.makes_task)
        remove = IconButton(ui, "x", tr("Take the input out"), act=lambda: take_out(self))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        for widgets in (
            ((self.host, 1), (self.home, 1), (remove, 0)),
            (
                (self.days, 0),
                (Text(ui, tr("days before, at"), tone="t2"), 0),
                (self.at, 0),
                (self.to, 1),
                (self.task, 0),
            ),
        ):
            row = QHBoxLayout()
            row.setSpacing(6)
            for widget, stretch in widgets:
                row.addWidget(widget, stretch)
            outer.addLayout(row)
        outer.addWidget(hairline(ui))
        for line in (self.host, self.home, self.at, self.to):
            line.textEdited.connect(self.edited)
        self.days.stepped.connect(self.edited)
        self.task.clicked.connect(self.edited)

    def value(self) -> RhythmInput | None:
        """Return the input as the row says, None when it says nothing; raises DeskError."""
        host, home, to = (line.text().strip() for line in (self.host, self.home, self.to))
        at = read_clock(self.at.text()) if self.at.text().strip() else None
        if not (host or home):
            if to or at is not None:
                raise DeskError("Say what is to be handed in.")
            return None
        what = replace(self._one.what, host=host, home=home)
        return replace(
            self._one, what=what, days_before=self.days.number(), at=at, to=to, makes_task=self.task.isChecked()
        )
