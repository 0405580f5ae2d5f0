"""Plans drawn by hypothesis, and the slow way to plan them: one day after the other, each milestone by itself."""

from datetime import date, timedelta
from functools import cache

from hypothesis import strategies as st

from liaison_desk.domain.backplan import ENDEX, STARTEX, Landing, Rule, Step, Unit, WorkingDays
from liaison_desk.domain.holidays import is_working_day

BOTH = ("JPN", "USA")
DAYS = WorkingDays(BOTH)
STARTS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
DAY = timedelta(days=1)


@cache
def worked(day):
    """Tell whether both nations work on a day: neither holiday nor weekend, nor the Japanese New Year's closure."""
    closed = (day.month, day.day) in {(12, 29), (12, 30), (12, 31), (1, 2), (1, 3)}
    return is_working_day(day, BOTH) and not closed


@st.composite
def rules(draw, anchors=(STARTEX, ENDEX), before=("",), units=tuple(Unit)):
    unit = draw(st.sampled_from(units))
    most = {Unit.DAYS: 500, Unit.WORKING_DAYS: 200, Unit.MONTHS: 18}[unit]
    return Rule(
        anchor=draw(st.sampled_from(anchors)),
        offset=draw(st.integers(-most, most)),
        unit=unit,
        length=draw(st.integers(1, 15)),
        length_unit=draw(st.sampled_from([Unit.DAYS, Unit.WORKING_DAYS])),
        landing=draw(st.sampled_from(list(Landing))),
        before=draw(st.sampled_from(before)),
    )


@st.composite
def plans(draw, most=8, held=True):
    """Draw the steps of a plan that can be, in any order, some of them held or done."""
    keys = [f"m{number}" for number in range(draw(st.integers(1, most)))]
    steps = []
    for place, key in enumerate(keys):
        others = [other for other in keys if other != key]
        rule = draw(rules([STARTEX, ENDEX, *keys[:place]], ["", STARTEX, ENDEX, *others]))
        first = draw(STARTS)
        agreed = (first, first + draw(st.integers(0, 9)) * DAY)
        steps.append(
            Step(
                key, rule, held=draw(st.sampled_from([None, None, agreed])) if held else None, done=draw(st.booleans())
            )
        )
    return draw(st.permutations(steps))


def slow_first(step, steps, startex, endex):
    """Return the first day of a milestone by rule, counted day by day."""
    rule = step.rule
    low, high = slow_span(rule.anchor, steps, startex, endex)
    day = high if rule.offset > 0 else low
    if rule.unit is Unit.MONTHS:
        month = day.month - 1 + rule.offset
        year, wanted = day.year + month // 12, day.day
        while True:  # the 31st of a short month is its last day
            try:
                day = date(year, month % 12 + 1, wanted)
            except ValueError:
                wanted -= 1
            else:
                break
    elif rule.unit is Unit.DAYS:
        day += rule.offset * DAY
    else:
        day = slow_step(day, rule.offset)
    while not slow_may_begin(day, rule):
        day += DAY if rule.landing is Landing.AFTER else -DAY
    return day


def slow_may_begin(day, rule):
    """Tell whether a milestone may begin on a day by its landing: no day up to its last is a weekend if it is of one week."""
    if rule.landing is Landing.AS_IS:
        return True
    if rule.landing is not Landing.WEEK or rule.length > 5:
        return worked(day)
    return worked(day) and all(one.weekday() < 5 for one in days_of(day, slow_last(day, rule)))


def slow_last(first, rule):
    more = rule.length - 1
    return slow_step(first, more) if rule.length_unit is Unit.WORKING_DAYS else first + more * DAY


def days_of(first, last):
    return [first + number * DAY for number in range((last - first).days + 1)]


def slow_step(day, count):
    left = abs(count)
    while left:
        day += DAY if count > 0 else -DAY
        left -= worked(day)
    return day


def slow_span(key, steps, startex, endex):
    """Return the first and last day of a milestone or anchor, counted day by day."""
    if key in {STARTEX, ENDEX}:
        day = startex if key == STARTEX else endex
        return day, day
    step = next(step for step in steps if step.key == key)
    if step.held:
        return step.held
    first = slow_first(step, steps, startex, endex)
    return first, slow_last(first, step.rule)


def span(stand):
    return stand.first, stand.last
