"""Pages taken out of a PDF file, each ready to be drawn on paper of its own size. Imports the library: ask for it late."""

from collections.abc import Collection, Sequence

from liaison_desk.briefings.inserts.carrying import Carrier
from liaison_desk.briefings.inserts.marks import Marks
from liaison_desk.briefings.inserts.parts import Matrix, Taken, TakenPage
from liaison_desk.briefings.inserts.reading import Leaf, Source, reading
from liaison_desk.foundation.core.errors import RefusedError


def take(data: bytes, name: str, chosen: Sequence[int] = ()) -> Taken:
    """Return the pages of a PDF file that are ``chosen`` by their numbers from 1 on, in that order; all if none is chosen.

    UnreadableError or RefusedError says in a sentence, with the file's ``name``, why they cannot be taken.
    """
    wanted = frozenset(chosen)
    with reading(data, name) as source:
        carrier, marks = Carrier(source), Marks(source)
        pages: dict[int, TakenPage] = {}
        count = comments = 0
        for leaf in source.leaves():
            count = leaf.number
            if not wanted or leaf.number in wanted:
                source.require_printable(leaf)
                marked = marks.on(leaf)
                comments += marked.comments
                drawing = carrier.page(leaf, marked.marks)
                pages[count] = TakenPage(count, *leaf.size, _matrix(leaf), drawing)
        _require_pages(source, wanted, count)
        return Taken(tuple(pages[one] for one in chosen or pages), count, comments, carrier.foreign_fonts)


def _require_pages(source: Source, wanted: Collection[int], count: int) -> None:
    if not count:
        raise RefusedError("{file} has no pages.", file=source.name)
    if missing := sorted(page for page in wanted if not 1 <= page <= count):
        raise RefusedError(
            "{file} has no page {page}; its last is {pages}.", file=source.name, pages=count, page=missing[0]
        )


def _matrix(leaf: Leaf) -> Matrix:
    """Return what turns a page upright, with its lower left corner at the origin and its units as points."""
    left, bottom, right, top = leaf.box
    one = leaf.unit
    return {
        0: (one, 0.0, 0.0, one, -left * one, -bottom * one),
        90: (0.0, -one, one, 0.0, -bottom * one, right * one),
        180: (-one, 0.0, 0.0, -one, right * one, top * one),
        270: (0.0, one, -one, 0.0, top * one, -left * one),
    }[leaf.turned]
