"""A packet leaves the desk: copy by copy, sealed, on paper, kept for good; and is refused in one sentence where it may not."""

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.language import Language
from liaison_desk.partnership.records import Disclosure, Onward
from tests.briefings.builders import CTRL, keys, pick, press_key, row_of, settled, shown
from tests.briefings.conftest import MARKING
from tests.briefings.desks import HOME_ONLY, OPEN


def text(pdf, password=None):
    return " ".join(" ".join(one.extract_text() for one in PdfReader(BytesIO(pdf), password=password).pages).split())


def copies(page, ui, qtbot, number, first=""):
    """Ask for some copies, the first with a number of its own."""
    field = page.inspector.form.field("copies")
    field.input.selectAll()
    QTest.keyClicks(field.input, str(number))
    if first:
        QTest.keyClicks(field.number, first)
    settled(page, ui, qtbot)


def test_a_final_that_is_exported_is_kept_with_its_digest(page, ui, said, desk, packet, qtbot, tmp_path):
    ui.ask.target = tmp_path / "packet"
    press_key(page, Qt.Key.Key_E, CTRL)
    assert ui.jobs.idle()
    written = (tmp_path / "packet.pdf").read_bytes()
    (final,) = desk.packets.finals(packet.id)
    assert (final.sha256, final.copies, final.audience) == (sha256(written).hexdigest(), "", ("USA", "JPN"))
    assert desk.packets.file_of(final) == written
    assert said.notes[-1] == f"packet.pdf was saved. Kept as no. 1, SHA-256 {final.sha256[:12]}…"


def test_copies_replace_no_older_ones_unasked(page, ui, packet, qtbot, tmp_path):
    copies(page, ui, qtbot, 2)
    ui.ask.target = tmp_path / "packet.pdf"
    older = tmp_path / "packet_copy-2.pdf"
    older.write_bytes(b"last week's")
    ui.ask.confirms = False
    page.export()
    assert ui.jobs.idle()
    assert ui.ask.asked[-2:] == ["Export PDF", "Export PDF"]  # where to, and whether to replace
    assert [path.read_bytes() for path in tmp_path.glob("packet*.pdf")] == [b"last week's"]
    ui.ask.confirms = True
    page.export()
    assert ui.jobs.idle()
    assert older.read_bytes().startswith(b"%PDF-")
    ui.ask.asked.clear()
    copies(page, ui, qtbot, 1)
    (tmp_path / "packet.pdf").write_bytes(b"chosen, and asked about by the dialog itself")
    page.export()
    assert ui.jobs.idle()
    assert ui.ask.asked == ["Export PDF"]


@pytest.mark.parametrize(
    ("asked", "written"), [("Weekly 23.11.2026", "Weekly 23.11.2026.pdf"), ("a.docx", "a.docx.pdf")]
)
def test_a_file_ends_as_what_it_is_and_replaces_none_unasked(page, ui, packet, qtbot, tmp_path, asked, written):
    ui.ask.target = tmp_path / asked
    page.export()
    assert ui.jobs.idle()
    assert [one.name for one in tmp_path.glob("*.pdf")] == [written]
    (tmp_path / written).write_bytes(b"another")
    ui.ask.confirms = False
    page.export()
    assert ui.jobs.idle()
    assert (tmp_path / written).read_bytes() == b"another"


def test_nothing_is_said_of_a_packet_that_could_not_be_made(page, ui, packet, qtbot):
    inspector = page.inspector
    banner = inspector.marking.accessibleName()
    assert banner
    page.composer.edit(lambda one: replace(one, marking=HOME_ONLY), "Change a packet")
    page.building.start()
    assert ui.jobs.idle()
    assert "may not be read by USA" in page.message.text()
    assert inspector.marking.accessibleName() == inspector.counts.text() == ""
    assert inspector.withheld.isHidden()
    page.composer.edit(lambda one: replace(one, marking=packet.marking), "Change a packet")
    settled(page, ui, qtbot)
    assert inspector.marking.accessibleName() == banner
    assert not inspector.withheld.isHidden()


def test_nations_are_offered_only_while_one_is_typed(page, packet):
    field = page.inspector.form.field("audience")
    QTest.keyClicks(field.input, "A")
    assert "AUS" in field.offered
    QTest.keyClicks(field.input, "US")
    QTest.keyClick(field.input, Qt.Key.Key_Return)
    assert "AUT" not in field.offered


