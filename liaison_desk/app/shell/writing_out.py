"""Writing out of the window: what a desk holds as files of other programs, and the whole of it as a backup."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from liaison_desk.foundation.core.written import Written
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.jobs import Progress

if TYPE_CHECKING:
    from liaison_desk.app.shell.window import MainWindow


class WritingOut:
    """Asks for files and writes them on the database lane."""

    def __init__(self, ui: Ui, window: "MainWindow") -> None:
        self._ui = ui
        self._window = window

    def ask_export(self) -> None:
        """Ask what is written, and into which file; then write it."""
        desk = self._window.desk
        if desk is None:
            return
        tr = self._ui.language.tr
        tables = (
            ("arrangements", tr("Arrangements")),
            ("opportunities", tr("Opportunities")),
            ("visits", tr("Visits")),
            ("validities", tr("End dates")),
            ("disclosures", tr("Disclosures")),
            ("gifts", tr("Gifts")),
        )
        names = (
            ("contacts", tr("Contacts")),
            ("calendar", tr("Calendar")),
            ("tasks", tr("Tasks")),
            ("meetings", tr("Meetings")),
            ("exercises", tr("Exercises")),
            ("partnership", tr("Partnership")),
            ("all", tr("Everything")),
        )
        chosen = self._choose(names)
        if chosen is not None and chosen[0] == "partnership":
            chosen = self._choose(tables)
        if chosen is None:
            return
        what, name = chosen
        endings = {
            "contacts": "*.vcf *.csv *.xlsx *.json",
            "all": "*.json *.xlsx *.ics *.vcf",
            **dict.fromkeys(dict(tables), "*.csv *.xlsx"),
        }.get(what, "*.ics *.csv *.xlsx *.json")
        target = self._ui.ask.save_file(tr("Export"), f"{what}.{endings.split()[0][2:]}", f"{name} ({endings})")
        if target is None:
            return

        def work(progress: Progress) -> Written:
            from liaison_desk.app.outgoing.exporting import export

            progress.report(0, 0)
            return export(desk, what, target)

        def done(count: Written) -> None:
            self._ui.notify(count.said(self._ui.language, target.name), None)

        self._ui.jobs.database.run_long(work, tr("Exporting"), done, owner=self._window)

    def _choose(self, names: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
        """Ask which of these should be written; return it, ``None`` after stepping back."""
        tr = self._ui.language.tr
        chosen = self._ui.ask.choose(tr("Export"), tr("What should be written?"), [name for _, name in names])
        return None if chosen is None else names[chosen]

    def ask_backup(self) -> None:
        """Ask for a new file, and write a checked copy of the desk into it."""
        desk = self._window.desk
        if desk is None:
            return
        tr = self._ui.language.tr
        suggestion = f"{Path(desk.location).stem}-{desk.clock.now():%Y%m%d-%H%M}.desk"
        target = self._ui.ask.save_file(tr("Back up the desk"), suggestion, f"{tr('Desks')} (*.desk)")
        if target is None:
            return

        def done(_nothing: None) -> None:
            self._window.navigation.button("backup").set_count(f"{self._ui.clock.now().astimezone():%H:%M}")
            self._ui.notify(tr("{file}: written and checked.", file=target.name), None)

        self._ui.jobs.database.run_long(
            lambda progress: desk.back_up(target, progress.report), tr("Backing up"), done, owner=self._window
        )
