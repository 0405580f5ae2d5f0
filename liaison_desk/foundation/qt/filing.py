"""What is done with the files of one record: asked for, attached, opened, written out, removed and taken back."""

import mimetypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QMimeData, QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QWidget

from liaison_desk.foundation.core.attached import ANY_BYTES, LARGEST
from liaison_desk.foundation.core.files import file_name, read_whole, write_whole
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.files import FilesSection, NamedFile
from liaison_desk.foundation.qt.shelf import FileShelf


@dataclass(frozen=True, slots=True)
class FileStore:
    """Where the files of a record are kept, as a service lends it; called on the database lane.

    ``attach`` gets name, bytes and media type; ``data`` an id; ``remove`` and ``restore`` ids.
    """

    attach: Callable[[str, bytes, str], object]
    data: Callable[[int], bytes]
    remove: Callable[[Sequence[int]], object]
    restore: Callable[[Sequence[int]], object]


class Filing:
    """Carries out what a section of files asks for; ``undo`` takes the last action back, ``after`` hears of every change."""

    def __init__(
        self, ui: Ui, store: FileStore, owner: QWidget, shelf: FileShelf, undo: Callable[[], object] | None = None,
        after: Callable[[], object] | None = None,
    ) -> None:  # fmt: skip
        self._ui = ui
        self._store = store
        self._owner = owner
        self._shelf = shelf
        self._undo = undo
        self._after = after

    def serve(self, section: FilesSection) -> None:
        """Do what a section asks for."""
        # Partials, for a signal holds a plain object's method weakly, and what holds this object is the section alone.
        for signal, act in (
            (section.add_wanted, self.choose), (section.dropped, self.attach), (section.open_wanted, self.open),
            (section.save_wanted, self.save), (section.remove_wanted, self.remove),
        ):  # fmt: skip
            signal.connect(partial(act))

    def choose(self) -> None:
        """Ask for files to attach."""
        tr = self._ui.language.tr
        paths = self._ui.ask.open_files(tr("Add files"), f"{tr('All files')} (*)")
        if paths:
            self.attach(paths)

    def attach(self, paths: Sequence[Path]) -> None:
        """Attach files."""

        def work() -> None:
            for path in paths:
                kind = mimetypes.guess_type(path.name)[0] or ANY_BYTES
                data = read_whole(path, LARGEST, "{file} is larger than 100 MB. Attach a smaller file.")
                self._store.attach(path.name, data, kind)

        told = self._ui.language.count("{n} file added.", "{n} files added.", len(paths))
        self._run(work, told, undoes=len(paths) == 1, changes=True)

    def paste(self, mime: QMimeData) -> None:
        """Attach what was copied elsewhere: files, or a picture; anything else is left alone."""
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if paths:
            self.attach(paths)
        elif mime.hasImage():
            picture = QImage(mime.imageData())
            data, buffer = QByteArray(), QBuffer()
            buffer.setBuffer(data)
            picture.save(buffer, "PNG")  # type: ignore[call-overload] # the stubs want bytes, which Qt refuses
            name = self._ui.language.tr("Picture {time}.png", time=f"{self._ui.clock.now():%Y-%m-%d %H%MZ}")
            told = self._ui.language.count("{n} file added.", "{n} files added.", 1)
            self._run(
                lambda: self._store.attach(name, bytes(data.data()), "image/png"), told, undoes=True, changes=True
            )

    def open(self, file: NamedFile) -> None:
        """Open a copy of a file in the program the system has for it."""

        def read() -> str:
            return str(self._shelf.put(f"{file.id}-{file_name(file.name)}", self._store.data(file.id)))

        self._ui.jobs.database.run(read, _open, self._told, owner=self._owner)

    def save(self, file: NamedFile) -> None:
        """Ask where to, and write a file there."""
        tr = self._ui.language.tr
        target = self._ui.ask.save_file(tr("Save the file"), file_name(file.name), f"{tr('All files')} (*)")
        if target is not None:
            self._run(lambda: write_whole(target, self._store.data(file.id)), tr("Saved: {name}", name=target.name))

    def remove(self, file: NamedFile) -> None:
        """Put a file into the trash; the toast takes it out again."""
        ui, store = self._ui, self._store

        def back() -> None:
            ui.jobs.database.run(lambda: store.restore([file.id]), lambda _: self._changed(), owner=self._owner)

        def removed(_: object) -> None:
            self._changed()
            ui.notify(ui.language.tr("Removed: {name}", name=file.name), back)

        ui.jobs.database.run(lambda: store.remove([file.id]), removed, self._told, owner=self._owner)

    def _run(self, work: Callable[[], object], told: str, *, undoes: bool = False, changes: bool = False) -> None:
        def done(_: object) -> None:
            if changes:
                self._changed()
            undo = self._undo if undoes else None
            self._ui.notify(told, None if undo is None else lambda: self._take_back(undo))

        self._ui.jobs.database.run(work, done, self._told, owner=self._owner)

    def _take_back(self, undo: Callable[[], object]) -> None:
        self._ui.jobs.database.run(undo, lambda _: self._changed(), owner=self._owner)

    def _changed(self) -> None:
        if self._after is not None:
            self._after()

    def _told(self, error: Exception) -> None:
        self._ui.notify(self._ui.words(error), None)


def _open(path: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(path))
