"""What falls due in a successor's first thirty, sixty and ninety days: tasks, ends, visits, milestones, next steps of opportunities."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from liaison_desk.briefings.document import Band, Column, Line, PortionText, Row, Section
from liaison_desk.briefings.sections.exercising import asked_exercises, exercising, marked_once
from liaison_desk.briefings.sections.expiry_radar import coming, radar_kind
from liaison_desk.briefings.sections.partnerships import partnering, today_at
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.tasking import tasking
from liaison_desk.briefings.sections.times import dated
from liaison_desk.briefings.sections.turnover import current
from liaison_desk.briefings.sections.visits import visiting
from liaison_desk.exercises.records import MilestoneState
from liaison_desk.foundation.core.errors import RefusedError
from liaison_desk.partnership.records import OPPORTUNITY, OpportunityState, VisitState

_SPANS: Final = (30, 60, 90)
_BANDS: Final[Mapping[int, str]] = {
    0: "Past already",
    30: "In the first 30 days (until {day})",
    60: "From day 31 to 60 (until {day})",
    90: "From day 61 to 90 (until {day})",
}
_MOST: Final = 2_000
_OPEN_OPPORTUNITIES: Final = frozenset({OpportunityState.IDEA, OpportunityState.EXPLORED, OpportunityState.PROPOSED})
_TO_SUBMIT: Final = frozenset({VisitState.PLANNED, VisitState.RETURNED})
_ENDED: Final = frozenset({VisitState.DENIED, VisitState.COMPLETED, VisitState.CANCELLED})


@dataclass(frozen=True, slots=True)
class _Due:
    """Something that falls due: the day, what it is, of which kind, who sees to it."""

    day: date
    what: Line
    kind: Line
    who: Line


def build(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build the table from the day of the turnover on, or from today where none may be told of; what is past already stands first.

    What falls due between today and a turnover that is still ahead is the predecessor's, and left out.
    """
    turnover = current(setting)
    start = turnover.on if turnover is not None else today_at(setting)
    last = start + timedelta(days=_SPANS[-1])
    past = min(start, today_at(setting))
    due = [one for one in _everything(setting, start, last) if one.day < past or start <= one.day <= last]
    rows: list[Row | Band] = []
    for span, words in _BANDS.items():
        some = sorted((one for one in due if _span(one.day, start) == span), key=lambda one: one.day)
        if some:
            until = start + timedelta(days=span)
            said = setting.each(lambda language, words=words, day=until: language.tr(words, day=dated(language, day)))  # type: ignore[misc]
            rows += [Band(said), *(_row(setting, one) for one in some)]
    columns = (
        Column(setting.words("Day")),
        Column(setting.words("What falls due"), 3),
        Column(setting.words("Kind"), 1.4),
        Column(setting.words("Who sees to it"), 1.5, spare=True),
    )
    blocks = (marked_once(setting, columns, rows),) if rows else ()
    return Section(
        "first_days", setting.line("The first 30, 60 and 90 days"), blocks, setting.words("Nothing to report.")
    )


def _span(day: date, start: date) -> int:
    ahead = (day - start).days
    return 0 if ahead < 0 else next((span for span in _SPANS if ahead <= span), _SPANS[-1])


def _row(setting: Setting, one: _Due) -> Row:
    lead = one.what.portions[0]
    day = replace(
        lead, text=setting.each(lambda language: dated(language, one.day)), title=False, readings=(), shown=()
    )
    return Row((Line((replace(day, before="", after="", serial=("", "")),)), one.what, one.kind, one.who), lead=1)


def _everything(setting: Setting, start: date, last: date) -> Iterator[_Due]:
    yield from _tasks(setting, last)
    yield from _ends(setting)
    yield from _steps(setting)
    yield from _visits(setting, start)
    yield from _milestones(setting, last)


def _tasks(setting: Setting, last: date) -> Iterator[_Due]:
    lines = setting.tasks.suspenses(last, _MOST + 1)
    if len(lines) > _MOST:
        # Cut off there, the paper would change with those that are withheld, and lose the others silently.
        raise RefusedError("A packet holds {count} tasks at most. Choose a shorter time.", count=_MOST)
    told = tasking(setting, (line.id for line in lines))
    for line in lines:
        task = told.tasks.get(line.id)
        if task is not None and task.due is not None:
            who = Line(tuple(told.owners(task).values()), separator="; ", led=False)
            kind = Line((told.says(task, setting.words("Task")),))
            yield _Due(task.due.date(), Line((told.action(task),)), kind, who)


def _ends(setting: Setting) -> Iterator[_Due]:
    found = coming(setting)
    for line in found.lines:
        told = found.told(line)
        yield _Due(line.day, Line((told.title(line.title),)), Line((radar_kind(told, line),)), found.holder(line))


def _steps(setting: Setting) -> Iterator[_Due]:
    books = setting.partnership
    some = books.opportunities.everything() if books is not None else ()
    some = [one for one in some if one.state in _OPEN_OPPORTUNITIES and (one.host_due or one.home_due)]
    around = partnering(setting, some)
    for one in some:
        told = around.of(OPPORTUNITY, one, one.title)
        sides = (
            (one.host_due, one.host_step, one.host_owner, one.host_owner_id),
            (one.home_due, one.home_step, one.home_owner, one.home_owner_id),
        )
        for day, step, owner, owner_id in sides:
            if day is not None:
                what = (told.title(one.title), *_after(told.words(step)))
                kind = told.fixed("Next step of an opportunity")
                yield _Due(day, Line(what, separator=""), Line((kind,)), Line(told.person(owner, owner_id)))


def _after(piece: PortionText | None) -> tuple[PortionText, ...]:
    return (replace(piece, before=" – "),) if piece is not None else ()


def _visits(setting: Setting, start: date) -> Iterator[_Due]:
    books = setting.partnership
    some = [one for one in (books.visits.everything() if books is not None else ()) if one.state not in _ENDED]
    told = visiting(setting, some)
    for one in some:
        own = told.told(one)
        title = Line((own.title(one.title),))
        due = told.request_due(one)
        if due is not None and one.state in _TO_SUBMIT:
            yield _Due(due, title, Line((own.fixed("Request for a visit"),)), Line(()))
        if one.first is not None and one.first >= start:
            yield _Due(one.first, title, Line((own.fixed("Visit begins"),)), Line(()))


def _milestones(setting: Setting, last: date) -> Iterator[_Due]:
    told = exercising(setting, asked_exercises(setting))
    for exercise in told.exercises:
        for one in told.plan(exercise).milestones:
            if one.state is MilestoneState.PLANNED and one.first <= last:
                whose = replace(told.name(exercise), before="(", after=")", joined=True, title=False)
                what = Line((told.titled(exercise, one), whose))
                kind = Line((told.tells(exercise, one, setting.words("Milestone of an exercise")),))
                owner = told.person(
                    lambda text, *known, at=one, of=exercise: told.tells(of, at, text, *known), one.owner, one.owner_id
                )
                yield _Due(one.first, what, kind, Line((owner,)) if owner is not None else Line(()))
