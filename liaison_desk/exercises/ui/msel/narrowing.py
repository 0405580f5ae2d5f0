"""The chips above a MSEL: cells, our own cell, states, an objective, a day."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from liaison_desk.exercises.records import InjectFilter, InjectState
from liaison_desk.exercises.ui.msel.words import Words
from liaison_desk.foundation.qt.buttons import literal
from liaison_desk.foundation.qt.chips import FilterChip
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.flow import FlowLayout
from liaison_desk.foundation.qt.menus import add_choices, choice_menu, open_below, popup_menu

_KEY = "msel/cell"


class NarrowingBar(QWidget):
    """Holds which injects are shown, all but the words; ``changed`` says that they are others now."""

    changed = Signal()

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        tr = ui.language.tr
        self.cells: tuple[str, ...] = ()
        self.states: tuple[InjectState, ...] = ()
        self.objective = ""
        self.day: int | None = None
        self.own_cell = ""
        self._known_cells: Sequence[str] = ()
        self._known_days: Sequence[int] = ()
        self._counts: Mapping[InjectState, int] = {}
        inside = QWidget()
        flow = FlowLayout(inside, gap=4)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 2, 20, 8)
        outer.addWidget(inside)
        self.own_chip = FilterChip(ui, tr("Our cell"))
        self.own_chip.clicked.connect(self._on_own)
        self.cell_chip = FilterChip(ui, tr("Cell"), menu=True)
        self.cell_chip.clicked.connect(lambda: self._open(self.cell_chip, self.cell_menu()))
        flow.addWidget(self.own_chip)
        flow.addWidget(self.cell_chip)
        self.state_chips: dict[InjectState, FilterChip] = {}
        for state, label in words.states:
            chip = FilterChip(ui, label)
            chip.clicked.connect(lambda on, state=state: self._on_state(state, on=on))
            self.state_chips[state] = chip
            flow.addWidget(chip)
        self.objective_chip = FilterChip(ui, tr("Objective"), menu=True)
        self.objective_chip.clicked.connect(lambda: self._open(self.objective_chip, self.objective_menu()))
        self.day_chip = FilterChip(ui, tr("Day"), menu=True)
        self.day_chip.clicked.connect(lambda: self._open(self.day_chip, self.day_menu()))
        self.all_chip = FilterChip(ui, tr("Show all injects"))
        self.all_chip.clicked.connect(self._on_all)
        for chip in (self.objective_chip, self.day_chip, self.all_chip):
            flow.addWidget(chip)
        self._show()

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.cells or self.states or self.objective or self.day is not None)

    def wanted(self, exercise_id: int, words: str = "") -> InjectFilter:
        """Return which injects of an exercise shall be shown."""
        start = self._words.start
        since, until = (None, None) if self.day is None else (start.midnight(self.day), start.midnight(self.day + 1))
        return InjectFilter(
            exercise_id,
            words=words,
            cells=self.cells,
            states=self.states,
            since=since,
            until=until,
            objective=self.objective,
        )

    def know(self, cells: Sequence[str], days: Sequence[int] | None, counts: Mapping[InjectState, int]) -> None:
        """Offer the cells and days that there are (None: the days as before), and say how many injects stand where."""
        self._counts = counts
        self._known_cells = cells
        self._known_days = self._known_days if days is None else days
        # The window's settings lie open in a file: they hold a digest, never what stands in a record.
        kept = self._ui.memory.text(_KEY)
        self.own_cell = next((cell for cell in cells if _digest(cell) == kept), "") if kept else ""
        self._show()

    def widen(self) -> None:
        """Take all narrowing away without telling."""
        self.cells, self.states, self.objective, self.day = (), (), "", None
        self._show()

    def show_states(self, states: tuple[InjectState, ...]) -> None:
        """Show the injects of some states, without telling."""
        self.states = states
        self._show()

    def cell_menu(self) -> QMenu:
        """Return the menu of cells: several may be ticked; below, which is ours."""
        tr, menu = self._ui.language.tr, popup_menu(self)
        for cell in self._known_cells:
            action = menu.addAction(literal(cell))
            action.setCheckable(True)
            action.setChecked(cell in self.cells)
            action.triggered.connect(lambda on, cell=cell: self._on_cell(cell, on=on))
        if not self._known_cells:
            menu.addAction(tr("No inject names a cell yet")).setEnabled(False)
            return menu
        menu.addSeparator()
        ours = menu.addMenu(tr("Our cell"))
        choices = [(cell, cell) for cell in self._known_cells]
        add_choices(ours, [*choices, ("", tr("None of them"))], self.own_cell, self.choose_own)
        return menu

    def objective_menu(self) -> QMenu:
        """Return the menu of the exercise's objectives."""
        choices = [("", self._ui.language.tr("All objectives")), *self._words.objectives()]
        return choice_menu(self, choices, self.objective, self._on_objective)

    def day_menu(self) -> QMenu:
        """Return the menu of the days on which injects fall."""
        days: list[tuple[int | None, str]] = [(None, self._ui.language.tr("All days"))]
        days += [(day, self._words.day(day)) for day in self._known_days]
        return choice_menu(self, days, self.day, self._on_day)

    def choose_own(self, cell: str) -> None:
        """Remember which cell is ours, and show it."""
        self.own_cell = cell
        self._ui.memory.keep(_KEY, _digest(cell) if cell else "")
        self.cells = (cell,) if cell else ()
        self._tell()

    def _on_all(self) -> None:
        self.widen()
        self.changed.emit()

    def _open(self, chip: FilterChip, menu: QMenu) -> None:
        self._show()  # the click itself must not change the look: the choice does
        open_below(menu, chip)

    def _on_own(self) -> None:
        self._show()
        if not self.own_cell:
            open_below(self.cell_menu(), self.own_chip)
            return
        self.cells = () if self.cells == (self.own_cell,) else (self.own_cell,)
        self._tell()

    def _on_cell(self, cell: str, *, on: bool) -> None:
        self.cells = (*self.cells, cell) if on else tuple(one for one in self.cells if one != cell)
        self._tell()

    def _on_state(self, state: InjectState, *, on: bool) -> None:
        self.states = (*self.states, state) if on else tuple(one for one in self.states if one is not state)
        self._tell()

    def _on_objective(self, key: str) -> None:
        self.objective = key
        self._tell()

    def _on_day(self, day: int | None) -> None:
        self.day = day
        self._tell()

    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        tr = self._ui.language.tr
        own = bool(self.own_cell) and self.cells == (self.own_cell,)
        self.own_chip.show_value(
            tr("Our cell: {cell}", cell=self.own_cell) if self.own_cell else tr("Our cell"), on=own
        )
        others = bool(self.cells) and not own
        self.cell_chip.show_value(", ".join(self.cells) if others else tr("Cell"), on=others)
        for state, chip in self.state_chips.items():
            number = self._counts.get(state, 0)
            words = self._words.state(state)
            chip.show_value(f"{words} {number:,}" if number else words, on=state in self.states)
        chosen = self._words.objective(self.objective) if self.objective else tr("Objective")
        self.objective_chip.show_value(chosen, on=bool(self.objective))
        self.objective_chip.setVisible(bool(self._words.objectives()) or bool(self.objective))
        self.day_chip.show_value(tr("Day") if self.day is None else f"D{self.day:+d}", on=self.day is not None)
        self.day_chip.setVisible(self._words.start.wall is not None)
        self.all_chip.setVisible(self.narrowed)


def _digest(cell: str) -> str:
    return sha256(cell.casefold().encode()).hexdigest()[:12]
