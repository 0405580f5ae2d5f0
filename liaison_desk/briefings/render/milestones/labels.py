"""What stands beside the marks of a chart, as much of it as has room: title, abbreviation, days; in the end a number alone."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from liaison_desk.briefings.document import Form, Line, MilestoneChart, Pin
from liaison_desk.briefings.render.milestones.rows import BETWEEN, Label, Run, Runs, in_order, packed
from liaison_desk.briefings.render.milestones.sizes import USUAL, Saying, Type
from liaison_desk.briefings.render.once import is_bare
from liaison_desk.briefings.render.typesetter import Typesetter
from liaison_desk.domain.marking import Marking

HALF = 4.2
"""Half the height of a mark."""
LOCK = 7.0
"""How much room the sign of a lock takes behind a mark."""
LEAST = 9.0
"""A stretch of days narrower than this is drawn as a diamond."""
_GAP = 3.5
_WIDEST = 0.62
"""The part of the chart that a label may take."""
_FOLDED = 0.56
"""The part of its width that a name folded in two may take: words do not break in the middle."""
GAP = 4.5
"""What parts the runs of a line."""
_FEW = 92
"""Days: how far before the first milestone the day of printing may lie to be on the chart."""
_ORDER = tuple(Form)


@dataclass(frozen=True, slots=True)
class Labelled:
    """Every milestone in the rows of its lane, how much is said of each in which type, and which have a number in the list below."""

    saying: Saying
    type: Type
    rows: dict[int, list[list[Label]]]
    numbers: dict[int, int]

    @property
    def count(self) -> int:
        """How many rows there are."""
        return sum(map(len, self.rows.values()))

    @property
    def least(self) -> float:
        """How high a row must be."""
        return self.type.rows[self.saying]


def span_of(chart: MilestoneChart) -> tuple[date, date]:
    """Return the first and the last day that a chart shows: whole months, with the day of printing where it is not far off."""
    first = min([chart.first, *(pin.first for pin in chart.pins)])
    last = max([chart.last, *(pin.last for pin in chart.pins)])
    if chart.today is not None and chart.today < first and (first - chart.today).days <= _FEW:
        first = chart.today
    return first.replace(day=1), (last.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def form_words(chart: MilestoneChart, pin: Pin) -> Sequence[str]:
    """Return what the form of a milestone means, in the languages of the fixed words."""
    return chart.words.forms[_ORDER.index(pin.form)] if chart.words.forms else ()


def own_mark(typesetter: Typesetter, chart: MilestoneChart, marking: Marking | None, lines: Iterable[Line] = ()) -> str:
    """Return the mark of a part of a chart; nothing where it is that of the exercise, which the sentence above the chart tells.

    Of ``lines`` that begin as if they had a mark of their own it is said.
    """
    mark = typesetter.mark(marking)
    told = chart.words.unmarked and mark == typesetter.mark(chart.line.marking) and is_bare(lines)
    return "" if told else mark


class Labels:
    """Finds what is said beside the marks of one chart, set in one type.

    ``x`` gives the place of a day, ``left`` and ``right`` bound the chart.
    """

    def __init__(
        self,
        typesetter: Typesetter,
        chart: MilestoneChart,
        x: Callable[[date], float],
        left: float,
        right: float,
        type_: Type = USUAL,
    ) -> None:
        self._typesetter = typesetter
        self._chart = chart
        self._x = x
        self._left, self._right = left, right
        self.type = type_
        self._widest = _WIDEST * (right - left)

    def laid(self, saying: Saying, *, dense: bool = False) -> Labelled:
        """Return every milestone with as much said as asked for; what has no room for that has a number.

        ``dense``: on whichever side of its mark takes fewer rows.
        """
        numbers: dict[int, int] = {}
        rows: dict[int, list[list[Label]]] = {}
        for lane in sorted({pin.lane for pin in self._chart.pins}):
            there = [index for index, pin in enumerate(self._chart.pins) if pin.lane == lane]
            named = {} if saying >= Saying.NUMBER else {index: self._named_labels(index, saying) for index in there}
            others = [index for index in there if not named.get(index)]
            # Those that have no room for their names are told together, in as few rows as may be.
            groups = [(index,) for index in others] if saying is Saying.NUMBER else self._together(others)
            choices = [*filter(None, named.values()), *(self._numbered_labels(one, numbers) for one in groups)]
            rows[lane] = [self._expanded(row, saying) for row in (packed(choices) if dense else in_order(choices))]
        return Labelled(saying, self.type, rows, numbers)

    def ends(self, pin: Pin) -> tuple[float, float]:
        """Return from where to where a mark reaches, without its lock."""
        begin, end = self._x(pin.first), self._x(pin.last + timedelta(days=1))
        if end - begin < LEAST:
            middle = min(max((begin + end) / 2, self._left + HALF), self._right - HALF)
            return middle - HALF, middle + HALF
        return begin, end

    def named(self, pin: Pin) -> str:
        """Return what a milestone is called on charts behind its mark."""
        words = " / ".join(self._typesetter.each(lambda index: pin.short.text(index) or pin.line.text(index)))
        return f"{own_mark(self._typesetter, self._chart, pin.marking, pin.lines)} {words}".replace("\n", " ").lstrip()

    def titled(self, pin: Pin) -> str:
        """Return the title of a milestone, in the languages in which it is called otherwise on charts."""
        titles = self._typesetter.each(lambda index: pin.line.text(index) if pin.short.text(index) else "")
        return " / ".join(titles).replace("\n", " ")

    def _named_labels(self, index: int, saying: Saying) -> list[Label]:
        """Return a mark with what is said of it, in each place that has room for that; nothing where none has."""
        for lines in self._tried(self._chart.pins[index], saying):
            if self._width(lines) <= self._widest and (places := self._beside((index,), lines)):
                return places
        return []

    def _numbered_labels(self, indexes: tuple[int, ...], numbers: dict[int, int]) -> list[Label]:
        """Return marks with the numbers that they have in the list, in each place that has room for these."""
        for index in indexes:
            numbers.setdefault(index, len(numbers) + 1)
        told: tuple[Runs, ...] = (((_in_brackets([numbers[index] for index in indexes]), True),),)
        at = self._right - self._width(told)
        begin = min(self._reach(indexes)[0], at)
        return self._beside(indexes, told) or [Label(indexes, told, max(self._left, at), begin, self._right)]

    def _reach(self, indexes: Sequence[int]) -> tuple[float, float]:
        """Return from where to where marks reach with their locks."""
        pins = [self._chart.pins[index] for index in indexes]
        marks = [self.ends(pin) for pin in pins]
        end = max(one for _, one in marks) + (LOCK if any(pin.locked for pin in pins) else 0.0)
        return min(one for one, _ in marks), end

    def _beside(self, indexes: tuple[int, ...], lines: tuple[Runs, ...]) -> list[Label]:
        """Return words to the right of marks and to their left, as far as there is room."""
        width, found = self._width(lines), list[Label]()
        begin, end = self._reach(indexes)
        if end + _GAP + width <= self._right:
            found.append(Label(indexes, lines, end + _GAP, begin, end + _GAP + width))
        if begin - _GAP - width >= self._left:
            found.append(Label(indexes, lines, begin - _GAP - width, begin - _GAP - width, end))
        return found

    def width(self, line: Runs) -> float:
        """Return how wide a line is."""
        return sum(self._run(one) for one in line) + GAP * (len(line) - 1)

    def left(self, label: Label, line: Runs) -> float:
        """Return where a line of a label begins: before a mark it ends beside it, as the longest one does."""
        return label.at + (self._width(label.lines) - self.width(line) if label.at == label.begin else 0.0)

    def runs(self, line: Runs) -> Iterator[tuple[float, Run]]:
        """Yield the runs of a line, each with how far from its beginning it stands."""
        at = 0.0
        for one in line:
            yield at, one
            at += self._run(one) + GAP

    def _run(self, one: Run) -> float:
        words, bold = one
        face = self._typesetter.bold if bold else self._typesetter.regular
        style = self.type.bold if bold else self.type.plain
        return face.width(words, style.size)

    def _width(self, lines: Sequence[Runs]) -> float:
        return max(map(self.width, lines))

    def _tried(self, pin: Pin, saying: Saying) -> Iterator[tuple[Runs, ...]]:
        """Yield what may stand beside a mark in a row, the best first: where that is too wide less is said, or the name is folded."""
        yield self._lines(pin, saying)
        if saying is Saying.TITLE:
            yield self._lines(pin, Saying.SHORT)
        if saying in {Saying.TITLE, Saying.SHORT}:
            yield from self._folded(pin)

    def _folded(self, pin: Pin) -> Iterator[tuple[Runs, ...]]:
        """Yield the name of a milestone in two lines, its days behind the second."""
        bold, size = self._typesetter.bold, self.type.bold.size
        name, when = bold.clean(self.named(pin)), self._typesetter.regular.clean(pin.when.text(0))
        days = self._run((when, False)) + GAP if when else 0.0
        wide = bold.width(name, size)
        folded = bold.wrap(name, size, max(_FOLDED * wide, (wide + days) / 2))
        if len(folded) == 2:
            yield ((folded[0], True),), tuple(one for one in ((folded[1], True), (when, False)) if one[0])

    def _lines(self, pin: Pin, saying: Saying, *, whole: bool = False) -> tuple[Runs, ...]:
        """Return the lines beside a mark, cleaned; the days in the first language alone, as times are. ``whole``: with its title beside its name."""
        regular = self._typesetter.regular
        name = (self._typesetter.bold.clean(self.named(pin)), True)
        title, when = (regular.clean(self.titled(pin)), False), (regular.clean(pin.when.text(0)), False)
        beside = title if whole else ("", False)
        if saying is Saying.BRIEF:
            return (tuple(one for one in (name, beside, when) if one[0]),)
        first = tuple(one for one in (name, beside) if one[0])
        lines = (first, (title,) if saying is Saying.TITLE else (), (when,))
        return tuple(line for line in lines if line and line[0][0])

    def _expanded(self, row: Sequence[Label], saying: Saying) -> list[Label]:
        """Return the labels of a row, those that have room beside them with their titles, too."""
        if saying not in {Saying.SHORT, Saying.BRIEF}:
            return list(row)
        found = list(row)
        for place, one in enumerate(found):
            pin = self._chart.pins[one.indexes[0]]
            lines = self._lines(pin, saying, whole=True)
            if one.lines != self._lines(pin, saying) or self._width(lines) > self._widest:
                continue
            width = self._width(lines)
            begins = found[place - 1].end + BETWEEN if place else self._left
            ends = found[place + 1].begin - BETWEEN if place + 1 < len(found) else self._right
            if one.at > one.begin and one.at + width <= ends:
                found[place] = replace(one, lines=lines, end=one.at + width)
            elif one.at == one.begin and one.at + self._width(one.lines) - width >= begins:
                at = one.at + self._width(one.lines) - width
                found[place] = replace(one, lines=lines, at=at, begin=at)
        return found

    def _together(self, indexes: Sequence[int]) -> list[tuple[int, ...]]:
        """Return milestones of a lane in groups that stand where one number has room."""
        groups: list[list[int]] = []
        reach = 0.0
        for index in sorted(indexes, key=lambda one: self._chart.pins[one].first):
            begin, _ = self.ends(self._chart.pins[index])
            if not groups or begin > reach:
                groups.append([])
                reach = begin + 40.0
            groups[-1].append(index)
        return [tuple(group) for group in groups]


def _in_brackets(numbers: Sequence[int]) -> str:
    """Return numbers in brackets, those that follow each other as a stretch: ``[3, 5–9]``."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return f"[{', '.join(str(run[0]) if len(run) == 1 else f'{run[0]}–{run[-1]}' for run in runs)}]"
