"""The panes of the two logs and of the radar, with real clicks and keys."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.lines import ImeLineEdit
from liaison_desk.meetings.records import MEETING, PORTION, Meeting, Portion
from liaison_desk.partnership.records import (
    Disclosure,
    Disposition,
    Gift,
    Manner,
    Onward,
    Passing,
    Site,
    Validity,
    ValidityType,
    Visit,
    VisitSite,
    VisitState,
)
from liaison_desk.partnership.rules.gifts import BY_HAND
from liaison_desk.partnership.ui.logs.disclosures import DisclosuresPane
from liaison_desk.partnership.ui.logs.gifts import GiftsPane
from liaison_desk.partnership.ui.radar.pane import RadarPane
from liaison_desk.today.lines import request_row
from tests.journeys.conftest import location, officer
from tests.windows import settle

__all__ = ["location", "officer"]

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton
TODAY = date(2026, 11, 24)
OPEN = Marking("USA")


def days(n):
    return TODAY + timedelta(days=n)


def cells(pane, key):
    """Return what a column says, row by row; headings say nothing."""
    number = next(n for n, column in enumerate(pane.model.columns) if column.key == key)
    lines = (pane.model.line_at(pane.model.index(row, 0)) for row in range(pane.model.rowCount()))
    return [pane.model.columns[number].text(line) for line in lines if line is not None]


def take(dialog, line):
    """Give the keyboard to a line of a dialog."""
    dialog.activateWindow()
    line.setFocus()
    assert QTest.qWaitForWindowActive(dialog)


def write(ui, table, row, column, words):
    """Type words into a cell of a short list."""
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, column))
    QTest.keyClick(table, KEY.Key_Return)
    [line] = [one for one in table.viewport().findChildren(ImeLineEdit) if one.isVisible()]
    line.selectAll()
    QTest.keyClicks(line, words)
    QTest.keyClick(line, KEY.Key_Return)
    settle(ui)


@pytest.fixture
def meeting(desk):
    return desk.meetings.save(
        Meeting(title=Bilingual("Staff talks", "幕僚協議"), start=datetime(2026, 11, 20, 9), end=datetime(2026, 11, 20, 10),
                zone="America/Denver", marking=OPEN, portions=(Portion(marking=OPEN, text=Bilingual("**Sensors** are shared.")),))
    )  # fmt: skip


def test_a_disclosure_is_written_from_a_record_with_a_permission_that_packets_honour(
    show, desk, meeting, ui, fill, qtbot
):
    pane = show(DisclosuresPane)
    assert pane.stack.currentWidget() is pane.empty
    seen = {}

    def act(dialog):
        form = dialog.form
        seen.update(
            title=form.field("title").host.text(),
            source=form.field("source_marking").value(),
            at=form.field("at").input.text(),
        )
        form.field("source_marking").input.setText(" (U//REL TO jpn, USA) ")
        seen["echo"] = form.field("source_marking").echo_line.text_whole()
        form.field("manner").set_value(Manner.GIVEN)
        qtbot.keyClicks(form.field("receiver").input, "Lt Col Kisaragi")
        table = form.onward.table
        write(ui, table, 0, 0, "aus; United Kingdom")
        assert form.onward.problem() == "There is no nation called “United”. Choose one from the list."
        write(ui, table, 0, 0, "aus, GBR")
        write(ui, table, 0, 2, "Disclosure office")
        write(ui, table, 0, 4, "2027-01-31")
        seen["before"] = table.model().index(0, 6).data()
        write(ui, table, 0, 5, "Letter 26-117")
        seen["after"] = table.model().index(0, 6).data()

    fill(act)
    pane.begin(RecordRef("disclosure", 0, about=(RecordRef(MEETING, meeting.id),)))
    settle(ui)
    assert (seen["title"], seen["source"], seen["at"]) == ("Staff talks", "(U)", "2026-11-24 0941")
    assert seen["echo"].startswith("Understood as: ")
    assert (seen["before"], seen["after"]) == ("Incomplete", "In effect")
    [kept] = desk.disclosures.everything()
    assert kept.title == Bilingual("Staff talks", "幕僚協議")
    assert (kept.about_kind, kept.about_id, kept.about_uid) == (MEETING, meeting.id, meeting.uid)
    assert (kept.manner, kept.giver_nation, kept.receiver, kept.receiver_nation) == (
        Manner.GIVEN,
        "JPN",
        "Lt Col Kisaragi",
        "USA",
    )
    assert kept.source_marking == " (U//REL TO jpn, USA) "
    assert kept.onward == (
        Onward("USA", ("AUS", "GBR"), "Disclosure office", TODAY, "Letter 26-117", date(2027, 1, 31)),
    )
    assert {(one.nation, one.record) for one in desk.disclosures.permissions()} == {
        (nation, uid) for nation in ("AUS", "GBR") for uid in (kept.uid, meeting.uid)
    }
    assert cells(pane, "onward") == ["AUS, GBR"]
    assert pane.in_hand() == RecordRef("disclosure", kept.id, "Staff talks")


def test_an_entry_names_a_note_found_by_typing_and_never_a_word_that_is_nothing(show, desk, meeting, ui, fill, qtbot):
    pane = show(DisclosuresPane)

    def act(dialog):
        form = dialog.form
        qtbot.keyClicks(form.field("title").host, "What was said")
        line = form.field("about").input
        take(dialog, line)
        qtbot.keyClicks(line, "sensors")
        qtbot.waitUntil(lambda: bool(line.offers))
        assert [one.label for one in line.offers] == ["Sensors are shared. (note)"]
        qtbot.keyClick(line, KEY.Key_Return)

    fill(act)
    pane.new_record()
    settle(ui)
    [kept] = desk.disclosures.everything()
    assert (kept.about_kind, kept.about_uid, kept.about) == (PORTION, meeting.portions[0].uid, "Sensors are shared.")


def test_the_disclosures_are_narrowed_by_chips_and_words_and_thrown_away_with_the_keyboard(show, desk, ui, told, qtbot):
    for title, onward in (("Slides", (Onward("USA", ("AUS",), "", days(0), ""),)), ("Talk", ())):
        desk.disclosures.save(
            Disclosure(title=Bilingual(title), at=datetime(2026, 11, 20, 9), zone="America/Denver", onward=onward)
        )
    pane = show(DisclosuresPane)
    qtbot.mouseClick(pane.bar.chips["onward"], LEFT)
    settle(ui)
    assert (cells(pane, "title"), cells(pane, "onward")) == (["Slides"], ["none holds"])
    pane.take_focus()
    qtbot.keyClick(pane.table, KEY.Key_Delete)
    settle(ui)
    assert pane.stack.currentWidget() is pane.nothing
    told.undo()
    settle(ui)
    assert sorted(one.title.host for one in desk.disclosures.everything()) == ["Slides", "Talk"]
    pane.print_pane()
    assert told.printed == [("disclosure-log", None)]


def test_a_gift_says_what_the_rules_say_while_it_is_typed_and_is_reported_with_a_key(show, desk, ui, fill, told, qtbot):
    visit = desk.visits.save(Visit(title=Bilingual("Visit of the staff"), first=days(-2), last=days(2)))
    pane = show(GiftsPane)
    seen = []

    def act(dialog):
        form = dialog.form
        qtbot.keyClicks(form.field("item").host, "Vase")
        amount = form.field("amount").input
        for typed in ("USD 100", "12000 yen"):
            amount.clear()
            qtbot.keyClicks(amount, typed)
            settle(ui)
            seen.append((form.field("amount").echo_line.text_whole(), form.by_rules.text_whole()))
        take(dialog, form.field("visit_id").input)
        qtbot.keyClicks(form.field("visit_id").input, "staff")
        qtbot.waitUntil(lambda: bool(form.field("visit_id").input.offers))
        qtbot.keyClick(form.field("visit_id").input, KEY.Key_Return)

    fill(act)
    qtbot.mouseClick(pane.bar.new_button, LEFT)
    settle(ui)
    assert [echo for echo, _ in seen] == ["USD 100.00", "¥12,000"]
    assert seen[0][1] == "Cannot be compared: the rules name another currency. Look at it yourself."
    assert seen[1][1].startswith("By 14 Jan 2027. ")
    [kept] = desk.gifts.everything()
    assert (kept.amount, kept.currency, kept.report_due, kept.visit_id) == (12000, "JPY", date(2027, 1, 14), visit.id)
    assert (cells(pane, "value"), cells(pane, "report")) == (["¥12,000"], ["14 Jan 2027"])
    pane.take_focus()
    qtbot.keyClick(pane.table, KEY.Key_R)
    settle(ui)
    assert desk.gifts.one(kept.id).reported == TODAY
    assert cells(pane, "report") == ["Reported Tue 24 Nov"]
    told.undo()
    settle(ui)
    assert desk.gifts.one(kept.id).reported is None


def test_a_day_given_by_hand_stays_and_nonsense_is_said_at_its_field(show, desk, ui, fill, qtbot):
    desk.gifts.save(Gift(on=days(-100), passing=Passing.RECEIVED, item=Bilingual("Coins"), amount=9000, currency="JPY"))
    pane = show(GiftsPane)
    assert cells(pane, "report") == ["Overdue 41 d"]
    said = []

    def act(dialog):
        form = dialog.form
        form.field("amount").input.setText("many")
        form.rule.set_value("hand")
        form.rule.changed.emit()
        form.field("report_due").input.clear()
        qtbot.keyClick(dialog, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
        said.append(form.field("amount").problem())
        form.field("amount").input.setText("9,500")
        qtbot.keyClick(dialog, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(ui)
        said.append(form.field("report_due").problem())
        form.field("report_due").input.setText("2026-12-24")
        form.field("disposition").set_value(Disposition.HANDED_IN)

    fill(act)
    qtbot.keyClick(pane.table, KEY.Key_Return)
    settle(ui)
    assert said == [
        "“many” is no amount. Write it as 12000, ¥12,000 or USD 85.00.",
        "Say until when it is reported, or choose another way.",
    ]
    [kept] = desk.gifts.everything()
    assert (kept.amount, kept.rule, kept.report_due, kept.disposition) == (
        9500,
        BY_HAND,
        date(2026, 12, 24),
        Disposition.HANDED_IN,
    )


def test_the_radar_groups_what_ends_renews_with_a_key_and_opens_other_records(show, desk, ui, fill, told, qtbot):
    badge = desk.validities.save(Validity(title=Bilingual("Badge"), type=ValidityType.BADGE, expires=days(59)))
    desk.validities.save(Validity(title=Bilingual("Passport"), type=ValidityType.PASSPORT, expires=days(900)))
    visit = desk.visits.save(Visit(title=Bilingual("Weekly access"), valid_until=days(-2)))
    pane = show(RadarPane)
    assert [(one.label, one.count) for one in pane.model.listing.groups] == [
        ("Past its end", 1),
        ("To be done now", 1),
        ("Later on", 1),
    ]
    assert cells(pane, "title") == ["Weekly access", "Badge", "Passport"]
    qtbot.keyClick(pane.table, KEY.Key_Return)
    assert told.opened == [RecordRef("visit", visit.id, "Weekly access")]
    qtbot.keyClick(pane.table, KEY.Key_Delete)
    settle(ui)
    assert pane.strip.text() == "Arrangements, visits and gifts are not deleted here. Open the record to delete it."
    assert not offers_to_delete(pane)

    pane.reveal(RecordRef("validity", badge.id))
    settle(ui)
    assert pane.in_hand() == RecordRef("validity", badge.id, "Badge")
    assert offers_to_delete(pane)
    proposed = []

    def act(dialog):
        field = dialog.form.field("expires")
        proposed.append(str(field.value()))
        field.input.setText("2028-01-31")

    fill(act)
    qtbot.keyClick(pane.table, KEY.Key_R)
    settle(ui)
    assert proposed == ["2028-01-22"]
    assert desk.validities.one(badge.id).expires == date(2028, 1, 31)
    assert told.toasts[-1][0] == "Valid until 31 Jan 2028."
    qtbot.keyClick(pane.table, KEY.Key_E)
    settle(ui)
    assert cells(pane, "title") == ["Weekly access", "Passport"]
    pane.reveal(RecordRef("validity", badge.id))
    settle(ui)
    assert pane.in_hand() == RecordRef("validity", badge.id, "Badge")
    assert pane.model.listing.groups[-1].label == "Ended, watched no more"


def offers_to_delete(pane):
    menu = pane.context_menu(pane.table.selected_ids())
    return next(one.isEnabled() for one in menu.actions() if one.text().startswith("Delete"))


def test_a_new_end_date_needs_its_title_and_its_last_day(show, desk, ui, fill, qtbot):
    pane = show(RadarPane)
    said = []

    def act(dialog):
        form = dialog.form
        form.field("expires").input.clear()
        qtbot.keyClick(dialog, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(ui)
        said.append(form.field("expires").problem())
        form.field("expires").input.setText("2027-06-30")
        qtbot.keyClick(dialog, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(ui)
        said.append(form.field("title").problem())
        qtbot.keyClicks(form.field("title").host, "Lease")
        form.field("lead").input.setText("90")

    fill(act)
    pane.new_record()
    settle(ui)
    assert said == ["Say until when it is valid.", "Say what it is that ends."]
    [kept] = desk.validities.everything()
    assert (kept.expires, kept.lead) == (date(2027, 6, 30), 90)
    assert cells(pane, "title") == ["Lease"]


def test_today_shows_what_ends_soon_and_which_visits_have_to_be_asked_for(officer):
    page, desk = officer.window.page(), officer.desk
    for rows in (page.side.ends, page.side.requests):
        assert rows.lines() == ()
        assert rows.parentWidget().isHidden()
    site = desk.sites.save(Site(name=Bilingual("Buckley"), nation="USA", one_time=30))
    there = (VisitSite("Buckley", site.id),)
    visit = desk.visits.save(Visit(title=Bilingual("Survey", "視察"), first=days(42), sites=there))
    desk.visits.save(Visit(title=Bilingual("Far ahead"), first=days(300), sites=there))
    officer.settle()
    officer.settle()
    [line] = page.side.requests.lines()
    row = request_row(officer.program.language, page.view, line)
    assert (row.title, row.meta, row.right, row.right_tone) == (
        "Survey", "Request in by Sun 6 Dec · Buckley", "12 d left", "amb",
    )  # fmt: skip
    assert page.side.requests.isVisible()
    page.side.requests.enter()
    QTest.keyClick(page.side.requests, KEY.Key_Return)
    officer.settle()
    officer.settle()
    assert officer.window.in_hand() == RecordRef("visit", visit.id, "Survey")
    desk.visits.step(desk.visits.one(visit.id), VisitState.SUBMITTED, TODAY)
    officer.window.go("today")
    officer.settle()
    officer.settle()
    assert page.side.requests.parentWidget().isHidden()
    officer.window.open(RecordRef("visits", 0))
    officer.settle()
    assert officer.window.page().shown == "visits"
    assert officer.window.focusWidget() is officer.window.page().pane().table


def test_from_today_what_ends_is_opened_and_a_disclosure_begins_from_the_record_in_hand(officer):
    page, desk = officer.window.page(), officer.desk
    badge = desk.validities.save(Validity(title=Bilingual("Badge"), type=ValidityType.BADGE, expires=days(20)))
    officer.settle()
    officer.settle()
    assert [one.title.host for one in page.side.ends.lines()] == ["Badge"]
    assert page.side.ends.isVisible()
    page.side.ends.enter()
    QTest.keyClick(page.side.ends, KEY.Key_Return)
    officer.settle()
    officer.settle()
    assert officer.window.page_key() == "partnership"
    assert officer.window.in_hand() == RecordRef("validity", badge.id, "Badge")
    begun = []
    officer.asker.fill = lambda dialog: begun.append((dialog.windowTitle(), dialog.form.field("title").host.text()))
    officer.do("new-disclosure")
    assert begun == [("New entry in the disclosure log", "Badge")]
    assert officer.window.page().shown == "disclosures"
    officer.window.open(RecordRef("radar", 0))
    officer.settle()
    assert officer.window.page().shown == "radar"
