"""The agenda of a meeting as it is read: when each item is called, its title, how long it takes, who leads it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import MEDIUM, Size
from liaison_desk.meetings.records import Meeting
from liaison_desk.meetings.rules.agendas import called_at
from liaison_desk.meetings.ui.words import Words

_MOST = 20


class AgendaView(QWidget):
    """A line an item; a long agenda is cut."""

    def __init__(self, ui: Ui, words: Words, meeting: Meeting) -> None:
        super().__init__()
        tr = ui.language.tr
        lines = QGridLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setHorizontalSpacing(10)
        lines.setVerticalSpacing(2)
        lines.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        calls = called_at(meeting.agenda, meeting.start)
        for row, (item, at) in enumerate(zip(meeting.agenda[:_MOST], calls, strict=False)):
            title = "  ".join(part for part in (words.best(item.title), words.other(item.title)) if part)
            facts = (tr("{n} min", n=item.minutes) if item.minutes else "", item.lead)
            lines.addWidget(Text(ui, f"{at:%H%M}", Size.BODY, MEDIUM, tabular=True), row, 0, top)
            lines.addWidget(Text(ui, title, wrap=True), row, 1)
            lines.addWidget(
                Text(ui, " · ".join(one for one in facts if one)[:60], Size.SECONDARY, tone="t3"), row, 2, top
            )
        rest = len(meeting.agenda) - _MOST
        if rest > 0:
            lines.addWidget(Text(ui, tr("and {n} more", n=rest), Size.SECONDARY, tone="t3"), _MOST, 1)
