"""The strip below the notes in a window of 1024 pixels: what is set of a note is seen whole."""

from datetime import date, datetime

import pytest

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.meetings.records import Attendee, Portion, PortionKind
from liaison_desk.meetings.ui.notes.strip import PortionStrip
from tests.meetings.notes import SHARED, meeting

WIDTH = 610  # what the list of meetings leaves of 1024 pixels


@pytest.fixture
def strip(page, qtbot):
    strip = PortionStrip(page.notes.editor.ui, page.notes.strip._words)
    qtbot.addWidget(strip)
    promise = Portion(
        kind=PortionKind.COMMITMENT,
        marking=SHARED,
        text=Bilingual("x"),
        due=date(2026, 12, 2),
        said_by="Naledi O. Delacroix",
    )
    strip.show_portion(promise)
    strip.resize(WIDTH, 150)
    with qtbot.waitExposed(strip):
        strip.show()
    return strip


def test_a_mark_and_a_date_are_seen_whole_and_a_name_from_its_beginning(strip):
    assert strip.marking.edit.text() == "(U//REL TO USA, JPN)"
    for line in (strip.marking.edit, strip.due.input):
        margins = line.textMargins()
        assert line.fontMetrics().horizontalAdvance(line.text()) <= line.width() - margins.left() - margins.right()
    assert strip.said_by.lineEdit().cursorPosition() == 0
    assert strip.marking.value() == SHARED
    assert strip.marking.chosen() is not None


def test_a_speakers_name_is_seen_from_its_beginning_when_his_meeting_is_opened(page, ui, desk):
    said = Portion(text=Bilingual("Seats"), said_by="Naledi O. Delacroix")
    there = (Attendee("Naledi O. Delacroix"),)
    saved = desk.meetings.save(meeting(("Sync",), datetime(2026, 11, 25, 9), attendees=there, portions=(said,)))
    page.show_record(saved.id)
    assert ui.jobs.idle()
    line = page.notes.strip.said_by.lineEdit()
    assert (line.text(), line.cursorPosition()) == ("Naledi O. Delacroix", 0)
