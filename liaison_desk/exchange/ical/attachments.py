"""Files inside a calendar file: taken out of the lines that were kept, and put back in among them. An address is never fetched."""

import base64
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final, NamedTuple

from liaison_desk.calendar.records import Event
from liaison_desk.exchange.ical.lines import param_text, parse_line
from liaison_desk.foundation.core.attached import ANY_BYTES, LARGEST, plain_name, plain_type

_LONGEST: Final = (LARGEST + 2) // 3 * 4  # letters of base64
_BLANKS: Final = re.compile(r"\s+")


class Inline(NamedTuple):
    """A file that stands in an event: its name, its media type and its bytes."""

    name: str
    media_type: str
    data: bytes


def files_apart(event: Event) -> tuple[Event, tuple[Inline, ...]]:
    """Return an event without the files that stand in it, and these; a line that holds no whole file of 100 MB at most stays."""
    kept: list[str] = []
    files: list[Inline] = []
    for raw in event.extra:
        file = _file(raw) if raw[:6].upper() == "ATTACH" else None
        if file is None:
            kept.append(raw)
        else:
            files.append(file)
    return (replace(event, extra=tuple(kept)) if files else event), tuple(files)


def with_files(event: Event, files: Iterable[Inline]) -> Event:
    """Return an event to be written with its files standing in it."""
    lines = [_line(one) for one in files]
    return replace(event, extra=(*lines, *event.extra)) if lines else event


def _file(raw: str) -> Inline | None:
    line = parse_line(raw)
    if line is None or line.name != "ATTACH" or line.param("ENCODING").upper() not in {"BASE64", "B"}:
        return None
    letters = raw.rpartition(":")[2]
    if len(letters) > _LONGEST:
        return None
    try:
        data = base64.b64decode(_BLANKS.sub("", letters), validate=True)
    except ValueError:
        return None
    name = next(filter(None, map(line.param, ("FILENAME", "X-FILENAME", "X-APPLE-FILENAME", "X-LABEL"))), "")
    return Inline(plain_name(name), plain_type(line.param("FMTTYPE")), data) if data else None


def _line(file: Inline) -> str:
    kind = f";FMTTYPE={file.media_type}" if file.media_type != ANY_BYTES else ""
    letters = base64.b64encode(file.data).decode()
    return f"ATTACH{kind};FILENAME={param_text(file.name)};ENCODING=BASE64;VALUE=BINARY:{letters}"
