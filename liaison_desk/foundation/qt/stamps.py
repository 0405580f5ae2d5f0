"""Words and small pictures drawn once and stamped wherever they are needed: for painted areas that show thousands of them.

Setting one line of text costs many times as much as laying down a picture of it, and a moving timeline sets the same few
hundred again in every frame.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap, QTransform

from liaison_desk.foundation.qt.theme import Theme

_MOST: Final = 6000
"""Pictures that are kept; a desk that shows more draws all anew."""
_MARGIN: Final = 2
_GROUND: Final = 0.82
"""How much of what lies below words is hidden."""


class Stamps:
    """Pictures in the present theme's colours, kept by what they show and for which screen."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._pictures: dict[tuple[object, ...], QPixmap] = {}
        self._widths: dict[tuple[object, str], float] = {}
        self._cut: dict[tuple[object, str, int], str] = {}
        self._metrics: dict[object, QFontMetricsF] = {}
        theme.changed.connect(self._pictures.clear)

    def width(self, face: object, font: QFont, text: str) -> float:
        """Return how wide a line of text is; ``face`` names the font."""
        width = self._widths.get((face, text))
        if width is None:
            if len(self._widths) >= 4 * _MOST:
                self._widths.clear()
            metrics = self._metrics.get(face)
            if metrics is None:
                metrics = self._metrics[face] = QFontMetricsF(font)
            width = self._widths[face, text] = metrics.horizontalAdvance(text)
        return width

    def cut(self, face: object, font: QFont, text: str, room: int) -> str:
        """Return a line of text that fits into so many pixels, ended by an ellipsis where it is too long."""
        if self.width(face, font, text) <= room:
            return text
        key = (face, text, room)
        if key not in self._cut:
            if len(self._cut) >= _MOST:
                self._cut.clear()
            self._cut[key] = self._metrics[face].elidedText(text, Qt.TextElideMode.ElideRight, room)
        return self._cut[key]

    def words(
        self,
        painter: QPainter,
        at: QPointF,
        face: object,
        font: QFont,
        text: str,
        tone: str | QColor,
        *,
        ground: str = "",
    ) -> None:
        """Lay down a line of text with the left end of its middle at a point; ``tone`` is a token or a colour.

        ``ground`` is the token of what is laid below them, so that no line runs through them.
        """
        transform = painter.deviceTransform()
        ratio = transform.m11() or 1.0
        key = (face, text, tone if isinstance(tone, str) else tone.rgba(), ground, ratio)
        picture = self._pictures.get(key)
        if picture is None:
            picture = self._keep(key, self._draw_words(face, font, text, tone, ground, ratio))
        height = picture.height() / ratio
        painter.drawPixmap(_on_pixels(at.x() - _MARGIN, at.y() - height / 2, transform), picture)

    def picture(
        self,
        painter: QPainter,
        middle: QPointF,
        name: tuple[object, ...],
        half: float,
        draw: Callable[[QPainter], None],
    ) -> None:
        """Lay down a picture around a point; ``draw`` draws it around the origin when there is none of this name yet."""
        transform = painter.deviceTransform()
        picture = self._picture(name, half, transform.m11() or 1.0, draw)
        painter.drawPixmap(_on_pixels(middle.x() - half, middle.y() - half, transform), picture)

    def tiles(
        self, painter: QPainter, rect: QRectF, name: tuple[object, ...], side: int, draw: Callable[[QPainter], None]
    ) -> None:
        """Fill a rectangle with a picture over and over, from its top left corner; ``draw`` draws one around the origin."""
        transform = painter.deviceTransform()
        picture = self._picture(name, side / 2, transform.m11() or 1.0, draw)
        at = _on_pixels(rect.left(), rect.top(), transform)
        painter.drawTiledPixmap(QRectF(at, rect.bottomRight()), picture)

    def _picture(
        self, name: tuple[object, ...], half: float, ratio: float, draw: Callable[[QPainter], None]
    ) -> QPixmap:
        key = (*name, half, ratio)
        picture = self._pictures.get(key)
        if picture is None:
            picture = QPixmap(round(2 * half * ratio), round(2 * half * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            within = QPainter(picture)
            within.setRenderHint(QPainter.RenderHint.Antialiasing)
            within.translate(half, half)
            draw(within)
            within.end()
            self._keep(key, picture)
        return picture

    def _draw_words(
        self, face: object, font: QFont, text: str, tone: str | QColor, ground: str, ratio: float
    ) -> QPixmap:
        width = self.width(face, font, text) + 2 * _MARGIN + 2
        height = self._metrics[face].height()
        picture = QPixmap(max(1, round(width * ratio)), max(1, round(height * ratio)))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setFont(font)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        rect = QRectF(_MARGIN, 0, width, height)
        if ground:
            below = QColor(self._theme.color(ground))
            below.setAlphaF(_GROUND)
            painter.fillRect(QRectF(0, 1, width, height - 2), below)
        painter.setPen(self._theme.color(tone) if isinstance(tone, str) else tone)
        painter.drawText(rect, flags, text)
        painter.end()
        return picture

    def _keep(self, key: tuple[object, ...], picture: QPixmap) -> QPixmap:
        if len(self._pictures) >= _MOST:
            self._pictures.clear()
        self._pictures[key] = picture
        return picture


def _on_pixels(x: float, y: float, transform: QTransform) -> QPointF:
    """Return a point of a picture moved to the screen's nearest pixels, where it stays sharp."""
    ratio, dx, dy = transform.m11() or 1.0, transform.dx(), transform.dy()
    return QPointF((round(x * ratio + dx) - dx) / ratio, (round(y * ratio + dy) - dy) / ratio)
