"""What a drag in the day grid means: minutes since the first midnight of the span, snapped to quarter hours. Pure."""

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final

from liaison_desk.calendar.records import Occurrence

STEP: Final = 15


class Grip(Enum):
    """What was taken hold of: empty time, an event, its upper or its lower edge."""

    EMPTY = auto()
    BODY = auto()
    START = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Drag:
    """A drag under way: ``anchor`` is where it began, ``start`` and ``end`` what would be when it ended now."""

    grip: Grip
    anchor: int
    start: int
    end: int
    occurrence: Occurrence | None = None
    begun: bool = False

    def to(self, minute: int) -> "Drag":
        """Return the drag with the pointer at another minute."""
        shift = round((minute - self.anchor) / STEP) * STEP
        match self.grip:
            case Grip.EMPTY:
                low, high = sorted((_down(self.anchor), _down(minute)))
                return replace(self, start=low, end=high + STEP, begun=True)
            case Grip.BODY:
                return replace(
                    self, start=self.start + shift, end=self.end + shift, anchor=self.anchor + shift, begun=True
                )
            case Grip.START:
                return replace(self, start=min(_near(minute), self.end - STEP), begun=True)
            case Grip.END:
                return replace(self, end=max(_near(minute), self.start + STEP), begun=True)


def _down(minute: int) -> int:
    return minute // STEP * STEP


def _near(minute: int) -> int:
    return round(minute / STEP) * STEP
