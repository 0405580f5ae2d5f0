"""What the sample tells last, from ``resources/sample/packets.toml``: planning conferences, biographies, packets that are kept.

It is told after all else and throws no dice, so that the rest of a sample is what it was without it.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

from liaison_desk.app.desk import Desk
from liaison_desk.app.sample.avatars import avatar
from liaison_desk.app.sample.casting import Cast
from liaison_desk.app.sample.notes import meeting_told, settle_meetings, wording
from liaison_desk.app.sample.words import Telling
from liaison_desk.briefings.records import TEXT, About, ItemRef, PacketItem, PacketLanguage, PacketRequest
from liaison_desk.briefings.templates import load_template
from liaison_desk.calendar.records import Event
from liaison_desk.contacts.records import Organization
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.core.resources import resource
from liaison_desk.meetings.records import Meeting
from liaison_desk.tasks.records import TASK, TaskFilter, TaskSort


@cache
def _words() -> Mapping[str, Any]:
    return tomllib.loads(resource("sample", "packets.toml").read_text("utf-8"))


def conferences() -> frozenset[str]:
    """Return what the events are called that conferences of the sample are of."""
    return frozenset(one["event"] for one in _words()["meetings"] if "event" in one)


def add_packets(
    desk: Desk,
    telling: Telling,
    cast: Cast,
    houses: Mapping[int, Organization],
    events: Mapping[str, Event],
    label: str,
) -> None:
    """Add conferences of the past and to come, biographies of those who are at them, and packets about them; ``events`` by title."""
    words = _words()
    biographies = {
        cast.people[key].id: wording(text) for key, text in words["biographies"].items() if key in cast.people
    }
    people = list(desk.contacts.people_by_ids(biographies).values())
    people = desk.contacts.save_all([replace(one, biography=biographies[one.id]) for one in people], label)
    for number, one in enumerate(people):
        if not one.photo:
            desk.contacts.set_photo(one.id, avatar(number))
    monday = telling.day - timedelta(days=telling.day.weekday())
    told = [
        meeting_told(telling, cast, houses, events, one, monday + timedelta(weeks=one["monday"]))
        for one in words["meetings"]
    ]
    saved = desk.meetings.save_all(told, label)
    settle_meetings(desk, telling, cast, words["meetings"], saved)
    by_key = {key["key"]: one for key, one in zip(words["meetings"], saved, strict=True)}
    for packet in words["packets"]:
        _add(desk, telling, packet, by_key)


def _add(desk: Desk, telling: Telling, told: Mapping[str, Any], meetings: Mapping[str, Meeting]) -> None:
    meeting = meetings.get(told.get("meeting", ""))
    asked = PacketRequest(
        audience=frozenset(told["audience"]),
        language=PacketLanguage(told["language"]),
        meeting=meeting.id if meeting else 0,
    )
    begun = desk.packets.begin(load_template(told["template"]), wording(told["title"]), asked)
    texts = iter(told["texts"])
    about = About(_called(desk, told["about"])) if "about" in told else About()
    items = tuple(_filled(telling, told["mark"], item, texts) if item.kind == TEXT else item for item in begun.items)
    # What a packet is about matters to those sections alone that can be about a task.
    items = tuple(replace(one, about=about) if one.kind == "coordination" else one for one in items)
    desk.packets.save(replace(begun, marking=telling.named(told["mark"]), items=items))


def _filled(telling: Telling, mark: str, item: PacketItem, texts: Iterator[Mapping[str, Any]]) -> PacketItem:
    told = next(texts)
    if "text" not in told:
        return item
    return replace(item, text=wording(told["text"]), marking=telling.named(told.get("mark", mark)))


def _called(desk: Desk, title: str) -> tuple[ItemRef, ...]:
    """Return the task of a title as a packet refers to it."""
    lines = desk.tasks.lines(desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids).values()
    return tuple(ItemRef(TASK, one.uid, title) for one in lines if one.title.host == title)
