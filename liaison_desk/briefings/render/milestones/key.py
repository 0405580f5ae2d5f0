"""What explains a chart: the legend of its forms at the foot, the list of what has a number on it, and all of it in words."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from liaison_desk.briefings.document import Form, MilestoneChart, wording
from liaison_desk.briefings.render.grids.board import TEXT, Board
from liaison_desk.briefings.render.milestones.labels import GAP, Labels, form_words, own_mark
from liaison_desk.briefings.render.milestones.marks import draw_lock, draw_mark
from liaison_desk.briefings.render.milestones.sizes import SMALL
from liaison_desk.briefings.render.once import quiet, sentence
from liaison_desk.briefings.render.strips import PALE, Ink, Strip
from liaison_desk.briefings.render.tagging import Leaf, Node
from liaison_desk.briefings.render.typesetter import Typesetter
from liaison_desk.domain.marking import Marking

_SIGN = 12.0
_BESIDE = 14.0


def cut_sentence(typesetter: Typesetter, chart: MilestoneChart) -> list[Strip]:
    """Return the sentence that says how what carries no mark on a chart is marked: as the exercise is."""
    if not chart.words.unmarked:
        return []
    return quiet(typesetter, sentence(typesetter, chart.words.unmarked, typesetter.mark(chart.line.marking)))


def cut_facts(typesetter: Typesetter, chart: MilestoneChart) -> list[Strip]:
    """Return when and where the exercise is, each language on lines of its own: beside each other they would take more."""
    return [
        strip
        for line in chart.facts
        for words, index in typesetter.worded(line)
        for strip in quiet(typesetter, f"{own_mark(typesetter, chart, line.marking, (line,))} {words}".lstrip(), index)
    ]


def legend_lines(typesetter: Typesetter, chart: MilestoneChart) -> list[list[tuple[Form | None, str, float]]]:
    """Return the lines of the legend: each form (None: the lock), its words, and where its sign begins."""
    face, found, x = typesetter.regular, list[list[tuple[Form | None, str, float]]](), 0.0
    items = [*zip(Form, chart.words.forms, strict=False), (None, chart.words.locked)]
    for form, text in items:
        words = face.clean(typesetter.both(text))
        width = _SIGN + face.width(words, TEXT.size)
        if not words:
            continue
        if not found or x + width > typesetter.width:
            found.append([])
            x = 0.0
        found[-1].append((form, words, x))
        x += width + 16.0
    return found


def draw_legend(
    board: Board, lines: Sequence[Sequence[tuple[Form | None, str, float]]], top: float, leading: float
) -> float:
    """Draw the legend below a height, its lines so high; return where it ends."""
    for line in lines:
        for form, words, x in line:
            middle = top + leading / 2
            if form is None:
                draw_lock(board, x + 1.5, middle)
            else:
                draw_mark(board, form, x, x + 8.4, middle)
            board.write(x + _SIGN, middle - TEXT.leading / 2, words)
        top += leading
    return top


def cut_list(typesetter: Typesetter, chart: MilestoneChart, labels: Labels, numbers: dict[int, int]) -> list[Strip]:
    """Return the list of what has a number on the chart, in a few columns, under its heading; nothing where nothing has."""
    if not numbers:
        return []
    mark, head = own_mark(typesetter, chart, Marking(typesetter.released.document.home)), labels.type.head
    title = f"{mark} {typesetter.bold.clean(typesetter.both(chart.words.rest))}".lstrip()
    heading = Strip(head.leading + 3.0, [Ink(0.0, head.baseline, True, head.size, title)], keep=True)
    heading.gap, heading.node = 8.0, Node("P")
    order = sorted(numbers.items(), key=lambda one: one[1])
    tried = (_in_columns(typesetter, chart, labels, order, columns) for columns in labels.type.columns)
    return [heading, *min(tried, key=lambda strips: sum(one.height for one in strips))]


def _in_columns(
    typesetter: Typesetter, chart: MilestoneChart, labels: Labels, order: Sequence[tuple[int, int]], columns: int
) -> list[Strip]:
    """Return what the list tells of milestones, each with its number, so many beside each other."""
    type_, strips = labels.type, list[Strip]()
    around, leading = type_.around, type_.plain.leading
    width = (typesetter.width - (columns - 1) * _BESIDE) / columns
    told = [_told(typesetter, chart, labels, index, number, width) for index, number in order]
    for at in range(0, len(told), columns):
        beside = told[at : at + columns]
        board, height = Board(), (1 + max(parts[-1].row for parts in beside)) * leading + 2 * around
        for column, parts in enumerate(beside):
            for number, (row, apart, words, bold) in enumerate(parts):
                left, style = column * (width + _BESIDE) + apart, type_.listed if bold else type_.plain
                board.write(left, around + row * leading, words, style, more=number > 0)
        board.line(0.0, height, typesetter.width, height, 0.4, PALE)
        strip = board.strip(height)
        strip.node, strip.vague = Node("Div", leaves=(Leaf("P"),)), False
        strips.append(strip)
    return strips


class _Part(NamedTuple):
    """Words in the list: in which row of what is told of a milestone, how far from its left, whether they are bold."""

    row: int
    apart: float
    words: str
    bold: bool


def _told(
    typesetter: Typesetter, chart: MilestoneChart, labels: Labels, index: int, number: int, width: float
) -> list[_Part]:
    """Return what the list tells of a milestone: its number and name in bold, then its title, its days and its form.

    In the small type these go on right behind the name.
    """
    pin, face, type_ = chart.pins[index], typesetter.regular, labels.type
    bold, size = typesetter.bold, type_.plain.size
    form = typesetter.both(tuple(form_words(chart, pin)))
    rest = face.clean(" · ".join(filter(None, (labels.titled(pin), pin.when.text(0), form))))
    heads = bold.wrap(bold.clean(f"[{number}] {labels.named(pin)}"), size, width)
    parts = [_Part(row, 0.0, one, bold=True) for row, one in enumerate(heads)]
    begun = bold.width(heads[-1], size) + GAP if type_ is SMALL else width
    first, *others = (
        face.wrap(rest, size, width, begun) if begun + face.width(face.first_word(rest), size) <= width else ("", rest)
    )
    if first:
        parts.append(_Part(len(heads) - 1, begun, first, bold=False))
    below = [line for one in others for line in face.wrap(one, size, width)]
    return [*parts, *(_Part(len(heads) + row, 0.0, one, bold=False) for row, one in enumerate(below))]


def spoken_chart(typesetter: Typesetter, chart: MilestoneChart) -> str:
    """Return all that a chart tells, in words, for those who do not see it."""
    return "; ".join(_spoken(typesetter, chart))


def _spoken(typesetter: Typesetter, chart: MilestoneChart) -> Iterator[str]:
    index = typesetter.languages[0]

    def said(*parts: str) -> str:
        return ", ".join(part for part in parts if part)

    yield said(
        f"{typesetter.mark(chart.line.marking)} {chart.line.text(index)}",
        wording(chart.words.bar, index),
        chart.when.text(index),
    )
    for pin in chart.pins:
        lane = wording(chart.words.lanes[pin.lane], index) if pin.lane < len(chart.words.lanes) else ""
        form = wording(tuple(form_words(chart, pin)), index)
        locked = wording(chart.words.locked, index) if pin.locked else ""
        name = f"{typesetter.mark(pin.marking)} {pin.short.text(index)}".rstrip()
        yield said(name, pin.line.text(index), pin.when.text(index), lane, form, locked)
