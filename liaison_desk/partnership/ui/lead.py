"""How many days before its end a renewal has to begin, in forms."""

from PySide6.QtWidgets import QHBoxLayout

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Field
from liaison_desk.foundation.qt.fields.number import NumberInput
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.partnership.rules.leads import LONGEST_LEAD


class LeadField(Field):
    """A number of days, typed or stepped."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        self.input = NumberInput(ui, "", 0, LONGEST_LEAD, 72)
        self.input.stepped.connect(self.changed)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.input)
        row.addWidget(Text(ui, ui.language.tr("days before it expires"), tone="t2"))
        row.addStretch(1)
        self.body.addLayout(row)
        self.watch(self.input)

    def value(self) -> int:
        """Return the number of days."""
        return self.input.number()

    def set_value(self, value: int) -> None:
        """Show a number of days."""
        self.input.set_number(value)
