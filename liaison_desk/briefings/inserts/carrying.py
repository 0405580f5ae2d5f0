"""Pages carried out of a PDF file: what draws them, object by object, and nothing that does not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Final

from pypdf.generic import DictionaryObject, NameObject, StreamObject

from liaison_desk.briefings.inserts.bounds import DEEPEST, MOST_DRAWN, MOST_NAMES, give_up
from liaison_desk.briefings.inserts.kinds import KINDS, PLAIN, RESOURCES, UNNAMED
from liaison_desk.briefings.inserts.layers import Layers
from liaison_desk.briefings.inserts.marks import Mark
from liaison_desk.briefings.inserts.parts import Part, Said
from liaison_desk.briefings.inserts.plain import number, plain
from liaison_desk.briefings.inserts.reading import Leaf, Source, numbers, whole
from liaison_desk.briefings.inserts.streams import Packed, packed, packed_picture, unpacked
from liaison_desk.foundation.core.errors import RefusedError

_NAMED = re.compile(rb"/([^\x00\t\n\x0c\r ()<>\[\]{}/%]*)(\s+Do\b)?")
_FORM: Final = b"/Type /XObject /Subtype /Form "
_DRAWN: Final = frozenset({"form", "pattern"})
_SHARED: Final = frozenset({"font", "descriptor", "state", "shading", "function", "pattern"})
_STANDARD = re.compile(r"/(?:[A-Z]{6}\+)?(?:Helvetica|Times|Courier|Arial|Symbol$|ZapfDingbats$)")
_FONT_FILES: Final = ("/FontFile", "/FontFile2", "/FontFile3")
_Key = tuple[int, int, str, int]


@dataclass(slots=True)
class Names:
    """The names that drawing speaks of: as they are read, with the ways each is written and how often it is drawn so."""

    written: dict[str, dict[bytes, int]] = field(default_factory=dict)

    def look(self, content: bytes) -> None:
        """Take in the names of some drawing; a few more are of no harm."""
        counted: dict[bytes, int] = {}
        for found in _NAMED.finditer(content):
            counted[found[1]] = counted.get(found[1], 0) + (found[2] is not None)
            if len(counted) > MOST_NAMES:
                give_up()
        for written, times in counted.items():
            if len(written) < 1_000:
                name = str(NameObject.read_from_stream(BytesIO(b"/" + written + b" "), None))
                ways = self.written.setdefault(name, {})
                ways[written] = ways.get(written, 0) + times


class Carrier:
    """Carries pages of one file; what several of them use is carried once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._meter = source.meter
        self._layers = Layers(source.root)
        self._page = 0
        self._parts: dict[_Key, Part] = {}
        self._open: set[_Key] = set()
        self._lent: dict[int, Any] = {}
        self._deep = 0
        self._fonts: dict[str, None] = {}

    @property
    def foreign_fonts(self) -> tuple[str, ...]:
        """The names of fonts that whoever shows the pages must have, or replaces."""
        return tuple(self._fonts)

    def page(self, leaf: Leaf, marks: Sequence[Mark] = ()) -> Part:
        """Return the drawing of a page in its own units, with the marks that lie on it."""
        self._page = leaf.number
        content = b"\n".join(unpacked(one, self._meter) for one in _streams(leaf.page.get("/Contents")))
        said: Said = [_FORM, b"/BBox [", b" ".join(map(number, leaf.box)), b"] "]
        group = self.said(leaf.page.raw_get("/Group"), "group") if "/Group" in leaf.page else []
        page = self._drawing([*said, *([b"/Group ", *group, b" "] if group else ())], content, leaf.resources)
        if not marks:
            return page
        drawn = [b"/P Do"]
        named: Said = [b"/P ", page]
        for count, mark in enumerate(marks):
            drawn.append(b"q %b cm /M%d Do Q" % (b" ".join(map(number, mark.place)), count))
            named += [b" /M%d " % count, *self.said(mark.drawing, "form")]
        return self._stream([*said, b"/Resources <</XObject <<", *named, b">>>> "], packed(b"\n".join(drawn)))

    def said(self, value: Any, kind: str, resources: Any = None) -> Said:
        """Return a value of a kind, written out. ``resources`` are those of the drawing it stands in, for one that has none."""
        found = whole(value)
        if kind == "drawing" and not isinstance(found, StreamObject):
            return [_nothing()]
        if kind == PLAIN or not isinstance(found, DictionaryObject | list):
            return [plain(found, self._meter)]
        self._meter.write()
        self._deep += 1
        if self._deep > DEEPEST:
            give_up()
        said: Said
        if isinstance(found, list):
            said = [b"[", *(part for one in found for part in (*self.said(one, kind), b" ")), b"]"]
        elif isinstance(found, StreamObject) or (kind in _SHARED and hasattr(value, "idnum")):
            said = [self._part(value, found, kind, resources)]
        else:
            said = [b"<<", *self._entries(found, kind), b">>"]
        self._deep -= 1
        return said

    def _part(self, value: Any, found: DictionaryObject, kind: str, resources: Any) -> Part:
        """Return an object that others refer to, each time the same."""
        lent = 0
        if kind in {"drawing", *_DRAWN} and "/Resources" not in found and whole(found.get("/Subtype")) != "/Image":
            # A drawing without resources takes those of where it stands, and is another one elsewhere.
            lender = whole(resources)
            lent = id(lender)
            self._lent[lent] = lender
        key = (value.idnum, value.generation, kind, lent) if hasattr(value, "idnum") else (0, id(found), kind, lent)
        known = self._parts.get(key)
        if known is not None:
            return known
        if key in self._open:
            return _nothing()  # it would be drawn inside itself
        self._open.add(key)
        part = self._made(found, kind, resources)
        self._open.remove(key)
        if key[0]:
            self._parts[key] = part
        return part

    def _made(self, found: DictionaryObject, kind: str, resources: Any) -> Part:
        if not isinstance(found, StreamObject):
            return Part([b"<<", *self._entries(found, kind), b">>"])
        if kind in {"drawing", "form"} and "/OC" in found and self._layers.hides(found.raw_get("/OC")):
            return _nothing()
        if kind == "drawing":
            kind = {"/Image": "image", "/Form": "form"}.get(str(whole(found.get("/Subtype"))), "")
        if kind == "image":
            return self._image(found)
        if kind in _DRAWN:
            own = found.raw_get("/Resources") if "/Resources" in found else resources
            said = [_FORM] if kind == "form" else []
            return self._drawing([*said, *self._entries(found, kind)], unpacked(found, self._meter), own)
        return self._stream(self._entries(found, kind), packed(unpacked(found, self._meter))) if kind else _nothing()

    def _stream(self, said: Said, held: Packed) -> Part:
        settings = [b"/DecodeParms ", *self.said(held.settings, "settings"), b" "] if held.settings else []
        return Part([*said, *settings, b"/Filter ", held.way.encode()], held.data)

    def _entries(self, found: DictionaryObject, kind: str) -> Said:
        said: Said = []
        for key, of in KINDS[kind].items():
            if key in found:
                said += [key.encode(), b" ", *self.said(found.raw_get(key), of), b" "]
        if kind == "font":
            said += self._glyphs(found)
            self._note_font(found)
        return said

    def _drawing(self, said: Said, content: bytes, resources: Any) -> Part:
        """Return a drawing with the resources that it names."""
        names = Names()
        names.look(content)
        kept, drawn = self._resources(resources, names)
        part = self._stream([*said, b"/Resources ", *kept, b" "], packed(content))
        part.drawn = len(content) + drawn
        if part.drawn > MOST_DRAWN:
            give_up()
        return part

    def _glyphs(self, font: DictionaryObject) -> Said:
        """Return the letters of a font that are drawings, with the resources that any of them names."""
        letters = whole(font.get("/CharProcs"))
        if not isinstance(letters, dict):
            return []
        names = Names()
        said: Said = [b"/CharProcs <<"]
        for name, letter in letters.items():
            for stream in _streams(letter):
                content = unpacked(stream, self._meter)
                names.look(content)
                said += [plain(name, self._meter), b" ", self._stream([], packed(content)), b" "]
        return [*said, b">> /Resources ", *self._resources(font.get("/Resources"), names)[0]]

    def _resources(self, value: Any, names: Names) -> tuple[Said, int]:
        """Return the resources that are named, and how many bytes of drawing are drawn with them."""
        found = whole(value)
        if not isinstance(found, dict):
            return [b"<<>>"], 0
        said: Said = [b"<<"]
        drawn = 0
        for heading, kind in RESOURCES.items():
            named = list(self._named(found.get(heading), names))
            if not named:
                continue
            said += [heading.encode(), b" <<"]
            for written, times, one in named:
                told = self.said(one, kind, value)
                drawn += sum(part.drawn for part in told if isinstance(part, Part)) * times
                said += [b"/" + written, b" ", *told, b" "]
            said.append(b">>")
        return [*said, *self._layered(found.get("/Properties"), names), b">>"], drawn

    def _named(self, value: Any, names: Names) -> Iterator[tuple[bytes, int, Any]]:
        """Yield of resources those that are named: as each is written, how often it is drawn, what it is."""
        found = whole(value)
        for name in found if isinstance(found, DictionaryObject) else ():
            usual = {name[1:].encode(): 0} if name in UNNAMED else {}
            for written, times in (names.written.get(name) or usual).items():
                yield written, times, found.raw_get(name)

    def _layered(self, value: Any, names: Names) -> Said:
        """Return what drawing may belong to: nothing is told of it. RefusedError if it belongs to a layer that is not shown."""
        said: Said = []
        for written, _, one in self._named(value, names):
            if self._layers.hides(one):
                raise RefusedError(
                    "Page {page} of {file} has a layer that is not shown. Print it to a new PDF file with the layers that are to be seen, and add that.",
                    page=self._page,
                    file=self._source.name,
                )
            said += [b"/" + written, b" <<>> "]
        return [b"/Properties <<", *said, b">>"] if said else []

    def _image(self, picture: StreamObject) -> Part:
        wide, high, bits = (
            int(one) for one in numbers(picture.get(key) for key in ("/Width", "/Height", "/BitsPerComponent"))
        )
        if whole(picture.get("/ImageMask")):
            bits = 1
        colours = self._components(picture.get("/ColorSpace"))
        declared = max(0, high) * -(-max(0, wide) * colours * (bits or 8) // 8)
        return self._stream(self._entries(picture, "image"), packed_picture(picture, self._meter, declared))

    def _components(self, value: Any) -> int:
        """Return how many numbers a pixel has at most."""
        found = whole(value)
        if not isinstance(found, list) or not found:
            return {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}.get(str(found), 1 if found is None else 4)
        match whole(found[0]):
            case "/Indexed" | "/I" | "/Separation" | "/CalGray":
                return 1
            case "/ICCBased":
                profile = whole(found[1]) if len(found) > 1 else None
                return min(4, int(numbers([profile.get("/N")])[0]) or 4) if isinstance(profile, dict) else 4
            case "/DeviceN":
                inks = whole(found[1]) if len(found) > 1 else ()
                return min(32, len(inks)) if isinstance(inks, list) else 32
            case _:
                return 4

    def _note_font(self, font: DictionaryObject) -> None:
        """Note a font that is not in the file and that not every reader has."""
        described, called = whole(font.get("/FontDescriptor")), str(whole(font.get("/BaseFont")) or "")
        in_file = isinstance(described, dict) and any(key in described for key in _FONT_FILES)
        if (
            called
            and not in_file
            and not {"/CharProcs", "/DescendantFonts"} & set(font)
            and not _STANDARD.match(called)
        ):
            self._fonts[called.removeprefix("/").split("+")[-1][:60]] = None


def _nothing() -> Part:
    """Return a drawing of nothing."""
    return Part([_FORM, b"/BBox [0 0 0 0]"], b"")


def _streams(value: Any) -> Iterator[StreamObject]:
    """Yield the streams of a page's content, which is one or a list of them."""
    found = whole(value)
    for one in found if isinstance(found, list) else (found,):
        if isinstance(stream := whole(one), StreamObject):
            yield stream
