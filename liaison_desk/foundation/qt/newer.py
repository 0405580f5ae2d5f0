"""A form dialog that survives a newer version of its record: what someone else saved is shown beside what was typed."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.foundation.core.errors import StaleError
from liaison_desk.foundation.qt.buttons import PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import Form
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size


class NewerStrip(QWidget):
    """Says who changed a record meanwhile and how, above what was typed, and asks which of the two to go on with."""

    def __init__(self, ui: Ui, take: Callable[[], object], keep: Callable[[], object]) -> None:
        super().__init__()
        self._ui = ui
        tr = ui.language.tr
        surface(self, "amb_bg")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 10, 12, 10)
        outer.setSpacing(6)
        self._title = Text(ui, "", weight=SEMIBOLD, tone="amb", wrap=True)
        self._lines = Text(ui, "", Size.SECONDARY, wrap=True, selectable=True)
        self.take_button = PlainButton(ui, tr("Load the newer version"), act=take)
        self.keep_button = PlainButton(ui, tr("Save mine over it"), act=keep)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.take_button)
        buttons.addWidget(self.keep_button)
        buttons.addStretch(1)
        outer.addWidget(self._title)
        outer.addWidget(self._lines)
        outer.addLayout(buttons)
        self.hide()

    def show_lines(self, author: str, lines: Sequence[str]) -> None:
        """Say who changed it, and line by line what it says now."""
        tr = self._ui.language.tr
        self._title.set_text(tr("{author} changed this meanwhile. What you typed is still here.", author=author))
        self._lines.set_text("\n".join(lines))
        self.show()

    def text(self) -> str:
        """Return what is said."""
        return f"{self._title.text_whole()}\n{self._lines.text_whole()}"


class NewerDialog(FormDialog):
    """A form dialog that meets a StaleError by reading the record again and showing how it differs.

    ``read`` runs on the database lane; ``show`` fills the form with a record, ``rebase`` lets what the form says be saved
    over a newer one; ``differences`` says in lines how a newer record differs from the one the form began with.
    """

    def __init__(
        self, ui: Ui, title: str, form: Form, record: Any, *, action: str, collect: Callable[[], Any],
        commit: Callable[[Any], Any], read: Callable[[int], Any], show: Callable[[Any], None],
        rebase: Callable[[Any], None], differences: Callable[[Any, Any], Sequence[str]],
        saved: Callable[[Any], None] | None = None, width: int = 720,
    ) -> None:  # fmt: skip
        super().__init__(ui, title, form, action=action, collect=collect, commit=commit, saved=saved, width=width)
        self._record = record
        self._read = read
        self._show = show
        self._rebase = rebase
        self._differences = differences
        self.newer = NewerStrip(ui, self._on_take, self._on_keep)
        self.content.insertWidget(2, self.newer)
        show(record)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, StaleError):
            number = self._record.id
            self.ui.jobs.database.run(lambda: self._read(number), self._on_newer, super()._on_failed, owner=self)
            return
        super()._on_failed(error)

    def _on_newer(self, newer: Any) -> None:
        self._set_saving(False)
        if newer.deleted_at is not None:  # to save over it would leave what was typed in the trash
            self.strip.show_error(
                StaleError("This was put into the trash meanwhile. Take it out there, and save again.")
            )
            return
        before, self._record = self._record, newer
        self.newer.show_lines(newer.author, self._differences(before, newer))

    def _on_take(self) -> None:
        self.newer.hide()
        self._show(self._record)

    def _on_keep(self) -> None:
        self.newer.hide()
        self._rebase(self._record)
        self.act()
