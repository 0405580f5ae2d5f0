"""The line above the lessons: what narrows them, how many there are, and what is done with no lesson chosen."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liaison_desk.exercises.records import LessonFilter
from liaison_desk.exercises.ui.lessons.words import Words
from liaison_desk.foundation.qt.buttons import PlainButton, PrimaryButton
from liaison_desk.foundation.qt.chips import FilterChip
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.filtering import FilterLine
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.menus import choice_menu, open_below
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.theme import Size


class LessonBar(QWidget):
    """Holds the filter, but for the exercise; ``changed`` says that it is another now."""

    changed = Signal()

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._wanted = LessonFilter(open=ui.memory.text("lessons/open") == "true")
        self._tags: list[str] = []
        self._series: list[str] = []
        tr = ui.language.tr
        self.search = FilterLine(ui, tr("Filter by words of the lesson"))
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(230)
        self.open_chip = FilterChip(ui, tr("Only open"))
        self.open_chip.setToolTip(tr("Leaves out what is learned, here or in a later run, and what is not followed"))
        self.kind_chips = {kind: FilterChip(ui, name) for kind, name in words.kinds}
        self.state_chip = FilterChip(ui, tr("State"), menu=True)
        self.tag_chip = FilterChip(ui, tr("Tag"), menu=True)
        self.series_chip = FilterChip(ui, tr("Exercise series"), menu=True)
        self.count = Text(ui, "", Size.SECONDARY, tone="t2", tabular=True)
        self.carry_button = PlainButton(ui, tr("Carry over…"), icon="repeat")
        self.new_button = PrimaryButton(ui, tr("Lesson"), icon="plus")
        self.new_button.setAccessibleName(tr("New lesson"))
        self.new_button.setToolTip(f"{tr('New lesson')} (Ctrl+N)")
        self._build()
        self._connect()
        self.show_state()

    def wanted(self) -> LessonFilter:
        """Return which lessons shall be shown, of whatever exercise."""
        return replace(self._wanted, words=self.search.words())

    def narrowing(self) -> bool:
        """Tell whether anything narrows the list."""
        return self.wanted() != LessonFilter()

    def widen(self) -> None:
        """Take all narrowing away without telling; the caller reads the list again itself."""
        self.search.empty()
        self._wanted = LessonFilter()
        self._ui.memory.keep("lessons/open", False)
        self.show_state()

    def offer(self, tags: Sequence[str], series: Sequence[str]) -> None:
        """Offer the tags in use after the known ones, and the series."""
        known = [one.key for one in self._words.known_tags.all]
        self._tags = [*known, *(tag for tag in tags if tag not in known)]
        self._series = list(series)

    def show_scope(self, *, everything: bool) -> None:
        """Offer to narrow by series, where lessons of all exercises are on show."""
        self.series_chip.setVisible(everything)
        if not everything:
            self._wanted = replace(self._wanted, series="")
            self.show_state()

    def show_count(self, count: int) -> None:
        """Say how many lessons are on show."""
        self.count.set_text(self._ui.language.count("{n} lesson", "{n} lessons", count))

    def show_left(self, count: int) -> None:
        """Offer to carry over what an earlier run left open; 0 offers nothing."""
        tr = self._ui.language.tr
        self.carry_button.setVisible(bool(count))
        self.carry_button.setText(tr("Carry over {n}…", n=count))
        self.carry_button.setToolTip(tr("Open lessons of the earlier run that are not taken over yet"))
        self.carry_button.updateGeometry()

    def show_state(self) -> None:
        """Show what is narrowed."""
        tr, one = self._ui.language.tr, self._wanted
        self.open_chip.setChecked(one.open)
        for kind, chip in self.kind_chips.items():
            chip.setChecked(kind in one.kinds)
        state = self._words.state(one.states[0]) if one.states else tr("State")
        self.state_chip.show_value(state, on=bool(one.states))
        self.tag_chip.show_value(self._words.tag(one.tag) if one.tag else tr("Tag"), on=bool(one.tag))
        self.series_chip.show_value(one.series or tr("Exercise series"), on=bool(one.series))

    def _build(self) -> None:
        chips = QWidget()
        flow = FlowLayout(chips, gap=4)
        for chip in (self.open_chip, *self.kind_chips.values(), self.state_chip, self.tag_chip, self.series_chip):
            flow.addWidget(chip)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 20, 8)
        row.setSpacing(12)
        row.addWidget(self.search, 1)
        row.addWidget(chips, 2, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.count)
        row.addWidget(self.carry_button)
        row.addWidget(self.new_button)
        self.carry_button.hide()

    def _connect(self) -> None:
        self.search.words_changed.connect(lambda _: self.changed.emit())
        self.open_chip.clicked.connect(self._on_open)
        for kind, chip in self.kind_chips.items():
            chip.clicked.connect(lambda on, kind=kind: self._narrow(kinds=(kind,) if on else ()))
        self.state_chip.clicked.connect(lambda _: self._ask_state())
        self.tag_chip.clicked.connect(lambda _: self._ask_tag())
        self.series_chip.clicked.connect(lambda _: self._ask_series())

    def _on_open(self, on: bool) -> None:
        self._ui.memory.keep("lessons/open", on)
        self._narrow(open=on)

    def _ask_state(self) -> None:
        choices = [((), self._ui.language.tr("All states")), *(((state,), name) for state, name in self._words.states)]
        self._ask(self.state_chip, "states", choices, self._wanted.states)

    def _ask_tag(self) -> None:
        choices = [("", self._ui.language.tr("All tags")), *((tag, self._words.tag(tag)) for tag in self._tags)]
        self._ask(self.tag_chip, "tag", choices, self._wanted.tag)

    def _ask_series(self) -> None:
        choices = [("", self._ui.language.tr("All exercise series")), *((one, one) for one in self._series)]
        self._ask(self.series_chip, "series", choices, self._wanted.series)

    def _ask(self, chip: FilterChip, name: str, choices: Sequence[tuple[object, str]], present: object) -> None:
        self.show_state()  # the click itself must not change the look: the choice does
        open_below(choice_menu(self, choices, present, lambda value: self._narrow(**{name: value})), chip)

    def _narrow(self, **values: object) -> None:
        self._wanted = replace(self._wanted, **values)  # type: ignore[arg-type] # each by its own name
        self.show_state()
        self.changed.emit()
