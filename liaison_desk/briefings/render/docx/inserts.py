"""Pictures, pages of other files, and how much was open over time: what the printed packet takes in whole or draws."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from liaison_desk.briefings.document import Burndown, Pages, Picture, Text, wording
from liaison_desk.briefings.inserts import take_pages
from liaison_desk.briefings.pictures import printed_picture
from liaison_desk.briefings.render.docx.flow import Flow
from liaison_desk.briefings.render.docx.hand import Hand
from liaison_desk.briefings.render.docx.markup import Xml
from liaison_desk.briefings.render.docx.paper import Cell, Grid, Placing, boxed, paragraph, row, table
from liaison_desk.briefings.render.docx.pictures import Pictures
from liaison_desk.briefings.render.inserts.burndown import Counts, count, told
from liaison_desk.foundation.core.styled import Style

_TALLEST = 480.0
"""Points of the tallest picture: it has room on a page with its heading and caption."""
_WIDEST, _NARROWEST = 60.0, 36.0


def write_picture(hand: Hand, block: Picture, pictures: Pictures, flow: Flow) -> None:
    """Write a picture with its caption below. UnreadableError or RefusedError names it as the packet does."""
    name = hand.typesetter.both(tuple(map(block.line.text, hand.typesetter.languages)))
    drawn = printed_picture(block.data, name, hand.typesetter.width, _TALLEST)
    shown = pictures.inline(drawn.data, drawn.width, drawn.height, name)
    flow.add(paragraph("BodyText", [shown], Placing(keep=True)))
    flow.add(*hand.stacked(block.line, "Caption", hand.mark(block.line.marking)))


def write_pages(hand: Hand, block: Pages, flow: Flow) -> None:
    """Write what pages of another PDF file are called, and that they stand in the printed packet: Word cannot show them.

    What the print would refuse is refused here, too: UnreadableError or RefusedError names the file as the packet does.
    """
    take_pages(block.data, hand.typesetter.both(tuple(map(block.line.text, hand.typesetter.languages))), block.chosen)
    where = hand.both(hand.typesetter.released.document.furniture.appended)
    flow.add(paragraph("BodyText", [hand.heading(block.line), hand.run("  "), where]))


def write_burndown(hand: Hand, curve: Burndown, flow: Flow) -> None:
    """Write how many were open at the end of some of the days, and below it what they are; what is to come stands on dashes."""
    counts = count(curve)
    days = _days(curve, int(hand.typesetter.width // _NARROWEST))
    widths = [min(_WIDEST, hand.typesetter.width / len(days))] * len(days)
    heads = [Cell(_named(hand, text)) for text, _ in days]
    values = [Cell([paragraph("Cell", [_value(hand, curve, counts, day)], Placing(keep=True))]) for _, day in days]
    rows = [row(widths, heads, head=True), row(widths, values)]
    flow.table(table(widths, rows, Grid(boxed(), (2.0, 3.0, 2.0, 3.0))))
    flow.add(paragraph("Caption", [hand.mark(curve.marking), hand.each(partial(told, curve, counts))]))


def _days(curve: Burndown, most: int) -> Sequence[tuple[Text, date]]:
    """Return the days that are named along a curve, so many at most, and its last, each with its name."""
    named = [(one.text, one.first) for one in curve.scale if curve.first <= one.first < curve.last]
    some = named[:: -(-len(named) // (most - 1)) or 1]
    return [*some, (curve.ends or (curve.last.isoformat(),), curve.last)]


def _named(hand: Hand, text: Text) -> list[Xml]:
    """Return the name of a day, that of each language below the other."""
    told = hand.typesetter.each(partial(wording, text))
    return [paragraph("CalendarHead", [hand.run(words, index)], Placing(keep=True)) for words, index in told.items()]


def _value(hand: Hand, curve: Burndown, counts: Counts, day: date) -> Xml:
    at = (day - curve.first).days
    if at < len(counts.open):
        return hand.run(str(counts.open[at]), 0, Style.STRONG)
    later = at - max(0, len(counts.open) - 1)
    return hand.run(str(counts.planned[later]), under="dash")
