"""What a screen reader finds in a painted area: a list of what it shows, each line with its words and its place.

Qt asks a factory for the interface of a widget and keeps what it gets; Python must keep it too, and items, which belong to no
widget, have to be taken from Qt's list before the area goes.
"""

from abc import abstractmethod
from functools import cache

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAbstractScrollArea, QAccessibleWidget
from shiboken6 import isValid


class PaintedArea(QAbstractScrollArea):
    """A painted area that shows things in an order; what a screen reader asks of it, by their numbers in that order."""

    def __init__(self) -> None:
        super().__init__()
        self.read_as: PaintedList | None = None
        _offer_lists()

    @abstractmethod
    def read_count(self) -> int:
        """Return how many things there are."""

    @abstractmethod
    def read_words(self, number: int) -> str:
        """Return one of them in one line."""

    @abstractmethod
    def read_chosen(self, number: int) -> bool:
        """Tell whether one of them is the chosen one."""

    @abstractmethod
    def read_place(self, number: int) -> QRect:
        """Return where one of them stands in the viewport; an empty rectangle when it is out of sight."""


class PaintedItem(QAccessibleInterface):
    """One thing, by its number in the order of the area."""

    def __init__(self, whole: "PaintedList", number: int) -> None:
        super().__init__()
        self._whole = whole
        self._number = number

    def isValid(self) -> bool:
        """Tell whether there is still something of this number."""
        return self._whole.alive() and self._number < self._whole.childCount()

    def object(self) -> QObject | None:  # type: ignore[override]
        """It is painted, not a widget."""
        return None

    def parent(self) -> QAccessibleInterface:
        """Return the list."""
        return self._whole

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """It has no parts."""
        del index
        return None

    def childCount(self) -> int:
        """It has no parts."""
        return 0

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """It has no parts."""
        del x, y
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """It has no parts."""
        del child
        return -1

    def role(self) -> QAccessible.Role:
        """It is a line of a list."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Tell whether it is the chosen one."""
        state = QAccessible.State()
        state.selectable = state.focusable = True
        if self.isValid() and self._whole.area.read_chosen(self._number):
            state.selected = state.focused = True
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """Return it in one line, as the status line says it."""
        if kind is not QAccessible.Text.Name or not self.isValid():
            return ""
        return self._whole.area.read_words(self._number)

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """What is painted cannot be written into."""

    def rect(self) -> QRect:
        """Return where it stands on the screen."""
        if not self.isValid():
            return QRect()
        area = self._whole.area
        place = area.read_place(self._number)
        return QRect(area.viewport().mapToGlobal(place.topLeft()), place.size())


class PaintedList(QAccessibleWidget):
    """An area as a list of what it shows."""

    def __init__(self, area: PaintedArea) -> None:
        super().__init__(area, QAccessible.Role.List, area.accessibleName())
        self.area = area
        self._items: dict[int, PaintedItem] = {}

    def alive(self) -> bool:
        """Tell whether the area is still there."""
        return isValid(self.area)

    def childCount(self) -> int:
        """Return how many things there are."""
        return self.area.read_count()

    def child(self, index: int) -> PaintedItem | None:  # type: ignore[override]
        """Return the thing of a number."""
        if not 0 <= index < self.childCount():
            return None
        if index not in self._items:
            self._items[index] = PaintedItem(self, index)
        return self._items[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return the number of a thing; -1 for what is none of them."""
        return next((number for number, item in self._items.items() if item is child), -1)

    def forget(self) -> None:
        """Take the items from Qt's list; the area is going."""
        items, self._items = self._items, {}
        for item in items.values():
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(item))


@cache
def _offer_lists() -> None:
    """Let Qt ask for the lists of painted areas, once a process."""
    QAccessible.installFactory(_interface_of)


def _interface_of(key: str, thing: QObject) -> QAccessibleInterface | None:
    del key
    if not isinstance(thing, PaintedArea):
        return None
    found = PaintedList(thing)
    thing.read_as = found
    thing.destroyed.connect(found.forget)
    return found


def tell_chosen(area: PaintedArea, number: int) -> None:
    """Let a screen reader say that the thing of a number is chosen now."""
    event = QAccessibleEvent(area, QAccessible.Event.Focus)
    event.setChild(number)
    QAccessible.updateAccessibility(event)
