"""The parts of the event form: two zones, clocks that change, people and organizations, the card, files and links."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from PySide6.QtCore import Qt

from liaison_desk.calendar.records import Override, Participant, Party, Recurrence, RhythmCard, RhythmInput, Status
from liaison_desk.calendar.ui.form.event_form import CARD, EVENT, NOTES, PEOPLE, REPEAT
from liaison_desk.calendar.words.repeats import Kind
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.paint import Text
from tests.calendar.ui.conftest import DENVER, SHARED

TOKYO = "Asia/Tokyo"
MONDAY = datetime(2026, 11, 30, 9)
WEEK = timedelta(weeks=1)
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(open_page, board):
    return open_page()


@pytest.fixture
def fill(ui, page, qtbot):
    """Let a test fill in the next form; it is saved by Ctrl+Enter unless the test says otherwise."""

    def arrange(typing, *, save: bool = True) -> None:
        def fill_in(dialog) -> None:
            with qtbot.waitActive(dialog):
                dialog.activateWindow()
            assert ui.jobs.idle()
            typing(dialog.form)
            if save:
                qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
                assert ui.jobs.idle()

        ui.ask.fill = fill_in

    return arrange


def new(page) -> None:
    page.week.slot = (1, 15 * 60)
    page.new_record()
    assert page.ui.jobs.idle()


def edit(page, one) -> None:
    page.deeds.edit(one)
    assert page.ui.jobs.idle()


def typed(qtbot, field, text: str) -> None:
    """Type into a field over what it holds."""
    line = field.input if hasattr(field, "input") else field
    line.setFocus()
    line.selectAll()
    if text.isascii():
        qtbot.keyClicks(line, text)
    else:  # what comes from an input method is no key
        line.insert(text)
        line.textEdited.emit(text)


def test_the_parts_are_turned_by_keys_and_every_one_begins_in_its_first_field(page, fill, qtbot, ui):
    seen = []

    def typing(form) -> None:
        for number, part in enumerate((EVENT, PEOPLE, REPEAT, CARD, NOTES), 1):
            qtbot.keyClick(form.window().focusWidget(), getattr(Qt.Key, f"Key_{number}"), ALT)
            seen.append((form.part == part, form.isAncestorOf(form.window().focusWidget())))
        qtbot.keyClick(form.window().focusWidget(), Qt.Key.Key_Tab, CTRL)
        seen.append(form.part)
        qtbot.keyClick(form.window().focusWidget(), Qt.Key.Key_Backtab, CTRL | Qt.KeyboardModifier.ShiftModifier)
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
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
        assert ui.jobs.idle()
        seen.append((form.part, form.inputs.problem(), form.inputs.isVisibleTo(form)))

    ui.ask.fill = fill_in
    new(page)
    assert seen == [(CARD, "“noon” is not a time of day. Type it as 0900.", True)]
    assert board.titles() == []


def test_a_flight_ends_in_another_zone_than_it_begins_in(page, board, desk, fill, qtbot):
    shown = []

    def typing(form) -> None:
        form.title.host.setText("Flight")
        typed(qtbot, form.start, "2026-12-05 1235")
        form.times.two_zones.input.click()
        form.times.end_zone.set_value(TOKYO)
        form.times.end_zone.changed.emit()
        typed(qtbot, form.end, "2026-12-06 1640")
        shown.append((form.times.end_zone.isVisibleTo(form), form.end.echo_line.text_whole()))

    fill(typing)
    new(page)
    event = desk.calendars.event(board.one("Flight").event_id)
    assert shown == [(True, "06 0040T / 0740Z / 1640I DEC 26")]
    assert (event.start, event.zone, event.end, event.end_zone) == (
        datetime(2026, 12, 5, 12, 35), DENVER, datetime(2026, 12, 6, 16, 40), TOKYO
    )  # fmt: skip
    assert board.one("Flight").ends == datetime(2026, 12, 6, 7, 40, tzinfo=UTC)


def test_the_end_in_the_same_zone_again_keeps_its_wall_time(page, board, desk, fill, ui):
    event = board.event("Flight", datetime(2026, 12, 5, 9), end=datetime(2026, 12, 6, 16), end_zone=TOKYO)
    assert ui.jobs.idle()
    fill(lambda form: form.times.two_zones.input.click())
    edit(page, board.one("Flight"))
    after = desk.calendars.event(event.id)
    assert (after.end, after.end_zone) == (datetime(2026, 12, 6, 16), "")


@pytest.mark.parametrize(("text", "words"), [
    ("2026-03-08 0230", "0230 does not exist in Denver that day, for the clocks go forward. 0330 is meant: 080930Z MAR 26."),
    ("2026-11-01 0130", "0130 comes twice in Denver that day, for the clocks go back. The first is meant: 010730Z NOV 26. For the second, choose Zulu as the time zone."),
    ("010730ZNOV26", ""), ("2026-11-01 0130 tokyo", ""), ("2026-11-24 0900", ""),
])  # fmt: skip
def test_where_the_clocks_change_the_form_says_which_instant_is_meant(page, fill, qtbot, text, words):
    seen = []

    def typing(form) -> None:
        typed(qtbot, form.start, text)
        seen.append(form.start.doubt())

    fill(typing, save=False)
    new(page)
    assert seen == [words]


def test_the_second_of_an_hour_that_comes_twice_is_not_silently_taken_for_the_first(page, board, ui, qtbot, desk):
    seen = []

    def fill_in(dialog) -> None:
        form = dialog.form
        form.title.host.setText("Watch change")
        typed(qtbot, form.start, "010830ZNOV26")
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
        assert ui.jobs.idle()
        seen.append(form.start.problem())
        form.zone.set_value("UTC")
        form.zone.changed.emit()
        typed(qtbot, form.start, "010830ZNOV26")
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
        assert ui.jobs.idle()

    ui.ask.fill = fill_in
    new(page)
    assert seen == [
        "0130 comes twice in Denver that day, and this is the second. Choose Zulu as the time zone to keep it."
    ]
    found = desk.calendars.occurrences(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC))
    assert [one.starts for one in found] == [datetime(2026, 11, 1, 8, 30, tzinfo=UTC)]


@pytest.mark.parametrize(("text", "starts"), [
    ("thu 1400 tokyo", datetime(2026, 11, 26, 5, tzinfo=UTC)), ("木曜 14時 東京", datetime(2026, 11, 26, 5, tzinfo=UTC)),
    ("261400TNOV26", datetime(2026, 11, 26, 21, tzinfo=UTC)), ("2026-11-26 1400", datetime(2026, 11, 26, 21, tzinfo=UTC)),
])  # fmt: skip
def test_a_time_is_typed_in_any_of_three_ways(page, board, fill, qtbot, text, starts):
    def typing(form) -> None:
        form.title.host.setText("Call")
        typed(qtbot, form.start, text)

    fill(typing)
    new(page)
    assert board.one("Call").starts == starts
    assert board.one("Call").ends == starts + timedelta(hours=1)


def test_travel_status_with_its_reason_and_categories_are_kept(page, board, desk, fill, qtbot):
    board.event("Old", datetime(2026, 11, 24, 8), categories=("visit", "travel"))
    seen = []

    def typing(form) -> None:
        form.title.host.setText("Site visit")
        typed(qtbot, form.field("travel"), "75")
        typed(qtbot, form.field("travel").after, "60")
        seen.append(form.field("reason").isVisibleTo(form))
        form.field("status").set_value(Status.CANCELLED)
        form.field("status").changed.emit()
        seen.append(form.field("reason").isVisibleTo(form))
        form.field("reason").home.setText("悪天候")
        form.turn_to(NOTES)
        assert page.ui.jobs.idle()
        seen.append(form.categories.offered)
        form.categories._take_offer("visit")

    fill(typing)
    new(page)
    event = desk.calendars.event(board.one("Site visit").event_id)
    assert seen == [False, True, ("travel", "visit")]
    assert (event.travel_before, event.travel_after, event.reason.home, event.categories) == (
        75,
        60,
        "悪天候",
        ("visit",),
    )


def test_a_reason_goes_with_the_cancellation(page, board, desk, fill, ui):
    event = board.event("Call", datetime(2026, 11, 24, 8), status=Status.CANCELLED, reason=Bilingual("Storm", "嵐"))
    assert ui.jobs.idle()

    def typing(form) -> None:
        form.field("status").set_value(Status.CONFIRMED)
        form.field("status").changed.emit()

    fill(typing)
    edit(page, board.one("Call"))
    assert desk.calendars.event(event.id).reason == Bilingual()


def test_a_new_event_is_marked_as_its_calendar_says_until_somebody_marks_it(page, board, desk, ui, fill):
    other = Marking("USA", audience=frozenset({"USA", "JPN"}))
    visits = desk.calendars.save_calendar(replace(board.visits, event_marking=other))
    page.refresh(None)
    assert ui.jobs.idle()
    seen = []

    def typing(form) -> None:
        form.title.host.setText("Visit")
        seen.append(form.field("marking").value())
        for chosen in (visits.id, board.planning.id):
            form.calendar.set_value(chosen)
            form.calendar.changed.emit()
            seen.append(form.field("marking").value())
        form.field("marking").set_value(None)
        form.calendar.set_value(visits.id)
        form.calendar.changed.emit()
        seen.append(form.field("marking").value())

    fill(typing)
    new(page)
    assert seen == [SHARED, other, SHARED, None]
    ui.memory.keep("calendar/last", visits.id)
    seen.clear()
    fill(lambda form: seen.append(form.field("marking").value()), save=False)
    new(page)
    assert seen == [other]


def test_people_have_a_role_and_organizations_are_found_or_typed(page, board, desk, fill, qtbot, ui):
    from liaison_desk.contacts.records import Organization

    house = desk.contacts.save_organization(Organization(name=Bilingual("Joint Staff J5", "統幕")))
    page.deeds._suggest = lambda kind, words: (
        [RecordRef(kind, house.id, "Joint Staff J5")] if kind == "organization" else []
    )
    event = board.event(
        "Call", datetime(2026, 11, 24, 8), participants=(Participant("Raman"), Participant("Ito", role="x-odd"))
    )
    assert ui.jobs.idle()

    def typing(form) -> None:
        form.turn_to(PEOPLE)
        row = form.people._rows.itemAt(0).widget()
        role = next(box for box in row.children() if getattr(box, "accessibleName", str)() == "Role of Raman")
        role.setFocus()
        qtbot.keyClick(role, Qt.Key.Key_Up)
        role.activated.emit(role.currentIndex())
        line = form.parties.input
        line.setFocus()
        qtbot.keyClicks(line, "joint")
        qtbot.waitUntil(lambda: bool(line.offers))
        qtbot.keyClick(line, Qt.Key.Key_Return)
        qtbot.keyClicks(line, "Space Base Delta 2")
        qtbot.mouseClick(form.parties.add_button, Qt.MouseButton.LeftButton)
        qtbot.keyClicks(line, "J6")

    fill(typing)
    edit(page, board.one("Call"))
    after = desk.calendars.event(event.id)
    assert [(one.name, one.role) for one in after.participants] == [("Raman", "chair"), ("Ito", "x-odd")]
    assert after.organizations == (Party("Joint Staff J5", house.id), Party("Space Base Delta 2"), Party("J6"))


def test_a_card_is_written_and_its_inputs_become_tasks(page, board, desk, fill, qtbot, ui):
    event = board.weekly("Plans sync", MONDAY)
    assert ui.jobs.idle()

    def typing(form) -> None:
        form.turn_to(CARD)
        form.field("card_purpose").host.setPlainText("Align plans")
        typed(qtbot, form.field("card_chair"), "Col Ito <ito@example.org>")
        form.inputs.add_button.click()
        row = form.inputs.rows[0]
        for line, text in ((row.host, "Slides"), (row.home, "資料"), (row.days, "2"), (row.at, "1600"), (row.to, "J5")):
            typed(qtbot, line, text)

    fill(typing)
    ui.ask.chooses = 2
    edit(page, board.one("Plans sync"))
    card = desk.calendars.event(event.id).rhythm
    assert (card.purpose.host, card.chair.email) == ("Align plans", "ito@example.org")
    [asked] = card.inputs
    assert (asked.what.host, asked.what.home, asked.days_before, asked.at, asked.to) == (
        "Slides",
        "資料",
        2,
        time(16),
        "J5",
    )
    assert [one.due for one in desk.tasks.suspenses()] == [datetime(2026, 11, 28, 16), datetime(2026, 12, 5, 16)]


def test_a_card_is_read_and_edited_from_the_popover(page, board, desk, ui, fill):
    card = RhythmCard(purpose=Bilingual("Align plans"), inputs=(RhythmInput(Bilingual("Slides"), 1, time(16), "J5"),))
    board.weekly("Plans sync", MONDAY, rhythm=card)
    assert ui.jobs.idle()
    seen = []

    def look(dialog) -> None:
        if hasattr(dialog, "lines"):
            seen.append((dialog.lines, dialog.inputs, dialog.due[:1]))
            dialog.edit_button.click()
        else:
            seen.append(dialog.form.part)

    ui.ask.fill = look
    page.deeds.show_card(board.one("Plans sync"))
    assert ui.jobs.idle()
    assert seen == [
        ([("Purpose", "Align plans")], [("Slides", "1 day before 1600, to J5, makes a task")],
         [("Slides", "Sun 29 Nov 1600T / 2300Z / 0800I+1")]),
        CARD,
    ]  # fmt: skip


def test_files_and_links_of_an_event_are_added_and_taken_away_at_once(
    page, board, desk, ui, fill, qtbot, tmp_path, window
):
    from liaison_desk.tasks.records import Task

    task = desk.tasks.save(Task(title=Bilingual("Side letter"), marking=SHARED))
    event = board.event("Call", datetime(2026, 11, 24, 8))
    path = tmp_path / "agenda.pdf"
    path.write_bytes(b"%PDF-1.4")
    ui.ask.files = (path,)
    page.deeds._suggest = lambda kind, words: [RecordRef(kind, task.id, "Side letter")] if kind == "task" else []
    assert ui.jobs.idle()
    seen = []

    def typing(form) -> None:
        form.turn_to(NOTES)
        part = form.belongings
        assert ui.jobs.idle()
        part.files.add_wanted.emit()
        assert ui.jobs.idle()
        seen.append(list(part.files.buttons))
        part.input.setFocus()
        qtbot.keyClicks(part.input, "side")
        qtbot.waitUntil(lambda: bool(part.input.offers))
        seen.append([one.label for one in part.input.offers])
        qtbot.keyClick(part.input, Qt.Key.Key_Return)
        assert ui.jobs.idle()
        seen.append([(one.kind, one.id) for one in part.links])

    fill(typing, save=False)
    edit(page, board.one("Call"))
    assert seen == [
        [("open", "agenda.pdf"), ("save", "agenda.pdf"), ("remove", "agenda.pdf")], ["Task: Side letter"], [("task", task.id)]
    ]  # fmt: skip
    held = desk.calendars.belongings(event.id)
    assert [one.name for one in held.files] == ["agenda.pdf"]
    assert desk.links.of(RecordRef("task", task.id)) == [RecordRef("event", event.id, "Call")]
    opened = []
    object.__setattr__(page.deeds.ui, "open", opened.append)
    page.deeds.open(board.one("Call"), page.rect())
    assert ui.jobs.idle()
    assert "1 file" in page.deeds.popover.facts[-1] or any("1" in fact for fact in page.deeds.popover.facts)
    page.deeds.popover.link_buttons[0].click()
    assert [(one.kind, one.id) for one in opened] == [("task", task.id)]

    def take_away(form) -> None:
        part = form.belongings
        assert ui.jobs.idle()
        part.files.buttons["remove", "agenda.pdf"].click()
        assert ui.jobs.idle()
        part.remove_buttons[0].click()
        assert ui.jobs.idle()

    fill(take_away, save=False)
    edit(page, board.one("Call"))
    held = desk.calendars.belongings(event.id)
    assert (held.files, held.links) == ((), ())
    window.toasts[-1][1]()
    assert ui.jobs.idle()
    assert [one.name for one in desk.calendars.belongings(event.id).files] == ["agenda.pdf"]


def test_a_new_event_says_that_files_come_later(page, fill):
    seen = []
    fill(lambda form: seen.append(form.belongings.files), save=False)
    new(page)
    assert seen == [None]


# Repetition


def test_the_last_working_day_of_the_month_is_chosen_and_read_back(page, board, desk, fill, qtbot, ui):
    said = []

    def typing(form) -> None:
        form.turn_to(REPEAT)
        form.title.host.setText("Month's end")
        form.repeat.choose(Kind.MONTHLY_SETS)
        qtbot.mouseClick(form.repeat.working, Qt.MouseButton.LeftButton)
        for box in form.repeat.nths:
            if box.isChecked() != (box.text() == "last"):
                box.click()
        said.append(form.repeat.words.text_whole())
        said.append([line.day for line in form.repeat.upcoming.lines[:3]])

    fill(typing)
    new(page)
    event = desk.calendars.event(board.one("Month's end").event_id)
    assert event.recurrence.rules == ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",)
    assert said[0] == "Every month on the last working day at 1500T"
    assert said[1] == ["Tue 24 Nov 2026", "Mon 30 Nov 2026", "Thu 31 Dec 2026"]
    kinds = []
    fill(lambda form: kinds.append(form.repeat.repeat().kind))
    ui.ask.chooses = 2
    edit(page, board.one("Month's end"))
    assert kinds == [Kind.MONTHLY_SETS]


def test_the_preview_marks_where_homes_time_shifts(page, fill, qtbot):
    seen = []

    def typing(form) -> None:
        form.turn_to(REPEAT)
        form.repeat.choose(Kind.WEEKLY)
        seen.extend(line.text for line in form.repeat.upcoming.lines)

    fill(typing, save=False)
    new(page)
    assert seen[0] == "Tue 24 Nov 2026 1500T 2200Z 0700I+1"
    assert seen[-1] == "Tue 16 Mar 2027 1500S 2100Z 0600I+1 Tokyo 1 h earlier"
    assert len(seen) == 6


def test_single_dates_are_added_and_left_out_as_chips(page, board, desk, fill, qtbot):
    said = []

    def typing(form) -> None:
        form.turn_to(REPEAT)
        form.title.host.setText("Sync")
        repeat = form.repeat
        repeat.choose(Kind.WEEKLY)
        for dates, text in (
            (repeat.added, "3 Dec 1030"), (repeat.added, "4 dec"), (repeat.excluded, "8 Dec"), (repeat.excluded, "9 Dec"),
        ):  # fmt: skip
            typed(qtbot, dates, text)
            qtbot.keyClick(dates.input, Qt.Key.Key_Return)
        said.append(repeat.excluded._wrong.text_whole())
        repeat.excluded.input.clear()
        said.append([line.day for line in repeat.upcoming.lines[:5]])

    fill(typing)
    new(page)
    event = desk.calendars.event(board.one("Sync").event_id)
    assert said == [
        "It does not take place on Wed 9 Dec 2026 anyway.",
        ["Tue 24 Nov 2026", "Tue 1 Dec 2026", "Thu 3 Dec 2026", "Fri 4 Dec 2026", "Tue 15 Dec 2026"],
    ]
    assert event.recurrence.added == (datetime(2026, 12, 3, 10, 30), datetime(2026, 12, 4, 15))
    assert event.recurrence.excluded == (datetime(2026, 12, 8, 15),)


def test_another_pattern_forgets_what_was_left_out_of_the_old_one_before_ones_eyes(page, board, desk, ui, fill):
    event = board.weekly("Sync", MONDAY)
    desk.calendars.skip_occurrence(event.id, MONDAY + WEEK)
    assert ui.jobs.idle()
    seen = []

    def typing(form) -> None:
        seen.append(form.repeat.excluded.dates)
        form.repeat.choose(Kind.DAILY)
        seen.append(form.repeat.excluded.dates)

    fill(typing)
    ui.ask.chooses = 2
    edit(page, board.one("Sync"))
    assert seen == [(MONDAY + WEEK,), ()]
    assert desk.calendars.event(event.id).recurrence.excluded == ()


def test_a_date_that_was_left_out_takes_place_again_when_its_chip_goes(page, board, desk, ui, fill):
    event = board.weekly("Sync", MONDAY)
    desk.calendars.skip_occurrence(event.id, MONDAY + WEEK)
    assert ui.jobs.idle()
    fill(lambda form: form.repeat.excluded._take_out(MONDAY + WEEK))
    ui.ask.chooses = 2
    edit(page, board.one("Sync"))
    assert len([one for one in board.seen() if one.event_id == event.id]) == 5


def test_an_involved_rule_is_told_as_it_is_and_never_lost(page, board, desk, ui, fill):
    rule = "FREQ=HOURLY;INTERVAL=6;BYHOUR=9,21;COUNT=4"
    event = board.event("Watch", MONDAY, 30, recurrence=Recurrence((rule,)))
    assert ui.jobs.idle()
    seen = []

    def typing(form) -> None:
        seen.append((form.repeat.rule.text(), form.repeat.words.text_whole()))
        form.title.host.setText("Watch change")

    fill(typing)
    ui.ask.chooses = 2
    edit(page, board.one("Watch"))
    assert seen == [(rule, f"By the rule {rule}")]
    assert desk.calendars.event(event.id).recurrence.rules == (rule,)


# How far a change reaches


def test_the_buttons_say_how_many_a_change_reaches(page, board, ui, monkeypatch):
    board.weekly("Sync", MONDAY)
    asked = []
    monkeypatch.setattr(ui.ask, "choose", lambda title, text, actions, **_: asked.append(tuple(actions)))
    third = [one for one in board.seen() if one.title.host == "Sync"][2]
    page.deeds.delete(third)
    assert ui.jobs.idle()
    assert asked == [("Delete this one", "Delete this and later (3)", "Delete all 5")]


def test_this_and_later_from_the_first_one_on_is_all_with_its_exceptions(page, board, desk, ui, fill, qtbot):
    event = board.weekly("Sync", MONDAY)
    desk.calendars.skip_occurrence(event.id, MONDAY + WEEK)
    assert ui.jobs.idle()
    fill(lambda form: typed(qtbot, form.start, "2026-12-01 1000"))
    ui.ask.chooses = 1
    edit(page, board.one("Sync"))
    days = [one.start.day for one in board.seen() if one.event_id == event.id]
    assert days == [1, 15, 22, 29]


def test_this_and_later_of_one_that_was_moved_across_a_day_stays_where_it_is(page, board, desk, ui, fill):
    event = board.weekly("Sync", MONDAY)
    at = MONDAY + WEEK
    moved = at + timedelta(days=1, hours=4)
    desk.calendars.change_occurrence(
        event.id, Override(at, moved, moved + timedelta(hours=1), DENVER, title=Bilingual("Once"))
    )
    assert ui.jobs.idle()
    fill(lambda form: form.field("travel").input.set_number(30))
    ui.ask.chooses = 1
    edit(page, board.one("Once"))
    later = [one for one in board.seen() if one.start > MONDAY]
    assert [(one.title.host, one.start) for one in later[:2]] == [("Once", moved), ("Sync", moved + WEEK)]
    assert {one.travel_before for one in later} == {30}
    assert board.one("Sync").travel_before == 0


def test_later_ones_show_the_number_that_is_left(page, board, ui, fill):
    board.weekly("Sync", MONDAY)
    seen = []
    fill(lambda form: seen.append(form.repeat.repeat().count), save=False)
    ui.ask.chooses = 1
    edit(page, [one for one in board.seen() if one.title.host == "Sync"][2])
    assert seen == [3]


def test_a_reason_belongs_to_one_occurrence_and_organizations_to_the_series(page, board, desk, ui, fill):
    event = board.weekly("Sync", MONDAY, organizations=(Party("J5"),), travel_before=15)
    assert ui.jobs.idle()
    hidden = []

    def typing(form) -> None:
        hidden.extend(
            name for name in ("organizations", "travel", "card_purpose") if form.field(name).isVisibleTo(form)
        )
        form.field("status").set_value(Status.CANCELLED)
        form.field("status").changed.emit()
        form.field("reason").host.setText("Holiday")

    fill(typing)
    ui.ask.chooses = 0
    edit(page, board.one("Sync"))
    after = desk.calendars.event(event.id)
    assert hidden == []
    assert [(one.status, one.reason.host) for one in after.overrides] == [(Status.CANCELLED, "Holiday")]
    assert (after.reason, after.organizations, after.travel_before) == (Bilingual(), (Party("J5"),), 15)


def test_moving_the_start_of_a_series_takes_its_single_dates_along(page, board, desk, ui, fill, qtbot):
    event = board.event(
        "Sync", MONDAY, recurrence=Recurrence(("FREQ=WEEKLY;COUNT=3",), (MONDAY + timedelta(days=1),), (MONDAY + WEEK,))
    )  # fmt: skip
    assert ui.jobs.idle()

    def typing(form) -> None:
        typed(qtbot, form.start, "2026-11-30 1100")
        form.repeat.count.set_number(4)
        form.repeat.count.stepped.emit()

    fill(typing)
    ui.ask.chooses = 2
    edit(page, board.one("Sync"))
    after = desk.calendars.event(event.id).recurrence
    assert after.added == (datetime(2026, 12, 1, 11),)
    assert after.excluded == (datetime(2026, 12, 7, 11),)


# Calendars


def test_a_calendar_marks_shows_and_takes_holidays_of_a_nation(page, board, desk, ui, fill):
    other = Marking("USA", audience=frozenset({"USA", "JPN"}))

    def typing(form) -> None:
        form.field("event_marking").set_value(other)
        form.field("visible").input.click()
        form.field("holidays").set_value("AUS")

    fill(typing)
    page.deeds.edit_calendar(board.visits)
    assert ui.jobs.idle()
    saved = next(one for one in desk.calendars.calendars() if one.id == board.visits.id)
    assert (saved.event_marking, saved.visible, saved.holidays) == (other, False, "AUS")


def test_holidays_of_a_nation_are_added_as_a_calendar(page, board, desk, ui, fill):
    names = []

    def typing(form) -> None:
        names.append(len(form.field("holidays")._values) > 20)
        form.field("holidays").set_value("AUS")

    fill(typing)
    page.sidebar.holidays_asked.emit()
    assert ui.jobs.idle()
    added = desk.calendars.calendars()[-1]
    assert names == [True]
    assert (added.name, added.palette, added.holidays) == (
        Bilingual("Holidays: Australia", "祝日: 豪州"), "holiday_other", "AUS"
    )  # fmt: skip
    assert ui.theme.calendar("holiday_other").bar != ui.theme.calendar("holiday_us").bar


def test_calendars_are_put_in_order_by_keys_and_the_order_can_be_taken_back(page, board, desk, ui, qtbot):
    def names():
        return [one.name.host for one in desk.calendars.calendars()]

    line = page.sidebar.lines[board.planning.id]
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Down, ALT)
    assert ui.jobs.idle()
    assert names() == ["Visits", "Planning", "Japan"]
    assert page.sidebar.lines[board.planning.id].hasFocus()
    qtbot.keyClick(page.sidebar.lines[board.planning.id], Qt.Key.Key_Down, ALT)
    assert ui.jobs.idle()
    assert names() == ["Visits", "Planning", "Japan"]
    desk.history.undo()
    assert names() == ["Planning", "Visits", "Japan"]


def test_the_menu_of_a_calendar_offers_what_is_possible(page, board):
    actions = {one.text(): one.isEnabled() for one in page.sidebar.menu(board.planning).actions() if one.text()}
    assert (actions["Move up"], actions["Move down"], actions["Add holidays of a nation…"]) == (False, True, True)


def test_the_popover_tells_the_reason_the_way_there_and_where_it_ends(page, board, ui):
    flight = board.event(
        "Flight", datetime(2026, 11, 24, 12), end=datetime(2026, 11, 25, 16), end_zone=TOKYO,
        status=Status.CANCELLED, reason=Bilingual("Storm"), travel_before=90, travel_after=30, access="invitation",
        organizations=(Party("Air Staff"),),
    )  # fmt: skip
    page.deeds._calendars.save(replace(flight, title=Bilingual("Flight", "東京行き")))
    assert ui.jobs.idle()
    page.deeds.open(board.one("Flight"), page.rect())
    assert ui.jobs.idle()
    popover = page.deeds.popover
    assert popover.facts == [
        "Cancelled: Storm", "Ends Wed 25 Nov 1600I in Tokyo", "90 min of travel before, 30 min after", "Air Staff", "By invitation"
    ]  # fmt: skip
    assert "東京行き" in [one.text() for one in popover.findChildren(Text)]
    popover.close()


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
