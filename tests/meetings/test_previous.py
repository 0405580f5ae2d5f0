"""Previous minutes beside the notes: shown by a key, open promises first, stepped through, carried over."""

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.language import Language
from liaison_desk.meetings.records import Portion, PortionKind
from tests.meetings.notes import CTRL, SHARED, meeting, press

HOME_ONLY = Marking("JPN", audience=frozenset({"JPN"}))
K = PortionKind


@pytest.fixture
def series(desk):
    """Three weekly meetings: the first of October, the middle one with promises, today's without notes."""
    notes = (
        Portion(kind=K.DISCUSSION, marking=SHARED, text=Bilingual("Talked about feeds")),
        Portion(kind=K.COMMITMENT, marking=HOME_ONLY, text=Bilingual("Send annex B", "別紙Bを送付"), said_by="Vance"),
        Portion(kind=K.ACTION, marking=SHARED, text=Bilingual("Book the room")),
    )
    days = (datetime(2026, 11, 10, 9), datetime(2026, 11, 17, 9), datetime(2026, 11, 24, 9))
    first, middle, today = (
        desk.meetings.save(meeting((f"Sync {day:%d}",), day, series="Sync", portions=own))
        for day, own in zip(days, ((Portion(text=Bilingual("How it began")),), notes, ()), strict=True)
    )
    made = desk.meetings.make_task(middle.id, middle.portions[2].uid)
    desk.tasks.complete([made.portions[2].task_id])
    made = desk.meetings.make_task(middle.id, middle.portions[1].uid)
    return first, made, today


@pytest.fixture
def page(open_page, series, ui):
    page = open_page()
    page.show_record(series[2].id)
    assert ui.jobs.idle()
    return page


def said(pane):
    return [row.portion.text.host for row in pane.rows]


def show(qtbot, ui, page):
    press(qtbot, ui, page.list.list, Qt.Key.Key_J, CTRL)
    return page.previous


def test_ctrl_j_shows_the_previous_minutes_open_promises_first(page, ui, qtbot):
    page.list.list.setFocus()
    assert page.previous.isHidden()
    pane = show(qtbot, ui, page)
    assert pane.isVisible()
    assert (pane.title.text_whole(), pane.day.text_whole()) == ("Sync 17", "Tue 17 Nov 2026")
    assert said(pane) == ["Send annex B", "Talked about feeds", "Book the room"]  # the action is done
    assert "Open" in pane.rows[0].accessibleName()
    press(qtbot, ui, page.list.list, Qt.Key.Key_J, CTRL)
    assert page.focusWidget() is pane.rows[0]
    press(qtbot, ui, pane.rows[0], Qt.Key.Key_J, CTRL)
    assert pane.isHidden()


