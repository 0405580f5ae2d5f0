"""Who is invited: contacts found by typing, or anyone by name and e-mail address, each with his answer."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.calendar.records import Answer, Participant
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import IconButton, PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ComboBox, Field, FinderLine
from liaison_desk.foundation.qt.paint import Text

PERSON: Final = "person"
Suggest = Callable[[str, str], list[RecordRef]]
_ADDRESS: Final = re.compile(r"(?P<name>[^<>]*?)\s*<?(?P<email>[^\s<>@]+@[^\s<>@]+)>?")


def typed_participant(text: str) -> Participant:
    """Return whom a typed text means: a name, an e-mail address, or ``Name <address>``."""
    words = " ".join(text.split())
    found = _ADDRESS.fullmatch(words)
    return Participant(name=found["name"], email=found["email"]) if found else Participant(name=words)


class PeopleField(Field):
    """The people of an event, in their order; ``value`` is a tuple of Participants."""

    def __init__(self, ui: Ui, suggest: Suggest) -> None:
        super().__init__(ui)
        tr = ui.language.tr
        self._people: list[Participant] = []
        self._answers = (
            (Answer.NEEDS_ACTION, tr("No answer yet")), (Answer.ACCEPTED, tr("Accepted")), (Answer.DECLINED, tr("Declined")),
            (Answer.TENTATIVE, tr("Perhaps")), (Answer.DELEGATED, tr("Delegated")),
        )  # fmt: skip
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._holder = QWidget()
        self._holder.setLayout(self._rows)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self.input = FinderLine(
            ui, lambda words: suggest(PERSON, words), tr("Find a contact, or type a name or address")
        )
        self.input.picked.connect(self._on_picked)
        self.add_button = PlainButton(ui, tr("Add as typed"), act=self._add_typed)
        self.add_button.setEnabled(False)
        self.input.textChanged.connect(lambda text: self.add_button.setEnabled(bool(text.strip())))
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.input, 1)
        line.addWidget(self.add_button)
        self.body.addWidget(self._holder)
        self.body.addLayout(line)
        self._holder.hide()
        self.watch(self.input)

    def value(self) -> tuple[Participant, ...]:
        """Return the people, with someone typed but not yet added."""
        typed = self.input.text().strip()
        return (*self._people, typed_participant(typed)) if typed else tuple(self._people)

    def set_value(self, value: Sequence[Participant]) -> None:
        """Show people."""
        self._people = list(value)
        self.input.clear()
        self._show()

    def _on_picked(self, ref: RecordRef) -> None:
        self.input.clear()
        if all(someone.contact_id != ref.id for someone in self._people):
            self._add(Participant(name=ref.label, contact_id=ref.id))

    def _add_typed(self) -> None:
        text = self.input.text().strip()
        self.input.close_list()
        self.input.clear()
        if text:
            self._add(typed_participant(text))
        self.input.setFocus()

    def _add(self, someone: Participant) -> None:
        self._people.append(someone)
        self._show()
        self.changed.emit()

    def _take_out(self, number: int) -> None:
        del self._people[number]
        self._show()
        self.input.setFocus()
        self.changed.emit()

    def _on_answer(self, number: int, box: ComboBox) -> None:
        self._people[number] = replace(self._people[number], answer=str(box.currentData()))
        self.changed.emit()

    def _show(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, someone in enumerate(self._people):
            self._rows.addWidget(self._row(number, someone))
        self._holder.setVisible(bool(self._people))

    def _row(self, number: int, someone: Participant) -> QWidget:
        tr = self.ui.language.tr
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(6)
        words = f"{someone.name} <{someone.email}>" if someone.name and someone.email else someone.name or someone.email
        row.addWidget(Text(self.ui, words, elide=True), 1)
        box = ComboBox(self.ui)
        box.setFixedWidth(132)
        for answer, label in self._answers:
            box.addItem(label, str(answer))
        if box.findData(someone.answer) < 0:
            box.addItem(someone.answer, someone.answer)
        box.setCurrentIndex(box.findData(someone.answer))
        box.setAccessibleName(tr("Answer of {name}", name=words))
        box.activated.connect(lambda _: self._on_answer(number, box))
        row.addWidget(box)
        row.addWidget(IconButton(self.ui, "x", tr("Take out {name}", name=words), act=partial(self._take_out, number)))
        return holder
