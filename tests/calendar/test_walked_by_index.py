"""What looks through all events of a desk walks an index: a desk of 200,000 has many that are long over."""

from datetime import UTC, datetime, timedelta

import pytest

from liaison_desk.calendar.store.events import events_at
from liaison_desk.calendar.store.reminders import read_alarmed
from liaison_desk.calendar.store.rhythm import read_rhythmic
from tests.plans import plans

NOW = datetime(2026, 11, 24, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    "ask",
    [
        lambda connection: events_at(connection, {NOW, NOW + DAY}),
        lambda connection: read_alarmed(connection, NOW, NOW + DAY),
        lambda connection: read_rhythmic(connection, NOW, NOW + DAY),
    ],
    ids=["doubles of an import", "reminders", "battle rhythm"],
)
def test_no_event_is_read_that_the_index_leaves_out(desk, make, ask):
    make.event()

    def read():
        with desk.database.read() as connection:
            ask(connection)

    for plan in plans(desk.database.engine, read, "FROM event"):
        assert [line for line in plan if "SEARCH event USING INDEX ix_event_spread" in line], plan
        assert not [line for line in plan if line.startswith("SCAN event")], plan
