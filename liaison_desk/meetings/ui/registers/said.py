"""What the page of registers says of a portion: where it was said, by whom, to whom, by when, how its task stands."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.notetext import plain
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.qt.columns import Column
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import paint_elided
from liaison_desk.foundation.qt.rows import CellDelegate, RowState
from liaison_desk.foundation.qt.theme import REGULAR, SEMIBOLD, Size
from liaison_desk.meetings.records import Attribution, PortionKind, PortionLine, RegisterSort
from liaison_desk.meetings.ui.texts import beginning, shown
from liaison_desk.meetings.ui.words import Words

ROW = 46
_LONGEST = 300
_OVER = ("done", "cancelled")

Cell = tuple[str, str]
"""The two lines of a cell."""


class Said:
    """Words of a portion in a register, each cell in two lines."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def where(self, line: PortionLine) -> Cell:
        """Return the day of the meeting and its title."""
        return self.words.full_day(line.start.date()), self.words.best(line.meeting_title)

    def what(self, line: PortionLine) -> Cell:
        """Return kind and mark."""
        return self.words.portion(line.portion.kind), self.mark(line)

    def mark(self, line: PortionLine) -> str:
        """Return the mark; that there is none is said too."""
        return self.words.mark(line.portion.marking) or self.words.language.tr("unmarked")

    def text(self, line: PortionLine) -> Cell:
        """Return how the text begins, in the user's language and in the other."""
        text = line.portion.text
        return tuple(beginning(one, _LONGEST) for one in (self.words.best(text), self.words.other(text)))  # type: ignore[return-value] # two go in

    def said_by(self, line: PortionLine) -> Cell:
        """Return who said it, and his nation."""
        return line.portion.said_by, self.nation(line.portion.nation)

    def to_whom(self, line: PortionLine) -> Cell:
        """Return whom it is for, and that one's nation."""
        return line.portion.to_whom, self.nation(line.portion.to_nation)

    def by_when(self, line: PortionLine) -> Cell:
        """Return the suspense and how the task stands; a promise that has made none says so."""
        due = self.due(line)
        if due is None:
            return "", self.state(line)
        this_year = due.year == self.words.today().year
        return (self.words.near_day(due) if this_year else due.isoformat()), self.state(line)

    def due(self, line: PortionLine) -> date | None:
        """Return by when it was promised, as a register is sorted; where the note does not say, the task's suspense."""
        return line.portion.due or self.suspense(line)

    def suspense(self, line: PortionLine) -> date | None:
        """Return the day the task is due, which may have been moved since."""
        if line.task is None or line.task.due_at is None:
            return None
        return to_local(line.task.due_at, self.words.profile().host_zone).date()

    def state(self, line: PortionLine) -> str:
        """Return how the task stands that was made of it, overdue before all."""
        if line.task is None:
            promised = {PortionKind.COMMITMENT, PortionKind.RFI, PortionKind.ACTION}
            return self.words.language.tr("No task yet") if line.portion.kind in promised else ""
        if self.late(line):
            return self.words.language.tr("Overdue")
        return self.words.task_states.get(line.task.state, line.task.state)

    def late(self, line: PortionLine) -> bool:
        """Tell whether its suspense has passed and it is not over."""
        due = self.suspense(line)
        return due is not None and due < self.words.today() and not self.over(line)

    def over(self, line: PortionLine) -> bool:
        """Tell whether the task of it is done or cancelled."""
        return line.task is not None and line.task.state in _OVER

    def nation(self, code: str) -> str:
        """Return a nation's name."""
        return load_nations().name(code, self.words.language.code) if code else ""

    def attribution(self, line: PortionLine) -> str:
        """Return how far it may be traced, if not by name."""
        level = line.portion.attribution
        return "" if level is Attribution.NAMED else dict(self.words.attributions)[level]

    def spoken(self, line: PortionLine) -> str:
        """Return what a screen reader says of a row."""
        return ", ".join(part for cell in self.cells(line) for part in cell if part)

    def cells(self, line: PortionLine) -> tuple[Cell, ...]:
        """Return all cells of a row."""
        return tuple(one(line) for one in (self.where, self.what, self.text, self.said_by, self.to_whom, self.by_when))

    def headings(self) -> list[str]:
        """Return the headings of the table that is written to a file."""
        tr, sides = self.words.language.tr, self.words.side_names()
        return [
            tr("Date"), tr("Meeting"), tr("Kind"), tr("Marking"), *sides, tr("Said by"), tr("Nation"), tr("Attribution"),
            tr("Recipient"), tr("To nation"), tr("By when"), tr("State"),
        ]  # fmt: skip

    def row(self, line: PortionLine) -> list[str]:
        """Return a row of the table that is written to a file: the whole text in both languages."""
        one, due = line.portion, self.due(line)
        return [
            line.start.date().isoformat(), self.words.best(line.meeting_title), *self.what(line), plain(one.text.host),
            plain(one.text.home), one.said_by, one.nation, dict(self.words.attributions)[one.attribution], one.to_whom,
            one.to_nation, due.isoformat() if due is not None else "", self.state(line),
        ]  # fmt: skip

    def whole(self, line: PortionLine) -> str:
        """Return a portion as text for a mail or a paper: its mark, what it is, both wordings, who, whom, when, where."""
        tr, one = self.words.language.tr, line.portion
        mark = self.mark(line)
        said = [f"{mark} {self.words.portion(one.kind)}"]
        said += [plain(text) for text in (self.words.best(one.text), self.words.other(one.text)) if text]
        due = self.due(line)
        facts = (
            (tr("Said by"), _joined(self.said_by(line), self.attribution(line))),
            (tr("Recipient"), _joined(self.to_whom(line))),
            (tr("By when"), self.words.full_day(due) if due is not None else ""),
            (tr("State"), self.state(line)),
            (tr("Meeting"), ", ".join(reversed(self.where(line)))),
        )
        return "\n".join([*said, *(f"{name}: {value}" for name, value in facts if value)])


