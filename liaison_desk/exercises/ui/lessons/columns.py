"""The columns of the table of lessons as data, and the cells that are more than words: kind, title, tags, state."""

from typing import Any, Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from liaison_desk.domain.marking import Marking
from liaison_desk.exercises.records import FINISHED, LessonLine, LessonSort
from liaison_desk.exercises.ui.lessons.words import KIND_ICONS, Words
from liaison_desk.foundation.qt.columns import Column
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import ChipLook, chip_width, paint_chip, paint_elided
from liaison_desk.foundation.qt.rows import CellDelegate, RowState
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, SEMIBOLD, Size

KIND, TITLE, STATE, DUE, THROUGH, EXERCISE = "kind", "title", "state", "due", "through", "exercise"
ROW: Final = 44
_GAP: Final = 4
_CJK: Final = "\u3041"
_TOP, _BELOW = 4, 23  # where the two lines of a cell begin


def lesson_columns(words: Words) -> list[Column[LessonLine]]:
    """Return what the table shows; the exercise only where lessons of several are on show."""
    tr = words.language.tr

    def title(line: LessonLine) -> str:
        return f"{words.mark(marking_of(line))} {words.best(line.title)}"

    def tip(line: LessonLine) -> str:
        tags = ", ".join(map(words.tag, line.tags))
        return "\n".join(part for part in (title(line), words.other(line.title), tags) if part)

    japanese = words.language.code == "ja"
    return [
        Column(KIND, tr("Kind"), lambda line: words.kind(line.kind), 74 if japanese else 92, sort=LessonSort.KIND),
        Column(TITLE, tr("Lesson"), title, 290, sort=LessonSort.TITLE_HOME if words.at_home() else LessonSort.TITLE, tip=tip),
        Column(EXERCISE, tr("Exercise"), lambda line: words.best(line.exercise), 112, sort=LessonSort.EXERCISE, tone=_faded),
        Column("owner", tr("Owner"), lambda line: line.owner, 100, sort=LessonSort.OWNER, tone=_faded),
        Column(STATE, tr("State"), lambda line: words.state(line.state), 100, sort=LessonSort.STATE),
        Column(DUE, tr("By when"), words.due, 120 if japanese else 98, sort=LessonSort.DUE),
        Column(THROUGH, tr("Follow-through"), words.through, 200),
    ]  # fmt: skip


def marking_of(line: LessonLine) -> Marking | None:
    """Return the marking of a line."""
    return Marking.decode(line.marking)


def _faded(line: LessonLine) -> str:
    return "t3" if line.state in FINISHED or line.learned_later else "t2"


