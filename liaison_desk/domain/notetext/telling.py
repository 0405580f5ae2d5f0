"""What a portion says: without its marks, as styled words for screen and paper, and the tags and links in it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import unquote

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.notetext.blocks import BREAK, Item, NoteBlock, Paragraph, Table, TableRow, lines_of, parse
from liaison_desk.domain.notetext.spans import ANY_MARK, LINK_HEAD, Passage, Span, runs_of
from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.styled import Phrase, Phrases, Run, Shown, Style, TextLine, TextTable

ELLIPSIS = "…"
_BULLET = "•"
_MENTION = re.compile(LINK_HEAD)
_SEEN = Style.STRONG | Style.EMPHASIS | Style.CODE | Style.STRIKE
"""What paper sets otherwise than the rest."""
_FIRST = 4_000
"""Characters of a line that are read for a title."""


class NoteLink(NamedTuple):
    """A link to a record: its kind, its uid, and what the text calls it."""

    kind: str
    uid: str
    label: str


def passages_of(block: NoteBlock) -> Iterator[Passage]:
    """Yield everything in a block that is read by itself, in order."""
    if isinstance(block, Table):
        for row in (block.head, *block.rows):
            yield from row.cells
    else:
        yield from block.lines


def links(text: str) -> tuple[NoteLink, ...]:
    """Return every link of a text in order, as often as it stands there."""
    if "[[" not in text:
        return ()
    return tuple(NoteLink(one.kind, one.uid, text[one.inner : one.outer]) for one in _spans(text, Style.LINK))


def mentions(text: str) -> tuple[tuple[str, str], ...]:
    """Return kind and uid of every record that a source names, also where a link is spoilt, or stands in code: then it is shown as typed.

    What decides whether a text may be given away must not depend on whether its links are whole.
    """
    if "[[" not in text:
        return ()
    return tuple(dict.fromkeys((found["kind"], unquote(found["uid"])) for found in _MENTION.finditer(text)))


def topics(text: str) -> tuple[str, ...]:
    """Return the tags of a text as they were first written, without their #, each once whatever its width, case and kana."""
    if "#" not in text and "＃" not in text:
        return ()
    found: dict[str, str] = {}
    for span in _spans(text, Style.TAG):
        tag = text[span.start + 1 : span.end]
        found.setdefault(fold(tag), tag)
    return tuple(found.values())


def _spans(text: str, style: Style) -> Iterator[Span]:
    for block in parse(text):
        for passage in passages_of(block):
            for span in passage.spans:
                if span.style == style:
                    yield span


def plain(text: str) -> str:
    """Return what a text says without its marks, for searching, titles and columns.

    Markers of lists stay as typed. A table becomes lines of cells with `` | `` between them. Text without marks stays as it is.
    """
    if "|" not in text and not ANY_MARK.search(text):  # most of many notes
        return text.replace("\u2028", "\n").replace("\u2029", "\n")
    told: list[str] = []
    at = 0
    for block in parse(text):
        told.append(text[at : block.start])
        at = block.start
        if isinstance(block, Table):
            told.append("\n".join(_told_row(text, row) for row in (block.head, *block.rows)))
        else:
            for line in block.lines:
                told += (text[at : line.start], _told(text, line))
                at = line.end
        at = block.end
    told.append(text[at:])
    return "".join(told).replace("\u2028", "\n").replace("\u2029", "\n")


def unmarked(text: Bilingual) -> Bilingual:
    """Return both wordings of a text without their marks."""
    return replace(text, host=plain(text.host), home=plain(text.home))


def first_lines(text: Bilingual, limit: int = 120) -> Bilingual:
    """Return how both wordings of a text begin, as ``first_line`` does."""
    return replace(text, host=first_line(text.host, limit), home=first_line(text.home, limit))


def _told(text: str, passage: Passage) -> str:
    if not passage.spans:
        return text[passage.start : passage.end]
    return "".join(text[run.start : run.end] for run in runs_of(passage) if not run.style & Style.MARK)


def _told_row(text: str, row: TableRow) -> str:
    return " | ".join(_told(text, cell) for cell in row.cells)


