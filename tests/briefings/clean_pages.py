"""What a finished PDF shows and where, read back from its pages: ``assert_clean_pages`` tells whether they are fit to be seen.

Every string is measured by the widths in the file itself, so that nothing of the renderer's own reckoning is believed.
"""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from struct import iter_unpack
from typing import Any, NamedTuple

import pikepdf

from liaison_desk.briefings.render.pages import SHEETS, Sheet

LEAST = 7.0
"""Points of the smallest type on any paper; readings above names are half as large as what they stand above."""
_RAISED, _LOWERED = 0.80, 0.10
"""How far the characters of the fonts reach above and below the baseline, in ems."""
_BLANK = {"、": 0.3, "。": 0.29, "，": 0.28, "．": 0.28, " ": 0.33}
"""Ems of the blank after the ink of stops, which may hang beyond the end of a line, and of spaces."""
_SLACK = 0.5
_GAP = 0.15
"""Ems between two strings that a reader takes for a blank."""
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_HEEDED = "Tj TJ Tf Do q Q cm BT Tm Td TD T* TL Tc"
"""The operators that write, or move where is written."""
_CODE = re.compile(r"<([0-9A-F]+)> <((?:[0-9A-F]{4})+)>$")

Matrix = tuple[float, ...]


class Seen(NamedTuple):
    """A string as it stands on a page (y upward): its ends, its baseline, its size in points."""

    left: float
    right: float
    baseline: float
    size: float
    words: str
    upright: bool

    @property
    def top(self) -> float:
        """How high its characters reach."""
        return self.baseline + _RAISED * self.size

    @property
    def bottom(self) -> float:
        """How low its characters reach."""
        return self.baseline - _LOWERED * self.size


class Sight(NamedTuple):
    """A page as it is seen: its size in points, and its strings in the order they are drawn."""

    width: float
    height: float
    strings: list[Seen]


def seen(pdf: bytes) -> list[Sight]:
    """Return every page of a file as it is seen."""
    fonts: dict[Any, Font] = {}
    sights = []
    with pikepdf.open(BytesIO(pdf)) as file:
        for page in file.pages:
            strings = list(_Walk(fonts).strings(page, page.get("/Resources", {}), _IDENTITY))
            left, bottom, right, top = map(float, page.mediabox)
            sights.append(Sight(right - left, top - bottom, strings))
    return sights


def texts(pdf: bytes) -> list[str]:
    """Return the text of every page in the order it is drawn: a line for each baseline, with a blank wherever a gap is seen."""
    return ["".join(_told(sight.strings)).lstrip("\n") for sight in seen(pdf)]


def _told(strings: Iterable[Seen]) -> Iterator[str]:
    last = None
    for one in strings:
        if last is None or abs(one.baseline - last.baseline) > 0.01 or one.left < last.left:
            yield "\n"
        elif one.left - last.right > _GAP * one.size:
            yield " "
        yield one.words
        last = one


def assert_clean_pages(pdf: bytes, *, pages: Iterable[int] | None = None, least: float = LEAST) -> None:
    """Assert that on all pages, or those counted from 1, no text leaves its area, lies over other text or is too small to read.

    Head, foot and banners have their own places outside the text area; what stands aslant (DRAFT) lies below all of it.
    """
    wanted = None if pages is None else set(pages)
    faults = [
        f"page {number}: {fault}"
        for number, sight in enumerate(seen(pdf), 1)
        if wanted is None or number in wanted
        for fault in _faults(sight, least)
    ]
    assert not faults, "\n".join([f"{len(faults)} faults", *faults[:20]])


def _faults(sight: Sight, least: float) -> Iterator[str]:
    sheet = _sheet(sight.width, sight.height)
    strings = [there for one in sight.strings if one.upright and (there := inked(one)).words]
    left, right = sheet.side - _SLACK, sheet.width - sheet.side + _SLACK
    head, foot = sheet.height - sheet.head - 14.0, sheet.head + 10.0  # where the rules of head and foot are
    for one in strings:
        banner = one.baseline > head + 16.0 or one.baseline < foot - 16.0
        edges = (0.0, sheet.width) if banner else (left, right)
        if one.left < edges[0] or one.right > edges[1]:
            yield f"beyond the margin: {one}"
        if one.bottom < head < one.top or one.bottom < foot < one.top:
            yield f"through the rule of head or foot: {one}"
        if foot < one.baseline < sheet.bottom - 1.0 or sheet.top + 1.0 < one.baseline < head:
            yield f"above or below the text area: {one}"
        if one.size < least - 0.01 and not _is_reading(one, strings):
            yield f"too small: {one}"
    strings.sort(key=lambda one: -one.top)
    for number, one in enumerate(strings, 1):
        for other in strings[number:]:
            if other.top < one.bottom + _SLACK:
                break
            if min(one.right, other.right) - max(one.left, other.left) > _SLACK:
                yield f"one over the other: {one} and {other}"


def _sheet(width: float, height: float) -> Sheet:
    for sheet in SHEETS.values():
        for one in (sheet, sheet.across):
            if abs(one.width - width) < 1 and abs(one.height - height) < 1:
                return one
    raise AssertionError(f"no sheet is {width} by {height} points")


