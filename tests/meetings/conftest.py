"""A real desk in a file and the surroundings of a page, for every test of meetings."""

from datetime import UTC, datetime
from functools import partial

import pytest

from liaison_desk.app.between.linking import linked_record
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.meetings.records import Attendee, Portion, PortionKind
from liaison_desk.meetings.ui.page import MeetingsPage
from tests.desks import new_desk
from tests.meetings.notes import SHARED, meeting
from tests.windows import told, ui

__all__ = ["told", "ui"]

NOW = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)  # 0941 in Colorado Springs, 0141 the next day in Tokyo


@pytest.fixture
def desk(tmp_path):
    desk = new_desk(tmp_path / "a.desk", DeskProfile(), FixedClock(NOW))
    yield desk
    desk.close()


@pytest.fixture
def open_page(ui, desk, told, qtbot):
    def opened(ui=ui):
        def attach(meeting_id, name, data):
            return desk.attachments.add(RecordRef("meeting", meeting_id), name, data).uid

        page = MeetingsPage(
            desk.meetings, ui, desk.profile.get, desk.suggest, desk.attendee_on, told.printed.append,
            find=desk.search, attach=attach, linked=partial(linked_record, desk.database), minutes=desk.minutes,
        )  # fmt: skip
        qtbot.addWidget(page)
        page.resize(1244, 828)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        assert ui.jobs.idle()
        return page

    return opened


@pytest.fixture
def two(desk):
    """A VTC today with three notes, and an older visit that is final."""
    notes = (
        Portion(
            kind=PortionKind.DECISION, marking=SHARED, text=Bilingual("Dates stand", "日程は変更なし"), said_by="Vance"
        ),
        Portion(kind=PortionKind.ACTION, marking=SHARED, text=Bilingual("Send annex B")),
        Portion(kind=PortionKind.NOTE, text=Bilingual(home="私見")),
    )
    present = (Attendee("Theodore Vance", rank="Mr."), Attendee("Morishita Kengo", "森下 健吾", rank="Capt JMSDF"))
    today = meeting(
        ("Planning VTC", "計画VTC"), datetime(2026, 11, 24, 16, 30), kind="vtc", portions=notes, attendees=present
    )
    older = meeting(("Office call",), datetime(2026, 10, 12, 9), kind="visit", state="final")
    return [desk.meetings.save(one) for one in (today, older)]


@pytest.fixture
def page(open_page, two):
    page = open_page()
    page.notes.write()
    return page
