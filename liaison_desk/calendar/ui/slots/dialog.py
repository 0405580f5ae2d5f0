"""The dialog "Find a time": options, and proposals that follow them. One is taken for an event, several go into a mail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.calendar.records import Participant
from liaison_desk.calendar.rules.slots import SlotOptions
from liaison_desk.calendar.service.slots import SlotAnswer, Slots
from liaison_desk.calendar.ui.fields.people_field import Suggest
from liaison_desk.calendar.ui.slots.list import SlotList, StripLegend
from liaison_desk.calendar.ui.slots.options import Search, SlotForm
from liaison_desk.calendar.ui.slots.words import SlotWords
from liaison_desk.calendar.words.wording import Wording, today
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.errors import DeskError, InvalidError
from liaison_desk.foundation.qt.buttons import PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog
from liaison_desk.foundation.qt.jobs import Ticket
from liaison_desk.foundation.qt.paint import EmptyState, Text, hairline
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

_PAUSE: Final = 180
_OPTIONS: Final = 336
_SIZE: Final = QSize(984, 640)


@dataclass(frozen=True, slots=True)
class FoundTime:
    """What was taken: instants (aware UTC), and the people it was looked for with, as an event has them."""

    starts: datetime
    ends: datetime
    people: tuple[Participant, ...] = ()


class SlotDialog(DeskDialog):
    """Looks for a time as the options change. ``found`` is what was taken, None after stepping back."""

    def __init__(
        self, ui: Ui, wording: Wording, slots: Slots, suggest: Suggest, first: date, length: timedelta,
        people: Sequence[Participant] = (),
    ) -> None:  # fmt: skip
        tr = ui.language.tr
        super().__init__(ui, tr("Find a time"))
        self.found: FoundTime | None = None
        self._slots = slots
        self._asked: Ticket | None = None
        self._answered = False
        self.words = SlotWords(wording)
        self.form = SlotForm(ui, self.words, suggest, people, first, length)
        self.form.setFixedWidth(_OPTIONS)
        self.summary = Text(ui, "", weight=SEMIBOLD, elide=True)
        self.overlap = Text(ui, "", Size.SECONDARY, tone="t2", tabular=True, wrap=True)
        self.note = Text(ui, "", Size.SECONDARY, tone="t2", wrap=True)
        self.list = SlotList(ui, self.words)
        self.list.taken.connect(self.act)
        self.list.copy_asked.connect(lambda: self.copy(ui.language.code))
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show_deeds())
        self.nothing = EmptyState(ui, "")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.nothing)
        self.content.addLayout(self._columns(), 1)
        self.copy_buttons = {
            "en": PlainButton(ui, tr("Copy in English"), icon="copy", act=lambda: self.copy("en")),
            "ja": PlainButton(ui, tr("Copy in Japanese"), icon="copy", act=lambda: self.copy("ja")),
        }
        self.told = Text(ui, "", Size.SECONDARY, tone="t2", elide=True)
        for number, button in enumerate(self.copy_buttons.values()):
            self.foot.insertWidget(number, button)
        self.foot.insertWidget(2, self.told, 1)
        self.take_button = PrimaryButton(ui, tr("Use this time"), key="Ctrl+Enter", act=self.act)
        self.foot.addWidget(PlainButton(ui, tr("Cancel"), act=self.reject))
        self.foot.addWidget(self.take_button)
        self._later = QTimer(self, singleShot=True, interval=_PAUSE)
        self._later.timeout.connect(self.look)
        self.form.edited.connect(self._later.start)
        self.setMinimumSize(900, 480)
        self.look()

    def look(self) -> None:
        """Look for times as the fields say now."""
        self._later.stop()
        self._answered = False
        if self._asked is not None:
            self._asked.drop()  # the answer to what the fields said before must not come over what they say now
        for name in ("length", "last", "latest"):
            self.form.field(name).set_problem(None)
        try:
            search = self.form.search()
        except DeskError as error:
            self._on_failed(error)
            return
        self._asked = self.ui.jobs.database.run(
            lambda: self._slots.find(search.people, search.options, search.since, search.until),
            lambda answer: self._on_found(search, answer),
            self._on_failed,
            owner=self,
        )

    def act(self) -> None:
        """Take the proposal the keyboard is on, unless it answers what the fields said before."""
        if self._later.isActive():
            self.look()
        slot = self.list.current()
        if slot is not None and self._answered and self.form.check():
            self.found = FoundTime(slot.starts, slot.ends, self.form.participants())
            self.accept()

    def copy(self, language_code: str) -> None:
        """Copy the chosen proposals as lines for a mail in a language."""
        chosen = self.list.chosen()
        if chosen:
            QGuiApplication.clipboard().setText(self.words.copied(chosen, language_code))
            self.told.set_text(self.ui.language.count("{n} time copied.", "{n} times copied.", len(chosen)))

    def sizeHint(self) -> QSize:
        """Wide enough for options and three times side by side."""
        return _SIZE

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the screen, and begin in the first field."""
        if not event.spontaneous():
            room = self.screen().availableGeometry().size() - QSize(24, 48)
            self.resize(_SIZE.boundedTo(room))
        super().showEvent(event)
        if not event.spontaneous():
            self.form.focus_first()

    def _columns(self) -> QHBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(6)
        for widget in (self.summary, self.overlap, self.note, hairline(self.ui)):
            right.addWidget(widget)
        right.addWidget(self.stack, 1)
        right.addWidget(StripLegend(self.ui, self.words))
        holder = QWidget()
        holder.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self.form)
        columns.addWidget(hairline(self.ui, upright=True))
        columns.addWidget(holder, 1)
        return columns

    def _on_found(self, search: Search, answer: SlotAnswer) -> None:
        tr, count = self.ui.language.tr, self.ui.language.count
        self._answered = True
        if answer.free:
            n = len(answer.free)
            said = tr("The first {n} free times", n=n) if answer.more else count("{n} free time", "{n} free times", n)
            self.summary.set_text(said)
        elif answer.compromises:
            self.summary.set_text(tr("Nothing is free. These come nearest:"))
        else:
            self.summary.set_text(tr("Nothing is free."))
            self.nothing.set_text(tr("These days are shorter than the time looked for. Choose a later last day."))
        self.summary.set_tone("t1" if answer.free else "amb")
        self.overlap.set_text(self.words.overlap(answer.overlaps, answer.next_common))
        self._show_note(search)
        self._show(answer, search.options)

    def _show_note(self, search: Search) -> None:
        tr, strangers = self.ui.language.tr, len(self.form.strangers)
        parts = [tr("Contacts are free as far as this desk knows.")] if search.people else []
        if strangers:
            parts.append(self.ui.language.count(
                "Of {n} person who is in no contact nothing is known.", "Of {n} people who are in no contact nothing is known.", strangers))  # fmt: skip
        self.note.set_text(" ".join(parts))
        self.note.setVisible(bool(parts))

    def _on_failed(self, error: Exception) -> None:
        """Say where the answer would stand what is wrong; at its field too, without taking the keyboard there."""
        tr = self.ui.language.tr
        words = [self.ui.words(error)]
        if isinstance(error, InvalidError):
            words = [tr(one.text, **dict(one.values)) for one in error.problems]
            for problem, sentence in zip(error.problems, words, strict=True):
                self.form.field(problem.field).set_problem(sentence)
        self.summary.set_text(tr("No search yet"))
        self.summary.set_tone("t1")
        self.overlap.set_text("")
        self.note.hide()
        self.nothing.set_text(" ".join(words))
        self._show(None, SlotOptions())

    def _show(self, answer: SlotAnswer | None, options: SlotOptions) -> None:
        self.list.show_answer(answer, options)
        self.told.set_text("")
        self.stack.setCurrentWidget(self.list if self.list.slots() else self.nothing)
        self._show_deeds()

    def _show_deeds(self) -> None:
        some = bool(self.list.slots())
        self.take_button.setEnabled(some and self.list.current() is not None)
        for button in self.copy_buttons.values():
            button.setEnabled(bool(self.list.chosen()))


def find_time(
    ui: Ui, wording: Wording, slots: Slots, suggest: Suggest, *, start: date | datetime | None = None,
    length: timedelta = timedelta(minutes=30), people: Sequence[Participant] = (),
) -> FoundTime | None:  # fmt: skip
    """Let the user look for a time from a day on (a datetime is an instant) and take one; None when he steps back."""
    zone = wording.profile().host_zone
    first = today(ui.clock.now(), zone)
    if isinstance(start, datetime):
        start = to_local(start, zone).date()
    dialog = SlotDialog(ui, wording, slots, suggest, max(first, start or first), length, people)
    return dialog.found if ui.ask.form(dialog) else None
