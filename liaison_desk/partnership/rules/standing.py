"""Where an arrangement stands on a day: what holds of it after its amendments, and its state."""

from datetime import date, timedelta

from liaison_desk.partnership.records import Amendment, AmendmentKind, Arrangement, ArrangementState, Terms
from liaison_desk.partnership.rules.signing import holds_from, signing_of

HOLDING = frozenset({ArrangementState.IN_FORCE, ArrangementState.REVIEW_DUE})
"""The states in which what each side owes is owed."""
ENDED = frozenset({ArrangementState.EXPIRED, ArrangementState.TERMINATED})


def terms(one: Arrangement, today: date) -> Terms:
    """Return what holds of an arrangement on a day, after the amendments that hold by then.

    An amendment holds from the day agreed in it, or from its last signature; a later one overrides what it names, of two from one
    day the one that stands lower. The arrangement's own day of coming into force stays. Who renews it has looked it over: a review
    that was due by then is done.
    """
    since = holds_from(one, one.parties) or one.in_force
    review, expiry, amended = one.review, one.expiry, []
    for day, amendment in _signed(one):
        if day > today:
            break
        if amendment.kind is AmendmentKind.RENEWAL and review is not None and review <= day:
            review = None
        review, expiry = amendment.review or review, amendment.expiry or expiry
        amended.append(amendment.key)
    return Terms(since, review, expiry, tuple(amended))


def holding(one: Arrangement, today: date) -> list[Amendment]:
    """Return the amendments that hold on a day, in the order in which they came to."""
    return [amendment for day, amendment in _signed(one) if day <= today]


def to_come(one: Arrangement, today: date) -> Terms:
    """Return what will hold of an arrangement once the renewals have begun that are signed already and leave no gap."""
    return _to_come(one, today, terms(one, today))


def _to_come(one: Arrangement, today: date, now: Terms) -> Terms:
    for day, amendment in _signed(one):
        if day <= today or amendment.kind is not AmendmentKind.RENEWAL:
            continue
        if now.expiry is None or day > now.expiry + timedelta(days=1):
            break
        now = terms(one, day)
    return now


def last_day(one: Arrangement, now: Terms) -> date | None:
    """Return the last day of an arrangement: its expiry, or the day before it is terminated; ``None`` where it has neither."""
    days = [day for day in (now.expiry, one.terminated and one.terminated - timedelta(days=1)) if day is not None]
    return min(days, default=None)


def _signed(one: Arrangement) -> list[tuple[date, Amendment]]:
    """Return the amendments that all have signed with the days from which they hold, in that order."""
    dated = [(holds_from(amendment, one.parties), amendment) for amendment in one.amendments]
    return sorted(((day, each) for day, each in dated if day is not None), key=lambda pair: pair[0])


def state(one: Arrangement, today: date) -> ArrangementState:
    """Return where an arrangement stands on a day. What was never in force does not expire; it may be terminated."""
    if one.terminated is not None and one.terminated <= today:
        return ArrangementState.TERMINATED
    since = holds_from(one, one.parties)
    if since is None or since > today:
        begun = any(signature.on is not None for signature in one.signatures)
        done = begun or signing_of(one.parties, one.signatures).done
        return ArrangementState.SIGNING if done else ArrangementState.DRAFTING
    now = terms(one, today)
    if now.expiry is not None and now.expiry < today:
        return ArrangementState.EXPIRED
    now = _to_come(one, today, now)
    begins = renewal_begins(one, now)
    due = (now.review is not None and now.review <= today) or (begins is not None and begins <= today)
    return ArrangementState.REVIEW_DUE if due else ArrangementState.IN_FORCE


def renewal_begins(one: Arrangement, now: Terms) -> date | None:
    """Return the day on which renewing an arrangement has to begin; ``None`` without an expiry, or when it is terminated before that."""
    if now.expiry is None or last_day(one, now) != now.expiry:
        return None
    lead = min(max(one.renewal_lead, 0), (now.expiry - date.min).days)
    return now.expiry - timedelta(days=lead)
