"""What a screen reader finds in a painted view of the calendar: a list of its events, each with its words and its place.

Qt asks a factory for the interface of a widget and keeps what it gets; Python must keep it too, and items, which belong to no
widget, have to be taken from Qt's list before the view goes.
"""

from abc import abstractmethod
from functools import cache

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QAbstractScrollArea, QAccessibleWidget
from shiboken6 import isValid

from liaison_desk.calendar.records import Occurrence


class EventArea(QAbstractScrollArea):
    """A painted area that shows occurrences; what a screen reader asks of it."""

    def __init__(self) -> None:
        super().__init__()
        self.occurrences: tuple[Occurrence, ...] = ()
        self.events: EventList | None = None
        _offer_events()

    @abstractmethod
    def reading_order(self) -> list[Occurrence]:
        """Return what is shown, in the order it is read."""

    @abstractmethod
    def is_selected(self, occurrence: Occurrence) -> bool:
        """Tell whether an occurrence is the chosen one."""

    @abstractmethod
    def said(self, one: Occurrence) -> str:
        """Return an occurrence in one line."""

    @abstractmethod
    def place_of(self, occurrence: Occurrence) -> QRect:
        """Return where an occurrence stands in the viewport; an empty rectangle when it is out of sight."""


class EventItem(QAccessibleInterface):
    """One event, by its place in the reading order of the view."""

    def __init__(self, events: "EventList", number: int) -> None:
        super().__init__()
        self._events = events
        self._number = number

    def isValid(self) -> bool:
        """Tell whether there is still an event at this place."""
        return self._events.alive() and self._number < self._events.childCount()

    def object(self) -> QObject | None:  # type: ignore[override]
        """An event is painted, not a widget."""
        return None

    def parent(self) -> QAccessibleInterface:
        """Return the list."""
        return self._events

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """An event has no parts."""
        del index
        return None

    def childCount(self) -> int:
        """An event has no parts."""
        return 0

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """An event has no parts."""
        del x, y
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """An event has no parts."""
        del child
        return -1

    def role(self) -> QAccessible.Role:
        """An event is a line of a list."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Tell whether the event is the chosen one."""
        state = QAccessible.State()
        state.selectable = state.focusable = True
        if self.isValid() and self._events.view.is_selected(self._events.view.reading_order()[self._number]):
            state.selected = state.focused = True
        return state

    def text(self, kind: QAccessible.Text) -> str:
        """Return the event in one line, as the status line says it."""
        if kind is not QAccessible.Text.Name or not self.isValid():
            return ""
        view = self._events.view
        return view.said(view.reading_order()[self._number])

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """A painted event cannot be written into."""

    def rect(self) -> QRect:
        """Return where the event stands on the screen."""
        if not self.isValid():
            return QRect()
        view = self._events.view
        place = view.place_of(view.reading_order()[self._number])
        return QRect(view.viewport().mapToGlobal(place.topLeft()), place.size())


class EventList(QAccessibleWidget):
    """A view as a list of what it shows."""

    def __init__(self, view: EventArea) -> None:
        super().__init__(view, QAccessible.Role.List, view.accessibleName())
        self.view = view
        self._items: dict[int, EventItem] = {}

    def alive(self) -> bool:
        """Tell whether the view is still there."""
        return isValid(self.view)

    def childCount(self) -> int:
        """Return how many events there are."""
        return len(self.view.occurrences)

    def child(self, index: int) -> EventItem | None:  # type: ignore[override]
        """Return the event at a place of the reading order."""
        if not 0 <= index < self.childCount():
            return None
        if index not in self._items:
            self._items[index] = EventItem(self, index)
        return self._items[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Return the place of an event; -1 for what is none of them."""
        return next((number for number, item in self._items.items() if item is child), -1)

    def forget(self) -> None:
        """Take the items from Qt's list; the view is going."""
        items, self._items = self._items, {}
        for item in items.values():
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(item))


@cache
def _offer_events() -> None:
    """Let Qt ask for the lists of events, once a process."""
    QAccessible.installFactory(_interface_of)


def _interface_of(key: str, thing: QObject) -> QAccessibleInterface | None:
    del key
    if not isinstance(thing, EventArea):
        return None
    events = EventList(thing)
    thing.events = events
    thing.destroyed.connect(events.forget)
    return events


def tell_chosen(view: EventArea, number: int) -> None:
    """Let a screen reader say that the event at a place of the reading order is chosen now."""
    event = QAccessibleEvent(view, QAccessible.Event.Focus)
    event.setChild(number)
    QAccessible.updateAccessibility(event)
