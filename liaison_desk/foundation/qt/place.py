"""Keeps the user's place in a list when the list changes under it."""

from itertools import chain, groupby
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, QPoint
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
        self._selected = selected_ids(view, model)[:_SELECTION_KEPT]
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
                if kept and self._selected != [self._current]:
                    rows = QItemSelection()
                    for _, stretch in groupby(enumerate(model.rows_of(self._selected)), lambda one: one[1] - one[0]):
                        run = [other for _, other in stretch]
                        rows.select(model.index(run[0], 0), model.index(run[-1], 0))
                    selection.select(rows, _ADD_ROW)
        top = model.row_of(self._top) if self._top is not None else -1
        if top >= 0:
            view.scrollTo(model.index(top, 0), QAbstractItemView.ScrollHint.PositionAtTop)


def selected_ids(view: QAbstractItemView, model: WindowedModel[Any]) -> list[int]:
    """Return the ids of the records selected in a view, in the order of the list.

    Told by the stretches that are selected: Qt's own list of rows asks each of 500,000 rows twice whether it may be selected.
    """
    found: list[int] = []
    after = 0
    chosen = view.selectionModel().selection()
    stretches = [chosen.at(number) for number in range(chosen.count())]
    for first, last in sorted((one.top(), one.bottom()) for one in stretches):
        found += model.ids_between(max(first, after), last) if last >= after else ()
        after = max(after, last + 1)
    return found


def nearest_record(model: WindowedModel[Any], row: int) -> int:
    """Return the row at or after ``row`` (else before it) that is a record; -1 when there is none."""
    for candidate in chain(range(max(0, row), row + 3), range(row, max(-1, row - 3), -1)):
        if candidate < model.rowCount() and model.id_at(model.index(candidate, 0)) is not None:
            return candidate
    return -1
