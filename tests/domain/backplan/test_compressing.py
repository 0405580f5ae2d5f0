"""A plan made late: what should have been before today is spread over what is left, in its order."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.backplan import Landing, Rule, Step, compressed, load_backplan, plan
from tests.domain.backplan.drawn import DAY, DAYS, STARTS, plans, span

START, END = date(2027, 1, 15), date(2027, 1, 29)
TEMPLATE = [Step(one.key, one.rule) for one in load_backplan("multinational").steps]


def squeezed(steps, startex, endex, today):
    """Return the new rules, and where everything stood and stands."""
    rules = compressed(steps, startex, endex, today, DAYS)
    after = [replace(step, rule=rules.get(step.key, step.rule)) for step in steps]
    return rules, plan(steps, startex, endex, DAYS), plan(after, startex, endex, DAYS)


def free(steps, stands, startex):
    return [step.key for step in steps if not step.held and not step.done and stands[step.key].first < startex]


@given(plans(), STARTS, st.integers(-5, 500))
def test_a_late_plan_keeps_its_order_and_nothing_lands_before_today(steps, startex, days_left):
    endex, today = startex + 14 * DAY, startex - days_left * DAY
    rules, before, after = squeezed(steps, startex, endex, today)
    keys = free(steps, before, startex)
    assert set(rules) <= set(keys)
    for step in steps:
        if step.held:
            assert span(after[step.key]) == span(before[step.key])
    if today >= startex or all(before[key].first >= today for key in keys):
        assert rules == {}
        return
    for key in keys:
        assert today <= after[key].first < startex
        assert after[key].first >= before[key].first
        if before[key].last < startex:
            assert after[key].last < startex
    in_order = sorted(keys, key=lambda key: before[key].first)
    assert all(after[one].first <= after[other].first for one, other in pairwise(in_order))
    assert all(rules.get(step.key) != step.rule for step in steps)
    # The same again is the same; and what was squeezed once fits.
    assert compressed(list(reversed(steps)), startex, endex, today, DAYS) == rules
    again = [replace(step, rule=rules.get(step.key, step.rule)) for step in steps]
    assert compressed(again, startex, endex, today, DAYS) == {}


def test_a_plan_in_good_time_changes_nothing():
    assert compressed(TEMPLATE, START, END, date(2025, 10, 15), DAYS) == {}
    assert compressed(TEMPLATE, START, END, START, DAYS) == {}  # no day is left


def test_eight_months_before_startex_the_first_conferences_share_the_summer_and_the_rest_stays():
    rules, before, after = squeezed(TEMPLATE, START, END, date(2026, 5, 20))
    assert list(rules) == ["concept", "participation", "ipc", "site-survey", "mpc"]
    assert rules["participation"].anchor == "concept"
    assert after["concept"].first == date(2026, 5, 20)
    assert after["mpc"].last < before["msel"].first == after["msel"].first
    assert all(DAYS.is_worked(after[key].first) for key in rules)


def test_seven_weeks_before_startex_everything_shares_what_is_left():
    rules, _, after = squeezed(TEMPLATE, START, END, date(2026, 11, 26))
    assert after["concept"].first == date(2026, 11, 27)  # the 26th is Thanksgiving
    assert set(rules) == {step.key for step in TEMPLATE} - {"hotwash", "aar", "first-impressions", "lessons"}
    assert after["arrival"].last < START


def test_a_weekend_that_was_meant_stays_and_nothing_passes_it():
    as_it_is = Landing.AS_IS
    steps = [
        Step("late", Rule(offset=-51)),
        Step("saturday", Rule(offset=-34, landing=as_it_is)),
        Step("sunday", Rule(offset=-33, landing=as_it_is)),
    ]
    today = date(2026, 12, 7)
    rules, before, after = squeezed(steps, START, END, today)
    assert [before[key].first for key in before] == [date(2026, 11, 25), date(2026, 12, 12), date(2026, 12, 13)]
    assert (list(rules), after["late"].first) == (["late"], today)


def test_with_no_worked_day_left_the_weekend_is_used():
    startex, saturday = date(2026, 12, 14), date(2026, 12, 12)
    rules = compressed([Step("late", Rule(offset=-10, length=3))], startex, startex, saturday, DAYS)
    assert rules == {"late": Rule(offset=-2, length=2, landing=Landing.AS_IS)}


def test_what_is_done_or_locked_is_left_alone():
    steps = [replace(step, done=step.key == "concept") for step in TEMPLATE]
    held = (date(2026, 3, 9), date(2026, 3, 12))
    steps = [replace(step, held=held) if step.key == "ipc" else step for step in steps]
    rules, before, after = squeezed(steps, START, END, date(2026, 4, 1))
    assert list(rules) == ["participation", "site-survey"]
    assert after["participation"].first == date(2026, 4, 1)
    assert (span(after["concept"]), span(after["ipc"])) == (span(before["concept"]), held)
