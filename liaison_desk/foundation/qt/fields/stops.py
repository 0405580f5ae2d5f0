"""The order of Tab through widgets that come into a form later: Qt puts them behind all others, wherever they stand."""

from collections.abc import Iterable
from itertools import chain

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class TabPlace(QWidget):
    """Keeps a place in the order of Tab for what comes later; it is never seen."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(
            Qt.FocusPolicy.TabFocus
        )  # without one Qt leaves it out of the order; hidden it is passed over
        self.hide()


def tab_through(place: QWidget, widgets: Iterable[QWidget]) -> None:
    """Let Tab go from a place through these widgets and all that is inside them, in this order."""
    window = place.window()
    for widget in chain.from_iterable((one, *one.findChildren(QWidget)) for one in widgets):
        stops = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if stops and widget.window() is window:
            QWidget.setTabOrder(place, widget)
            place = widget
