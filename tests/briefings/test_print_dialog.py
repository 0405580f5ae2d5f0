"""Print from another page: the same preview, release and reasons as on the Briefings page, for whom was chosen there."""

from io import BytesIO

from pypdf import PdfReader
from PySide6.QtCore import Qt

from liaison_desk.app.printing import Printing
from liaison_desk.contacts.records import Person
from liaison_desk.domain.names import PersonName
from tests.briefings.desks import BOTH, HOME_ONLY
from tests.briefings.test_briefings_page import desk, ui  # noqa: F401 - fixtures


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
        page = dialog.page
        with qtbot.waitActive(dialog):  # shortcuts belong to the active window
            dialog.activateWindow()
        assert ui.jobs.idle()
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
    said = " ".join(page.extract_text() for page in PdfReader(BytesIO(path.read_bytes())).pages)
    assert "ADAMS" in said
    assert "HIDDEN" not in said
    assert "BAKER" not in said
