"""Adds what the quick line was understood as: one task, or one a line of what was pasted."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liaison_desk.domain.ceiling import guard
from liaison_desk.domain.typed import worded
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import IconButton, PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.style import surface
from liaison_desk.tasks.records import Rfi, Task, TaskKind
from liaison_desk.tasks.rules.naming import called
from liaison_desk.tasks.rules.quick import read_quick
from liaison_desk.tasks.service import Tasks
from liaison_desk.tasks.ui.quick import QuickLine, Wish
from liaison_desk.tasks.ui.words import Words

NationOf = Callable[[int], str]
MOST_LINES = 500
_BULLETS = " \t\u3000-*•・◦□☐–"


class Adding(QObject):
    """Makes tasks of wishes on the database lane. ``nation_of`` tells a contact's nation, and so whose owner he is."""

    added = Signal(list)
    """The tasks that were saved."""
    refused = Signal(object)
    """Why a line was not kept; it is back in the line."""

    def __init__(
        self, ui: Ui, words: Words, tasks: Tasks, quick: QuickLine,
        suggest: Callable[[str, str], list[RecordRef]], nation_of: NationOf | None,
    ) -> None:  # fmt: skip
        super().__init__(quick)
        self._ui = ui
        self._words = words
        self._tasks = tasks
        self._quick = quick
        self._suggest = suggest
        self._nation_of = nation_of
        quick.wanted.connect(self.add)

    def add(self, wish: Wish) -> None:
        """Add one task."""

        def failed(error: Exception) -> None:
            self._quick.put_back(wish.line)
            self.refused.emit(error)

        self._ui.jobs.database.run(lambda: [self._tasks.save(self._task(wish))], self.added.emit, failed, owner=self)

    def add_lines(self, lines: Sequence[str], done: Callable[[], object]) -> None:
        """Add a task a line, all or none; ``done`` runs when they are kept."""

        def work() -> list[Task]:
            return self._tasks.save_all([self._task_of(number, line) for number, line in numbered], "Add tasks")

        def kept(saved: list[Task]) -> None:
            done()
            self.added.emit(saved)

        numbered = [(number, line.strip(_BULLETS)) for number, line in enumerate(lines, 1)]
        self._ui.jobs.database.run(work, kept, self.refused.emit, owner=self)

    def _task_of(self, number: int, line: str) -> Task:
        """Return the task of one line of many; raises DeskError that names the line."""
        try:
            quick = read_quick(line, self._words.zones, self._words.now())
            return self._task(Wish(line, quick))
        except DeskError as error:
            text = self._ui.language.error(error)
            raise DeskError("Line {number}: {error} Nothing was added.", number=number, error=text) from error

    def _task(self, wish: Wish) -> Task:
        """Return the task of a wish; raises DeskError where the line bears a marking above the ceiling."""
        quick, profile = wish.quick, self._words.profile()
        guard(wish.line, profile.ceiling, self._words.grammar(), profile.home)  # a name may bear a marking too
        seen = guard(quick.title, profile.ceiling, self._words.grammar(), profile.home)
        task = Task(
            title=worded(seen.text or quick.title, profile), kind=quick.kind, priority=quick.priority,
            from_nation=quick.from_nation, to_nation=quick.to_nation, marking=seen.marking or profile.default_marking,
            due=quick.due.wall if quick.due else None, due_zone=quick.due.zone if quick.due else "",
            due_all_day=quick.due.all_day if quick.due else True,
        )  # fmt: skip
        if task.kind is TaskKind.RFI:
            task = replace(
                task,
                from_nation=task.from_nation or profile.home,
                to_nation=task.to_nation or profile.host,
                rfi=Rfi(priority=quick.urgency),
            )
        return self._owned(task, wish)

    def _owned(self, task: Task, wish: Wish) -> Task:
        """Return the task with its owner: a contact of the host's nation owns it there, everybody else on the own side."""
        name = wish.quick.owner
        if not name:
            return task
        found = [wish.contact] if wish.contact is not None else called(name, partial(self._suggest, "person"))
        contact = found[0] if len(found) == 1 else None
        if contact is None:
            return replace(task, own_owner=name)
        nation = self._nation_of(contact.id) if self._nation_of is not None else ""
        if nation and nation == self._words.profile().host:
            return replace(task, host_owner=contact.label, host_owner_id=contact.id)
        return replace(task, own_owner=contact.label, own_owner_id=contact.id)


class LinesOffer(QWidget):
    """Asks what several pasted lines shall be: a task each, or the words of one."""

    taken = Signal(list)
    joined = Signal(str)

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._lines: list[str] = []
        self.text = Text(ui, "", wrap=True)
        self.each_button = PrimaryButton(ui, "", act=self._take)
        self.one_button = PlainButton(ui, ui.language.tr("As one"), act=self._join)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 4, 14, 8)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        for widget in (self.one_button, self.each_button):
            row.addWidget(widget)
        row.addWidget(IconButton(ui, "x", ui.language.tr("Close the message"), act=self.hide))
        surface(self, "win")
        self.hide()

    def ask(self, lines: Sequence[str]) -> None:
        """Ask about lines; beyond a few hundred none becomes a task of its own."""
        tr, n = self._ui.language.tr, len(lines)
        self._lines = list(lines)
        many = n > MOST_LINES
        words = tr("{n} lines are more than {most}: paste fewer.", n=n, most=MOST_LINES)
        self.text.set_text(words if many else tr("{n} lines were pasted.", n=n))
        self.each_button.setText(tr("Add {n} tasks", n=n))
        self.each_button.updateGeometry()
        self.each_button.setEnabled(not many)
        self.show()
        self.each_button.setFocus()

    def _take(self) -> None:
        self.taken.emit(self._lines)

    def _join(self) -> None:
        self.hide()
        self.joined.emit(" ".join(" ".join(self._lines).split()))


def connect_lines(quick: QuickLine, offer: LinesOffer, adding: Adding) -> None:
    """Let pasted lines be asked about, then be added."""
    quick.several_wanted.connect(offer.ask)
    offer.taken.connect(partial(_add, offer, adding))
    offer.joined.connect(quick.insert)


def _add(offer: LinesOffer, adding: Adding, lines: Sequence[str]) -> None:
    adding.add_lines(lines, offer.hide)
