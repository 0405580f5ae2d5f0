"""What comes between while notes are typed: others' changes, an input method's lines, the trash, a drag; nothing typed is lost."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.meetings.records import Portion, PortionKind
from tests.meetings.notes import CTRL, SHARED, go_to, note, press, saved_texts, texts


def test_lines_that_an_input_method_types_stay_in_their_note(page, ui, desk, two, qtbot, qapp):
    typed = QInputMethodEvent()
    typed.setCommitString("one\r\ntwo\nthree")
    qapp.sendEvent(page.notes.editor, typed)
    qtbot.keyClicks(page.notes.editor, "!")
    go_to(page, two[0].portions[0])
    assert ui.jobs.idle()
    assert saved_texts(desk, two[0].id)[3:] == ["one\ntwo\nthree!"]


def test_the_caret_stays_where_it_is_when_others_write(page, ui, desk, two, qtbot):
    go_to(page, two[0].portions[0], start=True)
    qtbot.keyClicks(page.notes.editor, "ab")
    desk.meetings.add_portion(two[0].id, Portion(text=Bilingual("another")))
    assert ui.jobs.idle()
    qtbot.keyClicks(page.notes.editor, "cd")
    assert texts(page) == ["abcdDates stand", "Send annex B", "私見", "another"]


def test_a_note_about_to_be_typed_stays_empty_when_others_move_some(page, ui, desk, two, qtbot):
    desk.meetings.move_portion(two[0].id, two[0].portions[0].uid, 1)
    assert ui.jobs.idle()
    qtbot.keyClicks(page.notes.editor, "new")
    assert texts(page) == ["Send annex B", "Dates stand", "私見", "new"]


def test_what_is_typed_comes_back_with_a_meeting_taken_out_of_the_trash(page, ui, desk, told, two, qtbot):
    qtbot.keyClicks(page.notes.editor, "half a thought")
    page.list.go_to_list()
    press(qtbot, ui, page.list.list, Qt.Key.Key_Delete)
    told.undo()
    assert ui.jobs.idle()
    assert saved_texts(desk, two[0].id)[3:] == ["half a thought"]


def test_words_of_several_notes_leave_with_their_markings(page, two):
    page.notes.editor.selectAll()
    carried = page.notes.editor.createMimeDataFromSelection().text()  # a drag takes these, as does a middle click
    assert carried.splitlines() == ["(U//REL TO USA, JPN) Dates stand", "(U//REL TO USA, JPN) Send annex B", "私見"]


def test_what_is_selected_cannot_be_dragged_away(page, two, qtbot):
    editor = page.notes.editor
    go_to(page, two[0].portions[0], start=True)
    middle = editor.cursorRect().center() + QPoint(10, 0)
    editor.selectAll()
    qtbot.mousePress(editor.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert not editor.textCursor().hasSelection()
    qtbot.mouseRelease(editor.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert texts(page) == ["Dates stand", "Send annex B", "私見"]


def hindered(page, ui, desk, two, qtbot):
    """Type into the first note while somebody else changes it."""
    before = two[0].portions[0]
    go_to(page, before, start=True)
    qtbot.keyClicks(page.notes.editor, "mine ")
    desk.meetings.change_portion(two[0].id, before, replace(before, text=Bilingual("theirs")))
    assert ui.jobs.idle()


def test_what_a_newer_version_hinders_stands_behind_it_when_another_meeting_is_shown(page, ui, desk, two, qtbot):
    hindered(page, ui, desk, two, qtbot)
    go_to(page, two[0].portions[1])
    assert ui.jobs.idle()
    assert page.notes.newer.isVisible()
    page.show_record(two[1].id)
    assert ui.jobs.idle()
    assert saved_texts(desk, two[0].id) == ["theirs", "mine Dates stand", "Send annex B", "私見"]
    assert "stands behind it" in page.notes.message.text()
    assert not page.notes.newer.isVisible()


def test_a_newer_version_met_after_another_meeting_is_shown_hinders_nothing(page, ui, desk, two, qtbot):
    hindered(page, ui, desk, two, qtbot)
    page.show_record(two[1].id)
    assert ui.jobs.idle()
    assert saved_texts(desk, two[0].id) == ["theirs", "mine Dates stand", "Send annex B", "私見"]


def test_what_a_newer_version_hinders_is_laid_by_at_once(page, ui, desk, two, qtbot):
    hindered(page, ui, desk, two, qtbot)
    go_to(page, two[0].portions[1])
    assert ui.jobs.idle()
    note(qtbot, ui, page, "more")
    desk.database.session = "another"
    desk.database.clock = FixedClock(desk.clock.now() + timedelta(minutes=1))
    assert [one.count for one in desk.meetings.recover()] == [1]
    assert saved_texts(desk, two[0].id)[:2] == ["theirs", "mine Dates stand"]


def make_room(desk, pages):
    """Let the desk's file grow to so many pages; 1 is as many as it has: the disk is full."""
    with desk.database.write("Jot") as transaction:
        transaction.connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")


