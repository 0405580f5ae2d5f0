"""A shared desk on a server whose language is not C: lists of meetings, notes, tasks, views and files are those of a file."""

from datetime import datetime
from itertools import product

from liaison_desk.app.desk import make_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import (
    MeetingFilter,
    MeetingSort,
    Portion,
    PortionKind,
    RegisterFilter,
    RegisterSort,
)
from liaison_desk.tasks.records import Task, TaskFilter, TaskGrouping, TaskSort, TaskView
from tests.conftest import HandClock
from tests.meetings.notes import meeting

# Capitals, accents, both kana, kanji, full width, signs, a combining accent, letters beyond the first plane, and nothing at all.
NAMES = (
    "abe", "Abe", "ABLE", "Zander", "de la Cruz", "Delacroix", "Émile", "émile", "emil", "Öberg", "O'Brien", "Obrien", "İnci",
    "ﾀﾅｶ", "Ａｂｅ", "阿部", "かとう", "がもう", "カトウ", "ー", "-dash", "_x", "3PO", "11", "2", "e\u0301", "🛰 sat", "𠮷田", "", " ",
)  # fmt: skip


def _filled(location):
    desk = make_desk(location, new_profile("JPN", "USA"), clock=HandClock())
    for number, name in enumerate(NAMES):
        notes = tuple(
            Portion(kind=kind, text=Bilingual(f"#{name.strip() or 'none'} said"), said_by=name)
            for kind in (PortionKind.INSIGHT, PortionKind.DECISION)
        )
        desk.meetings.save(meeting((name, NAMES[-number]), datetime(2026, 11, 1 + number % 5, 9), portions=notes))
        called = {"own_owner": name, "host_owner": NAMES[-number], "waiting_on": name, "source": name, "lead": name}
        desk.tasks.save(Task(title=Bilingual(name, NAMES[-number]), **called))
        if name.strip():
            desk.task_views.save(TaskView(name=f"{name} {number}", wanted=TaskFilter()))
    task = desk.tasks.task(desk.tasks.tasks(TaskFilter(), Sort(TaskSort.CHANGED)).ids[0])
    for name in filter(str.strip, NAMES):
        desk.attachments.add(RecordRef("task", task.id, ""), f"{name}.txt", b"1")
    return desk, task.id


def _told(desk, task):
    """Everything lists of work say that depends on how text is compared."""
    both = (False, True)
    said = []
    for key, down in product((MeetingSort.TITLE, MeetingSort.TITLE_HOME), both):
        said.append((key, down, list(desk.meetings.meetings(MeetingFilter(), Sort(key, down)).ids)))
    for kinds, down in product(((), (PortionKind.INSIGHT,), (PortionKind.INSIGHT, PortionKind.DECISION)), both):
        wanted, sort = RegisterFilter(kinds), Sort(RegisterSort.SAID_BY, down)
        said.append((kinds, down, list(desk.registers.portions(wanted, sort).ids)))
        said.append((kinds, down, list(desk.registers.portions(RegisterFilter(kinds, words="said"), sort).ids)))
    for key, down in product(TaskSort, both):
        said.append((key, down, list(desk.tasks.tasks(TaskFilter(), Sort(key, down)).ids)))
    said += [desk.tasks.grouped(TaskFilter(), Sort(TaskSort.TITLE), grouping) for grouping in TaskGrouping]
    said.append([one.name for one in desk.task_views.views()])
    said += [desk.registers.topics(beginning) for beginning in ("", "a", "か", "e")]
    said.append([one.name for one in desk.attachments.of(RecordRef("task", task, ""))])
    return said


def test_lists_of_work_on_a_server_with_a_language_are_those_of_a_file(foreign_url, tmp_path):
    (shared, one), (own, other) = _filled(foreign_url), _filled(str(tmp_path / "own.desk"))
    try:
        for there, here in zip(_told(shared, one), _told(own, other), strict=True):
            assert there == here
        assert shared.check() == []
        with shared.database.read() as connection:  # the server itself compares otherwise
            assert connection.exec_driver_sql("SELECT 'a' < 'B'").scalar() is True
    finally:
        shared.close()
        own.close()
