"""What makes a record of partnership one that may be kept."""

from datetime import date

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.currencies import load_currencies
from liaison_desk.domain.dates import year_problems
from liaison_desk.domain.text import shows
from liaison_desk.domain.zones import known_zones
from liaison_desk.foundation.core.errors import Problem
from liaison_desk.partnership.records import (
    Disclosure,
    Gift,
    Site,
    Validity,
    Visit,
    Visitor,
)
from liaison_desk.partnership.rules.gifts import gift_money_problems
from liaison_desk.partnership.rules.leads import lead_problems
from liaison_desk.partnership.rules.onward import onward_problems
from liaison_desk.partnership.rules.visits import site_lead_problems, visit_problems_beyond


def visit_problems(one: Visit) -> list[Problem]:
    """Return what is wrong with a visit."""
    problems = _named("title", one.title, "Give the visit a title.")
    said = "The last day lies before the first. Put it on the same day or later."
    if one.zone:
        problems += _zone_problems(one.zone)
    return problems + _in_order("last", one.first, one.last, said) + visit_problems_beyond(one)


def site_problems(one: Site) -> list[Problem]:
    """Return what is wrong with a site."""
    return _named("name", one.name, "Give the site a name.") + site_lead_problems(one)


def visitor_problems(one: Visitor) -> list[Problem]:
    """Return what is wrong with a visitor's data."""
    problems = [] if shows(one.name) else [Problem("name", "Say whose data these are.")]
    if one.purge_on is None:
        problems.append(Problem("purge_on", "Say on which day these data are erased."))
    for name in ("born", "passport_expires", "purge_on"):
        problems += year_problems(name, getattr(one, name))
    return problems


def validity_problems(one: Validity) -> list[Problem]:
    """Return what is wrong with an end date."""
    problems = _named("title", one.title, "Say what it is that ends.") + _in_order(
        "expires", one.issued, one.expires, "It ends before it was issued. Look at the days again."
    )
    problems += lead_problems("lead", one.lead)
    return problems + _in_order(
        "ended", one.issued, one.ended, "It was given back before it was issued. Look at the days again."
    )


def disclosure_problems(one: Disclosure) -> list[Problem]:
    """Return what is wrong with an entry of the disclosure log."""
    problems = _named("title", one.title, "Say what was disclosed.")
    problems += _zone_problems(one.zone)
    problems += year_problems("at", one.at) + year_problems("disposed", one.disposed)
    if one.disposed is not None and one.disposed < one.at.date():
        problems.append(Problem("disposed", "This lies before the day of the disclosure. Look at both days again."))
    return problems + onward_problems(one)


def gift_problems(one: Gift) -> list[Problem]:
    """Return what is wrong with a gift."""
    return _named("item", one.item, "Say what the gift is.") + gift_money_problems(one, load_currencies())


def _named(field: str, text: Bilingual, said: str) -> list[Problem]:
    return [] if shows(text.host + text.home) else [Problem(field, said)]


def _zone_problems(zone: str) -> list[Problem]:
    said = "{zone} is no time zone. Choose one such as Asia/Tokyo."
    return [] if zone in known_zones() else [Problem("zone", said, (("zone", zone),))]


def _in_order(field: str, first: date | None, last: date | None, said: str) -> list[Problem]:
    problems = year_problems(field, first) + year_problems(field, last)
    if first is not None and last is not None and last < first:
        problems.append(Problem(field, said))
    return problems
