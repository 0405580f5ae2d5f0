"""What a visit's request needs: how long a visit of a type may be, which state follows which, and by when the request has to be in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Final

from liaison_desk.domain.backplan import WorkingDays
from liaison_desk.domain.backplan.planning import months_from
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.dates import year_problems
from liaison_desk.domain.policy import read_policy, reading
from liaison_desk.domain.text import shows
from liaison_desk.foundation.core.errors import DeskError, InvalidError, Problem
from liaison_desk.foundation.core.resources import resource
from liaison_desk.partnership.records.visit_lines import Countdown, Origin, Pressure
from liaison_desk.partnership.records.visits import Site, Visit, VisitSite, VisitState, VisitType

LONGEST_LEAD: Final = 1_000
NEXT: Final[Mapping[VisitState, tuple[VisitState, ...]]] = MappingProxyType(
    {
        VisitState.PLANNED: (VisitState.SUBMITTED, VisitState.COMPLETED, VisitState.CANCELLED),
        VisitState.SUBMITTED: (VisitState.APPROVED, VisitState.RETURNED, VisitState.DENIED, VisitState.CANCELLED),
        VisitState.RETURNED: (VisitState.SUBMITTED, VisitState.CANCELLED),
        VisitState.APPROVED: (VisitState.COMPLETED, VisitState.SUBMITTED, VisitState.CANCELLED),
        VisitState.DENIED: (VisitState.SUBMITTED, VisitState.CANCELLED),
        VisitState.COMPLETED: (VisitState.PLANNED,),
        VisitState.CANCELLED: (VisitState.PLANNED,),
    }
)
"""Which states may follow which. What was approved is submitted again when it is amended; what was called off is planned again."""
ANSWERS: Final = frozenset({VisitState.APPROVED, VisitState.RETURNED, VisitState.DENIED})
OVER: Final = frozenset({VisitState.COMPLETED, VisitState.CANCELLED})
_WAITS: Final = frozenset({VisitState.PLANNED, VisitState.RETURNED})


@dataclass(frozen=True, slots=True)
class VisitDefaults:
    """What is taken for granted where nobody has said otherwise (``resources/policies/visits.toml``), in days."""

    leads: Mapping[VisitType, int]
    one_time: int
    recurring_months: int
    soon: int
    erased_after: int


@cache
def visit_defaults() -> VisitDefaults:
    """Return the shipped defaults (editable data). A spoilt file raises UnreadableError that names it."""
    path = resource("policies", "visits.toml")
    table = read_policy(path)
    with reading(path):
        return VisitDefaults(
            MappingProxyType({one: int(table["lead"][one.value]) for one in VisitType}),
            int(table["longest"]["one-time-days"]),
            int(table["longest"]["recurring-months"]),
            int(table["countdown"]["soon"]),
            int(table["personal"]["erased-after"]),
        )


def length(visit: Visit) -> int:
    """Return how many days a visit takes, its first and last both counted; 0 while no first day is known."""
    if visit.first is None:
        return 0
    return ((visit.last or visit.first) - visit.first).days + 1


def visit_doubts(visit: Visit) -> list[Problem]:
    """Return what is doubtful of a visit that may be kept all the same: it lasts longer than its type allows."""
    usual, days = visit_defaults(), length(visit)
    if visit.type is VisitType.ONE_TIME and days > usual.one_time:
        said = (
            "A one-time visit takes at most {most} days, and this one takes {days}. Look whether it is an extended one."
        )
        return [Problem("type", said, (("most", usual.one_time), ("days", days)))]
    end = max(filter(None, (visit.last, visit.valid_until)), default=None)
    if (
        visit.type is VisitType.RECURRING
        and visit.first
        and end
        and end > months_from(visit.first, usual.recurring_months)
    ):
        said = "A recurring authorization is good for at most {months} months, and this one is to last longer."
        return [Problem("valid_until", said, (("months", usual.recurring_months),))]
    return []


def lead_of(site: Site, kind: VisitType) -> int:
    """Return how many days before a visit of a type its request has to be in at a site."""
    leads = {
        VisitType.ONE_TIME: site.one_time,
        VisitType.RECURRING: site.recurring,
        VisitType.EXTENDED: site.extended,
        VisitType.EMERGENCY: site.emergency,
    }
    return leads[kind]


def countdown(visit: Visit, sites: Mapping[int, Site], today: date, made: date | None = None) -> Countdown:
    """Return by when a visit's request has to be in, and how that stands today.

    That is so many days before the first day as the visit itself says, or else the earliest day that any of its sites asks for: days, or
    working days of the nation the site stands in. ``made`` is the day the visit was entered (``None``: today): what was too late by then
    already is compressed.
    """
    found = max(_dues(visit, sites), key=_tightest, default=None)
    if found is None or found.due is None:
        return Countdown(Pressure.ENDED if visit.state in OVER else Pressure.UNDATED)
    standing = replace(found, left=(found.due - today).days, pressure=_pressure(visit, found.due, today, made or today))
    return _flagged(standing, visit, sites) if standing.waits and standing.left >= 0 else standing


def _flagged(found: Countdown, visit: Visit, sites: Mapping[int, Site]) -> Countdown:
    """Return a countdown that says whether its day is one on which the site that asks for it, or else any site, is closed."""
    asked = [found.site_id] if found.site_id else [one.site_id for one in visit.sites]
    days = WorkingDays(tuple(sites[id_].nation for id_ in asked if id_ in sites and sites[id_].nation))
    try:
        if found.due is None or days.is_worked(found.due):
            return found
        return replace(found, worked=days.step(found.due, -1), off=days.off(found.due))
    except DeskError:  # beyond the years that holidays are known of
        return found


def _pressure(visit: Visit, due: date, today: date, made: date) -> Pressure:
    if visit.state in OVER or visit.state is VisitState.DENIED:
        return Pressure.ENDED
    if visit.state not in _WAITS:
        return Pressure.LATE if visit.submitted is not None and visit.submitted > due else Pressure.IN_TIME
    if due >= today:
        return Pressure.SOON if (due - today).days <= visit_defaults().soon else Pressure.AHEAD
    return Pressure.COMPRESSED if due < made else Pressure.OVERDUE


def _tightest(one: Countdown) -> int:
    return -one.due.toordinal() if one.due is not None else 0


def _dues(visit: Visit, sites: Mapping[int, Site]) -> Iterator[Countdown]:
    """Yield when the request has to be in by each rule there is for it; several sites of a visit may each have one."""
    first = visit.first
    if first is None:
        return
    if visit.lead is not None:
        yield Countdown(Pressure.UNDATED, _back(first, visit.lead), lead=visit.lead, origin=Origin.OWN)
        return
    known = [sites[one.site_id] for one in visit.sites if one.site_id in sites]
    for site in known:
        lead = lead_of(site, visit.type)
        due = _back(first, lead, site.nation if site.working else None)
        yield Countdown(Pressure.UNDATED, due, 0, lead, site.working, Origin.SITE, site.id)
    if not known:
        lead = visit_defaults().leads[visit.type]
        yield Countdown(Pressure.UNDATED, _back(first, lead), lead=lead)


def _back(day: date, lead: int, nation: str | None = None) -> date | None:
    """Return the day so many days back, or with a nation so many of its working days; ``None`` beyond the years that are known."""
    try:
        if nation is None:
            return day - timedelta(days=lead)
        return WorkingDays((nation,) if nation else ()).step(day, -lead)
    except (OverflowError, DeskError):
        return None


def next_states(state: VisitState, first: date | None, today: date) -> tuple[VisitState, ...]:
    """Return which states a visit may come to now, the usual one first: nothing is over that has not begun."""
    begun = first is not None and first <= today
    return tuple(one for one in NEXT[state] if begun or one is not VisitState.COMPLETED)


def stepped(visit: Visit, state: VisitState, today: date, on: date | None = None, number: str = "") -> Visit:
    """Return a visit whose request has come to another state ``on`` a day, with its number if that is new.

    InvalidError says what is missing: ``state``, ``on``, ``number`` or ``first``. What is planned again has no request any more.
    """
    if state is visit.state:
        return visit
    number = number.strip() or visit.number
    problems = list(_step_problems(visit, state, today, on, number))
    if problems:
        raise InvalidError(problems)
    changed = replace(visit, state=state, number=number)
    if state is VisitState.SUBMITTED:
        return replace(changed, submitted=on, answered=None)
    if state in ANSWERS:
        return replace(changed, answered=on)
    return replace(changed, submitted=None, answered=None) if state is VisitState.PLANNED else changed


def _step_problems(visit: Visit, state: VisitState, today: date, on: date | None, number: str) -> Iterator[Problem]:
    if state not in NEXT[visit.state]:
        yield Problem("state", "A visit does not come from one of these states to the other. Take the steps between.")
        return
    if state is VisitState.COMPLETED and (visit.first is None or visit.first > today):
        yield Problem("first", "The visit has not begun yet. It can be completed from its first day on.")
    if state is VisitState.SUBMITTED and visit.first is None:
        yield Problem("first", "Say on which day the visit begins before its request is submitted.")
    if state is not VisitState.SUBMITTED and state not in ANSWERS:
        return
    if on is None:
        yield Problem("on", "Say on which day that was.")
    elif on > today:
        yield Problem("on", "That day is still to come. Choose today or an earlier one.")
    elif state in ANSWERS and visit.submitted is not None and on < visit.submitted:
        yield Problem("on", "The request was answered before it was submitted. Look at the day again.")
    else:
        yield from year_problems("on", on)
    if state is VisitState.APPROVED and not number:
        yield Problem("number", "Enter the number under which the visit was approved.")


def visit_problems_beyond(visit: Visit) -> list[Problem]:
    """Return what is wrong with a visit's request, sites and people, apart from its title and days."""
    problems = year_problems("submitted", visit.submitted) + year_problems("answered", visit.answered)
    problems += year_problems("valid_until", visit.valid_until)
    if visit.submitted and visit.answered and visit.answered < visit.submitted:
        problems.append(Problem("answered", "The request was answered before it was submitted. Look at the day again."))
    if visit.lead is not None:
        problems += lead_problems("lead", visit.lead)
    problems += _nameless(visit)
    if sum(one.leads for one in visit.delegation) > 1:
        problems.append(Problem("delegation", "A delegation has one head. Choose who it is."))
    if len({step.key for step in visit.steps}) < len(visit.steps):
        problems.append(Problem("steps", "Two steps of protocol have the same key. Take one of them out."))
    return problems


