"""What belongs to an event in its form: files to add, open and remove, and links to other records found by typing."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.calendar.records import EVENT, Event
from liaison_desk.calendar.service import Belongings, Calendars
from liaison_desk.calendar.ui.fields.people_field import Suggest
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.buttons import IconButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import FinderLine
from liaison_desk.foundation.qt.files import FilesSection
from liaison_desk.foundation.qt.filing import FileStore, Filing
from liaison_desk.foundation.qt.paint import SectionTitle, Text, hairline
from liaison_desk.foundation.qt.shelf import FileShelf

_KINDS: Final = ("person", "organization", "meeting", "task", EVENT)
_OF_ONE_KIND: Final = 3


def kind_words(kind: str, language: Language) -> str:
    """Return what a linked record is."""
    tr = language.tr
    words = {
        "person": tr("Contact"), "organization": tr("Organization"), "meeting": tr("Meeting"), "task": tr("Task"), EVENT: tr("Event"),
    }  # fmt: skip
    return words.get(kind, kind)


def link_words(ref: RecordRef, language: Language) -> str:
    """Return a linked record with its kind: ``Task: Return the side letter``."""
    return language.tr("{kind}: {title}", kind=kind_words(ref.kind, language), title=ref.label)


class BelongingsPart(QWidget):
    """Files and links of an event that is kept already; they are written at once, not with the form."""

    def __init__(
        self, ui: Ui, calendars: Calendars, event: Event, suggest: Suggest, undo: Callable[[], object] | None
    ) -> None:
        super().__init__()
        self.ui = ui
        self._calendars = calendars
        self._event = event
        self._suggest = suggest
        self.files: FilesSection | None = None
        self.links: tuple[RecordRef, ...] = ()
        self.remove_buttons: list[IconButton] = []
        tr = ui.language.tr
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 6, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(hairline(ui))
        self._filed = QVBoxLayout()
        self._linked = QVBoxLayout()
        self._linked.setSpacing(2)
        self.input = FinderLine(ui, self._found, tr("Find a contact, organization, meeting, task or event"))
        self.input.setAccessibleName(tr("Link with"))
        self.input.picked.connect(self._on_picked)
        if not event.id:
            outer.addWidget(Text(ui, tr("Files and links can be added once the event is saved."), tone="t3", wrap=True))
            return
        store = FileStore(
            partial(calendars.attach, event), calendars.file_data, calendars.remove_files, calendars.restore_files
        )
        self._filing = Filing(ui, store, self, FileShelf(self), undo, self.read)
        outer.addLayout(self._filed)
        outer.addWidget(hairline(ui))
        outer.addWidget(SectionTitle(ui, tr("Linked records")))
        outer.addLayout(self._linked)
        outer.addWidget(self.input)
        self.read()

    def read(self) -> None:
        """Read files and links, and show them."""
        event_id = self._event.id
        self.ui.jobs.database.run(lambda: self._calendars.belongings(event_id), self._show, owner=self)

    def _show(self, found: Belongings) -> None:
        self._empty(self._filed)
        self._empty(self._linked)
        self.files = FilesSection(self.ui, found.files)
        self._filing.serve(self.files)
        self._filed.addWidget(self.files)
        self.links = found.links
        self.remove_buttons = []
        for ref in found.links:
            self._linked.addWidget(self._row(ref))

    def _row(self, ref: RecordRef) -> QWidget:
        words, tr = link_words(ref, self.ui.language), self.ui.language.tr
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Text(self.ui, words, elide=True), 1)
        button = IconButton(self.ui, "x", tr("Unlink {name}", name=words), act=partial(self._unlink, ref))
        button.setFixedSize(26, 26)
        self.remove_buttons.append(button)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder

    def _found(self, words: str) -> Sequence[RecordRef]:
        """Return a few records of every kind, each with its kind; on the database lane."""
        return [
            RecordRef(one.kind, one.id, link_words(one, self.ui.language))
            for kind in _KINDS
            for one in self._suggest(kind, words)[:_OF_ONE_KIND]
            if (one.kind, one.id) != (EVENT, self._event.id)
        ]

    def _on_picked(self, ref: RecordRef) -> None:
        self.input.clear()
        self._run(lambda: self._calendars.link(self._event.id, ref))

    def _unlink(self, ref: RecordRef) -> None:
        self.input.setFocus()
        self._run(lambda: self._calendars.unlink(self._event.id, ref))

    def _run(self, work: Callable[[], object]) -> None:
        self.ui.jobs.database.run(
            work, lambda _: self.read(), lambda error: self.ui.notify(self.ui.words(error), None), owner=self
        )

    @staticmethod
    def _empty(layout: QVBoxLayout) -> None:
        while (item := layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
