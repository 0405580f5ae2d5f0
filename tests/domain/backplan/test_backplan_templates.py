"""Back-plans in files: the shipped ones, the user's own in their place, and files that somebody spoilt."""

import os
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.backplan import (
    ENDEX,
    STARTEX,
    BackPlan,
    Landing,
    Rule,
    Step,
    StepKind,
    StepMakes,
    StepSide,
    TemplateStep,
    Unit,
    backplan_names,
    known_steps,
    load_backplan,
    plan,
    write_backplan,
)
from liaison_desk.foundation.core.errors import DeskError, NotFoundError, RefusedError, UnreadableError
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.resources import resource
from tests.domain.backplan.drawn import DAYS, STARTS, days_of, rules

SHIPPED = ("field-training", "multinational", "tabletop", "wargame")
HEAD = 'title = "Own"\nlength_days = 3\n'
STEP = '[[step]]\nkey = "ipc"\ntitle = "Initial planning conference"\n'


def put(folder, text, name="own"):
    file = folder / f"{name}.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_four_back_plans_are_shipped():
    assert backplan_names() == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_back_plan_speaks_both_languages_says_it_is_no_doctrine_and_has_room(name):
    found = load_backplan(name)
    assert "not doctrine" in resource("backplans", f"{name}.toml").read_text("utf-8").split("title")[0]
    assert not found.own
    for words in (found, *found.steps):
        assert words.title
        assert not words.title_ja.isascii()
        assert bool(words.note) == bool(words.note_ja)
    for step in found.steps:
        assert 0 < len(step.short) <= 10
        assert step.short_ja
        assert step.makes
        assert step.kind is not StepKind.SUSPENSE or step.makes == (StepMakes.TASK,)
        assert step.kind is not StepKind.VISIT or StepMakes.EVENT in step.makes
    steps = [Step(one.key, one.rule) for one in found.steps]
    startex = date(2027, 6, 7)
    stands = plan(steps, startex, startex + timedelta(days=found.length_days - 1), DAYS)
    assert {key: stand.slack for key, stand in stands.items() if stand.slack is not None and stand.slack < 0} == {}
    before, after = stands[found.steps[0].key].first, stands[found.steps[-1].key].last
    assert before < startex < after


@pytest.mark.parametrize("name", SHIPPED)
@given(startex=STARTS)
def test_no_shipped_conference_of_some_working_days_runs_over_a_weekend(name, startex):
    found = load_backplan(name)
    stands = plan([Step(one.key, one.rule) for one in found.steps], startex, startex, DAYS)
    meetings = [
        stands[one.key] for one in found.steps if one.rule.length > 1 and one.rule.length_unit is Unit.WORKING_DAYS
    ]
    assert meetings
    assert all(day.weekday() < 5 for stand in meetings for day in days_of(stand.first, stand.last))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_back_plan_written_is_read_as_it_was(name, tmp_path):
    shipped = load_backplan(name)
    file = write_backplan(replace(shipped, name="again"), tmp_path / "backplans")
    assert file == tmp_path / "backplans" / "again.toml"
    assert load_backplan("again", tmp_path / "backplans") == replace(shipped, name="again", own=True)


WORDS = st.text(max_size=40).map(lambda text: " ".join("".join(filter(str.isprintable, text)).split()))


@given(st.lists(st.tuples(rules([STARTEX, ENDEX]), WORDS, WORDS), min_size=1, max_size=4), WORDS, st.integers(1, 1_000))
def test_whatever_words_and_rules_a_back_plan_has_are_kept(tmp_path_factory, drawn, note, length):
    steps = tuple(
        TemplateStep(
            f"m{n}",
            title=title or "x",
            kind=StepKind.REPORT,
            side=StepSide.BOTH,
            rule=rule,
            note=words,
            makes=(StepMakes.EVENT, StepMakes.VISIT),
        )
        for n, (rule, title, words) in enumerate(drawn)
    )
    own = tmp_path_factory.mktemp("own")
    written = BackPlan("mine", "“Own”\\", length, steps, note=note, own=True)
    write_backplan(written, own)
    assert load_backplan("mine", own) == written


