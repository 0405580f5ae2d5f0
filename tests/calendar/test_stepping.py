"""The common rules by arithmetic give what the walk through all periods gives."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.calendar.rules.repetition import WEEKDAYS, instances, read_rule
from liaison_desk.calendar.rules.stepping import Walked, steps

starts = st.datetimes(datetime(1999, 1, 1), datetime(2032, 1, 1)).map(lambda at: at.replace(microsecond=0))
days = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=4, unique=True).map(",".join)
nths = st.lists(
    st.builds(lambda n, day: f"{n or ''}{day}", st.sampled_from((0, 1, 2, 3, 4, 5, -1, -2)), st.sampled_from(WEEKDAYS)),
    min_size=1,
    max_size=3,
    unique=True,
).map(",".join)
month_days = st.lists(
    st.sampled_from((1, 2, 15, 28, 29, 30, 31, -1, -2, -31)), min_size=1, max_size=3, unique=True
).map(lambda given_days: ",".join(map(str, given_days)))
months = st.lists(st.integers(1, 12), min_size=1, max_size=3, unique=True).map(lambda some: ",".join(map(str, some)))
patterns = st.one_of(
    st.just("FREQ=DAILY"),
    st.builds("FREQ=DAILY;BYDAY={}".format, days),
    st.just("FREQ=WEEKLY"),
    st.builds("FREQ=WEEKLY;BYDAY={};WKST={}".format, days, st.sampled_from(WEEKDAYS)),
    st.just("FREQ=MONTHLY"),
    st.builds("FREQ=MONTHLY;BYDAY={}".format, nths),
    st.builds("FREQ=MONTHLY;BYMONTHDAY={}".format, month_days),
    st.builds("FREQ=MONTHLY;BYMONTHDAY={};BYDAY={};BYMONTH={}".format, month_days, days, months),
    st.just("FREQ=YEARLY"),
    st.builds("FREQ=YEARLY;BYMONTH={}".format, months),
    st.builds("FREQ=YEARLY;BYMONTH={};BYDAY={}".format, months, nths),
    st.builds("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}".format, months, month_days),
)
clocks = st.sampled_from(("", ";BYHOUR=9", ";BYHOUR=21;BYMINUTE=30", ";BYSECOND=60"))
counts = st.sampled_from(("", "", ";COUNT=1", ";COUNT=7", ";COUNT=40"))


@given(
    patterns,
    st.integers(1, 5),
    clocks,
    counts,
    starts,
    st.integers(-900, 3000),
    st.integers(0, 800),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=400, deadline=None)
def test_the_common_rules_by_arithmetic_give_what_the_walk_gives(
    pattern, interval, clock, count, start, ahead, length, ends, all_day
):
    rule = read_rule(f"{pattern};INTERVAL={interval}{clock}{count}")
    start = start.replace(hour=0, minute=0, second=0) if all_day else start
    until = start + timedelta(days=700, hours=3) if ends else None
    low = start + timedelta(days=ahead)
    high = low + timedelta(days=length)
    found = steps(rule, start, until, all_day=all_day)
    assert found.between(low, high) == list(instances(rule, start, until, low, high, all_day=all_day))


@given(patterns, st.integers(1, 5), st.integers(1, 60), starts)
@settings(max_examples=100, deadline=None)
def test_the_last_instance_is_the_last_that_is_ever_given(pattern, interval, count, start):
    rule = read_rule(f"{pattern};INTERVAL={interval};COUNT={count}")
    found = steps(rule, start, None)
    given_ones = found.between(start, datetime(9999, 12, 31))
    assert found.final == (given_ones[-1] if given_ones else None)
    assert found.final == Walked(rule, start, None).final or len(given_ones) == count


def test_what_ends_with_the_calendar_ends_there():
    rule = read_rule("FREQ=WEEKLY;BYDAY=FR,SU")
    found = steps(rule, datetime(9999, 12, 1), None).between(datetime(9999, 12, 20), datetime(9999, 12, 31, 23))
    assert [one.day for one in found] == [24, 26, 31]
    assert steps(read_rule("FREQ=MONTHLY"), datetime(9999, 11, 30), None).between(
        datetime(9999, 1, 1), datetime(9999, 12, 31)
    ) == [datetime(9999, 11, 30), datetime(9999, 12, 30)]


def test_a_month_that_a_rule_never_reaches_is_not_mistaken_for_january():
    rule = read_rule("FREQ=MONTHLY;INTERVAL=2;BYMONTH=1;BYMONTHDAY=1;BYDAY=MO,TU,WE,TH,FR,SA,SU")
    start = datetime(2000, 2, 1)
    assert list(instances(rule, start, None, start, datetime(2030, 1, 1))) == []
