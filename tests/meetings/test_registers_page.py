"""The page of registers with real clicks and keys on a real desk; it is 24 November 2026, and home is Japan."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.fiscal import fiscal_year
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.written import Written
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.meetings.records import Attendee, Portion, PortionKind
from liaison_desk.meetings.rules.registers import Period, Register, filter_of
from liaison_desk.meetings.ui.registers.page import RegistersPage
from liaison_desk.meetings.ui.texts import LABEL
from liaison_desk.tasks.records import TaskState
from tests.meetings.notes import CTRL, SHARED, meeting, press

K = PortionKind


@pytest.fixture
def person(desk):
    return desk.contacts.save(Person(name=PersonName("Morishita", "Kengo"), nation="JPN", rank="Capt"))


@pytest.fixture
def said(desk, person):
    """Two meetings: what home and host promised, a decision, an insight about #space, a request."""
    present = (
        Attendee("Morishita Kengo", contact_id=person.id, nation="JPN"),
        Attendee("Theodore Vance", nation="USA"),
    )
    new = (
        Portion(
            kind=K.COMMITMENT, marking=SHARED, text=Bilingual("We send annex B", "別紙Bを送付する"), said_by="Morishita Kengo",
            to_whom="Vance", to_nation="USA", due=date(2026, 11, 20),
        ),
        Portion(kind=K.COMMITMENT, marking=SHARED, text=Bilingual("They open the feed"), said_by="Theodore Vance"),
        Portion(kind=K.DECISION, marking=SHARED, text=Bilingual("Dates stand"), said_by="Theodore Vance"),
    )  # fmt: skip
    old = (
        Portion(kind=K.INSIGHT, text=Bilingual("They fear for #space"), said_by="Morishita Kengo"),
        Portion(kind=K.RFI, marking=SHARED, text=Bilingual("Feed spec?"), said_by="Morishita Kengo"),
    )
    first = meeting(
        ("Planning VTC", "計画VTC"), datetime(2026, 11, 24, 16, 30), portions=new, attendees=present, marking=SHARED
    )
    second = meeting(("Office call",), datetime(2026, 9, 12, 9), portions=old, attendees=present)
    return [desk.meetings.save(one) for one in (first, second)]


@pytest.fixture
def written():
    return []


@pytest.fixture
def open_registers(ui, desk, told, written, qtbot):
    def write(*table):
        written.append(table)
        return Written(len(table[-1]))

    def opened(ui=ui, size=(1244, 828), prints=told.printed.append):
        page = RegistersPage(
            desk.registers, ui, desk.profile.get, desk.suggest, write=write, print_register=prints
        )  # fmt: skip
        qtbot.addWidget(page)
        page.resize(*size)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        assert ui.jobs.idle()
        return page

    return opened


@pytest.fixture
def page(open_registers, said):
    return open_registers()


def rows(page):
    model = page.model
    return [model.data(model.index(row, 2)) for row in range(model.rowCount())]


