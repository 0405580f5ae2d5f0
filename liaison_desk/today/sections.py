"""Sections of the Today page: a title with its count that folds and remembers it, rows, one line where there are none."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.buttons import LinkButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import SectionTitle, Text
from liaison_desk.foundation.qt.rows import TwoLine
from liaison_desk.foundation.qt.theme import Size
from liaison_desk.today.rows import ShortList
from liaison_desk.today.view import TodayView

_TITLE_HEIGHT = 40
_MARK = 12
_GAP = 8


class FoldTitle(SectionTitle):
    """A section's title; a click, Enter or Space folds what is below it. A mark in the margin tells which way it stands."""

    def __init__(
        self, ui: Ui, text: str, toggled: Callable[[], object], link: str, act: Callable[[], object] | None
    ) -> None:
        super().__init__(ui, text, link=link, act=act)
        self._ui = ui
        self._words = text
        self._toggled = toggled
        self.folded = False
        self.setContentsMargins(Size.GUTTER, 12, Size.GUTTER, 4)
        self.setMinimumWidth(1)
        self.setFixedHeight(_TITLE_HEIGHT)  # with or without a link, and however low the window is
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ring", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def fit(self) -> None:
        """Leave the words that act out where title, count and note need their room."""
        link = self.findChild(LinkButton)
        if link is not None:
            words = sum(one.sizeHint().width() for one in self.findChildren(Text) if one.text())
            link.setVisible(words + link.sizeHint().width() + 2 * Size.GUTTER + 3 * _GAP <= self.width())

    def show_folded(self, folded: bool, count: str) -> None:
        """Show which way the section stands; a screen reader hears it with the count."""
        self.folded = folded
        tr = self._ui.language.tr
        self.setAccessibleName(" ".join(filter(None, (self._words, count))))
        self.setAccessibleDescription(tr("Folded") if folded else tr("Unfolded"))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fold and unfold: with Enter and Space either way, with Left and Right one."""
        key = event.key()
        either = key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if either or (key == Qt.Key.Key_Left and not self.folded) or (key == Qt.Key.Key_Right and self.folded):
            self._toggled()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Fold or unfold."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._toggled()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that the release comes here too."""
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        super().resizeEvent(event)
        self.fit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the mark."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark in the margin, when it tells something or is looked for."""
        super().paintEvent(event)
        if self.folded or self.underMouse() or self.hasFocus():
            y = 12 + (self.height() - 16 - _MARK) // 2
            icon = "chevron-right" if self.folded else "chevron-down"
            self._ui.icons.paint(QPainter(self), QPoint(4, y), icon, "t3", _MARK)


