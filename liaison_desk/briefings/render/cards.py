"""Cards in frames: two or three side by side, each as high as what it says, a row of them kept whole on its page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from liaison_desk.briefings.document import Branch, Card, Cards, Chart, Line
from liaison_desk.briefings.render.setting import draw, lowered, stacked, wrap
from liaison_desk.briefings.render.strips import (
    BLACK,
    DARK,
    GUTTER,
    HEADING,
    PALE,
    Image,
    Ink,
    Rule,
    Strip,
    Style,
)
from liaison_desk.briefings.render.tables import HAIR, THICK
from liaison_desk.briefings.render.tagging import Leaf, Node
from liaison_desk.briefings.render.typesetter import Typesetter, labelled
from liaison_desk.foundation.core.styled import headed

_PAD = 8.0
_NAME = Style(10.5, 14.0, bold=True)
_SMALL_NAME = Style(9.5, 12.5, bold=True)
_LINE = Style(9.0, 12.5)
_SMALL_LINE = Style(8.5, 11.5)
_MARK = Style(8.0, 10.5)
_LABEL, _LABELS = 52.0, 78.0
_MOST_LINES = 8
"""Lines that one entry of a card may take; what is longer ends in an ellipsis."""
_STEP = 16.0
_DEEPEST = 8
_ABOVE = 10.0
_TOLD = (Leaf("P"),)
_LEAST = 146.0
"""Points of the narrowest card of which three stand side by side."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How cards are set: their name and lines, and the side of the photo in points."""

    name: Style
    line: Style
    photo: float


_CONTACT = _Look(_NAME, _LINE, 62.0)
_POST = _Look(_SMALL_NAME, _SMALL_LINE, 36.0)


def cut_frames(typesetter: Typesetter, block: Cards | Chart) -> Iterable[Strip]:
    """Cut contact cards into strips of two, or a chart into its organizations.

    In a chart each organization stands under the one it belongs to, a line down the left leading to it, its posts in
    frames; so that it may go on over pages, and no text is ever cut.
    """
    if isinstance(block, Chart):
        return (strip for branch in block.branches for strip in _branch(typesetter, branch, ()))
    width = (typesetter.width - GUTTER) / 2
    return _rows(typesetter, block.cards, 0.0, width, 2, _CONTACT)


def _branch(typesetter: Typesetter, branch: Branch, trunks: tuple[bool, ...]) -> list[Strip]:
    """Cut an organization and all under it. ``trunks`` tells for its own level and those above whether more follows there."""
    left = _STEP * min(len(trunks), _DEEPEST)
    room = typesetter.width - left
    mark = typesetter.mark(branch.heading.marking)
    words = typesetter.bold.wrap(f"{mark} {typesetter.heading(branch.heading)}".strip(), HEADING.size, room)
    strips, node = [Strip(_ABOVE, keep=True)], Node("P")
    strips += [
        Strip(HEADING.leading, [Ink(left, HEADING.baseline, True, HEADING.size, part)], keep=True, node=node)
        for part in words
    ]
    under = Rule(left, 2.0, typesetter.width, 2.0, HAIR if trunks else THICK)
    strips.append(Strip(8.0, rules=[under], keep=bool(branch.cards)))
    columns = 3 if room >= 3 * _LEAST else 2
    width = (room - (columns - 1) * _PAD) / columns
    strips += _rows(typesetter, branch.cards, left, width, columns, _POST)
    _join(strips, trunks)
    for number, below in enumerate(branch.below, 1):
        strips += _branch(typesetter, below, (*trunks, number < len(branch.below)))
    return strips


def _join(strips: Sequence[Strip], trunks: tuple[bool, ...]) -> None:
    """Draw the lines from the organizations above: past these strips, and with an elbow to the heading."""
    if not trunks:
        return
    middle = HEADING.leading / 2
    for number, strip in enumerate(strips):
        rules = [
            Rule(_trunk(level), 0.0, _trunk(level), strip.height, HAIR, PALE)
            for level, more in enumerate(trunks)
            if more or (level == len(trunks) - 1 and number == 0)
        ]
        if number == 1:
            x = _trunk(len(trunks) - 1)
            rules += [Rule(x, 0.0, x, middle, HAIR, PALE), Rule(x, middle, x + _STEP - 9.0, middle, HAIR, PALE)]
        strip.rules = [*strip.rules, *rules]
        strip.vague = True  # what stands under what is seen by the lines alone


def _trunk(level: int) -> float:
    return _STEP * min(level, _DEEPEST - 1) + 5.0