def test_the_users_own_takes_the_place_of_a_shipped_one(tmp_path):
    write_backplan(replace(load_backplan("tabletop"), name="seminar-2"), tmp_path)
    put(tmp_path, HEAD + STEP, "wargame")
    assert backplan_names(tmp_path) == ("field-training", "multinational", "seminar-2", "tabletop", "wargame")
    found = load_backplan("wargame", tmp_path)
    assert (found.title, found.own, found.steps[0].rule) == ("Own", True, Rule())
    assert load_backplan("wargame").title == "Wargame and seminar"


def test_what_is_written_never_takes_a_name_that_is_taken(tmp_path):
    write_backplan(replace(load_backplan("tabletop"), name="mine"), tmp_path)
    mine = load_backplan("mine", tmp_path)
    with pytest.raises(RefusedError, match="There is a back-plan called mine already"):
        write_backplan(replace(mine, title="Changed"), tmp_path)
    assert load_backplan("mine", tmp_path) == mine


@pytest.mark.parametrize("name", ["", "Mine", "../mine", "a/b", "x" * 41, "計画", "-x"])
def test_a_name_that_is_no_plain_one_is_refused(name, tmp_path):
    with pytest.raises(RefusedError, match="cannot name a back-plan"):
        write_backplan(replace(load_backplan("tabletop"), name=name), tmp_path)
    assert list(tmp_path.rglob("*")) == []


def test_a_plan_that_could_not_be_read_again_is_not_written(tmp_path):
    template = load_backplan("tabletop")
    spoilt = replace(template, name="mine", steps=(*template.steps, template.steps[0]))
    with pytest.raises(DeskError, match=r"step 16 \(scoping\): Two milestones cannot both be called scoping"):
        write_backplan(spoilt, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told_with_the_file(tmp_path):
    (tmp_path / "backplans").write_text("a file stands there", "utf-8")
    with pytest.raises(DeskError, match=r"mine\.toml could not be written: File exists"):
        write_backplan(replace(load_backplan("tabletop"), name="mine"), tmp_path / "backplans")


def test_an_unknown_name_lists_the_known():
    with pytest.raises(
        NotFoundError, match=r"no back-plan called mine\. Known: field-training, multinational, tabletop, wargame"
    ):
        load_backplan("mine")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (HEAD, r"it needs at least one \[\[step\]\]"),
        ("length_days = 3\n" + STEP, "it needs a title"),
        ('title = "Own"\nlength_days = "long"\n' + STEP, "length_days must be a whole number"),
        ('title = "Own"\nlength_days = 0\n' + STEP, "length_days must be 1 to 1000"),
        ("title = 5\n" + STEP, "title must be words, at most 500 characters"),
        ('colour = "red"\n' + HEAD + STEP, "it has no use for colour. Known: length_days, note,"),
        (HEAD + STEP + 'anchor = "ipcc"', r"step 1 \(ipc\): There is no milestone ipcc to count from"),
        (HEAD + STEP + 'unit = "weeks"', r"step 1 \(ipc\): unit must be one of days, working-days, months"),
        (HEAD + STEP + "unit = []", r"step 1 \(ipc\): unit must be one of"),
        (HEAD + STEP + 'length_unit = "months"', r"step 1 \(ipc\): A milestone takes days or working days"),
        (HEAD + STEP + 'landing = "soft"', r"step 1 \(ipc\): landing must be one of as-is, before, after, week"),
        (HEAD + STEP + 'kind = "party"', r"step 1 \(ipc\): kind must be one of conference, suspense,"),
        (HEAD + STEP + 'side = "guest"', r"step 1 \(ipc\): side must be one of host, home, both"),
        (HEAD + STEP + 'makes = ["cake"]', r"step 1 \(ipc\): makes must name some of event, task, visit"),
        (HEAD + STEP + 'makes = "event"', r"step 1 \(ipc\): makes must name some of"),
        (HEAD + STEP + "makes = [[1]]", r"step 1 \(ipc\): makes must name some of"),
        (HEAD + STEP + "offset = 1.5", r"step 1 \(ipc\): offset must be a whole number"),
        (HEAD + STEP + "offset = true", r"step 1 \(ipc\): offset must be a whole number"),
        (HEAD + STEP + "offset = -99999", r"step 1 \(ipc\): An offset in this unit is at most 7300"),
        (HEAD + STEP + "length = 0", r"step 1 \(ipc\): A milestone takes 1 to 1000 days"),
        (HEAD + STEP + 'before = "gone"', r"step 1 \(ipc\): There is no milestone gone to be finished before"),
        (HEAD + STEP + "colour = 1", r"step 1 \(ipc\): it has no use for colour. Known: anchor, before,"),
        (HEAD + STEP + STEP, r"step 2 \(ipc\): Two milestones cannot both be called ipc"),
        (HEAD + STEP.replace("ipc", "startex"), r"step 1 \(startex\): startex cannot name a milestone"),
        (HEAD + STEP.replace("ipc", "I P C"), r"step 1 \(I P C\): it needs a key of small letters"),
        (HEAD + "[[step]]\n", r"step 1 \(\): it needs a key"),
        (HEAD + '[[step]]\nkey = "ipc"', r"step 1 \(ipc\): it needs a title"),
        (
            HEAD
            + STEP
            + 'anchor = "mpc"\n'
            + STEP.replace("ipc", "mpc").replace("Initial", "Middle")
            + 'anchor = "ipc"',
            r"step 1 \(ipc\): These milestones depend on each other: Initial planning conference → Middle planning",
        ),
        (HEAD + "step = 5", "it needs at least one"),
        (HEAD + "step = [5]", "it needs at least one"),
        (HEAD + STEP * 501, "it has more than 500 steps"),
    ],
)
def test_a_spoilt_file_is_named_with_the_step_and_what_is_wrong_with_it(tmp_path, text, why):
    file = put(tmp_path, text)
    with pytest.raises(UnreadableError, match=why) as refused:
        load_backplan("own", tmp_path)
    assert str(refused.value).startswith(f"The back-plan {file} is wrong: ")
    assert "誤りがあります" in Language("ja").tr(refused.value.text, **refused.value.values)


