"""What was promised, asked and to be done in meetings: who, what, for whom, by when, and how the task of it stands."""

from collections.abc import Sequence
from dataclasses import replace

from liaison_desk.briefings.document import Band, Block, Column, Group, Line, PortionText, Row, Table
from liaison_desk.briefings.sections.accounts import Account
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.tasking import STATES
from liaison_desk.briefings.sections.times import near_day, near_days
from liaison_desk.meetings.records import Portion, PortionKind
from liaison_desk.tasks.records import Task


def promises(account: Account, heading: str) -> list[Block]:
    """Return the commitments of a meeting as a table."""
    notes = account.notes(PortionKind.COMMITMENT)
    rows = tuple(promise_row(account, note) for note in notes)
    return [Group(account.setting.line(heading), (Table(promise_columns(account.setting), rows),))] if rows else []


def both_ways(heading: Line, notes: Sequence[tuple[Account, Portion]], *, origin: bool = False) -> list[Block]:
    """Return commitments as one table: ours to them, theirs to us, those whose nation may not be told; with their ``origin``."""
    if not notes:
        return []
    setting = notes[0][0].setting
    rows: list[Row | Band] = []
    for words, owed in (("Ours to them", True), ("Theirs to us", False), ("Not attributed", None)):
        some = [(account, note) for account, note in notes if _is_ours(account, note) is owed]
        if some:
            rows.append(Band(setting.words(words)))
            rows += [promise_row(account, note, origin=origin) for account, note in some]
    return [Group(heading, (Table(promise_columns(setting, origin=origin), tuple(rows)),))]


def _is_ours(account: Account, note: Portion) -> bool | None:
    nation = account.whose(note)
    return nation == account.setting.profile.home if nation else None


def promise_columns(setting: Setting, *, origin: bool = False) -> tuple[Column, ...]:
    """Return the columns of a table of commitments; with their ``origin`` from several meetings."""
    meeting = (Column(setting.words("Meeting"), 1.3),) if origin else ()
    return (
        Column(setting.words("Who"), 1.1),
        Column(setting.words("What"), 2.6),
        Column(setting.words("Recipient"), 1.1),
        Column(setting.words("By when")),
        Column(setting.words("State"), 0.9),
        *meeting,
    )


def promise_row(account: Account, note: Portion, *, origin: bool = False) -> Row:
    """Return a commitment with who made it, as far as its attribution lets it be told."""
    to_whom = Line(account.to_whom(note))
    cells = [who(account, note), Line((account.text(note),)), to_whom, by_when(account, note), standing(account, note)]
    if origin:
        cells.append(Line((whence(account),)))
    return Row(tuple(cells), lead=1)


def whence(account: Account, clock: str = "") -> PortionText:
    """Return the meeting something was said in: its title and day, with a ``clock`` behind it where one is given."""
    setting, meeting = account.setting, account.meeting
    day = meeting.start.date()
    words = tuple(
        language.tr("{title}, {day}", title=title, day=f"{near_day(setting, language, day)} {clock}".strip())
        if title
        else ""
        for language, title in zip(setting.languages, setting.text(meeting.title), strict=True)
    )
    known = account.names.of_meeting(meeting.title, meeting)
    return PortionText(words, meeting.marking, (account.record,), names=known, title=True)


def requests(account: Account) -> list[Block]:
    """Return the requests for information that a meeting raised."""
    setting = account.setting
    columns = (
        Column(setting.words("RFI")),
        Column(setting.words("Question"), 2.6),
        Column(setting.words("Asker"), 1.1),
        Column(setting.words("LTIOV")),
        Column(setting.words("State"), 0.9),
    )
    rows = []
    for note in account.notes(PortionKind.RFI):
        task = _task(account, note)
        number = account.tasking.number(task) if task is not None else None
        called = Line((replace(number, uid=note.uid),)) if number is not None else Line(())
        cells = (
            called,
            Line((account.text(note),)),
            who(account, note),
            by_when(account, note),
            standing(account, note),
        )
        rows.append(Row(cells, lead=1))
    return [Group(setting.line("RFIs raised"), (Table(columns, tuple(rows)),))] if rows else []


def actions(account: Account) -> list[Block]:
    """Return what is to be done after a meeting."""
    setting = account.setting
    columns = (
        Column(setting.words("Action"), 3),
        Column(setting.words("Owner"), 1.2),
        Column(setting.words("By when")),
        Column(setting.words("State"), 0.9),
    )
    rows = tuple(
        Row((Line((account.text(note),)), who(account, note), by_when(account, note), standing(account, note)))
        for note in account.notes(PortionKind.ACTION)
    )
    return [Group(setting.line("Actions"), (Table(columns, rows),))] if rows else []


def who(account: Account, note: Portion) -> Line:
    """Return who said a note, without the dash that parts him from it."""
    return Line(tuple(account.of(note, one.text, *one.names) for one in account.speaker(note)))


def by_when(account: Account, note: Portion) -> Line:
    """Return the day something was promised for; of a note that names none the suspense of its task."""
    setting = account.setting
    due = note.due
    if due is not None:
        return Line((account.of(note, near_days(setting, due)),))
    task = _task(account, note)
    if task is None or task.due is None:
        return Line(())
    return Line((_of_task(account, note, task, account.tasking.due(task)),))


def standing(account: Account, note: Portion) -> Line:
    """Return how the task of a note stands, and its suspense where that is no longer the day that was promised."""
    task = _task(account, note)
    if task is None:
        return Line(())
    setting = account.setting
    state = setting.words(STATES[task.state])
    if note.due is None or task.due is None or task.due.date() == note.due:
        return Line((_of_task(account, note, task, state),))
    due = task.due.date()
    moved = setting.each(lambda language: language.tr("now due {day}", day=near_day(setting, language, due)))
    words = tuple(f"{one}, {other}" for one, other in zip(state, moved, strict=True))
    return Line((_of_task(account, note, task, words),))


def _task(account: Account, note: Portion) -> Task | None:
    """Return the task that was made of a note, unless it is in the trash."""
    task = account.tasking.tasks.get(note.task_id)
    return task if task is not None and task.deleted_at is None else None


def _of_task(account: Account, note: Portion, task: Task, words: Sequence[str]) -> PortionText:
    """Return what is known of the task of a note: all that decides whether the task itself may be shown."""
    named = account.tasking.action(task).names
    sources = (account.record, *account.tasking.sources(task))
    return PortionText(tuple(words), task.marking, sources, note.uid, names=named)
