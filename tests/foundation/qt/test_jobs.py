"""Work off the window's thread: in order, answers back on the window's thread, nothing unwanted delivered."""

import threading

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from liaison_desk.foundation.core.errors import BusyError, CancelledError
from liaison_desk.foundation.qt.jobs import Jobs


def test_work_runs_elsewhere_and_its_answer_comes_back_to_the_windows_thread(jobs: Jobs):
    seen = {}
    jobs.database.run(threading.get_ident, lambda worker: seen.update(worker=worker, receiver=threading.get_ident()))
    assert jobs.idle(10)
    assert seen["receiver"] == threading.get_ident()
    assert seen["worker"] != threading.get_ident()


def test_jobs_of_one_lane_run_in_the_order_they_were_asked_for(jobs: Jobs):
    order = []
    for number in range(200):
        jobs.database.run(lambda number=number: order.append(number))
    assert jobs.idle(10)
    assert order == list(range(200))


def test_the_two_lanes_do_not_wait_for_each_other(jobs: Jobs):
    released = threading.Event()
    answers = []
    jobs.render.run(lambda: released.wait(10), answers.append)
    jobs.database.run(lambda: "list", lambda answer: (answers.append(answer), released.set()))
    assert jobs.idle(10)
    assert answers == ["list", True]


def test_a_newer_question_makes_the_older_answer_stale(jobs: Jobs):
    gate = threading.Event()
    ran, answers = [], []
    jobs.database.run(lambda: gate.wait(10))
    jobs.database.run(lambda: ran.append("mo"), lambda _: answers.append("mo"), ticket_key="search")
    jobs.database.run(lambda: ran.append("mori"), lambda _: answers.append("mori"), ticket_key="search")
    gate.set()
    assert jobs.idle(10)
    assert (ran, answers) == (["mori"], ["mori"])


def test_an_answer_already_under_way_is_dropped_when_a_newer_question_comes(jobs: Jobs):
    begun, gate = threading.Event(), threading.Event()
    answers = []

    def first():
        begun.set()
        gate.wait(10)
        return "old"

    jobs.database.run(first, answers.append, ticket_key="search")
    assert begun.wait(10)
    jobs.database.run(lambda: "new", answers.append, ticket_key="search")
    gate.set()
    assert jobs.idle(10)
    assert answers == ["new"]


def test_different_questions_do_not_make_each_other_stale(jobs: Jobs):
    answers = []
    jobs.database.run(lambda: 1, answers.append, ticket_key="people")
    jobs.database.run(lambda: 2, answers.append, ticket_key="tasks")
    assert jobs.idle(10)
    assert answers == [1, 2]


def test_a_dropped_ticket_is_not_answered(jobs: Jobs):
    gate = threading.Event()
    answers = []
    jobs.database.run(lambda: gate.wait(10))
    jobs.database.run(lambda: 1, answers.append).drop()
    gate.set()
    assert jobs.idle(10)
    assert answers == []


def test_a_destroyed_owner_is_not_called(jobs: Jobs, qapp):
    class Pane(QLabel):
        def show_it(self, text):
            shown.append(text)

    shown = []
    pane = Pane()
    gate = threading.Event()
    jobs.database.run(lambda: gate.wait(10))
    jobs.database.run(lambda: "late", pane.show_it)
    jobs.database.run(lambda: "other", shown.append, owner=QObject(qapp))
    import shiboken6

    shiboken6.delete(pane)
    gate.set()
    assert jobs.idle(10)
    assert shown == ["other"]


def test_a_refusal_goes_to_whoever_asked(jobs: Jobs):
    failures = []
    jobs.database.run(_busy, None, failures.append)
    assert jobs.idle(10)
    assert [str(error) for error in failures] == ["Another program writes to the desk."]


def test_a_refusal_nobody_takes_goes_to_the_window(jobs: Jobs, qtbot):
    with qtbot.waitSignal(jobs.refused) as refused:
        jobs.database.run(_busy)
    assert isinstance(refused.args[0], BusyError)


def test_a_bug_goes_to_the_crash_log_and_to_whoever_waits(jobs: Jobs, qtbot):
    failures = []
    with qtbot.waitSignal(jobs.crashed) as crashed:
        jobs.database.run(lambda: 1 // 0, None, failures.append)
    assert jobs.idle(10)
    assert isinstance(crashed.args[0], ZeroDivisionError)
    assert failures == [crashed.args[0]]


def test_long_work_reports_and_ends(jobs: Jobs, qtbot):
    answers, reports, ends, shown = [], [], [], []

    def show(progress):
        shown.append((progress, jobs.busy))
        progress.reported.connect(lambda done, total: reports.append((done, total)))
        progress.finished.connect(lambda: ends.append(True))

    def work(progress):
        for done in range(1, 101):
            progress.report(done, 100)
        return "imported"

    jobs.long_started.connect(show)
    progress = jobs.database.run_long(work, "Importing", answers.append)
    assert jobs.idle(10)
    assert shown == [(progress, False)]
    assert answers == ["imported"]
    assert reports[-1] == (100, 100)
    assert ends == [True]


def test_long_work_stops_when_it_is_told_to(jobs: Jobs):
    begun, told = threading.Event(), threading.Event()
    failures = []

    def work(progress):
        progress.report(1, 2)
        begun.set()
        assert told.wait(10)
        progress.report(2, 2)

    progress = jobs.render.run_long(work, "Laying out", None, failures.append)
    assert begun.wait(10)
    progress.stop()
    told.set()
    assert jobs.idle(10)
    assert [type(error) for error in failures] == [CancelledError]


def test_closing_joins_the_threads_and_drops_what_waits(qapp):
    jobs = Jobs()
    answers = []
    jobs.database.run(lambda: 1, answers.append)
    names = {thread.name for thread in threading.enumerate()}
    assert "liaison-desk database" in names
    assert jobs.close()
    assert "liaison-desk database" not in {thread.name for thread in threading.enumerate()}
    assert jobs.database.run(lambda: 2, answers.append).dropped
    qapp.processEvents()
    assert 2 not in answers


def test_closing_ends_what_may_write_and_drops_questions(qapp):
    jobs = Jobs()
    gate, done = threading.Event(), []
    jobs.database.run(lambda: gate.wait(10))
    jobs.database.run(lambda: done.append("written"))
    jobs.database.run(lambda: done.append("asked"), ticket_key="list")
    jobs.database.run_long(lambda progress: done.append("imported"), "Importing")
    lane = next(thread for thread in threading.enumerate() if thread.name == "liaison-desk database")
    assert not jobs.close(0)
    gate.set()
    lane.join(10)
    assert done == ["written"]
    assert jobs.close()


def test_idle_gives_up_after_its_limit(jobs: Jobs):
    gate = threading.Event()
    jobs.database.run(lambda: gate.wait(10))
    assert not jobs.idle(0.05)
    gate.set()
    assert jobs.idle(10)


def _busy():
    raise BusyError("Another program writes to the desk.")


@pytest.mark.parametrize("lane", ["database", "render"])
def test_a_lane_without_work_has_no_thread(qapp, lane):
    jobs = Jobs()
    assert f"liaison-desk {lane}" not in {thread.name for thread in threading.enumerate()}
    assert jobs.close()


def test_what_a_job_held_ends_on_the_windows_thread(jobs: Jobs):
    ended = []

    class Held:
        def __del__(self):
            ended.append(threading.get_ident())

    def ask(held):
        jobs.database.run(lambda: held, lambda _: None)

    ask(Held())
    assert jobs.idle(10)
    assert ended == [threading.get_ident()]
