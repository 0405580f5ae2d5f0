"""Exercises in the whole window: their page, what the palette and the trash call them, Today, and events that stray."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from liaison_desk.app.features import FEATURES, page_keys
from liaison_desk.domain.backplan import load_backplan
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import ExerciseState, Inject, Lesson, Milestone
from liaison_desk.exercises.ui.page import ExercisesPage
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.today.page import TodayPage
from tests.journeys.conftest import location, officer

__all__ = ["location", "officer"]

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
STARTEX = datetime(2027, 11, 15, 8)


@pytest.fixture
def planned(officer):
    """An exercise with its plan and its event, of which the first conference is agreed."""
    desk = officer.desk
    new = replace(
        desk.exercises.new(), name=Bilingual("GLOBAL SENTINEL 27"), startex=STARTEX, endex=datetime(2027, 11, 29, 17),
        state=ExerciseState.IN_PLANNING,
    )  # fmt: skip
    saved = desk.exercises.save(new, into_calendar=True)
    desk.plans.carry_out(desk.plans.try_template(saved.id, load_backplan("multinational")))
    officer.settle()
    return desk.exercises.exercise(saved.id)


@pytest.fixture
def agreed(officer, planned):
    plan = officer.desk.plans.plan(planned.id)
    one = next(one for one in plan.milestones if one.event_id and one.first > date(2026, 12, 1))
    officer.desk.plans.lock([one.id])
    officer.settle()
    return officer.desk.plans.milestone(one.id)


def drag(officer, event_id, days, calendars=None):
    """Put an event on other days, as the calendar page does."""
    calendars = calendars or officer.desk.calendars
    event = calendars.event(event_id)
    shift = timedelta(days=days)
    calendars.save(replace(event, start=event.start + shift, end=event.end + shift))
    officer.settle()


def test_eleven_pages_have_keys_and_the_tenth_has_the_nought(officer):
    assert [page_keys(number) for number in (1, 9, 10, 11)] == ["Ctrl+1", "Ctrl+9", "Ctrl+0", "Ctrl+Shift+1"]
    keys = [one.key for one in FEATURES]
    assert len(keys) == 11
    officer.press(Qt.Key.Key_6, CTRL)
    assert officer.window.page_key() == keys[5] == "exercises"
    officer.press(Qt.Key.Key_0, CTRL)
    assert officer.window.page_key() == keys[9] == "briefings"


def test_what_is_found_of_an_exercise_opens_its_sheet(officer, planned, agreed):
    [hit] = [hit for hit in officer.desk.search("global sentinel") if hit.kind == "exercise"]
    officer.window.open(RecordRef(hit.kind, hit.id))
    officer.settle()
    page = officer.window.page()
    assert isinstance(page, ExercisesPage)
    assert officer.window.windowTitle() == "GLOBAL SENTINEL 27 — Liaison Desk"
    assert officer.window.on_show() == RecordRef("exercise", planned.id, "GLOBAL SENTINEL 27")
    page.show_list()
    assert officer.window.windowTitle() == "Exercises — Liaison Desk"
    officer.window.open(RecordRef("milestone", agreed.id))
    officer.settle()
    assert page.open_sheet


def test_keys_go_on_at_a_milestone_that_was_found(officer, planned, agreed):
    """The keyboard was left in the filter above it, where L is a letter."""
    officer.press(Qt.Key.Key_1, CTRL)
    officer.window.open(RecordRef("milestone", agreed.id))
    officer.settle()
    table = officer.window.page().sheet.pane("plan").table
    assert table.current_id() == agreed.id
    QTest.keyClick(officer.window.focusWidget(), Qt.Key.Key_L)
    officer.settle()
    assert not officer.desk.plans.milestone(agreed.id).held


@pytest.mark.parametrize("part", [1, 2, 3, 4, 5, 6])
@pytest.mark.parametrize("dated", [True, False])
def test_esc_leads_back_from_every_part_that_has_nothing_to_show(officer, part, dated):
    """It stepped back to a table that was not there, and the officer stayed where he was."""
    days = {"startex": STARTEX, "endex": datetime(2027, 11, 29, 17)} if dated else {}
    bare = officer.desk.exercises.save(replace(officer.desk.exercises.new(), name=Bilingual("TRIDENT"), **days))
    officer.window.open(RecordRef("exercise", bare.id))
    officer.settle()
    officer.press(getattr(Qt.Key, f"Key_{part}"), ALT)
    page = officer.window.page()
    QTest.keyClick(officer.window.focusWidget(), Qt.Key.Key_Escape)
    officer.settle()
    assert not page.open_sheet


def test_a_milestone_that_is_found_says_of_which_exercise_it_is(officer, planned, agreed):
    hits = {hit.id: hit for hit in officer.desk.search(agreed.title.host) if hit.kind == "milestone"}
    assert hits[agreed.id].where == "GLOBAL SENTINEL 27"


@pytest.mark.parametrize("typed", ["GLOBAL SENTINEL 27", "sentinel", "global sent"])
def test_an_exercise_stands_before_all_that_is_called_after_it(officer, planned, typed):
    found = officer.desk.search(typed, 6)
    assert found[0].title == "GLOBAL SENTINEL 27"
    assert [one.kind for one in found].count("exercise") == 1
    assert len(found) == 6
    assert found[0].kind == "exercise"
    assert {one.kind for one in officer.desk.search(typed, 6, ["task"])} == {"task"}


def test_whoever_comes_back_from_another_page_goes_on_by_keys(officer, planned):
    officer.press(Qt.Key.Key_6, CTRL)
    page = officer.window.page()
    QTest.keyClick(officer.window.focusWidget(), Qt.Key.Key_Return)
    officer.settle()
    assert page.open_sheet, "the list has the keyboard"
    page.sheet.turn_to("timeline")
    officer.press(Qt.Key.Key_8, CTRL)
    officer.press(Qt.Key.Key_6, CTRL)
    officer.press(Qt.Key.Key_2, ALT)
    assert page.sheet.tab == "plan"


@pytest.mark.parametrize(
    ("part", "asked"),
    [(1, ["New milestone"]), (2, ["New milestone"]), (3, []), (4, ["New milestone"]), (5, ["New lesson"]), (6, ["New milestone"])],
)  # fmt: skip
def test_ctrl_n_begins_what_the_part_on_show_is_about(officer, planned, part, asked):
    officer.press(Qt.Key.Key_6, CTRL)
    officer.window.open(RecordRef("exercise", planned.id))
    officer.settle()
    officer.press(getattr(Qt.Key, f"Key_{part}"), ALT)
    QTest.keyClick(officer.window.focusWidget(), Qt.Key.Key_N, CTRL)
    officer.settle()
    assert officer.asker.asked == asked
    sheet = officer.window.page().sheet
    assert sheet.tab == ("msel" if part == 3 else "lessons" if part == 5 else "plan")
    if part == 3:
        assert officer.window.focusWidget() is sheet.pane("msel").row.cells["minutes"]


@pytest.mark.parametrize(("part", "asked"), [(1, "Edit exercise"), (2, "Edit milestone"), (6, "Edit exercise")])
def test_f2_edits_the_milestone_in_hand_and_the_exercise_where_nothing_else_is_edited(officer, planned, part, asked):
    officer.window.open(RecordRef("exercise", planned.id))
    officer.settle()
    officer.press(getattr(Qt.Key, f"Key_{part}"), ALT)
    QTest.keyClick(officer.window.focusWidget(), Qt.Key.Key_F2)
    officer.settle()
    assert officer.asker.asked == [asked]


def test_f6_goes_through_the_parts_of_the_sheet_and_of_its_pane(officer, planned):
    officer.window.open(RecordRef("exercise", planned.id))
    officer.settle()
    officer.press(Qt.Key.Key_5, ALT)
    officer.desk.lessons.save(Lesson(exercise_id=planned.id, title=Bilingual("Names came late")))
    officer.settle()
    window, sheet = officer.window, officer.window.page().sheet
    pane = sheet.pane("lessons")
    sheet.take_focus()
    been = []
    for _ in range(3):
        been.append(window.focusWidget())
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_F6)
    assert been == [pane.table, pane.view, sheet.tabs.button("lessons")]
    assert window.focusWidget() is pane.table


def test_ctrl_n_on_the_page_asks_for_a_new_exercise(officer):
    officer.press(Qt.Key.Key_6, CTRL)
    officer.press(Qt.Key.Key_N, CTRL)
    assert officer.asker.asked == ["New exercise"]


def test_the_palette_begins_an_exercise_from_anywhere_also_from_the_sheet_of_another(officer, planned):
    officer.window.open(RecordRef("exercise", planned.id))
    officer.settle()
    for page in ("exercises", "tasks"):
        officer.window.go(page)
        [command] = [one for one in officer.window._palette_commands() if one.name == "New exercise…"]
        command.act()
        officer.settle()
        assert officer.asker.asked.pop() == "New exercise"
        assert officer.window.page_key() == "exercises"


def test_an_exercise_in_the_trash_is_called_by_its_name(officer, planned):
    officer.desk.exercises.delete([planned.id])
    officer.settle()
    titles = {one.kind: one.title for one in officer.desk.history.trash()}
    assert titles["exercise"] == "GLOBAL SENTINEL 27"


def test_today_tells_the_milestones_of_a_month_and_opens_them(officer, planned):
    soon = officer.desk.plans.save(
        Milestone(
            exercise_id=planned.id, key="visit-list", title=Bilingual("Names for the visit request"), held=True,
            first=date(2026, 12, 7), last=date(2026, 12, 7),
        )
    )  # fmt: skip
    officer.desk.plans.save(
        Milestone(
            exercise_id=planned.id, key="far", title=Bilingual("Too far to tell"), held=True, first=date(2027, 1, 15),
            last=date(2027, 1, 15),
        )
    )  # fmt: skip
    officer.press(Qt.Key.Key_1, CTRL)
    officer.settle()
    page = officer.window.page()
    assert isinstance(page, TodayPage)
    told = [(one.title.host, exercise.host) for one, exercise in page.side.ahead.lines()]
    assert ("Names for the visit request", "GLOBAL SENTINEL 27") in told
    assert "Too far to tell" not in dict(told)
    number = [one.id for one, _ in page.side.ahead.lines()].index(soon.id)
    page.side.ahead.enter()
    for _ in range(number):
        QTest.keyClick(page.side.ahead, Qt.Key.Key_J)
    QTest.keyClick(page.side.ahead, Qt.Key.Key_Return)
    officer.settle()
    assert officer.window.page_key() == "exercises"


@pytest.mark.parametrize(("n", "said"), [(0, ""), (60, "60"), (120, "99+")])
def test_today_says_how_many_milestones_are_ahead_however_many(officer, n, said):
    desk = officer.desk
    made = desk.exercises.save(
        replace(desk.exercises.new(), name=Bilingual("GLOBAL SENTINEL 27"), startex=STARTEX, endex=STARTEX)
    )
    day = date(2026, 12, 7)
    for number in range(n):
        desk.plans.save(
            Milestone(
                exercise_id=made.id, key=f"visit-{number}", title=Bilingual("Names due"), held=True, first=day, last=day
            )
        )
    officer.press(Qt.Key.Key_1, CTRL)
    side = officer.window.page().side
    assert side._ahead.title.text().removeprefix("Milestones ahead").strip() == said


class TestStraying:
    """The question after an event was moved away from what is agreed."""

    def test_asks_at_once_and_the_milestone_follows(self, officer, agreed):
        officer.asker.chooses = 0
        drag(officer, agreed.event_id, 7)
        assert officer.asker.asked == ["A milestone is agreed for other days"]
        assert officer.desk.plans.milestone(agreed.id).first == agreed.first + timedelta(days=7)

    def test_or_the_event_goes_back(self, officer, agreed):
        before = officer.desk.calendars.event(agreed.event_id)
        officer.asker.chooses = 1
        drag(officer, agreed.event_id, 7)
        assert officer.desk.calendars.event(agreed.event_id).start == before.start
        assert officer.desk.plans.milestone(agreed.id).first == agreed.first

    def test_that_is_stepped_back_from_loses_nothing_and_is_not_asked_twice(self, officer, planned, agreed):
        officer.asker.chooses = None
        drag(officer, agreed.event_id, 7)
        event = officer.desk.calendars.event(agreed.event_id)
        officer.desk.calendars.save(replace(event, link="https://example.org"))
        officer.settle()
        assert officer.asker.asked == ["A milestone is agreed for other days"]
        officer.window.open(RecordRef("exercise", planned.id))
        officer.settle()
        assert len(officer.window.page().sheet.strayed.follow_buttons) == 1

    @pytest.mark.parametrize("chosen", [0, 1])
    def test_two_undos_take_back_first_the_answer_and_then_the_drag(self, officer, planned, agreed, chosen):
        before = officer.desk.calendars.event(agreed.event_id).start
        officer.asker.chooses = chosen
        drag(officer, agreed.event_id, 7)
        officer.asker.chooses = None
        officer.do("undo")
        assert officer.desk.calendars.event(agreed.event_id).start == before + timedelta(days=7)
        assert officer.desk.plans.milestone(agreed.id).first == agreed.first
        officer.window.open(RecordRef("exercise", planned.id))
        officer.settle()
        assert len(officer.window.page().sheet.strayed.follow_buttons) == 1
        officer.do("undo")
        assert officer.desk.calendars.event(agreed.event_id).start == before
        assert officer.desk.following.strayed() == []
        assert not officer.window.page().sheet.strayed.isVisible()

    def test_shows_of_startex_what_would_move_before_it_does(self, officer, planned):
        officer.asker.chooses = 0
        officer.asker.fill = lambda dialog: dialog.act()
        drag(officer, planned.event_id, 14)
        assert officer.asker.asked == ["The exercise is agreed for other days", "Move the exercise"]
        assert officer.desk.exercises.exercise(planned.id).startex == STARTEX + timedelta(days=14)
        assert officer.desk.following.strayed() == []

    def test_is_not_put_for_what_somebody_else_moved(self, officer, agreed):
        officer.asker.chooses = 0
        ids = {"event": frozenset({agreed.event_id})}
        event = officer.desk.calendars.event(agreed.event_id)
        shift = timedelta(days=7)
        officer.program.relay.close()  # what follows is heard as another seat's
        officer.desk.calendars.save(replace(event, start=event.start + shift, end=event.end + shift))
        officer.program.relay.changed.emit(ChangeSet(ids, "Change an event", elsewhere=True))
        officer.settle()
        assert officer.asker.asked == []

    def test_is_not_put_for_a_milestone_that_is_not_agreed(self, officer, planned):
        free = next(one for one in officer.desk.plans.plan(planned.id).milestones if one.event_id and not one.held)
        drag(officer, free.event_id, 7)
        assert officer.asker.asked == []
        assert officer.desk.plans.milestone(free.id).first == free.first + timedelta(days=7)


def test_the_window_asks_before_it_closes_on_an_inject_that_was_begun(officer, planned):
    officer.window.open(RecordRef("exercise", planned.id))
    officer.settle()
    page = officer.window.page()
    page.sheet.turn_to("msel")
    officer.settle()
    assert page.may_close()
    text = page.sheet.pane("msel").row.cells["text"]
    text.setFocus()
    QTest.keyClicks(text, "Opening situation")
    officer.asker.confirms = False
    assert not officer.window.close()
    assert officer.window.isVisible()
    assert officer.asker.asked == ["Discard what you typed?"]
    assert text.text() == "Opening situation"
    officer.asker.confirms = True
    assert officer.window.close()


def test_ctrl_h_tells_the_history_of_what_the_keyboard_is_on(officer, planned, agreed):
    told = []

    def look(dialog):
        officer.settle()
        told.append((dialog.only.text(), {dialog.table.item(row, 3).text() for row in range(dialog.table.rowCount())}))
        dialog.only.click()
        officer.settle()
        told.append(dialog.table.rowCount())
        dialog.reject()

    officer.asker.fill = look
    officer.window.open(RecordRef("milestone", agreed.id))
    officer.settle()
    officer.press(Qt.Key.Key_H, CTRL)
    (words, records), every = told
    assert words == f"Only “{agreed.title.host} / {agreed.title.home}”"
    assert records == {f"{agreed.title.host} {agreed.title.home}"}
    assert every > len(records)
    told.clear()
    officer.window.page().show_list()
    officer.settle()
    officer.press(Qt.Key.Key_H, CTRL)
    assert told[0][0] == "Only “GLOBAL SENTINEL 27”"
    assert agreed.title.host in " ".join(told[0][1])  # with what belongs to it


def test_the_history_of_an_inject_says_its_number_and_what_happens(officer, planned):
    desk = officer.desk
    inject = Inject(exercise_id=planned.id, number="001", minutes=60, text=Bilingual("Opening situation"))
    (kept,) = desk.msel.save_all([inject], "Add an inject")
    seen = []

    def look(dialog):
        officer.settle()
        seen.append(dialog.table.item(0, 3).text())
        dialog.reject()

    officer.asker.fill = look
    officer.window.open(RecordRef("inject", kept.id))
    officer.settle()
    officer.press(Qt.Key.Key_H, CTRL)
    assert seen == ["001 Opening situation"]
