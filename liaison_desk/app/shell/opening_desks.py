"""Another desk in the window: one that is there, or a new one that begins with what somebody handed over."""

from typing import TYPE_CHECKING

from liaison_desk.app.shell.handing_over import ENDING
from liaison_desk.foundation.qt.context import Ui

if TYPE_CHECKING:
    from liaison_desk.app.shell.window import MainWindow


class OpeningDesks:
    """The two actions of the menu; the program opens the desk that the window wants."""

    def __init__(self, ui: Ui, window: "MainWindow") -> None:
        self._ui = ui
        self._window = window

    def ask_open(self) -> None:
        """Ask for a desk, and open it instead of this one."""
        tr = self._ui.language.tr
        files = self._ui.ask.open_files(
            tr("Open a desk"), f"{tr('Desks')} (*.desk);;{tr('All files')} (*)", several=False
        )
        if files:
            self._window.desk_wanted.emit(str(files[0]))

    def ask_begin(self) -> None:
        """Ask for an archive, for a place and for passphrases; make a desk of it there, and open that."""
        tr = self._ui.language.tr
        files = self._ui.ask.open_files(
            tr("Begin a desk with an archive"), f"{tr('Handover archives')} (*{ENDING});;{tr('All files')} (*)", several=False
        )  # fmt: skip
        if not files:
            return
        target = self._ui.ask.save_file(
            tr("Where the new desk lies"), f"{files[0].stem}.desk", f"{tr('Desks')} (*.desk)"
        )
        if target is None:
            return
        place = target if target.suffix else target.with_suffix(".desk")
        from liaison_desk.app.shell.handover_dialogs import beginning_dialog

        def begin(passphrases: tuple[str, str]) -> str:
            from liaison_desk.app.handover.opening import open_as_desk

            open_as_desk(files[0], passphrases[0], str(place), passphrases[1])
            return str(place)

        made: list[str] = []
        self._ui.ask.form(beginning_dialog(self._ui, files[0], place, begin, made.append))
        for location in made:
            self._window.desk_wanted.emit(location)
