"""Buttons, segments and check boxes, painted from the tokens so that both themes and every scale look the same."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.style import plain_tip
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size

_FLAGS: Final = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextHideMnemonic
_PAD: Final = 12
_TIGHT: Final = 8


def literal(text: str) -> str:
    """Return user text (a calendar's name) so that a button, a check box or a menu shows its & instead of taking it for a key."""
    return text.replace("&", "&&")


def _spoken(text: str) -> str:
    """Return the words that are seen of a text with mnemonics."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


class ButtonKind(StrEnum):
    """How much a button calls: one ``primary`` a pane; ``danger`` is red text; ``flat`` has no border; ``link`` is words."""

    PRIMARY = "primary"
    PLAIN = "plain"
    DANGER = "danger"
    FLAT = "flat"
    LINK = "link"
    SEGMENT = "segment"


class Button(QPushButton):
    """A button of the house: verb, optional icon before it, optional key after it. ``text`` may hold an & mnemonic."""

    def __init__(
        self,
        ui: Ui,
        text: str,
        kind: ButtonKind = ButtonKind.PLAIN,
        *,
        icon: str = "",
        key: str = "",
        act: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(text)
        self._ui = ui
        self._kind = kind
        self._icon = icon
        self._key = key
        self._pad = _PAD
        self._weight = {ButtonKind.PRIMARY: SEMIBOLD, ButtonKind.LINK: REGULAR}.get(kind, MEDIUM)
        self.setFont(ui.theme.font(Size.BODY, self._weight))
        self.setCursor(Qt.CursorShape.PointingHandCursor if kind is ButtonKind.LINK else Qt.CursorShape.ArrowCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        if act is not None:
            self.clicked.connect(lambda _: act())

    def set_icon_name(self, name: str) -> None:
        """Show another icon."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_tight(self, tight: bool) -> None:
        """Leave less room beside the words, where many buttons share a line."""
        self._pad = _TIGHT if tight else _PAD
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for icon, words and key; 30 high."""
        width = 0
        if self.text():
            width += QFontMetrics(self.font()).horizontalAdvance(_spoken(self.text()))
        if self._icon:
            width += Size.ICON + (8 if self.text() else 0)
        if self._key:
            width += 10 + QFontMetrics(self._ui.theme.font(Size.META)).horizontalAdvance(self._key)
        if self._kind is ButtonKind.LINK:
            return QSize(width, 22)  # flush with the words above and below it
        return QSize(max(Size.BUTTON, width + 2 * (self._pad if self.text() else 7)), Size.BUTTON)

    def minimumSizeHint(self) -> QSize:
        """A button never cuts its words."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon, words and key."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        tone = self._tone()
        theme = self._ui.theme
        words = _spoken(self.text())
        metrics = QFontMetrics(self.font())
        width = self.sizeHint().width() - 2 * (0 if self._kind is ButtonKind.LINK else self._pad if words else 7)
        x = max(0, (self.width() - width) // 2)
        if self._icon:
            x = x if words else (self.width() - Size.ICON) // 2
            self._ui.icons.paint(painter, QPoint(x, (self.height() - Size.ICON) // 2), self._icon, tone)
            x += Size.ICON + 8
        painter.setPen(theme.color(tone))
        painter.setFont(self.font())
        advance = metrics.horizontalAdvance(words)
        painter.drawText(QRect(x, 0, advance + 2, self.height()), _FLAGS, self._said())
        if self._key:
            painter.setFont(theme.font(Size.META))
            painter.setOpacity(0.75)
            painter.drawText(QRect(x + advance + 10, 0, self.width(), self.height()), _FLAGS, self._key)

    def _said(self) -> str:
        """Return what is painted of the words."""
        return self.text()

    def _tone(self) -> str:
        if not self.isEnabled():
            return "t3"
        if self._kind is ButtonKind.SEGMENT:
            return "t1" if self.isChecked() else "t2"
        if self._kind is ButtonKind.LINK:
            return "acc" if self.underMouse() else "t2"
        return {ButtonKind.PRIMARY: "on_acc", ButtonKind.DANGER: "red"}.get(self._kind, "t1" if self.text() else "t2")

    def _paint_ground(self, painter: QPainter) -> None:
        color = self._ui.theme.color
        rect = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        hover, down = self.underMouse() and self.isEnabled(), self.isDown()
        border, fill = color("line2"), color("surf")
        match self._kind:
            case ButtonKind.LINK:
                return
            case ButtonKind.PRIMARY:
                fill = color("sunk") if not self.isEnabled() else color("acc_hov" if hover or down else "acc")
                border = color("line2") if not self.isEnabled() else fill
            case ButtonKind.FLAT:
                fill = (
                    color("sunk")
                    if down or self.isChecked()
                    else color("hov")
                    if hover
                    else QColor(Qt.GlobalColor.transparent)
                )
                border = fill
            case ButtonKind.SEGMENT:
                if not self.isChecked():
                    return
                rect = rect.adjusted(2, 2, -2, -2)
            case _:
                fill = color("sunk") if down else color("hov" if hover else "surf")
                border = color("line" if not self.isEnabled() else "line2")
        painter.setPen(QPen(border, 1))
        painter.setBrush(fill)
        painter.drawRoundedRect(rect, Size.RADIUS_BUTTON, Size.RADIUS_BUTTON)


class PrimaryButton(Button):
    """The one filled button of a pane."""

    def __init__(
        self, ui: Ui, text: str, *, icon: str = "", key: str = "", act: Callable[[], object] | None = None
    ) -> None:
        super().__init__(ui, text, ButtonKind.PRIMARY, icon=icon, key=key, act=act)


class PlainButton(Button):
    """A bordered button."""

    def __init__(
        self, ui: Ui, text: str, *, icon: str = "", key: str = "", act: Callable[[], object] | None = None
    ) -> None:
        super().__init__(ui, text, ButtonKind.PLAIN, icon=icon, key=key, act=act)


class LinkButton(Button):
    """Words that act, such as "All tasks" at the end of a section title."""

    def __init__(self, ui: Ui, text: str, act: Callable[[], object] | None = None) -> None:
        super().__init__(ui, text, ButtonKind.LINK, act=act)
        self._least = 0

    def set_yielding(self, least: int) -> None:
        """Let the words be cut where there is less room for them, down to ``least``; their tip says them whole."""
        self._least = least
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setToolTip(plain_tip(_spoken(self.text())))

    def minimumSizeHint(self) -> QSize:
        """A link that yields needs its least alone."""
        hint = self.sizeHint()
        return QSize(min(self._least, hint.width()), hint.height()) if self._least else hint

    def _said(self) -> str:
        if not self._least or self.width() >= self.sizeHint().width():
            return self.text()
        return literal(self.fontMetrics().elidedText(_spoken(self.text()), Qt.TextElideMode.ElideRight, self.width()))


class IconButton(Button):
    """A square button with a picture; ``name`` says what it does, to the tool tip and to screen readers."""

    def __init__(
        self,
        ui: Ui,
        icon: str,
        name: str,
        *,
        key: str = "",
        bordered: bool = False,
        act: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(ui, "", ButtonKind.PLAIN if bordered else ButtonKind.FLAT, icon=icon, act=act)
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(f"{name} ({key})" if key else name))


class Segments(QWidget):
    """A few exclusive choices side by side; arrows move between them."""

    chosen = Signal(object)
    """The value of the newly chosen segment."""

    def __init__(self, ui: Ui, choices: Sequence[tuple[object, str]], name: str = "") -> None:
        super().__init__()
        self._ui = ui
        self._values = [value for value, _ in choices]
        self._group = QButtonGroup(self)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for number, (_, label) in enumerate(choices):
            button = Button(ui, label, ButtonKind.SEGMENT)
            button.setCheckable(True)
            button.setChecked(number == 0)
            self._group.addButton(button, number)
            layout.addWidget(button)
        self._group.idToggled.connect(self._on_toggled)

    def value(self) -> object:
        """Return the chosen value."""
        return self._values[self._group.checkedId()]

    def set_value(self, value: object) -> None:
        """Choose a value without telling ``chosen``."""
        self._group.blockSignals(True)
        self._group.button(self._values.index(value)).setChecked(True)
        self._group.blockSignals(False)
        self.update()

    def set_tight(self, tight: bool) -> None:
        """Let the segments stand closer together."""
        for button in self._group.buttons():
            assert isinstance(button, Button)
            button.set_tight(tight)
        self.updateGeometry()

    def button(self, value: object) -> Button:
        """Return the button of a value, for tests and shortcuts."""
        button = self._group.button(self._values.index(value))
        assert isinstance(button, Button)
        return button

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sunken ground of all segments."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ui.theme.color("sunk"))
        painter.drawRoundedRect(self.rect(), Size.RADIUS_FIELD, Size.RADIUS_FIELD)

    def _on_toggled(self, number: int, on: bool) -> None:
        if on:
            self.chosen.emit(self._values[number])


class Check(QCheckBox):
    """A check box of the house: 16 px, radius 4; a ``color`` (a calendar's bar) may replace the accent."""

    def __init__(self, ui: Ui, text: str, checked: bool = False, *, color: QColor | None = None) -> None:
        super().__init__(text)
        self._ui = ui
        self._color = color
        self.setChecked(checked)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Room for the box and its words."""
        words = QFontMetrics(self.font()).horizontalAdvance(_spoken(self.text()))
        return QSize(Size.ICON + (8 + words if self.text() else 2) + 2, 24)

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """The whole of box and words can be clicked."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box, check and words."""
        del event
        painter = QPainter(self)
        box = QRect(1, (self.height() - Size.ICON) // 2, Size.ICON, Size.ICON)
        paint_check(self._ui, painter, box, self.checkState(), enabled=self.isEnabled(), color=self._color)
        painter.setPen(self._ui.theme.color("t1" if self.isEnabled() else "t3"))
        painter.drawText(self.rect().adjusted(Size.ICON + 9, 0, 0, 0), _FLAGS, self.text())


def paint_check(
    ui: Ui, painter: QPainter, box: QRect, state: Qt.CheckState, *, enabled: bool = True, color: QColor | None = None
) -> None:
    """Paint a check box into a 16 px square; delegates use it for rows that can be ticked."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    theme = ui.theme
    frame = QRectF(box).adjusted(0.75, 0.75, -0.75, -0.75)
    fill = color or theme.color("acc")
    if state is Qt.CheckState.Unchecked:
        painter.setPen(QPen(theme.color("ctl" if enabled else "line2"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame, Size.RADIUS_CHIP, Size.RADIUS_CHIP)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill if enabled else theme.color("ctl"))
        painter.drawRoundedRect(QRectF(box), Size.RADIUS_CHIP, Size.RADIUS_CHIP)
        painter.setPen(
            QPen(theme.color("on_acc"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        x, y = box.x(), box.y()
        if state is Qt.CheckState.PartiallyChecked:
            painter.drawLine(x + 4, y + 8, x + 12, y + 8)
        else:
            painter.drawPolyline([QPoint(x + 4, y + 8), QPoint(x + 7, y + 11), QPoint(x + 12, y + 5)])
    painter.restore()
