"""Brings notes back that a program which ended left unfinished, soon after a desk is opened."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer

from liaison_desk.app.desk import Desk
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.meetings.service.notes import SILENT, Recovered

_AGAIN: Final = int(SILENT.total_seconds() * 1000) + 2000
"""Milliseconds after which what was typed just before the end counts as left behind too."""


def recover_notes(desk: Desk, ui: Ui, owner: QObject) -> None:
    """Put unfinished notes into their meetings, now and once more when the last of them must have fallen silent; tell of them."""

    def told(found: Sequence[Recovered]) -> None:
        count = sum(one.count for one in found)
        if count:
            title = found[0].title.in_code(ui.language.code, desk.profile.get())
            words = "{n} unfinished note is back in “{title}”.", "{n} unfinished notes are back in “{title}”."
            ui.notify(ui.language.count(*words, count, title=title), None)

    def recover() -> None:
        ui.jobs.database.run(desk.meetings.recover, told, owner=owner)

    again = QTimer(owner, singleShot=True, interval=_AGAIN)
    again.timeout.connect(recover)
    again.start()
    recover()