def first_line(text: str, limit: int = 120) -> str:
    """Return how a text begins, without marks and the marker of a list, in one line of so many characters at most."""
    lines = iter(BREAK.split(text[: max(_FIRST, limit * 8)]))
    line = next((one for one in lines if one.strip()), "")
    block = next(iter(parse(f"{line}\n{next(lines, '')}")), None) if line else None
    if block is None:
        return ""
    source = f"{line}\n"
    said = _told_row(source, block.head) if isinstance(block, Table) else _told(source, block.lines[0])
    said = " ".join(said.split())
    return said if len(said) <= limit else said[: max(0, limit - 1)].rstrip() + ELLIPSIS


def runs(text: str) -> tuple[Run, ...]:
    """Return the stretches of a text that are not plain, in order, none upon another: what live formatting draws."""
    found: list[Run] = []
    for block in parse(text):
        if isinstance(block, Table):
            found += _row_runs(block.head, Style.HEAD)
            found.append(Run(*block.rule, Style.BAR))
            for row in block.rows:
                found += _row_runs(row, Style.PLAIN)
            continue
        if isinstance(block, Item):
            found.append(Run(block.place, block.place + len(block.marker), Style.MARKER))
        for line in block.lines:
            found += runs_of(line)
    return tuple(run for run in found if run.style and run.end > run.start)


def _row_runs(row: TableRow, style: Style) -> Iterator[Run]:
    at = row.start
    for cell in row.cells:
        yield Run(at, cell.start, Style.BAR)
        yield from runs_of(cell, style)
        at = cell.end
    yield Run(at, row.end, Style.BAR)


def show(text: str, *, linked: bool = False) -> tuple[Shown, ...]:
    """Return a text as a reader sees it, line by line, without marks; links know their records only if asked for.

    So nothing of a link but its label can come on paper. Empty lines are kept.
    """
    shown: list[Shown] = []
    after = 0
    for block in parse(text):
        shown += [TextLine(())] * (_breaks(text, after, block.start) - bool(shown))
        after = block.end
        match block:
            case Paragraph(lines):
                shown += [TextLine(_phrases(text, line, linked)) for line in lines]
            case Item(marker, _, level, ordered, lines):
                bullet = marker if ordered or marker == "・" else _BULLET
                for number, line in enumerate(lines):
                    shown.append(TextLine(_phrases(text, line, linked), level, "" if number else bullet))
            case Table(head, _, aligns, rows):
                cells = [tuple(_phrases(text, cell, linked) for cell in row.cells) for row in (head, *rows)]
                shown.append(TextTable(cells[0], tuple(cells[1:]), aligns))
    return tuple(shown)


def _breaks(text: str, start: int, end: int) -> int:
    return len(lines_of(text[start:end])) - 1


def _phrases(text: str, passage: Passage, linked: bool) -> Phrases:
    if not passage.spans:
        words = text[passage.start : passage.end]
        return (Phrase(words),) if words else ()
    targets = {one.inner: one for one in passage.spans if one.style is Style.LINK} if linked else {}
    found = []
    for run in runs_of(passage):
        target = targets.get(run.start)
        where = (target.kind, target.uid) if target else ("", "")
        if not run.style & Style.MARK:
            found.append(Phrase(text[run.start : run.end], run.style, *where))
        elif target:  # without a label there would be nothing to press
            found.append(Phrase(ELLIPSIS, run.style & ~Style.MARK, *where))
    return tuple(found)


def is_plain(shown: tuple[Shown, ...]) -> bool:
    """Tell whether what is shown is lines of plain words only, which say all there is to say."""
    return all(
        isinstance(one, TextLine) and one.level < 0 and not any(phrase.style & _SEEN for phrase in one.phrases)
        for one in shown
    )


def link_at(text: str, place: int) -> NoteLink | None:
    """Return the link that covers a position of a text."""
    return next(
        (NoteLink(one.kind, one.uid, text[one.inner : one.outer]) for one in _spans(text, Style.LINK) if one.start <= place < one.end),
        None,
    )  # fmt: skip
