"""The meetings page with real clicks and keys on a real desk; it is 0941 in Colorado Springs on 24 November 2026."""

import ast
import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication

import liaison_desk.meetings
from liaison_desk.contacts.records import Person, Post
from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.resources import resource
from liaison_desk.meetings.records import Attendee, Attribution, Meeting, Portion, PortionKind
from liaison_desk.meetings.ui.capture import read_prefix

DENVER = "America/Denver"
SHARED = Marking("JPN", audience=frozenset({"JPN", "USA"}))
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def meeting(title, start, **more):
    return Meeting(title=Bilingual(*title), start=start, end=start + timedelta(hours=1), zone=DENVER, **more)


@pytest.fixture
def two(desk):
    """A VTC today with three notes, and an older visit that is final."""
    notes = (
        Portion(
            kind=PortionKind.DECISION, marking=SHARED, text=Bilingual("Dates stand", "日程は変更なし"), said_by="Vance"
        ),
        Portion(kind=PortionKind.ACTION, marking=SHARED, text=Bilingual("Send annex B")),
        Portion(kind=PortionKind.NOTE, text=Bilingual(home="私見")),
    )
    present = (Attendee("Theodore Vance", rank="Mr."), Attendee("Morishita Kengo", "森下 健吾", rank="Capt JMSDF"))
    today = meeting(
        ("Planning VTC", "計画VTC"), datetime(2026, 11, 24, 16, 30), kind="vtc", portions=notes, attendees=present
    )
    older = meeting(("Office call",), datetime(2026, 10, 12, 9), kind="visit", state="final")
    return [desk.meetings.save(one) for one in (today, older)]


@pytest.fixture
def page(open_page, two):
    page = open_page()
    page.view.capture.setFocus()
    return page


def texts(page):
    return [row.portion.text.host or row.portion.text.home for row in in_order(page)]


def in_order(page):
    return sorted(page.view.notes.rows.values(), key=lambda row: row.y())


def row_of(page, number):
    return in_order(page)[number]


def note(qtbot, ui, page, text):
    page.view.capture.setFocus()
    qtbot.keyClicks(page.view.capture.input, text)
    qtbot.keyClick(page.view.capture.input, Qt.Key.Key_Return)
    assert ui.jobs.idle()


def press(qtbot, ui, widget, key, modifiers=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(widget, key, modifiers)
    assert ui.jobs.idle()


def test_meetings_stand_under_their_months_newest_first(page):
    model = page.list.model
    assert [model.data(model.index(row, 0)).split(",")[0] for row in range(model.rowCount())] == [
        "November 2026", "Planning VTC", "October 2026", "Office call",
    ]  # fmt: skip
    assert "24 1630T / 2330Z / 0830I+1 NOV 26" in model.data(model.index(1, 0))
    assert page.title() == "Planning VTC"


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("a/ Send annex B", PortionKind.ACTION, "Send annex B"),
        ("f/Seats for MPC?", PortionKind.RFI, "Seats for MPC?"),
        ("ｄ／日程を確認", PortionKind.DECISION, "日程を確認"),
        ("and/or", PortionKind.DISCUSSION, "and/or"),
        ("x/ y", PortionKind.DISCUSSION, "x/ y"),
        ("", PortionKind.DISCUSSION, ""),
    ],
)
def test_a_prefix_sets_the_kind(typed, kind, text):
    assert read_prefix(typed, PortionKind.DISCUSSION) == (kind, text)


def test_each_return_keeps_a_note_at_once(page, ui, desk, two, qtbot):
    note(qtbot, ui, page, "c/ Host sends the draft")
    note(qtbot, ui, page, "i/ They read early papers")
    kept = desk.meetings.meeting(two[0].id).portions[3:]
    assert [(one.kind, one.text.host) for one in kept] == [
        (PortionKind.COMMITMENT, "Host sends the draft"), (PortionKind.INSIGHT, "They read early papers"),
    ]  # fmt: skip
    assert kept[0].marking == desk.profile.get().default_marking
    assert kept[0].said_at == desk.clock.now()
    assert texts(page)[3:] == ["Host sends the draft", "They read early papers"]
    assert page.view.capture.input.text() == ""


