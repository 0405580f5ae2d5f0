"""The line that makes a task in one go, and says how it was understood before anything is saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from liaison_desk.domain.text import shows
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.lines import EntryLine
from liaison_desk.foundation.qt.paint import ChipLook, chip_width, paint_chip
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.tasks.rules.naming import called
from liaison_desk.tasks.rules.quick import Meaning, QuickTask, read_quick
from liaison_desk.tasks.ui.offers import Offers
from liaison_desk.tasks.ui.readings import Owner, Reading, readings
from liaison_desk.tasks.ui.words import Words

_PAUSE = 120
MOST = 500  # characters of a line; more is no title


@dataclass(frozen=True, slots=True)
class Wish:
    """A line to be added: as it was typed, as it was understood, and the contact that was chosen for its owner."""

    line: str
    quick: QuickTask
    contact: RecordRef | None = None


class QuickInput(EntryLine):
    """The line itself: arrows walk the names on offer, and several lines pasted at once are told instead of joined."""

    stepped = Signal(int)
    pasted = Signal(list)
    focus_lost = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell arrows and pasted lines; the rest is a line's."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and not self.composing:
            self.stepped.emit(step)
        elif event.matches(QKeySequence.StandardKey.Paste) and len(found := _lines()) > 1:
            self.pasted.emit(found)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard is elsewhere now."""
        super().focusOutEvent(event)
        self.focus_lost.emit()


