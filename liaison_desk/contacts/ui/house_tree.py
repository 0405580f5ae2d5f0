"""The tree of organizations as it is on a day, narrowed as one types."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from liaison_desk.contacts.records import Organization
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.text import fold
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.filtering import FilterLine
from liaison_desk.foundation.qt.theme import Size

_ID = Qt.ItemDataRole.UserRole


class HouseTree(QWidget):
    """The line above and the tree. It changes nothing itself: it tells what is wanted."""

    chosen = Signal(int)
    edit_wanted = Signal()
    delete_wanted = Signal()
    move_wanted = Signal(int, int)
    """An organization was dropped on another (0 = beside the tree): both ids."""
    menu_wanted = Signal(QPoint)
    """Where on the screen to open the menu."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__()
        self._words = words
        self._houses: Mapping[int, Organization] = {}
        self._items: dict[int, QTreeWidgetItem] = {}
        tr = ui.language.tr
        self.search = FilterLine(ui, tr("Filter organizations"))
        self.tree = _Tree()
        self.tree.setAccessibleName(tr("Organizations"))
        self.tree.edit_wanted.connect(self.edit_wanted)
        self.tree.delete_wanted.connect(self.delete_wanted)
        self.tree.dropped.connect(self.move_wanted)
        self.tree.customContextMenuRequested.connect(
            lambda at: self.menu_wanted.emit(self.tree.viewport().mapToGlobal(at))
        )
        self.tree.currentItemChanged.connect(lambda *_: self._tell())
        self.search.words_changed.connect(lambda _: self._narrow())
        self.search.left_for_list.connect(lambda: self.tree.setFocus(Qt.FocusReason.OtherFocusReason))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)

    def current(self) -> int:
        """Return the id of the organization the tree is on, 0 for none."""
        item = self.tree.currentItem()
        return int(item.data(0, _ID)) if item is not None else 0

    def show_houses(self, houses: Mapping[int, Organization], day: date, wanted: int = 0) -> None:
        """Show organizations under the names and parents of a day; ``wanted`` is chosen, else what was, else the first."""
        wanted = wanted or self.current()
        self._houses = houses
        self.tree.blockSignals(True)
        self.tree.clear()
        self._items = {id_: self._item(one, day) for id_, one in houses.items()}
        for id_, one in houses.items():
            above = one.parent_on(day)
            parent = self._items.get(above) if above != id_ else None
            if parent is None:
                self.tree.addTopLevelItem(self._items[id_])
            else:
                parent.addChild(self._items[id_])
        self.tree.expandAll()
        self._narrow()
        target = self._items.get(wanted) or self.tree.topLevelItem(0)
        if target is not None:
            self.tree.setCurrentItem(target)
        self.tree.blockSignals(False)
        self._tell()

    def _item(self, one: Organization, day: date) -> QTreeWidgetItem:
        name = one.name_on(day).name
        item = QTreeWidgetItem(["  ".join(filter(None, (self._words.best(name), self._words.other(name))))])
        item.setData(0, _ID, one.id)
        item.setSizeHint(0, QSize(0, Size.ROW))
        return item

    def _narrow(self) -> None:
        """Hide what neither matches nor has something below that does."""
        asked = fold(self.search.words())
        for item in self._items.values():
            item.setHidden(bool(asked))
        if asked:
            for id_, item in self._items.items():
                if asked in fold(_searched(self._houses[id_])):
                    above: QTreeWidgetItem | None = item
                    while above is not None:
                        above.setHidden(False)
                        above = above.parent()

    def _tell(self) -> None:
        if self.current():
            self.chosen.emit(self.current())


class _Tree(QTreeWidget):
    """F2, Return and a double click edit, Delete deletes; an organization dropped on another is to be moved under it."""

    edit_wanted = Signal()
    delete_wanted = Signal()
    dropped = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QTreeWidget.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setExpandsOnDoubleClick(False)
        self.itemDoubleClicked.connect(lambda *_: self.edit_wanted.emit())
        self.setDragDropMode(QTreeWidget.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(True)  # a drop is always on an organization, never between two

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped on what; the tree itself changes only once the organization has been moved."""
        moving, target = self.currentItem(), self.itemAt(event.position().toPoint())
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.setState(QTreeWidget.State.NoState)
        self.viewport().update()
        under = int(target.data(0, _ID)) if target is not None else 0
        if moving is not None and moving is not target:
            self.dropped.emit(int(moving.data(0, _ID)), under)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.edit_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)


def _searched(one: Organization) -> str:
    texts = [one.name.host, one.name.home, one.short.host, one.short.home, one.location]
    texts += [text for entry in one.names for text in (entry.name.host, entry.name.home)]
    return " ".join(texts)
