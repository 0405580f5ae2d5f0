"""People on their way out of the window: as cards on the clipboard, or dragged as a file and as text."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QUrl

from liaison_desk.foundation.core.files import file_name

CARD_TYPES: Final = ("text/vcard", "text/x-vcard")


def card_mime(cards: bytes, text: str, file: Path | None = None) -> QMimeData:
    """Return cards as every program may want them: as vCard data, as plain text, and as a file when there is one."""
    mime = QMimeData()
    for kind in CARD_TYPES:
        mime.setData(kind, cards)
    mime.setText(text)
    if file is not None:
        mime.setUrls([QUrl.fromLocalFile(str(file))])
    return mime


def cards_in(mime: QMimeData | None) -> bytes:
    """Return the cards on a clipboard, as data or as text; empty when there are none."""
    if mime is None:  # the clipboard of some systems is nothing while it is empty
        return b""
    for kind in CARD_TYPES:
        if mime.hasFormat(kind):
            return bytes(mime.data(kind).data())
    text = mime.text() if mime.hasText() else ""
    return text.encode() if text.lstrip("\ufeff \r\n\t")[:11].upper() == "BEGIN:VCARD" else b""


def cards_name(names: Sequence[str]) -> str:
    """Return what the file of these people is called: one by his name, several as contacts."""
    return f"{file_name(names[0], 'contacts') if len(names) == 1 else 'contacts'}.vcf"
