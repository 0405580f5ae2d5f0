"""Pictures of people: read within bounds off the window's thread, cut to a square, written as JPEG, kept for showing."""

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.foundation.core.files import read_whole

LARGEST: Final = 25 * 1024 * 1024
"""Bytes of a picture's file."""
SIDE: Final = 512
"""Pixels of a kept photo's side."""
_MOST: Final = 2048  # pixels of the longer side while it is cut
_MEMORY: Final = 256  # megabytes a picture may take while it is decoded
_KEPT: Final = 64
# Told by the content. Drawings such as SVG may name other files, so they are no photos.
_FORMATS: Final = frozenset({b"jpeg", b"png", b"gif", b"webp", b"bmp", b"tiff"})
_QUALITY: Final = 88
_TOO_LARGE: Final = "This picture is larger than 25 MB. Choose a smaller one; nothing was changed."
_ODD: Final = 60_000  # no camera makes a longer side


def read_picture(data: bytes, longest: int = _MOST) -> QImage:
    """Return a picture turned as its camera says, its longer side at most ``longest``. Raises UnreadableError."""
    if len(data) > LARGEST:
        raise UnreadableError(_TOO_LARGE)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_MEMORY)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size() if bytes(reader.format().data()) in _FORMATS else QSize()
    if not size.isValid() or max(size.width(), size.height()) > _ODD:
        raise UnreadableError("This file is no picture that can be read. Choose a JPEG or PNG; nothing was changed.")
    if max(size.width(), size.height()) > longest:
        reader.setScaledSize(
            size.scaled(QSize(longest, longest), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
        )
    image = reader.read()
    if image.isNull():
        raise UnreadableError("This file is no picture that can be read. Choose a JPEG or PNG; nothing was changed.")
    return bounded(image, longest)


def read_picture_file(path: Path) -> QImage:
    """Return the picture in a file; raises UnreadableError, NotFoundError."""
    return read_picture(read_whole(path, LARGEST, _TOO_LARGE))


def bounded(image: QImage, longest: int = _MOST) -> QImage:
    """Return a picture no larger than it is shown."""
    if max(image.width(), image.height()) <= longest:
        return image
    return image.scaled(
        longest, longest, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def square_of(image: QImage, square: QRect, side: int = SIDE) -> QImage:
    """Return a square of a picture, at most ``side`` pixels wide, on white where the picture is transparent."""
    cut = image.copy(square)
    if cut.width() > side:
        cut = cut.scaled(side, side, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    ground = QImage(cut.size(), QImage.Format.Format_RGB32)
    ground.fill(Qt.GlobalColor.white)
    from PySide6.QtGui import QPainter

    painter = QPainter(ground)
    painter.drawImage(0, 0, cut)
    painter.end()
    return ground


def jpeg_of(image: QImage) -> bytes:
    """Return a picture as JPEG, without anything its camera noted."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(_QUALITY)
    writer.write(image)
    return bytes(data.data())


class PhotoShelf:
    """The last photos shown, small and ready to paint. For the database lane alone: ``read`` gives the bytes by digest."""

    def __init__(self, read: Callable[[str], bytes]) -> None:
        self._read = read
        self._kept: OrderedDict[str, QImage | None] = OrderedDict()

    def image(self, digest: str) -> QImage | None:
        """Return a photo at twice its shown size; None when there is none or it cannot be read."""
        if not digest:
            return None
        if digest not in self._kept:
            try:
                image = read_picture(self._read(digest), 2 * 72)
            except UnreadableError:
                image = None
            self._kept[digest] = image
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(digest)
        return self._kept[digest]
