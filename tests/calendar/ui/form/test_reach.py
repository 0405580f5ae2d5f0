"""How far a change of a series reaches: this one, this and later ones, all."""

from datetime import datetime, timedelta

from liaison_desk.calendar.records import Override, Party, Recurrence, Status
from liaison_desk.domain.bilingual import Bilingual
from tests.calendar.ui.conftest import DENVER
from tests.calendar.ui.form.writing import MONDAY, WEEK, edit, typed


def test_the_buttons_say_how_many_a_change_reaches(page, board, ui, monkeypatch):
    board.weekly("Sync", MONDAY)
    asked = []
    monkeypatch.setattr(ui.ask, "choose", lambda title, text, actions, **_: asked.append(tuple(actions)))
    third = [one for one in board.seen() if one.title.host == "Sync"][2]
    page.deeds.delete(third)
    assert ui.jobs.idle()
    assert asked == [("Delete this one", "Delete this and later (3)", "Delete all 5")]


def test_this_and_later_from_the_first_one_on_is_all_with_its_exceptions(page, board, desk, ui, fill, qtbot):
    event = board.weekly("Sync", MONDAY)
    desk.calendars.skip_occurrence(event.id, MONDAY + WEEK)
    assert ui.jobs.idle()
    fill(lambda form: typed(qtbot, form.start, "2026-12-01 1000"))
    ui.ask.chooses = 1
    edit(page, board.one("Sync"))
    days = [one.start.day for one in board.seen() if one.event_id == event.id]
    assert days == [1, 15, 22, 29]


def test_this_and_later_of_one_that_was_moved_across_a_day_stays_where_it_is(page, board, desk, ui, fill):
    event = board.weekly("Sync", MONDAY)
    at = MONDAY + WEEK
    moved = at + timedelta(days=1, hours=4)
    desk.calendars.change_occurrence(
        event.id, Override(at, moved, moved + timedelta(hours=1), DENVER, title=Bilingual("Once"))
    )
    assert ui.jobs.idle()
    fill(lambda form: form.field("travel").input.set_number(30))
    ui.ask.chooses = 1
    edit(page, board.one("Once"))
    later = [one for one in board.seen() if one.start > MONDAY]
    assert [(one.title.host, one.start) for one in later[:2]] == [("Once", moved), ("Sync", moved + WEEK)]
    assert {one.travel_before for one in later} == {30}
    assert board.one("Sync").travel_before == 0


def test_later_ones_show_the_number_that_is_left(page, board, ui, fill):
    board.weekly("Sync", MONDAY)
    seen = []
    fill(lambda form: seen.append(form.repeat.repeat().count), save=False)
    ui.ask.chooses = 1
    edit(page, [one for one in board.seen() if one.title.host == "Sync"][2])
    assert seen == [3]


def test_a_reason_belongs_to_one_occurrence_and_organizations_to_the_series(page, board, desk, ui, fill):
    event = board.weekly("Sync", MONDAY, organizations=(Party("J5"),), travel_before=15)
    assert ui.jobs.idle()
    hidden = []

    def typing(form) -> None:
        hidden.extend(
            name for name in ("organizations", "travel", "card_purpose") if form.field(name).isVisibleTo(form)
        )
        form.field("status").set_value(Status.CANCELLED)
        form.field("status").changed.emit()
        form.field("reason").host.setText("Holiday")

    fill(typing)
    ui.ask.chooses = 0
    edit(page, board.one("Sync"))
    after = desk.calendars.event(event.id)
    assert hidden == []
    assert [(one.status, one.reason.host) for one in after.overrides] == [(Status.CANCELLED, "Holiday")]
    assert (after.reason, after.organizations, after.travel_before) == (Bilingual(), (Party("J5"),), 15)


def test_moving_the_start_of_a_series_takes_its_single_dates_along(page, board, desk, ui, fill, qtbot):
    event = board.event(
        "Sync", MONDAY, recurrence=Recurrence(("FREQ=WEEKLY;COUNT=3",), (MONDAY + timedelta(days=1),), (MONDAY + WEEK,))
    )  # fmt: skip
    assert ui.jobs.idle()

    def typing(form) -> None:
        typed(qtbot, form.start, "2026-11-30 1100")
        form.repeat.count.set_number(4)
        form.repeat.count.stepped.emit()

    fill(typing)
    ui.ask.chooses = 2
    edit(page, board.one("Sync"))
    after = desk.calendars.event(event.id).recurrence
    assert after.added == (datetime(2026, 12, 1, 11),)
    assert after.excluded == (datetime(2026, 12, 7, 11),)
