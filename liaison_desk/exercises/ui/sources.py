"""What the screens of exercises stand on: their services, and what the rest of the desk lends them."""

from collections.abc import Callable
from dataclasses import dataclass

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.exercises.service.exercises import Exercises
from liaison_desk.exercises.service.following import Following
from liaison_desk.exercises.service.lanes import Timeline
from liaison_desk.exercises.service.lessons import Lessons
from liaison_desk.exercises.service.msel import Msel
from liaison_desk.exercises.service.plans import PlanBook
from liaison_desk.foundation.core.ids import RecordRef


@dataclass(frozen=True, slots=True)
class Outside:
    """What exercises ask of the rest of the desk, which are strangers to them.

    ``suggest`` gives the records of a kind that typed words may mean. ``print_papers`` opens the packets that are made of an
    exercise (by id), with the one of a template before all; ``export`` writes what belongs to it (``plan``, ``msel``,
    ``milestones``) to a file the user chooses; ``import_msel`` takes in a table of injects.
    """

    suggest: Callable[[str, str], list[RecordRef]]
    print_papers: Callable[[str, int], None]
    export: Callable[[str, int], None]
    import_msel: Callable[[int], None]
    undo: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Sources:
    """The services of exercises, and ``Outside``."""

    exercises: Exercises
    plans: PlanBook
    following: Following
    timeline: Timeline
    msel: Msel
    lessons: Lessons
    profile: Callable[[], DeskProfile]
    outside: Outside
