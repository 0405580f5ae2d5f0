"""The middle pane of the Today page: what is due, asked, waited for and promised, and notes not yet final."""

from PySide6.QtCore import QPoint

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.rows import TwoLineDelegate
from liaison_desk.meetings.records import MeetingLine
from liaison_desk.tasks.records import PressingTask
from liaison_desk.tasks.service import Tasks
from liaison_desk.today.acts import TaskActs
from liaison_desk.today.lines import draft_row, promise_row, rfi_row, suspense_row, waiting_row
from liaison_desk.today.rows import ShortList
from liaison_desk.today.sections import Pane, Section
from liaison_desk.today.view import TodayView
from liaison_desk.today.words import many

_SUSPENSES, _OTHERS, _DRAFTS = 8, 5, 3  # rows shown; the title's count tells all there are, the rest on demand
_LEAD = 26


class WorkPane(Pane):
    """Suspenses, requests for information, waits, commitments of both sides, drafts. Space completes, S lets sleep."""

    def __init__(self, ui: Ui, tasks: Tasks) -> None:
        super().__init__(ui)
        tr = ui.language.tr
        self.acts = acts = TaskActs(tasks, self)
        names = (
            tr("Suspenses"),
            tr("Requests for information"),
            tr("Waiting on others"),
            tr("We owe"),
            tr("Owed to us"),
        )

        def listed(name: str, delegate: TwoLineDelegate) -> ShortList:
            return ShortList(name, delegate, self._say, acts.open, acts.of_row())

        self.suspenses = listed(names[0], TwoLineDelegate(ui, self.row(suspense_row), ticks=True))
        self.rfis = listed(names[1], TwoLineDelegate(ui, self.row(rfi_row), lead=_LEAD))
        self.waiting = listed(names[2], TwoLineDelegate(ui, self.row(waiting_row), lead=_LEAD))
        self.ours = listed(names[3], TwoLineDelegate(ui, self.row(promise_row), ticks=True))
        self.theirs = listed(names[4], TwoLineDelegate(ui, self.row(promise_row), ticks=True))
        self.drafts = ShortList(
            tr("Notes still in draft"),
            TwoLineDelegate(ui, self.row(draft_row), lead=_LEAD),
            self._say_notes,
            lambda one: ui.open(RecordRef("meeting", one.id)),
        )
        self._due = Section(
            ui, "suspenses", names[0], self.suspenses, tr("Nothing is due in these days."), most=_SUSPENSES,
            action=tr("New task"), act=lambda: ui.open(RecordRef("task", 0)),
            link=tr("All tasks"), follow=lambda: ui.open(RecordRef("tasks", 0)),
            follow_note=self._ask_sleepers,
        )  # fmt: skip
        self._others = tuple(
            Section(ui, key, rows.accessibleName(), rows, empty, most=_OTHERS)
            for key, rows, empty in (
                ("rfis", self.rfis, tr("No request for information is open.")),
                ("waiting", self.waiting, tr("Nobody is waited for.")),
                ("ours", self.ours, tr("Nothing is owed by us.")),
                ("theirs", self.theirs, tr("Nothing is owed to us.")),
            )
        )
        self._notes = Section(
            ui, "drafts", tr("Notes still in draft"), self.drafts, tr("All notes are final."), most=_DRAFTS
        )
        self.lay_out(self._due, *self._others, self._notes)

    def show_view(self, view: TodayView) -> None:
        """Show what presses."""
        self.view = view
        tr, pressing = self.ui.language.tr, view.pressing
        due, asleep = pressing.due, pressing.asleep
        self._due.show_lines(
            due, tr("{n} due", n=many(len(due))) if due else "", tr("{n} asleep", n=asleep) if asleep else ""
        )
        lists = (pressing.rfis, pressing.waiting, pressing.ours, pressing.theirs)
        for section, lines in zip(self._others, lists, strict=True):
            section.show_lines(lines, many(len(lines)) if lines else "")
        self._notes.show_lines(view.drafts, many(len(view.drafts)) if view.drafts else "")

    def _ask_sleepers(self) -> None:
        link = self._due.title.note_link
        if link is not None:
            self.acts.ask_sleepers(link.mapToGlobal(QPoint(0, link.height() + 3)))

    def _say(self, one: PressingTask) -> str:
        return self.best(one.line.title)

    def _say_notes(self, line: MeetingLine) -> str:
        return self.best(line.title)
