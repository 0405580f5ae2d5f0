"""Blocks cut into strips: headings, paragraphs in one column or two, lists, labels and values, contents."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, zip_longest

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
    KeyValue,
    KeyValues,
    Line,
    MilestoneChart,
    Pages,
    Paragraph,
    Photo,
    Picture,
    Section,
    Table,
    Title,
    Words,
)
from liaison_desk.briefings.render.cards import cut_frames
from liaison_desk.briefings.render.contents import cut_contents
from liaison_desk.briefings.render.grids import cut_grid
from liaison_desk.briefings.render.inserts.burndown import cut_burndown
from liaison_desk.briefings.render.inserts.pages import cut_pages, is_whole
from liaison_desk.briefings.render.inserts.pictures import cut_picture
from liaison_desk.briefings.render.milestones import cut_milestones
from liaison_desk.briefings.render.paragraphs import cut_bluf, cut_items, cut_paragraph
from liaison_desk.briefings.render.setting import SetLine, draw, stacked, strip_of, wrap
from liaison_desk.briefings.render.strips import (
    BLACK,
    CELL,
    COLUMN_HEAD,
    DARK,
    HEADING,
    INDENT,
    LABEL_WIDTH,
    LABELS_WIDTH,
    PHOTO,
    QUIET,
    SECTION,
    SHORT,
    SUBTITLE,
    TITLE,
    Heading,
    Image,
    Ink,
    Strip,
    Style,
)
from liaison_desk.briefings.render.tables import cut_table
from liaison_desk.briefings.render.tabs import Tab, set_tab
from liaison_desk.briefings.render.tagging import Leaf, Node
from liaison_desk.briefings.render.text import Face
from liaison_desk.briefings.render.typesetter import Typesetter, labelled
from liaison_desk.briefings.render.work import steps
from liaison_desk.briefings.walking import entries_in
from liaison_desk.foundation.core.styled import Phrase, headed

_DEEPEST = 6
"""Levels of headings that readers of files know."""
_PARTED = 3
"""Lines of many labels and values that stand at least on either side of a page's end."""


