"""What lies on a page of a PDF file: fields that were filled in, stamps and drawn marks are printed, notes and links are not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from pypdf.generic import DictionaryObject, StreamObject

from liaison_desk.briefings.inserts.bounds import MOST_MARKS, give_up
from liaison_desk.briefings.inserts.layers import Layers
from liaison_desk.briefings.inserts.reading import Leaf, Source, box, numbers, whole
from liaison_desk.briefings.inserts.streams import unpacked
from liaison_desk.foundation.core.errors import RefusedError

_SEEN: Final = frozenset(
    {
        *("/Widget", "/FreeText", "/Stamp", "/Ink", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Caret"),
        *("/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Watermark"),
    }
)
"""Kinds that are part of what a reader sees of the page."""
_SAID: Final = frozenset({"/Text", "/FileAttachment", "/Sound"})
_HIDDEN, _PRINTED, _UNSEEN = 1 << 1, 1 << 2, 1 << 5
_BUTTON: Final = 1 << 16
_DEEPEST: Final = 32
_WRITES = re.compile(rb"(?:[^(]\)|[0-9A-Fa-f]>|\])\s*(?:T[jJ]|['\"])")
_READ = re.compile(rb"\(((?:[^()\\]|\\.)*)\)")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that lies on a page: its drawing (a reference), and the six numbers that put it where it lies."""

    drawing: Any
    place: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """What of the things on a page is printed, in order, and how many comments are not."""

    marks: tuple[Mark, ...]
    comments: int


class Marks:
    """Finds what lies on the pages of one file."""

    def __init__(self, source: Source) -> None:
        self._name, self._meter = source.name, source.meter
        self._layers = Layers(source.root)
        form = whole(source.root.get("/AcroForm"))
        self._form = form if isinstance(form, dict) else {}
        self._is_stale = bool(getattr(whole(self._form.get("/NeedAppearances")), "value", False))
        if "/XFA" in self._form and getattr(whole(source.root.get("/NeedsRendering")), "value", False):
            raise self._unseen()

    def on(self, leaf: Leaf) -> Marked:
        """Return what lies on a page. RefusedError for what cannot be shown as its own program shows it."""
        found = whole(leaf.page.get("/Annots"))
        marks, comments = [], 0
        for mark in self._dictionaries(found):
            kind = str(whole(mark.get("/Subtype")))
            if kind == "/Redact":
                raise RefusedError(
                    "Page {page} of {file} has passages marked to be redacted that are still in it. Redact them for good first.",
                    page=leaf.number,
                    file=self._name,
                )
            shown = self._shown(mark, kind) if kind in _SEEN else None
            if shown is not None:
                marks.append(shown)
            comments += kind in _SAID or (
                kind in _SEEN and kind != "/Widget" and (shown is None or _is_commented(mark, kind))
            )
        return Marked(tuple(marks), comments)

    def _dictionaries(self, found: Any) -> Iterator[DictionaryObject]:
        if not isinstance(found, list):
            return
        if len(found) > MOST_MARKS:
            give_up()
        for one in found:
            if isinstance(mark := whole(one), DictionaryObject):
                yield mark

    def _shown(self, mark: DictionaryObject, kind: str) -> Mark | None:
        """Return how a mark is drawn; None for one that is not seen."""
        flags = int(numbers([mark.get("/F")])[0])
        if flags & _HIDDEN or not (flags & _PRINTED or not flags & _UNSEEN):
            return None
        if "/OC" in mark and self._layers.hides(mark.raw_get("/OC")):
            return None
        is_field = kind == "/Widget"
        if is_field and int(numbers([_handed_down(mark, "/Ff")])[0]) & _BUTTON and not flags & _PRINTED:
            return None
        drawing = _drawing(mark)
        if is_field and (words := _words_in(mark)) and not self._is_drawn(words, drawing, mark):
            raise self._unseen()
        place = _place(whole(drawing), box(mark.get("/Rect"))) if drawing is not None else None
        return Mark(drawing, place) if place is not None else None

    def _is_drawn(self, words: str, drawing: Any, field: DictionaryObject) -> bool:
        """Tell whether what somebody wrote into a field is what its drawing shows.

        A file may say that its drawings are to be made anew, for who filled it in did not draw. Many say so whose drawings are good:
        one is, if it writes something, and the very words where these can be read in it.
        """
        if drawing is None or not self._is_stale:
            return drawing is not None
        content = unpacked(whole(drawing), self._meter)
        if not _WRITES.search(content):
            return False
        read = b"".join(_READ.findall(content)).replace(b"\\", b"")
        is_text = str(whole(_handed_down(field, "/FT"))) == "/Tx"
        return not (read and is_text and words.isascii()) or words.replace(" ", "") in read.decode("latin-1").replace(
            " ", ""
        )

    def _unseen(self) -> RefusedError:
        return RefusedError(
            "{file} is a form whose words only its own program can show. Print it to a new PDF file, and add that.",
            file=self._name,
        )


