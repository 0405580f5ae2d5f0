"""Everything on the Today page is worked on in place, by keyboard alone too, and stays fresh by itself."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from liaison_desk.contacts.records import Person, PersonFilter, PersonSort, SavedSearch
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.buttons import LinkButton
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.meetings.records import Meeting, Portion
from liaison_desk.tasks.records import Rfi, RfiStatus, Side, Task, TaskFilter, TaskKind, TaskState, TaskView
from liaison_desk.tasks.ui.asking import DayQuestion
from liaison_desk.today.lines import promise_row, rfi_row, suspense_row, waiting_row
from liaison_desk.today.sections import FoldTitle


@pytest.fixture
def three(desk):
    """A suspense, a wait and a commitment of ours that came of a meeting."""
    meeting = desk.meetings.save(
        Meeting(
            title=Bilingual("J5 sync", "J5調整"),
            start=datetime(2026, 11, 20, 9),
            end=datetime(2026, 11, 20, 10),
            zone="UTC",
        )
    )
    return [
        desk.tasks.save(one)
        for one in (
            Task(title=Bilingual("Roster", "名簿"), due=datetime(2026, 11, 24)),
            Task(
                title=Bilingual("Annex B"), state=TaskState.WAITING, waiting_on="Ms. Raman", waiting_side=Side.HOST,
                waiting_since=date(2026, 11, 12),
            ),
            Task(
                title=Bilingual("Send the ROE draft", "ROE案の送付"), kind=TaskKind.COMMITMENT, from_nation="JPN", to_nation="USA",
                source_kind="meeting", source_id=meeting.id, source="J5 sync", own_owner="Maj Kisaragi",
            ),
        )
    ]  # fmt: skip


def press(page, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QGuiApplication.focusObject(), key, modifiers)
    assert page._ui.jobs.idle()


def titles(rows):
    return [one.line.title.host for one in rows.lines()]


def title_of(page, words):
    return next(one for one in page.findChildren(FoldTitle) if one.accessibleName().startswith(words))


def words_of(page):
    shown = [one for kind in (Text, FoldTitle) for one in page.findChildren(kind) if one.isVisible()]
    return [one.text() for one in shown]


def test_space_completes_a_task_here_and_the_toast_takes_it_back(open_page, desk, three, told):
    page = open_page()
    page.work.suspenses.enter()
    press(page, Qt.Key.Key_Space)
    assert desk.tasks.task(three[0].id).state is TaskState.DONE
    assert titles(page.work.suspenses) == []
    text, undo = told.toasts[-1]
    assert text == "Done: Roster"
    undo()
    assert page._ui.jobs.idle()
    assert titles(page.work.suspenses) == ["Roster"]
    assert desk.tasks.task(three[0].id).state is TaskState.OPEN


def test_the_toast_takes_back_its_own_act_whatever_was_done_after_it(open_page, desk, three, told):
    page = open_page()
    page.work.suspenses.enter()
    press(page, Qt.Key.Key_Space)
    later = desk.tasks.save(Task(title=Bilingual("Added meanwhile")))
    told.toasts[-1][1]()
    assert page._ui.jobs.idle()
    assert desk.tasks.task(three[0].id).state is TaskState.OPEN
    assert desk.tasks.task(later.id).deleted_at is None


def test_what_sleeps_is_listed_by_a_click_on_its_number_and_woken_there(open_page, desk, three, told, ui, qtbot):
    desk.tasks.sleep([three[1].id], date(2026, 12, 15))
    page = open_page()
    link = title_of(page, "Suspenses").note_link
    assert (link.text(), link.isVisible()) == ("1 asleep", True)
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    menu = next(one for one in page.work.findChildren(QMenu) if one.isVisible())
    entry = menu.actions()[0]
    assert entry.text() == "Annex B\tTue 15 Dec"
    show, wake = entry.menu().actions()
    show.trigger()
    assert [(ref.kind, ref.id) for ref in told.opened] == [("task", three[1].id)]
    wake.trigger()
    assert ui.jobs.idle()
    assert desk.tasks.task(three[1].id).asleep_until is None
    assert not link.isVisible()
    told.toasts[-1][1]()
    assert ui.jobs.idle()
    assert desk.tasks.task(three[1].id).asleep_until == date(2026, 12, 15)


def test_a_task_sleeps_until_a_date_of_ones_own(open_page, desk, three, ui, qtbot):
    page = open_page()
    page.work.waiting.enter()
    press(page, Qt.Key.Key_S)
    menu = next(one for one in page.work.findChildren(QMenu) if one.isVisible())
    qtbot.keyClick(menu, Qt.Key.Key_D)
    question = page.work.findChild(DayQuestion)
    qtbot.keyClicks(question.input, "eom")
    assert question.said.text_whole() == "Mon 30 Nov"
    qtbot.keyClick(question.input, Qt.Key.Key_Return)
    assert ui.jobs.idle()
    assert desk.tasks.task(three[1].id).asleep_until == date(2026, 11, 30)


def test_s_lets_a_wait_sleep_until_next_week_and_the_title_counts_it(open_page, desk, three, told, qtbot):
    page = open_page()
    page.work.waiting.enter()
    press(page, Qt.Key.Key_S)
    menu = next(one for one in page.work.findChildren(QMenu) if one.isVisible())
    qtbot.keyClick(menu, Qt.Key.Key_W)
    assert page._ui.jobs.idle()
    assert desk.tasks.task(three[1].id).asleep_until == date(2026, 11, 30)
    assert page.work.waiting.lines() == ()
    assert "Suspenses 1 due 1 asleep" in words_of(page)
    assert "Nobody is waited for." in words_of(page)
    assert told.toasts[-1][0] == "Asleep until Mon 30 Nov: Annex B"
    told.toasts[-1][1]()
    assert page._ui.jobs.idle()
    assert titles(page.work.waiting) == ["Annex B"]


def test_enter_opens_what_a_row_tells(open_page, desk, three, told):
    person = desk.contacts.save(Person(name=PersonName("Mori", "Aki"), nation="JPN", cadence_days=7))
    search = desk.searches.save(
        SavedSearch(name="Japanese", wanted=PersonFilter(nation="JPN"), sort=PersonSort.NAME, pinned=True)
    )
    desk.task_views.save(TaskView(name="All promises", wanted=TaskFilter(kinds=(TaskKind.COMMITMENT,)), pinned=True))
    [(view, count)] = desk.task_views.counted(pinned=True)
    assert count == 1
    page = open_page()
    for rows, ref in (
        (page.work.suspenses, RecordRef("task", three[0].id)),
        (page.work.waiting, RecordRef("task", three[1].id)),
        (page.work.ours, RecordRef("task", three[2].id)),
        (page.side.pinned, RecordRef("saved search", search.id)),
    ):
        rows.enter()
        press(page, Qt.Key.Key_Return)
        assert told.opened[-1] == ref
    page.side.pinned.enter(last=True)
    press(page, Qt.Key.Key_Return)
    assert told.opened[-1] == RecordRef("task view", view.id)
    assert person.id


def test_what_was_changed_lately_opens_what_it_changed_and_says_when_that_is_gone(open_page, desk, three, told):
    meeting_id = three[2].source_id
    desk.meetings.add_portion(meeting_id, Portion(text=Bilingual("Noted")))
    page = open_page()
    [note] = [one for one in page.side.recent.lines() if "note" in one.label.lower()]
    page.side.recent.enter()
    page.side._open_recent(note)
    assert page._ui.jobs.idle()
    assert told.opened == [RecordRef("meeting", meeting_id)]
    desk.meetings.delete([meeting_id])
    page.side._open_recent(note)
    assert page._ui.jobs.idle()
    assert told.toasts[-1][0] == "What was changed then is not there any more."


def test_the_arrows_walk_through_all_lists_and_f6_through_the_panes(open_page, three):
    page = open_page()
    page.work.suspenses.enter()
    walked = []
    for _ in range(4):
        press(page, Qt.Key.Key_Down)
        walked.append(QGuiApplication.focusObject())
    assert walked == [page.work.waiting, page.work.ours, page.work.drafts, page.side.recent]
    press(page, Qt.Key.Key_Up)
    assert QGuiApplication.focusObject() is page.work.drafts
    press(page, Qt.Key.Key_F6)
    assert page.side.isAncestorOf(QGuiApplication.focusObject())
    press(page, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QGuiApplication.focusObject() is page.work.suspenses


def test_a_fold_is_remembered_and_folded_lists_are_walked_past(open_page, three, qtbot):
    page = open_page()
    title = title_of(page, "Waiting on others")
    qtbot.mouseClick(title, Qt.MouseButton.LeftButton)
    assert not page.work.waiting.isVisible()
    again = open_page()
    assert not again.work.waiting.isVisible()
    again.work.suspenses.enter()
    press(again, Qt.Key.Key_Down)
    assert QGuiApplication.focusObject() is again.work.ours
    title_of(again, "Waiting on others").setFocus()
    press(again, Qt.Key.Key_Space)
    assert again.work.waiting.isVisible()


def test_the_rest_of_a_long_list_is_shown_on_demand(open_page, desk, qtbot):
    desk.tasks.save_all([Task(title=Bilingual(f"Due {n}"), due=datetime(2026, 11, 24)) for n in range(11)], "Add tasks")
    page = open_page()
    assert len(page.work.suspenses.lines()) == 8
    [more] = [one for one in page.work.findChildren(LinkButton) if one.isVisible() and one.text() == "3 more"]
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert len(page.work.suspenses.lines()) == 11
    assert more.text() == "Show fewer"


def test_rows_say_what_they_came_of_in_the_language_of_the_window(open_page, desk, three):
    desk.tasks.save(replace(desk.tasks.task(three[2].id), due=datetime(2026, 11, 30)))
    page = open_page()
    en, ja, view = Language("en"), Language("ja"), page.view
    [due, promise] = sorted(view.pressing.due, key=lambda one: one.line.kind, reverse=True)
    assert suspense_row(ja, view, due).title == "名簿"
    assert promise_row(en, view, promise).meta == "JPN → USA · Maj Kisaragi · J5 sync"
    assert promise_row(ja, view, promise).meta == "JPN → USA · Maj Kisaragi · J5調整"
    [wait] = view.pressing.waiting
    row = waiting_row(en, view, wait)
    assert (row.title, row.meta, row.right, row.right_meta) == ("Ms. Raman", "Annex B", "12 d", "Host")


@pytest.mark.parametrize(
    ("status", "due", "right", "chip"),
    [
        (RfiStatus.SUBMITTED, datetime(2026, 11, 27), "9 d", None),
        (RfiStatus.PARTIAL, datetime(2026, 11, 27), "", "Partly answered"),
        (RfiStatus.DRAFT, None, "", "Not sent yet"),
        (RfiStatus.SUBMITTED, datetime(2026, 11, 20), "", "Overdue 4 d"),
    ],
)
def test_a_request_shows_number_way_ltiov_state_and_age(open_page, desk, status, due, right, chip):
    desk.tasks.save(
        Task(
            title=Bilingual("Sensor feed"), kind=TaskKind.RFI, from_nation="USA", to_nation="JPN", due=due,
            rfi=Rfi(status=status, received=date(2026, 11, 15), office="J3"),
        )
    )  # fmt: skip
    page = open_page()
    [one] = page.view.pressing.rfis
    row = rfi_row(Language("en"), page.view, one)
    assert (row.title, row.native, row.icon) == ("26-001", "Sensor feed", "arrow-up-right")
    assert row.meta == ("USA → JPN · LTIOV Fri 27 Nov" if due and due.day == 27 else "USA → JPN")
    assert (row.right, row.chip.text if row.chip else None) == (right, chip)
    assert "9 d" in {row.right, row.right_meta}


def test_only_what_changed_is_read_again(open_page, desk, three):
    page = open_page()
    before = page.view
    desk.contacts.save(Person(name=PersonName("Mori", "Aki"), nation="JPN"))
    assert page._ui.jobs.idle()
    assert page.view.recent != before.recent
    assert page.view.pressing is before.pressing
    assert page.view.schedule is before.schedule
    desk.tasks.save(Task(title=Bilingual("Another"), due=datetime(2026, 11, 24)))
    assert page._ui.jobs.idle()
    assert titles(page.work.suspenses) == ["Roster", "Another"]
    assert page.view.drafts is before.drafts


def test_midnight_at_the_host_turns_the_page(open_page, desk, three, clock):
    page = open_page()
    assert "Tuesday 24 November" in words_of(page)
    clock.forward(minutes=30)
    page.pass_minute()
    assert page._ui.jobs.idle()
    assert "241711Z NOV 26  ·  Week 48" in " ".join(words_of(page))
    clock.forward(hours=13, minutes=50)  # 0001 in Colorado Springs
    page.pass_minute()
    assert page._ui.jobs.idle()
    assert "Wednesday 25 November" in words_of(page)
    [due] = page.view.pressing.due
    assert suspense_row(Language("en"), page.view, due).chip.text == "Overdue 1 d"


def test_the_keyboard_stays_on_its_row_when_lists_are_read_again(open_page, desk):
    saved = desk.tasks.save_all(
        [Task(title=Bilingual(f"Due {n}"), due=datetime(2026, 11, 20 + n)) for n in range(4)], "Add tasks"
    )
    page = open_page()
    rows = page.work.suspenses
    rows.enter()
    press(page, Qt.Key.Key_J)
    press(page, Qt.Key.Key_J)
    desk.tasks.delete([saved[0].id])
    assert page._ui.jobs.idle()
    assert rows.lines()[rows.currentIndex().row()].id == saved[2].id
    press(page, Qt.Key.Key_Space)
    assert titles(rows) == ["Due 1", "Due 3"]
    assert rows.lines()[rows.currentIndex().row()].id == saved[3].id


def test_a_request_ticked_here_asks_for_its_answer(open_page, ui, desk, told):
    request = desk.tasks.save(
        Task(title=Bilingual("Feed spec"), kind=TaskKind.RFI, from_nation="JPN", to_nation="USA", rfi=Rfi(office="J35"))
    )
    asked = []

    def fill(dialog):
        asked.append(dialog.windowTitle())
        if len(asked) > 1:
            QTest.keyClicks(dialog.focusWidget(), "Version 3.2")
            QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
            assert ui.jobs.idle()
        else:
            QTest.keyClick(dialog, Qt.Key.Key_Escape)

    ui.ask.fill = fill
    page = open_page()
    page.work.rfis.enter()
    press(page, Qt.Key.Key_Space)
    assert desk.tasks.task(request.id) == request
    page.work.rfis.enter()
    QTest.keyClick(page.work.rfis, Qt.Key.Key_Space)  # no window is active offscreen after the form
    assert ui.jobs.idle()
    assert asked == ["Answer JPN→USA 26-001: Feed spec"] * 2
    assert (desk.tasks.task(request.id).rfi.answer.host, titles(page.work.rfis)) == ("Version 3.2", [])
    told.toasts[-1][1]()
    assert ui.jobs.idle()
    assert titles(page.work.rfis) == ["Feed spec"]
