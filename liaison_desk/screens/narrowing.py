"""The line above a list: what narrows it, how much there is, and its first button. What can narrow is data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liaison_desk.foundation.qt.buttons import PrimaryButton
from liaison_desk.foundation.qt.chips import FilterChip
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.filtering import FilterLine
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.menus import choice_menu, open_below
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size

Wanted = TypeVar("Wanted")
Choices = Callable[[], Sequence[tuple[Any, str]]]


@dataclass(frozen=True, slots=True)
class Narrow:
    """One chip: the field of the filter it sets, its label, and what it offers.

    ``choices`` are asked for when its menu opens; the first, ``everything``, takes the narrowing away. Without choices the chip is a
    switch that sets the field to ``on``; several switches of one field have a ``key`` each.
    """

    field: str
    label: str
    choices: Choices | None = None
    everything: str = ""
    on: Any = True
    tip: str = ""
    key: str = ""


class NarrowingBar(QWidget, Generic[Wanted]):
    """Holds the filter of a list; ``changed`` says that it is another now. ``none`` is the filter that narrows nothing."""

    changed = Signal()

    def __init__(
        self, ui: Ui, none: Wanted, narrows: Sequence[Narrow], hint: str, *, new: str = "", counted: Callable[[int], str]
    ) -> None:  # fmt: skip
        super().__init__()
        self._ui = ui
        self._none: Any = none
        self._wanted: Any = none
        self._narrows = {one.key or one.field: one for one in narrows}
        self._said: dict[str, str] = {}
        self._counted = counted
        self.search = FilterLine(ui, hint)
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(230)
        self.chips = {
            key: FilterChip(ui, one.label, menu=one.choices is not None) for key, one in self._narrows.items()
        }
        self.count = Text(ui, "", Size.SECONDARY, tone="t2", tabular=True)
        self.new_button = PrimaryButton(ui, new, icon="plus")
        self.new_button.setToolTip(f"{new} (Ctrl+N)")
        holder = QWidget()
        flow = FlowLayout(holder, gap=4)
        for key, one in self._narrows.items():
            chip = self.chips[key]
            chip.setToolTip(one.tip)
            chip.clicked.connect(partial(self._on_clicked, one, chip))
            flow.addWidget(chip)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 8, 20, 8)
        self._row.setSpacing(12)
        self._row.addWidget(self.search, 1)
        self._row.addWidget(holder, 2, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.count)
        self._row.addWidget(self.new_button)
        self.new_button.setVisible(bool(new))  # once it has its place: a window of its own takes the keyboard
        self.search.words_changed.connect(lambda _: self.changed.emit())
        self.show_state()

    def add_widget(self, widget: QWidget) -> None:
        """Put something before the first button: another button, or how the list is shown."""
        self._row.insertWidget(self._row.count() - 1, widget)

    def wanted(self) -> Wanted:
        """Return what shall be shown."""
        wanted: Wanted = replace(self._wanted, words=self.search.words()) if self._has_words else self._wanted
        return wanted

    def narrowing(self) -> bool:
        """Tell whether anything narrows the list."""
        return bool(self.wanted() != self._none)

    def widen(self) -> None:
        """Take all narrowing away without telling; the caller reads the list again itself."""
        self.search.empty()
        self._wanted = self._none
        self.show_state()

    def narrow(self, **values: Any) -> None:
        """Narrow the list otherwise, and tell."""
        self._wanted = replace(self._wanted, **values)
        self.show_state()
        self.changed.emit()

    def show_count(self, count: int) -> None:
        """Say how many are on show."""
        self.count.set_text(self._counted(count))

    def show_state(self) -> None:
        """Show what is narrowed."""
        for key, one in self._narrows.items():
            value, chip = getattr(self._wanted, one.field), self.chips[key]
            if one.choices is None:
                chip.setChecked(value == one.on)
            else:
                on = value != getattr(self._none, one.field)
                chip.show_value(self._said.get(one.field, one.label) if on else one.label, on=on)

    @property
    def _has_words(self) -> bool:
        return hasattr(self._none, "words")

    def _on_clicked(self, one: Narrow, chip: FilterChip) -> None:
        nothing = getattr(self._none, one.field)
        if one.choices is None:  # Qt tells a partial function nothing: the chip knows whether it is on
            self.narrow(**{one.field: one.on if chip.isChecked() else nothing})
            return
        self.show_state()  # the click itself must not change the look: the choice does
        choices = [(nothing, one.everything), *one.choices()]

        def chosen(value: Any) -> None:
            self._said[one.field] = next((words for known, words in choices if known == value), one.label)
            self.narrow(**{one.field: value})

        present = getattr(self._wanted, one.field)
        open_below(choice_menu(self, choices, present, chosen), chip)
