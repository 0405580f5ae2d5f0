"""The line above each portion: its mark, what it is, who said it and when, the task it made; and the headings of sections."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from liaison_desk.domain.bilingual import Wording
from liaison_desk.domain.notetext import plain
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import ChipLook, chip_width, paint_chip, paint_elided
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size
from liaison_desk.meetings.records import Attribution, Portion, PromisedTask
from liaison_desk.meetings.rules.pasting import LONGEST
from liaison_desk.meetings.rules.templates import TemplateSection
from liaison_desk.meetings.rules.validity import PROMISING
from liaison_desk.meetings.ui.notes.blocks import ABOVE, HEADING, INDENT, MARGIN
from liaison_desk.meetings.ui.words import Words

_HEIGHT = 18
_LONGEST_MARK = 60


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a head that can be clicked: ``what`` is kind, task or make."""

    where: QRect
    uid: str
    what: str


class Heads:
    """Paints what is said of portions around their texts. ``tasks`` are those that portions made, by id."""

    def __init__(self, ui: Ui, words: Words, zone: Callable[[], str]) -> None:
        self._ui = ui
        self._words = words
        self._zone = zone
        self.tasks: Mapping[int, PromisedTask] = {}
        self.problems: dict[str, str] = {}
        """What is wrong with portions that cannot be kept as they stand, by uid."""
        self.sections: Mapping[str, TemplateSection] = {}
        self.behind: Callable[[str], int] = lambda _: 0
        """How many characters of a portion are not shown, by uid."""

    def room(self, portion: Portion, width: int) -> int:
        """Return how high a portion's wording in the other language is below its text."""
        other = self._counterpart(portion)
        if not other:
            return 0
        metrics = QFontMetrics(self._ui.theme.font(Size.BODY))
        wide = max(120, width - 2 * MARGIN - INDENT * portion.level)
        if "\n" not in other and metrics.horizontalAdvance(other) < wide:
            return metrics.height() + 4
        flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.TextFlag.TextWrapAnywhere)
        return metrics.boundingRect(QRect(0, 0, wide, 1_000_000), flags, other).height() + 4

    def paint(
        self, painter: QPainter, text: QRectF, width: int, portion: Portion, *, begins: bool, fresh: bool
    ) -> list[Spot]:
        """Paint what stands around a portion's text, which lies at ``text`` on a sheet so wide; return what can be clicked.

        ``begins``: a section of the template begins here. ``fresh``: nothing is typed yet.
        """
        left = MARGIN + INDENT * portion.level
        top = round(text.top()) - ABOVE + 6
        row = QRect(left, top, width - MARGIN - left, _HEIGHT)
        if begins:
            self._paint_heading(painter, QRect(MARGIN, top - HEADING, row.right() - MARGIN, HEADING), portion)
        spots = self._paint_line(painter, row, portion, fresh=fresh)
        if fresh:
            self._paint_hint(painter, QRect(left + 2, round(text.top()), row.width(), round(text.height())), portion)
        other = self._counterpart(portion)
        if other:
            below = QRect(left, round(text.bottom()) + 2, row.width(), 1_000_000)
            painter.setFont(self._ui.theme.font(Size.BODY))
            painter.setPen(self._ui.theme.color("t2"))
            flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.TextFlag.TextWrapAnywhere)
            painter.drawText(below, flags, other)
        return spots

    def _paint_heading(self, painter: QPainter, row: QRect, portion: Portion) -> None:
        painter.setFont(self._ui.theme.font(Size.SUBJECT, SEMIBOLD))
        painter.setPen(self._ui.theme.color("t1"))
        part = self.sections.get(portion.section)
        heading = part.heading(self._ui.language.code) if part is not None else self._ui.language.tr("Notes")
        paint_elided(painter, row.adjusted(0, 0, 0, -4), heading)

    def _paint_hint(self, painter: QPainter, row: QRect, portion: Portion) -> None:
        """Say where nothing is typed yet what belongs there."""
        part, tr = self.sections.get(portion.section), self._ui.language.tr
        hint = part.hint(self._ui.language.code) if part is not None else ""
        hint = hint or tr("Type a note; Return begins the next. d/ decision, c/ commitment, f/ RFI, a/ action …")
        painter.setFont(self._ui.theme.font(Size.BODY))
        painter.setPen(self._ui.theme.color("t3"))
        paint_elided(painter, row, hint)

    def _paint_line(self, painter: QPainter, row: QRect, portion: Portion, *, fresh: bool) -> list[Spot]:
        ui, words, tr = self._ui, self._words, self._ui.language.tr
        theme = ui.theme
        at = row.left()
        spots: list[Spot] = []
        problem = self.problems.get(portion.uid)
        if problem:
            painter.setFont(theme.font(Size.SECONDARY))
            painter.setPen(theme.color("red"))
            paint_elided(painter, row, problem)
            return []
        end = row.right() - self._paint_task(painter, row, portion, spots)
        if portion.marking is None:
            chip = ChipLook(tr("Unmarked, stays with you"), "amb", "lock")
            paint_chip(ui, painter, QPoint(at, row.top()), chip)
            at += chip_width(ui, chip) + 8
        else:
            at += (
                self._write(
                    painter,
                    QRect(at, row.top(), end - at, _HEIGHT),
                    words.mark(portion.marking)[:_LONGEST_MARK],
                    "t1",
                    SEMIBOLD,
                )
                + 8
            )
        kind = words.portion(portion.kind)
        wide = self._write(painter, QRect(at, row.top(), end - at, _HEIGHT), kind, "t3" if fresh else "t2", MEDIUM)
        spots.append(Spot(QRect(at, row.top(), wide, _HEIGHT), portion.uid, "kind"))
        at += wide + 10
        if self._is_stale(portion):
            chip = ChipLook(tr("Outdated translation"), "amb", "triangle-alert")
            paint_chip(ui, painter, QPoint(at, row.top()), chip)
            at += chip_width(ui, chip) + 8
        behind = self.behind(portion.uid)
        if behind:
            chip = ChipLook(tr("{n} more characters are kept and not shown", n=f"{behind:,}"), "neutral", "ellipsis")
            paint_chip(ui, painter, QPoint(at, row.top()), chip)
            at += chip_width(ui, chip) + 8
        self._write(painter, QRect(at, row.top(), end - at - 8, _HEIGHT), self.said(portion), "t2", REGULAR)
        return spots

    def said(self, portion: Portion) -> str:
        """Return who said it, how far that may be told, to whom, by when, and when it was said."""
        words, tr = self._words, self._ui.language.tr
        who = portion.said_by
        if portion.attribution is not Attribution.NAMED:
            who = " · ".join(part for part in (who, dict(words.attributions)[portion.attribution]) if part)
        whom = portion.to_whom or portion.to_nation
        parts = [who, tr("to {whom}", whom=whom) if whom else ""]
        parts.append(tr("by {day}", day=words.near_day(portion.due)) if portion.due is not None else "")
        parts.append(self._clock(portion))
        return "  ".join(part for part in parts if part)

    def spoken(self, portion: Portion) -> str:
        """Return a portion's head as a screen reader says it."""
        mark = self._words.mark(portion.marking) or self._words.marking(None)
        return ", ".join(part for part in (mark, self._words.portion(portion.kind), self.said(portion)) if part)

    def _paint_task(self, painter: QPainter, row: QRect, portion: Portion, spots: list[Spot]) -> int:
        """Paint the task a portion made, or that it can make one, at the right end; return the width it takes."""
        words, tr = self._words, self._ui.language.tr
        task = self.tasks.get(portion.task_id)
        if task is not None:
            text, what = tr("Task: {state}", state=words.task_states.get(task.state, task.state)), "task"
        elif portion.kind in PROMISING and not portion.task_id and portion.text:
            text, what = f"{tr('Make a task')}  Ctrl+T", "make"
        else:
            return 0
        painter.setFont(self._ui.theme.font(Size.SECONDARY, MEDIUM))
        wide = painter.fontMetrics().horizontalAdvance(text)
        where = QRect(row.right() - wide, row.top(), wide, _HEIGHT)
        painter.setPen(self._ui.theme.color("acc"))
        paint_elided(painter, where, text)
        spots.append(Spot(where, portion.uid, what))
        return wide + 12

    def _write(self, painter: QPainter, room: QRect, text: str, tone: str, weight: int) -> int:
        painter.setFont(self._ui.theme.font(Size.SECONDARY, weight, tabular=True))
        painter.setPen(self._ui.theme.color(tone))
        return paint_elided(painter, room, text) if room.width() > 8 else 0

    def _clock(self, portion: Portion) -> str:
        if portion.said_at is None:
            return ""
        zone = self._zone()
        times = self._words.times(to_local(portion.said_at, zone).replace(tzinfo=None), zone)
        return times.place.clock if times is not None else ""

    def _counterpart(self, portion: Portion) -> str:
        """Return the wording the sheet does not show, without its marks."""
        own = self._words.profile().side_of(self._ui.language.code)
        other = portion.text.side(own.other) if portion.text.side(own) else ""
        return plain(other) if len(other) <= LONGEST else f"{plain(other[:LONGEST])}…"

    def _is_stale(self, portion: Portion) -> bool:
        return Wording.STALE in (portion.text.host_state, portion.text.home_state)
