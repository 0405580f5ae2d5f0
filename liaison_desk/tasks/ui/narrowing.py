"""The chips above the tasks: which of them, whose, by what they are divided, and the views kept under a name."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.chips import FilterChip
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.menus import choice_menu, open_below
from liaison_desk.tasks.records import TaskFilter, TaskGrouping, TaskView
from liaison_desk.tasks.rules.scopes import Scope, filter_of, scope_of
from liaison_desk.tasks.ui.words import Words


class NarrowingBar(QWidget):
    """Holds the filter (all but its words) and the grouping; ``changed`` says that they are others now."""

    changed = Signal()
    person_wanted = Signal()
    views_wanted = Signal()

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        tr = ui.language.tr
        self.wanted = filter_of(Scope.OPEN, words.profile().home)
        self.grouping = TaskGrouping.SUSPENSE
        self._person = RecordRef("person", 0, "")
        self._restore()
        inside = QWidget()
        flow = FlowLayout(inside, gap=4)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 2, 20, 8)
        outer.addWidget(inside)
        tips = {
            Scope.OURS: tr("Our commitments to other nations"), Scope.THEIRS: tr("Commitments of other nations to us"),
            Scope.ASLEEP: tr("Left out until the day they are to be seen again"),
        }  # fmt: skip
        self.chips: dict[Scope, FilterChip] = {}
        for scope, label in words.scopes:
            chip = FilterChip(ui, label)
            chip.setToolTip(tips.get(scope, ""))
            chip.clicked.connect(lambda _=False, scope=scope: self._choose(scope))
            self.chips[scope] = chip
            flow.addWidget(chip)
        self.person_chip = FilterChip(ui, tr("Person"), menu=True)
        self.person_chip.clicked.connect(self._on_person)
        self.group_chip = FilterChip(ui, "", menu=True)
        self.group_chip.clicked.connect(self._open_groupings)
        self.views_chip = FilterChip(ui, tr("Views"), menu=True)
        self.views_chip.clicked.connect(self._on_views)
        for chip in (self.person_chip, self.views_chip, self.group_chip):
            flow.addWidget(chip)
        self.show_state()

    @property
    def _home(self) -> str:
        return self._words.profile().home

    @property
    def scope(self) -> Scope | None:
        """Which scope is shown; None for what a view narrows otherwise."""
        return scope_of(self.wanted, self._home)

    def narrow(self, wanted: TaskFilter, grouping: TaskGrouping | None = None) -> None:
        """Show another filter without telling; the caller reads the list again itself."""
        self.wanted = replace(wanted, words="")
        self.grouping = self.grouping if grouping is None else grouping
        self._keep()
        self.show_state()

    def offer_groups(self, offered: bool) -> None:
        """Offer to divide the list, where there is one."""
        self.group_chip.setVisible(offered)

    def widen(self) -> None:
        """Take all narrowing away without telling."""
        self.narrow(filter_of(Scope.ALL, self._home))

    def narrow_to_person(self, ref: RecordRef | None) -> None:
        """Show the tasks a contact owns, leads or is waited for; None for everybody's."""
        self._person = ref or RecordRef("person", 0, "")
        self.wanted = replace(self.wanted, contact_id=self._person.id)
        self.show_state()
        self.changed.emit()

    @property
    def unnamed(self) -> int:
        """The contact it is narrowed to, while nobody has said what he is called; 0 when there is none."""
        return self.wanted.contact_id if self.wanted.contact_id != self._person.id else 0

    def name_person(self, ref: RecordRef) -> None:
        """Call the contact it is narrowed to by his name."""
        self._person = ref
        self._show_person()

    def _show_person(self) -> None:
        tr, chosen = self._ui.language.tr, self.wanted.contact_id
        name = self._person.label if self._person.id == chosen else ""
        self.person_chip.show_value((name or tr("Chosen person")) if chosen else tr("Person"), on=bool(chosen))

    def show_state(self, view: TaskView | None = None, *, changed: bool = False) -> None:
        """Show what is narrowed, and which view is on show; a star says that it is ``changed``."""
        tr, scope = self._ui.language.tr, self.scope
        for one, chip in self.chips.items():
            chip.setChecked(one is scope)
        self._show_person()
        self.group_chip.show_value(dict(self._words.groupings)[self.grouping], on=False)
        self.views_chip.show_value(
            f"{view.name}{' *' if changed else ''}" if view is not None else tr("Views"), on=view is not None
        )

    def _choose(self, scope: Scope) -> None:
        """Show a scope; a second click on it goes back to what is open."""
        present = scope if scope is not self.scope else Scope.OPEN
        self.narrow(replace(filter_of(present, self._home), contact_id=self.wanted.contact_id))
        self.changed.emit()

    def _open_groupings(self) -> None:
        self.group_chip.setChecked(False)
        open_below(choice_menu(self, self._words.groupings, self.grouping, self._group), self.group_chip)

    def _group(self, grouping: TaskGrouping) -> None:
        self.grouping = grouping
        self._keep()
        self.show_state()
        self.changed.emit()

    def _on_person(self) -> None:
        self.show_state()  # the click itself must not change the look: the choice does
        if self.wanted.contact_id:
            self.narrow_to_person(None)
        else:
            self.person_wanted.emit()

    def _on_views(self) -> None:
        self.views_chip.setChecked(not self.views_chip.isChecked())
        self.views_wanted.emit()

    def _keep(self) -> None:
        if self.scope is not None:
            self._ui.memory.keep("tasks/scope", str(self.scope))
        self._ui.memory.keep("tasks/grouping", str(self.grouping) or "none")

    def _restore(self) -> None:
        scope, grouping = self._ui.memory.text("tasks/scope"), self._ui.memory.text("tasks/grouping")
        if scope in list(Scope):
            self.wanted = filter_of(Scope(scope), self._home)
        if grouping:
            self.grouping = TaskGrouping(grouping) if grouping in list(TaskGrouping) else TaskGrouping.NOT
