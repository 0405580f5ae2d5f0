"""Small questions that float over the page: on whom a task waits, whose it is, why it is cancelled, until when it sleeps."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from liaison_desk.domain.typed import TypedTime, parse_time
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.question import RETURN, Question
from liaison_desk.tasks.records import Side
from liaison_desk.tasks.rules.naming import called
from liaison_desk.tasks.ui.offers import Offers
from liaison_desk.tasks.ui.words import Words

_PAUSE: Final = 120


class DayQuestion(Question):
    """Asks for a day, typed as everywhere; says which one it is before one answers."""

    def __init__(self, ui: Ui, words: Words, title: str, action: str, parent: QWidget) -> None:
        self._words = words
        super().__init__(ui, title, action, parent, "fri · 15 dec · +2w")

    def reply(self) -> TypedTime | None:
        """Return the day; a time of day is none here."""
        try:
            found = parse_time(self.input.text(), self._words.zones, self._words.now())
        except DeskError:
            return None
        return found if found.all_day and found.wall.date() > self._words.today() else None

    def on_typed(self) -> None:
        """Say which day it is."""
        super().on_typed()
        found, tr = self.reply(), self.ui.language.tr
        if found is not None:
            self.tell(self._words.day(found.wall.date()))
        else:
            self.tell(tr("Type a day to come, such as fri or 15 dec.") if self.input.text().strip() else "", "amb")


class PersonQuestion(Question):
    """Asks for a person: a contact, offered while one types, or a name; with ``sides`` on which side he is.

    The answer is (name, contact id or 0, side). With ``may_be_nobody`` an empty line answers too.
    """

    def __init__(
        self, ui: Ui, words: Words, title: str, action: str, parent: QWidget,
        suggest: Callable[[str], Sequence[RecordRef]], *, sides: bool = False, may_be_nobody: bool = False,
    ) -> None:  # fmt: skip
        self._suggest = suggest
        self._nobody = may_be_nobody
        self._picked: RecordRef | None = None
        super().__init__(ui, title, action, parent, ui.language.tr("A contact, or a name"))
        self.offers = Offers(ui.language.tr("Contacts of this name"))
        self.column.insertWidget(2, self.offers)
        self.offers.taken.connect(self._take)
        self.segments = Segments(ui, words.sides, ui.language.tr("On which side")) if sides else None
        if self.segments is not None:
            self.column.insertWidget(self.column.count() - 1, self.segments)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._ask)
        self.input.textEdited.connect(lambda _: self._pause.start())

    def reply(self) -> tuple[str, int, Side] | None:
        """Return the name, the contact and the side."""
        name = " ".join(self.input.text().split())
        if not name and not self._nobody:
            return None
        picked = self._picked if self._picked is not None and self._picked.label == name else None
        segments = getattr(self, "segments", None)
        side = Side(str(segments.value())) if segments is not None else Side.UNKNOWN
        return name, picked.id if picked is not None else 0, side

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the contacts on offer; Enter takes the one walked to, and answers when there is none."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        chosen = self.offers.chosen()
        if step is not None and self.offers.refs:
            self.offers.step(step)
        elif event.key() in RETURN and chosen is not None:
            self._take(chosen)
        else:
            super().keyPressEvent(event)

    def _take(self, ref: RecordRef) -> None:
        self._pause.stop()
        self._picked = ref
        self.input.setText(ref.label)
        self.offers.offer(())
        self.adjustSize()

    def _ask(self) -> None:
        words = self.input.text().strip()
        if words and not self.input.composing:
            suggest = self._suggest
            self.ui.jobs.database.run(
                lambda: called(words, suggest), self._offer, ticket_key=f"person {id(self)}", owner=self
            )

    def _offer(self, found: Sequence[RecordRef]) -> None:
        picked = self._picked is not None and self._picked.label == self.input.text()
        self.offers.offer(() if picked else found)
        self.adjustSize()