@dataclass(slots=True)
class Cutter:
    """Cuts one released document into strips, and notes its headings for the outline.

    ``tabs`` are those of the sections, by their place in the packet; ``below`` how many headings stand above those of sections.
    """

    typesetter: Typesetter
    headings: list[Heading] = field(default_factory=list)
    tabs: Mapping[int, Tab] = field(default_factory=dict)
    below: int = 0
    _above: float = 0.0
    _headed: bool = True

    def section(self, section: Section, number: int) -> Iterator[Strip]:
        """Cut a whole section, its heading first; a tab begins a new page."""
        part = Node("Sect")
        for strip in self._section(section, number):
            if strip.node is not None:
                top = strip.node.top
                if top is not part:
                    top.inside = part
            else:
                strip.node = Node("P", part) if strip.inks else part
            yield strip

    def _section(self, section: Section, number: int) -> Iterator[Strip]:
        self._above, self._headed = 0.0, True
        key = f"s{number}"
        heading, tab = section.heading, self.tabs.get(number)
        strips = self._blocks(section.blocks, key, 1 if heading else 0)
        if heading is not None:
            headed = self._heading(heading, SECTION, key, 0, entries_in(section.blocks), tab)
            if is_whole(section.blocks):
                # It leads to the first of the pages, and has none of its own.
                headed = [next(strips)]
                headed[0].key = key
            headed[0].breaks = tab is not None
            yield from headed
        elif (first := next(strips, None)) is not None:
            first.key = first.key or key
            yield first
        yield from strips

    def _blocks(self, blocks: Iterable[Block], key: str, level: int) -> Iterator[Strip]:
        """Cut blocks that follow each other; those of the bottom line up front share a rule."""
        for bottom, some in groupby(enumerate(blocks), lambda one: isinstance(one[1], Bluf)):
            if bottom:
                yield from self._bluf([block for _, block in some if isinstance(block, Bluf)])
            else:
                for at, block in some:
                    yield from self.block(block, f"{key}.{at}", level)

    def _bluf(self, blocks: Sequence[Bluf]) -> list[Strip]:
        self.typesetter.work.advance(steps(blocks))
        return cut_bluf(self.typesetter, [block.line for block in blocks])

    def block(self, block: Block, key: str, level: int) -> Iterable[Strip]:
        """Cut one block. ``key`` names its place for bookmarks."""
        self._count(block)
        self._headed = self._headed and isinstance(block, Group)
        match block:
            case Title():
                return self._title(block.line, block.under, self._head(level) if level else Node("H1"))
            case Paragraph(line):
                return cut_paragraph(self.typesetter, line)
            case Bluf():
                return self._bluf((block,))
            case Items(lines, numbered):
                return cut_items(self.typesetter, lines, numbered=numbered)
            case KeyValues(rows, photo):
                return self._key_values(rows, photo)
            case Cards() | Chart():
                return cut_frames(self.typesetter, block)
            case Table() | Grid() | Picture() | Pages() | Burndown() | MilestoneChart():
                return self._ruled(block)
            case Contents():
                return cut_contents(self.typesetter, self.tabs)
            case Group():
                return self._group(block, key, level)

    def _count(self, block: Block) -> None:
        """Say that a block is being set; those of many parts say so part by part."""
        if not isinstance(block, Bluf | Cards | Chart | Group | Items | Table):
            self.typesetter.work.advance(steps((block,)))

    def _ruled(self, block: Table | Grid | Inserted) -> Iterable[Strip]:
        match block:
            case Table():
                return cut_table(self.typesetter, block)
            case Picture(_, line):
                return cut_picture(self.typesetter, block, cut_paragraph(self.typesetter, line, QUIET, gap=6.0))
            case Pages():
                return cut_pages(self.typesetter, block)
            case Burndown():
                return cut_burndown(self.typesetter, block)
            case MilestoneChart():
                # It fills the page that its headings begin.
                return cut_milestones(self.typesetter, block, self.typesetter.height - self._above)
            case Grid():
                # A grid fills the page that its headings begin.
                return cut_grid(self.typesetter, block, self.typesetter.height - self._above)

    def _group(self, group: Group, key: str, level: int) -> Iterator[Strip]:
        if group.apart and not self._headed:  # headings right above it go to its page
            self._above = 0.0
        if group.under:
            strips = self._paper_title(group, key, level)
        else:
            strips = self._heading(group.heading, HEADING, key, level, entries_in(group.blocks))
        strips[0].breaks = group.apart
        if not group.blocks:
            strips[-1].keep = False
        for strip in chain(strips, self._blocks(group.blocks, key, level + 1)):
            strip.draft = group.draft or strip.draft
            yield strip

    def _heading(
        self, line: Line, style: Style, key: str, level: int, entries: int, tab: Tab | None = None
    ) -> list[Strip]:
        title, mark = self.typesetter.heading(line), self.typesetter.mark(line.marking)
        heading = Heading(key, title, mark, level, entries)
        if tab is not None:
            heading = replace(heading, tab=tab.letter, called=self.typesetter.bold.clean(tab.called))
        self.headings.append(heading)
        gap = 12.0 if style is HEADING else 20.0
        if tab is not None:
            strips = set_tab(self.typesetter, tab, line, self.typesetter.width)
        elif line.has_readings:
            strips = self._read(line, mark, style)
        else:
            strips = self._set(heading.words, style, self.typesetter.bold)
        node = self._head(level)
        for strip in strips:
            strip.keep, strip.node = True, node
        strips[0].gap, strips[0].key = gap, key
        strips.append(Strip(3.0, keep=True))
        self._above += sum(strip.height for strip in strips) + (gap if self._above else 0.0)
        return strips

    def _head(self, level: int) -> Node:
        return Node(f"H{min(_DEEPEST, level + 1 + self.below)}")

    def _paper_title(self, group: Group, key: str, level: int) -> list[Strip]:
        """Cut the heading of a group that is a paper of its own, as a title with its quiet words below."""
        heading = group.heading
        title, mark = self.typesetter.heading(heading), self.typesetter.mark(heading.marking)
        self.headings.append(Heading(key, title, mark, level, entries_in(group.blocks)))
        strips = self._title(heading, (Line((Words(group.under),)),), self._head(level))
        strips[0].gap, strips[0].key = 20.0, key
        self._above += sum(strip.height for strip in strips) + (strips[0].gap if self._above else 0.0)
        return strips

    def _set(self, text: str, style: Style, face: Face, gray: float = BLACK) -> list[Strip]:
        node = Node("P")
        return [
            Strip(style.leading, [Ink(0.0, style.baseline, style.bold, style.size, part, gray)], node=node)
            for part in face.wrap(text, style.size, self.typesetter.width)
        ]

    def _read(self, line: Line, mark: str, style: Style) -> list[Strip]:
        """Cut a heading with readings above its names."""
        first, *others = stacked(self.typesetter, line, mark)
        phrases = headed((*first, *(phrase for other in others for phrase in (Phrase(" / "), *other))))
        return [
            strip_of((draw(cut, 0.0, style, style.size),), style.leading)
            for cut in wrap(self.typesetter, phrases, style.size, self.typesetter.width)
        ]

    def _title(self, line: Line, under: tuple[Line, ...], node: Node) -> list[Strip]:
        mark = self.typesetter.mark(line.marking)
        strips: list[Strip] = []
        for index, text in enumerate(dict.fromkeys(filter(None, map(line.text, self.typesetter.languages)))):
            words = self.typesetter.bold.clean(text)
            style = TITLE if index == 0 else SUBTITLE
            strips += self._set(f"{mark} {words}", style, self.typesetter.bold)
        for strip in strips:
            strip.node = node
        for quiet in under:
            strips += self._set("  ·  ".join(self.typesetter.stacked(quiet)), QUIET, self.typesetter.regular, DARK)
        for strip in strips:
            strip.keep = True
        strips.append(Strip(6.0, keep=True))
        return strips

    def _key_values(self, rows: tuple[KeyValue, ...], photo: Photo | None) -> list[Strip]:
        strips: list[Strip] = []
        style = Style(CELL.size + 0.5, 14.0)
        left = LABELS_WIDTH if self.typesetter.beside else LABEL_WIDTH
        whole = Node("L")
        short = SHORT * len(self.typesetter.languages)
        for row, words in labelled(rows):
            label = self.typesetter.label(words, COLUMN_HEAD.size, left - 6)
            width = self.typesetter.width - left - (PHOTO + INDENT if photo is not None else 0.0)
            beside = [SetLine([Ink(0.0, style.baseline, True, COLUMN_HEAD.size, part, DARK)]) for part in label]
            values = self._values(row.line, left, width, style)
            node = Node("LI", whole, (Leaf("Lbl"), Leaf("LBody")))
            cut = []
            for both in zip_longest(beside, values):
                strip = strip_of([one for one in both if one is not None], style.leading)
                strip.node, strip.parts = node, [len(one.inks) if one is not None else 0 for one in both]
                cut.append(strip)
            cut[0].gap = 1.5
            for strip in cut[:-1]:
                strip.keep = len(cut) < short
            strips += cut
        if photo is not None:
            strips = _beside_photo(strips, photo, self.typesetter.photo(photo), self.typesetter.width - PHOTO)
        for at, strip in enumerate(strips[:-1]):
            strip.keep = strip.keep or len(strips) < short or at < _PARTED - 1 or at >= len(strips) - _PARTED
        return strips

    def _values(self, line: Line, left: float, width: float, style: Style) -> list[SetLine]:
        """Set what stands beside a label."""
        mark = self.typesetter.mark(line.marking)
        if line.has_readings:
            phrases = stacked(self.typesetter, line, mark)
            cuts = (cut for some in phrases for cut in wrap(self.typesetter, some, style.size, width))
            return [draw(cut, left, style, style.size) for cut in cuts]
        return [
            SetLine([Ink(left, style.baseline, False, style.size, part)])
            for number, text in enumerate(self.typesetter.stacked(line))
            for part in self.typesetter.regular.wrap(text if number else f"{mark} {text}", style.size, width)
        ]


def _beside_photo(strips: list[Strip], photo: Photo, told: str, left: float) -> list[Strip]:
    """Return strips with a photo at their right, kept on the page of the first of them, and room for all of it."""
    first = Strip(0.01, images=[Image(left, 2.0, PHOTO, PHOTO, photo.data, told)], keep=True)
    used = sum(strip.height + strip.gap for strip in strips)
    for strip in strips[:-1]:
        strip.keep = True
    rest = [Strip(PHOTO + 6.0 - used)] if used < PHOTO + 6.0 else []
    if strips and rest:
        strips[-1].keep = True
    return [first, *strips, *rest]
