"""Registers over all meetings: decisions, insights and recommendations, equities, commitments both ways."""

from collections.abc import Callable, Sequence

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.database.database import Database
from liaison_desk.meetings.records import PortionLine, RegisterFilter, RegisterSort
from liaison_desk.meetings.store import registers as store


class Registers:
    """What was said, wherever it was said. ``profile`` tells whose promises are ours."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        self._database = database
        self._profile = profile

    def portions(self, wanted: RegisterFilter, sort: Sort[RegisterSort], limit: int | None = None) -> Listing:
        """Return the ids of the portions a register holds, in order, the first ``limit`` of them."""
        with self._database.read() as connection:
            return store.register_listing(connection, wanted, sort, self._sides(), limit)

    def lines(self, ids: Sequence[int]) -> dict[int, PortionLine]:
        """Return the lines of a page of a register, with how the tasks stand that were made of them."""
        with self._database.read() as connection:
            return store.register_lines(connection, ids)

    def register(self, wanted: RegisterFilter, sort: Sort[RegisterSort]) -> list[PortionLine]:
        """Return a register whole and in order, as it is printed."""
        with self._database.read() as connection:
            ids = store.register_listing(connection, wanted, sort, self._sides()).ids
            return store.read_register(connection, ids)

    def topics(self, beginning: str = "", limit: int = 20) -> list[str]:
        """Return the tags in use that begin with some letters."""
        with self._database.read() as connection:
            return store.topic_names(connection, beginning, limit)

    def _sides(self) -> store.Sides:
        profile = self._profile()
        return store.Sides(profile.home, profile.host)
