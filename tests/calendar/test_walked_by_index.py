"""What looks through all events of a desk walks an index: a desk of 200,000 has many that are long over."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event as sql_events

from liaison_desk.calendar.store.events import events_at
from liaison_desk.calendar.store.reminders import read_alarmed
from liaison_desk.calendar.store.rhythm import read_rhythmic

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
    sent = []

    def note(connection, cursor, statement, parameters, *_):
        sent.append((statement, parameters))

    with desk.database.read() as connection:
        sql_events.listen(connection, "before_cursor_execute", note)
        ask(connection)
        asked = [one for one in sent if "FROM event" in one[0]]
        assert asked
        for statement, parameters in asked:
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
            assert [line for line in plan if "SEARCH event USING INDEX ix_event_spread" in line], plan
            assert not [line for line in plan if line.startswith("SCAN event")], plan
