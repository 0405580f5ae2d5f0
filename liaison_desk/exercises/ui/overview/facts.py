"""What is known of an exercise: its facts, the earlier runs of its series, its files and links."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from liaison_desk.domain.marking import Marking
from liaison_desk.exercises.records import EXERCISE, Exercise, ExerciseLine
from liaison_desk.exercises.ui.overview.dossier import Dossier, read_dossier
from liaison_desk.exercises.ui.overview.words import Words
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.belongings import BelongingsPart
from liaison_desk.foundation.qt.buttons import LinkButton, PlainButton, literal
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.facts import FactsGrid
from liaison_desk.foundation.qt.paint import SectionTitle, Text
from liaison_desk.foundation.qt.panes import Panes
from liaison_desk.foundation.qt.style import surface

_SIZES: Final = (700, 420)
_LABEL: Final = 150
_LONGEST_LINK: Final = 60


class FactsPane(QWidget):
    """Facts at the left, what belongs to the exercise at the right. ``edit`` opens the form."""

    def __init__(self, sources: Sources, ui: Ui, edit: Callable[[], object]) -> None:
        super().__init__()
        self._sources = sources
        self._ui = ui
        self._words = Words(ui.language, sources.profile, ui.clock)
        self._edit = edit
        self._exercise_id = 0
        self.part: BelongingsPart | None = None
        self._belongs_to: tuple[int, Marking | None] = (0, None)
        self.run_links: dict[int, LinkButton] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._left, self._right = _scrolling(), _scrolling()
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Panes(ui, "exercises/facts", ((self._left, 320), (self._right, 300)), _SIZES))
        surface(self, "surf")

    def show_exercise(self, exercise_id: int) -> None:
        """Show an exercise."""
        self._exercise_id = exercise_id
        self.refresh()

    def refresh(self) -> None:
        """Read again what is shown."""
        number = self._exercise_id
        self._ui.jobs.database.run(
            lambda: read_dossier(self._sources, number), self.show_dossier, ticket_key=f"facts {id(self)}", owner=self
        )

    def reveal(self, kind: str, record_id: int) -> None:
        """Nothing is selected here."""
        del kind, record_id

    def show_dossier(self, dossier: Dossier | None) -> None:
        """Show what was read of the exercise that is asked for."""
        if dossier is None or dossier.exercise.id != self._exercise_id:
            return
        beside = self._ui.beside(RecordRef(EXERCISE, dossier.exercise.id))
        self._fill(self._left, beside, self._facts(dossier.exercise), self._runs(dossier))
        belongs_to = dossier.exercise.id, dossier.exercise.marking  # under which files are attached
        if self.part is None or self._belongs_to != belongs_to:
            self._belongs_to = belongs_to
            self.part = BelongingsPart(
                self._ui, self._sources.exercises, EXERCISE, dossier.exercise, self._sources.outside.suggest,
                self._sources.outside.undo, "",
            )  # fmt: skip
            self._fill(self._right, self.part)
        else:
            self.part.read()

    def _facts(self, one: Exercise) -> QWidget:
        ui, words, tr = self._ui, self._words, self._ui.language.tr
        holder = QWidget()
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(0, 0, 0, 0)
        grid = FactsGrid(ui, _LABEL, wrap=True)
        both = "\n".join(part for part in (words.best(one.name), words.other(one.name)) if part)
        grid.add(tr("Exercise"), both)
        grid.add(tr("Type of exercise"), words.type(one.type))
        grid.add(tr("State"), words.state(one.state))
        grid.add(tr("Exercise series"), one.series)
        grid.add(tr("Sponsor"), self._record("organization", one.sponsor_id, one.sponsor))
        grid.add(tr("Held at"), words.best(one.place))
        grid.add("STARTEX", words.instant(one.startex, one.zone) if one.startex is not None else tr("No dates yet"))
        grid.add("ENDEX", words.instant(one.endex, one.zone) if one.endex is not None else "")
        grid.add(tr("Time zone"), one.zone.replace("_", " "))
        grid.add(tr("Holidays of"), self._holidays(one))
        grid.add(tr("Training audience"), words.best(one.audience))
        grid.add(tr("Exercise concept"), words.best(one.concept))
        grid.add(tr("Marking"), words.release(one.marking))
        grid.add(tr("Its event"), self._record("event", one.event_id, tr("Show the event")) if one.event_id else "")
        outer.addLayout(grid)
        outer.addSpacing(8)
        outer.addWidget(PlainButton(ui, tr("Edit"), icon="pencil", key="F2", act=self._edit))
        return holder

    def _holidays(self, one: Exercise) -> str:
        profile = self._sources.profile()
        return ", ".join(self._words.nation(code) for code in one.days_off or (profile.host, profile.home))

    def _record(self, kind: str, number: int, words: str) -> QWidget | str:
        """Return what opens a record; bare words where there is none."""
        if not number:
            return words
        return LinkButton(self._ui, literal(words[:_LONGEST_LINK]), lambda: self._ui.open(RecordRef(kind, number)))

    def _runs(self, dossier: Dossier) -> QWidget:
        tr = self._ui.language.tr
        holder = QWidget()
        outer = QVBoxLayout(holder)
        outer.setContentsMargins(0, 16, 0, 0)
        outer.setSpacing(4)
        self.run_links = {}
        if not dossier.exercise.series:
            return holder
        outer.addWidget(SectionTitle(self._ui, tr("Earlier runs"), str(len(dossier.earlier) or "")))
        if not dossier.earlier:
            outer.addWidget(
                Text(self._ui, tr("This is the first run of its series on this desk."), tone="t2", wrap=True)
            )
        for line in dossier.earlier:
            outer.addLayout(self._run(line))
        return holder

    def _run(self, line: ExerciseLine) -> QHBoxLayout:
        words = self._words
        name = literal(words.best(line.name)[:_LONGEST_LINK])
        link = LinkButton(self._ui, name, lambda: self._ui.open(RecordRef(EXERCISE, line.id)))
        self.run_links[line.id] = link
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(link)
        rest = " · ".join(part for part in (words.held(line), words.state(line.state)) if part)
        row.addWidget(Text(self._ui, rest, tone="t2", tabular=True, elide=True), 1)
        return row

    @staticmethod
    def _fill(area: QScrollArea, *widgets: QWidget) -> None:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(20, 16, 20, 16)
        for widget in widgets:
            layout.addWidget(widget)
        layout.addStretch(1)
        area.setWidget(inside)


def _scrolling() -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
