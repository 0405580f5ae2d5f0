"""The pane beside the notes: what was written down at the previous meeting of the series, what of it is still open first."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import IconButton, LinkButton, literal
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Chip, SectionTitle, Text, hairline
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import MEDIUM, SEMIBOLD, Size
from liaison_desk.meetings.records import MEETING, Meeting, Portion, PortionKind, PromisedTask
from liaison_desk.meetings.rules.validity import PROMISING
from liaison_desk.meetings.service import Meetings
from liaison_desk.meetings.ui.texts import shown
from liaison_desk.meetings.ui.words import Words

_MOST = 150
_LONGEST = 1_500
_ROOM = 800
"""Pixels below which the pane stands under the notes instead of beside them."""
_WIDE = 350
_OVER = ("done", "cancelled")
_STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}


@dataclass(frozen=True, slots=True)
class Earlier:
    """A meeting further back in the series, how its tasks stand, and whether there is one before it."""

    meeting: Meeting
    tasks: Mapping[int, PromisedTask]
    more: bool


class PreviousPane(QWidget):
    """Shows earlier minutes read-only; C or the arrow on a note copies it into the present notes.

    ``left`` tells that the keyboard was in it when it closed. Whether it is shown is remembered; hidden it reads nothing.
    """

    left = Signal()
    carried = Signal(object)
    """A Portion was copied into the present notes."""

    def __init__(self, ui: Ui, words: Words, meetings: Meetings) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._meetings = meetings
        self._present: Meeting | None = None
        self._back = 1
        self._shown = 0
        self.rows: list[EarlierRow] = []
        tr = ui.language.tr
        self.setMinimumWidth(260)
        self.setAccessibleName(tr("Previous minutes"))
        surface(self, "side")
        self.title = Text(ui, "", Size.BODY, SEMIBOLD, elide=True)
        self.day = Text(ui, "", Size.SECONDARY, tone="t2", tabular=True)
        self.older_button = IconButton(ui, "chevron-left", tr("The meeting before"), act=partial(self.step, 1))
        self.newer_button = IconButton(ui, "chevron-right", tr("The meeting after"), act=partial(self.step, -1))
        self.open_button = IconButton(ui, "external-link", tr("Open this meeting"), act=self._open)
        self.close_button = IconButton(ui, "x", tr("Close"), key="Ctrl+J", act=self.toggle)
        top = QHBoxLayout()
        top.setContentsMargins(14, 8, 8, 6)
        top.setSpacing(2)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.day)
        top.addLayout(names, 1)
        for button in (self.older_button, self.newer_button, self.open_button, self.close_button):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        surface(self.area.viewport(), "side")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(top)
        outer.addWidget(hairline(ui))
        outer.addWidget(self.area, 1)
        self._show_nothing("")
        self.setVisible(ui.memory.flag("meetings/previous"))

    def toggle(self) -> None:
        """Show the pane or hide it, and remember that."""
        inside = self._holds_keyboard()
        shown = self.isHidden()
        self._ui.memory.keep("meetings/previous", shown)
        self.setVisible(shown)
        self.read()
        if inside:
            self.left.emit()

    def go_on(self) -> None:
        """Show the pane; when it is on show go into it; from there go back and close it."""
        if self.isHidden() or self._holds_keyboard():
            self.toggle()
        else:
            self.focus_first()

    def show_meeting(self, meeting: Meeting | None) -> None:
        """Show what was before a meeting; as far back as before when it was on show already."""
        if meeting is None or self._present is None or meeting.id != self._present.id:
            self._back = 1
        self._present = meeting
        self.read()

    def read(self) -> None:
        """Read the earlier meeting, unless the pane is hidden."""
        present, back = self._present, self._back
        if present is None or self.isHidden():
            return

        def read() -> Earlier | None:
            found: Meeting | None = present
            for _ in range(back):
                found = self._meetings.previous(found) if found is not None else None
            if found is None:
                return None
            return Earlier(found, self._meetings.promised(found), self._meetings.previous(found) is not None)

        self._ui.jobs.database.run(read, self._show, ticket_key=f"previous {id(self)}", owner=self)

    def step(self, by: int) -> None:
        """Go a meeting further back, or (negative) forward again."""
        if self._back + by >= 1:
            self._back += by
            self.read()

    def focus_first(self) -> None:
        """Put the keyboard on the first note."""
        (self.rows[0] if self.rows else self.close_button).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def carry_over(self, row: "EarlierRow") -> None:
        """Copy a note into the present ones: the same words and mark, and the same task, as a portion of its own."""
        present = self._present
        if present is None or row.is_carried:
            return
        copy = replace(
            row.portion, uid="", id=0, version=0, place=0, meeting_id=0, created_at=None, updated_at=None, author="", said_at=None
        )  # fmt: skip

        def done(_: Meeting) -> None:
            row.show_carried()
            self._ui.notify(self._ui.language.tr("The note was carried over."), None)
            self.carried.emit(copy)

        def failed(error: Exception) -> None:
            gone = self._ui.language.tr("The meeting is not there any more.")
            self._ui.notify(gone if isinstance(error, NotFoundError) else self._ui.words(error), None)

        self._ui.jobs.database.run(lambda: self._meetings.add_portion(present.id, copy), done, failed, owner=row)

    def _holds_keyboard(self) -> bool:
        focus = QGuiApplication.focusObject()
        return isinstance(focus, QWidget) and self.isAncestorOf(focus)

    def _show(self, earlier: Earlier | None) -> None:
        present, tr = self._present, self._ui.language.tr
        if present is None:
            return
        self.newer_button.setEnabled(self._back > 1)
        self.older_button.setEnabled(earlier is not None and earlier.more)
        self.open_button.setEnabled(earlier is not None)
        if earlier is None:
            belongs = present.series or present.event_id
            self._show_nothing(
                tr("There is no earlier meeting of this series.")
                if belongs
                else tr("This meeting belongs to no series. Give it one in its form (F2).")
            )
            return
        meeting, words = earlier.meeting, self._words
        place = self.area.verticalScrollBar().value() if self._shown == meeting.id else 0
        self._shown = meeting.id
        self.title.set_text(words.best(meeting.title))
        self.day.set_text(words.full_day(meeting.start.date()))
        there = {(one.kind, one.text) for one in present.portions}
        inside = QWidget()
        surface(inside, "side")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 8, 0, 16)
        lines.setSpacing(0)
        self.rows = []
        still = [one for one in meeting.portions if one.kind in PROMISING and not _over(one, earlier.tasks)]
        rest = [one for one in meeting.portions if one not in still]
        for name, portions in ((tr("Still open"), still), (tr("What else was noted"), rest)):
            if portions:
                self._add_section(lines, name, portions, earlier.tasks, there)
        if not meeting.portions:
            lines.addWidget(_padded(Text(self._ui, tr("Nothing was noted."), tone="t3", wrap=True)))
        hidden = len(meeting.portions) - len(self.rows)
        if hidden > 0:
            more = LinkButton(self._ui, tr("{n} more in the meeting itself", n=hidden), self._open)
            lines.addWidget(_padded(more))
        lines.addStretch(1)
        self.area.setWidget(inside)
        self.area.verticalScrollBar().setValue(place)

    def _add_section(
        self, lines: QVBoxLayout, name: str, portions: Sequence[Portion], tasks: Mapping[int, PromisedTask],
        there: Container[tuple[PortionKind, Bilingual]],
    ) -> None:  # fmt: skip
        room = max(0, _MOST - len(self.rows))
        lines.addWidget(_padded(SectionTitle(self._ui, name, str(len(portions)))))
        for one in portions[:room]:
            row = EarlierRow(self._ui, self._words, one, tasks.get(one.task_id), carried=(one.kind, one.text) in there)
            row.carry_wanted.connect(partial(self.carry_over, row))
            row.step_wanted.connect(partial(self._step_from, row))
            self.rows.append(row)
            lines.addWidget(row)

    def _step_from(self, row: "EarlierRow", by: int) -> None:
        at = self.rows.index(row) + by
        if 0 <= at < len(self.rows):
            self.rows[at].setFocus(Qt.FocusReason.TabFocusReason)
            self.area.ensureWidgetVisible(self.rows[at], 0, 12)

    def _show_nothing(self, told: str) -> None:
        self._shown = 0
        self.rows = []
        self.title.set_text(self._ui.language.tr("Previous minutes"))
        self.day.set_text("")
        inside = QWidget()
        surface(inside, "side")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(0, 12, 0, 0)
        self.told = Text(self._ui, told, tone="t2", wrap=True)
        lines.addWidget(_padded(self.told))
        lines.addStretch(1)
        self.area.setWidget(inside)

    def _open(self) -> None:
        if self._shown:
            self._ui.open(RecordRef(MEETING, self._shown, self.title.text_whole()))


class EarlierRow(QWidget):
    """A note of an earlier meeting: what it is and how its task stands, both wordings, who said it."""

    carry_wanted = Signal()
    step_wanted = Signal(int)

    def __init__(self, ui: Ui, words: Words, portion: Portion, task: PromisedTask | None, *, carried: bool) -> None:
        super().__init__()
        self._ui = ui
        self.portion = portion
        self.is_carried = False
        tr = ui.language.tr
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", True)
        surface(self, "side")
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(Text(ui, words.mark(portion.marking) or tr("unmarked"), Size.META, SEMIBOLD, tone="t2"))
        top.addWidget(Text(ui, words.portion(portion.kind), Size.META, MEDIUM, tone="t2"))
        state = _state(words, portion, task)
        if state:
            over = task is not None and task.state in _OVER
            top.addWidget(Chip(ui, state, "grn" if over else "amb" if task is not None else "neutral"))
        top.addStretch(1)
        self.carry_button = IconButton(ui, "corner-down-left", tr("Carry over into the present notes"), key="C", act=self.carry_wanted.emit)  # fmt: skip
        self.carry_button.setFixedSize(24, 22)
        top.addWidget(self.carry_button)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(14, 4, 8, 8)
        lines.setSpacing(2)
        lines.addLayout(top)
        best, other = words.best(portion.text), words.other(portion.text)
        lines.addWidget(Text(ui, shown(best, _LONGEST), wrap=True))
        if other:
            lines.addWidget(Text(ui, shown(other, _LONGEST), Size.SECONDARY, tone="t2", wrap=True))
        said = " → ".join(part for part in (portion.said_by, portion.to_whom) if part)
        due = words.full_day(portion.due) if portion.due is not None else ""
        facts = " · ".join(part for part in (said, due) if part)
        if facts:
            lines.addWidget(Text(ui, facts, Size.SECONDARY, tone="t3", elide=True))
        if task is not None:
            title = literal(words.best(task.title)[:40])
            ref = RecordRef("task", task.id, words.best(task.title))
            link = LinkButton(ui, tr("Task: {state}", state=state), partial(ui.open, ref))
            link.setToolTip(title)
            lines.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.setAccessibleName(
            ", ".join(part for part in (words.portion(portion.kind), state, shown(best, _LONGEST)) if part)
        )
        if carried:
            self.show_carried()

    def show_carried(self) -> None:
        """Say that the present notes hold it."""
        self.is_carried = True
        name = self._ui.language.tr("Stands in the present notes")
        self.carry_button.set_icon_name("check")
        self.carry_button.setEnabled(False)
        self.carry_button.setToolTip(name)
        self.carry_button.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """C or Enter carries over, arrows or J and K move."""
        key, plain_key = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain_key and key in {Qt.Key.Key_C, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.carry_wanted.emit()
        elif plain_key and key in _STEPS:
            self.step_wanted.emit(_STEPS[Qt.Key(key)])
        else:
            super().keyPressEvent(event)


class BesideNotes(QSplitter):
    """The notes and a pane right of them, or below where there is little room; the notes take what becomes free."""

    room_changed = Signal()
    """The pane came or went, or lies elsewhere."""

    def __init__(self, notes: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._pane: QWidget | None = None
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(notes)
        self.setStretchFactor(0, 1)

    def add(self, pane: QWidget) -> None:
        """Add the pane."""
        self._pane = pane
        pane.installEventFilter(self)
        self.addWidget(pane)
        self.setStretchFactor(1, 0)
        self._share()

    def is_stacked(self) -> bool:
        """Tell whether the pane is open below the notes."""
        return self._pane is not None and not self._pane.isHidden() and self.orientation() is Qt.Orientation.Vertical

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the pane is opened or closed."""
        if watched is self._pane and event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self.room_changed.emit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the room is narrow."""
        super().resizeEvent(event)
        wanted = Qt.Orientation.Horizontal if self.width() >= _ROOM else Qt.Orientation.Vertical
        if wanted is not self.orientation() or event.oldSize().width() <= 0:
            self.setOrientation(wanted)
            self._share()
            self.room_changed.emit()

    def _share(self) -> None:
        beside = self.orientation() is Qt.Orientation.Horizontal
        whole = self.width() if beside else self.height()
        pane = _WIDE if beside else whole * 2 // 5
        self.setSizes([max(1, whole - pane), pane])


def _over(one: Portion, tasks: Mapping[int, PromisedTask]) -> bool:
    """Tell whether what was promised is done or given up; a task that was deleted counts as open."""
    return one.task_id in tasks and tasks[one.task_id].state in _OVER


def _state(words: Words, portion: Portion, task: PromisedTask | None) -> str:
    if task is not None:
        return words.task_states.get(task.state, task.state)
    return words.language.tr("No task yet") if portion.kind in PROMISING else ""


def _padded(widget: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(14, 2, 12, 4)
    row.addWidget(widget, 0 if isinstance(widget, LinkButton) else 1)
    return holder
