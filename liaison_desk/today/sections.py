"""Sections of the Today page: a title with its count that folds and remembers it, rows, one line where there are none."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.buttons import LinkButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.paint import Text, paint_elided
from liaison_desk.foundation.qt.rows import TwoLine
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.today.rows import ShortList
from liaison_desk.today.view import TodayView

_TITLE_HEIGHT = 40
_LINE_TOP, _LINE = 12, 24
_MARK, _GAP = 12, 8


class FoldTitle(QWidget):
    """A section's title with its count, a note and words that act; a click, Enter or Space folds what is below it.

    Painted, for ten titles of four labels each would keep every start waiting. A mark in the margin tells which way it stands.
    """

    def __init__(
        self, ui: Ui, text: str, toggled: Callable[[], object], link: str, act: Callable[[], object] | None,
        note_act: Callable[[], object] | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._ui = ui
        self._words, self._count, self._note, self._tone = text, "", "", "t2"
        self._toggled = toggled
        self._link = LinkButton(ui, link, act) if link else None
        if self._link is not None:
            self._link.setParent(self)
        self.note_link = LinkButton(ui, "", note_act) if note_act is not None else None
        if self.note_link is not None:
            self.note_link.setParent(self)
            self.note_link.hide()
        self.folded = False
        self.setMinimumWidth(1)
        self.setFixedHeight(_TITLE_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("ring", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        ui.theme.changed.connect(self.update)

    def show_words(self, count: str, note: str, tone: str) -> None:
        """Show a count beside the title and a few words at the right ("2 done")."""
        self._count, self._note, self._tone = count, note, tone
        self.setAccessibleName(self.text())
        if self.note_link is not None:
            self.note_link.setText(note)
        self._place_link()
        self.update()

    def text(self) -> str:
        """Return title, count and note."""
        return " ".join(filter(None, (self._words, self._count, self._note)))

    def note(self) -> tuple[str, str]:
        """Return the words at the right and their tone."""
        return self._note, self._tone

    def show_folded(self, folded: bool) -> None:
        """Show which way the section stands."""
        self.folded = folded
        tr = self._ui.language.tr
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

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that the release comes here too."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Fold or unfold."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._toggled()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the words that act at the right."""
        super().resizeEvent(event)
        self._place_link()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint title, count and note; the mark in the margin, when it tells something or is looked for."""
        del event
        painter, theme = QPainter(self), self._ui.theme
        if self.folded or self.underMouse() or self.hasFocus():
            y = _LINE_TOP + (_LINE - _MARK) // 2
            self._ui.icons.paint(painter, QPoint(4, y), "chevron-right" if self.folded else "chevron-down", "t3", _MARK)
        room, note = self._room(), self._note if self.note_link is None else ""
        painter.setFont(theme.font(Size.SECONDARY))
        painter.setPen(theme.color(self._tone))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, note)
        room.setRight(room.right() - (painter.fontMetrics().horizontalAdvance(note) + _GAP if note else 0))
        painter.setFont(theme.font(Size.BODY, SEMIBOLD))
        painter.setPen(theme.color("t1"))
        used = paint_elided(painter, room, self._words)
        painter.setFont(theme.font(Size.BODY))
        painter.setPen(theme.color("t3"))
        paint_elided(painter, room.adjusted(used + _GAP, 0, 0, 0), self._count)

    def _room(self) -> QRect:
        """Return where the words may stand: within the margins, and left of the words that act."""
        room = QRect(Size.GUTTER, _LINE_TOP, self.width() - 2 * Size.GUTTER, _LINE)
        for one in (self._link, self.note_link):
            if one is not None and not one.isHidden():
                room.setRight(min(room.right(), one.x() - _GAP))
        return room

    def _place_link(self) -> None:
        """Put the words that act at the right, or leave them out where the others need their room; a note stays."""
        font = self._ui.theme.font
        bold, plain, small = (
            QFontMetrics(one) for one in (font(Size.BODY, SEMIBOLD), font(Size.BODY), font(Size.SECONDARY))
        )
        words = (
            bold.horizontalAdvance(self._words)
            + plain.horizontalAdvance(self._count)
            + small.horizontalAdvance(self._note)
        )
        right = self.width() - Size.GUTTER
        if self._link is not None:
            x = right - self._link.sizeHint().width()
            self._link.setVisible(Size.GUTTER + words + 3 * _GAP <= x)
            self._put(self._link, right)
            right = x - _GAP if not self._link.isHidden() else right
        if self.note_link is not None:
            self.note_link.setVisible(bool(self._note))
            self._put(self.note_link, right)

    @staticmethod
    def _put(link: LinkButton, right: int) -> None:
        size = link.sizeHint()
        link.setGeometry(right - size.width(), _LINE_TOP + (_LINE - size.height()) // 2, size.width(), size.height())


class Section(QWidget):
    """A titled list that shows its first ``most`` lines and the rest on demand.

    ``empty`` is the line it says without any, ``action`` and ``act`` what may be done about it; ``above`` stands over the
    rows and is hidden with them; ``follow_note`` makes the note words that act. ``key`` is what its fold is remembered by.
    """

    def __init__(
        self, ui: Ui, key: str, title: str, rows: ShortList | QWidget, empty: str = "", *, most: int = 100,
        action: str = "", act: Callable[[], object] | None = None, link: str = "", follow: Callable[[], object] | None = None,
        follow_note: Callable[[], object] | None = None, above: Sequence[QWidget] = (),
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
        self._banner: Text | None = None
        self._some = True
        self.rows = rows
        self.title = FoldTitle(ui, title, self.toggle, link, follow, follow_note)
        self.title.show_folded(ui.memory.flag(self._key))
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(0)
        for widget in (self.title, *above, rows):
            self._inside.addWidget(widget)

    @property
    def folded(self) -> bool:
        """Whether only the title is shown."""
        return self.title.folded

    def put_first(self, banner: Text) -> None:
        """Put words above the rows, which stand there without rows too, as long as they say something."""
        self._banner = banner
        self._inside.insertWidget(1, banner)

    def toggle(self) -> None:
        """Fold or unfold, and remember it."""
        self.title.show_folded(not self.folded)
        self._ui.memory.keep(self._key, self.folded)
        self._arrange()

    def show_state(self, count: str = "", note: str = "", *, tone: str = "t2", some: bool = True) -> None:
        """Show count and note in the title, and the rows or, without ``some``, the line that there are none."""
        self._count, self._some = count, some
        self.title.show_words(count, note, tone)
        if not some and self._empty is None:
            self._empty = self._say_empty()
        self._arrange()

    def show_lines(self, lines: Sequence[Any], count: str = "", note: str = "") -> None:
        """Show lines, the first of them where there are many."""
        assert isinstance(self.rows, ShortList)
        self._lines = lines
        self.rows.show_lines(lines if self._whole else lines[: self._most])
        left = len(lines) - self._most
        if left > 0 and self._more is None:
            self._more = LinkButton(self._ui, "", self._show_rest)
            self._more_line = self._add_line(self._more)
        if self._more is not None and left > 0:
            tr = self._ui.language.tr
            self._more.setText(tr("Show fewer") if self._whole else tr("{n} more", n=left))
            self._more.updateGeometry()
        self.show_state(count, note, some=bool(lines))

    def _arrange(self) -> None:
        """Show what there is below the title, unless it is folded."""
        open_ = not self.folded
        for widget in (*self._above, self.rows):
            widget.setVisible(open_ and self._some)
        if self._empty is not None:
            self._empty.setVisible(open_ and not self._some)
        if self._banner is not None:
            self._banner.setVisible(open_ and bool(self._banner.text()))
        if self._more_line is not None:
            self._more_line.setVisible(open_ and len(self._lines) > self._most)

    def _show_rest(self) -> None:
        self._whole = not self._whole
        self.show_lines(self._lines, self._count, self.title.note()[0])

    def _say_empty(self) -> QWidget:
        words = Text(self._ui, self._empty_words, Size.SECONDARY, tone="t2", wrap=True)
        button = (LinkButton(self._ui, self._action, self._act),) if self._action else ()
        return self._add_line(words, *button)

    def _add_line(self, *widgets: QWidget) -> QWidget:
        """Put widgets side by side under the rows, and return what holds them; a text takes what room there is."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(Size.GUTTER, 2, Size.GUTTER, 6)
        row.setSpacing(12)
        for widget in widgets:
            row.addWidget(widget, int(isinstance(widget, Text)))
        if not isinstance(widgets[0], Text):
            row.addStretch(1)
        self._inside.addWidget(line)
        return line


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
