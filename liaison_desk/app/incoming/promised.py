"""Notes and the tasks they made, as a calendar file brings them: each by itself, the task with the uid of its note."""

from collections.abc import Sequence
from dataclasses import replace

from liaison_desk.app.desk import Desk
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.meetings.records import MEETING, Meeting


def join_promises(desk: Desk, transaction: Transaction, meetings: Sequence[Meeting]) -> None:
    """Let notes that came in, and the tasks that say they were made of them, point to each other: else a note would make its task again."""
    notes = {one.uid: meeting.id for meeting in meetings for one in meeting.portions if not one.task_id}
    made = desk.tasks.unplaced_in(transaction, MEETING, list(notes))
    if not made:
        return
    desk.tasks.point_in(transaction, {task: (notes[uid], uid) for uid, task in made.items()})
    for meeting in meetings:
        portions = tuple(replace(one, task_id=one.task_id or made.get(one.uid, 0)) for one in meeting.portions)
        if portions != meeting.portions:
            desk.meetings.save_in(transaction, [replace(meeting, portions=portions)])
