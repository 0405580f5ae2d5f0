"""The form of a task by keyboard alone: Tab comes to every input once, in the order they are read, and back the same way."""

from datetime import date, datetime
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.tasks.records import (
    ChainStep,
    ChecklistItem,
    LogEntry,
    Rfi,
    Side,
    Supporter,
    Task,
    TaskKind,
    TaskState,
)
from liaison_desk.tasks.ui.form import ANSWER, CONTENT, LOG, MAIN, PEOPLE, REQUEST, TIMES

TAB, BACKTAB = Qt.Key.Key_Tab, Qt.Key.Key_Backtab
PARTS = (MAIN, PEOPLE, TIMES, CONTENT, LOG)


def full(desk):
    """Return a task with something in every field that has rows."""
    task = Task(
        title=Bilingual("Seat list"), due=datetime(2026, 12, 4), state=TaskState.WAITING, waiting_on="J5", waiting_side=Side.HOST,
        support=(Supporter("J7"), Supporter("J2")), checklist=(ChecklistItem("Ask", True), ChecklistItem("Send")),
        categories=("seats", "spring"), reminders=(1440, 60), log=(LogEntry(datetime.fromisoformat("2026-11-20T09:00Z"), "Ito", "Asked"),),
    )  # fmt: skip
    return desk.tasks.save(task)


def asked(desk):
    chain = tuple(ChainStep(deed, "J5", date(2026, 11, 20)) for deed in ("asked", "passed"))
    rfi = Rfi(question=Bilingual("Which?"), chain=chain)
    return desk.tasks.save(
        Task(title=Bilingual("Feed"), kind=TaskKind.RFI, from_nation="JPN", to_nation="USA", rfi=rfi)
    )


def walked(dialog, qtbot, key=TAB):
    """Press a key until the keyboard leaves the form; return where it came, from where it is now."""
    stops = [dialog.focusWidget()]
    for _ in range(80):
        qtbot.keyClick(dialog.focusWidget(), key)
        if not dialog.form.isAncestorOf(dialog.focusWidget()):
            return stops
        stops.append(dialog.focusWidget())
    raise AssertionError("Tab does not leave the form")


def to_see(form):
    """Return every input that is seen and takes the keyboard by Tab."""
    inside = form.widget()
    widgets = inside.findChildren(QWidget)
    return {
        one
        for one in widgets
        if one.isVisibleTo(form) and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
    }  # fmt: skip


def read_downwards(form, stops):
    """Tell whether no stop lies above the one before, nor left of it in one line."""
    places = [(one.mapTo(form.widget(), QPoint()), one.height()) for one in stops]
    return all(
        second.y() >= first.y() + height or (second.x() > first.x() and second.y() + tall > first.y())
        for (first, height), (second, tall) in pairwise(places)
    )


@pytest.mark.parametrize("make", [full, asked])
def test_tab_comes_to_every_input_of_every_part_once_as_they_are_read_and_back(edit, desk, qtbot, make):
    task = make(desk)
    parts = (*PARTS, REQUEST, ANSWER) if task.rfi else PARTS

    def act(_form, dialog):
        form = dialog.form
        for part in parts:
            form.turn_to(part)
            qtbot.wait(1)  # the layouts are laid out
            form.focus_first()
            if part in {CONTENT, ANSWER}:  # rows come while the form is open
                adding = form.field("checklist" if part == CONTENT else "chain").add_button
                adding.click()
                qtbot.wait(1)
                form.focus_first()
            forth = [one for one in walked(dialog, qtbot) if form.widget().isAncestorOf(one)]
            assert dialog.focusWidget() is dialog.cancel_button
            qtbot.keyClick(dialog.cancel_button, BACKTAB)
            back = [one for one in walked(dialog, qtbot, BACKTAB) if form.widget().isAncestorOf(one)]
            assert dialog.focusWidget() is dialog.save_button
            stops = back[::-1]
            assert set(stops) == to_see(form), part
            assert len(set(stops)) == len(stops), part
            assert read_downwards(form, stops), part
            assert stops[stops.index(forth[0]) :] == forth, part

    assert edit(task, act) == desk.tasks.task(task.id)


def test_what_is_typed_from_tab_to_tab_is_kept(edit, desk, qtbot):
    """Steps and support by keys alone, written where Tab goes from one to the next."""

    def act(_form, dialog):
        form = dialog.form

        def go(widget):
            for _ in range(80):
                if dialog.focusWidget() is widget:
                    return
                qtbot.keyClick(dialog.focusWidget(), TAB)
            raise AssertionError("Tab does not come there")

        form.turn_to(CONTENT)
        form.focus_first()
        steps = form.field("checklist")
        go(steps.add_button)
        qtbot.keyClick(steps.add_button, Qt.Key.Key_Space)
        qtbot.keyClicks(dialog.focusWidget(), "Print")
        go(steps.add_button)
        go(form.field("categories").input)
        qtbot.keyClicks(dialog.focusWidget(), "paper")
        form.turn_to(PEOPLE)
        form.focus_first()
        go(form.field("support").input)
        qtbot.keyClicks(dialog.focusWidget(), "J9")
        form.turn_to(TIMES)
        form.focus_first()
        go(form.field("reminders").usual[3 * 1440])
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
        go(form.field("repeats").input)

    kept = edit(full(desk), act)
    assert [step.text for step in kept.checklist] == ["Ask", "Send", "Print"]
    assert kept.categories == ("seats", "spring", "paper")
    assert [one.name for one in kept.support] == ["J7", "J2", "J9"]
    assert kept.reminders == (4320, 1440, 60)
