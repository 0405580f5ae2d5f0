"""The days in the forms of tasks, typed as everywhere; it is 0941 in Colorado Springs on Tuesday 24 November 2026."""

from datetime import date

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.tasks.records import Rfi, Task, TaskKind


def test_a_request_that_came_on_5_nov_came_this_year_and_is_numbered_so(edit, desk, qtbot):
    said = []

    def act(form, _):
        form.turn_to("request")
        received = form.field("received")
        assert not received.echo_line.isVisibleTo(form)
        for typed in ("25 dec", "fri", "5 nov"):
            received.input.clear()
            qtbot.keyClicks(received.input, typed)
            said.append(received.echo_line.text_whole())

    asked = Task(title=Bilingual("Feed"), kind=TaskKind.RFI, from_nation="JPN", to_nation="USA", rfi=Rfi())
    saved = edit(desk.tasks.save(asked), act)
    assert said == ["Thu 25 Dec 2025", "Fri 20 Nov 2026", "Thu 5 Nov 2026"]
    assert (saved.rfi.called, saved.rfi.received) == ("26-001", date(2026, 11, 5))


def test_a_task_sleeps_until_a_day_as_one_says_it(edit, desk, three, qtbot):
    def act(form, _):
        form.turn_to("times")
        field = form.field("asleep_until")
        field.input.clear()
        qtbot.keyClicks(field.input, "next week")
        assert field.echo_line.text_whole() == "Mon 30 Nov 2026"

    assert edit(desk.tasks.task(three[1].id), act).asleep_until == date(2026, 11, 30)
