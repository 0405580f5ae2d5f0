"""Typed times, repetitions in words and rules, and that everything can be said in Japanese."""

import ast
import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import liaison_desk.calendar
from liaison_desk.calendar.records import Alarm, Event, Recurrence
from liaison_desk.calendar.ui.fields.moments import read_moment, show_moment
from liaison_desk.calendar.ui.fields.people_field import typed_participant
from liaison_desk.calendar.words.alarm_words import say_alarm
from liaison_desk.calendar.words.repeats import Kind, Repeat, read_days, read_repeat, write_rule
from liaison_desk.calendar.words.rule_words import clock_words, say, say_event, say_rule
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.resources import resource

DENVER, TOKYO = "America/Denver", "Asia/Tokyo"
NOW = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)
WEDNESDAY = datetime(2026, 11, 25, 9)
ENGLISH, JAPANESE = (Wording(Language(code), DeskProfile) for code in ("en", "ja"))


@pytest.mark.parametrize(("typed", "expected"), [
    ("2026-11-24 0900", (24, 16, 0)), ("2026-11-24 09:00", (24, 16, 0)), ("24 Nov 0900", (24, 16, 0)), ("11月24日 0900", (24, 16, 0)),
    ("0900", (25, 16, 0)), ("9:30", (25, 16, 30)), ("241600ZNOV26", (24, 16, 0)), ("240900TNOV26", (24, 16, 0)),
    ("2026-11-24 2330I", (24, 14, 30)), ("0900Z", (25, 9, 0)),
])  # fmt: skip
def test_a_time_is_read_as_it_is_spoken(typed, expected):
    at = read_moment(typed, DENVER, (TOKYO, "UTC"), NOW, date(2026, 11, 25))
    assert (at.day, at.hour, at.minute) == expected


@pytest.mark.parametrize("typed", ["soon", "2026-11-24", "24 NOV 26", "25:00", "11/12/26 0900", ""])
def test_what_is_no_time_is_refused_in_words(typed):
    with pytest.raises(DeskError):
        read_moment(typed, DENVER, (), NOW, date(2026, 11, 25))


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1)).map(
        lambda at: at.replace(second=0, microsecond=0, tzinfo=UTC)
    )
)
@settings(max_examples=60, deadline=None)
def test_a_shown_time_reads_back_as_itself(at):
    assert read_moment(show_moment(at, TOKYO), TOKYO, (), NOW, date(2026, 11, 25)) == at


repeats = st.builds(
    Repeat,
    st.sampled_from([kind for kind in Kind if kind in {Kind.DAILY, Kind.WEEKLY, Kind.MONTHLY_DAY, Kind.YEARLY}]),
    st.integers(1, 12),
    count=st.integers(0, 40),
)


@given(
    repeats,
    st.lists(st.integers(0, 6), unique=True, min_size=1, max_size=4),
    st.dates(date(2027, 1, 1), date(2029, 1, 1)),
)
@settings(max_examples=80, deadline=None)
def test_answers_become_a_rule_and_the_rule_the_same_answers(repeat, days, until):
    whole = Repeat(
        repeat.kind,
        repeat.interval,
        tuple(sorted(days)) if repeat.kind is Kind.WEEKLY else (),
        None if repeat.count else until,
        repeat.count,
    )
    rule = write_rule(whole, WEDNESDAY, DENVER, all_day=False)
    assert read_repeat(rule, WEDNESDAY, DENVER, all_day=False) == whole


@pytest.mark.parametrize(("repeat", "rule", "english", "japanese"), [
    (Repeat(Kind.WEEKLY, 2, (0, 2)), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "Every 2 weeks on Mon, Wed", "2週ごと 月、水"),
    (Repeat(Kind.MONTHLY_NTH), "FREQ=MONTHLY;BYDAY=4WE", "Every month on the fourth Wednesday", "毎月第4水曜日"),
    (Repeat(Kind.MONTHLY_LAST, count=3), "FREQ=MONTHLY;BYDAY=-1WE;COUNT=3", "Every month on the last Wednesday, 3 times", "毎月最終水曜日・3回"),
    (Repeat(Kind.WORKDAYS), "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Every weekday, Monday to Friday", "平日（月～金）毎日"),
    (Repeat(Kind.YEARLY, until=date(2030, 1, 2)), "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=25;UNTIL=20300103T065959Z",
     "Every year on 25 Nov, until Wed 2 Jan 2030", "毎年11月25日・2030年1月2日（水）まで"),
])  # fmt: skip
def test_a_repetition_is_said_in_both_languages(repeat, rule, english, japanese):
    assert write_rule(repeat, WEDNESDAY, DENVER, all_day=False) == rule
    assert say(repeat, WEDNESDAY, ENGLISH) == english
    assert say(repeat, WEDNESDAY, JAPANESE) == japanese


