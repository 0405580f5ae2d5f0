"""The right pane of the Today page: what comes next, who was neglected, what is pinned, what was changed lately."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.contacts.records import SAVED_SEARCH, PersonLine, SavedSearch
from liaison_desk.foundation.core.changes import Recent
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.rows import TwoLineDelegate
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.tasks.records import TASK_VIEW, TaskView
from liaison_desk.today.lines import end_row, milestone_row, pinned_row, recent_row, request_row
from liaison_desk.today.painted import NeglectDelegate
from liaison_desk.today.rows import ShortList
from liaison_desk.today.sections import Pane, Section
from liaison_desk.today.view import TodayView
from liaison_desk.today.words import many, short_day

_MILESTONES, _NEGLECTED, _ENDS, _PINNED = 4, 5, 4, 8  # rows shown; the rest on demand
Pinned = tuple[SavedSearch | TaskView, int]
Touched = Callable[[Recent], RecordRef | None]
"""Which record an action changed last, if it is still there."""


class SidePane(Pane):
    """Next exercise, milestones ahead, visit requests that press, what ends soon, neglected people, pinned searches and views with their counts, what was changed since yesterday."""

    def __init__(self, ui: Ui, touched: Touched) -> None:
        super().__init__(ui)
        tr = ui.language.tr
        self._touched = touched
        self._neglect_rows = NeglectDelegate(ui)
        self.neglected = ShortList(
            tr("Not contacted lately"), self._neglect_rows, _name_of, lambda one: ui.open(RecordRef("person", one.id))
        )
        self.pinned = ShortList(
            tr("Pinned"), TwoLineDelegate(ui, self.row(pinned_row), 30, lead=26), _say_pinned, self._open_pinned
        )
        self.recent = ShortList(
            tr("Since yesterday"),
            TwoLineDelegate(ui, self.row(recent_row), 26, lead=26),
            lambda one: tr(one.label),
            self._open_recent,
        )
        self.milestone = _Milestone(ui)
        self._next = Section(ui, "next", tr("Next milestone"), self.milestone, tr("No exercise lies ahead."))
        self.ahead = ShortList(
            tr("Milestones ahead"),
            TwoLineDelegate(ui, self.row(milestone_row), Size.ROW_SCHEDULE, lead=26),
            lambda line: self.best(line[0].title),
            lambda line: ui.open(RecordRef("milestone", line[0].id)),
        )
        self._ahead = Section(
            ui, "ahead", tr("Milestones ahead"), self.ahead, tr("No milestone in the next 30 days."), most=_MILESTONES,
            link=tr("Exercises"), follow=lambda: ui.open(RecordRef("exercises", 0)),
        )  # fmt: skip
        self._neglect = Section(
            ui, "neglected", tr("Not contacted lately"), self.neglected,
            tr("Nobody with a cadence is overdue."), most=_NEGLECTED,
            link=tr("Cadence"), follow=lambda: ui.open(RecordRef("cadence", 0)),
        )  # fmt: skip
        self.ends = ShortList(
            tr("Ends soon"),
            TwoLineDelegate(ui, self.row(end_row), Size.ROW_SCHEDULE, lead=26),
            lambda line: self.best(line.title),
            lambda line: ui.open(RecordRef(line.kind, line.id)),
        )
        self._ends = Section(
            ui, "ends", tr("Ends soon"), self.ends, most=_ENDS,
            link=tr("Radar"), follow=lambda: ui.open(RecordRef("radar", 0)),
        )  # fmt: skip
        self.requests = ShortList(
            tr("Visit requests"),
            TwoLineDelegate(ui, self.row(request_row), Size.ROW_SCHEDULE, lead=26),
            lambda line: self.best(line.title),
            lambda line: ui.open(RecordRef("visit", line.id)),
        )
        self._requests = Section(
            ui, "requests", tr("Visit requests"), self.requests, most=_ENDS,
            link=tr("Visits"), follow=lambda: ui.open(RecordRef("visits", 0)),
        )  # fmt: skip
        self._ends.hide()
        self._requests.hide()
        self._pins = Section(
            ui, "pinned", tr("Pinned"), self.pinned,
            tr("Pin a search of people or a view of tasks, and its count stands here."), most=_PINNED,
        )  # fmt: skip
        self._lately = Section(ui, "recent", tr("Since yesterday"), self.recent, tr("Nothing was changed."))
        self.lay_out(self._next, self._ahead, self._requests, self._ends, self._neglect, self._pins, self._lately)

    def show_view(self, view: TodayView) -> None:
        """Show what comes, whom to call, and what was done."""
        self.view = view
        self._neglect_rows.view = view
        self._neglect_rows.side = view.profile.side_of(self.ui.language.code)
        self.milestone.show_view(view)
        self._next.show_state(some=view.next_exercise is not None)
        self._ahead.show_lines(view.milestones, many(len(view.milestones)) if view.milestones else "")
        self._neglect.show_lines(view.neglected, many(len(view.neglected)) if view.neglected else "")
        self._ends.show_lines(view.ends, many(len(view.ends)) if view.ends else "")
        self._ends.setVisible(bool(view.ends))
        self._requests.show_lines(view.requests, many(len(view.requests)) if view.requests else "")
        self._requests.setVisible(bool(view.requests))
        pinned: tuple[Pinned, ...] = (*view.searches, *view.views)
        self._pins.show_lines(pinned, str(len(pinned) or ""))
        self._lately.show_lines(view.recent)

    def _open_pinned(self, line: Pinned) -> None:
        one, _ = line
        self.ui.open(RecordRef(TASK_VIEW if isinstance(one, TaskView) else SAVED_SEARCH, one.id))

    def _open_recent(self, line: Recent) -> None:
        def found(ref: RecordRef | None) -> None:
            if ref is not None:
                self.ui.open(ref)
            else:
                self.ui.notify(self.ui.language.tr("What was changed then is not there any more."), None)

        self.ui.jobs.database.run(partial(self._touched, line), found, owner=self)


class _Milestone(QWidget):
    """The days to the next exercise, large, beside its name and span."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._event = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ring", True)
        self._days = Text(ui, "", Size.COUNTDOWN, SEMIBOLD, tabular=True)
        self._name = Text(ui, "", Size.BODY, SEMIBOLD, wrap=True)
        self._when = Text(ui, "", Size.SECONDARY, tone="t2", wrap=True)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._name)
        names.addWidget(self._when)
        row = QHBoxLayout(self)
        row.setContentsMargins(Size.GUTTER, 0, Size.GUTTER, 8)
        row.setSpacing(12)
        row.addWidget(self._days, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(names, 1)

    def show_view(self, view: TodayView) -> None:
        """Show the next exercise of a day."""
        one, language = view.next_exercise, self._ui.language
        if one is None:
            return
        self._event = one.event_id
        days = (one.starts.date() - view.day).days
        self._days.set_text(str(days))
        name = one.title.best(view.profile.side_of(language.code))
        self._name.set_text(language.count("day to {name}", "days to {name}", days, name=name))
        last = one.ends.date() - timedelta(days=1)
        self._when.set_text(f"{short_day(language, one.starts.date())} – {short_day(language, last)} {last.year}")
        self.setAccessibleName(f"{days} {self._name.text_whole()}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that the release comes here too."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the exercise."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._ui.open(RecordRef("event", self._event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the exercise with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._ui.open(RecordRef("event", self._event))
        else:
            super().keyPressEvent(event)


def _name_of(person: PersonLine) -> str:
    return person.name.latin()


def _say_pinned(line: Pinned) -> str:
    return f"{line[0].name} {line[1]}"
