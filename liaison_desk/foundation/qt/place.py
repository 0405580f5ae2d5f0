"""Keeps the user's place in a list when the list changes under it."""

from itertools import chain
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QObject, QPoint
from PySide6.QtWidgets import QAbstractItemView

from liaison_desk.foundation.qt.windowed import WindowedModel

# Beyond this many selected rows, finding each again would be felt; the current row is always found.
_SELECTION_KEPT = 500
_ADD_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
ONLY_ROW = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class Place(QObject):
    """Keeps a view's current record, selection and scroll through a change of listing, by id."""

    def __init__(self, view: QAbstractItemView, model: WindowedModel[Any]) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._current: int | None = None
        self._row = -1
        self._selected: list[int] = []
        self._top: int | None = None
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)

    def _remember(self) -> None:
        view, model = self._view, self._model
        current = view.currentIndex()
        self._current, self._row = model.id_at(current), current.row()
        selected = view.selectionModel().selectedRows()[:_SELECTION_KEPT]
        self._selected = [key for index in selected if (key := model.id_at(index)) is not None]
        self._top = model.id_at(view.indexAt(QPoint(1, 1)))

    def _restore(self) -> None:
        view, model = self._view, self._model
        if self._current is not None:
            row = model.row_of(self._current)
            kept = row >= 0
            if not kept:
                # The record is gone: the one that took its place becomes current, so that the keyboard stays where it was.
                row = nearest_record(model, min(self._row, model.rowCount() - 1))
            if row >= 0:
                selection = view.selectionModel()
                selection.setCurrentIndex(model.index(row, 0), ONLY_ROW)
                for key in self._selected if kept else ():
                    other = model.row_of(key)
                    if other >= 0:
                        selection.select(model.index(other, 0), _ADD_ROW)
        top = model.row_of(self._top) if self._top is not None else -1
        if top >= 0:
            view.scrollTo(model.index(top, 0), QAbstractItemView.ScrollHint.PositionAtTop)


def nearest_record(model: WindowedModel[Any], row: int) -> int:
    """Return the row at or after ``row`` (else before it) that is a record; -1 when there is none."""
    for candidate in chain(range(max(0, row), row + 3), range(row, max(-1, row - 3), -1)):
        if candidate < model.rowCount() and model.id_at(model.index(candidate, 0)) is not None:
            return candidate
    return -1
