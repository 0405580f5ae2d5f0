"""Finding a time for the officer and others, with what the answer is shown by."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from liaison_desk.calendar.rules.compromise import compromises
from liaison_desk.calendar.rules.overlap import DutyDay, Overlap, duty_days, next_overlap, overlaps
from liaison_desk.calendar.rules.slots import Slot, SlotOptions, ask, free_slots, option_problems
from liaison_desk.calendar.rules.stretches import instant, merged
from liaison_desk.calendar.service.calendars import Calendars
from liaison_desk.calendar.store.busy import read_busy
from liaison_desk.domain.duty import Span
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.errors import InvalidError
from liaison_desk.foundation.database.database import Database

MOST: Final = 120
_DAY: Final = timedelta(days=1)
MOST_A_DAY: Final = 6
MOST_COMPROMISES: Final = 12


@dataclass(frozen=True, slots=True)
class SlotAnswer:
    """What was found. ``compromises`` are there only when nothing is free; ``more``: the list was cut.

    ``days`` are the place's days of all proposals; ``overlaps`` the common duty of every day looked at, and
    ``next_common`` the next one after them where they have none.
    """

    free: tuple[Slot, ...]
    compromises: tuple[Slot, ...]
    more: bool
    days: Mapping[date, DutyDay]
    overlaps: tuple[Overlap, ...]
    next_common: Span | None = None

    @property
    def proposals(self) -> tuple[Slot, ...]:
        """The free times, else what comes nearest."""
        return self.free or self.compromises


class Slots:
    """Finds times. ``profile`` gives zones and duty hours."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile], calendars: Calendars) -> None:
        self._database = database
        self._profile = profile
        self._calendars = calendars

    def find(self, people: Collection[int], options: SlotOptions, since: datetime, until: datetime) -> SlotAnswer:
        """Return times within [since, until) of UTC instants for the officer and these contacts (none: him alone).

        Of the contacts only what this desk knows counts. Raises InvalidError for what is no search.
        """
        problems = option_problems(options, since, until)
        if problems:
            raise InvalidError(problems)
        profile = self._profile()
        low, high = since - _DAY, until + _DAY  # for ways and margins
        happening = self._calendars.occurrences(low, high)
        with self._database.read() as connection:
            busy = read_busy(connection, happening, people, low, high, profile.host_zone)
        question = ask(profile, busy, options, since, until)
        free = tuple(free_slots(question, MOST, MOST_A_DAY))
        nearest = () if free else tuple(compromises(question, MOST_COMPROMISES))
        first = to_local(since, profile.host_zone).date()
        last = to_local(until - timedelta(microseconds=1), profile.host_zone).date()
        shared = tuple(overlaps(profile, first, last))
        taken = [(instant(low), instant(high)) for low, high in merged(
            stretch for stretches in question.taken.values() for stretch in stretches)]  # fmt: skip
        shown = {to_local(one.starts, profile.host_zone).date() for one in free or nearest}
        return SlotAnswer(
            free=free,
            compromises=nearest,
            more=len(free) == MOST,
            days=duty_days(profile, shown, taken),
            overlaps=shared,
            next_common=None if any(one.spans for one in shared) else next_overlap(profile, until),
        )
