"""A read-ahead composed through the window: begun, written, put in order, made for another audience, let out and printed."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.qt.fields.choices import Tag
from liaison_desk.tasks.records import Task
from tests.journeys.conftest import NOW, Officer

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
BOTH = Marking("JPN", audience=frozenset({"JPN", "USA"}))
BLUF, EQUITIES = "Japan is ready for the conference.", "Our equities: seats in the control group."
OURS = Marking("JPN", audience=frozenset({"JPN"}))


def text(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def rest(officer: Officer):
    """Wait until everything is kept and the packet is made; return the page."""
    page = officer.window.page()
    page.keeper.save()
    officer.settle()
    for _ in range(40):  # the pause after typing, then the making
        if page.inspector.export_button.isEnabled():
            break
        QTest.qWait(50)
        officer.settle()
    assert page.inspector.export_button.isEnabled(), page.message.text()
    return page


def take(letters: str) -> None:
    """Choose in the menu that is open by the letters that are underlined, one a level."""
    for letter in letters:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        QTest.keyClick(menu, getattr(Qt.Key, f"Key_{letter}"))


def titles(page) -> list[str]:
    return [row.title for row in page.outline.list.rows_model.rows]


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
    """The officer's desk with a task for both staffs and one that is Japan's alone."""
    desk = officer.desk
    for title, marking in (("Roster to J7", BOTH), ("Our red lines", OURS)):
        desk.tasks.save(Task(title=Bilingual(title), due=NOW.replace(tzinfo=None), marking=marking))
    return desk


def test_a_read_ahead_is_composed_reordered_made_for_others_let_out_and_printed(officer: Officer, desk, tmp_path: Path):
    begin(officer)
    compose(officer)
    for_others(officer)
    let_out(officer, desk, tmp_path)


def begin(officer: Officer) -> None:
    """Ctrl+9 opens the page, Ctrl+N asks for a template, found by typing."""

    def choose(dialog) -> None:
        QTest.keyClicks(dialog.line, "weekly")
        QTest.keyClick(dialog.line, Qt.Key.Key_Return)

    officer.press(Qt.Key.Key_9, CTRL)
    officer.asker.fill = choose
    officer.press(Qt.Key.Key_N, CTRL)
    page = rest(officer)
    assert page.title() == "Weekly activity report"
    assert officer.desk.packets.packets() == []


def compose(officer: Officer) -> None:
    """Words are added from the menu and written; the packet is named; entries go where they belong by keys and by mouse."""
    page = officer.window.page()
    page.outline.list.setFocus()
    QTest.keyClick(page.outline.list, Qt.Key.Key_Home)
    QTest.mouseClick(page.outline.add_button, LEFT)
    take("TL")
    write(page, BLUF)
    line = page.outline.name_line
    QTest.mouseClick(line, LEFT)
    line.selectAll()
    QTest.keyClicks(line, "MPC read-ahead")
    QTest.keyClick(line, Qt.Key.Key_Return)
    page = rest(officer)
    assert page.title() == "MPC read-ahead"
    assert titles(page)[:4] == ["Cover", BLUF, "Schedule", "Suspenses"]
    QTest.mouseClick(page.outline.add_icon, LEFT)
    take("TP")
    marking = page.editing.entry.form.field("marking")
    marking.input.setFocus()
    marking.edit.selectAll()
    QTest.keyClicks(marking.edit, "(U//JPN ONLY)")
    page.editing.entry.form.field("text").host.setFocus()
    write(page, EQUITIES)
    page = rest(officer)
    assert page.outline.list.current_row().state == "withheld"
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Down, ALT)
    page = rest(officer)
    assert titles(page)[1:4] == [BLUF, "Schedule", EQUITIES]
    drag(page, titles(page).index("Suspenses"), 1)
    page = rest(officer)
    assert titles(page)[1:5] == ["Suspenses", BLUF, "Schedule", EQUITIES]
    (kept,) = officer.desk.packets.packets()
    assert [one.kind for one in kept.packet.items][:5] == ["cover", "suspenses", "text", "schedule", "text"]
    assert kept.packet.title.host == "MPC read-ahead"


def for_others(officer: Officer) -> None:
    """For Japan alone nothing is withheld; for both a task and what we wrote for ourselves are, and the reasons are told."""
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
        "Record: task: Our red lines",
        f"Record: packet: {EQUITIES}",
        "Audience: USA, JPN",
        "Rule: The release list does not name USA.",
    ):
        assert words in told
    usa = next(tag for tag in audience.findChildren(Tag) if tag.accessibleName() == "USA")
    usa.setFocus()
    QTest.keyClick(usa, Qt.Key.Key_Delete)
    page = rest(officer)
    assert box.count.text_whole() == "Nothing withheld"
    assert page.inspector.marking.accessibleName() == "UNCLASSIFIED//JPN ONLY"
    QTest.keyClicks(audience.input, "USA")
    QTest.keyClick(audience.input, Qt.Key.Key_Return)
    page = rest(officer)
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
    assert "red lines" not in said
    assert "equities" not in said
    assert said.index("Roster to J7") < said.index("Japan is ready")
    packet = page.keeper.packet
    (final,) = desk.packets.finals(packet.id)
    assert (final.sha256, final.audience) == (sha256(written).hexdigest(), ("USA", "JPN"))
    assert {entry.record.label for entry in final.withheld.entries} == {"Our red lines", EQUITIES}
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
