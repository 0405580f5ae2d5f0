"""What touches a short span is what a long one says touches it: nothing is lost or added at the edges, whatever the clocks do."""

from datetime import UTC, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from liaison_desk.calendar.records import Event, Recurrence
from liaison_desk.calendar.rules import Course, Span, touches
from liaison_desk.domain.bilingual import Bilingual

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
# Denver's clocks change on 6 November 2011; Samoa has no 30 December 2011; Lord Howe changes by half an hour.
ZONES = ("", "America/Denver", "Asia/Tokyo", "Pacific/Apia", "Australia/Lord_Howe", "Pacific/Kiritimati")
RULES = (
    "FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=MO,WE,FR,SU",
    "FREQ=DAILY;UNTIL=20120110T090000",
    "FREQ=DAILY;COUNT=70",
    "FREQ=MONTHLY;BYDAY=SU,-1FR",
    "FREQ=WEEKLY;BYDAY=TU,SA;INTERVAL=2",
)
BEGIN = datetime(2011, 10, 20)


def event(zone: str, rule: str, minutes: int, length: int, *, all_day: bool) -> Event:
    start = BEGIN if all_day else BEGIN + minutes * MINUTE
    end = start + (max(1, length // 1440) * DAY if all_day else length * MINUTE)
    zone = "" if all_day else zone
    return Event(
        title=Bilingual("Sync"), start=start, end=end, zone=zone, all_day=all_day, recurrence=Recurrence((rule,))
    )


@given(
    st.sampled_from(ZONES),
    st.sampled_from(RULES),
    st.integers(0, 95).map(lambda quarters: quarters * 15),
    st.sampled_from((0, 15, 60, 1440, 3000, 7200)),
    st.booleans(),
    st.integers(0, 100 * 96).map(lambda quarters: quarters * 15),
    st.sampled_from((15, 60, 1440, 7 * 1440)),
    st.sampled_from(("America/Denver", "Pacific/Apia")),
)
@example("Pacific/Apia", "FREQ=DAILY", 600, 60, False, 71 * 1440, 1440, "Pacific/Apia")
@settings(max_examples=400, deadline=None)
def test_a_short_span_shows_what_a_long_one_says_touches_it(
    zone, rule, minutes, length, all_day, ahead, wide, local_zone
):
    course = Course(event(zone, rule, minutes, length, all_day=all_day), local_zone)
    first = BEGIN.replace(tzinfo=UTC) - 2 * DAY + ahead * MINUTE
    everything = course.between(first - 200 * DAY, first + 200 * DAY)
    for since in (first + hours * DAY / 24 for hours in range(0, 48, 5)):
        until = since + wide * MINUTE
        expected = [one for one in everything if touches(one.starts, one.ends, one.all_day, since, until, local_zone)]
        assert course.between(since, until) == expected


@given(st.lists(st.tuples(st.sampled_from(ZONES), st.sampled_from(RULES), st.sampled_from((0, 540)), st.sampled_from((60, 1440)), st.booleans()), max_size=8))  # fmt: skip
@settings(max_examples=100, deadline=None)
def test_series_that_are_asked_together_say_what_each_says_alone(asked):
    since = datetime(2011, 11, 4, tzinfo=UTC)
    span = Span(since, since + 60 * DAY, "America/Denver")
    for zone, rule, minutes, length, all_day in asked:
        course = Course(event(zone, rule, minutes, length, all_day=all_day), "America/Denver")
        assert course.within(span) == course.between(since, since + 60 * DAY)
