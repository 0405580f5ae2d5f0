"""Lessons on a real desk: found by what they say, carried from run to run, followed through."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import (
    EXERCISE,
    LESSON,
    ExerciseState,
    Lesson,
    LessonFilter,
    LessonKind,
    LessonSort,
    LessonState,
)
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.database.snapshot import CHUNK
from tests.cost import processor_seconds
from tests.exercises.lessons import lesson, line, run, titles


@contextmanager
def statements(desk):
    """Collect what is sent to the database."""
    sent = []

    def note(connection, cursor, statement, *rest):
        del connection, cursor, rest
        sent.append(statement)

    event.listen(desk.database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(desk.database.engine, "before_cursor_execute", note)


def test_a_tag_is_found_as_it_is_written_and_never_inside_another(any_desk):
    gs = run(any_desk, 26)
    for title, tags in (
        ("one", ("training",)), ("two", ("training-aids", "pre training")), ("three", ("演習", '"quoted" \\ tag')),
        ("four", ("演習計画",)), ("five", ("100%", "a_b")), ("six", ()),
    ):  # fmt: skip
        lesson(any_desk, gs, title, tags=tags)
    assert titles(any_desk, tag="training") == ["one"]
    assert titles(any_desk, tag="演習") == ["three"]
    assert titles(any_desk, tag='"quoted" \\ tag') == ["three"]
    assert titles(any_desk, tag="a_b") == ["five"]
    assert titles(any_desk, tag="a%") == titles(any_desk, tag='"') == titles(any_desk, tag="axb") == []
    assert any_desk.lessons.tags() == sorted(
        ["training", "training-aids", "pre training", "演習", '"quoted" \\ tag', "演習計画", "100%", "a_b"]
    )


WORD = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(WORD, max_size=4, unique=True), min_size=1, max_size=5), WORD, st.sampled_from(LessonState))
def test_whatever_is_written_is_read_and_a_tag_finds_those_that_have_it(desk, tags, word, state):
    gs = run(desk, 26)
    kept = desk.lessons.save_all(
        [
            Lesson(
                exercise_id=gs.id, title=Bilingual("x" + word, word), tags=tuple(some), state=state, reason="x" + word,
                observation=Bilingual(word, word), due=date(2026, 1, 1 + n),
            )
            for n, some in enumerate(tags)
        ],
        "Add lessons",
    )  # fmt: skip
    assert list(desk.lessons.lessons_by_ids([one.id for one in kept]).values()) == kept
    for tag in {word, *(tag for some in tags for tag in some)}:
        found = desk.lessons.listing(LessonFilter(exercise_id=gs.id, tag=tag)).ids
        assert list(found) == [one.id for one in kept if tag in one.tags]


def test_lessons_are_narrowed_by_kind_state_series_and_words(any_desk):
    gs, other = run(any_desk, 26), run(any_desk, 26, "PACIFIC LANTERN")
    lesson(
        any_desk, gs, "Side letters", kind=LessonKind.SUSTAIN, observation=Bilingual("Drafts came early", "早期に起案")
    )
    lesson(any_desk, gs, "Visit requests", state=LessonState.LEARNED, owner="Maj. Kisaragi")
    lesson(any_desk, other, "Interpreters", state=LessonState.REJECTED, reason="Covered by contract")
    assert titles(any_desk, kinds=(LessonKind.SUSTAIN,)) == ["Side letters"]
    assert titles(any_desk, states=(LessonState.LEARNED, LessonState.REJECTED)) == ["Visit requests", "Interpreters"]
    assert titles(any_desk, series="global  sentinel".replace("  ", " ")) == ["Side letters", "Visit requests"]
    assert titles(any_desk, open=True) == ["Side letters"]
    assert titles(any_desk, words="drafts") == titles(any_desk, words="起案") == ["Side letters"]
    assert titles(any_desk, words="kisaragi") == ["Visit requests"]
    assert titles(any_desk, words="contract") == ["Interpreters"]
    found = any_desk.search("Interpreters")
    assert [(hit.kind, hit.title) for hit in found] == [(LESSON, "Interpreters")]


def test_typed_words_find_a_known_tag_by_its_name_in_either_language_and_still_what_says_them(any_desk):
    gs = run(any_desk, 26)
    lesson(any_desk, gs, "Side letters", tags=("training", "Interpreters"))
    lesson(any_desk, gs, "Train the watch")
    lesson(any_desk, gs, "Visit requests", tags=("policy",))
    assert titles(any_desk, words="Train") == ["Side letters", "Train the watch"]
    assert titles(any_desk, words="訓練") == ["Side letters"]
    assert titles(any_desk, words="interpreters") == ["Side letters"]
    assert titles(any_desk, words="Train", tag="policy") == []


def test_lessons_are_ordered_by_each_column_and_what_has_none_comes_last(any_desk):
    gs, later = run(any_desk, 26), run(any_desk, 27)
    lesson(any_desk, later, "B", due=date(2026, 12, 1), owner="Sato", state=LessonState.LEARNED)
    lesson(any_desk, gs, "A", kind=LessonKind.SUSTAIN)
    lesson(any_desk, gs, "C", due=date(2026, 11, 1), owner="Baker", state=LessonState.ACCEPTED)

    def order(key, *, descending=False):
        ids = any_desk.lessons.listing(LessonFilter(), Sort(key, descending)).ids
        return "".join(any_desk.lessons.lines(ids)[id_].title.host for id_ in ids)

    assert order(LessonSort.TITLE) == "ABC"
    assert order(LessonSort.TITLE, descending=True) == "CBA"
    assert order(LessonSort.DUE) == "CBA"
    assert order(LessonSort.DUE, descending=True) == "BCA"
    assert order(LessonSort.STATE) == "ACB"
    assert order(LessonSort.KIND) == "BCA"
    assert order(LessonSort.EXERCISE) == "ACB"


def test_the_next_run_begins_with_the_open_lessons_of_the_one_before_and_one_undo_takes_them_back(any_desk):
    gs26, gs27 = run(any_desk, 26), run(any_desk, 27)
    first = lesson(
        any_desk, gs26, "Names came late", recommendation=Bilingual("Ask six weeks before", "六週間前に依頼する"),
        tags=("training",), owner="Sato", due=date(2026, 3, 1), kind=LessonKind.IMPROVE, state=LessonState.IN_ACTION,
    )  # fmt: skip
    lesson(any_desk, gs26, "Done with", state=LessonState.LEARNED)
    lesson(any_desk, gs26, "Two interpreters")
    offered = any_desk.lessons.opening(gs27.id)
    assert (offered.run.host, offered.first) == ("GLOBAL SENTINEL 26", True)
    assert [one.title.host for one in offered.lessons] == ["Names came late", "Two interpreters"]
    carried = any_desk.lessons.carry(gs27.id)
    assert [one.title.host for one in carried] == ["Names came late", "Two interpreters"]
    assert carried[0] == replace(
        first, id=carried[0].id, uid=carried[0].uid, version=1, exercise_id=gs27.id, state=LessonState.ACCEPTED,
        due=None, from_id=first.id, created_at=carried[0].created_at, updated_at=carried[0].updated_at,
    )  # fmt: skip
    assert any_desk.history.undo() == "Carry lessons over"
    assert titles(any_desk, exercise_id=gs27.id) == []
    assert len(any_desk.lessons.opening(gs27.id).lessons) == 2
    assert any_desk.history.redo() == "Carry lessons over"
    assert titles(any_desk, exercise_id=gs27.id) == ["Names came late", "Two interpreters"]
    assert any_desk.check() == []


def test_a_lesson_taken_over_and_thrown_away_comes_out_of_the_trash_when_it_is_taken_over_again(any_desk):
    gs26, gs27 = run(any_desk, 26), run(any_desk, 27)
    lesson(any_desk, gs26, "Names came late")
    (carried,) = any_desk.lessons.carry(gs27.id)
    written = any_desk.lessons.save(replace(carried, owner="Sato"))
    any_desk.lessons.delete([carried.id])
    (again,) = any_desk.lessons.carry(gs27.id)
    assert (again.id, again.owner) == (carried.id, written.owner)
    any_desk.history.restore(
        LESSON, [carried.id]
    )  # it is out already: nothing is done that undo would have to take back
    assert titles(any_desk, exercise_id=gs27.id) == ["Names came late"]
    assert any_desk.history.undo() == "Carry lessons over"
    assert titles(any_desk, exercise_id=gs27.id) == []
    assert any_desk.check() == []


def test_carrying_over_twice_adds_nothing_and_what_was_taken_is_not_offered_again(any_desk):
    gs26, gs27 = run(any_desk, 26), run(any_desk, 27)
    kept = [lesson(any_desk, gs26, title) for title in ("one", "two", "three")]
    assert len(any_desk.lessons.carry(gs27.id, [kept[1].id])) == 1
    offered = any_desk.lessons.opening(gs27.id)
    assert ([one.title.host for one in offered.lessons], offered.first) == (["one", "three"], False)
    assert any_desk.lessons.carry(gs27.id, [kept[1].id]) == []
    assert len(any_desk.lessons.carry(gs27.id)) == 2
    assert any_desk.lessons.carry(gs27.id) == []
    assert titles(any_desk, exercise_id=gs27.id) == ["two", "one", "three"]
    any_desk.history.undo()
    assert titles(any_desk, exercise_id=gs27.id) == ["two"]


def test_a_run_takes_from_the_latest_earlier_run_that_has_lessons_and_from_no_other_series(any_desk):
    gs25, gs26, gs27 = (run(any_desk, year) for year in (25, 26, 27))
    run(any_desk, 28)
    lesson(any_desk, run(any_desk, 26, "PACIFIC LANTERN"), "Not this series")
    old = lesson(any_desk, gs25, "From 25")
    assert [one.id for one in any_desk.lessons.opening(gs27.id).lessons] == [old.id]
    assert any_desk.lessons.opening(gs25.id).lessons == ()
    lesson(any_desk, gs26, "From 26")
    assert [one.title.host for one in any_desk.lessons.opening(gs27.id).lessons] == ["From 26"]
    alone = any_desk.exercises.save(replace(any_desk.exercises.new(), name=Bilingual("Alone")))
    assert any_desk.lessons.opening(alone.id).lessons == ()
    with pytest.raises(NotFoundError):
        any_desk.lessons.opening(9999)


def test_what_was_carried_on_and_learned_later_is_followed_at_its_origin_without_being_written(any_desk):
    gs25, gs26, gs27 = (run(any_desk, year) for year in (25, 26, 27))
    origin = lesson(any_desk, gs25, "Names came late")
    (second,) = any_desk.lessons.carry(gs26.id)
    (third,) = any_desk.lessons.carry(gs27.id)
    assert (line(any_desk, origin).runs, line(any_desk, second).runs, line(any_desk, third).runs) == (0, 1, 2)
    said = line(any_desk, origin)
    assert (said.followed, said.later.host, said.later_state, said.learned_later) == (
        True, "GLOBAL SENTINEL 27", LessonState.ACCEPTED, False,
    )  # fmt: skip
    assert titles(any_desk, open=True) == ["Names came late"] * 3
    any_desk.lessons.set_state([third.id], LessonState.LEARNED)
    assert (line(any_desk, origin).learned_later, line(any_desk, second).learned_later) == (True, True)
    assert any_desk.lessons.lesson(origin.id) == origin
    assert titles(any_desk, open=True) == []
    before, after = any_desk.lessons.followed(second.id)
    assert ([one.id for one in before], [one.id for one in after]) == ([origin.id], [third.id])
    before, after = any_desk.lessons.followed(third.id)
    assert ([one.id for one in before], after) == ([second.id, origin.id], [])


def test_in_the_trash_a_later_lesson_follows_nothing_and_out_of_it_it_does_again(any_desk):
    gs26, gs27 = run(any_desk, 26), run(any_desk, 27)
    origin = lesson(any_desk, gs26)
    (later,) = any_desk.lessons.carry(gs27.id)
    any_desk.lessons.set_state([later.id], LessonState.LEARNED)
    any_desk.lessons.delete([later.id])
    assert (line(any_desk, origin).followed, line(any_desk, origin).learned_later) == (False, False)
    assert any_desk.lessons.followed(origin.id) == ([], [])
    assert titles(any_desk, open=True) == ["Names came late"]
    any_desk.history.restore(LESSON, [later.id])
    assert line(any_desk, origin).learned_later
    any_desk.exercises.delete([gs27.id])
    assert not line(any_desk, origin).followed
    any_desk.history.restore(EXERCISE, [gs27.id])
    assert line(any_desk, origin).learned_later


def test_erasing_the_origin_for_good_lets_the_later_one_stand(any_desk):
    gs26, gs27 = run(any_desk, 26), run(any_desk, 27)
    origin = lesson(any_desk, gs26, recommendation=Bilingual("Ask earlier"))
    (later,) = any_desk.lessons.carry(gs27.id)
    any_desk.lessons.delete([origin.id])
    assert any_desk.lessons.followed(later.id)[0] == []
    any_desk.history.purge(LESSON, [origin.id])
    stands = any_desk.lessons.lesson(later.id)
    assert (stands.recommendation.host, stands.from_id) == ("Ask earlier", 0)
    assert line(any_desk, stands).runs == 0
    any_desk.lessons.save(replace(stands, owner="Sato"))
    assert any_desk.check() == []


def test_a_lesson_becomes_one_task_and_hears_that_it_is_done(any_desk):
    gs = run(any_desk, 26)
    one = lesson(any_desk, gs, recommendation=Bilingual("Ask earlier"), owner="Sato", due=date(2026, 12, 1))
    task_id = any_desk.lessons.make_task(one.id)
    task = any_desk.tasks.task(task_id)
    assert (task.title.host, task.detail.host, task.own_owner, task.due) == (
        "Names came late", "Ask earlier", "Sato", datetime(2026, 12, 1),
    )  # fmt: skip
    assert any_desk.lessons.lesson(one.id).state is LessonState.IN_ACTION
    assert any_desk.lessons.make_task(one.id) == task_id
    assert line(any_desk, one).task_state == "open"
    any_desk.tasks.complete([task_id])
    assert line(any_desk, one).task_state == "done"
    any_desk.tasks.delete([task_id])
    assert line(any_desk, one).task_state == ""
    another = any_desk.lessons.make_task(one.id)
    assert another != task_id
    assert any_desk.tasks.task(another).deleted_at is None


def test_a_lesson_that_is_not_followed_says_why(any_desk):
    one = lesson(any_desk, run(any_desk, 26))
    with pytest.raises(InvalidError) as raised:
        any_desk.lessons.set_state([one.id], LessonState.REJECTED)
    assert [problem.field for problem in raised.value.problems] == ["reason"]
    any_desk.lessons.set_state([one.id], LessonState.REJECTED, "Covered by contract")
    assert any_desk.lessons.lesson(one.id).reason == "Covered by contract"


def test_two_thousand_lessons_cost_as_many_statements_as_two(desk):
    gs26, gs27 = run(desk, 26), run(desk, 27)
    lesson(desk, gs26, "first")
    lesson(desk, gs26, "second")
    desk.lessons.carry(gs27.id)
    wanted = LessonFilter(open=True, tag="training")

    def cost():
        found = []
        for act in (
            lambda: desk.lessons.listing(wanted), desk.lessons.tags, desk.lessons.series,
            lambda: desk.lessons.lines(desk.lessons.listing(LessonFilter()).ids[:100]),
        ):  # fmt: skip
            with statements(desk) as sent:
                act()
            found.append(len(sent))
        return found

    few = cost()
    many = [
        Lesson(exercise_id=gs26.id, title=Bilingual(f"Lesson {n}"), tags=("training",) if n % 2 else ("policy",))
        for n in range(2000)
    ]
    desk.lessons.save_all(many, "Add lessons")
    assert len(desk.lessons.listing(wanted)) == 1000
    assert len(desk.lessons.listing(LessonFilter())) == 2004
    assert cost() == few
    assert few <= [2, 2, 2, 6]
    with statements(desk) as sent:
        assert len(desk.lessons.opening(gs27.id).lessons) == 2000
    assert len(sent) <= 9 + 2 * 2000 // CHUNK
    with processor_seconds(2):
        desk.lessons.lines(desk.lessons.listing(wanted).ids[:100])


def test_a_chain_of_runs_is_read_in_one_statement_and_a_circle_ends(desk):
    made = [run(desk, year) for year in range(20, 28)]
    first = lesson(desk, made[0])
    for exercise in made[1:]:
        (last,) = desk.lessons.carry(exercise.id)
    with statements(desk) as sent:
        assert line(desk, last).runs == 7
    assert len(sent) <= 4
    assert len(desk.lessons.followed(first.id)[1]) == 7
    desk.lessons.save(replace(desk.lessons.lesson(first.id), from_id=last.id))
    assert len(desk.lessons.followed(first.id)[0]) == 7
    desk.lessons.set_state([last.id], LessonState.LEARNED)
    assert titles(desk, open=True) == []


def test_a_lesson_is_offered_the_exercises_outside_the_trash_the_latest_first_in_one_query(any_desk):
    runs = [run(any_desk, year) for year in (26, 28, 27)]
    undated = run(any_desk, 29, startex=None, endex=None, state=ExerciseState.IDEA)
    any_desk.exercises.delete([run(any_desk, 25).id])
    with statements(any_desk) as sent:
        named = any_desk.exercises.named()
    assert named == [(one.id, one.name) for one in (runs[1], runs[2], runs[0], undated)]
    assert len([one for one in sent if "name_host" in one]) == 1
