"""The chips above the list of exercises: in which state, of which type and series, with which nation."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from liaison_desk.exercises.records import ExerciseFilter, ExerciseState, ExerciseType
from liaison_desk.exercises.ui.overview.words import Words
from liaison_desk.foundation.qt.chips import FilterChip
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import choice_menu, open_below

NOT_CONCLUDED = tuple(state for state in ExerciseState if state is not ExerciseState.CLOSED)


@dataclass(frozen=True, slots=True)
class Facets:
    """What there is to narrow to: the series in use, and the nations (trigraphs) that take part somewhere."""

    series: Sequence[str] = ()
    nations: Sequence[str] = ()


class NarrowingBar(QWidget):
    """Holds the filter (all but its words); ``changed`` says that it is another now."""

    changed = Signal()

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        self._facets = Facets()
        self.wanted = ExerciseFilter(states=NOT_CONCLUDED)
        self._restore()
        tr = ui.language.tr
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 2, 20, 8)
        row.setSpacing(4)
        self.scope_chips: dict[tuple[ExerciseState, ...], FilterChip] = {}
        for states, label in (
            (NOT_CONCLUDED, tr("Not concluded")), ((ExerciseState.CLOSED,), tr("Concluded")), ((), tr("All")),
        ):  # fmt: skip
            chip = FilterChip(ui, label)
            chip.clicked.connect(lambda _=False, states=states: self.narrow(states=states))
            self.scope_chips[states] = chip
            row.addWidget(chip)
        self.state_chip = FilterChip(ui, tr("State"), menu=True)
        self.type_chip = FilterChip(ui, tr("Type of exercise"), menu=True)
        self.nation_chip = FilterChip(ui, tr("Nation"), menu=True)
        self.series_chip = FilterChip(ui, tr("Exercise series"), menu=True)
        for chip, act in (
            (self.state_chip, self._open_states), (self.type_chip, self._open_types),
            (self.nation_chip, self._open_nations), (self.series_chip, self._open_series),
        ):  # fmt: skip
            chip.clicked.connect(act)
            row.addWidget(chip)
        row.addStretch(1)
        self._show()

    def narrow(self, **changes: object) -> None:
        """Show otherwise narrowed exercises, and tell it."""
        self.wanted = replace(self.wanted, **changes)  # type: ignore[arg-type] # fields of the filter by their names
        self._keep()
        self._show()
        self.changed.emit()

    def widen(self) -> None:
        """Take all narrowing away without telling; the caller reads the list again itself."""
        self.wanted = ExerciseFilter()
        self._keep()
        self._show()

    def offer(self, facets: Facets) -> None:
        """Offer the series and nations that there are."""
        self._facets = facets
        self._show()

    def _show(self) -> None:
        tr, words, wanted = self._ui.language.tr, self._words, self.wanted
        for states, chip in self.scope_chips.items():
            chip.setChecked(states == wanted.states)
        single = wanted.states[0] if len(wanted.states) == 1 and wanted.states not in self.scope_chips else None
        self.state_chip.show_value(words.state(single) if single else tr("State"), on=single is not None)
        self.type_chip.show_value(
            words.type(wanted.types[0]) if wanted.types else tr("Type of exercise"), on=bool(wanted.types)
        )
        self.nation_chip.show_value(
            words.nation(wanted.nation) if wanted.nation else tr("Nation"), on=bool(wanted.nation)
        )
        self.series_chip.show_value(wanted.series or tr("Exercise series"), on=bool(wanted.series))
        self.nation_chip.setEnabled(bool(self._facets.nations or wanted.nation))
        self.series_chip.setEnabled(bool(self._facets.series or wanted.series))

    def _open_states(self) -> None:
        choices = [((), self._ui.language.tr("All states")), *(((state,), name) for state, name in self._words.states)]
        self._choose(self.state_chip, choices, self.wanted.states, "states")

    def _open_types(self) -> None:
        kinds: list[tuple[tuple[ExerciseType, ...], str]] = [((), self._ui.language.tr("All types of exercise"))]
        kinds += [((kind,), name) for kind, name in self._words.types]
        self._choose(self.type_chip, kinds, self.wanted.types, "types")

    def _open_nations(self) -> None:
        named = sorted(((code, self._words.nation(code)) for code in self._facets.nations), key=lambda one: one[1])
        choices = [("", self._ui.language.tr("All nations")), *named]
        self._choose(self.nation_chip, choices, self.wanted.nation, "nation")

    def _open_series(self) -> None:
        choices = [("", self._ui.language.tr("All series")), *((name, name) for name in self._facets.series)]
        self._choose(self.series_chip, choices, self.wanted.series, "series")

    def _choose(self, chip: FilterChip, choices: Sequence[tuple[object, str]], present: object, name: str) -> None:
        self._show()  # the click itself must not change the look: the choice does
        open_below(choice_menu(self, choices, present, lambda value: self.narrow(**{name: value})), chip)

    def _keep(self) -> None:
        self._ui.memory.keep("exercises/states", [str(one) for one in self.wanted.states] or ["all"])

    def _restore(self) -> None:
        kept = self._ui.memory.words("exercises/states")
        known = tuple(state for state in ExerciseState if str(state) in kept)
        if known or kept == ("all",):
            self.wanted = ExerciseFilter(states=known)
