"""Tabs: the letters sections are found by, and the sheets with a box at their edge that part them in the stack."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass

from liaison_desk.briefings.document import Line, Text, wording
from liaison_desk.briefings.release import ReleasedDocument
from liaison_desk.briefings.render.numbering import letters
from liaison_desk.briefings.render.pages import Page, Sheet
from liaison_desk.briefings.render.strips import BLACK, MM, SUBTITLE, TITLE, Ink, Rule, Shape, Strip, Style, titled
from liaison_desk.briefings.render.tagging import Node
from liaison_desk.briefings.render.text import Face
from liaison_desk.briefings.render.typesetter import Typesetter

_LETTER = Style(120.0, 120.0, bold=True)
_ABOVE = 0.2
"""How far down the sheet the letter begins."""
_BOX, _SEEN = 16 * MM, 10 * MM
"""How far the box reaches in from the edge of the paper, and how much of it a printer shows that prints no margins."""
_MOST = 6
"""Lines that a title takes at most on the sheet before its tab."""
_TALLEST, _LEAST = 24 * MM, 10 * MM
_IN_BOX = 22.0
_WHITE = 1.0


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: which of how many it is, its letter, and what it is called in each of the packet's languages."""

    count: int
    of: int
    letter: str
    names: Text

    @property
    def called(self) -> str:
        """What it is called, in one line: ``Tab C / タブC``."""
        return " / ".join(dict.fromkeys(filter(None, self.names)))


def tabs_of(released: ReleasedDocument) -> Mapping[int, Tab]:
    """Return the tabs by their sections' place in the packet. Letters are given to what was released, so that none is missing."""
    document = released.document
    there = [number for number, one in enumerate(document.sections) if one.tab and one.heading is not None]
    found = {}
    for count, number in enumerate(there, 1):
        letter = letters(count).upper()
        names = (wording(document.furniture.tab, index) for index in range(len(document.languages)))
        found[number] = Tab(count, len(there), letter, tuple(name.replace("{letter}", letter) for name in names))
    return found


def set_tab(typesetter: Typesetter, tab: Tab, line: Line, width: float, most: int = sys.maxsize) -> list[Strip]:
    """Return the title of a tab behind its letter, the wordings of two languages below each other, each in so many lines at ``most``."""
    face, mark = typesetter.bold, typesetter.mark(line.marking)
    wordings: dict[str, list[str]] = {}
    for index in typesetter.languages:
        if text := line.text(index):
            wordings.setdefault(text, []).append(wording(tab.names, index))
    strips: list[Strip] = []
    for text, names in wordings.items():
        style = TITLE if not strips else SUBTITLE
        words = face.clean(f"{mark} {titled(' / '.join(dict.fromkeys(names)), text)}").replace("\n", " ")
        strips += [
            Strip(style.leading, [Ink(0.0, style.baseline, True, style.size, part)])
            for part in face.few(words, style.size, width, most)
        ]
    return strips


def divider(typesetter: Typesetter, sheet: Sheet, tab: Tab, line: Line, key: str) -> Page:
    """Return the sheet that stands before a tab: its letter, large; its title; and a box at the right edge of the paper.

    The title leads to the tab itself, the place of a ``key``.

    Boxes step down from tab to tab, so that those of all tabs are seen at the edge of the stack.
    """
    face = typesetter.bold
    letter = Ink(0.0, _LETTER.baseline, True, _LETTER.size, tab.letter)
    large = Strip(
        _LETTER.leading, [letter], [Rule(0.0, _LETTER.leading + 4.0, sheet.text_width, _LETTER.leading + 4.0, 1.125)]
    )
    y = sheet.top - _ABOVE * sheet.text_height
    page = Page(sheet, [_box(face, sheet, tab), (y, large)])
    y -= large.height + 16.0
    read = Node("Link", Node("P"))
    for strip in set_tab(typesetter, tab, line, sheet.text_width, _MOST):
        strip.node, strip.points_to, strip.numbered = read, key, False
        page.placed.append((y, strip))
        y -= strip.height
    return page


def _box(face: Face, sheet: Sheet, tab: Tab) -> tuple[float, Strip]:
    """Return the box of a tab: white on black, which any printer shows, and where it stands."""
    height = max(_LEAST, min(_TALLEST, sheet.text_height / tab.of))
    beside = max(1, int(sheet.text_height // height))
    left, right = sheet.width - sheet.side - _BOX, sheet.width - sheet.side
    size = min(_IN_BOX, _IN_BOX * (_SEEN - 4.0) / face.width(tab.letter, _IN_BOX))
    x = left + (_SEEN - face.width(tab.letter, size)) / 2
    corners = ((left, 1.0), (right, 1.0), (right, height - 1.0), (left, height - 1.0))
    ink = Ink(x, height / 2 + size * 0.36, True, size, tab.letter, _WHITE)
    return sheet.top - (tab.count - 1) % beside * height, Strip(height, [ink], shapes=[Shape(corners, BLACK)])
