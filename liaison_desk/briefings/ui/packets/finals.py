"""What went out of a packet: when, to whom, under which banner, in which copies, what went in and what did not; and the file itself."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from liaison_desk.briefings.records import Packet, PacketFinal
from liaison_desk.briefings.service.packets import PacketBook
from liaison_desk.briefings.ui.inspector.withheld import called
from liaison_desk.briefings.ui.packets.choosing import saved_words
from liaison_desk.briefings.withheld import rule_words
from liaison_desk.domain.kinds import kind_words
from liaison_desk.foundation.core.files import file_name, write_whole
from liaison_desk.foundation.qt.buttons import PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.shelf import FileShelf
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.foundation.qt.word_rows import WordRows

_SHORT = 12
"""Digits of a digest that are shown; all 64 are copied."""
_SHOWN = 200


class FinalsDialog(DeskDialog):
    """The newest first; the chosen one can be opened and saved. ``zone`` is the host's."""

    def __init__(self, ui: Ui, book: PacketBook, packet: Packet, title: str, zone: str) -> None:
        tr = ui.language.tr
        super().__init__(ui, tr("What went out: {title}", title=title))
        self._book = book
        self._zone = zone
        self._finals: tuple[PacketFinal, ...] = ()
        self._shelf = FileShelf(self)
        self.strip = MessageStrip(ui)
        self.none = Text(
            ui, tr("Nothing went out yet. A final that is exported or printed is kept here."), tone="t2", wrap=True
        )
        headings = [tr("No."), tr("Went out"), tr("Audience"), tr("Banner"), tr("Copies"), tr("Pages"), "SHA-256"]
        self.rows = WordRows(tr("What went out"), headings, [40, 124, 96, 250, 84, 56])
        self.rows.currentItemChanged.connect(lambda *_: self._show_detail())
        self.detail = QPlainTextEdit()
        self.detail.setReadOnly(True)
        self.detail.setFont(ui.theme.font(Size.SECONDARY))
        self.detail.setAccessibleName(tr("What went in, and what was withheld"))
        for widget in (self.strip, self.none):
            self.content.addWidget(widget)
        self.content.addWidget(self.rows, 1)
        self.content.addWidget(self.detail, 1)
        self.content.addStretch()  # takes the room where nothing went out
        self.open_button = PlainButton(ui, tr("Open a copy"), icon="external-link", act=self.open_copy)
        self.save_button = PlainButton(ui, tr("Save a copy…"), icon="save", act=self.save_copy)
        self.digest_button = PlainButton(ui, tr("Copy the SHA-256"), icon="copy", act=self.copy_digest)
        for button in (self.digest_button, self.save_button, self.open_button):
            self.foot.addWidget(button)
        self.foot.addWidget(PlainButton(ui, tr("Close"), act=self.reject))
        self.resize(860, 560)
        number = packet.id
        ui.jobs.database.run(lambda: book.finals(number), self._show, self.strip.show_error, owner=self)

    def current(self) -> PacketFinal | None:
        """Return the final that is chosen."""
        key = self.rows.key()
        return next((one for one in self._finals if one.id == key), None)

    def open_copy(self) -> None:
        """Open a copy of the file in the system's viewer."""
        final = self.current()
        if final is not None:
            name = file_name(final.file_name, "packet.pdf")
            self.ui.jobs.database.run(
                lambda: self._shelf.put(name, self._book.file_of(final)), _open, self.strip.show_error, owner=self
            )

    def save_copy(self) -> None:
        """Ask where to, and write a copy of the file."""
        final, tr = self.current(), self.ui.language.tr
        path = self.ui.ask.save_file(tr("Save a copy"), final.file_name, "PDF (*.pdf)") if final is not None else None
        if final is not None and path is not None:
            said = tr("{file} was saved.", file=path.name)
            self.ui.jobs.database.run(
                lambda: write_whole(path, self._book.file_of(final)),
                lambda _: self.ui.notify(said, None), self.strip.show_error, owner=self,
            )  # fmt: skip

    def copy_digest(self) -> None:
        """Put the whole digest on the clipboard."""
        final = self.current()
        if final is not None:
            QGuiApplication.clipboard().setText(final.sha256)

    def _show(self, finals: Sequence[PacketFinal]) -> None:
        self._finals = tuple(finals)
        for one in self._finals:
            when = saved_words(one.created_at, self._zone) if one.created_at is not None else ""
            words = [
                str(one.number),
                when,
                ", ".join(one.audience),
                one.banner,
                one.copies,
                str(one.pages),
                one.sha256[:_SHORT],
            ]
            self.rows.add(words, one.id)
        self.none.setVisible(not self._finals)
        self.rows.setVisible(bool(self._finals))
        self.detail.setVisible(bool(self._finals))
        for button in (self.open_button, self.save_button, self.digest_button):
            button.setEnabled(bool(self._finals))
        self.rows.choose(0)
        self._show_detail()

    def _show_detail(self) -> None:
        final = self.current()
        self.detail.setPlainText("\n".join(self._said(final)) if final is not None else "")

    def _said(self, final: PacketFinal) -> list[str]:
        language = self.ui.language
        tr = language.tr
        went = [
            f"{kind_words(language, one.record.kind)}: {' '.join(one.record.label.split())}" for one in final.included
        ]
        lost = [f"{called(one, language)}: {rule_words(one, language)}" for one in final.withheld.entries]
        return [
            f"{final.file_name}  ·  {final.author}",
            f"SHA-256 {final.sha256}",
            "",
            tr("What went in ({n}):", n=len(final.included)),
            *self._some(went),
            "",
            tr("What was withheld ({n}):", n=final.withheld.records),
            *self._some(lost),
        ]

    def _some(self, lines: Sequence[str]) -> list[str]:
        rest = len(lines) - _SHOWN
        more = [self.ui.language.tr("… and {n} more", n=rest)] if rest > 0 else []
        return [*(f"  {line}" for line in lines[:_SHOWN]), *more]


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
