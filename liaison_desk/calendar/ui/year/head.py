"""Above the year: in which month it begins, and what the tints of its days mean."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from liaison_desk.calendar.rules import holiday_palette
from liaison_desk.calendar.ui.year.geometry import YearGrid
from liaison_desk.calendar.ui.year.layout import STEPS, Figure
from liaison_desk.calendar.ui.year.paint import tint
from liaison_desk.domain.fiscal import load_fiscal_rules
from liaison_desk.domain.nations import load_nations
from liaison_desk.foundation.qt.buttons import Segments
from liaison_desk.foundation.qt.theme import REGULAR, Size

HEAD: Final = 46
_SWATCH: Final = 14
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class YearHead(QWidget):
    """Stands above the months."""

    def __init__(self, view: YearGrid, begin_with: Callable[[str], None]) -> None:
        super().__init__(view)
        self._view = view
        tr = view.ui.language.tr
        self._keys = view.choices()
        choices = [(key, self._words(key)) for key in self._keys]
        self.begins = Segments(view.ui, choices, tr("The year begins"))
        self.begins.setParent(self)
        self.begins.chosen.connect(lambda key: begin_with(str(key)))
        for key in self._keys:
            self.begins.button(key).setToolTip(tr("The year begins in {month} ([ and ])", month=self._month(key)))
        self.show_state()

    def _words(self, key: str) -> str:
        tr, code = self._view.ui.language.tr, self._view.ui.language.code
        if key in load_fiscal_rules():
            return tr("FY {nation}", nation=load_nations().name(key, code))
        return tr("Calendar year")

    def _month(self, key: str) -> str:
        rule = load_fiscal_rules().get(key)
        return self._view.wording.short_month(date(2026, rule.month if rule is not None else 1, 1))

    def show_state(self) -> None:
        """Show what the view shows now."""
        if self._view.begins in self._keys:
            self.begins.set_value(self._view.begins)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the choice at the left."""
        super().resizeEvent(event)
        hint = self.begins.sizeHint()
        self.begins.setGeometry(20, (HEAD - hint.height()) // 2, hint.width(), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the legend right of the choice: tints with their numbers, the colours of days off. What has no room is left out."""
        del event
        view, theme, tr = self._view, self._view.ui.theme, self._view.ui.language.tr
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surf"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.color("line"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(Size.META, REGULAR, tabular=True))
        metrics = QFontMetrics(painter.font())
        profile, code = view.wording.profile(), view.ui.language.code
        off = [
            (
                theme.calendar(holiday_palette(nation, profile)).bar,
                tr("Holiday, {nation}", nation=load_nations().name(nation, code)),
            )
            for nation in dict.fromkeys((profile.host, profile.home))
        ]
        tints = [(tint(view.ui, Figure(low).level), words) for low, words in zip(STEPS, self._numbers(), strict=True)]
        groups = [(*tints, (None, tr("events a day"))), tuple(off)]
        free = self.width() - 40 - self.begins.width() - 24
        widths = [
            sum(metrics.horizontalAdvance(words) + (_SWATCH + 18 if color else 12) for color, words in group)
            for group in groups
        ]
        shown = [group for number, group in enumerate(groups) if sum(widths[: number + 1]) + 16 * number <= free]
        x = self.width() - 20 - sum(widths[: len(shown)]) - 16 * max(0, len(shown) - 1)
        for group in shown:
            for color, words in group:
                if color is not None:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(color)
                    painter.drawRoundedRect(QRectF(x, (HEAD - _SWATCH) / 2, _SWATCH, _SWATCH), 3, 3)
                    x += _SWATCH + 5
                painter.setPen(theme.color("t2"))
                width = metrics.horizontalAdvance(words)
                painter.drawText(QRectF(x, 0, width + 4, HEAD - 1), _LEFT, words)
                x += width + (13 if color is not None else 12)
            x += 16

    @staticmethod
    def _numbers() -> Sequence[str]:
        """Return what each tint stands for: ``1``, ``2–3`` … ``6+``."""
        words = []
        for low, high in pairwise(STEPS):
            words.append(str(low) if high == low + 1 else f"{low}–{high - 1}")
        return [*words, f"{STEPS[-1]}+"]
