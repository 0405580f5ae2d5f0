"""Public holidays as calendars show them: occurrences without an event, computed when a span is asked for."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from liaison_desk.calendar.records import Calendar, Occurrence, Status
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.holidays import holidays_between
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local

_DAY = timedelta(days=1)


def holiday_palette(nation: str, profile: DeskProfile) -> str:
    """Return the colour of a nation's holidays and years: home's and the host's have one each, the others share one."""
    return {profile.home: "holiday_jp", profile.host: "holiday_us"}.get(nation, "holiday_other")


def holiday_occurrences(
    calendars: Iterable[Calendar], since: datetime, until: datetime, profile: DeskProfile
) -> Iterator[Occurrence]:
    """Yield the holidays that calendars show in [since, until) of UTC instants, the days being those of the host's zone."""
    first = to_local(since, profile.host_zone).date()
    last = to_local(until - timedelta(microseconds=1), profile.host_zone).date()
    for calendar in calendars:
        for one in holidays_between(calendar.holidays, first, last) if calendar.holidays else ():
            wall = datetime.combine(one.day, datetime.min.time())
            starts = wall.replace(tzinfo=UTC)
            yield Occurrence(
                event_id=0,
                uid=f"holiday-{one.nation}-{one.day.isoformat()}",
                calendar_id=calendar.id,
                title=profile.named(one.english, one.japanese),
                place=Bilingual(),
                starts=starts,
                ends=starts + _DAY,
                start=wall,
                end=wall + _DAY,
                zone="",
                all_day=True,
                status=Status.CONFIRMED,
                recurring=False,
                at=wall,
                palette=calendar.palette,
                calendar=calendar.name.host or calendar.name.home,
                marking=calendar.marking.encode() if calendar.marking else "",
                busy=False,
                holiday=one.nation,
            )
