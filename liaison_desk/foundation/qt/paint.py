"""Small painted things: plain-text labels, chips, hairlines, times in three zones, section titles, empty states.

User text is never markup: every label made here shows it as typed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from liaison_desk.foundation.qt.buttons import LinkButton, PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.foundation.qt.style import plain_tip, restyle, surface
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size

_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

_LONGEST: Final = 20_000
"""Letters of a label: a million, which a file may bring, would take Qt ten seconds to lay out, whenever they are shown."""
_LONGEST_RUN: Final = 20
_BROKEN_RUN: Final = 10
_BREAK: Final = "\u200b"  # takes no room, and a line may end there
# Kana, kanji and hangul are broken anywhere as they are, by Qt, which knows what may not begin a line.
_RUN: Final = re.compile(rf"[^\s\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\uac00-\ud7a3]{{{_LONGEST_RUN + 1},}}")

# A chip's tone names its words' token and its ground's.
TONES: Final = {
    "neutral": ("t2", "sunk"),
    "red": ("red", "red_bg"),
    "amb": ("amb", "amb_bg"),
    "grn": ("grn", "grn_bg"),
    "acc": ("acc", "accbg"),
}


class Text(QLabel):
    """A label that shows exactly what it is given, in one size, weight and tone of the theme (t1 t2 t3 acc red amb grn)."""

    def __init__(
        self, ui: Ui, text: str = "", size: int = Size.BODY, weight: int = REGULAR, tone: str = "t1",
        *, tabular: bool = False, mono: bool = False, wrap: bool = False, elide: bool = False, selectable: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self._full = self._shown = ""
        self._language = ui.language
        self._elide = elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(ui.theme.font(size, weight, tabular=tabular, mono=mono))
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        if elide:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.set_tone(tone)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show other words; cut with an ellipsis when the label elides, whole in the tool tip then.

        Words that are far too many are cut in any case, which is said.
        """
        self._full = self._shown = text
        if (more := len(text) - _LONGEST) > 0:
            cut = text[:_LONGEST].rstrip()
            self._shown = self._language.tr("{text}… ({n} more letters; the form shows them all)", text=cut, n=more)
        self.setText(self._cut())
        if self._elide:
            self.setAccessibleName(text)

    def text_whole(self) -> str:
        """Return the words, uncut."""
        return self._full

    def set_tone(self, tone: str) -> None:
        """Show the words in another tone."""
        restyle(self, "tone", tone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut again for the new width."""
        super().resizeEvent(event)
        if self._elide:
            self.setText(self._cut())

    def minimumSizeHint(self) -> QSize:
        """An eliding label may become small."""
        hint = super().minimumSizeHint()
        return QSize(20, hint.height()) if self._elide else hint

    def words_selected(self) -> str:
        """Return the words that are selected as they were given, without what lets them break."""
        return self.selectedText().replace("\u2029", "\n").replace("\u2028", "\n").replace(_BREAK, "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the words that are selected."""
        if event.matches(QKeySequence.StandardKey.Copy) and self.hasSelectedText():
            QGuiApplication.clipboard().setText(self.words_selected())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Where the middle button pastes what is selected, let it paste the words."""
        super().mouseReleaseEvent(event)
        clipboard = QGuiApplication.clipboard()
        if self.hasSelectedText() and clipboard.supportsSelection():
            clipboard.setText(self.words_selected(), QClipboard.Mode.Selection)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy the words that are selected, or all of them."""
        if not self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse:
            super().contextMenuEvent(event)
            return
        words = self.words_selected() or self._full
        menu = popup_menu(self)
        menu.addAction(self._language.tr("Copy"), lambda: QGuiApplication.clipboard().setText(words))
        menu.popup(event.globalPos())

    def _cut(self) -> str:
        if self.wordWrap():
            return breakable(self._shown)
        if not self._elide or not self.width():
            return self._shown
        cut = self.fontMetrics().elidedText(self._shown, Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip("" if cut == self._shown else plain_tip(self._shown))
        return cut


def breakable(text: str) -> str:
    """Return a text whose longest runs without a blank may be broken too, so that no label grows wider than its pane."""
    if max(map(len, text.split()), default=0) <= _LONGEST_RUN:
        return text
    return _RUN.sub(lambda run: _BREAK.join(_pieces(run[0])), text)


def _pieces(run: str) -> Iterator[str]:
    for start in range(0, len(run), _BROKEN_RUN):
        yield run[start : start + _BROKEN_RUN]


def hairline(ui: Ui, *, upright: bool = False) -> QWidget:
    """Return a 1 px line of the theme."""
    return _Hairline(ui, upright=upright)


class _Hairline(QFrame):
    def __init__(self, ui: Ui, *, upright: bool) -> None:
        super().__init__()
        self._ui = ui
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self._ui.theme.color("line"))


class ChipLook(NamedTuple):
    """A chip as data, for delegates: words first, a tone of ``TONES``, an icon only for warnings and states."""

    text: str
    tone: str = "neutral"
    icon: str = ""


def chip_width(ui: Ui, chip: ChipLook) -> int:
    """Return how wide a chip is painted."""
    words = QFontMetrics(ui.theme.font(Size.META, MEDIUM)).horizontalAdvance(chip.text)
    return words + 12 + (15 if chip.icon else 0)


def paint_chip(ui: Ui, painter: QPainter, at: QPoint, chip: ChipLook) -> QRect:
    """Paint a chip with its top left corner at a point; returns the rectangle it took."""
    tone, ground = TONES[chip.tone]
    rect = QRect(at, QSize(chip_width(ui, chip), Size.CHIP))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ui.theme.color(ground))
    painter.drawRoundedRect(rect, Size.RADIUS_CHIP, Size.RADIUS_CHIP)
    x = rect.x() + 6
    if chip.icon:
        ui.icons.paint(painter, QPoint(x, rect.y() + 3), chip.icon, tone, 12)
        x += 15
    painter.setPen(ui.theme.color(tone))
    painter.setFont(ui.theme.font(Size.META, MEDIUM))
    painter.drawText(QRect(x, rect.y(), rect.right() - x, Size.CHIP), _LEFT, chip.text)
    painter.restore()
    return rect