def _nameless(visit: Visit) -> Iterator[Problem]:
    if any(not (one.site_id or shows(one.name)) for one in visit.sites):
        yield Problem("sites", "Give each site of the visit a name.")
    if any(not (one.contact_id or shows(one.name)) for one in visit.delegation):
        yield Problem("delegation", "Give everybody who goes along a name.")
    if any(not (one.contact_id or shows(one.name)) for one in visit.escorts):
        yield Problem("escorts", "Give each escort a name.")


def site_lead_problems(site: Site) -> list[Problem]:
    """Return what is wrong with the lead times of a site."""
    leads = (("one_time", site.one_time), ("recurring", site.recurring), ("extended", site.extended))
    return [problem for name, days in (*leads, ("emergency", site.emergency)) for problem in lead_problems(name, days)]


def place_name(place: VisitSite, sites: Mapping[int, Site]) -> Bilingual:
    """Return what a place of a visit is called: in both languages where the rules of its site are known, else as it was typed."""
    return sites[place.site_id].name if place.site_id in sites else Bilingual(place.name)


def lead_problems(field: str, days: int) -> Iterable[Problem]:
    """Return what is wrong with a lead time."""
    if 0 <= days <= LONGEST_LEAD:
        return []
    return [Problem(field, "A lead time is 0 to {most} days.", (("most", LONGEST_LEAD),))]


def erased_on(visit: Visit) -> date | None:
    """Return the day on which the personal data of a visit's visitors are to be erased; ``None`` while no day of it is known."""
    try:
        return visit.ends + timedelta(days=visit_defaults().erased_after) if visit.ends is not None else None
    except OverflowError:
        return visit.ends


def erased_on_proposed(visit: Visit, today: date) -> date:
    """Return the day proposed for erasing data that are entered today: not before tomorrow, or they would be gone at once."""
    usual = erased_on(visit) or today + timedelta(days=visit_defaults().erased_after)
    return max(usual, today + timedelta(days=1))
