"""Meetings that the sample tells closely, from ``resources/sample/work.toml``: agenda, notes, and the tasks they made."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from liaison_desk.app.desk import Desk
from liaison_desk.app.sample.casting import Cast, attendee
from liaison_desk.app.sample.promised import promised
from liaison_desk.app.sample.words import Telling
from liaison_desk.calendar.records import Event
from liaison_desk.contacts.records import Organization
from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.zones import to_utc
from liaison_desk.foundation.core.resources import resource
from liaison_desk.meetings.records import AgendaItem, Attribution, Meeting, Portion, PortionKind

TUESDAY = 1


@cache
def told_words() -> Mapping[str, Any]:
    """Return what the sample tells closely."""
    return tomllib.loads(resource("sample", "work.toml").read_text("utf-8"))


def wording(texts: list[str], first: str = "host", stale: str = "") -> Bilingual:
    """Return a text of both sides: one written ``first``, the other translated from it, perhaps before it was changed."""
    host, home = texts
    if not (host and home):
        return Bilingual(host, home)
    state = Wording.STALE if stale else Wording.TRANSLATED
    if first == "home":
        return Bilingual(host, home, host_state=state)
    return Bilingual(host, home, home_state=state)


def told_meetings(
    telling: Telling, cast: Cast, houses: Mapping[int, Organization], series: Mapping[str, Event]
) -> list[Meeting]:
    """Return the closely told meetings, the first of them first; ``series`` are recurring events by title."""
    return [meeting_told(telling, cast, houses, series, told, _day(telling, told)) for told in told_words()["meetings"]]


def meeting_told(
    telling: Telling, cast: Cast, houses: Mapping[int, Organization], series: Mapping[str, Event], told: Mapping[str, Any],
    day: date,
) -> Meeting:  # fmt: skip
    """Return a closely told meeting that begins on a day; ``series`` are the events meetings may be of, by title."""
    start = datetime.combine(day, time.fromisoformat(told["at"]))
    zone = told.get("zone", "America/Denver")
    event = series.get(told.get("event", ""))
    notes = [
        _portion(telling, cast, one, to_utc(start, zone) + timedelta(minutes=3 + 4 * number))
        for number, one in enumerate(told["notes"])
    ]
    return Meeting(
        title=wording(told["title"]),
        start=start,
        end=start + timedelta(minutes=told["minutes"]),
        zone=zone,
        kind=told.get("kind", "meeting"),
        place=Bilingual(*told["place"]),
        link=told.get("link", ""),
        chair=cast.name(told["chair"]),
        series=told.get("series", told["title"][0] if event else ""),
        event_id=event.id if event else 0,
        interpreter=told.get("interpreter", ""),
        template=told["template"],
        attendees=tuple(
            cast.officer if key == "me" else attendee(cast.people[key], houses, telling) for key in told["there"]
        ),
        agenda=tuple(
            AgendaItem(wording(one["title"]), one.get("after"), one.get("minutes", 0), cast.name(one.get("lead", "")))
            for one in told.get("agenda", ())
        ),
        portions=tuple(notes),
        marking=telling.shared,
    )


def _naming(cast: Cast, texts: list[str]) -> list[str]:
    """Return a text of both sides with the people it names, in either script."""
    host, home = texts
    for key, person in cast.people.items():
        host = host.replace(f"{{{key}}}", person.name.latin())
        home = home.replace(f"{{{key}}}", person.name.native() or person.name.latin())
    return [host, home]


def _day(telling: Telling, told: dict[str, Any]) -> date:
    """Return the day of a meeting: a Tuesday, or so many days from the sample's, moved off a weekend."""
    if "week" in told:
        last = telling.day - timedelta(days=(telling.day.weekday() - TUESDAY) % 7)
        return last + timedelta(weeks=told["week"])
    day: date = telling.day + timedelta(days=told["days"])
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return day


def _portion(telling: Telling, cast: Cast, told: dict[str, Any], at: datetime) -> Portion:
    kind = PortionKind(told.get("kind", "note"))
    planned = bool(told.get("section")) and kind is PortionKind.NOTE
    speaker, to_whom = told.get("by", ""), told.get("to", "")
    return Portion(
        kind=kind,
        marking=telling.named(told.get("mark", "plain")),
        text=wording(_naming(cast, told["text"]), told.get("first", "host"), told.get("stale", "")),
        said_by=cast.name(speaker),
        said_by_id=cast.id(speaker),
        nation=cast.nation(speaker),
        attribution=Attribution(told.get("attribution", "named")),
        said_at=None if planned else at,
        to_whom=cast.name(to_whom),
        to_nation=cast.nation(to_whom),
        due=telling.workday(told["due"]) if "due" in told else None,
        level=told.get("level", 0),
        section=told.get("section", ""),
    )


def settle_meetings(
    desk: Desk, telling: Telling, cast: Cast, words: Sequence[Mapping[str, Any]], saved: Sequence[Meeting]
) -> None:
    """Make the tasks that the notes of told meetings promise, and the minutes final that are so; one was changed since."""
    for told, meeting in zip(words, saved, strict=True):
        for one, portion in zip(told["notes"], meeting.portions, strict=True):
            if "task" not in one:
                continue
            linked = desk.meetings.make_task(meeting.id, portion.uid)
            task_id = next(made.task_id for made in linked.portions if made.uid == portion.uid)
            desk.tasks.save(promised(telling, cast, desk.tasks.task(task_id), one["task"]))
        if told.get("final"):
            desk.minutes.finalize(meeting.id)
        if "changed" in told:
            place, text = told["changed"]
            before = desk.meetings.meeting(meeting.id).portions[place]
            stale = replace(before.text, host=text, home_state=Wording.STALE)
            desk.meetings.change_portion(meeting.id, before, replace(before, text=stale))
