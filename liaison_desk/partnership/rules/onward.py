"""Which recorded permissions to pass something on hold on a day, and what keeps the others from it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from enum import StrEnum

from liaison_desk.domain.dates import year_problems
from liaison_desk.domain.marking import expand
from liaison_desk.domain.nations import load_groups, load_nations
from liaison_desk.domain.release import ANY_RECORD, Permission
from liaison_desk.domain.text import shows
from liaison_desk.foundation.core.errors import DeskError, Problem
from liaison_desk.partnership.records import Disclosure, Onward


class OnwardState(StrEnum):
    """Whether a permission holds on a day; all but the first hold packets back as if there were none."""

    HOLDS = "holds"
    NOT_YET = "not-yet"
    OVER = "over"
    INCOMPLETE = "incomplete"


def onward_state(one: Onward, day: date) -> OnwardState:
    """Tell how a permission stands on a day at the host headquarters. Without who gave it and on what basis none holds."""
    if not (one.originator and one.nations and shows(one.name) and shows(one.basis)):
        return OnwardState.INCOMPLETE
    if day < one.on:
        return OnwardState.NOT_YET
    return OnwardState.OVER if one.until is not None and one.until < day else OnwardState.HOLDS


def nations_on(one: Disclosure, day: date) -> tuple[str, ...]:
    """Return the nations that something disclosed may be passed on to on a day, each once."""
    holding = (given for given in one.onward if onward_state(given, day) is OnwardState.HOLDS)
    return tuple(dict.fromkeys(code for given in holding for code in given.nations))


def permissions_of(one: Disclosure, day: date) -> Iterator[Permission]:
    """Yield what an entry permits on a day: for each nation the very record it is about, and the entry itself, and nothing else.

    A group of nations stands for its members, as in a release list. An entry in the trash permits nothing.
    """
    records = [uid for uid in dict.fromkeys((one.about_uid, one.uid)) if uid and uid != ANY_RECORD]
    for onward in one.onward if one.deleted_at is None else ():
        if onward_state(onward, day) is OnwardState.HOLDS:
            when = datetime.combine(onward.on, time(), UTC)
            for nation in sorted(expand(frozenset(onward.nations), load_groups())):
                for record in records:
                    yield Permission(onward.originator, nation, record, onward.name, when, onward.basis)


def onward_problems(one: Disclosure) -> list[Problem]:
    """Return what is wrong with the permissions of an entry. One that is not complete yet may be kept; it does not hold."""
    problems: list[Problem] = []
    nations = load_nations()
    for onward in one.onward:
        for code in (onward.originator, *onward.nations):
            try:
                nations.require(code)
            except DeskError as error:
                problems.append(Problem("onward", error.text, tuple(error.values.items())))
        if not onward.nations:
            problems.append(Problem("onward", "Say which nations it may be passed on to."))
        problems += year_problems("onward", onward.on) + year_problems("onward", onward.until)
        if onward.until is not None and onward.until < onward.on:
            problems.append(Problem("onward", "The permission ends before it begins. Look at its days again."))
    return problems
