"""Making the minutes of a meeting final, opening them again, and saying how they stand."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QMenu

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Chip, ChipLook
from liaison_desk.meetings.records import Meeting, PortionKind
from liaison_desk.meetings.rules.templates import template_of
from liaison_desk.meetings.service import Meetings
from liaison_desk.meetings.service.minutes import MinutesBook
from liaison_desk.meetings.ui.words import Words

_PROMISES = {PortionKind.COMMITMENT, PortionKind.RFI, PortionKind.ACTION}
_DIGITS = 4


class Finalizing:
    """What a page can do about the versions of the minutes on show."""

    def __init__(self, ui: Ui, words: Words, minutes: MinutesBook, meetings: Meetings) -> None:
        self._ui = ui
        self._words = words
        self._minutes = minutes
        self._meetings = meetings

    def toggle(self, meeting: Meeting) -> None:
        """Make minutes final, or a draft again."""
        if meeting.state == "final":
            self.reopen(meeting)
        else:
            self.finalize(meeting)

    def finalize(self, meeting: Meeting) -> None:
        """Make minutes final after asking; what is still missing of them, as they are now, is told before."""
        self._ui.jobs.database.run(lambda: self._meetings.meeting(meeting.id), self._ask)

    def _ask(self, meeting: Meeting) -> None:
        tr = self._ui.language.tr
        told = [tr("What stands now is frozen with its digest. Later changes make a draft again.")]
        told += self.missing(meeting)
        if not self._ui.ask.confirm(tr("Make these minutes final?"), "\n".join(told), tr("Make final")):
            return

        def done(frozen: Meeting) -> None:
            words = tr("The minutes are final: version {n}.", n=frozen.frozen)
            self._ui.notify(words, lambda: self.reopen(frozen))

        self._ui.jobs.database.run(lambda: self._minutes.finalize(meeting.id), done)

    def reopen(self, meeting: Meeting) -> None:
        """Make minutes a draft again; the frozen versions stay."""
        self._ui.jobs.database.run(lambda: self._minutes.reopen(meeting.id))

    def missing(self, meeting: Meeting) -> list[str]:
        """Return what a careful clerk would ask about before minutes become final."""
        count = self._ui.language.count
        unmarked = sum(one.marking is None for one in meeting.portions)
        tasks = sum(one.kind in _PROMISES and not one.task_id for one in meeting.portions)
        found = []
        if unmarked:
            found.append(count("{n} note is unmarked and stays with you.", "{n} notes are unmarked and stay with you.", unmarked))  # fmt: skip
        if tasks:
            found.append(count("{n} promise or request has no task yet.", "{n} promises or requests have no task yet.", tasks))  # fmt: skip
        return found

    def open_versions(self, meeting: Meeting) -> None:
        """Open the dialog of the versions."""
        from liaison_desk.meetings.ui.versions.dialog import VersionsDialog

        self._ui.ask.form(VersionsDialog(self._ui, self._words, self._minutes, self._meetings, meeting))

    def turn_over(self, meeting: Meeting) -> None:
        """Let the template take over that follows a meeting's own: a plan becomes the report, its notes stay."""
        template = template_of(meeting.template)
        after = template_of(template.becomes) if template is not None else None
        if after is None:
            return
        told = self._ui.language.tr("The notes now follow: {template}", template=after.name(self._ui.language.code))

        def undo() -> None:
            self._ui.jobs.database.run(lambda: self._follow(meeting.id, meeting.template))

        self._ui.jobs.database.run(lambda: self._follow(meeting.id, after.key), lambda _: self._ui.notify(told, undo))

    def add_actions(self, menu: QMenu, meeting: Meeting) -> None:
        """Add what can be done about the versions and the template of a meeting to its menu."""
        tr, icon = self._ui.language.tr, self._ui.icons.icon
        menu.addAction(icon("history"), tr("Versions of the minutes…"), partial(self.open_versions, meeting))
        template = template_of(meeting.template)
        if template is not None and template.becomes:
            menu.addAction(
                icon("layout-template"), tr("Turn the plan into the report"), partial(self.turn_over, meeting)
            )

    def _follow(self, meeting_id: int, template: str) -> Meeting:
        return self._meetings.save_head(replace(self._meetings.meeting(meeting_id), template=template))

    def show_state(self, chip: Chip, meeting: Meeting) -> None:
        """Say in a chip how the minutes stand; the digest of the version follows when it is read."""
        chip.set_look(state_look(self._words, meeting))
        if meeting.state == "final" and meeting.frozen:

            def show(sha256: str) -> None:
                if sha256:
                    chip.set_look(state_look(self._words, meeting, sha256))

            self._ui.jobs.database.run(
                lambda: self._minutes.digest_of(meeting.id, meeting.frozen), show, lambda _: None, owner=chip
            )


def state_look(words: Words, meeting: Meeting, sha256: str = "") -> ChipLook:
    """Return how a chip says the state of minutes: "Final · version 2 · 3f9a…"."""
    tr = words.language.tr
    final = meeting.state == "final"
    parts = [dict(words.states).get(meeting.state, meeting.state)]
    if meeting.frozen:
        parts.append(tr("version {n}", n=meeting.frozen) if final else tr("after version {n}", n=meeting.frozen))
    if final and sha256:
        parts.append(f"{sha256[:_DIGITS]}…")
    return ChipLook(" · ".join(parts), "grn" if final else "amb")
