"""What is typed is kept: from refusals, other officers, other meetings on show, and the end of the program."""

from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.meetings.records import Jotting, Portion, PortionKind
from tests.meetings.notes import ALT, CTRL, SHARED, SHIFT, go_to, note, press, saved_texts, texts

PLAIN = Qt.KeyboardModifier.NoModifier


def paste(qtbot, ui, page, text):
    QGuiApplication.clipboard().setText(text)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_V, CTRL)


def test_text_above_the_ceiling_is_refused_in_words_and_not_stored(page, ui, desk, two, qtbot):
    note(qtbot, ui, page, "(S//REL TO USA, JPN) the plan")
    assert any("SECRET was refused" in problem for problem in page.notes.keeper.problems.values())
    assert texts(page)[3:] == ["(S//REL TO USA, JPN) the plan"]
    page.notes.keeper._jot()
    assert ui.jobs.idle()
    assert saved_texts(desk, two[0].id) == ["Dates stand", "Send annex B", "私見"]
    assert "the plan" not in jotted(desk)


def jotted(desk):
    with desk.database.read() as connection:
        return str(connection.exec_driver_sql("SELECT portion FROM jotting").all())


def test_what_is_pasted_above_the_ceiling_never_reaches_the_notes(page, ui, two, qtbot):
    paste(qtbot, ui, page, "SECRET//NOFORN\nthe plan")
    assert "refused" in page.notes.message.text()
    assert len(texts(page)) == 3


def test_pasted_lines_become_notes_with_the_markings_they_bring(page, ui, desk, two, qtbot):
    paste(qtbot, ui, page, "(U//REL TO JPN, USA) Send it\n\nNo mark here\n| a | b |\n|---|---|\n| 1 | 2 |")
    kept = desk.meetings.meeting(two[0].id).portions[3:]
    assert [one.text.host for one in kept] == ["Send it", "No mark here", "| a | b |\n|---|---|\n| 1 | 2 |"]
    assert kept[0].marking.audience == frozenset({"USA", "JPN"})
    assert "(U//REL TO USA, JPN)" in page.notes.message.text()
    assert "Pasted as 3 notes." in page.notes.message.text()


def test_many_pasted_lines_are_saved_at_once_and_one_undo_takes_them_back(page, ui, desk, two, qtbot):
    before, saved, landed = texts(page), saved_texts(desk, two[0].id), []
    page.notes.keeper.landed.connect(landed.append)
    paste(qtbot, ui, page, "\n".join(f"(U//REL TO JPN, USA) line {number}" for number in range(40)))
    lines = [f"line {number}" for number in range(40)]
    assert saved_texts(desk, two[0].id)[3:] == lines
    assert len(landed) == 1  # not one action for each line
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Z, CTRL)
    page.notes.keeper.save()
    assert ui.jobs.idle()
    assert texts(page) == before
    assert saved_texts(desk, two[0].id) == saved
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Z, CTRL | SHIFT)
    page.notes.keeper.save()
    assert ui.jobs.idle()
    assert saved_texts(desk, two[0].id)[3:] == lines


def test_a_step_back_in_many_notes_looks_at_those_alone_that_it_touches(page, ui, desk, two, qtbot):
    paste(qtbot, ui, page, "\n".join(f"line {number}" for number in range(200)))
    saved, heard = saved_texts(desk, two[0].id), []
    go_to(page, desk.meetings.meeting(two[0].id).portions[100])
    page.notes.sheet.changed.connect(heard.append)
    for key, modifiers in ((Qt.Key.Key_Return, PLAIN), (Qt.Key.Key_Tab, PLAIN), (Qt.Key.Key_Up, ALT)):
        press(qtbot, ui, page.notes.editor, key, modifiers)
        heard.clear()
        press(qtbot, ui, page.notes.editor, Qt.Key.Key_Z, CTRL)
        assert 0 < len(heard) < 12
    page.notes.keeper.save()
    assert ui.jobs.idle()
    assert saved_texts(desk, two[0].id) == saved


