"""What is done with the photo and the files of the person on show."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from liaison_desk.contacts.records import Person
from liaison_desk.contacts.service import Contacts
from liaison_desk.contacts.ui.crop import CropDialog
from liaison_desk.contacts.ui.photo import PhotoView
from liaison_desk.contacts.ui.pictures import bounded, read_picture_file
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.files import FilesSection
from liaison_desk.foundation.qt.filing import FileStore, Filing
from liaison_desk.foundation.qt.shelf import FileShelf

_PICTURES: Final = "*.jpg *.jpeg *.png *.bmp *.gif *.webp *.tif *.tiff"


class Belongings:
    """Photo and files. ``owner`` is the page; ``undo`` takes the last action back, where the window lends it."""

    def __init__(
        self, ui: Ui, contacts: Contacts, owner: QWidget, shelf: FileShelf, undo: Callable[[], object] | None
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
        contacts = self._contacts
        store = FileStore(
            partial(contacts.attach, person), contacts.file_data, contacts.remove_files, contacts.restore_files
        )
        Filing(self._ui, store, self._owner, self._shelf, self._undo).serve(section)

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

    def _run(self, work: Callable[[], object], told: str) -> None:
        self._ui.jobs.database.run(work, lambda _: self._say(told), self._told, owner=self._owner)

    def _say(self, told: str) -> None:
        undo = self._undo
        act = None if undo is None else lambda: self._take_back(undo)
        self._ui.notify(told, act)

    def _take_back(self, undo: Callable[[], object]) -> None:
        self._ui.jobs.database.run(undo, lambda _: None, owner=self._owner)

    def _told(self, error: Exception) -> None:
        self._ui.notify(self._ui.words(error), None)
