"""Strange PDF files read page by page: nothing is run, fetched or searched for, and what is broken is refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from pypdf.errors import LimitReachedError
from pypdf.generic import DictionaryObject, IndirectObject

from liaison_desk.briefings.inserts.bounds import (
    INCH,
    LEAST_INCHES,
    MOST_INCHES,
    MOST_PAGES,
    Meter,
    give_up,
    require_bearable,
)
from liaison_desk.briefings.inserts.library import BoundedReader, bounded_library
from liaison_desk.foundation.core.errors import DeskError, RefusedError, UnreadableError

Box = tuple[float, float, float, float]
_LETTER: Final[Box] = (0.0, 0.0, 612.0, 792.0)
_HANDED_DOWN: Final = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as it stands in its file: what of it is shown, turned clockwise by degrees, with points of so many units."""

    number: int
    page: DictionaryObject
    resources: Any
    box: Box
    turned: int
    unit: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points as it is looked at."""
        left, bottom, right, top = self.box
        width, height = (right - left) * self.unit, (top - bottom) * self.unit
        return (height, width) if self.turned % 180 else (width, height)


@dataclass(frozen=True, slots=True)
class Source:
    """One file that is being read; ``name`` is what its errors call it."""

    name: str
    reader: BoundedReader
    meter: Meter

    @property
    def root(self) -> DictionaryObject:
        """The catalog."""
        return self.reader.root_object

    def leaves(self) -> Iterator[Leaf]:
        """Yield the pages in order. RefusedError for too many of them."""
        waiting: list[tuple[Any, dict[str, Any]]] = [(self.root.raw_get("/Pages"), {})]
        seen: set[int] = set()
        number = nodes = 0
        while waiting:
            reference, above = waiting.pop()
            node = whole(reference)
            nodes += 1
            if not isinstance(node, DictionaryObject):
                continue
            if nodes > 2 * MOST_PAGES:
                give_up()
            known = above | {key: node.raw_get(key) for key in _HANDED_DOWN if key in node}
            kids = whole(node.get("/Kids"))
            if not isinstance(kids, list):
                number += 1
                yield self._leaf(node, known, number)
            elif (place := getattr(reference, "idnum", id(node))) not in seen:
                seen.add(place)
                waiting += [(kid, known) for kid in reversed(kids)]
            else:
                raise ValueError("a circle")

    def _leaf(self, page: DictionaryObject, known: dict[str, Any], number: int) -> Leaf:
        if number > MOST_PAGES:
            raise RefusedError(
                "{file} has more than {most} pages. Make a smaller file of those that are to be printed.",
                file=self.name,
                most=MOST_PAGES,
            )
        media = box(known.get("/MediaBox")) or _LETTER
        turned = whole(known.get("/Rotate"))
        return Leaf(
            number,
            page,
            known.get("/Resources"),
            _within(box(known.get("/CropBox")) or media, media),
            turned % 360 if isinstance(turned, int) and turned % 90 == 0 else 0,
            max(numbers([page.get("/UserUnit")])[0], 0.0) or 1.0,
        )

    def require_printable(self, leaf: Leaf) -> None:
        """Raise RefusedError for a page too large or too small to be printed."""
        width, height = (side / INCH for side in leaf.size)
        if not LEAST_INCHES <= min(width, height) <= max(width, height) <= MOST_INCHES:
            raise RefusedError(
                "Page {page} of {file} measures {width} × {height} inches. Pages of {least} to {most} inches can be printed.",
                page=leaf.number,
                file=self.name,
                width=f"{width:.4g}",
                height=f"{height:.4g}",
                least=LEAST_INCHES,
                most=MOST_INCHES,
            )


@contextmanager
def reading(data: bytes, name: str) -> Iterator[Source]:
    """Open a PDF file. UnreadableError or RefusedError says in one sentence, with the file's name, why it cannot be taken in."""
    require_bearable(data, name)
    try:
        with bounded_library():
            source = _opened(data, name)
            try:
                yield source
            finally:
                source.reader.close()
    except DeskError:
        raise
    except LimitReachedError as error:
        raise RefusedError(
            "{file} holds more than can be read safely. Print it to a new PDF file, and add that.", file=name
        ) from error
    except Exception as error:  # the library raises whatever it trips over
        raise UnreadableError(
            "{file} is broken or cut off. If it can be opened elsewhere, print it to a new PDF file, and add that.",
            file=name,
        ) from error


def _opened(data: bytes, name: str) -> Source:
    meter = Meter()
    locked = RefusedError("{file} is protected by a password. Save it without one, and add that.", file=name)
    try:
        reader = BoundedReader(data, meter)
    except LimitReachedError:
        raise
    except Exception as error:
        if b"/Encrypt" in data:
            raise locked from error
        raise
    if reader.is_encrypted:
        raise locked
    return Source(name, reader, meter)


def whole(value: Any) -> Any:
    """Return what a reference points to; other values as they are."""
    return value.get_object() if isinstance(value, IndirectObject) else value


def numbers(values: Any) -> list[float]:
    """Return values as numbers, 0 for what is none."""
    found = (whole(value) for value in values)
    return [float(value) if isinstance(value, int | float) and abs(value) < 1e9 else 0.0 for value in found]


def box(value: Any) -> Box | None:
    """Return a rectangle with its corners in order; None for what is none, or empty."""
    corners = whole(value)
    if not isinstance(corners, list) or len(corners) != 4:
        return None
    x1, y1, x2, y2 = numbers(corners)
    found = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
    return found if found[0] < found[2] and found[1] < found[3] else None


def _within(inner: Box, outer: Box) -> Box:
    """Return what two rectangles share; the outer one if they share nothing."""
    left, bottom = max(inner[0], outer[0]), max(inner[1], outer[1])
    right, top = min(inner[2], outer[2]), min(inner[3], outer[3])
    return (left, bottom, right, top) if left < right and bottom < top else outer
