"""A meeting captured by keyboard alone becomes minutes on paper, three tasks, and a part of the weekly packet."""

from dataclasses import replace
from io import BytesIO

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from liaison_desk.briefings.records import PacketRequest
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import MeetingFilter, MeetingSort, PortionKind
from liaison_desk.tasks.records import TaskFilter, TaskKind, TaskSort
from tests.journeys.conftest import Officer

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER, TAB = Qt.Key.Key_Return, Qt.Key.Key_Tab
SAID = (
    ("d/", "Dates of the planning conference stand", False),
    ("c/", "Host sends annex B by Friday", True),
    ("f/", "Which rooms are cleared?", True),
    ("a/", "Draft the seat list", True),
    ("i/", "They weigh written input early", False),
    ("e3/", "Our line on warning data", False),
)


def typed(widget, words):
    QTest.keyClicks(widget, words)


def capture(officer: Officer) -> None:
    """New meeting, its title typed, its notes taken: keys alone."""

    def fill(dialog) -> None:
        title = dialog.form.field("title").host
        title.setFocus()  # where a new form puts the keyboard
        typed(title, "J5 plans sync")
        QTest.keyClick(dialog, ENTER, CTRL)
        officer.settle()

    officer.asker.fill = fill
    officer.press(Qt.Key.Key_7, CTRL)
    officer.press(Qt.Key.Key_N, CTRL)
    editor = officer.window.focusWidget()
    assert editor is officer.window.page().notes.editor
    for prefix, words, task in SAID:
        typed(editor, prefix + words)
        if task:
            QTest.keyClick(editor, Qt.Key.Key_T, CTRL)
            officer.settle()
        QTest.keyClick(editor, ENTER)
        officer.settle()
    QTest.keyClick(editor, Qt.Key.Key_Escape)


def paper(officer: Officer, target, keys) -> str:
    """Return the text of the PDF that some keys make."""
    officer.asker.target = target
    keys()
    officer.settle()
    return told(target.read_bytes())


def test_a_meeting_captured_by_keyboard_becomes_minutes_three_tasks_and_a_packet_section(officer: Officer, tmp_path):
    capture(officer)
    desk = officer.desk
    (number,) = desk.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE)).ids
    portions = desk.meetings.meeting(number).portions
    assert [one.text.host for one in portions] == [words for _, words, _ in SAID]
    assert [one.kind for one in portions][:3] == [PortionKind.DECISION, PortionKind.COMMITMENT, PortionKind.RFI]
    ids = list(desk.tasks.tasks(TaskFilter(), Sort(TaskSort.CHANGED)).ids)
    tasks = desk.tasks.tasks_by_ids(ids)
    assert sorted(one.kind for one in tasks.values()) == [TaskKind.COMMITMENT, TaskKind.RFI, TaskKind.TASK]
    assert {one.task_id for one in portions if one.task_id} == set(ids)

    def minutes() -> None:
        def print_out(dialog) -> None:
            officer.settle()
            dialog.page.rebuild()
            officer.settle()
            QTest.keyClick(dialog.page, Qt.Key.Key_E, CTRL)
            officer.settle()

        officer.asker.fill = print_out
        officer.press(Qt.Key.Key_P, CTRL)

    text = paper(officer, tmp_path / "minutes.pdf", minutes)
    for _, words, _ in SAID[:5]:
        assert words in text
    assert "Our line on warning data" not in text

    def packet() -> None:
        officer.press(Qt.Key.Key_0, CTRL)
        officer.window.page().rebuild()
        officer.settle()
        QTest.keyClick(officer.window.page(), Qt.Key.Key_E, CTRL)

    weekly = paper(officer, tmp_path / "weekly.pdf", packet)
    for words in ("J5 plans sync", "They weigh written input early", "Host sends annex B by Friday"):
        assert words in weekly
    assert "Our line on warning data" not in weekly


def test_the_home_only_equity_is_in_the_home_packet_and_nowhere_in_the_hosts(officer: Officer, tmp_path):
    capture(officer)
    desk = officer.desk
    (number,) = desk.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE)).ids
    day = desk.meetings.meeting(number).start.date()
    secret = "Our line on warning data"
    for template in ("minutes", "registers"):
        asked = PacketRequest(template, since=day, until=day, meeting=number if template == "minutes" else 0)
        home = desk.briefings.compose(replace(asked, audience=frozenset({"JPN"})))
        host = desk.briefings.compose(replace(asked, audience=frozenset({"JPN", "USA"})))
        assert secret in told(home.pdf), template
        assert secret not in told(host.pdf), template
        assert b"warning data" not in host.pdf
        assert host.withheld.portions >= 1


def told(pdf: bytes) -> str:
    """Return the text of a paper on one line."""
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages).split())
