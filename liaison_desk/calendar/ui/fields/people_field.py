"""Who is invited: contacts found by typing, or anyone by name and e-mail address, each with his role and answer."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.calendar.records import Answer, Participant
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import IconButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ComboBox, Field, FinderLine
from liaison_desk.foundation.qt.fields.several import SeveralField
from liaison_desk.foundation.qt.paint import Text

PERSON: Final = "person"
Suggest = Callable[[str, str], list[RecordRef]]
_ADDRESS: Final = re.compile(r"(?P<name>[^<>]*?)\s*<?(?P<email>[^\s<>@]+@[^\s<>@]+)>?")


def typed_participant(text: str) -> Participant:
    """Return whom a typed text means: a name, an e-mail address, or ``Name <address>``."""
    words = " ".join(text.split())
    found = _ADDRESS.fullmatch(words)
    return Participant(name=found["name"], email=found["email"]) if found else Participant(name=words)


class PeopleField(SeveralField[Participant]):
    """The people of an event, in their order; ``value`` is a tuple of Participants."""

    def __init__(self, ui: Ui, suggest: Suggest) -> None:
        tr = ui.language.tr
        holder = QWidget()
        words = tr("Find a contact, or type a name or address")
        super().__init__(ui, FinderLine(ui, lambda text: suggest(PERSON, text), words), holder)
        self._answers = (
            (Answer.NEEDS_ACTION, tr("No answer yet")), (Answer.ACCEPTED, tr("Accepted")), (Answer.DECLINED, tr("Declined")),
            (Answer.TENTATIVE, tr("Perhaps")), (Answer.DELEGATED, tr("Delegated")),
        )  # fmt: skip
        self._roles = (
            ("chair", tr("Chair")), ("req-participant", tr("Required")), ("opt-participant", tr("Optional")), ("non-participant", tr("Informed")),
        )  # fmt: skip
        self._rows = QVBoxLayout(holder)
        self._rows.setSpacing(4)
        self._rows.setContentsMargins(0, 0, 0, 0)

    def typed(self, words: str) -> Participant:
        """Return somebody by his name or address."""
        return typed_participant(words)

    def found(self, ref: RecordRef) -> Participant:
        """Return a contact."""
        return Participant(name=ref.label, contact_id=ref.id)

    def record_of(self, item: Participant) -> int:
        """Return the id of the contact."""
        return item.contact_id

    def _on_answer(self, number: int, box: ComboBox) -> None:
        self.items[number] = replace(self.items[number], answer=str(box.currentData()))
        self.changed.emit()

    def _on_role(self, number: int, box: ComboBox) -> None:
        self.items[number] = replace(self.items[number], role=str(box.currentData()))
        self.changed.emit()

    def show_items(self) -> None:
        """Show a row for each, with his role and answer."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for number, someone in enumerate(self.items):
            self._rows.addWidget(self._row(number, someone))

    def _row(self, number: int, someone: Participant) -> QWidget:
        tr = self.ui.language.tr
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(6)
        words = participant_words(someone)
        row.addWidget(Text(self.ui, words, elide=True), 1)
        role = self._box(self._roles, someone.role, 116, tr("Role of {name}", name=words))
        role.activated.connect(lambda _: self._on_role(number, role))
        answer = self._box(self._answers, someone.answer, 132, tr("Answer of {name}", name=words))
        answer.activated.connect(lambda _: self._on_answer(number, answer))
        row.addWidget(role)
        row.addWidget(answer)
        row.addWidget(IconButton(self.ui, "x", tr("Take out {name}", name=words), act=partial(self.take_out, number)))
        return holder

    def _box(self, choices: Sequence[tuple[str, str]], chosen: str, width: int, name: str) -> ComboBox:
        box = ComboBox(self.ui)
        box.setFixedWidth(width)
        for value, label in choices:
            box.addItem(label, str(value))
        if box.findData(chosen) < 0:
            box.addItem(chosen, chosen)
        box.setCurrentIndex(box.findData(chosen))
        box.setAccessibleName(name)
        return box


class PersonField(Field):
    """One person or nobody: a contact found by typing, or anyone as typed; ``value`` is a Participant or None."""

    def __init__(self, ui: Ui, suggest: Suggest) -> None:
        super().__init__(ui)
        self._someone: Participant | None = None
        self.input = FinderLine(
            ui, lambda words: suggest(PERSON, words), ui.language.tr("Find a contact, or type a name or address")
        )
        self.input.picked.connect(self._on_picked)
        self.input.textEdited.connect(lambda _: self.changed.emit())
        self.body.addWidget(self.input)
        self.watch(self.input)

    def value(self) -> Participant | None:
        """Return the person: the contact as long as his name stands as it was, else whom the words name."""
        text = self.input.text().strip()
        if self._someone is not None and text == participant_words(self._someone):
            return self._someone
        return typed_participant(text) if text else None

    def set_value(self, value: Participant | None) -> None:
        """Show a person."""
        self._someone = value
        self.input.setText(participant_words(value) if value is not None else "")
        self.input.setCursorPosition(0)

    def _on_picked(self, ref: RecordRef) -> None:
        self.set_value(Participant(name=ref.label, contact_id=ref.id, role="chair"))
        self.changed.emit()


def participant_words(someone: Participant) -> str:
    """Return a participant in one line: his name, his address, or both."""
    both = someone.name and someone.email
    return f"{someone.name} <{someone.email}>" if both else someone.name or someone.email
