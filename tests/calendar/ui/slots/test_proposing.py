"""“Find a time” proposes while one types, says what is no search, and tells of the hours both headquarters share."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt

from liaison_desk.calendar.records import Participant
from liaison_desk.calendar.rules.overlap import overlaps
from liaison_desk.calendar.rules.slots import Hours
from liaison_desk.calendar.ui.slots.dialog import find_time
from liaison_desk.calendar.ui.slots.words import SlotWords
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.contacts.records import Person
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.language import Language
from tests.calendar.ui.conftest import PROFILE
from tests.calendar.ui.slots.proposals import TODAY, choose, clocks, said
from tests.calendar.ui.strokes import KEY


def test_the_dialog_opens_with_the_common_hours_of_two_weeks_off_both_nations_holidays(open_dialog):
    dialog = open_dialog()
    assert clocks(dialog)[:5] == ["24 1630", "24 1700", "25 1630", "25 1700", "30 1630"]  # not on Thanksgiving
    assert dialog.summary.text_whole() == f"{len(dialog.list.slots())} free times"
    assert dialog.overlap.text_whole() == "Common duty 1630–1730T / 0830–0930I+1 (7 of 14 days)."
    assert said(dialog)[0] == (
        "Tue 24 Nov 1630–1700T / 2330–0000Z / 0830–0900I+1 · both on duty · Colorado Springs on duty 0730–1730T"
        " · Tokyo on duty 0830–1715I"
    )
    assert not dialog.note.isVisible()


def test_a_longer_length_is_looked_for_while_it_is_typed(open_dialog, qtbot):
    dialog = open_dialog()
    field = dialog.form.field("length")
    field.input.setFocus()
    field.input.selectAll()
    qtbot.keyClicks(field.input, "1:00")
    qtbot.waitUntil(lambda: clocks(dialog)[:2] == ["24 1630", "25 1630"])
    assert field.input.hasFocus()


def test_what_is_no_search_is_said_at_the_field_and_in_place_of_the_list_until_it_is_mended(open_dialog, ui, qtbot):
    dialog = open_dialog()
    last = dialog.form.field("last")
    last.input.setFocus()
    last.input.selectAll()
    qtbot.keyClicks(last.input, "2026-11-01")
    qtbot.waitUntil(lambda: last.problem() == "The last day lies before the first.")
    assert dialog.stack.currentWidget() is dialog.nothing
    assert dialog.nothing._text.text_whole() == "The last day lies before the first."
    assert not dialog.take_button.isEnabled()
    assert not dialog.copy_buttons["en"].isEnabled()
    dialog.act()
    assert dialog.found is None
    last.input.selectAll()
    qtbot.keyClicks(last.input, "2026-11-25")
    qtbot.waitUntil(lambda: clocks(dialog) == ["24 1630", "24 1700", "25 1630", "25 1700"])
    assert last.problem() == ""
    choose(dialog, "length", timedelta())
    dialog.look()
    assert ui.jobs.idle()
    assert dialog.form.field("length").problem() == "Give a length of a minute at least."


def test_an_answer_that_comes_late_does_not_cover_what_is_wrong_now(open_dialog, ui):
    dialog = open_dialog()
    dialog.look()
    dialog.form.field("last").set_value(date(2026, 1, 1))
    dialog.look()
    assert ui.jobs.idle()
    assert dialog.list.slots() == ()
    assert dialog.summary.text_whole() == "No search yet"


def test_the_chosen_proposal_stays_chosen_when_the_options_change(open_dialog, ui):
    dialog = open_dialog()
    dialog.list.setCurrentIndex(dialog.list.model().index(3, 0))
    chosen = dialog.list.current()
    choose(dialog, "step", 15)
    dialog.look()
    assert ui.jobs.idle()
    assert dialog.list.current() == chosen
    assert clocks(dialog)[:3] == ["24 1630", "24 1645", "24 1700"]


def test_in_summer_the_dialog_says_so_and_offers_what_comes_nearest_with_its_reason(open_dialog):
    dialog = open_dialog(first=date(2027, 7, 6))
    assert dialog.summary.text_whole() == "Nothing is free. These come nearest:"
    assert dialog.overlap.text_whole() == (
        "The two duty days do not meet in these days; next Mon 8 Nov 1630–1730T / 2330–0030Z / 0830–0930I+1."
    )
    assert said(dialog)[0].startswith(
        "Tue 6 Jul 1700–1730S / 2300–2330Z / 0800–0830I+1 · outside duty in Tokyo: 0800I · "
    )
    japanese = open_dialog("ja", first=date(2027, 7, 6))
    assert " · 東京は勤務時間外：0800I · " in said(japanese)[0]


def test_the_overlap_is_told_with_its_change_and_its_gaps(open_dialog, ui):
    dialog = open_dialog(first=date(2027, 2, 22))
    choose(dialog, "last", date(2027, 4, 2))
    dialog.look()
    assert ui.jobs.idle()
    assert dialog.overlap.text_whole() == (
        "Common duty 1630–1730T / 0830–0930I+1; none after Thu 11 Mar (11 of 40 days)."
    )


@pytest.mark.parametrize(
    ("late", "english", "japanese"),
    [
        (
            17,
            "Common duty 1630–1730T / 0830–0930I+1; none until Tue 3 Nov (1 of 15 days).",
            "双方の勤務時間 1630–1730T / 0830–0930I+1（11月3日（火）まではなし）（15日中1日）",
        ),
        (
            19,
            "Common duty 1730–1930S / 0830–1030I+1, from Tue 3 Nov 1630–1930T / 0830–1130I+1 (8 of 15 days).",
            "双方の勤務時間 1730–1930S / 0830–1030I+1、11月3日（火）から 1630–1930T / 0830–1130I+1（15日中8日）",
        ),
    ],
)
def test_the_overlap_is_told_over_the_autumn_change(late, english, japanese):
    profile = replace(PROFILE, duty_end=time(late, 30))
    days = overlaps(profile, date(2026, 10, 20), date(2026, 11, 3))
    for code, expected in (("en", english), ("ja", japanese)):
        assert SlotWords(Wording(Language(code), lambda: profile)).overlap(days, None) == expected


def test_people_of_no_contact_are_kept_and_it_is_said_what_is_known_of_others(open_dialog, desk, qtbot):
    known = desk.contacts.save(Person(name=PersonName("Whitcombe", "Rowan")))
    people = (
        Participant(name="Col Whitcombe", contact_id=known.id, role="chair"),
        Participant(name="Someone", email="someone@example.org"),
    )
    dialog = open_dialog(people=people)
    assert dialog.note.text_whole() == (
        "Contacts are free as far as this desk knows. Of 1 person who is in no contact nothing is known."
    )
    qtbot.mouseClick(dialog.take_button, Qt.MouseButton.LeftButton)
    assert dialog.found is not None
    assert dialog.found.people == people


def test_the_strip_paints_the_slot_where_it_is_in_the_day(open_dialog, ui):
    dialog = open_dialog()
    rect = dialog.list.visualRect(dialog.list.model().index(1, 0))
    image = dialog.list.viewport().grab(rect).toImage()
    left, width = 14 + 22, rect.width() - 14 - 20 - 22
    color = ui.theme.color("acc").name()
    found = {
        round(24 * (x - left) / width, 1)
        for x in range(left, left + width)
        if image.pixelColor(x, rect.height() // 2 + 6).name() == color
    }
    assert found
    assert 16.9 <= min(found) <= max(found) <= 17.6


def test_a_nation_is_added_whose_holidays_are_avoided(open_dialog, ui, qtbot):
    dialog = open_dialog()
    choose(dialog, "hours", Hours.HOST)
    line = dialog.form.field("others").input
    line.setFocus()
    qtbot.keyClicks(line, "kor")
    qtbot.waitUntil(lambda: bool(line.offers))
    qtbot.keyClick(line, KEY.Key_Return)
    dialog.form.field("first").set_value(date(2026, 12, 25))
    dialog.form.field("last").set_value(date(2027, 1, 4))
    dialog.form.field("host_holidays").set_value(False)
    dialog.look()
    assert ui.jobs.idle()
    assert {one.starts.date() for one in dialog.list.slots()} & {date(2026, 12, 25), date(2027, 1, 1)} == set()
    assert date(2026, 12, 28) in {one.starts.date() for one in dialog.list.slots()}


def test_find_time_begins_on_the_day_it_is_asked_for_and_never_in_the_past(ui, desk):
    seen = []

    def fill(dialog) -> None:
        assert ui.jobs.idle()
        seen.append(dialog.form.field("first").value())

    ui.ask.fill = fill
    wording = Wording(ui.language, lambda: PROFILE)
    for start in (date(2026, 12, 3), datetime(2026, 12, 4, 2, tzinfo=UTC), date(2026, 1, 1), None):
        assert find_time(ui, wording, desk.slots, desk.suggest, start=start) is None
    assert seen == [date(2026, 12, 3), date(2026, 12, 3), TODAY, TODAY]


def test_the_keyboard_walks_from_the_options_to_the_list(open_dialog, qtbot):
    dialog = open_dialog()
    assert dialog.form.people.input.hasFocus()
    for _ in range(40):
        if dialog.list.hasFocus():
            break
        qtbot.keyClick(dialog.focusWidget(), KEY.Key_Tab)
    assert dialog.list.hasFocus()
