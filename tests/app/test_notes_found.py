"""A note that a search finds says that it is one and in which meeting it stands: in the window and on the command line."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.meetings.records import Meeting, Portion
from liaison_desk.meetings.rules.registers import Register
from tests.journeys.conftest import location, officer

__all__ = ["location", "officer"]
START = datetime(2026, 11, 24, 9)


@pytest.fixture
def noted(officer):
    portion = Portion(text=Bilingual("Feed specification is late", "フィード仕様書が遅れている"))
    return officer.desk.meetings.save(
        Meeting(
            title=Bilingual("Planning VTC", "計画VTC"), start=START, end=START + timedelta(hours=1),
            zone="America/Denver", portions=(portion,),
        )
    )  # fmt: skip


def test_a_hit_knows_its_meeting_and_others_stand_alone(officer, noted):
    hits = officer.desk.search("specification")
    assert [(one.kind, one.where) for one in hits] == [("portion", "Planning VTC")]
    assert [(one.kind, one.where) for one in officer.desk.search("VTC")] == [("meeting", "")]


def test_the_palette_says_note_and_where(officer, noted):
    officer.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    search = officer.window.search
    QTest.keyClicks(search.line, "specification")
    search._later.timeout.emit()  # the pause after typing, not waited for
    officer.settle()
    answer = next(one for one in search._model.answers if one.kind == "note")
    assert answer.detail.startswith("Planning VTC")
    assert answer.icon == "message-square-text"


def test_the_command_line_says_so_in_both_languages(officer, noted, location, say):
    found = say("search", location, "specification").out.splitlines()
    assert found[0].split("\t")[0] == "note"
    assert "Planning VTC: " in found[0]
    assert say("--language", "ja", "search", location, "specification").out.startswith("記録\t")


def test_a_line_of_a_register_opens_its_meeting_at_the_note_and_registers_are_printed(officer, noted):
    window = officer.window
    window.open(RecordRef("registers", 0))
    officer.settle()
    page = window.page()
    page.head.registers.button(Register.ALL).click()
    officer.settle()
    page.table.setFocus()
    page.print_register()
    officer.settle()
    assert officer.asker.asked == ["Print"]
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    officer.settle()
    officer.settle()
    assert window.page().title() == "Planning VTC"
    assert window.page().notes.keeper.saved[0].uid == noted.portions[0].uid


def test_ctrl_p_on_a_meeting_prints_the_paper_of_its_template(officer, noted, qtbot):
    asked = []
    officer.asker.fill = lambda dialog: asked.append(dialog.page.inspector.request().template)
    window = officer.window
    for template, paper in (("", "minutes"), ("vtc", "minutes"), ("engagement-plan", "engagement-plan")):
        officer.desk.meetings.save_head(replace(officer.desk.meetings.meeting(noted.id), template=template))
        window.open(RecordRef("meeting", noted.id))
        officer.settle()
        window.page().list.list.setFocus()
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)
        QTest.keyClick(window.page().list.list, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        officer.settle()
        assert asked[-1] == paper
    words = [one.text() for one in window.page().context_menu().actions()]
    assert "Print minutes…\tCtrl+P" in words
    assert "Print seating list…" in words