def test_the_speaker_is_one_of_those_present(page, ui, desk, two, qtbot):
    bar = page.view.capture
    assert [bar.speaker.itemText(n) for n in range(bar.speaker.count())] == ["", "Theodore Vance", "Morishita Kengo"]
    bar.speaker.setCurrentIndex(2)
    note(qtbot, ui, page, "d/ Dates agreed")
    assert desk.meetings.meeting(two[0].id).portions[3].said_by == "Morishita Kengo"


def test_a_return_that_confirms_a_conversion_keeps_no_note(page, ui, desk, two, qtbot):
    line = page.view.capture.input
    line.setFocus()
    QApplication.sendEvent(line, QInputMethodEvent("にってい", []))
    press(qtbot, ui, line, Qt.Key.Key_Return)
    assert len(desk.meetings.meeting(two[0].id).portions) == 3
    done = QInputMethodEvent()
    done.setCommitString("日程")
    QApplication.sendEvent(line, done)
    press(qtbot, ui, line, Qt.Key.Key_Return)
    assert desk.meetings.meeting(two[0].id).portions[3].text == Bilingual(home="日程")


def test_text_above_the_ceiling_is_refused_in_words_and_not_stored(page, ui, desk, two, qtbot):
    note(qtbot, ui, page, "(S//REL TO USA, JPN) the plan")
    bar = page.view.capture
    assert "SECRET was refused" in bar.strip.text()
    assert bar.input.text() == "(S//REL TO USA, JPN) the plan"
    assert len(desk.meetings.meeting(two[0].id).portions) == 3


def test_what_is_pasted_above_the_ceiling_never_reaches_the_line(page, ui, qtbot):
    line = page.view.capture.input
    line.setFocus()
    QGuiApplication.clipboard().setText("SECRET//NOFORN\nthe plan")
    qtbot.keyClick(line, Qt.Key.Key_V, CTRL)
    assert line.text() == ""
    assert "refused" in page.view.capture.strip.text()
    QGuiApplication.clipboard().setText("two\nlines")
    qtbot.keyClick(line, Qt.Key.Key_V, CTRL)
    assert line.text() == "two lines"


def test_a_wrong_order_of_the_list_is_put_right_and_said(page, ui, desk, two, qtbot):
    note(qtbot, ui, page, "a/ (U//REL TO JPN, USA) Send it")
    kept = desk.meetings.meeting(two[0].id).portions[3]
    assert (kept.text.host, kept.kind) == ("Send it", PortionKind.ACTION)
    assert kept.marking.audience == frozenset({"USA", "JPN"})
    assert "(U//REL TO USA, JPN)" in page.view.capture.strip.text()


def test_words_not_yet_kept_wait_while_another_meeting_is_shown(page, ui, two, qtbot):
    page.view.capture.input.setText("half a thought")
    page.show_record(two[1].id)
    assert ui.jobs.idle()
    assert page.view.capture.input.text() == ""
    page.show_record(two[0].id)
    assert ui.jobs.idle()
    assert page.view.capture.input.text() == "half a thought"


def test_a_note_of_a_meeting_that_has_gone_waits_until_it_is_back(page, ui, desk, told, two, qtbot):
    page.view.capture.setFocus()
    qtbot.keyClicks(page.view.capture.input, "d/ Kept by nobody")
    desk.meetings.delete([two[0].id])
    qtbot.keyClick(page.view.capture.input, Qt.Key.Key_Return)
    assert ui.jobs.idle()
    assert page.title() == "Office call"
    assert "not there any more" in told.toasts[-1][0]
    desk.meetings.restore([two[0].id])
    page.show_record(two[0].id)
    assert ui.jobs.idle()
    assert page.view.capture.input.text() == "d/ Kept by nobody"


