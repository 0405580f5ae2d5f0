"""Minutes made final, changed, compared: with real clicks and keys; it is 24 November 2026."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from sqlalchemy import update

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.language import Language
from liaison_desk.meetings.records import Attendee, Portion
from liaison_desk.meetings.rules.minutes import frozen_meeting
from liaison_desk.meetings.ui.versions.comparing import pairings
from liaison_desk.meetings.ui.versions.dialog import VersionsDialog
from liaison_desk.meetings.ui.words import Words
from liaison_desk.schema.meetings import minutes_table
from tests.meetings.notes import press


@pytest.fixture
def versions(desk, two):
    """The VTC final twice: the decision reworded and one who came added in between; and a note more since."""
    first = desk.minutes.finalize(two[0].id)
    words = first.portions[0]
    desk.meetings.change_portion(first.id, words, replace(words, text=Bilingual("Dates slip", "日程は変更あり")))
    head = desk.meetings.meeting(first.id)
    desk.meetings.save_head(replace(head, attendees=(*head.attendees, Attendee("Late Comer"))))
    desk.minutes.finalize(first.id)
    desk.meetings.add_portion(first.id, Portion(text=Bilingual("One more thing")))
    return first.id


@pytest.fixture
def open_dialog(ui, desk, qtbot):
    def opened(meeting_id, ui=ui):
        words = Words(ui.language, desk.profile.get, desk.clock)
        dialog = VersionsDialog(ui, words, desk.minutes, desk.meetings, desk.meetings.meeting(meeting_id))
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        dialog.activateWindow()
        assert ui.jobs.idle()
        return dialog

    return opened


def test_making_minutes_final_says_what_is_missing_and_freezes_a_version(page, ui, desk, told, two, qtbot):
    asked = {}
    confirm = ui.ask.confirm
    ui.ask.confirm = lambda title, text, action, **more: asked.update(text=text) or confirm(title, text, action, **more)
    qtbot.mouseClick(page.view.state_button, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert ui.ask.asked == ["Make these minutes final?"]
    assert asked["text"].splitlines()[1:] == [
        "1 note is unmarked and stays with you.", "1 promise or request has no task yet.",
    ]  # fmt: skip
    frozen = desk.meetings.meeting(two[0].id)
    sha256 = desk.minutes.versions(two[0].id)[0].sha256
    assert (frozen.state, frozen.frozen) == ("final", 1)
    assert page.view.state_chip.accessibleName() == f"Final · version 1 · {sha256[:4]}…"
    assert told.toasts[-1][0] == "The minutes are final: version 1."
    told.undo()
    assert ui.jobs.idle()
    assert page.view.state_chip.accessibleName() == "Draft · after version 1"
    assert len(desk.minutes.versions(two[0].id)) == 1


def test_what_is_missing_is_told_of_the_meeting_as_it_is_now(page, ui, desk, two, qtbot):
    """Another officer, or the window beside, has changed it since it was shown."""
    asked = {}
    ui.ask.confirm = lambda _title, text, _action, **_more: asked.update(text=text)
    shown = desk.meetings.meeting(two[0].id)
    desk.meetings.add_portion(shown.id, Portion(text=Bilingual("Unmarked, too")))
    page.finalizing.finalize(shown)
    assert ui.jobs.idle()
    assert "2 notes are unmarked and stay with you." in asked["text"].splitlines()


def test_stepping_back_freezes_nothing(page, ui, desk, two, qtbot):
    ui.ask.confirms = False
    qtbot.mouseClick(page.view.state_button, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert (desk.meetings.meeting(two[0].id).state, desk.minutes.versions(two[0].id)) == ("draft", [])


def test_the_page_opens_the_versions_of_the_meeting_on_show(page, ui, versions, qtbot):
    entry = next(one for one in page.context_menu().actions() if one.text() == "Versions of the minutes…")
    entry.trigger()
    assert ui.ask.asked == ["Versions of the minutes"]


def test_the_present_stands_beside_the_last_version_and_arrows_choose_an_older_one(open_dialog, ui, versions, desk, qtbot):  # fmt: skip
    dialog = open_dialog(versions)
    assert [dialog.list.item(row, 0).text() for row in range(dialog.list.rowCount())] == ["Version 2", "Version 1"]
    assert (dialog.before.currentText(), dialog.after.currentText()) == ("Version 2", "The present")
    assert dialog.told.text_whole() == "1 difference"
    assert "One more thing" in dialog.beside.toPlainText()
    assert dialog.focusWidget() is dialog.list
    press(qtbot, ui, dialog.list, Qt.Key.Key_Down)
    assert dialog.before.currentText() == "Version 1"
    assert dialog.told.text_whole() == "3 differences"
    text = dialog.beside.toPlainText()
    assert "日程は変更なし" in text
    assert "日程は変更あり" in text
    assert "Late Comer" in text
    assert "Send annex B" not in text
    qtbot.mouseClick(dialog.only, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert "Send annex B" in dialog.beside.toPlainText()
    assert "Late Comer" in dialog.beside.toPlainText()


def test_two_versions_are_compared_and_their_digest_is_copied_whole(open_dialog, ui, versions, desk, qtbot):
    dialog = open_dialog(versions)
    dialog.before.setFocus()
    press(qtbot, ui, dialog.before, Qt.Key.Key_Down)
    dialog.after.setFocus()
    press(qtbot, ui, dialog.after, Qt.Key.Key_Down)
    assert (dialog.before.currentText(), dialog.after.currentText()) == ("Version 1", "Version 2")
    assert dialog.told.text_whole() == "2 differences"
    dialog.list.setFocus()
    dialog.list.selectRow(1)
    qtbot.keyClick(dialog.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    digests = [one.sha256 for one in desk.minutes.versions(versions)]
    assert QGuiApplication.clipboard().text() == digests[1]
    dialog.list.selectRow(0)
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == digests[0]


def test_only_changed_words_are_marked(desk, versions):
    book = desk.minutes.versions(versions)
    words = Words(Language("en"), desk.profile.get, desk.clock)
    pairs = pairings(words, frozen_meeting(book[1]), frozen_meeting(book[0]))
    changed = next(one for one in pairs if one.changed and one.name == "Decision")
    assert [one.text for one in changed.before if one.changed] == ["stand", "なし"]
    assert [one.text for one in changed.after if one.changed] == ["slip", "あり"]
    present = next(one for one in pairs if one.name == "Present")
    assert "".join(one.text for one in present.after if one.changed).strip() == "Late Comer"


def test_what_was_altered_from_outside_is_told(open_dialog, ui, versions, desk, qtbot):
    with desk.database.engine.begin() as connection:
        connection.execute(
            update(minutes_table).where(minutes_table.c.number == 1).values(content='{"title":{"host":"forged"}}')
        )
    dialog = open_dialog(versions)
    assert dialog.list.item(1, 0).text() == "Version 1 (altered)"
    press(qtbot, ui, dialog.list, Qt.Key.Key_Down)
    assert dialog.strip.text() == "Version 1 of these minutes was altered from outside."
    assert dialog.beside.toPlainText() == ""
    press(qtbot, ui, dialog.list, Qt.Key.Key_Up)
    assert dialog.strip.isHidden()
    assert dialog.told.text_whole() == "1 difference"


def test_minutes_that_were_never_final_have_no_version(open_dialog, two):
    dialog = open_dialog(two[0].id)
    assert "never made final" in dialog.strip.text()
    assert not dialog.copy_button.isEnabled()


def test_of_very_many_notes_the_first_are_laid_out_and_the_rest_is_told(open_dialog, ui, desk, two, qtbot):
    desk.minutes.finalize(two[0].id)
    many = tuple(Portion(text=Bilingual(f"Number {number}")) for number in range(350))
    desk.meetings.save(replace(desk.meetings.meeting(two[0].id), portions=many))
    dialog = open_dialog(two[0].id)
    assert dialog.told.text_whole() == "353 differences"
    assert dialog.beside.toPlainText().rstrip().endswith("and 53 more")


def test_what_users_wrote_is_never_markup(open_dialog, ui, desk, two, qtbot):
    desk.minutes.finalize(two[0].id)
    desk.meetings.add_portion(two[0].id, Portion(text=Bilingual("<b>bold</b> <img src=x>")))
    dialog = open_dialog(two[0].id, replace(ui, language=Language("ja")))
    assert "<b>bold</b> <img src=x>" in dialog.beside.toPlainText()
    assert dialog.told.text_whole() == "相違1件"
