"""The timeline on the calendar page."""

import pytest

from liaison_desk.calendar.ui.timeline.rows import Rows
from liaison_desk.calendar.ui.ways import View
from tests.calendar.ui.strokes import KEY


@pytest.fixture
def open_timeline(open_page, ui, qtbot):
    """Show the timeline by its key, at a zoom and with rows if these are asked for."""

    def open_one(language: str = "en", zoom: str = "3m", rows: str = Rows.CALENDARS):
        ui.memory.keep("calendar/timeline/zoom", zoom)
        ui.memory.keep("calendar/timeline/rows", rows)
        page = open_page(language)
        qtbot.keyClick(page.present, KEY.Key_Q)
        assert ui.jobs.idle()
        assert page.view is View.TIMELINE
        return page

    return open_one
