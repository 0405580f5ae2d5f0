"""The meetings page with real clicks and keys on a real desk; it is 0941 in Colorado Springs on 24 November 2026."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from liaison_desk.calendar.records import Calendar, Event
from liaison_desk.contacts.records import Person, Post
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.qt.buttons import LinkButton
from liaison_desk.meetings.records import Attendee, MeetingFilter, MeetingSort, Portion
from liaison_desk.meetings.ui.page import MeetingsPage
from tests.meetings.notes import CTRL, DENVER, meeting, press


def test_meetings_stand_under_their_months_newest_first(page):
    model = page.list.model
    assert [model.data(model.index(row, 0)).split(",")[0] for row in range(model.rowCount())] == [
        "November 2026", "Planning VTC", "October 2026", "Office call",
    ]  # fmt: skip
    assert "24 1630T / 2330Z / 0830I+1 NOV 26" in model.data(model.index(1, 0))
    assert page.title() == "Planning VTC"


def test_a_contact_that_is_logged_is_there_already_as_he_is_today(page, ui, desk):
    post = Post(Bilingual("Chief"), since=datetime(2026, 8, 1).date())
    person = desk.contacts.save(
        Person(name=PersonName("Tachibana", "Shun"), rank="Col", service="JASDF", posts=(post,))
    )

    def fill(dialog):
        dialog.form.field("title").host.setText("Call")
        dialog.act()

    ui.ask.fill = fill
    page.new_about((RecordRef("person", person.id),))
    assert ui.jobs.idle()
    found = desk.meetings.meetings(MeetingFilter(words="Call"), Sort(MeetingSort.DATE)).ids
    met = [desk.meetings.meeting(id_) for id_ in found if desk.meetings.meeting(id_).title.host == "Call"]
    assert [(one.contact_id, one.rank, one.post) for one in met[0].attendees] == [(person.id, "Col JASDF", "Chief")]


def test_a_new_meeting_freezes_who_is_there_as_of_its_day(page, ui, desk, qtbot):
    posts = (
        Post(Bilingual("Plans officer"), until=datetime(2026, 7, 31).date()),
        Post(Bilingual("Chief"), since=datetime(2026, 8, 1).date()),
    )
    person = desk.contacts.save(
        Person(name=PersonName("Tachibana", "Shun"), nation="JPN", rank="Col", service="JASDF", posts=posts)
    )

    def fill(dialog):
        form = dialog.form
        form.field("title").host.setText("Retrospective")
        start = form.field("start").input
        start.selectAll()
        qtbot.keyClicks(start, "2026-05-14 0900")
        assert form.field("end").value() - form.field("start").value() == timedelta(hours=1)
        line = form.field("attendees").input
        line.setFocus()
        qtbot.keyClicks(line, "tachi")
        qtbot.waitUntil(lambda: bool(line.offers))
        qtbot.keyClick(line, Qt.Key.Key_Return)
        assert ui.jobs.idle()
        line.setText("A visitor")
        qtbot.keyClick(line, Qt.Key.Key_Return)
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = fill
    page.new_record()
    assert ui.jobs.idle()
    saved = desk.meetings.meeting(page.list.list.current_id())
    assert (saved.title.host, saved.start, saved.zone) == ("Retrospective", datetime(2026, 5, 14, 9), DENVER)
    assert [(one.name, one.rank, one.post) for one in saved.attendees] == [
        ("Tachibana Shun", "Col JASDF", "Plans officer"), ("A visitor", "", ""),
    ]  # fmt: skip
    assert saved.attendees[0].contact_id == person.id
    assert page.focusWidget() is page.notes.editor


def test_another_zone_keeps_the_wall_time(page, ui, desk, two, qtbot):
    def fill(dialog):
        zone = dialog.form.field("zone")
        zone.set_value("Asia/Tokyo")
        zone.changed.emit()
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = fill
    page.edit_current()
    assert ui.jobs.idle()
    saved = desk.meetings.meeting(two[0].id)
    assert (saved.start, saved.end, saved.zone) == (two[0].start, two[0].end, "Asia/Tokyo")


def test_a_form_that_is_opened_and_saved_changes_nothing(page, ui, desk, two):
    def fill(dialog):
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = fill
    page.edit_current()
    assert ui.jobs.idle()
    saved = desk.meetings.meeting(two[0].id)
    assert replace(saved, version=two[0].version, updated_at=two[0].updated_at) == two[0]


def test_a_note_taken_meanwhile_is_not_lost_by_saving_the_form(page, ui, desk, two, qtbot):
    def fill(dialog):
        desk.meetings.add_portion(two[0].id, Portion(text=Bilingual("meanwhile")))
        dialog.form.field("chair").input.setText("Vance")
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = fill
    page.edit_current()
    assert ui.jobs.idle()
    saved = desk.meetings.meeting(two[0].id)
    assert (saved.chair, len(saved.portions)) == ("Vance", 4)


def test_a_time_without_its_hour_is_said_below_its_field(page, ui, qtbot):
    seen = {}

    def fill(dialog):
        dialog.form.field("title").host.setText("X")
        dialog.form.field("start").input.setText("25")
        dialog.act()
        seen["problem"] = dialog.form.field("start").problem()

    ui.ask.fill = fill
    page.new_record()
    assert seen["problem"] == "Give the time too, as in 24 0900T."


def test_drafts_kinds_and_words_narrow_the_list(page, ui, qtbot):
    model = page.list.model
    qtbot.mouseClick(page.list.segments.button("drafts"), Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert (len(model.listing), page.list.count.text_whole()) == (1, "1 / 2")
    page.list.narrow_to_kind("visit")
    assert ui.jobs.idle()
    assert len(model.listing) == 0
    page.list.clear()
    assert ui.jobs.idle()
    page.focus_search()
    qtbot.keyClicks(page.list.search, "annex")
    qtbot.waitUntil(lambda: len(model.listing) == 1)


def test_a_meeting_of_the_calendar_leads_back_to_its_event(page, ui, desk, told, two, qtbot):
    calendar = desk.calendars.save_calendar(Calendar(name=Bilingual("Planning")))
    start = datetime(2026, 11, 24, 16, 30)
    event = desk.calendars.save(
        Event(calendar_id=calendar.id, title=Bilingual("VTC"), start=start, end=start + timedelta(hours=1), zone=DENVER)
    )
    desk.meetings.save(replace(two[0], event_id=event.id))
    assert ui.jobs.idle()
    link = next(one for one in page.view.findChildren(LinkButton) if one.text() == "Show it in the calendar")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert [(ref.kind, ref.id) for ref in told.opened] == [("event", event.id)]


def test_what_the_list_was_narrowed_to_is_remembered(page, open_page, ui, qtbot):
    qtbot.mouseClick(page.list.segments.button("drafts"), Qt.MouseButton.LeftButton)
    page.list.narrow_to_kind("visit")
    assert ui.jobs.idle()
    again = open_page()
    assert (again.list.wanted().drafts, again.list.wanted().kind) == (True, "visit")
    assert again.list.kind_button.text() == "Visit"


def test_marking_as_final_and_deleting_are_undone(page, ui, desk, told, two, qtbot):
    qtbot.mouseClick(page.view.state_button, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert desk.meetings.meeting(two[0].id).state == "final"
    page.list.list.setFocus()
    press(qtbot, ui, page.list.list, Qt.Key.Key_Delete)
    assert len(page.list.model.listing) == 1
    told.undo()
    assert ui.jobs.idle()
    assert page.list.list.current_id() == two[0].id


def test_the_seating_list_of_the_selected_meeting_is_printed_by_the_window(page, told, two, qtbot):
    menu = page.context_menu()
    entry = next(one for one in menu.actions() if one.text().startswith("Print seating list…"))
    with qtbot.waitExposed(menu):
        menu.popup(page.mapToGlobal(page.rect().center()))
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry).center())
    assert told.printed == [two[0].id]
    page.list.list.setFocus()
    with qtbot.waitActive(page):  # shortcuts belong to the active window
        page.activateWindow()
    qtbot.keyClick(page.list.list, Qt.Key.Key_P, CTRL)
    assert told.printed == [two[0].id] * 2


def test_no_seating_list_is_offered_of_several_meetings_or_where_nobody_prints(page, desk, ui, told, qtbot):
    def offered(of):
        return any(one.text().startswith("Print seating list…") for one in of.context_menu().actions())

    assert offered(page)
    page.list.list.selectAll()
    assert len(page.list.list.selected_ids()) == 2
    assert not offered(page)
    page.print_seating()
    assert told.printed == []
    alone = MeetingsPage(desk.meetings, ui, desk.profile.get, desk.suggest, desk.attendee_on, minutes=desk.minutes)
    qtbot.addWidget(alone)
    alone.list.reload(alone.list.list.select_first)
    assert ui.jobs.idle()
    assert len(alone.list.list.selected_ids()) == 1
    assert not offered(alone)


def test_an_empty_desk_offers_to_take_notes(open_page, ui, qtbot):
    page = open_page()
    assert page.list._stack.currentWidget() is page.list._empty
    qtbot.mouseClick(page.list._empty.button, Qt.MouseButton.LeftButton)
    assert ui.ask.asked == ["New meeting"]


def test_no_text_however_long_widens_the_page(page, ui, desk):
    endless = "x" * 900
    portions = (Portion(text=Bilingual(endless, "漢" * 900), said_by=endless),)
    attendees = (Attendee(endless, rank=endless, organization=endless),)
    saved = desk.meetings.save(
        meeting(
            (endless,), datetime(2026, 11, 25, 9), place=Bilingual(endless), link=f"https://{endless}", chair=endless,
            series=endless, portions=portions, attendees=attendees,
        )
    )  # fmt: skip
    page.show_record(saved.id)
    assert ui.jobs.idle()
    assert page.title() == endless
    inside = page.view.area.widget()
    assert inside.minimumSizeHint().width() <= page.view.area.viewport().width()


def test_the_page_speaks_japanese(open_page, ui, two):
    page = open_page(replace(ui, language=Language("ja")))
    model = page.list.model
    assert model.data(model.index(0, 0)) == "2026年11月"
    assert "計画VTC" in model.data(model.index(1, 0))
    assert page.notes.heads.said(two[0].portions[1]) == ""
    assert page.notes.strip.kind.itemText(0).startswith("討議")


@pytest.mark.parametrize(("code", "expected"), [("en", ["Annex", "Roster"]), ("ja", ["Roster", "Annex"])])
def test_titles_are_in_the_order_in_which_the_window_shows_them(open_page, ui, desk, code, expected):
    for title in (("Annex", "ふろく"), ("Roster", "あて名")):
        desk.meetings.save(meeting(title, datetime(2026, 11, 25, 9)))
    page = open_page(replace(ui, language=Language(code)))
    page.list.set_sort(Sort(MeetingSort.TITLE))
    assert ui.jobs.idle()
    model = page.list.model
    assert [model.line_at(model.index(row, 0)).title.host for row in range(model.rowCount())] == expected


def test_a_note_is_gone_to_on_a_page_that_is_still_showing_its_first_meeting(ui, desk, two, qtbot):
    """A line of a register opens the page of meetings, which begins with the newest and only then comes to the note."""
    for words in ("first", "second"):
        older = desk.meetings.add_portion(two[1].id, Portion(text=Bilingual(words)))
    page = MeetingsPage(
        desk.meetings, ui, desk.profile.get, desk.suggest, desk.attendee_on, lambda _: None, minutes=desk.minutes
    )
    qtbot.addWidget(page)
    page.show()
    page.show_other(RecordRef("portion", older.portions[-1].id))
    assert ui.jobs.idle()
    assert page.notes.editor.current.text.host == "second"
