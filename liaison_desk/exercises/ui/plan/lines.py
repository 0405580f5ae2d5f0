"""The lines of a plan's table: a milestone with where it stands and what became of it, ordered, narrowed and grouped."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from liaison_desk.domain.backplan import Stand
from liaison_desk.domain.text import fold
from liaison_desk.exercises.records import Milestone, MilestoneState, Outcome, Plan, Strayed
from liaison_desk.exercises.ui.plan.words import PlanWords, names_of
from liaison_desk.foundation.core.paging import Group, Listing, Sort
from liaison_desk.foundation.qt.columns import CENTER, RIGHT, Column
from liaison_desk.foundation.qt.paint import ChipLook

ICONS: Final = 60
_LAST: Final = 10_000


class PlanSort(StrEnum):
    """What the table of a plan can be ordered by."""

    DATE = "date"
    TITLE = "title"
    SIDE = "side"
    SLACK = "slack"
    DRIFT = "drift"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One milestone as the table shows it. ``late``: over, and neither done nor agreed; ``strayed``: its event or task stands elsewhere."""

    milestone: Milestone
    stand: Stand | None
    outcome: Outcome
    rule: str
    late: bool = False
    strayed: Strayed | None = None

    @property
    def id(self) -> int:
        """The milestone's."""
        return self.milestone.id

    @property
    def slack(self) -> int | None:
        """Working days until what waits for it; ``None`` where nothing waits, or it is over and done with."""
        planned = self.milestone.state is MilestoneState.PLANNED
        return self.stand.slack if self.stand is not None and planned else None

    @property
    def drift(self) -> int:
        """Days a locked milestone lies after its rule; 0 for all others."""
        return self.stand.drift if self.stand is not None and self.milestone.held else 0


def lines_of(
    plan: Plan, outcomes: Mapping[int, Outcome], strayed: Sequence[Strayed], words: PlanWords
) -> dict[int, PlanLine]:
    """Return the lines of a plan by the ids of its milestones."""
    names = names_of(words, plan.milestones)
    gone = {one.milestone_id: one for one in reversed(strayed)}  # the event before the task
    late = frozenset(plan.past)
    return {
        one.id: PlanLine(
            one, plan.stands.get(one.key), outcomes.get(one.id, Outcome()),
            words.rule_whole(one, plan.stands.get(one.key), plan, names), one.key in late, gone.get(one.id),
        )
        for one in plan.milestones
    }  # fmt: skip


def listing_of(
    lines: Mapping[int, PlanLine], sort: Sort[PlanSort], typed: str, today: date, words: PlanWords
) -> Listing:
    """Return which lines hold all typed words, in order; by date with what is past apart from what lies ahead."""
    wanted = fold(typed).split()
    found = [line for line in lines.values() if all(word in _said(line, words) for word in wanted)]
    found.sort(key=_key(sort.key, words), reverse=sort.descending)
    if sort.key is PlanSort.DATE:
        past = [line for line in found if line.milestone.last < today]
        ahead = [line for line in found if line.milestone.last >= today]
        tr = words.language.tr
        parts = [(tr("Past"), past), (tr("Ahead"), ahead)]
        parts = [(name, part) for name, part in (parts[::-1] if sort.descending else parts) if part]
        groups, start = [], 0
        for name, part in parts:
            groups.append(Group(start, len(part), name))
            start += len(part)
        return Listing([line.id for _, part in parts for line in part], tuple(groups))
    return Listing([line.id for line in found])


def plan_columns(words: PlanWords, today: Callable[[], date]) -> list[Column[PlanLine]]:
    """Return the columns of the table; ``lock`` and ``links`` are painted as icons."""
    tr = words.language.tr

    def owner(line: PlanLine) -> str:
        one = line.milestone
        return " · ".join(filter(None, (words.side(one.side), one.owner)))

    def dates(line: PlanLine) -> str:
        return words.span(line.milestone.first, line.milestone.last)

    def tip(line: PlanLine) -> str:
        return f"{words.marked(line.milestone)}\n{line.rule}"

    return [
        Column("title", tr("Milestone"), lambda line: words.marked(line.milestone), 250, sort=PlanSort.TITLE, tip=tip),
        Column(
            "dates", tr("Dates"), dates, 206, sort=PlanSort.DATE, tone=lambda line: "amb" if line.late else _faded(line),
            tip=lambda line: f"{dates(line)}\n{line.rule}",
        ),
        Column(
            "in", tr("In"), lambda line: _away(line, words, today()), 66, RIGHT,
            tone=lambda line: "amb" if line.late else _faded(line),
        ),
        Column("owner", tr("Owner"), owner, 84, sort=PlanSort.SIDE, tone=lambda _: "t2"),
        Column("lock", tr("Locked"), lambda line: tr("Locked") if line.milestone.held else "", 52, CENTER),
        Column(
            "slack", tr("Slack"), lambda line: words.slack(line.slack), 50, RIGHT, sort=PlanSort.SLACK,
            tone=lambda line: words.slack_tone(line.slack), strong=lambda line: words.slack_tone(line.slack) in {"red", "amb"},
            tip=lambda line: slack_words(line, words),
        ),
        Column(
            "drift", tr("Drift"), lambda line: words.shift(line.drift) if line.drift else "", 56, RIGHT, sort=PlanSort.DRIFT,
            tone=lambda line: words.drift_tone(line.drift, line.slack), tip=lambda line: words.drift(line.drift),
        ),
        Column("state", tr("State"), lambda line: state_look(line, words).text, 116, sort=PlanSort.STATE),
        Column("links", tr("Makes"), lambda line: outcome_words(line, words), ICONS),
    ]  # fmt: skip


