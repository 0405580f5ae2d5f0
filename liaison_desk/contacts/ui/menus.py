"""The context menu of the list and the buttons shown for several people: the same acts, in the same words."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from liaison_desk.contacts.ui.acts import PeopleActs
from liaison_desk.contacts.ui.several import Act
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import popup_menu

Print = Callable[[Sequence[int], str], None]


class PeopleMenus:
    """Offers what can be done. What the window did not lend is not offered."""

    def __init__(
        self, parent: QWidget, acts: PeopleActs, ui: Ui, *, edit: Callable[[], object],
        log: Callable[[], object] | None = None, print_people: Print | None = None,
    ) -> None:  # fmt: skip
        self._parent = parent
        self._edit = edit
        self._log = log
        self._acts = acts
        self._ui = ui
        self._print = print_people
        self.further: list[Act] = []
        """Acts of other parts, such as merging; the page adds them."""

    def several(self) -> list[Act]:
        """Return the acts on several people, in the order of their buttons."""
        acts, tr = self._acts, self._ui.language.tr
        found = [
            Act("tags", tr("Tags…"), "tag", acts.ask_tags),
            *self.further,
            Act("interval", tr("Meet every"), "repeat", self._open_intervals),
            Act("emails", tr("Copy e-mail addresses"), "mail", acts.copy_emails),
            Act("text", tr("Copy as text"), "copy", acts.copy_text),
        ]
        if acts.outside is not None:
            found.append(Act("cards", tr("Copy as vCard"), "id-card", acts.copy_cards))
            found.append(Act("export", tr("Export…"), "file-up", acts.export))
        if self._print is not None:
            found.append(Act("print", tr("Print…"), "printer", self.print_selected))
        found.append(Act("delete", tr("Delete"), "trash-2", acts.delete, danger=True))
        return found

    def context_menu(self) -> QMenu:
        """Return what can be done with the selected people."""
        ui, tr, acts = self._ui, self._ui.language.tr, self._acts
        menu = popup_menu(self._parent)
        icon, count = ui.icons.icon, len(acts.ids())
        if count == 1:
            menu.addAction(icon("pencil"), f"{tr('Edit')}\tF2", self._edit)
            if self._log is not None:
                menu.addAction(icon("phone-outgoing"), f"{tr('Log contact')}\tL", self._log)
            menu.addSeparator()
        menu.addAction(icon("tag"), tr("Tags…"), acts.ask_tags)
        for one in self.further:
            if one.only in {0, count}:
                menu.addAction(icon(one.icon), one.words, one.act)
        intervals = menu.addMenu(icon("repeat"), tr("Meet every"))
        acts.interval_menu(intervals)
        menu.addSeparator()
        menu.addAction(icon("mail"), tr("Copy e-mail addresses"), acts.copy_emails)
        menu.addAction(icon("copy"), f"{tr('Copy as text')}\tCtrl+C", acts.copy_text)
        if acts.outside is not None:
            menu.addAction(icon("id-card"), f"{tr('Copy as vCard')}\tCtrl+Shift+C", acts.copy_cards)
            menu.addAction(icon("file-down"), f"{tr('Paste vCard')}\tCtrl+V", acts.paste)
            menu.addAction(icon("file-up"), tr("Export…"), acts.export)
        if self._print is not None:
            papers = menu.addMenu(icon("printer"), f"{tr('Print…')}\tCtrl+P")
            for kind, words in (
                ("cards", tr("Contact card")), ("roster", tr("Roster")), ("biographies", tr("Biography")),
                ("seating", tr("Seating list")),
            ):  # fmt: skip
                papers.addAction(words, partial(self._print_as, kind))
        menu.addSeparator()
        menu.addAction(icon("trash-2", "red"), f"{tr('Delete')}\tDel", acts.delete)
        return menu

    def interval_menu(self) -> QMenu:
        """Return the intervals for the selected people."""
        menu = popup_menu(self._parent)
        self._acts.interval_menu(menu)
        return menu

    def print_selected(self) -> None:
        """Print the selected people, one as a card and several as a roster; the dialog offers the other papers."""
        ids = self._acts.ids()
        if ids:
            self._print_as("cards" if len(ids) == 1 else "roster")

    def _open_intervals(self) -> None:
        self.interval_menu().popup(QCursor.pos())

    def _print_as(self, kind: str) -> None:
        if self._print is not None:
            self._print(self._acts.ids(), kind)
