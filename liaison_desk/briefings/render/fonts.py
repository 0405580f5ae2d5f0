"""Fonts in the file: two bytes for each character used, in the order they are first met (composite fonts, ISO 32000-1, 9.7).

ReportLab's own way gives every 256 characters a font, and looks each character up in Python: Japanese changes fonts several times a
line. It also writes characters beyond the first 65,536, which some names have, so that they cannot be read back.
"""

from hashlib import sha256
from itertools import groupby
from struct import pack
from typing import Any

from reportlab.pdfbase import pdfmetrics

from liaison_desk.briefings.render.file import File

_UNFIT = frozenset(b"()\\\r")
"""Bytes that would have to be escaped in a string: codes are chosen without them."""
_AT_ONCE = 100
_SYMBOLIC = 4


class Codes(dict[str, str]):
    """The code of each character as it stands in a page's text: two letters, each one byte; given out when it is first met."""

    def __init__(self) -> None:
        super().__init__()
        self._last = 0

    def __missing__(self, char: str) -> str:
        number = self._last + 1
        while not _UNFIT.isdisjoint(divmod(number, 256)):
            number += 1
        self._last = number
        code = self[char] = "{:c}{:c}".format(*divmod(number, 256))
        return code

    @property
    def numbers(self) -> dict[int, str]:
        """The characters by the numbers of their codes, in order."""
        return {ord(code[0]) * 256 + ord(code[1]): char for char, code in self.items()}


def embed(file: File, name: str, codes: Codes, number: int) -> None:
    """Put a font into the file as object ``number``: the shapes of the characters that have codes, and what those are."""
    face: Any = pdfmetrics.getFont(name).face
    numbers = codes.numbers
    shapes, places = face.makeSubset([ord(char) for char in numbers.values()]), _shapes(face, numbers)
    name = f"{_tag(shapes + places)}+{face.name.decode('ascii')}"
    data = file.stream(shapes, f"/Length1 {len(shapes)}")
    box = " ".join(f"{edge:g}" for edge in face.bbox)
    about = file.add(
        f"<</Type/FontDescriptor/FontName/{name}/Flags {_SYMBOLIC}/FontBBox[{box}]/ItalicAngle {face.italicAngle:g}/Ascent {face.ascent:g}"
        f"/Descent {face.descent:g}/CapHeight {face.capHeight:g}/StemV {face.stemV:g}/FontFile2 {data} 0 R>>"
    )
    inside = file.add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        f"/FontDescriptor {about} 0 R/W[{_widths(face, numbers)}]/CIDToGIDMap {file.stream(places)} 0 R>>"
    )
    read = file.stream(_readable(numbers).encode("ascii"))
    file.put(
        number,
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{inside} 0 R]/ToUnicode {read} 0 R>>",
    )


def _tag(subset: bytes) -> str:
    """Return the six letters that tell one subset of a font from all others (9.6.4): a packet may take in pages of another."""
    return "".join(chr(ord("A") + one % 26) for one in sha256(subset).digest()[:6])


def _widths(face: Any, numbers: dict[int, str]) -> str:
    """Return the widths of all codes, those next to each other in one list."""
    runs = []
    for _, run in groupby(enumerate(numbers), key=lambda placed: placed[1] - placed[0]):
        codes = [code for _, code in run]
        runs.append(f"{codes[0]}[{' '.join(f'{face.getCharWidth(ord(numbers[code])):g}' for code in codes)}]")
    return " ".join(runs)


def _shapes(face: Any, numbers: dict[int, str]) -> bytes:
    """Return for each code the place of its shape among those that ``makeSubset`` took, which takes each once."""
    places = {0: 0}
    found = [0] * (max(numbers, default=0) + 1)
    for code, char in numbers.items():
        shape = face.charToGlyph.get(ord(char), 0)
        found[code] = places.setdefault(shape, len(places))
    return pack(f">{len(found)}H", *found)


def _readable(numbers: dict[int, str]) -> str:
    """Return the table that turns codes back into text (9.10.3)."""
    pairs = [f"<{code:04X}> <{char.encode('utf-16-be').hex().upper()}>" for code, char in numbers.items()]
    parts = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for at in range(0, len(pairs), _AT_ONCE):
        some = pairs[at : at + _AT_ONCE]
        parts += [f"{len(some)} beginbfchar", *some, "endbfchar"]
    return "\n".join((*parts, "endcmap CMapName currentdict /CMap defineresource pop end end"))