def state_look(line: PlanLine, words: PlanWords) -> ChipLook:
    """Return the chip that says where a milestone stands."""
    tr, state = words.language.tr, line.milestone.state
    if line.strayed is not None:
        return ChipLook(tr("Task moved") if line.strayed.task_id else tr("Event moved"), "amb", "triangle-alert")
    if state is MilestoneState.DONE:
        return ChipLook(words.states[state], "grn")
    if line.late:
        return ChipLook(tr("Over, not done"), "amb")
    return ChipLook(words.states[state])


def slack_words(line: PlanLine, words: PlanWords) -> str:
    """Return a slack in a sentence."""
    slack, count = line.slack, words.language.count
    if slack is None:
        return words.language.tr("Nothing waits for it")
    if slack < 0:
        return count("{n} working day too late", "{n} working days too late", -slack)
    return count("{n} working day to spare", "{n} working days to spare", slack)


def outcome_words(line: PlanLine, words: PlanWords) -> str:
    """Return what a milestone has become: an event, a task and how far it is."""
    tr, outcome = words.language.tr, line.outcome
    event = tr("Event") if outcome.event else ""
    task = tr("Task: {state}", state=task_state(outcome, words)) if outcome.task else ""
    return tr(", ").join(filter(None, (event, task)))


def task_state(outcome: Outcome, words: PlanWords) -> str:
    """Return the name of a task's state."""
    tr = words.language.tr
    states = {
        "open": tr("Open"), "in-progress": tr("In progress"), "waiting": tr("Waiting"), "done": tr("Done"),
        "cancelled": tr("Cancelled"),
    }  # fmt: skip
    return states.get(outcome.task, outcome.task)


def spoken(line: PlanLine, words: PlanWords) -> str:
    """Return a whole line for a screen reader."""
    one, tr = line.milestone, words.language.tr
    lock = tr("Locked") if one.held else ""
    parts = (
        words.marked(one),
        words.span(one.first, one.last),
        lock,
        state_look(line, words).text,
        slack_words(line, words),
    )
    return tr(", ").join(filter(None, parts))


def _faded(line: PlanLine) -> str:
    return "t1" if line.milestone.state is MilestoneState.PLANNED else "t3"


def _away(line: PlanLine, words: PlanWords, today: date) -> str:
    """Return how far off a milestone is; one that runs is now."""
    one = line.milestone
    if one.first <= today <= one.last:
        return words.language.tr("Now")
    return words.away(one.first if today < one.first else one.last, today)


def _said(line: PlanLine, words: PlanWords) -> str:
    one = line.milestone
    texts = (one.title.host, one.title.home, one.short.host, one.short.home, one.owner, one.place, one.note.host,
             one.note.home, line.rule, words.side(one.side), state_look(line, words).text)  # fmt: skip
    return fold("\n".join(texts))


def _key(key: PlanSort, words: PlanWords) -> Callable[[PlanLine], Any]:
    def by_date(line: PlanLine) -> tuple[date, date, int]:
        return line.milestone.first, line.milestone.last, line.id

    others: dict[PlanSort, Callable[[PlanLine], Any]] = {
        PlanSort.TITLE: lambda line: fold(words.whole(line.milestone)),
        PlanSort.SIDE: lambda line: (str(line.milestone.side), fold(line.milestone.owner)),
        PlanSort.SLACK: lambda line: _LAST if line.slack is None else line.slack,
        PlanSort.DRIFT: lambda line: -abs(line.drift),
        PlanSort.STATE: lambda line: state_look(line, words).text,
    }
    return by_date if key is PlanSort.DATE else lambda line: (others[key](line), by_date(line))
