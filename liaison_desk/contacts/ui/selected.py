"""What is done alike with the people selected in a list or on the board: tag them, set how often they are met."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu, QWidget

from liaison_desk.contacts.service import Contacts
from liaison_desk.contacts.ui.cadence import intervals
from liaison_desk.contacts.ui.person_form import days_field
from liaison_desk.contacts.ui.words import Words
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import Chips, Form
from liaison_desk.foundation.qt.menus import add_choices


class SelectedActs:
    """Acts on whoever ``ids`` tells. ``owner`` is the page, which outlives every answer; ``undo`` takes the last one back."""

    def __init__(
        self, ui: Ui, words: Words, contacts: Contacts, ids: Callable[[], list[int]], owner: QWidget,
        undo: Callable[[], object] | None = None,
    ) -> None:  # fmt: skip
        self._ui = ui
        self._words = words
        self._contacts = contacts
        self._selected = ids
        self._owner = owner
        self._undo_last = undo

    def ids(self) -> list[int]:
        """Return whom the acts are about."""
        return self._selected()

    def ask_tags(self) -> None:
        """Ask which tags to put on the selected people and which to take off."""
        ids = self.ids()
        if not ids:
            return

        def opened(read: tuple[list[str], list[str]]) -> None:
            self._ui.ask.form(
                TagsDialog(self._ui, *read, lambda add, off: self._contacts.tag(ids, add, off), self._told)
            )

        def read() -> tuple[list[str], list[str]]:
            worn = {tag for person in self._contacts.people_by_ids(ids).values() for tag in person.tags}
            return self._contacts.tags(), sorted(worn)

        self._ui.jobs.database.run(read, opened, owner=self._owner)

    def set_interval(self, days: int) -> None:
        """Set how often the selected people are to be met."""
        ids = self.ids()
        if ids:
            self._ui.jobs.database.run(lambda: self._keep_interval(ids, days), self._told, owner=self._owner)

    def ask_interval(self) -> None:
        """Ask for any number of days."""
        ids = self.ids()
        if ids:
            self._ui.ask.form(IntervalDialog(self._ui, lambda days: self._keep_interval(ids, days), self._told))

    def interval_menu(self, menu: QMenu) -> None:
        """Fill a menu with intervals."""
        add_choices(menu, intervals(self._words), None, self.set_interval)
        menu.addAction(self._ui.language.tr("Another interval…"), self.ask_interval)

    def _keep_interval(self, ids: Sequence[int], days: int) -> int:
        return self._contacts.set_interval(ids, days)

    def _changed(self, count: int) -> str:
        return self._ui.language.count("{n} contact changed.", "{n} contacts changed.", count)

    def _told(self, count: int) -> None:
        self._ui.notify(self._changed(count), self._undo() if count else None)

    def _undo(self) -> Callable[[], None] | None:
        undo = self._undo_last
        return None if undo is None else lambda: self._run(undo)

    def _run(self, act: Callable[[], object]) -> None:
        self._ui.jobs.database.run(act, lambda _: None, owner=self._owner)


class IntervalDialog(FormDialog):
    """Any number of days between two meetings; empty for no interval."""

    def __init__(self, ui: Ui, act: Callable[[int], int], done: Callable[[int], None]) -> None:
        tr = ui.language.tr
        form = Form(ui, label_width=110)
        self.days = form.add("days", tr("Meet every"), days_field(ui))
        super().__init__(
            ui, tr("Contact interval"), form, action=tr("Set interval"), collect=lambda: self.days.value() or 0, commit=act,
            saved=done, width=480,
        )  # fmt: skip


class TagsDialog(FormDialog):
    """Tags to put on and to take off, each completed from those in use."""

    def __init__(
        self, ui: Ui, known: Sequence[str], worn: Sequence[str],
        act: Callable[[Sequence[str], Sequence[str]], int], done: Callable[[int], None],
    ) -> None:  # fmt: skip
        tr = ui.language.tr
        form = Form(ui, label_width=110)
        self.add = form.add("add", tr("Put on"), Chips(ui, tr("Type a tag and press Enter")))
        self.off = form.add("off", tr("Take off"), Chips(ui, ", ".join(worn[:6])))
        for field, words in ((self.add, known), (self.off, worn)):
            field.input.complete_from(words)
        self.off.setEnabled(bool(worn))
        super().__init__(
            ui, tr("Tags"), form, action=tr("Set tags"), collect=lambda: (self.add.value(), self.off.value()),
            commit=lambda chosen: act(*chosen), saved=done, width=480,
        )  # fmt: skip
