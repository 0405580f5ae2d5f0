"""Small fields of the event's form: categories with those used before, and travel there and back."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from liaison_desk.foundation.qt.buttons import LinkButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Chips, Field
from liaison_desk.foundation.qt.fields.number import NumberInput
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.paint import Text

_OFFERED: Final = 8
_LONGEST_WAY: Final = 7 * 24 * 60


class CategoriesField(Chips):
    """Words for an event; those used before are offered below, narrowed by what is typed."""

    def __init__(self, ui: Ui) -> None:
        super().__init__(ui, ui.language.tr("A word, then Return"))
        self._used: tuple[str, ...] = ()
        self._offers = QWidget()
        self._offered = FlowLayout(self._offers, gap=12)
        self.offered: tuple[str, ...] = ()
        self._offers.hide()
        self.body.addWidget(self._offers)
        self.input.textChanged.connect(lambda _: self._show_offers())

    def offer(self, used: Sequence[str]) -> None:
        """Offer words that are in use, the most used first."""
        self._used = tuple(used)
        self._show_offers()

    def _show(self) -> None:
        super()._show()
        if hasattr(self, "_offers"):
            self._show_offers()

    def _show_offers(self) -> None:
        typed = self.input.text().strip().casefold()
        chosen = set(self._chosen)
        fitting = [word for word in self._used if word not in chosen and typed in word.casefold()]
        if tuple(fitting[:_OFFERED]) == self.offered:
            return
        self.offered = tuple(fitting[:_OFFERED])
        self._offered.clear()
        for word in self.offered:
            self._offered.addWidget(LinkButton(self.ui, word, partial(self._take_offer, word)))
        self._offers.setVisible(bool(self.offered))

    def _take_offer(self, word: str) -> None:
        self.input.clear()
        self._chosen.append(word)
        self._show()
        self.input.setFocus()
        self.changed.emit()


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