def test_a_note_is_edited_in_its_place(page, ui, desk, two, qtbot):
    row = row_of(page, 0)
    row.setFocus()
    press(qtbot, ui, row, Qt.Key.Key_Return)
    editor = page.view.notes.editor
    assert editor is not None
    assert row.isHidden()
    editor.text.host.selectAll()
    qtbot.keyClicks(editor.text.host, "Dates moved")
    editor.kind.set_value(PortionKind.INSIGHT)
    editor.attribution.set_value(Attribution.NATION)
    press(qtbot, ui, editor.text.host, Qt.Key.Key_Return, CTRL)
    kept = desk.meetings.meeting(two[0].id).portions[0]
    assert (kept.text.host, kept.kind, kept.attribution) == ("Dates moved", PortionKind.INSIGHT, Attribution.NATION)
    assert page.view.notes.editor is None
    assert texts(page)[0] == "Dates moved"


def test_an_edited_translation_is_told_from_its_original(page, ui, desk, two, qtbot):
    row_of(page, 1).setFocus()
    press(qtbot, ui, row_of(page, 1), Qt.Key.Key_F2)
    editor = page.view.notes.editor
    qtbot.keyClicks(editor.text.home, "B")
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert desk.meetings.meeting(two[0].id).portions[1].text == Bilingual(
        "Send annex B", "B", home_state=Wording.TRANSLATED
    )


def test_esc_leaves_an_untouched_editor_and_asks_about_a_changed_one(page, ui, desk, two, qtbot):
    row_of(page, 0).setFocus()
    press(qtbot, ui, row_of(page, 0), Qt.Key.Key_F2)
    press(qtbot, ui, page.view.notes.editor.text.host, Qt.Key.Key_Escape)
    assert page.view.notes.editor is None
    press(qtbot, ui, row_of(page, 0), Qt.Key.Key_F2)
    qtbot.keyClicks(page.view.notes.editor.text.host, "x")
    ui.ask.confirms = False
    press(qtbot, ui, page.view.notes.editor.text.host, Qt.Key.Key_Escape)
    assert page.view.notes.editor is not None
    assert ui.ask.asked == ["Discard what you typed?"]


