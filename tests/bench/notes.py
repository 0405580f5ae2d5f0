"""Notes, registers, tasks and search on a desk of 50,000 meetings, 500,000 portions and 50,000 tasks, against raw sqlite3."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from liaison_desk.app.desk import Desk, make_desk, open_desk
from liaison_desk.app.founding import new_profile, standard_calendars
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.paging import PAGE, Sort
from liaison_desk.meetings.records import (
    Attendee,
    Meeting,
    MeetingFilter,
    MeetingSort,
    Portion,
    PortionKind,
    RegisterFilter,
    RegisterSort,
)
from liaison_desk.tasks.records import (
    Rfi,
    RfiStatus,
    Side,
    Task,
    TaskFilter,
    TaskKind,
    TaskSort,
    TaskState,
    TaskView,
)
from liaison_desk.tasks.rules.rfis import STATE_OF
from liaison_desk.today.view import Part, Sources, read_parts
from tests.bench.floors import Ratio, beside

MEETINGS, PORTIONS, TASKS, LONG = 50_000, 10, 50_000, 2_000
LIMIT = 50.0  # milliseconds of a note, a first page or a keystroke
AT_ONCE = 500
NOW = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)
NATIONS = ("JPN", "USA", "AUS", "GBR", "KOR")
TOPICS = ("annexB", "missile", "演習", "manning", "access", "衛星", "travel", "ROE")
WORDS = (
    "exercise", "annex", "disclosure", "delegation", "roster", "network", "access", "interpreter", "schedule", "satellite",
    "sensor", "feed", "missile", "warning", "planning", "conference", "observer", "travel", "budget", "approval",
)  # fmt: skip
JAPANESE = (
    "演習", "調整", "開示", "代表団", "名簿", "回線", "通訳", "日程", "衛星", "警戒", "計画", "会議", "派遣", "予算", "承認", "提出",
)  # fmt: skip
SYLLABLES = (
    "ka",
    "ro",
    "ven",
    "dis",
    "ex",
    "tal",
    "mi",
    "ser",
    "plo",
    "qua",
    "nor",
    "jun",
    "ster",
    "bri",
    "gal",
    "hem",
    "po",
    "al",
    "su",
    "tion",
)
KANJI = "部隊指揮統制航空宇宙作戦情報支援訓練連絡官報告書資料要求回答期限参加国防省幕僚監視追跡軌道機密区分輸送補給施設"
TYPED = ("exercise", "disclosu", "演習調整会議日程", "衛星", "えんしゅう", "J5 sync")


def make(path: Path, meetings: int = MEETINGS, tasks: int = TASKS) -> None:
    """Make the desk by the services, so many meetings of ten portions each, the last but one of 2,000."""
    random = Random(5)
    profile = new_profile("JPN", "USA")
    desk = make_desk(str(path), profile, clock=FixedClock(NOW))
    desk.calendars.save_calendars(standard_calendars(profile), "Make the desk")
    people = desk.contacts.save_all(
        [Person(name=PersonName(f"Family{n:03}", "Given"), nation=NATIONS[n % 5]) for n in range(400)], "Make"
    )
    for start in range(0, meetings, AT_ONCE):
        count = min(AT_ONCE, meetings - start)
        sizes = [LONG if start + n == meetings - 2 else PORTIONS for n in range(count)]
        desk.meetings.save_all([_meeting(random, people, size) for size in sizes], "Make")
    for start in range(0, tasks, AT_ONCE):
        made = [_task(random, people, start + n) for n in range(min(AT_ONCE, tasks - start))]
        desk.tasks.save_all(made, "Make")
    for name, wanted in (("Waiting on host", TaskFilter(waiting="host")), ("Overdue", TaskFilter(overdue=True))):
        desk.task_views.save(TaskView(name=name, wanted=wanted, pinned=True))
    desk.history.settle()
    desk.close()


def _meeting(random: Random, people: list[Person], portions: int) -> Meeting:
    start = datetime(2017, 1, 2, 8) + timedelta(days=random.randrange(3610), hours=random.randrange(9))
    there = random.sample(people, 3)
    return Meeting(
        title=Bilingual(f"J{random.randrange(1, 9)} sync {random.randrange(500)}", f"定例調整{random.randrange(500)}"),
        start=start,
        end=start + timedelta(hours=1),
        zone="America/Denver",
        series=f"Series {random.randrange(60)}",
        state="draft" if random.random() < 0.02 else "final",
        attendees=tuple(Attendee(one.name.latin(), contact_id=one.id, nation=one.nation) for one in there),
        portions=tuple(_portion(random, there) for _ in range(portions)),
    )


def _portion(random: Random, there: list[Person]) -> Portion:
    who = random.choice(there)
    topic = f" #{random.choice(TOPICS)}" if random.random() < 0.3 else ""
    kind = random.choice(tuple(PortionKind))
    return Portion(
        kind=kind,
        text=Bilingual(_english(random, 12) + topic, _japanese(random, 8) if random.random() < 0.4 else ""),
        said_by=who.name.latin(),
        said_by_id=who.id,
        nation=who.nation,
        due=date(2026, 1, 1) + timedelta(days=random.randrange(600)) if kind is PortionKind.COMMITMENT else None,
    )


def _task(random: Random, people: list[Person], number: int) -> Task:
    own, host = random.choice(people), random.choice(people)
    kind = TaskKind.RFI if number % 10 == 0 else TaskKind.COMMITMENT if number % 5 == 1 else TaskKind.TASK
    state = random.choices(tuple(TaskState), (20, 10, 10, 55, 5))[0]
    source, target = random.sample(NATIONS[:3], 2) if kind is not TaskKind.TASK else ("", "")
    status = random.choice(tuple(RfiStatus))
    return Task(
        title=Bilingual(_english(random, 4), _japanese(random, 3)),
        kind=kind,
        state=TaskState.OPEN if kind is TaskKind.RFI else state,
        reason="Overtaken" if TaskState.CANCELLED in {state, STATE_OF[status]} else "",
        due=datetime(2024, 1, 1) + timedelta(days=random.randrange(1400)) if random.random() < 0.8 else None,
        own_owner=own.name.latin(),
        own_owner_id=own.id,
        host_owner=host.name.latin(),
        host_owner_id=host.id,
        waiting_on=host.name.latin() if state is TaskState.WAITING else "",
        waiting_since=date(2026, 1, 1) + timedelta(days=random.randrange(300)) if state is TaskState.WAITING else None,
        waiting_side=random.choice((Side.HOST, Side.HOME)) if state is TaskState.WAITING else Side.UNKNOWN,
        from_nation=source,
        to_nation=target,
        source=f"J{random.randrange(1, 9)} sync",
        asleep_until=date(2027, 1, 1) if random.random() < 0.02 else None,
        rfi=Rfi(status=status, office="J3", received=date(2026, 1, 1) + timedelta(days=number % 300))
        if kind is TaskKind.RFI
        else None,
    )


def _english(random: Random, many: int) -> str:
    """Return words of which a few are common, each of them in every tenth note, and the rest of 8,000."""
    rare = ("".join(random.choices(SYLLABLES, k=3)) for _ in range(many - 2))
    return " ".join((*random.sample(WORDS, 2), *rare)).capitalize()


def _japanese(random: Random, many: int) -> str:
    rare = ("".join(random.choices(KANJI, k=2)) for _ in range(many - 2))
    return "".join((*random.sample(JAPANESE, 2), *rare))


def measure(folder: Path, rounds: int, path: Path | None = None) -> list[Ratio]:
    """Return what notes, registers, lists, Today and each keystroke cost beside the same statements by raw sqlite3."""
    if path is None:
        make(path := folder / "notes.desk")
    elif not path.exists():
        make(path)
    with closing(open_desk(str(path), clock=FixedClock(NOW))) as desk, closing(sqlite3.connect(path)) as raw:
        cases = [*_notes(desk), *_registers(desk), *_lists(desk), *_tasks(desk), *_keystrokes(desk), *_today(desk)]
        return [beside(desk.database.engine, raw, name, work, rounds, LIMIT) for name, work in cases]


Case = tuple[str, Callable[[], object]]


def _notes(desk: Desk) -> Iterator[Case]:
    ids = list(desk.meetings.meetings(MeetingFilter(), Sort(MeetingSort.CHANGED)).ids)
    lines = {one.portions: id_ for id_, one in desk.meetings.lines(ids[-500:]).items()}
    yield "open a note of 10 portions", lambda: desk.meetings.meeting(lines[PORTIONS])
    if LONG in lines:
        yield f"open a note of {LONG} portions", lambda: desk.meetings.meeting(lines[LONG])


def _registers(desk: Desk) -> Iterator[Case]:
    said = next(
        iter(
            desk.registers.lines(
                list(desk.registers.portions(RegisterFilter(), Sort(RegisterSort.DATE), 1).ids)
            ).values()
        )
    )
    insights = (PortionKind.INSIGHT, PortionKind.RECOMMENDATION)
    kinds = {
        "decisions": RegisterFilter((PortionKind.DECISION,)),
        "insights": RegisterFilter(insights),
        "equities": RegisterFilter((PortionKind.EQUITY,)),
        "commitments ours": RegisterFilter((PortionKind.COMMITMENT,), owed="ours"),
        "commitments theirs": RegisterFilter((PortionKind.COMMITMENT,), owed="theirs", unfinished=True),
    }
    narrowed = {
        "a nation": {"nation": "AUS"},
        "a person": {"contact_id": said.portion.said_by_id},
        "a topic": {"topic": "missile"},
        "a year": {"since": date(2026, 1, 1), "until": date(2026, 12, 31)},
        "words": {"words": "satellite budget"},
        "words in Japanese": {"words": "衛星予算"},
    }
    for name, wanted in kinds.items():
        for sort in RegisterSort:
            order = Sort(sort, sort is RegisterSort.DATE)
            yield f"{name} by {sort.value}", _register(desk, wanted, order)
            yield f"{name} by {sort.value}, all ids", _register(desk, wanted, order, None)
    for name, more in narrowed.items():
        for kind, of_kind in (("decisions", (PortionKind.DECISION,)), ("insights", insights)):
            yield (
                f"{kind} of {name}",
                _register(desk, RegisterFilter(of_kind, **more), Sort(RegisterSort.DATE, descending=True)),
            )


def _register(
    desk: Desk, wanted: RegisterFilter, sort: Sort[RegisterSort], limit: int | None = PAGE
) -> Callable[[], object]:
    """Return the reading of a register's first page, after its first ids or, without a limit, after all of them."""
    return lambda: desk.registers.lines(list(desk.registers.portions(wanted, sort, limit).ids[:PAGE]))


