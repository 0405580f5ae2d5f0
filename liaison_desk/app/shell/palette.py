"""One field that finds everything: commands by their words, records by the search index, while typing.

The answers hang below the field as a child of the window, not as a pop-up window, so that an input method keeps its
focus; arrows and Return of the field move in them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from liaison_desk.domain.kinds import kind_words
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.searching import Hit
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.lines import ImeLineEdit
from liaison_desk.foundation.qt.paint import KeyHint, paint_elided
from liaison_desk.foundation.qt.strips import paint_popover
from liaison_desk.foundation.qt.theme import MEDIUM, Size

_ICONS = (("person", "user"), ("organization", "building-2"), ("event", "calendar"), ("calendar", "calendar-days"),
          ("meeting", "messages-square"), ("task", "circle-check"), ("attachment", "paperclip"),
          ("portion", "message-square-text"), ("exercise", "flag"), ("milestone", "target"), ("inject", "arrow-down-left"),
          ("lesson", "lightbulb"), ("arrangement", "stamp"), ("opportunity", "lightbulb"), ("visit", "plane"),
          ("site", "map-pin"), ("validity", "hourglass"), ("disclosure", "eye"), ("gift", "tag"), ("turnover", "repeat"),
          ("turnover note", "repeat"))  # fmt: skip
_MOST = 12
_PAUSE = 60
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Command:
    """Something the program can do, as the palette offers it."""

    name: str
    icon: str
    keys: str
    act: Callable[[], object]


@dataclass(frozen=True, slots=True)
class _Answer:
    icon: str
    title: str
    detail: str
    kind: str
    act: Callable[[], object]


class _Answers(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.answers: Sequence[_Answer] = ()

    def show(self, answers: Sequence[_Answer]) -> None:
        self.beginResetModel()
        self.answers = answers
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.answers)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            answer = self.answers[index.row()]
            return f"{answer.title} {answer.detail}"
        return None


class _Delegate(QStyledItemDelegate):
    def __init__(self, ui: Ui, model: _Answers) -> None:
        super().__init__()
        self._ui = ui
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        del option
        return QSize(200, Size.ROW_TWO_LINE if self._model.answers[index.row()].detail else Size.ROW_OUTLINE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        answer = self._model.answers[index.row()]
        theme = self._ui.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        if option.state & option.state.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("sel"))
            painter.drawRoundedRect(rect.adjusted(4, 1, -4, -1), Size.RADIUS_BUTTON, Size.RADIUS_BUTTON)
        self._ui.icons.paint(painter, QPoint(rect.left() + 14, rect.top() + 9), answer.icon)
        painter.setFont(theme.font(Size.META))
        painter.setPen(theme.color("t2"))
        right = painter.fontMetrics().horizontalAdvance(answer.kind)
        painter.drawText(
            rect.adjusted(0, 9, -14, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, answer.kind
        )
        words = rect.adjusted(42, 0, -26 - right, 0)
        painter.setFont(theme.font(Size.BODY, MEDIUM))
        painter.setPen(theme.color("t1"))
        if answer.detail:
            paint_elided(painter, QRect(words.left(), rect.top() + 4, words.width(), 18), answer.title)
            painter.setFont(theme.font(Size.SECONDARY))
            painter.setPen(theme.color("t2"))
            paint_elided(painter, QRect(words.left(), rect.top() + 22, words.width(), 16), answer.detail)
        else:
            paint_elided(painter, words, answer.title)
        painter.restore()


class _Popover(QFrame):
    def __init__(self, ui: Ui, window: QWidget) -> None:
        super().__init__(window)
        self._ui = ui
        self.over = window

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        paint_popover(self._ui, self)


class _Line(ImeLineEdit):
    left = Signal()
    wanted = Signal()

    def __init__(self, steer: Callable[[QKeyEvent], bool]) -> None:
        super().__init__()
        self._steer = steer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.composing and self._steer(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.wanted.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class SearchField(QWidget):
    """The field in the header, and the answers below it."""

    def __init__(self, ui: Ui, commands: Callable[[], Sequence[Command]], window: QWidget) -> None:
        super().__init__()
        self._ui = ui
        self._commands = commands
        self._find: Callable[[str, int], Sequence[Hit]] | None = None
        self.line = _Line(self._steer)
        self.line.setPlaceholderText(ui.language.tr("Search people, tasks, notes, or a command"))
        self.line.setAccessibleName(ui.language.tr("Search everything"))
        self.line.addAction(ui.icons.icon("search", "t3"), _Line.ActionPosition.LeadingPosition)
        self.line.textChanged.connect(self._on_typed)
        self.line.wanted.connect(self._on_typed)
        self.line.left.connect(self._on_left)
        self._hint = KeyHint(ui, "Ctrl K")
        inner = QHBoxLayout(self.line)
        inner.setContentsMargins(0, 6, 8, 6)
        inner.addStretch(1)
        inner.addWidget(self._hint)
        self.line.setTextMargins(0, 0, self._hint.sizeHint().width() + 4, 0)  # words end before the hint
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        self._model = _Answers()
        self._popover = _Popover(ui, window)
        self._popover.hide()
        self.answers = QListView(self._popover)
        self.answers.setModel(self._model)
        self._delegate = _Delegate(ui, self._model)
        self.answers.setItemDelegate(self._delegate)
        self.answers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.answers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.answers.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.answers.setAccessibleName(ui.language.tr("What was found"))
        self.answers.clicked.connect(lambda index: self._take(index.row()))
        inside = QVBoxLayout(self._popover)
        inside.setContentsMargins(2, 6, 2, 6)
        inside.addWidget(self.answers)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE)
        self._later.timeout.connect(self._ask)

    def search_with(self, find: Callable[[str, int], Sequence[Hit]]) -> None:
        """Find records with this function (it runs on the database lane); without it only commands are found."""
        self._find = find

    def start(self) -> None:
        """Put the cursor here, with what was typed last selected."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    @property
    def is_open(self) -> bool:
        """Whether answers are on show."""
        return self._popover.isVisible()

    def titles(self) -> list[str]:
        """Return the titles of the answers on show."""
        return [answer.title for answer in self._model.answers] if self.is_open else []

    def _on_typed(self) -> None:
        self._hint.setVisible(not self.line.text())
        if self.line.hasFocus():
            self._show(self._command_answers(), ())
            self._later.start()

    def _ask(self) -> None:
        words = self.line.text().strip()
        find = self._find
        if not words or find is None:
            return
        self._ui.jobs.database.run(lambda: find(words, _MOST), self._on_found, ticket_key="palette", owner=self)

    def _on_found(self, hits: Sequence[Hit]) -> None:
        if self.line.hasFocus():
            self._show(self._command_answers(), hits)

    def _command_answers(self) -> list[_Answer]:
        commands = self._commands()
        words = self.line.text().strip()
        if not words:
            chosen = list(commands)[:_MOST]
        else:
            from rapidfuzz import fuzz, process, utils  # loaded at the first key, not at the start

            names = [command.name for command in commands]
            ranked = process.extract(
                words, names, scorer=fuzz.WRatio, processor=utils.default_process, limit=4, score_cutoff=75
            )
            chosen = [commands[index] for _, _, index in ranked]
        return [_Answer(command.icon, command.name, "", command.keys, command.act) for command in chosen]

    def _show(self, commands: Sequence[_Answer], hits: Sequence[Hit]) -> None:
        icons = dict(_ICONS)
        records = [
            _Answer(
                icons.get(hit.kind, "file-text"),
                hit.title,
                " · ".join(part for part in (hit.where, hit.snippet) if part),
                kind_words(self._ui.language, hit.kind),
                partial(self._ui.open, RecordRef(hit.kind, hit.id, hit.title)),
            )
            for hit in hits
        ]
        answers = [*records, *commands]
        self._model.show(answers)
        if not answers:
            self._popover.hide()
            return
        self.answers.setCurrentIndex(self._model.index(0, 0))
        height = sum(Size.ROW_TWO_LINE if one.detail else Size.ROW_OUTLINE for one in answers) + 14
        at = self.mapTo(self._popover.over, QPoint(0, self.height() + 4))
        room = self._popover.over.height() - at.y() - 30
        self._popover.setGeometry(at.x(), at.y(), max(self.width(), 440), min(height, room))
        self._popover.raise_()
        self._popover.show()

    def _steer(self, event: QKeyEvent) -> bool:
        """Take the keys that move in the answers."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            if self.is_open:
                self._popover.hide()
            elif self.line.text():
                self.line.clear()
            else:
                self.line.clearFocus()
            return True
        if not self.is_open:
            return False
        row = self.answers.currentIndex().row()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}[Qt.Key(key)]
            row = min(max(0, row + step), self._model.rowCount() - 1)
            self.answers.setCurrentIndex(self._model.index(row, 0))
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take(row)
            return True
        return False

    def _take(self, row: int) -> None:
        if 0 <= row < self._model.rowCount():
            answer = self._model.answers[row]
            self._popover.hide()
            self.line.clear()
            self.line.clearFocus()
            answer.act()

    def _on_left(self) -> None:
        self._later.stop()
        self._popover.hide()
