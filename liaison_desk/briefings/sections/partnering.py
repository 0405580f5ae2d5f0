"""What papers of partnership reckon: where arrangements stand, by when visits have to be asked for, what ends when. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from liaison_desk.domain.backplan.planning import months_from
from liaison_desk.domain.ranks import precedence
from liaison_desk.partnership.records import (
    ARRANGEMENT,
    GIFT,
    VALIDITY,
    VISIT,
    Amendment,
    Arrangement,
    ArrangementState,
    Cause,
    Delegate,
    Frequency,
    Gift,
    Obligation,
    Party,
    RadarLine,
    Site,
    Turnover,
    Urgency,
    Validity,
    Visit,
    VisitState,
    VisitType,
)

_MONTHS = {
    Frequency.ONCE: 0,
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.HALF_YEARLY: 6,
    Frequency.YEARLY: 12,
    Frequency.TWO_YEARLY: 24,
}
_QUARTER = timedelta(days=91)


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds of an arrangement on a day."""

    in_force: date | None = None
    review: date | None = None
    expiry: date | None = None


def holds_from(one: Arrangement | Amendment, parties: Iterable[Party]) -> date | None:
    """Return the day from which something that is signed holds; ``None`` while a party has not signed."""
    signed = [signature.on for signature in one.signatures]
    missing = {party.key for party in parties} - {s.party for s in one.signatures if s.on is not None}
    if not signed or missing or None in signed:
        return None
    last = max(day for day in signed if day is not None)
    return max(last, one.in_force) if one.in_force is not None else last


def terms(one: Arrangement, today: date) -> Terms:
    """Return what holds of an arrangement on a day, after the amendments that hold by then."""
    since = holds_from(one, one.parties) or one.in_force
    review, expiry = one.review, one.expiry
    dated = [(holds_from(amendment, one.parties), amendment) for amendment in one.amendments]
    known = [(day, amendment) for day, amendment in dated if day is not None and day <= today]
    for _, amendment in sorted(known, key=lambda pair: pair[0]):
        review, expiry = amendment.review or review, amendment.expiry or expiry
    return Terms(since, review, expiry)


def state(one: Arrangement, today: date) -> ArrangementState:
    """Return where an arrangement stands on a day."""
    if one.terminated is not None and one.terminated <= today:
        return ArrangementState.TERMINATED
    since = holds_from(one, one.parties)
    if since is None or since > today:
        begun = any(signature.on is not None for signature in one.signatures)
        return ArrangementState.SIGNING if begun else ArrangementState.DRAFTING
    now = terms(one, today)
    if now.expiry is not None and now.expiry < today:
        return ArrangementState.EXPIRED
    begins = renewal_begins(one, now)
    due = (now.review is not None and now.review <= today) or (begins is not None and begins <= today)
    return ArrangementState.REVIEW_DUE if due else ArrangementState.IN_FORCE


def renewal_begins(one: Arrangement, now: Terms) -> date | None:
    """Return the day on which renewing an arrangement has to begin; ``None`` without an expiry."""
    return now.expiry - timedelta(days=max(one.renewal_lead, 0)) if now.expiry is not None else None


