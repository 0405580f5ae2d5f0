"""A program that does one thing on a desk and is killed before one of its statements.

Told, a line each on standard input, in letters of JSON: desk, deed, statement (0: none), files. Each is done by a process of its own,
which has all that the program is made of loaded already; told on standard output is how it ended, and of what many statements it was.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import event

from liaison_desk.app.desk import Desk, open_desk
from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.incoming.mail_in import Becomes, import_mails
from liaison_desk.domain.backplan import load_backplan
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import ExerciseFilter
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import Jotting, MeetingFilter, MeetingSort, Portion
from liaison_desk.tasks.records import TaskFilter, TaskKind, TaskSort


def deeds(desk: Desk, folder: Path) -> dict[str, Callable[[], object]]:
    """Return what may be done on a desk, with the files of a folder."""
    meeting = desk.meetings.meeting(desk.meetings.meetings(MeetingFilter(), Sort(MeetingSort.DATE)).ids[0])
    tasks = list(desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids)
    requests = list(desk.tasks.tasks(TaskFilter(kinds=(TaskKind.RFI,)), Sort(TaskSort.DUE)).ids)
    first = meeting.portions[0]
    exercise = desk.exercises.listing(ExerciseFilter(words="LANTERN 27")).ids[0]
    event_ = desk.calendars.event(next(one.event_id for one in desk.plans.plan(exercise).milestones if one.event_id))
    return {
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


def do(place: str, deed: str, moment: int, folder: str) -> int:
    """Do a deed, and return of how many statements it was; unless the process is killed before one of them."""
    desk = open_desk(place)
    act = deeds(desk, Path(folder))[deed]
    said = 0

    @event.listens_for(desk.database.engine, "before_cursor_execute")
    def until_killed(*_values: object) -> None:
        nonlocal said
        said += 1
        if said == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    act()
    desk.close()
    return said


def main() -> None:
    """Let a child do each deed."""
    for line in sys.stdin:
        place, _, _, folder = json.loads(line)
        with closing(
            open_desk(place)
        ) as desk:  # what is loaded only when it is asked for is loaded here, once for all children
            deeds(desk, Path(folder))
        reading, writing = os.pipe()
        if not (child := os.fork()):
            os.write(writing, str(do(*json.loads(line))).encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as told:
            said = told.read()
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])} {said}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
