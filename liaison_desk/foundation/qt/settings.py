"""What the window remembers between runs: sizes, columns, the last page. Never anything about records."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QRect, QSettings, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QWidget

from liaison_desk.foundation.core.paging import Sort

_FILE = "window.ini"


class Memory:
    """Typed values in an ini file. A value that is missing or damaged reads as its default."""

    def __init__(self, folder: Path) -> None:
        self._settings = QSettings(str(folder / _FILE), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        """Return a remembered word."""
        value = self._settings.value(key, default)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: int = 0) -> int:
        """Return a remembered whole number."""
        try:
            return int(str(self._settings.value(key, default)))
        except ValueError:
            return default

    def flag(self, key: str, default: bool = False) -> bool:
        """Return a remembered yes or no."""
        return self.text(key, "true" if default else "false") == "true"

    def numbers(self, key: str) -> tuple[int, ...]:
        """Return remembered whole numbers, empty when there are none or they are damaged."""
        try:
            return tuple(int(part) for part in self.text(key).split())
        except ValueError:
            return ()

    def words(self, key: str) -> tuple[str, ...]:
        """Return remembered names (without blanks in them)."""
        return tuple(self.text(key).split())

    def keep(self, key: str, value: str | bool | int | Sequence[int] | Sequence[str]) -> None:
        """Remember a value under a key such as ``contacts/columns``."""
        if isinstance(value, bool):
            text = "true" if value else "false"
        elif isinstance(value, str | int):
            text = str(value)
        else:
            text = " ".join(str(part) for part in value)
        self._settings.setValue(key, text)

    def keep_sort(self, key: str, sort: Sort[Any]) -> None:
        """Remember the order of a list."""
        self.keep(key, f"{sort.key}{'-' if sort.descending else ''}")

    def sort(self, key: str, default: Sort[Any]) -> Sort[Any]:
        """Return the remembered order of a list, whose key is of the default's kind."""
        kept = self.text(key)
        try:
            return Sort(type(default.key)(kept.removesuffix("-")), kept.endswith("-"))
        except ValueError:
            return default

    def forget(self, prefix: str = "") -> None:
        """Forget everything below a prefix; everything at all without one (Reset layout)."""
        self._settings.remove(prefix)

    def flush(self) -> None:
        """Write to the file now."""
        self._settings.sync()

    def keep_window(self, key: str, window: QWidget) -> None:
        """Remember a window's place, size and whether it was maximized."""
        self._settings.setValue(key, window.saveGeometry())

    def restore_window(self, key: str, window: QWidget, default: QSize) -> None:
        """Put a window where it was, unless its title bar would be on no screen (an undocked laptop)."""
        window.resize(default)
        value = self._settings.value(key)
        if isinstance(value, QByteArray):
            window.restoreGeometry(value)
        if not _reachable(window.frameGeometry()):
            screen = QGuiApplication.primaryScreen().availableGeometry()
            window.resize(default.boundedTo(screen.size()))
            window.move(screen.center() - window.rect().center())

    def keep_splitter(self, key: str, splitter: QSplitter) -> None:
        """Remember the sizes of panes."""
        self.keep(key, splitter.sizes())

    def restore_splitter(self, key: str, splitter: QSplitter, default: Sequence[int]) -> None:
        """Give panes their remembered sizes."""
        sizes = self.numbers(key)
        fits = len(sizes) == splitter.count() and sum(sizes) > 0 and min(sizes, default=-1) >= 0
        splitter.setSizes(list(sizes if fits else default))


def _reachable(frame: QRect) -> bool:
    """Tell whether enough of a window's top edge lies on some screen to be dragged by."""
    grip = QRect(frame.left(), frame.top(), frame.width(), 32)
    for screen in QGuiApplication.screens():
        shared = screen.availableGeometry().intersected(grip)
        if shared.width() >= 96 and shared.height() >= 16:
            return True
    return False
