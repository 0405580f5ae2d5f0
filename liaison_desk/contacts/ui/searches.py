"""Saved searches: kept under a name, called up again, and looked after in a dialog of their own."""

from collections.abc import Callable
from dataclasses import replace

from liaison_desk.contacts.records import SavedSearch
from liaison_desk.contacts.service.searches import SavedSearches
from liaison_desk.contacts.ui.people_list import PeoplePane
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.kept import KeepDialog, Keeping, KeptDialog, KeptWords


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
        tr, search = self._ui.language.tr, self._people.as_search()

        def save(name: str, pinned: bool) -> SavedSearch:
            return self._searches.save(replace(search, name=name, pinned=pinned))

        title, label = tr("Save this search"), tr("Name of the search")
        self._ui.ask.form(KeepDialog(self._ui, title, label, search, save, self._on_saved))

    def manage(self) -> None:
        """Open the dialog of all saved searches."""
        self._ui.ask.form(searches_dialog(self._ui, self._searches, self._people.take_search))

    def recall(self, number: int) -> None:
        """Show what a saved search finds; one that is gone is said."""
        self._ui.jobs.database.run(lambda: self._searches.search(number), self._people.take_search, owner=self._people)

    def _on_saved(self, search: SavedSearch) -> None:
        self._ui.notify(self._ui.language.tr("Saved: {name}", name=search.name), None)


def searches_dialog(ui: Ui, searches: SavedSearches, show: Callable[[SavedSearch], None]) -> KeptDialog[SavedSearch]:
    """Return the dialog of all saved searches; ``show`` lets the list show what the chosen one finds."""
    tr = ui.language.tr
    words = KeptWords(
        tr("Saved searches"), tr("Name of the search"), tr("Finds"),
        tr("No search is saved yet. Narrow the list of contacts, then choose “Save this search…”."),
    )  # fmt: skip

    def save(search: SavedSearch, name: str, pinned: bool) -> SavedSearch:
        return searches.save(replace(search, name=name, pinned=pinned))

    return KeptDialog(ui, words, Keeping(searches.counted, save, searches.delete), show)