def test_export_says_why_nothing_goes_out(page, ui, said, packet, qtbot, tmp_path):
    draft = page.inspector.form.field("draft").input
    QTest.mouseClick(draft.button(True), Qt.MouseButton.LeftButton)
    page.export()
    assert said.notes[-1] == "The packet is still being made. Try again in a moment."
    settled(page, ui, qtbot)
    since = page.inspector.form.field("since").input
    since.selectAll()
    QTest.keyClicks(since, "whenever")
    page.export()
    assert page.focusWidget() is since
    assert ui.ask.asked == []


def test_what_went_wrong_with_an_export_is_not_said_after_the_next(page, ui, packet, qtbot, tmp_path):
    ui.ask.target = tmp_path / "none" / "packet.pdf"
    page.export()
    assert ui.jobs.idle()
    assert not page.message.isHidden()
    ui.ask.target = tmp_path / "packet.pdf"
    page.export()
    assert ui.jobs.idle()
    assert page.message.isHidden()


def test_that_nothing_went_out_is_said_at_the_top(page, ui, packet):
    places = []

    def fill(dialog):
        assert ui.jobs.idle()
        places.extend(one.mapTo(dialog, one.rect().center()).y() for one in (dialog.heading, dialog.none))
        places.append(dialog.height())

    ui.ask.fill = fill
    page.show_history()
    heading, none, height = places
    assert heading < none < height / 4


def test_a_draft_is_exported_and_not_kept(page, ui, desk, packet, qtbot, tmp_path):
    QTest.mouseClick(page.inspector.form.field("draft").input.button(True), Qt.MouseButton.LeftButton)
    settled(page, ui, qtbot)
    ui.ask.target = tmp_path / "packet.pdf"
    page.export()
    assert ui.jobs.idle()
    assert "DRAFT" in text((tmp_path / "packet.pdf").read_bytes())
    assert desk.packets.finals(packet.id) == []


def test_a_template_that_is_exported_is_no_packet_that_is_kept(page, ui, desk, tmp_path):
    ui.ask.target = tmp_path / "weekly.pdf"
    page.export()
    assert ui.jobs.idle()
    assert (tmp_path / "weekly.pdf").exists()
    assert desk.packets.packets() == []


def test_each_copy_is_a_file_with_its_number_and_a_final(page, ui, said, desk, packet, qtbot, tmp_path):
    copies(page, ui, qtbot, 3, "12")
    assert "Copy 12" in text(page._made.result.pdf), "the first copy is on show"
    ui.ask.target = tmp_path / "packet.pdf"
    page.export()
    assert ui.jobs.idle()
    assert sorted(path.name for path in tmp_path.glob("packet*.pdf")) == [
        "packet_copy-1.pdf",
        "packet_copy-2.pdf",
        "packet_copy-3.pdf",
    ]
    for number in (1, 2, 3):
        said_by = text((tmp_path / f"packet_copy-{number}.pdf").read_bytes())
        assert f"Copy {11 + number}" in said_by
        assert said_by.count("UNCLASSIFIED") >= 4
    finals = desk.packets.finals(packet.id)
    assert [one.copies for one in finals] == ["14", "13", "12"]
    assert [desk.packets.file_of(one) for one in reversed(finals)] == [
        (tmp_path / f"packet_copy-{number}.pdf").read_bytes() for number in (1, 2, 3)
    ]
    assert said.notes[-1] == "3 copies were saved beside packet_copy-1.pdf. Kept as nos. 1 to 3."


def test_copies_made_later_differ_from_the_one_on_show_in_their_numbers_alone(page, ui, desk, packet, qtbot, tmp_path):
    copies(page, ui, qtbot, 2, "12")
    desk.clock.forward(days=3)
    ui.ask.target = tmp_path / "packet.pdf"
    page.export()
    assert ui.jobs.idle()
    first, second = (text((tmp_path / f"packet_copy-{number}.pdf").read_bytes()) for number in (1, 2))
    assert first.replace("Copy 12", "Copy 13").replace("(U) 12", "(U) 13") == second


