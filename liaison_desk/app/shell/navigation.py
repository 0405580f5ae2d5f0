"""The pane at the left: pages with their counts, backup and settings, whose desk this is; foldable to icons."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.foundation.qt.buttons import IconButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text, hairline, paint_elided
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import MEDIUM, SEMIBOLD, Size

_HELD: Final = 600
"""Milliseconds."""


@dataclass(frozen=True, slots=True)
class Destination:
    """A page as the navigation shows it: its key, icon, name and shortcut."""

    key: str
    icon: str
    name: str
    shortcut: str = ""


class NavButton(QAbstractButton):
    """One row of the navigation: icon, name, count; the open page has the selection's fill and its accent bar."""

    def __init__(self, ui: Ui, destination: Destination, *, checkable: bool = True) -> None:
        super().__init__()
        self._ui = ui
        self._icon = destination.icon
        self._count = ""
        self._count_tone = "t2"
        self._folded = False
        self.setText(destination.name)
        self.setAccessibleName(destination.name)
        self.setCheckable(checkable)
        self.setAcceptDrops(checkable)
        self._held = QTimer(self, singleShot=True)
        self._held.timeout.connect(self.click)
        self.setAutoExclusive(checkable)
        self.setFixedHeight(34)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        tip = f"{destination.name} ({destination.shortcut})" if destination.shortcut else destination.name
        self.setToolTip(tip)
        ui.theme.changed.connect(self.update)

    def set_count(self, text: str, tone: str = "t2") -> None:
        """Show a number at the right."""
        self._count, self._count_tone = text, tone
        self.update()

    def set_folded(self, folded: bool) -> None:
        """Show the icon alone."""
        self._folded = folded
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the navigation."""
        return QSize(Size.NAVIGATION_FOLDED if self._folded else Size.NAVIGATION, 34)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A page opens under what is held over its row for a moment, so that it can be dropped there."""
        if self.isCheckable() and not self.isChecked():
            self._held.start(_HELD)
            event.accept()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Nothing is dropped on the row itself."""
        event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """What is taken away again opens nothing."""
        super().dragLeaveEvent(event)
        self._held.stop()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hover ground."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, bar, icon, name and count."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._ui.theme
        ground = self.rect().adjusted(8, 0, -8, 0)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("sel" if self.isChecked() else "hov"))
            painter.drawRoundedRect(ground, Size.RADIUS_BUTTON, Size.RADIUS_BUTTON)
        if self.isChecked():
            painter.fillRect(QRect(ground.left(), 8, 3, self.height() - 16), theme.color("acc"))
        tone = "acc" if self.isChecked() else "t2"
        left = (self.width() - Size.ICON) // 2 if self._folded else 16
        self._ui.icons.paint(painter, QRect(left, (self.height() - Size.ICON) // 2, 0, 0).topLeft(), self._icon, tone)
        if self._folded:
            if self._count and self._count_tone == "red":
                painter.setBrush(theme.color("red"))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawEllipse(left + 13, 6, 6, 6)
            return
        painter.setFont(theme.font(Size.SECONDARY, tabular=True))
        room = painter.fontMetrics().horizontalAdvance(self._count)
        painter.setPen(theme.color(self._count_tone if not self.isChecked() or self._count_tone == "red" else "t2"))
        painter.drawText(
            self.rect().adjusted(0, 0, -18, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._count
        )
        painter.setFont(theme.font(Size.BODY, SEMIBOLD if self.isChecked() else MEDIUM))
        painter.setPen(theme.color("t1" if self.isChecked() else "t2"))
        paint_elided(painter, self.rect().adjusted(42, 0, -24 - room, 0), self.text())


class Navigation(QWidget):
    """The whole pane."""

    chosen = Signal(str)
    folded_changed = Signal(bool)

    def __init__(self, ui: Ui, pages: Sequence[Destination], tools: Sequence[Destination]) -> None:
        super().__init__()
        self._ui = ui
        self._folded = False
        surface(self, "side")
        self._title = Text(ui, "Liaison Desk", Size.BODY + 1, SEMIBOLD)
        self._fold = IconButton(ui, "panel-left", ui.language.tr("Fold the navigation"))
        self._fold.clicked.connect(self.toggle)
        top = QHBoxLayout()
        top.setContentsMargins(16, 0, 12, 0)
        top.addWidget(self._title, 1)
        top.addWidget(self._fold)
        head = QWidget()
        head.setFixedHeight(Size.HEADER)
        head.setLayout(top)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        self._buttons: dict[str, NavButton] = {}
        for page in pages:
            self._add(layout, page, checkable=True)
        layout.addStretch(1)
        for tool in tools:
            self._add(layout, tool, checkable=False)
        layout.addSpacing(6)
        self._line = hairline(ui)
        layout.addWidget(self._line)
        self._officer = Text(ui, "", Size.SECONDARY, SEMIBOLD, elide=True)
        self._officer_native = Text(ui, "", Size.SECONDARY, tone="t2", elide=True)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(16, 10, 12, 10)
        foot.setSpacing(2)
        foot.addWidget(self._officer)
        foot.addWidget(self._officer_native)
        layout.addWidget(self._foot)
        self._foot.setVisible(False)
        self.setFixedWidth(Size.NAVIGATION)

    def select(self, key: str) -> None:
        """Show a page as the open one."""
        self._buttons[key].setChecked(True)

    def button(self, key: str) -> NavButton:
        """Return a row, for counts and tests."""
        return self._buttons[key]

    def show_officer(self, name: str, native: str) -> None:
        """Say whose desk this is."""
        self._officer.set_text(name)
        self._officer_native.set_text(native)
        self._foot.setVisible(bool(name or native) and not self._folded)

    @property
    def folded(self) -> bool:
        """Whether only icons show."""
        return self._folded

    def toggle(self) -> None:
        """Fold or unfold."""
        self.fold(not self._folded)
        self.folded_changed.emit(self._folded)

    def fold(self, folded: bool) -> None:
        """Show icons only, or names too."""
        self._folded = folded
        self._title.setVisible(not folded)
        self._foot.setVisible(not folded and bool(self._officer.text_whole() or self._officer_native.text_whole()))
        for button in self._buttons.values():
            button.set_folded(folded)
        self.setFixedWidth(Size.NAVIGATION_FOLDED if folded else Size.NAVIGATION)

    def _add(self, layout: QVBoxLayout, destination: Destination, *, checkable: bool) -> None:
        button = NavButton(self._ui, destination, checkable=checkable)
        button.clicked.connect(lambda _checked=False, key=destination.key: self.chosen.emit(key))
        self._buttons[destination.key] = button
        layout.addWidget(button)
