"""“Find a time” used with pointer and keys: live proposals, lines for a mail, and the new event's form filled from one."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from liaison_desk.calendar.records import Participant
from liaison_desk.calendar.rules.overlap import overlaps
from liaison_desk.calendar.rules.slots import Against, Hours, Reason, Slot, SlotOptions
from liaison_desk.calendar.service.slots import Slots
from liaison_desk.calendar.ui.page import CalendarPage
from liaison_desk.calendar.ui.slots.dialog import SlotDialog, find_time
from liaison_desk.calendar.ui.slots.words import SlotWords
from liaison_desk.calendar.words.typed import read_clock, read_length
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.contacts.records import Person
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language
from tests.calendar.ui.conftest import DENVER, PROFILE

KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
HALF = timedelta(minutes=30)
TODAY = date(2026, 11, 24)


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


@pytest.fixture
def page(ui, desk, qtbot):
    page = CalendarPage(
        desk.calendars, ui, lambda: PROFILE, suggest=desk.suggest, undo=desk.history.undo,
        slots=Slots(desk.database, lambda: PROFILE, desk.calendars),
    )  # fmt: skip
    qtbot.addWidget(page)
    page.resize(1244, 808)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    assert ui.jobs.idle()
    page.present.setFocus()
    return page


def clocks(dialog: SlotDialog) -> list[str]:
    return [f"{one.starts - timedelta(hours=7):%d %H%M}" for one in dialog.list.slots()]


def choose(dialog: SlotDialog, name: str, value) -> None:
    """Choose in a list of the form, as a click there does."""
    field = dialog.form.field(name)
    field.set_value(value)
    field.changed.emit()


def said(dialog: SlotDialog) -> list[str]:
    model = dialog.list.model()
    return [model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


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


def test_enter_on_a_proposal_opens_the_form_of_a_new_event_filled(page, board, desk, ui, qtbot):
    known = desk.contacts.save(Person(name=PersonName("Whitcombe", "Rowan")))
    board.event("Talks", datetime(2026, 11, 24, 16, 30), participants=(Participant(contact_id=known.id),), busy=False)
    steps = []

    def fill(dialog) -> None:
        steps.append(dialog.windowTitle())
        if isinstance(dialog, SlotDialog):
            line = dialog.form.people.input
            line.setFocus()
            qtbot.keyClicks(line, "whit")
            qtbot.waitUntil(lambda: bool(line.offers))
            qtbot.keyClick(line, KEY.Key_Return)
            qtbot.waitUntil(lambda: clocks(dialog)[:1] == ["25 1630"])  # she has talks on the 24th
            dialog.list.setFocus()
            qtbot.keyClick(dialog.list, KEY.Key_Down)
            qtbot.keyClick(dialog.list, KEY.Key_Return)
            return
        event = dialog.form.collected()
        steps.append((event.start, event.end, event.zone, [(one.name, one.contact_id) for one in event.participants]))
        dialog.reject()

    ui.ask.fill = fill
    qtbot.keyClick(page.present, KEY.Key_S)
    assert ui.jobs.idle()
    assert steps == [
        "Find a time", "New event",
        (datetime(2026, 11, 25, 17), datetime(2026, 11, 25, 17, 30), DENVER, [("Whitcombe Rowan", known.id)]),
    ]  # fmt: skip


def test_stepping_back_makes_no_event_and_the_menu_offers_the_search(page, board, ui, qtbot):
    page._open_menu(None, page.mapToGlobal(page.rect().center()))
    menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
    action = next(one for one in menu.actions() if one.text().startswith("Find a time…"))
    ui.ask.fill = lambda dialog: qtbot.keyClick(dialog, KEY.Key_Escape)
    menu.close()
    action.trigger()
    assert ui.jobs.idle()
    assert ui.ask.asked == ["Find a time"]
    assert page.focusWidget() is page.present


def test_several_proposals_are_copied_as_lines_for_a_mail_in_either_language(open_dialog, qtbot):
    dialog = open_dialog()
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(dialog.list, KEY.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == (
        "Tue 24 Nov 2026 1630–1700T (Colorado Springs) / 2330–0000Z / Wed 25 Nov 0830–0900I (Tokyo)\n"
        "Tue 24 Nov 2026 1700–1730T (Colorado Springs) / 0000–0030Z+1 / Wed 25 Nov 0900–0930I (Tokyo)"
    )
    assert dialog.told.text_whole() == "2 times copied."
    qtbot.mouseClick(dialog.copy_buttons["ja"], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().splitlines()[0] == (
        "2026年11月24日（火） 1630–1700T（コロラドスプリングス） / 2330–0000Z / 11月25日（水） 0830–0900I（東京）"
    )


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


def test_a_proposal_for_what_the_fields_said_before_is_not_taken(open_dialog, ui, qtbot):
    dialog = open_dialog()
    field = dialog.form.field("length")
    field.input.setFocus()
    field.input.selectAll()
    qtbot.keyClicks(field.input, "1:00")
    qtbot.keyClick(field.input, KEY.Key_Return, CONTROL)
    assert dialog.found is None
    assert ui.jobs.idle()
    qtbot.keyClick(field.input, KEY.Key_Return, CONTROL)
    assert dialog.found.ends - dialog.found.starts == timedelta(hours=1)


def test_a_name_that_means_nobody_is_said_and_no_time_is_taken_without_him(open_dialog, qtbot):
    dialog = open_dialog()
    line = dialog.form.people.input
    qtbot.keyClicks(line, "Nobody")
    qtbot.keyClick(dialog.list, KEY.Key_Return)
    assert dialog.found is None
    assert dialog.form.people.problem().startswith("“Nobody” is nothing chosen.")
    line.clear()
    qtbot.keyClick(dialog.list, KEY.Key_Return)
    assert dialog.found is not None


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


@pytest.mark.parametrize(
    ("reason", "english", "japanese"),
    [
        ((Against.HOST_DUTY, 24, 20, 0), "outside duty in Colorado Springs: 1300T", "コロラドスプリングスは勤務時間外：1300T"),
        ((Against.HOME_DUTY, 28, 20, 0), "Sunday in Tokyo", "東京は日曜日"),
        ((Against.BUSY, 24, 16, 7), "Col Whitcombe is taken 0900–1000T", "Col Whitcombe 予定あり 0900–1000T"),
        ((Against.BUSY, 24, 16, 0), "you are taken 0900–1000T: Untitled", "自分の予定 0900–1000T：件名なし"),
        ((Against.BUSY, 26, 7, 7), "Col Whitcombe is taken 26 Nov", "Col Whitcombe 予定あり 11月26日"),
    ],
)  # fmt: skip
def test_reasons_in_both_languages(reason, english, japanese):
    kind, day, hour, who = reason
    at = datetime(2026, 11, day, hour, tzinfo=UTC)
    zone = "Asia/Tokyo" if kind is Against.HOME_DUTY else DENVER
    until = at + (timedelta(days=1) if hour == 7 else timedelta(hours=1))
    against = (Reason(kind, at, until, zone, who),)
    first = at if kind is not Against.BUSY else datetime(2026, 11, 24, 16, tzinfo=UTC)
    slot = Slot(first, first + HALF, against=against)
    for code, expected in (("en", english), ("ja", japanese)):
        words = SlotWords(Wording(Language(code), lambda: PROFILE), {7: "Col Whitcombe"})
        assert words.against(slot, SlotOptions()) == (expected,)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("45", 45),
        ("1:30", 90),
        ("1h30", 90),
        ("1.5h", 90),
        ("2 h", 120),
        ("90 min", 90),
        ("１時間３０分", 90),
        ("30分", 30),
    ],
)
def test_lengths_as_they_are_typed(typed, minutes):
    assert read_length(typed) == timedelta(minutes=minutes)


@pytest.mark.parametrize("typed", ["soon", "", "-5", "1:3", "h"])
def test_what_is_no_length_is_refused(typed):
    with pytest.raises(DeskError):
        read_length(typed)


@pytest.mark.parametrize(("typed", "clock"), [("0900", "09:00"), ("9:30", "09:30"), ("１６００", "16:00")])
def test_times_of_day_as_they_are_typed(typed, clock):
    assert f"{read_clock(typed):%H:%M}" == clock


@pytest.mark.parametrize("typed", ["24:00", "0960", "noon", "9"])
def test_what_is_no_time_of_day_is_refused(typed):
    with pytest.raises(DeskError):
        read_clock(typed)


def test_the_keyboard_walks_from_the_options_to_the_list(open_dialog, qtbot):
    dialog = open_dialog()
    assert dialog.form.people.input.hasFocus()
    for _ in range(40):
        if dialog.list.hasFocus():
            break
        qtbot.keyClick(dialog.focusWidget(), KEY.Key_Tab)
    assert dialog.list.hasFocus()


def test_a_form_takes_the_time_that_was_found(page, board, ui, qtbot):
    """The button below the end looks for as long as the event lasts, and fills start and end."""
    times = {}
    board.event("Talks", datetime(2026, 11, 24, 16, 30))
    assert ui.jobs.idle()

    def fill(dialog) -> None:
        if isinstance(dialog, SlotDialog):
            assert ui.jobs.idle()
            qtbot.keyClick(dialog, KEY.Key_Return, CONTROL.ControlModifier)
            times["found"] = dialog.found
            return
        form = dialog.form
        times["length"] = form.times.length()
        qtbot.mouseClick(form.find_button, Qt.MouseButton.LeftButton)
        times["shown"] = (form.times.start.value(), form.times.end.value())
        dialog.reject()

    ui.ask.fill = fill
    page.new_record()
    found = times["found"]
    assert times["length"] == timedelta(hours=1) == found.ends - found.starts
    assert times["shown"] == (found.starts, found.ends)
