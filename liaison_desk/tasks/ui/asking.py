"""Small questions that float over the page: on whom a task waits, whose it is, why it is cancelled, until when it sleeps."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.domain.typed import TypedTime, parse_time
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import PlainButton, PrimaryButton, Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.lines import ImeLineEdit
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.tasks.records import Side
from liaison_desk.tasks.rules.naming import called
from liaison_desk.tasks.ui.offers import Offers
from liaison_desk.tasks.ui.words import Words

WIDTH: Final = 340
_PAUSE: Final = 120
_RETURN: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Question(QFrame):
    """One line to type an answer into. Enter answers, Esc or a click elsewhere leaves everything as it was."""

    answered = Signal(object)

    def __init__(self, ui: Ui, title: str, action: str, parent: QWidget, hint: str = "") -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.ui = ui
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 14, 16, 14)
        self.column.setSpacing(8)
        self.column.addWidget(Text(ui, title, Size.BODY, SEMIBOLD, wrap=True))
        self.input = ImeLineEdit()
        self.input.setMaxLength(300)
        self.input.setPlaceholderText(hint)
        self.input.setAccessibleName(title)
        self.column.addWidget(self.input)
        self.said = Text(ui, "", Size.SECONDARY, tone="t2", wrap=True)
        self.said.hide()
        self.column.addWidget(self.said)
        self.button = PrimaryButton(ui, action, key="Enter", act=self.answer)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(PlainButton(ui, ui.language.tr("Cancel"), act=self.close))
        foot.addWidget(self.button)
        self.column.addLayout(foot)
        self.input.textChanged.connect(lambda _: self.on_typed())
        self.setFocusProxy(self.input)

    @abstractmethod
    def reply(self) -> Any:
        """Return what was answered; None for no answer yet."""

    def on_typed(self) -> None:
        """Allow an answer once there is one."""
        self.button.setEnabled(self.reply() is not None)

    def answer(self) -> None:
        """Answer and close, if there is an answer."""
        found = self.reply()
        if found is not None:
            self.close()
            self.answered.emit(found)

    def tell(self, text: str, tone: str = "t2") -> None:
        """Say how the answer is understood, below the line."""
        self.said.set_text(text)
        self.said.set_tone(tone)
        self.said.setVisible(bool(text))
        self.adjustSize()

    def show_at(self, at: QPoint) -> None:
        """Show with the top left corner at a point of the screen, moved so that all of it can be seen."""
        self.on_typed()
        self.adjustSize()
        screen = QGuiApplication.screenAt(at) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        self.move(
            max(room.left() + 8, min(at.x(), room.right() - self.width() - 8)),
            max(room.top() + 8, min(at.y(), room.bottom() - self.height() - 8)),
        )
        self.show()
        self.input.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers, Esc closes."""
        if event.key() in _RETURN:
            self.answer()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint an opaque, bordered ground, as every popover has."""
        del event
        painter = QPainter(self)
        painter.setPen(self.ui.theme.color("ctl"))
        painter.setBrush(self.ui.theme.color("surf"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class TextQuestion(Question):
    """Asks for words, such as why a task is cancelled."""

    def reply(self) -> str | None:
        """Return the words."""
        return " ".join(self.input.text().split()) or None


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
        elif event.key() in _RETURN and chosen is not None:
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
