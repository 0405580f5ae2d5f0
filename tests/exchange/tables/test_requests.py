"""Requests, logs and reminders in cells: what a desk writes into a table it reads again, and no cell is a formula."""

import csv
import io

from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.exchange.tables.headings import load_vocabulary
from liaison_desk.exchange.tables.reader import read_tasks_csv
from liaison_desk.exchange.tables.writer import write_meetings, write_register, write_tasks
from liaison_desk.foundation.core.formulas import guarded
from liaison_desk.foundation.core.language import Language, languages
from liaison_desk.meetings.records import AgendaItem, Meeting, Portion, PortionKind, PortionLine, PromisedTask
from liaison_desk.tasks.records import TaskKind
from tests.exchange.ical import records


def _rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def _plain(text: str) -> str:
    return " ".join(text.split()).replace("|", "/")


@given(records.tasks(), st.sampled_from(languages()))
@settings(max_examples=80, deadline=None)
def test_what_a_request_says_comes_back_from_its_row(task, code):
    read = read_tasks_csv(write_tasks([task], "csv", Language(code)), ReadSettings())
    (now,) = read.records
    for name in (
        "uid",
        "kind",
        "from_nation",
        "to_nation",
        "waiting_side",
        "waiting_since",
        "reminders",
        "repeats",
        "asleep_until",
        "marking",
    ):
        assert getattr(now, name) == getattr(task, name), name
    assert [(one.at, one.author, one.text.split()) for one in now.log] == [
        (one.at, _plain(one.author), one.text.split()) for one in task.log
    ]
    if task.rfi is None:
        assert now.rfi is None
        return
    for name in ("status", "priority", "received", "answered", "answer_marking"):
        assert getattr(now.rfi, name) == getattr(task.rfi, name), name
    assert now.rfi.called == task.rfi.called
    assert [(one.deed, one.who, one.on) for one in now.rfi.chain] == [
        (one.deed, _plain(one.who), one.on) for one in task.rfi.chain
    ]


@given(records.tasks())
@settings(max_examples=40, deadline=None)
def test_no_cell_of_a_task_is_a_formula(task):
    for row in _rows(write_tasks([task], "csv")):
        assert all(cell == guarded(cell) or cell.startswith("'") for cell in row.values())


def test_an_answer_stands_beside_its_own_marking():
    written = load_vocabulary("tasks").written
    assert set(written) >= {"answer_marking_text", "answer_marking", "answer_host", "answer_home"}
    assert written.index("answer_marking_text") < written.index("answer_host")


def test_a_row_that_is_called_a_request_and_names_no_nations_is_a_task():
    data = b"Title (host),Task Kind,RFI Number\nAsk,rfi,26-004\n"
    (task,) = read_tasks_csv(data, ReadSettings()).records
    assert (task.kind, task.rfi) == (TaskKind.TASK, None)


def test_a_number_of_another_direction_is_not_taken():
    data = "Title (host),Task Kind,RFI Number,RFI Direction,From (nation),To (nation)\nAsk,rfi,26-004,USA→JPN,JPN,USA\n".encode()
    (task,) = read_tasks_csv(data, ReadSettings()).records
    assert task.rfi is not None
    assert (task.kind, task.rfi.number) == (TaskKind.RFI, 0)


def test_notes_and_registers_say_whose_by_when_and_how_it_stands():
    portion = Portion(
        uid="p", kind=PortionKind.COMMITMENT, text=Bilingual("=Draft", "案"), said_by="Raman", nation="USA", to_whom="Ishida", to_nation="JPN", level=1,
    )  # fmt: skip
    day = records.datetime(2026, 11, 24, 9)
    meeting = Meeting(
        uid="m", title=Bilingual("Sync", "調整"), start=day, end=day, zone="UTC", template="minutes", portions=(portion,),
        agenda=(AgendaItem(Bilingual("Points", "事項"), 65, 10, "Raman"),),
    )  # fmt: skip
    (row,) = _rows(write_meetings([meeting], "csv"))
    assert (row["Agenda Items"], row["Note Level"]) == ("1:05 Points / 事項 (10 min) Raman", "1")
    assert (row["Said By"], row["Speaker's Nation"], row["Owed To"], row["Owed To (nation)"]) == (
        "Raman",
        "USA",
        "Ishida",
        "JPN",
    )
    due = day.replace(tzinfo=records.UTC)
    line = PortionLine(
        1, meeting.title, None, day, "UTC", portion, "m", PromisedTask(1, Bilingual("Draft"), "open", due)
    )
    (row,) = _rows(write_register([line], "csv"))
    assert (row["State of Task"], row["Task Due (UTC)"], row["Text (host)"]) == ("open", "2026-11-24 09:00", "'=Draft")
    for kind in ("meetings", "register"):
        known = load_vocabulary(kind)
        for code in languages():
            headings = [known.heading(name, Language(code)) for name in known.written]
            assert len(set(headings)) == len(headings)
