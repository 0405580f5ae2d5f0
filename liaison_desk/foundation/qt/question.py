"""Small questions that float over a page, such as why something is given up."""

from abc import abstractmethod
from typing import Any, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.foundation.qt.buttons import PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.lines import ImeLineEdit
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size

WIDTH: Final = 340
RETURN: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


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
        if event.key() in RETURN:
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
    """Asks for words, such as why something is given up."""

    def reply(self) -> str | None:
        """Return the words."""
        return " ".join(self.input.text().split()) or None
