"""The left pane: a small month, the calendars with their colours and counts, the rulers that are shown."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from liaison_desk.calendar.records import Calendar
from liaison_desk.calendar.ui.grid.geometry import RULERS
from liaison_desk.calendar.ui.mini_month import MiniMonth
from liaison_desk.calendar.ui.month import shifted
from liaison_desk.calendar.ui.weeks import sunday_first
from liaison_desk.calendar.words.wording import ZULU, Wording, zone_letter
from liaison_desk.foundation.qt.buttons import Check, IconButton, LinkButton, paint_check
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.foundation.qt.paint import Text, paint_elided
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import MEDIUM, SEMIBOLD, Size

WIDTH = 232
_PAD = 16
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CheckLine(Check):
    """A check box over the pane's whole width: colour, name (cut when long), and a fact at the right."""

    edit_asked = Signal()
    delete_asked = Signal()
    alone_asked = Signal()
    shift_asked = Signal(int)

    def __init__(self, ui: Ui, name: str, fact: str = "", *, palette: str = "") -> None:
        super().__init__(ui, name)
        self._palette = palette
        self.fact = fact
        self.setFixedHeight(26)
        # A check box would not be narrower than its hint; beside a scroll bar that would cut off the fact.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(fact)

    def sizeHint(self) -> QSize:
        """As wide as the pane."""
        return QSize(WIDTH - 2 * _PAD, 26)

    def minimumSizeHint(self) -> QSize:
        """May be cut."""
        return QSize(80, 26)

    def set_fact(self, fact: str) -> None:
        """Show another fact at the right."""
        self.fact = fact
        self.setAccessibleDescription(fact)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box, name and fact."""
        del event
        theme = self._ui.theme
        painter = QPainter(self)
        color = theme.calendar(self._palette).bar if self._palette else None
        box = QRect(1, (self.height() - Size.ICON) // 2, Size.ICON, Size.ICON)
        paint_check(self._ui, painter, box, self.checkState(), enabled=self.isEnabled(), color=color)
        painter.setFont(theme.font(Size.META, tabular=True))
        painter.setPen(theme.color("t3"))
        painter.drawText(self.rect(), _RIGHT, self.fact)
        taken = QFontMetrics(painter.font()).horizontalAdvance(self.fact)
        painter.setFont(theme.font(Size.BODY))
        painter.setPen(theme.color("t1"))
        paint_elided(painter, self.rect().adjusted(Size.ICON + 10, 0, -taken - 8, 0), self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space shows or hides, F2 edits, Del deletes, arrows walk the lines, with Alt they move the calendar."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.shift_asked.emit(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_F2:
            self.edit_asked.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_J}:
            self.focusNextChild()
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_K}:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


class Sidebar(QWidget):
    """Tells what the user wants to see; the page does it."""

    shown_changed = Signal()
    rulers_changed = Signal(object)
    new_calendar_asked = Signal()
    edit_asked = Signal(object)
    delete_asked = Signal(object)
    export_asked = Signal(object)
    go_asked = Signal()
    """A date or DTG shall be typed to go to."""
    weeks_changed = Signal(bool)
    """Weeks shall begin on Sunday (or Monday)."""
    holidays_asked = Signal()
    order_asked = Signal(object)
    """Calendars in a new order, as a tuple."""

    def __init__(self, ui: Ui, wording: Wording) -> None:
        super().__init__()
        self.ui = ui
        self.wording = wording
        self.lines: dict[int, CheckLine] = {}
        self._calendars: tuple[Calendar, ...] = ()
        surface(self, "win")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_PAD, 10, _PAD, 8)
        outer.setSpacing(0)
        self.month_name = Text(ui, "", Size.BODY, SEMIBOLD)
        self.mini = MiniMonth(ui, wording)
        tr = ui.language.tr
        head = QHBoxLayout()
        head.addWidget(self.month_name, 1)
        head.addWidget(IconButton(ui, "target", tr("Go to date or DTG"), key="G", act=self.go_asked.emit))
        head.addWidget(IconButton(ui, "chevron-left", tr("Previous month"), act=partial(self._turn, -1)))
        head.addWidget(IconButton(ui, "chevron-right", tr("Next month"), act=partial(self._turn, 1)))
        head.setSpacing(0)
        outer.addLayout(head)
        outer.addSpacing(2)
        outer.addWidget(self.mini)
        outer.addSpacing(10)
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 6, 4)
        self._list.setSpacing(0)
        self.pane = QScrollArea()
        self.pane.setWidgetResizable(True)
        self.pane.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pane.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pane.setWidget(inside)
        outer.addWidget(self.pane, 1)
        self.mini.turned.connect(lambda month: self.month_name.set_text(wording.month(month)))
        self._rulers = frozenset(ui.memory.words("calendar/rulers") or RULERS)

    @property
    def rulers(self) -> tuple[str, ...]:
        """The rulers that are shown."""
        return tuple(name for name in RULERS if name in self._rulers or name == "place")

    def hidden(self) -> frozenset[int]:
        """Return the ids of calendars that are not shown; a calendar says itself what holds until the user chose."""
        kept = self.ui.memory.text("calendar/hidden", "-")
        if kept == "-":
            return frozenset(one.id for one in self._calendars if not one.visible)
        return frozenset(self.ui.memory.numbers("calendar/hidden"))

    def show_calendars(self, calendars: Sequence[Calendar]) -> None:
        """List the calendars, holidays apart, then the rulers."""
        self._calendars = tuple(calendars)
        focused = next((key for key, line in self.lines.items() if line.hasFocus()), None)
        self._clear()
        tr = self.ui.language.tr
        hidden = self.hidden()
        mine = [one for one in calendars if not one.of_holidays]
        holidays = [one for one in calendars if one.of_holidays]
        self._add_heading(tr("My calendars"), add=True)
        if not calendars:
            self._list.addWidget(Text(self.ui, tr("No calendar yet."), Size.SECONDARY, tone="t3", wrap=True))
            self._list.addWidget(LinkButton(self.ui, tr("New calendar"), self.new_calendar_asked.emit))
        for one in mine:
            self._add_calendar(one, one.id not in hidden)
        if holidays:
            self._add_heading(tr("Holidays"))
            for one in holidays:
                self._add_calendar(one, one.id not in hidden)
        self._add_heading(tr("Time rulers"))
        self._add_rulers()
        self._list.addStretch(1)
        if focused in self.lines:
            self.lines[focused].setFocus()

    def show_counts(self, counts: Mapping[int, int]) -> None:
        """Show how much of each calendar lies in the shown span."""
        for key, line in self.lines.items():
            line.set_fact(str(counts.get(key, 0)))

    def _add_heading(self, words: str, *, add: bool = False) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 8, 0, 0)
        row.addWidget(Text(self.ui, words, Size.META, MEDIUM, tone="t3"), 1)
        if add:
            row.addWidget(
                IconButton(self.ui, "plus", self.ui.language.tr("New calendar"), act=self.new_calendar_asked.emit)
            )
        holder = QWidget()
        holder.setLayout(row)
        holder.setFixedHeight(34)
        self._list.addWidget(holder)

    def _add_calendar(self, calendar: Calendar, shown: bool) -> None:
        line = CheckLine(self.ui, self.wording.calendar(calendar), palette=calendar.palette)
        line.setChecked(shown)
        line.toggled.connect(self._on_toggled)
        line.edit_asked.connect(partial(self.edit_asked.emit, calendar))
        line.delete_asked.connect(partial(self.delete_asked.emit, calendar))
        line.shift_asked.connect(partial(self._shift, calendar))
        line.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        line.customContextMenuRequested.connect(partial(self._open_menu, calendar, line))
        self.lines[calendar.id] = line
        self._list.addWidget(line)

    def _add_rulers(self) -> None:
        profile = self.wording.profile()
        now = self.ui.clock.now()
        names = {
            "place": (self.wording.place_name(now, short=False), profile.host_zone),
            "zulu": (self.ui.language.tr("Zulu"), ZULU),
            "home": (self.wording.home_name(), profile.home_zone),
        }
        for key, (name, zone) in names.items():
            line = CheckLine(self.ui, name, zone_letter(zone, now))
            line.setChecked(key in self._rulers or key == "place")
            line.setEnabled(key != "place")
            line.toggled.connect(partial(self._on_ruler, key))
            self._list.addWidget(line)

    def _clear(self) -> None:
        self.lines = {}
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _turn(self, by: int) -> None:
        self.mini.turn(shifted(self.mini.month, by))

    def _on_toggled(self) -> None:
        self._keep_hidden()
        self.shown_changed.emit()

    def _keep_hidden(self) -> None:
        self.ui.memory.keep("calendar/hidden", [key for key, line in self.lines.items() if not line.isChecked()])

    def _on_ruler(self, key: str, on: bool) -> None:
        self._rulers = self._rulers | {key} if on else self._rulers - {key}
        self.ui.memory.keep("calendar/rulers", self.rulers)
        self.rulers_changed.emit(self.rulers)

    def show_again(self, calendar_id: int) -> None:
        """Tick a calendar that was hidden, for something of it is to be seen."""
        line = self.lines.get(calendar_id)
        if line is not None and not line.isChecked():
            line.blockSignals(True)
            line.setChecked(True)
            line.blockSignals(False)
            line.update()
            self._keep_hidden()

    def _show_alone(self, calendar: Calendar) -> None:
        for key, line in self.lines.items():
            line.blockSignals(True)
            line.setChecked(key == calendar.id)
            line.blockSignals(False)
            line.update()
        self._on_toggled()

    def _open_menu(self, calendar: Calendar, line: CheckLine, at: QPoint) -> None:
        self.menu(calendar).popup(line.mapToGlobal(at))

    def menu(self, calendar: Calendar) -> QMenu:
        """Return what can be done with a calendar."""
        tr, icons = self.ui.language.tr, self.ui.icons
        menu = popup_menu(self)
        menu.addAction(icons.icon("eye"), tr("Show only this one"), partial(self._show_alone, calendar))
        menu.addAction(icons.icon("pencil"), tr("Edit calendar…"), partial(self.edit_asked.emit, calendar))
        number, group = self._place_of(calendar)
        for words, icon, by, possible in (
            (tr("Move up"), "arrow-up", -1, number > 0), (tr("Move down"), "arrow-down", 1, number < len(group) - 1),
        ):  # fmt: skip
            action = menu.addAction(icons.icon(icon), words, partial(self._shift, calendar, by))
            action.setShortcut("Alt+Up" if by < 0 else "Alt+Down")
            action.setEnabled(possible)
        menu.addAction(icons.icon("flag"), tr("Add holidays of a nation…"), self.holidays_asked.emit)
        menu.addAction(icons.icon("file-up"), tr("Export calendar…"), partial(self.export_asked.emit, calendar))
        menu.addSeparator()
        menu.addAction(icons.icon("trash-2", "red"), tr("Delete calendar…"), partial(self.delete_asked.emit, calendar))
        return menu

    def add_options(self, menu: QMenu) -> None:
        """Add to a menu how one goes to a date, and what weeks begin on."""
        tr = self.ui.language.tr
        menu.addAction(self.ui.icons.icon("target"), tr("Go to date or DTG…") + "\tG", self.go_asked.emit)
        sunday = menu.addAction(tr("Week begins on Sunday"))
        sunday.setCheckable(True)
        sunday.setChecked(sunday_first(self.ui.memory))
        sunday.toggled.connect(self.weeks_changed)

    def _place_of(self, calendar: Calendar) -> tuple[int, list[Calendar]]:
        """Return where a calendar stands among those it is listed with."""
        group = [one for one in self._calendars if one.of_holidays == calendar.of_holidays]
        return next((number for number, one in enumerate(group) if one.id == calendar.id), 0), group

    def _shift(self, calendar: Calendar, by: int) -> None:
        """Ask for a calendar to stand before the one above, or after the one below."""
        number, group = self._place_of(calendar)
        if not 0 <= number + by < len(group):
            return
        group[number], group[number + by] = group[number + by], group[number]
        mine = group if not calendar.of_holidays else [one for one in self._calendars if not one.of_holidays]
        holidays = group if calendar.of_holidays else [one for one in self._calendars if one.of_holidays]
        self.order_asked.emit((*mine, *holidays))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The pane offers how days are shown."""
        menu = popup_menu(self)
        self.add_options(menu)
        menu.popup(event.globalPos())
        event.accept()