def test_what_a_full_disk_refused_is_saved_when_there_is_room_though_another_meeting_is_shown(
    page, ui, desk, two, qtbot
):
    make_room(desk, 1)
    page.notes.editor.insert_words("long " * 20_000)
    page.show_record(two[1].id)
    assert ui.jobs.idle()
    assert "disk is full" in page.notes.message.text()
    assert len(saved_texts(desk, two[0].id)) == 3
    assert page.may_close()  # the user was asked, and closes all the same
    ui.ask.confirms = False
    assert not page.may_close()
    make_room(desk, 1_000_000)
    note(qtbot, ui, page, "elsewhere")
    assert saved_texts(desk, two[0].id)[3:] == [("long " * 20_000)]
    assert saved_texts(desk, two[1].id) == ["elsewhere"]
    assert page.may_close()


def test_what_was_taken_out_of_several_notes_and_brought_back_by_undo_is_saved_again(page, ui, desk, two, qtbot):
    page.notes.editor.selectAll()
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Delete)
    page.notes.keeper.save()
    assert ui.jobs.idle()
    assert saved_texts(desk, two[0].id) == []
    while page.notes.editor.document().isUndoAvailable():
        press(qtbot, ui, page.notes.editor, Qt.Key.Key_Z, CTRL)
    page.notes.keeper.save()
    assert ui.jobs.idle()
    kept = desk.meetings.meeting(two[0].id).portions
    assert [(one.uid, one.text, one.marking) for one in kept] == [
        (one.uid, one.text, one.marking) for one in two[0].portions
    ]


def test_words_behind_a_marking_that_cannot_be_read_are_kept_unmarked(page, ui, desk, two, qtbot):
    qtbot.keyClicks(page.notes.editor, "(U//REL TO USA, JPX) words")
    page.notes.keeper._jot()
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Return)
    kept = desk.meetings.meeting(two[0].id).portions[3]
    assert (kept.text.host, kept.marking) == ("(U//REL TO USA, JPX) words", None)
    assert "JPX" in page.notes.keeper.problems[kept.uid]
    go_to(page, kept)
    page.notes._set_marking(SHARED)  # the officer says what it is, and that stays
    go_to(page, two[0].portions[0])
    assert ui.jobs.idle()
    assert desk.meetings.meeting(two[0].id).portions[3].marking == SHARED


def test_a_mail_dragged_onto_the_notes_is_left_to_the_window_and_other_files_are_taken(page, tmp_path):
    mail, file = QMimeData(), QMimeData()
    mail.setUrls([(tmp_path / "Hotline.EML").as_uri()])
    file.setUrls([(tmp_path / "annex.txt").as_uri()])
    assert not page.notes.editor.canInsertFromMimeData(mail)  # Qt asks, and hands the drag on
    assert page.notes.editor.canInsertFromMimeData(file)


def test_a_note_saved_after_its_first_acronym_is_japanese_once_it_is(page, ui, desk, two, qtbot, qapp):
    qtbot.keyClicks(page.notes.editor, "JASDF ")
    page.notes.keeper.save()
    assert ui.jobs.idle()
    typed = QInputMethodEvent()
    typed.setCommitString("は来週説明する")
    qapp.sendEvent(page.notes.editor, typed)
    go_to(page, two[0].portions[0])
    assert ui.jobs.idle()
    assert desk.meetings.meeting(two[0].id).portions[3].text == Bilingual(home="JASDF は来週説明する")


def test_what_others_say_of_the_present_note_is_not_set_back_by_the_strip(page, ui, desk, two, qtbot):
    before = two[0].portions[1]
    go_to(page, before)
    desk.meetings.change_portion(two[0].id, before, replace(before, text=Bilingual("theirs"), said_by="Vance"))
    assert ui.jobs.idle()
    assert page.notes.strip.said_by.currentText() == "Vance"
    page.notes.strip.kind.setCurrentIndex(page.notes.strip.kind.findData(PortionKind.DECISION))
    page.notes.keeper.save()
    assert ui.jobs.idle()
    kept = desk.meetings.meeting(two[0].id).portions[1]
    assert (kept.kind, kept.text.host, kept.said_by) == (PortionKind.DECISION, "theirs", "Vance")
