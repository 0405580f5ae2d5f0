"""Pages drawn one after the other: words in their elements, pictures, lines, links to other pages.

A page is put into the file as soon as it is full. What it cannot know yet, how many pages there are and on which of them the
sections begin, is written at the end.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby
from math import cos, radians, sin
from typing import NamedTuple

from liaison_desk.briefings.render.file import File, quoted
from liaison_desk.briefings.render.fonts import Codes, embed
from liaison_desk.briefings.render.furniture import Furnishing, around, page_number
from liaison_desk.briefings.render.images import put_picture
from liaison_desk.briefings.render.inserts.carried import Carried
from liaison_desk.briefings.render.kinsoku import is_wide
from liaison_desk.briefings.render.pages import Page, Sheet
from liaison_desk.briefings.render.pen import NAMES, Pen, Stroke, artifact, paint, strike, told_as
from liaison_desk.briefings.render.strips import LATIN, Image, Ink, Shape, Strip, Whole
from liaison_desk.briefings.render.tagging import Node, Reading, instead
from liaison_desk.briefings.render.text import Face

_MOST_PAGES = 9999
"""The number of pages that the running foot leaves room to tell of."""
_PAGINATION = "/Type/Pagination"
_WATERMARK = "/Type/Pagination/Subtype/Watermark"
_SLOPE = 52.0
_PALE = 0.9
_WHOLE = "W"
_BLENDED = "/ExtGState<</Darker<</BM/Multiply>>>>"

Placed = tuple[float, Strip]


class Place(NamedTuple):
    """Where something stands: the number of its page, the object of that page in the file, how high up in points."""

    page: int
    object: int
    y: float


class _Pointer(NamedTuple):
    """A line that leads somewhere: what to, where the number of that page has its place (-1: nowhere), its link and what that covers."""

    key: str
    place: int
    y: float
    words: str
    link: int
    told: int
    box: tuple[float, float, float, float]


@dataclass(slots=True)
class _Drawn:
    """A page that is drawn: its object, its sheet, its marks' number, what it is called (if it is of another file), its streams; of contents also what is still to be written."""

    number: int
    sheet: Sheet
    told: int
    pictures: Sequence[str]
    called: str = ""
    body: int = 0
    before: str = ""
    pen: Pen | None = None
    after: str = ""
    pointers: Sequence[_Pointer] = ()


