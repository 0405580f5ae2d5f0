"""The rule of a milestone that was put somewhere by hand: it gives those days back, and says them as before where it can."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.backplan import ENDEX, STARTEX, Landing, Rule, Step, Unit, adopted, plan
from liaison_desk.foundation.core.errors import InvalidError
from tests.domain.backplan.drawn import DAY, DAYS, STARTS, plans, span

START, END = date(2027, 1, 15), date(2027, 1, 29)


def adopt(rule, first, last=None, *others):
    step = Step("one", rule)
    stands = plan([step, *others], START, END, DAYS)
    return adopted(step, first, last or first, stands, START, END, DAYS)


@given(plans(), STARTS, STARTS, st.integers(0, 30), st.data())
def test_an_adopted_rule_gives_exactly_those_days_back(steps, startex, first, more, data):
    endex, last = startex + 14 * DAY, first + more * DAY
    stands = plan(steps, startex, endex, DAYS)
    step = data.draw(st.sampled_from(steps))
    rule = adopted(step, first, last, stands, startex, endex, DAYS)
    put = [replace(one, rule=rule, held=None) if one is step else one for one in steps]
    stand = plan(put, startex, endex, DAYS)[step.key]
    assert span(stand) == (first, last)
    assert rule.before == step.rule.before
    assert DAYS.is_worked(first) or rule.landing is Landing.AS_IS
    # Once adopted it is its own: putting it there again changes nothing.
    assert adopted(replace(step, rule=rule), first, last, stands, startex, endex, DAYS) == rule


@given(plans(held=False), STARTS)
def test_a_milestone_put_where_it_stands_keeps_its_rule(steps, startex):
    endex = startex + 14 * DAY
    stands = plan(steps, startex, endex, DAYS)
    for step in steps:
        assert adopted(step, *span(stands[step.key]), stands, startex, endex, DAYS) == step.rule


MONTHS = Rule(offset=-6, unit=Unit.MONTHS, landing=Landing.AFTER)
WORKED = Rule(offset=-6, unit=Unit.WORKING_DAYS)


@pytest.mark.parametrize(
    ("rule", "first", "offset", "unit"),
    [
        (MONTHS, date(2026, 6, 15), -7, Unit.MONTHS),
        (MONTHS, date(2026, 6, 16), -213, Unit.DAYS),
        (MONTHS, date(2027, 4, 15), 3, Unit.MONTHS),
        (MONTHS, START, 0, Unit.MONTHS),
        (WORKED, date(2027, 1, 12), -3, Unit.WORKING_DAYS),
        (WORKED, date(2026, 12, 28), -9, Unit.WORKING_DAYS),
        (WORKED, date(2027, 1, 19), 1, Unit.WORKING_DAYS),  # Monday the 18th is a holiday of the United States
        (WORKED, date(2027, 1, 11), -4, Unit.DAYS),  # 成人の日
    ],
)
def test_the_unit_stays_where_it_gives_the_day_and_else_days_are_counted(rule, first, offset, unit):
    found = adopt(rule, first)
    assert (found.anchor, found.offset, found.unit) == (STARTEX, offset, unit)
    assert found.landing is (rule.landing if DAYS.is_worked(first) else Landing.AS_IS)


def test_a_day_within_its_anchor_is_counted_from_startex_or_endex():
    conference = Step("fpc", Rule(offset=-75, length=4, length_unit=Unit.WORKING_DAYS, landing=Landing.AFTER))
    during, after = date(2026, 11, 4), date(2026, 11, 9)
    assert adopt(Rule("fpc", 5), during, None, conference) == Rule(STARTEX, -72)
    assert adopt(Rule("fpc", 5), after, None, conference) == Rule("fpc", 3)
    review = Step("aar", Rule(ENDEX, 1, length=3, landing=Landing.AS_IS))
    assert adopt(Rule("aar", 5), date(2027, 2, 1), None, review) == Rule(ENDEX, 3)


def test_a_length_stays_in_its_unit_where_it_ends_on_a_worked_day():
    rule = Rule(length=2, length_unit=Unit.WORKING_DAYS)
    friday, monday, sunday = date(2026, 12, 4), date(2026, 12, 7), date(2026, 12, 6)
    assert (adopt(rule, friday, monday).length, adopt(rule, friday, monday).length_unit) == (2, Unit.WORKING_DAYS)
    assert (adopt(rule, friday, sunday).length, adopt(rule, friday, sunday).length_unit) == (3, Unit.DAYS)
    assert adopt(rule, friday).length == 1


CONFERENCE = Rule(offset=-75, length=4, length_unit=Unit.WORKING_DAYS, landing=Landing.WEEK)  # Tue 27 to Fri 30 October


@pytest.mark.parametrize(
    ("first", "last", "offset", "length", "landing"),
    [
        (date(2026, 11, 9), date(2026, 11, 13), -67, 4, Landing.WEEK),  # Wednesday 11 is a holiday
        (date(2026, 10, 27), date(2026, 10, 30), -75, 4, Landing.WEEK),
        (date(2026, 10, 26), date(2026, 10, 30), -75, 5, Landing.WEEK),  # a day longer begins a day earlier by itself
        (date(2026, 10, 27), date(2026, 10, 29), -80, 3, Landing.WEEK),
        (date(2026, 10, 27), date(2026, 11, 2), -80, 5, Landing.BEFORE),
        (date(2026, 11, 12), date(2026, 11, 17), -64, 4, Landing.BEFORE),
        (date(2026, 10, 31), date(2026, 11, 5), -76, 4, Landing.AS_IS),
    ],
)
def test_a_conference_keeps_to_one_week_unless_it_was_put_over_a_weekend(first, last, offset, length, landing):
    found = adopt(CONFERENCE, first, last)
    assert found == replace(CONFERENCE, offset=offset, length=length, landing=landing)


def test_a_last_day_before_the_first_is_refused_at_the_milestone():
    with pytest.raises(InvalidError) as refused:
        adopt(Rule(), START, START - DAY)
    assert [problem.field for problem in refused.value.problems] == ["one.held"]
