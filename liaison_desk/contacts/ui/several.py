"""What the middle pane shows while several people are selected: how many, and what can be done with all of them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.foundation.qt.buttons import Button, ButtonKind, PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size


class SeveralView(QWidget):
    """A count and two buttons."""

    def __init__(self, ui: Ui, copy: Callable[[], None], delete: Callable[[], None]) -> None:
        super().__init__()
        self._ui = ui
        tr = ui.language.tr
        self._count = Text(ui, "", Size.SUBJECT, SEMIBOLD)
        self.copy_button = PlainButton(ui, tr("Copy e-mail addresses"), icon="mail", act=copy)
        self.delete_button = Button(ui, tr("Delete"), ButtonKind.DANGER, icon="trash-2", act=delete)
        outer = QVBoxLayout(self)
        outer.setSpacing(12)
        outer.addStretch(2)
        outer.addWidget(self._count, 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.copy_button)
        row.addWidget(self.delete_button)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(3)

    def show_count(self, count: int) -> None:
        """Say how many people are selected."""
        self._count.set_text(self._ui.language.tr("{n} contacts selected", n=count))
