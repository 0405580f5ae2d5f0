"""Rules of every kind give what python-dateutil gives, but for what dateutil is known to get wrong.

Not compared: nth and plain weekdays in one BYDAY (``3MO,WE``: dateutil gives nothing), BYSETPOS in the period the start
lies in the middle of (it counts from the start), BYWEEKNO where the sources contradict each other, and what dateutil
would search for hours. Each of the first two has its own test of what is right (``test_rules``, ``test_hostile_rules``).
"""

from datetime import datetime, timedelta
from itertools import islice

from dateutil.rrule import rrulestr
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from liaison_desk.calendar.rules.repetition import WEEKDAYS, instances, read_rule
from liaison_desk.calendar.rules.stepping import steps

MOST = 40  # instances compared
DAY = timedelta(days=1)
LOOK = 2000 * DAY


def several(values, most: int = 3):
    return st.lists(values, min_size=1, max_size=most, unique=True).map(lambda some: ",".join(map(str, some)))


def signed(largest: int):
    return st.integers(1, largest).flatmap(lambda number: st.sampled_from((number, -number)))


plain_days = several(st.sampled_from(WEEKDAYS), 5)
nth_days = several(st.builds("{}{}".format, st.sampled_from((1, 2, 3, 4, 5, -1, -2)), st.sampled_from(WEEKDAYS)))
parts = {
    "BYMONTH": several(st.integers(1, 12), 4),
    "BYMONTHDAY": several(signed(31), 4),
    "BYYEARDAY": several(signed(366), 4),
    "BYWEEKNO": several(signed(53), 3),
    "BYDAY": plain_days,
    "BYHOUR": several(st.integers(0, 23), 3),
    "BYMINUTE": several(st.integers(0, 59), 3),
    "BYSECOND": several(st.integers(0, 59), 2),
}
# What RFC 5545 §3.3.10 lets a frequency have; the others are no rules.
ALLOWED = {
    "YEARLY": set(parts),
    "MONTHLY": set(parts) - {"BYYEARDAY", "BYWEEKNO"},
    "WEEKLY": set(parts) - {"BYYEARDAY", "BYWEEKNO", "BYMONTHDAY"},
    "DAILY": set(parts) - {"BYYEARDAY", "BYWEEKNO"},
    "HOURLY": set(parts) - {"BYWEEKNO"},
    "MINUTELY": set(parts) - {"BYWEEKNO"},
    "SECONDLY": set(),
}
starts = st.datetimes(datetime(1997, 1, 1), datetime(2030, 1, 1)).map(lambda at: at.replace(microsecond=0))


@st.composite
def rules(draw) -> str:
    frequency = draw(st.sampled_from(sorted(ALLOWED)))
    names = sorted(ALLOWED[frequency])
    chosen = draw(st.lists(st.sampled_from(names), max_size=3, unique=True)) if names else []
    text = [f"FREQ={frequency}"]
    if draw(st.booleans()):
        text.append(f"INTERVAL={draw(st.integers(1, 6))}")
    if draw(st.booleans()):
        text.append(f"WKST={draw(st.sampled_from(WEEKDAYS))}")
    for name in chosen:
        value = draw(parts[name])
        if name == "BYDAY" and "BYWEEKNO" not in chosen and frequency in {"MONTHLY", "YEARLY"} and draw(st.booleans()):
            value = draw(nth_days)
        text.append(f"{name}={value}")
    if chosen and draw(st.integers(0, 3)) == 0:
        text.append(f"BYSETPOS={draw(several(signed(4), 2))}")
    if draw(st.booleans()):
        text.append(f"COUNT={draw(st.integers(1, 40))}")
    return ";".join(text)


def disputed(rule: str) -> bool:
    """Tell whether the sources contradict each other about a rule.

    BYWEEKNO without BYDAY is the whole week or the weekday of the start; with INTERVAL, a week that lies in two years
    belongs to the one or the other.
    """
    return "BYWEEKNO" in rule and ("BYDAY" not in rule or "INTERVAL" in rule)


def ours(rule: str, start: datetime, until: datetime | None = None) -> list[datetime]:
    return list(islice(instances(read_rule(rule), start, until, start, start + LOOK), MOST))


def theirs(rule: str, start: datetime, until: datetime | None = None) -> list[datetime]:
    end = f";UNTIL={until:%Y%m%dT%H%M%S}" if until else ""
    high = start + LOOK
    found = []
    for at in rrulestr(rule + end, dtstart=start):
        if at > high or len(found) == MOST:
            break
        found.append(at)
    return found


def sparse(rule: str) -> bool:
    """Tell whether dateutil might look for hours for the few instances of a rule by the minute or by the hour."""
    return rule.startswith(("FREQ=HOURLY", "FREQ=MINUTELY")) and any(
        name in rule for name in ("BYYEARDAY", "BYMONTHDAY", "BYMONTH", "BYHOUR", "BYMINUTE", "BYDAY")
    )


@given(rules(), starts, st.booleans())
@settings(max_examples=150, deadline=None)
def test_rules_of_every_kind_give_what_dateutil_gives(rule, start, ends):
    assume(not disputed(rule) and not sparse(rule) and "BYSETPOS" not in rule)
    until = start + 700 * DAY if ends and "COUNT" not in rule else None
    expected = theirs(rule, start, until)
    assert ours(rule, start, until) == expected
    made = steps(read_rule(rule), start, until)
    if expected:
        assert made.between(start, expected[-1]) == expected


@given(rules().filter(lambda rule: "BYSETPOS" in rule), starts)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_positions_give_what_dateutil_gives_from_the_first_whole_period_on(rule, start):
    bare = ";".join(part for part in rule.split(";") if not part.startswith("COUNT"))
    assume(not sparse(rule) and "BYWEEKNO" not in rule and not rule.startswith(("FREQ=HOURLY", "FREQ=MINUTELY")))
    # What dateutil counts in the period of the start is wrong where the start is not the first of it: begin with a year.
    first = start.replace(month=1, day=1, hour=0, minute=0, second=0)
    assume(not rule.startswith("FREQ=WEEKLY") or first.weekday() == read_rule(rule).week_start)
    mine = ours(bare, first)
    assume(mine)  # for a rule that never takes place dateutil looks through every hour up to the year 9999
    assert mine == theirs(bare, first)
