"""Taking files in from the window: mails and tables of people looked over first, then the rest in one action, then what became of each."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from liaison_desk.app.shell.mails_taking import TakingMails
from liaison_desk.foundation.core.errors import BrokenError, DeskError
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.jobs import Progress

if TYPE_CHECKING:
    from liaison_desk.app.incoming.importing import FileReport
    from liaison_desk.app.incoming.looking_over import TablePlan
    from liaison_desk.app.shell.window import MainWindow
    from liaison_desk.exchange.tables.reader import Table

_TABLES = frozenset({".csv", ".tsv", ".xlsx"})
_FILES = "*.ics *.vcs *.vcf *.ldif *.csv *.xlsx *.eml *.msg *.json"


class TakingIn:
    """Takes files into the window's desk."""

    def __init__(self, ui: Ui, window: "MainWindow") -> None:
        self._ui = ui
        self._window = window
        self._mails = TakingMails(ui, window)

    def ask(self) -> None:
        """Ask for files and take them in."""
        tr = self._ui.language.tr
        files = self._ui.ask.open_files(tr("Import files"), f"{tr('Calendars, contacts, mails, archives')} ({_FILES})")
        if files:
            self.files(files)

    def files(self, files: Sequence[Path]) -> None:
        """Take files in on the database lane, mails and tables of people looked over first; then say what became of each."""
        if self._window.desk is not None:
            self._mails.files(files, self._others)

    def _others(self, files: Sequence[Path]) -> None:
        self._look_over(list(files), [path for path in files if path.suffix.lower() in _TABLES], {})

    def _look_over(self, files: list[Path], tables: list[Path], plans: "dict[Path, TablePlan]") -> None:
        """Show the next table of people; one that the user steps back from is not taken in."""
        desk = self._window.desk
        if desk is None or not files:
            return
        if not tables:
            self._take_in(files, plans)
            return
        path, rest = tables[0], tables[1:]

        def read() -> "tuple[bytes, Table | None]":
            from liaison_desk.app.incoming.looking_over import open_people

            return open_people(path)

        def look(found: "tuple[bytes, Table | None]") -> None:
            from liaison_desk.app.shell.table_dialog import TableDialog

            data, table = found
            left = files
            if table is not None:
                dialog = TableDialog(self._ui, desk, path, data, table)
                self._ui.ask.form(dialog)
                left = files if dialog.plan is not None else [one for one in files if one != path]
                if dialog.plan is not None:
                    plans[path] = dialog.plan
            self._look_over(left, rest, plans)

        # What cannot be read is said in the report, like every other file.
        again = lambda _error: self._look_over(files, rest, plans)  # noqa: E731
        self._ui.jobs.database.run(read, look, again, owner=self._window)

    def _take_in(self, files: Sequence[Path], plans: "Mapping[Path, TablePlan]") -> None:
        desk = self._window.desk
        assert desk is not None

        def work(progress: Progress) -> "list[FileReport | DeskError]":
            from liaison_desk.app.incoming.importing import import_files

            return import_files(desk, files, step=progress.report, plans=plans)

        self._ui.jobs.database.run_long(work, self._ui.language.tr("Importing"), self._on_imported, owner=self._window)

    def _on_imported(self, results: "list[FileReport | DeskError]") -> None:
        from liaison_desk.app.reports import ImportReport

        for one in results:
            if isinstance(one, BrokenError):
                self._ui.jobs.crashed.emit(one.__cause__)
        self._ui.ask.form(ImportReport(self._ui, results, self._window))