def _rows(
    typesetter: Typesetter, cards: Sequence[Card], left: float, width: float, columns: int, look: _Look
) -> Iterator[Strip]:
    """Cut cards into strips, each a row of cards as high as the highest of them, with the space under it."""
    for start in range(0, len(cards), columns):
        gap = GUTTER if look is _CONTACT else _PAD
        faces = [
            _face(typesetter, card, left + number * (width + gap), width, look)
            for number, card in enumerate(cards[start : start + columns])
        ]
        height = max(face.height for face in faces)
        strip = Strip(height + _PAD)
        strip.inks = [ink for face in faces for ink in face.inks]
        strip.node = Node("Div", leaves=_TOLD)
        strip.parts = [part for face in faces for part in face.parts]
        strip.images = [image for face in faces for image in face.images]
        strip.rules = [rule for face in faces for rule in _frame(face.left, width, height)]
        typesetter.work.advance(len(faces))
        yield strip


def _frame(left: float, width: float, height: float) -> list[Rule]:
    right = left + width
    return [
        Rule(left, 0.0, right, 0.0, HAIR, PALE),
        Rule(left, height, right, height, HAIR, PALE),
        Rule(left, 0.0, left, height, HAIR, PALE),
        Rule(right, 0.0, right, height, HAIR, PALE),
    ]


@dataclass(slots=True)
class _Face:
    """What is printed on one card, how high it has become, and how high it may become to stand on a page; ``parts`` counts the inks of each entry."""

    left: float
    height: float
    inks: list[Ink]
    images: list[Image]
    highest: float
    parts: list[int] = field(default_factory=list)

    def room(self, leading: float) -> int:
        """Return how many more lines an entry may take."""
        return max(0, min(_MOST_LINES, int((self.highest - self.height) // leading)))

    def end(self) -> None:
        """End an entry: what is written next belongs to another."""
        if count := len(self.inks) - sum(self.parts):
            self.parts.append(count)


def _face(typesetter: Typesetter, card: Card, left: float, width: float, look: _Look) -> _Face:
    """Set one card: the photo at its left, the name and what has no label beside it, the labelled lines below both."""
    images = []
    if card.photo is not None:
        told = f"{typesetter.photo(card.photo)}: {typesetter.heading(card.heading)}"
        images.append(Image(left + _PAD, _PAD, look.photo, look.photo, card.photo.data, told))
    beside = left + _PAD + (look.photo + _PAD if images else 0.0)
    room = left + width - _PAD - beside
    face = _Face(left, _PAD - 1.5, [], images, typesetter.height - 3 * _PAD)
    mark = typesetter.mark(card.marking)
    _write(typesetter, face, mark, beside, room, _MARK, DARK)
    _write_line(typesetter, face, card.heading, beside, room, look.name)
    face.end()
    labels = _LABELS if typesetter.beside else _LABEL
    first = next((number for number, row in enumerate(card.rows) if row.label), len(card.rows))
    for row in card.rows[:first]:
        _write_line(typesetter, face, row.line, beside, room, look.line)
        face.end()
    if images:
        face.height = max(face.height, _PAD + look.photo)
    for row, said in labelled(card.rows[first:]):
        face.height += 2.0 if said else 0.0
        label = typesetter.label(said, _MARK.size, labels - 4.0)[: face.room(_MARK.leading)]
        face.inks += [
            Ink(left + _PAD, face.height + number * _MARK.leading + 9.0, True, _MARK.size, words, DARK)
            for number, words in enumerate(label)
            if words
        ]
        least = face.height + len(label) * _MARK.leading
        _write_line(typesetter, face, row.line, left + _PAD + labels, width - 2 * _PAD - labels, look.line)
        face.end()
        face.height = max(face.height, least)
    face.height += _PAD - 1.5
    return face


def _write_line(typesetter: Typesetter, face: _Face, line: Line, x: float, width: float, style: Style) -> None:
    """Write a line's wordings below each other, names with their readings."""
    if not line.has_readings:
        for text in typesetter.stacked(line):
            _write(typesetter, face, text, x, width, style)
        return
    for phrases in stacked(typesetter, line):
        cuts = wrap(typesetter, headed(phrases) if style.bold else phrases, style.size, width)
        for cut in cuts[: face.room(style.leading + style.size / 2)]:
            drawn = draw(cut, x, style, style.size)
            face.height += drawn.above
            face.inks += lowered(drawn, face.height).inks
            face.height += style.leading


def _write(
    typesetter: Typesetter, face: _Face, text: str, x: float, width: float, style: Style, gray: float = BLACK
) -> None:
    """Write text on a card below what stands there; words past the last line it may take end in an ellipsis."""
    font = typesetter.bold if style.bold else typesetter.regular
    most = face.room(style.leading)
    lines = font.few(font.clean(text), style.size, width, max(1, most)) if text else []
    for words in lines[:most]:
        face.inks.append(Ink(x, face.height + style.baseline, style.bold, style.size, words, gray))
        face.height += style.leading
