"""A long form in parts: one part is shown at a time, chosen above the fields by a click, Ctrl+Tab or Alt and its number."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from liaison_desk.foundation.core.errors import InvalidError
from liaison_desk.foundation.qt.buttons import Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields.base import Field
from liaison_desk.foundation.qt.fields.form import Form
from liaison_desk.foundation.qt.fields.stops import in_reading_order

SomeField = TypeVar("SomeField", bound=Field)
_BAR: Final = 44
_LEAST: Final = 540


class TabbedForm(Form):
    """A form whose fields lie in parts; a field is added to the part begun last by ``begin``.

    A part added by ``add_later`` is made when it is first turned to, or one of its fields is asked for: a form of many
    fields opens at once then. Until it is made its values are kept as they were given.
    """

    turned = Signal(str)
    """Another part is shown."""

    def __init__(self, ui: Ui, parts: tuple[tuple[str, str], ...], label_width: int = 112) -> None:
        super().__init__(ui, label_width)
        self._parts = tuple(key for key, _ in parts)
        self._adding = self.part = self._parts[0]
        self._part_of: dict[str, str] = {}
        self._wide: list[tuple[str, QWidget]] = []
        self._away: set[str] = set()
        self._later: dict[str, Callable[[], None]] = {}
        self._later_of: dict[str, str] = {}
        self._kept: dict[str, Any] = {}
        self.bar = Segments(ui, parts, ui.language.tr("Parts of the form"))
        self.bar.setParent(self)
        self.setViewportMargins(0, _BAR, 0, 0)
        self.bar.chosen.connect(lambda key: self.turn_to(str(key)))
        for number, key in enumerate(self._parts, 1):
            self.bar.button(key).setToolTip(f"Alt+{number}")
            QShortcut(QKeySequence(f"Alt+{number}"), self, partial(self._ask_for, key))
        QShortcut(QKeySequence("Ctrl+Tab"), self, partial(self._step, 1))
        QShortcut(QKeySequence("Ctrl+Shift+Tab"), self, partial(self._step, -1))

    def begin(self, part: str) -> None:
        """Add what follows to a part."""
        self._adding = part

    def add_later(self, part: str, names: tuple[str, ...], make: Callable[[], None]) -> None:
        """Let a part with fields of these names be made by ``make`` when it is needed."""
        self._later[part] = make
        self._later_of.update(dict.fromkeys(names, part))

    def is_made(self, part: str) -> bool:
        """Tell whether the fields of a part are there."""
        return part not in self._later

    def make(self, part: str) -> None:
        """Make the fields of a part, if they are not there yet, and show what was kept for them."""
        if part not in self._later:
            return
        make = self._later.pop(part)
        names = [name for name, where in self._later_of.items() if where == part]
        adding, self._adding = self._adding, part
        make()
        self._adding = adding
        for name in names:
            del self._later_of[name]
            if name in self._kept:
                self.field(name).set_value(self._kept.pop(name))

    def field(self, name: str) -> Field:
        """Return a field by name, with the part it lies in."""
        if name in self._later_of:
            self.make(self._later_of[name])
        return super().field(name)

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show values by field name; the form is clean afterwards."""
        self._kept.update({name: value for name, value in values.items() if name in self._later_of})
        super().fill({name: value for name, value in values.items() if name not in self._later_of})

    def values(self) -> dict[str, Any]:
        """Return every field's value, of those that were never shown what they were filled with."""
        return {**self._kept, **super().values()}

    def show_problems(self, error: InvalidError) -> tuple[str, ...]:
        """Show each problem below its field, in whatever part that is."""
        for problem in error.problems:
            if problem.field in self._later_of:
                self.make(self._later_of[problem.field])
        return super().show_problems(error)

    def add(self, name: str, label: str, field: SomeField, tip: str = "") -> SomeField:
        """Add a field to the part begun last."""
        added = super().add(name, label, field, tip)
        self._part_of[name] = self._adding
        self._place(name)
        return added

    def add_wide(self, widget: QWidget) -> None:
        """Add any widget to the part begun last."""
        super().add_wide(widget)
        self._wide.append((self._adding, widget))
        widget.setVisible(self._adding == self.part)

    def set_shown(self, name: str, shown: bool) -> None:
        """Show or hide a field in its part."""
        (self._away.discard if shown else self._away.add)(name)
        if name not in self._later_of:
            self._place(name)

    def set_part_shown(self, part: str, shown: bool) -> None:
        """Let a part be chosen or not."""
        self.bar.button(part).setVisible(shown)
        self.bar.adjustSize()

    def turn_to(self, part: str) -> None:
        """Show a part, from its beginning."""
        if part == self.part:
            return
        self.make(part)
        self.part = part
        self.bar.set_value(part)
        for name in self._part_of:
            self._place(name)
        for where, widget in self._wide:
            widget.setVisible(where == part)
        self.verticalScrollBar().setValue(0)
        self.turned.emit(part)

    def focus_first(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Put the keyboard into the first field of the part on show."""
        for name, part in self._part_of.items():
            if part == self.part and name not in self._away and self.field(name).stops():
                self.field(name).setFocus(reason)
                return

    def stops(self) -> list[QWidget]:
        """Return what Tab goes through: the bar is read first."""
        return [*in_reading_order(self.bar), *super().stops()]

    def wanted_height(self) -> int:
        """Return how high the form would like to be; all parts are given the same."""
        return max(_LEAST, super().wanted_height()) + _BAR

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bar above the fields."""
        super().resizeEvent(event)
        self.bar.resize(self.bar.sizeHint().expandedTo(QSize(0, 0)))
        self.bar.move(4, 4)

    def _place(self, name: str) -> None:
        super().set_shown(name, self._part_of[name] == self.part and name not in self._away)

    def _ask_for(self, part: str) -> None:
        if self.bar.button(part).isVisibleTo(self):
            self.turn_to(part)
            self.focus_first(Qt.FocusReason.ShortcutFocusReason)  # keys brought it there, so that its ring is shown

    def _step(self, by: int) -> None:
        shown = [part for part in self._parts if self.bar.button(part).isVisibleTo(self)]
        self._ask_for(shown[(shown.index(self.part) + by) % len(shown)])

    def _go_to(self, field: Field) -> None:
        part = next((self._part_of[name] for name in self._part_of if self.field(name) is field), self.part)
        self.turn_to(part)
        super()._go_to(field)
