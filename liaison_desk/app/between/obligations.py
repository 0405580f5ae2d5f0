"""The obligations of arrangements as tasks: made, moved, named, given up and opened again, inside the transaction that changes the arrangement."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from liaison_desk.app.between.exercise_marking import followed
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.release import rules_of
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.partnership.records import ARRANGEMENT, Arrangement, Obligation
from liaison_desk.partnership.rules.obligations import MONTHS, Deed, Step, task_uid
from liaison_desk.partnership.service.duties import Wanted
from liaison_desk.tasks.records import Repeats, Task, TaskState
from liaison_desk.tasks.rules.recurring import Plain, kept_to_day, plain_rule
from liaison_desk.tasks.service import Tasks

_WITHDRAWN = ("The arrangement does not oblige to it any more.", "取決めに基づく実施事項ではなくなりました。")
_LONGEST_TITLE = 160


class ObligationTasks:
    """Keeps tasks in step with obligations. What somebody has renamed keeps its name."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks

    @property
    def withdrawn(self) -> str:
        """The reason with which the desk itself cancels a task that nobody owes any more."""
        words = self._tasks.profile().named(*_WITHDRAWN)
        return " / ".join(filter(None, (words.host, words.home)))

    def keep(self, transaction: Transaction, wanted: Sequence[Wanted]) -> None:
        """Do with the tasks of arrangements what was found to be done."""
        asked = [(each, step) for each in wanted for step in each.steps]
        known = self._tasks.tasks_in(transaction, [step.task_id for _, step in asked if step.task_id])
        made = [task_uid(each.one.uid, step.key) for each, step in asked if not step.task_id]
        # A table of tasks brings them without saying what they are of.
        there = self._tasks.known(transaction, made) if made else {}
        self._tasks.save_in(transaction, [self._written(each, step, known, there) for each, step in asked])

    def mark(self, transaction: Transaction, ids: Sequence[int], was: Marking | None, now: Marking | None) -> None:
        """Mark tasks as strictly as their arrangement, wherever they are; what lies in the trash stays there."""
        rules = rules_of(self._tasks.profile())
        known = self._tasks.tasks_in(transaction, ids).values()
        marked = [(task, replace(task, marking=followed(task.marking, was, now, rules))) for task in known]
        changed = [after for task, after in marked if task != after]
        self._tasks.save_in(transaction, changed)
        self._tasks.delete_in(transaction, [task.id for task in changed if task.deleted_at is not None])

    def _written(self, wanted: Wanted, step: Step, known: Mapping[int, Task], there: Mapping[str, Task]) -> Task:
        one = wanted.one
        if not step.task_id and (task := there.get(task_uid(one.uid, step.key))) is not None:
            # How far it has come stays.
            return replace(task, source_kind=ARRANGEMENT, source_id=one.id, source_uid=step.key)
        return self._as_asked(step, one, wanted.before, known.get(step.task_id))

    def _as_asked(self, step: Step, one: Arrangement, before: Arrangement | None, task: Task | None) -> Task:
        if task is None:
            return self._task_of(_duty(one, step.key), one, step.due)
        if step.deed is Deed.CANCEL:
            return replace(task, state=TaskState.CANCELLED, reason=self.withdrawn)
        duty = _duty(one, step.key)
        if step.deed is Deed.REOPEN:
            task = replace(task, state=TaskState.OPEN, reason="", completed_at=None)
        elif before is not None:
            task = self._renamed(task, (_duty(before, step.key), before), (duty, one))
        return (
            replace(task, due=_midnight(step.due), rules=_rules(duty, task))
            if task.due != _midnight(step.due)
            else task
        )

    def _task_of(self, duty: Obligation, one: Arrangement, due: date | None) -> Task:
        rule = rule_of(duty)
        title, detail = _words(duty)
        own, host = self._owners(duty, one)
        return Task(
            uid=task_uid(one.uid, duty.key),
            title=title,
            detail=detail,
            due=_midnight(due),
            rules=(rule,) if rule else (),
            repeats=Repeats.BY_DATE if rule else Repeats.NOT,
            source_kind=ARRANGEMENT,
            source_id=one.id,
            source_uid=duty.key,
            source=one.title.host or one.title.home,
            marking=one.marking,
            own_owner=own,
            host_owner=host,
        )

    def _renamed(self, task: Task, old: tuple[Obligation, Arrangement], new: tuple[Obligation, Arrangement]) -> Task:
        """Return a task as its obligation says it now: only what the obligation changed, and nobody else has."""
        stale, fresh = (self._task_of(*pair, None) for pair in (old, new))
        names = ("title", "detail", "own_owner", "host_owner", "rules", "repeats", "source")
        same = {name: getattr(fresh, name) for name in names if getattr(task, name) == getattr(stale, name)}
        return replace(task, **same)

    def _owners(self, duty: Obligation, one: Arrangement) -> tuple[str, str]:
        """Return who does it on which side: the home nation's party on the own one, everybody else across the table."""
        party = next((each for each in one.parties if each.key == duty.party), None)
        if party is None:
            return "", ""
        profile = self._tasks.profile()
        home = party.nation == profile.home
        language = profile.home_language if home else profile.host_language
        name = party.name or load_nations().name(party.nation, language)
        return (name, "") if home else ("", name)


def rule_of(duty: Obligation) -> str:
    """Return the rule (RFC 5545) by which an obligation's task recurs; empty for one that falls due once, or never."""
    months = MONTHS[duty.every]
    if not months or duty.due is None:
        return ""
    plain = Plain("MONTHLY", months) if months % 12 else Plain("YEARLY", months // 12)
    return kept_to_day(plain_rule(plain), datetime.combine(duty.due, time()))


def _rules(duty: Obligation, task: Task) -> tuple[str, ...]:
    rule = rule_of(duty)
    return (rule,) if rule and task.rules else task.rules


def _duty(one: Arrangement, key: str) -> Obligation:
    return next(duty for duty in one.obligations if duty.key == key)


def _words(duty: Obligation) -> tuple[Bilingual, Bilingual]:
    """Return the title of an obligation's task, and its words where they are longer than that."""

    def first(text: str) -> str:
        line = next(iter(text.strip().splitlines()), "").strip()
        return line if len(line) <= _LONGEST_TITLE else line[: _LONGEST_TITLE - 1].rstrip() + "…"

    title = replace(duty.text, host=first(duty.text.host), home=first(duty.text.home))
    return title, duty.text if duty.text != title else Bilingual()


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time()) if day is not None else None