def next_due(one: Obligation, since: date) -> date | None:
    """Return the first day on or after ``since`` on which an obligation falls due; of one that is due once its day."""
    apart = _MONTHS[one.every]
    if one.due is None or not apart or one.due >= since:
        return one.due
    months = (since.year - one.due.year) * 12 + since.month - one.due.month
    steps = max(0, months // apart)
    day = months_from(one.due, steps * apart)
    return day if day >= since else months_from(one.due, (steps + 1) * apart)


def by_precedence(delegation: Iterable[Delegate]) -> tuple[Delegate, ...]:
    """Return a delegation by precedence: its head, then the higher code, then the earlier date of rank."""
    return tuple(sorted(delegation, key=lambda one: (not one.leads, precedence(one.code, one.dated))))


def request_due(visit: Visit, sites: Mapping[int, Site]) -> date | None:
    """Return by which day the request of a visit has to be in, the earliest that any of its sites asks for."""
    if visit.first is None:
        return None
    if visit.lead is not None:
        return visit.first - timedelta(days=visit.lead)
    known = [sites[one.site_id] for one in visit.sites if one.site_id in sites]
    leads = [_lead(site, visit.type) for site in known] or [30]
    return visit.first - timedelta(days=max(leads))


def _lead(site: Site, kind: VisitType) -> int:
    leads = {
        VisitType.ONE_TIME: site.one_time,
        VisitType.RECURRING: site.recurring,
        VisitType.EXTENDED: site.extended,
        VisitType.EMERGENCY: site.emergency,
    }
    return leads[kind]


def current_turnover(turnovers: Iterable[Turnover], today: date) -> Turnover | None:
    """Return the turnover that is being worked on: the next one, or the last until its thirtieth day after; else the latest."""
    ordered = sorted(turnovers, key=lambda one: (one.on, one.id))
    ahead = next((one for one in ordered if one.on + timedelta(days=30) >= today), None)
    return ahead or (ordered[-1] if ordered else None)


def radar(
    arrangements: Iterable[Arrangement],
    validities: Iterable[Validity],
    visits: Iterable[Visit],
    gifts: Iterable[Gift],
    today: date,
) -> list[RadarLine]:
    """Return all that ends, by day: arrangements with their reviews, end dates, authorizations of visits, reports of gifts."""
    found = [
        *(line for one in arrangements for line in _of_arrangement(one, today)),
        *(_of_validity(one, today) for one in validities if one.ended is None),
        *(line for one in visits for line in _of_visit(one, today)),
        *(line for one in gifts for line in _of_gift(one, today)),
    ]
    return sorted(found, key=lambda line: (line.day, line.kind, line.id, line.cause))


def urgency(day: date, begin: date, today: date) -> Urgency:
    """Return how near an end is."""
    if day < today:
        return Urgency.PAST
    if begin <= today:
        return Urgency.NOW
    return Urgency.SOON if begin - _QUARTER <= today else Urgency.LATER


def _line(
    kind: str, one: Arrangement | Validity | Visit | Gift, cause: Cause, day: date, begin: date, today: date
) -> RadarLine:
    title = one.item if isinstance(one, Gift) else one.title
    type_ = "" if isinstance(one, Gift) else one.type.value
    holder = one.holder if isinstance(one, Validity) else ""
    marking = one.marking.encode() if one.marking else ""
    return RadarLine(
        kind, one.id, one.uid, title, type_, cause, day, begin, urgency(day, begin, today), holder, marking
    )


def _of_arrangement(one: Arrangement, today: date) -> Iterator[RadarLine]:
    if state(one, today) in {ArrangementState.DRAFTING, ArrangementState.SIGNING, ArrangementState.TERMINATED}:
        return
    now = terms(one, today)
    if now.review is not None:
        yield _line(ARRANGEMENT, one, Cause.REVIEW, now.review, now.review - timedelta(days=30), today)
    if now.expiry is not None:
        begins = renewal_begins(one, now) or now.expiry
        yield _line(ARRANGEMENT, one, Cause.EXPIRY, now.expiry, begins, today)


def _of_validity(one: Validity, today: date) -> RadarLine:
    return _line(VALIDITY, one, Cause.EXPIRY, one.expires, one.expires - timedelta(days=one.lead), today)


def _of_visit(one: Visit, today: date) -> Iterator[RadarLine]:
    if one.valid_until is not None and one.state not in {VisitState.CANCELLED, VisitState.DENIED}:
        yield _line(VISIT, one, Cause.END, one.valid_until, one.valid_until - timedelta(days=60), today)


def _of_gift(one: Gift, today: date) -> Iterator[RadarLine]:
    if one.report_due is not None and one.reported is None:
        yield _line(GIFT, one, Cause.REPORT, one.report_due, one.report_due - timedelta(days=30), today)


_WHOLE = frozenset({"JPY", "KRW", "VND", "CLP", "ISK"})
"""Currencies that have no smaller unit."""


def money(amount: int, currency: str) -> str:
    """Return an amount in the smallest unit of a currency as people write it: ``USD 1,250.00``, ``JPY 3,000``."""
    value = f"{amount:,}" if currency in _WHOLE else f"{amount // 100:,}.{amount % 100:02d}"
    return f"{currency} {value}".strip()
