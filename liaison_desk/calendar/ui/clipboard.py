"""Events on their way through the clipboard: as iCalendar and as text to the outside, and as iCalendar back."""

from typing import Final

from PySide6.QtCore import QMimeData

_TYPE: Final = "text/calendar"
_HEADS: Final = ("BEGIN:VCALENDAR", "BEGIN:VEVENT")


def event_mime(file: bytes, text: str) -> QMimeData:
    """Return an event as every program may want it: as a calendar file, and as words."""
    mime = QMimeData()
    mime.setData(_TYPE, file)
    mime.setText(text)
    return mime


def calendar_in(mime: QMimeData | None) -> bytes:
    """Return the calendar file on a clipboard, as data or as text; empty when there is none."""
    if mime is None:  # the clipboard of some systems is nothing while it is empty
        return b""
    if mime.hasFormat(_TYPE):
        return bytes(mime.data(_TYPE).data())
    text = mime.text() if mime.hasText() else ""
    return text.encode() if text.lstrip("\ufeff \r\n\t")[:15].upper().startswith(_HEADS) else b""
