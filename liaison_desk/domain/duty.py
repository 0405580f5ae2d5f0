"""Duty hours of the two headquarters as instants: when each is at work, and when both are at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from liaison_desk.domain.holidays import is_holiday
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local, to_utc

Span = tuple[datetime, datetime]
"""Two UTC instants, the second exclusive."""


@dataclass(frozen=True, slots=True)
class Duties:
    """When the host, home, and both at once are on duty, within a span that was asked for."""

    host: tuple[Span, ...] = ()
    home: tuple[Span, ...] = ()
    common: tuple[Span, ...] = ()


def duties(profile: DeskProfile, since: datetime, until: datetime) -> Duties:
    """Return all duty hours within [since, until) of UTC instants; reads the holidays of both nations."""
    return Duties(
        tuple(host_duty(profile, since, until)),
        tuple(home_duty(profile, since, until)),
        tuple(common_duty(profile, since, until)),
    )


def host_duty(profile: DeskProfile, since: datetime, until: datetime, *, holidays: bool = False) -> Iterator[Span]:
    """Yield when the host is on duty within [since, until) of UTC instants: not on weekends and its public holidays.

    With ``holidays`` they are hours like those of other weekdays, for whoever minds them by himself.
    """
    return _duty(profile, since, until, home=False, holidays=holidays)


def home_duty(profile: DeskProfile, since: datetime, until: datetime, *, holidays: bool = False) -> Iterator[Span]:
    """Yield when home is on duty within [since, until) of UTC instants; ``holidays`` as in ``host_duty``."""
    return _duty(profile, since, until, home=True, holidays=holidays)


def common_duty(profile: DeskProfile, since: datetime, until: datetime, *, holidays: bool = False) -> Iterator[Span]:
    """Yield when both are on duty at once within [since, until) of UTC instants, in order; ``holidays`` as in ``host_duty``."""
    theirs = host_duty(profile, since, until, holidays=holidays)
    ours = home_duty(profile, since, until, holidays=holidays)
    one, other = next(theirs, None), next(ours, None)
    while one is not None and other is not None:
        low, high = max(one[0], other[0]), min(one[1], other[1])
        if low < high:
            yield low, high
        if one[1] <= other[1]:
            one = next(theirs, None)
        else:
            other = next(ours, None)


def _duty(
    profile: DeskProfile, since: datetime, until: datetime, *, home: bool, holidays: bool = False
) -> Iterator[Span]:
    nation, zone = (profile.home, profile.home_zone) if home else (profile.host, profile.host_zone)
    begin, end = (profile.home_duty_start, profile.home_duty_end) if home else (profile.duty_start, profile.duty_end)
    day, last = to_local(since, zone).date(), to_local(until, zone).date()
    while day <= last:
        if day.weekday() < 5 and (holidays or not is_holiday(nation, day)):
            low, high = (to_utc(datetime.combine(day, at), zone) for at in (begin, end))
            low, high = max(low, since), min(high, until)
            if low < high:
                yield low, high
        day += timedelta(days=1)
