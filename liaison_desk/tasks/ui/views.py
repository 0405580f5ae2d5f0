"""Views of tasks under a name: kept, called up with their counts, and looked after in a dialog of their own."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from liaison_desk.foundation.qt.buttons import literal
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.kept import KeepDialog, Keeping, KeptDialog, KeptWords
from liaison_desk.foundation.qt.menus import popup_menu
from liaison_desk.tasks.records import TaskView
from liaison_desk.tasks.service import TaskViews

Counted = tuple[TaskView, int]


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
        tr, view = self._ui.language.tr, replace(self._present(), id=0, uid="", version=0, name="", pinned=False)

        def save(name: str, pinned: bool) -> TaskView:
            return self._views.save(replace(view, name=name, pinned=pinned))

        title, label = tr("Save as a view"), tr("Name of the view")
        self._ui.ask.form(KeepDialog(self._ui, title, label, view, save, self.saved))

    def manage(self) -> None:
        """Open the dialog of all views."""
        self._ui.ask.form(views_dialog(self._ui, self._views, self._show))

    def recall(self, number: int) -> None:
        """Show a saved view by its id; nothing happens where it is gone."""
        self.look_again(number, lambda view: self._show(view) if view is not None else None)

    def look_again(self, number: int, then: Callable[[TaskView | None], object]) -> None:
        """Read a saved view again; ``then`` gets None where it is gone."""

        def found(views: list[TaskView]) -> None:
            then(next((view for view in views if view.id == number), None))

        self._ui.jobs.database.run(self._views.views, found, self._failed, owner=self._page)

    def saved(self, view: TaskView) -> None:
        """Show a view that was kept, and say so."""
        self._show(view)
        self._ui.notify(self._ui.language.tr("View saved: {name}", name=view.name), None)

    def _save(self, view: TaskView) -> None:
        self._ui.jobs.database.run(lambda: self._views.save(view), self.saved, self._failed, owner=self._page)


def views_dialog(ui: Ui, views: TaskViews, show: Callable[[TaskView], None]) -> KeptDialog[TaskView]:
    """Return the dialog of all views; ``show`` lets the page show the chosen one."""
    tr = ui.language.tr
    words = KeptWords(
        tr("Saved views"), tr("Name of the view"), tr("Shows"),
        tr("No view is saved. Narrow the tasks, then choose “Save as a view…”."),
    )  # fmt: skip

    def save(view: TaskView, name: str, pinned: bool) -> TaskView:
        return views.save(replace(view, name=name, pinned=pinned))

    return KeptDialog(ui, words, Keeping(views.counted, save, views.delete), show)


def _state(view: TaskView) -> tuple[object, ...]:
    return view.wanted, view.sort, view.descending, view.grouping, view.mode


def _with_state(view: TaskView, shown: TaskView) -> TaskView:
    return replace(
        view,
        wanted=shown.wanted,
        sort=shown.sort,
        descending=shown.descending,
        grouping=shown.grouping,
        mode=shown.mode,
    )
