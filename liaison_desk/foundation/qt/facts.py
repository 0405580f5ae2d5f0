"""What is known of a record, name beside value, as the panes beside their lists show it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from liaison_desk.foundation.qt.buttons import LinkButton, literal
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text

_LINK_HEIGHT: Final = 20
_LABEL: Final = 84


class FactsGrid(QGridLayout):
    """Names in one column, their values in the other, which takes what is left; with ``wrap`` names too long for ``label`` break."""

    def __init__(self, ui: Ui, label: int = _LABEL, *, wrap: bool = False) -> None:
        super().__init__()
        self._ui = ui
        self._wrap = wrap
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(12)
        self.setVerticalSpacing(5)
        self.setColumnMinimumWidth(0, label)
        self.setColumnStretch(1, 1)

    def add(self, name: str, value: QWidget | str) -> None:
        """Add a fact; an empty value is none."""
        if not value:
            return
        row = self.rowCount()
        title = Text(self._ui, name, tone="t2", wrap=self._wrap)
        self.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
        shown = value if isinstance(value, QWidget) else Text(self._ui, value, wrap=True)
        if isinstance(shown, LinkButton) or shown.findChild(LinkButton):
            title.setMinimumHeight(_LINK_HEIGHT)
        # A link has a fixed width, which the whole column would take over without an alignment.
        sides = Qt.AlignmentFlag.AlignLeft if isinstance(shown, LinkButton) else Qt.AlignmentFlag(0)
        self.addWidget(shown, row, 1, sides)


def shortened(text: str, longest: int) -> str:
    """Return a text of one line, cut where it is longer than so many letters."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def fact_link(ui: Ui, words: str, longest: int, act: Callable[[], object]) -> LinkButton:
    """Return words that open something, shortened, and as high as a line of facts."""
    link = LinkButton(ui, literal(shortened(words, longest)), act)
    link.setFixedHeight(_LINK_HEIGHT)
    return link
