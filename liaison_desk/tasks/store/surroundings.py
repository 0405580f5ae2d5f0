"""What a task is shown with that other capabilities keep: the day of what it came from."""

from datetime import date

from sqlalchemy import Connection, select

from liaison_desk.schema.calendar import event_table
from liaison_desk.schema.meetings import meeting_table
from liaison_desk.tasks.records import Task

_STARTS = {"meeting": meeting_table.c.start_at, "event": event_table.c.start_at}


def source_day(connection: Connection, task: Task) -> date | None:
    """Return the day of the meeting or event a task came from; ``None`` when it came from none that is there."""
    start_at = _STARTS.get(task.source_kind)
    if start_at is None or not task.source_id:
        return None
    start = connection.execute(select(start_at).where(start_at.table.c.id == task.source_id)).scalar()
    return None if start is None else start.date()
