"""What a drag in the timeline means: a milestone, its first or last day, or an exercise's STARTEX on other days. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from typing import Final

from liaison_desk.exercises.records import Lane
from liaison_desk.exercises.ui.timeline.rows import Mark, What

_FIRST: Final = date(1900, 1, 1)
_LAST: Final = date(2299, 12, 31)  # the years in which plans are reckoned


class Grip(Enum):
    """What was taken hold of: a mark whole, or the first or the last day of one that lasts."""

    BODY = auto()
    START = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Drag:
    """A drag: of what, from which day (an ordinal), and on which days it would be if it ended now."""

    mark: Mark
    lane: Lane
    grip: Grip
    anchor: int
    first: int
    last: int
    begun: bool = False

    @staticmethod
    def of(mark: Mark, lane: Lane, grip: Grip = Grip.BODY, anchor: int = 0) -> "Drag":
        """Return the drag that begins on a day; an exercise moves as a whole, whatever is taken hold of."""
        whole = Grip.BODY if mark.what is What.EXERCISE else grip
        return Drag(mark, lane, whole, anchor, mark.first, mark.last)

    def to(self, day: int) -> "Drag":
        """Return the drag with the pointer on another day."""
        mark, by = self.mark, day - self.anchor
        low, high = _FIRST.toordinal(), _LAST.toordinal()
        match self.grip:
            case Grip.BODY:
                by = max(low - mark.first, min(high - mark.last, by))
                first, last = mark.first + by, mark.last + by
            case Grip.START:
                first, last = max(low, min(mark.first + by, mark.last)), mark.last
            case Grip.END:
                first, last = mark.first, min(high, max(mark.last + by, mark.first))
        return replace(self, first=first, last=last, begun=True)

    @property
    def moved(self) -> bool:
        """Whether it would be on other days."""
        return (self.first, self.last) != (self.mark.first, self.mark.last)

    @property
    def days(self) -> tuple[date, date]:
        """The days it would be on."""
        return date.fromordinal(self.first), date.fromordinal(self.last)
