"""Notes taken with real keys on a real desk; it is 0941 in Colorado Springs on 24 November 2026."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent

from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.meetings.records import Attribution, Portion, PortionKind
from liaison_desk.meetings.rules.prefixes import read_prefix
from tests.meetings.notes import ALT, CTRL, SHIFT, go_to, meeting, note, press, saved_texts, texts


@pytest.mark.parametrize(
    ("typed", "kind", "marking", "length"),
    [
        ("a/", PortionKind.ACTION, 0, 2),
        ("f/Seats for MPC?", PortionKind.RFI, 0, 2),
        ("ｄ／日程を確認", PortionKind.DECISION, 0, 2),
        ("e3/", PortionKind.EQUITY, 3, 3),
        ("2/", None, 2, 2),
    ],
)
def test_a_prefix_sets_kind_and_marking(typed, kind, marking, length):
    assert read_prefix(typed) == (kind, marking, length)


@pytest.mark.parametrize("typed", ["and/or", "x/ y", "", "/", "10/", "a", "A/C", "N/A"])
def test_other_words_are_no_prefix(typed):
    assert read_prefix(typed) is None


def test_each_return_keeps_a_note_at_once(page, ui, desk, two, qtbot):
    note(qtbot, ui, page, "c/Host sends the draft")
    note(qtbot, ui, page, "i/They read early papers")
    kept = desk.meetings.meeting(two[0].id).portions[3:]
    assert [(one.kind, one.text.host) for one in kept] == [
        (PortionKind.COMMITMENT, "Host sends the draft"), (PortionKind.INSIGHT, "They read early papers"),
    ]  # fmt: skip
    assert kept[0].marking == desk.profile.get().default_marking
    assert kept[0].said_at == desk.clock.now()
    assert texts(page)[3:] == ["Host sends the draft", "They read early papers"]
    assert page.notes.editor.current.text == Bilingual()


def test_a_prefix_with_a_number_marks_the_note_too(page, ui, desk, two, qtbot):
    note(qtbot, ui, page, "e3/Our line on warning data")
    kept = desk.meetings.meeting(two[0].id).portions[3]
    assert (kept.kind, kept.marking) == (PortionKind.EQUITY, Marking("JPN", audience=frozenset({"JPN"})))


def test_a_prefix_is_read_when_an_input_method_has_confirmed_it(page, ui, desk, two, qtbot, qapp):
    editor = page.notes.editor
    for words in ("ｄ／", "日程は変更しない"):
        qapp.sendEvent(editor, QInputMethodEvent(words, []))
        done = QInputMethodEvent()
        done.setCommitString(words)
        qapp.sendEvent(editor, done)
    press(qtbot, ui, editor, Qt.Key.Key_Return)
    kept = desk.meetings.meeting(two[0].id).portions[3]
    assert (kept.kind, kept.text) == (PortionKind.DECISION, Bilingual(home="日程は変更しない"))


def test_a_return_that_confirms_a_conversion_begins_no_note(page, ui, desk, two, qtbot, qapp):
    editor = page.notes.editor
    qapp.sendEvent(editor, QInputMethodEvent("にってい", []))
    press(qtbot, ui, editor, Qt.Key.Key_Return)
    press(qtbot, ui, editor, Qt.Key.Key_Tab)
    assert page.notes.sheet.document.blockCount() == 4
    assert len(desk.meetings.meeting(two[0].id).portions) == 3
    done = QInputMethodEvent()
    done.setCommitString("日程")
    qapp.sendEvent(editor, done)
    press(qtbot, ui, editor, Qt.Key.Key_Return)
    kept = desk.meetings.meeting(two[0].id).portions[3]
    assert (kept.text, kept.level) == (Bilingual(home="日程"), 0)


def test_the_speaker_is_one_of_those_present(page, ui, desk, two, qtbot):
    strip = page.notes.strip
    assert [strip.said_by.itemText(n) for n in range(strip.said_by.count())] == [
        "",
        "Theodore Vance",
        "Morishita Kengo",
    ]
    qtbot.keyClicks(page.notes.editor, "d/Dates agreed")
    strip.said_by.setCurrentIndex(2)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Return)
    assert desk.meetings.meeting(two[0].id).portions[3].said_by == "Morishita Kengo"


def test_the_strip_sets_what_the_note_is(page, ui, desk, two, qtbot):
    go_to(page, two[0].portions[0])
    strip = page.notes.strip
    strip.kind.setCurrentIndex(strip.kind.findData(PortionKind.COMMITMENT))
    strip.attribution.setCurrentIndex(strip.attribution.findData(Attribution.NATION))
    strip.to_whom.setEditText("Ishida")
    strip.due.set_value(date(2026, 12, 4))
    strip.due.changed.emit()
    go_to(page, two[0].portions[1])
    assert ui.jobs.idle()
    kept = desk.meetings.meeting(two[0].id).portions[0]
    assert (kept.kind, kept.attribution, kept.to_whom, kept.due) == (
        PortionKind.COMMITMENT, Attribution.NATION, "Ishida", date(2026, 12, 4),
    )  # fmt: skip
    assert kept.text == two[0].portions[0].text


def test_the_wording_in_the_other_language_is_gone_on_with_where_it_ends(page, ui, desk, two, qtbot):
    go_to(page, two[0].portions[0])
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_L, CTRL)
    qtbot.keyClicks(page.notes.strip.other, " (TBC)")
    assert page.notes.editor.current.text.home == "日程は変更なし (TBC)"


def test_by_when_is_typed_as_everywhere(page, ui, desk, two, qtbot):
    go_to(page, two[0].portions[0])
    strip = page.notes.strip
    strip.kind.setCurrentIndex(strip.kind.findData(PortionKind.COMMITMENT))
    strip.due.input.setFocus()
    qtbot.keyClicks(strip.due.input, "15 dec 2026")
    assert strip.due.input.text() == "15 dec 2026"
    strip.due.input.clear()
    qtbot.keyClicks(strip.due.input, "fri next week")
    go_to(page, two[0].portions[1])
    assert ui.jobs.idle()
    assert desk.meetings.meeting(two[0].id).portions[0].due == date(2026, 12, 4)


def test_a_translation_is_told_from_its_original_and_grows_old_with_it(page, ui, desk, two, qtbot):
    go_to(page, two[0].portions[1])
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_L, CTRL)
    assert page.notes.strip.other.hasFocus()
    qtbot.keyClicks(page.notes.strip.other, "B")
    press(qtbot, ui, page.notes.strip.other, Qt.Key.Key_Escape)
    assert page.notes.editor.hasFocus()
    go_to(page, two[0].portions[0])
    assert ui.jobs.idle()
    kept = desk.meetings.meeting(two[0].id).portions[1]
    assert kept.text == Bilingual("Send annex B", "B", home_state=Wording.TRANSLATED)
    go_to(page, two[0].portions[1])
    qtbot.keyClicks(page.notes.editor, "!")
    go_to(page, two[0].portions[0])
    assert ui.jobs.idle()
    kept = desk.meetings.meeting(two[0].id).portions[1]
    assert kept.text == Bilingual("Send annex B!", "B", home_state=Wording.STALE)


def test_tab_indents_and_backspace_at_the_beginning_takes_it_back(page, ui, desk, two, qtbot):
    qtbot.keyClicks(page.notes.editor, "sub-point")
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Tab)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Return)
    assert page.notes.editor.current.level == 1
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Backspace)
    assert page.notes.editor.current.level == 0
    assert desk.meetings.meeting(two[0].id).portions[3].level == 1
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Backspace)
    assert page.notes.editor.current.text.host == "sub-point"
    assert page.notes.sheet.document.blockCount() == 4


def test_a_line_break_stays_inside_the_note_and_goes_on_with_its_list(page, ui, desk, two, qtbot):
    qtbot.keyClicks(page.notes.editor, "- seats")
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Return, SHIFT)
    qtbot.keyClicks(page.notes.editor, "rooms")
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Return)
    assert saved_texts(desk, two[0].id)[3] == "- seats\n- rooms"


def test_words_are_set_strong_with_a_key_and_saved_as_source(page, ui, desk, two, qtbot):
    go_to(page, two[0].portions[1])
    cursor = page.notes.editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.StartOfBlock)
    cursor.movePosition(cursor.MoveOperation.Right, cursor.MoveMode.KeepAnchor, 4)
    page.notes.editor.setTextCursor(cursor)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_B, CTRL)
    go_to(page, two[0].portions[0])
    assert ui.jobs.idle()
    assert saved_texts(desk, two[0].id)[1] == "**Send** annex B"


def test_return_in_the_middle_parts_a_note_and_both_stay_what_it_was(page, ui, desk, two, qtbot):
    go_to(page, two[0].portions[0], start=True)
    cursor = page.notes.editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.Right, cursor.MoveMode.MoveAnchor, 5)
    page.notes.editor.setTextCursor(cursor)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Return)
    kept = desk.meetings.meeting(two[0].id).portions
    assert [one.text.host for one in kept[:2]] == ["Dates", " stand"]
    assert {(one.kind, one.marking, one.said_by) for one in kept[:2]} == {
        (two[0].portions[0].kind, two[0].portions[0].marking, "Vance")
    }


def test_notes_are_reordered_with_the_keyboard(page, ui, desk, two, qtbot):
    go_to(page, two[0].portions[0])
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Down, ALT)
    assert texts(page) == ["Send annex B", "Dates stand", "私見"]
    assert page.notes.editor.current.uid == two[0].portions[0].uid
    go_to(page, two[0].portions[2])
    assert ui.jobs.idle()
    assert saved_texts(desk, two[0].id) == ["Send annex B", "Dates stand", "私見"]


def test_a_note_that_is_taken_out_comes_back_by_the_fields_own_undo(page, ui, desk, two, qtbot):
    go_to(page, two[0].portions[1])
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Delete, CTRL | SHIFT)
    go_to(page, two[0].portions[0])
    assert ui.jobs.idle()
    assert saved_texts(desk, two[0].id) == ["Dates stand", "私見"]
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Z, CTRL)
    go_to(page, two[0].portions[2])
    assert ui.jobs.idle()
    assert saved_texts(desk, two[0].id) == ["Dates stand", "Send annex B", "私見"]
    assert desk.meetings.meeting(two[0].id).portions[1].uid == two[0].portions[1].uid


def test_two_brackets_find_a_record_and_link_it(page, ui, desk, two, qtbot):
    person = desk.contacts.save(Person(name=PersonName("Kaneko", "Ryo")))
    qtbot.keyClicks(page.notes.editor, "Ask [[")
    line = page.notes.link
    assert line.isVisible()
    qtbot.keyClicks(line, "Kaneko")
    qtbot.waitUntil(lambda: bool(line.offers))
    press(qtbot, ui, line, Qt.Key.Key_Return)
    assert page.notes.editor.hasFocus()
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Return)
    said = saved_texts(desk, two[0].id)[3]
    assert said.startswith(f"Ask [[person:{person.uid}|")
    assert said.endswith("]]")


def test_a_link_is_opened_with_a_key_and_with_the_mouse(page, ui, desk, told, two, qtbot):
    desk.meetings.add_portion(two[0].id, Portion(text=Bilingual(f"[[meeting:{two[1].uid}|Office call]]")))
    assert ui.jobs.idle()
    page.notes.go_to(desk.meetings.meeting(two[0].id).portions[3].uid)
    cursor = page.notes.editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.Left)
    page.notes.editor.setTextCursor(cursor)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Return, CTRL)
    at = page.notes.editor.cursorRect().center()
    qtbot.mouseClick(page.notes.editor.viewport(), Qt.MouseButton.LeftButton, CTRL, at)
    assert ui.jobs.idle()
    assert [(ref.kind, ref.id) for ref in told.opened] == [("meeting", two[1].id)] * 2


def test_an_action_becomes_a_task_whose_state_shows_in_the_notes(page, ui, desk, told, two, qtbot):
    go_to(page, two[0].portions[1])
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_T, CTRL)
    task = desk.meetings.meeting(two[0].id).portions[1].task_id
    assert page.notes.heads.tasks[task].state == "open"
    desk.tasks.complete([task])
    assert ui.jobs.idle()
    assert page.notes.heads.tasks[task].state == "done"
    page.notes.editor.repaint()
    spot = next(one for one in page.notes.editor._spots if one.what == "task")
    qtbot.mouseClick(page.notes.editor.viewport(), Qt.MouseButton.LeftButton, pos=spot.where.center())
    assert [(ref.kind, ref.id) for ref in told.opened] == [("task", task)]


def test_all_that_was_promised_becomes_tasks_at_once_and_one_undo_takes_them_back(page, ui, desk, two, qtbot):
    note(qtbot, ui, page, "c/Host sends the draft")
    assert page.notes.all_button.text() == "Make 2 tasks"
    qtbot.mouseClick(page.notes.all_button, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert desk.tasks.counts().open == 2
    assert page.notes.all_button.isHidden()
    assert desk.history.undo() == "Make tasks of notes"
    assert ui.jobs.idle()
    assert desk.tasks.counts().open == 0
    assert page.notes.all_button.text() == "Make 2 tasks"


def test_a_very_long_meeting_is_whole_on_the_sheet(page, ui, desk, qtbot):
    many = meeting(
        ("Long",), datetime(2026, 11, 25, 9), portions=tuple(Portion(text=Bilingual(f"n{n}")) for n in range(2000))
    )
    saved = desk.meetings.save(many)
    page.resize(1200, 800)
    page.show()
    formatted = []
    page.notes.sheet.document.contentsChange.connect(lambda _place, _removed, added: formatted.append(added))
    page.show_record(saved.id)
    assert ui.jobs.idle()
    assert len(texts(page)) == 2000
    QCoreApplication.processEvents()  # a scroll bar that comes only now lays all of them out again
    letters = page.notes.sheet.document.characterCount()
    assert letters <= sum(formatted) < 1.1 * letters  # each of them is formatted and laid out once
    page.notes.write()
    note(qtbot, ui, page, "d/the last")
    assert saved_texts(desk, saved.id)[-1] == "the last"


def test_copied_notes_carry_their_markings_and_bring_them_back(page, ui, desk, two, qtbot):
    editor = page.notes.editor
    press(qtbot, ui, editor, Qt.Key.Key_A, CTRL)
    press(qtbot, ui, editor, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().splitlines()[0] == "(U//REL TO USA, JPN) Dates stand"
    page.notes.write()
    press(qtbot, ui, editor, Qt.Key.Key_V, CTRL)
    copies = desk.meetings.meeting(two[0].id).portions[3:]
    assert [one.text.host or one.text.home for one in copies] == ["Dates stand", "Send annex B", "私見"]
    assert copies[0].marking == two[0].portions[0].marking


def test_a_template_has_places_that_are_filled_in_one_after_the_other(page, ui, desk, qtbot):
    plan = desk.meetings.save(meeting(("Call on the deputy",), datetime(2026, 11, 26, 9), template="engagement-plan"))
    page.show_record(plan.id)
    assert ui.jobs.idle()
    page.notes.write()
    for words in ("Gen Vance, Col Ito", "They know our line", "Seats; dates"):
        qtbot.keyClicks(page.notes.editor, words)
        press(qtbot, ui, page.notes.editor, Qt.Key.Key_Return)
        press(qtbot, ui, page.notes.editor, Qt.Key.Key_Return)
    kept = desk.meetings.meeting(plan.id).portions
    assert [(one.section, one.text.host) for one in kept] == [
        ("principals", "Gen Vance, Col Ito"), ("effect", "They know our line"), ("themes", "Seats; dates"),
    ]  # fmt: skip
    home = desk.profile.get().home
    assert kept[1].marking.audience == frozenset({home})
    assert page.notes.editor.current.section == "asks"
    desk.meetings.save_head(replace(desk.meetings.meeting(plan.id), template="engagement-report"))
    assert ui.jobs.idle()
    assert list(page.notes.sheet.sections)[:3] == ["principals", "effect", "themes"]
    assert "bottom-line" in page.notes.sheet.sections
    assert texts(page) == ["Gen Vance, Col Ito", "They know our line", "Seats; dates"]
