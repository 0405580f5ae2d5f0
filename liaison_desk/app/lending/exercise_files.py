"""Files of one exercise, asked for from its page: its plan, its MSEL and its milestones out, a MSEL in."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from liaison_desk.app.desk import Desk
from liaison_desk.exercises.records import Exercise
from liaison_desk.foundation.core.files import file_name
from liaison_desk.foundation.core.written import Written
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.jobs import Progress
from liaison_desk.foundation.qt.targets import TABLES, ask_target

if TYPE_CHECKING:
    from liaison_desk.app.incoming.importing import FileReport
    from liaison_desk.app.incoming.msel import MselPlan
    from liaison_desk.app.outgoing.calendar_export import Exported

PLAN: Final = "plan"
MSEL: Final = "msel"
MILESTONES: Final = "milestones"


class ExerciseFiles:
    """Writes what belongs to an exercise to files the user chooses, and takes a table of injects in."""

    def __init__(self, desk: Desk, ui: Ui) -> None:
        self._desk = desk
        self._ui = ui

    def export(self, what: str, exercise_id: int) -> None:
        """Ask for a file and write ``plan`` or ``msel`` (a table) or ``milestones`` (a calendar) of an exercise there.

        The plan and the milestones of no exercise (0) are those of all.
        """
        ask = {PLAN: self._ask_table, MSEL: self._ask_table, MILESTONES: self._ask_calendar}[what]
        if not exercise_id:
            ask(what, 0, "exercises")
            return
        read = self._ui.jobs.database.run
        read(lambda: self._desk.exercises.exercise(exercise_id), lambda one: ask(what, one.id, _stem(one, what)))

    def import_msel(self, exercise_id: int) -> None:
        """Ask for a table of injects, show what it would do to the exercise's MSEL, and take it in if the user says so."""
        tr = self._ui.language.tr
        found = self._ui.ask.open_files(tr("Import a MSEL"), f"{tr('Tables of injects')} (*.csv *.tsv *.xlsx)")
        if not found:
            return
        path = found[0]

        def work(progress: Progress) -> "MselPlan":
            from liaison_desk.app.incoming.msel import look_over_msel

            progress.report(0, 0)
            return look_over_msel(self._desk, exercise_id, path)

        self._ui.jobs.database.run_long(work, tr("Reading"), self._look_over)

    # Out

    def _ask_table(self, what: str, exercise_id: int, stem: str) -> None:
        found = ask_target(self._ui, stem, TABLES)
        if found is None:
            return
        target, language = found[1], self._ui.language

        def work() -> Written:
            from liaison_desk.app.outgoing import exercise_export

            write = exercise_export.export_plan if what == PLAN else exercise_export.export_msel
            return write(self._desk, exercise_id, target, language)

        self._write(work, target)

    def _ask_calendar(self, _what: str, exercise_id: int, stem: str) -> None:
        """Ask whose copy it is and for a file; others get what they may have, and the officer a report of what stayed out."""
        tr = self._ui.language.tr
        profile = self._desk.profile.get()
        both = ", ".join(sorted({profile.home, profile.host}))
        whose = (tr("My own copy, with everything"), tr("For {nations}, what they may have", nations=both))
        chosen = self._ui.ask.choose(tr("Export"), tr("For whom"), whose)
        if chosen is None:
            return
        # What goes to others is not called after an exercise of which they may not be told.
        name = f"{MILESTONES if chosen else stem}.ics"
        target = self._ui.ask.save_file(tr("Export"), name, "iCalendar (*.ics)")
        if target is None:
            return
        target = target if target.suffix.lower() == ".ics" else target.with_name(f"{target.name}.ics")
        audience = frozenset({profile.home, profile.host}) if chosen else frozenset[str]()

        def work(progress: Progress) -> "Exported":
            from liaison_desk.app.outgoing.exercise_export import export_milestones

            progress.report(0, 0)
            return export_milestones(self._desk, target, exercise_id, audience)

        def done(exported: "Exported") -> None:
            from liaison_desk.app.lending.calendar_dialog import tell_exported

            words = exported.count.said(self._ui.language, target.name)
            tell_exported(self._ui, exported, target, words)

        self._ui.jobs.database.run_long(work, tr("Exporting"), done)

    def _write(self, work: Callable[[], Written], target: Path) -> None:
        language = self._ui.language

        def long(progress: Progress) -> Written:
            progress.report(0, 0)
            return work()

        def done(count: Written) -> None:
            self._ui.notify(count.said(language, target.name), None)

        self._ui.jobs.database.run_long(long, language.tr("Exporting"), done)

    # In

    def _look_over(self, plan: "MselPlan") -> None:
        """Show what the file would do; take it in when the user goes on."""
        from liaison_desk.app.lending.msel_dialog import MselDialog

        dialog = MselDialog(self._ui, plan)
        if not self._ui.ask.form(dialog) or not dialog.agreed:
            return

        def work(progress: Progress) -> "FileReport":
            from liaison_desk.app.incoming.msel import take_in_msel

            progress.report(0, 0)
            return take_in_msel(self._desk, plan)

        self._ui.jobs.database.run_long(work, self._ui.language.tr("Importing"), self._tell)

    def _tell(self, report: "FileReport") -> None:
        """Say what became of the file: at length what the desk refused, else in a line that undo stands beside."""
        from liaison_desk.app.reports import ImportReport

        if report.problems:
            self._ui.ask.form(ImportReport(self._ui, [report]))
            return
        language = self._ui.language
        counts = {"read": report.read, "added": report.added, "updated": report.updated, "skipped": report.skipped}
        words = language.tr(
            "{file}: {read} read, {added} added, {updated} updated, {skipped} skipped",
            file=Path(report.file).name,
            **counts,
        )
        changed = report.added or report.updated
        self._ui.notify(words, self._undo if changed else None)

    def _undo(self) -> None:
        self._ui.jobs.database.run(self._desk.history.undo)


def _stem(one: Exercise, what: str) -> str:
    return file_name(f"{one.name.host or one.name.home} {what}")
