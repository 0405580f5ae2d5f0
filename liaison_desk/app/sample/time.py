"""Calendars and events of the sample: the week around its day told closely, the months around it broadly."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from liaison_desk.app.sample.rhythm import carded
from liaison_desk.app.sample.words import Telling
from liaison_desk.calendar.records import Alarm, Answer, Event, Override, Participant, Party, Recurrence, Status
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.holidays import holidays_between

PER_SCALE = 140
_HOST, _HOME = "America/Denver", "Asia/Tokyo"
_LENGTHS = (30, 45, 60, 60, 90, 120)


def events(telling: Telling, calendars: Mapping[str, int], people: Sequence[Person]) -> list[Event]:
    """Return the sample's events; ``calendars`` gives calendar ids by palette."""
    found = [
        *_rhythm(telling, calendars, people),
        *_week(telling, calendars, people),
        *_special(telling, calendars, people),
    ]
    dice = telling.dice
    palettes = ("planning", "planning", "exercises", "rhythm", "visits")
    while len(found) < PER_SCALE * telling.scale:
        away = int(dice.triangular(-420, 420, 20))
        day = telling.day + timedelta(days=away)
        if day.weekday() > 4 or abs(away) < 5:
            continue
        palette = dice.choice(palettes)
        start = datetime.combine(
            day, time(dice.choice((8, 9, 10, 11, 13, 14, 15, 16)), dice.choice((0, 0, 15, 30, 30)))
        )
        event = _event(
            telling, calendars[palette], telling.pair("events", palette), start, dice.choice(_LENGTHS), people
        )
        if palette == "exercises" and dice.random() < 0.1:
            event = _days(telling, calendars[palette], Bilingual("Planning conference", "計画会議"), day, 5)
        if dice.random() < 0.04:
            event = replace(event, status=Status.CANCELLED)
        found.append(event)
    return found


def _event(
    telling: Telling,
    calendar: int,
    title: Bilingual,
    start: datetime,
    minutes: int,
    people: Sequence[Person],
    zone: str = _HOST,
) -> Event:
    dice = telling.dice
    invited = dice.sample(people, min(len(people), dice.choice((0, 1, 2, 3, 4))))
    place_host, place_home = dice.choice(telling.words["events"]["places"])
    return Event(
        calendar_id=calendar,
        title=title,
        place=Bilingual(place_host, place_home),
        start=start,
        end=start + timedelta(minutes=minutes),
        zone=zone,
        participants=tuple(
            Participant(
                one.name.latin(),
                one.emails[0].address if one.emails else "",
                one.id,
                answer=dice.choice(list(Answer)[:3]),
            )
            for one in invited
        ),
        alarms=(Alarm(-15),) if dice.random() < 0.5 else (),
        access=dice.choice(("open", "open", "invitation")),
        marking=telling.marking(),
    )


def _days(telling: Telling, calendar: int, title: Bilingual, first: date, length: int) -> Event:
    start = datetime.combine(first, time())
    return Event(
        calendar_id=calendar,
        title=title,
        start=start,
        end=start + timedelta(days=length),
        all_day=True,
        busy=False,
        marking=telling.plain,
    )


def _rhythm(telling: Telling, calendars: Mapping[str, int], people: Sequence[Person]) -> list[Event]:
    """Return the recurring meetings: they keep their wall time, also over the host's change of clocks."""
    monday = telling.day - timedelta(days=telling.day.weekday())
    begin = monday - timedelta(weeks=20)

    def series(
        palette: str, title: tuple[str, str], weekday: int, at: time, minutes: int, rule: str, zone: str = _HOST
    ) -> Event:
        start = datetime.combine(begin + timedelta(days=weekday), at)
        event = _event(telling, calendars[palette], Bilingual(*title), start, minutes, people, zone)
        return replace(event, recurrence=Recurrence(rules=(rule,)), status=Status.CONFIRMED)

    standup = series(
        "rhythm", ("Liaison office stand-up", "連絡官室朝礼"), 0, time(7, 30), 15, "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
    )
    sync = series("planning", ("J5 plans sync", "J5 計画調整"), 1, time(8, 15), 45, "FREQ=WEEKLY;BYDAY=TU")
    vtc = series(
        "planning",
        ("Bilateral VTC with Joint Staff J5", "統幕防衛計画部との日米VTC"),
        1,
        time(16, 30),
        60,
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
    )
    update = series(
        "rhythm",
        ("Commander's update, partner seats", "指揮官報告 (連絡官席)"),
        2,
        time(15, 0),
        45,
        "FREQ=WEEKLY;BYDAY=WE",
    )
    packet = series("rhythm", ("Weekly packet review", "週報点検"), 4, time(8, 0), 60, "FREQ=WEEKLY;BYDAY=FR")
    call = series(
        "planning", ("Monday call, Tokyo", "東京との月曜調整"), 0, time(8, 30), 30, "FREQ=WEEKLY;BYDAY=MO", _HOME
    )
    board = series(
        "exercises", ("Exercise planning board", "演習計画会議"), 3, time(10, 0), 90, "FREQ=MONTHLY;BYDAY=3TH"
    )
    moved = datetime.combine(begin + timedelta(weeks=21, days=2), time(15, 0))
    update = replace(
        update,
        overrides=(
            Override(
                moved,
                moved + timedelta(minutes=30),
                moved + timedelta(minutes=75),
                _HOST,
                title=update.title,
                place=update.place,
            ),
        ),
    )
    holiday = next(one.day for one in holidays_between("USA", monday, monday + timedelta(days=366)))
    assert standup.recurrence is not None
    off = datetime.combine(holiday, time(7, 30))
    standup = replace(standup, recurrence=replace(standup.recurrence, excluded=(off,)))
    sync, update, packet = carded(sync, "sync"), carded(update, "update"), carded(packet, "packet")
    vtc = replace(
        vtc, link="https://vtc.example.org/bilateral", alarms=(Alarm(-30),), organizations=_parties("Joint Staff J5")
    )
    board = replace(board, organizations=_parties("J7 Exercises"), alarms=(Alarm(-24 * 60), Alarm(-15)))
    return [standup, sync, vtc, update, packet, call, board]


