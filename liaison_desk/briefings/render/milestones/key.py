"""What explains a chart: the legend of its forms at the foot, the list of what has a number on it, and all of it in words."""

from collections.abc import Iterator, Sequence

from liaison_desk.briefings.document import Form, MilestoneChart, wording
from liaison_desk.briefings.render.grids.board import TEXT, Board
from liaison_desk.briefings.render.milestones.labels import Labels, form_words, own_mark
from liaison_desk.briefings.render.milestones.marks import draw_lock, draw_mark
from liaison_desk.briefings.render.strips import HEADING, PALE, QUIET, Ink, Strip
from liaison_desk.briefings.render.tagging import Leaf, Node
from liaison_desk.briefings.render.typesetter import Typesetter
from liaison_desk.domain.marking import Marking

LEGEND = 13.0
"""How high a line of the legend is."""
_SIGN = 12.0
_BESIDE = 14.0
_COLONS = ":："


def cut_sentence(typesetter: Typesetter, chart: MilestoneChart) -> list[Strip]:
    """Return the sentence that says how what carries no mark on a chart is marked: as the exercise is."""
    if not chart.words.unmarked:
        return []
    *others, last = typesetter.each(lambda index: wording(chart.words.unmarked, index))
    said = " / ".join((*(one.rstrip(_COLONS) for one in others), last))
    apart = "" if said.endswith(_COLONS[1]) else " "
    words = typesetter.regular.clean(f"{said}{apart}{typesetter.mark(chart.line.marking)}")
    node = Node("P")
    return [
        Strip(QUIET.leading, [Ink(0.0, QUIET.baseline, False, QUIET.size, part)], node=node)
        for part in typesetter.regular.wrap(words, QUIET.size, typesetter.width)
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


def draw_legend(board: Board, lines: Sequence[Sequence[tuple[Form | None, str, float]]], top: float) -> float:
    """Draw the legend below a height; return where it ends."""
    for line in lines:
        for form, words, x in line:
            middle = top + LEGEND / 2
            if form is None:
                draw_lock(board, x + 1.5, middle)
            else:
                draw_mark(board, form, x, x + 8.4, middle)
            board.write(x + _SIGN, top + 1.6, words)
        top += LEGEND
    return top


def cut_list(typesetter: Typesetter, chart: MilestoneChart, labels: Labels, numbers: dict[int, int]) -> list[Strip]:
    """Return the list of what has a number on the chart, in a few columns, under its heading; nothing where nothing has."""
    if not numbers:
        return []
    mark = own_mark(typesetter, chart, Marking(typesetter.released.document.home))
    title = f"{mark} {typesetter.bold.clean(typesetter.both(chart.words.rest))}".lstrip()
    heading = Strip(HEADING.leading + 3.0, [Ink(0.0, HEADING.baseline, True, HEADING.size, title)], keep=True)
    heading.gap, heading.node = 8.0, Node("P")
    type_ = labels.type
    columns, pad, leading = type_.columns, type_.pad, type_.plain.leading
    width = (typesetter.width - (columns - 1) * _BESIDE) / columns
    told = [
        _told(typesetter, chart, labels, index, number, width)
        for index, number in sorted(numbers.items(), key=lambda one: one[1])
    ]
    strips = [heading]
    for at in range(0, len(told), columns):
        beside = told[at : at + columns]
        board, height = Board(), max(map(len, beside)) * leading + 2 * pad
        for column, lines in enumerate(beside):
            for row, (words, bold) in enumerate(lines):
                left = column * (width + _BESIDE)
                board.write(left, pad + row * leading, words, type_.listed if bold else type_.plain, more=row > 0)
        board.line(0.0, height, typesetter.width, height, 0.4, PALE)
        strip = board.strip(height)
        strip.node, strip.vague = Node("Div", leaves=(Leaf("P"),)), False
        strips.append(strip)
    return strips


def _told(
    typesetter: Typesetter, chart: MilestoneChart, labels: Labels, index: int, number: int, width: float
) -> list[tuple[str, bool]]:
    """Return the lines of a milestone in the list: its number and name in bold, then its title, its days and its form."""
    pin, face, size = chart.pins[index], typesetter.regular, labels.type.plain.size
    form = typesetter.both(tuple(form_words(chart, pin)))
    rest = " · ".join(filter(None, (labels.titled(pin), pin.when.text(0), form)))
    heads = typesetter.bold.wrap(typesetter.bold.clean(f"[{number}] {labels.named(pin)}"), size, width)
    return [*((one, True) for one in heads), *((one, False) for one in face.wrap(face.clean(rest), size, width))]


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
