"""Strategies for records as a desk may hold them, for the round trip through a calendar file."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from liaison_desk.calendar.records import (
    Alarm,
    Answer,
    Calendar,
    Event,
    Override,
    Participant,
    Party,
    Recurrence,
    RhythmCard,
    RhythmInput,
    Status,
)
from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.text import shows
from liaison_desk.domain.zones import to_utc
from liaison_desk.meetings.records import AgendaItem, Attendee, Attribution, Meeting, Portion, PortionKind
from liaison_desk.tasks.records import (
    ChainStep,
    ChecklistItem,
    LogEntry,
    Priority,
    Repeats,
    Rfi,
    RfiPriority,
    RfiStatus,
    Side,
    Supporter,
    Task,
    TaskKind,
    TaskState,
)

ZONES = (
    "America/Denver",
    "Asia/Tokyo",
    "Europe/Berlin",
    "UTC",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Africa/Casablanca",
)

_letters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
texts = st.text(st.one_of(_letters, st.sampled_from(list("会議日米のカン;,:\\\"'^=\n BEGIN"))), max_size=120)
words = texts.map(lambda text: " ".join(text.split())).filter(lambda text: not text.startswith(("<", ">")))
some_words = words.filter(bool)
wall_times = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)).map(lambda at: at.replace(microsecond=0))
days = wall_times.map(lambda at: at.replace(hour=0, minute=0, second=0))
instants = wall_times.map(lambda at: at.replace(tzinfo=UTC))
uids = st.uuids().map(str)
markings = st.none() | st.builds(
    Marking,
    st.sampled_from(["USA", "JPN"]),
    st.sampled_from(list(Level)),
    st.none() | st.frozensets(st.sampled_from(["USA", "JPN", "AUS"])),
    st.sampled_from([(), ("NOFORN",)]),
    words,
)


@st.composite
def bilinguals(draw):
    host, home = draw(texts), draw(texts)
    states = st.sampled_from([Wording.ORIGINAL, Wording.TRANSLATED, Wording.STALE])
    return Bilingual(
        host,
        home,
        draw(states) if host else Wording.ORIGINAL,
        draw(states) if home else Wording.ORIGINAL,
    )


titles = bilinguals().filter(lambda title: shows(title.host + title.home))
names = some_words.map(lambda text: text.replace('"', "").strip() or "Sato")
people = st.builds(
    Participant,
    name=st.just("") | names,
    email=st.sampled_from(["sato@example.jp", "jones@example.org", "urn:uuid:1b2c"]),
    role=st.sampled_from(["req-participant", "chair", "opt-participant"]),
    answer=st.sampled_from(list(Answer)),
    kind=st.sampled_from(["individual", "room", "group"]),
    rsvp=st.booleans(),
    extra=st.sampled_from([(), ('DELEGATED-TO="mailto:tanaka@example.jp"', "LANGUAGE=ja")]),
)
lengths = st.integers(-2000, 2000).map(float)
alarms = st.one_of(
    st.builds(
        Alarm, minutes=lengths, related_to_end=st.booleans(), text=texts, action=st.sampled_from(["display", "audio"])
    ),
    st.builds(Alarm, minutes=st.just(0), at=instants, repeat=st.integers(1, 4), every_minutes=st.just(5.0)),
)
extras = st.sampled_from([(), ("X-COST-CENTER;X-A=1:42\\;7", "GEO:38.8;-104.7"), ("COMMENT:bring badges",)])
rules = st.sampled_from(
    ["FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=5", "FREQ=YEARLY;UNTIL=20300101T000000Z"]
)


cards = st.builds(
    RhythmCard,
    purpose=bilinguals(),
    chair=st.none() | people,
    members=bilinguals(),
    inputs=st.lists(
        st.builds(
            RhythmInput, bilinguals(), st.integers(0, 9), st.none() | st.times(), texts, st.booleans(), st.just("k1")
        ),
        max_size=2,
    ).map(tuple),
    role=bilinguals(),
)


def _end(draw, start, zone, all_day):
    if all_day:
        return start + timedelta(days=draw(st.integers(1, 9))), ""
    end_zone = draw(st.sampled_from([zone, *[other for other in ZONES if zone]]))
    end = start + timedelta(minutes=draw(st.integers(0, 5000)))
    if end_zone != zone and to_utc(end, end_zone) < to_utc(start, zone):
        end_zone = zone
    if end_zone == zone and zone and to_utc(end, zone) < to_utc(start, zone):
        end = start
    return end, end_zone


def _content(draw, zone, all_day):
    start = draw(days if all_day else wall_times)
    end, end_zone = _end(draw, start, zone, all_day)
    return {
        "start": start,
        "end": end,
        "zone": zone,
        "end_zone": end_zone,
        "all_day": all_day,
        "title": draw(titles),
        "description": draw(bilinguals()),
        "place": draw(bilinguals()),
        "status": draw(st.sampled_from(list(Status))),
        "reason": draw(st.just(Bilingual()) | bilinguals()),
        "participants": tuple(draw(st.lists(people, max_size=2))),
        "alarms": tuple(draw(st.lists(alarms, max_size=2))),
        "sequence": draw(st.integers(0, 9)),
        "extra": draw(extras),
    }


@st.composite
def events(draw):
    all_day = draw(st.booleans())
    zone = "" if all_day else draw(st.sampled_from(["", *ZONES]))
    content = _content(draw, zone, all_day)
    dates = st.lists(days if all_day else wall_times, max_size=3, unique=True).map(tuple)
    recurrence = None
    overrides = ()
    if draw(st.booleans()):
        recurrence = Recurrence((draw(rules),), draw(dates), draw(dates))
        found = draw(dates)
        other = "" if all_day else draw(st.sampled_from([zone, *[name for name in ZONES if zone]]))
        overrides = tuple(
            Override(at=at, this_and_future=draw(st.booleans()), **_content(draw, other, all_day)) for at in found
        )
    # What a file says of a day that is taken out of its series counts only if it is as new as the series.
    out = recurrence.excluded if recurrence is not None else ()
    overrides = tuple(
        replace(one, sequence=max(one.sequence, content["sequence"])) if one.at in out else one for one in overrides
    )
    organizer = draw(st.none() | people)
    return Event(
        uid=draw(uids),
        created_at=draw(st.none() | instants),
        updated_at=draw(st.none() | instants.filter(lambda at: at.year > 1970)),
        marking=draw(markings),
        access=draw(st.sampled_from(["open", "invitation", "closed"])),
        busy=draw(st.booleans()),
        travel_before=draw(st.integers(0, 2000)),
        travel_after=draw(st.integers(0, 2000)),
        organizations=tuple(draw(st.lists(st.builds(Party, some_words), max_size=2))),
        rhythm=draw(st.none() | cards),
        link=draw(st.sampled_from(["", "https://vtc.example.org/room?a=1,2;3"])),
        url=draw(st.sampled_from(["", "https://example.org/a"])),
        priority=draw(st.integers(0, 9)),
        privacy=draw(st.sampled_from(["", "private", "confidential"])),
        organizer=organizer,
        categories=tuple(dict.fromkeys(draw(st.lists(some_words, max_size=3)))),
        recurrence=recurrence,
        overrides=overrides,
        **content,
    )


exact = st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC))
requests = st.builds(
    Rfi,
    year=st.integers(1990, 2060),
    number=st.integers(0, 999),
    direction=st.just("JPN>USA"),
    status=st.sampled_from(list(RfiStatus)),
    priority=st.sampled_from(list(RfiPriority)),
    asker=words,
    office=words,
    question=bilinguals(),
    justification=texts,
    received=st.none() | st.dates(datetime(1990, 1, 1).date(), datetime(2090, 1, 1).date()),
    channel=words,
    answer=bilinguals(),
    answer_marking=markings,
    answered=st.none() | st.dates(datetime(1990, 1, 1).date(), datetime(2090, 1, 1).date()),
    chain=st.lists(
        st.builds(ChainStep, st.sampled_from(["asked", "passed"]), words, st.just(None), texts), max_size=2
    ).map(tuple),
)


@st.composite
def tasks(draw):
    all_day = draw(st.booleans())
    due = draw(st.none() | (days if all_day else wall_times))
    zone = draw(st.sampled_from(["", *ZONES]))
    kind = draw(st.sampled_from(list(TaskKind)))
    repeats = draw(st.sampled_from(list(Repeats)))
    ways = [("JPN", "USA")] if kind is TaskKind.RFI else [("", ""), ("USA", "JPN"), ("", "AUS")]
    way = draw(st.sampled_from(ways))
    return Task(
        uid=draw(uids),
        title=draw(titles),
        kind=kind,
        rfi=draw(requests) if kind is TaskKind.RFI else None,
        from_nation=way[0],
        to_nation=way[1],
        detail=draw(bilinguals()),
        state=draw(st.sampled_from(list(TaskState))),
        priority=draw(st.sampled_from(list(Priority))),
        due=due,
        due_zone="" if due is None else zone,
        due_all_day=all_day if due else True,
        start=draw(st.none() | st.dates()),
        completed_at=draw(st.none() | instants),
        percent=draw(st.integers(0, 100)),
        own_owner=draw(words),
        host_owner=draw(words),
        lead=draw(words),
        support=tuple(draw(st.lists(st.builds(Supporter, some_words), max_size=2))),
        waiting_on=draw(some_words),
        waiting_since=draw(st.none() | st.dates()),
        waiting_side=draw(st.sampled_from(list(Side))),
        reason=draw(texts.map(str.strip).filter(bool)),
        source=draw(words),
        checklist=tuple(draw(st.lists(st.builds(ChecklistItem, texts, st.booleans()), max_size=3))),
        log=tuple(draw(st.lists(st.builds(LogEntry, exact, words, texts), max_size=3))),
        reminders=tuple(draw(st.lists(st.integers(0, 60 * 24 * 40), max_size=3, unique=True))),
        repeats=repeats,
        asleep_until=draw(st.none() | st.dates()),
        categories=tuple(dict.fromkeys(draw(st.lists(some_words, max_size=2)))),
        rules=draw(st.sampled_from([(), ("FREQ=MONTHLY",)])),
        sequence=draw(st.integers(0, 9)),
        marking=draw(markings),
        updated_at=draw(st.none() | instants.filter(lambda at: at.year > 1970)),
        extra=draw(extras),
    )


@st.composite
def meetings(draw):
    start = draw(wall_times)
    portions = st.builds(
        Portion,
        uid=uids,
        kind=st.sampled_from(list(PortionKind)),
        marking=markings,
        text=bilinguals(),
        said_by=names,
        attribution=st.sampled_from(list(Attribution)),
        said_at=st.none() | instants,
        nation=st.sampled_from(["", "USA"]),
        to_whom=words,
        to_nation=st.sampled_from(["", "AUS"]),
        due=st.none() | st.dates(),
        level=st.integers(0, 8),
        section=st.sampled_from(["", "red-lines"]),
    )
    items = st.builds(AgendaItem, bilinguals(), st.none() | st.integers(0, 500), st.integers(0, 500), texts)
    attendees = st.builds(Attendee, names, native=words, rank=words, post=words, nation=st.sampled_from(["", "JPN"]))
    return Meeting(
        uid=draw(uids),
        title=draw(titles),
        start=start,
        end=start + timedelta(minutes=draw(st.integers(0, 300))),
        zone=draw(st.sampled_from(ZONES)),
        kind=draw(st.sampled_from(["meeting", "vtc"])),
        place=draw(bilinguals()),
        chair=draw(words),
        state=draw(st.sampled_from(["draft", "final"])),
        attendees=tuple(draw(st.lists(attendees, max_size=2))),
        agenda=tuple(draw(st.lists(items, max_size=3))),
        template=draw(st.sampled_from(["", "minutes"])),
        portions=tuple(draw(st.lists(portions, max_size=3, unique_by=lambda portion: portion.uid))),
        marking=draw(markings),
        updated_at=draw(st.none() | instants.filter(lambda at: at.year > 1970)),
        extra=draw(extras),
    )


calendars = st.builds(
    Calendar,
    name=bilinguals(),
    palette=st.sampled_from(["planning", "visits", "other"]),
    marking=markings,
    event_marking=markings,
    holidays=st.sampled_from(["", "JPN"]),
)
