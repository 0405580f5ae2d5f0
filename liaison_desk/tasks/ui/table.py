"""The table of tasks under its headings, with the verbs that board and timeline have too."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint, Qt

from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.tables import RecordTable
from liaison_desk.foundation.qt.windowed import WindowedModel
from liaison_desk.tasks.records import TaskLine, TaskSort
from liaison_desk.tasks.ui.columns import TaskCells, columns_menu, describe, task_columns
from liaison_desk.tasks.ui.words import Words


class TaskTable(RecordTable):
    """Rows of tasks; a right click on the headings chooses columns."""

    def __init__(
        self, ui: Ui, words: Words, lines: Callable[[Sequence[int]], Mapping[int, TaskLine]],
        sort: Sort[TaskSort], on_sort: Callable[[Sort[TaskSort]], None],
    ) -> None:  # fmt: skip
        model: WindowedModel[TaskLine] = WindowedModel(ui.jobs.database, lines, describe(words), task_columns(words))
        super().__init__(ui, model, ui.language.tr("Tasks"), memory_key="tasks/columns", sort=sort, on_sort=on_sort)
        model.setParent(self)
        self.setItemDelegate(TaskCells(ui, words))
        header = self.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: columns_menu(self).popup(header.mapToGlobal(at)))

    def take_focus(self) -> None:
        """Take the keyboard."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def below_current(self) -> QPoint:
        """Return the point of the screen below the current row."""
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft() + QPoint(48, 0))
