"""One chart in the making: scales and days off at the top, the exercise as a bar, a lane for each side, the legend at the foot."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce

from liaison_desk.briefings.document import Form, MilestoneChart, Stretch, Text
from liaison_desk.briefings.render.grids.board import DASHES, MIDDLE, SMALL_BOLD, TEXT, WHITE, Board
from liaison_desk.briefings.render.grids.scales import SCALE, draw_scales
from liaison_desk.briefings.render.milestones.key import (
    cut_facts,
    cut_list,
    cut_sentence,
    draw_legend,
    legend_lines,
    spoken_chart,
)
from liaison_desk.briefings.render.milestones.labels import Labelled, Labels, own_mark, span_of
from liaison_desk.briefings.render.milestones.marks import draw_lock, draw_mark
from liaison_desk.briefings.render.milestones.rows import Label
from liaison_desk.briefings.render.milestones.sizes import SETTINGS, SMALL, USUAL
from liaison_desk.briefings.render.once import joined, quiet
from liaison_desk.briefings.render.strips import BLACK, PALE, Strip
from liaison_desk.briefings.render.tables import HAIR, THICK
from liaison_desk.briefings.render.tagging import Node, instead
from liaison_desk.briefings.render.typesetter import Typesetter

_SIDE, _SIDE_BESIDE = 78.0, 104.0
_OFF, _AS_OF, _FOOT = 10.0, 12.0, 6.0
_BAND = 0.91
_TALLER = 1.5
"""How much higher than it must be a row is at most, where the page has room."""
_LOWEST = 220.0
_LEAST_BAR = 4.0
_DAY = timedelta(days=1)


def cut_milestones(typesetter: Typesetter, chart: MilestoneChart, room: float) -> list[Strip]:
    """Cut a chart into the lines above it, the chart, which stays whole, and what has too little room; ``room`` is the page's height."""
    above = [*cut_sentence(typesetter, chart), *cut_facts(typesetter, chart)]
    for strip in above:
        strip.keep = True
    drawn = _Chart(typesetter, chart, max(_LOWEST, room - sum(strip.height + strip.gap for strip in above) - 8.0))
    return [*above, *drawn.cut()]


