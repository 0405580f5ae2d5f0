"""Cards in frames, two or three side by side; organizations under each other with their posts as cards."""

from collections.abc import Sequence

from liaison_desk.briefings.document import Branch, Card, KeyValue
from liaison_desk.briefings.render.docx.flow import Flow, headed
from liaison_desk.briefings.render.docx.hand import Hand
from liaison_desk.briefings.render.docx.markup import Xml
from liaison_desk.briefings.render.docx.paper import Cell, Grid, boxed, paragraph, row, table
from liaison_desk.briefings.render.docx.pictures import Pictures
from liaison_desk.briefings.render.docx.tables import photo
from liaison_desk.briefings.render.strips import GUTTER, PALE
from liaison_desk.briefings.render.typesetter import labelled
from liaison_desk.foundation.core.styled import Style

_PAD = 6.0
_CONTACT, _POST = 62.0, 36.0
"""The side of the photo on the card of a contact, and on that of a post in a chart."""
_LABEL, _LABELS = 52.0, 78.0
_STEP = 16.0
_DEEPEST = 8
_LEAST = 146.0


def write_cards(hand: Hand, cards: Sequence[Card], pictures: Pictures, flow: Flow) -> None:
    """Write the cards of contacts, two side by side."""
    _rows(hand, cards, pictures, flow, left=0.0, columns=2, gap=GUTTER, side=_CONTACT)


def write_branches(hand: Hand, branches: Sequence[Branch], pictures: Pictures, flow: Flow, depth: int = 0) -> None:
    """Write organizations, each indented under the one it belongs to, with its posts as cards."""
    left = _STEP * min(depth, _DEEPEST)
    columns = 3 if hand.typesetter.width - left >= 3 * _LEAST else 2
    for branch in branches:
        flow.head(headed("Organization", hand.heading(branch.heading), left))
        _rows(hand, branch.cards, pictures, flow, left=left, columns=columns, gap=_PAD, side=_POST)
        write_branches(hand, branch.below, pictures, flow, depth + 1)


def _rows(
    hand: Hand, cards: Sequence[Card], pictures: Pictures, flow: Flow, *, left: float, columns: int, gap: float, side: float
) -> None:  # fmt: skip
    """Write rows of cards; each row is a table of its own, so that it stays whole and stands clear of the next."""
    width = (hand.typesetter.width - left - (columns - 1) * gap) / columns
    widths = [width, *([gap, width] * (columns - 1))]
    for start in range(0, len(cards), columns):
        some = [_card(hand, card, width, side, pictures) for card in cards[start : start + columns]]
        cells = [some[0]]
        for card in some[1:]:
            cells += [Cell(()), card]
        cells += [Cell(())] * (len(widths) - len(cells))
        flow.table(table(widths, [row(widths, cells)], Grid(room=(_PAD, _PAD, _PAD, _PAD), left=left)))


def _card(hand: Hand, card: Card, width: float, side: float, pictures: Pictures) -> Cell:
    """Return one card: the photo, the name and what has no label beside it, the labelled lines below."""
    first = next((number for number, pair in enumerate(card.rows) if pair.label), len(card.rows))
    mark = hand.typesetter.mark(card.marking)
    who = [paragraph("CardText", [hand.run(mark)])] if mark else []
    who += hand.stacked(card.heading, "CardName")
    for pair in card.rows[:first]:
        who += hand.stacked(pair.line, "CardText")
    if card.photo is not None:
        widths = [side + _PAD, width - side - 3 * _PAD]
        cells = [Cell([photo(hand, card.photo, side, pictures)]), Cell(who)]
        who = [table(widths, [row(widths, cells)], Grid(room=(0.0, 0.0, 0.0, 0.0)))]
    return Cell([*who, *_below(hand, card.rows[first:], width - 2 * _PAD)], borders=boxed(PALE, "tcBorders"))


def _below(hand: Hand, pairs: Sequence[KeyValue], width: float) -> list[Xml]:
    """Return labels in a narrow column and what they say beside them."""
    label = _LABELS if hand.typesetter.beside else _LABEL
    widths = [label, width - label]
    rows = [
        row(
            widths,
            [
                Cell([paragraph("Label", [hand.both(said, style=Style.STRONG)])]),
                Cell(hand.stacked(pair.line, "CardText")),
            ],
        )
        for pair, said in labelled(pairs)
    ]
    return [paragraph("Ending", ()), table(widths, rows, Grid(room=(0.5, 0.0, 0.5, 4.0)))] if rows else []
