"""The program on a desk with one calendar, at 0800 in Colorado Springs."""

import pytest
import shiboken6

from liaison_desk.app.founding import new_profile
from liaison_desk.app.shell.reminding import Reminding
from liaison_desk.app.start import Memories, Program
from liaison_desk.calendar.records import Calendar
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.asker import PreparedAsker
from tests.app.shell.reminding.officer import DAY, EIGHT, Hands, Officer, Screen
from tests.desks import lay_founded_desk


@pytest.fixture
def officer(qapp, tmp_path):
    place = tmp_path / "officer.desk"
    lay_founded_desk(place, new_profile("JPN", "USA"))
    hands, screen, asker = Hands(EIGHT - 10 * DAY), Screen(), PreparedAsker()
    program = Program(str(place), Memories(tmp_path), Language("en"), hands, "light", asker=asker)
    program.unseen = True  # what goes wrong fails the test instead of being told in a dialog
    program.window.show()
    program.open_desk()
    assert program.jobs.idle()
    calendar = program.desk.calendars.save_calendar(Calendar(name=Bilingual("Planning"))).id
    hands.at = EIGHT
    shiboken6.delete(program.reminding)
    reminding = Reminding(program.ui, program.desk, program.window, notices=screen, elapsed=hands.elapsed)
    made = Officer(program, hands, screen, reminding, asker, calendar)
    reminding.watch.rang.connect(lambda new: made.rung.extend(reminding.words_of(one).title(one) for one in new))
    reminding.start()
    made.settle()
    yield made
    program.close()
