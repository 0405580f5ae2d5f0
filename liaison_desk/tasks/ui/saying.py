"""What the form and the pane of a task call things beyond the list's words: kinds, sides, requests and their way, the log."""

from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.language import Language
from liaison_desk.tasks.records import LogEntry, Repeats, RfiPriority, RfiStatus, Side, Task, TaskKind
from liaison_desk.tasks.rules.deeds import Deed
from liaison_desk.tasks.rules.recurring import read_plain
from liaison_desk.tasks.ui.words import Words


def kinds(language: Language) -> tuple[tuple[TaskKind, str], ...]:
    """Return the kinds of task with their names."""
    tr = language.tr
    return (
        (TaskKind.TASK, tr("Task")),
        (TaskKind.COMMITMENT, tr("Commitment")),
        (TaskKind.RFI, tr("Request for information (RFI)")),
    )


def sides(words: Words) -> tuple[tuple[Side, str], ...]:
    """Return the sides on which somebody is, with the nations' codes."""
    tr, profile = words.language.tr, words.profile()
    return (
        (Side.UNKNOWN, tr("Side not said")),
        (Side.HOST, tr("Host ({nation})", nation=profile.host)),
        (Side.HOME, tr("Home ({nation})", nation=profile.home)),
        (Side.OTHER, tr("Another nation")),
    )


def statuses(language: Language) -> tuple[tuple[RfiStatus, str], ...]:
    """Return where a request can stand, with its words."""
    tr = language.tr
    return (
        (RfiStatus.DRAFT, tr("Draft")),
        (RfiStatus.SUBMITTED, tr("Submitted")),
        (RfiStatus.REVIEW, tr("In disclosure review")),
        (RfiStatus.PARTIAL, tr("Answered in part")),
        (RfiStatus.ANSWERED, tr("Answered")),
        (RfiStatus.DECLINED, tr("Declined")),
        (RfiStatus.WITHDRAWN, tr("Withdrawn")),
    )


def rfi_priorities(language: Language) -> tuple[tuple[RfiPriority, str], ...]:
    """Return how pressing a request can be, with its words."""
    tr = language.tr
    return (
        (RfiPriority.IMMEDIATE, tr("IMMEDIATE")),
        (RfiPriority.PRIORITY, tr("PRIORITY")),
        (RfiPriority.ROUTINE, tr("ROUTINE")),
    )


def deeds(language: Language) -> tuple[tuple[Deed, str], ...]:
    """Return the steps of a request's way, with their words."""
    tr = language.tr
    return (
        (Deed.ASKED, tr("asked")),
        (Deed.RECEIVED, tr("received")),
        (Deed.PASSED, tr("passed on")),
        (Deed.ANSWERED, tr("answered")),
        (Deed.RELAYED, tr("relayed")),
    )


def logged(words: Words, entry: LogEntry) -> str:
    """Return when and by whom a line of the log was written."""
    at = to_local(entry.at, words.profile().host_zone)
    return " · ".join(part for part in (f"{words.day(at.date())} {at:%H%M}", entry.author) if part)


def repeated(language: Language, task: Task) -> str:
    """Return how a task recurs: every 2 weeks after completion, 3 tasks in all; empty when it does not."""
    if task.repeats is Repeats.NOT or not task.rules:
        return ""
    tr, plain = language.tr, read_plain(task.rules[0])
    if plain is None:
        return tr("By the rule {rule}", rule=task.rules[0][:80])
    every = {
        "DAILY": language.count("every day", "every {n} days", plain.interval),
        "WEEKLY": language.count("every week", "every {n} weeks", plain.interval),
        "MONTHLY": language.count("every month", "every {n} months", plain.interval),
        "YEARLY": language.count("every year", "every {n} years", plain.interval),
    }[plain.frequency]
    if task.repeats is Repeats.AFTER_DONE:
        every = tr("{every} after completion", every=every)
    if not plain.count:
        return every
    return tr(
        "{every}, {left}", every=every, left=language.count("the last one", "{n} left with this one", plain.count)
    )
