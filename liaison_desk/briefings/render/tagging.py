"""What a page says to those who do not see it: headings, paragraphs, lists and tables, in reading order (ISO 32000-1, 14.7 and 14.8).

Strips say which element their words belong to. An element is put into the file as soon as it has been read to its end, so that
those of a thousand pages take no room here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from liaison_desk.briefings.render.file import File, quoted

_READ = -1


class Leaf(NamedTuple):
    """A part of an element that holds words: what it is, and its attributes as PDF writes them."""

    kind: str
    more: str = ""


@dataclass(slots=True, eq=False)
class Node:
    """An element: what it is, what it stands in (``None``: the document), and its attributes as PDF writes them.

    The words of its strips are its own, or those of its ``leaves`` in their order; the last leaf is that of all further parts, too.
    ``number`` is that of its object in the file while it is being read.
    """

    kind: str
    inside: "Node | None" = None
    leaves: tuple[Leaf, ...] = ()
    more: str = ""
    number: int = 0
    parts: int = 0
    marks: list[tuple[int, int, int]] = field(default_factory=list)
    kids: list[str] = field(default_factory=list)

    @property
    def read(self) -> bool:
        """Whether it has been read to its end: what comes again, as the head of a table does, is for the eye alone."""
        return self.number == _READ

    @property
    def top(self) -> "Node":
        """The outermost element it stands in."""
        node = self
        while node.inside is not None:
            node = node.inside
        return node


def spoken(code: str) -> str:
    """Return the attribute that says which language an element is in."""
    return f"/Lang{quoted(code)}"


def instead(words: str) -> str:
    """Return the attribute with the words that stand for a picture."""
    return f"/Alt{quoted(words)}"


class Reading:
    """The structure of one file in the making: its pages are read one after the other, and their elements with them."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._root = file.take()
        self._path = [Node("Document", number=file.take())]
        self._page = 0
        self._owners: list[int] = []
        self._told: list[str] = []

    def turn(self, page: int) -> None:
        """Begin the page that is an object of the file."""
        self._page = page
        self._owners = []

    def turned(self) -> int:
        """End the page; return the number under which the file says what its marks belong to."""
        owners = " ".join([f"{owner} 0 R" for owner in self._owners])
        return self._tell(f"{self._file.add(f'[{owners}]')} 0 R")

    def enter(self, node: Node, parts: int = 1) -> None:
        """Come to words of an element: all that does not hold it has been read to its end; what holds it is begun again if it had been."""
        path = self._path
        chain: list[Node] = []
        above: Node | None = node
        while above is not None and above.number <= 0:
            chain.append(above)
            above = above.inside
        above = above or path[0]
        while path[-1] is not above:
            self._end()
        for new in reversed(chain):
            new.parts = parts if new is node and new.leaves else 0
            new.number = self._file.take(1 + new.parts)
            path[-1].kids.append(f"{new.number} 0 R")
            path.append(new)

    def mark(self, node: Node, part: int = 0) -> int:
        """Return the number (MCID) under which words of the page stand that belong to a part of the element just entered."""
        number = len(self._owners)
        self._owners.append(node.number + 1 + part if node.leaves else node.number)
        node.marks.append((part, self._page, number))
        return number

    def link(self, node: Node) -> tuple[int, int]:
        """Give the element just entered a link on the page; return its object's number, and the one under which it says so."""
        number = self._file.take()
        node.kids.append(f"<</Type/OBJR/Obj {number} 0 R/Pg {self._page} 0 R>>")
        return number, self._tell(f"{node.number} 0 R")

    def finished(self) -> int:
        """End all that is being read; return the number of the tree in the file."""
        whole = self._path[0].number
        while self._path:
            self._end()
        entries = " ".join([f"{key} {told}" for key, told in enumerate(self._told)])
        told = self._file.add(f"<</Nums[{entries}]>>")
        next_key = len(self._told)
        self._file.put(
            self._root,
            f"<</Type/StructTreeRoot/K {whole} 0 R/ParentTree {told} 0 R/ParentTreeNextKey {next_key}>>",
        )
        return self._root

    def _tell(self, told: str) -> int:
        self._told.append(told)
        return len(self._told) - 1

    def _end(self) -> None:
        """Put the innermost element into the file, with its parts."""
        node = self._path.pop()
        number, kids = node.number, node.kids
        above = self._path[-1].number if self._path else self._root
        node.number, node.kids = _READ, []
        if node.leaves:
            marks: dict[int, list[tuple[int, int]]] = {}
            for part, page, mark in node.marks:
                marks.setdefault(part, []).append((page, mark))
            kids = [*[f"{number + 1 + part} 0 R" for part in range(node.parts)], *kids]
            last = len(node.leaves) - 1
            for part in range(node.parts):
                kind, more = node.leaves[min(part, last)]
                content = _content(marks.get(part, ()))
                self._file.put(number + 1 + part, f"<</S/{kind}/P {number} 0 R{more}{content}>>")
            content = _content((), kids)
        else:
            content = _content([(page, mark) for _, page, mark in node.marks], kids)
        node.marks = []
        self._file.put(number, f"<</S/{node.kind}/P {above} 0 R{node.more}{content}>>")


def _content(marks: Sequence[tuple[int, int]], kids: Sequence[str] = ()) -> str:
    """Return what an element holds: words by page and number, those of its first page by their number alone; then further elements."""
    if len(marks) == 1 and not kids:
        return f"/Pg {marks[0][0]} 0 R/K {marks[0][1]}"
    where, first = "", 0
    if marks:
        first = marks[0][0]
        where = f"/Pg {first} 0 R"
    words = [str(mark) if page == first else f"<</Type/MCR/Pg {page} 0 R/MCID {mark}>>" for page, mark in marks]
    held = " ".join((*words, *kids))
    return f"{where}/K[{held}]" if held else ""
