"""What is done with the photo and the files of the person on show."""

import mimetypes
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QWidget

from liaison_desk.contacts.records import Person
from liaison_desk.contacts.service import LARGEST, Attachment, Contacts
from liaison_desk.contacts.ui.crop import CropDialog
from liaison_desk.contacts.ui.dragging import CardShelf
from liaison_desk.contacts.ui.files import FilesSection
from liaison_desk.contacts.ui.photo import PhotoView
from liaison_desk.contacts.ui.pictures import bounded, read_picture_file
from liaison_desk.foundation.core.files import file_name, read_whole, write_whole
from liaison_desk.foundation.qt.context import Ui

_PICTURES: Final = "*.jpg *.jpeg *.png *.bmp *.gif *.webp *.tif *.tiff"


class Belongings:
    """Photo and files. ``owner`` is the page; ``undo`` takes the last action back, where the window lends it."""

    def __init__(
        self, ui: Ui, contacts: Contacts, owner: QWidget, shelf: CardShelf, undo: Callable[[], object] | None
    ) -> None:
        self._ui = ui
        self._contacts = contacts
        self._owner = owner
        self._shelf = shelf
        self._undo = undo

    def serve_photo(self, view: PhotoView, person: Person) -> None:
        """Do what a person's photo asks for."""
        view.file_wanted.connect(lambda: self.choose_photo(person))
        view.file_dropped.connect(lambda path: self.read_photo(person, path))
        view.image_pasted.connect(lambda image: self.cut(person, bounded(image)))
        view.removal_wanted.connect(lambda: self.remove_photo(person))

    def serve_files(self, section: FilesSection, person: Person) -> None:
        """Do what a person's files ask for."""
        section.add_wanted.connect(lambda: self.choose_files(person))
        section.dropped.connect(lambda paths: self.attach(person, paths))
        section.open_wanted.connect(self.open_file)
        section.save_wanted.connect(self.save_file)
        section.remove_wanted.connect(self.remove_file)

    def choose_photo(self, person: Person) -> None:
        """Ask for a picture's file."""
        tr = self._ui.language.tr
        for path in self._ui.ask.open_files(tr("Choose a picture"), f"{tr('Pictures')} ({_PICTURES})", several=False)[
            :1
        ]:
            self.read_photo(person, path)

    def read_photo(self, person: Person, path: Path) -> None:
        """Read a picture off the window's thread, then let it be cut; one that cannot be read is told in a sentence."""
        self._ui.jobs.render.run(
            lambda: read_picture_file(path), lambda image: self.cut(person, image), self._told, owner=self._owner
        )

    def cut(self, person: Person, image: QImage) -> None:
        """Let the user cut a picture to a square, and keep it."""
        kept = self._ui.ask.form(CropDialog(self._ui, image, lambda jpeg: self._contacts.set_photo(person.id, jpeg)))
        if kept:
            self._say(self._ui.language.tr("The photo was changed."))

    def remove_photo(self, person: Person) -> None:
        """Take the photo away."""
        self._run(lambda: self._contacts.set_photo(person.id, None), self._ui.language.tr("The photo was removed."))

    def choose_files(self, person: Person) -> None:
        """Ask for files to attach."""
        tr = self._ui.language.tr
        paths = self._ui.ask.open_files(tr("Add files"), f"{tr('All files')} (*)")
        if paths:
            self.attach(person, paths)

    def attach(self, person: Person, paths: Sequence[Path]) -> None:
        """Attach files to a person."""

        def work() -> None:
            for path in paths:
                kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
                self._contacts.attach(
                    person,
                    path.name,
                    read_whole(path, LARGEST, "{file} is larger than 100 MB. Attach a smaller file."),
                    kind,
                )

        told = self._ui.language.count("{n} file added.", "{n} files added.", len(paths))
        self._run(work, told, undoes=len(paths) == 1)

    def open_file(self, file: Attachment) -> None:
        """Open a copy of a file in the program the system has for it."""

        def read() -> str:
            return str(self._shelf.put(f"{file.id}-{file_name(file.name)}", self._contacts.file_data(file.id)))

        self._ui.jobs.database.run(read, _open, self._told, owner=self._owner)

    def save_file(self, file: Attachment) -> None:
        """Ask where to, and write a file there."""
        tr = self._ui.language.tr
        target = self._ui.ask.save_file(tr("Save the file"), file_name(file.name), f"{tr('All files')} (*)")
        if target is not None:
            self._run(
                lambda: write_whole(target, self._contacts.file_data(file.id)),
                tr("Saved: {name}", name=target.name), undoes=False,
            )  # fmt: skip

    def remove_file(self, file: Attachment) -> None:
        """Put a file into the trash; the toast takes it out again."""
        ui, contacts = self._ui, self._contacts

        def back() -> None:
            ui.jobs.database.run(lambda: contacts.restore_files([file.id]), lambda _: None, owner=self._owner)

        told = ui.language.tr("Removed: {name}", name=file.name)
        ui.jobs.database.run(
            lambda: contacts.remove_files([file.id]), lambda _: ui.notify(told, back), owner=self._owner
        )

    def _run(self, work: Callable[[], object], told: str, *, undoes: bool = True) -> None:
        self._ui.jobs.database.run(work, lambda _: self._say(told, undoes=undoes), self._told, owner=self._owner)

    def _say(self, told: str, *, undoes: bool = True) -> None:
        undo = self._undo if undoes else None
        act = None if undo is None else lambda: self._take_back(undo)
        self._ui.notify(told, act)

    def _take_back(self, undo: Callable[[], object]) -> None:
        self._ui.jobs.database.run(undo, lambda _: None, owner=self._owner)

    def _told(self, error: Exception) -> None:
        self._ui.notify(self._ui.words(error), None)


def _open(path: str) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(path))
