"""Papers of notes and tasks from the command line and from Print: each template makes its paper, told which meeting or request."""

from contextlib import closing
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt

from liaison_desk.app.lending.printing import Printing
from liaison_desk.briefings.templates import template_names
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import PortionKind, RegisterFilter
from liaison_desk.tasks.records import TaskFilter, TaskKind, TaskSort
from tests.briefings.noted_desks import noted_desk
from tests.briefings.test_briefings_page import ui  # noqa: F401 - a fixture
from tests.briefings.test_print_dialog import opened, said

PAPERS = ("minutes", "memorandum", "meeting-log", "engagement-plan", "engagement-report", "trip-report", "suspense-list", "waiting-lists",
          "rfi-log", "rfi-sheet", "commitments", "registers")  # fmt: skip


@pytest.fixture
def desk(tmp_path):
    made, _, _ = noted_desk(tmp_path)
    with closing(made):
        yield made


def brief(say, desk, tmp_path, template, *more):
    target = tmp_path / f"{template}.pdf"
    assert say("brief", desk.location, template, "--output", target, *more).code == 0
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(target.read_bytes())).pages).split())


@pytest.mark.parametrize("template", PAPERS)
def test_every_paper_is_made_from_the_command_line(say, desk, tmp_path, template):
    assert template in template_names()
    assert "UNCLASSIFIED" in brief(say, desk, tmp_path, template, "--from", "2026-11-01", "--to", "2026-11-30")


def test_a_paper_is_told_which_meeting_and_which_request(say, desk, tmp_path):
    assert "(U) Plans sync Meeting minutes" in brief(say, desk, tmp_path, "minutes", "--meeting", "計画調整会議")
    asked = desk.tasks.lines(desk.tasks.tasks(TaskFilter(kinds=(TaskKind.RFI,)), Sort(TaskSort.DUE)).ids).values()
    way = next(f"{one.from_nation}->{one.to_nation} 26-002" for one in asked if one.number == "26-002")
    for name in ("26-002", way, way.replace("->", "→").lower()):
        assert "26-002: Message format" in brief(say, desk, tmp_path, "rfi-sheet", "--task", name)
    both = brief(say, desk, tmp_path, "rfi-sheet", "--task", "26-002", "--task", "which feed?")
    assert "26-001: Which feed?" in both
    refused = say("brief", desk.location, "rfi-sheet", "--task", "26-099", "--output", tmp_path / "no.pdf")
    assert refused.code != 0
    assert "There is no task called 26-099." in refused.err
    assert not (tmp_path / "no.pdf").exists()


def shown(ui, desk, qtbot, tmp_path, act):  # noqa: F811
    """Print from a page; return the templates that were offered and what the exported file says."""
    target, offered = tmp_path / "shown.pdf", []

    def look(dialog):
        page = opened(ui, qtbot, dialog)
        choice = page.inspector.form.field("template").input
        offered.append(choice.count())
        qtbot.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        assert ui.jobs.idle()
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    ui.ask.fill, ui.ask.target = look, target
    act(Printing(desk, ui))
    return offered[0], said(target)


def test_print_offers_the_papers_of_a_meeting(ui, desk, qtbot, tmp_path):  # noqa: F811
    meeting = desk.meetings.called("Plans sync")[0]
    count, words = shown(ui, desk, qtbot, tmp_path, lambda printing: printing.minutes(meeting))
    assert count == 8
    assert "(U) Plans sync Meeting minutes" in words
    assert (
        "Plans sync Memorandum for record" in shown(ui, desk, qtbot, tmp_path, lambda one: one.memorandum(meeting))[1]
    )
    report = shown(ui, desk, qtbot, tmp_path, lambda one: one.engagement(meeting))[1]
    assert "Annex B comes before the conference." in report


def test_print_lists_tasks_a_request_and_a_register(ui, desk, qtbot, tmp_path):  # noqa: F811
    rfi = next(iter(desk.tasks.tasks(TaskFilter(words="format"), Sort(TaskSort.DUE)).ids))
    assert "Message format RFI sheet" in shown(ui, desk, qtbot, tmp_path, lambda one: one.rfi(rfi))[1]
    listed = shown(ui, desk, qtbot, tmp_path, lambda one: one.task_list([rfi]))[1]
    assert "Message format RFI" in listed
    assert "Clearances" not in listed
    alone = desk.tasks.tasks(TaskFilter(words="Clearances"), Sort(TaskSort.DUE)).ids
    picked = shown(ui, desk, qtbot, tmp_path, lambda one: (one.picked_tasks(alone), ui.jobs.idle()))[1]
    assert "Clearances Task sheet" in picked
    wanted = TaskFilter(kinds=(TaskKind.COMMITMENT,))
    assert "Loan of planners" in shown(ui, desk, qtbot, tmp_path, lambda one: one.task_list(wanted))[1]
    decisions = RegisterFilter((PortionKind.DECISION,), since=date(2026, 11, 1))
    words = shown(ui, desk, qtbot, tmp_path, lambda one: one.register(decisions))[1]
    assert "Annex B is released in draft." in words
    assert "equities" not in words
    promised = RegisterFilter((PortionKind.COMMITMENT,), owed="theirs")
    words = shown(ui, desk, qtbot, tmp_path, lambda one: one.register(promised))[1]
    assert "Send the draft." in words
    assert "Name eleven people." not in words
