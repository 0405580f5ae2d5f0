"""Signatures as a line of steps: who has signed, where and when, and the one that comes next with its button."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from liaison_desk.foundation.qt.buttons import Button, PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import MEDIUM, Size
from liaison_desk.partnership.records import Arrangement, Signature
from liaison_desk.partnership.rules.signing import awaiting
from liaison_desk.partnership.ui.arrangements.words import ArrangementWords

_MARK: Final = 16
_TOP: Final = 9
_MOST: Final = 60
"""As many steps are shown, those about the next one; each is several widgets, and a thousand of them take a second."""


class StepMark(QWidget):
    """The mark of a step, with the line to the steps above and below it."""

    def __init__(self, ui: Ui, *, done: bool, first: bool, last: bool) -> None:
        super().__init__()
        self._ui = ui
        self._done = done
        self._ends = (first, last)
        self.setFixedWidth(_MARK)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """As wide as its mark."""
        return QSize(_MARK, 2 * _TOP + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint mark and line."""
        del event
        painter, theme = QPainter(self), self._ui.theme
        first, last = self._ends
        painter.setPen(QPen(theme.color("line2"), 1))
        middle = _MARK // 2
        if not first:
            painter.drawLine(middle, 0, middle, _TOP - 7)
        if not last:
            painter.drawLine(middle, _TOP + 8, middle, self.height())
        name, tone = ("circle-check", "grn") if self._done else ("circle", "t3")
        self._ui.icons.paint(painter, QPoint(0, _TOP - 8), name, tone, _MARK)


class SignatureSteps(QWidget):
    """The signatures of one paper in order; ``sign`` gets the place of the next one when its button is pressed."""

    def __init__(
        self, ui: Ui, words: ArrangementWords, one: Arrangement, signatures: Sequence[Signature],
        sign: Callable[[int], object], *, plain: bool = False, ended: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.sign_button: Button | None = None
        tr = ui.language.tr
        lines = awaiting(signatures, one.parties)
        coming = next((n for n, line in enumerate(lines) if line.on is None), None)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 2, 0, 2)
        outer.setSpacing(0)
        first = max(0, min((coming or 0) - _MOST // 2, len(lines) - _MOST))
        last = min(first + _MOST, len(lines))
        if first:
            outer.addWidget(Text(ui, _more(ui, first), Size.SECONDARY, tone="t3"))
        for number, line in enumerate(lines[first:last], first):
            row = QHBoxLayout()
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            mark = StepMark(ui, done=line.on is not None, first=not number, last=number == len(lines) - 1)
            row.addWidget(mark)
            said = QVBoxLayout()
            said.setContentsMargins(0, 0, 0, 8)
            said.setSpacing(1)
            tone = "t1" if line.on is not None or number == coming else "t2"
            said.addWidget(Text(ui, words.party_of(one, line.party), weight=MEDIUM, tone=tone, wrap=True))
            if who := words.who(line):
                said.addWidget(Text(ui, who, Size.SECONDARY, tone="t2", wrap=True))
            said.addWidget(Text(ui, words.where_when(line), Size.SECONDARY, tone="t2" if line.on else "t3", wrap=True))
            row.addLayout(said, 1)
            if number == coming and not ended:
                kind = PlainButton if plain else PrimaryButton
                self.sign_button = kind(ui, tr("Sign…"), act=partial(sign, number))
                if not plain:
                    self.sign_button.setToolTip(f"{tr('Sign…')} (S)")
                row.addWidget(self.sign_button, 0, Qt.AlignmentFlag.AlignTop)
            outer.addLayout(row)
        if last < len(lines):
            outer.addWidget(Text(ui, _more(ui, len(lines) - last), Size.SECONDARY, tone="t3"))


def _more(ui: Ui, n: int) -> str:
    return ui.language.count("{n} more signature", "{n} more signatures", n)
