"""The right pane: one task, its suspense in three zones, both owners, its steps to tick and where it came from."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from liaison_desk.domain.bilingual import Bilingual, Side, Wording
from liaison_desk.domain.marking import describe
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import (
    Button,
    Check,
    IconButton,
    LinkButton,
    PlainButton,
    PrimaryButton,
    literal,
)
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.paint import Chip, EmptyState, SectionTitle, Text, hairline
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.tasks.records import Priority, Task, TaskState
from liaison_desk.tasks.rules.states import FINISHED
from liaison_desk.tasks.ui.words import Words

_LABEL = 92
_LINK = 20
_LONGEST_CHIP = 30
_LONGEST_LINK = 22


class TaskView(QScrollArea):
    """Shows a task; only its steps can be ticked here, everything else is told by signals."""

    edit_wanted = Signal()
    toggle_wanted = Signal()
    snooze_wanted = Signal(QPoint)
    ticked = Signal(int, bool)

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._shown = 0
        self.steps: list[Check] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        surface(self.viewport(), "surf")
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say that no task is chosen."""
        self._shown = 0
        self.setAccessibleName(self._ui.language.tr("Task"))
        empty = EmptyState(self._ui, self._ui.language.tr("Choose a task to see it whole."))
        surface(empty, "surf")
        self.setWidget(empty)

    def show_task(self, task: Task) -> None:
        """Show a task, in the same place when it was on show before."""
        place = self.verticalScrollBar().value() if self._shown == task.id else 0
        self._shown = task.id
        ui, words, tr = self._ui, self._words, self._ui.language.tr
        inside = QWidget()
        surface(inside, "surf")
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(20, 16, 20, 20)
        outer.setSpacing(0)
        mark = words.mark(task.marking)
        if mark:
            marked = Text(ui, mark, Size.META, SEMIBOLD)
            marked.setToolTip(describe(task.marking, ui.language))
            outer.addWidget(marked)
            outer.addSpacing(2)
        outer.addWidget(Text(ui, words.best(task.title), Size.SUBJECT, SEMIBOLD, wrap=True))
        other = words.other(task.title)
        if other:
            outer.addSpacing(2)
            outer.addWidget(Text(ui, other, tone="t2", wrap=True))
        outer.addSpacing(8)
        outer.addWidget(self._chips(task))
        outer.addSpacing(12)
        outer.addLayout(self._buttons(task))
        self._rule(outer)
        outer.addLayout(self._facts(task))
        if task.detail:
            self._rule(outer)
            self._add_text(outer, task.detail)
        self.steps = []
        if task.checklist:
            self._rule(outer)
            done = sum(step.done for step in task.checklist)
            outer.addWidget(SectionTitle(ui, tr("Steps"), f"{done}/{len(task.checklist)}"))
            for number, step in enumerate(task.checklist):
                box = Check(ui, "", step.done)
                box.setAccessibleName(step.text)
                box.clicked.connect(self._ticker(number))
                self.steps.append(box)
                line = QHBoxLayout()
                line.setSpacing(8)
                line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
                words_of_step = Text(ui, step.text, tone="t3" if step.done else "t1", wrap=True)
                words_of_step.setContentsMargins(0, 4, 0, 4)
                line.addWidget(words_of_step, 1)
                outer.addLayout(line)
        outer.addStretch(1)
        self.setWidget(inside)
        self.setAccessibleName(words.best(task.title))
        self.verticalScrollBar().setValue(place)

    def _ticker(self, number: int) -> Callable[[bool], None]:
        def tick(done: bool) -> None:
            self.ticked.emit(number, done)

        return tick

    def _chips(self, task: Task) -> QWidget:
        ui, words, tr = self._ui, self._words, self._ui.language.tr
        holder = QWidget()
        flow = FlowLayout(holder)
        late = words.late(task)
        state_tone = "grn" if task.state is TaskState.DONE else "neutral"
        flow.addWidget(Chip(ui, late, "red") if late else Chip(ui, words.state(task.state), state_tone))
        if not late and words.tone(task) == "amb":
            flow.addWidget(Chip(ui, tr("Today"), "amb"))
        if task.priority is Priority.HIGH:
            flow.addWidget(Chip(ui, dict(words.priorities)[Priority.HIGH]))
        if task.percent and task.state not in FINISHED:
            flow.addWidget(Chip(ui, f"{task.percent} %"))
        for category in task.categories:
            flow.addWidget(Chip(ui, category[:_LONGEST_CHIP]))
        if task.marking is None:
            flow.addWidget(Chip(ui, tr("Unmarked, stays with you"), "amb", "lock"))
        return holder

    def _buttons(self, task: Task) -> QHBoxLayout:
        ui, tr = self._ui, self._ui.language.tr
        row = QHBoxLayout()
        row.setSpacing(6)
        if task.state in FINISHED:
            self.toggle_button: Button = PlainButton(ui, tr("Reopen"), icon="rotate-ccw", act=self.toggle_wanted.emit)
        else:
            self.toggle_button = PrimaryButton(ui, tr("Complete"), icon="check", act=self.toggle_wanted.emit)
        self.toggle_button.setToolTip(tr("Space"))
        row.addWidget(self.toggle_button)
        if task.state not in FINISHED:
            snooze = PlainButton(ui, tr("Snooze"), icon="alarm-clock")
            snooze.setToolTip(tr("Move the suspense (S)"))
            snooze.clicked.connect(lambda: self.snooze_wanted.emit(snooze.mapToGlobal(QPoint(0, snooze.height() + 2))))
            row.addWidget(snooze)
        row.addStretch(1)
        self.edit_button = IconButton(ui, "pencil", tr("Edit"), key="F2", bordered=True, act=self.edit_wanted.emit)
        row.addWidget(self.edit_button)
        return row

    def _facts(self, task: Task) -> QGridLayout:
        ui, words, tr = self._ui, self._words, self._ui.language.tr
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, _LABEL)
        grid.setColumnStretch(1, 1)

        def add(name: str, value: QWidget | str) -> None:
            if not value:
                return
            row = grid.rowCount()
            title = Text(ui, name, tone="t2")
            grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
            shown = value if isinstance(value, QWidget) else Text(ui, value, wrap=True)
            if isinstance(shown, LinkButton):
                title.setMinimumHeight(_LINK)
            # A link has a fixed width, which the whole column would take over without an alignment.
            sides = Qt.AlignmentFlag.AlignLeft if isinstance(shown, LinkButton) else Qt.AlignmentFlag(0)
            grid.addWidget(shown, row, 1, sides)

        add(tr("Suspense"), self._suspense(task) if task.due is not None else tr("None"))
        add(tr("Begins"), words.day(task.start) if task.start else "")
        add(tr("Own owner"), self._person(task.own_owner, task.own_owner_id))
        add(tr("Host owner"), self._person(task.host_owner, task.host_owner_id))
        add(tr("Waiting on"), words.waiting(task))
        add(tr("Reason"), task.reason)
        add(tr("Source"), self._source(task))
        add(tr("Web"), self._address(task.url) if task.url else "")
        zone = words.profile().host_zone
        if task.completed_at is not None:
            add(tr("Completed"), words.day(to_local(task.completed_at, zone).date()))
        if task.updated_at is not None:
            changed = words.day(to_local(task.updated_at, zone).date())
            add(tr("Changed"), tr("{day} by {author}", day=changed, author=task.author))
        return grid

    def _suspense(self, task: Task) -> QWidget:
        ui, words = self._ui, self._words
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        tone = words.tone(task)
        lines.addWidget(
            Text(ui, words.suspense(task), weight=SEMIBOLD, tone="t1" if tone == "t3" else tone, tabular=True)
        )
        times = words.times(task)
        if task.due_all_day and task.due is not None:
            # The end of that day in Zulu would look like a time that somebody set.
            line = words.day(task.due.date())
        else:
            line = times.line if times is not None else ""
        if line and line != words.suspense(task):
            lines.addWidget(Text(ui, line, Size.SECONDARY, tone="t2", tabular=True, wrap=True))
        return holder

    def _person(self, name: str, number: int) -> QWidget | str:
        if not number or not name:
            return name
        link = LinkButton(self._ui, literal(shortened(name)), lambda: self._ui.open(RecordRef("person", number, name)))
        link.setFixedHeight(_LINK)
        return link

    def _source(self, task: Task) -> QWidget | str:
        if not task.source_id or not task.source_kind:
            return task.source
        ref = RecordRef(task.source_kind, task.source_id, task.source)
        words = task.source or self._ui.language.tr("Open the source")
        link = LinkButton(self._ui, literal(shortened(words)), lambda: self._ui.open(ref))
        link.setFixedHeight(_LINK)
        link.setToolTip(self._ui.language.tr("Open the source"))
        return link

    def _address(self, text: str) -> QWidget:
        """Return an address cut at the pane's edge, with a button that copies the whole of it; it is never opened."""
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Text(self._ui, text, elide=True), 1)
        words = self._ui.language.tr("Copy")
        copy = IconButton(self._ui, "copy", words, act=lambda: QGuiApplication.clipboard().setText(text))
        copy.setFixedSize(24, 20)
        row.addWidget(copy)
        return holder

    def _add_text(self, outer: QVBoxLayout, text: Bilingual) -> None:
        ui, tr = self._ui, self._ui.language.tr
        own = self._words.profile().side_of(ui.language.code)
        for side in (own, own.other):
            wording = text.side(side)
            if not wording:
                continue
            outer.addWidget(Text(ui, wording, tone="t1" if side is own else "t2", wrap=True))
            outer.addSpacing(4)
            if self._is_stale(text, side):
                outer.addWidget(Chip(ui, tr("Outdated translation"), "amb", "triangle-alert"))
                outer.addSpacing(4)

    @staticmethod
    def _is_stale(text: Bilingual, side: Side) -> bool:
        return text.state(side) is Wording.STALE

    def _rule(self, outer: QVBoxLayout) -> None:
        outer.addSpacing(12)
        outer.addWidget(hairline(self._ui))
        outer.addSpacing(10)


def shortened(text: str) -> str:
    """Return a text of one line that fits the pane."""
    return text if len(text) <= _LONGEST_LINK else f"{text[:_LONGEST_LINK]}…"
