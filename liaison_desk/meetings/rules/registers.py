"""The registers an officer asks for by name, and the periods they are narrowed to: pure."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from liaison_desk.domain.fiscal import fiscal_year
from liaison_desk.meetings.records import PortionKind, RegisterFilter


class Register(StrEnum):
    """The registers, in the order they are offered."""

    OURS = "ours"
    THEIRS = "theirs"
    DECISIONS = "decisions"
    INSIGHTS = "insights"
    EQUITIES = "equities"
    REQUESTS = "requests"
    ALL = "all"


class Period(StrEnum):
    """The periods that have names; ``SPAN`` is from one day to another."""

    ALL = "all"
    WEEK = "week"
    MONTH = "month"
    HOST_YEAR = "host-year"
    HOME_YEAR = "home-year"
    SPAN = "span"


_FILTERS: Final[Mapping[Register, RegisterFilter]] = MappingProxyType(
    {
        Register.OURS: RegisterFilter((PortionKind.COMMITMENT,), owed="ours"),
        Register.THEIRS: RegisterFilter((PortionKind.COMMITMENT,), owed="theirs"),
        Register.DECISIONS: RegisterFilter((PortionKind.DECISION,)),
        Register.INSIGHTS: RegisterFilter((PortionKind.INSIGHT, PortionKind.RECOMMENDATION)),
        Register.EQUITIES: RegisterFilter((PortionKind.EQUITY,)),
        Register.REQUESTS: RegisterFilter((PortionKind.RFI, PortionKind.ACTION)),
        # Named one by one, for the index that orders them begins with the kind.
        Register.ALL: RegisterFilter(tuple(PortionKind)),
    }
)


def filter_of(register: Register) -> RegisterFilter:
    """Return which portions a register holds."""
    return _FILTERS[register]


def promises(register: Register) -> bool:
    """Tell whether tasks come of what a register holds, so that some of it may be done."""
    return register in {Register.OURS, Register.THEIRS, Register.REQUESTS, Register.ALL}


def days_of(period: Period, today: date, host: str, home: str) -> tuple[date | None, date | None]:
    """Return the first and the last day of a period around a day; ``None`` where it has no such end.

    Weeks begin on Monday; the fiscal years are the host's and the home nation's (trigraphs).
    """
    if period is Period.WEEK:
        monday = today - timedelta(days=today.weekday())
        return monday, monday + timedelta(days=6)
    if period is Period.MONTH:
        first = today.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if period in {Period.HOST_YEAR, Period.HOME_YEAR}:
        year = fiscal_year(host if period is Period.HOST_YEAR else home, today)
        return (year.first, year.last) if year is not None else (None, None)
    return None, None
