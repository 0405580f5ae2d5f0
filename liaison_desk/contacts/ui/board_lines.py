"""What a row of the cadence board says: in its columns, aloud, and in an exported table."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPen

from liaison_desk.contacts.records import BoardLine, BoardSort, Encounter
from liaison_desk.contacts.rules.validity import Neglect, days_without, neglect
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.marking import Marking, describe
from liaison_desk.foundation.qt.columns import RIGHT, Column
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.rows import CellDelegate, RowState
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

_TONES = {Neglect.LATE: "amb", Neglect.OVERDUE: "red", Neglect.WITHIN: "grn", Neglect.NONE: "t3"}
_BAR = "bar"
_FULL = 2.0  # intervals that the whole bar stands for


class BoardWords:
    """The words of a row in the user's language."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def columns(self) -> list[Column[BoardLine]]:
        """Return the columns of the board."""
        tr = self._words.language.tr
        return [
            Column("who", tr("Name"), self._who, 270, sort=BoardSort.NAME, strong=lambda _: True),
            Column("where", tr("Post"), self._where, 250, tone=lambda _: "t2"),
            Column("last", tr("Last contact"), self._last, 200, sort=BoardSort.LAST, tone=self._tone),
            Column(_BAR, tr("Age"), self._age, 170, sort=BoardSort.AGE, tone=self._tone, largest_first=True),
            Column("every", tr("Interval"), self._every, 70, RIGHT, sort=BoardSort.INTERVAL, tone=lambda _: "t2"),
            Column("next", tr("Next"), self._next, 240, sort=BoardSort.NEXT, tone=lambda _: "t2"),
        ]

    def spoken(self, line: BoardLine) -> str:
        """Return a row as a screen reader says it."""
        return ", ".join(filter(None, (self._who(line), self._where(line), self._age(line))))

    def state(self, line: BoardLine) -> tuple[Neglect, int]:
        """Return how a row stands, and how many days it has been."""
        today = self._words.today()
        last = line.last.start.date() if line.last else None
        stands = neglect(last, line.cadence_days, today, line.known_since)
        return stands, days_without(last, today, line.known_since)

    def headings(self) -> tuple[str, ...]:
        """Return the headings of an exported table."""
        tr = self._words.language.tr
        return (
            tr("Name"), tr("Native name"), tr("Rank"), tr("Post"), tr("Organization"), tr("Nation"), tr("Interval (days)"),
            tr("Last contact"), tr("Kind of contact"), tr("Days since"), tr("Next"), tr("Next engagement"), tr("Marking"),
        )  # fmt: skip

    def cells(self, line: BoardLine) -> tuple[str, ...]:
        """Return a row of an exported table: days as numbers and dates as 2026-11-24, which any spreadsheet sorts."""
        words, person, last, coming = self._words, line.person, line.last, line.next
        said = (person.marking if person else None, last.marking if last else None, coming.marking if coming else None)
        marks = dict.fromkeys(describe(Marking.decode(mark), words.language) for mark in said if mark is not None)
        return (
            (person.name.latin() or person.name.native()) if person else words.language.tr("Vacant"),
            person.name.native() if person else "",
            words.rank(person) if person else "",
            words.best(line.post),
            words.best(line.organization),
            words.nation(line.nation) if line.nation else "",
            str(line.cadence_days) if line.cadence_days else "",
            _day(last) if last else words.language.tr("Never"),
            words.meeting_kind(last) if last else "",
            str(self.state(line)[1]),
            _day(coming),
            words.best(coming.title) if coming else "",
            "; ".join(marks),
        )

    def _who(self, line: BoardLine) -> str:
        words = self._words
        if line.person is None:
            return words.language.tr("Vacant")
        name = line.person.name
        said = name.full(words.code)
        other = name.native() if words.code != "ja" else name.latin()
        return "  ".join(filter(None, (f"{words.rank(line.person)} {said}".strip(), other if other != said else "")))

    def _where(self, line: BoardLine) -> str:
        words = self._words
        return " · ".join(filter(None, (words.best(line.post), words.best(line.organization))))

    def _last(self, line: BoardLine) -> str:
        words = self._words
        if line.last is None:
            return words.language.tr("Never")
        return f"{words.full_day(line.last.start.date())}  {words.meeting_kind(line.last)}"

    def _next(self, line: BoardLine) -> str:
        words = self._words
        return f"{words.full_day(line.next.start.date())}  {words.best(line.next.title)}" if line.next else ""

    def _every(self, line: BoardLine) -> str:
        return self._words.language.tr("{n} d", n=line.cadence_days) if line.cadence_days else ""

    def _age(self, line: BoardLine) -> str:
        return self._words.language.tr("{n} d", n=self.state(line)[1])

    def _tone(self, line: BoardLine) -> str:
        return _TONES[self.state(line)[0]]


def _day(one: Encounter | None) -> str:
    return one.start.date().isoformat() if one else ""


class BoardCells(CellDelegate):
    """Paints the age as a bar with a tick at the interval; the other cells are words."""

    def __init__(self, ui: Ui, said: "BoardWords") -> None:
        super().__init__(ui)
        self._said = said

    def paint_cell(
        self, painter: QPainter, rect: QRect, column: Column[BoardLine], line: BoardLine, state: RowState
    ) -> None:
        """Paint one cell's content."""
        if column.key != _BAR or not line.cadence_days:
            super().paint_cell(painter, rect, column, line, state)
            return
        theme = self.ui.theme
        stands, days = self._said.state(line)
        words = QRect(rect.right() - 52, rect.top(), 52, rect.height())
        track = QRect(rect.left(), rect.center().y() - 3, max(20, rect.width() - 62), 7)
        painter.fillRect(track, theme.color("line2" if state.selected else "line"))
        share = min(1.0, days / line.cadence_days / _FULL)
        tone = theme.color(_TONES[stands])
        painter.fillRect(QRect(track.left(), track.top(), round(track.width() * share), track.height()), tone)
        painter.setPen(QPen(theme.color("t1"), 1))
        tick = track.left() + round(track.width() / _FULL)
        painter.drawLine(tick, track.top() - 3, tick, track.bottom() + 3)
        painter.setFont(
            theme.font(Size.BODY, SEMIBOLD if stands in {Neglect.LATE, Neglect.OVERDUE} else 400, tabular=True)
        )
        painter.setPen(tone if stands is not Neglect.WITHIN else theme.color("t2"))
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, column.text(line))
