"""A read-ahead composed through the window: begun, written, put in order, made for another audience, let out and printed."""

from datetime import date, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from liaison_desk.calendar.records import Event
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.fields.choices import Tag
from liaison_desk.meetings.records import Attendee, Meeting
from tests.briefings.builders import kept as only_packet
from tests.journeys.conftest import Officer

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
BOTH = Marking("JPN", audience=frozenset({"JPN", "USA"}))
BLUF, POSITION = "Japan is ready for the conference.", "Our own position: no seats to give."
OURS = Marking("JPN", audience=frozenset({"JPN"}))
DAY = {"start": datetime(2026, 12, 1, 9), "end": datetime(2026, 12, 1, 10), "zone": "America/Denver"}


def text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def rest(officer: Officer, qtbot):
    """Wait until everything is kept and the packet is made; return the page."""
    page = officer.window.page()
    page.keeper.save()

    def made() -> None:  # after the pause that follows typing
        officer.settle()
        assert page.inspector.export_button.isEnabled(), page.message.text()

    qtbot.waitUntil(made)
    return page


def take(letters: str) -> None:
    """Choose in the menu that is open by the letters that are underlined, one a level."""
    for letter in letters:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        QTest.keyClick(menu, getattr(Qt.Key, f"Key_{letter}"))


def titles(page) -> list[str]:
    return [row.title for row in page.outline.list.rows_model.rows]


def key_of(page, title: str) -> str:
    return next(row.key for row in page.outline.list.rows_model.rows if row.title == title)


def write(page, words: str) -> None:
    """Type into the entry that is edited, and go back to the outline."""
    field = page.editing.entry.form.field("text").host
    assert page.window().focusWidget() is field
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert page.window().focusWidget() is page.outline.list


def drag(page, source: int, target: int) -> None:
    """Drag an entry before another with the mouse."""
    tree = page.outline.list
    view = tree.viewport()
    begin, end = (tree.visualRect(tree.rows_model.index(row, 0)).center() for row in (source, target))
    end -= QPoint(0, 15)
    QTest.mousePress(view, LEFT, NONE, begin)
    QTest.mouseMove(view, begin + QPoint(0, 20))
    QTest.mouseMove(view, end)
    assert tree.drop_line() is not None
    QTest.mouseRelease(view, LEFT, NONE, end)


@pytest.fixture
def desk(officer: Officer):
    """The officer's desk with a planning conference next week, and two events of that day, one of them Japan's alone."""
    desk = officer.desk
    desk.meetings.save(
        Meeting(
            title=Bilingual("Middle planning conference", "中間計画会議"),
            marking=BOTH,
            attendees=(Attendee("Dana Hartwell"),),
            **DAY,
        )
    )
    calendar = desk.calendars.calendars()[0]
    for title, marking in (("Conference opens", BOTH), ("Quiet dinner of the delegation", OURS)):
        desk.calendars.save(Event(calendar_id=calendar.id, title=Bilingual(title), marking=marking, **DAY))
    return desk


def test_a_read_ahead_is_composed_reordered_made_for_others_let_out_and_printed(
    officer: Officer, desk, tmp_path: Path, qtbot
):
    begin(officer, qtbot)
    compose(officer, qtbot)
    for_others(officer, qtbot)
    let_out(officer, desk, tmp_path)


def begin(officer: Officer, qtbot) -> None:
    """Ctrl+0 opens the page, Ctrl+N asks for a template, found by typing; then the meeting it is about."""

    def choose(dialog) -> None:
        QTest.keyClicks(dialog.line, "read")
        QTest.keyClick(dialog.line, Qt.Key.Key_Return)

    officer.press(Qt.Key.Key_0, CTRL)
    officer.asker.fill = choose
    officer.press(Qt.Key.Key_N, CTRL)
    page = rest(officer, qtbot)
    assert page.title() == "Read-ahead"
    officer.window.activateWindow()  # after the dialog nobody gives it the keyboard back
    assert QTest.qWaitForWindowActive(officer.window)
    meeting = page.inspector.form.field("meeting")
    meeting.input.setFocus()
    QTest.keyClicks(meeting.input, "planning")
    meeting.input._pause.timeout.emit()
    officer.settle()
    QTest.keyClick(meeting.input, Qt.Key.Key_Return)
    page = rest(officer, qtbot)
    assert meeting.input.text() == "Middle planning conference / 中間計画会議, 2026-12-01"
    assert page.inspector.form.field("since").value() == date(2026, 12, 1)
    page = rest(officer, qtbot)
    assert officer.window.windowTitle() == "Read-ahead, 1 Dec 2026 — Liaison Desk"
    begun = only_packet(officer.desk)
    assert (begun.title.host, begun.asked.since) == ("Read-ahead, 1 Dec 2026", date(2026, 12, 1))


