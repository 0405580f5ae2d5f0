"""The parts of the event form: turned to by keys, made late, losing nothing; what is wrong in another one is gone to."""

from datetime import datetime, time

import pytest
from PySide6.QtCore import Qt

from liaison_desk.calendar.records import Participant, Party, RhythmCard, RhythmInput
from liaison_desk.calendar.ui.form.event_form import CARD, EVENT, NOTES, PEOPLE, REPEAT
from liaison_desk.domain.bilingual import Bilingual
from tests.calendar.ui.form.writing import edit, new, typed
from tests.calendar.ui.strokes import ALT, CONTROL


def test_the_parts_are_turned_by_keys_and_every_one_begins_in_its_first_field(page, fill, qtbot, ui):
    seen = []

    def typing(form) -> None:
        for number, part in enumerate((EVENT, PEOPLE, REPEAT, CARD, NOTES), 1):
            qtbot.keyClick(form.window().focusWidget(), getattr(Qt.Key, f"Key_{number}"), ALT)
            seen.append((form.part == part, form.isAncestorOf(form.window().focusWidget())))
        qtbot.keyClick(form.window().focusWidget(), Qt.Key.Key_Tab, CONTROL)
        seen.append(form.part)
        qtbot.keyClick(form.window().focusWidget(), Qt.Key.Key_Backtab, CONTROL | Qt.KeyboardModifier.ShiftModifier)
        seen.append(form.part)

    fill(typing, save=False)
    new(page)
    assert seen == [(True, True)] * 5 + [EVENT, NOTES]


def test_parts_that_were_never_turned_to_are_not_made_and_lose_nothing(page, board, desk, fill, ui, qtbot):
    card = RhythmCard(purpose=Bilingual("Plans", "計画"), inputs=(RhythmInput(Bilingual("Slides"), 2, time(16)),))
    event = board.event(
        "Sync", datetime(2026, 11, 24, 8), rhythm=card, description=Bilingual("Bring a pen", "筆記具"), categories=("a",),
        participants=(Participant(name="KATO", email="kato@example.jp"),), organizations=(Party(name="J5"),),
    )  # fmt: skip
    assert ui.jobs.idle()
    before, seen = desk.calendars.event(event.id), []

    def typing(form) -> None:
        typed(qtbot, form.title.host, "Sync, moved")
        seen.append([form.is_made(part) for part in (EVENT, PEOPLE, REPEAT, CARD, NOTES)])

    fill(typing)
    edit(page, board.one("Sync"))
    after = desk.calendars.event(event.id)
    assert seen == [[True, False, False, False, False]]
    assert after.title.host == "Sync, moved"
    for name in ("rhythm", "description", "categories", "participants", "organizations", "recurrence"):
        assert getattr(after, name) == getattr(before, name)


@pytest.mark.parametrize("part", [PEOPLE, REPEAT, CARD, NOTES])
def test_tab_walks_a_part_that_is_made_late_before_it_comes_to_the_buttons(page, fill, qtbot, part):
    walked = []

    def typing(form) -> None:
        dialog = form.window()
        form.turn_to(part)
        form.focus_first()
        while dialog.focusWidget() is not dialog.cancel_button and len(walked) < 60:
            walked.append(form.isAncestorOf(dialog.focusWidget()) and dialog.focusWidget().isVisible())
            qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)

    fill(typing, save=False)
    new(page)
    assert 1 <= len(walked) < 60
    assert all(walked)
    if part == CARD:
        assert len(walked) >= 12


def test_what_is_wrong_in_another_part_is_gone_to(page, ui, qtbot, board):
    seen = []

    def fill_in(dialog) -> None:
        form = dialog.form
        form.title.host.setText("Office call")
        form.inputs.add_button.click()
        form.inputs.rows[0].host.setText("Slides")
        form.inputs.rows[0].at.setText("noon")
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
        assert ui.jobs.idle()
        seen.append((form.part, form.inputs.problem(), form.inputs.isVisibleTo(form)))

    ui.ask.fill = fill_in
    new(page)
    assert seen == [(CARD, "“noon” is not a time of day. Type it as 0900.", True)]
    assert board.titles() == []


def test_a_part_that_keys_turned_to_shows_where_the_keyboard_is(page, fill, qtbot):
    """The repetition begins in a list to choose from, which has no caret: without its ring nobody sees the keyboard."""
    seen = []

    def typing(form) -> None:
        qtbot.keyClick(form.window().focusWidget(), Qt.Key.Key_3, ALT)
        seen.append(form.window().focusWidget() is form.repeat.input)
        seen.append(form.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange))

    fill(typing, save=False)
    new(page)
    assert seen == [True, True]