class QuickLine(QWidget):
    """One line and, below it, what it was understood as; a click on a chip takes that reading back into the title."""

    wanted = Signal(object)
    """A Wish."""
    several_wanted = Signal(list)
    """Lines that were pasted, each a task of its own."""
    refused = Signal(Exception)
    """What was typed or pasted is more than the line holds."""
    left = Signal()

    def __init__(self, ui: Ui, words: Words, suggest: Callable[[str, str], list[RecordRef]]) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._suggest = suggest
        self._refused: frozenset[Meaning] = frozenset()
        self._owner = Owner()
        tr = ui.language.tr
        self.input = QuickInput()
        self.input.setMaxLength(MOST)
        self.input.setPlaceholderText(tr("Add a task: RFI JPN→US feed specification by 15 dec !1 @Tanaka"))
        self.input.setAccessibleName(tr("Add a task"))
        self.input.addAction(ui.icons.icon("plus", "t3"), EntryLine.ActionPosition.LeadingPosition)
        self.button = PlainButton(ui, tr("Add"), key="Enter", act=self._on_enter)
        self.offers = Offers(tr("Contacts of this name"), self)
        self.echo = QWidget()
        self._flow = FlowLayout(self.echo)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.input, 1)
        row.addWidget(self.button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 10, 20, 6)
        outer.setSpacing(6)
        outer.addLayout(row)
        outer.addWidget(self.echo)
        self.echo.hide()
        self.button.setEnabled(False)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._ask_owner)
        self.input.textChanged.connect(lambda _: self._on_text())
        self.input.entered.connect(self._on_enter)
        self.input.escaped.connect(self._on_escape)
        self.input.stepped.connect(self._on_step)
        self.input.pasted.connect(self.several_wanted)
        self.input.inputRejected.connect(self._on_too_long)
        self.input.focus_lost.connect(lambda: self._offer(()))
        self.offers.taken.connect(self._choose)
        self.destroyed.connect(self.offers.deleteLater)  # by then it may be the window's
        self.setFocusProxy(self.input)

    def _on_too_long(self) -> None:
        self.refused.emit(
            DeskError(
                "The line holds {most} characters; the rest is not in it. Longer texts go into a task’s detail.",
                most=MOST,
            )
        )

    @property
    def chips(self) -> list["ReadChip"]:
        """The chips on show."""
        return [one for one in self.echo.findChildren(ReadChip) if not one.isHidden()]

    def put_back(self, text: str) -> None:
        """Show a line that could not be kept, before whatever was typed since."""
        self.input.setText(" ".join(part for part in (text, self.input.text()) if part))

    def insert(self, text: str) -> None:
        """Type words at the cursor."""
        self.input.insert(text)
        self.input.setFocus()

    def read(self) -> QuickTask:
        """Return the line as it is understood."""
        return read_quick(self.input.text(), self._words.zones, self._words.now(), self._refused)

    def _on_text(self) -> None:
        if not self.input.text().strip():
            self._refused = frozenset()
        quick = self.read()
        if quick.owner != self._owner.typed:
            self._owner = Owner(quick.owner)
            self._offer(())
            if quick.owner:
                self._pause.start()
        self._show(quick)

    def _show(self, quick: QuickTask) -> None:
        said = readings(quick, self._owner, self._words)
        self._flow.clear()
        for one in said:
            chip = ReadChip(self._ui, one)
            if one.meaning is not None:
                chip.clicked.connect(lambda _=False, meaning=one.meaning: self._refuse(meaning))
            self._flow.addWidget(chip)
            chip.show()
        self.echo.setVisible(bool(said))
        self.echo.updateGeometry()
        self.button.setEnabled(shows(quick.title))

    def _refuse(self, meaning: Meaning) -> None:
        """Leave the words of a reading in the title after all."""
        self._refused |= {meaning}
        self._on_text()
        self.input.setFocus()

    def _ask_owner(self) -> None:
        name = self._owner.typed
        if not name or self.input.composing:
            return
        suggest = self._suggest
        self._ui.jobs.database.run(
            lambda: called(name, partial(suggest, "person")),
            lambda found: self._on_found(name, found),
            ticket_key=f"owner {id(self)}",
            owner=self,
        )

    def _on_found(self, name: str, found: Sequence[RecordRef]) -> None:
        if name != self._owner.typed or self._owner.chosen is not None:
            return
        self._owner = Owner(name, tuple(found), found[0] if len(found) == 1 else None)
        self._show(self.read())
        self._offer(found if len(found) > 1 else ())

    def _offer(self, found: Sequence[RecordRef]) -> None:
        self.offers.offer(found if self.input.hasFocus() else ())
        layout = self.layout()
        if self.offers.refs and layout is not None:
            layout.activate()  # below the chips, which say what to do
            self.offers.float_below(self.input if self.echo.isHidden() else self.echo)

    def _choose(self, ref: RecordRef) -> None:
        self._owner = Owner(self._owner.typed, self._owner.found, ref)
        self._offer(())
        self._show(self.read())

    def _on_step(self, by: int) -> None:
        if self.offers.refs:
            self.offers.step(by)
        elif by > 0:
            self.left.emit()

    def _on_enter(self) -> None:
        stepped = self.offers.chosen()
        if stepped is not None:
            self._choose(stepped)
            return
        quick = self.read()
        if not shows(quick.title):
            return
        wish = Wish(self.input.text(), quick, self._owner.chosen)
        self._pause.stop()
        self._offer(())
        self.input.forget()
        self.wanted.emit(wish)

    def _on_escape(self) -> None:
        if self.offers.refs:
            self._offer(())
        elif self.input.text():
            self.input.clear()
        else:
            self.left.emit()


class ReadChip(QPushButton):
    """One reading of the line; it is only a button where it can be taken back."""

    def __init__(self, ui: Ui, reading: Reading) -> None:
        super().__init__()
        self._ui = ui
        self.look = ChipLook(reading.text, reading.tone, "triangle-alert" if reading.tone in {"amb", "red"} else "")
        self.setAccessibleName(reading.text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if reading.meaning is not None else Qt.FocusPolicy.NoFocus)
        if reading.meaning is not None:
            self.setToolTip(ui.language.tr("Click to leave these words in the title"))

    def sizeHint(self) -> QSize:
        """As wide as the chip, though never wider than a line."""
        return QSize(min(620, chip_width(self._ui, self.look)), Size.CHIP)

    def minimumSizeHint(self) -> QSize:
        """Never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip."""
        del event
        paint_chip(self._ui, QPainter(self), QPoint(0, 0), self.look)


def _lines() -> list[str]:
    """Return the lines on the clipboard that say something."""
    return [line for line in QGuiApplication.clipboard().text().splitlines() if line.strip()]
