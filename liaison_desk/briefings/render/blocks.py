"""Blocks cut into strips: headings, paragraphs in one column or two, lists, labels and values, contents."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest

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
from liaison_desk.briefings.render.grids import cut_grid
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
    LATIN,
    PALE,
    PHOTO,
    QUIET,
    SECTION,
    SHORT,
    TITLE,
    Heading,
    Image,
    Ink,
    Rule,
    Strip,
    Style,
)
from liaison_desk.briefings.render.tables import cut_table
from liaison_desk.briefings.render.text import Face
from liaison_desk.briefings.render.typesetter import Typesetter, labelled
from liaison_desk.briefings.walking import entries_in, inserted_lines
from liaison_desk.foundation.core.styled import Phrase, headed


@dataclass(slots=True)
class Cutter:
    """Cuts one released document into strips, and notes its headings for the outline."""

    typesetter: Typesetter
    headings: list[Heading] = field(default_factory=list)
    _above: float = 0.0

    def section(self, section: Section, key: str) -> list[Strip]:
        """Cut a whole section, its heading first."""
        strips: list[Strip] = []
        self._above = 0.0
        if section.heading is not None:
            strips += self._heading(section.heading, SECTION, key, 0, entries_in(section.blocks))
        for number, block in enumerate(section.blocks):
            strips += self.block(block, f"{key}.{number}", 1 if section.heading else 0)
        return strips

    def block(self, block: Block, key: str, level: int) -> Iterable[Strip]:
        """Cut one block. ``key`` names its place for bookmarks."""
        match block:
            case Title(line, under):
                return self._title(line, under)
            case Paragraph(line):
                return cut_paragraph(self.typesetter, line)
            case Bluf(line):
                return cut_bluf(self.typesetter, line)
            case Items(lines, numbered):
                return cut_items(self.typesetter, lines, numbered=numbered)
            case KeyValues(rows, photo):
                return self._key_values(rows, photo)
            case Cards() | Chart():
                return cut_frames(self.typesetter, block)
            case Table() | Grid() | Picture() | Pages() | Burndown():
                return self._ruled(block)
            case Contents():
                return self._contents()
            case Group():
                return self._group(block, key, level)

    def _ruled(self, block: Table | Grid | Inserted) -> list[Strip]:
        if isinstance(block, Table):
            return cut_table(self.typesetter, block)
        if not isinstance(block, Grid):
            return cut_paragraph(self.typesetter, next(inserted_lines(block)))
        # A grid fills the page that its headings begin.
        return cut_grid(self.typesetter, block, self.typesetter.height - self._above)

    def _group(self, group: Group, key: str, level: int) -> list[Strip]:
        self._above = 0.0 if group.apart else self._above
        if group.under:
            strips = self._paper_title(group, key, level)
        else:
            strips = self._heading(group.heading, HEADING, key, level, entries_in(group.blocks))
        strips[0].breaks = group.apart
        for number, block in enumerate(group.blocks):
            strips += self.block(block, f"{key}.{number}", level + 1)
        if not group.blocks:
            strips[-1].keep = False
        if group.draft:
            for strip in strips:
                strip.draft = group.draft
        return strips

    def _heading(self, line: Line, style: Style, key: str, level: int, entries: int) -> list[Strip]:
        title = self.typesetter.heading(line)
        mark = self.typesetter.mark(line.marking)
        self.headings.append(Heading(key, title, mark, level, entries))
        gap = 20.0 if style is SECTION else 12.0
        if line.has_readings:
            strips = self._read(line, mark, style)
        else:
            strips = self._set(f"{mark} {title}", style, self.typesetter.bold)
        for strip in strips:
            strip.keep = True
        strips[0].gap, strips[0].key = gap, key
        strips.append(Strip(3.0, keep=True))
        self._above += sum(strip.height for strip in strips) + (gap if self._above else 0.0)
        return strips

    def _paper_title(self, group: Group, key: str, level: int) -> list[Strip]:
        """Cut the heading of a group that is a paper of its own, as a title with its quiet words below."""
        heading = group.heading
        title, mark = self.typesetter.heading(heading), self.typesetter.mark(heading.marking)
        self.headings.append(Heading(key, title, mark, level, entries_in(group.blocks)))
        strips = self._title(heading, (Line((Words(group.under),)),))
        strips[0].gap, strips[0].key = 20.0, key
        self._above += sum(strip.height for strip in strips)
        return strips

    def _set(self, text: str, style: Style, face: Face, gray: float = BLACK) -> list[Strip]:
        return [
            Strip(style.leading, [Ink(0.0, style.baseline, style.bold, style.size, part, gray)])
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

    def _title(self, line: Line, under: tuple[Line, ...]) -> list[Strip]:
        mark = self.typesetter.mark(line.marking)
        strips: list[Strip] = []
        for index, text in enumerate(dict.fromkeys(filter(None, map(line.text, self.typesetter.languages)))):
            words = self.typesetter.bold.clean(text)
            style = TITLE if index == 0 else Style(14.0, 20.0, bold=True)
            strips += self._set(f"{mark} {words}", style, self.typesetter.bold)
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
        for row, words in labelled(rows):
            label = self.typesetter.bold.wrap(
                self.typesetter.bold.clean(self.typesetter.both(words)), COLUMN_HEAD.size, left - 6
            )
            width = self.typesetter.width - left - (PHOTO + INDENT if photo is not None else 0.0)
            beside = [SetLine([Ink(0.0, style.baseline, True, COLUMN_HEAD.size, part, DARK)]) for part in label]
            values = self._values(row.line, left, width, style)
            cut = [
                strip_of([one for one in both if one is not None], style.leading)
                for both in zip_longest(beside, values)
            ]
            cut[0].gap = 1.5
            strips += cut
        if photo is not None:
            strips = _beside_photo(strips, photo, self.typesetter.width - PHOTO)
        for strip in strips[:-1]:
            strip.keep = len(strips) < SHORT
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

    def _contents(self) -> list[Strip]:
        strips = []
        for number, section in enumerate(self.typesetter.released.document.sections):
            if section.heading is None:
                continue
            title = f"{self.typesetter.mark(section.heading.marking)} {self.typesetter.heading(section.heading)}"
            lines = self.typesetter.regular.wrap(title, LATIN.size, self.typesetter.width - 40)
            under = [Rule(0.0, 17.0, self.typesetter.width, 17.0, 0.4, PALE)]
            strips += [Strip(17.0, [Ink(0.0, 12.0, False, LATIN.size, part)], under) for part in lines]
            strips[-1].points_to = f"s{number}"
        if strips:
            strips[0].gap = 12.0
        return strips


def _beside_photo(strips: list[Strip], photo: Photo, left: float) -> list[Strip]:
    """Return strips with a photo at their right, kept on the page of the first of them, and room for all of it."""
    first = Strip(0.01, images=[Image(left, 2.0, PHOTO, photo.data)], keep=True)
    used = sum(strip.height + strip.gap for strip in strips)
    for strip in strips[:-1]:
        strip.keep = True
    rest = [Strip(PHOTO + 6.0 - used)] if used < PHOTO + 6.0 else []
    if strips and rest:
        strips[-1].keep = True
    return [first, *strips, *rest]
