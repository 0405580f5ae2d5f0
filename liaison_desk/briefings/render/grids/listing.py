"""Entries told in full in a few columns beside each other, in small type: what a month or a timeline has no room for."""

from collections.abc import Iterable, Sequence
from datetime import date

from liaison_desk.briefings.document import Entry, Line, Look
from liaison_desk.briefings.render.grids.board import TEXT, Board
from liaison_desk.briefings.render.strips import PALE, Strip, Style
from liaison_desk.briefings.render.typesetter import Typesetter

_COLUMNS = 3
_BETWEEN = 12.0
_PAD = 2.4
_BOLD = Style(TEXT.size, TEXT.leading, bold=True)
_AFTER = 3.5
_HEADED = 40.0
"""The height that the heading of the list takes: no entry is so high that it leaves its heading alone."""


def cut_listing(typesetter: Typesetter, entries: Iterable[tuple[int, Entry]]) -> list[Strip]:
    """Cut entries into strips of a few beside each other, by day; what comes again in the same words stands once, with its days.

    Those that have a number (not 0) where they were drawn stand before all others, behind it.
    """
    alike: dict[tuple[int, str, str, str], list[Entry]] = {}
    for number, entry in sorted(entries, key=_order):
        words = _words(typesetter, entry)
        own = "" if entry.look is Look.HOLIDAY else entry.series or str(id(entry))
        alike.setdefault((number, own, typesetter.mark(entry.marking), words), []).append(entry)
    width = (typesetter.width - (_COLUMNS - 1) * _BETWEEN) / _COLUMNS
    told = [_cut(typesetter, number, some, words, width) for (number, *_, words), some in alike.items()]
    # What is longer than a page goes on on the next one.
    tallest = max(1, int((typesetter.height - _HEADED - 2 * _PAD) // TEXT.leading))
    strips = []
    for at in range(0, len(told), _COLUMNS):
        beside = told[at : at + _COLUMNS]
        deepest = max(lines[-1][0] + 1 for lines in beside)
        for top in range(0, deepest, tallest):
            depth = min(tallest, deepest - top)
            board = Board()
            for number, lines in enumerate(beside):
                left = number * (width + _BETWEEN)
                seen = [piece for piece in lines if top <= piece[0] < top + depth]
                for place, (row, x, line, style) in enumerate(seen):
                    board.write(left + x, _PAD + (row - top) * TEXT.leading, line, style, more=place > 0)
            height = depth * TEXT.leading + 2 * _PAD
            board.line(0.0, height, typesetter.width, height, 0.4, PALE)
            strips.append(board.strip(height))
    return strips


def _order(numbered: tuple[int, Entry]) -> tuple[bool, int, date, int]:
    number, entry = numbered
    return not number, number, entry.first, entry.begins if entry.begins is not None else -1


def _cut(
    typesetter: Typesetter, number: int, entries: Sequence[Entry], words: str, width: float
) -> list[tuple[int, float, str, Style]]:
    """Return the pieces of entries with the number of their line and how far in they begin: mark and days in bold."""
    said = f"[{number}]" if number else ""
    begun = " ".join(filter(None, (said, typesetter.mark(entries[0].marking), _days(entries))))
    heads = typesetter.bold.wrap(typesetter.bold.clean(begun), _BOLD.size, width)
    used = typesetter.bold.width(heads[-1], _BOLD.size) + _AFTER
    last = len(heads) - 1
    pieces = [(row, 0.0, line, _BOLD) for row, line in enumerate(heads)]
    for row, line in enumerate(typesetter.regular.wrap(words, TEXT.size, width, used)):
        pieces.append((last + row, 0.0 if row else used, line, TEXT))
    return pieces


def _days(entries: Sequence[Entry]) -> str:
    """Return the days of entries, in the first of the languages."""
    return ", ".join(entry.cells[0].text(0) for entry in entries if entry.cells and entry.cells[0].text(0))


def _words(typesetter: Typesetter, entry: Entry) -> str:
    """Return all that an entry says behind its mark and its days: its times in three zones if it has any, title, note and place."""
    _, local, zulu, home, where = (_said(typesetter, cell) for cell in entry.cells)
    times = " / ".join(filter(None, (local, zulu, home))) if zulu or home else ""
    parts = (times, _said(typesetter, entry.line), _said(typesetter, entry.note))
    return " ".join(filter(None, (*parts, f"· {where}" if where else "")))


def _said(typesetter: Typesetter, line: Line) -> str:
    return " / ".join(typesetter.stacked(line)).replace("\n", " ")
