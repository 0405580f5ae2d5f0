"""Files that other programs wrote, when they lie beside the project: all read or refused, soon, and nothing lost on the way back."""

from collections import Counter
from pathlib import Path

import pytest

from liaison_desk.calendar.rules.series import event_problems
from liaison_desk.exchange.ical import CalendarContent, read_ical, write_ical
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.meetings.rules.validity import meeting_problems
from liaison_desk.tasks.rules.states import task_problems
from tests.cost import processor_seconds
from tests.exchange.ical.desk import DESK

CORPUS = Path(__file__).parents[4] / "shared" / "corpora" / "ics"
FILES = sorted(CORPUS.iterdir()) if CORPUS.is_dir() else []

pytestmark = pytest.mark.skipif(not FILES, reason="the collection of other programs' calendar files is not here")


def _read(path):
    """Return what a file holds, or None if it is refused; it must be soon."""
    data = path.read_bytes()
    with processor_seconds(2):
        try:
            return read_ical(data, DESK)
        except DeskError:
            return None


@pytest.fixture(scope="module")
def results():
    return {path: _read(path) for path in FILES}


def test_nearly_every_entry_is_read(results):
    counts = Counter()
    for result in results.values():
        if result:
            counts.update(read=result.count, skipped=result.skipped, files=1)
    assert counts["files"] > len(FILES) * 0.95
    assert counts["read"] > 25 * counts["skipped"]


def test_only_files_without_a_single_component_are_refused(results):
    for path, result in results.items():
        if result is None:
            data = path.read_bytes().upper()
            assert b"\nBEGIN:VEVENT\r" not in data, path.name


def test_every_entry_is_one_the_desk_can_keep(results):
    for path, result in results.items():
        if result:
            problems = [problem for entry in result.events for problem in event_problems(entry.record)]
            problems += [problem for entry in result.tasks for problem in task_problems(entry.record)]
            problems += [problem for entry in result.journals for problem in meeting_problems(entry.record)]
            # One file repeats by the second, which no page could show.
            problems = [problem for problem in problems if not problem.text.startswith("The event repeats more than")]
            assert problems == [], path.name


def _content(result):
    return CalendarContent(
        tuple(entry.record for entry in result.events),
        tuple(entry.record for entry in result.tasks),
        tuple(entry.record for entry in result.journals),
    )


def test_what_was_read_comes_back_the_same_after_it_was_written(results):
    for path, result in results.items():
        if result:
            content = _content(result)
            data = write_ical(content, DESK)
            again = _content(read_ical(data, DESK))
            assert again == content, path.name
            assert write_ical(again, DESK) == data, path.name


def test_another_program_reads_everything_we_write(results):
    from icalendar import Calendar

    for path, result in results.items():
        if result and result.count:
            data = write_ical(_content(result), DESK)
            other = Calendar.from_ical(data)
            written = (
                data.count(b"\r\nBEGIN:VEVENT\r\n")
                + data.count(b"\r\nBEGIN:VTODO\r\n")
                + data.count(b"\r\nBEGIN:VJOURNAL\r\n")
            )
            assert sum(len(other.walk(name)) for name in ("VEVENT", "VTODO", "VJOURNAL")) == written, path.name
