"""A private folder for what leaves the desk for a moment: files dragged out of the window, or opened in another program."""

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QObject

from liaison_desk.foundation.core.files import write_whole


class FileShelf(QObject):
    """A private folder; made when first needed and removed when the program ends."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._folder: TemporaryDirectory[str] | None = None
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.clear)

    def put(self, name: str, data: bytes) -> Path:
        """Write a file for its owner alone and return its path; for the database lane. Raises DeskError with the reason."""
        if self._folder is not None and not Path(self._folder.name).is_dir():  # some systems sweep up after a few days
            self.clear()
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="liaison-", ignore_cleanup_errors=True)
        path = Path(self._folder.name) / name
        write_whole(path, data)
        return path

    def clear(self) -> None:
        """Remove the folder with all files in it."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
