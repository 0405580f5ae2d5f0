"""Dresses Qt's standard widgets in the theme: Fusion, one style sheet made of tokens, and the keyboard's focus ring.

Buttons, choices and rows paint themselves (see buttons, rows); the sheet holds what Qt paints well once it knows our
colours: text inputs, scroll bars, menus, splitters, headers and tool tips.
"""

from collections.abc import Sequence
from string import Template
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QComboBox, QWidget
from shiboken6 import isValid

from liaison_desk.foundation.qt.theme import Size, Theme

_GAP: Final = 2
_WIDTH: Final = 2
_MARGIN: Final = _GAP + _WIDTH

_SHEET: Final = Template("""
QWidget { outline: 0; }
QMainWindow, QDialog { background: $win; }
QLabel { background: transparent; }
QAbstractScrollArea { border: 0; background: transparent; }
*[surface="win"] { background: $win; }
*[surface="surf"] { background: $surf; }
*[surface="side"] { background: $side; }
*[surface="sunk"] { background: $sunk; }
*[surface="amb_bg"] { background: $amb_bg; border-radius: 6px; }
*[surface="red_bg"] { background: $red_bg; border-radius: 6px; }
*[surface="panel"] { background: $surf; border: 1px solid $line2; border-radius: 8px; }
QLabel[tone="t2"] { color: $t2; }
QLabel[tone="t3"] { color: $t3; }
QLabel[tone="acc"] { color: $acc; }
QLabel[tone="red"] { color: $red; }
QLabel[tone="amb"] { color: $amb; }
QLabel[tone="grn"] { color: $grn; }
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit, QTimeEdit {
  background: $surf; color: $t1; border: 1px solid $ctl; border-radius: 7px; padding: 0 9px;
  selection-background-color: $acc; selection-color: $on_acc; min-height: 30px; }
QPlainTextEdit, QTextEdit { padding: 4px 5px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus, QTimeEdit:focus {
  border: 2px solid $acc; padding: 0 8px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px 4px; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border-color: $red; }
QLineEdit:disabled, QPlainTextEdit:disabled { color: $t3; border-color: $line2; background: $sunk; }
QLineEdit:read-only { background: $sunk; border-color: $line2; }
QLineEdit[bare="true"], QPlainTextEdit[bare="true"] { border: 0; background: transparent; padding: 0; border-radius: 0; min-height: 0; }
QAbstractItemView { border: 0; background: transparent; color: $t1; selection-background-color: $sel; selection-color: $t1; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $line2; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $ctl; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: transparent; color: $t3; border: 0; border-bottom: 1px solid $line; padding: 0 8px;
  font-size: 11px; font-weight: 500; min-height: 27px; }
QHeaderView::section:hover { color: $t1; }
QSplitter::handle { background: $line; }
QMenuBar { background: $win; color: $t1; }
QMenuBar::item { padding: 4px 9px; border-radius: 5px; background: transparent; }
QMenuBar::item:selected { background: $sel; }
QMenu { background: $surf; color: $t1; border: 1px solid $line2; padding: 5px; }
QMenu::item { padding: 5px 26px 5px 10px; border-radius: 5px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $sel; }
QMenu::item:disabled { color: $t3; }
QMenu::separator { height: 1px; background: $line; margin: 5px 6px; }
QToolTip { background: $surf; color: $t1; border: 1px solid $line2; padding: 4px 7px; }
QTabBar::tab { background: transparent; color: $t2; padding: 7px 2px; margin-right: 18px; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $t1; border-bottom-color: $acc; }
QTabBar::tab:hover { color: $t1; }
QTabWidget::pane { border: 0; border-top: 1px solid $line; }
QProgressBar { background: $sunk; border: 0; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $acc; border-radius: 2px; }
#offers::item { min-height: 28px; padding-left: 6px; border-radius: 5px; }
#offers::item:selected { background: $sel; color: $t1; }
QStatusBar { background: $win; color: $t2; }
QStatusBar::item { border: 0; }
""")


def with_style(arguments: Sequence[str]) -> list[str]:
    """Return the arguments for QApplication: the program's name and the Fusion style.

    Chosen so, Qt neither searches for style plug-ins nor wakes PySide's QStyle with its enums (together 10 ms).
    """
    return [arguments[0], "-style", "fusion"]


def style_sheet(theme: Theme) -> str:
    """Return the application's style sheet in the theme's colours."""
    return _SHEET.substitute(theme.tokens.colors)


def dress(app: QApplication, theme: Theme) -> None:
    """Put the theme on the application; called again at every change of theme."""
    app.setPalette(theme.palette())
    app.setStyleSheet(style_sheet(theme))


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