class Drawing:
    """The pages of one file in the making; ``places`` are those of all keys, ``vague`` tells whether all is read as it is shown."""

    def __init__(self, words: Furnishing, language: str, faces: tuple[Face, Face]) -> None:
        self.file = File()
        self.reading = Reading(self.file)
        self.places: dict[str, Place] = {}
        self.vague = False
        self._words = words
        self._faces = faces
        self._foreign = language != "ja"
        self._codes = (Codes(), Codes())
        self._types = self.file.take()
        self._plain = self.file.take()
        self._drawn: list[_Drawn] = []
        self._around: dict[tuple[Sheet, str, bool], int] = {}
        self._carried = Carried(self.file)
        self._seen: dict[str, int] = {}
        self._drafted = ""

    @property
    def pages(self) -> int:
        """How many pages are drawn."""
        return len(self._drawn)

    @property
    def first(self) -> int:
        """The object of the first page in the file."""
        return self._drawn[0].number

    def draw(self, page: Page) -> None:
        """Draw one page."""
        number = self.file.take()
        self.reading.turn(number)
        pen, left = Pen(self._codes, self._foreign), page.sheet.side
        pointers: list[_Pointer] = []
        pictures: list[tuple[int, float, Image]] = []
        at = 0
        whole = ""
        draft, mark = self._draft(page), -1
        self._drafted = draft and self._drafted
        for node, some in groupby(page.placed, key=lambda placed: placed[1].node):
            strips = list(some)
            mark = max(mark, self._say_draft(draft, node, at > 0 if self._words.draft else strips[0][1].draft != ""))
            if node is not None and not node.read and any(strip.images for _, strip in strips):
                self.reading.enter(node, len(strips[0][1].parts) or 1)
            for top, strip in strips:
                self.vague |= strip.vague
                if strip.key:
                    y = min(top + 6.0, page.sheet.height) * page.sheet.scale
                    self.places[strip.key] = Place(len(self._drawn) + 1, number, y)
                pictures += [(self._figure(node, image, left, top), top, image) for image in strip.images]
            if node is None or node.read or (page.again and not at):
                self._furnish(pen, strips, left)
            elif page.whole is not None and strips[0][1].whole is page.whole:
                whole = self._whole(node, page.whole, page.sheet)
            elif strips[0][1].points_to:
                pointers.append(self._point(pen, node, strips, page.sheet))
            else:
                self._read(pen, node, strips, left)
            at += len(strips)
        before = "\n".join(filter(None, (whole, self._watermark(page, draft, mark), paint(_shapes(page), left))))
        after, used = self._pictures(pictures, left)
        after = "\n".join(filter(None, (after, strike(_strokes(page)))))
        drawn = _Drawn(number, page.sheet, self.reading.turned(), used)
        if page.whole is not None:
            drawn.called = page.whole.called
            drawn.pictures = (f"/{_WHOLE} {self._carried.put(page.whole.page.drawing)} 0 R",)
        if pointers:
            drawn.before, drawn.pen, drawn.after, drawn.pointers = before, pen, after, pointers
        else:
            drawn.body = self._stream(before, pen.text, after, sheet=page.sheet)
        self._drawn.append(drawn)

    def finished(self) -> int:
        """Write what was not known before; return the number of the tree of pages in the file."""
        tree, total = self.file.take(), len(self._drawn)
        for number, drawn in enumerate(self._drawn, 1):
            links = [self._link(drawn, pointer) for pointer in drawn.pointers]
            if drawn.pen is not None:
                drawn.body = self._stream(drawn.before, drawn.pen.text, drawn.after, sheet=drawn.sheet)
            pen = Pen(self._codes)
            top, strip = page_number(self._words.numbered(number, total), self._faces[0], drawn.sheet)
            _write(pen, strip.inks, drawn.sheet.side, top)
            said = _scaled(artifact(pen.text, _PAGINATION), drawn.sheet)
            counted = self.file.stream(said.encode("latin-1"), packed=False)
            streams = (drawn.body, self._furniture(drawn.sheet, drawn.called, first=number == 1), counted)
            self.file.put(drawn.number, self._page(drawn, tree, streams, links))
        kids = " ".join([f"{drawn.number} 0 R" for drawn in self._drawn])
        self.file.put(tree, f"<</Type/Pages/Kids[{kids}]/Count {total}>>")
        self._types_down()
        return tree

    def _page(self, drawn: _Drawn, tree: int, streams: Sequence[int], links: Sequence[int]) -> str:
        """Return a page's dictionary."""
        contents = " ".join([f"{stream} 0 R" for stream in streams])
        resources = f"{self._plain} 0 R"
        if drawn.pictures:
            blended = _BLENDED if drawn.called else ""
            resources = f"<</Font {self._types} 0 R/XObject<<{''.join(drawn.pictures)}>>{blended}>>"
        noted = f"/Annots[{' '.join([f'{link} 0 R' for link in links])}]" if links else ""
        width, height = drawn.sheet.paper
        return (
            f"<</Type/Page/Parent {tree} 0 R/MediaBox[0 0 {width:.4f} {height:.4f}]/Resources {resources}"
            f"/Contents[{contents}]/StructParents {drawn.told}/Tabs/S{noted}>>"
        )

    def _types_down(self) -> None:
        """Put the fonts into the file, with the characters that were used of each."""
        numbers = [self.file.take() for _ in NAMES]
        named = "".join([f"/{name} {number} 0 R" for name, number in zip(NAMES, numbers, strict=True)])
        self.file.put(self._types, f"<<{named}>>")
        self.file.put(self._plain, f"<</Font {self._types} 0 R>>")
        for number, face, codes in zip(numbers, self._faces, self._codes, strict=True):
            embed(self.file, face.name, codes, number)

    def _furnish(self, pen: Pen, strips: Sequence[Placed], left: float) -> None:
        """Write what is there for the eye alone."""
        pen.furnish()
        for top, strip in strips:
            _write(pen, strip.inks, left, top)
        pen.end()

    def _read(self, pen: Pen, node: Node, strips: Sequence[Placed], left: float) -> None:
        """Write the strips of an element, part by part."""
        parts = len(strips[0][1].parts) or 1
        if not node.leaves:
            if any(strip.inks for _, strip in strips):
                self.reading.enter(node)
                pen.begin(node.kind, self.reading.mark(node))
                for top, some in _parted([(top, strip.inks) for top, strip in strips]):
                    _write(pen, some, left, top)
                pen.end()
            return
        self.reading.enter(node, parts)
        last = len(node.leaves) - 1
        begins = [0] * len(strips)
        for part in range(parts):
            inks = []
            for number, (top, strip) in enumerate(strips):
                count = strip.parts[part] if strip.parts else len(strip.inks)
                if count:
                    inks.append((top, strip.inks[begins[number] : begins[number] + count]))
                    begins[number] += count
            if inks:
                pen.begin(node.leaves[min(part, last)].kind, self.reading.mark(node, part))
                for top, some in _parted(inks):
                    _write(pen, some, left, top)
                pen.end()

    def _point(self, pen: Pen, node: Node, strips: Sequence[Placed], sheet: Sheet) -> _Pointer:
        """Write a line that leads somewhere, in contents with room for the number of the page it points to."""
        self.reading.enter(node)
        link, told = self.reading.link(node)
        pen.begin(node.kind, self.reading.mark(node))
        for top, strip in strips:
            _write(pen, [ink._replace(text=f"{ink.text} ") for ink in strip.inks], sheet.side, top)
        (first, _), (top, last) = strips[0], strips[-1]
        place = pen.leave() if last.numbered else -1
        pen.end()
        words = " ".join([ink.text for _, strip in strips for ink in strip.inks])
        box = (sheet.side, top - last.height, sheet.side + sheet.text_width, first)
        return _Pointer(last.points_to, place, top - last.inks[-1].baseline, words, link, told, box)

    def _link(self, drawn: _Drawn, pointer: _Pointer) -> int:
        """Write the page number of a line that has place for it, make the line a link, and return that."""
        to, words = self.places.get(pointer.key), pointer.words
        where = ""
        if to is not None and drawn.pen is not None:
            where = f"/Dest[{to.object} 0 R/XYZ null {to.y:.2f} null]"
            if pointer.place >= 0:
                said = str(to.page)
                x = pointer.box[2] - self._faces[0].width(said, LATIN.size)
                drawn.pen.fill(pointer.place, x, pointer.y, said, LATIN.size)
                words = f"{words} {said}"
        box = " ".join([f"{edge:.2f}" for edge in pointer.box])
        self.file.put(
            pointer.link,
            f"<</Type/Annot/Subtype/Link/Rect[{box}]/Border[0 0 0]/F 4/P {drawn.number} 0 R/StructParent {pointer.told}"
            f"/Contents{quoted(words)}{where}>>",
        )
        return pointer.link

    def _figure(self, node: Node | None, image: Image, left: float, top: float) -> int:
        """Return the mark of a picture that words stand for; -1 for one that is there for the eye alone."""
        if not image.told:
            return -1
        x, y = left + image.x, top - image.y
        box = f"/A<</O/Layout/Placement/Block/BBox[{x:.2f} {y - image.height:.2f} {x + image.width:.2f} {y:.2f}]>>"
        figure = Node(
            "Figure", node if node is None or node.kind != "P" else node.inside, more=f"{instead(image.told)}{box}"
        )
        self.reading.enter(figure)
        return self.reading.mark(figure)

    def _pictures(self, pictures: Sequence[tuple[int, float, Image]], left: float) -> tuple[str, Sequence[str]]:
        """Return what draws pictures, and the entries for the page's resources."""
        code: list[str] = []
        used: dict[str, None] = {}
        for mark, top, (x, y, width, height, data, _) in pictures:
            name = f"I{sha256(data).hexdigest()[:16]}"
            if name not in self._seen:
                self._seen[name] = put_picture(self.file, data)
            used[f"/{name} {self._seen[name]} 0 R"] = None
            drawn = f"q {width:.2f} 0 0 {height:.2f} {left + x:.2f} {top - y - height:.2f} cm /{name} Do Q"
            code.append(f"/Figure<</MCID {mark}>>BDC {drawn} EMC" if mark >= 0 else artifact(drawn))
        return "\n".join(code), tuple(used)

    def _whole(self, node: Node, whole: Whole, sheet: Sheet) -> str:
        """Return what draws a page of another file between the banners."""
        self.reading.enter(node)
        mark = self.reading.mark(node)
        shrunk = 1.0 - 2 * sheet.inner / sheet.height
        left = sheet.width * (1.0 - shrunk) / 2
        placed = f"{shrunk / sheet.scale:.6f} 0 0 {shrunk / sheet.scale:.6f} {left:.3f} {sheet.inner:.3f} cm"
        turned = " ".join([f"{one:.6f}" for one in whole.page.matrix])
        return f"/Figure<</MCID {mark}>>BDC q {placed} {turned} cm /{_WHOLE} Do Q EMC"

    def _draft(self, page: Page) -> str:
        """Return what is set across a page: DRAFT or the like, or nothing."""
        return self._words.draft or self._faces[0].clean(next((one.draft for _, one in page.placed if one.draft), ""))

    def _say_draft(self, draft: str, before: Node | None, here: bool) -> int:
        """Have DRAFT read ahead of an element if it begins to be true ``here``, and has not been read; return its mark, or -1."""
        if not here or draft in {"", self._drafted}:
            return -1
        self._drafted = draft
        section = before.top if before is not None and before.top.kind == "Sect" else None
        told = Node("P", None if self._words.draft else section)
        self.reading.enter(told)
        return self.reading.mark(told)

    def _watermark(self, page: Page, draft: str, mark: int) -> str:
        """Return what sets DRAFT and the like across a page, large and pale; it is read as ``mark``, or for the eye alone (-1)."""
        if not draft:
            return ""
        face, sheet = self._faces[1], page.sheet
        room = 400.0 * min(1.0, sheet.width / 590.0, sheet.height / 590.0)
        size = min(120.0, room / max(face.width(draft, 1.0), 1.0))
        pen = Pen(self._codes)
        pen.write(-face.width(draft, size) / 2, -size / 3, draft, size, bold=True, gray=_PALE)
        across, up = cos(radians(_SLOPE)), sin(radians(_SLOPE))
        turned = f"{across:.4f} {up:.4f} {-up:.4f} {across:.4f} {sheet.width / 2:.2f} {sheet.height / 2:.2f} cm"
        # Told as one word, or readers of the text would find its letters scattered among the lines it crosses.
        said = f"{told_as(draft)}\n{pen.text}\nEMC"
        # On a page of another file it lies above, and darkens what it crosses: below a scanned one it would not be seen.
        above = "/Darker gs\n" if page.whole is not None else ""
        code = f"{above}{turned}\n{said}"
        return f"/P<</MCID {mark}>>BDC\nq\n{code}\nQ\nEMC" if mark >= 0 else artifact(code, _WATERMARK)

    def _furniture(self, sheet: Sheet, called: str, *, first: bool) -> int:
        """Return the stream of what stands around the text of a sheet, the same for all pages; on the first the banner is read.

        ``called`` is what a page of another file is called.
        """
        known = self._around.get((sheet, called, first))
        if known is None:
            longest = self._words.numbered(_MOST_PAGES, _MOST_PAGES)
            words = replace(self._words, title=f"{self._words.title}  ·  {called}") if called else self._words
            placed = around(words, self._faces, sheet, longest)[1 if first else 0 :]
            pen = Pen(self._codes)
            for top, strip in placed:
                _write(pen, strip.inks, sheet.side, top)
            lines = strike(_strokes(Page(sheet, placed)))
            code = artifact(pen.text, _PAGINATION)
            known = self._around[sheet, called, first] = self._stream(code, lines, sheet=sheet)
        return known

    def _stream(self, *code: str, sheet: Sheet) -> int:
        return self.file.stream(_scaled("\n".join(filter(None, code)), sheet).encode("latin-1"))


