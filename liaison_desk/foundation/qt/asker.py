"""Two askers: one opens dialogs before the user, one has its answers ready for pictures, scripts and tests."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QWidget

from liaison_desk.foundation.qt.context import Ui


class DialogAsker:
    """Asks with modal dialogs over the window. ``attach`` gives it the Ui, which in turn holds the asker."""

    def __init__(self) -> None:
        self._ui: Ui | None = None
        self._window: QWidget | None = None

    def attach(self, ui: Ui, window: QWidget) -> None:
        """Say over which window to ask; once, before the first question."""
        self._ui = ui
        self._window = window

    def confirm(self, title: str, text: str, action: str, *, destructive: bool = False) -> bool:
        """Ask whether to do what ``action`` says."""
        return self.choose(title, text, [action], destructive=destructive) is not None

    def choose(self, title: str, text: str, actions: Sequence[str], *, destructive: bool = False) -> int | None:
        """Ask which of several actions to take."""
        from liaison_desk.foundation.qt.dialog import ConfirmDialog  # not before the first question

        assert self._ui is not None
        dialog = ConfirmDialog(self._ui, title, text, actions, destructive=destructive, parent=self._over())
        dialog.exec()
        dialog.deleteLater()
        return dialog.chosen

    def open_files(self, title: str, filters: str, *, several: bool = True) -> tuple[Path, ...]:
        """Ask for files to read."""
        from PySide6.QtWidgets import QFileDialog

        if several:
            names, _ = QFileDialog.getOpenFileNames(self._over(), title, "", filters)
        else:
            name, _ = QFileDialog.getOpenFileName(self._over(), title, "", filters)
            names = [name] if name else []
        return tuple(Path(name) for name in names)

    def save_file(self, title: str, suggestion: str, filters: str) -> Path | None:
        """Ask where to write."""
        from PySide6.QtWidgets import QFileDialog

        name, _ = QFileDialog.getSaveFileName(self._over(), title, suggestion, filters)
        return Path(name) if name else None

    def form(self, dialog: QDialog) -> bool:
        """Let the user fill in a form dialog."""
        if dialog.parentWidget() is None and self._window is not None:
            dialog.setParent(self._window, dialog.windowFlags())
        saved = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return saved

    def _over(self) -> QWidget | None:
        from PySide6.QtWidgets import QApplication

        return QApplication.activeModalWidget() or self._window


@dataclass
class PreparedAsker:
    """Answers at once what it was told to answer, and keeps what it was asked.

    ``fill`` is handed each form dialog, shown but not modal; it types, saves, and waits until the dialog has closed.
    """

    confirms: bool = True
    chooses: int | None = 0
    files: tuple[Path, ...] = ()
    target: Path | None = None
    fill: Callable[[Any], None] | None = None
    asked: list[str] = field(default_factory=list)

    def confirm(self, title: str, text: str, action: str, *, destructive: bool = False) -> bool:
        """Answer a question."""
        del text, action, destructive
        self.asked.append(title)
        return self.confirms

    def choose(self, title: str, text: str, actions: Sequence[str], *, destructive: bool = False) -> int | None:
        """Take an action."""
        del text, actions, destructive
        self.asked.append(title)
        return self.chooses

    def open_files(self, title: str, filters: str, *, several: bool = True) -> tuple[Path, ...]:
        """Give files."""
        del filters, several
        self.asked.append(title)
        return self.files

    def save_file(self, title: str, suggestion: str, filters: str) -> Path | None:
        """Give a place to write."""
        del suggestion, filters
        self.asked.append(title)
        return self.target

    def form(self, dialog: QDialog) -> bool:
        """Have a form filled in."""
        self.asked.append(dialog.windowTitle())
        if self.fill is None:
            return False
        dialog.show()
        self.fill(dialog)
        saved = dialog.result() == QDialog.DialogCode.Accepted
        dialog.hide()
        dialog.deleteLater()
        return saved