def test_what_is_being_typed_survives_notes_of_others_and_a_newer_version(page, ui, desk, two, qtbot):
    row_of(page, 0).setFocus()
    press(qtbot, ui, row_of(page, 0), Qt.Key.Key_F2)
    editor = page.view.notes.editor
    qtbot.keyClicks(editor.text.host, "mine ")
    before = two[0].portions[0]
    desk.meetings.change_portion(two[0].id, before, replace(before, text=Bilingual("theirs")))
    desk.meetings.add_portion(two[0].id, Portion(text=Bilingual("another")))
    assert ui.jobs.idle()
    assert page.view.notes.editor is editor
    editor.save()
    assert ui.jobs.idle()
    assert "theirs" in editor.newer.text()
    qtbot.mouseClick(editor.newer.keep_button, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert "mine" in desk.meetings.meeting(two[0].id).portions[0].text.host


def test_a_refused_edit_keeps_the_editor_open(page, ui, desk, two, qtbot):
    row_of(page, 0).setFocus()
    press(qtbot, ui, row_of(page, 0), Qt.Key.Key_F2)
    editor = page.view.notes.editor
    editor.text.host.setPlainText("(TS) plan")
    editor.save()
    assert ui.jobs.idle()
    assert "refused" in editor.strip.text()
    assert desk.meetings.meeting(two[0].id).portions == two[0].portions


def test_notes_are_reordered_and_walked_with_the_keyboard(page, ui, desk, two, qtbot):
    first = row_of(page, 0)
    first.setFocus()
    press(qtbot, ui, first, Qt.Key.Key_Down, ALT)
    assert texts(page) == ["Send annex B", "Dates stand", "私見"]
    assert first.hasFocus()
    press(qtbot, ui, first, Qt.Key.Key_J)
    assert row_of(page, 2).hasFocus()
    press(qtbot, ui, row_of(page, 2), Qt.Key.Key_Down)
    assert page.view.capture.input.hasFocus()


def test_a_deleted_note_comes_back_where_it_stood(page, ui, told, two, qtbot):
    row = row_of(page, 1)
    row.setFocus()
    press(qtbot, ui, row, Qt.Key.Key_Delete)
    assert texts(page) == ["Dates stand", "私見"]
    told.undo()
    assert ui.jobs.idle()
    assert texts(page) == ["Dates stand", "Send annex B", "私見"]


def test_an_action_becomes_a_task_whose_state_is_a_link(page, ui, desk, told, two, qtbot):
    assert row_of(page, 0).task_link is None
    qtbot.mouseClick(row_of(page, 1).task_link, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    task = desk.meetings.meeting(two[0].id).portions[1].task_id
    assert row_of(page, 1).task_link.text() == "Task: Open"
    desk.tasks.complete([task])
    assert ui.jobs.idle()
    assert row_of(page, 1).task_link.text() == "Task: Done"
    qtbot.mouseClick(row_of(page, 1).task_link, Qt.MouseButton.LeftButton)
    assert [(ref.kind, ref.id) for ref in told.opened] == [("task", task)]


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
    assert page.focusWidget() is page.view.capture.input


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
    seen = {}

    def fill(dialog):
        desk.meetings.add_portion(two[0].id, Portion(text=Bilingual("meanwhile")))
        dialog.form.field("chair").input.setText("Vance")
        dialog.act()
        assert ui.jobs.idle()
        seen["said"] = dialog.newer.text()
        qtbot.mouseClick(dialog.newer.keep_button, Qt.MouseButton.LeftButton)
        assert ui.jobs.idle()

    ui.ask.fill = fill
    page.edit_current()
    assert ui.jobs.idle()
    saved = desk.meetings.meeting(two[0].id)
    assert "Notes: now 4" in seen["said"]
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


def test_a_very_long_meeting_shows_its_first_notes_and_the_rest_on_request(page, ui, desk, qtbot):
    many = meeting(
        ("Long",), datetime(2026, 11, 25, 9), portions=tuple(Portion(text=Bilingual(f"n{n}")) for n in range(230))
    )
    saved = desk.meetings.save(many)
    page.show_record(saved.id)
    assert ui.jobs.idle()
    assert len(page.view.notes.rows) == 200
    qtbot.mouseClick(page.view.notes._more, Qt.MouseButton.LeftButton)
    assert len(page.view.notes.rows) == 230


def test_an_empty_desk_offers_to_take_notes(open_page, ui, qtbot):
    page = open_page()
    assert page.list._stack.currentWidget() is page.list._empty
    qtbot.mouseClick(page.list._empty.button, Qt.MouseButton.LeftButton)
    assert ui.ask.asked == ["New meeting"]


def test_the_page_speaks_japanese(open_page, ui, two):
    page = open_page(replace(ui, language=Language("ja")))
    model = page.list.model
    assert model.data(model.index(0, 0)) == "2026年11月"
    assert "計画VTC" in model.data(model.index(1, 0))
    assert page.view.notes_title is not None


def said(package):
    for path in Path(package.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                given = {"tr": node.args[:1], "count": node.args[:2], "Problem": node.args[1:2]}.get(name, ())
                given = node.args[:1] if name.endswith("Error") else given
                yield from (one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str))


def test_every_word_of_meetings_has_its_japanese():
    catalogue = json.loads(resource("translations", "ja", "meetings.json").read_text("utf-8"))
    common = json.loads(resource("translations", "ja", "qt.json").read_text("utf-8"))
    assert len(catalogue) > 100
    assert set(said(liaison_desk.meetings)) - set(catalogue) - set(common) == set()
