"""Saved searches: kept under a name, called up again, and looked after in a dialog of their own."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem

from liaison_desk.contacts.records import SavedSearch
from liaison_desk.contacts.service.searches import Counted, SavedSearches
from liaison_desk.contacts.ui.people_list import PeoplePane
from liaison_desk.foundation.qt.buttons import Check, PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog, FormDialog
from liaison_desk.foundation.qt.fields import CheckRow, Form, TextField
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.word_rows import WordRows

_NAME, _FINDS, _TODAY = range(3)


class Recalling:
    """What the list of people does with saved searches: keep what it shows, show one again, look after all."""

    def __init__(self, ui: Ui, people: PeoplePane, searches: SavedSearches) -> None:
        self._ui = ui
        self._people = people
        self._searches = searches
        people.save_wanted.connect(self.keep)
        people.bar.manage_wanted.connect(self.manage)

    def keep(self) -> None:
        """Ask for a name for what the list shows."""
        self._ui.ask.form(SaveSearchDialog(self._ui, self._people.as_search(), self._searches.save, self._on_saved))

    def manage(self) -> None:
        """Open the dialog of all saved searches."""
        self._ui.ask.form(SearchesDialog(self._ui, self._searches, self._people.take_search))

    def recall(self, number: int) -> None:
        """Show what a saved search finds; one that is gone is said."""
        self._ui.jobs.database.run(lambda: self._searches.search(number), self._people.take_search, owner=self._people)

    def _on_saved(self, search: SavedSearch) -> None:
        self._ui.notify(self._ui.language.tr("Saved: {name}", name=search.name), None)


class SaveSearchDialog(FormDialog):
    """Asks for the name of a search, and whether it stands on Today."""

    def __init__(
        self, ui: Ui, search: SavedSearch, save: Callable[[SavedSearch], SavedSearch],
        done: Callable[[SavedSearch], None],
    ) -> None:  # fmt: skip
        tr = ui.language.tr
        form = Form(ui, label_width=110)
        self.name = form.add("name", tr("Name of the search"), TextField(ui))
        self.name.set_value(search.name)
        self.pinned = form.add("pinned", "", CheckRow(ui, tr("Show it on Today with its count")))
        self.pinned.set_value(search.pinned)
        super().__init__(
            ui, tr("Save this search"), form, action=tr("Save"),
            collect=lambda: replace(search, name=self.name.value(), pinned=self.pinned.value()),
            commit=save, saved=done, width=480,
        )  # fmt: skip


class SearchesDialog(DeskDialog):
    """All saved searches with what they find now. A name is edited in place, a tick puts one on Today; both are kept at once.

    ``show`` lets the list show what the chosen one finds.
    """

    def __init__(self, ui: Ui, searches: SavedSearches, show: Callable[[SavedSearch], None]) -> None:
        tr = ui.language.tr
        super().__init__(ui, tr("Saved searches"))
        self._searches = searches
        self._show = show
        self._known: dict[int, SavedSearch] = {}
        self._wanted = 0
        self.strip = MessageStrip(ui)
        self.none = Text(
            ui, tr("No search is saved yet. Narrow the list of contacts, then choose “Save this search…”."),
            tone="t2", wrap=True,
        )  # fmt: skip
        self.rows = WordRows(
            tr("Saved searches"), [tr("Name of the search"), tr("Finds"), tr("On Today")], [330, 90], self.delete
        )
        self.rows.itemChanged.connect(self._on_renamed)
        self.rows.itemDoubleClicked.connect(self._on_double_click)
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

    def current(self) -> SavedSearch | None:
        """Return the search that is chosen."""
        return self._known.get(self.rows.key())

    def act(self) -> None:
        """Let the list show what the chosen one finds."""
        one = self.current()
        if one is not None:
            self._show(one)
            self.accept()

    def delete(self) -> None:
        """Delete the chosen one; undo brings it back."""
        one = self.current()
        if one is not None:
            self._run(lambda: self._searches.delete([one.id]))

    def _rename(self) -> None:
        item = self.rows.currentItem()
        if item is not None:
            self.rows.editItem(item, _NAME)

    def _on_double_click(self, _item: QTreeWidgetItem, column: int) -> None:
        if column == _FINDS:  # the name is edited by it, the box is ticked
            self.act()

    def _on_renamed(self, item: QTreeWidgetItem, _column: int) -> None:
        one = self._known.get(self.rows.key(item))
        if one is not None and item.text(_NAME).strip() != one.name:
            self._save(replace(one, name=item.text(_NAME).strip()))

    def _save(self, changed: SavedSearch) -> None:
        self._wanted = changed.id
        self._run(lambda: self._searches.save(changed))

    def _run(self, work: Callable[[], object]) -> None:
        self.strip.hide()

        def failed(error: Exception) -> None:
            self._read()
            self.strip.show_error(error)

        self.ui.jobs.database.run(work, lambda _: self._read(), failed, owner=self)

    def _read(self) -> None:
        self.ui.jobs.database.run(self._searches.counted, self._fill, owner=self)

    def _fill(self, found: Sequence[Counted]) -> None:
        self._known = {one.id: one for one, _ in found}
        self.rows.blockSignals(True)
        self.rows.clear()
        for one, count in found:
            item = self.rows.add([one.name, str(count)], one.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            box = Check(self.ui, "", one.pinned)
            box.setAccessibleName(f"{self.ui.language.tr('On Today')}: {one.name}")
            box.clicked.connect(lambda on=False, one=one: self._save(replace(one, pinned=on)))
            self.rows.setItemWidget(item, _TODAY, box)
        self.rows.blockSignals(False)
        self.rows.choose_key(self._wanted)
        self.none.setVisible(not found)
        self.rows.setVisible(bool(found))
        for button in (*self.buttons, self.show_button):
            button.setEnabled(bool(found))
