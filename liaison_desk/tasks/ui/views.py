"""Views of tasks under a name: kept, called up with their counts, and looked after in a dialog of their own."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QTreeWidgetItem, QWidget

from liaison_desk.foundation.qt.buttons import Check, PlainButton, PrimaryButton, literal
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog, FormDialog
from liaison_desk.foundation.qt.fields import CheckRow, Form, TextField
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.word_rows import WordRows
from liaison_desk.tasks.records import TaskView
from liaison_desk.tasks.service import TaskViews

Counted = tuple[TaskView, int]
_NAME, _SHOWS, _TODAY = range(3)


class Viewing:
    """What the page does with saved views. ``present`` is what is on show as a view, ``show`` shows another."""

    def __init__(
        self, ui: Ui, views: TaskViews, page: QWidget, present: Callable[[], TaskView], show: Callable[[TaskView], None],
        failed: Callable[[Exception], None],
    ) -> None:  # fmt: skip
        self._ui = ui
        self._views = views
        self._page = page
        self._present = present
        self._show = show
        self._failed = failed

    def ask(self, opened: Callable[[QMenu], object]) -> None:
        """Count every view, then hand over the menu of them."""

        def arrived(found: list[Counted]) -> None:
            opened(self.menu(found))

        self._ui.jobs.database.run(self._views.counted, arrived, self._failed, owner=self._page)

    def menu(self, found: Sequence[Counted]) -> QMenu:
        """Return the menu of views with their counts, and what can be done with what is on show."""
        tr, icon = self._ui.language.tr, self._ui.icons.icon
        menu, present = popup_menu(self._page), self._present()
        for view, count in found:
            action = menu.addAction(f"{literal(view.name)}\t{count:,}", partial(self._show, view))
            action.setCheckable(True)
            action.setChecked(view.id == present.id)
            if view.pinned:
                action.setIcon(icon("pin"))
        if found:
            menu.addSeparator()
        known = next((view for view, _ in found if view.id == present.id), None)
        if known is not None and _state(known) != _state(present):
            words = tr("Change “{name}” to what is shown", name=literal(known.name))
            menu.addAction(icon("save"), words, lambda: self._save(_with_state(known, present)))
        menu.addAction(icon("bookmark"), tr("Save as a view…"), self.keep)
        if found:
            menu.addAction(tr("Manage views…"), self.manage)
        return menu

    def keep(self) -> None:
        """Ask for a name for what is on show."""
        self._ui.ask.form(SaveViewDialog(self._ui, replace(self._present(), id=0, uid="", version=0, name=""), self))

    def manage(self) -> None:
        """Open the dialog of all views."""
        self._ui.ask.form(ViewsDialog(self._ui, self._views, self._show))

    def recall(self, number: int) -> None:
        """Show a saved view by its id; nothing happens where it is gone."""

        def found(views: list[TaskView]) -> None:
            for view in views:
                if view.id == number:
                    self._show(view)

        self._ui.jobs.database.run(self._views.views, found, self._failed, owner=self._page)

    def save(self, view: TaskView) -> TaskView:
        """Keep a view; on the database lane."""
        return self._views.save(view)

    def saved(self, view: TaskView) -> None:
        """Show a view that was kept, and say so."""
        self._show(view)
        self._ui.notify(self._ui.language.tr("View saved: {name}", name=view.name), None)

    def _save(self, view: TaskView) -> None:
        self._ui.jobs.database.run(lambda: self._views.save(view), self.saved, self._failed, owner=self._page)


class SaveViewDialog(FormDialog):
    """Asks for the name of a view, and whether it stands on Today."""

    def __init__(self, ui: Ui, view: TaskView, viewing: Viewing) -> None:
        tr = ui.language.tr
        form = Form(ui, label_width=110)
        self.name = form.add("name", tr("Name of the view"), TextField(ui))
        self.pinned = form.add("pinned", "", CheckRow(ui, tr("Show it on Today with its count")))
        super().__init__(
            ui, tr("Save as a view"), form, action=tr("Save"),
            collect=lambda: replace(view, name=" ".join(self.name.value().split()), pinned=self.pinned.value()),
            commit=viewing.save, saved=viewing.saved, width=480,
        )  # fmt: skip


class ViewsDialog(DeskDialog):
    """All views with what they show now. A name is edited in place, a tick puts one on Today; both are kept at once."""

    def __init__(self, ui: Ui, views: TaskViews, show: Callable[[TaskView], None]) -> None:
        tr = ui.language.tr
        super().__init__(ui, tr("Saved views"))
        self._views = views
        self._show = show
        self._known: dict[int, TaskView] = {}
        self._wanted = 0
        self.strip = MessageStrip(ui)
        self.none = Text(
            ui, tr("No view is saved. Narrow the tasks, then choose “Save as a view…”."), tone="t2", wrap=True
        )
        self.rows = WordRows(
            tr("Saved views"), [tr("Name of the view"), tr("Shows"), tr("On Today")], [330, 90], self.delete
        )
        self.rows.itemChanged.connect(self._on_renamed)
        self.rows.itemDoubleClicked.connect(lambda _, column: self.act() if column == _SHOWS else None)
        for widget in (self.strip, self.none):
            self.content.addWidget(widget)
        self.content.addWidget(self.rows, 1)
        self.buttons = [
            PlainButton(ui, tr("Rename"), act=self._rename), PlainButton(ui, tr("Delete"), act=self.delete),
        ]  # fmt: skip
        self.foot.addWidget(PlainButton(ui, tr("Close"), act=self.reject))
        for button in self.buttons:
            self.foot.insertWidget(self.foot.count() - 1, button)
        self.show_button = PrimaryButton(ui, tr("Show"), key="Ctrl+Enter", act=self.act)
        self.foot.addWidget(self.show_button)
        self.resize(620, 420)
        self._read()

    def act(self) -> None:
        """Show the chosen view."""
        view = self._known.get(self.rows.key())
        if view is not None:
            self._show(view)
            self.accept()

    def delete(self) -> None:
        """Delete the chosen view; undo brings it back."""
        view = self._known.get(self.rows.key())
        if view is not None:
            self._run(lambda: self._views.delete([view.id]))

    def _rename(self) -> None:
        item = self.rows.currentItem()
        if item is not None:
            self.rows.editItem(item, _NAME)

    def _on_renamed(self, item: QTreeWidgetItem, _column: int) -> None:
        view = self._known.get(self.rows.key(item))
        if view is not None and item.text(_NAME).strip() != view.name:
            self._save(replace(view, name=" ".join(item.text(_NAME).split())))

    def _save(self, changed: TaskView) -> None:
        self._wanted = changed.id
        self._run(lambda: self._views.save(changed))

    def _run(self, work: Callable[[], object]) -> None:
        self.strip.hide()

        def failed(error: Exception) -> None:
            self._read()
            self.strip.show_error(error)

        self.ui.jobs.database.run(work, lambda _: self._read(), failed, owner=self)

    def _read(self) -> None:
        self.ui.jobs.database.run(self._views.counted, self._fill, owner=self)

    def _fill(self, found: Sequence[Counted]) -> None:
        self._known = {view.id: view for view, _ in found}
        self.rows.blockSignals(True)
        self.rows.clear()
        for view, count in found:
            item = self.rows.add([view.name, f"{count:,}"], view.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            box = Check(self.ui, "", view.pinned)
            box.setAccessibleName(f"{self.ui.language.tr('On Today')}: {view.name}")
            box.clicked.connect(lambda on=False, view=view: self._save(replace(view, pinned=on)))
            self.rows.setItemWidget(item, _TODAY, box)
        self.rows.blockSignals(False)
        self.rows.choose_key(self._wanted)
        self.none.setVisible(not found)
        self.rows.setVisible(bool(found))
        for button in (*self.buttons, self.show_button):
            button.setEnabled(bool(found))


def _state(view: TaskView) -> tuple[object, ...]:
    return view.wanted, view.sort, view.descending, view.grouping


def _with_state(view: TaskView, shown: TaskView) -> TaskView:
    return replace(view, wanted=shown.wanted, sort=shown.sort, descending=shown.descending, grouping=shown.grouping)
