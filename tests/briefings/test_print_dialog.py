"""Print from another page: the same preview, release and reasons as on the Briefings page, for whom was chosen there."""

from dataclasses import replace
from io import BytesIO

from pypdf import PdfReader
from PySide6.QtCore import Qt

from liaison_desk.app.features import FEATURES
from liaison_desk.app.lending.printing import Printing
from liaison_desk.contacts.records import Organization, Person, Post
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.meetings.records import Attendee
from tests.briefings.desks import BOTH, HOME_ONLY, WEEK
from tests.briefings.test_briefings_page import desk, ui  # noqa: F401 - fixtures


def said(path):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(path.read_bytes())).pages).split())


def opened(ui, qtbot, dialog):  # noqa: F811
    """Return the page of a dialog that has the keyboard, for shortcuts belong to the active window, and has shown its packet."""
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    assert ui.jobs.idle()
    return dialog.page


def test_people_chosen_on_a_page_are_printed_without_the_withheld(ui, desk, qtbot, tmp_path):  # noqa: F811
    saved = desk.contacts.save_all(
        [
            Person(name=PersonName("Adams"), marking=BOTH),
            Person(name=PersonName("Hidden"), marking=HOME_ONLY),
            Person(name=PersonName("Baker"), marking=BOTH),
        ],
        "Add contacts",
    )
    path, seen = tmp_path / "cards.pdf", []

    def look(dialog):
        page = opened(ui, qtbot, dialog)
        seen.append(page.outline.title.text_whole())
        seen.append(page.inspector.withheld.isVisible())
        template = page.inspector.form.field("template").input
        assert template.count() == 4
        qtbot.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        assert ui.jobs.idle()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()

    ui.ask.fill = look
    ui.ask.target = path
    Printing(desk, ui).people([saved[0].id, saved[1].id], "cards")
    assert seen == ["Contact cards", True]
    assert "ADAMS" in said(path)
    assert "HIDDEN" not in said(path)
    assert "BAKER" not in said(path)


def test_people_are_printed_by_precedence_or_by_organization(ui, desk, qtbot, tmp_path):  # noqa: F811
    zulu, alpha = desk.contacts.save_organizations(
        [Organization(name=Bilingual(name), marking=BOTH) for name in ("Zulu Wing", "Alpha Wing")], "Add"
    )
    people = [
        Person(name=PersonName(family), rank_code=rank, posts=(Post(Bilingual(), house.id),), marking=BOTH)
        for family, rank, house in (("Adams", "OF-9", zulu), ("Baker", "OF-2", alpha))
    ]
    saved = desk.contacts.save_all(people, "Add contacts")
    path, orders = tmp_path / "roster.pdf", []

    def look(dialog):
        page = opened(ui, qtbot, dialog)
        form = page.inspector.form
        order, template = form.field("order").input, form.field("template").input
        for press in (None, Qt.Key.Key_Down):
            if press:
                qtbot.keyClick(order, press)
                qtbot.waitUntil(lambda: page.inspector.export_button.isEnabled() and not ui.jobs.busy, timeout=10_000)
            qtbot.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
            assert ui.jobs.idle()
            orders.append(sorted(("ADAMS", "BAKER"), key=said(path).index))
        assert order.isVisible()
        qtbot.keyClick(template, Qt.Key.Key_Home)
        assert template.currentText() == "Biographies"
        assert not order.isVisible()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    ui.ask.fill = look
    ui.ask.target = path
    Printing(desk, ui).people([one.id for one in saved], "roster")
    assert orders == [["ADAMS", "BAKER"], ["BAKER", "ADAMS"]]


def test_the_meetings_page_opens_the_seating_list_in_the_dialog_of_people(ui, desk, qtbot, tmp_path):  # noqa: F811
    person = desk.contacts.save(Person(name=PersonName("Adams"), rank="Col", rank_code="OF-5", marking=BOTH))
    meeting = next(one for one in desk.meetings.held(*WEEK) if one.title.host)
    there = (Attendee("Adams", contact_id=person.id), *meeting.attendees, Attendee("A visitor"))
    desk.meetings.save(replace(meeting, attendees=there))
    path, seen = tmp_path / "seats.pdf", []

    def look(dialog):
        page = opened(ui, qtbot, dialog)
        template = page.inspector.form.field("template").input
        seen.append((page.outline.title.text_whole(), template.count(), page.inspector.withheld.isVisible()))
        qtbot.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        assert ui.jobs.idle()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    ui.ask.fill = look
    ui.ask.target = path
    page = next(one for one in FEATURES if one.key == "meetings").make(desk, ui)
    qtbot.addWidget(page)
    page.resize(1244, 828)
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    assert ui.jobs.idle()
    page.show_record(meeting.id)
    assert ui.jobs.idle()
    page.print_seating()  # Ctrl+P prints what was noted
    assert seen == [("Seating list", 11, True)]
    for words in (meeting.title.host, "1 (U//REL TO USA, JPN) Col Adams", "Hartwell", "A visitor"):
        assert words in said(path)
    assert "Aoi" not in said(path)
