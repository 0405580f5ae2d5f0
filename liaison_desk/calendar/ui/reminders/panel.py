"""The list of reminders that are due: what is coming or going on, then what was missed; each is opened, put off or done with.

It hangs in the window, not as a pop-up window of its own. Arrows move, S puts off, D or Del has done with, Return opens,
Esc closes.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Final, Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from liaison_desk.calendar.ui.fields.moments import reader, show_moment
from liaison_desk.calendar.ui.reminders.row import ReminderRow
from liaison_desk.calendar.ui.reminders.words import later_times
from liaison_desk.calendar.words.wording import Wording, today
from liaison_desk.domain.dtg import three_zones
from liaison_desk.foundation.core.errors import InvalidError, Problem
from liaison_desk.foundation.qt.buttons import Button, ButtonKind, IconButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import Form, MomentField
from liaison_desk.foundation.qt.menus import open_below, popup_menu
from liaison_desk.foundation.qt.paint import Text, hairline
from liaison_desk.foundation.qt.reminding import Due, ReminderWords
from liaison_desk.foundation.qt.strips import paint_popover
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

WIDTH: Final = 460
MOST: Final = 50
"""Rows on show; who was away for weeks is told how many there are besides."""
_LEAST_BELOW: Final = 24


class Answering(Protocol):
    """Where reminders are answered; called on the database lane."""

    def snooze(self, keys: Sequence[Any], until: datetime) -> None:
        """Snooze reminders until an instant."""
        ...

    def dismiss(self, keys: Sequence[Any]) -> None:
        """Have done with reminders."""
        ...


class _Scroll(QScrollArea):
    """Scrolls, but leaves the arrows to the list, which moves from reminder to reminder."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


