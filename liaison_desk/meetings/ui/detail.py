"""The right pane: one meeting, what is known of it above its notes."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from liaison_desk.domain.dtg import Moment, ThreeZones
from liaison_desk.domain.marking import describe
from liaison_desk.domain.zones import label, to_utc
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import IconButton, PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.facts import FactsGrid, fact_link, shortened
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.paint import Chip, Text, hairline
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.meetings.records import MEETING, Attendee, Meeting, PromisedTask
from liaison_desk.meetings.rules.templates import template_of
from liaison_desk.meetings.ui.agenda_view import AgendaView
from liaison_desk.meetings.ui.notes.view import NotesView
from liaison_desk.meetings.ui.previous import BesideNotes
from liaison_desk.meetings.ui.words import Words

_MARGIN = 28
_FEW_ATTENDEES = 12
_LONGEST_NAME = 48  # what a person types for a name fits whole, and room is left beside it
_SHARE, _LEAST = 44, 120
_TIGHT = 700


class MeetingView(QWidget):
    """Shows a meeting; its notes are taken and edited here, everything else is told by signals."""

    edit_wanted = Signal()
    state_wanted = Signal()
    menu_wanted = Signal(QPoint)
    previous_wanted = Signal()

    def __init__(self, ui: Ui, words: Words, notes: NotesView) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._shown = 0
        self.edit_button: IconButton | None = None
        self.state_button: PlainButton | None = None
        self.previous_button: IconButton | None = None
        self.setAccessibleName(ui.language.tr("Meeting"))
        self.notes = notes
        self._head = QWidget()
        self._folded = ui.memory.flag("meetings/folded")
        self._tight = self._opened = False
        self._details: QWidget | None = None
        self.fold_button: IconButton | None = None
        inside = QWidget()
        surface(inside, "surf")
        self._inside = QVBoxLayout(inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(0)
        self._inside.addWidget(self._head)
        self._inside.addStretch(1)
        self.area = HeadArea(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.area)
        outer.addWidget(hairline(ui))
        self.beside = BesideNotes(notes)
        self.beside.room_changed.connect(self._follow_room)
        outer.addWidget(self.beside, 1)

    def show_meeting(self, meeting: Meeting, tasks: Mapping[int, PromisedTask]) -> None:
        """Show a meeting, in the same place when it was on show before."""
        same = meeting.id == self._shown
        self._shown = meeting.id
        head = self._make_head(meeting)
        self._inside.replaceWidget(self._head, head)
        self._head.hide()
        self._head.deleteLater()
        self._head = head
        self.notes.show_meeting(meeting, tasks)
        self.setAccessibleName(self._words.best(meeting.title))
        if not same:
            self.area.verticalScrollBar().setValue(0)
        self.area.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the head have its share of the new height."""
        super().resizeEvent(event)
        self._follow_room()
        self.area.updateGeometry()

    def fold(self) -> None:
        """Show the title and times alone, or all that is known of the meeting."""
        if self._tight:
            self._opened = not self._opened
        else:
            self._folded = not self._folded
            self._ui.memory.keep("meetings/folded", self._folded)
        self._show_details()

    @property
    def folded(self) -> bool:
        """Whether the title and times are shown alone: as it was left, or because there is no room for more."""
        return not self._opened if self._tight else self._folded

    def _follow_room(self) -> None:
        """Fold the head by itself where the notes and the pane below them are left with little."""
        tight = self.beside.is_stacked() and self.height() < _TIGHT
        if tight is not self._tight:
            self._tight, self._opened = tight, False
            self._show_details()

    def _show_details(self) -> None:
        if self._details is not None:
            self._details.setVisible(not self.folded)
        if self.fold_button is not None:
            self.fold_button.set_icon_name("chevron-down" if self.folded else "chevron-up")
        self.area.updateGeometry()

    def _make_head(self, meeting: Meeting) -> QWidget:
        ui, words = self._ui, self._words
        head = QWidget()
        outer = QVBoxLayout(head)
        outer.setContentsMargins(_MARGIN, 16, _MARGIN, 14)
        outer.setSpacing(0)
        mark = words.mark(meeting.marking)
        if mark:
            marked = Text(ui, mark, Size.META, SEMIBOLD)
            marked.setToolTip(describe(meeting.marking, ui.language))
            outer.addWidget(marked)
        outer.addLayout(self._title_row(meeting))
        other = words.other(meeting.title)
        if other:
            outer.addWidget(Text(ui, other, Size.SUBJECT, tone="t2", wrap=True))
        outer.addSpacing(8)
        outer.addWidget(self._chips(meeting))
        outer.addWidget(ui.beside(RecordRef(MEETING, meeting.id)))
        outer.addSpacing(12)
        outer.addWidget(MeetingTimes(ui, words, meeting))
        grid = self._facts(meeting)
        self._details = None
        if grid.count():
            self._details = QWidget()
            self._details.setLayout(grid)
            outer.addWidget(self._details)
            self._details.setVisible(not self.folded)
        return head

    def _title_row(self, meeting: Meeting) -> QHBoxLayout:
        ui, tr = self._ui, self._ui.language.tr
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(Text(ui, self._words.best(meeting.title), Size.TITLE, SEMIBOLD, wrap=True), 1)
        top = Qt.AlignmentFlag.AlignTop
        draft = meeting.state == "draft"
        words = tr("Make final…") if draft else tr("Back to draft")
        self.state_button = PlainButton(ui, words, icon="check" if draft else "rotate-ccw", act=self.state_wanted.emit)
        self.edit_button = IconButton(ui, "pencil", tr("Edit"), key="F2", bordered=True, act=self.edit_wanted.emit)
        arrow = "chevron-down" if self.folded else "chevron-up"
        self.fold_button = IconButton(ui, arrow, tr("Fold or unfold the details"), act=self.fold)
        more = IconButton(ui, "ellipsis", tr("More"))
        more.clicked.connect(lambda: self.menu_wanted.emit(more.mapToGlobal(QPoint(0, more.height() + 2))))
        previous = IconButton(ui, "history", tr("Previous minutes"), key="Ctrl+J", act=self.previous_wanted.emit)
        self.previous_button = previous
        for button in (self.state_button, self.edit_button, previous, self.fold_button, more):
            row.addWidget(button, 0, top)
        return row

    def _chips(self, meeting: Meeting) -> QWidget:
        ui, words, tr = self._ui, self._words, self._ui.language.tr
        holder = QWidget()
        flow = FlowLayout(holder)
        policy = holder.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)  # else room is kept for one chip in each line
        holder.setSizePolicy(policy)
        self.state_chip = Chip(ui, dict(words.states).get(meeting.state, meeting.state))
        flow.addWidget(self.state_chip)
        flow.addWidget(Chip(ui, words.kind(meeting.kind)))
        template = template_of(meeting.template)
        if template is not None:
            flow.addWidget(Chip(ui, template.name(ui.language.code)))
        if meeting.series:
            flow.addWidget(Chip(ui, shortened(meeting.series, _LONGEST_NAME)))
        if meeting.marking is None:
            flow.addWidget(Chip(ui, tr("Unmarked, stays with you"), "amb", "lock"))
        return holder

    def _facts(self, meeting: Meeting) -> FactsGrid:
        ui, words, tr = self._ui, self._words, self._ui.language.tr
        grid = FactsGrid(ui)
        grid.setContentsMargins(0, 12, 0, 0)

        place = "  ".join(part for part in (words.best(meeting.place), words.other(meeting.place)) if part)
        grid.add(tr("Meeting place"), place)
        grid.add(tr("Link"), copied_line(ui, meeting.link) if meeting.link else "")
        grid.add(tr("Chair"), meeting.chair)
        grid.add(tr("Interpreter"), meeting.interpreter)
        if meeting.event_id:
            event = RecordRef("event", meeting.event_id, words.best(meeting.title))
            shown = fact_link(ui, tr("Show it in the calendar"), _LONGEST_NAME, partial(ui.open, event))
            grid.add(tr("Event"), shown)
        if meeting.agenda:
            grid.add(tr("Meeting agenda"), AgendaView(ui, words, meeting))
        if meeting.attendees:
            grid.add(tr("Present"), self._attendees(meeting.attendees))
        return grid

    def _attendees(self, attendees: tuple[Attendee, ...]) -> QWidget:
        ui, words = self._ui, self._words
        holder = QWidget()
        lines = QGridLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setHorizontalSpacing(10)
        lines.setVerticalSpacing(1)
        lines.setColumnStretch(1, 1)
        for row, one in enumerate(attendees[:_FEW_ATTENDEES]):
            name = words.attendee(one)
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            if one.contact_id:
                ref = RecordRef("person", one.contact_id, one.name or one.native)
                lines.addWidget(fact_link(ui, name, _LONGEST_NAME, partial(ui.open, ref)), row, 0, left)
            else:
                lines.addWidget(Text(ui, shortened(name, _LONGEST_NAME)), row, 0, left)
            lines.addWidget(Text(ui, words.attendee_more(one), Size.SECONDARY, tone="t3", elide=True), row, 1)
        rest = len(attendees) - _FEW_ATTENDEES
        if rest > 0:
            more = ui.language.tr("and {n} more", n=rest)
            lines.addWidget(Text(ui, more, Size.SECONDARY, tone="t3"), _FEW_ATTENDEES, 0)
        return holder


