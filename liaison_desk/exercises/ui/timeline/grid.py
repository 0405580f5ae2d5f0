"""What a timeline shows and where: its rows and their heights, the days in sight, what is chosen and what is being dragged."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont

from liaison_desk.domain.fiscal import FiscalYear, fiscal_years
from liaison_desk.exercises.ui.timeline.axis import Sight
from liaison_desk.exercises.ui.timeline.drag import Drag
from liaison_desk.exercises.ui.timeline.layout import LANE, LEVEL, Face, Item, Laid, half_of, lay
from liaison_desk.exercises.ui.timeline.offs import Off
from liaison_desk.exercises.ui.timeline.rows import Mark, Role, Row
from liaison_desk.exercises.ui.timeline.words import TimelineWords
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.painted import PaintedArea
from liaison_desk.foundation.qt.stamps import Stamps
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size

LABELS: Final = 214
BAND: Final = 16
"""Pixels of a nation's fiscal years."""
MONTHS: Final = 24
DAYS: Final = 18
NAMES: Final = 17
"""Pixels of the names of days off."""
_NARROW: Final = 150
_ROOMY: Final = 760


@dataclass(slots=True)
class Shown:
    """What a timeline draws beside its marks: days off of which nations, fiscal years, what is done."""

    host: bool = True
    home: bool = True
    fiscal: bool = True
    done: bool = True


