"""The radar: everything of the desk that ends on a day, seen coming."""

from collections.abc import Callable, Sequence
from datetime import date

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.paging import Group, Listing, Sort
from liaison_desk.foundation.database.database import Database
from liaison_desk.partnership.records import Cause, RadarFilter, RadarLine, RadarSort
from liaison_desk.partnership.rules.radar import narrowed, ordered
from liaison_desk.partnership.store.radar import radar_lines


class Radar:
    """Reads validities, arrangements that hold, authorizations of visits and reports of gifts; it keeps nothing."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        self._database = database
        self.profile = profile

    def today(self) -> date:
        """Return what day it is at the host headquarters."""
        return to_local(self._database.clock.now(), self.profile().host_zone).date()

    def coming(self, wanted: RadarFilter | None = None, today: date | None = None) -> list[RadarLine]:
        """Return the lines that a filter finds (``None``: all that is watched), by day; as they stand on a day (``None``: today)."""
        asked = wanted or RadarFilter()
        with self._database.read() as connection:
            return narrowed(radar_lines(connection, today or self.today(), asked.words), asked)

    def listing(self, wanted: RadarFilter, sort: Sort[RadarSort] | None = None) -> Listing:
        """Return the ordered keys of the lines that a filter finds; by day they are grouped by their urgency, the group's label.

        What ended is a group called ``ended``.
        """
        by = sort or Sort(RadarSort.DAY)
        lines = ordered(self.coming(wanted), by.key, descending=by.descending)
        groups: list[Group] = []
        if by.key is RadarSort.DAY:
            labels = ["ended" if one.ended else str(one.urgency) for one in lines]
            groups = [Group(labels.index(label), labels.count(label), label) for label in dict.fromkeys(labels)]
        return Listing([one.key for one in lines], tuple(groups))

    def lines(self, keys: Sequence[int]) -> dict[int, RadarLine]:
        """Return lines by key; those that are not there any more are left out."""
        ids = list(dict.fromkeys(key // len(Cause) for key in keys))
        with self._database.read() as connection:
            found = {one.key: one for one in radar_lines(connection, self.today(), ids=ids)}
        return {key: found[key] for key in keys if key in found}