def compose(officer: Officer, qtbot) -> None:
    """What waits to be written is written; the packet is named; entries go where they belong by keys and by mouse."""
    page = officer.window.page()
    tree = page.outline.list
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Home)
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert tree.current_row().state == "blank"
    QTest.keyClick(tree, Qt.Key.Key_Return)
    write(page, BLUF)
    line = page.outline.name_line
    QTest.mouseClick(line, LEFT)
    line.selectAll()
    QTest.keyClicks(line, "MPC read-ahead")
    QTest.keyClick(line, Qt.Key.Key_Return)
    page = rest(officer, qtbot)
    assert page.title() == "MPC read-ahead"
    tree.choose(key_of(page, "Issues and positions"))
    QTest.keyClick(tree, Qt.Key.Key_F2)
    marking = page.editing.entry.form.field("marking")
    marking.edit.setFocus()
    marking.edit.selectAll()
    QTest.keyClicks(marking.edit, "(U//JPN ONLY)")
    page.editing.entry.form.field("text").host.setFocus()
    write(page, POSITION)
    page = rest(officer, qtbot)
    assert tree.current_row().state == "withheld"
    before = titles(page)
    at = before.index("Issues and positions")
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Up, ALT)
    page = rest(officer, qtbot)
    assert titles(page) == [*before[: at - 1], before[at], before[at - 1], *before[at + 1 :]]
    drag(page, titles(page).index("Schedule"), titles(page).index("Agenda and attendees"))
    page = rest(officer, qtbot)
    order = [row.title for row in tree.rows_model.rows if row.letter]
    assert order[:2] == ["Schedule", "Agenda and attendees"]
    assert [row.letter for row in tree.rows_model.rows if row.letter] == ["A", "B", "C", "D"][: len(order)]
    QTest.mouseClick(page.outline.add_button, LEFT)
    take("TB")
    write(page, "PL27 is the exercise of next spring")
    page = rest(officer, qtbot)
    kept = only_packet(officer.desk)
    assert kept.title.host == "MPC read-ahead"
    assert [row.key for row in tree.rows_model.rows] == [one.key for one in kept.items]


def for_others(officer: Officer, qtbot) -> None:
    """For Japan alone nothing is withheld; for both the dinner and our position are, and the reasons are told."""
    page = officer.window.page()
    audience = page.inspector.form.field("audience")
    assert audience.value() == ("USA", "JPN")
    box = page.inspector.withheld
    assert box.count.text_whole() == "2 records withheld"
    QTest.mouseClick(box.why, LEFT)
    for row in box.records:
        QTest.mouseClick(row.button, LEFT)
    told = box.text()
    for words in (
        "Record: event: Quiet dinner of the delegation", "Record: packet: ", "Audience: USA, JPN",
        "Rule: The release list does not name USA.",
    ):  # fmt: skip
        assert words in told
    usa = next(tag for tag in audience.findChildren(Tag) if tag.accessibleName() == "USA")
    usa.setFocus()
    QTest.keyClick(usa, Qt.Key.Key_Delete)
    page = rest(officer, qtbot)
    assert box.count.text_whole() == "Nothing withheld"
    assert page.inspector.marking.accessibleName() == "UNCLASSIFIED//JPN ONLY"
    QTest.keyClicks(audience.input, "USA")
    QTest.keyClick(audience.input, Qt.Key.Key_Return)
    page = rest(officer, qtbot)
    assert box.count.text_whole() == "2 records withheld"
    assert page.inspector.marking.accessibleName() == "UNCLASSIFIED//REL TO USA, JPN"


def let_out(officer: Officer, desk, tmp_path: Path) -> None:
    """The file that is written is the one on show, is kept with its digest, and is what the printer gets."""
    page = officer.window.page()
    officer.asker.target = tmp_path / "read-ahead.pdf"
    officer.press(Qt.Key.Key_E, CTRL)
    written = (tmp_path / "read-ahead.pdf").read_bytes()
    said = text(written)
    assert "(U//REL TO USA, JPN) BLUF. Japan is ready for the conference." in said
    assert "dinner" not in said
    assert "position" not in said
    assert "Issues" not in said
    packet = page.keeper.packet
    (final,) = desk.packets.finals(packet.id)
    assert (final.sha256, final.audience) == (sha256(written).hexdigest(), ("USA", "JPN"))
    assert final.withheld.records == 2
    assert officer.window.toast.text().startswith("read-ahead.pdf was saved. Kept as no. 1")

    def to_file(dialog: QDialog) -> None:
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        printer.setResolution(72)
        dialog.done(QDialog.DialogCode.Accepted)

    officer.asker.fill = to_file
    officer.press(Qt.Key.Key_P, CTRL)
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == final.pages
    assert len(desk.packets.finals(packet.id)) == 1, "the same file going out again is told once"
    officer.do("go-today")
    officer.window.open(RecordRef("packet", packet.id))
    officer.settle()
    assert officer.window.page() is page
    assert page.title() == "MPC read-ahead"
