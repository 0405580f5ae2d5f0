"""The list of all exercises with real clicks and keys."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.exercises.records import (
    ExerciseFilter,
    ExerciseState,
    ExerciseType,
    Level,
    Milestone,
    MilestoneState,
    Participant,
)
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.buttons import PrimaryButton
from liaison_desk.foundation.qt.paint import Text
from tests.exercises.ui.opened import ENDEX, exercise

KEY = Qt.Key


def rows(page):
    model = page.overview.model
    return [
        [model.data(model.index(row, column)) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def names(page):
    return [row[0] for row in rows(page)]


@pytest.fixture
def four(desk):
    """One that comes soon, one that comes later, one without dates, one that is concluded."""
    both = (Participant(nation="USA", level=Level.LEAD), Participant(nation="JPN"))
    soon = exercise(
        desk, "PACIFIC LANTERN 27", series="PACIFIC LANTERN", startex=datetime(2027, 3, 8, 8), endex=datetime(2027, 3, 19, 17),
        participants=(*both, Participant(nation="AUS", level=Level.DECLINED)), marking=Marking("USA"),
    )  # fmt: skip
    later = exercise(
        desk, "GLOBAL SENTINEL 27", series="GLOBAL SENTINEL", participants=both, state=ExerciseState.PLANNED
    )
    idea = exercise(
        desk, "NORTHERN ANCHOR 28", startex=None, endex=None, state=ExerciseState.IDEA, type=ExerciseType.TTX
    )
    over = exercise(
        desk, "GLOBAL SENTINEL 26", series="GLOBAL SENTINEL", startex=datetime(2026, 2, 2, 8), endex=datetime(2026, 2, 13, 17),
        state=ExerciseState.CLOSED, participants=(Participant(nation="GBR"),),
    )  # fmt: skip
    return soon, later, idea, over


def test_what_is_not_concluded_stands_in_the_order_of_startex_and_says_its_days_state_and_nations(open_page, four):
    page = open_page()
    assert names(page) == ["PACIFIC LANTERN 27", "GLOBAL SENTINEL 27", "NORTHERN ANCHOR 28"]
    assert rows(page)[0][1:3] == ["8–19 Mar 2027", "In planning"]
    assert rows(page)[0][5] == "USA JPN"
    assert "(U)" in page.overview.model.data(page.overview.model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert page.overview.count.text() == "3 / 4"


def test_the_next_milestone_says_in_how_many_days_and_the_plan_what_is_done_and_past(desk, open_page, four):
    def milestone(key, title, short, day, state=MilestoneState.PLANNED):
        return Milestone(
            exercise_id=four[0].id, key=key, title=Bilingual(title), short=Bilingual(short), first=day, last=day, held=True,
            state=state,
        )  # fmt: skip

    desk.plans.save(milestone("ipc", "Initial planning conference", "IPC", date(2026, 9, 22), MilestoneState.DONE))
    desk.plans.save(milestone("visits", "Visit requests", "", date(2026, 11, 9)))
    desk.plans.save(milestone("mpc", "Mid planning conference", "MPC", date(2026, 12, 7)))
    page = open_page()
    assert rows(page)[0][3:5] == ["MPC in 13 d", "1 / 3 1 past"]


def test_chips_and_words_narrow_the_list_and_one_button_shows_all_again(ui, open_page, four, qtbot):
    page = open_page()
    bar = page.overview.bar
    QTest.mouseClick(bar.scope_chips[(ExerciseState.CLOSED,)], Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert names(page) == ["GLOBAL SENTINEL 26"]
    bar.narrow(states=(), series="GLOBAL SENTINEL")
    assert ui.jobs.idle()
    assert names(page) == ["GLOBAL SENTINEL 26", "GLOBAL SENTINEL 27"]
    bar.narrow(nation="JPN")
    assert ui.jobs.idle()
    assert names(page) == ["GLOBAL SENTINEL 27"]
    QTest.keyClick(page.overview, KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(page.overview.search, "lantern")
    qtbot.waitUntil(page.overview.nothing.isVisible)
    QTest.mouseClick(page.overview.nothing.button, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert len(names(page)) == 4
    assert page.overview.wanted() == ExerciseFilter()


def test_only_nations_that_take_part_somewhere_are_offered(desk, four):
    assert desk.exercises.nations() == ["GBR", "JPN", "USA"]


def test_a_click_on_a_heading_sorts_and_the_next_window_remembers_it(ui, open_page, four):
    page = open_page()
    header = page.overview.table.horizontalHeader()
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, 10))
    assert ui.jobs.idle()
    assert names(page) == ["GLOBAL SENTINEL 27", "NORTHERN ANCHOR 28", "PACIFIC LANTERN 27"]
    assert names(open_page()) == names(page)


def test_j_and_k_move_enter_opens_and_esc_goes_back_to_the_same_row(ui, open_page, four):
    page = open_page()
    table = page.overview.table
    page.overview.take_focus()
    QTest.keyClick(table, KEY.Key_J)
    QTest.keyClick(table, KEY.Key_J)
    QTest.keyClick(table, KEY.Key_K)
    QTest.keyClick(table, KEY.Key_Return)
    assert ui.jobs.idle()
    assert page.open_sheet
    assert page.title() == "GLOBAL SENTINEL 27"
    QTest.keyClick(page.sheet, KEY.Key_Escape)
    assert not page.open_sheet
    assert table.current_id() == four[1].id
    assert page.title() == ""


def test_del_puts_into_the_trash_and_the_toast_takes_out_again(desk, ui, told, open_page, four):
    page = open_page()
    page.overview.take_focus()
    QTest.keyClick(page.overview.table, KEY.Key_Delete)
    assert ui.jobs.idle()
    assert told.toasts[-1][0] == "Exercise deleted."
    assert "PACIFIC LANTERN 27" not in names(page)
    told.undo()
    assert ui.jobs.idle()
    assert names(page)[0] == "PACIFIC LANTERN 27"
    assert desk.exercises.exercise(four[0].id).deleted_at is None


def test_lessons_have_the_one_filled_button_while_they_are_shown(ui, open_page, four):
    page = open_page()
    for view, shown in (("lessons", False), ("timeline", True), ("list", True)):
        QTest.mouseClick(page.overview.segments.button(view), Qt.MouseButton.LeftButton)
        assert ui.jobs.idle()
        assert page.overview.new_button.isVisible() is shown
    assert page.overview.pane("lessons").bar.new_button.text() == "Lesson"


def test_an_empty_desk_says_so_in_one_line_with_one_button(ui, open_page):
    page = open_page()
    assert page.overview.empty.isVisible()
    QTest.mouseClick(page.overview.empty.button, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert ui.ask.asked == ["New exercise"]


def test_japanese_readers_see_the_japanese_names_in_their_order(desk, ui, open_page):
    exercise(desk, "ALPHA 27")
    one = exercise(desk, "ZULU 27", startex=datetime(2028, 1, 31, 8), endex=datetime(2028, 2, 4, 17))
    desk.exercises.save(replace(one, name=Bilingual("ZULU 27", "ズールー27")))
    page = open_page(replace(ui, language=Language("ja")))
    assert names(page) == ["ALPHA 27", "ズールー27"]
    assert rows(page)[1][1] == "2028年1月31日–2月4日"


def upper_line(page, row, column):
    """Return what is painted in the upper line of a cell."""
    overview = page.overview
    rect = overview.table.visualRect(overview.model.index(row, column))
    return overview.table.viewport().grab(rect.adjusted(0, 3, 0, 21 - rect.height())).toImage()


def test_a_name_is_whole_however_many_nations_its_portion_mark_has(desk, open_page):
    nations = frozenset({"USA", "AUS", "CAN", "DEU", "FRA", "GBR", "JPN", "KOR", "NLD", "NZL"})
    for marking in (Marking("USA", audience=nations), Marking("USA"), None):
        exercise(desk, "GLOBAL SENTINEL 27", marking=marking, endex=ENDEX)
    page = open_page()
    page.overview.table.clearSelection()
    page.overview.table.setCurrentIndex(page.overview.model.index(-1, -1))
    painted = [upper_line(page, row, 0) for row in range(3)]
    assert painted[0] == painted[1] == painted[2]
    blank = upper_line(page, 0, 3)  # no milestone is next
    assert painted[0] != blank.scaled(painted[0].size())


def test_days_that_do_not_fit_in_a_line_stand_in_two(desk, open_page):
    exercise(desk, startex=datetime(2026, 12, 28, 8), endex=datetime(2027, 1, 8, 17))
    page = open_page()
    wide = upper_line(page, 0, 1)
    page.overview.table.horizontalHeader().resizeSection(1, 110)
    narrow = page.overview.table.visualRect(page.overview.model.index(0, 1))
    lower = page.overview.table.viewport().grab(narrow.adjusted(8, 22, 0, -3)).toImage()
    assert narrow.width() == 110
    assert (
        len({lower.pixel(x, y) for x in range(lower.width()) for y in range(lower.height())}) > 2
    )  # words, not ground alone
    assert wide.width() > 110


def test_one_button_is_filled_among_the_lessons_and_it_adds_a_lesson(open_page, four, ui):
    page = open_page()
    assert page.overview.new_button.isVisible()
    page.overview.show_view("lessons")
    assert ui.jobs.idle()
    filled = [one for one in page.findChildren(PrimaryButton) if one.isVisible()]
    assert [one.text() for one in filled] == ["Lesson"]


@pytest.mark.parametrize("view", ["list", "timeline"])
def test_a_desk_without_exercises_offers_the_first_however_it_is_looked_at(open_page, ui, qtbot, view):
    page = open_page()
    QTest.mouseClick(page.overview.segments.button(view), Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    wanted = []
    page.overview.new_wanted.disconnect()
    page.overview.new_wanted.connect(lambda: wanted.append(view))
    empty = page.overview.empty if view == "list" else page.overview.pane(view).empty
    assert empty.isVisible()
    assert empty.findChild(Text).text() == "No exercises yet."
    QTest.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert wanted == [view]


def test_a_timeline_without_conflicts_offers_no_new_exercise(four, open_page, ui):
    page = open_page()
    page.overview.show_view("timeline")
    assert ui.jobs.idle()
    pane = page.overview.pane("timeline")
    pane.bar.conflicts.click()
    assert ui.jobs.idle()
    assert pane.empty.isVisible()
    assert not pane.empty.button.isVisible()


def test_a_milestone_that_has_begun_and_is_not_over_is_under_way(desk, open_page, ui):
    one = exercise(desk)
    desk.plans.save(
        Milestone(
            exercise_id=one.id, key="mpc", title=Bilingual("Main conference"), held=True, first=date(2026, 11, 20),
            last=date(2026, 11, 27),
        )
    )  # fmt: skip
    page = open_page()
    assert "Main conference under way" in rows(page)[0]
    page.show_record(one.id)
    assert ui.jobs.idle()
    assert page.sheet.head.next.text() == "Main conference is under way"
