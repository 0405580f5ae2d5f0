"""Opening any week or month of a desk of 200,000 events, 10,000 of them recurring, against the same rows by raw sqlite3."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from zoneinfo import ZoneInfo

from liaison_desk.app.desk import Desk, make_desk, open_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.calendar.records import Calendar, Event, Override, Recurrence
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.collecting import collection_held_back
from tests.bench.floors import Ratio

MANY, SERIES = 200_000, 10_000
BEGIN, DAYS = datetime(2020, 1, 1), 3652
LIMIT = 50.0  # milliseconds a week or a month may take after the first
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# What any reader has to read for a span: the rows of all events whose bounds touch it, found by their index.
COLUMNS = (
    "id, uid, version, calendar_id, title_host, title_home, title_state, place_host, place_home, place_state, start_at, end_at, "
    "zone, end_zone, all_day, status, first, last, marking, access, busy, travel_before, travel_after, rhythmic"
)
SHORT = "first >= :begun AND last >= :low AND first < :high AND deleted_at IS NULL"
LONG = "(last IS NULL OR last >= :low) AND first < :high AND deleted_at IS NULL"
FLOORS = tuple(
    f"SELECT {COLUMNS}{more} FROM event WHERE spread = {spread} AND {bounds}"
    for spread, bounds, more in (
        (0, SHORT, ""),
        (1, LONG, ""),
        (2, SHORT, ", recurrence, overrides"),
        (3, LONG, ", recurrence, overrides"),
    )
)
ZONES = ("America/Denver", "America/Denver", "America/Denver", "Asia/Tokyo", "UTC")
NTH = ("1MO", "2TU", "3WE", "-1FR")


def make(path: Path, many: int = MANY, series: int = SERIES) -> None:
    """Make a desk of so many events over ten years, so many of them series; one in fourteen of these never ends."""
    random = Random(11)
    with closing(make_desk(str(path), new_profile("JPN", "USA"))) as desk:
        calendars = desk.calendars.save_calendars(
            [Calendar(name=Bilingual(f"Calendar {n}", f"予定表{n}"), position=n) for n in range(8)], "Make"
        )
        ids = [one.id for one in calendars]
        for begin in range(0, many, 5000):
            numbers = range(begin, min(begin + 5000, many))
            every = many // series
            desk.calendars.save_all(
                [(_series if number % every == 0 else _single)(number, random, ids) for number in numbers], "Make"
            )


def _single(number: int, random: Random, calendars: list[int]) -> Event:
    start = BEGIN + timedelta(
        days=random.randrange(DAYS), hours=random.randrange(6, 18), minutes=random.choice((0, 30))
    )
    all_day = number % 20 == 3
    length = random.choice((HOUR, HOUR, HOUR / 2, 2 * HOUR))
    if all_day:
        start, length = (
            start.replace(hour=0, minute=0),
            random.choice((1, 1, 2, 5, 12, 60 if number % 200 == 3 else 3)) * DAY,
        )
    return Event(
        calendar_id=random.choice(calendars),
        title=Bilingual(f"Planning call {number % 977}", f"計画調整{number % 977}"),
        place=Bilingual(f"Room {number % 40}"),
        start=start,
        end=start + length,
        zone="" if all_day else random.choice(ZONES),
        all_day=all_day,
    )


def _series(number: int, random: Random, calendars: list[int]) -> Event:
    start = BEGIN + timedelta(days=random.randrange(DAYS), hours=random.randrange(6, 18))
    rule, step = _rule(start, random)
    excluded = (start + step,) if random.random() < 0.15 else ()
    overrides = ()
    if random.random() < 0.1:
        at = start + 2 * step
        overrides = (Override(at, at + 2 * HOUR, at + 3 * HOUR, title=Bilingual("Moved")),)
    return Event(
        calendar_id=random.choice(calendars),
        title=Bilingual(f"Battle rhythm {number % 977}", f"定例{number % 977}"),
        start=start,
        end=start + HOUR,
        zone=random.choice(ZONES),
        recurrence=Recurrence((rule,), excluded=excluded),
        overrides=overrides,
    )


def _rule(start: datetime, random: Random) -> tuple[str, timedelta]:
    """Return a rule and how far its instances lie apart, where that is always the same."""
    kind = random.random()
    if kind < 0.55:
        bare, step = f"FREQ=WEEKLY;BYDAY={('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')[start.weekday()]}", 7 * DAY
        if kind < 0.1:
            bare, step = f"{bare};INTERVAL=2", 14 * DAY
    elif kind < 0.7:
        bare, step = "FREQ=WEEKLY;BYDAY=MO,WE,FR", 7 * DAY
    elif kind < 0.9:
        bare, step = f"FREQ=MONTHLY;BYDAY={random.choice(NTH)}", 28 * DAY
    else:
        bare, step = "FREQ=DAILY", DAY
    if random.random() < 1 / 14:
        return bare, step
    if random.random() < 0.5:
        last = start + step * random.randrange(4, 52)
        return f"{bare};UNTIL={last:%Y%m%dT%H%M%S}Z", step
    return f"{bare};COUNT={random.randrange(4, 52)}", step


def spans(days: int, many: int, seed: int) -> list[tuple[datetime, datetime]]:
    """Return spans of so many days all over the ten years, as a page in Denver asks for them."""
    random = Random(seed)
    starts = [BEGIN + timedelta(days=random.randrange(DAYS - days)) for _ in range(many)]
    zone = ZoneInfo("America/Denver")
    return [
        (start.replace(tzinfo=zone).astimezone(UTC), (start + days * DAY).replace(tzinfo=zone).astimezone(UTC))
        for start in starts
    ]


def measure(folder: Path, rounds: int, path: Path | None = None) -> list[Ratio]:
    """Return what first openings, any span after them, Today and the timeline cost beside reading the same rows by sqlite3.

    Garbage is not collected meanwhile: in the program that is the window's, between its events.
    """
    if path is None:
        make(path := folder / "calendar.desk")
    results = []
    with closing(sqlite3.connect(path)) as raw, collection_held_back():
        for name, days in (("first opening: a month", 42), ("first opening: a week", 7)):
            with closing(open_desk(str(path))) as desk:
                results.append(_opening(desk, raw, name, spans(days, 1, 3), 15.0))
        with closing(open_desk(str(path))) as desk:
            desk.calendars.occurrences(*spans(42, 1, 3)[0])
            for name, days, many in (("any week", 7, 40), ("any month", 42, 40), ("any day", 1, 40)):
                results.append(_opening(desk, raw, name, spans(days, many, days), 3.0, LIMIT))
            for name, known in (("the same week again", spans(7, 10, 91)), ("the same month again", spans(42, 3, 92))):
                for one in known:
                    desk.calendars.occurrences(*one)
                results.append(_opening(desk, raw, name, known, 3.0, LIMIT))
            results.append(_opening(desk, raw, "the following weeks", _weeks(20), 3.0, LIMIT))
            results.append(_changed(desk, raw))
            results.append(_today(desk, raw))
            results.append(_opening(desk, raw, "24 months", spans(730, max(1, min(rounds, 3)), 5), 10.0))
            results.append(_next_span(desk, raw))
    return results


def _weeks(many: int) -> list[tuple[datetime, datetime]]:
    since = datetime(2026, 3, 1, 7, tzinfo=UTC)
    return [(since + 7 * n * DAY, since + 7 * (n + 1) * DAY) for n in range(many)]


def _changed(desk: Desk, raw: sqlite3.Connection) -> Ratio:
    """Return what a month costs again after one of its events was changed."""
    (month,) = spans(42, 1, 92)
    works = []
    for one in desk.calendars.occurrences(*month)[:5]:
        event = desk.calendars.event(one.event_id)
        desk.calendars.save(replace(event, title=Bilingual(f"{event.title.host} (moved)")))
        works.append((lambda: desk.calendars.occurrences(*month), month))
        result = _beside(raw, "a month after a change", works[-1:], 3.0, LIMIT)
    return result


def _today(desk: Desk, raw: sqlite3.Connection) -> Ratio:
    """Return what Today asks: the week, the day, the next exercise."""
    week = _weeks(30)[29]
    day = (week[0], week[0] + DAY)

    def ask() -> None:
        desk.calendars.occurrences(*week)
        desk.calendars.occurrences(*day)
        desk.calendars.next_span("planning", week[0], 2)

    return _beside(raw, "Today", [(ask, week)], 3.0, LIMIT)


def _next_span(desk: Desk, raw: sqlite3.Connection) -> Ratio:
    """Return what the next long exercise costs."""
    after = datetime(2021, 6, 1, tzinfo=UTC)
    asked = (after, after + 7 * DAY)
    return _beside(
        raw, "next long exercise", [(lambda: desk.calendars.next_span("planning", after, 40), asked)], 3.0, LIMIT
    )


def _opening(
    desk: Desk,
    raw: sqlite3.Connection,
    name: str,
    asked: list[tuple[datetime, datetime]],
    goal: float,
    limit: float = 0.0,
) -> Ratio:
    return _beside(raw, name, [(lambda one=one: desk.calendars.occurrences(*one), one) for one in asked], goal, limit)


def _beside(
    raw: sqlite3.Connection,
    name: str,
    works: list[tuple[Callable[[], object], tuple[datetime, datetime]]],
    goal: float,
    limit: float = 0.0,
) -> Ratio:
    """Return the median CPU time of some openings, each done once, beside that of reading all that can fall into the same spans."""
    ours, floors = [], []
    for work, (since, until) in works:
        ours.append(_cpu(work))
        asked = {
            "begun": f"{since - 32 * DAY:%F %T}.000000",
            "low": f"{since - DAY:%F %T}.000000",
            "high": f"{until + DAY:%F %T}.000000",
        }
        for _ in range(2):  # the second time counts: both read from a warm page cache
            took = _cpu(lambda asked=asked: [raw.execute(floor, asked).fetchall() for floor in FLOORS])
        floors.append(took)
    return Ratio(name, median(ours), median(floors), goal, limit=limit)


def _cpu(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return (time.process_time() - begin) * 1000
