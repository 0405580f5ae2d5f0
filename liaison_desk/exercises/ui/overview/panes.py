"""The panes of the exercises page, each loaded and made when it is first shown."""

from importlib import import_module
from typing import Final, Protocol, cast, runtime_checkable

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.tables import RecordTable

TIMELINE, PLAN, MSEL, PEOPLE, LESSONS, FACTS = "timeline", "plan", "msel", "people", "lessons", "facts"
_UI: Final = "liaison_desk.exercises.ui"
_CLASSES: Final = {
    TIMELINE: "TimelinePane",
    PLAN: "PlanPane",
    MSEL: "MselPane",
    PEOPLE: "PeoplePane",
    LESSONS: "LessonsPane",
}


class ExercisePane(Protocol):
    """What every pane can do."""

    def show_exercise(self, exercise_id: int) -> None:
        """Show what belongs to an exercise; 0 = to all of them."""
        ...

    def refresh(self) -> None:
        """Read again what is shown."""
        ...

    def reveal(self, kind: str, record_id: int) -> None:
        """Select a milestone, an inject or a lesson."""
        ...


@runtime_checkable
class BeginsMilestones(Protocol):
    """A pane that begins milestones."""

    def add_milestone(self) -> None:
        """Begin a milestone."""
        ...


@runtime_checkable
class BeginsInjects(Protocol):
    """A pane that begins injects."""

    def new_inject(self) -> None:
        """Begin an inject."""
        ...


@runtime_checkable
class BeginsLessons(Protocol):
    """A pane that begins lessons."""

    def new_lesson(self) -> None:
        """Begin a lesson."""
        ...


@runtime_checkable
class AsksForDates(Protocol):
    """A pane that needs the dates of its exercise."""

    dates_wanted: SignalInstance


@runtime_checkable
class BeginsExercises(Protocol):
    """A pane that asks for the first exercise where there is none."""

    new_wanted: SignalInstance


@runtime_checkable
class HoldsWords(Protocol):
    """A pane in which may stand what was typed and is not kept."""

    @property
    def at_risk(self) -> bool:
        """Whether there is such."""
        ...


@runtime_checkable
class HasTable(Protocol):
    """A pane whose records stand in a table."""

    table: RecordTable


@runtime_checkable
class HasFilter(Protocol):
    """A pane with a line to filter by."""

    def focus_search(self) -> None:
        """Put the keyboard into it, where it is seen."""
        ...


@runtime_checkable
class HasParts(Protocol):
    """A pane of several parts."""

    def next_part(self, step: int) -> bool:
        """Put the keyboard into the next part, or the one before; false at either end."""
        ...


def make_pane(key: str, sources: Sources, ui: Ui) -> QWidget:
    """Return a new pane."""
    made = getattr(import_module(f"{_UI}.{key}.pane"), _CLASSES[key])
    return cast("QWidget", made(sources, ui))


def as_pane(widget: QWidget) -> ExercisePane:
    """Return a pane as what can be asked of it."""
    return cast("ExercisePane", widget)
