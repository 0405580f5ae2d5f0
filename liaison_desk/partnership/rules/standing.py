"""Where an arrangement stands on a day: what holds of it after its amendments, and its state."""

from datetime import date, timedelta

from liaison_desk.partnership.records import Amendment, Arrangement, ArrangementState, Terms
from liaison_desk.partnership.rules.signing import holds_from, signing_of

HOLDING = frozenset({ArrangementState.IN_FORCE, ArrangementState.REVIEW_DUE})
"""The states in which what each side owes is owed."""
ENDED = frozenset({ArrangementState.EXPIRED, ArrangementState.TERMINATED})


def terms(one: Arrangement, today: date) -> Terms:
    """Return what holds of an arrangement on a day, after the amendments that hold by then.

    An amendment holds from the day agreed in it, or from its last signature; a later one overrides what it names, of two from one
    day the one that stands lower. The arrangement's own day of coming into force stays.
    """
    since = holds_from(one, one.parties) or one.in_force
    review, expiry, amended = one.review, one.expiry, []
    for amendment in holding(one, today):
        review, expiry = amendment.review or review, amendment.expiry or expiry
        amended.append(amendment.key)
    return Terms(since, review, expiry, tuple(amended))


def holding(one: Arrangement, today: date) -> list[Amendment]:
    """Return the amendments that hold on a day, in the order in which they came to."""
    dated = [(holds_from(amendment, one.parties), amendment) for amendment in one.amendments]
    known = [(day, amendment) for day, amendment in dated if day is not None and day <= today]
    return [amendment for _, amendment in sorted(known, key=lambda pair: pair[0])]


def state(one: Arrangement, today: date) -> ArrangementState:
    """Return where an arrangement stands on a day. What was never in force does not expire; it may be terminated."""
    if one.terminated is not None and one.terminated <= today:
        return ArrangementState.TERMINATED
    signing = signing_of(one.parties, one.signatures)
    since = holds_from(one, one.parties)
    if since is None or since > today:
        begun = any(signature.on is not None for signature in one.signatures)
        return ArrangementState.SIGNING if begun or signing.done else ArrangementState.DRAFTING
    now = terms(one, today)
    if now.expiry is not None and now.expiry < today:
        return ArrangementState.EXPIRED
    begins = renewal_begins(one, now)
    due = (now.review is not None and now.review <= today) or (begins is not None and begins <= today)
    return ArrangementState.REVIEW_DUE if due else ArrangementState.IN_FORCE


def renewal_begins(one: Arrangement, now: Terms) -> date | None:
    """Return the day on which renewing an arrangement has to begin; ``None`` without an expiry."""
    if now.expiry is None:
        return None
    lead = min(max(one.renewal_lead, 0), (now.expiry - date.min).days)
    return now.expiry - timedelta(days=lead)
