"""The organizations that take part: found among the contacts' organizations by typing, or named as they are typed."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from liaison_desk.calendar.records import Party
from liaison_desk.calendar.ui.people_field import Suggest
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Field, FinderLine
from liaison_desk.foundation.qt.fields.choices import Tag
from liaison_desk.foundation.qt.flow import FlowLayout

ORGANIZATION: Final = "organization"


class PartiesField(Field):
    """Organizations in their order, each a chip; ``value`` is a tuple of Parties."""

    def __init__(self, ui: Ui, suggest: Suggest) -> None:
        super().__init__(ui)
        tr = ui.language.tr
        self._parties: list[Party] = []
        self._tags = QWidget()
        self._flow = FlowLayout(self._tags)
        self._tags.hide()
        self.input = FinderLine(
            ui, lambda words: suggest(ORGANIZATION, words), tr("Find an organization, or type its name")
        )
        self.input.picked.connect(self._on_picked)
        self.add_button = PlainButton(ui, tr("Add as typed"), act=self._add_typed)
        self.add_button.setEnabled(False)
        self.input.textChanged.connect(lambda text: self.add_button.setEnabled(bool(text.strip())))
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.input, 1)
        line.addWidget(self.add_button)
        self.body.addWidget(self._tags)
        self.body.addLayout(line)
        self.watch(self.input)

    def value(self) -> tuple[Party, ...]:
        """Return the organizations, with one typed but not yet added."""
        typed = " ".join(self.input.text().split())
        return (*self._parties, Party(typed)) if typed else tuple(self._parties)

    def set_value(self, value: Sequence[Party]) -> None:
        """Show organizations."""
        self._parties = list(value)
        self.input.clear()
        self._show()

    def _on_picked(self, ref: RecordRef) -> None:
        self.input.clear()
        if all(one.organization_id != ref.id for one in self._parties):
            self._add(Party(ref.label, ref.id))

    def _add_typed(self) -> None:
        name = " ".join(self.input.text().split())
        self.input.close_list()
        self.input.clear()
        if name:
            self._add(Party(name))
        self.input.setFocus()

    def _add(self, one: Party) -> None:
        self._parties.append(one)
        self._show()
        self.changed.emit()

    def _take_out(self, one: Party) -> None:
        self._parties.remove(one)
        self._show()
        self.input.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        self._flow.clear()
        for one in self._parties:
            tag = Tag(self.ui, one.name)
            tag.removed.connect(partial(self._take_out, one))
            self._flow.addWidget(tag)
        self._tags.setVisible(bool(self._parties))
