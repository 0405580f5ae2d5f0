"""What an event is besides its time: travel, status, marking, people, the card, files and links."""

from dataclasses import replace
from datetime import datetime, time

from PySide6.QtCore import QCoreApplication, QEvent, Qt

from liaison_desk.calendar.records import Participant, Party, RhythmCard, RhythmInput, Status
from liaison_desk.calendar.ui.form.event_form import CARD, NOTES, PEOPLE
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import IconButton
from liaison_desk.foundation.qt.paint import Text
from tests.calendar.ui.conftest import SHARED
from tests.calendar.ui.form.writing import MONDAY, TOKYO, edit, new, typed


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


def test_an_input_taken_out_of_a_card_is_gone_and_the_form_is_saved(page, board, desk, fill, qtbot):
    card = RhythmCard(inputs=(RhythmInput(Bilingual("Slides"), 1), RhythmInput(Bilingual("Seating"), 2)))
    event = board.weekly("Plans sync", MONDAY, rhythm=card)

    def typing(form) -> None:
        form.turn_to(CARD)
        qtbot.mouseClick(form.inputs.rows[0].findChild(IconButton), Qt.MouseButton.LeftButton)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    fill(typing)
    page.ui.ask.chooses = 2
    edit(page, board.one("Plans sync"))
    assert [one.what.host for one in desk.calendars.event(event.id).rhythm.inputs] == ["Seating"]


def test_a_marking_that_is_still_being_typed_stays_when_the_calendar_changes(page, board, fill, qtbot):
    seen = []

    def change(form):
        typed(qtbot, form.field("marking").edit, "(U//REL TO USA")
        form.calendar.set_value(board.visits.id)
        form.calendar.changed.emit()
        seen.append(form.field("marking").edit.text())

    fill(change, save=False)
    new(page)
    assert seen == ["(U//REL TO USA"]