def test_a_packet_is_closed_by_a_password_and_kept_without_it(page, ui, desk, packet, tmp_path):
    ui.ask.target = tmp_path / "closed.pdf"

    def fill(dialog):
        QTest.keyClicks(dialog.form.field("password").input, "open sesame")
        QTest.keyClicks(dialog.form.field("again").input, "open sesam")
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
        assert dialog.form.field("again").problem() == "The two passwords differ."
        QTest.keyClicks(dialog.form.field("again").input, "e")
        QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
        assert ui.jobs.idle()

    ui.ask.fill = fill
    pick(page.formats_menu(), "PDF with password or signature…")
    assert ui.jobs.idle()
    closed = (tmp_path / "closed.pdf").read_bytes()
    assert PdfReader(BytesIO(closed)).is_encrypted
    assert "MPC read-ahead" in text(closed, "open sesame")
    (final,) = desk.packets.finals(packet.id)
    assert "MPC read-ahead" in text(desk.packets.file_of(final))


def test_a_word_file_is_written_to_be_edited_and_not_kept(page, ui, desk, packet, tmp_path):
    ui.ask.target = tmp_path / "packet"
    pick(page.formats_menu(), "Word file, to be edited…")
    assert ui.jobs.idle()
    assert (tmp_path / "packet.docx").read_bytes().startswith(b"PK")
    assert desk.packets.finals(packet.id) == []


def test_an_audience_that_may_not_read_the_title_gets_one_sentence_and_no_file(page, ui, desk, packet, qtbot, tmp_path):
    desk.packets.save(type(packet)(**{**_fields(packet), "marking": HOME_ONLY}))
    qtbot.waitUntil(lambda: not page.message.isHidden(), timeout=10_000)
    ui.ask.target = tmp_path / "never.pdf"
    page.message.hide()
    press_key(page, Qt.Key.Key_E, CTRL)
    assert page.message.text() == "The title of this packet may not be read by USA. Nothing was made."
    assert not page.message.isHidden()
    assert ui.ask.asked == []


def _fields(packet):
    from dataclasses import fields

    return {field.name: getattr(packet, field.name) for field in fields(packet)}


def printing_to(ui, path, seen):
    """Let the system's dialog print to a file."""

    def fill(dialog):
        printer = dialog.printer()
        seen.append(printer.pageLayout().pageSize().id())
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        printer.setResolution(72)
        dialog.done(QDialog.DialogCode.Accepted)  # accepting would set up the system's printers anew

    ui.ask.fill = fill


def test_a_packet_is_printed_off_the_windows_thread_and_kept(page, ui, said, desk, packet, tmp_path):
    seen = []
    printing_to(ui, tmp_path / "printed.pdf", seen)
    press_key(page, Qt.Key.Key_P, CTRL)
    assert ui.jobs.idle()
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == page._made.result.pages
    assert [one.number for one in desk.packets.finals(packet.id)] == [1]
    assert said.notes[-1].startswith("Printed. Kept as no. 1")


@pytest.mark.parametrize(("asked", "first", "in_dialog", "sheets", "numbers"), [
    (3, "7", 3, 3, ["7", "8", "9"]),
    (3, "7", 2, 2, ["7", "8"]),
    (2, "", 3, 3, ["1/3", "2/3", "3/3"]),
    (1, "", 2, 2, [""]),
])  # fmt: skip
def test_every_copy_is_printed_into_one_job_as_many_as_the_dialog_says(
    page, ui, desk, packet, qtbot, tmp_path, asked, first, in_dialog, sheets, numbers
):
    copies(page, ui, qtbot, asked, first)
    offered = []

    def fill(dialog):
        printer = dialog.printer()
        offered.append((printer.copyCount(), dialog.maxPage()))
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        printer.setResolution(72)
        printer.setCopyCount(in_dialog)
        dialog.done(QDialog.DialogCode.Accepted)

    ui.ask.fill = fill
    page.print_packet()
    assert ui.jobs.idle()
    pages = page._made.result.pages
    assert offered == [(asked, pages)]
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == sheets * pages
    assert [one.copies for one in reversed(desk.packets.finals(packet.id))] == numbers


