"""The menus of the tasks page: what can be done with what is selected, and how far to put it off."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import Form
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.screens.markings import marking_field
from liaison_desk.tasks.records import TaskState
from liaison_desk.tasks.rules.groups import next_monday
from liaison_desk.tasks.ui.acts import Acts
from liaison_desk.tasks.ui.words import Words

Several = Callable[[Sequence[int]], None]


class Menus:
    """Makes the menus; ``edit`` opens the form, ``copy`` copies what is selected as text."""

    def __init__(
        self, acts: Acts, words: Words, page: QWidget, edit: Callable[[], None],
        print_tasks: Several | None, export_tasks: Several | None,
    ) -> None:  # fmt: skip
        self._acts = acts
        self._words = words
        self._page = page
        self._edit = edit
        self._print = print_tasks
        self._export = export_tasks

    def context(self, ids: Sequence[int], at: QPoint, copy: Callable[[], None] | None) -> QMenu:
        """Return what can be done with tasks; questions open at the same place."""
        acts, ui, tr = self._acts, self._acts.ui, self._acts.ui.language.tr
        menu = popup_menu(self._page)
        icon = ui.icons.icon
        menu.addAction(icon("check"), f"{tr('Complete or reopen')}\t{tr('Space')}", lambda: acts.toggle_done(ids))
        states = menu.addMenu(tr("State"))
        for state, label in self._words.states:
            if state is not TaskState.WAITING:
                states.addAction(label, partial(acts.put_into, ids, state, at))
        menu.addAction(icon("hourglass"), tr("Waiting on…"), lambda: acts.ask_waiting(ids, at))
        self._add_putting_off(menu, ids, at)
        who = menu.addMenu(icon("user"), tr("Assign"))
        for role, label in (
            ("own_owner", tr("Own owner")), ("host_owner", tr("Host owner")), ("lead", tr("Lead")),
        ):  # fmt: skip
            who.addAction(f"{label}…", partial(acts.ask_person, ids, role, label, at))
        priorities = menu.addMenu(icon("flag"), tr("Priority"))
        for priority, label in self._words.priorities:
            priorities.addAction(label, partial(acts.prioritize, ids, priority))
        menu.addAction(icon("tag"), tr("Add a category…"), lambda: acts.ask_category(ids, at))
        menu.addAction(icon("shield"), tr("Mark…"), lambda: self._ask_marking(ids))
        menu.addSeparator()
        if len(ids) == 1:
            menu.addAction(icon("pencil"), f"{tr('Edit')}\tF2", self._edit)
        self._add_paper(menu, ids)
        if copy is not None:
            menu.addAction(icon("copy"), f"{tr('Copy as text')}\tCtrl+C", copy)
        menu.addAction(icon("trash-2", "red"), f"{tr('Delete')}\tDel", lambda: acts.delete(ids))
        return menu

    def putting_off(self, ids: Sequence[int], at: QPoint) -> QMenu:
        """Return the menu of how long to sleep and how far to move a suspense."""
        menu = popup_menu(self._page)
        self._add_sleeps(menu, ids, at)
        self._add_moves(menu.addMenu(self._acts.ui.language.tr("Move suspense")), ids, at)
        return menu

    def more(self, ids: Sequence[int]) -> QMenu:
        """Return what can be done with all that is on show: print and export."""
        menu = popup_menu(self._page)
        self._add_paper(menu, ids)
        return menu

    @property
    def has_more(self) -> bool:
        """Whether anything prints or exports here."""
        return self._print is not None or self._export is not None

    def print(self, ids: Sequence[int]) -> None:
        """Print tasks, where somebody lends that."""
        if self._print is not None and ids:
            self._print(ids)

    def _add_paper(self, menu: QMenu, ids: Sequence[int]) -> None:
        ui, tr = self._acts.ui, self._acts.ui.language.tr
        for act, name, words in ((self._print, "printer", tr("Print…")), (self._export, "file-down", tr("Export…"))):
            if act is not None:
                menu.addAction(ui.icons.icon(name), words, partial(act, ids)).setEnabled(bool(ids))

    def _add_putting_off(self, menu: QMenu, ids: Sequence[int], at: QPoint) -> None:
        ui, tr = self._acts.ui, self._acts.ui.language.tr
        self._add_sleeps(menu.addMenu(ui.icons.icon("moon"), tr("Sleep until")), ids, at)
        self._add_moves(menu.addMenu(ui.icons.icon("alarm-clock"), tr("Move suspense")), ids, at)

    def _add_sleeps(self, menu: QMenu, ids: Sequence[int], at: QPoint) -> None:
        acts, tr, today = self._acts, self._acts.ui.language.tr, self._words.today()
        for words, day in (
            (tr("&Tomorrow"), today + timedelta(days=1)),
            (tr("Next &Monday"), next_monday(today)),
            (tr("In 1 &week"), today + timedelta(days=7)),
        ):
            menu.addAction(f"{words}\t{self._words.day(day)}", partial(acts.sleep, ids, day))
        menu.addAction(tr("A &date…"), lambda: acts.ask_sleep(ids, at))
        menu.addSeparator()
        menu.addAction(tr("Wake &up"), partial(acts.sleep, ids, None))

    def _add_moves(self, menu: QMenu, ids: Sequence[int], at: QPoint) -> None:
        acts, tr = self._acts, self._acts.ui.language.tr
        for days, words in ((1, tr("&1 day")), (7, tr("1 &week")), (28, tr("&4 weeks"))):
            menu.addAction(words, partial(acts.snooze, ids, days))
        menu.addAction(tr("A &date…"), lambda: acts.ask_suspense(ids, at))

    def _ask_marking(self, ids: Sequence[int]) -> None:
        ui, tr = self._acts.ui, self._acts.ui.language.tr
        form = Form(ui, label_width=110)
        field = form.add("marking", tr("&Marking"), marking_field(ui, self._words.profile()))
        field.set_value(self._words.profile().default_marking)
        dialog = FormDialog(
            ui, ui.language.count("Mark a task", "Mark {n} tasks", len(ids)), form, action=tr("Mark"),
            collect=field.value, commit=lambda marking: marking, saved=lambda marking: self._acts.mark(ids, marking),
        )  # fmt: skip
        ui.ask.form(dialog)