def test_whether_it_is_shown_is_remembered(page, open_page, ui, qtbot):
    page.list.list.setFocus()
    qtbot.mouseClick(page.view.previous_button, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    again = open_page()
    assert again.previous.isVisible()
    qtbot.mouseClick(again.previous.close_button, Qt.MouseButton.LeftButton)
    assert open_page().previous.isHidden()


def test_c_carries_a_note_over_with_its_mark_and_its_task_as_a_portion_of_its_own(page, ui, desk, series, told, qtbot):
    page.list.list.setFocus()
    pane = show(qtbot, ui, page)
    pane.focus_first()
    press(qtbot, ui, pane.rows[0], Qt.Key.Key_C)
    source = desk.meetings.meeting(series[1].id).portions[1]
    copied = desk.meetings.meeting(series[2].id).portions
    assert [(one.text, one.marking, one.kind, one.said_by, one.task_id) for one in copied] == [
        (source.text, HOME_ONLY, K.COMMITMENT, "Vance", source.task_id)
    ]
    assert copied[0].uid != source.uid
    assert told.toasts[-1][0] == "The note was carried over."
    assert pane.rows[0].is_carried
    pane.rows[0].setFocus()
    press(qtbot, ui, pane.rows[0], Qt.Key.Key_Down)
    assert page.focusWidget() is pane.rows[1]
    press(qtbot, ui, pane.rows[1], Qt.Key.Key_Up)
    press(qtbot, ui, pane.rows[0], Qt.Key.Key_Return)  # it stands there already
    assert len(desk.meetings.meeting(series[2].id).portions) == 1
    qtbot.mouseClick(pane.rows[2].carry_button, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert len(desk.meetings.meeting(series[2].id).portions) == 2


def test_one_steps_further_back_and_forward_again(page, ui, qtbot, told, series):
    page.list.list.setFocus()
    pane = show(qtbot, ui, page)
    assert not pane.newer_button.isEnabled()
    qtbot.mouseClick(pane.older_button, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert (pane.title.text_whole(), said(pane)) == ("Sync 10", ["How it began"])
    assert not pane.older_button.isEnabled()
    qtbot.mouseClick(pane.open_button, Qt.MouseButton.LeftButton)
    assert [(ref.kind, ref.id) for ref in told.opened] == [("meeting", series[0].id)]
    qtbot.mouseClick(pane.newer_button, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert pane.title.text_whole() == "Sync 17"


def test_the_first_of_a_series_and_one_of_none_say_why_nothing_is_there(page, ui, desk, series, qtbot):
    page.list.list.setFocus()
    pane = show(qtbot, ui, page)
    page.show_record(series[0].id)
    assert ui.jobs.idle()
    assert pane.told.text_whole() == "There is no earlier meeting of this series."
    alone = desk.meetings.save(meeting(("Alone",), datetime(2026, 11, 24, 15)))
    page.show_record(alone.id)
    assert ui.jobs.idle()
    assert "belongs to no series" in pane.told.text_whole()


def test_a_task_that_is_done_meanwhile_is_open_no_more(page, ui, desk, series, qtbot):
    page.list.list.setFocus()
    pane = show(qtbot, ui, page)
    desk.tasks.complete([desk.meetings.meeting(series[1].id).portions[1].task_id])
    assert ui.jobs.idle()
    assert said(pane) == ["Talked about feeds", "Send annex B", "Book the room"]


def test_where_there_is_little_room_it_stands_below_in_japanese_too(open_page, ui, series, qtbot):
    page = open_page(replace(ui, language=Language("ja")))
    page.show_record(series[2].id)
    page.list.list.setFocus()
    pane = show(qtbot, ui, page)
    assert page.view.beside.orientation() is Qt.Orientation.Horizontal
    page.resize(968, 600)
    qtbot.waitUntil(lambda: page.view.beside.orientation() is Qt.Orientation.Vertical)
    assert pane.width() >= 480
    assert "別紙Bを送付" in pane.rows[0].accessibleName()


def test_the_one_before_is_told_by_the_instant_where_a_series_meets_in_several_zones(desk):
    tokyo = replace(meeting(("In Tokyo",), datetime(2026, 11, 25, 9), series="Both"), zone="Asia/Tokyo")
    first = desk.meetings.save(tokyo)  # 25 0000Z
    second = desk.meetings.save(meeting(("In Denver",), datetime(2026, 11, 24, 18), series="Both"))  # 25 0100Z
    assert desk.meetings.previous(second) == first
    assert desk.meetings.previous(first) is None


def test_the_head_folds_by_itself_while_the_previous_minutes_leave_the_notes_little_room(page, ui, desk, series, qtbot):
    desk.meetings.save_head(replace(desk.meetings.meeting(series[2].id), chair="Col Vance"))
    page.show_record(series[2].id)
    assert ui.jobs.idle()
    view = page.view
    page.resize(900, 640)
    qtbot.wait(1)
    assert not view.folded
    pane = show(qtbot, ui, page)
    assert view.folded
    assert view.area.height() < 180  # no room is left below the times
    qtbot.mouseClick(view.fold_button, Qt.MouseButton.LeftButton)
    assert not view.folded
    pane.toggle()
    assert not view.folded
    assert not ui.memory.flag("meetings/folded")
    page.resize(900, 1000)
    qtbot.wait(1)
    show(qtbot, ui, page)
    assert not view.folded
