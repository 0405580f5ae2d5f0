"""Pictures of what was painted already: as long as nothing about an event changes it is laid down again instead of painted."""

import math
from collections.abc import Callable, Hashable
from typing import Final

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

_MOST: Final = 8_000_000
"""Pixels that are kept at most; what exceeds them is painted each time."""


class Still:
    """One picture of all that stands still while something is dragged, painted again when it looks otherwise."""

    def __init__(self) -> None:
        self._kept: tuple[Hashable, QPixmap] | None = None

    def forget(self) -> None:
        """Paint it anew when it is next wanted."""
        self._kept = None

    def picture(self, look: Hashable, size: QSize, ratio: float, paint: Callable[[QPainter], None]) -> QPixmap:
        """Return the picture that looks so, as ``paint`` paints it where it is not known."""
        if self._kept is None or self._kept[0] != look:
            picture = QPixmap(math.ceil(size.width() * ratio), math.ceil(size.height() * ratio))
            picture.setDevicePixelRatio(ratio)
            painter = QPainter(picture)
            paint(painter)
            painter.end()
            self._kept = (look, picture)
        return self._kept[1]


class Pictures:
    """Keeps what was painted by a key that says all its look depends on, until it is told to ``forget``."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, QPixmap] = {}
        self._pixels = 0

    def forget(self) -> None:
        """Paint everything anew when it is next seen."""
        self._kept = {}
        self._pixels = 0

    def lay(self, painter: QPainter, key: Hashable, place: QRect, paint: Callable[[QPainter], None]) -> None:
        """Lay down what ``paint`` paints within a place (in the painter's coordinates), painting it where it is not known."""
        ratio = painter.device().devicePixelRatio()
        # On whole pixels of the screen also where it is scaled by one and a half, or it would be blurred.
        left, top = math.floor(place.left() * ratio), math.floor(place.top() * ratio)
        odd = (place.left() * ratio - left, place.top() * ratio - top)
        whole = (key, place.width(), place.height(), ratio, odd)
        picture = self._kept.get(whole)
        if picture is None:
            width, height = math.ceil(place.width() * ratio) + 1, math.ceil(place.height() * ratio) + 1
            if self._pixels + width * height > _MOST:
                paint(painter)
                return
            picture = QPixmap(width, height)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            inside = QPainter(picture)
            inside.translate(-left / ratio, -top / ratio)
            paint(inside)
            inside.end()
            self._kept[whole] = picture
            self._pixels += width * height
        painter.drawPixmap(QPointF(left / ratio, top / ratio), picture)
