"""The files of a record: listed, added, opened, saved, removed."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.buttons import IconButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import SectionTitle, Text
from liaison_desk.foundation.qt.theme import Size

# What is only looked at. Anything else could be run by the system, so it is saved by hand or not at all.
OPENED: Final = frozenset({
    ".pdf", ".txt", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".csv", ".docx", ".xlsx", ".pptx",
    ".odt", ".ods", ".odp", ".rtf", ".eml", ".msg", ".ics", ".vcf", ".mp3", ".mp4",
})  # fmt: skip
_KILO: Final = 1024


class NamedFile(Protocol):
    """A file of a record, as a service gives it."""

    @property
    def id(self) -> int:
        """Its id."""
        ...

    @property
    def name(self) -> str:
        """What a person called it."""
        ...

    @property
    def size(self) -> int:
        """Its size in bytes."""
        ...


def size_words(size: int, language: Language) -> str:
    """Return a size as people say it: 820 bytes, 12 KB, 3.4 MB."""
    if size < _KILO:
        return language.tr("{n} bytes", n=size)
    if size < _KILO * _KILO:
        return language.tr("{n} KB", n=round(size / _KILO))
    return language.tr("{n} MB", n=f"{size / _KILO / _KILO:.1f}")


class FilesSection(QWidget):
    """One row a file; a file dropped here is attached."""

    add_wanted = Signal()
    dropped = Signal(object)
    """A list of ``Path``."""
    open_wanted = Signal(object)
    save_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, ui: Ui, files: Sequence[NamedFile]) -> None:
        super().__init__()
        tr = ui.language.tr
        self.setAcceptDrops(True)
        self.buttons: dict[tuple[str, str], IconButton] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2)
        outer.addWidget(
            SectionTitle(ui, tr("Files"), str(len(files) or ""), link=tr("Add file…"), act=self.add_wanted.emit)
        )
        if not files:
            outer.addWidget(Text(ui, tr("No files. Drop one here."), tone="t3", wrap=True))
        for one in files:
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(Text(ui, one.name, elide=True), 1)
            row.addWidget(Text(ui, size_words(one.size, ui.language), Size.SECONDARY, tone="t2", tabular=True))
            acts = [("save", "save", tr("Save {name} as…", name=one.name), self.save_wanted)]
            if Path(one.name).suffix.lower() in OPENED:
                acts.insert(0, ("open", "external-link", tr("Open {name}", name=one.name), self.open_wanted))
            acts.append(("remove", "x", tr("Remove {name}", name=one.name), self.remove_wanted))
            for key, icon, words, signal in acts:
                button = IconButton(ui, icon, words, act=partial(signal.emit, one))
                button.setFixedSize(26, 26)
                self.buttons[key, one.name] = button
                row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            outer.addLayout(row)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped."""
        self.dropped.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()
