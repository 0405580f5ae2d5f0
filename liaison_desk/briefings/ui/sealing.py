"""The dialog that asks how a packet is closed: by a password, by the officer's own signature, or by both."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout

from liaison_desk.briefings.sealing import Seal
from liaison_desk.briefings.service.composing import Briefings
from liaison_desk.foundation.core.errors import DeskError, InvalidError, Problem
from liaison_desk.foundation.qt.buttons import PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import Field, Form, ImeLineEdit, TextField
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size


class SecretField(TextField):
    """Words that nobody sees, taken as they are typed, with blanks at their ends."""

    def __init__(self, ui: Ui, placeholder: str = "") -> None:
        super().__init__(ui, placeholder)
        self.input.setEchoMode(ImeLineEdit.EchoMode.Password)

    def value(self) -> str:
        """Return the words."""
        return self.input.text()


class FileField(Field):
    """A file that is chosen; ``value`` is its path, None for none."""

    def __init__(self, ui: Ui, filters: str) -> None:
        super().__init__(ui)
        self._filters = filters
        self._path: Path | None = None
        self.shown = Text(ui, "", elide=True)
        self.button = PlainButton(ui, ui.language.tr("Choose…"), act=self._on_choose)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addWidget(self.shown, 1)
        self.body.addLayout(row)
        self.watch(self.button)

    def value(self) -> Path | None:
        """Return the file."""
        return self._path

    def set_value(self, value: Path | None) -> None:
        """Show a file."""
        self._path = value
        self.shown.set_text(value.name if value is not None else "")

    def _on_choose(self) -> None:
        paths = self.ui.ask.open_files(self.label, self._filters, several=False)
        if paths:
            self.set_value(paths[0])
            self.changed.emit()


def seal_dialog(ui: Ui, briefings: Briefings, sealed: Callable[[Seal], None]) -> FormDialog:
    """Return the dialog; ``sealed`` takes what the packet is closed with, looked over and fit for it."""
    tr = ui.language.tr
    form = Form(ui, label_width=130)
    form.add_section(tr("Password"))
    password = form.add("password", tr("&Password"), SecretField(ui, tr("Opens without one")))
    again = form.add("again", tr("Once &more"), SecretField(ui))
    form.add_section(tr("Signature"))
    certificate = form.add("certificate", tr("&Certificate"), FileField(ui, f"{tr('Certificates')} (*.p12 *.pfx)"))
    passphrase = form.add("passphrase", tr("Pa&ssphrase"), SecretField(ui))
    form.add_wide(
        Text(ui, tr("Neither password nor passphrase is kept. Without the password nobody can open the file again."), Size.SECONDARY, tone="t2", wrap=True)
    )  # fmt: skip

    def collect() -> tuple[str | None, Path | None, str]:
        if password.value() != again.value():
            raise InvalidError([Problem("again", "The two passwords differ.")])
        if not password.value() and certificate.value() is None:
            raise DeskError("Give a password, or choose a certificate to sign with.")
        return password.value() or None, certificate.value(), passphrase.value()

    def commit(entered: tuple[str | None, Path | None, str]) -> Seal:
        secret, path, phrase = entered
        return Seal(secret, briefings.certificate(path, phrase) if path is not None else None)

    return FormDialog(
        ui, tr("Password and signature"), form, action=tr("Export…"), collect=collect, commit=commit, saved=sealed
    )
