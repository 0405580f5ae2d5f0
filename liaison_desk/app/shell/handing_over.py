"""Handing the window's desk over, and taking another's archive over into it: what is asked, done on the database lane, and told."""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.jobs import Progress

if TYPE_CHECKING:
    from liaison_desk.app.handover.comparing import Comparison
    from liaison_desk.app.handover.taking import Result, TakingOver
    from liaison_desk.app.handover.writing import Written
    from liaison_desk.app.shell.window import MainWindow

ENDING = ".handover"


class HandingOver:
    """The two actions of the menu."""

    def __init__(self, ui: Ui, window: "MainWindow") -> None:
        self._ui = ui
        self._window = window

    def ask_hand_over(self) -> None:
        """Ask where to, and for a passphrase; write the archive and tell what it holds."""
        desk = self._window.desk
        if desk is None:
            return
        tr = self._ui.language.tr
        suggestion = f"{Path(desk.location).stem}-{desk.clock.now():%Y%m%d}{ENDING}"
        target = self._ui.ask.save_file(tr("Hand over the desk"), suggestion, f"{tr('Handover archives')} (*{ENDING})")
        if target is None:
            return
        place = target if target.suffix else target.with_suffix(ENDING)
        from liaison_desk.app.shell.handover_dialogs import closing_dialog

        def go_on(entered: tuple[str, tuple[str, ...]]) -> None:
            passphrase, without = entered

            def work(progress: Progress) -> "Written":
                from liaison_desk.app.handover.writing import hand_over

                # Whoever chose a name that is taken was asked by the window of files.
                return hand_over(
                    desk, place, passphrase, without_kinds=without, overwrite=place == target, step=progress.report
                )

            self._ui.jobs.database.run_long(work, tr("Handing over"), self._on_written, owner=self._window)

        kinds = frozenset(desk.database.types)
        self._ui.ask.form(closing_dialog(self._ui, place, kinds, go_on))

    def _on_written(self, written: "Written") -> None:
        from liaison_desk.app.shell.handover_dialogs import HandedOver

        self._ui.ask.form(HandedOver(self._ui, written, self._window))

    def ask_take_over(self) -> None:
        """Ask for an archive, and take it over."""
        tr = self._ui.language.tr
        files = self._ui.ask.open_files(
            tr("Take over an archive"), f"{tr('Handover archives')} (*{ENDING});;{tr('All files')} (*)", several=False
        )
        if files:
            self.take_over(files[0])

    def take_over(self, archive: Path) -> None:
        """Ask for an archive's passphrase; show what it would bring, and take it over as decided."""
        desk = self._window.desk
        if desk is None:
            return
        from liaison_desk.app.shell.handover_dialogs import opening_dialog

        opened = ExitStack()

        def look(passphrase: str) -> "tuple[TakingOver, Comparison]":
            from liaison_desk.app.handover.taking import taking_over

            taking = opened.enter_context(taking_over(desk, archive, passphrase, self._ui.language))
            return taking, taking.compare()

        found: list[tuple[TakingOver, Comparison]] = []
        self._ui.ask.form(opening_dialog(self._ui, archive, look, found.append))
        for taking, shown in found:
            self._show(taking, shown)
        # The copy of the archive goes when nobody looks at it any more.
        self._ui.jobs.database.run(opened.close)

    def _show(self, taking: "TakingOver", shown: "Comparison") -> None:
        from liaison_desk.app.shell.takeover_dialog import TakeOverDialog

        dialog = TakeOverDialog(self._ui, taking, shown, self._say_time, self._window)
        self._ui.ask.form(dialog)
        if dialog.done_with is not None:
            self._on_taken(dialog.done_with)

    def _on_taken(self, result: "Result") -> None:
        tr = self._ui.language.tr
        said = tr(
            "Taken over: {new} new, {updated} brought up to date, {kept} kept as they were here.",
            new=result.new,
            updated=result.updated,
            kept=result.kept,
        )
        if result.left_out:
            from liaison_desk.app.shell.handover_dialogs import TakenOver

            self._ui.ask.form(TakenOver(self._ui, said, result, self._window))
        else:
            self._ui.notify(said, None)

    def _say_time(self, at: datetime) -> str:
        from liaison_desk.domain.dtg import three_zones

        desk = self._window.desk
        assert desk is not None
        profile = desk.profile.get()
        return three_zones(at, profile.host_zone, profile.home_zone).line
