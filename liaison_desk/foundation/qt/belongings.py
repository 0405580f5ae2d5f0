"""What belongs to a record in its form: files to add, open and remove, and links to other records found by typing."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import zip_longest
from typing import Any, Final, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.buttons import IconButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import FinderLine
from liaison_desk.foundation.qt.files import FilesSection, NamedFile
from liaison_desk.foundation.qt.filing import FileStore, Filing
from liaison_desk.foundation.qt.keyboard import on_keys
from liaison_desk.foundation.qt.paint import SectionTitle, Text, hairline
from liaison_desk.foundation.qt.shelf import FileShelf

_KINDS: Final = (
    "person", "organization", "meeting", "task", "event", "exercise", "arrangement", "opportunity", "visit", "turnover",
)  # fmt: skip
_OF_ONE_KIND: Final = 3
Suggest = Callable[[str, str], list[RecordRef]]
"""Finds records of a kind by words."""


def _said_kind(kind: str, language: Language) -> str:
    """Return what a linked record is."""
    tr = language.tr
    words = {
        "person": tr("Contact"), "organization": tr("Organization"), "meeting": tr("Meeting"), "task": tr("Task"), "event": tr("Event"),
        "exercise": tr("Exercise"), "milestone": tr("Milestone"), "arrangement": tr("Arrangement"),
        "opportunity": tr("Opportunity"), "visit": tr("Visit"), "disclosure": tr("Disclosure"), "gift": tr("Gift"),
         "validity": tr("End date"), "turnover": tr("Turnover"),
    }  # fmt: skip
    return words.get(kind, kind)


def link_words(ref: RecordRef, language: Language) -> str:
    """Return a linked record with its kind: ``Task: Return the side letter``."""
    return language.tr("{kind}: {title}", kind=_said_kind(ref.kind, language), title=ref.label)


class Belongings(Protocol):
    """What a service says of a record's files and links."""

    @property
    def files(self) -> Sequence[NamedFile]:
        """Its files, by name."""
        ...

    @property
    def links(self) -> Sequence[RecordRef]:
        """The records it is linked with."""
        ...


class Holder(Protocol):
    """The service that keeps files and links of the records of one kind; asked on the database lane."""

    def belongings(self, record_id: int, /) -> Belongings:
        """Return files and links."""
        ...

    def attach(self, record: Any, name: str, data: bytes, media_type: str, /) -> object:
        """Attach a file under the record's marking."""
        ...

    def file_data(self, file_id: int, /) -> bytes:
        """Return the bytes of a file."""
        ...

    def remove_files(self, ids: Sequence[int], /) -> object:
        """Put files into the trash."""
        ...

    def restore_files(self, ids: Sequence[int], /) -> object:
        """Take files out of the trash."""
        ...

    def link(self, record_id: int, other: RecordRef, /) -> object:
        """Link with another record."""
        ...

    def unlink(self, record_id: int, other: RecordRef, /) -> object:
        """Take a link away."""
        ...


class BelongingsPart(QWidget):
    """Files and links of a record that is kept already; they are written at once, not with the form.

    ``later`` says of a new one that they can be added once it is saved.
    """

    def __init__(
        self, ui: Ui, holder: Holder, kind: str, record: Any, suggest: Suggest, undo: Callable[[], object] | None,
        later: str,
    ) -> None:  # fmt: skip
        super().__init__()
        self.ui = ui
        self._holder = holder
        self._kind = kind
        self._record = record
        self._suggest = suggest
        self.files: FilesSection | None = None
        self.links: Sequence[RecordRef] = ()
        self.remove_buttons: list[IconButton] = []
        tr = ui.language.tr
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 6, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(hairline(ui))
        self._filed = QVBoxLayout()
        self._linked = QVBoxLayout()
        self._linked.setSpacing(2)
        self.input = FinderLine(ui, self._found, tr("Find a contact, meeting, task, arrangement or another record"))
        self.input.setAccessibleName(tr("Link with"))
        self.input.picked.connect(self._on_picked)
        if not record.id:
            outer.addWidget(Text(ui, later, tone="t3", wrap=True))
            return
        store = FileStore(partial(holder.attach, record), holder.file_data, holder.remove_files, holder.restore_files)
        self._filing = Filing(ui, store, self, FileShelf(self), undo, self.read)
        on_keys(
            self, QKeySequence.StandardKey.Paste, lambda: self._filing.paste(QGuiApplication.clipboard().mimeData())
        )
        outer.addLayout(self._filed)
        outer.addWidget(hairline(ui))
        outer.addWidget(SectionTitle(ui, tr("Linked records")))
        outer.addLayout(self._linked)
        outer.addWidget(self.input)
        self.read()

    def read(self) -> None:
        """Read files and links, and show them."""
        record_id = self._record.id
        self.ui.jobs.database.run(lambda: self._holder.belongings(record_id), self._show, owner=self)

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
        """Return a few records of every kind, each with its kind, the best of each first; on the database lane."""
        found = (self._suggest(kind, words)[:_OF_ONE_KIND] for kind in _KINDS)
        return [
            RecordRef(one.kind, one.id, link_words(one, self.ui.language))
            for best in zip_longest(*found)
            for one in best
            if one is not None and (one.kind, one.id) != (self._kind, self._record.id)
        ]

    def _on_picked(self, ref: RecordRef) -> None:
        self.input.clear()
        self._run(lambda: self._holder.link(self._record.id, ref))

    def _unlink(self, ref: RecordRef) -> None:
        self.input.setFocus()
        self._run(lambda: self._holder.unlink(self._record.id, ref))

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
