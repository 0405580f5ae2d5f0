"""Plans that cannot be: each problem is told at the field where it is mended, and nothing is planned by halves."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.backplan import ENDEX, MOST_STEPS, STARTEX, Rule, Step, Unit, plan, plan_problems
from liaison_desk.foundation.core.errors import InvalidError
from tests.domain.backplan.drawn import DAYS, plans

START, END = date(2027, 1, 15), date(2027, 1, 29)


def told(*steps, startex=START, endex=END):
    """Return field → sentence for what is wrong, which planning refuses with the same problems."""
    with pytest.raises(InvalidError) as refused:
        plan(steps, startex, endex, DAYS)
    fields = [problem.field for problem in refused.value.problems]
    assert sorted(set(fields)) == sorted(fields)
    return {problem.field: problem.text.format(**dict(problem.values)) for problem in refused.value.problems}


def test_endex_before_startex_is_told_at_endex():
    assert told(startex=END, endex=START) == {"endex": "ENDEX lies before STARTEX. Choose a later day."}
    assert plan_problems([], START, START) == []


@pytest.mark.parametrize(
    ("rule", "field", "said"),
    [
        (Rule("ipcc"), "one.anchor", "There is no milestone ipcc to count from. Choose another anchor."),
        (Rule("one"), "one.anchor", "Survey depends on itself. Give it another anchor."),
        (Rule(offset=-7_301), "one.offset", "An offset in this unit is at most 7300."),
        (Rule(offset=10**30), "one.offset", "An offset in this unit is at most 7300."),
        (Rule(offset=241, unit=Unit.MONTHS), "one.offset", "An offset in this unit is at most 240."),
        (Rule(offset=5_001, unit=Unit.WORKING_DAYS), "one.offset", "An offset in this unit is at most 5000."),
        (Rule(length=0), "one.length", "A milestone takes 1 to 1000 days."),
        (Rule(length=1_001), "one.length", "A milestone takes 1 to 1000 days."),
        (Rule(length_unit=Unit.MONTHS), "one.length_unit", "A milestone takes days or working days, not months."),
        (Rule(before="nowhere"), "one.before", "There is no milestone nowhere to be finished before. Choose another."),
        (Rule(before="one"), "one.before", "A milestone cannot be finished before itself. Choose another."),
    ],
)
def test_what_is_wrong_with_a_rule_is_told_at_its_field(rule, field, said):
    assert told(Step("one", rule, name="Survey"), Step("two", Rule())) == {field: said}


def test_several_problems_are_told_at_once_each_at_its_own_field():
    steps = [Step("one", Rule("gone", length=0)), Step("two", Rule(before="gone"))]
    assert set(told(*steps, endex=date(2026, 1, 1))) == {"endex", "one.anchor", "one.length", "two.before"}


@pytest.mark.parametrize("key", [STARTEX, ENDEX, ""])
def test_a_milestone_cannot_be_called_as_an_anchor(key):
    assert told(Step(key, Rule())) == {f"{key}.key": f"{key} cannot name a milestone."}


def test_two_milestones_of_one_key_are_told_once():
    assert told(Step("one", Rule()), Step("one", Rule())) == {"one.key": "Two milestones cannot both be called one."}


def test_a_held_span_that_ends_before_it_begins_is_told():
    assert told(Step("one", Rule(), held=(END, START))) == {
        "one.held": "The last day lies before the first. Choose a later one."
    }


def test_dates_out_of_the_calendar_are_told_where_a_rule_leaves_it_and_not_at_what_hangs_on_that():
    far = Rule(offset=20 * 12, unit=Unit.MONTHS)
    steps = [
        Step("two", replace(far, anchor="one")),
        Step("one", far),
        Step("three", Rule("two")),
        Step("near", Rule()),
    ]
    years = "A plan lies in the years 1950 to 2200."
    late = date(2190, 6, 1)
    assert told(*steps, startex=late, endex=late) == {"one.offset": years}
    assert told(*steps, startex=date(2170, 6, 1), endex=late) == {"two.offset": years}
    assert told(startex=date(1949, 12, 31), endex=date(2201, 1, 1)) == {"startex": years, "endex": years}
    assert told(Step("one", Rule(), held=(START, date(9999, 12, 31)))) == {"one.held": years}
    assert told(Step("one", far, held=(START, END)), startex=late, endex=late) == {"one.offset": years}
    assert set(told(startex=date(2202, 1, 1), endex=date(2201, 1, 1))) == {"startex", "endex"}


def test_no_plan_has_more_milestones_than_anybody_reads():
    steps = [Step(f"m{number}", Rule()) for number in range(MOST_STEPS)]
    assert len(plan(steps, START, END, DAYS)) == MOST_STEPS
    assert set(told(*steps, Step("more", Rule()))) == {"steps"}


def test_a_chain_as_long_as_a_plan_may_be_is_planned():
    steps = [Step(f"m{n}", Rule(f"m{n + 1}" if n + 1 < MOST_STEPS else STARTEX, -1)) for n in range(MOST_STEPS)]
    assert plan(steps, START, START, DAYS)["m499"].first == date(2027, 1, 14)
    assert plan_problems([*steps[:-1], Step("m499", Rule("m0"))], START, END)[0].field == "m0.anchor"


def test_a_ring_is_named_at_each_of_its_milestones_and_not_at_what_only_hangs_on_it():
    ring = [
        Step("hangs", Rule("b")),
        Step("a", Rule("c"), name="IPC"),
        Step("b", Rule("a"), name="MPC"),
        Step("c", Rule("b"), name="FPC", held=(START, END)),  # its days are agreed, and yet nobody could plan it anew
    ]
    said = "These milestones depend on each other: MPC → IPC → FPC → MPC. Give one of them another anchor."
    assert told(*ring) == dict.fromkeys(["b.anchor", "a.anchor", "c.anchor"], said)


@given(plans(), st.integers(1, 8), st.randoms())
def test_a_ring_of_any_shape_is_refused_among_whatever_else_is_planned(steps, size, random):
    ring = [Step(f"r{n}", Rule(f"r{(n + 1) % size}")) for n in range(size)]
    hanging = [replace(step, rule=replace(step.rule, anchor=random.choice(ring).key)) for step in steps[:1]]
    everything = [*ring, *hanging, *steps[1:]]
    random.shuffle(everything)
    fields = {problem.field for problem in plan_problems(everything, START, START + timedelta(days=9))}
    assert fields == {f"{step.key}.anchor" for step in ring}


@given(plans())
def test_a_plan_without_a_ring_has_no_problems(steps):
    assert plan_problems(steps, START, END) == []


def test_a_ring_of_hundreds_is_told_in_one_sentence_that_can_be_read():
    steps = [Step(f"k{n}", Rule(f"k{(n + 1) % 500}"), name=f"{n} {'long ' * 80}") for n in range(500)]
    problems = plan_problems(steps, START, END)
    assert len(problems) == 500
    for problem in problems:
        said = problem.text.format(**dict(problem.values))
        assert len(said) < 800
        assert "… → 0 long" in said
