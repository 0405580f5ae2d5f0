"""Meetings with their notes, and tasks of the sample."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from liaison_desk.app.sample.words import Telling
from liaison_desk.contacts.records import Organization, Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.meetings.records import Attendee, Attribution, Meeting, Portion, PortionKind
from liaison_desk.tasks.records import ChecklistItem, Priority, Task, TaskState

MEETINGS_PER_SCALE = 62
TASKS_PER_SCALE = 82
_SAID = (PortionKind.DISCUSSION, PortionKind.DECISION, PortionKind.INSIGHT, PortionKind.RECOMMENDATION, PortionKind.COMMITMENT,
         PortionKind.ACTION, PortionKind.RFI, PortionKind.EQUITY)  # fmt: skip


def meetings(telling: Telling, people: Sequence[Person], houses: dict[int, Organization]) -> list[Meeting]:
    """Return meetings up to the sample's day, the last week among them, each with marked portions."""
    dice = telling.dice
    found = []
    circle = people[: max(20, len(people) * 30 // 84)]
    # Some have not been met for a while, so that Today has somebody to remind of.
    lately = [one for number, one in enumerate(circle) if number % 4]
    for number in range(MEETINGS_PER_SCALE * telling.scale):
        away = number % 9 if number < 27 else int(dice.triangular(1, 500, 30))
        day = telling.day - timedelta(days=away)
        while day.weekday() > 4:
            day -= timedelta(days=1)
        start = datetime.combine(day, time(dice.choice((8, 9, 10, 13, 14, 15, 16)), dice.choice((0, 15, 30))))
        title = telling.pair("events", dice.choice(("planning", "exercises", "visits")))
        attending = dice.sample(circle if away > 40 else lately, dice.randrange(2, 6))
        place_host, place_home = dice.choice(telling.words["events"]["places"])
        marking = telling.marking()
        found.append(
            Meeting(
                title=title,
                start=start,
                end=start + timedelta(minutes=dice.choice((30, 45, 60, 90))),
                zone="America/Denver",
                kind=_kind(title.host, dice.random()),
                place=Bilingual(place_host, place_home),
                chair=attending[0].name.latin(),
                state=dice.choice(("final", "final", "draft")),
                attendees=tuple(_attendee(one, houses, telling) for one in attending),
                portions=tuple(_portion(telling, attending, start, n) for n in range(dice.randrange(2, 6))),
                marking=marking,
            )
        )
    return found


def _kind(title: str, chance: float) -> str:
    """Return the kind of meeting its title speaks of."""
    for word, kind in (
        ("VTC", "vtc"),
        ("Office call", "office-call"),
        ("call", "phone"),
        ("team", "visit"),
        ("Reception", "visit"),
    ):
        if word in title:
            return kind
    return "meeting" if chance < 0.9 else "phone"


def _attendee(person: Person, houses: dict[int, Organization], telling: Telling) -> Attendee:
    post = person.current_post(telling.day)
    house = houses.get(post.organization_id) if post else None
    return Attendee(
        person.name.latin(),
        person.name.native(),
        person.id,
        " ".join(filter(None, (person.rank, person.service))),
        post.title.host if post else "",
        house.name.host if house else "",
        person.nation,
    )


def _portion(telling: Telling, attending: Sequence[Person], start: datetime, number: int) -> Portion:
    dice = telling.dice
    said = start.replace(tzinfo=UTC) + timedelta(hours=7, minutes=5 * number)
    speaker = dice.choice(attending)
    if dice.random() < 0.12:
        home, host = dice.choice(telling.words["portions"]["home_only"])
        return Portion(kind=PortionKind.NOTE, marking=telling.home_only, text=Bilingual(host, home), said_at=said)
    kind = dice.choice(_SAID)
    return Portion(
        kind=kind,
        marking=telling.marking(),
        text=telling.pair("portions", str(kind)),
        said_by=" ".join(filter(None, (speaker.rank, speaker.name.latin())))
        if kind not in {PortionKind.INSIGHT, PortionKind.RECOMMENDATION}
        else "",
        attribution=dice.choice((Attribution.NAMED, Attribution.OFFICE, Attribution.NATION)),
        said_at=said,
    )


def tasks(telling: Telling, people: Sequence[Person]) -> list[Task]:
    """Return tasks: some overdue, some due in these days, most later or done."""
    dice = telling.dice
    found = []
    near = (-1, 0, 0, 1, 1, 3, 4, 5, 7)
    for number in range(TASKS_PER_SCALE * telling.scale):
        close = number < len(near)
        away = near[number] if close else int(dice.triangular(-300, 150, 10))
        day = telling.day + timedelta(days=away)
        all_day = dice.random() < 0.6 if not (close and away == 0) else False
        due = datetime.combine(day, time() if all_day else time(dice.choice((12, 14, 15, 17)), dice.choice((0, 30))))
        state = TaskState.OPEN if close else dice.choices(list(TaskState), [4, 2, 2, 8, 1])[0]
        if away < -1 and state in {TaskState.OPEN, TaskState.IN_PROGRESS, TaskState.WAITING} and dice.random() < 0.95:
            state = TaskState.DONE
        waiting = state is TaskState.WAITING
        counterpart = dice.choice(people)
        host, home = telling.words["tasks"]["list"][number % len(telling.words["tasks"]["list"])]
        found.append(
            Task(
                title=Bilingual(host, home),
                detail=telling.pair("portions", "action") if dice.random() < 0.4 else Bilingual(),
                state=state,
                priority=dice.choices(list(Priority), [2, 6, 2])[0],
                due=due,
                due_zone="America/Denver",
                due_all_day=all_day,
                completed_at=datetime.combine(min(day, telling.day), time(18), UTC)
                if state is TaskState.DONE
                else None,
                own_owner="Ishida Ryo",
                host_owner=counterpart.name.latin(),
                host_owner_id=counterpart.id,
                waiting_on=dice.choice(telling.words["tasks"]["waiting"]) if waiting else "",
                waiting_since=telling.day - timedelta(days=dice.randrange(1, 20)) if waiting else None,
                reason="Overtaken by events" if state is TaskState.CANCELLED else "",
                source=dice.choice(("PACIFIC LANTERN 27", "Arrangements", "J5 plans sync", "Visit", "")),
                checklist=tuple(ChecklistItem(text, dice.random() < 0.5) for text in ("Draft", "Coordinate", "Send"))
                if dice.random() < 0.3
                else (),
                # One of the first is Japan's alone, so that every packet of the sample has something to withhold.
                marking=telling.marking() if dice.random() > 0.05 and number != 3 else telling.home_only,
            )
        )
    return found
