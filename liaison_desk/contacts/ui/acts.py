"""What can be done with the selected people, one or many: copy, tag, export, set an interval, delete, drag, paste."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QDrag, QGuiApplication
from PySide6.QtWidgets import QWidget

from liaison_desk.contacts.records import Person
from liaison_desk.contacts.service import Contacts
from liaison_desk.contacts.ui.dragging import card_mime, cards_in, cards_name
from liaison_desk.contacts.ui.outside import Outside, Version
from liaison_desk.contacts.ui.people_list import PeoplePane
from liaison_desk.contacts.ui.selected import SelectedActs
from liaison_desk.contacts.ui.words import Words
from liaison_desk.foundation.core.written import Written
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.shelf import FileShelf
from liaison_desk.foundation.qt.targets import ask_target


class PeopleActs(SelectedActs):
    """Acts on what is selected in the list. ``owner`` is the page, which outlives every answer; ``restored`` shows a person again."""

    def __init__(
        self, ui: Ui, words: Words, contacts: Contacts, people: PeoplePane, owner: QWidget, *,
        outside: Outside | None, restored: Callable[[int], None],
    ) -> None:  # fmt: skip
        undo = outside.undo if outside is not None else None
        super().__init__(ui, words, contacts, people.list.selected_ids, owner, undo)
        self._people = people
        self._restored = restored
        self.outside = outside
        self.shelf = FileShelf(owner)

    def delete(self) -> None:
        """Put the selected people into the trash; the toast takes them out again."""
        ids = self.ids()
        if not ids:
            return
        language, contacts = self._ui.language, self._contacts
        line = self._people.model.line_at(self._people.list.currentIndex())

        def deleted(_: None) -> None:
            told = language.count("{n} contact deleted.", "{n} contacts deleted.", len(ids))
            if len(ids) == 1 and line is not None:
                told = language.tr("Deleted: {name}", name=line.name.full(self._words.code))
            self._ui.notify(told, lambda: self._restore(ids))

        self._ui.jobs.database.run(lambda: contacts.delete(ids), deleted, owner=self._owner)

    def copy_emails(self) -> None:
        """Copy the e-mail addresses of the selected people, one list for a To line."""
        ids = self.ids()
        language = self._ui.language

        def copy(people: dict[int, Person]) -> None:
            found = [person.emails[0].address for number in ids if (person := people.get(number)) and person.emails]
            if found:
                QGuiApplication.clipboard().setText(", ".join(found))
            told = language.count("{n} e-mail address copied.", "{n} e-mail addresses copied.", len(found))
            without = len(ids) - len(found)
            if without:
                told = f"{told} {language.tr('{n} without one.', n=without)}"
            self._ui.notify(told, None)

        self._ui.jobs.database.run(lambda: self._contacts.people_by_ids(ids), copy, owner=self._owner)

    def copy_text(self) -> None:
        """Copy the selected people as lines of text."""
        self._people.list.copy_rows()

    def copy_cards(self) -> None:
        """Copy the selected people as cards, which other programs paste as contacts, and as text."""
        ids, outside = self.ids(), self.outside
        if not ids or outside is None:
            return

        def copy(cards: bytes) -> None:
            QGuiApplication.clipboard().setMimeData(card_mime(cards, cards.decode()))
            self._ui.notify(self._ui.language.count("{n} card copied.", "{n} cards copied.", len(ids)), None)

        self._ui.jobs.database.run(lambda: outside.cards(ids), copy, owner=self._owner)

    def paste(self) -> None:
        """Take in the cards on the clipboard."""
        data, outside = cards_in(QGuiApplication.clipboard().mimeData()), self.outside
        language = self._ui.language
        if outside is None:
            return
        if not data:
            self._ui.notify(language.tr("There is no vCard on the clipboard."), None)
            return

        def taken(counts: tuple[int, int, int]) -> None:
            added, updated, left = counts
            self._ui.notify(
                language.tr("Cards pasted: {added} added, {updated} updated, {left} left out.", added=added, updated=updated, left=left),
                self._undo() if added or updated else None,
            )  # fmt: skip

        self._ui.jobs.database.run(lambda: outside.take(data), taken, owner=self._owner)

    def drag(self, ids: Sequence[int]) -> None:
        """Write the cards of people and drag them out, if the button is still down by then."""
        outside = self.outside
        if outside is None or not ids:
            return

        def written() -> tuple[bytes, str]:
            cards = outside.cards(ids)
            names = [line.name.full(self._words.code) for line in self._contacts.lines(ids[:2]).values()]
            return cards, str(self.shelf.put(cards_name(names), cards))

        def start(found: tuple[bytes, str]) -> None:
            from pathlib import Path

            if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
                drag = QDrag(self._people.list)
                drag.setMimeData(card_mime(found[0], found[0].decode(), Path(found[1])))
                drag.exec(Qt.DropAction.CopyAction)

        self._ui.jobs.database.run(written, start, owner=self._owner)

    def export(self) -> None:
        """Ask for a format and a file, and write the selected people there."""
        ids, outside = self.ids(), self.outside
        if not ids or outside is None:
            return
        formats: tuple[tuple[str, Version], ...] = (("vcf", "4.0"), ("vcf", "3.0"), ("csv", "4.0"), ("xlsx", "4.0"))
        names = ["vCard 4.0", "vCard 3.0", "CSV", "Excel"]
        found = ask_target(
            self._ui, "contacts", [(name, ending) for name, (ending, _) in zip(names, formats, strict=True)]
        )
        if found is None:
            return
        chosen, target = found
        version = formats[chosen][1]

        def done(count: Written) -> None:
            self._ui.notify(count.said(self._ui.language, target.name), None)

        self._ui.jobs.database.run(lambda: outside.export(ids, target, version), done, owner=self._owner)

    def _restore(self, ids: Sequence[int]) -> None:
        self._ui.jobs.database.run(
            lambda: self._contacts.restore(ids), lambda _: self._restored(ids[0]), owner=self._owner
        )
