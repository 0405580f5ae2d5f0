"""The agenda in the form: what is called when and for how long, in both languages, and who leads it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.domain.bilingual import Bilingual, Side
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.buttons import IconButton, PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Field, ImeLineEdit
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.meetings.records import AgendaItem
from liaison_desk.meetings.rules.agendas import called_at, read_call, read_minutes

_TIME, _MINUTES, _LEAD = 58, 46, 96
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class AgendaField(Field):
    """Rows of items. Enter adds the next, Alt and the arrows move one; the clock times follow the meeting's start.

    ``sides`` are what the host's and the home language are called.
    """

    def __init__(self, ui: Ui, sides: tuple[str, str]) -> None:
        super().__init__(ui)
        self._sides = sides
        self._start: datetime | None = None
        self._end: datetime | None = None
        self.rows: list[AgendaRow] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.add_button = PlainButton(ui, ui.language.tr("Add an item"), icon="plus", act=lambda: self._add_after(None))
        self.told = Text(ui, "", Size.SECONDARY, tone="t2", tabular=True)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self.add_button)
        foot.addWidget(self.told)
        foot.addStretch(1)
        self.body.addLayout(self._lines)
        self.body.addLayout(foot)
        self.watch(self.add_button)

    def value(self) -> tuple[AgendaItem, ...]:
        """Return the items; rows without any words are left out. Raises DeskError for what means nothing."""
        return tuple(row.value(number) for number, row in enumerate(self.rows, 1) if not row.is_empty())

    def set_value(self, value: Sequence[AgendaItem]) -> None:
        """Show items."""
        while self.rows:
            self._take(self.rows[-1])
        for item in value:
            self._insert(len(self.rows), item)
        self._show_times()

    def set_times(self, start: datetime | None, end: datetime | None) -> None:
        """Let the clock times follow the meeting's, which are wall times."""
        self._start, self._end = start, end
        for row in self.rows:
            row.set_start(start)
        self._show_times()

    def _insert(self, at: int, item: AgendaItem) -> "AgendaRow":
        row = AgendaRow(self.ui, self._sides, item, self._start)
        row.edited.connect(self._on_edited)
        row.next_wanted.connect(lambda: self._add_after(row))
        row.move_wanted.connect(lambda by: self._move(row, by))
        row.removed.connect(lambda: self._remove(row))
        self.rows.insert(at, row)
        self._lines.insertWidget(at, row)
        self._enter_at_first()
        return row

    def _enter_at_first(self) -> None:
        """Let the keyboard enter the field at its first item."""
        self.setFocusProxy(self.rows[0].call if self.rows else self.add_button)

    def _add_after(self, row: "AgendaRow | None") -> None:
        at = self.rows.index(row) + 1 if row is not None else len(self.rows)
        new = self._insert(at, AgendaItem(Bilingual()))
        self._show_times()
        new.show()
        new.titles[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _move(self, row: "AgendaRow", by: int) -> None:
        at = self.rows.index(row)
        to = max(0, min(len(self.rows) - 1, at + by))
        if to != at:
            focus = row.focusWidget()
            self.rows.insert(to, self.rows.pop(at))
            self._lines.insertWidget(to, row)
            self._enter_at_first()
            if focus is not None:
                focus.setFocus(Qt.FocusReason.OtherFocusReason)
            self._on_edited()

    def _remove(self, row: "AgendaRow") -> None:
        at = self.rows.index(row)
        self._take(row)
        near = self.rows[min(at, len(self.rows) - 1)].titles[0] if self.rows else self.add_button
        near.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_edited()

    def _take(self, row: "AgendaRow") -> None:
        self.rows.remove(row)
        self._lines.removeWidget(row)
        self._enter_at_first()
        row.hide()
        row.deleteLater()

    def _on_edited(self) -> None:
        self._show_times()
        self.changed.emit()

    def _show_times(self) -> None:
        """Show when each item is called in its turn, and whether all of them fit into the meeting."""
        items = [row.schedule() for row in self.rows]
        start, tr = self._start, self.ui.language.tr
        if start is None or not items:
            self.told.set_text("")
            return
        calls = called_at(items, start)
        for row, at in zip(self.rows, calls, strict=True):
            row.show_turn(at)
        over = calls[-1] + timedelta(minutes=items[-1].minutes)
        if self._end is not None and over > self._end:
            late = int((over - self._end).total_seconds()) // 60
            self.told.set_text(tr("until {time}, {n} min longer than the meeting", time=f"{over:%H%M}", n=late))
            self.told.set_tone("amb")
        else:
            self.told.set_text(tr("until {time}", time=f"{over:%H%M}"))
            self.told.set_tone("t2")


class AgendaRow(QWidget):
    """One item in a line."""

    edited = Signal()
    next_wanted = Signal()
    move_wanted = Signal(int)
    removed = Signal()

    def __init__(self, ui: Ui, sides: tuple[str, str], item: AgendaItem, start: datetime | None) -> None:
        super().__init__()
        self._item = item
        self._start = start
        self._after = item.after
        tr = ui.language.tr
        self.call = self._line(tr("When it is called: 0915, or +15"), _TIME)
        self.titles = tuple(self._line(tr("Item, {language}", language=side)) for side in sides)
        for title, side in zip(self.titles, sides, strict=True):
            title.setPlaceholderText(side)
        self.minutes = self._line(tr("Length in minutes"), _MINUTES)
        self.minutes.setPlaceholderText(tr("min"))
        self.lead = self._line(tr("Lead"), _LEAD)
        self.lead.setPlaceholderText(tr("Lead"))
        self.remove_button = IconButton(ui, "x", tr("Remove this item"), act=self.removed.emit)
        self.titles[0].setText(item.title.host)
        self.titles[1].setText(item.title.home)
        self.minutes.setText(str(item.minutes or ""))
        self.lead.setText(item.lead)
        self._show_call()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self.call, *self.titles, self.minutes, self.lead, self.remove_button):
            row.addWidget(widget, int(widget in self.titles))
        self.call.textEdited.connect(self._on_call)
        self.call.editingFinished.connect(self._show_call)
        for line in (*self.titles, self.minutes, self.lead):
            line.textEdited.connect(lambda _: self.edited.emit())

    def is_empty(self) -> bool:
        """Tell whether nothing at all stands in the row."""
        return not any(line.text().strip() for line in (self.call, *self.titles, self.minutes, self.lead))

    def value(self, number: int) -> AgendaItem:
        """Return the item; raises DeskError for one without a title and for times that mean nothing."""
        host, home = (line.text().strip() for line in self.titles)
        if not host and not home:
            raise DeskError("Item {number} of the agenda has no title.", number=number)
        title = self._item.title.rewritten(Side.HOST, host).rewritten(Side.HOME, home)
        minutes = read_minutes(self.minutes.text())
        return replace(self._item, title=title, after=self._read_call(), minutes=minutes, lead=self.lead.text().strip())

    def schedule(self) -> AgendaItem:
        """Return when it is called and for how long, as far as that can be read while it is being typed."""
        try:
            minutes = read_minutes(self.minutes.text())
        except DeskError:
            minutes = 0
        return AgendaItem(Bilingual(), self._after, minutes)

    def set_start(self, start: datetime | None) -> None:
        """Show the clock times of another start."""
        self._start = start
        self._show_call()

    def show_turn(self, at: datetime) -> None:
        """Show when it is called in its turn, where it does not say so itself."""
        self.call.setPlaceholderText(f"{at:%H%M}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to the next item, Alt and the arrows move this one; Backspace in an empty row takes it out."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        assert isinstance(watched, ImeLineEdit)
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if watched.composing:
            return False
        if key in _ENTER and modifiers == Qt.KeyboardModifier.NoModifier:
            self.next_wanted.emit()
        elif modifiers == Qt.KeyboardModifier.AltModifier and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.move_wanted.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Backspace and self.is_empty():
            self.removed.emit()
        else:
            return False
        return True

    def _line(self, name: str, width: int = 0) -> ImeLineEdit:
        line = ImeLineEdit()
        line.setAccessibleName(name)
        line.setToolTip(name)
        line.setMaxLength(400)
        line.installEventFilter(self)
        if width:
            line.setFixedWidth(width)
        else:
            line.setMinimumWidth(80)
        return line

    def _on_call(self) -> None:
        try:
            self._after = self._read_call()
        except DeskError:
            self._after = None
        self.edited.emit()

    def _read_call(self) -> int | None:
        """Return after how many minutes it is called: what the line shows already is not read again."""
        text = self.call.text().strip()
        if text and self._after is not None and text == self._clock():
            return self._after
        return read_call(text, self._start or datetime(2000, 1, 1))  # noqa: DTZ001 # a wall time

    def _clock(self) -> str:
        if self._after is None or self._start is None:
            return f"+{self._after}" if self._after is not None else ""
        return f"{self._start + timedelta(minutes=self._after):%H%M}"

    def _show_call(self) -> None:
        if self._after is not None:
            self.call.setText(self._clock())
