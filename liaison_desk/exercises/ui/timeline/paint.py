"""Paints the rows of a timeline: what is in sight and nothing else, back to front."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from liaison_desk.exercises.records import ExerciseState
from liaison_desk.exercises.ui.timeline.axis import mondays_between, months_between
from liaison_desk.exercises.ui.timeline.ghost import paint_ghost
from liaison_desk.exercises.ui.timeline.grid import GanttGrid, axis_of
from liaison_desk.exercises.ui.timeline.head import paint_head
from liaison_desk.exercises.ui.timeline.layout import ABOVE, BELOW, SIGN, Item, Line, Said, half_of
from liaison_desk.exercises.ui.timeline.marks import Inks, Lines, paint_bar, paint_diamond, paint_hatch
from liaison_desk.exercises.ui.timeline.offs import Off, palette_of
from liaison_desk.exercises.ui.timeline.rows import Look, Role, Row, What
from liaison_desk.foundation.qt.theme import MEDIUM, REGULAR, Size

PALETTES: Final = {Role.HOME: "planning", Role.HOST: "rhythm", Role.VISITS: "visits"}
"""The colours of rows; all others have those of exercises."""
_WEEKLY: Final = 2.6
"""Pixels a day must have for lines between weeks."""
_TONES: Final = {Look.LATE: "red", Look.SOON: "amb", Look.CANCELLED: "t3", Look.DONE: "t2"}
_DAILY: Final = 9.0


class GanttPainter:
    """Paints one state of a timeline."""

    def __init__(self, view: GanttGrid, painter: QPainter) -> None:
        self._view = view
        self._painter = painter
        self._theme = view.ui.theme
        self._width = view.viewport().width()
        self._height = view.viewport().height()
        # Asked for once a painting, not once a mark.
        self._labels = view.labels
        self._head = view.head
        self._offset = view.offset
        self._inks: dict[str, Inks] = {}

    def paint(self) -> None:
        """Paint everything in sight."""
        view, painter = self._view, self._painter
        painter.fillRect(view.viewport().rect(), self._theme.color("surf"))
        numbers = view.rows_in_sight()
        offs = view.offs_in_sight()
        painter.save()
        painter.setClipRect(QRect(self._labels, self._head, self._width - self._labels, self._height - self._head))
        self._paint_ground(offs)
        rects = {number: view.row_rect(number) for number in numbers}
        for number in numbers:
            painter.fillRect(QRect(self._labels, rects[number].bottom(), self._width, 1), self._theme.color("line"))
            self._paint_clashing(number, rects[number])
        self._paint_today()
        for number in numbers:
            self._paint_row(number, rects[number])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_chosen()
        painter.restore()
        for number in numbers:
            self._paint_label(number, rects[number])
        bottom = rects[numbers[-1]].bottom() + 1 if numbers else self._head
        painter.fillRect(QRect(0, bottom, self._labels - 1, self._height - bottom), self._theme.color("surf"))
        painter.fillRect(QRect(self._labels - 1, self._head, 1, self._height), self._theme.color("line2"))
        paint_head(view, painter, offs)
        paint_ghost(view, painter)

    def _paint_ground(self, offs: Sequence[Off]) -> None:
        """Shade weekends, tint days off, rule months and weeks."""
        view, painter, theme = self._view, self._painter, self._theme
        width, top, height = view.day_width, self._head, self._height
        first, last = view.sight.first, view.sight.last
        if width >= _DAILY:
            shade = theme.color("hov" if theme.dark else "win")
            for monday in mondays_between(first, last):
                painter.fillRect(QRectF(view.x_of(monday.toordinal() + 5), top, 2 * width, height), shade)
        profile = view.words.profile()
        fills = {
            nation: theme.calendar(palette_of(nation, profile.host)).fill for nation in (profile.host, profile.home)
        }
        for one in offs:
            left = view.x_of(one.first)
            painter.fillRect(QRectF(left, top, max(1.0, (one.last + 1 - one.first) * width), height), fills[one.nation])
        line, strong = theme.color("line"), theme.color("line2")
        if width >= _WEEKLY:
            for monday in mondays_between(first, last):
                x = round(view.x_of(monday.toordinal()))
                painter.fillRect(QRect(x, top, 1, height), theme.color("hov") if width < _DAILY else line)
        for month in months_between(first, last):
            january = month.month == 1
            painter.fillRect(QRect(round(view.x_of(month.toordinal())), top, 1, height), strong if january else line)

    def _paint_today(self) -> None:
        x = self._view.x_of(self._view.today.toordinal() + 0.5)
        if self._labels <= x <= self._width:
            self._painter.fillRect(QRectF(round(x) - 0.75, self._head, 1.5, self._height), self._theme.color("now"))

    def _paint_clashing(self, number: int, rect: QRect) -> None:
        view, row = self._view, self._view.rows[number]
        for first, last in row.clashing:
            left, right = view.x_of(first), view.x_of(last + 1)
            if right >= self._labels and left <= self._width:
                shown = QRectF(left, rect.top() + 1, max(3.0, right - left), rect.height() - 3)
                shown = shown.intersected(QRectF(self._labels - 8, 0, self._width - self._labels + 16, self._height))
                paint_hatch(view, self._painter, shown, left)
        for left in view.laid(number).signs:
            if left + self._offset > self._labels:
                at = QPoint(round(left + self._offset), round(axis_of(row.role, rect)) - ABOVE - SIGN // 2)
                view.ui.icons.paint(self._painter, at, "triangle-alert", "amb", SIGN)

    def _ink(self, palette: str) -> Inks:
        if palette not in self._inks:
            self._inks[palette] = Inks.of(self._theme, palette)
        return self._inks[palette]

    def _paint_row(self, number: int, rect: QRect) -> None:
        view, painter = self._view, self._painter
        row = view.rows[number]
        low, high = self._labels - self._offset, self._width - self._offset
        ink, half = self._ink(PALETTES.get(row.role, "exercises")), half_of(row.role)
        items = list(view.laid(number).between(low - half, high + half))
        self._paint_line(row, rect, ink)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dragged = view.drag.mark if view.drag is not None and view.drag.begun else None
        for item in items:
            if item.mark is dragged:
                painter.setOpacity(0.35)
            middle = view.middle_in(rect, number, item)
            left, right = item.left + self._offset, item.right + self._offset
            if item.bar:
                idea = item.mark.what is What.EXERCISE and row.lane.line.state is ExerciseState.IDEA
                shown = QRectF(left, middle - half, right - left, 2 * half)
                paint_bar(view, painter, shown, item.mark, ink, Lines(self._labels, self._width, idea=idea))
            else:
                paint_diamond(view, painter, QPointF((left + right) / 2, middle), item.mark, ink, half)
            for said in item.said:
                self._paint_words(item, said, middle)
            painter.setOpacity(1.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_line(self, row: Row, rect: QRect, ink: Inks) -> None:
        """Paint the line from the first milestone to ENDEX, up to today in the colour of what is done."""
        reach = row.reach if row.role in {Role.EXERCISE, Role.MAIN} else None
        if reach is None:
            return
        view, painter = self._view, self._painter
        y = round(axis_of(row.role, rect)) - 1
        left, right = (
            max(self._labels - 4.0, view.x_of(reach[0] + 0.5)),
            min(self._width + 4.0, view.x_of(reach[1] + 1)),
        )
        now = max(left, min(right, view.x_of(view.today.toordinal() + 0.5)))
        if right > left:
            painter.fillRect(QRectF(left, y, now - left, 2), ink.bar)
            painter.fillRect(QRectF(now, y, right - now, 2), self._theme.color("line2"))

    def _paint_words(self, item: Item, said: Said, middle: float) -> None:
        view, face = self._view, said.face
        look = item.mark.look
        inside = said.line is Line.INSIDE
        tone = _TONES.get(look, "t1")
        if item.mark.what is What.EXERCISE:
            tone = "surf" if inside else "t1"
        elif said.line is Line.BELOW:
            tone = tone if look in {Look.LATE, Look.SOON} else "t2"
        y = middle
        if said.line is Line.ABOVE:
            y -= ABOVE
        elif said.line is Line.BELOW:
            y += BELOW
        left = said.left + self._offset
        if inside:
            # A bar that begins left of what is in sight keeps its words in sight.
            left = min(max(left, self._labels + 6.0), item.right + self._offset - said.width - 6)
        text, width = said.text, said.width
        if left + width > self._width and said.line is Line.BESIDE:
            text = item.mark.names[-1]
            width = view.width_of(text, face)
        # Words that stand half out of sight would only puzzle: the tool tip says them.
        if left < self._labels + 2 or left + width > self._width:
            return
        ground = "" if inside else "surf"
        at = QPointF(left, y)
        view.stamps.words(self._painter, at, face, view.font_of(face), text, tone, ground=ground)
        if look is Look.CANCELLED:
            self._painter.fillRect(QRectF(left, round(y), width, 1), self._theme.color("t3"))

    def _paint_chosen(self) -> None:
        """Paint the ring around what the keyboard is on."""
        view, mark = self._view, self._view.chosen
        if mark is None or view.drag is not None:
            return
        for number in view.rows_in_sight():
            item = view.laid(number).item_of(mark)
            if item is not None:
                tone = "acc" if view.hasFocus() else "ctl"
                self._painter.setPen(QPen(self._theme.color(tone), 2))
                self._painter.setBrush(Qt.BrushStyle.NoBrush)
                self._painter.drawRoundedRect(view.rect_of(number, item).adjusted(-4, -4, 4, 4), 7, 7)

    def _paint_label(self, number: int, rect: QRect) -> None:
        """Paint what a row is, on ground of its own, for names of days off reach below it."""
        view, painter, theme = self._view, self._painter, self._theme
        row = view.rows[number]
        here = number == view.row and view.hasFocus()
        top = max(rect.top(), self._head)
        ground = QRect(0, top, self._labels - 1, rect.bottom() - top)
        painter.save()
        painter.setClipRect(QRect(0, self._head, self._labels, self._height))
        painter.fillRect(ground, theme.color("accbg" if here else "surf"))
        painter.fillRect(QRect(0, rect.bottom(), self._labels, 1), theme.color("line"))
        if here:
            painter.fillRect(QRect(0, rect.top(), 3, rect.height() - 1), theme.color("acc"))
        clash = bool(row.lane.clashes) and row.role in {Role.EXERCISE, Role.CLASHES}
        room = self._labels - 20 - 10 - (20 if clash else 0)
        middle = rect.top() + rect.height() / 2
        self._elided(view.words.title(row), "title", MEDIUM, Size.BODY, "t1", QPointF(20, middle - 8), room)
        self._elided(
            view.words.fact(row), "fact", REGULAR, Size.META, "t2" if here else "t3", QPointF(20, middle + 9), room
        )
        if clash:
            view.ui.icons.paint(painter, QRect(self._labels - 28, round(middle) - 15, 14, 14).topLeft(), "triangle-alert", "amb", 14)  # fmt: skip
        painter.restore()

    def _elided(self, text: str, face: str, weight: int, size: int, tone: str, at: QPointF, room: int) -> None:
        view = self._view
        font = self._theme.font(size, weight, tabular=True)
        view.stamps.words(self._painter, at, face, font, view.stamps.cut(face, font, text, room), tone)
