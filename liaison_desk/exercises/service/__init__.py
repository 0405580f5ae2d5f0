"""What a user can do with exercises; each side of them in a module of its own, made when it is first asked for."""

from liaison_desk.exercises.store.exercises import EXERCISE_TYPE
from liaison_desk.exercises.store.injects import INJECT_TYPE
from liaison_desk.exercises.store.lessons import LESSON_TYPE
from liaison_desk.exercises.store.milestones import MILESTONE_TYPE
from liaison_desk.foundation.database.snapshot import RecordType

TYPES: tuple[RecordType, ...] = (EXERCISE_TYPE, MILESTONE_TYPE, INJECT_TYPE, LESSON_TYPE)
