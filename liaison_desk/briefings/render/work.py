"""How far the work on a packet is: told while a table of thousands of rows is set, too, so that it can be stopped there."""

from collections.abc import Iterable

from liaison_desk.briefings.document import Block, Cards, Chart, Group, Items, Table
from liaison_desk.briefings.records import Progress
from liaison_desk.briefings.walking import walk

OFTEN = 200
"""Rows that are set between two reports at most."""


class Work:
    """The steps of the work, and how many are done. Whatever ``progress`` raises, to stop it, goes up from here."""

    def __init__(self, steps: int = 0, progress: Progress | None = None) -> None:
        self._steps = max(1, steps)
        self._done = 0
        self._progress = progress

    def advance(self, steps: int = 0) -> None:
        """Say that further steps are done, or that the work goes on."""
        self._done = min(self._steps, self._done + steps)
        if self._progress is not None:
            self._progress(self._done, self._steps)

    def finish(self) -> None:
        """Say that all is done."""
        self.advance(self._steps)


def steps(blocks: Iterable[Block]) -> int:
    """Return how many steps it takes to set blocks: one for each row, item, card or other block."""
    total = 0
    for block in blocks:
        match block:
            case Table(_, rows):
                total += len(rows)
            case Items(lines):
                total += len(lines)
            case Cards(cards):
                total += len(cards)
            case Chart(branches):
                total += sum(len(one.cards) for branch in branches for one in walk(branch))
            case Group(_, inner):
                total += steps(inner)
            case _:
                total += 1
    return total