class Chip(QWidget):
    """A chip as a widget."""

    def __init__(self, ui: Ui, text: str, tone: str = "neutral", icon: str = "") -> None:
        super().__init__()
        self._ui = ui
        self.set_look(ChipLook(text, tone, icon))

    def set_look(self, look: ChipLook) -> None:
        """Show other words, another tone or icon."""
        self._look = look
        self.setAccessibleName(look.text)
        self.setFixedSize(chip_width(self._ui, look), Size.CHIP)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip."""
        del event
        paint_chip(self._ui, QPainter(self), QPoint(0, 0), self._look)


def paint_elided(painter: QPainter, rect: QRect, text: str, flags: Qt.AlignmentFlag = _LEFT) -> int:
    """Paint one line of plain text, cut with an ellipsis; returns the width it took. Font and pen are the painter's."""
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, flags | Qt.TextFlag.TextSingleLine, shown)
    return metrics.horizontalAdvance(shown)


class ZonedTime(NamedTuple):
    """One time as a row shows it: its digits, and how many days its date is off the row's date (+1, -1, 0)."""

    text: str
    day_offset: int = 0


def paint_time(
    ui: Ui, painter: QPainter, rect: QRect, time: ZonedTime, *, tone: str = "t2", strong: bool = False
) -> int:
    """Paint a time in tabular figures with its amber superscript day; returns the width it took."""
    theme = ui.theme
    painter.setFont(theme.font(Size.BODY, SEMIBOLD if strong else REGULAR, tabular=True))
    painter.setPen(theme.color(tone))
    painter.drawText(rect, _LEFT | Qt.TextFlag.TextSingleLine, time.text)
    width = painter.fontMetrics().horizontalAdvance(time.text)
    if time.day_offset:
        mark = f"{time.day_offset:+d}".replace("-", "−")
        painter.setFont(theme.font(10, SEMIBOLD, tabular=True))
        painter.setPen(theme.color("amb"))
        painter.drawText(rect.translated(width + 2, -3), _LEFT | Qt.TextFlag.TextSingleLine, mark)
        width += 2 + painter.fontMetrics().horizontalAdvance(mark)
    return width


