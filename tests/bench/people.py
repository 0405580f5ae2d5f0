"""The list of people on a desk of 100,000: first page, every order, every keystroke of a filter, against raw sqlite3."""

import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from liaison_desk.app.desk import Desk, make_desk, open_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.contacts.records import BoardSort, Organization, Person, PersonFilter, PersonSort, Post, Skill
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.paging import PAGE, Sort
from liaison_desk.meetings.records import Attendee, Meeting
from tests.bench.floors import Ratio, beside

MANY = 100_000
LIMIT = 50.0  # milliseconds a first page, an order or a keystroke may take
FAMILIES = (
    ("Yajima", "矢島", "やじま"), ("Tanaka", "田中", "たなか"), ("Kanbara", "神原", "かんばら"), ("Ohno", "大野", "おおの"),
    ("Saito", "斎藤", "さいとう"), ("Whitcombe", "", ""), ("Raman", "", ""), ("Johnson", "", ""), ("Macleod", "", ""),
)  # fmt: skip
GIVEN = (("Jun", "純", "じゅん"), ("Masahito", "正人", "まさひと"), ("Haruka", "遥", "はるか"), ("Daniel", "", ""))
MISSPELT = ("tanka", "たなは", "田仲", "tanka planner", "tanka jum")
NAMED = ("australia", "french", "豪州 yajima")
TYPED = ("yajima", "矢島", "やじま", "tanaka j")


def make(path: Path, many: int = MANY) -> None:
    """Make a desk of so many people in 200 organizations, one in twenty with an interval, one in fifty met."""
    random = Random(7)
    desk = make_desk(str(path), new_profile("JPN", "USA"))
    houses = desk.contacts.save_organizations(
        [Organization(name=Bilingual(f"Unit {n:03}", f"第{n}部隊")) for n in range(200)], "Make"
    )
    for start in range(0, many, 5000):
        people = []
        for number in range(start, min(start + 5000, many)):
            family, given = random.choice(FAMILIES), random.choice(GIVEN)
            since = date(2020, 1, 1) + timedelta(days=random.randrange(2400))
            people.append(
                Person(
                    name=PersonName(f"{family[0]}{number % 97}", given[0], family[1], given[1], family[2], given[2]),
                    nation=random.choice(("JPN", "USA", "AUS")),
                    rank_code=f"OF-{random.randrange(1, 9)}",
                    posts=(Post(Bilingual("Planner"), random.choice(houses).id, since=since),),
                    cadence_days=30 if number % 20 == 0 else 0,
                    languages=(Skill("fr", "2/2"),) if number % 30 == 0 else (),
                    tags=(f"tag{number % 40}",),
                )
            )
        saved = desk.contacts.save_all(people, "Make")
        _meet(desk, saved[::50], random)
    desk.close()


def _meet(desk: Desk, people: list[Person], random: Random) -> None:
    with desk.database.write("Make") as transaction:
        desk.meetings.save_in(
            transaction,
            [
                Meeting(
                    title=Bilingual("Staff talks"),
                    start=(start := datetime(2026, 1, 5, 9) + timedelta(days=random.randrange(300))),
                    end=start + timedelta(hours=1),
                    zone="America/Denver",
                    attendees=(Attendee(one.name.latin(), contact_id=one.id),),
                )
                for one in people
            ],
        )


def measure(folder: Path, rounds: int) -> list[Ratio]:
    """Return for every order and every keystroke our CPU beside that of the same statements by raw sqlite3."""
    path = folder / "people.desk"
    make(path)
    with closing(open_desk(str(path))) as desk, closing(sqlite3.connect(path)) as raw:
        results = [_ratio(desk, raw, f"order: {sort.value}", PersonFilter(), sort, rounds) for sort in PersonSort]
        for typed in TYPED:
            for length in range(1, len(typed) + 1):
                wanted = PersonFilter(words=typed[:length].strip())
                results.append(_ratio(desk, raw, f"typed: {typed[:length]}", wanted, PersonSort.NAME, rounds))
        results += [
            _ratio(desk, raw, f"order in Japanese: {sort.value}", PersonFilter(), sort, rounds, "ja")
            for sort in (PersonSort.NAME, PersonSort.ORGANIZATION, PersonSort.PRECEDENCE)
        ]
        for typed in MISSPELT:
            wanted = PersonFilter(words=typed)
            results.append(_ratio(desk, raw, f"misspelt: {typed}", wanted, PersonSort.NAME, rounds))
        for typed in NAMED:
            wanted = PersonFilter(words=typed)
            results.append(_ratio(desk, raw, f"named: {typed}", wanted, PersonSort.NAME, rounds))
        for name, wanted in (
            ("nation", PersonFilter(nation="AUS")),
            ("tag", PersonFilter(tag="tag7")),
            ("moved", PersonFilter(moved=True)),
        ):
            results.append(_ratio(desk, raw, f"narrowed: {name}", wanted, PersonSort.NAME, rounds))
        results.append(
            beside(desk.database.engine, raw, "what it can be narrowed to", desk.contacts.facets, rounds, LIMIT)
        )
        results += [_board(desk, raw, sort, rounds) for sort in BoardSort]
    return results


def _ratio(
    desk: Desk,
    raw: sqlite3.Connection,
    name: str,
    wanted: PersonFilter,
    sort: PersonSort,
    rounds: int,
    language: str = "en",
) -> Ratio:
    """Return the cost of the ids and the first page of lines, beside the very statements that were sent."""

    def ours() -> None:
        listing = desk.contacts.people(wanted, Sort(sort), language)
        desk.contacts.lines(list(listing.ids[:PAGE]))

    return beside(desk.database.engine, raw, name, ours, rounds, LIMIT)


def _board(desk: Desk, raw: sqlite3.Connection, sort: BoardSort, rounds: int) -> Ratio:
    """Return the cost of an order of the cadence board with its first page."""

    def ours() -> None:
        listing = desk.relations.people(PersonFilter(), Sort(sort))
        desk.relations.lines(list(listing.ids[:PAGE]))

    return beside(desk.database.engine, raw, f"board: {sort.value}", ours, rounds, LIMIT)