@pytest.mark.parametrize(("repeat", "rule", "english", "japanese"), [
    (Repeat(Kind.WEEKLY, 2, (1,)), "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "Every second Tuesday", "隔週火曜日"),
    (Repeat(Kind.MONTHLY_SETS, weekdays=(0, 1, 2, 3, 4), nths=(-1,)), "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
     "Every month on the last working day", "毎月最終平日"),
    (Repeat(Kind.MONTHLY_SETS, weekdays=(1,), nths=(1, 3)), "FREQ=MONTHLY;BYDAY=1TU,3TU", "Every month on the first, third Tuesday", "毎月第1、第3火曜日"),
    (Repeat(Kind.MONTHLY_DAYS, days=(1, 15, -1)), "FREQ=MONTHLY;BYMONTHDAY=1,15,-1", "Every month on day 1, 15, last of the month", "毎月1、15、末日"),
    (Repeat(Kind.MONTHLY_DAYS, days=(-1,)), "FREQ=MONTHLY;BYMONTHDAY=-1", "Every month on the last day", "毎月末日"),
    (Repeat(Kind.YEARLY_NTH), "FREQ=YEARLY;BYMONTH=11;BYDAY=4WE", "Every year on the fourth Wednesday of November", "毎年11月第4水曜日"),
])  # fmt: skip
def test_the_more_involved_answers_go_both_ways_too(repeat, rule, english, japanese):
    assert write_rule(repeat, WEDNESDAY, DENVER, all_day=False) == rule
    assert read_repeat(rule, WEDNESDAY, DENVER, all_day=False) == repeat
    assert say(repeat, WEDNESDAY, ENGLISH) == english
    assert say(repeat, WEDNESDAY, JAPANESE) == japanese


def test_a_series_is_said_with_its_time_its_end_and_its_single_dates():
    event = Event(
        start=datetime(2026, 11, 24, 7), end=datetime(2026, 11, 24, 8), zone=DENVER,
        recurrence=Recurrence(("FREQ=WEEKLY;INTERVAL=2;UNTIL=20270601T000000Z",), (datetime(2026, 11, 26, 7),), (datetime(2026, 12, 8, 7),) * 2),
    )  # fmt: skip
    assert say_event(event, ENGLISH, NOW) == (
        "Every second Tuesday at 0700T, until Mon 31 May 2027; 1 extra date; 2 dates left out"
    )
    assert say_event(event, JAPANESE, NOW) == "隔週火曜日 0700T・2027年5月31日（月）まで；追加日1件；除外日2件"
    assert clock_words(event.start, DENVER, datetime(2027, 6, 1, tzinfo=UTC)) == "0700S"


@pytest.mark.parametrize("rule", [
    "FREQ=SECONDLY", "FREQ=YEARLY;BYWEEKNO=3", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "FREQ=DAILY;BYHOUR=9,15", "FREQ=DAILY;BYMONTH=1", "FREQ=NEVER",
])  # fmt: skip
def test_a_rule_too_involved_for_answers_is_kept_and_told_as_it_is(rule):
    assert read_repeat(rule, WEDNESDAY, DENVER, all_day=False) == Repeat(Kind.CUSTOM, rule=rule)
    assert write_rule(Repeat(Kind.CUSTOM, rule=rule), WEDNESDAY, DENVER, all_day=False) == rule
    assert say_rule(rule, WEDNESDAY, DENVER, ENGLISH) == f"By the rule {rule}"


@pytest.mark.parametrize(("typed", "days"), [
    ("1, 15, last", (1, 15, -1)), ("１、１５、末日", (1, 15, -1)), ("5日 5", (5,)), ("", ()), ("-2", (-2,)),
])  # fmt: skip
def test_days_of_a_month_are_typed_as_they_are_spoken(typed, days):
    assert read_days(typed) == days


@pytest.mark.parametrize("typed", ["0", "32", "soon", "1;2"])
def test_what_is_no_day_of_a_month_is_refused(typed):
    with pytest.raises(DeskError, match="no day of a month"):
        read_days(typed)


@pytest.mark.parametrize(("first", "last", "english", "japanese"), [
    (date(2026, 11, 23), date(2026, 11, 29), "23–29 November 2026", "2026年11月23日–29日"),
    (date(2026, 11, 30), date(2026, 12, 6), "30 Nov – 6 Dec 2026", "2026年11月30日–12月6日"),
    (date(2026, 12, 28), date(2027, 1, 3), "28 Dec 2026 – 3 Jan 2027", "2026年12月28日–2027年1月3日"),
])  # fmt: skip
def test_a_span_has_a_title(first, last, english, japanese):
    assert ENGLISH.span(first, last) == english
    assert JAPANESE.span(first, last) == japanese


def test_a_stretch_of_time_is_said_in_three_zones_with_the_day_where_it_differs():
    starts, ends = datetime(2026, 11, 25, 23, 30, tzinfo=UTC), datetime(2026, 11, 26, 0, 30, tzinfo=UTC)
    assert ENGLISH.times(starts, ends) == "Wed 25 Nov 1630–1730T / 2330–0030Z / 0830–0930I+1"
    rows = ENGLISH.rows(starts, ends)
    assert [(row.name, row.words, row.day_offset, row.dtg) for row in rows] == [
        ("MST", "Wed 25, 16:30–17:30", 0, "251630T NOV 26"),
        ("Zulu", "Wed 25, 23:30–00:30", 1, "252330Z NOV 26"),
        ("Tokyo", "Thu 26, 08:30–09:30", 0, "260830I NOV 26"),
    ]


@pytest.mark.parametrize(("alarm", "words"), [
    (Alarm(-15), "15 minutes before"), (Alarm(-1), "1 minute before"), (Alarm(-2880), "2 days before"), (Alarm(0), "When it starts"),
    (Alarm(10), "10 minutes after the start"), (Alarm(-60, related_to_end=True), "1 hour before the end"),
    (Alarm(at=datetime(2026, 11, 24, 16, 0, tzinfo=UTC)), "At 241600Z NOV 26"),
])  # fmt: skip
def test_a_reminder_is_said(alarm, words):
    assert say_alarm(alarm, Language("en")) == words


@pytest.mark.parametrize(("minutes", "english", "japanese"), [
    (9 * 60, "On the day at 0900", "当日0900"), (-15 * 60, "The day before at 0900", "前日0900"), (0, "On the day at 0000", "当日0000"),
    (-15, "The day before at 2345", "前日2345"), (-39 * 60, "2 days before at 0900", "2日前の0900"), (-(7 * 24 - 9) * 60, "1 week before at 0900", "1週間前の0900"),
    (33 * 60, "1 day after at 0900", "1日後の0900"),
])  # fmt: skip
def test_a_reminder_of_whole_days_is_said_by_the_clock(minutes, english, japanese):
    assert say_alarm(Alarm(minutes), Language("en"), all_day=True) == english
    assert say_alarm(Alarm(minutes), Language("ja"), all_day=True) == japanese


@pytest.mark.parametrize(("typed", "name", "email"), [
    ("Ms. Raman", "Ms. Raman", ""), ("raman@example.org", "", "raman@example.org"),
    (" Ms. Raman  <raman@example.org>", "Ms. Raman", "raman@example.org"), ("<b>bold</b>", "<b>bold</b>", ""),
])  # fmt: skip
def test_a_person_can_be_typed(typed, name, email):
    someone = typed_participant(typed)
    assert (someone.name, someone.email) == (name, email)


def sentences() -> set[str]:
    """Every literal of this capability that ends in a person's sight."""
    found = set()
    for path in Path(liaison_desk.calendar.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if name in {"tr", "DeskError", "NotFoundError"} or (name == "count" and len(texts) == 2):
                found |= set(texts)
            elif name in {"Problem", "write", "save_all"}:
                found |= {text for text in texts if " " in text}
    return found


def test_everything_can_be_said_in_japanese_with_the_same_values():
    catalogue = {}
    for path in sorted(resource("translations", "ja").glob("*.json")):
        catalogue |= json.loads(path.read_text("utf-8"))
    assert sentences() - set(catalogue) == set()
    for english in sentences():
        japanese = catalogue[english]
        assert sorted(re.findall(r"{\w+}", english)) == sorted(re.findall(r"{\w+}", japanese)), english
