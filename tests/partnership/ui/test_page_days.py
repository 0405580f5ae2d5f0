"""The page of partnership while days pass: what ends is told anew after midnight at the host."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from liaison_desk.app.lending.partnership import partnership_sources
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.language import Language
from liaison_desk.partnership.records import Gift, Passing, Validity
from liaison_desk.partnership.ui.page import PartnershipPage
from tests.conftest import HandClock
from tests.desks import new_desk
from tests.windows import settle, shown, told, ui

__all__ = ["told", "ui"]


@pytest.fixture
def desk(tmp_path):
    made = new_desk(tmp_path / "a.desk", DeskProfile(), HandClock(datetime(2026, 11, 25, 6, 50, tzinfo=UTC)))
    yield made
    made.close()


def test_what_ended_is_past_its_end_after_midnight_though_nothing_was_changed(desk, ui, qtbot):
    desk.validities.save(Validity(title=Bilingual("Badge"), expires=date(2026, 11, 24)))
    ui.memory.keep("partnership/pane", "radar")
    page = shown(PartnershipPage(partnership_sources(desk, ui), ui), ui, qtbot)
    settle(ui)
    pane = page.pane()
    assert [group.label for group in pane.model.listing.groups] == ["To be done now"]
    desk.clock.forward(minutes=20)
    page.pass_minute()
    settle(ui)
    assert [group.label for group in pane.model.listing.groups] == ["Past its end"]


def test_in_a_narrow_window_the_day_of_an_end_is_not_cut(desk, ui, qtbot):
    desk.validities.save(Validity(title=Bilingual("Badge"), expires=date(2026, 11, 24)))
    ui.memory.keep("partnership/pane", "radar")
    page = shown(PartnershipPage(partnership_sources(desk, ui), ui), ui, qtbot, width=970, height=560)
    settle(ui)
    table = page.pane().table
    widths = {column.key: table.columnWidth(number) for number, column in enumerate(table.model().columns)}
    assert widths["day"] == next(column.width for column in table.model().columns if column.key == "day")
    assert widths["title"] < 220
    panes = page.pane().panes
    assert panes.sizes()[1] == 300  # the list has what it needs before the record beside it has all of its room
    panes.moveSplitter(590, 1)
    page.resize(980, 560)
    assert panes.sizes()[1] > 350


@pytest.mark.parametrize("code", ["en", "ja"])
def test_in_the_usual_window_no_list_scrolls_sideways(desk, ui, qtbot, code):
    desk.gifts.save(Gift(on=date(2025, 11, 24), passing=Passing.RECEIVED, item=Bilingual("Bowl")))
    page = shown(
        PartnershipPage(partnership_sources(desk, ui), replace(ui, language=Language(code))), ui, qtbot, width=1244
    )
    for tab in ("arrangements", "radar", "visits", "disclosures", "gifts"):
        page.show_pane(tab)
        settle(ui)
        assert page.pane().table.horizontalScrollBar().maximum() == 0, tab


def test_a_pane_that_is_made_leaves_the_keyboard_to_the_window(desk, ui, qtbot):
    page = shown(PartnershipPage(partnership_sources(desk, ui), ui), ui, qtbot)
    qtbot.waitUntil(page.isActiveWindow)
    for tab in ("radar", "opportunities", "visits", "disclosures", "gifts", "turnover"):
        page.show_pane(tab)
        settle(ui)
        assert page.isActiveWindow(), tab
