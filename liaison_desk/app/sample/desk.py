"""Makes the sample desk: an ordinary new desk, filled through the services like any other."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from liaison_desk.app.desk import Desk, make_desk
from liaison_desk.app.founding import new_profile, standard_calendars
from liaison_desk.app.sample import notes, promised, work
from liaison_desk.app.sample import people as people_of
from liaison_desk.app.sample import time as time_of
from liaison_desk.app.sample.avatars import avatar
from liaison_desk.app.sample.casting import Cast, cast_of
from liaison_desk.app.sample.exercises import Stage, add_exercises, known_events, with_others
from liaison_desk.app.sample.logs import add_logs, add_more
from liaison_desk.app.sample.many import add_many
from liaison_desk.app.sample.notes import told_words
from liaison_desk.app.sample.packets import add_packets, conferences
from liaison_desk.app.sample.partnership import add_partnership, events_of_visits
from liaison_desk.app.sample.people import PER_SCALE
from liaison_desk.app.sample.posts import add_posts
from liaison_desk.app.sample.scenarios import add_lessons, add_msels
from liaison_desk.app.sample.words import Telling, telling
from liaison_desk.calendar.records import Event
from liaison_desk.contacts.records import PersonFilter, PersonSort, SavedSearch
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.clock import FixedClock, SystemClock
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.tasks.records import TaskFilter, TaskSort

Step = Callable[[int, int], None]
_CHUNK = 2000
_PHOTOS = 11


def make_sample(location: str, scale: int, seed: int, day: date | None, step: Step | None = None) -> Desk:
    """Make a desk at a new file and fill it: ``scale`` 1 is about 700 records without notes, 0 no fewer; returns it open.

    The same scale, seed and day give the same desk, ids included. ``day`` None is today at the host headquarters.
    """
    profile = _profile()
    day = day or to_local(SystemClock().now(), profile.host_zone).date()
    told = telling(max(scale, 1), seed, day)
    desk = make_desk(location, profile, clock=FixedClock(told.noon), random=told.dice)
    try:
        _fill(desk, told, step or (lambda _done, _total: None))
    except BaseException:
        desk.close()
        for rest in ("", "-wal", "-shm"):
            Path(location + rest).unlink(missing_ok=True)
        raise
    return desk


def _profile() -> DeskProfile:
    words = telling(1, 1, date(2026, 11, 24)).words
    officer = words["officer"]
    family, given = officer["native"].split()
    reading_family, reading_given = officer["reading"].split()
    return replace(
        new_profile("JPN", "USA"),
        office=Bilingual(*words["office"]),
        officer_name=PersonName(officer["family"], officer["given"], family, given, reading_family, reading_given),
        officer_rank=Bilingual(*officer["rank"]),
    )


def _fill(desk: Desk, told: Telling, step: Step) -> None:
    profile = desk.profile.get()
    label = "Make the sample"
    total = 7
    named = conferences() | known_events() | events_of_visits()
    step(0, total)
    parents = {key: values[4] for key, values in told.words["organizations"].items()}
    houses = people_of.organizations(told)
    ordered = sorted(houses, key=lambda key: _depth(parents, key))
    for key in ordered:
        parent = houses[parents[key]].id if parents[key] else 0
        houses[key] = desk.contacts.save_organization(replace(houses[key], parent_id=parent))
    step(1, total)
    everyone = people_of.people(told, houses)
    for start in range(0, len(everyone), _CHUNK):
        desk.contacts.save_all(everyone[start : start + _CHUNK], label)
    ids = desk.contacts.people(PersonFilter(), Sort(PersonSort.CHANGED)).ids
    people = list(desk.contacts.people_by_ids(ids[:3000]).values())
    for number, person in enumerate(people[: _PHOTOS * 6 : 6]):
        desk.contacts.set_photo(person.id, avatar(number))
    add_posts(desk, list(desk.contacts.people_by_ids(ids[:PER_SCALE]).values()), (profile.home, profile.host))
    with desk.database.write(label) as transaction:
        desk.searches.save_in(transaction, _searches(profile))
    step(2, total)
    calendars = desk.calendars.save_calendars(standard_calendars(profile), label)
    events = time_of.events(told, {one.palette: one.id for one in calendars}, people)
    series: dict[str, Event] = {}
    for start in range(0, len(events), _CHUNK):
        saved = desk.calendars.save_all(events[start : start + _CHUNK], label)
        series |= {one.title.host: one for one in saved if one.recurrence is not None or one.title.host in named}
    step(3, total)
    cast = cast_of(people, profile)
    by_id = {one.id: one for one in houses.values()}
    close = desk.meetings.save_all(notes.told_meetings(told, cast, by_id, series), label)
    meetings = work.meetings(told, people, by_id, close)
    for start in range(0, len(meetings), _CHUNK):
        desk.meetings.save_all(meetings[start : start + _CHUNK], label)
    step(4, total)
    _close_tasks(desk, told, cast, label)
    notes.settle_meetings(desk, told, cast, told_words()["meetings"], close)
    tasks = work.tasks(told, people, len(desk.tasks.tasks(TaskFilter(), Sort(TaskSort.CHANGED)).ids))
    for start in range(0, len(tasks), _CHUNK):
        desk.tasks.save_all(tasks[start : start + _CHUNK], label)
    step(5, total)
    add_packets(desk, told, cast, by_id, series, label)
    step(6, total)
    stage = Stage(told, with_others(cast, people), houses, series)
    exercises = add_exercises(desk, stage, label)
    add_msels(desk, stage, exercises, label)
    add_lessons(desk, stage, exercises, label)
    add_many(desk, stage, people, label)
    between = add_partnership(desk, stage, exercises, label)
    add_logs(desk, between, label)
    add_more(desk, between, people, label)
    desk.history.settle()
    step(total, total)


def _close_tasks(desk: Desk, told: Telling, cast: Cast, label: str) -> None:
    """Add the requests, tasks and views that are told closely."""
    words = told_words()
    asked = sorted(words["rfis"], key=lambda one: one.get("received", 0))  # numbered in the order they came
    desk.tasks.save_all(promised.rfis(told, cast, asked), label)
    tasks = desk.tasks.save_all(promised.tasks(told, cast, words["tasks"]), label)
    desk.tasks.save_all(promised.following(words["tasks"], tasks), label)
    for view in promised.views(words["views"]):
        desk.task_views.save(view)


def _searches(profile: DeskProfile) -> list[SavedSearch]:
    speaking = PersonFilter(nation=profile.home, language="en")
    return [
        SavedSearch(name="英語話者 / English speakers", wanted=speaking, sort=PersonSort.PRECEDENCE, pinned=True),
        SavedSearch(name="異動後未接触 / Moved", wanted=PersonFilter(moved=True), sort=PersonSort.NAME, pinned=True),
    ]


def _depth(parents: dict[str, str], key: str) -> int:
    depth = 0
    while parents[key]:
        key, depth = parents[key], depth + 1
    return depth
