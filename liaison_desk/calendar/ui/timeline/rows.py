"""What the rows of a timeline stand for: calendars, exercises by their title, or people, the busiest first. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from liaison_desk.calendar.records import HOLIDAY_COLOURS, Occurrence, Status
from liaison_desk.calendar.rules.days import dates

MOST_PEOPLE: Final = 30
EXERCISES: Final = "exercises"


class Rows(StrEnum):
    """What a row is, as it is remembered."""

    CALENDARS = "calendars"
    EXERCISES = "exercises"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom or what a row is about, and the numbers of its occurrences in the list."""

    key: str
    name: str
    numbers: tuple[int, ...]
    palette: str = ""
    calendar_id: int = 0


@dataclass(frozen=True, slots=True)
class Lane:
    """A calendar as a row shows it."""

    id: int
    name: str
    palette: str


def by_calendar(occurrences: Sequence[Occurrence], calendars: Sequence[Lane]) -> list[Subject]:
    """Return a row for each calendar, also the empty ones, in their order."""
    numbers: dict[int, list[int]] = {}
    for number, one in enumerate(occurrences):
        if not one.day_off:
            numbers.setdefault(one.calendar_id, []).append(number)
    return [
        Subject(f"calendar {lane.id}", lane.name, tuple(numbers.get(lane.id, ())), lane.palette, lane.id)
        for lane in calendars
        if lane.id in numbers or not lane.palette.startswith(HOLIDAY_COLOURS)
    ]


def by_exercise(occurrences: Sequence[Occurrence], zone: str, title: Callable[[Occurrence], str]) -> list[Subject]:
    """Return a row for each title of what lasts two days or more on calendars of exercises, by when it begins."""
    numbers: dict[str, list[int]] = {}
    for number, one in enumerate(occurrences):
        if one.palette == EXERCISES and one.ends > one.starts:
            first, last = dates(one, zone)
            if last > first:
                numbers.setdefault(title(one), []).append(number)
    rows = [Subject(f"exercise {name}", name, tuple(here), EXERCISES) for name, here in numbers.items()]
    return sorted(rows, key=lambda row: (occurrences[row.numbers[0]].starts, row.name))


def by_person(
    occurrences: Sequence[Occurrence], people: Mapping[int, Sequence[tuple[int, str]]], most: int = MOST_PEOPLE
) -> tuple[list[Subject], int]:
    """Return a row for each of the busiest contacts, and how many more there are. What is cancelled keeps nobody busy."""
    numbers: dict[int, list[int]] = {}
    names: dict[int, str] = {}
    busy: dict[int, int] = {}
    for number, one in enumerate(occurrences):
        for contact_id, name in people.get(one.event_id, ()):
            numbers.setdefault(contact_id, []).append(number)
            busy[contact_id] = busy.get(contact_id, 0) + (one.status is not Status.CANCELLED)
            if name:
                names[contact_id] = name
    order = sorted(numbers, key=lambda who: (-busy[who], names.get(who, ""), who))
    rows = [Subject(f"person {who}", names.get(who, "?"), tuple(numbers[who])) for who in order[:most]]
    return rows, max(0, len(order) - most)
