"""The dialog “Find a time” as the window shows it."""

from dataclasses import replace
from datetime import date

import pytest

from liaison_desk.calendar.service.slots import Slots
from liaison_desk.calendar.ui.slots.dialog import SlotDialog
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.foundation.core.language import Language
from tests.calendar.ui.conftest import PROFILE
from tests.calendar.ui.slots.proposals import HALF, TODAY


@pytest.fixture
def open_dialog(ui, desk, qtbot):
    """Show the dialog as the window does, with what it found."""

    def open_one(language: str = "en", first: date = TODAY, people=()) -> SlotDialog:
        spoken = replace(ui, language=Language(language))
        slots = Slots(desk.database, lambda: PROFILE, desk.calendars)
        dialog = SlotDialog(spoken, Wording(spoken.language, lambda: PROFILE), slots, desk.suggest, first, HALF, people)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
            dialog.activateWindow()
        assert ui.jobs.idle()
        return dialog

    return open_one
