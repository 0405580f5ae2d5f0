"""Taking mails in from the window: each is looked over and decided on, then all become what was chosen in one action."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.jobs import Progress

if TYPE_CHECKING:
    from liaison_desk.app.incoming.importing import FileReport
    from liaison_desk.app.incoming.mail_in import Decision, TakenIn
    from liaison_desk.app.incoming.mails import ArrivingMail, OpenedMails
    from liaison_desk.app.shell.window import MainWindow
    from liaison_desk.domain.profile import DeskProfile

MAILS = frozenset({".eml", ".msg"})
_MOST = 20
"""Mails of one file that are looked over one by one; a file of more is a mailbox, which is taken in whole."""

Left = Callable[[Sequence[Path]], None]


class TakingMails:
    """Takes mails into the window's desk."""

    def __init__(self, ui: Ui, window: "MainWindow") -> None:
        self._ui = ui
        self._window = window

    def files(self, files: Sequence[Path], left: Left) -> None:
        """Look over the mails among the files, then hand on those that are left: no mails, and mailboxes."""
        desk = self._window.desk
        assert desk is not None
        mails = [path for path in files if path.suffix.lower() in MAILS]
        if not mails:
            left(files)
            return

        def read() -> "tuple[list[OpenedMails], DeskProfile]":
            from liaison_desk.app.incoming.mails import open_mails

            opened = []
            for path in mails:
                with suppress(DeskError):  # what cannot be read is left, and the import says why
                    opened.append(open_mails(desk, path))
            return [one for one in opened if len(one.mails) <= _MOST], desk.profile.get()

        def look(found: "tuple[list[OpenedMails], DeskProfile]") -> None:
            opened, profile = found
            looked = {one.path for one in opened}
            refused = [mail for one in opened for mail in one.mails if isinstance(mail, DeskError)]
            arriving = [mail for one in opened for mail in one.mails if not isinstance(mail, DeskError)]
            decisions = self._decide(arriving, profile)
            rest = [path for path in files if path not in looked]
            self._take_in(decisions, refused)
            if rest:
                left(rest)

        self._ui.jobs.database.run(read, look, owner=self._window)

    def _decide(self, mails: "Sequence[ArrivingMail]", profile: "DeskProfile") -> "list[Decision]":
        """Ask about one mail after the other; stepping back from one steps back from all."""
        from liaison_desk.app.incoming.mail_in import Becomes
        from liaison_desk.app.shell.mail_dialog import MailDialog, followed

        desk = self._window.desk
        assert desk is not None
        usual = {"tasks": Becomes.TASK, "calendar": Becomes.ENTRY}
        becomes = usual.get(self._window.page_key(), Becomes.NOTE)
        decisions: list[Decision] = []
        meeting = self._window.on_show()
        for place, mail in enumerate(mails):
            dialog = MailDialog(
                self._ui, desk, profile, mail, becomes, meeting=meeting, number=place + 1, count=len(mails)
            )
            if not self._ui.ask.form(dialog):
                return []
            if dialog.shown and mail.known is not None:
                self._ui.open(mail.known)
            if dialog.decision is None:
                continue
            decisions.append(dialog.decision)
            becomes = dialog.decision.becomes  # what was chosen for one is offered for the next
            if dialog.for_all:
                return [*decisions, *followed(dialog.decision, mails[place + 1 :])]
        return decisions

    def _take_in(self, decisions: "Sequence[Decision]", refused: Sequence[DeskError]) -> None:
        desk, ui = self._window.desk, self._ui
        assert desk is not None
        if not decisions:
            if refused:
                self._report(refused)
            return

        def work(_progress: Progress) -> "TakenIn":
            from liaison_desk.app.incoming.mail_in import take_in

            return take_in(desk, decisions, ui.language)

        def done(taken: "TakenIn") -> None:
            told = any(isinstance(one, DeskError) or one.problems for one in taken.reports)
            if told or refused:
                self._report((*refused, *taken.reports))
            else:
                self._say(decisions)
            if len(decisions) == 1 and taken.records[0] is not None:
                ui.open(RecordRef(taken.records[0].kind, taken.records[0].id))

        ui.jobs.database.run_long(work, ui.language.tr("Taking mails in"), done, owner=self._window)

    def _say(self, decisions: "Sequence[Decision]") -> None:
        """Say in a toast what was done, with the way back."""
        from liaison_desk.app.incoming.mail_in import Becomes

        desk, ui = self._window.desk, self._ui
        assert desk is not None
        tr = ui.language.tr
        if len(decisions) > 1:
            words = ui.language.count("{n} mail taken in.", "{n} mails taken in.", len(decisions))
        elif decisions[0].becomes is Becomes.TASK:
            words = tr("The mail became a task.")
        elif decisions[0].becomes is Becomes.ENTRY:
            words = tr("What the mail brought is in the calendar.")
        else:
            words = tr("The mail became a note.")

        def undo() -> None:
            ui.jobs.database.run(desk.history.undo, owner=self._window)

        ui.notify(words, undo)

    def _report(self, results: "Sequence[FileReport | DeskError]") -> None:
        from liaison_desk.app.reports import ImportReport

        self._ui.ask.form(ImportReport(self._ui, results, self._window))