class RemindersPanel(QFrame):
    """The list, below the bell. ``service`` is asked on the database lane."""

    open_asked = Signal(object)
    """The reminder whose record should be shown."""

    def __init__(
        self, ui: Ui, wording: Wording, words_of: Callable[[Due], ReminderWords], service: Callable[[], Answering],
        window: QWidget, undo: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self.ui = ui
        self.wording = wording
        self.rows: list[ReminderRow] = []
        self.menu: QMenu | None = None
        self._words_of = words_of
        self._service = service
        self._undo = undo
        self._shown: tuple[Due, ...] = ()
        self._all: tuple[Due, ...] = ()
        self._current = 0
        self._building = False
        self._bell: QWidget | None = None
        tr = ui.language.tr
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(tr("Reminders"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 8, 8)
        head.setSpacing(8)
        self._title = Text(ui, tr("Reminders"), Size.SUBJECT, SEMIBOLD)
        self.all_button = Button(ui, tr("Dismiss all"), ButtonKind.FLAT, act=self.dismiss_all)
        self.close_button = IconButton(ui, "x", tr("Close"), key="Esc", act=self.leave)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.all_button)
        head.addWidget(self.close_button)
        outer.addLayout(head)
        outer.addWidget(hairline(ui))
        self._scroll = _Scroll()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._scroll, 1)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(hairline(ui))
        keys = tr("S snoozes · D dismisses · Enter opens · Esc closes")
        words = Text(ui, keys, Size.META, tone="t2")
        words.setContentsMargins(16, 7, 16, 8)
        foot.addWidget(words)
        outer.addWidget(self._foot)
        self.hide()
        window.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    # What the window asks ---------------------------------------------------------------------------------------------

    def show_due(self, due: Sequence[Due]) -> None:
        """Show these reminders; the keyboard stays on the one it was on, or where that was."""
        ordered = [*sorted((one for one in due if not one.missed), key=lambda one: one.starts)]
        ordered += sorted((one for one in due if one.missed), key=lambda one: one.starts, reverse=True)
        self._all = tuple(ordered)
        shown = self._all[:MOST]
        if shown != self._shown:
            current = self._shown[self._current].key if self._current < len(self._shown) else None
            keys = [one.key for one in shown]
            self._current = keys.index(current) if current in keys else max(0, min(self._current, len(keys) - 1))
            self._shown = shown
            if self.isVisible():
                focused = self.isAncestorOf(QApplication.focusWidget() or self.window())
                self._building = True  # the keyboard is nowhere for a moment, when the row it was on goes
                self._build()
                if focused:
                    self._focus()
                self._building = False
        self.tell()

    def tell(self) -> None:
        """Say again how long until each begins."""
        for row in self.rows:
            row.tell()

    def open_below(self, bell: QWidget) -> None:
        """Open below the bell with the keyboard on the first reminder."""
        self._bell = bell
        self._current = 0
        self._build()
        self.place()
        self.tell()
        self.raise_()
        self.show()
        self._focus()

    def place(self) -> None:
        """Stand below the bell, inside the window, as high as the list or the window allows."""
        window, bell = self.parentWidget(), self._bell
        if window is None or bell is None:
            return
        at = bell.mapTo(window, QPoint(0, bell.height() + 6))
        inside = self._scroll.widget()
        wanted = (inside.sizeHint().height() if inside is not None else 0) + 92
        left = max(8, min(at.x() + bell.width() - WIDTH, window.width() - WIDTH - 8))
        self.setGeometry(left, at.y(), WIDTH, min(wanted, window.height() - at.y() - _LEAST_BELOW))

    def leave(self) -> None:
        """Close and give the keyboard back to the bell."""
        had = self.isAncestorOf(QApplication.focusWidget() or self.window())
        self.hide()
        if had and self._bell is not None:
            self._bell.setFocus()

    def dismiss_all(self) -> None:
        """Have done with everything that is due."""
        self._dismiss([one.key for one in self._all])

    # Deeds ------------------------------------------------------------------------------------------------------------

    def open(self, one: Due) -> None:
        """Show what it reminds of."""
        self.leave()
        self.open_asked.emit(one)

    def dismiss(self, one: Due) -> None:
        """Have done with a reminder."""
        self._dismiss([one.key])

    def ask_later(self, row: ReminderRow) -> None:
        """Ask until when to put a reminder off."""
        tr = self.ui.language.tr
        self.menu = popup_menu(self)
        for until, words in later_times(self.wording, row.words, row.one, self.ui.clock.now()):
            self.menu.addAction(words, partial(self._put_off, row.one.key, until))
        self.menu.addSeparator()
        self.menu.addAction(tr("At another time…"), partial(self._ask_time, row.one))
        open_below(self.menu, row.snooze_button)

    def _dismiss(self, keys: Sequence[Any]) -> None:
        told = self.ui.language.count("1 reminder dismissed.", "{n} reminders dismissed.", len(keys))
        self._do(lambda: self._service().dismiss(keys), told)

    def _put_off(self, key: Any, until: datetime) -> None:
        profile = self.wording.profile()
        told = self.ui.language.tr(
            "Again at {line}.", line=three_zones(until, profile.host_zone, profile.home_zone).line
        )
        self._do(lambda: self._service().snooze([key], until), told)

    def _ask_time(self, one: Due) -> None:
        ui, tr, profile = self.ui, self.ui.language.tr, self.wording.profile()
        zone, now = profile.host_zone, ui.clock.now
        form = Form(ui, label_width=96)
        others = (profile.home_zone, "UTC")
        form.add("until", tr("Remind me at"), MomentField(
            ui, reader(lambda: zone, others, now, lambda: today(now(), zone)), lambda at: show_moment(at, zone),
            lambda at: three_zones(at, zone, profile.home_zone).line, tr("0930, 2026-11-24 0900 or 241600ZNOV26"),
        ))  # fmt: skip
        dialog = FormDialog(
            ui, tr("Snooze the reminder"), form, action=tr("Snooze"), collect=lambda: _given(form.values()["until"]),
            commit=lambda until: self._service().snooze([one.key], until), parent=self.window(), width=420,
        )  # fmt: skip
        ui.ask.form(dialog)

    def _do(self, work: Callable[[], None], told: str) -> None:
        self.ui.jobs.database.run(work, lambda _: self.ui.notify(told, self._take_back), owner=self)

    def _take_back(self) -> None:
        self.ui.jobs.database.run(self._undo, owner=self)

    # Qt ---------------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay below the bell when the window changes its size."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys act on the reminder the keyboard is on."""
        key, row = event.key(), self._row()
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif row is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._current = min(max(0, self._current + (1 if key == Qt.Key.Key_Down else -1)), len(self.rows) - 1)
            self._focus()
        elif key == Qt.Key.Key_S:
            self.ask_later(row)
        elif key in {Qt.Key.Key_D, Qt.Key.Key_Delete}:
            self.dismiss(row.one)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focus = self.focusWidget()
            if isinstance(focus, Button):
                focus.click()
            else:
                self.open(row.one)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the popover's ground."""
        del event
        paint_popover(self.ui, self)

    # Inside -----------------------------------------------------------------------------------------------------------

    def _row(self) -> ReminderRow | None:
        return self.rows[self._current] if self._current < len(self.rows) else None

    def _focus(self) -> None:
        row = self._row()
        if row is None:
            self.close_button.setFocus()
            return
        row.setFocus()
        self._on_chosen(self._current)
        self._scroll.ensureWidgetVisible(row, 0, 8)

    def _build(self) -> None:
        ui, tr = self.ui, self.ui.language.tr
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 4, 0, 6)
        column.setSpacing(0)
        self.rows = []
        missed = False
        for number, one in enumerate(self._shown):
            if one.missed and not missed:
                missed = True
                heading = Text(ui, tr("While you were away"), Size.SECONDARY, SEMIBOLD, tone="t2")
                heading.setContentsMargins(16, 10, 16, 4)
                column.addWidget(heading)
            row = ReminderRow(ui, self._words_of(one), one)
            row.chosen.connect(partial(self._on_chosen, number))
            row.open_button.clicked.connect(partial(self._on_button, self.open, number))
            row.dismiss_button.clicked.connect(partial(self._on_button, self.dismiss, number))
            row.snooze_button.clicked.connect(partial(self._on_snooze, number))
            column.addWidget(row)
            self.rows.append(row)
        words = ""
        if not self._shown:
            words = tr("There is nothing to remind you of.")
        elif len(self._all) > len(self._shown):
            words = tr("… and {n} more", n=len(self._all) - len(self._shown))
        if words:
            line = Text(ui, words, tone="t2")
            line.setContentsMargins(16, 12, 16, 12)
            column.addWidget(line)
        column.addStretch(1)
        self._scroll.setWidget(inside)
        self.all_button.setVisible(bool(self._shown))
        self._foot.setVisible(bool(self._shown))
        if self.isVisible():
            self.place()

    def _on_chosen(self, number: int) -> None:
        self._current = number
        for place, row in enumerate(self.rows):
            row.mark(place == number)

    def _on_button(self, act: Callable[[Due], None], number: int, _checked: bool = False) -> None:
        self._on_chosen(number)
        act(self._shown[number])

    def _on_snooze(self, number: int, _checked: bool = False) -> None:
        self._on_chosen(number)
        self.ask_later(self.rows[number])

    def _on_focus(self, _old: QObject | None, now: QWidget | None) -> None:
        """Close when the keyboard goes elsewhere in the window; menus and dialogs do not count."""
        if self._building or not self.isVisible() or now is None or now is self._bell:
            return
        if now.window() is not self.window():
            return
        if now is not self and not self.isAncestorOf(now):
            self.hide()
        for number, row in enumerate(self.rows):
            if row.isAncestorOf(now):
                self._on_chosen(number)


def _given(until: datetime | None) -> datetime:
    if until is None:
        raise InvalidError([Problem("until", "Type a time.")])
    return until
