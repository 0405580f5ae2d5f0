"""Small fields of the event's form: categories with those used before, and travel there and back."""

from typing import Final

from PySide6.QtWidgets import QHBoxLayout

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Field
from liaison_desk.foundation.qt.fields.number import NumberInput
from liaison_desk.foundation.qt.fields.offered import OfferedChips
from liaison_desk.foundation.qt.paint import Text

_LONGEST_WAY: Final = 7 * 24 * 60


class CategoriesField(OfferedChips):
    """Words for an event; those used before are offered below, narrowed by what is typed."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, ui.language.tr("A word, then Return"))


class TravelField(Field):
    """Minutes on the way there and back; ``value`` is both."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui)
        tr = ui.language.tr
        self.input = NumberInput(ui, tr("Minutes of travel before"), 0, _LONGEST_WAY, 72)
        self.after = NumberInput(ui, tr("Minutes of travel after"), 0, _LONGEST_WAY, 72)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for widget in (
            self.input,
            Text(ui, tr("min before"), tone="t2"),
            self.after,
            Text(ui, tr("min after"), tone="t2"),
        ):
            line.addWidget(widget)
        line.addStretch(1)
        self.body.addLayout(line)
        for number in (self.input, self.after):
            number.stepped.connect(self.changed)
            self.watch(number)

    def value(self) -> tuple[int, int]:
        """Return the minutes before and after."""
        return self.input.number(), self.after.number()

    def set_value(self, value: tuple[int, int]) -> None:
        """Show minutes."""
        self.input.set_number(value[0])
        self.after.set_number(value[1])
