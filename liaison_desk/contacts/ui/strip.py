"""The index at the right edge of the list: a letter leads to the people under it; letters without people are dimmed."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from liaison_desk.foundation.core.paging import Group
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.theme import MEDIUM, SEMIBOLD, Size

_WIDTH: Final = 22
_STEP: Final = 20  # pixels a letter takes at most
_LEAST: Final = 13
KANA: Final = tuple("あかさたなはまやらわ")
LATIN: Final = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
REST: Final = "#"
_STEPS = MappingProxyType({Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1})


def letters_for(language: str, *, by_reading: bool) -> tuple[str, ...]:
    """Return the letters of an order: kana rows (then A for all Latin names, # for the rest), or A-Z and #."""
    return (*KANA, "A", REST) if by_reading or language == "ja" else (*LATIN, REST)


def places(letters: Sequence[str], groups: Sequence[Group]) -> dict[str, int]:
    """Return where in a listing each letter's first person stands; a heading without a letter of its own is of the rest."""
    found: dict[str, int] = {}
    for group in groups:
        heading = group.label or group.label_native
        letter = heading if heading in letters else "A" if heading in LATIN and KANA[0] in letters else REST
        found.setdefault(letter, group.start)
    return found


class IndexStrip(QWidget):
    """A column of letters to click, to drag along, or to walk with Up and Down while it has the keyboard."""

    chosen = Signal(int)
    """The place in the listing of the chosen letter's first person."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self._ui = ui
        self._letters: tuple[str, ...] = ()
        self._places: Mapping[str, int] = {}
        self._current = ""
        self.setFixedWidth(_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ring", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(ui.language.tr("Index of the list"))
        self.hide()

    @property
    def letters(self) -> tuple[str, ...]:
        """The letters shown, from the top."""
        return self._letters

    @property
    def current(self) -> str:
        """The letter chosen last."""
        return self._current

    def show_index(self, letters: Sequence[str], groups: Sequence[Group]) -> None:
        """Show the letters of a listing; without headings there is nothing to lead to."""
        self._letters = tuple(letters)
        self._places = places(letters, groups)
        self.setVisible(bool(groups))
        self.update()

    def has(self, letter: str) -> bool:
        """Tell whether people stand under a letter."""
        return letter in self._places

    def place_of(self, letter: str) -> QRect:
        """Return where a letter is painted."""
        step = self._step()
        top = (self.height() - step * len(self._letters)) // 2
        return QRect(0, max(0, top) + step * self._letters.index(letter), self.width(), step)

    def sizeHint(self) -> QSize:
        """As high as its letters want to be."""
        return QSize(_WIDTH, _STEP * max(1, len(self._letters)))

    def minimumSizeHint(self) -> QSize:
        """May be cut at the foot in a very low window."""
        return QSize(_WIDTH, 60)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the letter under the pointer."""
        self._go_to(event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer along the letters."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(event.position().y())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk up and down over the letters that have people; a letter's own key goes to it."""
        by = _STEPS.get(Qt.Key(event.key())) if event.key() in _STEPS else None
        typed = event.text().upper()
        if by is not None:
            known = [letter for letter in self._letters if self.has(letter)]
            here = known.index(self._current) if self._current in known else -1 if by > 0 else 0
            self._choose(known[(here + by) % len(known)])
        elif typed and self.has(typed):
            self._choose(typed)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the letters, the chosen one in the accent."""
        del event
        painter = QPainter(self)
        color, font = self._ui.theme.color, self._ui.theme.font
        for letter in self._letters:
            here = self.has(letter)
            painter.setFont(font(Size.META, SEMIBOLD if letter == self._current else MEDIUM))
            painter.setPen(color("acc" if here and letter == self._current else "t2" if here else "line2"))
            painter.drawText(self.place_of(letter), Qt.AlignmentFlag.AlignCenter, letter)

    def _step(self) -> int:
        return max(_LEAST, min(_STEP, self.height() // max(1, len(self._letters))))

    def _go_to(self, y: float) -> None:
        if not self._letters:
            return
        number = int((y - self.place_of(self._letters[0]).top()) // self._step())
        number = min(max(number, 0), len(self._letters) - 1)
        # A letter without people leads to the next that has some.
        letter = next((one for one in self._letters[number:] if self.has(one)), "")
        if letter:
            self._choose(letter)

    def _choose(self, letter: str) -> None:
        if letter != self._current:
            self._current = letter
            self.setAccessibleDescription(letter)
            self.update()
        self.chosen.emit(self._places[letter])
