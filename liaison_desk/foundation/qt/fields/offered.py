"""Chips with offers: a word is added by a click, or typed."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from liaison_desk.foundation.qt.buttons import LinkButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields.choices import Chips
from liaison_desk.foundation.qt.flow import FlowLayout

_OFFERED: Final = 8


class OfferedChips(Chips):
    """A set of words of which the usual ones are offered below, narrowed by what is typed."""

    def __init__(self, ui: Ui, placeholder: str = "") -> None:
        super().__init__(ui, placeholder)
        self._used: tuple[str, ...] = ()
        self._offers = QWidget()
        self._offered = FlowLayout(self._offers, gap=12)
        self.offered: tuple[str, ...] = ()
        self._offers.hide()
        self.body.addWidget(self._offers)
        self.input.textChanged.connect(lambda _: self._show_offers())

    def offer(self, used: Sequence[str]) -> None:
        """Offer words, the most usual first."""
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
            button = LinkButton(self.ui, word, partial(self._take_offer, word))
            button.setFocusPolicy(
                Qt.FocusPolicy.TabFocus
            )  # a click must not leave the line, which adds what is typed so far
            self._offered.addWidget(button)
        self._offers.setVisible(bool(self.offered))

    def _take_offer(self, word: str) -> None:
        self.input.clear()
        self._chosen.append(word)
        self._show()
        self.input.setFocus()
        self.changed.emit()
