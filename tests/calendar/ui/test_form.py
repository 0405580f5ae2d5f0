"""The forms of an event and a calendar: times as they are spoken, both languages, repetitions, nothing typed is lost."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from liaison_desk.calendar.records import Alarm, Override, Recurrence, Status
from liaison_desk.calendar.ui.fields.repeat_field import COUNT
from liaison_desk.calendar.ui.scope import Scope
from liaison_desk.calendar.words.repeats import Kind
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from tests.calendar.ui.conftest import SHARED

MONDAY = datetime(2026, 11, 30, 9)
WEEK = timedelta(days=7)


@pytest.fixture
def page(open_page, board):
    return open_page()


@pytest.fixture
def fill(ui, page):
    """Let a test fill in the next form; it is saved unless the test says otherwise."""

    def arrange(typing, *, save: bool = True) -> None:
        def fill_in(dialog) -> None:
            typing(dialog.form)
            if save:
                dialog.act()
                assert ui.jobs.idle()

        ui.ask.fill = fill_in

    return arrange


def typed(field, text: str) -> None:
    """Type into a field over what it holds."""
    field.input.clear()
    field.input.insert(text)
    field.input.textEdited.emit(text)


def new(page) -> None:
    page.week.slot = (1, 15 * 60)
    page.new_record()
    assert page.ui.jobs.idle()


def test_a_new_event_begins_with_the_desks_zone_and_marking_and_takes_both_languages(page, board, desk, fill):
    def typing(form) -> None:
        form.title.host.setText("Office call")
        form.title.home.setText("表敬")
        form.field("place").home.setText("第3会議室")
        form.field("description").host.setPlainText("Bring the <draft> & the map")

    fill(typing)
    new(page)
    event = desk.calendars.event(board.one("Office call").event_id)
    assert (event.start, event.end, event.zone) == (
        datetime(2026, 11, 24, 15),
        datetime(2026, 11, 24, 16),
        "America/Denver",
    )
    assert (event.title.host, event.title.home, event.place.home) == ("Office call", "表敬", "第3会議室")
    assert event.description.host == "Bring the <draft> & the map"
    assert event.marking == SHARED


def test_a_start_typed_as_a_group_is_echoed_in_three_zones_and_takes_the_end_along(page, board, fill):
    echoed = []

    def typing(form) -> None:
        form.title.host.setText("Office call")
        typed(form.start, "251430ZNOV26")
        echoed.append(form.start.echo_line.text_whole())
        typed(form.end, "0815")

    fill(typing)
    new(page)
    assert echoed == ["25 0730T / 1430Z / 2330I NOV 26"]
    one = board.one("Office call")
    assert (one.start, one.end) == (datetime(2026, 11, 25, 7, 30), datetime(2026, 11, 25, 8, 15))


def test_another_zone_keeps_the_wall_time_that_was_typed(page, board, fill):
    def typing(form) -> None:
        form.title.host.setText("Call Tokyo")
        typed(form.start, "2026-11-26 0900")
        form.zone.set_value("Asia/Tokyo")
        form.zone.changed.emit()

    fill(typing)
    new(page)
    one = board.one("Call Tokyo")
    assert (one.start, one.zone, one.starts) == (
        datetime(2026, 11, 26, 9),
        "Asia/Tokyo",
        datetime(2026, 11, 26, tzinfo=UTC),
    )
    assert one.ends - one.starts == timedelta(hours=1)


def test_an_all_day_event_has_days_instead_of_times(page, board, fill):
    shown = []

    def typing(form) -> None:
        form.title.host.setText("Leave")
        form.all_day.input.click()
        shown.append([form.field(name).isVisibleTo(form) for name in ("start", "zone", "first_day", "last_day")])
        typed(form.last_day, "26 Nov 2026")

    fill(typing)
    new(page)
    one = board.one("Leave")
    assert shown == [[False, False, True, True]]
    assert (one.all_day, one.starts.day, one.ends.day) == (True, 24, 27)


@pytest.mark.parametrize(("field", "text", "words"), [
    ("start", "soonish", "is not a time"), ("start", "2026-11-25", "Type the time too"), ("end", "2026-11-20 0900", "ends before it starts"),
])  # fmt: skip
def test_what_is_wrong_is_said_below_its_field_and_nothing_is_lost(page, board, ui, field, text, words):
    seen = []

    def typing(dialog) -> None:
        dialog.form.title.host.setText("Office call")
        typed(dialog.form.field(field), text)
        dialog.act()
        assert ui.jobs.idle()
        seen.append((dialog.isVisible(), dialog.form.field(field).problem(), dialog.form.title.host.text()))

    ui.ask.fill = typing
    new(page)
    assert seen[0][0]
    assert words in seen[0][1]
    assert seen[0][2] == "Office call"
    assert board.titles() == []


def test_a_missing_title_and_a_marking_above_the_ceiling_are_refused(page, board, ui):
    seen = []

    def typing(dialog) -> None:
        dialog.act()
        assert ui.jobs.idle()
        seen.append(dialog.form.title.problem())
        dialog.form.title.host.setText("Call")
        dialog.form.field("marking").edit.setText("(S)")
        dialog.act()
        assert ui.jobs.idle()
        seen.append(dialog.strip.text())

    ui.ask.fill = typing
    new(page)
    assert seen[0] == "Give the event a title."
    assert "UNCLASSIFIED" in seen[1]
    assert board.titles() == []


def test_a_repetition_is_chosen_said_and_previewed(page, board, desk, fill):
    said = []

    def typing(form) -> None:
        form.title.host.setText("Plans sync")
        form.repeat.choose(Kind.WEEKLY)
        form.repeat.days[3].click()
        form.repeat.ending.setCurrentIndex(form.repeat.ending.findData(COUNT))
        form.repeat.count.set_number(4)
        form.repeat.count.stepped.emit()
        said.append((form.repeat.words.text_whole(), [line.text for line in form.repeat.upcoming.lines]))

    fill(typing)
    new(page)
    assert said == [
        (
            "Every week on Tue, Thu at 1500T, 4 times",
            [f"{day} 2026 1500T 2200Z 0700I+1" for day in ("Tue 24 Nov", "Thu 26 Nov", "Tue 1 Dec", "Thu 3 Dec")],
        )
    ]
    event = desk.calendars.event(board.one("Plans sync").event_id)
    assert event.recurrence == Recurrence(("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4",))


def test_a_rule_of_ones_own_is_checked(page, board, desk, ui):
    seen = []

    def typing(dialog) -> None:
        form = dialog.form
        form.title.host.setText("Odd days")
        form.repeat.choose(Kind.CUSTOM)
        for text in ("FREQ=SOMETIMES", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYDAY=-1FR"):
            form.repeat.rule.setText(text)
            form.repeat.rule.textEdited.emit(text)
            dialog.act()
            assert ui.jobs.idle()
            seen.append(form.repeat.problem())

    ui.ask.fill = typing
    new(page)
    assert seen == ["The repetition FREQ=SOMETIMES cannot be understood.", "The repetition never takes place.", ""]
    assert desk.calendars.event(board.one("Odd days").event_id).recurrence.rules == ("FREQ=MONTHLY;BYDAY=-1FR",)


def test_people_are_found_or_typed_and_answer(page, board, desk, ui, fill, qtbot):
    def typing(form) -> None:
        form.title.host.setText("Office call")
        form.turn_to("people")
        line = form.people.input
        line.setFocus()
        qtbot.keyClicks(line, "saka")
        qtbot.waitUntil(lambda: bool(line.offers))
        qtbot.keyClick(line, Qt.Key.Key_Return)
        qtbot.keyClicks(line, "Ms. Raman <raman@example.org>")
        qtbot.mouseClick(form.people.add_button, Qt.MouseButton.LeftButton)
        qtbot.keyClicks(line, "Typed last")

    fill(typing)
    # The finder's list of offers needs a desk that knows the contact; the suggestion itself is enough here.
    person = board.desk.contacts.save(_sakamoto())
    page.deeds._suggest = lambda kind, words: [_reference(person)]
    new(page)
    people = desk.calendars.event(board.one("Office call").event_id).participants
    assert [(one.name, one.email, one.contact_id) for one in people] == [
        ("Lt Col SAKAMOTO Haruka", "", person.id), ("Ms. Raman", "raman@example.org", 0), ("Typed last", "", 0)
    ]  # fmt: skip


def _sakamoto():
    from liaison_desk.contacts.records import Person
    from liaison_desk.domain.names import PersonName

    return Person(name=PersonName("Sakamoto", "Haruka", "坂本", "遥", "さかもと", "はるか"))


def _reference(person):
    from liaison_desk.foundation.core.ids import RecordRef

    return RecordRef("person", person.id, "Lt Col SAKAMOTO Haruka")


def test_reminders_are_added_once_and_strange_ones_are_kept(page, board, desk, ui, fill):
    strange = Alarm(at=datetime(2026, 11, 24, 12, tzinfo=UTC))
    event = board.event("Office call", datetime(2026, 11, 24, 15), alarms=(strange,))
    assert ui.jobs.idle()

    def typing(form) -> None:
        for _ in range(2):
            form.reminders._on_activated(form.reminders.input.findText("15 minutes before"))

    fill(typing)
    page.deeds.edit(board.one("Office call"))
    assert ui.jobs.idle()
    assert desk.calendars.event(event.id).alarms == (strange, Alarm(-15))


def test_editing_one_occurrence_shows_only_what_it_can_have_of_its_own(page, board, ui, fill, desk):
    event = board.weekly("Plans sync", MONDAY)
    assert ui.jobs.idle()
    hidden = []

    def typing(form) -> None:
        hidden.append(
            [form.field(name).isVisibleTo(form) for name in ("recurrence", "calendar_id", "marking", "title")]
        )
        form.title.host.setText("Plans sync, long")
        typed(form.end, "1130")

    fill(typing)
    ui.ask.chooses = 0
    second = [one for one in board.seen() if one.event_id == event.id][1]
    page.deeds.edit(second)
    assert ui.jobs.idle()
    assert hidden == [[False, False, False, True]]
    assert [(one.title.host, one.end.hour) for one in board.seen()][:3] == [
        ("Plans sync", 10), ("Plans sync, long", 11), ("Plans sync", 10)
    ]  # fmt: skip
    assert desk.calendars.event(event.id).overrides[0].at == MONDAY + WEEK


def test_editing_this_and_later_leaves_the_earlier_ones(page, board, ui, fill):
    event = board.weekly("Plans sync", MONDAY)
    assert ui.jobs.idle()

    def typing(form) -> None:
        form.title.host.setText("New sync")
        typed(form.start, "2026-12-15 1400")

    fill(typing)
    ui.ask.chooses = 1
    third = [one for one in board.seen() if one.event_id == event.id][2]
    page.deeds.edit(third)
    assert ui.jobs.idle()
    assert [(one.title.host, one.start) for one in board.seen()] == [
        ("Plans sync", MONDAY), ("Plans sync", MONDAY + WEEK),
        ("New sync", datetime(2026, 12, 15, 14)), ("New sync", datetime(2026, 12, 22, 14)), ("New sync", datetime(2026, 12, 29, 14)),
    ]  # fmt: skip


def test_editing_all_moves_exceptions_along(page, board, ui, fill, desk):
    event = board.weekly("Plans sync", MONDAY)
    desk.calendars.skip_occurrence(event.id, MONDAY + WEEK)
    moved = MONDAY + 2 * WEEK + timedelta(hours=3)
    desk.calendars.change_occurrence(
        event.id,
        Override(MONDAY + 2 * WEEK, moved, moved + timedelta(hours=1), zone="America/Denver", status=Status.TENTATIVE),
    )
    assert ui.jobs.idle()
    fill(lambda form: typed(form.start, "2026-11-30 1000"))
    ui.ask.chooses = 2
    page.deeds.edit(board.one("Plans sync"))
    assert ui.jobs.idle()
    assert [(one.start.day, one.start.hour) for one in board.seen()] == [(30, 10), (14, 13), (21, 10), (28, 10)]


def test_saving_over_a_newer_version_asks_and_loses_nothing(page, board, ui, desk):
    event = board.event("Office call", datetime(2026, 11, 24, 15))
    assert ui.jobs.idle()
    seen = []

    def typing(dialog) -> None:
        desk.calendars.save(replace(desk.calendars.event(event.id), place=Bilingual("Room 3")))
        dialog.form.title.host.setText("Office call, mine")
        dialog.act()
        assert ui.jobs.idle()
        seen.append((dialog.isVisible(), dialog.newer.text(), dialog.form.title.host.text()))
        dialog.newer.keep_button.click()
        assert ui.jobs.idle()

    ui.ask.fill = typing
    page.deeds.edit(board.one("Office call"))
    assert ui.jobs.idle()
    assert seen[0][0]
    assert "Where: Room 3" in seen[0][1]
    assert seen[0][2] == "Office call, mine"
    assert desk.calendars.event(event.id).title.host == "Office call, mine"


def test_opening_and_saving_changes_nothing_at_all(page, board, ui, desk, fill):
    event = board.weekly(
        "Plans sync",
        datetime(2026, 11, 24, 9),
        marking=Marking("USA", audience=frozenset({"USA", "JPN"})),
        extra=("X-KEPT:1",),
        end_zone="America/Chicago",
        status=Status.TENTATIVE,
        access="invitation",
        categories=("a", "b"),
    )
    desk.calendars.skip_occurrence(event.id, datetime(2026, 12, 1, 9))
    assert ui.jobs.idle()
    before = desk.calendars.event(event.id)
    fill(lambda form: None)
    ui.ask.chooses = 2
    page.deeds.edit(board.one("Plans sync"))
    assert ui.jobs.idle()
    after = desk.calendars.event(event.id)
    assert replace(after, version=0, updated_at=None, sequence=0) == replace(
        before, version=0, updated_at=None, sequence=0
    )


def test_scopes_are_asked_narrowest_first():
    assert tuple(Scope) == (Scope.ONE, Scope.LATER, Scope.ALL)


def test_a_calendar_gets_another_colour(page, board, ui, desk, fill, qtbot):
    def typing(form) -> None:
        form.field("name").home.setText("訪問受入れ")
        qtbot.keyClick(form.field("palette").input, Qt.Key.Key_Right)

    fill(typing)
    page.deeds.edit_calendar(board.visits)
    assert ui.jobs.idle()
    saved = next(one for one in desk.calendars.calendars() if one.id == board.visits.id)
    assert (saved.name.home, saved.palette) == ("訪問受入れ", "leave")