def _parties(*names: str) -> tuple[Party, ...]:
    return tuple(Party(name) for name in names)


def _special(telling: Telling, calendars: Mapping[str, int], people: Sequence[Person]) -> list[Event]:
    """Return events that show what an event can be: two zones, travel, tentative, cancelled with its reason."""
    monday = telling.day - timedelta(days=telling.day.weekday())

    def at(days: int, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(monday + timedelta(days=days), time(hour, minute))

    flight = _event(
        telling,
        calendars["visits"],
        Bilingual("Flight Denver–Tokyo", "デンバー発東京行き"),
        at(12, 12, 35),
        0,
        people[:0],
    )
    flight = replace(
        flight, end=at(13, 16, 40), end_zone=_HOME, place=Bilingual("Denver International, gate A41", "デンバー国際空港 A41番ゲート"),
        travel_before=150, travel_after=90, alarms=(Alarm(-24 * 60), Alarm(-180)), categories=("travel",),
    )  # fmt: skip
    call = _event(
        telling,
        calendars["visits"],
        Bilingual("Visit to Buckley, radar site", "バックリー基地レーダー施設訪問"),
        at(4, 13),
        120,
        people,
    )
    call = replace(
        call, travel_before=75, travel_after=75, status=Status.TENTATIVE, access="invitation", organizations=_parties("Space Base Delta 2"),
        categories=("visit",), alarms=(Alarm(-120),),
    )  # fmt: skip
    gone = _event(
        telling,
        calendars["planning"],
        Bilingual("Data sharing working group", "データ共有作業部会"),
        at(3, 14),
        90,
        people,
    )
    gone = replace(
        gone, status=Status.CANCELLED, organizations=_parties("J6", "Joint Staff J6"),
        reason=Bilingual("The chair is travelling; next month instead", "議長出張のため。来月に延期"),
    )  # fmt: skip
    return [flight, call, gone]


def _week(telling: Telling, calendars: Mapping[str, int], people: Sequence[Person]) -> list[Event]:
    """Return the single events of the days around the sample's day."""
    found = []
    plan = (
        (0, "planning", 9, 30, 45, "Office call: deputy director, plans", "表敬: 計画部次長"),
        (0, "exercises", 11, 0, 60, "PACIFIC LANTERN 27 scenario group", "PACIFIC LANTERN 27 シナリオ作業班"),
        (0, "visits", 14, 30, 60, "Visit request review", "訪問申請審査"),
        (0, "visits", 18, 30, 90, "Reception, Australian liaison office", "豪州連絡官室レセプション"),
        (1, "exercises", 9, 0, 150, "MSEL drafting session 2", "MSEL作成会議 第2回"),
        (1, "rhythm", 9, 45, 60, "J3 operations brief", "J3 運用報告"),
        (1, "visits", 13, 0, 60, "RFV package, final check", "訪問申請書類の最終確認"),
        (1, "visits", 16, 30, 60, "Visit arrangements, Air Staff", "空幕訪問の調整"),
        (-1, "exercises", 9, 0, 90, "PL27 core planning team", "PL27 中核計画班"),
        (-1, "visits", 10, 45, 60, "Survey team arrival brief", "調査団到着時説明"),
        (-1, "planning", 13, 0, 60, "Space domain awareness data sharing", "宇宙状況把握データ共有"),
        (2, "planning", 10, 0, 90, "Side letter, draft 4", "覚書 第4案"),
        (3, "planning", 10, 0, 60, "GLOBAL SENTINEL planning call", "GLOBAL SENTINEL 計画調整"),
    )
    for days, palette, hour, minute, length, host, home in plan:
        day = telling.day + timedelta(days=days)
        start = datetime.combine(day, time(hour, minute))
        found.append(_event(telling, calendars[palette], Bilingual(host, home), start, length, people))
    monday = telling.day - timedelta(days=telling.day.weekday())
    arrival = telling.workday(-1)
    team = Bilingual("Air Staff survey team, 4 visitors", "空幕調査団 4名")
    found.append(_days(telling, calendars["visits"], team, arrival, 3))
    found.append(
        _days(
            telling,
            calendars["exercises"],
            Bilingual("PL27 MSEL draft window", "PL27 MSEL起草期間"),
            monday + timedelta(days=1),
            4,
        )
    )
    found.append(
        _days(
            telling,
            calendars["leave"],
            Bilingual("Leave: CDR Halloran", "休暇: CDR Halloran"),
            monday + timedelta(days=3),
            4,
        )
    )
    found.append(
        _days(
            telling,
            calendars["exercises"],
            Bilingual("PACIFIC LANTERN 27 Mid Planning Conference", "PACIFIC LANTERN 27 中間計画会議"),
            monday + timedelta(weeks=2),
            5,
        )
    )
    found.append(
        _days(
            telling,
            calendars["exercises"],
            Bilingual("PACIFIC LANTERN 27", "PACIFIC LANTERN 27"),
            monday + timedelta(weeks=15),
            12,
        )
    )
    return found
