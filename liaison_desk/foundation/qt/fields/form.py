"""A form: labelled fields in two columns that scroll, and where the problems of a record find their field."""

import re
from collections.abc import Mapping
from typing import Any, Final, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from liaison_desk.foundation.core.errors import InvalidError
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields.base import Field
from liaison_desk.foundation.qt.fields.choices import CheckRow
from liaison_desk.foundation.qt.fields.stops import beyond, in_reading_order
from liaison_desk.foundation.qt.paint import SectionTitle, hairline
from liaison_desk.foundation.qt.style import restyle
from liaison_desk.foundation.qt.theme import Size

SomeField = TypeVar("SomeField", bound=Field)

_REASONS = {True: Qt.FocusReason.TabFocusReason, False: Qt.FocusReason.BacktabFocusReason}
_MNEMONIC: Final = re.compile(r"\(&\w\)|&")


def spoken_label(label: str) -> str:
    """Return a field's label as it is spoken, or stands as a heading, without its mnemonic: 考察(&D) is 考察."""
    return _MNEMONIC.sub("", label)


class Form(QScrollArea):
    """Fields by the name of the record's attribute each one edits. Labels may hold an & mnemonic."""

    edited = Signal()
    """The user changed something."""

    def __init__(self, ui: Ui, label_width: int = 112) -> None:
        super().__init__()
        self._ui = ui
        self._fields: dict[str, Field] = {}
        self._dirty = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        outer = QVBoxLayout(inside)
        # Room on all sides for the focus ring.
        outer.setContentsMargins(4, 4, 12, 4)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnMinimumWidth(0, label_width)
        self._grid.setColumnStretch(1, 1)
        outer.addLayout(self._grid)
        outer.addStretch(1)
        self.setWidget(inside)

    @property
    def dirty(self) -> bool:
        """Whether the user changed anything since ``fill`` or ``settle``."""
        return self._dirty

    def add(self, name: str, label: str, field: SomeField, tip: str = "") -> SomeField:
        """Add a field in its own row; returns it."""
        row = self._grid.rowCount()
        self._fields[name] = field
        field.name(spoken_label(label))
        field.changed.connect(self._on_changed)
        if isinstance(field, CheckRow):
            self._grid.addWidget(field, row, 1)
        else:
            words = QLabel(label)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setFont(self._ui.theme.font(Size.BODY))
            words.setContentsMargins(0, 7, 0, 0)
            words.setWordWrap(True)
            words.setBuddy(field.focusProxy() or field)
            restyle(words, "tone", "t2")
            self._grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(field, row, 1)
        if tip:
            field.setToolTip(tip)
        return field

    def add_section(self, title: str) -> None:
        """Start a group of fields with a title."""
        row = self._grid.rowCount()
        if row > 1:
            self._grid.addWidget(hairline(self._ui), row, 0, 1, 2)
            row += 1
        self._grid.addWidget(SectionTitle(self._ui, title), row, 0, 1, 2)

    def add_wide(self, widget: QWidget) -> None:
        """Add any widget over both columns, such as a table of portions."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def field(self, name: str) -> Field:
        """Return a field by name."""
        return self._fields[name]

    def set_label(self, name: str, label: str) -> None:
        """Call a field otherwise; the label may hold an & mnemonic."""
        field = self._fields[name]
        words = self._label_of(field)
        if isinstance(words, QLabel):
            words.setText(label)
        field.rename(spoken_label(label))

    def set_shown(self, name: str, shown: bool) -> None:
        """Show or hide a field with its label."""
        field = self._fields[name]
        label = self._label_of(field)
        if label is not None and label is not field:
            label.setVisible(shown)
        field.setVisible(shown)

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show values by field name; the form is clean afterwards."""
        for name, value in values.items():
            self._fields[name].set_value(value)
        self.settle()

    def settle(self) -> None:
        """Count what is shown as saved."""
        self._dirty = False

    def values(self) -> dict[str, Any]:
        """Return every field's value; raises DeskError when one means nothing (call ``check`` first)."""
        return {name: field.value() for name, field in self._fields.items()}

    def check(self) -> bool:
        """Show what is wrong with the syntax of any field and go to the first; true when nothing is."""
        self.clear_problems()
        wrong = [field for field in self._fields.values() if not field.check()]
        if wrong:
            self._go_to(wrong[0])
        return not wrong

    def clear_problems(self) -> None:
        """Take all messages away."""
        for field in self._fields.values():
            field.set_problem(None)

    def show_problems(self, error: InvalidError) -> tuple[str, ...]:
        """Show each problem below its field and go to the first; returns the sentences whose field is not in the form."""
        language = self._ui.language
        others: list[str] = []
        first: Field | None = None
        for problem in error.problems:
            words = language.tr(problem.text, **dict(problem.values))
            field = self._fields.get(problem.field)
            if field is None:
                others.append(words)
            elif not field.problem():
                field.set_problem(words)
                first = first or field
        if first is not None:
            self._go_to(first)
        return tuple(others)

    def wanted_height(self) -> int:
        """Return how high the form would like to be."""
        inside = self.widget()
        return inside.sizeHint().height() if inside is not None else 0

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        for field in self._fields.values():
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def stops(self) -> list[QWidget]:
        """Return what Tab goes through, in this order."""
        found: list[QWidget] = []
        for number in range(self._grid.count()):
            item = self._grid.itemAt(number)
            widget = item.widget() if item is not None else None
            if isinstance(widget, Field) and not widget.isHidden():
                found += widget.stops()
            elif widget is not None:
                found += in_reading_order(widget)
        return found

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go on with Tab to what the form shows by now: rows come and go, and parts are made late."""
        stops, at = self._seen(), self.window().focusWidget()
        if at not in stops:
            return super().focusNextPrevChild(forward)
        to = stops.index(at) + (1 if forward else -1)
        if not 0 <= to < len(stops):
            other = beyond(self, forward=forward)
            if other is not None:
                other.setFocus(_REASONS[forward])
                return True
        self._stop_at(stops[to % len(stops)], forward=forward)
        return True

    def enter(self, *, forward: bool) -> None:
        """Let Tab come in at the first stop, backwards at the last."""
        stops = self._seen()
        if stops:
            self._stop_at(stops[0 if forward else -1], forward=forward)

    def _seen(self) -> list[QWidget]:
        return [stop for stop in self.stops() if stop.isVisible()]

    def _stop_at(self, stop: QWidget, *, forward: bool) -> None:
        stop.setFocus(_REASONS[forward])
        self.ensureWidgetVisible(stop)

    def _label_of(self, field: Field) -> QWidget | None:
        position = self._grid.getItemPosition(self._grid.indexOf(field))
        item = self._grid.itemAtPosition(position[0], 0)  # type: ignore[index] # the stubs call the tuple an object
        return item.widget() if item is not None else None

    def _go_to(self, field: Field) -> None:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(field, 0, 24)

    def _on_changed(self) -> None:
        self._dirty = True
        self.edited.emit()
