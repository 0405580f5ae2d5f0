"""A battle-rhythm card to be read: what the event is for, and when its next inputs are due, in three zones."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from liaison_desk.calendar.records import Event, RhythmCard
from liaison_desk.calendar.rules.rhythm import AHEAD, due_inputs
from liaison_desk.calendar.ui.fields.people_field import participant_words
from liaison_desk.calendar.words.rule_words import say_event
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.domain.zones import to_utc
from liaison_desk.foundation.qt.buttons import PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog
from liaison_desk.foundation.qt.paint import SectionTitle, Text, hairline
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

_WIDTH: Final = 560
_HEIGHT: Final = 520
_LOOKED_AHEAD: Final = AHEAD * 4
_SHOWN: Final = 8


def card_lines(card: RhythmCard, wording: Wording) -> list[tuple[str, str]]:
    """Return what a card says, by heading; what it does not say is left out."""
    tr, text = wording.language.tr, wording.text
    lines = (
        (tr("Purpose"), text(card.purpose)), (tr("Chair"), participant_words(card.chair) if card.chair is not None else ""),
        (tr("Members"), text(card.members)), (tr("Outputs"), text(card.outputs)), (tr("My role"), text(card.role)),
        (tr("Report home"), text(card.report)),
    )  # fmt: skip
    return [(heading, words) for heading, words in lines if words]


def input_lines(event: Event, wording: Wording) -> list[tuple[str, str]]:
    """Return the inputs of a card: what, and when it is due and to whom."""
    tr, text = wording.language.tr, wording.text
    lines = []
    for one in event.rhythm.inputs if event.rhythm is not None else ():
        day = (
            wording.language.count("{n} day before", "{n} days before", one.days_before)
            if one.days_before
            else tr("The same day")
        )
        when = f"{day} {one.at:%H%M}" if one.at is not None else day
        to = tr("to {name}", name=one.to) if one.to else ""
        task = tr("makes a task") if one.makes_task else ""
        lines.append((text(one.what), tr(", ").join(filter(None, (when, to, task)))))
    return lines


class CardView(DeskDialog):
    """Shows a card; ``edits`` tells that the user wants to change it."""

    def __init__(self, ui: Ui, wording: Wording, event: Event, parent: QWidget | None = None) -> None:
        tr = ui.language.tr
        super().__init__(ui, tr("Battle-rhythm card"), parent)
        self.edits = False
        self.setMinimumWidth(_WIDTH)
        self.heading.set_text(wording.text(event.title))
        self.content.addWidget(
            Text(ui, say_event(event, wording, ui.clock.now()), Size.SECONDARY, tone="t2", wrap=True)
        )
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        self.lines = [*card_lines(event.rhythm or RhythmCard(), wording)]
        self.inputs = input_lines(event, wording)
        self.due = self._due(event, wording)
        for title, lines in (("", self.lines), (tr("Inputs"), self.inputs), (tr("Due next"), self.due)):
            if not lines:
                continue
            if title:
                column.addWidget(hairline(ui))
                column.addWidget(SectionTitle(ui, title))
            column.addLayout(self._grid(lines))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(tr("Battle-rhythm card"))
        area.setWidget(inside)
        self.content.addWidget(area, 1)
        self.resize(_WIDTH, min(_HEIGHT, inside.sizeHint().height() + 190))
        self.edit_button = PlainButton(ui, tr("Edit"), icon="pencil", act=self._edit)
        self.close_button = PrimaryButton(ui, tr("Close"), act=self.accept)
        self.foot.addWidget(self.edit_button)
        self.foot.addWidget(self.close_button)
        self.close_button.setFocus()

    def act(self) -> None:
        """Ctrl+Return closes."""
        self.accept()

    def _due(self, event: Event, wording: Wording) -> list[tuple[str, str]]:
        """Return the next inputs that are still to come, in the order in which they are due."""
        now, zone = self.ui.clock.now(), wording.profile().host_zone
        found = []
        for asked, _, due in due_inputs(event, now, now + _LOOKED_AHEAD, zone):
            at = to_utc(due.due, due.zone or zone)
            words = wording.day(due.due.date(), year=True) if due.all_day else wording.times(at, at)
            if at >= now:
                found.append((at, words, wording.text(asked.what)))
        return [(what, words) for _, words, what in sorted(found)[:_SHOWN]]

    def _grid(self, lines: list[tuple[str, str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, 150)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 5)
        for number, (heading, words) in enumerate(lines):
            grid.addWidget(
                Text(self.ui, heading, Size.SECONDARY, SEMIBOLD, wrap=True), number, 0, Qt.AlignmentFlag.AlignTop
            )
            grid.addWidget(Text(self.ui, words, Size.SECONDARY, wrap=True, selectable=True, tabular=True), number, 1)
        return grid

    def _edit(self) -> None:
        self.edits = True
        self.accept()
