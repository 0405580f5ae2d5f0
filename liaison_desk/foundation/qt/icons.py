"""Line icons in the theme's colours: one SVG file a name, tinted when painted, kept per colour, size and screen."""

from typing import Final

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from liaison_desk.foundation.core.resources import resource
from liaison_desk.foundation.qt.theme import Size, Theme

_STROKE: Final = b'stroke-width="1.75"'


class Icons:
    """Gives icons by Lucide name. A painted icon always has the present theme's colour of its tone."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._sources: dict[str, bytes] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        theme.changed.connect(self._pixmaps.clear)

    def icon(self, name: str, tone: str = "t2") -> QIcon:
        """Return an icon tinted with a theme token; disabled it is painted in ``t3``."""
        return QIcon(_TintedEngine(self, name, tone))

    def pixmap(self, name: str, tone: str = "t2", size: int = Size.ICON, ratio: float = 1.0) -> QPixmap:
        """Return the picture of an icon, ``size`` logical pixels square, for a screen of ``ratio`` device pixels."""
        key = (name, tone, size, ratio)
        pixmap = self._pixmaps.get(key)
        if pixmap is None:
            pixmap = self._pixmaps[key] = self._render(name, tone, size, ratio)
        return pixmap

    def paint(self, painter: QPainter, at: QPoint, name: str, tone: str = "t2", size: int = Size.ICON) -> None:
        """Paint an icon with its top left corner at a point; for delegates and painted widgets."""
        # Asking the device itself would make PySide look for its class, 2 ms an icon.
        ratio = painter.deviceTransform().m11() or 1.0
        painter.drawPixmap(at, self.pixmap(name, tone, size, ratio))

    def _render(self, name: str, tone: str, size: int, ratio: float) -> QPixmap:
        from PySide6.QtSvg import QSvgRenderer  # only the first painted icon pays for loading the module

        source = self._sources.get(name)
        if source is None:
            source = resource("icons", f"{name}.svg").read_bytes().replace(b'stroke-width="2"', _STROKE)
            self._sources[name] = source
        tinted = source.replace(b"currentColor", self._theme.color(tone).name().encode())
        side = max(1, round(size * ratio))
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(tinted)).render(painter)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap


class _TintedEngine(QIconEngine):
    """Lets Qt's own widgets (menus, line edits, tabs) show our icons, always in the present colour."""

    def __init__(self, icons: Icons, name: str, tone: str) -> None:
        super().__init__()
        self._icons = icons
        self._name = name
        self._tone = tone

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._icons, self._name, self._tone)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        del state
        size = min(rect.width(), rect.height())
        at = rect.topLeft() + QPoint((rect.width() - size) // 2, (rect.height() - size) // 2)
        self._icons.paint(painter, at, self._name, self._tint(mode), size)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        # The size is in logical pixels, the scale is the screen's ratio.
        del state
        return self._icons.pixmap(self._name, self._tint(mode), max(1, min(size.width(), size.height())), scale)

    def _tint(self, mode: QIcon.Mode) -> str:
        return "t3" if mode is QIcon.Mode.Disabled else self._tone
