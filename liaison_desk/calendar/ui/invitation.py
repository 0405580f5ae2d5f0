"""An invitation in an event's popover: who invites, what the officer answered, and the answer as a file to be mailed by hand."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.calendar.records import Answer, Event, Occurrence, Override, Participant, Status
from liaison_desk.calendar.rules import content_of, invites, place_of
from liaison_desk.calendar.service import Calendars
from liaison_desk.calendar.ui.outside import Outside
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.foundation.core.files import file_name, write_whole
from liaison_desk.foundation.qt.buttons import PlainButton, literal
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import open_below, popup_menu
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import MEDIUM, Size

_GIVEN: Final = (Answer.ACCEPTED, Answer.TENTATIVE, Answer.DECLINED)


class InvitationPart(QWidget):
    """Who invites and what was answered, with the answers to give. Where nobody knows who the officer is, he says it here once."""

    answered = Signal(str)
    reply_asked = Signal(object)
    """The Participant whose answer shall be written to a file."""
    known = Signal(str)
    """The address by which the officer is invited."""

    def __init__(self, ui: Ui, event: Event, people: tuple[Participant, ...], addresses: tuple[str, ...]) -> None:
        super().__init__()
        self._ui = ui
        self._people = people
        tr = ui.language.tr
        self.buttons: dict[str, PlainButton] = {}
        self.export_button: PlainButton | None = None
        self.who_button: PlainButton | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        organizer = event.organizer
        who = (organizer.name or organizer.email) if organizer is not None else ""
        place = place_of(people, addresses)
        if place is None:
            self.line = Text(ui, tr("Invitation from {name}", name=who), Size.SECONDARY, MEDIUM, wrap=True)
            self.who_button = PlainButton(ui, tr("Which of the invited are you?"), icon="user", act=self._ask_who)
            column.addWidget(self.line)
            column.addLayout(_row(self.who_button))
            return
        mine = people[place]
        words = tr("Invitation from {name} – your answer: {answer}", name=who, answer=self._said(mine.answer))
        self.line = Text(ui, words, Size.SECONDARY, MEDIUM, wrap=True)
        column.addWidget(self.line)
        row = QHBoxLayout()
        row.setSpacing(6)
        verbs = (tr("Accept"), tr("Perhaps"), tr("Decline"))
        for answer, verb in zip(_GIVEN, verbs, strict=True):
            button = PlainButton(ui, verb, act=partial(self.answered.emit, str(answer)))
            button.setEnabled(mine.answer != answer)
            self.buttons[answer] = button
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        if mine.answer in _GIVEN:
            self.export_button = PlainButton(
                ui, tr("Export answer…"), icon="file-up", act=partial(self.reply_asked.emit, mine)
            )
            self.export_button.setToolTip(tr("A file to be mailed to the organizer; the program sends nothing itself."))
            column.addLayout(_row(self.export_button))

    def _said(self, answer: str) -> str:
        tr = self._ui.language.tr
        words = {
            Answer.ACCEPTED: tr("Accepted"),
            Answer.DECLINED: tr("Declined"),
            Answer.TENTATIVE: tr("Perhaps"),
            Answer.DELEGATED: tr("Delegated"),
        }
        return next((said for known, said in words.items() if known == answer), tr("not yet"))

    def _ask_who(self) -> None:
        assert self.who_button is not None
        menu = popup_menu(self)
        for one in self._people:
            if one.email:
                words = f"{one.name} <{one.email}>" if one.name else one.email
                menu.addAction(literal(words), partial(self.known.emit, one.email))
        open_below(menu, self.who_button)


def _row(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch(1)
    return row


class Invitations:
    """Carries out what is answered: the officer's own answer is kept with the event, and written to a file when he asks."""

    def __init__(
        self, calendars: Calendars, ui: Ui, wording: Wording, outside: Outside, owner: QWidget,
        do: Callable[[Callable[[], object], str, Callable[[object], None] | None], None],
    ) -> None:  # fmt: skip
        """``do`` runs a change on the database lane, says what was done and offers to take it back."""
        self._calendars = calendars
        self._ui = ui
        self._wording = wording
        self._outside = outside
        self._owner = owner
        self._do = do

    def part(self, one: Occurrence, event: Event, close: Callable[[], object]) -> InvitationPart | None:
        """Return what an event's popover shows of its invitation, or None where it is none; ``close`` closes the popover."""
        addresses = self._wording.profile().officer_emails
        content = content_of(event, one)
        people = (*content.participants, *((event.organizer,) if not addresses and event.organizer else ()))
        people = tuple({each.email.casefold() or each.name: each for each in people}.values())
        if content.status is Status.CANCELLED or not invites(event, people, addresses):
            return None
        part = InvitationPart(self._ui, event, people, addresses)

        def closing(act: Callable[..., None], *first: object) -> Callable[[object], None]:
            def closed(value: object) -> None:
                close()
                act(*first, value)

            return closed

        part.answered.connect(closing(self._answer, one, content))
        part.reply_asked.connect(closing(self._write, one, event, content))
        part.known.connect(closing(self._remember))
        return part

    def _answer(self, one: Occurrence, content: Override, answer: str) -> None:
        tr, title = self._ui.language.tr, self._wording.title(one)
        single: Override | None = None
        if one.recurring:
            text = tr("“{title}” is repeated. Which of its occurrences do you mean?", title=title)
            chosen = self._ui.ask.choose(
                tr("Answer an invitation"), text, [tr("Answer for this one"), tr("Answer for all")]
            )
            if chosen is None:
                return
            single = content if chosen == 0 else None
        told = {
            str(Answer.ACCEPTED): tr("Accepted “{title}”.", title=title),
            str(Answer.TENTATIVE): tr("Answered “{title}” with perhaps.", title=title),
            str(Answer.DECLINED): tr("Declined “{title}”.", title=title),
        }[answer]
        addresses = self._wording.profile().officer_emails
        self._do(lambda: self._calendars.answer(one.event_id, addresses, answer, single), told, None)

    def _write(self, one: Occurrence, event: Event, content: Override, mine: Participant) -> None:
        """Write the answer to a file: of one occurrence where that was answered otherwise than the whole."""
        tr = self._ui.language.tr
        name = file_name(f"answer {mine.answer} {one.start:%Y%m%d}", "answer")  # his own title is not for the organizer
        target = self._ui.ask.save_file(tr("Export answer"), f"{name}.ics", "iCalendar (*.ics)")
        if target is None:
            return
        path = target if target.suffix.lower() == ".ics" else target.with_name(f"{target.name}.ics")
        place = place_of(event.participants, (mine.email,))
        whole = event.participants[place].answer if place is not None and not event.only_overrides else ""
        apart = content if any(each.at == content.at for each in event.overrides) and whole != mine.answer else None

        def written(_: object) -> None:
            self._ui.notify(tr("{file}: written. Mail it to the organizer.", file=path.name), None)

        self._ui.jobs.database.run(
            lambda: write_whole(path, self._outside.reply(event, apart, mine)), written, owner=self._owner
        )

    def _remember(self, address: str) -> None:
        tr = self._ui.language.tr
        self._do(
            lambda: self._outside.remember(address), tr("{address} is kept in the settings.", address=address), None
        )
