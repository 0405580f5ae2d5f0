"""The right pane: one task whole – suspense, who owes whom, the way of a request with its answer, steps, log, files, links."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from liaison_desk.domain.marking import describe
from liaison_desk.foundation.core.attached import ATTACHMENT
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.belongings import Belongings, link_words
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
from liaison_desk.foundation.qt.facts import shortened
from liaison_desk.foundation.qt.files import FilesSection
from liaison_desk.foundation.qt.filing import FileStore, Filing
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.keyboard import on_keys
from liaison_desk.foundation.qt.menus import open_below, popup_menu
from liaison_desk.foundation.qt.paint import Chip, SectionTitle, Text, hairline
from liaison_desk.foundation.qt.shelf import FileShelf
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.foundation.qt.whole import WholeView
from liaison_desk.tasks.records import TASK, Priority, RfiStatus, Task, TaskKind, TaskState
from liaison_desk.tasks.rules.deeds import Deed, deeds_for
from liaison_desk.tasks.rules.states import FINISHED
from liaison_desk.tasks.service import Tasks
from liaison_desk.tasks.ui.deeds import Suggest, TaskDeeds
from liaison_desk.tasks.ui.pane.chain import ChainPath, path_of
from liaison_desk.tasks.ui.pane.facts import LONGEST_LINK, Facts
from liaison_desk.tasks.ui.pane.log import LogSection
from liaison_desk.tasks.ui.pane.request import QuestionAndAnswer, add_text
from liaison_desk.tasks.ui.saying import statuses
from liaison_desk.tasks.ui.words import Words

_LONGEST_CHIP = 30
_AT_LOG, _AT_PANE = -1, -2
_CLOSING = (RfiStatus.DECLINED, RfiStatus.WITHDRAWN)


class Around(NamedTuple):
    """What other records have to do with a task: the day of its meeting, what it waits for, files and links."""

    task_id: int
    source_day: date | None
    after: RecordRef | None
    belongings: Belongings


class TaskView(WholeView):
    """Shows a task. Steps, log, files and the deeds of a request are done here; what touches the list is told by signals."""

    edit_wanted = Signal()
    toggle_wanted = Signal()
    snooze_wanted = Signal(QPoint)
    ticked = Signal(int, bool)

    def __init__(self, ui: Ui, words: Words, tasks: Tasks, suggest: Suggest) -> None:
        super().__init__(ui, ui.language.tr("Task"), ui.language.tr("Choose a task to see it whole."))
        self._words = words
        self._tasks = tasks
        self._task: Task | None = None
        self._around: Around | None = None
        self.deeds = TaskDeeds(ui, words, tasks, suggest, self)
        self._shelf = FileShelf(self)
        self.steps: list[Check] = []
        self.deed_buttons: dict[str, Button] = {}
        self.log: LogSection | None = None
        self.files: FilesSection | None = None
        self._filing: Filing | None = None
        on_keys(self, QKeySequence.StandardKey.Paste, self._paste)
        ui.changes.changed.connect(self._on_changed)

    def show_nothing(self) -> None:
        """Say that no task is chosen."""
        self._task = None
        self._around = self.log = self.files = self._filing = None
        super().show_nothing()

    def show_task(self, task: Task) -> None:
        """Show a task; when it was on show before, in the same place, with the keyboard and a half-written line where they were."""
        same = self._shown == task.id
        place = self.verticalScrollBar().value() if same else 0
        at, written = self._keyboard() if same else (None, "")
        if not same:
            self._around = None
        self._shown = task.id
        self._task = task
        inside, outer = self._new_column()
        self._add_head(outer, task)
        outer.addWidget(self._ui.beside(RecordRef(TASK, task.id)))
        outer.addSpacing(12)
        outer.addWidget(self._buttons(task))
        self._rule(outer)
        self._early = Text(self._ui, "", Size.SECONDARY, tone="amb", wrap=True)
        self._early.hide()
        outer.addWidget(self._early)
        self._facts = Facts(self._ui, self._words, task)
        outer.addWidget(self._facts)
        self._add_request(outer, task)
        if task.detail:
            self._rule(outer)
            add_text(self._ui, self._words, outer, task.detail)
        self._add_steps(outer, task)
        self._rule(outer)
        self.log = LogSection(self._ui, self._words, task)
        self.log.written.connect(partial(self._on_written, task))
        outer.addWidget(self.log)
        self._rule(outer)
        self._belongings = QVBoxLayout()
        self._belongings.setSpacing(4)
        outer.addLayout(self._belongings)
        outer.addStretch(1)
        self.setWidget(inside)
        self.setAccessibleName(self._words.best(task.title))
        if self._around is not None:
            self._show_around(task, self._around)
        self._give_keyboard(at, written)
        self.verticalScrollBar().setValue(place)
        self._read_around(task)

    # Parts ------------------------------------------------------------------------------------------------------------

    def _add_head(self, outer: QVBoxLayout, task: Task) -> None:
        ui, words = self._ui, self._words
        mark = words.mark(task.marking)
        if mark:
            marked = Text(ui, mark, Size.META, SEMIBOLD, wrap=True)
            marked.setToolTip(describe(task.marking, ui.language))
            outer.addWidget(marked)
            outer.addSpacing(2)
        if task.rfi is not None and task.rfi.number:
            outer.addWidget(
                Text(ui, words.called(task), Size.SECONDARY, SEMIBOLD, tone="acc", tabular=True, selectable=True)
            )
            outer.addSpacing(2)
        outer.addWidget(Text(ui, words.best(task.title), Size.SUBJECT, SEMIBOLD, wrap=True))
        other = words.other(task.title)
        if other:
            outer.addSpacing(2)
            outer.addWidget(Text(ui, other, tone="t2", wrap=True))
        outer.addSpacing(8)
        outer.addWidget(self._chips(task))

    def _chips(self, task: Task) -> QWidget:
        ui, words, tr = self._ui, self._words, self._ui.language.tr
        holder = QWidget()
        flow = FlowLayout(holder)
        late = words.late(task)
        if task.kind is TaskKind.COMMITMENT:
            flow.addWidget(
                Chip(ui, " ".join(part for part in (tr("Commitment"), words.direction(task)) if part), "acc")
            )
        state_tone = "grn" if task.state is TaskState.DONE else "neutral"
        if late:
            flow.addWidget(Chip(ui, late, "red"))
        if task.rfi is not None:
            flow.addWidget(Chip(ui, dict(statuses(ui.language))[task.rfi.status], state_tone))
        elif not late or task.state is not TaskState.OPEN:
            flow.addWidget(Chip(ui, words.state(task.state), state_tone))
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

    def _buttons(self, task: Task) -> QWidget:
        ui, tr = self._ui, self._ui.language.tr
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(6)
        left, below = QWidget(), QWidget()
        flow, further = FlowLayout(left), FlowLayout(below)
        row.addWidget(left, 1)
        lines.addLayout(row)
        self.deed_buttons = {}
        finished = task.state in FINISHED
        deeds = deeds_for(task)
        closing = [deed for deed in deeds if deed in _CLOSING]
        for number, deed in enumerate(deed for deed in deeds if deed not in _CLOSING):
            kind = PrimaryButton if number == 0 and not finished else PlainButton
            button = kind(ui, self.deeds.name_of(deed), act=partial(self._do, task, deed))
            self._add_deed(further if number else flow, str(deed), button)
        if finished:
            self.toggle_button: Button = PlainButton(ui, tr("Reopen"), icon="rotate-ccw", act=self.toggle_wanted.emit)
        else:
            complete = PlainButton if deeds else PrimaryButton
            self.toggle_button = complete(ui, tr("Complete"), icon="check", act=self.toggle_wanted.emit)
        self.toggle_button.setToolTip(tr("Space"))
        if not deeds or finished:  # an open request is completed by its answer
            self._add_deed(further if deeds else flow, "toggle", self.toggle_button)
        if not finished:
            self._add_open(flow, row, task, plain=not deeds)
        if closing:
            more = IconButton(ui, "ellipsis", tr("Decline or withdraw"), bordered=True)
            more.clicked.connect(lambda: open_below(self.closing_menu(task), more))
            row.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)
        self.edit_button = IconButton(ui, "pencil", tr("Edit"), key="F2", bordered=True, act=self.edit_wanted.emit)
        row.addWidget(self.edit_button, 0, Qt.AlignmentFlag.AlignTop)
        if further.count():
            lines.addWidget(below)
        return holder

    def _add_open(self, flow: FlowLayout, row: QHBoxLayout, task: Task, *, plain: bool) -> None:
        """Add what is done with a task that is not finished; a request has more deeds than there is room for words."""
        ui, tr = self._ui, self._ui.language.tr
        if plain and task.state is not TaskState.IN_PROGRESS:
            self._add_deed(flow, "start", PlainButton(ui, tr("Start"), act=partial(self.deeds.begin, task)))
        if plain:
            wait = PlainButton(ui, tr("Wait…"), icon="hourglass", act=partial(self.deeds.ask_wait, task))
            self._add_deed(flow, "wait", wait)
            snooze: Button = PlainButton(ui, tr("Snooze"), icon="alarm-clock")
            flow.addWidget(snooze)
        else:
            snooze = IconButton(ui, "alarm-clock", tr("Snooze"), bordered=True)
            row.addWidget(snooze, 0, Qt.AlignmentFlag.AlignTop)
        self.deed_buttons["snooze"] = snooze
        snooze.setToolTip(tr("Move the suspense (S)"))
        snooze.clicked.connect(lambda: self.snooze_wanted.emit(snooze.mapToGlobal(QPoint(0, snooze.height() + 2))))

    def closing_menu(self, task: Task) -> QMenu:
        """Return the menu of what ends a request without an answer."""
        menu = popup_menu(self)
        for deed in (one for one in deeds_for(task) if one in _CLOSING):
            menu.addAction(self.deeds.name_of(deed), partial(self._do, task, deed))
        return menu

    def _add_deed(self, flow: FlowLayout, name: str, button: Button) -> None:
        self.deed_buttons[name] = button
        flow.addWidget(button)

    def _add_request(self, outer: QVBoxLayout, task: Task) -> None:
        ui, tr = self._ui, self._ui.language.tr
        if task.rfi is None:
            return
        self.path = ChainPath(ui, path_of(task, self._words))
        if self.path.steps:
            self._rule(outer)
            outer.addWidget(SectionTitle(ui, tr("Chain")))
            outer.addWidget(self.path)
        self._rule(outer)
        self.request = QuestionAndAnswer(ui, self._words, task)
        outer.addWidget(self.request)
        if task.rfi.justification:
            outer.addSpacing(8)
            outer.addWidget(
                Text(ui, tr("Justification: {text}", text=task.rfi.justification), Size.SECONDARY, tone="t2", wrap=True)
            )

    def _add_steps(self, outer: QVBoxLayout, task: Task) -> None:
        self.steps = []
        if not task.checklist:
            return
        self._rule(outer)
        done = sum(step.done for step in task.checklist)
        outer.addWidget(SectionTitle(self._ui, self._ui.language.tr("Steps"), f"{done}/{len(task.checklist)}"))
        for number, step in enumerate(task.checklist):
            box = Check(self._ui, "", step.done)
            box.setAccessibleName(step.text)
            box.clicked.connect(lambda done, number=number: self.ticked.emit(number, done))
            self.steps.append(box)
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
            words_of_step = Text(self._ui, step.text, tone="t3" if step.done else "t1", wrap=True)
            words_of_step.setContentsMargins(0, 4, 0, 4)
            line.addWidget(words_of_step, 1)
            outer.addLayout(line)

    # What lies around -------------------------------------------------------------------------------------------------

    def _read_around(self, task: Task) -> None:
        tasks = self._tasks

        def read() -> Around:
            return Around(task.id, *tasks.surroundings(task), tasks.belongings(task.id))

        def show(around: Around) -> None:
            if around.task_id == self._shown and around != self._around:
                self._around = around
                self._show_around(task, around)

        self._ui.jobs.database.run(read, show, ticket_key=f"around {id(self)}", owner=self)

    def _on_changed(self, changes: ChangeSet) -> None:
        if self._task is not None and changes.touches(ATTACHMENT, "link"):
            self._read_around(self._task)

    def _show_around(self, task: Task, around: Around) -> None:
        tr, day = self._ui.language.tr, around.source_day
        if task.due is not None and day is not None and task.due.date() < day:
            self._early.set_text(tr("The suspense is before {day}, when it was agreed.", day=self._words.day(day)))
            self._early.show()
        if around.after is not None:
            self._facts.show_after(around.after)
        while (item := self._belongings.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.files = FilesSection(self._ui, around.belongings.files)
        tasks = self._tasks
        store = FileStore(partial(tasks.attach, task), tasks.file_data, tasks.remove_files, tasks.restore_files)
        self._filing = Filing(self._ui, store, self, self._shelf)
        self._filing.serve(self.files)
        self._belongings.addWidget(self.files)
        self._add_links(around.belongings.links)

    def _add_links(self, links: Sequence[RecordRef]) -> None:
        if not links:
            return
        self._belongings.addSpacing(8)
        self._belongings.addWidget(SectionTitle(self._ui, self._ui.language.tr("Linked records"), str(len(links))))
        for ref in links:
            words = shortened(link_words(ref, self._ui.language), LONGEST_LINK)
            link = LinkButton(self._ui, literal(words), partial(self._ui.open, ref))
            self._belongings.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _paste(self) -> None:
        """Attach what the clipboard holds: files, or a picture."""
        if self._filing is not None:
            self._filing.paste(QGuiApplication.clipboard().mimeData())

    # Deeds ------------------------------------------------------------------------------------------------------------

    def _do(self, task: Task, deed: Deed | RfiStatus) -> None:
        self.deeds.request(task, deed)

    def _on_written(self, task: Task, text: str) -> None:
        def failed(reason: str) -> None:
            if self.log is not None and self._shown == task.id:
                self.log.put_back(text, reason)

        self.deeds.log(task, text, failed)

    def _keyboard(self) -> tuple[int | None, str]:
        """Return what has the keyboard – a step by its number, the log, the pane – and what is written in the log's line."""
        focus = QGuiApplication.focusObject()
        written = self.log.input.text() if self.log is not None else ""
        if self.log is not None and focus is self.log.input:
            return _AT_LOG, written
        step = next((number for number, box in enumerate(self.steps) if focus is box), None)
        inside = self.widget()
        if step is None and isinstance(focus, QWidget) and inside is not None and inside.isAncestorOf(focus):
            return _AT_PANE, written
        return step, written

    def _give_keyboard(self, at: int | None, written: str) -> None:
        if self.log is not None and written:
            self.log.input.setText(written)
        if self.log is not None and at == _AT_LOG:
            self.log.input.setFocus(Qt.FocusReason.OtherFocusReason)
        elif at is not None:
            step = self.steps[at] if 0 <= at < len(self.steps) else self
            step.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rule(self, outer: QVBoxLayout) -> None:
        outer.addSpacing(12)
        outer.addWidget(hairline(self._ui))
        outer.addSpacing(10)