def choose(qtbot, ui, page, register):
    qtbot.mouseClick(page.head.registers.button(register), Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()


def test_what_we_owe_comes_first_and_each_register_holds_its_own(page, ui, qtbot):
    assert rows(page) == ["We send annex B / 別紙Bを送付する"]
    held = {}
    for register in Register:
        choose(qtbot, ui, page, register)
        held[register] = rows(page)
    assert held[Register.THEIRS] == ["They open the feed"]
    assert held[Register.DECISIONS] == ["Dates stand"]
    assert held[Register.INSIGHTS] == ["They fear for #space"]
    assert held[Register.EQUITIES] == []
    assert held[Register.REQUESTS] == ["Feed spec?"]
    assert len(held[Register.ALL]) == 5
    choose(qtbot, ui, page, Register.EQUITIES)
    assert page.stack.currentWidget() is page.empty


def test_digits_choose_registers_and_the_choice_is_remembered(page, open_registers, ui, qtbot):
    page.table.setFocus()
    press(qtbot, ui, page.table, Qt.Key.Key_3)
    assert (page.title(), rows(page)) == ("Decisions", ["Dates stand"])
    again = open_registers()
    assert rows(again) == ["Dates stand"]


def test_enter_opens_the_meeting_at_the_note_and_so_does_the_button(page, told, said, ui, qtbot):
    page.table.setFocus()
    press(qtbot, ui, page.table, Qt.Key.Key_Return)
    qtbot.mouseClick(page.view.open_button, Qt.MouseButton.LeftButton)
    assert [(ref.kind, ref.id) for ref in told.opened] == [("portion", said[0].portions[0].id)] * 2


def test_how_the_task_stands_is_told_and_opens(page, desk, said, told, ui, qtbot):
    cells = page._said
    line = next(iter(desk.registers.lines([said[0].portions[0].id]).values()))
    assert (cells.by_when(line), cells.late(line)) == (("Fri 20 Nov", "No task yet"), False)
    made = desk.meetings.make_task(said[0].id, said[0].portions[0].uid)
    assert ui.jobs.idle()
    task = made.portions[0].task_id
    line = next(iter(desk.registers.lines([said[0].portions[0].id]).values()))
    assert (cells.state(line), cells.late(line)) == ("Overdue", True)
    qtbot.mouseClick(page.view.task_button, Qt.MouseButton.LeftButton)
    assert [(ref.kind, ref.id) for ref in told.opened] == [("task", task)]
    later = replace(desk.tasks.task(task), due=datetime(2026, 12, 4))
    desk.tasks.save(later)
    assert ui.jobs.idle()
    texts = [one.text_whole() for one in page.view.findChildren(Text)]
    assert texts[texts.index("Suspense") + 1] == "Fri 4 Dec 2026"  # moved; what was promised stays
    assert texts[texts.index("By when") + 1] == "Fri 20 Nov 2026"
    assert page.model.data(page.model.index(0, 5)) == "Fri 20 Nov · Open"
    desk.tasks.complete([task])
    assert ui.jobs.idle()
    assert page.model.data(page.model.index(0, 5)).endswith("Done")
    qtbot.mouseClick(page.head.unfinished, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert (desk.tasks.task(task).state, rows(page)) == (TaskState.DONE, [])


def test_periods_nations_topics_and_words_narrow(page, ui, desk, qtbot):
    choose(qtbot, ui, page, Register.ALL)
    head = page.head

    def pick(box, words):
        box.setFocus()
        number = box.findText(words)
        assert number >= 0
        box.setCurrentIndex(number)
        box.activated.emit(number)
        assert ui.jobs.idle()

    pick(head.period, "This month")
    assert len(rows(page)) == 3
    pick(head.period, "FY27")  # the United States', since October
    assert len(rows(page)) == 3
    pick(head.period, fiscal_year("JPN", date(2026, 11, 24)).name("en"))  # Japan's, since April
    assert len(rows(page)) == 5
    pick(head.nation, "United States")
    assert sorted(rows(page)) == ["Dates stand", "They open the feed"]
    pick(head.nation, "All nations")
    pick(head.topic, "#space")
    assert rows(page) == ["They fear for #space"]
    pick(head.topic, "All topics")
    page.focus_search()
    qtbot.keyClicks(head.search, "annex")
    qtbot.waitUntil(lambda: rows(page) == ["We send annex B / 別紙Bを送付する"])
    qtbot.keyClicks(head.search, "zzz")
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.nothing)
    qtbot.mouseClick(page.nothing.button, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert (len(rows(page)), head.narrowing()) == (5, False)


def test_only_what_promises_something_is_unfinished(page, ui, qtbot):
    """A decision or an insight is never done: among what is open it says nothing."""
    choose(qtbot, ui, page, Register.ALL)
    qtbot.mouseClick(page.head.unfinished, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert sorted(rows(page)) == ["Feed spec?", "They open the feed", "We send annex B / 別紙Bを送付する"]


def test_from_one_day_to_another_is_asked_for(page, ui, qtbot):
    choose(qtbot, ui, page, Register.ALL)

    def fill(dialog):
        qtbot.keyClicks(dialog.form.since.input, "2026-09-20")
        qtbot.keyClicks(dialog.form.until.input, "2026-09-01")
        dialog.act()
        assert "before the first" in dialog.strip.text()
        dialog.form.since.input.selectAll()
        qtbot.keyClicks(dialog.form.since.input, "2026-09-01")
        dialog.form.until.input.selectAll()
        qtbot.keyClicks(dialog.form.until.input, "2026-09-30")
        dialog.act()
        assert ui.jobs.idle()

    ui.ask.fill = fill
    number = page.head.period.count() - 1
    page.head.period.setCurrentIndex(number)
    page.head.period.activated.emit(number)
    assert ui.jobs.idle()
    assert (page.head.days(), len(rows(page))) == ((date(2026, 9, 1), date(2026, 9, 30)), 2)
    assert page.head.period.currentText() == "Tue 1 Sep – Wed 30 Sep"
    ui.ask.fill = None  # the user steps back: what was shown stays
    page.head.period.setCurrentIndex(number)
    page.head.period.activated.emit(number)
    assert (page.head.chosen_period(), page.head.days()) == (Period.SPAN, (date(2026, 9, 1), date(2026, 9, 30)))


def test_a_person_narrows_to_what_he_said(page, ui, qtbot):
    choose(qtbot, ui, page, Register.ALL)
    line = page.head.person.input
    line.setFocus()
    qtbot.keyClicks(line, "morish")
    qtbot.waitUntil(lambda: bool(line.offers))
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert ui.jobs.idle()
    assert len(rows(page)) == 3
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert ui.jobs.idle()
    assert len(rows(page)) == 5


def test_headings_sort_by_date_speaker_and_suspense(page, ui, qtbot):
    choose(qtbot, ui, page, Register.ALL)
    header = page.table.horizontalHeader()

    def click(column):
        at = QPoint(header.sectionViewportPosition(column) + 20, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert ui.jobs.idle()

    click(0)
    assert rows(page)[-1].startswith(("They open", "We send", "Dates"))
    click(3)
    assert rows(page)[-1] in {"Dates stand", "They open the feed"}
    click(5)
    assert rows(page)[0].startswith("We send")


def test_copying_tells_mark_both_wordings_who_whom_when_and_where(page, ui, qtbot):
    qtbot.mouseClick(page.view.copy_button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines()[1:] == [
        "We send annex B", "別紙Bを送付する", "Said by: Morishita Kengo, Japan", "Recipient: Vance, United States",
        "By when: Fri 20 Nov 2026", "State: No task yet", "Meeting: Planning VTC, Tue 24 Nov 2026",
    ]  # fmt: skip
    assert copied.splitlines()[0] == "(U//REL TO USA, JPN) Commitment"
    QGuiApplication.clipboard().clear()
    page.table.setFocus()
    with qtbot.waitActive(page):
        page.activateWindow()
    qtbot.keyClick(page.table, Qt.Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert ui.jobs.idle()
    assert QGuiApplication.clipboard().text() == copied


def test_the_whole_register_is_written_and_printed_as_narrowed(page, ui, told, written, tmp_path, qtbot):
    choose(qtbot, ui, page, Register.ALL)
    ui.ask.target = tmp_path / "mine"
    qtbot.mouseClick(page.head.export_button, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    target, name, headings, table = written[0]
    assert (target.name, name, len(table)) == ("mine.csv", "All", 5)
    first = dict(zip(headings, next(row for row in table if "We send annex B" in row), strict=True))
    assert (first["Japanese"], first["By when"], first["Recipient"], first["Nation"]) == (
        "別紙Bを送付する", "2026-11-20", "Vance", "JPN",
    )  # fmt: skip
    qtbot.mouseClick(page.head.print_button, Qt.MouseButton.LeftButton)
    assert told.printed == [filter_of(Register.ALL)]


def test_what_is_changed_elsewhere_is_read_again(page, desk, said, ui):
    desk.meetings.save_head(replace(said[0], title=Bilingual("Renamed VTC")))
    assert ui.jobs.idle()
    assert "Renamed VTC" in page.model.data(page.model.index(0, 0))
    desk.meetings.delete([said[0].id])
    assert ui.jobs.idle()
    assert rows(page) == []


def test_a_narrow_page_in_japanese_shows_the_table_alone_and_cuts_no_choice(open_registers, said, ui):
    page = open_registers(replace(ui, language=Language("ja")), size=(968, 600), prints=None)
    assert page.view.isHidden()
    assert page.head.print_button.isHidden()
    last = page.head.unfinished
    assert last.mapTo(page, QPoint(last.width(), 0)).x() <= page.width()
    assert page.head.registers.geometry().right() <= page.width()
    assert page.title() == "我が方の約束"


def test_a_large_register_is_whole_after_its_first_screen(open_registers, desk, ui, qtbot):
    notes = tuple(Portion(kind=K.DECISION, text=Bilingual(f"Decision {number}")) for number in range(450))
    desk.meetings.save(meeting(("Long day",), datetime(2026, 11, 24, 9), portions=notes))
    page = open_registers()
    choose(qtbot, ui, page, Register.DECISIONS)
    assert (len(rows(page)), page.head.count.text_whole()) == (450, "450")
    page.table.setFocus()
    press(qtbot, ui, page.table, Qt.Key.Key_End, CTRL)
    last = page.table.current_id()
    desk.meetings.add_portion(desk.meetings.meeting_of(last)[0], Portion(kind=K.DECISION, text=Bilingual("One more")))
    assert ui.jobs.idle()
    assert (len(rows(page)), page.table.current_id()) == (451, last)


def test_a_pasted_megabyte_is_shown_cut_and_copied_whole(open_registers, desk, ui, qtbot):
    endless = "word and 漢字 " * 80_000
    desk.meetings.save(
        meeting(("Paste",), datetime(2026, 11, 24, 9), portions=(Portion(kind=K.DECISION, text=Bilingual(endless, "x" * 9000)),))
    )  # fmt: skip
    page = open_registers()
    choose(qtbot, ui, page, Register.DECISIONS)
    assert len(rows(page)[0]) < 700
    assert LABEL <= max(len(one.text_whole()) for one in page.view.findChildren(Text)) <= LABEL + 1
    qtbot.mouseClick(page.view.copy_button, Qt.MouseButton.LeftButton)
    assert endless.strip() in QGuiApplication.clipboard().text()
    assert page.view.widget().minimumSizeHint().width() <= page.view.viewport().width()
