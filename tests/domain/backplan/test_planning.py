"""Planning back from STARTEX: everything follows its rule, nothing that is held moves, and slack is what a calendar says."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.backplan import (
    ENDEX,
    STARTEX,
    Landing,
    Rule,
    Step,
    Unit,
    WorkingDays,
    load_backplan,
    moved,
    past,
    plan,
)
from tests.cost import calls
from tests.domain.backplan.drawn import (
    DAY,
    DAYS,
    STARTS,
    days_of,
    plans,
    rules,
    slow_first,
    slow_may_begin,
    slow_span,
    span,
    worked,
)

STARTEX_27, ENDEX_27 = date(2027, 1, 15), date(2027, 1, 29)


def stood(*steps, startex=STARTEX_27, endex=ENDEX_27):
    """Return (first, last) of each step of a plan."""
    return {key: span(stand) for key, stand in plan(steps, startex, endex, DAYS).items()}


@given(plans(), STARTS, st.integers(0, 40), st.integers(-400, 400))
def test_moving_startex_moves_every_unlocked_milestone_by_its_rule_and_no_locked_one(steps, startex, length, by):
    endex = startex + length * DAY
    before = plan(steps, startex, endex, DAYS)
    startex, endex = startex + by * DAY, endex + by * DAY
    after = plan(steps, startex, endex, DAYS)
    for step in steps:
        assert span(after[step.key]) == slow_span(step.key, steps, startex, endex)
        assert after[step.key].by_rule == slow_first(step, steps, startex, endex)
        if step.held:
            assert span(after[step.key]) == span(before[step.key]) == step.held
            assert after[step.key].drift == (step.held[0] - after[step.key].by_rule).days
        else:
            assert after[step.key].drift == 0


@given(plans(held=False), STARTS, st.integers(-400, 400))
def test_plain_days_move_by_as_many_days_as_startex(steps, startex, by):
    plain = [
        replace(step, rule=replace(step.rule, unit=Unit.DAYS, length_unit=Unit.DAYS, landing=Landing.AS_IS))
        for step in steps
    ]
    endex, shift = startex + 10 * DAY, by * DAY
    before, after = plan(plain, startex, endex, DAYS), plan(plain, startex + shift, endex + shift, DAYS)
    assert {key: (first + shift, last + shift) for key, (first, last) in map_spans(before).items()} == map_spans(after)
    assert len(moved(before, after, plain)) == (len(plain) if by else 0)


def map_spans(stands):
    return {key: span(stand) for key, stand in stands.items()}


@given(plans(), STARTS, st.randoms())
def test_a_plan_is_the_same_every_time_and_in_whatever_order_its_milestones_come(steps, startex, random):
    endex = startex + 14 * DAY
    once = plan(steps, startex, endex, DAYS)
    assert list(once) == [step.key for step in steps]
    other = list(steps)
    random.shuffle(other)
    assert plan(other, startex, endex, WorkingDays(("USA", "JPN"))) == once
    assert moved(once, plan(steps, startex, endex, DAYS), steps) == []


@given(plans(), STARTS)
def test_slack_is_what_is_counted_on_a_calendar(steps, startex):
    endex = startex + 14 * DAY
    for step, stand in zip(steps, plan(steps, startex, endex, DAYS).values(), strict=True):
        if not step.rule.before:
            assert stand.slack is None
            continue
        until, day, count = slow_span(step.rule.before, steps, startex, endex)[0], stand.last, 0
        if stand.last >= until:
            while day >= until:
                count -= worked(day)
                day -= DAY
            assert stand.slack == min(count, -1)
        else:
            while (day := day + DAY) < until:
                count += worked(day)
            assert stand.slack == count


def test_an_overlap_on_a_weekend_alone_is_one_day_too_late_all_the_same():
    weekend = Step("move", Rule(offset=-6, length=2, landing=Landing.AS_IS, before="brief"))
    brief = Step("brief", Rule(offset=-5, landing=Landing.AS_IS))
    stands = plan([weekend, brief], STARTEX_27, ENDEX_27, DAYS)
    assert (stands["move"].last, stands["move"].slack) == (date(2027, 1, 10), -1)


@given(rules(), STARTS)
def test_a_milestone_lands_on_a_day_both_nations_work_unless_it_stays_as_it_is(rule, startex):
    stand = plan([Step("one", rule)], startex, startex + 9 * DAY, DAYS)["one"]
    assert worked(stand.first) or (rule.landing is Landing.AS_IS and stand.first == stand.landed)
    if worked(stand.landed) and rule.landing is not Landing.WEEK:
        assert stand.first == stand.landed
    if rule.landing in {Landing.BEFORE, Landing.WEEK}:
        assert stand.first <= stand.landed
    if rule.landing is Landing.AFTER:
        assert stand.first >= stand.landed


@given(rules(), st.integers(1, 5), STARTS)
def test_what_keeps_to_one_week_never_runs_over_a_weekend_and_begins_no_earlier_than_that_takes(rule, length, startex):
    week = replace(rule, landing=Landing.WEEK, length=length)
    steps = [Step("week", week), Step("before", replace(week, landing=Landing.BEFORE))]
    found = stood(*steps, startex=startex, endex=startex)
    (first, last), (latest, _) = found["week"], found["before"]
    assert all(day.weekday() < 5 for day in days_of(first, last))
    assert worked(first)
    assert first <= latest
    assert not any(slow_may_begin(day, week) for day in days_of(first, latest)[1:])


@given(rules(), st.integers(6, 30), STARTS)
def test_what_is_longer_than_a_week_begins_as_if_it_had_not_to_keep_to_one(rule, length, startex):
    week = replace(rule, landing=Landing.WEEK, length=length)
    steps = [Step("week", week), Step("before", replace(week, landing=Landing.BEFORE))]
    found = stood(*steps, startex=startex, endex=startex)
    assert found["week"] == found["before"]


@pytest.mark.parametrize(
    ("falls_on", "length", "first", "last"),
    [
        (date(2026, 11, 9), 4, date(2026, 11, 9), date(2026, 11, 13)),  # Wednesday 11 is a holiday: it just fits
        (date(2026, 11, 10), 4, date(2026, 11, 9), date(2026, 11, 13)),  # Tuesday: a day earlier
        (date(2026, 11, 8), 2, date(2026, 11, 5), date(2026, 11, 6)),  # Sunday: the end of the week before
        (date(2026, 11, 13), 5, date(2026, 10, 26), date(2026, 10, 30)),  # holidays on the 3rd and the 11th
        (
            date(2026, 5, 7),
            4,
            date(2026, 4, 27),
            date(2026, 5, 1),
        ),  # ゴールデンウィーク: over 昭和の日, Wednesday 29 April
        (date(2027, 1, 1), 5, date(2026, 12, 14), date(2026, 12, 18)),  # over New Year and Christmas
        (date(2026, 11, 13), 1, date(2026, 11, 13), date(2026, 11, 13)),
    ],
)
def test_a_conference_begins_as_much_earlier_as_it_takes_to_end_with_its_week(falls_on, length, first, last):
    rule = Rule(length=length, length_unit=Unit.WORKING_DAYS, landing=Landing.WEEK)
    assert stood(Step("one", rule), startex=falls_on)["one"] == (first, last)


def test_nations_that_share_no_whole_week_for_months_meet_over_a_weekend_rather_than_months_before():
    many = WorkingDays(("JPN", "USA", "GBR", "DEU", "FRA", "IND", "KOR", "PHL", "THA", "AUS"))
    thursday = date(2023, 5, 18)  # Ascension Day (DEU, FRA); each week since 20 March has had a holiday of one of them
    found = {
        landing: many.landed(thursday, landing, 5, Unit.WORKING_DAYS) for landing in (Landing.BEFORE, Landing.WEEK)
    }
    assert found[Landing.WEEK] == found[Landing.BEFORE]


@pytest.mark.parametrize(
    ("startex", "months", "lands"),
    [
        (date(2027, 3, 31), -1, date(2027, 2, 28)),
        (date(2028, 3, 31), -1, date(2028, 2, 29)),
        (date(2028, 2, 29), -12, date(2027, 2, 28)),
        (date(2027, 1, 31), 3, date(2027, 4, 30)),
        (date(2027, 1, 15), -1, date(2026, 12, 15)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_a_month_too_short_for_the_day_gives_its_last(startex, months, lands):
    rule = Rule(STARTEX, months, Unit.MONTHS, landing=Landing.AS_IS)
    assert stood(Step("one", rule), startex=startex, endex=startex)["one"] == (lands, lands)


def test_back_is_counted_from_the_first_day_of_an_anchor_and_on_from_its_last():
    conference = Step("fpc", Rule(offset=-75, length=4, length_unit=Unit.WORKING_DAYS, landing=Landing.AFTER))
    due = Step("due", Rule("fpc", -5, Unit.WORKING_DAYS))
    opens = Step("opens", Rule("fpc"))
    minutes = Step("minutes", Rule("fpc", 1, Unit.WORKING_DAYS))
    found = stood(minutes, opens, due, conference)
    assert found["fpc"] == (date(2026, 11, 2), date(2026, 11, 6))  # 3 November is 文化の日
    assert found["due"][0] == date(2026, 10, 26)
    assert found["opens"][0] == date(2026, 11, 2)
    assert found["minutes"][0] == date(2026, 11, 9)


def test_what_hangs_on_a_locked_milestone_follows_where_it_is_held_and_the_drift_is_told():
    held = (date(2026, 10, 26), date(2026, 10, 29))
    conference = Step("fpc", Rule(offset=-75, landing=Landing.AFTER), held=held)
    stands = plan([conference, Step("minutes", Rule("fpc", 7))], STARTEX_27, ENDEX_27, DAYS)
    assert span(stands["fpc"]) == held
    assert (stands["fpc"].by_rule, stands["fpc"].drift) == (date(2026, 11, 2), -7)
    assert stands["minutes"].first == date(2026, 11, 5)


def test_what_would_move_is_told_by_date_with_the_locked_that_drift():
    template = load_backplan("multinational")
    steps = [Step(one.key, one.rule) for one in template.steps]
    before = plan(steps, STARTEX_27, ENDEX_27, DAYS)
    steps = [replace(one, held=span(before[one.key])) if one.key in {"mpc", "concept"} else one for one in steps]
    week = timedelta(weeks=1)
    moves = moved(before, plan(steps, STARTEX_27 + week, ENDEX_27 + week, DAYS), steps)
    assert [move.now for move in moves] == sorted(move.now for move in moves)
    locked = {move.key: (move.was == move.now, move.drift) for move in moves if move.locked}
    assert locked == {"mpc": (True, -7), "concept": (True, -7)}
    # The decision is counted from the locked meeting, and stays with it. The MSEL conference stays too: −4 months is now
    # Tuesday 22 September, in the five days off from Sat 19, and its four days keep to the week before.
    assert {step.key for step in steps} - {move.key for move in moves} == {"participation", "msel"}
    # Only ENDEX moves: what hangs on STARTEX stays, and the locked do not drift.
    moves = moved(before, plan(steps, STARTEX_27, ENDEX_27 + week, DAYS), steps)
    assert [move.key for move in moves] == ["hotwash", "aar", "first-impressions", "lessons"]


def test_what_is_over_and_neither_done_nor_locked_makes_a_compressed_plan():
    long = Rule(offset=-30, length=5)
    steps = [
        Step("over", Rule(offset=-40)),
        Step("done", Rule(offset=-40), done=True),
        Step("agreed", Rule(offset=-40), held=(date(2026, 12, 1), date(2026, 12, 1))),
        Step("running", long),
        Step("later", Rule(ENDEX, 3)),
    ]
    stands = plan(steps, STARTEX_27, ENDEX_27, DAYS)
    assert past(steps, stands, stands["running"].last) == ["over"]
    assert past(steps, stands, stands["running"].last + DAY) == ["over", "running"]


def test_planning_again_costs_some_dozens_of_calls_a_milestone_and_no_walk_over_days():
    steps = [Step(one.key, one.rule) for one in load_backplan("multinational").steps]
    plan(steps, STARTEX_27, ENDEX_27, DAYS)
    assert calls(lambda: plan(steps, STARTEX_27, ENDEX_27, DAYS)) < 80 * len(steps)
