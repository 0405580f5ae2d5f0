"""A private folder for what leaves the desk for a moment: files dragged out of the window, or opened in another program."""

from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QObject


class FileShelf(QObject):
    """A private folder; made when first needed and removed when the program ends."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._folder: TemporaryDirectory[str] | None = None
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.clear)

    def put(self, name: str, data: bytes) -> Path:
        """Write a file and return its path; for the database lane."""
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="liaison-", ignore_cleanup_errors=True)
        path = Path(self._folder.name) / name
        path.write_bytes(data)
        return path

    def clear(self) -> None:
        """Remove the folder with all files in it."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
