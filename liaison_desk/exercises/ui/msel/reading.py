"""What the table of a MSEL is made of, read in one go."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from liaison_desk.exercises.records import Exercise, Inject, InjectFilter, InjectSort, InjectState
from liaison_desk.exercises.service.msel import start_of
from liaison_desk.exercises.ui.msel.words import Words
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.core.paging import Listing, Sort

_USED: Final = ("cell", "sender", "receiver", "method", "controller", "kind")


@dataclass(frozen=True, slots=True)
class MselRead:
    """The exercise, the injects that are shown, how many stand where, what is in use in each column, all numbers, the last inject added."""

    exercise: Exercise
    listing: Listing
    counts: Mapping[InjectState, int]
    used: Mapping[str, Sequence[str]]
    numbers: Mapping[str, int]
    last: Inject | None

    def named(self, words: Words) -> Listing:
        """Return the injects under the names of their days."""
        groups = (replace(group, label=words.day(int(group.label))) for group in self.listing.groups)
        return replace(self.listing, groups=tuple(groups))


def reading(sources: Sources, exercise_id: int, wanted: InjectFilter, sort: Sort[InjectSort]) -> Callable[[], MselRead]:
    """Return the work that reads a MSEL, for the database lane; it raises NotFoundError where the exercise is gone."""
    msel = sources.msel

    def read() -> MselRead:
        exercise = sources.exercises.exercise(exercise_id)
        numbers = msel.numbers(exercise_id)
        newest = max(numbers.values(), default=0)
        return MselRead(
            exercise, msel.by_day(start_of(exercise), wanted, sort), msel.counts(exercise_id),
            {name: msel.used(exercise_id, name) for name in _USED}, numbers, msel.inject(newest) if newest else None,
        )  # fmt: skip

    return read
