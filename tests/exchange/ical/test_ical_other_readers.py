"""What we write, two other programs' readers understand: the same occurrences over two years, to the minute."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from itertools import takewhile

import icalendar
import pytest
import recurring_ical_events
import vobject
from dateutil import tz
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.calendar.records import Event, Override, Recurrence
from liaison_desk.calendar.rules import happenings, split
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.zones import to_utc
from liaison_desk.exchange.ical import CalendarContent, write_ical
from liaison_desk.exchange.result import ReadSettings

DESK = ReadSettings()
SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
ZONES = ["America/Denver", "Asia/Tokyo", "Europe/London", "Australia/Sydney", "America/Sao_Paulo", "UTC", ""]
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def _key(at):
    """Return a day as a date, a floating time as it is, any other as its instant."""
    if not isinstance(at, datetime):
        return at
    return at.astimezone(UTC) if at.tzinfo else at


def ours(events):
    """Return begin and end of everything that happens, as this desk sees it."""
    found = []
    for event in events:
        for one in happenings(event, SINCE - timedelta(days=1), UNTIL + timedelta(days=1), "UTC"):
            if one.all_day:
                found.append((one.start.date(), one.end.date()))
            elif one.zone:
                found.append((one.starts, one.ends))
            else:
                found.append((one.start, one.end))
    return sorted(_within(found), key=repr)


def _within(found):
    """Keep what begins well inside the span, whose edges each program draws in another way."""
    low, high = date(2026, 1, 3), date(2027, 12, 29)
    return [pair for pair in found if low <= (pair[0].date() if isinstance(pair[0], datetime) else pair[0]) <= high]


def by_icalendar(data):
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(SINCE, UNTIL)
    pairs = []
    for one in found:
        begin = one["DTSTART"].dt
        pairs.append((_key(begin), _key(one["DTEND"].dt) if "DTEND" in one else _key(begin)))
    return sorted(_within(pairs), key=repr)


def by_vobject(data):
    """Return what vobject understands: it lays rules out and reads exceptions, but puts the two together nowhere."""
    # Left to itself it takes zones from elsewhere by their names; here it must rely on what the file says of them.
    for block in re.findall("BEGIN:VTIMEZONE.*?END:VTIMEZONE", data.decode(), re.DOTALL):
        defined = tz.tzical(StringIO(block.replace("\r\n ", ""))).get()
        vobject.icalendar.registerTzid(re.search("TZID:([^\r]*)", block)[1], defined)
    masters, changed, pairs = [], {}, []
    for event in vobject.readOne(data.decode()).vevent_list:
        if hasattr(event, "recurrence_id"):
            changed.setdefault(event.uid.value, {})[_key(event.recurrence_id.value)] = event
        else:
            masters.append(event)
    for event in masters:
        begin = event.dtstart.value
        length = event.dtend.value - begin if hasattr(event, "dtend") else timedelta()
        instances = [begin]
        if event.rruleset is not None:
            laid_out = event.getrruleset(addRDate=True)
            # It gives wall times in the series' own zone, and dates as midnights.
            instances = list(takewhile(lambda at: at.year < 2028, laid_out)) if event.rruleset else [begin]
        dates = not isinstance(begin, datetime)
        for at in (one.date() if dates and isinstance(one, datetime) else one for one in instances):
            other = changed.get(event.uid.value, {}).pop(_key(at), None)
            if other is None:
                pairs.append((_key(at), _key(_key(at) + length)))
    left = [event for known in changed.values() for event in known.values()]
    assert left == [], "an exception fits no instance of its series"
    for event in vobject.readOne(data.decode()).vevent_list:
        if hasattr(event, "recurrence_id"):
            end = event.dtend.value if hasattr(event, "dtend") else event.dtstart.value
            pairs.append((_key(event.dtstart.value), _key(end)))
    return sorted(_within(pairs), key=repr)


@st.composite
def plans(draw):
    """Return one or two series (the second one split off the first), as officers make them."""
    all_day = draw(st.booleans())
    zone = "" if all_day else draw(st.sampled_from(ZONES))
    day = draw(st.dates(date(2026, 1, 5), date(2026, 12, 20)))
    day = day.replace(day=min(day.day, 28))
    clock = (
        timedelta()
        if all_day
        else timedelta(hours=draw(st.integers(5, 20)), minutes=draw(st.sampled_from([0, 15, 40])))
    )
    start = datetime.combine(day, datetime.min.time()) + clock
    length = timedelta(days=draw(st.integers(1, 3))) if all_day else timedelta(minutes=draw(st.integers(0, 300)))
    event = Event(
        uid="series@example.org",
        title=Bilingual("Sync"),
        start=start,
        end=start + length,
        zone=zone,
        end_zone="",
        all_day=all_day,
    )
    recurrence = draw(st.none() | st.just(Recurrence((draw(_rules(start, zone, all_day)),))))
    if recurrence is None:
        return (event,)
    event = replace(event, recurrence=recurrence)
    given_by_rule = [one.at for one in happenings(event, SINCE, UNTIL, "UTC")][1:]
    if not given_by_rule:
        return (event,)
    some = draw(st.lists(st.sampled_from(given_by_rule), max_size=4, unique=True))
    excluded, moved = tuple(some[:2]), some[2:]
    added = tuple(
        at
        for n in draw(st.lists(st.integers(1, 300), max_size=2, unique=True))
        if (at := start + timedelta(days=n)) not in given_by_rule
    )
    event = replace(event, recurrence=replace(recurrence, excluded=excluded, added=added))
    event = replace(event, overrides=tuple(_override(draw, event, at) for at in moved))
    if moved or not draw(st.booleans()):
        return (event,)
    cut = draw(st.sampled_from(given_by_rule))
    if cut in event.recurrence.excluded:
        return (event,)
    later = replace(event, start=cut + timedelta(0 if all_day else 1800), end=cut + length, overrides=())
    later = replace(later, end=later.start + length)
    first, rest = split(event, cut, later, "America/Denver")
    return (first, replace(rest, uid="rest@example.org"))


def _override(draw, event, at):
    zone = "" if event.all_day else draw(st.sampled_from([event.zone, *(["Asia/Tokyo", "UTC"] if event.zone else [])]))
    step = timedelta(days=draw(st.integers(-2, 2))) if event.all_day else timedelta(hours=draw(st.integers(-30, 30)))
    start = (at + step).replace(hour=0 if event.all_day else 12)
    return Override(at=at, start=start, end=start + event.length, zone=zone, all_day=event.all_day, title=event.title)


@st.composite
def _rules(draw, start, zone, all_day):
    day = DAYS[start.weekday()]
    rule = draw(
        st.sampled_from(
            [
                "FREQ=DAILY;INTERVAL=3",
                "FREQ=WEEKLY",
                f"FREQ=WEEKLY;BYDAY={','.join(sorted({day, 'WE'}))}",
                f"FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY={day}",
                f"FREQ=MONTHLY;BYMONTHDAY={start.day}",
                f"FREQ=MONTHLY;BYDAY={(start.day - 1) // 7 + 1}{day}",
                "FREQ=YEARLY",
            ]
        )
    )
    end = draw(st.sampled_from(["", "COUNT", "UNTIL"]))
    if end == "COUNT":
        return f"{rule};COUNT={draw(st.integers(2, 40))}"
    if end == "UNTIL":
        last = start + timedelta(days=draw(st.integers(10, 500)))
        if all_day:
            return f"{rule};UNTIL={last:%Y%m%d}"
        return f"{rule};UNTIL={to_utc(last, zone):%Y%m%dT%H%M%SZ}" if zone else f"{rule};UNTIL={last:%Y%m%dT%H%M%S}"
    return rule


@settings(max_examples=80, deadline=None)
@given(plans())
def test_icalendar_reads_the_same_occurrences(events):
    assert by_icalendar(write_ical(CalendarContent(events=events), DESK)) == ours(events)


@settings(max_examples=80, deadline=None)
@given(plans())
def test_vobject_reads_the_same_occurrences(events):
    assert by_vobject(write_ical(CalendarContent(events=events), DESK)) == ours(events)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    from liaison_desk.app.sample import make_sample
    from liaison_desk.calendar.records import EventFilter

    place = tmp_path_factory.mktemp("sample") / "sample.desk"
    desk = make_sample(str(place), 1, 7, date(2026, 11, 24))
    events = desk.calendars.events_by_ids(desk.calendars.events(EventFilter()).ids).values()
    desk.close()
    return tuple(events)


def test_the_sample_desk_is_the_same_to_every_reader(sample):
    data = write_ical(CalendarContent(events=sample), DESK)
    expected = ours(sample)
    assert len(expected) > 500
    assert by_icalendar(data) == expected
    assert by_vobject(data) == expected
