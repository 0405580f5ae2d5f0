"""What stretch of time a packet is about."""

from dataclasses import replace
from datetime import date, timedelta

from liaison_desk.briefings.records import PacketRequest, Period, Template
from liaison_desk.briefings.sections.accounts import accounts
from liaison_desk.briefings.sections.heads import heading
from liaison_desk.briefings.sections.people import requested_meeting
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.domain.zones import to_local, to_utc
from liaison_desk.foundation.core.errors import RefusedError

_LONGEST = timedelta(days=800)
_OF_DAYS = {Period.DAY, Period.WEEK, Period.MEETING}
_EARLIEST, _LATEST = date(1900, 1, 1), date(2200, 12, 31)


def period_of(request: PacketRequest, template: Template, usual: tuple[date, date]) -> tuple[date, date]:
    """Return the period asked for, as dates at the host headquarters, inclusive; ``usual`` is the template's around now.

    One day alone begins or ends a week or a day; of months it means those it lies in. RefusedError for one that runs backward, lies
    out of the calendar, or is longer than a packet can be.
    """
    since, until = _asked(request, template, usual)
    if until < since:
        raise RefusedError("The period ends ({until}) before it begins ({since}).", since=since, until=until).at(
            "until"
        )
    # A register may be of all meetings there ever were: it holds only so many notes, whatever its period.
    if until - since > _LONGEST and request.register is None:
        raise RefusedError("A packet covers at most {days} days.", days=_LONGEST.days).at("until")
    return since, until


def _asked(request: PacketRequest, template: Template, usual: tuple[date, date]) -> tuple[date, date]:
    for field, day in (("since", request.since), ("until", request.until)):
        if day is not None and not _EARLIEST <= day <= _LATEST:
            raise RefusedError("{day} is not between {first} and {last}.", day=day, first=_EARLIEST, last=_LATEST).at(
                field
            )
    first, last = usual
    if template.period in _OF_DAYS:
        since = request.since or (request.until - (last - first) if request.until else first)
        return since, request.until or since + (last - first)
    if request.since and request.until:
        return request.since, request.until
    return span_around(template.period, request.since or request.until or first)


def span_around(period: Period, day: date) -> tuple[date, date]:
    """Return the first and last day of the period a day lies in; quarters are those of both nations' fiscal years."""
    if period is Period.DAY:
        return day, day
    if period in {Period.WEEK, Period.MEETING}:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    months = {Period.MONTH: 1, Period.QUARTER: 3, Period.TWO_YEARS: 24}[period]
    first = day.replace(day=1, month=day.month - (day.month - 1) % 3 if period is Period.QUARTER else day.month)
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return first, date(year, month + 1, 1) - timedelta(days=1)


def at_meeting(setting: Setting, template: Template) -> Setting:
    """Return the setting with the days of the meeting asked for, where the template is about those and no other days were asked for.

    A meeting that the audience may not read moves nothing, for its days would tell of it. Raises NotFoundError if it is gone.
    """
    request = setting.request
    if template.period is not Period.MEETING or not request.meeting or request.since or request.until:
        return setting
    meeting = requested_meeting(setting)
    if not all(map(setting.is_told, heading(*accounts(setting, [meeting])).portions)):
        return setting
    host = setting.profile.host_zone
    since, until = (to_local(to_utc(wall, meeting.zone or host), host).date() for wall in (meeting.start, meeting.end))
    return replace(setting, since=since, until=max(since, until))
