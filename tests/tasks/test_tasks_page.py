"""The tasks page with real clicks and keys on a real desk; it is 0941 in Colorado Springs on 24 November 2026."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QMenu

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.tasks.records import (
    ChecklistItem,
    Rfi,
    Side,
    Task,
    TaskFilter,
    TaskGrouping,
    TaskKind,
    TaskSort,
    TaskState,
)
from liaison_desk.tasks.rules.scopes import Scope
from liaison_desk.tasks.ui.columns import DONE, kind_chip, task_columns
from liaison_desk.tasks.ui.words import Words
from tests.tasks.conftest import DENVER
from tests.tasks.using import (
    cell,
    choose,
    click,
    headings,
    line_of,
    open_menu,
    press,
    readings,
    shown,
    task,
    type_line,
    words,
)


def test_every_suspense_is_read_in_three_zones(page):
    assert shown(page) == ["Side letter", "Roster", "Annex B"]
    assert words(page, 1, "due") == "Today 1400T"
    assert (words(page, 1, "zulu"), words(page, 1, "home")) == ("2100Z", "0600I+1")
    due = next(column for column in page.model.columns if column.key == "due")
    tones = [due.tone(page.model.line_at(cell(page, number, "due"))) for number in range(3)]
    assert tones == ["red", "amb", "t1"]
    assert page.head.late.text_whole() == "1 overdue"


def test_a_line_says_how_it_was_understood_before_it_is_saved(page, ui, desk, qtbot):
    page.quick.input.setFocus()
    qtbot.keyClicks(page.quick.input, "Send comments /25 1400T")
    assert readings(page) == ["Suspense 25 1400T / 2100Z / 0600I+1 NOV 26"]
    assert len(shown(page)) == 3
    press(qtbot, ui, page.quick.input, Qt.Key.Key_Return)
    number = page.table.current_id()
    saved = desk.tasks.task(number)
    assert (saved.title.host, saved.due, saved.due_zone) == ("Send comments", datetime(2026, 11, 25, 14), DENVER)
    assert page.quick.input.text() == ""


def test_what_is_no_time_stays_in_the_title_and_says_so(page, ui, desk, qtbot):
    page.quick.input.setFocus()
    qtbot.keyClicks(page.quick.input, "Read /write it")
    assert "stays in the title" in readings(page)[0]
    press(qtbot, ui, page.quick.input, Qt.Key.Key_Return)
    assert desk.tasks.task(page.table.current_id()).title.host == "Read /write it"


def test_japanese_becomes_the_home_wording(page, ui, desk, qtbot):
    page.quick.input.setText("参加者名簿の提出 /25")
    press(qtbot, ui, page.quick.input, Qt.Key.Key_Return)
    assert desk.tasks.task(page.table.current_id()).title == Bilingual(home="参加者名簿の提出")


def test_adding_is_undone_from_the_toast(page, ui, told, qtbot):
    type_line(qtbot, ui, page, "Oops")
    told.undo()
    assert ui.jobs.idle()
    assert shown(page) == ["Side letter", "Roster", "Annex B"]


def test_space_completes_and_undo_puts_it_back_as_it_was(page, ui, desk, told, three, qtbot):
    page.table.select_id(three[2].id)
    page.table.setFocus()
    press(qtbot, ui, page.table, Qt.Key.Key_Space)
    assert desk.tasks.task(three[2].id).state is TaskState.DONE
    assert shown(page) == ["Side letter", "Roster"]
    told.undo()
    assert ui.jobs.idle()
    assert desk.tasks.task(three[2].id).state is TaskState.WAITING


def test_a_click_on_the_box_completes(page, ui, desk, three, qtbot):
    box = page.table.visualRect(cell(page, 0, DONE)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert ui.jobs.idle()
    assert desk.tasks.task(three[0].id).state is TaskState.DONE


def test_s_offers_to_sleep_and_undo_wakes_up(page, ui, desk, told, three, qtbot):
    page.table.select_id(three[1].id)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_S)
    press(qtbot, ui, open_menu(page), Qt.Key.Key_M)
    assert desk.tasks.task(three[1].id).asleep_until == date(2026, 11, 30)
    assert desk.tasks.task(three[1].id).due == three[1].due
    assert shown(page) == ["Side letter", "Annex B"]
    assert "1 asleep" in page.head.count.text_whole()
    told.undo()
    assert ui.jobs.idle()
    assert shown(page) == ["Side letter", "Roster", "Annex B"]


def test_scopes_show_what_waits_is_late_or_done(page, ui, desk, three, qtbot):
    desk.tasks.save(replace(three[2], waiting_side=Side.HOST))
    desk.tasks.complete([three[0].id])
    for scope, titles in (
        (Scope.ON_HOST, ["Annex B"]), (Scope.ON_HOME, []), (Scope.OVERDUE, []), (Scope.DONE, ["Side letter"]),
        (Scope.ALL, ["Roster", "Annex B", "Side letter"]),
    ):  # fmt: skip
        click(qtbot, ui, page.bar.chips[scope])
        assert shown(page) == titles
    assert ui.memory.text("tasks/scope") == "all"
    click(qtbot, ui, page.bar.chips[Scope.ALL])
    assert page.bar.scope is Scope.OPEN


def test_the_list_is_divided_by_suspense_by_owner_or_not_at_all(page, open_page, ui, desk, three, qtbot):
    assert headings(page) == [("Overdue", 1), ("Today", 1), ("No suspense", 1)]
    desk.tasks.save(replace(three[1], own_owner="Maj Ito"))
    page.bar.group_chip.click()
    choose(qtbot, ui, open_menu(page), "By own owner")
    assert headings(page) == [("Maj Ito", 1), ("No own owner", 2)]
    assert shown(page) == ["Roster", "Side letter", "Annex B"]
    page.bar.group_chip.click()
    choose(qtbot, ui, open_menu(page), "Not grouped")
    assert headings(page) == []
    assert open_page().bar.grouping is TaskGrouping.NOT


def test_typing_filters_and_esc_takes_it_away(page, ui, qtbot):
    qtbot.keyClick(page.table, "/")
    qtbot.keyClicks(page.head.search, "rost")
    qtbot.waitUntil(lambda: shown(page) == ["Roster"])
    assert "1 shown" in page.head.count.text_whole()
    press(qtbot, ui, page.head.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(shown(page)) == 3)


def test_nothing_found_and_nothing_at_all_say_different_things(page, ui, desk, three, qtbot):
    page.head.search.setText("zzzz")
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.stack.nothing)
    qtbot.mouseClick(page.stack.nothing.button, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert len(shown(page)) == 3
    desk.tasks.delete([task.id for task in three])
    assert ui.jobs.idle()
    assert page.stack.currentWidget() is page.stack.empty


def test_a_header_sorts_and_the_order_is_remembered(page, ui, qtbot):
    header = page.table.horizontalHeader()
    number = next(n for n, column in enumerate(page.model.columns) if column.key == "title")
    at = QPoint(header.sectionViewportPosition(number) + 20, header.height() // 2)
    page.bar.group_chip.click()
    choose(qtbot, ui, open_menu(page), "Not grouped")
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert ui.jobs.idle()
    assert shown(page) == ["Annex B", "Roster", "Side letter"]
    assert ui.memory.text("tasks/sort") == TaskSort.TITLE.value


def test_columns_are_shown_and_hidden_from_the_header_and_remembered(page, open_page, ui, qtbot):
    keys = [column.key for column in page.model.columns]
    assert page.table.isColumnHidden(keys.index("own_owner"))
    page.table.horizontalHeader().customContextMenuRequested.emit(QPoint(5, 5))
    menu = next(menu for menu in page.findChildren(QMenu) if menu.isVisible())
    action = next(action for action in menu.actions() if action.text() == "Own owner")
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    assert not page.table.isColumnHidden(keys.index("own_owner"))
    assert not open_page().table.isColumnHidden(keys.index("own_owner"))


def test_the_right_pane_ticks_steps_and_opens_the_source(page, ui, desk, told, three, qtbot):
    page.table.select_id(three[1].id)
    assert ui.jobs.idle()
    qtbot.mouseClick(page.view.steps[1], Qt.MouseButton.LeftButton, pos=QPoint(8, 12))
    assert ui.jobs.idle()
    assert desk.tasks.task(three[1].id).checklist[1].done
    link = next(
        button
        for button in page.view.findChildren(type(page.quick.button).__base__)
        if button.text() == "J5 plans sync"
    )
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert told.opened == [RecordRef("meeting", 7, "J5 plans sync")]


def test_delete_is_taken_back_from_the_toast(page, ui, told, three, qtbot):
    page.table.select_id(three[0].id)
    page.table.setFocus()
    press(qtbot, ui, page.table, Qt.Key.Key_Delete)
    assert shown(page) == ["Roster", "Annex B"]
    told.undo()
    assert ui.jobs.idle()
    assert page.table.current_id() == three[0].id


def test_a_record_is_shown_whatever_the_list_is_narrowed_to(page, ui, desk, three):
    desk.tasks.complete([three[0].id])
    page.show_record(three[0].id)
    assert ui.jobs.idle()
    assert page.table.current_id() == three[0].id
    assert page.title() == "Side letter"


def test_no_text_however_long_widens_the_page(page, ui, desk, qtbot):
    endless = "x" * 900
    saved = desk.tasks.save(
        Task(
            title=Bilingual(endless, "漢" * 900), detail=Bilingual(endless), host_owner=endless, waiting_on=endless,
            source=endless, url=f"https://{endless}", categories=(endless,), checklist=(ChecklistItem(endless),),
        )
    )  # fmt: skip
    page.show_record(saved.id)
    assert ui.jobs.idle()
    assert page.title() == endless
    assert page.minimumSizeHint().width() < 1000
    assert page.view.widget().minimumSizeHint().width() <= page.view.viewport().width()


def test_the_page_speaks_japanese(open_page, ui, three):
    page = open_page(replace(ui, language=Language("ja")))
    assert headings(page)[0] == ("期限超過", 1)
    assert words(page, 1, "due") == "今日 1400T"
    assert page.head.late.text_whole() == "期限超過 1 件"


@pytest.mark.parametrize(("code", "expected"), [("en", ["Annex", "Roster"]), ("ja", ["Roster", "Annex"])])
def test_titles_are_in_the_order_in_which_the_window_shows_them(open_page, ui, desk, qtbot, code, expected):
    desk.tasks.save_all([Task(title=Bilingual("Annex", "ふろく")), Task(title=Bilingual("Roster", "あて名"))], "Make")
    page = open_page(replace(ui, language=Language(code)))
    header, title = page.table.horizontalHeader(), cell(page, 0, "title").column()
    where = QPoint(header.sectionViewportPosition(title) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert ui.jobs.idle()
    assert shown(page) == expected


def test_a_line_above_the_ceiling_is_refused_and_stays_to_be_mended(page, ui, desk, qtbot):
    type_line(qtbot, ui, page, "(S) the plan /25")
    assert "SECRET was refused" in page.strip.text()
    assert page.quick.input.text() == "(S) the plan /25"
    assert len(desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE))) == 3


def test_a_marking_typed_before_the_title_marks_the_task(page, ui, desk, qtbot):
    type_line(qtbot, ui, page, "(U) Plain words /25")
    saved = desk.tasks.task(page.table.current_id())
    assert (saved.title.host, saved.marking.audience) == ("Plain words", None)


def test_a_whole_day_has_no_time_in_any_zone(page, ui):
    page.table.setCurrentIndex(cell(page, 0, "due"))
    assert ui.jobs.idle()
    assert words(page, 0, "due") == "Mon 23 Nov"
    assert (words(page, 0, "zulu"), words(page, 0, "home")) == ("", "")
    assert not [label.text() for label in page.view.findChildren(QLabel) if "0659Z" in label.text()]


@pytest.mark.parametrize("code", ["en", "ja"])
def test_the_columns_fit_a_window_of_1440_beside_the_detail(ui, desk, code):
    columns = task_columns(Words(Language(code), desk.profile.get, desk.clock))
    bar = 14
    assert sum(column.width for column in columns if not column.hidden) <= 934 - bar


@pytest.mark.parametrize(
    ("code", "day"), [("en", datetime(2025, 11, 24, 15, 30)), ("ja", datetime(2025, 12, 30, 15, 30))]
)
def test_the_longest_suspense_is_shown_whole(ui, desk, code, day):
    said = Words(Language(code), desk.profile.get, desk.clock)
    late = Task(title=Bilingual("Late"), due=day, due_zone=DENVER, due_all_day=False)
    due = next(column for column in task_columns(said) if column.key == "due")
    metrics = QFontMetrics(ui.theme.font(Size.BODY, SEMIBOLD, tabular=True))
    assert metrics.horizontalAdvance(said.suspense(late)) <= due.width - 12


def test_a_suspense_set_in_zulu_or_at_home_is_told_at_the_host_too(ui, desk):
    said = Words(Language("en"), desk.profile.get, desk.clock)

    def told(day, hour, zone):
        one = Task(title=Bilingual("x"), due=datetime(2026, 12, day, hour), due_zone=zone, due_all_day=False)
        return said.suspense(one), said.line(one)

    assert told(16, 1, "UTC") == ("Tue 15 Dec 1800T", "15 1800T / 0100Z+1 / 1000I+1 DEC 26")
    assert told(15, 8, "Asia/Tokyo") == ("Mon 14 Dec 1600T", "14 1600T / 2300Z / 0800I+1 DEC 26")
    assert told(15, 8, "Pacific/Honolulu") == ("Tue 15 Dec 0800W", "15 0800W / 1800Z / 0300I+1 DEC 26")


def test_undo_after_adding_is_the_windows_and_does_not_bring_the_line_back(page, ui, qtbot):
    undone = []
    QShortcut(QKeySequence.StandardKey.Undo, page, lambda: undone.append(True))
    type_line(qtbot, ui, page, "Send comments")
    page.quick.input.setFocus()
    qtbot.keyClick(page.quick.input, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (undone, page.quick.input.text()) == ([True], "")
    qtbot.keyClicks(page.quick.input, "Next")
    qtbot.keyClick(page.quick.input, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (undone, page.quick.input.text()) == ([True], "")


def test_two_requests_of_one_number_and_opposite_directions_are_told_apart(open_page, desk):
    def ask(asks, asked, **more):
        return desk.tasks.save(
            task(
                f"{asks} asks",
                kind=TaskKind.RFI,
                from_nation=asks,
                to_nation=asked,
                rfi=Rfi(**more),
                due=datetime(2026, 12, 1),
            )
        )

    ask("JPN", "USA")
    ask("USA", "JPN")
    page = open_page()
    assert sorted(kind_chip(page.words, line_of(page, row)).text for row in (1, 2)) == [
        "JPN→USA 26-001",
        "USA→JPN 26-001",
    ]
    draft = replace(line_of(page, 1), number="")
    assert kind_chip(page.words, draft).text in {"RFI JPN→USA", "RFI USA→JPN"}
    assert kind_chip(page.words, replace(draft, from_nation="", to_nation="")).text == "RFI"
