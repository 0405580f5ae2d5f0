"""The organizations that take part: found among the contacts' organizations by typing, or named as they are typed."""

from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from liaison_desk.calendar.records import Party
from liaison_desk.calendar.ui.fields.people_field import Suggest
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import FinderLine
from liaison_desk.foundation.qt.fields.choices import Tag
from liaison_desk.foundation.qt.fields.several import SeveralField
from liaison_desk.foundation.qt.flow import FlowLayout

ORGANIZATION: Final = "organization"


class PartiesField(SeveralField[Party]):
    """Organizations in their order, each a chip; ``value`` is a tuple of Parties."""

    def __init__(self, ui: Ui, suggest: Suggest) -> None:
        words = ui.language.tr("Find an organization, or type its name")
        tags = QWidget()
        super().__init__(ui, FinderLine(ui, lambda text: suggest(ORGANIZATION, text), words), tags)
        self._flow = FlowLayout(tags)

    def typed(self, words: str) -> Party:
        """Return an organization that is on no list."""
        return Party(words)

    def found(self, ref: RecordRef) -> Party:
        """Return one of the desk's organizations."""
        return Party(ref.label, ref.id)

    def record_of(self, item: Party) -> int:
        """Return the id of the desk's organization."""
        return item.organization_id

    def show_items(self) -> None:
        """Show a chip for each."""
        self._flow.clear()
        for number, one in enumerate(self.items):
            tag = Tag(self.ui, one.name)
            tag.removed.connect(partial(self.take_out, number))
            self._flow.addWidget(tag)
