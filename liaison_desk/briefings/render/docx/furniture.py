"""What stands around the text of every page: banner, running head and foot in the header and footer of every section.

Each kind of page has its own (the first, even ones, all others), so that no switch in Word takes a banner away.
"""

import re
from dataclasses import dataclass

from liaison_desk.briefings.document import wording
from liaison_desk.briefings.render.docx.hand import Hand
from liaison_desk.briefings.render.docx.markup import Xml, element, joined, twips, w
from liaison_desk.briefings.render.docx.package import Package
from liaison_desk.briefings.render.docx.paper import Placing, paragraph, root, tab
from liaison_desk.briefings.render.pages import Sheet
from liaison_desk.briefings.render.strips import MM
from liaison_desk.domain.marking import Level

_EDGE = 8 * MM
_BLOCK_WIDTH = 230.0
_PLACES = re.compile(r"(\{pages?\})")
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


@dataclass(frozen=True, slots=True)
class Layout:
    """How the pages of a section are laid: on their long side or not, marked as a draft or not."""

    across: bool = False
    draft: str = ""


class Furniture:
    """The headers and footers of one document, made once for each layout of pages."""

    def __init__(self, hand: Hand, package: Package, sheet: Sheet) -> None:
        self._hand = hand
        self._package = package
        self._sheet = sheet
        self._released = hand.typesetter.released
        self._made: dict[tuple[Layout, bool], Xml] = {}

    def section(self, layout: Layout, *, first: bool) -> Xml:
        """Return the properties of a section that begins a new page; the ``first`` one has the designation block."""
        key = (layout, first)
        if key not in self._made:
            self._made[key] = self._section(layout, bool(first and self._block()))
        return self._made[key]

    def _section(self, layout: Layout, block: bool) -> Xml:
        sheet = self._sheet.across if layout.across else self._sheet
        size: dict[str, str | int] = {"w": twips(sheet.width), "h": twips(sheet.height)}
        if layout.across:
            size["orient"] = "landscape"
        top, bottom, side, edge = map(twips, (sheet.height - sheet.top, sheet.bottom, sheet.side, _EDGE))
        margins = w("pgMar", top=top, right=side, bottom=bottom, left=side, header=edge, footer=edge, gutter=0)
        references = [
            element(f"w:{part}Reference", {"w:type": kind, "r:id": self._package.add(part, told)})
            for kind in ("default", "first", "even")
            for part, told in (
                ("header", self._head(layout, sheet)),
                ("footer", self._foot(sheet, block=block and kind == "first")),
            )
        ]
        ends = [w("titlePg")] if block else []
        return w("sectPr", *references, w("type", val="nextPage"), w("pgSz", **size), margins, *ends)

    def _banner(self) -> Xml:
        return paragraph("Banner", [self._hand.run(self._hand.typesetter.grammar.banner(self._released.banner))])

    def _head(self, layout: Layout, sheet: Sheet) -> Xml:
        told, hand = self._released.document.furniture, self._hand
        draft = told.draft or layout.draft
        running = [hand.both(told.title), tab(), hand.both(told.as_of)]
        return root(
            "hdr",
            self._banner(),
            *([paragraph("Draft", [hand.run(draft)])] if draft else []),
            paragraph("Header", running, Placing(tabs=((sheet.text_width, "none"),))),
        )

    def _foot(self, sheet: Sheet, *, block: bool) -> Xml:
        told, hand = self._released.document.furniture, self._hand
        compiled = wording(told.compiled, 0).replace("{nations}", self._released.nations)
        parts = (hand.both(told.office), hand.run(compiled), hand.run(wording(told.copy, 0)))
        apart = hand.run("  ·  ")
        words = [joined([part] if not number else [apart, part]) for number, part in enumerate(filter(None, parts))]
        page = [self._field(part) for part in _PLACES.split(told.page) if part]
        return root(
            "ftr",
            *(self._designation(sheet) if block else ()),
            paragraph("Footer", [*words, tab(), *page], Placing(tabs=((sheet.text_width, "none"),))),
            self._banner(),
        )

    def _field(self, part: str) -> Xml:
        """Return a piece of the words that count pages: a field that Word keeps counting, or words."""
        if part not in _FIELDS:
            return self._hand.run(part)
        return w("fldSimple", self._hand.run("1"), instr=f" {_FIELDS[part]} ")

    def _block(self) -> list[tuple[str, str]]:
        """Return the labels of the policy's designation block, each with what is filled in, or with nothing."""
        labels = self._hand.typesetter.grammar.block if self._released.banner.level is not Level.UNCLASSIFIED else ()
        said = self._released.document.furniture.block
        return list(zip(labels, (*said, *[""] * len(labels)), strict=False))

    def _designation(self, sheet: Sheet) -> list[Xml]:
        """Return the designation block at the right; what nobody filled in has room to write."""
        place = Placing(left=sheet.text_width - _BLOCK_WIDTH, tabs=((sheet.text_width, "underscore"),))
        hand = self._hand
        told = [
            paragraph("Designation", [hand.run(f"{label}: "), hand.run(said) if said else tab()], place)
            for label, said in self._block()
        ]
        return [*told, paragraph("Spacer", ())]  # else the last of them would lie on the rule of the running foot
