"""What makes an exercise, a milestone, an inject or a lesson one that may be kept."""

import re

from liaison_desk.domain.dates import year_problems
from liaison_desk.domain.holidays import observing_nations
from liaison_desk.domain.text import shows
from liaison_desk.domain.zones import known_zones
from liaison_desk.exercises.records import Exercise, ExerciseState, Inject, Lesson, LessonState, Milestone
from liaison_desk.foundation.core.errors import Problem

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
MOST_MINUTES = 60 * 24 * 400
"""How far from STARTEX an inject may lie: more than a year is a slip."""
_LONGEST_NUMBER = 20


def exercise_problems(one: Exercise) -> list[Problem]:
    """Return what is wrong with an exercise; an empty list is a valid one."""
    problems = []
    if not shows(one.name.host + one.name.home):
        problems.append(Problem("name", "Give the exercise a name."))
    if one.zone not in known_zones():
        values = (("zone", one.zone),)
        problems.append(Problem("zone", "{zone} is no time zone. Choose one such as Asia/Tokyo.", values))
    if one.endex is not None and one.startex is None:
        problems.append(Problem("startex", "Give the STARTEX as well, or leave ENDEX empty."))
    if one.startex is not None and one.endex is None:
        problems.append(Problem("endex", "Give the ENDEX as well, or leave STARTEX empty."))
    if one.startex is not None and one.endex is not None and one.endex < one.startex:
        problems.append(Problem("endex", "ENDEX lies before STARTEX. Put it on the same day or later."))
    if one.startex is None and one.state not in {ExerciseState.IDEA, ExerciseState.PLANNED, ExerciseState.CLOSED}:
        problems.append(Problem("startex", "An exercise that is being planned or runs needs its STARTEX."))
    problems += year_problems("startex", one.startex) + year_problems("endex", one.endex)
    problems += [
        Problem("participants", "Name the nation or the organization that takes part.")
        for part in one.participants
        if not (part.nation or shows(part.name))
    ]
    problems += [
        Problem("team", "Name everybody in the planning team.") for member in one.team if not shows(member.name)
    ]
    problems += [
        Problem("team", "{name} leaves the planning team before joining it.", (("name", member.name),))
        for member in one.team
        if member.since and member.until and member.until < member.since
    ]
    problems += [
        Problem("objectives", "Say what the objective is.")
        for objective in one.objectives
        if not shows(objective.text.host + objective.text.home)
    ]
    if len({objective.key for objective in one.objectives}) < len(one.objectives):
        problems.append(Problem("objectives", "Two objectives have one key. Delete one of them and add it again."))
    if one.days_off and (odd := [code for code in one.days_off if code not in observing_nations()]):
        problems.append(
            Problem(
                "days_off", "The holidays of {nation} are not known here. Choose another nation.", (("nation", odd[0]),)
            )
        )
    return problems


def milestone_problems(one: Milestone) -> list[Problem]:
    """Return what is wrong with a milestone by itself; what is wrong with its plan ``domain.backplan`` says."""
    problems = []
    if not shows(one.title.host + one.title.home):
        problems.append(Problem("title", "Give the milestone a title."))
    if not _KEY.fullmatch(one.key):
        problems.append(Problem("key", "A milestone's key has small letters, figures and hyphens, such as ipc."))
    if one.last < one.first:
        problems.append(Problem("last", "The last day lies before the first. Put it on the same day or later."))
    return problems + year_problems("first", one.first) + year_problems("last", one.last)


def inject_problems(one: Inject) -> list[Problem]:
    """Return what is wrong with an inject."""
    problems = []
    if not shows(one.number):
        problems.append(Problem("number", "Give the inject a number."))
    elif len(one.number) > _LONGEST_NUMBER:
        problems.append(Problem("number", "An inject's number has at most 20 characters."))
    if abs(one.minutes) > MOST_MINUTES:
        problems.append(Problem("minutes", "This lies more than 400 days from STARTEX. Look at the day again."))
    return problems


def lesson_problems(one: Lesson) -> list[Problem]:
    """Return what is wrong with a lesson."""
    problems = []
    if not shows(one.title.host + one.title.home):
        problems.append(Problem("title", "Give the lesson a title."))
    if one.state is LessonState.REJECTED and not shows(one.reason):
        problems.append(Problem("reason", "Say why the lesson is not followed."))
    return problems + year_problems("due", one.due)
