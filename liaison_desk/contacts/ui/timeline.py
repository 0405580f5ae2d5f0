"""The timeline of a person in the right pane: what is to come and what was, narrowed by chips, each row opening its record."""

from collections import Counter
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from liaison_desk.contacts.rules.timeline import Entry, EntryKind, Timeline
from liaison_desk.contacts.ui.markings import portion_mark
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.dtg import three_zones
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import LinkButton
from liaison_desk.foundation.qt.chips import FilterChip
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.paint import SectionTitle, Text, paint_elided
from liaison_desk.foundation.qt.style import plain_tip
from liaison_desk.foundation.qt.theme import Size

More = Callable[[int], None]
"""Asks for the timeline again, with so many past entries."""

_FEW_COMING, _FEW_PAST, _STEP = 5, 12, 4
_ICONS = {
    EntryKind.EVENT: "calendar", EntryKind.TASK: "circle-check", EntryKind.PROMISE: "handshake", EntryKind.POST: "briefcase",
}  # fmt: skip
_MEETING_ICONS = {"phone": "phone", "vtc": "video", "visit": "plane", "conference": "flag", "office-call": "users"}


class TimelineSection(QWidget):
    """Shows a timeline. A few rows at first, the others on request; ``more`` reads what lies earlier."""

    def __init__(
        self, ui: Ui, words: Words, timeline: Timeline, more: More, marking: Marking | None = None
    ) -> None:  # fmt: skip
        """``marking`` is the person's; an entry says its own where it has another."""
        super().__init__()
        self._ui = ui
        self._marking = marking.encode() if marking is not None else ""
        self._words = words
        self._timeline = timeline
        self._more = more
        self._shown: EntryKind | None = None
        self.chips: dict[EntryKind | None, FilterChip] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        outer.addWidget(SectionTitle(ui, ui.language.tr("Past and coming")))
        self._bar = self._chip_bar()
        outer.addWidget(self._bar)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        outer.addLayout(self._rows)
        self._whole = {"coming": False, "past": False}
        self._fill()

    def entries(self) -> list["EntryButton"]:
        """Return the rows on show, in order."""
        found = (self._rows.itemAt(number) for number in range(self._rows.count()))
        widgets = (item.widget() for item in found if item is not None)
        return [widget for widget in widgets if isinstance(widget, EntryButton)]

    def show_kind(self, kind: EntryKind | None) -> None:
        """Show entries of one kind, or all."""
        self._shown = kind
        for each, chip in self.chips.items():
            chip.setChecked(each is kind)
        self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the rows with the arrows; Return opens one."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        rows = self.entries()
        at = next((number for number, row in enumerate(rows) if row.hasFocus()), -1)
        if step and rows:
            rows[max(0, min(len(rows) - 1, at + step))].setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and at >= 0:
            rows[at].click()
        else:
            super().keyPressEvent(event)

    def _chip_bar(self) -> QWidget:
        """Return chips for the kinds there are; none where there is but one."""
        bar = QWidget()
        flow = FlowLayout(bar)
        tr = self._ui.language.tr
        counts = Counter(one.kind for one in (*self._timeline.coming, *self._timeline.past))
        kinds: list[tuple[EntryKind | None, str]] = [
            (None, tr("All")), (EntryKind.MEETING, tr("Meetings")), (EntryKind.EVENT, tr("Events")),
            (EntryKind.TASK, tr("Tasks")), (EntryKind.PROMISE, tr("Promises")), (EntryKind.POST, tr("Posts")),
        ]  # fmt: skip
        for kind, words in kinds:
            if kind is None or counts[kind]:
                chip = FilterChip(self._ui, words)
                chip.setChecked(kind is self._shown)
                chip.clicked.connect(partial(self._on_chip, kind))
                self.chips[kind] = chip
                flow.addWidget(chip)
        if len(self.chips) < 3:
            bar.hide()
        return bar

    def _on_chip(self, kind: EntryKind | None, _on: bool = False) -> None:
        self.show_kind(kind)

    def _fill(self) -> None:
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        tr = self._ui.language.tr
        parts = (
            ("coming", tr("To come"), self._timeline.coming, _FEW_COMING),
            ("past", tr("Until now"), self._timeline.past, _FEW_PAST),
        )
        empty = True
        for key, title, entries, few in parts:
            told = [one for one in entries if self._shown is None or one.kind is self._shown]
            if not told:
                continue
            empty = False
            shown = told if self._whole[key] else told[:few]
            self._rows.addWidget(Text(self._ui, title, Size.META, tone="t3"))
            for one in shown:
                self._rows.addWidget(EntryButton(self._ui, self._words, one, other=one.marking != self._marking))
            if len(shown) < len(told):
                rest = tr("{n} more", n=len(told) - len(shown))
                self._rows.addWidget(LinkButton(self._ui, rest, partial(self._show_whole, key)))
            elif key == "past" and self._timeline.more:
                self._rows.addWidget(LinkButton(self._ui, tr("Earlier ones"), self._ask_more))
        if empty:
            self._rows.addWidget(Text(self._ui, tr("Nothing with this contact yet."), tone="t3"))

    def _show_whole(self, key: str) -> None:
        self._whole[key] = True
        self._fill()

    def _ask_more(self) -> None:
        self._more(_STEP * max(1, len(self._timeline.past)))