def _is_reading(one: Seen, strings: Iterable[Seen]) -> bool:
    """Tell whether a string stands right above one of twice its size."""
    return any(
        abs(other.size - 2 * one.size) < 0.1 and 0 < one.baseline - other.baseline < 1.2 * other.size
        for other in strings
        if other.left < one.right + other.size and one.left < other.right + other.size
    )


def inked(one: Seen) -> Seen:
    """Return a string without the blank at its end."""
    words = one.words.rstrip(" ")
    spaces = (len(one.words) - len(words)) * _BLANK[" "]
    return one._replace(words=words, right=one.right - (spaces + _BLANK.get(words[-1:], 0.0)) * one.size)


class Font:
    """What a font of the file tells: how wide each code is in ems, and which character it stands for. Ours have codes of two bytes."""

    def __init__(self, made: Any) -> None:
        first = int(made.get("/FirstChar", 0))
        self.widths = {first + at: float(width) / 1000 for at, width in enumerate(made.get("/Widths", ()))}
        inner = made.get("/DescendantFonts", ())
        self._unpack = ">H" if inner else "B"
        for one in inner:
            widths = list(one["/W"])
            for first, run in zip(widths[::2], widths[1::2], strict=True):
                self.widths |= {int(first) + at: float(width) / 1000 for at, width in enumerate(run)}
        told = made["/ToUnicode"].read_bytes().decode("latin-1") if "/ToUnicode" in made else ""
        pairs = (_CODE.match(line) for line in told.splitlines())
        self.chars = {int(one[1], 16): bytes.fromhex(one[2]).decode("utf-16-be") for one in pairs if one}

    def codes(self, written: bytes) -> list[int]:
        """Return the codes of a string."""
        return [code for (code,) in iter_unpack(self._unpack, written)]


class _Walk:
    """A walk through the stream of one page and of the forms it uses."""

    def __init__(self, fonts: dict[Any, Font]) -> None:
        self._fonts = fonts
        self._pile: list[Matrix] = []
        self._page = self._line = self._at = _IDENTITY
        self._font = Font({})
        self._size = self._spacing = self._leading = 0.0

    def strings(self, content: Any, resources: Any, page: Matrix) -> Iterator[Seen]:
        """Yield what is written, in the page's coordinates."""
        self._page = page
        for operands, made in pikepdf.parse_content_stream(content, _HEEDED):
            operator = str(made)
            if operator in {"Tj", "TJ"}:
                yield from self._written(operands[0] if operator == "TJ" else operands)
            elif operator == "Tf":
                self._font, self._size = self._font_of(resources, operands[0]), float(operands[1])
            elif operator == "Do":
                form = resources["/XObject"][operands[0]]
                if form["/Subtype"] == "/Form":
                    within, inner = self._page, _Walk(self._fonts)
                    own = _times(_numbers(form.get("/Matrix", _IDENTITY)), within)
                    yield from inner.strings(form, form.get("/Resources", resources), own)
            else:
                self._moved(operator, operands)

    def _moved(self, operator: str, operands: Any) -> None:
        match operator:
            case "q":
                self._pile.append(self._page)
            case "Q":
                self._page = self._pile.pop()
            case "cm":
                self._page = _times(_numbers(operands), self._page)
            case "BT":
                self._at = self._line = _IDENTITY
            case "Tm":
                self._at = self._line = _numbers(operands)
            case "Td" | "TD" | "T*":
                self._line = _times((1.0, 0.0, 0.0, 1.0, *(_numbers(operands) or (0.0, -self._leading))), self._line)
                self._at = self._line
            case "TL":
                self._leading = float(operands[0])
            case "Tc":
                self._spacing = float(operands[0])

    def _written(self, parts: Iterable[Any]) -> Iterator[Seen]:
        for part in parts:
            codes = self._font.codes(bytes(part)) if isinstance(part, pikepdf.String) else []
            width = sum(self._font.widths.get(code, 0.5) for code in codes) * self._size
            if codes:
                words = "".join(self._font.chars.get(code, "?") for code in codes)
                drawn = width + self._spacing * (len(codes) - 1)
                yield _placed(_times(self._at, self._page), drawn, self._size, words)
            else:
                width = -float(part) / 1000 * self._size
            self._at = _times((1.0, 0.0, 0.0, 1.0, width + self._spacing * len(codes), 0.0), self._at)

    def _font_of(self, resources: Any, name: Any) -> Font:
        made = resources["/Font"][name]
        key = made.objgen if made.is_indirect else str(name)
        if key not in self._fonts:
            self._fonts[key] = Font(made)
        return self._fonts[key]


def _numbers(operands: Iterable[Any]) -> Matrix:
    return tuple(map(float, operands))


def _times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _placed(matrix: Matrix, width: float, size: float, words: str) -> Seen:
    across, slant, _, up, x, y = matrix
    return Seen(x, x + width * across, y, size * abs(up), words, abs(slant) < 1e-6 < across)
