"""What the middle pane shows while several people are selected: how many, and what can be done with all of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liaison_desk.foundation.qt.buttons import Button, ButtonKind
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

_WIDTH = 460


@dataclass(frozen=True, slots=True)
class Act:
    """One button: a key for tests and scripts, its words, icon, and what it does; ``only`` is how many it needs, 0 for any."""

    key: str
    words: str
    icon: str
    act: Callable[[], object]
    only: int = 0
    danger: bool = False


class SeveralView(QWidget):
    """A count, whom it counts, and the buttons."""

    def __init__(self, ui: Ui, acts: Sequence[Act]) -> None:
        super().__init__()
        self._ui = ui
        self._acts = tuple(acts)
        self._count = Text(ui, "", Size.SUBJECT, SEMIBOLD)
        self._names = Text(ui, "", tone="t2", wrap=True)
        self._names.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._names.setFixedWidth(_WIDTH)
        self.buttons: dict[str, Button] = {}
        row = QWidget()
        row.setFixedWidth(_WIDTH)
        flow = FlowLayout(row)
        for one in acts:
            kind = ButtonKind.DANGER if one.danger else ButtonKind.PLAIN
            button = Button(ui, one.words, kind, icon=one.icon, act=one.act)
            self.buttons[one.key] = button
            flow.addWidget(button)
        outer = QVBoxLayout(self)
        outer.setSpacing(12)
        outer.addStretch(2)
        for widget in (self._count, self._names, row):
            outer.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def show_count(self, count: int, names: Sequence[str] = ()) -> None:
        """Say how many people are selected, and who the first of them are."""
        self._count.set_text(self._ui.language.tr("{n} contacts selected", n=count))
        more = count - len(names)
        said = " · ".join(names)
        told = self._ui.language.tr("{names} and {n} more", names=said, n=more) if names and more > 0 else said
        self._names.set_text(told)
        for one in self._acts:
            self.buttons[one.key].setVisible(one.only in {0, count})