def test_a_pasted_marking_does_not_come_upon_other_words(page, ui, desk, two, qtbot):
    go_to(page, two[0].portions[2])  # unmarked: it stays with the officer
    paste(qtbot, ui, page, "(U//REL TO USA, JPN) shared words")
    kept = desk.meetings.meeting(two[0].id).portions
    assert [(one.text.host or one.text.home, one.marking) for one in kept[2:]] == [
        ("私見", None), ("shared words", SHARED),
    ]  # fmt: skip


def test_megabytes_are_laid_into_notes_and_nothing_is_lost(page, ui, desk, two, qtbot):
    lines = [f"line {number} of a long text" for number in range(40_000)]
    paste(qtbot, ui, page, "\n".join(lines))
    kept = "\n".join(saved_texts(desk, two[0].id)[3:])
    assert kept.splitlines() == lines
    assert len(desk.meetings.meeting(two[0].id).portions) <= 3 + 500


def test_a_megabyte_without_a_break_is_cut_and_every_part_has_its_marking(page, ui, desk, two, qtbot):
    paste(qtbot, ui, page, "(U//REL TO USA, JPN) " + "x" * 1_000_000)
    kept = desk.meetings.meeting(two[0].id).portions[3:]
    assert "".join(one.text.host for one in kept) == "x" * 1_000_000
    assert {one.marking for one in kept} == {SHARED}
    assert "Pasted as 100 notes." in page.notes.message.text()


def test_deleting_across_notes_never_joins_two_markings(page, ui, desk, two, qtbot):
    editor = page.notes.editor
    go_to(page, two[0].portions[1])
    cursor = editor.textCursor()
    first = page.notes.sheet.block_of(two[0].portions[1].uid)
    last = page.notes.sheet.block_of(two[0].portions[2].uid)
    cursor.setPosition(first.position() + 4)
    cursor.setPosition(last.position() + 1, cursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    press(qtbot, ui, editor, Qt.Key.Key_Delete)
    go_to(page, two[0].portions[0])
    assert ui.jobs.idle()
    kept = desk.meetings.meeting(two[0].id).portions
    assert [(one.text.host or one.text.home, one.marking) for one in kept[1:]] == [("Send", SHARED), ("見", None)]


def test_backspace_at_the_beginning_of_a_note_joins_nothing(page, ui, desk, two, qtbot):
    go_to(page, two[0].portions[2], start=True)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Backspace)
    assert texts(page) == ["Dates stand", "Send annex B", "私見"]
    assert page.notes.editor.current.uid == two[0].portions[1].uid


def test_what_is_typed_is_saved_when_another_meeting_is_shown(page, ui, desk, two, qtbot):
    qtbot.keyClicks(page.notes.editor, "half a thought")
    page.show_record(two[1].id)
    assert ui.jobs.idle()
    assert texts(page) == []
    assert saved_texts(desk, two[0].id)[3:] == ["half a thought"]


def test_what_is_typed_is_saved_when_the_page_is_left(page, ui, desk, two, qtbot):
    qtbot.keyClicks(page.notes.editor, "half a thought")
    page.hide()
    assert ui.jobs.idle()
    assert saved_texts(desk, two[0].id)[3:] == ["half a thought"]


