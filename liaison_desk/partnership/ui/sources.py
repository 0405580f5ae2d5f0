"""What the screens of partnership stand on: their services, and what the rest of the desk lends them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.partnership.records import Delegate, Visit
from liaison_desk.partnership.service.arrangements import Arrangements
from liaison_desk.partnership.service.disclosures import Disclosures
from liaison_desk.partnership.service.gifts import Gifts
from liaison_desk.partnership.service.opportunities import Opportunities
from liaison_desk.partnership.service.radar import Radar
from liaison_desk.partnership.service.turnover_notes import TurnoverNotes
from liaison_desk.partnership.service.turnovers import Turnovers
from liaison_desk.partnership.service.validities import Validities
from liaison_desk.partnership.service.visitors import Visitors
from liaison_desk.partnership.service.visits import Sites, Visits

Held = Callable[[int, date], tuple[str, str, str]]
"""The name, rank and post of a contact as they were on a day; on the database lane."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What partnership asks of the rest of the desk, which are strangers to it.

    ``suggest`` gives the records of a kind that typed words may mean. ``print_papers`` opens the packets of a template made of a record
    (``None`` = of all); ``held`` says who a contact was on a day.
    ``delegate_on`` gives a contact as one who goes along as he is on a day, ``visit_of_exercise`` a new visit for an exercise, and
    ``exercise_of_task`` the exercise a task came of, if it did; on the database lane. ``hand_over`` and ``take_over`` open the dialogs
    that write the desk for a successor and take a predecessor's in (``None`` = there is nobody who does).
    """

    suggest: Callable[[str, str], list[RecordRef]]
    print_papers: Callable[[str, RecordRef | None], None]
    undo: Callable[[], object]
    held: Held
    delegate_on: Callable[[int, date], Delegate]
    visit_of_exercise: Callable[[int], Visit]
    exercise_of_task: Callable[[int], RecordRef | None]
    hand_over: Callable[[], object] | None = None
    take_over: Callable[[], object] | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """The services of partnership, and ``Outside``."""

    arrangements: Arrangements
    opportunities: Opportunities
    visits: Visits
    sites: Sites
    visitors: Visitors
    validities: Validities
    disclosures: Disclosures
    gifts: Gifts
    radar: Radar
    turnovers: Turnovers
    turnover_notes: TurnoverNotes
    profile: Callable[[], DeskProfile]
    outside: Outside