def test_what_went_out_is_listed_with_what_went_in_and_can_be_saved_again(page, ui, desk, packet, tmp_path):
    ui.ask.target = tmp_path / "packet.pdf"
    page.export()
    assert ui.jobs.idle()
    told = []

    def look(dialog):
        assert ui.jobs.idle()
        row = dialog.rows.topLevelItem(0)
        told.extend(row.text(column) for column in range(7))
        told.append(dialog.detail.toPlainText())
        ui.ask.target = tmp_path / "again.pdf"
        dialog.save_copy()
        assert ui.jobs.idle()

    ui.ask.fill = look
    QTest.mouseClick(page.outline.history_button, Qt.MouseButton.LeftButton)
    final = desk.packets.finals(packet.id)[0]
    assert (told[0], told[2], told[3]) == ("1", "USA, JPN", "UNCLASSIFIED//REL TO USA, JPN")
    assert told[6] == final.sha256[:12]
    assert "What was withheld (5):" in told[7]
    assert "Attaché's quiet dinner / 武官との会食: The release list does not name USA." in told[7]
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "packet.pdf").read_bytes()


def test_pages_are_shown_as_a_gray_laser_prints_them(page, ui, qtbot):
    QTest.mouseClick(page.preview.gray, Qt.MouseButton.LeftButton)
    page.preview.sheets.grab()
    assert ui.jobs.idle()
    picture = page.preview.sheets._pictures[0].image
    assert picture.isGrayscale()
    shades = [
        picture.pixelColor(x, y).value() for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)
    ]
    assert sorted(shades)[len(shades) // 2] == 255, "most of a page is white"
    assert min(shades) < 80


def test_a_small_window_folds_the_form_into_a_tab(page, ui, qtbot):
    page.resize(972, 607)
    qtbot.waitUntil(lambda: page.panes.folded)
    assert not page.inspector.isVisible()
    QTest.mouseClick(page.panes.tabs.button("packet"), Qt.MouseButton.LeftButton)
    assert page.inspector.isVisible()
    assert not page.outline.isVisible()
    page.edit_entry(keys(page)[1])
    assert page.editing.entry.isVisible()
    QTest.keyClick(page.editing.entry, Qt.Key.Key_Escape)
    assert page.outline.isVisible()
    page.resize(1300, 700)
    qtbot.waitUntil(lambda: not page.panes.folded)
    assert page.inspector.isVisible()
    assert page.outline.isVisible()


def test_f6_goes_from_pane_to_pane(page, qtbot):
    page.outline.list.setFocus()
    places = []
    for _ in range(4):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_F6)
        places.append(
            next(
                name
                for name, pane in (("outline", page.outline), ("preview", page.preview), ("form", page.editing))
                if pane.isAncestorOf(page.focusWidget())
            )
        )
    assert places == ["preview", "form", "outline", "preview"]


def test_the_page_composes_in_japanese(ui, desk, qtbot):
    from dataclasses import replace

    page = shown(replace(ui, language=Language("ja")), desk, qtbot, MARKING)
    pick(page.adding.menu(), "文章(T)", "段落(P)")
    settled(page, ui, qtbot)
    assert page.title() == "週間活動報告 2026年11月23日–29日"
    assert row_of(page, keys(page)[-1]).title == "Text"  # the outline is in the language of the packet
    assert page.inspector.checks.checks[0].say(page._ui.language) == "「Text」が未記入です。"
    assert page.outline.add_button.text() == "項目を追加"


def test_a_packet_whose_permission_ended_overnight_is_made_anew_before_it_goes_out(
    page, ui, said, desk, packet, qtbot, tmp_path
):
    today = date(2026, 11, 27)
    onward = Onward("USA", ("AUS",), "Foreign disclosure office", today, "Letter 17-26", until=today)
    told = {"at": datetime(2026, 11, 27, 9), "zone": "America/Denver", "marking": OPEN}
    desk.disclosures.save(Disclosure(title=Bilingual("Slides"), onward=(onward,), **told))
    copies(page, ui, qtbot, 2)
    desk.database.clock.forward(days=1)
    ui.ask.target = tmp_path / "packet.pdf"
    press_key(page, Qt.Key.Key_E, CTRL)
    settled(page, ui, qtbot)
    assert said.notes[-1].startswith("A permission to pass something on has begun or ended since this packet was made.")
    assert (desk.packets.finals(packet.id), list(tmp_path.glob("packet*"))) == ([], [])
    press_key(page, Qt.Key.Key_E, CTRL)
    assert ui.jobs.idle()
    assert len(desk.packets.finals(packet.id)) == 2