def register_columns(said: Said) -> list[Column[PortionLine]]:
    """Return what the table can show."""
    tr = said.words.language.tr

    def joined(cell: Callable[[PortionLine], Cell]) -> Callable[[PortionLine], str]:
        return lambda line: " · ".join(part for part in cell(line) if part)

    def text(line: PortionLine) -> str:
        return " / ".join(part for part in said.text(line) if part)

    return [
        Column("where", tr("Meeting"), joined(said.where), 158, sort=RegisterSort.DATE, largest_first=True),
        Column("what", tr("Kind"), joined(said.what), 128),
        Column("text", tr("What was said"), text, 300, tip=lambda line: shown(said.words.best(line.portion.text), 1000)),
        Column("said_by", tr("Said by"), joined(said.said_by), 118, sort=RegisterSort.SAID_BY),
        Column("to_whom", tr("Recipient"), joined(said.to_whom), 106),
        Column("by_when", tr("By when"), joined(said.by_when), 110, sort=RegisterSort.DUE),
    ]  # fmt: skip


class RegisterCells(CellDelegate):
    """Paints cells of two lines: what matters above, in its tone, the rest below."""

    def __init__(self, ui: Ui, said: Said) -> None:
        super().__init__(ui)
        self._cells: dict[str, Callable[[PortionLine], Cell]] = {
            "where": said.where,
            "what": said.what,
            "text": said.text,
            "said_by": said.said_by,
            "to_whom": said.to_whom,
            "by_when": said.by_when,
        }
        self._said = said

    def paint_cell(self, painter: QPainter, rect: QRect, column: Column[Any], line: Any, state: RowState) -> None:
        """Paint one cell's two lines."""
        theme = self.ui.theme
        above, below = self._cells[column.key](line)
        if not above:
            above, below = below, ""
        faded = self._said.over(line) and not state.selected
        strong = column.key == "text"
        tone = "t3" if faded else "t1" if strong else "t2"
        under = state.meta
        if column.key == "by_when" and self._said.late(line):
            tone = under = "red"
        elif column.key == "what" and line.portion.marking is None:
            under = "amb"
        first = QRect(rect.left(), rect.top() + (5 if below else 0), rect.width(), 18 if below else rect.height())
        painter.setFont(theme.font(Size.BODY, REGULAR, tabular=True))
        painter.setPen(theme.color(tone))
        paint_elided(painter, first, above)
        if below:
            bold = SEMIBOLD if column.key == "by_when" and under == "red" else REGULAR
            painter.setFont(theme.font(Size.SECONDARY, bold))
            painter.setPen(theme.color(under))
            paint_elided(painter, QRect(rect.left(), rect.top() + 23, rect.width(), 16), below)


def _joined(cell: Sequence[str], *more: str) -> str:
    return ", ".join(part for part in (*cell, *more) if part)
