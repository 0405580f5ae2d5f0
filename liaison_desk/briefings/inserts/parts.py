"""Pages that were taken out of a file: plain values, which whoever draws them need not have the library for."""

from dataclasses import dataclass

Matrix = tuple[float, float, float, float, float, float]


@dataclass(eq=False, slots=True)
class Part:
    """An object of the page, written out but for the other parts it refers to; of a stream (with ``data``) the entries alone.

    ``drawn`` is how many bytes of drawing it takes, those of the parts it draws with them.
    """

    said: "list[bytes | Part]"
    data: bytes | None = None
    drawn: int = 0


Said = list[bytes | Part]


@dataclass(frozen=True, slots=True)
class TakenPage:
    """A page: its number in its file, its width and height in points as it is looked at, and what draws it.

    ``matrix`` turns and sizes the drawing, so that its lower left corner stands at the origin.
    """

    number: int
    width: float
    height: float
    matrix: Matrix
    drawing: Part


@dataclass(frozen=True, slots=True)
class Taken:
    """Pages of one file, how many it has, and what the officer should know of them."""

    pages: tuple[TakenPage, ...]
    of: int
    comments: int
    foreign_fonts: tuple[str, ...]
