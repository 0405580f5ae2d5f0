"""How a packet leaves the desk: as a file or on paper, copy by copy, each with its number; a final one is kept for good."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from liaison_desk.briefings.records import EditablePacket, PacketRequest, PacketResult, Paper, Progress
from liaison_desk.briefings.rules import copy_paths, numbered, require_room
from liaison_desk.briefings.service.composing import Briefings, Built, Prepared
from liaison_desk.briefings.ui.building import Made
from liaison_desk.foundation.core.errors import DeskError, StaleError
from liaison_desk.foundation.core.files import all_or_none
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.jobs import Progress as Work

if TYPE_CHECKING:
    from liaison_desk.briefings.sealing import Seal

Gone = tuple[str, PacketResult]
"""The number of a copy ("" for none) and what it is, without any seal."""
Keep = Callable[[Sequence[Gone], str], None]
"""Keeps finals that went out, and says that beside what is said anyway."""


@dataclass(frozen=True, slots=True)
class _Copy:
    """One copy on its way: its number, what it is made of, and the finished file where that is made already."""

    number: str
    prepared: Prepared
    result: PacketResult | None = None
    kept: bool = False

    def gone(self, result: PacketResult) -> Gone:
        """Return what is told of it once it went out: with the file where that is to be kept."""
        return self.number, result if self.kept else replace(result, pdf=b"")


_Put = Callable[[Iterator[_Copy], Work], Sequence[Gone]]


class GoingOut:
    """Exports and prints what was made last; ``keep`` hears of finals, ``failed`` shows an error on the page, ``anew`` has it made anew."""

    def __init__(
        self, ui: Ui, briefings: Briefings, page: QWidget, failed: Callable[[Exception], None], anew: Callable[[], None],
        keep: Keep | None = None,
    ) -> None:  # fmt: skip
        self._ui = ui
        self._briefings = briefings
        self._page = page
        self._failed = failed
        self._anew = anew
        self._keep = keep

    def export(self, made: Made, seal: "Seal | None" = None) -> None:
        """Ask where to, and write the packet, closed by ``seal``, each copy into a file of its own."""

        def write(copy: _Copy, target: Path, report: Progress) -> Gone:
            result = self._finished(copy, report)
            # What is kept is not sealed: nobody can recover a password, and a seal is another one each time.
            self._briefings.save(self._briefings.sealed(result, seal) if seal is not None else result, target)
            return copy.gone(result)

        self._write(made, self._ui.language.tr("Export PDF"), ".pdf", "PDF (*.pdf)", write)

    def export_word(self, made: Made) -> None:
        """Ask where to, and write the packet as a Word file for somebody who wants to edit it; such a one is never kept."""

        def write(copy: _Copy, target: Path, report: Progress) -> None:
            packet: EditablePacket = self._briefings.finish_docx(copy.prepared, report)
            self._briefings.save(packet, target)

        self._write(made, self._ui.language.tr("Export a Word file"), ".docx", "Word (*.docx)", write, final=False)

    def save_report(self, made: Made) -> None:
        """Ask where to, and write the report of what was withheld, for the officer alone."""
        language = self._ui.language
        name = f"{Path(made.result.file_name).stem}_withheld.txt"
        title = language.tr("Save the report")
        asked = self._ui.ask.save_file(title, name, "Text (*.txt);;CSV (*.csv)")
        if asked is None:
            return
        # A packet's own ending is left, for it is refused with a reason.
        path = asked if asked.suffix.casefold() in {".pdf", ".docx"} else _ending(asked, ".txt", ".csv")
        if path != asked and not self._may_replace(title, [path]):
            return
        said = language.tr("{file} was saved.", file=path.name)
        self._ui.jobs.render.run(
            lambda: self._briefings.save_withheld(made.result, path, language),
            lambda _: self._ui.notify(said, None), self._failed, owner=self._page,
        )  # fmt: skip

    def print(self, made: Made) -> None:
        """Ask on which printer, and print the packet, each copy with its own number: as many as the dialog says then."""
        from PySide6.QtPdf import QPdfDocument
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from liaison_desk.briefings.ui.printing import ask_for_paper, opened, print_documents

        tr, asked = self._ui.language.tr, made.request
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(made.result.file_name)
        printer.setCopyCount(asked.copies)
        ask_for_paper(printer, Paper(made.prepared.document.paper))
        dialog = QPrintDialog(printer, self._page)
        dialog.setMinMax(1, made.result.pages)
        dialog.setFromTo(1, made.result.pages)
        if not self._ui.ask.form(dialog):
            return
        alike = 1
        if asked.copies > 1 or asked.copy.strip():
            # A printer that repeats what it is given would print one number on several.
            asked = replace(asked, copies=printer.copyCount())
            printer.setCopyCount(1)
        elif not printer.supportsMultipleCopies():
            alike = printer.copyCount()

        def put(copies: Iterator[_Copy], work: Work) -> Sequence[Gone]:
            gone: list[Gone] = []

            def documents() -> Iterator[QPdfDocument]:
                for copy in copies:
                    result = self._finished(copy, work.report)
                    document, buffer = opened(result.pdf)
                    for _ in range(alike):
                        yield document
                    buffer.close()
                    gone.append(copy.gone(result))

            if not print_documents(documents(), printer, work.report):
                raise DeskError("The printer did not take the packet.")
            return gone

        self._let_go(made, asked, tr("Printing"), put, tr("Printed."))

    def _write(
        self, made: Made, title: str, ending: str, filters: str,
        write: Callable[[_Copy, Path, Progress], Gone | None], *, final: bool = True,
    ) -> None:  # fmt: skip
        """Ask where to, and write each copy; whatever goes wrong, or ends the work, leaves the files as they were."""
        suggested = Path(made.result.file_name).with_suffix(ending).name
        chosen = self._ui.ask.save_file(title, suggested, filters)
        if chosen is None:
            return
        paths = copy_paths(_ending(chosen, ending), len(numbered(made.request)))
        if not self._may_replace(title, [one for one in paths if one != chosen]):
            return

        def put(copies: Iterator[_Copy], work: Work) -> Sequence[Gone]:
            gone = []
            with all_or_none(paths):
                for copy, target in zip(copies, paths, strict=True):
                    gone.append(write(copy, target, work.report))
            return [one for one in gone if one is not None]

        said = self._ui.language.count
        words = said("{file} was saved.", "{n} copies were saved beside {file}.", len(paths), file=paths[0].name)
        self._let_go(made, made.request, self._ui.language.tr("Exporting"), put, words, final=final)

    def _may_replace(self, title: str, paths: Sequence[Path]) -> bool:
        """Ask before files are replaced that the system's dialog has not asked about, for it did not know of them."""
        there = [one for one in paths if one.exists()]
        language = self._ui.language
        words = language.count(
            "{file} is there already.", "{n} files of these names are there already: {file} and others.",
            len(there), file=there[0].name if there else "",
        )  # fmt: skip
        return not there or self._ui.ask.confirm(title, words, language.tr("Replace"), destructive=True)

    def _let_go(
        self, made: Made, asked: PacketRequest, title: str, put: _Put, said: str, *, final: bool = True
    ) -> None:
        """Make every copy asked for and put it where it goes; the one on show is made already. A ``final`` is kept."""
        keep = self._keep if final and not made.result.draft else None
        try:
            requests = numbered(asked)
            if keep is not None:
                require_room(len(made.result.pdf), len(requests))
        except DeskError as error:
            self._failed(error)
            return
        shown = numbered(made.request)[0].copy
        others = [one for one in requests if one.copy != shown]

        def ready(prepared: Sequence[Prepared]) -> None:
            def copies() -> Iterator[_Copy]:
                made_anew = iter(prepared)
                for request in requests:
                    if request.copy == shown:
                        yield _Copy(shown.strip(), made.prepared, made.result, kept=keep is not None)
                    else:
                        yield _Copy(request.copy.strip(), next(made_anew), kept=keep is not None)

            def done(gone: Sequence[Gone]) -> None:
                if keep is not None and gone:
                    keep(gone, said)
                else:
                    self._ui.notify(said, None)

            self._ui.jobs.render.run_long(lambda work: put(copies(), work), title, done, self._failed, self._page)

        prepare = partial(self._prepared, made.prepared, others)
        self._ui.jobs.database.run(prepare, ready, self._on_refused, owner=self._page)

    def _prepared(self, shown: Prepared, requests: Sequence[PacketRequest]) -> list[Prepared]:
        self._briefings.require_current(shown)
        built: Built = {}
        return [self._briefings.prepare(one, built=built, as_of=shown.document.as_of) for one in requests]

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, StaleError):
            self._ui.notify(self._ui.words(error), None)
            self._anew()
        else:
            self._failed(error)

    def _finished(self, copy: _Copy, report: Progress) -> PacketResult:
        return copy.result if copy.result is not None else self._briefings.finish(copy.prepared, report)


def _ending(path: Path, *endings: str) -> Path:
    """Return a path with one of the endings that say what the file is, the first unless it has one; a date's dots are none."""
    return path if path.suffix.casefold() in endings else path.with_name(f"{path.name}{endings[0]}")
