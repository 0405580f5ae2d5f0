"""The table of lessons, with or without the exercise each is from."""

from PySide6.QtGui import QResizeEvent

from liaison_desk.exercises.ui.lessons.columns import EXERCISE
from liaison_desk.foundation.qt.tables import RecordTable


class LessonTable(RecordTable):
    """Rows of lessons; which columns there are follows what is on show, and is nothing the user has set."""

    def show_exercises(self, shown: bool) -> None:
        """Show or hide of which exercise a lesson is; the other columns give way, or take what is left."""
        number = next(n for n, column in enumerate(self.model().columns) if column.key == EXERCISE)
        if self.isColumnHidden(number) is not shown:
            return
        self._fitting = True
        self.setColumnHidden(number, not shown)
        if shown and not self.columnWidth(number):
            self.setColumnWidth(number, self.model().columns[number].width)
        self.updateGeometries()  # what the heading does about it now would later pass for the user's doing
        self._fitting = False
        self.resizeEvent(QResizeEvent(self.size(), self.size()))