class Section(QWidget):
    """A titled list that shows its first ``most`` lines and the rest on demand.

    ``empty`` is the line it says without any, ``action`` and ``act`` what may be done about it; ``above`` stands over the
    rows and is hidden with them. ``key`` is what its fold is remembered by.
    """

    def __init__(
        self, ui: Ui, key: str, title: str, rows: ShortList | QWidget, empty: str = "", *, most: int = 100,
        action: str = "", act: Callable[[], object] | None = None, link: str = "", follow: Callable[[], object] | None = None,
        above: Sequence[QWidget] = (),
    ) -> None:  # fmt: skip
        super().__init__()
        self._ui = ui
        self._key = f"today/folded/{key}"
        self._most = most
        self._whole = False
        self._lines: Sequence[Any] = ()
        self._count = ""
        self._empty_words, self._action, self._act = empty, action, act
        self._empty: QWidget | None = None
        self._more: LinkButton | None = None
        self._more_line: QWidget | None = None
        self._above = above
        self.rows = rows
        self.title = FoldTitle(ui, title, self.toggle, link, follow)
        self._body = QWidget()
        self._inside = QVBoxLayout(self._body)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(0)
        for widget in (*above, rows):
            self._inside.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.title)
        layout.addWidget(self._body)
        self._fold(ui.memory.flag(self._key))

    @property
    def folded(self) -> bool:
        """Whether only the title is shown."""
        return self.title.folded

    def put_first(self, widget: QWidget) -> None:
        """Put something above the rows that is shown by its own rules, also without rows."""
        self._inside.insertWidget(0, widget)

    def toggle(self) -> None:
        """Fold or unfold, and remember it."""
        self._fold(not self.folded)
        self._ui.memory.keep(self._key, self.folded)

    def show_state(self, count: str = "", note: str = "", *, tone: str = "t2", some: bool = True) -> None:
        """Show count and note in the title, and the rows or, without ``some``, the line that there are none."""
        self._count = count
        self.title.set_count(count)
        self.title.set_note(note, tone)
        self.title.show_folded(self.folded, count)
        self.title.fit()
        for widget in (*self._above, self.rows):
            widget.setVisible(some)
        if not some and self._empty is None:
            self._empty = self._say_empty()
            self._inside.addWidget(self._empty)
        if self._empty is not None:
            self._empty.setVisible(not some)

    def show_lines(self, lines: Sequence[Any], count: str = "", note: str = "") -> None:
        """Show lines, the first of them where there are many."""
        assert isinstance(self.rows, ShortList)
        self._lines = lines
        self.rows.show_lines(lines if self._whole else lines[: self._most])
        self.show_state(count, note, some=bool(lines))
        left = len(lines) - self._most
        if left > 0 and self._more_line is None:
            self._more_line = self._say_more()
            self._inside.addWidget(self._more_line)
        if self._more is not None and self._more_line is not None:
            tr = self._ui.language.tr
            self._more.setText(tr("Show fewer") if self._whole else tr("{n} more", n=left))
            self._more.updateGeometry()
            self._more_line.setVisible(left > 0)

    def _fold(self, folded: bool) -> None:
        self.title.show_folded(folded, self._count)
        self._body.setVisible(not folded)

    def _show_rest(self) -> None:
        self._whole = not self._whole
        self.show_lines(self._lines, self._count, self.title.note())

    def _say_empty(self) -> QWidget:
        words = Text(self._ui, self._empty_words, Size.SECONDARY, tone="t2", wrap=True)
        button = [LinkButton(self._ui, self._action, self._act)] if self._action else []
        return _line(words, *button)

    def _say_more(self) -> QWidget:
        self._more = LinkButton(self._ui, "", self._show_rest)
        return _line(self._more)


class Pane(QScrollArea):
    """A column of sections that scrolls when they are higher than it."""

    def __init__(self, ui: Ui) -> None:
        super().__init__()
        self.ui = ui
        self.view: TodayView | None = None
        self.sections: tuple[Section, ...] = ()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @abstractmethod
    def show_view(self, view: TodayView) -> None:
        """Show what a look at the desk found."""

    def lists(self) -> list[ShortList]:
        """Return the lists that the keyboard can walk through now."""
        shown = [one.rows for one in self.sections if not one.folded]
        return [rows for rows in shown if isinstance(rows, ShortList) and rows.lines()]

    def enter(self) -> None:
        """Put the keyboard on the first row, or on the first title where there is none."""
        lists = self.lists()
        if lists:
            lists[0].enter()
        else:
            self.sections[0].title.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def lay_out(self, *sections: Section) -> None:
        """Put the sections below each other."""
        self.sections = sections
        content = QWidget()
        content.setMinimumWidth(1)  # what is too wide is cut at the pane's edge instead of pushing all rows beyond it
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 4, 0, 12)
        layout.setSpacing(0)
        for section in sections:
            layout.addWidget(section)
        layout.addStretch(1)
        self.setWidget(content)

    def row(self, describe: Callable[[Language, TodayView, Any], TwoLine]) -> Callable[[Any], TwoLine]:
        """Return how a line of a list reads in the view that is on show."""

        def row(line: Any) -> TwoLine:
            assert self.view is not None
            return describe(self.ui.language, self.view, line)

        return row

    def best(self, text: Bilingual) -> str:
        """Return a text in the window's language, or in the other where it has none."""
        side = self.view.profile.side_of(self.ui.language.code) if self.view is not None else None
        return text.best(side) if side is not None else text.host or text.home


def _line(*widgets: QWidget) -> QWidget:
    """Return widgets side by side under the titles."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(Size.GUTTER, 2, Size.GUTTER, 6)
    row.setSpacing(12)
    for number, widget in enumerate(widgets):
        row.addWidget(widget, int(number == 0 and isinstance(widget, Text)))
    if not isinstance(widgets[0], Text):
        row.addStretch(1)
    return line
