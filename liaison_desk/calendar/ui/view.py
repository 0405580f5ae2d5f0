"""What week, month and agenda have in common: the occurrences shown, the chosen one, the keys that act on it."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QFrame, QToolTip

from liaison_desk.calendar.records import Calendar, Occurrence
from liaison_desk.calendar.rules import clashing, conflicts
from liaison_desk.calendar.rules.days import is_bar
from liaison_desk.calendar.ui import tips
from liaison_desk.calendar.ui.accessible import EventArea, tell_chosen
from liaison_desk.calendar.ui.drag import STEP, Cast, DayDrag, nudged
from liaison_desk.calendar.ui.dropped import cards_in
from liaison_desk.calendar.words.wording import Wording, today
from liaison_desk.domain.duty import Duties
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.style import plain_tip

Key = tuple[str, datetime]

_ARROWS: Final = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})
_MODIFIERS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def key_of(occurrence: Occurrence) -> Key:
    """Return what identifies an occurrence also after it was read again."""
    return occurrence.uid, occurrence.at


class CalendarView(EventArea):
    """A painted view of occurrences. J and K (and what arrows mean in the view) walk them in reading order.

    With Alt the arrows move the chosen one, with Alt+Shift its end: by what ``nudges`` says, in days and minutes.
    ``duties`` are the duty hours of the shown span; whoever shows a span sets them before.
    """

    nudges: Mapping[int, tuple[int, int]] = MappingProxyType(
        {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -STEP), Qt.Key.Key_Down: (0, STEP)}
    )

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
    copied = Signal(object, object, object)
    """An Occurrence, and the instants (aware, UTC) a copy of it shall begin and end at."""
    recast_asked = Signal(object, object)
    """An Occurrence, and the Cast it shall have: from hours to whole days, or the other way round."""
    people_dropped = Signal(object, object)
    """An Occurrence, and the vCards (bytes) of the contacts dropped on it."""
    meeting_asked = Signal(object, object)
    """A Cast, and the vCards (bytes) of the contacts a new event there shall have."""
    carried_out = Signal(object)
    """An Occurrence that is being dragged out of the window."""
    told = Signal(str)
    """What the status line should say while something is being done."""
    day_asked = Signal(object)
    """A date to show by itself."""

    def __init__(self, ui: Ui, wording: Wording, name: str) -> None:
        super().__init__()
        self.ui = ui
        self.wording = wording
        self.first = today(ui.clock.now(), wording.profile().host_zone)
        self.days = 1
        self.duties = Duties()
        self.clashes: Mapping[int, int] = {}
        self._chosen: Key | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.viewport().setMouseTracking(True)
        self.takes_people = self.carries = False
        self.viewport().setAcceptDrops(True)

    def show_span(
        self, occurrences: Sequence[Occurrence], first: date, days: int, clashes: Mapping[int, int] | None = None
    ) -> None:
        """Show what happens on ``days`` days from ``first`` on; the chosen occurrence stays chosen if it is there.

        ``clashes`` are the conflicts among these occurrences, where they are known already.
        """
        self.occurrences = tuple(occurrences)
        self.first, self.days = first, days
        self.clashes = conflicts(self.occurrences) if clashes is None else clashes
        self.lay_out()
        self._tell_chosen()
        self.viewport().update()

    def lay_out(self) -> None:
        """Compute where everything stands; called when the occurrences or the size change."""

    def reveal(self, occurrence: Occurrence) -> None:
        """Scroll so that an occurrence can be seen."""

    def selected(self) -> Occurrence | None:
        """Return the chosen occurrence."""
        return next((one for one in self.occurrences if key_of(one) == self._chosen), None)

    def is_selected(self, occurrence: Occurrence) -> bool:
        """Tell whether an occurrence is the chosen one."""
        return key_of(occurrence) == self._chosen

    def select(self, occurrence: Occurrence | None, *, reveal: bool = True) -> None:
        """Choose an occurrence, or none; without ``reveal`` nothing is scrolled (what is under the pointer must stay there)."""
        self._chosen = key_of(occurrence) if occurrence is not None else None
        if occurrence is not None and reveal:
            self.reveal(occurrence)
        self._tell_chosen()
        self.viewport().update()

    def select_event(self, event_id: int, starts: datetime | None = None) -> None:
        """Choose the shown occurrence of an event that begins at ``starts``, else its first."""
        shown = [one for one in self.occurrences if one.event_id == event_id]
        self.select(next((one for one in shown if one.starts == starts), shown[0] if shown else None))

    def open_selected(self) -> None:
        """Show the chosen occurrence; of a holiday all there is to say is a tool tip."""
        one = self.selected()
        if one is None:
            return
        place = self.place_of(one)
        if one.holiday:
            QToolTip.showText(self.viewport().mapToGlobal(place.bottomLeft()), self._tip_of(one), self)
            return
        self.opened.emit(one, QRect(self.viewport().mapToGlobal(place.topLeft()), place.size()))

    def said(self, one: Occurrence) -> str:
        """Return an occurrence in one line, with what it overlaps with."""
        return tips.line(self.wording, one, clashing(one, self.occurrences))

    def tip_at(self, at: QPoint) -> str:
        """Return what the tool tip at a point of the viewport says."""
        one = self.occurrence_at(at)
        return self._tip_of(one) if one is not None else ""

    def _tip_of(self, one: Occurrence) -> str:
        return plain_tip(tips.tip(self.wording, one, clashing(one, self.occurrences)))

    def viewportEvent(self, event: QEvent) -> bool:
        """Say in a tool tip what an event is."""
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self.viewport())
            return True
        return super().viewportEvent(event)

    def bar_tip(self, one: Occurrence | None) -> str:
        """Return what the tool tip of an occurrence that stands outside the viewport says."""
        return self._tip_of(one) if one is not None else ""

    def tell_days(self, drag: DayDrag, *, copying: bool) -> None:
        """Say in the status line what a drag over days would do if it ended now."""
        one, tr = drag.occurrence, self.ui.language.tr
        first, last = (self.first + timedelta(days=day) for day in (drag.first, drag.last))
        if one is None or one.all_day:
            words = (
                self.wording.day(first) if first == last else f"{self.wording.day(first)} – {self.wording.day(last)}"
            )
        else:
            words = self.wording.times(*drag.result(self.wording.profile().host_zone))
        self.told.emit(tr("Copy to {when}", when=words) if copying else words)

    def finish_days(self, drag: DayDrag, *, copying: bool) -> None:
        """Do what a drag over days means: a new event of whole days, a copy, or another time."""
        one = drag.occurrence
        if one is None:
            begin = datetime.combine(self.first, datetime.min.time())
            self.new_asked.emit(begin + timedelta(days=drag.first), begin + timedelta(days=drag.last + 1), True)
            return
        starts, ends = drag.result(self.wording.profile().host_zone)
        if copying:
            self.copied.emit(one, starts, ends)
        elif (starts, ends) != (one.starts, one.ends):
            self.moved.emit(one, starts, ends)
        else:
            self._tell_chosen()

    def nudge(self, days: int, minutes: int, *, resize: bool) -> None:
        """Move the chosen occurrence, or with ``resize`` its end, by days or minutes."""
        one = self.selected()
        after = nudged(one, days, minutes, self.wording.profile().host_zone, resize=resize) if one is not None else None
        if after is not None:
            self.moved.emit(one, *after)

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

    def event(self, event: QEvent) -> bool:
        """Claim the arrows that move the chosen event before the window goes back or forward by them."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            one, alt = self.selected(), event.modifiers() & Qt.KeyboardModifier.AltModifier
            if alt and event.key() in _ARROWS and one is not None and not one.holiday:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, F2 edits, Del deletes, N makes a new one, J and K walk, Esc lets go; Alt with arrows moves."""
        modifiers = event.modifiers()
        if modifiers & Qt.KeyboardModifier.AltModifier and event.key() in self.nudges:
            days, minutes = self.nudges[event.key()]
            self.nudge(days, minutes, resize=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
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

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take contacts; what else is dragged in is the window's."""
        if self.takes_people and cards_in(event.mimeData()):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Contacts can be dropped on an event, which is chosen to show it, or on empty ground, whose time is said."""
        at = event.position().toPoint()
        self.offer_people(event, self.occurrence_at(at), self.ground_at(at))

    def dropEvent(self, event: QDropEvent) -> None:
        """Contacts dropped on an event are invited to it; on empty ground they are those of a new one."""
        at = event.position().toPoint()
        self.take_people(event, self.occurrence_at(at), self.ground_at(at))

    def ground_at(self, at: QPoint) -> Cast | None:
        """Return when an event would be that is made at a point of the viewport; None where none can be."""
        del at
        return None

    def offer_people(self, event: QDragMoveEvent, one: Occurrence | None, ground: Cast | None) -> None:
        """Show what contacts that are dragged would be dropped on: an event, or empty ground."""
        if one is not None and one.holiday:
            one = None
        if one is None and ground is None:
            event.ignore()
            return
        self.select(one, reveal=False)
        if ground is not None and one is None:
            words = tips.cast_words(self.wording, ground)
            self.told.emit(self.ui.language.tr("New event: {when}", when=words))
        event.acceptProposedAction()

    def take_people(self, event: QDropEvent, one: Occurrence | None, ground: Cast | None) -> None:
        """Say on what contacts were dropped: after the drag has ended, for a question may follow."""
        cards = cards_in(event.mimeData())
        if not cards or (one is None and ground is None):
            return
        event.acceptProposedAction()
        if one is not None and not one.holiday:
            QTimer.singleShot(0, self, lambda: self.people_dropped.emit(one, cards))
        elif ground is not None:
            QTimer.singleShot(0, self, lambda: self.meeting_asked.emit(ground, cards))

    def leaves(self, one: Occurrence | None, event: QMouseEvent) -> bool:
        """Tell whether an event that is dragged has left the window, and ask for it to be carried on as a file."""
        where = event.globalPosition().toPoint()
        if not self.carries or one is None or one.holiday or self.window().frameGeometry().contains(where):
            return False
        self.carried_out.emit(one)
        return True

    @abstractmethod
    def occurrence_at(self, at: QPoint) -> Occurrence | None:
        """Return the topmost occurrence at a point of the viewport."""

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
        self.setAccessibleDescription(self.said(one) if one is not None else "")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        if one is not None and self.hasFocus() and QAccessible.isActive():
            order = [key_of(other) for other in self.reading_order()]
            if self._chosen in order:
                tell_chosen(self, order.index(self._chosen))
        self.chosen.emit(one)
