"""A desk with calendars and two colleagues in the real window, and a clock put on by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from liaison_desk.app.founding import new_profile
from liaison_desk.app.start import Memories, Program
from liaison_desk.calendar.records import (
    Calendar,
)
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.asker import PreparedAsker
from tests.desks import lay_founded_desk
from tests.journeys.conftest import NOW, Officer

KEY = Qt.Key
CTRL, ALT, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier  # fmt: skip


@dataclass
class Hands:
    """A clock that is put on by hand."""

    at: datetime

    def now(self) -> datetime:
        return self.at


@contextmanager
def working(folder: Path, language: Language) -> Iterator[tuple[Officer, Hands]]:
    """Open the program on a desk with calendars and two colleagues."""
    place, hands, asker = folder / "week.desk", Hands(NOW), PreparedAsker()
    lay_founded_desk(place, new_profile("JPN", "USA"))
    program = Program(str(place), Memories(folder), language, hands, "light", asker=asker)
    program.unseen = True
    program.window.resize(1440, 900)
    program.window.show()
    program.window.activateWindow()
    assert QTest.qWaitForWindowActive(program.window)
    program.open_desk()
    assert program.jobs.idle()
    officer = Officer(program, asker)
    for number, (host, home, palette) in enumerate(
        (("Battle rhythm", "定例業務", "rhythm"), ("Planning", "計画", "planning"), ("Exercises", "演習", "exercises"))
    ):
        officer.desk.calendars.save_calendar(
            Calendar(name=Bilingual(host, home), palette=palette, position=20 + number)
        )
    for family, given in (("Whitcombe", "Rowan"), ("Kisaragi", "Jun")):
        officer.desk.contacts.save(Person(name=PersonName(family, given)))
    officer.settle()
    yield officer, hands
    program.close()


def key(officer: Officer, pressed: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is on the calendar page."""
    QTest.keyClick(officer.window.page().present, pressed, modifiers)
    officer.settle()
