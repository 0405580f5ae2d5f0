"""Events of other programs become the event a user of that program saw."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from liaison_desk.calendar.records import Alarm, Answer, Participant, Status
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.exchange.ical import CalendarContent, read_ical, write_ical
from liaison_desk.exchange.ical.values import Moment
from liaison_desk.exchange.result import ReadSettings
from tests.exchange.ical.desk import DESK, calendar, event_lines, read, read_event, told


def _written(*events):
    return write_ical(CalendarContent(events=events), DESK).decode().replace("\r\n ", "").split("\r\n")


def test_a_day_is_a_day_and_its_end_is_not_part_of_it():
    event = read_event("DTSTART;VALUE=DATE:20260105", "DTEND;VALUE=DATE:20260107")
    assert (event.start, event.end, event.all_day, event.zone) == (datetime(2026, 1, 5), datetime(2026, 1, 7), True, "")
    assert "DTEND;VALUE=DATE:20260107" in _written(event)


@pytest.mark.parametrize("lines", [[], ["DTEND;VALUE=DATE:20260105"], ["DURATION:P1D"], ["DURATION:PT3H"]])
def test_a_day_without_an_end_is_one_day_long(lines):
    assert read_event("DTSTART;VALUE=DATE:20260105", *lines).end == datetime(2026, 1, 6)


def test_a_time_without_an_end_has_no_length():
    event = read_event("DTSTART;TZID=Asia/Tokyo:20260105T090000")
    assert event.end == event.start
    assert not any(line.startswith("DTEND") for line in _written(event))


def test_a_floating_time_stays_floating():
    event = read_event("DTSTART:20260105T090000", "DTEND:20260105T100000")
    assert (event.zone, event.end_zone) == ("", "")
    assert "DTSTART:20260105T090000" in _written(event)


def test_a_time_in_utc_is_in_utc():
    event = read_event("DTSTART:20260105T090000Z")
    assert (event.start, event.zone) == (datetime(2026, 1, 5, 9), "UTC")


def test_a_flight_ends_in_the_zone_it_lands_in():
    event = read_event("DTSTART;TZID=America/Denver:20260105T110000", "DTEND;TZID=Asia/Tokyo:20260106T160000")
    assert (event.zone, event.end_zone) == ("America/Denver", "Asia/Tokyo")
    assert "DTEND;TZID=Asia/Tokyo:20260106T160000" in _written(event)


def test_a_duration_over_a_clock_change_counts_days_by_the_calendar_and_hours_by_the_clock():
    nominal = read_event("DTSTART;TZID=America/Denver:20260307T090000", "DURATION:P1D")
    exact = read_event("DTSTART;TZID=America/Denver:20260307T090000", "DURATION:PT24H")
    assert nominal.end == datetime(2026, 3, 8, 9)
    assert exact.end == datetime(2026, 3, 8, 10)


def test_an_end_before_the_start_is_told_and_the_event_kept():
    result = read(*event_lines("DTEND:20260104T090000Z"))
    assert result.events[0].record.end == datetime(2026, 1, 5, 9)
    assert told(result) == ["The end lies before the start; the entry is kept without a length."]


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2026-01-05T09:00:00Z", datetime(2026, 1, 5, 9)),
        ("20260105T0900Z", datetime(2026, 1, 5, 9)),
        ("20260105t090000z", datetime(2026, 1, 5, 9)),
        ("20260105T180000+0900", datetime(2026, 1, 5, 9)),
        ("20260104T240000Z", datetime(2026, 1, 5, 0)),
        (" 20260105T090000Z ", datetime(2026, 1, 5, 9)),
    ],
)
def test_times_written_a_little_otherwise_are_read(written, at):
    event = read_event(f"DTSTART:{written}")
    assert (event.start, event.zone) == (at, "UTC")


def test_a_date_time_that_calls_itself_a_date_is_still_a_time():
    assert read_event("DTSTART;VALUE=DATE:20260105T090000").start == datetime(2026, 1, 5, 9)


def test_both_languages_of_a_title_find_their_side():
    event = read_event("SUMMARY;LANGUAGE=en-US:Staff talks", "SUMMARY;LANGUAGE=ja:幕僚協議")
    assert (event.title.host, event.title.home) == ("Staff talks", "幕僚協議")


def test_both_languages_are_written_so_that_other_programs_show_one():
    event = read_event("SUMMARY;LANGUAGE=en:Staff talks", "SUMMARY;LANGUAGE=ja:幕僚協議")
    lines = _written(event)
    assert "SUMMARY;LANGUAGE=en:Staff talks" in lines
    assert "X-LIAISON-DESK-SUMMARY;LANGUAGE=ja:幕僚協議" in lines
    assert sum(line.startswith("SUMMARY") for line in lines) == 1


def test_a_japanese_title_without_a_language_is_the_home_sides_and_is_written_as_it_came():
    event = read_event("SUMMARY:打ち合わせ")
    assert (event.title.host, event.title.home) == ("", "打ち合わせ")
    assert "SUMMARY:打ち合わせ" in _written(event)


def test_a_language_neither_side_speaks_goes_back_with_its_text():
    lines = _written(read_event("SUMMARY;LANGUAGE=fr;X-A=1:Réunion"))
    assert "SUMMARY;LANGUAGE=fr;X-A=1:Réunion" in lines
    assert sum(line.startswith("SUMMARY") for line in lines) == 1


def test_escapes_are_undone_and_done_again():
    event = read_event('SUMMARY:a\\, b\\; c\\\\d\\Ne: \\"f\\"')
    assert event.title.host == 'a, b; c\\d\ne: "f"'
    assert 'SUMMARY:a\\, b\\; c\\\\d\\ne: "f"' in _written(event)


def test_what_the_desk_has_no_field_for_goes_back_unchanged():
    kept = [
        "GEO:38.8;-104.7",
        "X-ALT-DESC;FMTTYPE=text/html:<b>a\\,b</b>",
        'ATTACH;FMTTYPE="a/b":https://example.org/x',
    ]
    nested = ["BEGIN:X-THING", "SUMMARY:inside", "END:X-THING"]
    event = read_event(*kept, *nested, "SUMMARY:outside")
    lines = _written(event)
    assert event.title.host == "outside"
    assert event.extra == (*kept, *nested)
    assert [line for line in lines if line in kept] == kept
    assert lines[lines.index("BEGIN:X-THING") :][:3] == nested


def test_kept_lines_cannot_break_out_of_their_event():
    kept = ("END:VEVENT", "BEGIN:VALARM", "X-A:1\r\nEND:VEVENT", "UID:other")
    forged = replace(read_event("SUMMARY:Visit"), extra=kept)
    data = write_ical(CalendarContent(events=(forged,)), DESK)
    assert data.count(b"\r\nEND:VEVENT") == 1
    assert read_ical(data, DESK).events[0].record.uid == "one"


def test_people_are_read_with_their_answers():
    event = read_event(
        'ORGANIZER;CN="Sato, Ken":MAILTO:sato@example.jp',
        "ATTENDEE;CN=Jones;ROLE=OPT-PARTICIPANT;PARTSTAT=TENTATIVE;CUTYPE=ROOM;RSVP=TRUE;X-NUM=4:mailto:jones@example.org",
    )
    assert event.organizer == Participant(name="Sato, Ken", email="sato@example.jp")
    assert event.participants == (
        Participant("Jones", "jones@example.org", 0, "opt-participant", Answer.TENTATIVE, "room", True, ("X-NUM=4",)),
    )


def test_an_old_attendee_is_a_name_and_an_address():
    event = read_event("ATTENDEE;ROLE=OWNER;STATUS=CONFIRMED;RSVP=YES:Ken Sato <sato@example.jp>", version="1.0")
    (person,) = event.participants
    assert (person.name, person.email, person.answer, person.rsvp) == (
        "Ken Sato",
        "sato@example.jp",
        Answer.ACCEPTED,
        True,
    )


def test_alarms_ring_before_the_start_after_the_end_or_at_an_instant():
    def alarm(trigger, *lines):
        return ["BEGIN:VALARM", "ACTION:DISPLAY", trigger, *lines, "END:VALARM"]

    event = read_event(
        *alarm("TRIGGER:-PT15M", "DESCRIPTION:Leave now", "REPEAT:2", "DURATION:PT5M", "X-WR-ALARMUID:7"),
        *alarm("TRIGGER;RELATED=END:PT1H"),
        *alarm("TRIGGER;VALUE=DATE-TIME:20260105T080000Z"),
    )
    assert event.alarms == (
        Alarm(minutes=-15, text="Leave now", repeat=2, every_minutes=5, extra=("X-WR-ALARMUID:7",)),
        Alarm(minutes=60, related_to_end=True),
        Alarm(minutes=0, at=datetime(2026, 1, 5, 8, tzinfo=UTC)),
    )


def test_an_alarm_that_does_not_say_when_is_told_and_goes_back():
    lines = ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:soon", "END:VALARM"]
    result = read(*event_lines(*lines))
    assert told(result) == ["The reminder does not say when; it is kept but will not ring."]
    assert result.events[0].record.extra[1] == "X-LIAISON-DESK-KEPT-ACTION:DISPLAY"


@pytest.mark.parametrize(("trigger", "far"), [
    ("TRIGGER:-P400D", False), ("TRIGGER:-P401D", True), ("TRIGGER:P500D", True),
    ("TRIGGER;VALUE=DATE-TIME:20240105T080000Z", True), ("TRIGGER;VALUE=DATE-TIME:20260105T080000Z", False),
])  # fmt: skip
def test_a_reminder_too_far_away_to_ring_is_told(trigger, far):
    result = read(*event_lines("BEGIN:VALARM", "ACTION:DISPLAY", trigger, "END:VALARM"))
    assert told(result) == (["The reminder is more than 400 days from its event and will not ring."] if far else [])
    assert len(result.events[0].record.alarms) == 1


def test_the_reminder_that_stands_for_none_is_not_told_of():
    lines = ["BEGIN:VALARM", "ACTION:NONE", "TRIGGER;VALUE=DATE-TIME:19760401T005545Z", "END:VALARM"]
    assert told(read(*event_lines(*lines))) == []


def test_an_old_alarm_keeps_its_distance_from_the_start():
    event = read_event("DTSTART:20260105T090000", "DALARM:20260105T083000;PT5M;2;Go", version="1.0")
    assert event.alarms == (Alarm(minutes=-30, text="Go", repeat=2, every_minutes=5),)


def test_status_class_and_the_rest_become_fields():
    event = read_event(
        "STATUS:TENTATIVE", "CLASS:PRIVATE", "TRANSP:TRANSPARENT", "PRIORITY:2", "SEQUENCE:4", "CATEGORIES:J5,Visits\\, VIP",
        "URL:https://example.org/a", "CREATED:20260101T000000Z", "LAST-MODIFIED:20260102T000000Z", "CATEGORIES:J2",
        "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://vtc.example.org/7",
    )  # fmt: skip
    assert (event.status, event.privacy, event.busy) == (Status.TENTATIVE, "private", False)
    assert (event.priority, event.sequence, event.categories) == (2, 4, ("J5", "Visits, VIP", "J2"))
    assert event.created_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert event.updated_at == datetime(2026, 1, 2, tzinfo=UTC)
    assert event.link == "https://vtc.example.org/7"
    assert "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://vtc.example.org/7" in _written(event)


def test_a_cancellation_cancels():
    assert read("METHOD:CANCEL", *event_lines()).events[0].record.status is Status.CANCELLED


def test_a_reply_tells_who_answered_what_even_without_a_start():
    result = read(
        "METHOD:REPLY", "BEGIN:VEVENT", "UID:talks", "RECURRENCE-ID;TZID=Asia/Tokyo:20260105T090000",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:sato@example.jp", "END:VEVENT",
    )  # fmt: skip
    (reply,) = result.messages
    assert (reply.method, reply.uid, reply.occurrence) == (
        "REPLY",
        "talks",
        Moment(datetime(2026, 1, 5, 9), "Asia/Tokyo", all_day=False),
    )
    assert [person.answer for person in reply.people] == [Answer.DECLINED]
    assert (result.events, result.problems) == ((), ())


def test_an_entry_without_a_uid_gets_the_same_one_each_time():
    lines = [line for line in event_lines("SUMMARY:Visit") if not line.startswith("UID")]
    first, second = (read(*lines).events[0].record.uid for _ in range(2))
    assert first == second
    assert first != read(*lines[:-1], "ORGANIZER:mailto:sato@example.jp", "END:VEVENT").events[0].record.uid


def test_the_newest_version_of_an_event_counts():
    result = read(*event_lines("SEQUENCE:2", "SUMMARY:New"), *event_lines("SEQUENCE:1", "SUMMARY:Old"))
    assert [entry.record.title.host for entry in result.events] == ["New"]
    assert result.skipped == 1


def test_different_events_under_one_uid_are_all_kept():
    result = read(*event_lines("SUMMARY:One"), *event_lines("SUMMARY:Another"))
    assert [(entry.record.uid, entry.record.title.host) for entry in result.events] == [
        ("one", "One"),
        ("one-2", "Another"),
    ]


def test_our_own_marking_comes_back_and_unmarked_stays_unmarked():
    secret = Marking("USA", Level.SECRET, frozenset({"USA", "JPN"}))
    lenient = ReadSettings(marking=Marking("USA"))
    (foreign,) = read_ical(calendar(*event_lines()), lenient).events
    assert foreign.record.marking == Marking("USA")
    for marking in (secret, None):
        event = read_ical(calendar(*event_lines()), ReadSettings(marking=marking)).events[0].record
        (entry,) = read_ical(write_ical(CalendarContent(events=(event,)), DESK), lenient).events
        assert entry.record.marking == marking


def test_a_damaged_marking_leaves_the_event_with_the_officer():
    result = read_ical(calendar(*event_lines("X-LIAISON-DESK-MARKING:[1\\,")), ReadSettings(marking=Marking("USA")))
    assert result.events[0].record.marking is None
    assert told(result) == ["The marking could not be read; the entry stays unmarked."]


def test_an_event_without_a_title_is_called_by_its_text_and_goes_back_without_one():
    described, nothing = (
        read_event("SUMMARY:", "DESCRIPTION:\\nGate closes at 0600.\\nBring badges."),
        read_event("SUMMARY: "),
    )
    assert described.title.host == "Gate closes at 0600."
    assert nothing.title.host == "Untitled"
    assert not any(line.startswith("SUMMARY") for line in _written(described, nothing))
    assert "UNTITLED" not in str(_written(described, nothing))
    renamed = replace(described, title=replace(described.title, host="Gate times"))
    assert "SUMMARY:Gate times" in _written(renamed)


@pytest.mark.parametrize("orphans", [True, False])
def test_an_occurrence_marked_otherwise_leaves_its_series_with_the_officer(orphans):
    ours, both = (
        'X-LIAISON-DESK-MARKING:["JPN"\\,0\\,["JPN"]]',
        'X-LIAISON-DESK-MARKING:["USA"\\,0\\,["JPN"\\,"USA"]]',
    )
    head = ["BEGIN:VEVENT", "UID:one@example.org", "SUMMARY:Sync", both]
    series = [*head, "DTSTART:20260105T090000Z", "RRULE:FREQ=DAILY;COUNT=5", "END:VEVENT"]
    first = [*head, "RECURRENCE-ID:20260106T090000Z", "DTSTART:20260106T100000Z", "END:VEVENT"]
    second = [*head[:-1], ours, "RECURRENCE-ID:20260107T090000Z", "DTSTART:20260107T100000Z", "END:VEVENT"]
    openly, mixed = (
        read_ical(calendar(*([] if orphans else series), *first, *last), ReadSettings()) for last in ([], second)
    )
    assert openly.events[0].record.marking == Marking("USA", audience=frozenset({"USA", "JPN"}))
    assert mixed.events[0].record.marking is None
    said = "A changed occurrence is marked otherwise than its series; all of it stays unmarked."
    assert (told(openly), told(mixed)) == ([], [said])