def test_what_is_being_typed_survives_notes_of_others_and_a_newer_version(page, ui, desk, two, qtbot):
    go_to(page, two[0].portions[0], start=True)
    qtbot.keyClicks(page.notes.editor, "mine ")
    before = two[0].portions[0]
    desk.meetings.change_portion(two[0].id, before, replace(before, text=Bilingual("theirs")))
    desk.meetings.add_portion(two[0].id, Portion(text=Bilingual("another")))
    assert ui.jobs.idle()
    assert texts(page) == ["mine Dates stand", "Send annex B", "私見", "another"]
    go_to(page, two[0].portions[1])
    assert ui.jobs.idle()
    assert "theirs" in page.notes.newer.text()
    qtbot.mouseClick(page.notes.newer.keep_button, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert saved_texts(desk, two[0].id) == ["mine Dates stand", "Send annex B", "私見", "another"]


def test_the_newer_version_can_be_taken_instead(page, ui, desk, two, qtbot):
    go_to(page, two[0].portions[0], start=True)
    qtbot.keyClicks(page.notes.editor, "mine ")
    before = two[0].portions[0]
    desk.meetings.change_portion(two[0].id, before, replace(before, text=Bilingual("theirs")))
    assert ui.jobs.idle()
    go_to(page, two[0].portions[1])
    assert ui.jobs.idle()
    qtbot.mouseClick(page.notes.newer.take_button, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert texts(page)[0] == "theirs"
    assert saved_texts(desk, two[0].id)[0] == "theirs"


def test_a_note_somebody_took_out_meanwhile_is_kept_as_typed_and_told(page, ui, desk, two, qtbot):
    go_to(page, two[0].portions[1])
    qtbot.keyClicks(page.notes.editor, " and C")
    desk.meetings.delete_portion(two[0].id, two[0].portions[1].uid)
    assert ui.jobs.idle()
    go_to(page, two[0].portions[0])
    assert ui.jobs.idle()
    assert "taken this note out" in page.notes.message.text()
    assert "Send annex B and C" in saved_texts(desk, two[0].id)


def test_notes_of_others_appear_where_they_stand(page, ui, desk, two):
    desk.meetings.add_portion(two[0].id, Portion(text=Bilingual("first of all")), 0)
    desk.meetings.delete_portion(two[0].id, two[0].portions[1].uid)
    desk.meetings.move_portion(two[0].id, two[0].portions[2].uid, -1)
    assert ui.jobs.idle()
    assert texts(page) == ["first of all", "私見", "Dates stand"]


def test_a_note_that_is_only_laid_by_comes_back_after_a_crash(page, ui, desk, two, qtbot, tmp_path):
    go_to(page, two[0].portions[1])
    qtbot.keyClicks(page.notes.editor, " today")
    page.notes.write()  # saved here; what follows is not
    assert ui.jobs.idle()
    qtbot.keyClicks(page.notes.editor, "d/unfinished tho")
    page.notes.keeper._jot()
    assert ui.jobs.idle()
    assert "unfinished tho" in jotted(desk)
    assert desk.meetings.recover() == []  # its own session is alive
    desk.database.session = "another"
    desk.database.clock = FixedClock(desk.clock.now() + timedelta(minutes=1))
    found = desk.meetings.recover()
    assert [(one.meeting_id, one.count) for one in found] == [(two[0].id, 1)]
    kept = desk.meetings.meeting(two[0].id).portions
    assert [one.text.host or one.text.home for one in kept] == [
        "Dates stand",
        "Send annex B today",
        "私見",
        "unfinished tho",
    ]
    assert kept[3].kind is PortionKind.DECISION
    assert desk.meetings.recover() == []
    assert desk.history.undo() == "Recover notes"
    assert desk.check() == []


def test_what_is_taken_back_or_refused_after_it_was_laid_by_does_not_come_back(page, ui, desk, two, qtbot):
    for typed, ending in (("a thought", [Qt.Key.Key_Backspace] * 9), ("the plan", [])):
        qtbot.keyClicks(page.notes.editor, typed)
        page.notes.keeper._jot()
        assert ui.jobs.idle()
        assert typed in jotted(desk)
        for key in ending:
            qtbot.keyClick(page.notes.editor, key)
    cursor = page.notes.editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.StartOfBlock)
    page.notes.editor.setTextCursor(cursor)
    qtbot.keyClicks(page.notes.editor, "(S) ")
    go_to(page, two[0].portions[0])
    assert ui.jobs.idle()
    assert jotted(desk) == "[]"
    assert saved_texts(desk, two[0].id) == ["Dates stand", "Send annex B", "私見"]


def test_what_was_left_of_a_note_that_was_changed_since_stands_behind_it(desk, two):
    before = two[0].portions[0]
    desk.meetings.jot(two[0].id, [Jotting(replace(before, text=Bilingual("mine")), before, "")])
    desk.meetings.change_portion(two[0].id, before, replace(before, text=Bilingual("theirs")))
    desk.database.session = "another"
    desk.database.clock = FixedClock(desk.clock.now() + timedelta(minutes=1))
    assert [one.count for one in desk.meetings.recover()] == [1]
    assert saved_texts(desk, two[0].id) == ["theirs", "mine", "Send annex B", "私見"]


def test_a_dropped_file_and_a_pasted_picture_are_kept_with_the_meeting(page, ui, desk, two, qtbot, tmp_path):
    file = tmp_path / "annex B.txt"
    file.write_text("seats")
    dropped = QMimeData()
    dropped.setUrls([file.as_uri()])
    page.notes.editor.insertFromMimeData(dropped)
    assert ui.jobs.idle()
    picture = QImage(4, 4, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    pasted = QMimeData()
    pasted.setImageData(picture)
    page.notes.editor.insertFromMimeData(pasted)
    assert ui.jobs.idle()
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Return)
    names = [one.name for one in desk.attachments.of(RecordRef("meeting", two[0].id))]
    assert sorted(names) == ["20261124-164100.png", "annex B.txt"]
    assert saved_texts(desk, two[0].id)[3].count("[[attachment:") == 2


def test_the_files_of_a_meeting_are_shown_and_a_link_to_one_leads_there(page, ui, desk, two, qtbot):
    file = desk.attachments.add(RecordRef("meeting", two[0].id), "annex B.txt", b"seats")
    desk.meetings.add_portion(two[0].id, Portion(text=Bilingual(f"[[attachment:{file.uid}|annex B.txt]]")))
    assert ui.jobs.idle()
    seen = []

    def look(dialog):
        assert ui.jobs.idle()
        seen.append([name for key, name in dialog.part.files.buttons if key == "save"])

    ui.ask.fill = look
    page._open_link("attachment", file.uid)
    assert ui.jobs.idle()
    assert seen == [["annex B.txt"]]


def test_a_folder_is_told_and_not_attached(page, ui, desk, two, tmp_path):
    dropped = QMimeData()
    dropped.setUrls([tmp_path.as_uri()])
    page.notes.editor.insertFromMimeData(dropped)
    assert ui.jobs.idle()
    assert "not attached" in page.notes.message.text()


def test_undo_of_the_desk_shows_a_note_as_it_was(page, ui, desk, two, qtbot):
    go_to(page, two[0].portions[0])
    qtbot.keyClicks(page.notes.editor, " until March")
    go_to(page, two[0].portions[1])
    assert ui.jobs.idle()
    assert saved_texts(desk, two[0].id)[0] == "Dates stand until March"
    assert desk.history.undo() == "Take notes"
    assert ui.jobs.idle()
    assert texts(page)[0] == saved_texts(desk, two[0].id)[0] == "Dates stand"
    assert desk.history.redo() == "Take notes"
    assert ui.jobs.idle()
    assert texts(page)[0] == saved_texts(desk, two[0].id)[0] == "Dates stand until March"


def test_typing_over_notes_up_to_the_last_one_is_saved_of_both(page, ui, desk, two, qtbot):
    editor, (_, second, third) = page.notes.editor, two[0].portions
    qtbot.keyClicks(editor, "Call Tokyo")
    press(qtbot, ui, editor, Qt.Key.Key_Up)
    cursor = editor.textCursor()
    cursor.setPosition(page.notes.sheet.block_of(second.uid).position() + 4)
    cursor.setPosition(page.notes.sheet.document.lastBlock().position() + 5, cursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    qtbot.keyClicks(editor, "!")
    go_to(page, two[0].portions[0])
    assert ui.jobs.idle()
    assert third.uid not in page.notes.sheet.order()
    assert texts(page) == saved_texts(desk, two[0].id) == ["Dates stand", "Send!", "Tokyo"]