class EntryButton(QAbstractButton):
    """One entry: its icon, its title over what it is, its day; pressing it opens its record."""

    def __init__(self, ui: Ui, words: Words, entry: Entry, *, other: bool = False) -> None:
        super().__init__()
        self._ui = ui
        self.entry = entry
        self._title = words.best(entry.title) or words.entry(entry)
        self._meta = _meta(words, entry, other=other)
        self._day = words.day(entry.day) if entry.day is not None else words.language.tr("no suspense")
        self.setText(self._title.replace("&", "&&"))
        spoken = words.full_day(entry.day) if entry.day is not None else self._day
        self.setAccessibleName(f"{self._title}, {self._meta}, {spoken}")
        self.setToolTip(plain_tip(_tip(words, entry)))
        self.setProperty("ring", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        record = RecordRef(entry.record.kind, entry.record.id, self._title)
        self.clicked.connect(lambda: ui.open(record))

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(200, Size.ROW_TWO_LINE + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint icon, title over what it is, day at the right, hairline below; what is overdue in red, in words too."""
        del event
        painter = QPainter(self)
        theme, late = self._ui.theme, self.entry.late
        if self.underMouse():
            painter.fillRect(self.rect(), theme.color("hov"))
        icon = _MEETING_ICONS.get(self.entry.what, "") if self.entry.kind is EntryKind.MEETING else ""
        icon = icon or _ICONS.get(self.entry.kind, "notebook-pen")
        self._ui.icons.paint(painter, QPoint(0, 5), icon, "red" if late else "t2")
        inner = self.rect().adjusted(26, 3, 0, -4)
        top = QRect(inner.left(), inner.top(), inner.width(), 18)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(Size.SECONDARY, tabular=True))
        painter.setPen(theme.color("red" if late else "t2"))
        painter.drawText(top, right, self._day)
        taken = painter.fontMetrics().horizontalAdvance(self._day) + 10
        paint_elided(painter, top.translated(0, 18), self._meta)
        painter.setFont(theme.font(Size.BODY))
        painter.setPen(theme.color("t1"))
        paint_elided(painter, top.adjusted(0, 0, -taken, 0), self._title)
        painter.fillRect(QRect(26, self.height() - 1, self.width(), 1), theme.color("line"))


def _meta(words: Words, entry: Entry, *, other: bool) -> str:
    """Return what an entry is, with its mark where that is another than the person's."""
    said = [words.entry(entry)]
    if entry.late:
        said.append(words.language.tr("overdue"))
    if other and entry.marking:
        said.append(_mark(words, entry.marking))
    return " · ".join(said)


def _mark(words: Words, encoded: str) -> str:
    try:
        return portion_mark(Marking.decode(encoded), words.profile())
    except DeskError:
        return "(?)"


def _tip(words: Words, entry: Entry) -> str:
    lines = [words.best(entry.title), words.other(entry.title)]
    if entry.at is not None and entry.kind in {EntryKind.MEETING, EntryKind.EVENT}:
        profile = words.profile()
        lines.append(three_zones(entry.at, profile.host_zone, profile.home_zone).line)
    return "\n".join(line for line in lines if line)
