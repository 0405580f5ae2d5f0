"""Going to a date or a time: what is typed is read as everywhere on the desk, and shown in three zones before one goes."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from liaison_desk.calendar.words.wording import ZULU, Wording
from liaison_desk.domain.dtg import DtgStyle, format_dtg
from liaison_desk.domain.typed import TypedTime, parse_time
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.lines import ImeLineEdit
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import MEDIUM, SEMIBOLD, Size

WIDTH: Final = 380


class GoTo(QFrame):
    """A field that floats over the page. Return goes where it says, Esc closes it."""

    taken = Signal(object)
    """The TypedTime to go to."""

    def __init__(self, ui: Ui, wording: Wording, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        tr = ui.language.tr
        self._ui = ui
        self._wording = wording
        self.found: TypedTime | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(tr("Go to date or DTG"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(Text(ui, tr("Go to date or DTG"), Size.BODY, SEMIBOLD))
        self.input = ImeLineEdit()
        self.input.setPlaceholderText(tr("15 dec, 231430ZNOV26, tue 1400, +3w"))
        self.input.setAccessibleName(tr("Go to date or DTG"))
        self.input.textChanged.connect(self._on_typed)
        column.addWidget(self.input)
        self.said = Text(ui, "", Size.SECONDARY, tone="t2", wrap=True)
        column.addWidget(self.said)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(14)
        self.grid.setVerticalSpacing(4)
        self.grid.setColumnStretch(2, 1)
        self.rows = [
            (Text(ui, "", Size.SECONDARY, tone="t2"), Text(ui, "", Size.SECONDARY, MEDIUM, tabular=True),
             Text(ui, "", Size.SECONDARY, mono=True, tone="t2"))
            for _ in range(3)
        ]  # fmt: skip
        for number, row in enumerate(self.rows):
            for place, label in enumerate(row):
                self.grid.addWidget(label, number, place)
        column.addLayout(self.grid)
        self.setFocusProxy(self.input)
        self._on_typed("")

    def show_below(self, at: QPoint) -> None:
        """Show with the top left corner at a point of the screen, moved so that all of it can be seen."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(at) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        self.move(min(at.x(), room.right() - self.width() - 8), min(at.y(), room.bottom() - self.height() - 8))
        self.show()
        self.input.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return goes, Esc closes."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.found is not None:
                found = self.found
                self.close()
                self.taken.emit(found)
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint an opaque, bordered ground, as the popover of an event has."""
        del event
        painter = QPainter(self)
        painter.setPen(self._ui.theme.color("ctl"))
        painter.setBrush(self._ui.theme.color("surf"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _on_typed(self, text: str) -> None:
        """Show what was understood, or why nothing was; while nothing is typed, how one can type."""
        tr, profile = self._ui.language.tr, self._wording.profile()
        self.found, words, tone = (
            None,
            tr("A date, a weekday, a time with its zone letter, or days and weeks from now."),
            "t3",
        )
        if text.strip():
            try:
                self.found = parse_time(text, (profile.host_zone, profile.home_zone), self._ui.clock.now())
                words, tone = tr("Return goes there."), "t2"
                if self.found.all_day:
                    words = f"{self._wording.day(self.found.wall.date(), year=True)} · {words}"
            except DeskError as error:
                words, tone = self._ui.words(error), "amb"
        self.said.set_text(words)
        self.said.set_tone(tone)
        self._show_zones(self.found)

    def _show_zones(self, found: TypedTime | None) -> None:
        profile, wording = self._wording.profile(), self._wording
        shown = found is not None and not found.all_day
        for row in self.rows:
            for label in row:
                label.setVisible(shown)
        if found is not None and shown:
            at = found.at
            zones = (profile.host_zone, ZULU, profile.home_zone)
            for row, one, zone in zip(self.rows, wording.rows(at, at), zones, strict=True):
                row[0].set_text(one.name)
                row[1].set_text(f"{wording.day(to_local(at, zone).date(), year=True)} {to_local(at, zone):%H:%M}")
                row[2].set_text(format_dtg(at, zone, style=DtgStyle.COMPACT))
        self.adjustSize()


def open_go_to(ui: Ui, wording: Wording, page: QWidget, at: QPoint, taken: Callable[[TypedTime], None]) -> GoTo:
    """Open the field over a page at a point of the screen."""
    field = GoTo(ui, wording, page)
    field.taken.connect(taken)
    field.show_below(at)
    return field


def local_minute(found: TypedTime, zone: str) -> tuple[datetime, int]:
    """Return what was typed as a wall time of a zone, and its minute of the day, -1 when only a day was typed."""
    if found.all_day:
        return found.wall, -1
    wall = to_local(found.at, zone).replace(tzinfo=None)
    return wall, wall.hour * 60 + wall.minute
