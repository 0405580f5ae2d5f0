"""The dialogs of handing over: the passphrase an archive is closed with, or opened by, and what a finished one holds."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from liaison_desk.app.handover.phrases import SHORTEST, Strength, strength
from liaison_desk.app.reports import Told
from liaison_desk.briefings.ui.sealing import SecretField
from liaison_desk.domain.kinds import kind_words
from liaison_desk.foundation.core.errors import InvalidError, Problem
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import CheckRow, Form
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

if TYPE_CHECKING:
    from liaison_desk.app.handover.taking import Result
    from liaison_desk.app.handover.writing import Written

T = TypeVar("T")
VISITOR = "visitor"
"""The kind of record that holds visitors' personal data, where a desk has it."""
_MEGABYTE = 1_000_000


def closing_dialog(
    ui: Ui, target: Path, kinds: frozenset[str], go_on: Callable[[tuple[str, tuple[str, ...]]], None]
) -> FormDialog:
    """Return the dialog that asks for a new archive's passphrase; ``go_on`` takes it with the kinds to leave out.

    ``kinds`` are those the desk has.
    """
    tr = ui.language.tr
    form = Form(ui, label_width=130)
    form.add_wide(
        Text(ui, tr("All records, files and changes of this desk go into one encrypted file, {file}.", file=target.name), tone="t2", wrap=True)
    )  # fmt: skip
    phrase = form.add("passphrase", tr("Pa&ssphrase"), SecretField(ui))
    again = form.add("again", tr("Once &more"), SecretField(ui))
    hint = Text(ui, _hint(ui.language, ""), Size.SECONDARY, tone="t2", wrap=True)
    form.add_wide(hint)
    phrase.input.textChanged.connect(lambda typed: hint.set_text(_hint(ui.language, typed)))
    without = CheckRow(ui, tr("Leave out visitors' personal data"))
    if VISITOR in kinds:
        form.add_wide(without)
    form.add_wide(
        Text(ui, tr("The passphrase is kept nowhere. Give it to your successor by another way than the file; without it nobody can open it."), Size.SECONDARY, tone="t2", wrap=True)
    )  # fmt: skip

    def collect() -> tuple[str, tuple[str, ...]]:
        if len(phrase.value()) < SHORTEST:
            said = "The passphrase of an archive needs at least {n} characters; several words are best."
            raise InvalidError([Problem("passphrase", said, (("n", SHORTEST),))])
        if phrase.value() != again.value():
            raise InvalidError([Problem("again", "The two passphrases differ.")])
        return phrase.value(), (VISITOR,) if without.value() and VISITOR in kinds else ()

    return FormDialog(
        ui, tr("Hand over the desk"), form, action=tr("Hand over"), collect=collect, commit=lambda one: one, saved=go_on
    )


def _hint(language: Language, typed: str) -> str:
    """Return, quietly, how good a passphrase is so far."""
    tr = language.tr
    found = strength(typed)
    if found is Strength.SHORT and typed:
        return language.count("{n} more character at least.", "{n} more characters at least.", SHORTEST - len(typed))
    return {
        Strength.SHORT: tr(
            "At least {n} characters; four or five words that do not belong together are best.", n=SHORTEST
        ),
        Strength.WEAK: tr("Easily guessed: use more different letters, or more words."),
        Strength.FAIR: tr("Fair. One more word makes it much stronger."),
        Strength.GOOD: tr("Good."),
    }[found]


class HandedOver(Told):
    """What an archive holds, and where it is."""

    def __init__(self, ui: Ui, written: "Written", parent: QWidget | None = None) -> None:
        language = ui.language
        tr = language.tr
        super().__init__(ui, tr("Handed over"), parent)
        self.content.addWidget(Text(ui, str(written.file), weight=SEMIBOLD, wrap=True, selectable=True))
        counts = (
            language.count("{n} record", "{n} records", written.records),
            language.count("{n} file", "{n} files", written.files),
            language.count("{n} change of the history", "{n} changes of the history", written.changes),
            tr("{n} MB", n=max(1, round(written.size / _MEGABYTE))),
        )
        for line in (
            tr("{a}, {b}, {c}; {size}.", a=counts[0], b=counts[1], c=counts[2], size=counts[3]),
            tr("The file was opened again and looked over: it is whole."),
            tr(
                "Your successor takes it over with “Take over an archive…”, or begins a desk of his own with “Begin a desk with an archive…”."
            ),
        ):
            self.content.addWidget(Text(ui, line, tone="t2", wrap=True, selectable=True))
        self.content.addStretch(1)
        self.resize(540, 280)


class TakenOver(Told):
    """What taking over did where something is to be looked at."""

    def __init__(self, ui: Ui, said: str, result: "Result", parent: QWidget | None = None) -> None:
        tr = ui.language.tr
        super().__init__(ui, tr("Taken over"), parent)
        self.content.addWidget(Text(ui, said, wrap=True))
        rows = [
            (kind_words(ui.language, one.kind), one.title, tr(one.text, **dict(one.values))) for one in result.left_out
        ]
        self.add_table((tr("Kind"), tr("Record"), tr("What")), rows, 2)
        self.resize(860, 420)


def opening_dialog(ui: Ui, file: Path, look: Callable[[str], T], go_on: Callable[[T], None]) -> FormDialog:
    """Return the dialog that asks for an archive's passphrase; ``look`` opens it on the database lane, ``go_on`` takes what it found."""
    tr = ui.language.tr
    form = Form(ui, label_width=130)
    form.add_wide(
        Text(ui, tr("{file} is looked over first: nothing is changed before you have seen what it brings.", file=file.name), tone="t2", wrap=True)
    )  # fmt: skip
    phrase = form.add("passphrase", tr("Pa&ssphrase"), SecretField(ui))
    return FormDialog(
        ui, tr("Take over an archive"), form, action=tr("Look it over"), collect=phrase.value, commit=look, saved=go_on
    )


def beginning_dialog(
    ui: Ui, file: Path, place: Path, begin: Callable[[tuple[str, str]], str], go_on: Callable[[str], None]
) -> FormDialog:
    """Return the dialog that asks for an archive's passphrase and that of the desk to be made of it, which may be none.

    ``begin`` makes the desk on the database lane and says where it is, ``go_on`` hears of it.
    """
    tr = ui.language.tr
    form = Form(ui, label_width=210)
    form.add_wide(
        Text(ui, tr("All that {file} holds becomes a desk of its own, {desk}. The archive stays as it is.", file=file.name, desk=place.name), tone="t2", wrap=True)
    )  # fmt: skip
    phrase = form.add("passphrase", tr("Pa&ssphrase of the archive"), SecretField(ui))
    own = form.add("own", tr("&New passphrase of the desk"), SecretField(ui))
    again = form.add("again", tr("Once &more"), SecretField(ui))
    form.add_wide(
        Text(ui, tr("Without a passphrase of its own the new desk is not encrypted."), Size.SECONDARY, tone="t2", wrap=True)
    )  # fmt: skip

    def collect() -> tuple[str, str]:
        if own.value() != again.value():
            raise InvalidError([Problem("again", "The two passphrases differ.")])
        return phrase.value(), own.value()

    return FormDialog(
        ui, tr("Begin a desk with an archive"), form, action=tr("Begin"), collect=collect, commit=begin, saved=go_on
    )
