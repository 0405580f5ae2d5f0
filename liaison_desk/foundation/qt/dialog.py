"""The few dialogs: a form that saves, a question before what cannot be undone, the words after a crash."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from liaison_desk.foundation.core.errors import DeskError, InvalidError
from liaison_desk.foundation.qt.buttons import Button, ButtonKind, PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Form, ImeLineEdit, TextArea
from liaison_desk.foundation.qt.paint import Text, hairline
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

_WIDTH = 480
_MARGIN = 16
_TITLE_BAR = 32
"""Pixels; the frame's own measures are known only after the window system has shown it."""


class DeskDialog(QDialog):
    """A dialog of the house: title, content, verb buttons at the right of the foot. Esc steps back."""

    def __init__(self, ui: Ui, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ui = ui
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.content = QVBoxLayout()
        self.content.setContentsMargins(20, 16, 20, 16)
        self.content.setSpacing(12)
        self.heading = Text(ui, title, Size.SUBJECT, SEMIBOLD, wrap=True)
        self.content.addWidget(self.heading)
        outer.addLayout(self.content, 1)
        outer.addWidget(hairline(ui))
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(20, 12, 20, 12)
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        outer.addLayout(self.foot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses a button only when the focus is on it; Ctrl+Return is the dialog's action."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focus = self.focusWidget()
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.act()
            elif isinstance(focus, Button) and focus.isEnabled():
                focus.click()
            event.accept()
            return
        if (
            event.key() == Qt.Key.Key_Escape
            and isinstance(focus := self.focusWidget(), ImeLineEdit | TextArea)
            and focus.composing
        ):
            return
        super().keyPressEvent(event)

    def act(self) -> None:
        """Do what the dialog is for."""


class FormDialog(DeskDialog):
    """A form that is saved on the database lane; nothing typed is ever lost to an error.

    ``collect`` makes the record of the form's fields on the window's thread; ``commit`` writes it on the database lane;
    ``saved`` gets what ``commit`` returned, on the window's thread. An InvalidError of either shows below its fields, any
    other error in a strip above them, and the dialog stays open with all that was typed.
    """

    def __init__(
        self, ui: Ui, title: str, form: Form, *, action: str, collect: Callable[[], Any], commit: Callable[[Any], Any],
        saved: Callable[[Any], None] | None = None, parent: QWidget | None = None, width: int = 560,
    ) -> None:  # fmt: skip
        super().__init__(ui, title, parent)
        self.form = form
        self._collect = collect
        self._commit = commit
        self._saved = saved
        self.strip = MessageStrip(ui)
        self.content.addWidget(self.strip)
        self.content.addWidget(form, 1)
        self.cancel_button = PlainButton(ui, ui.language.tr("Cancel"), act=self.reject)
        self.save_button = PrimaryButton(ui, action, key="Ctrl+Enter", act=self.act)
        self.foot.addWidget(self.cancel_button)
        self.foot.addWidget(self.save_button)
        self.setMinimumWidth(max(_WIDTH, width))
        self._saving = False

    def act(self) -> None:
        """Save, unless a field says something that means nothing."""
        if self._saving:
            return
        self.strip.hide()
        if not self.form.check():
            return
        try:
            record = self._collect()
        except DeskError as error:
            self._on_failed(error)
            return
        self.go_on(record)

    def go_on(self, record: Any) -> None:
        """Save what was collected; a dialog that has something to ask first asks it here."""
        self._set_saving(True)
        self.ui.jobs.database.run(lambda: self._commit(record), self._on_saved, self._on_failed, owner=self)

    def reject(self) -> None:
        """Step back; asks first when something was typed."""
        if self._saving:
            return
        tr = self.ui.language.tr
        if self.form.dirty and not self.ui.ask.confirm(
            tr("Discard what you typed?"), tr("It has not been saved."), tr("Discard"), destructive=True
        ):
            return
        super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        """Show as much of the form as the screen allows, and begin in its first field."""
        if not event.spontaneous():
            # Before Qt centres the dialog over its window: a dialog that grows afterwards runs off the screen.
            self._fit()
        super().showEvent(event)
        if not event.spontaneous():
            self._move_inside()
            self.form.focus_first()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab come into the form where it is read first, backwards where it is read last."""
        outside = not self.form.isAncestorOf(self.focusWidget() or self)
        moved = super().focusNextPrevChild(forward)
        if outside and self.form.isAncestorOf(self.focusWidget() or self):
            self.form.enter(forward=forward)
        return moved

    def _room(self) -> QRect:
        """Return what the parent's screen leaves, less a margin and the height of a title bar."""
        parent = self.parentWidget()
        screen = (parent.window() if parent is not None else self).screen()
        return screen.availableGeometry().adjusted(_MARGIN, _MARGIN + _TITLE_BAR, -_MARGIN, -_MARGIN)

    def _fit(self) -> None:
        wanted = QSize(self.width(), self.form.wanted_height() + 150)
        self.resize(wanted.boundedTo(self._room().size()))

    def _move_inside(self) -> None:
        room, place = self._room(), self.geometry()
        # The left and upper edges win where the dialog is larger than the screen.
        left = max(room.left(), min(place.left(), room.right() - place.width() + 1))
        top = max(room.top(), min(place.top(), room.bottom() - place.height() + 1))
        self.setGeometry(QRect(QPoint(left, top), place.size()))

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self.save_button.setEnabled(not saving)
        self.cancel_button.setEnabled(not saving)

    def _on_saved(self, result: Any) -> None:
        self._set_saving(False)
        self.form.settle()
        self.accept()
        if self._saved is not None:
            self._saved(result)

    def _on_failed(self, error: Exception) -> None:
        self._set_saving(False)
        if isinstance(error, InvalidError):
            others = self.form.show_problems(error)
            if others:
                self.strip.show_text(" ".join(others))
        else:
            self.strip.show_error(error)


_IN_A_ROW = 4
"""As many actions stand beside each other, with words of any language on them."""


class ConfirmDialog(DeskDialog):
    """A question with verbs on its buttons; ``chosen`` is the number of the action taken, None after stepping back.

    More than a few stand one under the other. The narrowest action comes first. A destructive one is red and never the one Return presses at once.
    """

    def __init__(
        self,
        ui: Ui,
        title: str,
        text: str,
        actions: Sequence[str],
        *,
        destructive: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(ui, title, parent)
        self.chosen: int | None = None
        self.content.addWidget(Text(ui, text, tone="t2", wrap=True))
        self.cancel_button = PlainButton(ui, ui.language.tr("Cancel"), act=self.reject)
        self.foot.addWidget(self.cancel_button)
        self.action_buttons: list[Button] = []
        for number, words in enumerate(actions):
            kind = ButtonKind.DANGER if destructive else ButtonKind.PLAIN if number else ButtonKind.PRIMARY
            button = Button(ui, words, kind, act=partial(self._take, number))
            self.action_buttons.append(button)
            (self.foot if len(actions) <= _IN_A_ROW else self.content).addWidget(button)
        (self.cancel_button if destructive else self.action_buttons[0]).setFocus()

    def act(self) -> None:
        """Ctrl+Return takes the narrowest action, unless it destroys something."""
        if self.focusWidget() in self.action_buttons:
            self._take(self.action_buttons.index(self.focusWidget()))  # type: ignore[arg-type]

    def _take(self, number: int) -> None:
        self.chosen = number
        self.accept()


class CrashDialog(DeskDialog):
    """Says in words that something went wrong inside the program, what is safe, and offers the report to copy."""

    def __init__(self, ui: Ui, report: str, log_path: str, parent: QWidget | None = None) -> None:
        tr = ui.language.tr
        super().__init__(ui, tr("Something went wrong inside the program"), parent)
        words = tr(
            "What was saved is safe; the last action may not have been done. You can go on working. The report is in {path}.",
            path=log_path,
        )
        self.content.addWidget(Text(ui, words, tone="t2", wrap=True, selectable=True))
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setFont(ui.theme.font(Size.META, mono=True))
        self.report.setAccessibleName(tr("Report"))
        self.report.setMinimumHeight(160)
        self.content.addWidget(self.report, 1)
        self.copy_button = PlainButton(
            ui, tr("Copy report"), icon="copy", act=lambda: QGuiApplication.clipboard().setText(report)
        )
        self.foot.addWidget(self.copy_button)
        self.foot.addWidget(PrimaryButton(ui, tr("Go on working"), act=self.accept))