def _lists(desk: Desk) -> Iterator[Case]:
    def page(wanted: MeetingFilter, sort: MeetingSort = MeetingSort.DATE) -> Callable[[], object]:
        return lambda: desk.meetings.lines(list(desk.meetings.meetings(wanted, Sort(sort, descending=True)).ids[:PAGE]))

    for sort in MeetingSort:
        yield f"meetings by {sort.value}", page(MeetingFilter(), sort)
    for name, words in (
        ("head", "J5 sync 17"),
        ("notes", "satellite budget"),
        ("Japanese", "衛星予算"),
        ("one letter", "s"),
    ):
        yield f"meetings with words: {name}", page(MeetingFilter(words=words))


def _tasks(desk: Desk) -> Iterator[Case]:
    scopes = {
        "all": TaskFilter(),
        "open": TaskFilter(states=(TaskState.OPEN, TaskState.IN_PROGRESS, TaskState.WAITING)),
        "awake": TaskFilter(states=(TaskState.OPEN, TaskState.IN_PROGRESS, TaskState.WAITING), awake=True),
        "overdue": TaskFilter(overdue=True),
        "waiting on host": TaskFilter(waiting="host"),
        "requests": TaskFilter(kinds=(TaskKind.RFI,)),
        "commitments ours": TaskFilter(kinds=(TaskKind.COMMITMENT,), from_nation="JPN"),
        "of a person": TaskFilter(contact_id=next(iter(desk.contacts.suggest("Family", 1))).id),
        "words": TaskFilter(words="sensor"),
        "words in Japanese": TaskFilter(words="衛星"),
    }

    def page(wanted: TaskFilter, sort: TaskSort) -> Callable[[], object]:
        return lambda: desk.tasks.lines(list(desk.tasks.tasks(wanted, Sort(sort)).ids[:PAGE]))

    for name, wanted in scopes.items():
        yield f"tasks: {name}", page(wanted, TaskSort.DUE)
    for sort in TaskSort:
        yield f"open tasks by {sort.value}", page(scopes["open"], sort)


def _keystrokes(desk: Desk) -> Iterator[Case]:
    for typed in TYPED:
        for length in range(1, min(8, len(typed)) + 1):
            yield f"search: {typed[:length]}", lambda words=typed[:length]: desk.search(words)


def _today(desk: Desk) -> Iterator[Case]:
    sources = Sources(
        desk.profile.get, desk.calendars, desk.tasks, desk.task_views, desk.meetings, desk.contacts, desk.searches,
        desk.history.since,
    )  # fmt: skip
    for part in Part:
        yield f"Today: {part.name.lower()}", lambda one=part: read_parts(sources, NOW, {one})