class TimeText(QWidget):
    """Times side by side (local bold, Zulu, home), each in a column of its own width."""

    def __init__(self, ui: Ui, times: Sequence[ZonedTime] = (), column: int = 54) -> None:
        super().__init__()
        self._ui = ui
        self._column = column
        self.set_times(times)

    def set_times(self, times: Sequence[ZonedTime]) -> None:
        """Show other times."""
        self._times = tuple(times)
        self.setAccessibleName(
            ", ".join(f"{time.text}{time.day_offset:+d}" if time.day_offset else time.text for time in times)
        )
        self.setFixedSize(self._column * max(1, len(self._times)), 20)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the times."""
        del event
        painter = QPainter(self)
        for number, time in enumerate(self._times):
            rect = QRect(number * self._column, 0, self._column, self.height())
            paint_time(self._ui, painter, rect, time, tone="t2" if number else "t1", strong=not number)


class SectionTitle(QWidget):
    """A pane's section title with its count and, at the right, words that act ("All tasks")."""

    def __init__(
        self, ui: Ui, text: str, count: str = "", *, link: str = "", act: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._title = Text(ui, text, Size.BODY, SEMIBOLD)
        self._count = Text(ui, count, Size.BODY, tone="t3")
        layout.addWidget(self._title)
        layout.addWidget(self._count)
        layout.addStretch(1)
        self._note = Text(ui, "", Size.SECONDARY, tone="t2")
        layout.addWidget(self._note)
        if link:
            layout.addWidget(LinkButton(ui, link, act))
        self.setMinimumHeight(24)

    def set_count(self, count: str) -> None:
        """Show another count ("6 due by Friday")."""
        self._count.set_text(count)

    def set_note(self, note: str) -> None:
        """Show a few words at the right ("2 done")."""
        self._note.set_text(note)


class EmptyState(QWidget):
    """What an empty list says: one line, one button, no picture."""

    def __init__(self, ui: Ui, text: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._ui = ui
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(2)
        self._text = Text(ui, text, tone="t2", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._text)
        self.button = PlainButton(ui, action, act=act)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.button.setVisible(bool(action))  # once it has its place: a window of its own takes the keyboard
        layout.addStretch(3)
        self._lines = layout

    def add_way(self, action: str, act: Callable[[], object]) -> None:
        """Offer another way below the button."""
        button = PlainButton(self._ui, action, act=act)
        self._lines.insertWidget(self._lines.count() - 1, button, 0, Qt.AlignmentFlag.AlignHCenter)

    def set_text(self, text: str) -> None:
        """Say something else, such as that a filter finds nothing."""
        self._text.set_text(text)


class KeyHint(QLabel):
    """A key in a small frame, such as Ctrl K in the search field."""

    def __init__(self, ui: Ui, keys: str) -> None:
        super().__init__(keys)
        self._ui = ui
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(ui.theme.font(Size.META))
        self.setContentsMargins(5, 1, 5, 1)
        restyle(self, "tone", "t2")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, then the key's name."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._ui.theme.color("line2"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.end()
        super().paintEvent(event)


def panel(ui: Ui) -> QFrame:
    """Return a bordered panel (radius 8) with a vertical layout inside."""
    del ui
    frame = QFrame()
    surface(frame, "panel")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(14, 12, 14, 12)
    layout.setSpacing(8)
    return frame
