"""Contacts are called in the window's language what they are called now, also where they were invited under another name."""

from datetime import datetime

import pytest

from liaison_desk.calendar.records import Participant
from liaison_desk.calendar.ui.timeline.rows import Rows
from liaison_desk.calendar.ui.ways import View
from liaison_desk.contacts.records import Person
from liaison_desk.domain.names import PersonName

SAKAMOTO = PersonName("Sakamoto", "Haruka", "坂本", "遥", "さかもと", "はるか")


@pytest.mark.parametrize(("code", "name"), [("en", "Lt Col Sakamoto Haruka"), ("ja", "2等空佐 坂本 遥")])
def test_popover_and_timeline_call_contacts_in_the_windows_language(ui, desk, board, open_lent_page, code, name):
    person = desk.contacts.save(Person(name=SAKAMOTO, rank="Lt Col", rank_home="2等空佐"))
    people = (Participant("Capt Sakamoto", contact_id=person.id), Participant("Ms. Raman"))
    board.event("Office call", datetime(2026, 11, 25, 9), participants=people)
    page = open_lent_page(code)
    page.week.select(board.one("Office call"))
    page.week.open_selected()
    assert ui.jobs.idle()
    comma = "、" if code == "ja" else ", "
    assert f"{name}{comma}Ms. Raman" in page.deeds.popover.facts
    page.deeds.popover.close()
    page.show_view(View.TIMELINE)
    assert ui.jobs.idle()
    page.present.show_rows(Rows.PEOPLE)
    assert ui.jobs.idle()
    assert [row.subject.name for row in page.present.rows] == [name]
