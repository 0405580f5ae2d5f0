"""Battle-rhythm cards that come in with a file: their inputs become tasks at once, each once, and one undo takes all back."""

from contextlib import closing
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.importing import import_file, import_files
from liaison_desk.app.outgoing.exporting import export
from liaison_desk.calendar.records import Calendar, Event, Recurrence, RhythmCard, RhythmInput
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.tasks.records import TaskFilter, TaskSort
from tests.desks import new_desk

NOW = datetime(2026, 11, 24, 16, tzinfo=UTC)


def desk_at(place, seed=1):
    return closing(new_desk(place, new_profile("JPN", "USA"), FixedClock(NOW), seed))


def tasks_of(desk):
    ids = desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids
    return [(one.source_id, one.source_uid, one.title.host) for one in desk.tasks.tasks_by_ids(ids).values()]


@pytest.fixture
def sent(tmp_path):
    """Return files of a desk with one card: its calendar, and its tasks."""
    with desk_at(tmp_path / "one.desk") as desk:
        calendar = desk.calendars.save_calendar(Calendar(name=Bilingual("Battle rhythm")))
        card = RhythmCard(
            inputs=(RhythmInput(Bilingual("Slides"), 1), RhythmInput(Bilingual("Names"), makes_task=False))
        )
        start = datetime(2026, 11, 26, 9)
        desk.calendars.save(
            Event(
                calendar_id=calendar.id, title=Bilingual("Sync"), start=start, end=start.replace(hour=10), zone="America/Denver",
                recurrence=Recurrence(("FREQ=WEEKLY;COUNT=2",)), rhythm=card,
            )
        )  # fmt: skip
        assert len(tasks_of(desk)) == 2
        files = {what: tmp_path / f"{what}.ics" for what in ("calendar", "tasks", "all")}
        for what, file in files.items():
            export(desk, what, file)
    return files


def test_the_inputs_of_a_card_in_a_file_become_tasks_once_and_one_undo_takes_all_back(tmp_path, sent):
    with desk_at(tmp_path / "other.desk", seed=2) as desk:
        import_file(desk, sent["calendar"])
        made = tasks_of(desk)
        assert [title for *_, title in made] == ["Slides", "Slides"]
        assert all(source_id for source_id, *_ in made)
        import_file(desk, sent["calendar"])
        desk.rhythm.settle()
        assert tasks_of(desk) == made
        desk.history.undo()
        assert tasks_of(desk) == []


@pytest.mark.parametrize("files", [("all",), ("calendar", "tasks"), ("tasks", "calendar")])
def test_tasks_that_come_along_with_their_card_are_not_made_again(tmp_path, sent, files):
    with desk_at(tmp_path / "other.desk", seed=2) as desk:
        import_files(desk, [sent[what] for what in files])
        found = tasks_of(desk)
        assert [title for *_, title in found] == ["Slides", "Slides"]
        assert len({source_id for source_id, *_ in found} - {0}) == 1
        desk.rhythm.settle()
        assert tasks_of(desk) == found


def test_a_dry_run_makes_no_tasks(tmp_path, sent):
    with desk_at(tmp_path / "other.desk", seed=2) as desk:
        assert import_file(desk, sent["calendar"], dry_run=True).added == 1
        assert tasks_of(desk) == []


def test_the_tasks_of_an_event_are_found_by_an_index(tmp_path):
    with desk_at(tmp_path / "one.desk") as desk, desk.database.read() as connection:
        plan = connection.execute(
            text("EXPLAIN QUERY PLAN SELECT id FROM task WHERE source_kind = 'event' AND source_id IN (1, 2)")
        )
        assert "ix_task_source" in str(plan.all())
