"""Meetings with their notes, and tasks of the sample."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from liaison_desk.app.sample.casting import attendee, circle, met_lately
from liaison_desk.app.sample.words import Telling
from liaison_desk.contacts.records import Organization, Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.meetings.records import Attribution, Meeting, Portion, PortionKind
from liaison_desk.tasks.records import ChecklistItem, Priority, Side, Task, TaskState

MEETINGS_PER_SCALE = 62
TASKS_PER_SCALE = 82
"""How many there are with those that are told closely."""
_PROMISING = (PortionKind.COMMITMENT, PortionKind.RFI)
_SAID = (PortionKind.DISCUSSION, PortionKind.DECISION, PortionKind.INSIGHT, PortionKind.RECOMMENDATION, PortionKind.COMMITMENT,
         PortionKind.ACTION, PortionKind.RFI, PortionKind.EQUITY)  # fmt: skip


def meetings(
    telling: Telling, people: Sequence[Person], houses: dict[int, Organization], told: Sequence[Meeting] = ()
) -> list[Meeting]:
    """Return meetings up to the sample's day, the last week among them, each with marked portions; as many fewer as are ``told`` closely."""
    dice = telling.dice
    found = []
    close = {one.title.host for one in told}
    known, lately = circle(people), met_lately(people)
    for number in range(MEETINGS_PER_SCALE * telling.scale - len(told)):
        away = 1 + number % 8 if number < 27 else int(dice.triangular(1, 500, 30))
        day = telling.day - timedelta(days=away)
        while day.weekday() > 4:
            day -= timedelta(days=1)
        start = datetime.combine(day, time(dice.choice((8, 9, 10, 13, 14, 15, 16)), dice.choice((0, 15, 30))))
        title = telling.pair("events", dice.choice(("planning", "exercises", "visits")))
        while title.host in close:
            title = telling.pair("events", "exercises")
        attending = dice.sample(known if away > 40 else lately, dice.randrange(2, 6))
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
                attendees=tuple(attendee(one, houses, telling) for one in attending),
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


def _portion(telling: Telling, attending: Sequence[Person], start: datetime, number: int) -> Portion:
    dice = telling.dice
    said = start.replace(tzinfo=UTC) + timedelta(hours=7, minutes=5 * number)
    speaker = dice.choice(attending)
    if dice.random() < 0.12:
        home, host = dice.choice(telling.words["portions"]["home_only"])
        return Portion(kind=PortionKind.NOTE, marking=telling.home_only, text=Bilingual(host, home), said_at=said)
    kind = dice.choice(_SAID)
    named = kind not in {PortionKind.INSIGHT, PortionKind.RECOMMENDATION}
    promises = kind in _PROMISING
    path = (str(kind), speaker.nation if speaker.nation in {"USA", "JPN"} else "USA") if promises else (str(kind),)
    other = "USA" if speaker.nation == "JPN" else "JPN"
    return Portion(
        kind=kind,
        marking=telling.marking(),
        text=_tagged(telling, telling.pair("portions", *path)),
        said_by=speaker.name.latin() if named else "",
        said_by_id=speaker.id if named else 0,
        nation=speaker.nation if named else "",
        attribution=dice.choice((Attribution.NAMED, Attribution.OFFICE, Attribution.NATION)),
        said_at=said,
        to_nation=other if promises else "",
        due=start.date() + timedelta(days=dice.randrange(4, 30)) if promises else None,
        level=1 if number and dice.random() < 0.25 else 0,
    )


def _tagged(telling: Telling, text: Bilingual) -> Bilingual:
    """Return a text with the tag of its topic, if that has one."""
    tag = next((tag for topic, tag in telling.words["topics"]["tags"].items() if topic in text.host), "")
    return replace(text, host=f"{text.host} {tag}", home=f"{text.home} {tag}") if tag else text


def tasks(telling: Telling, people: Sequence[Person], told: int = 0) -> list[Task]:
    """Return tasks: some overdue, some due in these days, most later or done; ``told`` fewer of them."""
    dice = telling.dice
    found = []
    hosts = [one for one in people if one.nation == "USA"]
    near = (-1, 0, 0, 1, 1, 3, 4, 5, 7)
    for number in range(TASKS_PER_SCALE * telling.scale - told):
        close = number < len(near)
        away = near[number] if close else int(dice.triangular(-300, 150, 10))
        day = telling.day + timedelta(days=away)
        all_day = dice.random() < 0.6 if not (close and away == 0) else False
        due = datetime.combine(day, time() if all_day else time(dice.choice((12, 14, 15, 17)), dice.choice((0, 30))))
        state = TaskState.OPEN if close else dice.choices(list(TaskState), [4, 2, 2, 8, 1])[0]
        if away < -1 and state in {TaskState.OPEN, TaskState.IN_PROGRESS, TaskState.WAITING}:
            state = TaskState.DONE
        waiting = state is TaskState.WAITING
        on, side = dice.choice(telling.words["tasks"]["waiting"]) if waiting else ("", "")
        counterpart = dice.choice(hosts)
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
                waiting_on=on,
                waiting_side=Side(side),
                waiting_since=telling.day - timedelta(days=dice.randrange(1, 20)) if waiting else None,
                reason="Overtaken by events" if state is TaskState.CANCELLED else "",
                source=dice.choice(("PACIFIC LANTERN 27", "Arrangements", "J5 plans sync", "Visit", "")),
                checklist=tuple(ChecklistItem(text, dice.random() < 0.5) for text in ("Draft", "Coordinate", "Send"))
                if dice.random() < 0.3
                else (),
                # Written down some days or weeks before it was due: the curve of open tasks has a past.
                created_at=datetime.combine(min(day, telling.day) - timedelta(days=2 + number * 7 % 40), time(15), UTC),
                # One of the first is Japan's alone, so that every packet of the sample has something to withhold.
                marking=telling.marking() if dice.random() > 0.05 and number != 3 else telling.home_only,
            )
        )
    return found
