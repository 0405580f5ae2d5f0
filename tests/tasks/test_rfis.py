"""What is done with a request for information: each deed sets status, state, date and chain at once, and undo takes it back."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, RefusedError
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.tasks.records import (
    ChainStep,
    Rfi,
    RfiPriority,
    RfiStatus,
    Side,
    Task,
    TaskFilter,
    TaskKind,
    TaskSort,
    TaskState,
)
from liaison_desk.tasks.rules import deeds, rfis

TODAY = date(2026, 11, 24)


def request(**more):
    values = {"from_nation": "JPN", "to_nation": "USA", "rfi": Rfi(asker="ASO", office="J35")} | more
    return Task(title=Bilingual("Feed spec"), kind=TaskKind.RFI, **values)


def steps(task):
    return [(step.deed, step.who, step.on) for step in task.rfi.chain]


@pytest.fixture
def saved(desk):
    return desk.tasks.save(request())


@pytest.mark.parametrize(("asked", "side"), [("USA", Side.HOST), ("JPN", Side.HOME), ("AUS", Side.OTHER)])
def test_however_it_came_to_wait_it_stands_under_the_side_that_is_asked(desk, asked, side):
    kept = desk.tasks.save(request(from_nation="GBR", to_nation=asked))
    desk.tasks.set_state([kept.id], TaskState.WAITING)
    assert desk.tasks.task(kept.id).waiting_side is side
    assert list(desk.tasks.tasks(TaskFilter(waiting=str(side)), Sort(TaskSort.DUE)).ids) == [kept.id]
    said = desk.tasks.save(request(state=TaskState.WAITING, waiting_on="Tokyo", waiting_side=Side.HOME))
    assert said.waiting_side is Side.HOME


def test_submitted_it_waits_for_whoever_answers_on_his_side(desk, saved):
    after = desk.rfis.submit(saved.id)
    assert (after.rfi.status, after.state) == (RfiStatus.SUBMITTED, TaskState.WAITING)
    assert (after.waiting_on, after.waiting_side, after.waiting_since) == ("J35", Side.HOST, TODAY)
    assert steps(after) == [("asked", "ASO", TODAY)]
    assert desk.history.undo() == "Submit a request"
    back = desk.tasks.task(saved.id)
    assert (back.rfi, back.state, back.waiting_on) == (saved.rfi, TaskState.OPEN, "")


def test_the_whole_way_of_a_request(desk, saved):
    received = replace(saved, rfi=replace(saved.rfi, received=date(2026, 11, 9)))
    desk.tasks.save(received)
    desk.rfis.pass_on(saved.id, "J2 disclosure", date(2026, 11, 10), review=True)
    review = desk.tasks.task(saved.id)
    assert (review.rfi.status, review.state, review.rfi.office) == (
        RfiStatus.REVIEW,
        TaskState.IN_PROGRESS,
        "J2 disclosure",
    )
    jus = Marking("USA", audience=frozenset({"USA", "JPN"}))
    partly = desk.rfis.answer(saved.id, Bilingual("Format only"), jus, date(2026, 11, 20), partial=True)
    assert (partly.rfi.status, partly.state, partly.completed_at) == (RfiStatus.PARTIAL, TaskState.IN_PROGRESS, None)
    whole = desk.rfis.answer(saved.id, Bilingual("All of it", "全部"), jus)
    assert (whole.rfi.status, whole.state, whole.rfi.answered) == (RfiStatus.ANSWERED, TaskState.DONE, TODAY)
    assert (whole.rfi.answer, whole.rfi.answer_marking) == (Bilingual("All of it", "全部"), jus)
    done = desk.rfis.relay(saved.id)
    assert done.state is TaskState.DONE
    assert steps(done) == [
        ("asked", "ASO", date(2026, 11, 9)), ("passed", "J2 disclosure", date(2026, 11, 10)),
        ("answered", "J2 disclosure", date(2026, 11, 20)), ("answered", "J2 disclosure", TODAY), ("relayed", "ASO", TODAY),
    ]  # fmt: skip
    assert deeds.next_step(done) is None


def test_the_rest_of_an_answer_is_relayed_too(desk, saved):
    desk.rfis.answer(saved.id, Bilingual("Format only"), None, date(2026, 11, 20), partial=True)
    given = desk.rfis.relay(saved.id, date(2026, 11, 21))
    assert deeds.Deed.RELAYED not in deeds.deeds_for(given)
    whole = desk.rfis.answer(saved.id, Bilingual("All of it"), None)
    assert (deeds.deeds_for(whole), deeds.next_step(whole)) == ((deeds.Deed.RELAYED,), deeds.Deed.RELAYED)
    done = desk.rfis.relay(saved.id)
    assert (deeds.deeds_for(done), deeds.next_step(done)) == ((), None)


def test_a_request_that_is_ticked_off_is_answered_that_day_and_its_way_says_so(desk, saved):
    desk.tasks.complete([saved.id])
    after = desk.tasks.task(saved.id)
    assert (after.rfi.status, after.rfi.answered, after.state) == (RfiStatus.ANSWERED, TODAY, TaskState.DONE)
    assert steps(after) == [("asked", "ASO", TODAY), ("answered", "J35", TODAY)]
    assert desk.history.undo() == "Complete a task"
    assert desk.tasks.task(saved.id).rfi == saved.rfi


def test_declined_and_withdrawn_say_why(desk, saved):
    declined = desk.rfis.decline(saved.id, "Not releasable")
    assert (declined.rfi.status, declined.state, declined.reason) == (
        RfiStatus.DECLINED,
        TaskState.DONE,
        "Not releasable",
    )
    desk.history.undo()
    withdrawn = desk.rfis.withdraw(saved.id, "Overtaken")
    assert (withdrawn.rfi.status, withdrawn.state) == (RfiStatus.WITHDRAWN, TaskState.CANCELLED)


def test_reopened_a_request_stands_where_its_answer_and_its_way_say(desk, saved):
    desk.rfis.withdraw(saved.id, "Overtaken")
    desk.tasks.reopen([saved.id])
    assert desk.tasks.task(saved.id).rfi.status is RfiStatus.DRAFT
    desk.rfis.pass_on(saved.id, "J2")
    desk.rfis.decline(saved.id, "No")
    desk.tasks.reopen([saved.id])
    waiting = desk.tasks.task(saved.id)
    assert (waiting.rfi.status, waiting.state, waiting.waiting_on) == (RfiStatus.SUBMITTED, TaskState.WAITING, "J2")
    desk.rfis.answer(saved.id, Bilingual("Here"), None)
    desk.tasks.reopen([saved.id])
    partly = desk.tasks.task(saved.id)
    assert (partly.rfi.status, partly.state, partly.completed_at) == (RfiStatus.PARTIAL, TaskState.IN_PROGRESS, None)


def test_what_a_deed_lacks_is_said_at_its_field_and_nothing_changes(desk, saved):
    for deed, name in (
        (lambda: desk.rfis.pass_on(saved.id, " "), "office"),
        (lambda: desk.rfis.answer(saved.id, Bilingual(" "), None), "answer"),
        (lambda: desk.rfis.decline(saved.id, ""), "reason"),
        (lambda: desk.rfis.withdraw(saved.id, ""), "reason"),
        (lambda: desk.rfis.answer(saved.id, Bilingual("SECRET//NOFORN\nlatency"), None), "answer"),
    ):
        with pytest.raises(InvalidError) as caught:
            deed()
        assert [problem.field for problem in caught.value.problems] == [name]
    with pytest.raises(RefusedError):
        desk.rfis.answer(saved.id, Bilingual("x"), Marking("USA", level=Level.SECRET))
    assert desk.tasks.task(saved.id) == saved


def test_a_deed_on_what_is_no_request_or_is_gone(desk):
    plain = desk.tasks.save(Task(title=Bilingual("Task")))
    with pytest.raises(InvalidError):
        desk.rfis.submit(plain.id)
    with pytest.raises(NotFoundError):
        desk.rfis.submit(99_999)


def test_put_back_by_the_toast_all_is_as_it_was(desk, saved):
    before = desk.tasks.task(saved.id)
    desk.rfis.answer(saved.id, Bilingual("Here"), None)
    desk.tasks.put_back({saved.id: before})
    assert desk.tasks.task(saved.id).rfi == before.rfi


def test_put_back_after_somebody_else_wrote_keeps_his_words(desk, saved):
    before = desk.tasks.task(saved.id)
    desk.rfis.submit(saved.id)
    desk.tasks.log(saved.id, "They called")
    desk.tasks.put_back({saved.id: before})
    after = desk.tasks.task(saved.id)
    assert (after.rfi.status, after.state, [one.text for one in after.log]) == (
        RfiStatus.DRAFT,
        TaskState.OPEN,
        ["They called"],
    )


_STEPS = st.lists(st.builds(
    ChainStep, st.sampled_from([str(one) for one in deeds.Deed]), st.text(max_size=3), st.none() | st.dates(date(2026, 1, 1), date(2026, 2, 1))
), max_size=8)  # fmt: skip


@given(_STEPS)
def test_steps_stand_in_the_order_of_their_days_and_none_is_lost(some):
    ordered = deeds.in_order(some)
    days = [step.on for step in ordered if step.on is not None]
    assert days == sorted(days)
    assert sorted(map(str, ordered)) == sorted(map(str, some))
    assert deeds.in_order(ordered) == ordered


_DEEDS = st.lists(
    st.sampled_from(["submit", "pass", "review", "answer", "part", "relay", "decline", "withdraw"]), max_size=8
)


@given(_DEEDS)
def test_after_any_deeds_state_and_status_say_the_same_and_only_sensible_deeds_are_offered(done):
    task = request()
    for one in done:
        task = {
            "submit": lambda task: deeds.submitted(task, TODAY),
            "pass": lambda task: deeds.passed(task, "J2", TODAY),
            "review": lambda task: deeds.passed(task, "", TODAY, review=True),
            "answer": lambda task: deeds.answered(task, Bilingual("x"), None, TODAY),
            "part": lambda task: deeds.answered(task, Bilingual("x"), None, TODAY, partial=True),
            "relay": lambda task: deeds.relayed(task, TODAY),
            "decline": lambda task: deeds.declined(task, "no", TODAY),
            "withdraw": lambda task: deeds.withdrawn(task, "no"),
        }[one](task)
        assert rfis.STATE_OF[task.rfi.status] is task.state
        assert rfis.agreed(task, None).rfi.status is task.rfi.status
        offered = deeds.deeds_for(task)
        assert len(offered) == len(set(offered))
        if task.rfi.status in deeds.CLOSED:
            assert set(offered) <= {deeds.Deed.RELAYED}


def test_how_pressing_a_request_is_follows_its_precedence_and_the_other_way_round(desk):
    from liaison_desk.tasks.records import Priority

    quick = desk.tasks.save(request(priority=Priority.HIGH))
    assert quick.rfi.priority is RfiPriority.IMMEDIATE
    calm = desk.tasks.save(replace(quick, rfi=replace(quick.rfi, priority=RfiPriority.ROUTINE)))
    assert calm.priority is Priority.NORMAL
    again = desk.tasks.save(replace(calm, priority=Priority.HIGH))
    assert again.rfi.priority is RfiPriority.IMMEDIATE
