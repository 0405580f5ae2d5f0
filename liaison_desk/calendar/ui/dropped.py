"""What is dragged over a view of the calendar."""

from typing import Final

from PySide6.QtCore import QMimeData

_CARDS: Final = ("text/vcard", "text/x-vcard")


def cards_in(mime: QMimeData) -> bytes:
    """Return the vCards of contacts that are dragged; empty when there are none."""
    return next((bytes(mime.data(kind).data()) for kind in _CARDS if mime.hasFormat(kind)), b"")
