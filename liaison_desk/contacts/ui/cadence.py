"""How often a contact is met: one sentence against his interval, and the last twelve months as a painted strip."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from liaison_desk.contacts.records import Encounter, Person
from liaison_desk.contacts.rules.validity import Neglect, neglect
from liaison_desk.contacts.ui.words import Words
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import LinkButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import choice_menu, open_below
from liaison_desk.foundation.qt.paint import Text, hairline
from liaison_desk.foundation.qt.style import plain_tip, surface
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

INTERVALS = (7, 14, 30, 60, 90, 180)
_REMOTE = frozenset({"phone", "vtc"})
_AT_PLACE = frozenset({"visit", "conference"})
_EDGE = 10
_AXIS = 14


def intervals(words: Words) -> list[tuple[int, str]]:
    """Return the intervals one may choose, 0 for none, in words."""
    tr = words.language.tr
    return [*((days, tr("Every {n} days", n=days)) for days in INTERVALS), (0, tr("No interval"))]


class CadencePanel(QFrame):
    """Sentence, strip and legend of one person; ``Change`` offers intervals."""

    chosen = Signal(int)
    """Another interval in days, 0 for none."""

    def __init__(self, ui: Ui, words: Words, person: Person, encounters: Sequence[Encounter]) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._person = person
        tr = ui.language.tr
        surface(self, "panel")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 10, 14, 10)
        outer.setSpacing(8)
        today = words.today()
        last = max((one.start.date() for one in encounters), default=None)
        known = person.created_at.date() if person.created_at else None
        state = neglect(last, person.cadence_days, today, known)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Text(ui, tr("Contact cadence"), weight=SEMIBOLD))
        said, tone = _sentence(words, last, person.cadence_days, state)
        self.status = Text(ui, said, weight=SEMIBOLD, tone=tone)
        head.addWidget(self.status)
        self.detail = Text(ui, _detail(words, person, encounters, last), tone="t2", elide=True)
        head.addWidget(self.detail, 1)
        self.change = LinkButton(ui, tr("Change"), self._open_menu)
        head.addWidget(self.change)
        outer.addLayout(head)
        self.strip = CadenceStrip(ui, words, encounters, last, person.cadence_days)
        outer.addWidget(self.strip)
        self.strip.setHidden(not encounters and not person.cadence_days)
        kinds = {_mark(one.kind) for one in self.strip.shown}
        if kinds:
            outer.addWidget(hairline(ui))
            outer.addWidget(_Legend(ui, kinds))

    def interval_menu(self) -> QMenu:
        """Return the menu of intervals."""
        return choice_menu(self, intervals(self._words), self._person.cadence_days, self.chosen.emit)

    def _open_menu(self) -> None:
        open_below(self.interval_menu(), self.change)


def _sentence(words: Words, last: date | None, cadence: int, state: Neglect) -> tuple[str, str]:
    """Return what stands beside the title, and its tone."""
    tr, count = words.language.tr, words.language.count
    if state is Neglect.NONE:
        return "", "t2"
    tone = {Neglect.LATE: "amb", Neglect.OVERDUE: "red"}.get(state, "t2")
    if last is None:
        return tr("Not met yet"), tone
    left = cadence - (words.today() - last).days
    if left < 0:
        return count("{n} day over", "{n} days over", -left), tone
    if left == 0:
        return tr("due today"), "amb"
    return count("due in {n} day", "due in {n} days", left), "t2"


def _detail(words: Words, person: Person, encounters: Sequence[Encounter], last: date | None) -> str:
    tr = words.language.tr
    every = tr("every {n} days", n=person.cadence_days) if person.cadence_days else tr("no interval set")
    if last is None:
        return every
    newest = max(encounters, key=lambda one: one.start)
    met = tr("last {day}, {kind}", day=words.day(last), kind=words.meeting_kind(newest))
    return tr("{every}, {last}", every=every, last=met)


def _mark(kind: str) -> str:
    return "remote" if kind in _REMOTE else "place" if kind in _AT_PLACE else "meeting"


def paint_mark(ui: Ui, painter: QPainter, center: QPointF, mark: str) -> None:
    """Paint one encounter: a disc for a meeting, a ring for a call, a square for a visit or conference."""
    color = ui.theme.color
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    blue = ui.theme.calendar("planning").bar
    if mark == "place":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ui.theme.calendar("visits").bar)
        painter.drawRoundedRect(QRectF(center.x() - 4, center.y() - 4, 8, 8), 1.5, 1.5)
        return
    painter.setPen(QPen(blue, 1.75) if mark == "remote" else Qt.PenStyle.NoPen)
    painter.setBrush(color("surf") if mark == "remote" else blue)
    painter.drawEllipse(center, 3.5 if mark == "remote" else 4, 3.5 if mark == "remote" else 4)


class CadenceStrip(QWidget):
    """Twelve months up to the end of this one: every encounter in its place, the overdue span shaded.

    A click on an encounter opens its meeting.
    """

    def __init__(
        self, ui: Ui, words: Words, encounters: Sequence[Encounter], last: date | None, cadence_days: int
    ) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._today = words.today()
        self._months = _twelve_months(self._today)
        self._end = _next_month(self._months[-1])
        self._last = last
        self._cadence = cadence_days
        self.shown = [one for one in encounters if one.start.date() >= self._months[0]]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(
            ui.language.count("{n} contact in twelve months", "{n} contacts in twelve months", len(self.shown))
        )

    def sizeHint(self) -> QSize:
        """The axis and the months below it."""
        return QSize(240, 42)

    def place(self, day: date) -> float:
        """Return where on the axis a day lies, in pixels."""
        whole = (self._end - self._months[0]).days
        return _EDGE + (self.width() - 2 * _EDGE) * (day - self._months[0]).days / whole

    def encounter_at(self, x: float) -> Encounter | None:
        """Return the encounter nearest to a place, if one is near."""
        nearest = min(self.shown, key=lambda one: abs(self.place(one.start.date()) - x), default=None)
        return nearest if nearest and abs(self.place(nearest.start.date()) - x) <= 6 else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint shade, axis, months, encounters."""
        del event
        painter = QPainter(self)
        theme = self._ui.theme
        state = neglect(self._last, self._cadence, self._today)
        if self._last is not None and state in {Neglect.LATE, Neglect.OVERDUE}:
            start = self.place(max(self._months[0], self._last + timedelta(days=self._cadence)))
            shade = QRectF(start, _AXIS - 9, max(3.0, self.place(self._today) - start), 18)
            painter.fillRect(shade, theme.color("red_bg" if state is Neglect.OVERDUE else "amb_bg"))
        painter.setPen(QPen(theme.color("line2"), 1))
        painter.drawLine(_EDGE, _AXIS, self.width() - _EDGE, _AXIS)
        painter.setFont(theme.font(Size.META))
        for month in self._months:
            x = round(self.place(month))
            painter.setPen(QPen(theme.color("line2"), 1))
            painter.drawLine(x, _AXIS + 9, x, _AXIS + 12)
            painter.setPen(theme.color("t2"))
            painter.drawText(
                QRect(x + 1, _AXIS + 13, 60, 15),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop,
                self._words.month(month),
            )
        painter.setPen(QPen(theme.color("acc"), 1))
        now = round(self.place(self._today))
        painter.drawLine(now, _AXIS - 9, now, _AXIS + 9)
        for one in self.shown:
            paint_mark(self._ui, painter, QPointF(self.place(one.start.date()), _AXIS + 0.5), _mark(one.kind))

    def event(self, event: QEvent) -> bool:
        """Say which meeting is under the pointer."""
        if isinstance(event, QHelpEvent):
            one = self.encounter_at(event.pos().x())
            words = self._words
            if one is not None:
                said = f"{words.full_day(one.start.date())}  {words.meeting_kind(one)}\n{words.best(one.title)}"
                QToolTip.showText(event.globalPos(), plain_tip(said), self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Point where a click opens something."""
        near = self.encounter_at(event.position().x()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if near else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the meeting that was clicked."""
        one = self.encounter_at(event.position().x())
        if one is not None and event.button() is Qt.MouseButton.LeftButton:
            self._ui.open(RecordRef("meeting", one.meeting_id, self._words.best(one.title)))


class _Legend(QWidget):
    def __init__(self, ui: Ui, kinds: set[str]) -> None:
        super().__init__()
        self._ui = ui
        tr = ui.language.tr
        names = (("meeting", tr("Meeting")), ("remote", tr("Phone or VTC")), ("place", tr("Visit or conference")))
        self._names = [(mark, name) for mark, name in names if mark in kinds]
        self.setFixedHeight(18)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setFont(self._ui.theme.font(Size.SECONDARY))
        x = _EDGE - 4
        for mark, name in self._names:
            paint_mark(self._ui, painter, QPointF(x + 5, 9.5), mark)
            painter.setPen(self._ui.theme.color("t2"))
            width = painter.fontMetrics().horizontalAdvance(name)
            painter.drawText(QRect(x + 16, 0, width + 2, 18), Qt.AlignmentFlag.AlignVCenter, name)
            x += width + 36


def _twelve_months(today: date) -> list[date]:
    """Return the first days of the twelve months that end with this one."""
    count = today.year * 12 + today.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(count - 11, count + 1)]


def _next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
