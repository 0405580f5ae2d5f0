"""The screen before a mail is taken in: what it says, what it becomes, who its sender is, and which of its files are kept."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from liaison_desk.app.incoming.mail_in import Becomes, Decision, proposed
from liaison_desk.app.incoming.mails import ArrivingMail
from liaison_desk.domain.dtg import three_zones
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.marking import describe
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import Button, Check, PlainButton, PrimaryButton, Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog
from liaison_desk.foundation.qt.fields import Choice, PickRecord
from liaison_desk.foundation.qt.files import size_words
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.style import plain_tip, restyle
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.meetings.records import MEETING

if TYPE_CHECKING:
    from liaison_desk.app.desk import Desk

_NEW, _ANOTHER = 0, -1
_LETTERS = 20_000
"""Characters of the text that can be looked over before it is taken in."""
_TICKS = 50
"""Files with a box of their own; those beyond are kept."""
_LABEL_WIDTH = 96


class MailDialog(DeskDialog):
    """Asks what one mail becomes. ``decision`` is what the user settled on; ``for_all`` tells that those behind it follow.

    ``skipped`` tells that he left this one out and goes on; ``shown`` that he wants to see what it became before. ``number``
    and ``count`` say which of how many it is; ``meeting`` is the one on show in the window.
    """

    def __init__(
        self, ui: Ui, desk: "Desk", profile: DeskProfile, mail: ArrivingMail, becomes: Becomes, *,
        meeting: RecordRef | None = None, number: int = 1, count: int = 1,
    ) -> None:  # fmt: skip
        tr = ui.language.tr
        super().__init__(ui, tr("Take in a mail") if count == 1 else tr("Mail {n} of {count}", n=number, count=count))
        self.mail = mail
        self.decision: Decision | None = None
        self.for_all = self.skipped = self.shown = False
        self._desk = desk
        self._profile = profile
        self._labels: dict[QWidget, QLabel] = {}
        self.strip = MessageStrip(ui)
        self.content.addWidget(self.strip)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self.content.addLayout(self._grid)
        self._ask(becomes, meeting)
        self._tell()
        self._show_text()
        self._offer_files()
        self._add_buttons(number, count)
        self.setMinimumWidth(620)
        self.resize(680, 660)
        self._on_becomes()
        if mail.known is not None:
            self.strip.show_text(tr("This mail is on the desk already, as “{title}”.", title=mail.known.label), "amb")
        (self.open_button if mail.known is not None else self.take_button).setFocus()

    def act(self) -> None:
        """Settle on what is shown."""
        if self.mail.known is None:
            self._settle(for_all=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return does the default from wherever the keyboard is; on a button it presses that."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and not isinstance(self.focusWidget(), Button):
            event.accept()
            self.act()
            return
        super().keyPressEvent(event)

    # What is asked ------------------------------------------------------------------------------------------------

    def _ask(self, becomes: Becomes, meeting: RecordRef | None) -> None:
        ui, tr = self.ui, self.ui.language.tr
        choices = [(Becomes.NOTE, tr("&Note of a meeting")), (Becomes.TASK, tr("&Task"))]
        if self.mail.invites:
            choices.append((Becomes.ENTRY, tr("&Calendar only")))
        self.becomes = Segments(ui, choices, tr("Becomes"))
        self.becomes.set_value(_fitting(becomes, self.mail))
        self.becomes.chosen.connect(self._on_becomes)
        self._row(tr("Becomes"), self.becomes)
        self.meeting = Choice(ui, self._meetings(meeting))
        self.meeting.name(tr("Meeting"))
        if meeting is not None:
            self.meeting.set_value(meeting.id)
        self.meeting.changed.connect(self._on_becomes)
        self._row(tr("&Meeting"), self.meeting)
        self.other = PickRecord(ui, lambda words: self._desk.suggest(MEETING, words), tr("Title or words of a meeting"))
        self.other.name(tr("Another meeting"))
        self._row("", self.other)
        people = [(one.id, f"{one.name} ({one.nation})" if one.nation else one.name) for one in self.mail.candidates]
        self.contact = Choice(ui, [*people, (0, tr("No contact, by name only"))])
        self.contact.name(tr("Contact who sent it"))
        self.contact.set_value(self.mail.sender_id)
        self._row(tr("&Contact"), self.contact)

    def _meetings(self, shown: RecordRef | None) -> list[tuple[int, str]]:
        """Return the meetings that are near: the one on show, a new one, those of the mail's day; then any other."""
        tr = self.ui.language.tr
        choices = [(shown.id, tr("{title} (on show)", title=shown.label))] if shown is not None else []
        choices.append((_NEW, tr("A new one of {date}", date=f"{self.mail.day:%Y-%m-%d}")))
        for one in self.mail.meetings:
            if shown is None or one.id != shown.id:
                title = one.title.in_code(self.ui.language.code, self._profile)
                choices.append((one.id, f"{one.start:%Y-%m-%d %H%M} {title}"))
        return [*choices, (_ANOTHER, tr("Another…"))]

    def _on_becomes(self, _value: object = None) -> None:
        asked = self.mail.known is None  # of what is there already nothing is left to be asked
        note = asked and self.becomes.value() is Becomes.NOTE
        other = note and self.meeting.value() == _ANOTHER
        somebody = self.becomes.value() is not Becomes.ENTRY
        shown_of: tuple[tuple[QWidget, bool], ...] = (
            (self.becomes, asked), (self.meeting, note), (self.other, other), (self.contact, asked and somebody),
        )  # fmt: skip
        for field, shown in shown_of:
            field.setVisible(shown)
            self._labels[field].setVisible(shown)
        self._kept.setVisible(asked and somebody)  # of a mail that is for the calendar only nothing else is kept

    # What was read ------------------------------------------------------------------------------------------------

    def _tell(self) -> None:
        ui, tr, mail = self.ui, self.ui.language.tr, self.mail
        nobody = tr("Nobody is named.")
        to = ", ".join(str(person) for field, person in mail.mail.people if field != "From")
        marking = tr("Unmarked, stays with you")
        if mail.marking is not None:
            mark = load_grammar(self._profile.policy).portion(mail.marking)
            marking = f"{mark} {describe(mail.marking, ui.language)}"
        sent = tr("No readable date.")
        if mail.mail.at is not None:
            try:
                sent = three_zones(mail.mail.at, self._profile.host_zone, self._profile.home_zone).line
            except DeskError:  # beyond what a calendar knows
                sent = tr("No readable date.")
        rows = (
            (tr("Subject"), mail.mail.subject or mail.title.in_code(ui.language.code, self._profile)),
            (tr("Sent by"), str(mail.sender) or nobody),
            (tr("Sent to"), to or nobody),
            (tr("Sent"), sent),
            (tr("Marking"), marking),
        )
        for label, words in rows:
            value = Text(ui, " ".join(words.split())[:2000], tabular=label == tr("Sent"), elide=True)
            value.setToolTip(plain_tip(words[:2000]))
            self._row(label, value)
        if mail.invites:
            brings = tr("An invitation, or an answer to one, is in it; it goes into the calendar.")
            self._row("", Text(ui, brings, Size.SECONDARY, tone="t2", wrap=True))
        for problem in mail.told:
            self._row("", Text(ui, tr(problem.text, **problem.values), Size.SECONDARY, tone="amb", wrap=True))

    def _show_text(self) -> None:
        tr = self.ui.language.tr
        self.text = QPlainTextEdit(self.mail.text.strip()[:_LETTERS] or tr("The mail has no text."))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("Text of the mail"))
        self.text.setMinimumHeight(110)
        self.content.addWidget(self.text, 1)

    def _offer_files(self) -> None:
        """Show a box for each file that came along, ticked if it is kept; the mail itself always is."""
        self.files: list[Check] = []
        self._kept = QWidget()
        if self.mail.known is not None:
            return
        column = QVBoxLayout(self._kept)
        column.setContentsMargins(0, 0, 0, 0)
        self.content.addWidget(self._kept)
        ui, tr = self.ui, self.ui.language.tr
        usual = proposed(self.mail, Becomes.NOTE).files
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(2, 2, 2, 2)
        rows.setSpacing(2)
        for place, file in enumerate(self.mail.files[:_TICKS]):
            name = file.name if len(file.name) <= 70 else f"{file.name[:50]}…{file.name[-18:]}"
            box = Check(ui, f"{name}  ·  {size_words(file.size, ui.language)}".replace("&", "&&"), place in usual)
            box.setAccessibleName(file.name)
            box.setToolTip(plain_tip(file.name))
            self.files.append(box)
            rows.addWidget(box)
        whole = size_words(len(self.mail.mail.source), ui.language)
        kept = tr("The mail itself ({size}) is kept with it.", size=whole)
        if len(self.mail.files) > _TICKS:
            more = ui.language.count(
                "{n} more file is kept.", "{n} more files are kept.", len(self.mail.files) - _TICKS
            )
            kept = f"{kept} {more}"
        if self.files:
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setWidget(inside)
            area.setFixedHeight(min(len(self.files), 3) * 27 + 6)
            column.addWidget(area)
        column.addWidget(Text(ui, kept, Size.SECONDARY, tone="t2", wrap=True))

    def _add_buttons(self, number: int, count: int) -> None:
        ui, tr = self.ui, self.ui.language.tr
        self.foot.addWidget(PlainButton(ui, tr("Cancel"), act=self.reject))
        self.skip_button = PlainButton(ui, tr("Leave out"), act=self._skip)
        self.all_button = PlainButton(
            ui, tr("Take in all {n} this way", n=count - number + 1), act=lambda: self._settle(for_all=True)
        )
        self.open_button = PlainButton(ui, tr("Open it"), act=self._open)
        self.take_button = PrimaryButton(ui, tr("Take in"), key="Enter", act=self.act)
        for button in (self.skip_button, self.open_button, self.all_button, self.take_button):
            self.foot.addWidget(button)
        there = self.mail.known is not None
        self.skip_button.setVisible(count > 1)
        self.open_button.setVisible(there)
        self.all_button.setVisible(number < count and not there)
        self.take_button.setVisible(not there)

    # What comes of it ---------------------------------------------------------------------------------------------

    def _settle(self, *, for_all: bool) -> None:
        meeting = 0
        becomes = Becomes(str(self.becomes.value()))
        if becomes is Becomes.NOTE:
            meeting = self._chosen_meeting()
            if meeting < 0:
                return
        unticked = {place for place, box in enumerate(self.files) if not box.isChecked()}
        kept = frozenset(place for place in range(len(self.mail.files)) if place not in unticked)
        self.decision = Decision(self.mail, becomes, meeting, self.contact.value() or 0, kept)
        self.for_all = for_all
        self.accept()

    def _chosen_meeting(self) -> int:
        """Return the meeting the mail goes to, 0 for a new one, -1 (with a word at the field) where none is named yet."""
        chosen: Any = self.meeting.value()
        if chosen != _ANOTHER:
            return int(chosen or 0)
        if not self.other.check():
            return -1
        ref = self.other.value()
        if ref is None:
            self.other.set_problem(self.ui.language.tr("Choose a meeting."))
            self.other.setFocus()
            return -1
        return int(ref.id)

    def _skip(self) -> None:
        self.skipped = True
        self.accept()

    def _open(self) -> None:
        self.shown = True
        self.accept()

    def _row(self, label: str, widget: QWidget) -> None:
        row = self._grid.rowCount()
        words = QLabel(label)
        words.setFont(self.ui.theme.font(Size.BODY))
        words.setBuddy(widget.focusProxy() or widget)
        restyle(words, "tone", "t2")
        top = Qt.AlignmentFlag.AlignTop if isinstance(widget, Text) else Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(words, row, 0, top)
        # A widget of one width would hold the whole column to it.
        self._grid.addWidget(widget, row, 1, *((Qt.AlignmentFlag.AlignLeft,) if isinstance(widget, Segments) else ()))
        self._labels[widget] = words


def followed(decision: Decision, others: Sequence[ArrivingMail]) -> list[Decision]:
    """Return what becomes of the mails behind one that they follow."""
    return [replace(proposed(one, _fitting(decision.becomes, one)), meeting_id=decision.meeting_id) for one in others]


def _fitting(becomes: Becomes, mail: ArrivingMail) -> Becomes:
    """Return what a mail may become: one that brings nothing for the calendar is a note there too."""
    return Becomes.NOTE if becomes is Becomes.ENTRY and not mail.invites else becomes
