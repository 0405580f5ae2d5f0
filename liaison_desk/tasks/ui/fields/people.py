"""Who has to do with a task: an owner, whom it waits for and since when, several in support; contacts, or anyone by name."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QWidget

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ComboBox, DateField, FinderLine
from liaison_desk.foundation.qt.fields.owner import OwnerField
from liaison_desk.foundation.qt.fields.several import NamesField
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.tasks.records import Side, Supporter
from liaison_desk.tasks.ui.words import Words

Find = Callable[[str], Sequence[RecordRef]]


class Waiting(NamedTuple):
    """Whom a task waits for: a name, the contact it is or 0, on which side, and since when."""

    name: str = ""
    contact_id: int = 0
    side: Side = Side.UNKNOWN
    since: date | None = None


class WaitingField(OwnerField):
    """Whom a task waits for; the value is a Waiting."""

    def __init__(self, ui: Ui, find: Find, words: Words, sides: Sequence[tuple[Side, str]]) -> None:
        super().__init__(ui, find, ui.language.tr("A contact, or a name"))
        tr = ui.language.tr
        self._sides = [side for side, _ in sides]
        self.side = ComboBox(ui)
        self.side.addItems([words for _, words in sides])
        self.side.setAccessibleName(tr("On which side"))
        self.since = DateField(ui, words.read_day(happened=True))
        self.since.name(tr("Waiting since"))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.side, 1)
        row.addWidget(Text(ui, tr("since"), Size.SECONDARY, tone="t2"))
        row.addWidget(self.since, 1)
        self.body.addWidget(holder)
        self.side.activated.connect(lambda _: self.changed.emit())
        self.since.changed.connect(self.changed)
        self.watch(self.since.input)

    def value(self) -> Waiting:  # type: ignore[override] # more than an owner
        """Return on whom, on which side, since when; raises DeskError for what is no day."""
        name, number = super().value()
        return Waiting(name, number, self._sides[self.side.currentIndex()], self.since.value())

    def set_value(self, value: Waiting) -> None:  # type: ignore[override]
        """Show on whom it waits."""
        super().set_value((value.name, value.contact_id))
        self.side.setCurrentIndex(self._sides.index(value.side))
        self.since.set_value(value.since)


class SupportField(NamesField[Supporter]):
    """Offices and people in support (OCR), each a chip; ``value`` is a tuple of Supporters."""

    def __init__(self, ui: Ui, find: Find) -> None:
        super().__init__(ui, FinderLine(ui, find, ui.language.tr("Find a contact, or type an office")))

    def typed(self, words: str) -> Supporter:
        """Return an office or person that is on no list."""
        return Supporter(words)

    def found(self, ref: RecordRef) -> Supporter:
        """Return a contact."""
        return Supporter(ref.label, ref.id)

    def record_of(self, item: Supporter) -> int:
        """Return the id of the contact."""
        return item.contact_id