class LessonCells(CellDelegate):
    """Paints the kind with its icon, the title over its mark and tags, the state as a chip, and cells of two lines."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__(ui)
        self._words = words

    def paint_cell(self, painter: QPainter, rect: QRect, column: Column[Any], line: Any, state: RowState) -> None:
        """Paint one cell's content."""
        words = self._words
        if column.key == KIND:
            self._paint_kind(painter, rect, line)
        elif column.key == TITLE:
            self._paint_title(painter, rect, line, state)
        elif column.key == STATE:
            at = QPoint(rect.left(), rect.center().y() - Size.CHIP // 2 + 1)
            paint_chip(self.ui, painter, at, words.chip(line))
        elif column.key == EXERCISE:
            self._paint_wrapped(painter, rect, words.best(line.exercise), state.meta if _faded(line) == "t3" else "t2")
        elif column.key == DUE:
            self._paint_due(painter, rect, line)
        elif column.key == THROUGH:
            said, tone = words.through_lines(line), words.through_tone(line)
            if said[1]:
                self._paint_two(painter, rect, said, ("t2", tone), Size.SECONDARY)
            else:
                self._paint_wrapped(painter, rect, said[0], tone)
        else:
            super().paint_cell(painter, rect, column, line, state)

    def _paint_due(self, painter: QPainter, rect: QRect, line: LessonLine) -> None:
        """Paint by when it is due, without the weekday where there is no room for it, over how late it is."""
        if line.due is None:
            return
        words, tone = self._words, self._words.due_tone(line)
        weight = SEMIBOLD if tone in {"red", "amb"} else REGULAR
        metrics = QFontMetrics(self.ui.theme.font(Size.BODY, weight, tabular=True))
        day = words.day(line.due)
        if metrics.horizontalAdvance(day) > rect.width():
            day = words.short_day(line.due)
        self._paint_two(painter, rect, (day, words.overdue(line)), (tone, tone), Size.BODY, weight)

    def _paint_two(
        self, painter: QPainter, rect: QRect, said: tuple[str, str], tones: tuple[str, str], size: int, weight: int = REGULAR
    ) -> None:  # fmt: skip
        """Paint what is said in one or two lines."""
        theme = self.ui.theme
        first = QRect(rect.left(), rect.top() + _TOP, rect.width(), 18) if said[1] else rect
        painter.setFont(theme.font(size, weight, tabular=True))
        painter.setPen(theme.color(tones[0]))
        paint_elided(painter, first, said[0])
        if said[1]:
            painter.setFont(theme.font(Size.SECONDARY, weight, tabular=True))
            painter.setPen(theme.color(tones[1]))
            paint_elided(painter, QRect(rect.left(), rect.top() + _BELOW, rect.width(), 16), said[1])

    def _paint_wrapped(self, painter: QPainter, rect: QRect, text: str, tone: str) -> None:
        """Paint words in one line, or in two smaller ones where they are too long for it."""
        theme = self.ui.theme
        painter.setFont(theme.font(Size.BODY, tabular=True))
        painter.setPen(theme.color(tone))
        if painter.fontMetrics().horizontalAdvance(text) <= rect.width():
            paint_elided(painter, rect, text)
            return
        painter.setFont(theme.font(Size.SECONDARY, tabular=True))
        metrics = painter.fontMetrics()
        wide = metrics.horizontalAdvance
        if wide(text) <= rect.width():
            paint_elided(painter, rect, text)
            return
        # Where both lines are as short as they can be.
        cut = min(_breaks(text), key=lambda at: max(wide(text[:at].rstrip()), wide(text[at:])), default=len(text))
        for top, part in ((_TOP, text[:cut]), (_BELOW - 1, text[cut:])):
            # In the middle, for the year at its end tells one run from another.
            shown = metrics.elidedText(part.strip(), Qt.TextElideMode.ElideMiddle, rect.width())
            paint_elided(painter, QRect(rect.left(), rect.top() + top, rect.width(), 18), shown)

    def _paint_kind(self, painter: QPainter, rect: QRect, line: LessonLine) -> None:
        theme, tone = self.ui.theme, _faded(line)
        self.ui.icons.paint(painter, QPoint(rect.left(), rect.center().y() - 6), KIND_ICONS[line.kind], tone, 14)
        painter.setFont(theme.font(Size.BODY))
        painter.setPen(theme.color(tone))
        paint_elided(painter, rect.adjusted(20, 0, 0, 0), self._words.kind(line.kind))

    def _paint_title(self, painter: QPainter, rect: QRect, line: LessonLine, state: RowState) -> None:
        theme, words = self.ui.theme, self._words
        first = QRect(rect.left(), rect.top() + _TOP, rect.width(), 18)
        painter.setFont(theme.font(Size.BODY, MEDIUM))
        painter.setPen(theme.color("t2" if _faded(line) == "t3" and not state.selected else "t1"))
        used = paint_elided(painter, first, words.best(line.title))
        room = first.adjusted(used + 10, 0, 0, 0)
        if room.width() > Size.ROW:
            painter.setFont(theme.font(Size.SECONDARY))
            painter.setPen(theme.color(state.meta))
            paint_elided(painter, room, words.other(line.title))
        below = QRect(rect.left(), rect.top() + _BELOW - 1, rect.width(), Size.CHIP)
        painter.setFont(theme.font(Size.META, SEMIBOLD))
        painter.setPen(theme.color("t2" if line.marking else "amb"))
        # A mark that names many nations leaves room for the letters of the tags; the pane beside has it whole.
        letters = min(_wide(self.ui, self._letters(line)) + 8, below.width() // 2)
        used = paint_elided(painter, below.adjusted(0, 0, -letters, 0), words.mark(marking_of(line))) + 8
        self._paint_tags(painter, below.adjusted(used, 0, 0, 0), line, state)

    def _paint_tags(self, painter: QPainter, rect: QRect, line: LessonLine, state: RowState) -> None:
        """Paint tags by their names where there is room, by their letters where there is not, and how many are left."""
        words, ui = self._words, self.ui
        looks = [ChipLook(words.tag(key)) for key in line.tags]
        if _wide(ui, looks) > rect.width():
            looks = self._letters(line)
        x = rect.left()
        for number, look in enumerate(looks):
            room = rect.right() - x - (0 if number == len(looks) - 1 else 28)
            if chip_width(ui, look) > room:
                painter.setFont(ui.theme.font(Size.META, tabular=True))
                painter.setPen(ui.theme.color(state.meta))
                painter.drawText(
                    QRect(x, rect.top(), 40, rect.height()), Qt.AlignmentFlag.AlignVCenter, f"+{len(looks) - number}"
                )
                return
            x = paint_chip(ui, painter, QPoint(x, rect.top()), look).right() + 1 + _GAP

    def _letters(self, line: LessonLine) -> list[ChipLook]:
        return [ChipLook(self._words.known_tags.short(key)) for key in line.tags]


def _breaks(text: str) -> list[int]:
    """Return where a line may end: after blanks, and before kana and kanji."""
    return [at for at in range(1, len(text)) if text[at - 1].isspace() or text[at] >= _CJK]


def _wide(ui: Ui, looks: list[ChipLook]) -> int:
    return sum(chip_width(ui, look) + _GAP for look in looks)
