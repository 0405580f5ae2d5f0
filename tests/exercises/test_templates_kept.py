"""A plan kept as a back-plan is a file outside the desk: only words that everybody may read go into it."""

from dataclasses import replace

import pytest

from liaison_desk.domain.backplan import Rule, StepKind, load_backplan
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from tests.exercises.plans_using import by_key, days, milestone, new_exercise, planned_exercise

OPEN = Marking("JPN")
HOME_ONLY = Marking("JPN", audience=frozenset({"JPN"}))
SECRET = Bilingual("ZANZIBAR talks", "朝霧協議")


@pytest.fixture
def own(desk, tmp_path):
    desk.plans.own = tmp_path / "own"
    return desk.plans.own


def kept(desk, own, exercise, name="ours"):
    """Keep a plan, and return the back-plan and all that its file says."""
    desk.plans.save_as_template(exercise.id, name, "Our way", "我々の要領")
    return load_backplan(name, own), (own / f"{name}.toml").read_text()


def other_plan(desk, template):
    """Return the plan of another exercise that begins with a back-plan."""
    other = new_exercise(desk, "NEXT", marking=OPEN)
    desk.plans.carry_out(desk.plans.try_template(other.id, template))
    return by_key(desk, other)


@pytest.mark.parametrize("marking", [None, HOME_ONLY, Marking("USA", audience=frozenset({"USA", "JPN"}))])
def test_a_title_that_not_everybody_may_read_goes_in_under_the_name_of_its_kind(desk, own, marking):
    exercise = new_exercise(desk, marking=OPEN)
    more = {"kind": StepKind.VISIT, "short": Bilingual("ZNZ", "朝"), "note": Bilingual("ZANZIBAR note")}
    first = desk.plans.save(replace(milestone(exercise), title=SECRET, marking=marking, **more))  # fmt: skip
    rule = Rule(first.key, 10, before="endex")
    told = desk.plans.save(milestone(exercise, "Report to all", rule=rule, marking=OPEN))
    before = desk.plans.save(milestone(exercise, "Draft", rule=Rule("startex", -90, before=first.key), marking=OPEN))
    template, text = kept(desk, own, exercise)
    for word in ("ZANZIBAR", "zanzibar", "ZNZ", "朝"):
        assert word not in text
    steps = {step.key: step for step in template.steps}
    assert set(steps) == {"visit", "report-to-all", "draft"}
    assert (steps["visit"].title, steps["visit"].title_ja, steps["visit"].short) == ("Visit", "訪問", "")
    assert (steps["report-to-all"].rule.anchor, steps["draft"].rule.before) == ("visit", "visit")
    assert desk.plans.as_template(exercise.id)[1] == 1
    # The dates follow as before.
    again = other_plan(desk, template)
    for one, key in ((first, "visit"), (told, "report-to-all"), (before, "draft")):
        assert days(again[key]) == days(desk.plans.milestone(one.id))


def test_milestones_of_a_withheld_exercise_are_withheld_with_it(desk, own):
    exercise = new_exercise(desk, marking=HOME_ONLY)
    desk.plans.save(replace(milestone(exercise), title=SECRET, marking=OPEN))
    assert "anzibar" not in kept(desk, own, exercise)[1].casefold()


def test_two_of_a_kind_and_one_that_is_called_so_have_keys_of_their_own(desk, own):
    exercise = new_exercise(desk, marking=OPEN)
    for _ in range(2):
        desk.plans.save(replace(milestone(exercise), title=SECRET, kind=StepKind.REPORT, marking=HOME_ONLY))
    desk.plans.save(milestone(exercise, "Report", marking=OPEN))
    template, _ = kept(desk, own, exercise)
    assert sorted(step.key for step in template.steps) == ["report", "report-2", "report-3"]


def test_steps_of_a_known_back_plan_keep_their_words_however_they_are_marked(desk, own):
    exercise = planned_exercise(desk, marking=HOME_ONLY)
    template, _ = kept(desk, own, exercise)
    shipped = load_backplan("multinational")
    assert {step.key: (step.title, step.title_ja, step.short) for step in template.steps} == {
        step.key: (step.title, step.title_ja if step.title_ja != step.title else "", step.short)
        for step in shipped.steps
    }
    assert desk.plans.as_template(exercise.id)[1] == 0
    ipc = by_key(desk, exercise)["ipc"]
    desk.plans.save(replace(ipc, title=Bilingual("Initial planning conference at ZANZIBAR", ipc.title.home)))
    template, text = kept(desk, own, exercise, "second")
    assert "ZANZIBAR" not in text
    assert {step.key for step in shipped.steps} - {step.key for step in template.steps} == {"ipc"}
    assert desk.plans.as_template(exercise.id)[1] == 1


def test_a_key_made_of_an_earlier_title_stays_behind(desk, own):
    exercise = new_exercise(desk, marking=OPEN)
    one = desk.plans.save(replace(milestone(exercise), title=SECRET, marking=HOME_ONLY))
    assert one.key == "zanzibar-talks"
    desk.plans.save(replace(one, title=Bilingual("Talks", "協議"), marking=OPEN))
    template, text = kept(desk, own, exercise)
    assert "zanzibar" not in text
    assert [(step.key, step.title) for step in template.steps] == [("talks", "Talks")]
