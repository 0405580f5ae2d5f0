"""Files looked at when an officer adds them to a packet: what they are, and what of them will not be printed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from liaison_desk.briefings.inserts.bounds import require_bearable
from liaison_desk.briefings.pictures import measure
from liaison_desk.foundation.core.errors import Problem, UnreadableError

_HEAD: Final = 1_024
_FEW: Final = 5
_OTHERS: Final = (
    (0, b"%!PS", "EPS"),
    (0, b"\xc5\xd0\xd3\xc6", "EPS"),
    (4, b"ftyphei", "HEIC"),
    (4, b"ftyphev", "HEIC"),
    (4, b"ftypmif", "HEIC"),
    (4, b"ftypmsf", "HEIC"),
    (4, b"ftypavi", "AVIF"),
    (0, b"8BPS", "Photoshop"),
    (0, b"\x00\x00\x00\x0cjP", "JPEG 2000"),
    (0, b"\xd7\xcd\xc6\x9a", "WMF"),
    (40, b" EMF", "EMF"),
)


class InsertKind(StrEnum):
    """What a packet takes in whole."""

    PDF = "pdf"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Inserted:
    """A file that a packet can take in: how many pages it has, how large the first (in points) or the picture (in pixels) is.

    ``remarks`` say what of it will not be seen.
    """

    kind: InsertKind
    pages: int
    size: tuple[float, float]
    remarks: tuple[Problem, ...] = ()


def examine(data: bytes, name: str, chosen: tuple[int, ...] = ()) -> Inserted:
    """Look at a file that is added to a packet, and at the pages of it that are ``chosen`` (all if none is).

    UnreadableError or RefusedError says in one sentence, with the file's name, why it cannot be taken in: what passes
    here can be printed.
    """
    if not data:
        raise UnreadableError("{file} is empty.", file=name)
    if b"%PDF-" in data[:_HEAD]:
        return _pdf(data, name, chosen)
    _require_drawn(data, name)
    require_bearable(data, name)
    measured = measure(data, name)
    values = (("file", name), ("count", measured.following))
    remark = Problem("file", "Only the first picture of {file} is printed, {count} more are not.", values)
    size = float(measured.width), float(measured.height)
    return Inserted(InsertKind.PICTURE, 1, size, (remark,) if measured.following else ())


def _pdf(data: bytes, name: str, chosen: tuple[int, ...]) -> Inserted:
    from liaison_desk.briefings.inserts.taking import take

    taken = take(data, name, chosen)
    remarks = []
    if taken.comments:
        values = (("file", name), ("count", taken.comments))
        remarks.append(Problem("file", "Comments in {file} are not printed: {count}.", values))
    if fonts := taken.foreign_fonts:
        shown = ", ".join(fonts[:_FEW]) + (", …" if len(fonts) > _FEW else "")
        said = "{file} does not hold all its fonts; it may look otherwise elsewhere: {fonts}."
        remarks.append(Problem("file", said, (("file", name), ("fonts", shown))))
    first = taken.pages[0]
    return Inserted(InsertKind.PDF, taken.of, (first.width, first.height), tuple(remarks))


def _require_drawn(data: bytes, name: str) -> None:
    """Raise UnreadableError for a picture of a kind that cannot be printed here, by the name of that kind."""
    kind = next((kind for at, magic, kind in _OTHERS if data[at : at + len(magic)] == magic), "")
    if not kind and b"<svg" in data[:_HEAD].lower():
        kind = "SVG"
    if kind:
        raise UnreadableError(
            "{file} is a picture in the form {kind}, which cannot be printed here. Save it as PDF, PNG or JPEG.",
            file=name,
            kind=kind,
        )
