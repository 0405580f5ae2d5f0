"""Notes taken and edited with real keys on a real desk; it is 0941 in Colorado Springs on 24 November 2026."""

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.meetings.records import Attribution, Portion, PortionKind
from liaison_desk.meetings.ui.capture import read_prefix
from tests.meetings.notes import ALT, CTRL, meeting, note, press, row_of, texts


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


def test_undo_after_a_note_is_the_windows_and_does_not_bring_the_line_back(page, ui, two, qtbot):
    undone = []
    QShortcut(QKeySequence.StandardKey.Undo, page, lambda: undone.append(True))
    note(qtbot, ui, page, "Host sends the draft")
    qtbot.keyClick(page.view.capture.input, Qt.Key.Key_Z, CTRL)
    assert (undone, page.view.capture.input.text()) == ([True], "")


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
