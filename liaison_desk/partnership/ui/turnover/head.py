"""The head of the turnover: the countdown, who hands over to whom, and what can be done."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from liaison_desk.foundation.qt.buttons import Button, IconButton, PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import choice_menu, open_below, popup_menu
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.partnership.records import Turnover
from liaison_desk.partnership.ui.sources import Outside
from liaison_desk.partnership.ui.turnover.words import Words


class TurnoverHead(QWidget):
    """Says the facts; what is pressed is told by signals. What nobody lends has no button."""

    edit_wanted = Signal()
    new_wanted = Signal()
    delete_wanted = Signal()
    step_wanted = Signal()
    checklist_wanted = Signal()
    chosen = Signal(int)
    """Another turnover shall be shown."""

    def __init__(self, ui: Ui, words: Words, outside: Outside) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._all: Sequence[Turnover] = ()
        self._shown: Turnover | None = None
        tr = ui.language.tr
        self.figure = Text(ui, "", Size.COUNTDOWN, SEMIBOLD, tabular=True)
        self.unit = Text(ui, "", Size.SECONDARY, tone="t2")
        self.day = Text(ui, "", Size.SUBJECT, SEMIBOLD)
        self.people = Text(ui, "", tone="t2", elide=True)
        self.post = Text(ui, "", Size.SECONDARY, tone="t2", elide=True)
        self.edit_button = IconButton(ui, "pencil", tr("Edit turnover"), key="F2", act=self.edit_wanted.emit)
        self.more_button = IconButton(ui, "ellipsis", tr("More of the turnover"), act=self._open_menu)
        self.book_button = PrimaryButton(
            ui, tr("Turnover book…"), icon="book-open", act=lambda: outside.print_papers("turnover-book", None)
        )
        self.over_button = self._lent(tr("Hand over…"), "hard-drive-download", outside.hand_over)
        self.take_button = self._lent(tr("Take over…"), "file-down", outside.take_over)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.take_button, self.over_button, self.book_button):
            buttons.addWidget(button)
        figures, words_ = QVBoxLayout(), QVBoxLayout()
        figures.setSpacing(0)
        figures.addWidget(self.figure)
        words_.setSpacing(2)
        words_.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.day)
        line.addWidget(self.edit_button)
        line.addWidget(self.more_button)
        line.addStretch(1)
        for item in (self.unit, self.people, self.post):
            words_.addWidget(item)
        words_.insertLayout(2, line)
        words_.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 20, 8)
        row.setSpacing(14)
        row.addLayout(figures)
        row.addLayout(words_, 1)
        row.addLayout(buttons)
        self.show_turnover(None, ())

    def show_turnover(self, one: Turnover | None, others: Sequence[Turnover]) -> None:
        """Show a turnover, or that there is none; ``others`` are all there are."""
        tr, words = self._ui.language.tr, self._words
        self._shown, self._all = one, others
        figure, unit = words.countdown(one.on) if one is not None else ("", tr("No turnover is planned"))
        self.figure.set_text(figure)
        self.unit.set_text(unit)
        self.day.set_text(words.full_day(one.on) if one is not None else "")
        self.people.set_text(words.people(one) if one is not None else "")
        self.post.set_text(words.best(one.post) if one is not None else "")
        days = (one.on - words.today()).days if one is not None else 0
        self.figure.set_tone("amb" if one is not None and 0 <= days <= 30 else "t1")
        for widget in (self.figure, self.day, self.edit_button, self.more_button):
            widget.setVisible(one is not None)
        for text in (self.people, self.post):
            text.setVisible(bool(text.text_whole()))

    def menu(self) -> QMenu:
        """Return what else can be done."""
        icon, tr, menu = self._ui.icons.icon, self._ui.language.tr, popup_menu(self)
        menu.addAction(icon("plus"), f"{tr('Add a step…')}\tCtrl+Shift+N", self.step_wanted.emit)
        menu.addAction(icon("list-checks"), tr("Add what the checklist has and this lacks"), self.checklist_wanted.emit)
        menu.addSeparator()
        menu.addAction(icon("repeat"), f"{tr('New turnover…')}\tCtrl+N", self.new_wanted.emit)
        if len(self._all) > 1 and self._shown is not None:
            menu.addAction(icon("history"), tr("Another turnover…"), self._open_others)
        menu.addSeparator()
        menu.addAction(icon("trash-2", "red"), tr("Delete the turnover"), self.delete_wanted.emit)
        return menu

    def _lent(self, words: str, icon: str, act: Callable[[], object] | None) -> Button:
        button = PlainButton(self._ui, words, icon=icon, act=act)
        if act is None:
            button.hide()
        return button

    def _open_menu(self) -> None:
        open_below(self.menu(), self.more_button)

    def _open_others(self) -> None:
        assert self._shown is not None
        choices = [(one.id, self._words.title(one)) for one in sorted(self._all, key=lambda one: one.on, reverse=True)]
        open_below(choice_menu(self, choices, self._shown.id, self.chosen.emit), self.more_button)
