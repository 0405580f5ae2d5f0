"""What belongs to a meeting beside its notes: files that were dropped or pasted, and links to other records."""

from liaison_desk.foundation.qt.belongings import BelongingsPart, Suggest
from liaison_desk.foundation.qt.buttons import PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog
from liaison_desk.meetings.records import MEETING, Meeting
from liaison_desk.meetings.service import Meetings

_SIZE = (560, 480)


class BelongingsDialog(DeskDialog):
    """Files and links of a meeting: opened, saved, added and removed here, each at once."""

    def __init__(self, ui: Ui, meetings: Meetings, suggest: Suggest, meeting: Meeting) -> None:
        super().__init__(ui, ui.language.tr("Files and links"))
        self.part = BelongingsPart(ui, meetings, MEETING, meeting, suggest, None, "")
        self.content.addWidget(self.part)
        self.content.addStretch(1)
        self.foot.addWidget(PlainButton(ui, ui.language.tr("Close"), act=self.reject))
        self.resize(*_SIZE)
