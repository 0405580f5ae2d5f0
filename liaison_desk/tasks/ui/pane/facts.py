"""The facts of a task: its suspense in three zones, who owes whom, the people, what it waits for, where it came from."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.domain.categories import asks_for_visit
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import IconButton, LinkButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.facts import FactsGrid, fact_link
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.tasks.records import Task, TaskKind, TaskState
from liaison_desk.tasks.rules.states import FINISHED
from liaison_desk.tasks.ui.fields.reminders import reminder_words
from liaison_desk.tasks.ui.saying import repeated, rfi_priorities
from liaison_desk.tasks.ui.words import Words

_LABEL = 92
LONGEST_LINK = 22


class Facts(QWidget):
    """Labels and values in two columns; a value is a link where there is a record behind it."""

    def __init__(self, ui: Ui, words: Words, task: Task) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._grid = FactsGrid(ui, _LABEL, wrap=True)
        self.setLayout(self._grid)
        self._add_times(task)
        self._add_people(task)
        self._add_origin(task)

    def show_after(self, after: RecordRef) -> None:
        """Show the task that this one waits for."""
        self._grid.add(self._ui.language.tr("Waits for task"), self.link(after.label, after))

    def _add_times(self, task: Task) -> None:
        words, tr = self._words, self._ui.language.tr
        label = tr("LTIOV") if task.kind is TaskKind.RFI else tr("Suspense")
        self._grid.add(label, self._suspense(task) if task.due is not None else tr("None"))
        self._grid.add(tr("Begins"), words.day(task.start) if task.start else "")
        if task.asleep_until and task.asleep_until > words.today():
            self._grid.add(tr("Sleeps until"), words.day(task.asleep_until))
        self._grid.add(tr("Reminders"), ", ".join(reminder_words(self._ui.language, one) for one in task.reminders))
        self._grid.add(tr("Repetition"), repeated(self._ui.language, task))

    def _add_people(self, task: Task) -> None:
        tr = self._ui.language.tr
        if task.state is TaskState.WAITING:
            self._grid.add(tr("Waiting on"), self._person(self._words.waiting(task), task.waiting_on_id))
        rfi = task.rfi
        if rfi is not None:
            self._grid.add(tr("Asker"), self._person(rfi.asker, rfi.asker_id))
            self._grid.add(tr("Answering office"), rfi.office)
            self._grid.add(tr("Precedence"), dict(rfi_priorities(self._ui.language))[rfi.priority])
            self._grid.add(tr("Received"), self._words.day(rfi.received) if rfi.received else "")
            self._grid.add(tr("Channel"), rfi.channel)
        self._grid.add(tr("Own owner"), self._person(task.own_owner, task.own_owner_id))
        self._grid.add(tr("Host owner"), self._person(task.host_owner, task.host_owner_id))
        self._grid.add(tr("Lead (OPR)"), self._person(task.lead, task.lead_id))
        if task.support:
            holder = QWidget()
            lines = QVBoxLayout(holder)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(2)
            for one in task.support:
                shown = self._person(one.name, one.contact_id)
                lines.addWidget(Text(self._ui, shown, wrap=True) if isinstance(shown, str) else shown)
            self._grid.add(tr("Support (OCR)"), holder)
        if task.state in FINISHED:  # of what goes on again, the reason why it did not is history
            self._grid.add(tr("Reason"), task.reason)

    def _add_origin(self, task: Task) -> None:
        words, tr = self._words, self._ui.language.tr
        if task.source_id and task.source_kind:
            ref = RecordRef(task.source_kind, task.source_id, task.source)
            link = self.link(task.source or tr("Open the source"), ref)
            link.setToolTip(tr("Open the source"))
            self._grid.add(tr("Source"), link)
        else:
            self._grid.add(tr("Source"), task.source)
        if asks_for_visit(task.categories) and task.state not in FINISHED:
            begun = RecordRef("visit", 0, about=(RecordRef("task", task.id),))
            self._grid.add(tr("Visit request"), self.link(tr("Begin a visit"), begun))
        self._grid.add(tr("Web"), self._address(task.url) if task.url else "")
        zone = words.profile().host_zone
        if task.completed_at is not None:
            self._grid.add(tr("Completed"), words.day(to_local(task.completed_at, zone).date()))
        if task.updated_at is not None:
            changed = words.day(to_local(task.updated_at, zone).date())
            self._grid.add(tr("Changed"), tr("{day} by {author}", day=changed, author=task.author))

    def _suspense(self, task: Task) -> QWidget:
        ui, words = self._ui, self._words
        holder = QWidget()
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        tone = words.tone(task)
        said = words.suspense(task)
        bold = Text(ui, said, weight=SEMIBOLD, tabular=True, wrap=True)
        bold.set_tone("t1" if tone == "t3" else tone)
        lines.addWidget(bold)
        left = self._days_left(task)
        if left:
            lines.addWidget(Text(ui, left, tone=tone))
        times = words.times(task)
        if task.due_all_day and task.due is not None:
            # The end of that day in Zulu would look like a time that somebody set.
            line = words.day(task.due.date())
        else:
            line = times.line if times is not None else ""
        if line and line != said:
            lines.addWidget(Text(ui, line, Size.SECONDARY, tone="t2", tabular=True, wrap=True))
        return holder

    def _days_left(self, task: Task) -> str:
        """Return in how many days it is owed, or how late it is; nothing for today, tomorrow and what is finished."""
        words = self._words
        if task.due is None or task.state in FINISHED:
            return ""
        days = (task.due.date() - words.today()).days
        return words.late(task) or (self._ui.language.tr("in {n} d", n=days) if days > 1 else "")

    def _person(self, name: str, number: int) -> QWidget | str:
        return self.link(name, RecordRef("person", number, name)) if number and name else name

    def link(self, words: str, ref: RecordRef, act: Callable[[], None] | None = None) -> LinkButton:
        """Return words that open a record."""
        return fact_link(self._ui, words, LONGEST_LINK, act or (lambda: self._ui.open(ref)))

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