class _Chart:
    """One chart in the making. ``room`` is how high it may be with its list."""

    def __init__(self, typesetter: Typesetter, chart: MilestoneChart, room: float) -> None:
        self._typesetter, self._chart, self._room = typesetter, chart, room
        self._first, self._last = span_of(chart)
        self._side = _SIDE_BESIDE if typesetter.beside else _SIDE
        self._width = typesetter.width
        self._scales = [tuple(self._shown(scale)) for scale in chart.scales]
        self._legend = legend_lines(typesetter, chart)
        self._board = Board()
        self._settings = {
            one: Labels(typesetter, chart, self._x, self._side, self._width, one) for one in (USUAL, SMALL)
        }
        self._labels = self._settings[USUAL]

    def cut(self) -> list[Strip]:
        """Return the chart and the list of what has a number on it."""
        laid, below, after = self._fitting()
        self._labels = self._settings[laid.type]
        height = self._row(laid, below)
        top = SCALE * len(self._scales) + _OFF * len(self._chart.off)
        begins = top + _AS_OF + laid.type.bar
        foot = begins + 2 * laid.type.pad * len(laid.rows) + height * laid.count
        self._ground(top, foot)
        self._head()
        self._bar(begins - laid.type.bar, laid.type.bar)
        self._lanes(laid, begins, height)
        self._as_of(top)
        self._board.line(0.0, foot, self._width, foot, THICK, BLACK)
        strip = self._board.strip(draw_legend(self._board, self._legend, foot + _FOOT, laid.type.legend))
        # Who does not see it hears everything it tells.
        strip.node, strip.parts, strip.vague = (
            Node("Figure", more=instead(spoken_chart(self._typesetter, self._chart))),
            (),
            False,
        )
        strip.gap, strip.keep = 6.0, bool(below)
        return [strip, *below, *after]

    def _shown(self, scale: tuple[Stretch, ...]) -> Iterator[Stretch]:
        """Yield the stretches of a scale, cut to the days that are shown."""
        for one in scale:
            if one.first <= self._last and one.last >= self._first:
                yield replace(one, first=max(one.first, self._first), last=min(one.last, self._last))

    def _x(self, day: date) -> float:
        days = (self._last - self._first).days + 1
        at = self._side + (self._width - self._side) * (day - self._first).days / days
        return min(max(at, self._side), self._width)

    def _fitting(self) -> tuple[Labelled, list[Strip], list[Strip]]:
        """Return the milestones with as much said of them as has room, what stands below them on their page, and what after it.

        The fewer are in the list, the better: less is said of each, then in smaller type, before any name gives way to a number.
        Where nothing has room, however little is said, the chart fills its page, says where its numbers are told, and the list
        goes on after it, under the sentence on marks.
        """
        tried = []
        for saying, type_ in SETTINGS:
            for dense in (False, True):
                laid = self._settings[type_].laid(saying, dense=dense)
                if not laid.numbers and self._has_room(laid, []):
                    return laid, [], []
                tried.append(laid)
        tried.sort(key=lambda one: len(one.numbers))
        for laid in tried:
            listed = cut_list(self._typesetter, self._chart, self._settings[laid.type], laid.numbers)
            if self._has_room(laid, listed):
                return laid, listed, []
        note = quiet(self._typesetter, self._typesetter.both(self._chart.words.follows))
        laid = next((one for one in tried if self._has_room(one, note)), tried[-1])
        listed = cut_list(self._typesetter, self._chart, self._labels, laid.numbers)
        above = cut_sentence(self._typesetter, self._chart)
        for strip in listed if above else ():
            strip.head = reduce(joined, above)
        return laid, note, listed

    def _has_room(self, laid: Labelled, listed: Sequence[Strip]) -> bool:
        return laid.least * laid.count <= self._left(laid, listed)

    def _left(self, laid: Labelled, listed: Sequence[Strip]) -> float:
        """Return how high all rows may be together."""
        above = SCALE * len(self._scales) + _OFF * len(self._chart.off) + _AS_OF + laid.type.bar
        below = _FOOT + laid.type.legend * len(self._legend) + sum(strip.height + strip.gap for strip in listed)
        return self._room - above - below - 2 * laid.type.pad * len(laid.rows)

    def _row(self, laid: Labelled, listed: Sequence[Strip]) -> float:
        """Return how high a row is: higher than it must be where the page has room."""
        least = laid.least
        return min(least * _TALLER, max(least, self._left(laid, listed) / max(1, laid.count)))

    def _ground(self, top: float, foot: float) -> None:
        """Draw what lies behind everything: the exercise's days, the rules of the scales, the line of the day it is as of."""
        board, chart = self._board, self._chart
        begin, end = self._x(chart.first), self._x(chart.last + _DAY)
        board.box(begin, top + _AS_OF, max(end - begin, 1.0), foot - top - _AS_OF, _BAND, 0.0)
        for number, scale in enumerate(self._scales):
            coarse = number < len(self._scales) - 1
            for stretch in scale:
                x = self._x(stretch.first)
                if x > self._side + 0.5:
                    board.line(x, top, x, foot, 0.6 if coarse else 0.3, MIDDLE if coarse else PALE)
        board.line(self._side, top, self._side, foot, HAIR, PALE)
        if self._is_now():
            x = self._x(chart.today or self._first)
            board.line(x, top + 1.0, x, foot, 0.9, BLACK, DASHES)

    def _head(self) -> None:
        """Draw the scales, and below them the days off of each nation as ticks."""
        board, chart = self._board, self._chart
        height = draw_scales(board, self._typesetter, self._scales, self._x)
        for text, days in chart.off:
            face, room = self._typesetter.regular, self._side - 4.0
            said = face.clean(self._typesetter.both(text))
            said = said if face.width(said, TEXT.size) <= room else face.clean(text[0])
            board.write(0.0, height + 0.2, said)
            for day in days:
                if self._first <= day <= self._last:
                    x = (self._x(day) + self._x(day + _DAY)) / 2
                    board.line(x, height + 2.0, x, height + _OFF - 1.5, 1.0, MIDDLE)
            height += _OFF
            board.line(self._side, height, self._width, height, HAIR, PALE)

    def _bar(self, top: float, height: float) -> None:
        """Draw the exercise itself, from STARTEX to ENDEX, with its days beside it."""
        board, chart, bold = self._board, self._chart, self._typesetter.bold
        end = min(max(self._x(chart.last + _DAY), self._x(chart.first) + _LEAST_BAR), self._width)
        begin, middle = min(self._x(chart.first), end - _LEAST_BAR), top + height / 2
        board.box(begin, middle - 5.0, end - begin, 10.0, BLACK, 0.0)
        mark = own_mark(self._typesetter, chart, chart.when.marking)
        words = bold.clean(" ".join(filter(None, (mark, self._typesetter.both(chart.words.bar), chart.when.text(0)))))
        width = bold.width(words, SMALL_BOLD.size)
        at = end + 4.0 if end + 4.0 + width <= self._width else max(self._side, begin - 4.0 - width)
        self._halo(at, middle - SMALL_BOLD.leading / 2, words, bold=True)

    def _lanes(self, laid: Labelled, top: float, height: float) -> None:
        """Draw the lanes of the sides with their milestones."""
        board, lanes, pad = self._board, self._chart.words.lanes, laid.type.pad
        for lane, rows in laid.rows.items():
            board.line(0.0, top, self._width, top, HAIR, MIDDLE)
            self._side_name(lanes[lane] if lane < len(lanes) else (), top + pad)
            for number, row in enumerate(rows):
                for label in row:
                    self._place(label, top + pad + number * height)
            top += 2 * pad + height * len(rows)

    def _side_name(self, text: Text, top: float) -> None:
        for number, line in enumerate(self._typesetter.label(text, SMALL_BOLD.size, self._side - 6.0)):
            self._board.write(0.0, top + number * SMALL_BOLD.leading, line, SMALL_BOLD)

    def _place(self, label: Label, top: float) -> None:
        """Draw a milestone, or those told together: white behind the words, so that no line runs through them."""
        board, type_ = self._board, self._labels.type
        middle, at = top + type_.bold.leading / 2, top
        for line in label.lines:
            left = self._labels.left(label, line)
            board.box(left - 1.5, at, self._labels.width(line) + 3.0, type_.bold.leading, WHITE, 0.0)
            for number, (apart, (words, bold)) in enumerate(self._labels.runs(line)):
                board.write(left + apart, at, words, type_.bold if bold else type_.level, more=number > 0)
            at += (type_.bold if line[0][1] else type_.plain).leading
        for index in label.indexes:
            pin = self._chart.pins[index]
            begin, end = self._labels.ends(pin)
            draw_mark(board, pin.form, begin, end, middle)
            if pin.locked:
                draw_lock(board, end + 2.0, middle)
        if len(label.indexes) == 1 and self._chart.pins[label.indexes[0]].form is Form.CANCELLED:
            board.strike(self._labels.left(label, label.lines[0]), top, self._labels.width(label.lines[0]), type_.bold)

    def _halo(self, x: float, top: float, words: str, *, bold: bool) -> None:
        style = SMALL_BOLD if bold else TEXT
        face = self._typesetter.bold if bold else self._typesetter.regular
        if words:
            self._board.box(x - 1.5, top, face.width(words, style.size) + 3.0, style.leading, WHITE, 0.0)
            self._board.write(x, top, words, style)

    def _is_now(self) -> bool:
        return self._chart.today is not None and self._first <= self._chart.today <= self._last

    def _as_of(self, top: float) -> None:
        """Write what the line of the day is called, above the lanes."""
        if not self._is_now():
            return
        face, x = self._typesetter.regular, self._x(self._chart.today or self._first)
        words = face.clean(self._typesetter.both(self._chart.words.as_of))
        width = face.width(words, TEXT.size)
        self._halo(min(max(x - width / 2, self._side + 2.0), self._width - width - 2.0), top + 1.0, words, bold=False)
