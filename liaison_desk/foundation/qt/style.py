"""How widgets wear the theme: Fusion, surfaces and other properties the style sheet looks at, and the focus ring."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QComboBox, QWidget
from shiboken6 import isValid

from liaison_desk.foundation.qt.theme import Size, Theme

_GAP: Final = 2
_WIDTH: Final = 2
_MARGIN: Final = _GAP + _WIDTH


def with_style(arguments: Sequence[str]) -> list[str]:
    """Return the arguments for QApplication: the program's name and the Fusion style.

    Chosen so, Qt neither searches for style plug-ins nor wakes PySide's QStyle with its enums (together 10 ms).
    """
    return [arguments[0], "-style", "fusion"]


def surface(widget: QWidget, token: str) -> None:
    """Fill a widget's ground with a token (win, surf, side, sunk, amb_bg, red_bg) or make it a bordered ``panel``."""
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    restyle(widget, "surface", token)


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property the style sheet looks at and let it look again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class FocusRing(QObject):
    """The 2 px ring, 2 px away, around the button or choice that the keyboard reached; the mouse never shows it.

    A style sheet knows no outline offset and a style may not paint outside its widget, so the ring is a transparent
    sibling laid over its neighbours. One of these serves the whole application.
    """

    def __init__(self, app: QApplication, theme: Theme) -> None:
        super().__init__(app)
        self._theme = theme
        self._target: QWidget | None = None
        self._ring: _Ring | None = None
        app.focusChanged.connect(self._on_focus_changed)

    @property
    def target(self) -> QWidget | None:
        """The widget that has the ring now."""
        return self._target

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the target when it moves, and let go of it when it hides."""
        if watched is self._target:
            if event.type() in {QEvent.Type.Move, QEvent.Type.Resize}:
                self._place()
            elif event.type() in {QEvent.Type.Hide, QEvent.Type.ParentChange}:
                self._release()
        return False

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        self._release()
        if new is None:
            return
        window = new.window()
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, False)
        elif _wants_ring(new) and window.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            self._target = new
            new.installEventFilter(self)
            self._place()

    def _release(self) -> None:
        # Target and ring may have gone with the window they were in.
        target, self._target = self._target, None
        ring, self._ring = self._ring, None
        if target is not None and isValid(target):
            target.removeEventFilter(self)
        if ring is not None and isValid(ring):
            ring.hide()
            ring.deleteLater()

    def _place(self) -> None:
        if self._target is None:
            return
        host = _host(self._target)
        if self._ring is None or not isValid(self._ring) or self._ring.parentWidget() is not host:
            self._ring = _Ring(host, self._theme)
        self._ring.setGeometry(_around(self._target, host))
        self._ring.raise_()
        self._ring.show()


class _Ring(QWidget):
    def __init__(self, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("acc"), _WIDTH))
        inset = _WIDTH / 2
        radius = Size.RADIUS_BUTTON + _GAP
        painter.drawRoundedRect(self.rect().toRectF().adjusted(inset, inset, -inset, -inset), radius, radius)


def _around(target: QWidget, host: QWidget) -> QRect:
    origin = target.mapTo(host, target.rect().topLeft())
    return QRect(origin, target.size()).adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)


def _wants_ring(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton | QComboBox) or bool(widget.property("ring"))


def _host(target: QWidget) -> QWidget:
    """Find the nearest ancestor with room for the ring, but never beyond the viewport the target scrolls in."""
    host = target.parentWidget() or target
    while True:
        parent = host.parentWidget()
        if (
            parent is None
            or host.isWindow()
            or host.rect().contains(_around(target, host))
            or isinstance(parent, QAbstractScrollArea)
        ):
            return host
        host = parent


def plain_tip(text: str) -> str:
    """Return a tool tip that Qt cannot take for rich text, whatever a user typed."""
    from html import escape

    return f"<span style='white-space: pre-wrap'>{escape(text)}</span>" if "<" in text or "&" in text else text
