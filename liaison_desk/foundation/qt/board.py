"""A board: a column a state, each a windowed list of cards; cards are dragged, or moved with Alt and an arrow.

Whoever has one says what the states are called, and paints the cards. On an ``ordered`` one a card has its place in its column,
too: it is dragged there, or pushed up and down.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QScrollBar, QVBoxLayout, QWidget

from liaison_desk.foundation.core.paging import EMPTY, Listing
from liaison_desk.foundation.qt.cards import CardDelegate, Cards
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.jobs import Lane
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.foundation.qt.windowed import WindowedModel

Line = TypeVar("Line")
State = TypeVar("State", bound=Hashable)
Lines = Callable[[Sequence[int]], Mapping[int, Line]]
_EDGE: Final = 28  # pixels at either side where a drag scrolls a board that is too wide, and at either end of a column
_PULL: Final = 30  # milliseconds from one step of that to the next


class Column(QWidget, Generic[Line]):
    """One state: its name, how many there are, its cards."""

    def __init__(
        self, ui: Ui, lane: Lane, lines: Lines[Line], spoken: Callable[[Line], str], state: Any, name: str,
        delegate: CardDelegate, *, ordered: bool, least: int,
    ) -> None:  # fmt: skip
        super().__init__()
        self._ui = ui
        self.state = state
        self.target = False
        self.model: WindowedModel[Line] = WindowedModel(lane, lines, spoken, (), self)
        self.cards = Cards(ui, self.model, delegate, name, ordered=ordered)
        self.count = Text(ui, "", Size.BODY, tone="t3", tabular=True)
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 6)
        head.setSpacing(8)
        head.addWidget(Text(ui, name, Size.BODY, SEMIBOLD))
        head.addWidget(self.count)
        head.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 6)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(self.cards, 1)
        self.setMinimumWidth(least)

    def show_listing(self, listing: Listing) -> None:
        """Show the cards of the state."""
        self.model.set_listing(listing)
        self.count.set_text(f"{len(listing):,}")

    def set_target(self, target: bool) -> None:
        """Show whether dragged cards would fall here."""
        if target is not self.target:
            self.target = target
            self.cards.ground = "accbg" if target else "side"
            self.cards.viewport().update()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sunken ground of a column, framed while cards hang over it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._ui.theme.color
        painter.setPen(QPen(color("acc"), 2) if self.target else Qt.PenStyle.NoPen)
        painter.setBrush(color("accbg" if self.target else "side"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), Size.RADIUS_PANEL, Size.RADIUS_PANEL)

    def gap_at(self, at: QPoint) -> tuple[int, int]:
        """Return before which card (from 0) a point of the screen would put others, and how far below the column's top that is."""
        cards, count = self.cards, len(self.model.listing)
        viewport = cards.viewport()
        y = viewport.mapFromGlobal(at).y()
        index = cards.indexAt(QPoint(viewport.width() // 2, y))
        row = index.row() if index.isValid() else count if y > 0 else 0
        if index.isValid() and y > cards.visualRect(index).center().y():
            row += 1
        last = cards.visualRect(self.model.index(max(0, min(row, count) - 1), 0))
        edge = last.bottom() if row and count else 0
        return row, viewport.mapTo(self, QPoint(0, max(0, min(edge, viewport.height() - 2)))).y()


class Board(QWidget, Generic[State, Line]):
    """The columns of ``states``, at least so many pixels wide; where they have no room all together, the board scrolls. ``held`` says what is dragged: how many, and the card itself if it is known.

    ``moved`` asks to put cards into a state, with where on the screen to ask what that needs, and the place (from 0) among the
    others of that state, None for one that is not ``ordered``, and for the last.
    """

    opened = Signal(int)
    current_changed = Signal(object)
    menu_wanted = Signal(object, QPoint)
    moved = Signal(list, object, QPoint, object)

    def __init__(
        self, ui: Ui, states: Sequence[tuple[State, str]], lines: Lines[Line], *, spoken: Callable[[Line], str],
        delegate: Callable[[], CardDelegate], held: Callable[[int, Line | None], str], ordered: bool = False, least: int = 150,
    ) -> None:  # fmt: skip
        super().__init__()
        self._ui = ui
        self._said = held
        self._ordered = ordered
        self._held: list[int] = []
        self._ground = QWidget()
        self._area = QScrollArea()
        self._area.setWidget(self._ground)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        row = QHBoxLayout(self._ground)
        row.setContentsMargins(14, 4, 14, 14)
        row.setSpacing(8)
        self.columns: list[Column[Line]] = [
            Column(ui, ui.jobs.database, lines, spoken, state, name, delegate(), ordered=ordered, least=least)
            for state, name in states
        ]
        for number, column in enumerate(self.columns):
            row.addWidget(column, 1)
            cards = column.cards
            cards.opened.connect(self.opened)
            cards.menu_wanted.connect(self.menu_wanted)
            cards.current_changed.connect(lambda id_, number=number: self._on_current(number, id_))
            cards.walked.connect(lambda by, number=number: self._walk(number, by))
            cards.pushed.connect(lambda by, number=number: self._push(number, by))
            cards.lifted.connect(lambda by, number=number: self._lift(number, by))
            cards.dragged.connect(lambda at, number=number: self._on_dragged(number, at))
            cards.dropped.connect(lambda at, number=number: self._on_dropped(number, at))
            cards.dropped_nowhere.connect(self._end_drag)
        self._active = 0
        self._ghost = QLabel(self)
        self._ghost.setTextFormat(Qt.TextFormat.PlainText)
        self._ghost.setContentsMargins(10, 6, 10, 6)
        surface(self._ghost, "panel")
        self._ghost.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ghost.hide()
        self._gap = _Gap(ui, self._ground)
        self._dragging = (0, QPoint())
        self._pulling = QTimer(self, interval=_PULL)
        self._pulling.timeout.connect(lambda: self._on_dragged(*self._dragging))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def column(self, state: State) -> Column[Line]:
        """Return the column of a state."""
        return next(one for one in self.columns if one.state == state)

    def show_board(self, board: Mapping[State, Listing]) -> None:
        """Show what there is in each state."""
        for column in self.columns:
            column.show_listing(board.get(column.state, EMPTY))
        if self.current_id() is None:
            self.select_first()

    def refresh(self, ids: Sequence[int]) -> None:
        """Read the cards of changed records again."""
        for column in self.columns:
            column.model.refresh(ids)

    def selected_ids(self) -> list[int]:
        """Return the records that are selected, all in one state."""
        return self.columns[self._active].cards.selected_ids()

    def copy_rows(self) -> None:
        """Copy the selected records as lines of words."""
        self.columns[self._active].cards.copy_rows()

    def current_id(self) -> int | None:
        """Return the record the keyboard is on."""
        return self.columns[self._active].cards.current_id()

    def select_id(self, id_: int) -> bool:
        """Put the keyboard on a record; false when no column that is shown has it."""
        for number, column in enumerate(self.columns):
            if not column.isHidden() and column.cards.select_id(id_):
                self._activate(number)
                return True
        return False

    def select_first(self) -> None:
        """Put the keyboard on the first record there is."""
        for number, column in enumerate(self.columns):
            if len(column.model.listing) and not column.isHidden():
                self._activate(number)
                column.cards.select_first()
                return
        self.current_changed.emit(None)

    def take_focus(self) -> None:
        """Give the keyboard to the cards."""
        self.columns[self._active].cards.setFocus(Qt.FocusReason.OtherFocusReason)

    def below_current(self) -> QPoint:
        """Return the point of the screen below the current card."""
        cards = self.columns[self._active].cards
        return cards.viewport().mapToGlobal(cards.visualRect(cards.currentIndex()).bottomLeft() + QPoint(24, -6))

    def _on_current(self, number: int, id_: int | None) -> None:
        if id_ is None and number != self._active:
            return
        if id_ is not None and number != self._active:
            self.columns[self._active].cards.clearSelection()
        if id_ is not None:
            self._activate(number)
        self.current_changed.emit(id_)

    def _activate(self, number: int) -> None:
        """Let a column have the keyboard, and bring it into sight."""
        self._active = number
        self._area.ensureWidgetVisible(self.columns[number], _EDGE, 0)

    def _neighbour(self, number: int, by: int) -> int | None:
        """Return the next column that is shown to one side; None at either end."""
        after = range(number + by, len(self.columns) if by > 0 else -1, by)
        return next((near for near in after if not self.columns[near].isHidden()), None)

    def _walk(self, number: int, by: int) -> None:
        """Go to the neighbouring state, as far down as now."""
        near = self._neighbour(number, by)
        while near is not None and not len(self.columns[near].model.listing):
            near = self._neighbour(near, by)
        if near is None:
            return
        row = self.columns[number].cards.currentIndex().row()
        there = self.columns[near].cards
        ids = self.columns[near].model.listing.ids
        there.select_id(ids[max(0, min(row, len(ids) - 1))])
        there.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_current(near, there.current_id())

    def _push(self, number: int, by: int) -> None:
        near = self._neighbour(number, by)
        ids = self.columns[number].cards.selected_ids()
        if near is not None and ids:
            self.moved.emit(ids, self.columns[near].state, self.below_current(), None)

    def _lift(self, number: int, by: int) -> None:
        column = self.columns[number]
        held = column.cards.selected_ids()
        first, staying = self._among(column, held)
        if held and 0 <= first + by <= staying:
            self.moved.emit(held, column.state, self.below_current(), first + by)

    def _among(self, column: Column[Line], held: Sequence[int]) -> tuple[int, int]:
        """Return before which of the others the first of some cards of a column stands, and how many others there are."""
        rows = [column.model.listing.ids.index(id_) for id_ in held]
        return min(rows, default=0), len(column.model.listing) - len(rows)

    def _on_dragged(self, number: int, at: QPoint) -> None:
        cards = self.columns[number].cards
        if self._ghost.isHidden():
            self._held = cards.selected_ids()
            line = self.columns[number].model.line_at(cards.currentIndex())
            words = self._said(len(self._held), line)
            self._ghost.setText(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, 220))
            self._ghost.adjustSize()
        self._ghost.move(self.mapFromGlobal(at) + QPoint(10, 8))
        self._ghost.show()
        self._ghost.raise_()
        over = self._column_at(at)
        self._dragging = number, at
        self._scroll_towards(at, over)
        for column in self.columns:
            column.set_target(column is over and (self._ordered or column is not self.columns[number]))
        if self._ordered and over is not None:
            self._gap.show_in(over, over.gap_at(at)[1])
        else:
            self._gap.hide()

    def _scroll_towards(self, at: QPoint, over: Column[Line] | None) -> None:
        """Scroll a board that is too wide, and a column with places, as long as cards are held at one of their ends."""
        pulled = _pull(self._area.horizontalScrollBar(), self.mapFromGlobal(at).x(), self.width())
        if self._ordered and over is not None:
            viewport = over.cards.viewport()
            y = viewport.mapFromGlobal(at).y()
            pulled = _pull(over.cards.verticalScrollBar(), y, viewport.height()) or pulled
        if not pulled:
            self._pulling.stop()
        elif not self._pulling.isActive():
            self._pulling.start()

    def _on_dropped(self, number: int, at: QPoint) -> None:
        over, held, column = self._column_at(at), self._held, self.columns[number]
        self._end_drag()
        if over is None or not held or (over is column and not self._ordered):
            return
        place = None
        if self._ordered:
            before = list(over.model.listing.ids)[: over.gap_at(at)[0]]
            place = len(set(before) - set(held))
            if over is column and len(held) == 1 and place == self._among(column, held)[0]:
                return  # it stands there
        self.moved.emit(held, over.state, at, place)

    def _end_drag(self) -> None:
        self._held = []
        self._pulling.stop()
        self._ghost.hide()
        self._gap.hide()
        for column in self.columns:
            column.set_target(False)

    def _column_at(self, at: QPoint) -> Column[Line] | None:
        here = self._ground.mapFromGlobal(at)
        return next((one for one in self.columns if not one.isHidden() and _reach(one).contains(here)), None)


class _Gap(QWidget):
    """A line between two cards, where those that are dragged would fall."""

    def __init__(self, ui: Ui, board: QWidget) -> None:
        super().__init__(board)
        self._ui = ui
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_in(self, column: QWidget, top: int) -> None:
        """Show the line in a column, so far below its top."""
        self.setGeometry(column.x() + 8, column.y() + top, column.width() - 16, 2)
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        del event
        QPainter(self).fillRect(self.rect(), self._ui.theme.color("acc"))


def _reach(column: QWidget) -> QRect:
    return column.geometry().adjusted(-4, 0, 4, 0)


def _pull(bar: QScrollBar, place: int, length: int) -> bool:
    """Scroll a step towards the end of a view that a place is at; false where nothing is left to scroll."""
    before = bar.value()
    bar.setValue(before + (_EDGE if place > length - _EDGE else -_EDGE if place < _EDGE else 0))
    return bar.value() != before