@pytest.mark.parametrize("text", ["title = ", b"\xff\xfe", "x = " + "9" * 5_000, "x = " + "[" * 5_000])
def test_a_file_that_is_no_data_is_named(tmp_path, text):
    file = put(tmp_path, text)
    with pytest.raises(UnreadableError) as refused:
        load_backplan("own", tmp_path)
    assert str(refused.value).startswith(f"The back-plan {file} cannot be read: ")


def test_a_file_too_large_is_not_read(tmp_path):
    put(tmp_path, "#" * 256_001)
    with pytest.raises(UnreadableError, match=r"The back-plan own\.toml is too large\."):
        load_backplan("own", tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "own.toml")
    with pytest.raises(UnreadableError, match="no ordinary file"):
        load_backplan("own", tmp_path)


def test_a_mark_some_editors_put_first_is_no_fault_and_what_is_not_said_is_usual(tmp_path):
    put(tmp_path, b"\xef\xbb\xbf" + (HEAD + STEP).encode())
    (step,) = load_backplan("own", tmp_path).steps
    assert step.rule == Rule(STARTEX, 0, Unit.DAYS, 1, Unit.DAYS, Landing.BEFORE, "")
    assert (step.kind, step.side, step.makes) == (StepKind.EVENT, StepSide.BOTH, ())


def test_a_file_with_a_key_of_thousands_of_parts_is_refused(tmp_path):
    (tmp_path / "deep.toml").write_text("a." * 100_000 + "a = 1\n")
    with pytest.raises(UnreadableError, match="more than 100 dots"):
        load_backplan("deep", tmp_path)
    assert known_steps(tmp_path) == known_steps()
