"""What stands around the text of every page: the banner above and below, the running head and foot, the designation block."""

from dataclasses import dataclass

from liaison_desk.briefings.document import Text, wording
from liaison_desk.briefings.release import ReleasedDocument
from liaison_desk.briefings.render.pages import Sheet
from liaison_desk.briefings.render.strips import DARK, MM, Ink, Rule, Strip
from liaison_desk.briefings.render.tagging import Leaf, Node
from liaison_desk.briefings.render.text import Face
from liaison_desk.domain.grammar import Grammar
from liaison_desk.domain.marking import Level

_BANNER, _LEAST = 10.0, 7.0
_BANNER_SIDE = 15 * MM
"""How far a banner stays from the sides: so wide that the other paper, on which an office may print, cuts none of it off."""
_CAPITALS = 0.75
"""The height of capitals in ems, and a little."""
_SMALL = 8.5
_LEADING = 15.0
_CLOSE = 11.0
_WIDTH, _GAP = 230.0, 18.0
_MOST = 4
"""Lines that an entry of the designation block takes at most."""


@dataclass(frozen=True, slots=True)
class Furnishing:
    """The words around the text of every page, cleaned. ``block`` are the labels of the designation block with what they say."""

    banner: str
    title: str
    as_of: str
    foot: str
    page: str
    draft: str
    block: tuple[tuple[str, str], ...]

    def numbered(self, number: int, total: int) -> str:
        """Return which page of how many it is."""
        return self.page.replace("{page}", str(number)).replace("{pages}", str(total))


def furnish(released: ReleasedDocument, grammar: Grammar, face: Face) -> Furnishing:
    """Return a document's furniture, ready to print."""
    words = released.document.furniture
    # Who controls the information is for its owner to say: what he did not is left to be filled in by hand.
    labels = grammar.block if released.banner.level is not Level.UNCLASSIFIED else ()
    said = (*words.block, *[""] * len(labels))

    def both(text: Text) -> str:
        wordings = (wording(text, index) for index in range(len(released.document.languages)))
        return face.clean(" / ".join(dict.fromkeys(filter(None, wordings)))).replace("\n", " ")

    compiled = wording(words.compiled, 0).replace("{nations}", released.nations)
    foot = "  ·  ".join(filter(None, (both(words.office), face.clean(compiled), face.clean(wording(words.copy, 0)))))
    return Furnishing(
        face.clean(grammar.banner(released.banner)),
        both(words.title),
        both(words.as_of),
        foot,
        face.clean(words.page),
        face.clean(words.draft),
        tuple(
            (face.clean(label), face.clean(one).replace("\n", " ")) for label, one in zip(labels, said, strict=False)
        ),
    )


def set_banner(banner: str, bold: Face, sheet: Sheet) -> Strip:
    """Return a banner in the middle of a sheet: in smaller type where it is long, in two lines where that would be too small."""
    room = sheet.width - 2 * _BANNER_SIDE
    size = _BANNER * min(1.0, room / max(bold.width(banner, _BANNER), 1.0))
    lines = [banner]
    if size < _LEAST:
        size = _LEAST
        while len(lines := bold.wrap(banner, size, room)) > 2:
            size -= 0.25
    leading = size * 1.2
    inks = [
        Ink((sheet.width - bold.width(words, size)) / 2 - sheet.side, size * _CAPITALS + n * leading, True, size, words)
        for n, words in enumerate(lines)
    ]
    return Strip(size * _CAPITALS + (len(lines) - 1) * leading, inks)


def around(words: Furnishing, faces: tuple[Face, Face], sheet: Sheet, page: str) -> list[tuple[float, Strip]]:
    """Return what stands around the text of every page of a sheet, but for the number of the page, and where.

    ``page`` are the longest words that tell the number: they are left room. The first is the banner at the head.
    """
    regular, bold = faces
    wide, banner = sheet.text_width, set_banner(words.banner, bold, sheet)
    used = regular.width(words.as_of, _SMALL)
    head = regular.cut(words.title, _SMALL, wide - 12.0 - used)  # in full on the first page
    foot = regular.cut(words.foot, _SMALL, wide - 12.0 - regular.width(page, _SMALL))
    inks = [Ink(0.0, 7.0, False, _SMALL, head, DARK), Ink(wide - used, 7.0, False, _SMALL, words.as_of, DARK)]
    return [
        (sheet.height - sheet.banner, banner),
        (sheet.height - sheet.head, Strip(14.0, inks, [Rule(0.0, 14.0, wide, 14.0, 0.75, DARK)])),
        (
            _foot(sheet),
            Strip(11.0, [Ink(0.0, 11.0, False, _SMALL, foot, DARK)], [Rule(0.0, 0.0, wide, 0.0, 0.4, DARK)]),
        ),
        (sheet.banner + banner.height, banner),
    ]


def page_number(said: str, face: Face, sheet: Sheet) -> tuple[float, Strip]:
    """Return which page it is, and where that stands in the running foot."""
    x = sheet.text_width - face.width(said, _SMALL)
    return _foot(sheet), Strip(11.0, [Ink(x, 11.0, False, _SMALL, said, DARK)])


def _foot(sheet: Sheet) -> float:
    return sheet.head + 10.0


def set_block(words: Furnishing, face: Face, sheet: Sheet) -> Strip | None:
    """Return the policy's designation block for the lower right of the first page; ``None`` where there is none.

    What is filled in stands behind its label, all others have room to write. Two labels stand beside each other on a sheet that
    lies across.
    """
    if not words.block:
        return None
    columns = 2 if sheet.width > sheet.height else 1
    rows = -(-len(words.block) // columns)
    inks, rules, parts = list[Ink](), list[Rule](), list[int]()
    y = deepest = 0.0
    for number, (label, said) in enumerate(words.block):
        column, row = divmod(number, rows)
        y = y if row else 0.0
        left = sheet.text_width - (columns - column) * (_WIDTH + _GAP) + _GAP
        lines = face.few(f"{label}: {said}", _SMALL, _WIDTH, _MOST)
        inks += [Ink(left, y + 11.0 + n * _CLOSE, False, _SMALL, line) for n, line in enumerate(lines)]
        parts.append(len(lines))
        y += _LEADING + (len(lines) - 1) * _CLOSE
        if not said:
            used = face.width(f"{label}: ", _SMALL)
            rules.append(Rule(left + used, y - 2.0, left + _WIDTH, y - 2.0, 0.4, DARK))
        deepest = max(deepest, y)
    return Strip(deepest, inks, rules, node=Node("Div", leaves=(Leaf("P"),)), parts=parts)