def _words_in(field: DictionaryObject) -> str:
    """Return what somebody wrote into a field or chose in it."""
    value = whole(_handed_down(field, "/V"))
    chosen = value[0] if isinstance(value, list) and value else value
    is_worded = str(whole(_handed_down(field, "/FT"))) in {"/Tx", "/Ch"} and isinstance(chosen, str)
    return " ".join(chosen.split()) if is_worded else ""


def _handed_down(field: Any, key: str) -> Any:
    """Return what a field says, or those above it."""
    for _ in range(_DEEPEST):
        if not isinstance(field, DictionaryObject):
            return None
        if key in field:
            return field.raw_get(key)
        field = whole(field.get("/Parent"))
    return None


def _drawing(mark: DictionaryObject) -> Any:
    """Return the drawing of a mark as it is seen without a mouse on it; None where it has none."""
    looks = whole(mark.get("/AP"))
    usual = looks.raw_get("/N") if isinstance(looks, DictionaryObject) and "/N" in looks else None
    states = whole(usual)
    if isinstance(states, StreamObject):
        return usual
    if not isinstance(states, DictionaryObject):
        return None
    state = whole(mark.get("/AS")) or whole(_handed_down(mark, "/V"))
    drawing = states.raw_get(state) if state in states else None
    return drawing if isinstance(whole(drawing), StreamObject) else None


def _place(drawing: DictionaryObject, rectangle: tuple[float, float, float, float] | None) -> tuple[float, ...] | None:
    """Return what puts the box of a drawing into a rectangle (ISO 32000-1, 12.5.5, algorithm 8.1)."""
    own = box(drawing.get("/BBox"))
    if own is None or rectangle is None:
        return None
    matrix = whole(drawing.get("/Matrix"))
    a, b, c, d, e, f = numbers(matrix) if isinstance(matrix, list) and len(matrix) == 6 else (1, 0, 0, 1, 0, 0)
    corners = [(a * x + c * y + e, b * x + d * y + f) for x in (own[0], own[2]) for y in (own[1], own[3])]
    left, right = min(x for x, _ in corners), max(x for x, _ in corners)
    bottom, top = min(y for _, y in corners), max(y for _, y in corners)
    if right - left <= 0 or top - bottom <= 0:
        return None
    across, up = (rectangle[2] - rectangle[0]) / (right - left), (rectangle[3] - rectangle[1]) / (top - bottom)
    return (across, 0.0, 0.0, up, rectangle[0] - left * across, rectangle[1] - bottom * up)


def _is_commented(mark: DictionaryObject, kind: str) -> bool:
    """Tell whether a mark has words that are not seen on the page."""
    words = whole(mark.get("/Contents"))
    return kind not in {"/FreeText", "/Stamp", "/Watermark"} and isinstance(words, str) and bool(words.strip())