class GanttGrid(PaintedArea):
    """The state of a timeline and its places; painted and handled elsewhere."""

    years_wanted = Signal(int, int)
    """Days off from one year to another are in sight and not known yet."""

    def __init__(self, ui: Ui, words: TimelineWords) -> None:
        super().__init__()
        self.ui = ui
        self.words = words
        self.stamps = Stamps(ui.theme)
        self.shown = Shown()
        self.rows: list[Row] = []
        self.today = date(2000, 1, 1)
        self._sight = Sight(float(self.today.toordinal()))
        self._labels, self._day, self._origin = LABELS, 1.0, 0.0
        self.chosen: Mark | None = None
        self.row = 0
        self.drag: Drag | None = None
        self.pointer = QPointF()
        self._offs: dict[int, tuple[Off, ...]] = {}
        self._asked: set[int] = set()
        self._laid: dict[int, Laid] = {}
        self._laid_at = 0.0
        self._tops: list[int] = [0]
        self._fonts: dict[Face, QFont] = {}
        self._years: dict[str, list[FiscalYear]] = {}
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ui.theme.changed.connect(self.viewport().update)

    # Sizes

    @property
    def sight(self) -> Sight:
        """The days in sight."""
        return self._sight

    @sight.setter
    def sight(self, sight: Sight) -> None:
        self._sight = sight
        self.measure()

    def measure(self) -> None:
        """Reckon how wide labels and days are; asked for at every place of a frame, so not reckoned there."""
        width = self.viewport().width()
        self._labels = LABELS if width > _ROOMY else _NARROW
        self._day = max(100, width - self._labels) / self._sight.days
        self._origin = self._labels - self._sight.begin * self._day

    @property
    def labels(self) -> int:
        """Width of the rows' labels."""
        return self._labels

    @property
    def head(self) -> int:
        """Height of the scale above the rows."""
        bands = 2 * BAND if self.shown.fiscal else 0
        return bands + MONTHS + DAYS + (NAMES if self.shown.host or self.shown.home else 0)

    @property
    def day_width(self) -> float:
        """Width of a day."""
        return self._day

    @property
    def offset(self) -> float:
        """Where day 0 of the calendar stands in the viewport; rows are laid out from there."""
        return self._origin

    def x_of(self, day: float) -> float:
        """Return where a day, an ordinal, begins in the viewport."""
        return self._origin + day * self._day

    def at_x(self, x: float) -> float:
        """Return what of the calendar, an ordinal with the part of its day, stands at a place of the viewport."""
        return self.sight.begin + (x - self.labels) / self.day_width

    def font_of(self, face: Face) -> QFont:
        """Return the font of a face."""
        if face not in self._fonts:
            size, weight, tabular = {
                Face.NAME: (Size.SECONDARY, SEMIBOLD, False), Face.DATES: (Size.META, REGULAR, True),
                Face.BESIDE: (Size.SECONDARY, MEDIUM, False), Face.SMALL: (Size.META, MEDIUM, False),
            }[face]  # fmt: skip
            self._fonts[face] = self.ui.theme.font(size, weight, tabular=tabular)
        return self._fonts[face]

    def width_of(self, text: str, face: Face) -> float:
        """Return how wide words are."""
        return self.stamps.width(face, self.font_of(face), text)

    # Rows

    def lay_out(self) -> None:
        """Reckon where the rows stand; each is laid out when it is first seen. Exercises among others are all of one height."""
        self.measure()
        self._laid.clear()
        self._laid_at = self.day_width
        tops = [0]
        for number, row in enumerate(self.rows):
            tops.append(tops[-1] + (LANE if row.role is Role.EXERCISE else self.laid(number).height))
        self._tops = tops
        bar, room = self.verticalScrollBar(), max(0, self.viewport().height() - self.head)
        bar.setRange(0, max(0, tops[-1] - room))
        bar.setPageStep(max(1, room))
        bar.setSingleStep(LANE // 2)

    def laid(self, number: int) -> Laid:
        """Return a row laid out for the present width of a day."""
        if self._laid_at != self.day_width:
            self._laid.clear()
            self._laid_at = self.day_width
        found = self._laid.get(number)
        if found is None:
            found = self._laid[number] = lay(
                self.rows[number], self._laid_at, self.width_of, self.words.dates, self.today.toordinal()
            )
        return found

    def row_rect(self, number: int) -> QRect:
        """Return where a row stands in the viewport, its label included."""
        top = self.head + self._tops[number] - self.verticalScrollBar().value()
        return QRect(0, top, self.viewport().width(), self._tops[number + 1] - self._tops[number])

    def rows_in_sight(self) -> range:
        """Return the numbers of the rows of which anything is in sight."""
        if not self.rows:
            return range(0)
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height() - self.head
        first = max(0, bisect_right(self._tops, top) - 1)
        return range(first, min(len(self.rows), bisect_right(self._tops, bottom)))

    def row_at(self, y: float) -> int:
        """Return the number of the row at a height of the viewport; -1 where there is none."""
        at = y - self.head + self.verticalScrollBar().value()
        number = bisect_right(self._tops, at) - 1
        return number if y >= self.head and 0 <= number < len(self.rows) else -1

    def middle_of(self, number: int, item: Item) -> float:
        """Return the height in the viewport of the middle of a mark."""
        return self.middle_in(self.row_rect(number), number, item)

    def middle_in(self, rect: QRect, number: int, item: Item) -> float:
        """Return the height of the middle of a mark in its row's place, which is known."""
        role = self.rows[number].role
        if role in {Role.EXERCISE, Role.MAIN}:
            return axis_of(role, rect)
        levels = (rect.height() - 14) // LEVEL
        used = 1 + max((one.level for one in self.laid(number).items), default=0)
        return rect.top() + rect.height() / 2 + (item.level - (min(used, levels) - 1) / 2) * LEVEL

    def rect_of(self, number: int, item: Item) -> QRectF:
        """Return where a mark stands in the viewport, without its words."""
        half = half_of(self.rows[number].role) + (2 if item.bar else 0)
        left = item.left + self.offset
        return QRectF(left, self.middle_of(number, item) - half, item.right - item.left, 2 * half)

    def item_at(self, at: QPointF) -> tuple[int, Item | None]:
        """Return the row at a point and the mark there, the topmost of several; words belong to their mark."""
        number = self.row_at(at.y())
        if number < 0 or at.x() < self.labels:
            return number, None
        x, found = at.x() - self.offset, None
        for item in self.laid(number).between(x - 6, x + 6):
            rect = self.rect_of(number, item).adjusted(-4, -4, 4, 4)
            below = at.y() - rect.center().y()
            if rect.contains(at) or any(one.holds(x, below) for one in item.said):
                found = item
        return number, found

    def row_of(self, mark: Mark) -> int:
        """Return the number of the row in which a mark stands; -1 if in none."""
        return next((n for n, row in enumerate(self.rows) if any(one is mark for one in row.marks)), -1)

    # Days off and fiscal years

    def learn_offs(self, offs: Mapping[int, Sequence[Off]]) -> None:
        """Know the days off of some years."""
        self._offs.update({year: tuple(some) for year, some in offs.items()})
        self.viewport().update()

    def forget_offs(self) -> None:
        """Ask anew for the days off, for the nations are others."""
        self._offs.clear()
        self._asked.clear()
        self._years.clear()

    def offs_in_sight(self) -> list[Off]:
        """Return the days off in sight that shall be shown; what is not known yet is asked for."""
        profile = self.words.profile()
        wanted = {profile.host} if self.shown.host else set()
        wanted |= {profile.home} if self.shown.home else set()
        first, last = self.sight.first.year, self.sight.last.year
        unknown = [year for year in range(first, last + 1) if year not in self._offs and year not in self._asked]
        if unknown:
            self._asked.update(unknown)
            self.years_wanted.emit(unknown[0], unknown[-1])
        low, high = self.sight.begin, self.sight.begin + self.sight.days
        return [
            one
            for year in range(first, last + 1)
            for one in self._offs.get(year, ())
            if one.nation in wanted and one.last + 1 >= low and one.first <= high
        ]

    def fiscal_years(self, nation: str) -> list[FiscalYear]:
        """Return the fiscal years of a nation that are in sight."""
        years = self._years.setdefault(nation, [])
        first, last = self.sight.first, self.sight.last
        if not years or years[0].first > first or years[-1].last < last:
            self._years[nation] = years = fiscal_years(nation, first.replace(year=first.year - 2, day=1), last.replace(year=last.year + 2, day=1))  # fmt: skip
        return [one for one in years if one.last >= first and one.first <= last]


def axis_of(role: Role, rect: QRect) -> float:
    """Return the height of the line through the marks of a row that has all of them on one."""
    return rect.top() + (31.0 if role is Role.EXERCISE else rect.height() / 2)
