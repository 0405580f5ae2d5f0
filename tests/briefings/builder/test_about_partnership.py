"""A whole packet turned to one visit beside its outline: offered where papers are of visits, found by words, kept, named."""

from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from liaison_desk.briefings.ui.fitting import papers_for, section_groups
from liaison_desk.briefings.ui.outside import Found
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.language import Language
from tests.briefings.builders import kept, look_up, settled, shown, surroundings
from tests.briefings.conftest import MARKING
from tests.briefings.partnership_desks import partnership_desk


@pytest.fixture
def made(tmp_path):
    desk, records = partnership_desk(tmp_path)
    desk.profile.save(replace(MARKING, host=desk.profile.get().host))
    with closing(desk):
        yield desk, records


def test_a_packet_is_turned_to_a_visit_where_something_may_be_about_one(qapp, made, tmp_path, qtbot):
    desk, records = made
    with surroundings(desk, tmp_path) as found:
        page = shown(found[0], desk, qtbot, MARKING)
        visit, arrangement = (page.inspector.form.field(name) for name in ("visit", "arrangement"))
        for template, offered in (("visit-itinerary", (True, False)), ("turnover-book", (False, True))):
            page.show_template(template)
            settled(page, found[0], qtbot)
            form = page.inspector.form
            assert (visit.isVisibleTo(form), arrangement.isVisibleTo(form)) == offered, template
        page.show_template("visit-itinerary")
        settled(page, found[0], qtbot)
        visit.input.setFocus()
        look_up(qtbot, found[0], visit.input, "director")
        QTest.keyClick(visit.input, Qt.Key.Key_Return)
        settled(page, found[0], qtbot)
        settled(page, found[0], qtbot)  # of a template a packet is made first
        assert kept(desk).asked.visit == records.visit.id
        assert "Visit of the Director, Operations" in visit.input.text()


def test_every_section_stands_in_a_group_and_records_have_their_papers(made):
    _, records = made
    groups = dict(section_groups(Language("en")))
    assert [kind.name for kind in groups["Others"]] == ["cover"]
    assert {"arrangement_register", "visitor_data", "gift_log"} <= {kind.name for kind in groups["Partnership"]}
    papers = papers_for(Found(RecordRef("visit", records.visit.id), records.visit.uid))
    assert [one.kind for one in papers] == ["visit_itinerary", "delegation_list", "visitor_data"]
