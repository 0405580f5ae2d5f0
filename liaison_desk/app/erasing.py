"""Erases visitors' personal data on their day while the window is open: whenever it looks what day it is at the host."""

from datetime import date
from typing import TYPE_CHECKING

from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.partnership.records import VISITOR

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from liaison_desk.app.desk import Desk
    from liaison_desk.partnership.service.visitors import Erased


class Erasing:
    """Asks nobody, and says what it did: in a toast, and on the pane of visits until it is read there. ``quiet`` for pictures."""

    def __init__(self, ui: Ui, desk: "Desk", window: "QWidget", *, quiet: bool = False) -> None:
        self._ui = ui
        self._desk = desk
        self._window = window
        self._quiet = quiet
        self._day: date | None = None
        ui.changes.changed.connect(self._on_changed)

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches(VISITOR):  # they may have come past their day, with an archive or out of the history
            self._day = None

    def look(self) -> None:
        """Erase what is due, unless that was done on this day already, and nothing of it has changed since."""
        self._ui.jobs.database.run(self._erase, self._tell, owner=self._window)

    def _erase(self) -> "Erased | None":
        visitors = self._desk.visitors
        today = visitors.today()
        if today == self._day:
            return None
        done = visitors.erase_due()
        self._day = today
        return done

    def _tell(self, done: "Erased | None") -> None:
        if done is None or not (done.count or done.files) or self._quiet:
            return
        from liaison_desk.partnership.ui.visits.erased import keep_told, said_of

        said, more = said_of(self._ui.language, done)
        keep_told(self._ui, " ".join(filter(None, (said, *more))))
        self._ui.notify(said, None)
