"""The sheet of one exercise with real clicks and keys: its head, what strayed, its facts, its parts."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.exercises.records import ExerciseState, Milestone, MilestoneState
from liaison_desk.exercises.ui.overview.panes import FACTS, LESSONS, MSEL, PEOPLE, PLAN
from liaison_desk.foundation.core.ids import RecordRef
from tests.exercises.ui.opened import STARTEX, exercise

KEY, CTRL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


def milestone(desk, owner, key="mpc", first=date(2026, 12, 7), last=date(2026, 12, 11), **more):
    values = {"title": Bilingual("Mid planning conference"), "short": Bilingual("MPC"), "held": True} | more
    return desk.plans.save(Milestone(exercise_id=owner.id, key=key, first=first, last=last, **values))


@pytest.fixture
def shown(desk, ui, open_page):
    """Return what opens the sheet of an exercise."""

    def show(one):
        page = open_page()
        page.show_record(one.id)
        assert ui.jobs.idle()
        return page

    return show


def test_the_head_says_what_comes_next_and_how_far_startex_is(desk, shown):
    one = exercise(desk, startex=datetime(2027, 3, 8, 8), endex=datetime(2027, 3, 19, 17))
    milestone(desk, one)
    milestone(desk, one, "ipc", date(2026, 9, 22), date(2026, 9, 25), state=MilestoneState.DONE)
    head = shown(one).sheet.head
    assert head.name.text_whole() == "GLOBAL SENTINEL 27"
    assert head.kind.text() == "Command post exercise"
    assert head.next.text() == "MPC in 13 days"
    assert head.facts.text_whole() == "·  STARTEX in 104 days, Mon 8 Mar 2027  ·  1 open"
    assert head.agreed.accessibleName() == "1 date agreed"
    assert not head.past.isVisible()
    assert not head.compressed.isVisible()


def test_a_mark_without_room_says_that_it_goes_on(desk, shown):
    """Cut without a word it would name fewer nations than may have it."""
    eight = frozenset({"USA", "AUS", "CAN", "DEU", "FRA", "GBR", "JPN", "KOR"})
    page = shown(exercise(desk, marking=Marking("JPN", audience=eight)))
    head = page.sheet.head
    page.resize(1400, 800)
    assert head.mark.text() == head.mark.text_whole() == "(U//REL TO USA, AUS, CAN, DEU, FRA, GBR, JPN, KOR)"
    page.resize(1150, 800)
    QApplication.sendPostedEvents()  # the layout of what changed its words
    assert (head.kind.text(), head.mark.text()) == ("CPX", head.mark.text_whole()), "the type gives way first"
    page.resize(800, 800)
    assert head.mark.text().endswith("…")
    assert head.mark.toolTip() == head.mark.accessibleName() == head.mark.text_whole()


def test_a_plan_that_was_made_too_late_is_called_compressed_and_counts_what_is_past(desk, shown):
    one = exercise(desk, planned=True, startex=datetime(2027, 3, 8, 8), endex=datetime(2027, 3, 19, 17))
    head = shown(one).sheet.head
    past = len(desk.plans.plan(one.id).past)
    assert past > 3
    assert head.past.text().endswith(f"{past} past")
    assert head.compressed.isVisible()


def test_a_running_exercise_counts_to_its_endex_and_a_past_one_says_its_days(desk, shown):
    running = exercise(
        desk, startex=datetime(2026, 11, 23, 8), endex=datetime(2026, 12, 4, 17), state=ExerciseState.RUNNING
    )
    over = exercise(desk, startex=datetime(2026, 2, 2, 8), endex=datetime(2026, 2, 13, 17), state=ExerciseState.CLOSED)
    assert shown(running).sheet.head.facts.text_whole() == "ENDEX in 10 days, Fri 4 Dec 2026"
    assert shown(over).sheet.head.facts.text_whole() == "2–13 Feb 2026"


def test_an_idea_has_no_dates_yet(desk, shown):
    one = exercise(desk, startex=None, endex=None, state=ExerciseState.IDEA)
    assert shown(one).sheet.head.facts.text_whole() == "No dates yet"


def test_papers_and_files_are_asked_for_by_name(desk, told, shown):
    one = exercise(desk)
    page = shown(one)
    papers, files = page.sheet.head.print_menu(), page.sheet.head.export_menu()
    for menu in (papers, files):
        for action in menu.actions():
            action.trigger()
    names = (
        "milestone-chart", "back-plan", "planning-team", "msel", "msel-our-cell", "lessons-annex", "exercise-read-ahead",
        "exercises-24", "plan", "msel", "milestones",
    )  # fmt: skip
    assert told.printed == [*((name, one.id) for name in names), ("in", one.id)]
    QTest.keyClick(page.sheet, KEY.Key_P, CTRL)
    assert told.printed[-1] == ("milestone-chart", one.id)


def test_earlier_runs_of_the_series_are_told_and_open(desk, ui, told, shown):
    first = exercise(desk, "GLOBAL SENTINEL 25", series="GLOBAL SENTINEL", startex=datetime(2025, 2, 3, 8), endex=datetime(2025, 2, 14, 17))  # fmt: skip
    second = exercise(desk, "GLOBAL SENTINEL 26", series="Global Sentinel", startex=datetime(2026, 2, 2, 8), endex=datetime(2026, 2, 13, 17))  # fmt: skip
    page = shown(exercise(desk, series="GLOBAL SENTINEL"))
    page.sheet.turn_to(FACTS)
    assert ui.jobs.idle()
    links = page.sheet.pane(FACTS).run_links
    assert list(links) == [second.id, first.id]
    QTest.mouseClick(links[first.id], LEFT)
    assert told.opened == [RecordRef("exercise", first.id)]


def test_files_and_links_belong_to_an_exercise(desk, ui, shown):
    one = exercise(desk)
    desk.exercises.attach(one, "OPORD.txt", b"draft", "text/plain")
    page = shown(one)
    page.sheet.turn_to(FACTS)
    assert ui.jobs.idle()
    assert [file.name for file in desk.exercises.belongings(one.id).files] == ["OPORD.txt"]
    assert ("open", "OPORD.txt") in page.sheet.pane(FACTS).part.files.buttons


def test_keys_turn_the_parts_and_the_next_window_opens_the_one_looked_at_last(desk, ui, shown):
    one = exercise(desk)
    page = shown(one)
    keys = [key for key, _ in page.sheet._choices()]  # as many as this program has
    QTest.keyClick(page.sheet, Qt.Key(KEY.Key_0 + keys.index(FACTS) + 1), ALT)
    assert page.sheet.tab == FACTS
    QTest.keyClick(page.sheet, KEY.Key_PageUp, CTRL)
    assert page.sheet.tab == keys[keys.index(FACTS) - 1]
    QTest.keyClick(page.sheet, KEY.Key_PageDown, CTRL)
    assert page.sheet.tab == FACTS
    assert ui.jobs.idle()
    assert shown(one).sheet.tab == FACTS


def test_a_search_result_of_its_kinds_opens_the_sheet_of_its_exercise(desk, ui, told, open_page):
    one = exercise(desk)
    step = milestone(desk, one)
    page = open_page()
    page.show_other(RecordRef("milestone", step.id))
    assert ui.jobs.idle()
    assert (page.open_sheet, page.title()) == (True, "GLOBAL SENTINEL 27")
    page.show_other(RecordRef("lesson", 4711))
    assert ui.jobs.idle()
    assert told.toasts[-1][0] == "What was to be opened is not there any more."


def test_a_sheet_whose_exercise_goes_into_the_trash_gives_way_to_the_list(desk, ui, told, shown, qtbot):
    one = exercise(desk)
    page = shown(one)
    desk.exercises.delete([one.id])
    qtbot.waitUntil(lambda: ui.jobs.idle() and not page.open_sheet)
    assert told.toasts[-1][0] == "This exercise is not there any more."


def test_what_another_page_changes_is_seen_at_once(desk, ui, shown, qtbot):
    one = exercise(desk)
    page = shown(one)
    desk.exercises.save(replace(one, name=Bilingual("GLOBAL SENTINEL 28")))
    qtbot.waitUntil(lambda: ui.jobs.idle() and page.title() == "GLOBAL SENTINEL 28")
    assert page.sheet.head.name.text_whole() == "GLOBAL SENTINEL 28"


class TestStrayed:
    """An event that was dragged away from what is agreed."""

    @pytest.fixture
    def planned(self, desk):
        return exercise(desk, planned=True, calendar=True)

    @pytest.fixture
    def ipc(self, desk, planned):
        found = next(
            one for one in desk.plans.plan(planned.id).milestones if one.event_id and one.first > date(2026, 12, 1)
        )
        desk.plans.lock([found.id])
        return desk.plans.milestone(found.id)

    def drag(self, desk, event_id, days):
        event = desk.calendars.event(event_id)
        shift = timedelta(days=days)
        desk.calendars.save(replace(event, start=event.start + shift, end=event.end + shift))

    def test_is_told_below_the_head_and_the_milestone_can_follow(self, desk, ui, told, planned, ipc, shown):
        self.drag(desk, ipc.event_id, 7)
        page = shown(planned)
        strip = page.sheet.strayed
        assert strip.isVisible()
        assert "the event stands on" in strip.text()
        QTest.mouseClick(strip.follow_buttons[0], LEFT)
        assert ui.jobs.idle()
        assert desk.plans.milestone(ipc.id).first == ipc.first + timedelta(days=7)
        assert not page.sheet.strayed.isVisible()
        told.undo()
        assert ui.jobs.idle()
        assert desk.plans.milestone(ipc.id).first == ipc.first

    def test_can_be_put_back(self, desk, ui, planned, ipc, shown):
        before = desk.calendars.event(ipc.event_id).start
        self.drag(desk, ipc.event_id, 7)
        page = shown(planned)
        QTest.mouseClick(page.sheet.strayed.back_buttons[0], LEFT)
        assert ui.jobs.idle()
        assert desk.calendars.event(ipc.event_id).start == before
        assert not page.sheet.strayed.isVisible()

    def test_is_told_of_a_task_that_came_out_of_the_trash_as_well(self, desk, ui, planned, shown):
        one = next(
            one for one in desk.plans.plan(planned.id).milestones if one.task_id and one.first > date(2026, 12, 1)
        )
        desk.tasks.delete([one.task_id])
        desk.plans.carry_out(desk.plans.try_move(one.id, one.first + timedelta(days=2), one.last + timedelta(days=2)))
        desk.tasks.restore([one.task_id])
        strip = shown(planned).sheet.strayed
        assert "its task is due on" in strip.text()
        assert strip.back_buttons[0].text() == "Put the task back"
        QTest.mouseClick(strip.follow_buttons[0], LEFT)
        assert ui.jobs.idle()
        assert desk.plans.milestone(one.id).last == one.last
        assert not strip.isVisible()

    def test_of_the_exercise_itself_shows_what_would_move_before_startex_does(self, desk, ui, planned, shown):
        self.drag(desk, planned.event_id, 14)
        page = shown(planned)
        QTest.mouseClick(page.sheet.strayed.follow_buttons[0], LEFT)
        assert ui.jobs.idle()
        assert desk.exercises.exercise(planned.id).startex == STARTEX  # the preview was stepped back from
        assert page.sheet.strayed.isVisible()
        ui.ask.fill = lambda dialog: dialog.act()
        QTest.mouseClick(page.sheet.strayed.follow_buttons[0], LEFT)
        assert ui.jobs.idle()
        assert desk.exercises.exercise(planned.id).startex == STARTEX + timedelta(days=14)
        assert not page.sheet.strayed.isVisible()
        assert ui.ask.asked == ["Move the exercise"] * 2

    def test_of_an_exercise_that_has_no_dates_any_more_says_so(self, desk, ui, shown):
        one = exercise(desk, calendar=True)
        self.drag(desk, one.event_id, 14)
        page = shown(one)
        undated = replace(desk.exercises.exercise(one.id), startex=None, endex=None, state=ExerciseState.IDEA)
        desk.exercises.save(undated)  # at another seat, before the page is told
        QTest.mouseClick(page.sheet.strayed.follow_buttons[0], LEFT)
        assert ui.jobs.idle()
        assert "has no dates any more" in page.sheet.strip.text()


def test_the_people_of_an_exercise_are_a_part_of_its_sheet(desk, ui, shown):
    page = shown(exercise(desk))
    page.sheet.turn_to(PEOPLE)
    assert ui.jobs.idle()
    assert page.sheet.pane(PEOPLE).isVisible()


def test_milestones_of_an_exercise_without_dates_begin_with_its_dates_and_those_of_the_next_with_a_back_plan(
    desk, ui, shown
):
    page = shown(exercise(desk, "NORTHERN ANCHOR 28", startex=None, endex=None, state=ExerciseState.IDEA))
    page.sheet.turn_to(PLAN)
    assert ui.jobs.idle()
    pane = page.sheet.pane(PLAN)
    assert [label.text() for label in pane.empty.findChildren(QLabel)] == [
        "Give the exercise its STARTEX and ENDEX first: its plan counts from them."
    ]
    ui.ask.fill = lambda dialog: dialog.reject()
    QTest.mouseClick(pane.empty.button, LEFT)
    assert ui.jobs.idle()
    assert ui.ask.asked == ["Edit exercise"]
    page.show_record(exercise(desk).id)
    assert ui.jobs.idle()
    assert pane.empty.button.text() == "Add from back-plan…"
    assert "No milestones yet. A back-plan is a quick beginning." in [
        label.text() for label in pane.empty.findChildren(QLabel)
    ]


@pytest.mark.parametrize("keys", [(KEY.Key_F, CTRL), (KEY.Key_Slash,)])
def test_the_keys_of_the_filter_reach_it_from_the_tabs_and_from_inside_a_part(desk, ui, shown, keys):
    page = shown(exercise(desk, planned=True))
    for tab, line in (
        (PLAN, lambda pane: pane.head.search),
        (MSEL, lambda pane: pane.head.search),
        (LESSONS, lambda pane: pane.bar.search),
    ):
        page.sheet.turn_to(tab)
        assert ui.jobs.idle()
        pane = page.sheet.pane(tab)
        page.sheet.tabs.button(tab).setFocus()
        QTest.keyClick(page.sheet.tabs.button(tab), *keys)
        assert line(pane).hasFocus(), tab
        page.sheet.take_focus()
        QTest.keyClick(QApplication.focusWidget(), *keys)
        assert line(pane).hasFocus(), tab
    page.sheet.turn_to(PEOPLE)
    page.sheet.tabs.button(PEOPLE).setFocus()
    QTest.keyClick(page.sheet.tabs.button(PEOPLE), *keys)
    assert page.sheet.tabs.button(PEOPLE).hasFocus()  # that part has no filter


def test_ctrl_f_among_all_lessons_goes_to_their_filter(desk, ui, open_page):
    page = open_page()
    page.overview.show_view(LESSONS)
    assert ui.jobs.idle()
    pane = page.overview.pane(LESSONS)
    pane.setFocus()
    QTest.keyClick(QApplication.focusWidget(), KEY.Key_F, CTRL)
    assert pane.bar.search.hasFocus()
    assert page.overview.view == LESSONS
