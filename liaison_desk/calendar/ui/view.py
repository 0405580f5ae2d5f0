"""What week, month and agenda have in common: the occurrences shown, the chosen one, the keys that act on it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from liaison_desk.calendar.records import Calendar, Occurrence
from liaison_desk.calendar.ui.layout import is_bar
from liaison_desk.calendar.ui.wording import Wording, today
from liaison_desk.foundation.qt.context import Ui

Key = tuple[str, datetime]

_MODIFIERS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def key_of(occurrence: Occurrence) -> Key:
    """Return what identifies an occurrence also after it was read again."""
    return occurrence.uid, occurrence.at


class CalendarView(QAbstractScrollArea):
    """A painted view of occurrences. J and K (and what arrows mean in the view) walk them in reading order."""

    opened = Signal(object, QRect)
    """An Occurrence to show, and where it stands on the screen."""
    chosen = Signal(object)
    """The Occurrence now chosen, or None."""
    edit_asked = Signal(object)
    delete_asked = Signal(object)
    menu_asked = Signal(object, QPoint)
    new_asked = Signal(object, object, bool)
    """Wall times of the place for a new event (naive start and end), and whether it lasts whole days."""
    moved = Signal(object, object, object)
    """An Occurrence and the instants (aware, UTC) it shall begin and end at."""
    told = Signal(str)
    """What the status line should say while something is being done."""
    day_asked = Signal(object)
    """A date to show by itself."""

    def __init__(self, ui: Ui, wording: Wording, name: str) -> None:
        super().__init__()
        self.ui = ui
        self.wording = wording
        self.occurrences: tuple[Occurrence, ...] = ()
        self.first = today(ui.clock.now(), wording.profile().host_zone)
        self.days = 1
        self._chosen: Key | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.viewport().setMouseTracking(True)

    def show_span(self, occurrences: Sequence[Occurrence], first: date, days: int) -> None:
        """Show what happens on ``days`` days from ``first`` on; the chosen occurrence stays chosen if it is there."""
        self.occurrences = tuple(occurrences)
        self.first, self.days = first, days
        self.lay_out()
        self._tell_chosen()
        self.viewport().update()

    def lay_out(self) -> None:
        """Compute where everything stands; called when the occurrences or the size change."""

    def place_of(self, occurrence: Occurrence) -> QRect:
        """Return where an occurrence stands in the viewport; an empty rectangle when it is out of sight."""
        raise NotImplementedError

    def reveal(self, occurrence: Occurrence) -> None:
        """Scroll so that an occurrence can be seen."""

    def selected(self) -> Occurrence | None:
        """Return the chosen occurrence."""
        return next((one for one in self.occurrences if key_of(one) == self._chosen), None)

    def is_selected(self, occurrence: Occurrence) -> bool:
        """Tell whether an occurrence is the chosen one."""
        return key_of(occurrence) == self._chosen

    def select(self, occurrence: Occurrence | None) -> None:
        """Choose an occurrence, or none."""
        self._chosen = key_of(occurrence) if occurrence is not None else None
        if occurrence is not None:
            self.reveal(occurrence)
        self._tell_chosen()
        self.viewport().update()

    def select_event(self, event_id: int, starts: datetime | None = None) -> None:
        """Choose the shown occurrence of an event that begins at ``starts``, else its first."""
        shown = [one for one in self.occurrences if one.event_id == event_id]
        self.select(next((one for one in shown if one.starts == starts), shown[0] if shown else None))

    def open_selected(self) -> None:
        """Show the chosen occurrence."""
        one = self.selected()
        if one is not None:
            place = self.place_of(one)
            self.opened.emit(one, QRect(self.viewport().mapToGlobal(place.topLeft()), place.size()))

    def look_at(self, day: date, first: date) -> None:
        """Put the cursor on a day of the span that begins with ``first`` and is read next."""

    def sees(self, number: int) -> bool:
        """Tell whether an occurrence (its place in the list) lies in the days that are shown; more may have been read."""
        return 0 <= number < len(self.occurrences)

    def look_at_minute(self, minute: int) -> None:
        """Put the cursor on a minute of its day, in views that show hours."""

    def know(self, calendars: Sequence[Calendar], people: Mapping[int, Sequence[tuple[int, str]]]) -> None:
        """Take the calendars that are shown, and the contacts of events (id, name), before a span is shown."""

    def begin_weeks(self, *, sunday: bool) -> None:
        """Let weeks begin on Sunday or Monday, in views that lay them out themselves."""

    def cursor_day(self) -> date | None:
        """Return the day the cursor is on; ``None`` where there is no cursor."""
        return None

    def ask_new(self) -> None:
        """Ask for a new event where the cursor is."""

    def step(self, by: int) -> None:
        """Choose the next or the previous occurrence in reading order."""
        order = self.reading_order()
        if not order:
            return
        one = self.selected()
        if one is None:
            self.select(order[0 if by > 0 else -1])
        else:
            place = next(number for number, other in enumerate(order) if key_of(other) == key_of(one))
            self.select(order[max(0, min(len(order) - 1, place + by))])

    def reading_order(self) -> list[Occurrence]:
        """Return the occurrences by day, whole-day ones first."""
        return sorted(self.occurrences, key=lambda one: (one.starts.date(), not is_bar(one), one.starts, one.ends))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, F2 edits, Del deletes, N makes a new one, J and K walk, Esc lets go."""
        if event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            event.ignore()  # the page turns to the next span
        elif not self._act(event.key(), event.modifiers()):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The Menu key and the right button offer what can be done with an event."""
        one = self.selected()
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            one = self.occurrence_at(event.pos())
            self.select(one)
            at = event.globalPos()
        else:
            at = self.viewport().mapToGlobal(self.place_of(one).center()) if one is not None else event.globalPos()
        self.menu_asked.emit(one, at)

    def occurrence_at(self, at: QPoint) -> Occurrence | None:
        """Return the topmost occurrence at a point of the viewport."""
        raise NotImplementedError

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _act(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        one = self.selected()
        if modifiers & _MODIFIERS:
            return False
        match key:
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.open_selected() if one is not None else self.ask_new()
            case Qt.Key.Key_N:
                self.ask_new()
            case Qt.Key.Key_J:
                self.step(1)
            case Qt.Key.Key_K:
                self.step(-1)
            case Qt.Key.Key_F2 if one is not None:
                self.edit_asked.emit(one)
            case Qt.Key.Key_Delete if one is not None:
                self.delete_asked.emit(one)
            case Qt.Key.Key_Escape if one is not None:
                self.select(None)
            case _:
                return False
        return True

    def _tell_chosen(self) -> None:
        one = self.selected()
        self.setAccessibleDescription(self.wording.line(one) if one is not None else "")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.chosen.emit(one)
