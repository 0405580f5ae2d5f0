"""Ways an officer goes about an exercise in the window: dialogs that are answered, fields that are typed into, and the plan of GLOBAL SENTINEL."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QMenu, QWidget

from liaison_desk.domain.backplan import load_backplan
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.exercises.records import Exercise, ExerciseFilter, ExerciseState, Milestone
from liaison_desk.foundation.core.language import Language
from tests.journeys.calendar_week import Hands, working
from tests.journeys.conftest import Officer

KEY = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
STARTEX, ENDEX = datetime(2027, 1, 15, 8), datetime(2027, 1, 29, 17)
BOTH = Marking("JPN", audience=frozenset({"JPN", "USA"}))
REL, OURS = "(U//REL TO USA, JPN)", "(U//JPN ONLY)"


@pytest.fixture
def at_work(qapp, tmp_path: Path) -> Iterator[tuple[Officer, Hands]]:
    """An officer at a desk with two colleagues, and the hands of its clock."""
    with working(tmp_path, Language("en")) as opened:
        yield opened


@pytest.fixture
def planner(at_work: tuple[Officer, Hands]) -> Officer:
    """The officer on the exercises page."""
    at_work[0].press(KEY.Key_6, CTRL)
    return at_work[0]


@pytest.fixture
def planned(planner: Officer) -> Officer:
    """The officer on the page with the plan of GLOBAL SENTINEL 27, of which the decision brief is agreed."""
    lay_plan(planner)
    planner.desk.plans.lock([plan_of(planner)["decision-brief"].id])
    planner.settle()
    return planner


def write(widget: QWidget, text: str) -> None:
    """Type over what a line holds; Japanese comes from the input method."""
    widget.setFocus()
    widget.selectAll()
    if text.isascii():
        QTest.keyClicks(widget, text)
        return
    committed = QInputMethodEvent()
    QCoreApplication.sendEvent(widget, QInputMethodEvent(text, []))
    committed.setCommitString(text)
    QCoreApplication.sendEvent(widget, committed)


def choose(box: QComboBox, words: str) -> None:
    """Choose in a list by typing the beginning of what is meant."""
    box.setFocus()
    QTest.keyClicks(box, words)
    assert box.currentText().startswith(words), box.currentText()


def click(officer: Officer, widget: QWidget) -> None:
    """Click a button and wait for what follows."""
    QTest.mouseClick(widget, LEFT)
    officer.settle()


def key(officer: Officer, widget: QWidget, pressed: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press a key where the keyboard is put, and wait for what follows."""
    widget.window().activateWindow()  # after a dialog nobody gives it the keyboard back
    assert QTest.qWaitForWindowActive(widget.window())
    widget.setFocus()
    QTest.keyClick(widget, pressed, modifiers)
    officer.settle()


def take(officer: Officer, menu: QMenu, words: str) -> None:
    """Click an entry of an open menu."""
    found = next(one for one in menu.actions() if one.text().split("\t")[0] == words)
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(found).center())
    officer.settle()


def answer(officer: Officer, **dialogs: Callable) -> list[str]:
    """Fill in the dialogs that come, each by its title (blanks as underscores); return the titles as they come."""
    came: list[str] = []

    def fill(dialog) -> None:
        dialog.activateWindow()
        assert QTest.qWaitForWindowActive(dialog)
        officer.settle()
        title = dialog.windowTitle()
        came.append(title)
        dialogs[title.replace(" ", "_").strip("…")](dialog)
        officer.settle()

    officer.asker.fill = fill
    return came


def agree(dialog) -> None:
    """Do what a dialog is for, by its key."""
    QTest.keyClick(dialog, KEY.Key_Return, CTRL)


def step_back(dialog) -> None:
    """Leave a dialog, by its key."""
    QTest.keyClick(dialog, KEY.Key_Escape)


def exercise_of(officer: Officer) -> Exercise:
    """Return the exercise of next January."""
    ids = officer.desk.exercises.listing(ExerciseFilter(words="GLOBAL SENTINEL 27")).ids
    (number,) = ids
    return officer.desk.exercises.exercise(number)


def plan_of(officer: Officer) -> dict[str, Milestone]:
    """Return its milestones by key."""
    return {one.key: one for one in officer.desk.plans.plan(exercise_of(officer).id).milestones}


def days_of(officer: Officer, name: str) -> tuple[date, date]:
    """Return the days of a milestone."""
    one = plan_of(officer)[name]
    return one.first, one.last


def lay_plan(officer: Officer) -> Exercise:
    """Put the exercise on the desk as the first part of its story leaves it, and open it."""
    desk = officer.desk
    made = Exercise(
        name=Bilingual("GLOBAL SENTINEL 27", "グローバル・センチネル27"), series="GLOBAL SENTINEL", zone="America/Los_Angeles",
        place=Bilingual("Vandenberg", "バンデンバーグ"), startex=STARTEX, endex=ENDEX, state=ExerciseState.IN_PLANNING,
        marking=BOTH,
    )  # fmt: skip
    kept = desk.exercises.save(made, into_calendar=True)
    desk.plans.carry_out(desk.plans.try_template(kept.id, load_backplan("multinational")))
    officer.settle()
    return desk.exercises.exercise(kept.id)


def sheet_of(officer: Officer, tab: str):
    """Turn to a part of the exercise by its key, and return its pane."""
    page = officer.window.page()
    if not page.open_sheet:
        page.overview.table.select_id(exercise_of(officer).id)
        key(officer, page.overview.table, KEY.Key_Return)
    number = [name for name, _ in page.sheet._choices()].index(tab)
    officer.press(getattr(KEY, f"Key_{number + 1}"), ALT)
    assert page.sheet.tab == tab
    return page.sheet.pane(tab)
