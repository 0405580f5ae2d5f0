"""A program that does one thing on a desk and is killed before one of its statements: desk, deed, statement (0: none), files."""

import os
import signal
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import event

from liaison_desk.app.desk import open_desk
from liaison_desk.app.importing import import_file
from liaison_desk.app.mail_in import Becomes, import_mails
from liaison_desk.domain.backplan import load_backplan
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import ExerciseFilter
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import Jotting, MeetingFilter, MeetingSort, Portion
from liaison_desk.tasks.records import TaskFilter, TaskKind, TaskSort

place, deed, moment, folder = sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4])
desk = open_desk(place)
meeting = desk.meetings.meeting(desk.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE)).ids[0])
tasks = list(desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids)
requests = list(desk.tasks.tasks(TaskFilter(kinds=(TaskKind.RFI,)), Sort(TaskSort.DUE)).ids)
first = meeting.portions[0]
exercise = desk.exercises.listing(ExerciseFilter(words="LANTERN 27")).ids[0]
event_ = desk.calendars.event(next(one.event_id for one in desk.plans.plan(exercise).milestones if one.event_id))
DEEDS = {
    "finalize": lambda: desk.minutes.finalize(meeting.id),
    "promise": lambda: desk.meetings.make_tasks(meeting.id, [one.uid for one in meeting.portions[:3]]),
    "answer": lambda: desk.rfis.answer(requests[0], Bilingual("Yes, both."), None),
    "mail": lambda: import_mails(desk, [folder / "mail.eml"], Becomes.NOTE, Language()),
    "archive": lambda: import_file(desk, folder / "all.json"),
    "recover": desk.meetings.recover,
    "keep": lambda: desk.meetings.keep(
        meeting.id, [Jotting(replace(first, text=Bilingual("Typed")), first), Jotting(Portion(uid="new", text=Bilingual("New")))], []
    ),
    "several": lambda: desk.tasks.complete(tasks),
    "trash": lambda: desk.meetings.delete([meeting.id]),
    "undo": desk.history.undo,
    "replan": lambda: desk.plans.carry_out(
        desk.plans.try_startex(exercise, desk.exercises.exercise(exercise).startex + timedelta(days=30))
    ),
    "backplan": lambda: desk.plans.carry_out(desk.plans.try_template(exercise, load_backplan("field-training"))),
    "drag": lambda: desk.calendars.save(replace(event_, start=event_.start + timedelta(days=3), end=event_.end + timedelta(days=3))),
    "carry": lambda: desk.lessons.carry(exercise),
    "exercise": lambda: desk.exercises.delete([exercise]),
}  # fmt: skip
said = 0


@event.listens_for(desk.database.engine, "before_cursor_execute")
def until_killed(*_values: object) -> None:
    """Count what is asked of the database, and die."""
    global said  # noqa: PLW0603 - a program of one deed
    said += 1
    if said == moment:
        os.kill(os.getpid(), signal.SIGKILL)


DEEDS[deed]()
sys.stdout.write(str(said))
desk.close()
