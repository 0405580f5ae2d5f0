"""Blocks written into the body: headings, paragraphs in one column or two, lists, contents, groups; tables and the like by their own."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from liaison_desk.briefings.document import (
    Block,
    Bluf,
    Burndown,
    Cards,
    Chart,
    Contents,
    Grid,
    Group,
    Inserted,
    Items,
    KeyValues,
    Line,
    MilestoneChart,
    Pages,
    Paragraph,
    Picture,
    Section,
    Table,
    Title,
    wording,
)
from liaison_desk.briefings.render.docx.cards import write_branches, write_cards
from liaison_desk.briefings.render.docx.flow import Flow, Head, headed
from liaison_desk.briefings.render.docx.furniture import Layout
from liaison_desk.briefings.render.docx.grids import write_grid
from liaison_desk.briefings.render.docx.hand import Hand
from liaison_desk.briefings.render.docx.inserts import write_burndown, write_pages, write_picture
from liaison_desk.briefings.render.docx.lists import BULLETS, Lists
from liaison_desk.briefings.render.docx.markup import Xml, element, joined, some, w, words
from liaison_desk.briefings.render.docx.milestones import write_milestones
from liaison_desk.briefings.render.docx.notes import write_notes
from liaison_desk.briefings.render.docx.paper import Cell, Placing, paragraph, row, tab
from liaison_desk.briefings.render.docx.pictures import Pictures
from liaison_desk.briefings.render.docx.styles import DEEPEST
from liaison_desk.briefings.render.docx.tables import write_key_values, write_table
from liaison_desk.briefings.render.notes import is_list
from liaison_desk.briefings.render.numbering import depths
from liaison_desk.briefings.render.strips import GUTTER, HEADING, SECTION, TITLE, titled
from liaison_desk.briefings.render.tabs import tabs_of
from liaison_desk.briefings.render.work import steps
from liaison_desk.foundation.core.styled import Style

_OWN_PAPER = "PaperTitle"
_SHORT = 400
"""Characters of a paragraph that stays on one page where two languages stand side by side: Word keeps no two lines together in a row."""


class Writer:
    """Writes one released document into a flow. ``hands`` write on pages that stand upright and on those that lie across.

    ``pages`` are those that contents say sections begin on.
    """

    def __init__(
        self, flow: Flow, hands: tuple[Hand, Hand], lists: Lists, pictures: Pictures, pages: Sequence[int]
    ) -> None:
        self._flow = flow
        self._hands = hands
        self._hand = hands[0]
        self._lists = lists
        self._pictures = pictures
        self._pages = pages
        self._layout = Layout()
        self._document = self._hand.typesetter.released.document
        self._tabs = tabs_of(self._hand.typesetter.released)

    def section(self, number: int, section: Section) -> None:
        """Write a whole section, its heading first; ``number`` is its place in the document."""
        if section.divider and number in self._tabs and section.heading is not None:
            self._divider(number, section.heading)
        self._hand = self._hands[section.across]
        self._turn("", across=section.across)
        if section.heading is not None:
            told = self._section_words(number, section.heading)
            self._flow.head(_marked("Heading1", told, number), apart=number in self._tabs)
        self._blocks(section.blocks, 1)

    def _divider(self, number: int, heading: Line) -> None:
        """Write the sheet that stands before a tab, on the paper of the packet's first page; its title leads to the tab."""
        self._turn("", across=self._document.sections[0].across)
        self._flow.head(headed("TabLetter", self._tab(number), low=True), apart=True)
        link = w("hyperlink", self._hand.heading(heading, TITLE.size), anchor=_place(number), history=1)
        self._flow.add(paragraph("TabTitle", [link]))

    def _turn(self, draft: str, *, across: bool) -> None:
        self._layout = Layout(across, draft)
        self._flow.turn(self._layout)

    def _blocks(self, blocks: Iterable[Block], level: int) -> None:
        """Write blocks that follow each other; the paragraphs of the bottom line up front share a rule."""
        work = self._hand.typesetter.work
        for bottom, alike in groupby(blocks, lambda one: isinstance(one, Bluf)):
            if bottom:
                lines = [one.line for one in alike if isinstance(one, Bluf)]
                self._paragraphs(lines, "BLUF")
                work.advance(len(lines))
                continue
            for block in alike:
                self._block(block, level)
                work.advance(0 if isinstance(block, Group) else steps((block,)))

    def _block(self, block: Block, level: int) -> None:
        hand, flow = self._hand, self._flow
        match block:
            case Title(line, under):
                self._title(line, under)
            case Paragraph(line) | Bluf(line):
                self._paragraphs((line,), "BLUF" if isinstance(block, Bluf) else "BodyText")
            case Items(lines, numbered):
                self._items(lines, numbered=numbered)
            case KeyValues():
                flow.table(write_key_values(hand, block, self._pictures))
            case Table():
                write_table(hand, block, flow)
            case Contents():
                self._contents()
            case Group():
                self._group(block, level)
            case _:
                self._placed(block)

    def _placed(self, block: Cards | Chart | Grid | Inserted) -> None:
        """Write what the printed packet draws or frames."""
        match block:
            case Cards(cards):
                write_cards(self._hand, cards, self._pictures, self._flow)
            case Chart(branches):
                write_branches(self._hand, branches, self._pictures, self._flow)
            case Grid():
                write_grid(self._hand, block, self._flow)
            case Picture():
                write_picture(self._hand, block, self._pictures, self._flow)
            case Pages():
                write_pages(self._hand, block, self._flow)
            case Burndown():
                write_burndown(self._hand, block, self._flow)
            case MilestoneChart():
                write_milestones(self._hand, block, self._flow)

    def _group(self, group: Group, level: int) -> None:
        before = self._layout
        if group.draft and not self._document.furniture.draft:
            self._turn(group.draft, across=before.across)
        told = self._hand.heading(group.heading, TITLE.size if group.under else HEADING.size)
        if group.under:
            self._flow.head(headed(_OWN_PAPER, told), apart=group.apart)
            self._flow.head(headed("Quiet", self._hand.both(group.under, "  ·  ")))
        else:
            self._flow.head(headed(f"Heading{min(level + 1, DEEPEST)}", told), apart=group.apart)
        self._blocks(group.blocks, level + 1)
        if not group.blocks:
            self._flow.add()
        self._turn(before.draft, across=before.across)

    def _title(self, line: Line, under: Sequence[Line]) -> None:
        hand = self._hand
        for number, (text, index) in enumerate(hand.typesetter.each(line.text).items()):
            told = some(hand.mark(line.marking), hand.run(text, index))
            self._flow.head(headed("Subtitle" if number else "Title", told))
        for quiet in under:
            self._flow.head(headed("Quiet", hand.each(quiet.text, "  ·  ")))

    def _paragraphs(
        self, lines: Sequence[Line], style: str, items: Sequence[tuple[int, int]] = (), *, keep: bool = False
    ) -> None:
        """Write lines in every language, side by side where there are two; ``items`` are their places in lists.

        Those that are written together stand in one row, for a paragraph's rule ends with its cell.
        """
        typesetter = self._hand.typesetter
        width = (typesetter.width - GUTTER) / 2 if typesetter.beside else typesetter.width
        columns = [
            [
                told
                for line in lines
                for told in self._column(
                    line, index, style, Placing(keep=keep, item=items[index] if items else None), width
                )
            ]
            for index in typesetter.languages
        ]
        if not typesetter.beside:
            self._flow.add(*columns[0])
            return
        cells = [Cell(columns[0]), Cell(()), *map(Cell, columns[1:])]
        widths = (width, GUTTER, width)
        longest = max(sum(len(line.text(index)) for line in lines) for index in typesetter.languages)
        self._flow.beside(widths, row(widths, cells, whole=longest <= _SHORT))

    def _column(self, line: Line, index: int, style: str, own: Placing, width: float) -> list[Xml]:
        hand = self._hand
        text, label = line.text(index), wording(line.label, index)
        if not text and any(map(line.text, hand.typesetter.languages)):
            text = wording(self._document.furniture.untranslated, index)
        strong = Style.STRONG if label else Style.PLAIN
        lead = some(hand.mark(line.marking, strong), hand.run(f"{label} ", index, Style.STRONG) if label else None)
        if shown := line.shown(index):
            bulleted = own.item is None or own.item[0] == BULLETS
            alone = is_list(shown, label) and bulleted
            return write_notes(hand, lead, shown, index, style, own, self._lists.left(own.item), width, alone=alone)
        return [paragraph(style, [lead, hand.run(text, index)], own)]

    def _items(self, lines: Sequence[Line], *, numbered: bool) -> None:
        levels = depths([line.level for line in lines])
        lists = self._lists.begin() if numbered else (BULLETS,) * len(self._hand.typesetter.languages)
        for line, level in zip(lines, levels, strict=True):
            # Fixed words stay with what they head.
            items = [self._lists.at(one, level) for one in lists]
            self._paragraphs((line,), "ListParagraph", items, keep=not line.portions)

    def _section_words(self, number: int, line: Line) -> Xml:
        """Return a section's heading with its mark, behind the letter of its tab."""
        hand = self._hand
        if number not in self._tabs:
            return hand.heading(line, SECTION.size)
        names = self._tabs[number].names
        if line.has_readings:
            return some(
                hand.mark(line.marking), hand.both(names), hand.run("  "), hand.heading(replace(line, marking=None))
            )
        return some(hand.mark(line.marking), hand.each(lambda index: titled(wording(names, index), line.text(index))))

    def _tab(self, number: int) -> Xml:
        return self._hand.both(self._tabs[number].names)

    def _contents(self) -> None:
        """Write the list of sections as a field that Word can make anew, with what it says now.

        The pages are those of the print until Word, which cuts lines by other fonts, makes the list anew or prints it.
        """
        headed = [(number, one.heading) for number, one in enumerate(self._document.sections) if one.heading]
        field = [_mark("begin"), _instruction(r'TOC \o "1-1" \h \z'), _mark("separate")]
        for number, heading in headed:
            said = self._hand.run(str(self._pages[number] or ""))
            page = [
                _mark("begin"),
                _instruction(rf"PAGEREF {_place(number)} \h"),
                _mark("separate"),
                said,
                _mark("end"),
            ]
            told = [self._section_words(number, heading), tab(), *page]
            link = w("hyperlink", *told, anchor=_place(number), history=1)
            end = [_mark("end")] if number == headed[-1][0] else []
            self._flow.add(paragraph("TOC1", [*field, link, *end]))
            field = []


def _marked(style: str, told: Xml, number: int) -> Head:
    """Return a heading that the contents lead to."""
    place = w("bookmarkStart", id=number, name=_place(number)), w("bookmarkEnd", id=number)
    return headed(style, joined([place[0], told, place[1]]))


def _place(number: int) -> str:
    return f"_Toc{number:08d}"


def _mark(kind: str) -> Xml:
    """Return where a field begins, where its words begin, or where it ends."""
    return w("r", w("fldChar", fldCharType=kind))


def _instruction(told: str) -> Xml:
    return w("r", element("w:instrText", {"xml:space": "preserve"}, words(f" {told} ")))
