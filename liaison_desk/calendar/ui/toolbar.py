"""The head of the page: what span is shown, ways to another one, the ways to look, a new event."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liaison_desk.calendar.ui.ways import View, Way
from liaison_desk.foundation.qt.buttons import IconButton, PlainButton, PrimaryButton, Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import ImeLineEdit
from liaison_desk.foundation.qt.menus import open_below, popup_menu
from liaison_desk.foundation.qt.paint import Chip, ChipLook, Text
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

_LEFT, _RIGHT, _SPACING = 16, 18, 8
_WORDS: Final = (190, 120)


class Toolbar(QWidget):
    """Tells what the user wants; the page does it.

    Where there is little room things give way one after the other: the air between the ways, the week's number, the ways
    (folded into one button), the words of the button for a new event; at last the title is cut. What gives way is decided by the widths the words have.
    """

    stepped = Signal(int)
    today_asked = Signal()
    view_chosen = Signal(object)
    new_asked = Signal()
    words_changed = Signal(str)

    def __init__(self, ui: Ui, ways: Sequence[Way], print_span: Callable[[], None] | None = None) -> None:
        super().__init__()
        tr = ui.language.tr
        self._ui = ui
        self._ways = tuple(ways)
        self._week = ""
        self._view = self._ways[0].key
        surface(self, "surf")
        self.setFixedHeight(Size.TOOLBAR)
        self.setMinimumWidth(560)
        row = QHBoxLayout(self)
        row.setContentsMargins(_LEFT, 0, _RIGHT, 0)
        row.setSpacing(_SPACING)
        self.title = Text(ui, "", Size.TITLE, SEMIBOLD, elide=True)
        self.week = Chip(ui, "")
        self.week.hide()
        row.addWidget(self.title, 1)
        row.addWidget(self.week)
        self.words = ImeLineEdit()
        self.words.setPlaceholderText(tr("Filter"))
        self.words.setAccessibleName(tr("Filter the agenda"))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self.words_changed)
        self.words.hide()
        self.back = IconButton(
            ui, "chevron-left", tr("Earlier"), key="Page Up", bordered=True, act=lambda: self.stepped.emit(-1)
        )
        self.today = PlainButton(ui, tr("Today"), act=self.today_asked.emit)
        self.today.setToolTip(tr("Go to today ({key})", key="T"))
        self.forth = IconButton(
            ui, "chevron-right", tr("Later"), key="Page Down", bordered=True, act=lambda: self.stepped.emit(1)
        )
        self.views = Segments(ui, [(way.key, way.name) for way in ways], tr("View"))
        for way in ways:
            self.views.button(way.key).setToolTip(way.letter)
        self.views.chosen.connect(self.view_chosen)
        self.folded = PlainButton(ui, "", icon="chevron-down", act=self._open_ways)
        self.folded.hide()
        self.new = PrimaryButton(ui, tr("New event"), icon="plus", act=self.new_asked.emit)
        self.new.setAccessibleName(tr("New event"))
        self.new.setToolTip(tr("New event ({key})", key="Ctrl+N"))
        self._parts: list[QWidget] = [self.back, self.today, self.forth]
        for widget in (self.words, *self._parts, self.views, self.folded):
            row.addWidget(widget)
        if print_span is not None:
            printer = IconButton(
                ui, "printer", tr("Print a packet of these days"), key="Ctrl+P", bordered=True, act=print_span
            )
            QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self).activated.connect(print_span)
            self._parts.append(printer)
            row.addWidget(printer)
        row.addWidget(self.new)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let give way what has no room."""
        super().resizeEvent(event)
        self._fit()

    def show_span(self, title: str, week: str, view: View) -> None:
        """Say which span is shown; ``week`` is the number of a week in words, or empty."""
        self.title.set_text(title)
        self._week, self._view = week, view
        self.week.set_look(ChipLook(week))
        self.views.set_value(view)
        self.folded.setText(next(way.name for way in self._ways if way.key is view))
        self.folded.setAccessibleName(self._ui.language.tr("View: {name}", name=self.folded.text()))
        self.words.setVisible(view is View.AGENDA)
        self._fit()

    def way_menu_choices(self) -> list[tuple[View, str]]:
        """Return the ways as the folded button offers them, each with its letter."""
        return [(way.key, f"{way.name}\t{way.letter}") for way in self._ways]

    def _open_ways(self) -> None:
        menu = popup_menu(self)
        for key, words in self.way_menu_choices():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(key is self._view)
            action.triggered.connect(lambda _=False, key=key: self.view_chosen.emit(key))
        open_below(menu, self.folded)

    def _fit(self) -> None:
        """Take the first arrangement that has room for every word."""
        room = self.width()
        words = self._ui.language.tr("New event")
        agenda = self._view is View.AGENDA
        arrangements = (
            (bool(self._week), False, False, True, _WORDS[0]),
            (bool(self._week), True, False, True, _WORDS[0]),
            (False, True, False, True, _WORDS[0]),
            (bool(self._week), False, True, True, _WORDS[0]),
            (False, False, True, True, _WORDS[agenda]),
            (False, False, True, False, _WORDS[1]),
        )
        for week, tight, folded, worded, filter_width in arrangements:
            self.views.set_tight(tight)
            said = words if worded else ""
            if self._needed(week=week, folded=folded, words=said, filter_width=filter_width * agenda) <= room:
                break
        self.week.setVisible(week)
        self.views.setVisible(not folded)
        self.folded.setVisible(folded)
        self.words.setFixedWidth(filter_width)
        if self.new.text() != (words if worded else ""):
            self.new.setText(words if worded else "")
            self.new.updateGeometry()

    def _needed(self, *, week: bool, folded: bool, words: str, filter_width: int) -> int:
        """Return how wide everything is in an arrangement, with all of the title."""
        present = self.new.text()
        self.new.setText(words)
        new = self.new.sizeHint().width()
        self.new.setText(present)
        widths = [
            QFontMetrics(self.title.font()).horizontalAdvance(self.title.text_whole()) + 4,
            (self.folded if folded else self.views).sizeHint().width(),
            new,
            *(part.sizeHint().width() for part in self._parts),
        ]
        widths += [self.week.width()] if week else []
        widths += [filter_width] if filter_width else []
        return _LEFT + _RIGHT + sum(widths) + _SPACING * (len(widths) - 1)
