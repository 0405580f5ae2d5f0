"""What a screen reader finds in a painted view of the calendar: a list of its events, each with its words and its place."""

from abc import abstractmethod

from PySide6.QtCore import QRect

from liaison_desk.calendar.records import Occurrence
from liaison_desk.foundation.qt.painted import PaintedArea, tell_chosen

__all__ = ["EventArea", "tell_chosen"]


class EventArea(PaintedArea):
    """A painted area that shows occurrences; what a screen reader asks of it."""

    def __init__(self) -> None:
        super().__init__()
        self.occurrences: tuple[Occurrence, ...] = ()

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

    def read_count(self) -> int:
        """Return how many events there are."""
        return len(self.occurrences)

    def read_words(self, number: int) -> str:
        """Return an event in one line, as the status line says it."""
        return self.said(self.reading_order()[number])

    def read_chosen(self, number: int) -> bool:
        """Tell whether an event is the chosen one."""
        return self.is_selected(self.reading_order()[number])

    def read_place(self, number: int) -> QRect:
        """Return where an event stands in the viewport."""
        return self.place_of(self.reading_order()[number])