def _parted(lines: Sequence[tuple[float, Sequence[Ink]]]) -> Sequence[tuple[float, Sequence[Ink]]]:
    """Return the lines of one text with a blank where a line ended between two words: who hears them would hear one (14.8.2.5)."""
    if len(lines) == 1 and len(lines[0][1]) < 2:
        return lines
    parted: list[tuple[float, Sequence[Ink]]] = []
    before: Ink | None = None
    below = 0.0
    for top, inks in reversed(lines):
        some = list(inks)
        for at in range(len(some) - 1, -1, -1):
            ink, y = some[at], top - some[at].baseline
            if before is not None and y > below and _apart(ink.text, before.text):
                some[at] = ink._replace(text=f"{ink.text} ")
            before, below = ink, y
        parted.append((top, some))
    parted.reverse()
    return parted


def _apart(before: str, after: str) -> bool:
    """Tell whether a line ended between two words; Japanese has no blanks, and a hyphen or the sign of an address joins."""
    return (
        bool(before and after)
        and before[-1] not in " -/–—"
        and after[0] != "@"
        and not (is_wide(before[-1]) or is_wide(after[0]))
    )


def _scaled(code: str, sheet: Sheet) -> str:
    """Return what is drawn on a sheet that is laid out larger than its paper."""
    return code if sheet.scale == 1.0 else f"q {sheet.scale:.6f} 0 0 {sheet.scale:.6f} 0 0 cm\n{code}\nQ"


def _write(pen: Pen, inks: Sequence[Ink], left: float, top: float) -> None:
    for x, baseline, bold, size, words, gray, spread in inks:
        pen.write(left + x, top - baseline, words, size, bold, gray, spread)


def _shapes(page: Page) -> Iterator[tuple[float, Shape]]:
    for top, strip in page.placed:
        for shape in strip.shapes:
            yield top, shape


def _strokes(page: Page) -> dict[tuple[float, float], list[Stroke]]:
    """Return the strokes of a page by their width and gray."""
    left = page.sheet.side
    strokes: dict[tuple[float, float], list[Stroke]] = {}
    for top, strip in page.placed:
        for x1, y1, x2, y2, width, gray in strip.rules:
            strokes.setdefault((width, gray), []).append((left + x1, top - y1, left + x2, top - y2))
    return strokes