class HeadArea(QScrollArea):
    """What is known of the meeting above its notes: as high as it is, but never more than a share of the page."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidget(inside)
        self._content = inside

    def sizeHint(self) -> QSize:
        """As high as what is inside at this width, up to a share of the height there is."""
        inside = self._content
        wide = max(1, self.viewport().width())
        high = inside.heightForWidth(wide) if inside.hasHeightForWidth() else inside.sizeHint().height()
        parent = self.parentWidget()
        most = parent.height() * _SHARE // 100 if parent is not None else high
        return QSize(super().sizeHint().width(), min(max(high, inside.minimumSizeHint().height()), max(_LEAST, most)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What wraps otherwise at another width is of another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """May be low: what does not fit is scrolled to."""
        return QSize(super().minimumSizeHint().width(), min(_LEAST, self.sizeHint().height()))


class MeetingTimes(QWidget):
    """From when to when, where it is, in Zulu and at home, each with its date; home says how many days it is off."""

    def __init__(self, ui: Ui, words: Words, meeting: Meeting) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(28)
        start, end = words.times(meeting.start, meeting.zone), words.times(meeting.end, meeting.zone)
        if start is None or end is None:
            row.addWidget(
                Text(ui, f"{meeting.start:%Y-%m-%d %H:%M} – {meeting.end:%H:%M}", Size.CLOCK, SEMIBOLD, tabular=True)
            )
            row.addStretch(1)
            return
        self.setAccessibleName(f"{start.line} – {end.line}")
        zone = meeting.zone or "UTC"
        at = to_utc(meeting.start, zone)
        names = (label(zone, at), "Z", label(words.profile().home_zone, at))
        for number, (name, first, last) in enumerate(zip(names, _moments(start), _moments(end), strict=True)):
            row.addLayout(self._clock(ui, words, name, first, last, number == 0))
        row.addStretch(1)

    def _clock(self, ui: Ui, words: Words, name: str, first: Moment, last: Moment, here: bool) -> QVBoxLayout:
        span = f"{_clock(first.local)}–{_clock(last.local)}"
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(
            Text(ui, span, Size.SUBJECT, SEMIBOLD if here else 400, tone="t1" if here else "t2", tabular=True)
        )
        top.addWidget(Text(ui, name, Size.SECONDARY, tone="t2"))
        if first.day_offset:
            sign = f"{first.day_offset:+d}".replace("-", "−")
            top.addWidget(Chip(ui, ui.language.tr("{n} day", n=sign), "amb"))
        top.addStretch(1)
        both = QVBoxLayout()
        both.setSpacing(0)
        both.addLayout(top)
        day = words.full_day(first.local.date()) if here else words.near_day(first.local.date())
        both.addWidget(Text(ui, day, Size.SECONDARY, tone="t3", tabular=True))
        return both


def copied_line(ui: Ui, text: str) -> QWidget:
    """Return a line cut at its pane's edge, with a button that copies the whole of it; an address is never opened."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(Text(ui, text, elide=True), 1)
    copy = IconButton(ui, "copy", ui.language.tr("Copy"), act=lambda: QGuiApplication.clipboard().setText(text))
    copy.setFixedSize(24, 20)
    row.addWidget(copy)
    return holder


def _moments(times: ThreeZones) -> tuple[Moment, Moment, Moment]:
    return times.place, times.zulu, times.home


def _clock(local: datetime) -> str:
    return f"{local:%H%M}"
