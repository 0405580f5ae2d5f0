"""The Briefings page with a real desk and real lanes: preview, form, reasons, export, and words in both languages."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from liaison_desk.app.lending.composing import lend_records
from liaison_desk.briefings.records import PacketLanguage, WithheldReport
from liaison_desk.briefings.ui.builder import BriefingsPage
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.asker import PreparedAsker
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.icons import Icons
from liaison_desk.foundation.qt.jobs import Jobs
from liaison_desk.foundation.qt.relay import ChangeRelay
from liaison_desk.foundation.qt.settings import Memory
from liaison_desk.foundation.qt.theme import Theme
from liaison_desk.foundation.qt.windowed import LINE_ROLE
from liaison_desk.tasks.records import Task
from tests.briefings.desks import OPEN, PROFILE, weekly_desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    opened = weekly_desk(tmp_path_factory.mktemp("desk"))
    yield opened
    opened.close()


@pytest.fixture
def ui(qapp: QApplication, desk, tmp_path):
    theme, jobs = Theme(), Jobs()
    said: list[str] = []
    crashes: list[Exception] = []
    jobs.crashed.connect(crashes.append)
    made = Ui(
        Language("en"),
        theme,
        Icons(theme),
        jobs,
        desk.clock,
        ChangeRelay(desk.bus),
        Memory(tmp_path),
        PreparedAsker(),
        lambda text, _undo: said.append(text),
        lambda _ref: None,
    )
    yield made
    made.changes.close()
    assert jobs.close()
    assert crashes == []


@pytest.fixture
def page(ui, desk, qtbot):
    return shown(ui, desk, qtbot)


def shown(ui, desk, qtbot):
    page = BriefingsPage(ui, desk.briefings, desk.packets, lambda: PROFILE, lend_records(desk))
    qtbot.addWidget(page)
    page.resize(1244, 812)
    with qtbot.waitExposed(page):
        page.show()
    assert ui.jobs.idle()
    return page


def field(page, name):
    return page.inspector.form.field(name)


def outline(page):
    """Return the words of every row of the outline, the headings below each entry behind it."""
    model = page.outline.list.model()
    found = []
    for row in range(model.rowCount()):
        entry = model.index(row, 0)
        found.append(model.data(entry))
        found += [model.data(model.index(below, 0, entry)) for below in range(model.rowCount(entry))]
    return found


def settled(page, ui, qtbot):
    qtbot.waitUntil(lambda: page.inspector.export_button.isEnabled() and not ui.jobs.busy, timeout=10_000)


def test_the_page_opens_with_this_weeks_packet_and_its_outline(page):
    assert page.preview.page_words.text_whole() == "Page 1 of 2"
    assert "(U) Suspenses, 1" in outline(page)
    assert field(page, "since").value() == date(2026, 11, 23)
    assert page.inspector.marking.accessibleName() == "UNCLASSIFIED//REL TO USA, JPN"


def test_the_outline_names_nothing_that_is_withheld(page):
    assert "空幕" not in " ".join(outline(page))


def test_the_officer_sees_how_many_records_are_withheld_and_why(page, qtbot):
    box = page.inspector.withheld
    assert box.count.text_whole() == "5 records withheld"
    assert not box.records
    qtbot.mouseClick(box.why, Qt.MouseButton.LeftButton)
    assert "The release list does not name USA." in box.text()
    assert "Attaché's quiet dinner" in [row.button.text() for row in box.records]


def test_a_packet_for_home_alone_withholds_only_what_is_unmarked(page, ui, qtbot):
    field(page, "audience").set_value(["JPN"])
    field(page, "audience").changed.emit()
    assert not page.inspector.export_button.isEnabled()
    settled(page, ui, qtbot)
    assert page.inspector.withheld.count.text_whole() == "1 record withheld"
    assert page.inspector.marking.accessibleName() == "UNCLASSIFIED//JPN ONLY"


def test_a_click_on_japanese_makes_the_packet_in_japanese(page, ui, qtbot):
    segments = field(page, "language").input
    qtbot.mouseClick(segments.button(PacketLanguage.HOME), Qt.MouseButton.LeftButton)
    settled(page, ui, qtbot)
    assert "(U) 期限一覧, 1" in outline(page)
    assert "(U) 表紙, 1" in outline(page), "in the language of the packet, as the headings of the file"


def test_a_nation_that_does_not_exist_is_one_sentence_above_the_page(page, ui, qtbot):
    field(page, "audience").set_value(["USA", "JP"])
    field(page, "audience").changed.emit()
    qtbot.waitUntil(lambda: not page.message.isHidden(), timeout=10_000)
    assert "JPN" in page.message.text()
    assert not page.inspector.export_button.isEnabled()


def test_choosing_a_section_shows_its_page(page, qtbot):
    model = page.outline.list.model()
    last = model.index(model.rowCount() - 1, 0)
    qtbot.mouseClick(
        page.outline.list.viewport(), Qt.MouseButton.LeftButton, pos=page.outline.list.visualRect(last).center()
    )
    qtbot.waitUntil(lambda: page.preview.page() == 2)


def test_control_e_exports_the_very_file_of_the_preview(page, ui, qtbot, tmp_path):
    ui.ask.target = tmp_path / "packet"
    qtbot.keyClick(page.outline.list, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert ui.jobs.idle()
    assert (tmp_path / "packet.pdf").read_bytes().startswith(b"%PDF")
    assert ui.ask.asked == ["Export PDF"]


def test_the_report_of_what_was_withheld_is_saved_for_the_officer(page, ui, qtbot, tmp_path):
    ui.ask.target = tmp_path / "report.csv"
    qtbot.mouseClick(page.inspector.withheld.why, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.inspector.withheld.save, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert "Attaché's quiet dinner" in (tmp_path / "report.csv").read_text("utf-8-sig")


def test_a_date_that_means_nothing_makes_no_packet(page, ui):
    field(page, "since").input.setText("soon")
    page.rebuild()
    assert ui.jobs.idle()
    assert page.inspector.request() is None


def test_a_date_is_typed_letter_by_letter(page, ui, qtbot):
    since = field(page, "since")
    since.input.setFocus()
    since.input.selectAll()
    qtbot.keyClicks(since.input, "25 N")
    assert ui.jobs.idle()
    assert since.input.text() == "25 N", "a packet that was made meanwhile leaves what is being typed"
    qtbot.keyClicks(since.input, "ov 2026")
    assert ui.jobs.idle()
    assert page.inspector.request().since == date(2026, 11, 25)


def test_a_new_task_is_in_the_packet_without_asking(page, ui, desk, qtbot):
    assert "(U) Suspenses, 1" in outline(page)
    made = desk.tasks.save(Task(title=Bilingual("Side letter"), due=datetime(2026, 11, 26), marking=OPEN))
    qtbot.waitUntil(lambda: page.outline.list.model().index(2, 0).data(LINE_ROLE).entries == 3, timeout=10_000)
    desk.tasks.delete([made.id])


def test_the_preview_shows_ink_as_soon_as_the_lanes_are_idle(page, ui):
    QApplication.processEvents()
    assert ui.jobs.idle()
    image = page.preview.sheets.grab().toImage()
    middle = image.width() // 2
    assert any(image.pixelColor(x, y).value() < 80 for y in range(20, 80) for x in range(middle - 60, middle + 60))


def test_the_reader_stays_on_his_page_when_the_packet_is_made_anew(page, ui, qtbot):
    qtbot.mouseClick(page.preview.next, Qt.MouseButton.LeftButton)
    assert page.preview.page() == 2
    qtbot.mouseClick(field(page, "draft").input.button(True), Qt.MouseButton.LeftButton)
    settled(page, ui, qtbot)
    assert page.preview.page() == 2
    assert page.preview.page_words.text_whole() == "Page 2 of 2"


def test_pages_can_be_as_wide_as_the_pane(page, qtbot):
    page.resize(1600, 600)
    qtbot.waitUntil(lambda: page.preview.sheets.width() > 800)
    whole = page.preview.factor()
    qtbot.mouseClick(page.preview.fit.button("width"), Qt.MouseButton.LeftButton)
    assert page.preview.factor() > whole
    assert page.preview.sheets.horizontalScrollBar().maximum() == 0


def test_zoom_goes_up_and_down(page, qtbot):
    page.preview.zoom(1)
    larger = page.preview.factor()
    page.preview.zoom(-1)
    assert page.preview.factor() < larger


def test_the_page_speaks_japanese(ui, desk, qtbot):
    page = shown(replace(ui, language=Language("ja")), desk, qtbot)
    assert page.inspector.export_button.text() == "PDFを書き出す"
    assert page.inspector.withheld.count.text_whole() == "5件の記録を除外"
    assert {"(U) Cover, 1", "(U) Suspenses, 1"} <= set(outline(page)), "one language, that of the packet"


@pytest.mark.parametrize("code", ["en", "ja"])
def test_no_tool_of_the_page_is_cut_in_a_small_window(code, ui, desk, qtbot):
    page = shown(replace(ui, language=Language(code)), desk, qtbot)
    page.resize(972, 607)
    preview, inspector = page.preview, page.inspector
    tools = (preview.page_words, *(preview.fit.button(value) for value in ("page", "width")))
    qtbot.waitUntil(lambda: all(tool.width() >= tool.sizeHint().width() for tool in tools))
    assert page.outline.width() >= 200
    right = preview.fit.mapTo(preview, preview.fit.rect().topRight()).x()
    assert right < preview.width()
    # The form is a tab of the outline here, and Qt lays out what is in it only where it is seen.
    page.panes.show_right()
    buttons = (inspector.print_button, inspector.export_button)
    qtbot.waitUntil(lambda: all(button.width() >= button.sizeHint().width() for button in buttons))
    assert inspector.form.widget().width() <= inspector.form.viewport().width()


def test_the_export_button_ends_where_the_fields_end(page):
    def right(widget):
        return widget.mapTo(page.inspector, widget.rect().topRight()).x()

    assert right(page.inspector.formats_button) == right(field(page, "names"))


def test_a_packet_that_withholds_nothing_warns_of_nothing(page):
    box = page.inspector.withheld
    assert box.icon.objectName() == "eye-off"
    box.show_report(WithheldReport(frozenset({"JPN"})))
    assert box.count.text_whole() == "Nothing withheld"
    assert box.icon.objectName() == "circle-check"
