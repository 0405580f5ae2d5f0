"""Signs that are not seen: what turns the direction of text goes, all else stays; a title of which nothing is seen is none."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import InvalidError
from liaison_desk.meetings.records import AgendaItem, Attendee, Portion
from tests.meetings.notes import CTRL, meeting, note, press, saved_texts, texts

NOON = datetime(2026, 11, 24, 12)
TURNED = "Plan \u202egpj.exe"
ARABIC = "\u0634\u0643\u0631\u0627 \u200f(1)"


@pytest.mark.parametrize("unseen", ["\u200b", " \u2060\ufeff ", "\u202e", "\u3164", "\x07"])
def test_a_meeting_of_whose_title_nothing_is_seen_has_none(desk, unseen):
    for title in ((unseen, ""), ("", unseen)):
        with pytest.raises(InvalidError, match="title"):
            desk.meetings.save(meeting(title, NOON))


def test_a_meeting_and_its_notes_run_as_they_are_written(desk):
    one = meeting(
        (TURNED, ""), NOON, place=Bilingual("Room \u2067 5"), agenda=(AgendaItem(Bilingual(TURNED)),),
        attendees=(Attendee("Lee \u202eeeL"),), portions=(Portion(text=Bilingual(TURNED, ARABIC), said_by="Lee\u202d"),),
    )  # fmt: skip
    number = desk.meetings.save(one).id
    saved = desk.meetings.meeting(number)
    assert (saved.title.host, saved.place.host, saved.agenda[0].title.host) == (
        "Plan gpj.exe",
        "Room  5",
        "Plan gpj.exe",
    )
    assert saved.attendees[0].name == "Lee eeL"
    assert (saved.portions[0].text, saved.portions[0].said_by) == (Bilingual("Plan gpj.exe", ARABIC), "Lee")


def test_signs_that_turn_a_text_are_left_out_of_a_pasted_one_and_control_characters_kept_and_both_told(
    page, ui, desk, two, qtbot
):
    page.notes.editor.setFocus()
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_End, CTRL)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Return)
    QGuiApplication.clipboard().setText(f"{TURNED}\nBell \x07 rings\n{ARABIC}")
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(ui.jobs.idle)
    assert saved_texts(desk, two[0].id)[-3:] == ["Plan gpj.exe", "Bell \x07 rings", ARABIC]
    told = page.notes.message.text()
    assert "turn the direction" in told
    assert "control characters" in told


def test_a_sign_that_is_typed_goes_when_the_note_is_left(page, ui, desk, two, qtbot):
    page.notes.editor.setFocus()
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_End, CTRL)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Return)
    page.notes.editor.insert_words(TURNED)
    note(qtbot, ui, page, " and more")
    assert saved_texts(desk, two[0].id)[-1] == texts(page)[-1] == "Plan gpj.exe and more"
    assert not page.notes.keeper.unsaved
    assert not page.notes.keeper.conflicts


@pytest.mark.parametrize("sign", ["\r", "\r\n", "\u2028", "\u2029", "\ufdd0", "\ufdd1"])
def test_a_sign_that_would_end_a_block_ends_a_line_and_nothing_behind_it_is_lost(open_page, ui, desk, qtbot, sign):
    notes = (Portion(text=Bilingual(f"one{sign}two")), Portion(text=Bilingual("three")))
    number = desk.meetings.save(meeting(("Talk", ""), NOON, portions=notes)).id
    page = open_page()
    page.show_record(number)
    assert ui.jobs.idle()
    page.notes.write()
    assert texts(page) == ["one\ntwo", "three"]
    note(qtbot, ui, page, "more")
    assert saved_texts(desk, number) == [f"one{sign}two", "three", "more"]
    page.notes.go_to(page.notes.sheet.order()[0])
    page.notes.editor.setFocus()
    note(qtbot, ui, page, "!")
    assert saved_texts(desk, number) == ["one\ntwo!", "three", "more"]


@pytest.mark.parametrize("sign", ["\ufffc", "\ufdd0", "\ufdd1", "\x01"])
def test_signs_that_a_text_box_keeps_for_itself_are_pasted_without_loss(page, ui, desk, two, qtbot, sign):
    page.notes.editor.setFocus()
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_End, CTRL)
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_Return)
    QGuiApplication.clipboard().setText(f"one{sign}two\nthree{sign}four")
    press(qtbot, ui, page.notes.editor, Qt.Key.Key_V, CTRL)
    assert ui.jobs.idle()
    kept = sign if sign in "\ufffc\x01" else "\n"
    assert saved_texts(desk, two[0].id)[-2:] == [f"one{kept}two", f"three{kept}four"]
