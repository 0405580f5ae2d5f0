"""The chart of an exercise's milestones as a table: Word draws no chart, and everything that one tells stands in the rows."""

from liaison_desk.briefings.document import Column, MilestoneChart, Pin, Text
from liaison_desk.briefings.render.docx.flow import Flow
from liaison_desk.briefings.render.docx.hand import Hand
from liaison_desk.briefings.render.docx.markup import Xml, some
from liaison_desk.briefings.render.docx.paper import Cell, Grid, paragraph, row, ruled, table
from liaison_desk.briefings.render.docx.tables import band_row, head_row, spread
from liaison_desk.briefings.render.milestones import form_words
from liaison_desk.foundation.core.styled import Style


def write_milestones(hand: Hand, chart: MilestoneChart, flow: Flow) -> None:
    """Write the facts of an exercise, then its milestones by day under STARTEX and ENDEX, each with its side and its form."""
    for line in chart.facts:
        flow.add(*hand.stacked(line, "Caption", hand.mark(line.marking)))
    columns = [Column(text, weight) for text, weight in zip(chart.words.columns, (3.0, 1.4, 1.0, 1.4), strict=False)]
    texts = [[[one] for one in _plain(hand, chart, pin)] for pin in chart.pins]
    widths = spread(hand, columns, texts) or [hand.typesetter.width / len(columns)] * len(columns)
    bar = some(
        hand.mark(chart.when.marking, Style.STRONG),
        hand.both(chart.words.bar, style=Style.STRONG),
        hand.run(" "),
        hand.each(chart.when.text, style=Style.STRONG),
    )
    rows = [head_row(hand, columns, widths), band_row(widths, [bar])]
    rows += [row(widths, [Cell([paragraph("Cell", [one])]) for one in _cells(hand, chart, pin)]) for pin in chart.pins]
    flow.table(table(widths, rows, Grid(ruled())))
    if chart.today is not None:
        flow.add(paragraph("Caption", [hand.both(chart.words.as_of)]))


def _cells(hand: Hand, chart: MilestoneChart, pin: Pin) -> list[Xml]:
    short = hand.each(pin.short.text, style=Style.STRONG)
    name = some(hand.mark(pin.marking), short, hand.run("  ") if short else None, hand.each(pin.line.text))
    return [name, hand.each(pin.when.text), hand.both(_lane(chart, pin)), hand.both(_state(chart, pin))]


def _plain(hand: Hand, chart: MilestoneChart, pin: Pin) -> list[str]:
    """Return the words of the cells, to be measured."""
    both = hand.typesetter.both
    names = " / ".join((*hand.typesetter.stacked(pin.short), *hand.typesetter.stacked(pin.line)))
    return [names, " / ".join(hand.typesetter.stacked(pin.when)), both(_lane(chart, pin)), both(_state(chart, pin))]


def _lane(chart: MilestoneChart, pin: Pin) -> Text:
    return chart.words.lanes[pin.lane] if pin.lane < len(chart.words.lanes) else ()


def _state(chart: MilestoneChart, pin: Pin) -> Text:
    """Return what its form means, and that its days are agreed where the form does not say so."""
    form = tuple(form_words(chart, pin))
    if not pin.locked or not form:
        return form
    return tuple(
        f"{one}, {locked}" if locked != one else one for one, locked in zip(form, chart.words.locked, strict=False)
    )
