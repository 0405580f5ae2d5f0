"""Print from the calendar: Ctrl+P opens the dialog with the paper that fits what is on show, the others to choose from."""

from datetime import date, datetime

import pytest
from PySide6.QtCore import QSizeF, Qt

from liaison_desk.app.features import FEATURES
from liaison_desk.app.lending.printing import CALENDARS, Printing
from liaison_desk.calendar.ui.ways import View
from tests.briefings.desks import WEEK
from tests.briefings.test_briefings_page import desk, ui  # noqa: F401 - fixtures
from tests.briefings.test_print_dialog import opened, said

SHOWN = {
    View.DAY: ("Week at a glance", date(2026, 11, 25), date(2026, 11, 25)),
    View.WORK_WEEK: ("Week at a glance", date(2026, 11, 23), date(2026, 11, 27)),
    View.WEEK: ("Week at a glance", *WEEK),
    View.MONTH: ("Month calendar", date(2026, 11, 1), date(2026, 11, 30)),
    View.YEAR: ("Planning calendar, 24 months", date(2026, 1, 1), date(2026, 12, 31)),
    View.AGENDA: ("Schedule", date(2026, 11, 25), date(2026, 12, 25)),
}


@pytest.fixture
def page(ui, desk, qtbot):  # noqa: F811
    page = next(one for one in FEATURES if one.key == "calendar").make(desk, ui)
    qtbot.addWidget(page)
    page.resize(1244, 828)
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    assert ui.jobs.idle()
    return page


@pytest.mark.parametrize("view", list(SHOWN))
def test_the_dialog_begins_with_the_paper_of_the_view(ui, page, qtbot, view):  # noqa: F811
    seen = []

    def look(dialog):
        shown = opened(ui, qtbot, dialog)
        form = shown.inspector.form
        template = form.field("template").input
        seen.append((template.currentText(), form.field("since").value(), form.field("until").value()))
        seen.append(template.count())
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    ui.ask.fill = look
    page.go_to(date(2026, 11, 25))
    page.show_view(view)
    assert ui.jobs.idle()
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert seen == [SHOWN[view], len(CALENDARS)]


def test_another_paper_in_the_dialog_is_about_its_own_period(ui, page, qtbot):  # noqa: F811
    seen = []

    def look(dialog):
        shown = opened(ui, qtbot, dialog)
        form = shown.inspector.form
        for name in ("Quarter", "Month calendar", "Week at a glance"):
            template = form.field("template").input
            template.setCurrentIndex(template.findText(name))
            template.activated.emit(template.currentIndex())
            qtbot.waitUntil(lambda: shown.inspector.export_button.isEnabled() and not ui.jobs.busy, timeout=10_000)
            seen.append((form.field("since").value(), form.field("until").value()))
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    ui.ask.fill = look
    page.go_to(date(2026, 11, 25))
    page.show_view(View.WEEK)
    assert ui.jobs.idle()
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert seen == [
        (date(2026, 10, 1), date(2026, 12, 31)),
        (date(2026, 11, 1), date(2026, 11, 30)),
        WEEK,
    ]


def test_what_is_on_show_is_exported_without_the_withheld(ui, page, qtbot, tmp_path):  # noqa: F811
    path = tmp_path / "week.pdf"

    def look(dialog):
        shown = opened(ui, qtbot, dialog)
        qtbot.keyClick(shown, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        assert ui.jobs.idle()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    ui.ask.fill, ui.ask.target = look, path
    page.go_to(date(2026, 11, 25))
    page.show_view(View.WEEK)
    assert ui.jobs.idle()
    qtbot.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert "Battle rhythm sync" in said(path)
    assert "quiet dinner" not in said(path)


@pytest.mark.parametrize(
    ("last", "title"), [(date(2026, 12, 31), "Quarter"), (date(2028, 9, 30), "Planning calendar, 24 months")]
)
def test_a_timeline_is_printed_as_a_quarter_or_as_24_months(ui, desk, qtbot, last, title):  # noqa: F811
    seen = []

    def look(dialog):
        seen.append(opened(ui, qtbot, dialog).inspector.form.field("template").input.currentText())
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    ui.ask.fill = look
    Printing(desk, ui).calendar(date(2026, 10, 1), last, "timeline")
    assert seen == [title]


def test_the_card_of_an_event_is_printed_from_its_menu(ui, desk, page, qtbot, tmp_path):  # noqa: F811
    path = tmp_path / "card.pdf"

    def look(dialog):
        shown = opened(ui, qtbot, dialog)
        qtbot.keyClick(shown, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        assert ui.jobs.idle()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    ui.ask.fill, ui.ask.target = look, path
    since, until = datetime(2026, 11, 24).astimezone(), datetime(2026, 11, 28).astimezone()
    call = next(one for one in desk.calendars.occurrences(since, until) if one.title.host.startswith("Evening"))
    card = next(one for one in page.deeds._actions if one.words == "Print event card")
    card.act(call)
    assert "Evening call with Tokyo" in said(path)
    assert "24 1700T / 0000Z+1 / 0900I+1 NOV 26" in said(path)
    assert "Battle rhythm sync" not in said(path)


def test_a_printer_lays_each_sheet_as_its_page_lies(qapp, tmp_path):
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

    from liaison_desk.briefings.document import DayGrid, Line, Section, Words
    from liaison_desk.briefings.release import release
    from liaison_desk.briefings.render import render_pdf
    from liaison_desk.briefings.ui.printing import print_document
    from tests.briefings.documents import RULES, USA_JPN, document, entry, gridded

    made = document()
    across = Section("grid", Line((Words(("Across",)),)), (gridded(DayGrid, [entry("Talk")]),), across=True)
    made = type(made)(made.furniture, (*made.sections, across), made.languages, made.home, made.as_of)
    source = tmp_path / "made.pdf"
    source.write_bytes(render_pdf(release(made, USA_JPN, RULES)[0]).pdf)
    pdf = QPdfDocument(qapp)
    pdf.load(str(source))
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    assert print_document(pdf, printer)
    done = QPdfDocument(qapp)
    done.load(str(tmp_path / "printed.pdf"))

    def lies(size: QSizeF) -> bool:
        return size.width() > size.height()

    assert [lies(done.pagePointSize(number)) for number in range(2)] == [False, True]
