"""A packet from the command line: what was said becomes a request, and the packet a file."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from liaison_desk.app.desk import Desk
from liaison_desk.briefings.records import (
    EditablePacket,
    PacketLanguage,
    PacketRequest,
    PacketResult,
    Paper,
    PeopleOrder,
)
from liaison_desk.briefings.sealing import Seal
from liaison_desk.briefings.sections import SECTIONS
from liaison_desk.briefings.templates import load_template
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.release import audience_from_text
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.tasks.records import TaskFilter, TaskLine, TaskSort

_WORD = ".docx"


def write_packet(
    desk: Desk, said: argparse.Namespace, progress: Callable[[int, int], None], language: Language, seal: Seal
) -> PacketResult | EditablePacket:
    """Compose the packet asked for and write it sealed, and the report of what was withheld where that is asked for.

    The format follows the file's ending; see ``require_form``. Raises DeskError for an unknown template or audience, for a template that cannot be about what is named, and for a banner
    the audience may not read.
    """
    _require_about(said)
    request = PacketRequest(
        template=said.template,
        since=said.since,
        until=said.until,
        audience=audience_from_text(said.audience, load_nations()) if said.audience is not None else frozenset(),
        paper=Paper(said.paper) if said.paper else None,
        language=PacketLanguage(said.wording),
        draft=said.draft,
        words=said.people,
        meeting=_meeting(desk, said) if said.meeting else 0,
        order=PeopleOrder(said.order) if said.order else None,
        organization=_organization(desk, said.organization) if said.organization else 0,
        calendars=_calendars(desk, said.calendar) if said.calendar else None,
        tasks=tuple(_task(desk, name) for name in said.task) if said.task else None,
    )
    prepared = desk.briefings.prepare(request)
    result: PacketResult | EditablePacket
    if Path(said.output).suffix.casefold() == _WORD:
        result = desk.briefings.finish_docx(prepared, progress)
    else:
        result = desk.briefings.sealed(desk.briefings.finish(prepared, progress), seal)
    desk.briefings.save(result, Path(said.output))
    if said.withheld:
        desk.briefings.save_withheld(result, Path(said.withheld), language)
    return result


def require_form(said: argparse.Namespace) -> None:
    """Raise DeskError for a file that no packet is written as, and for a Word file that should be sealed."""
    path = Path(said.output)
    if path.suffix.casefold() not in {".pdf", _WORD}:
        raise DeskError("A packet is written as .pdf or .docx, not as {file}.", file=path.name)
    if path.suffix.casefold() == _WORD and (said.password or said.sign is not None):
        raise DeskError("Only a PDF can have a password or a signature. A Word file is meant to be edited.")


def _require_about(said: argparse.Namespace) -> None:
    """Raise DeskError for a meeting or task named to a packet that would hold all of its period instead."""
    kinds = {one.kind for one in load_template(said.template).sections}
    about = {kind.about for kind in SECTIONS if kind.name in kinds}
    if said.meeting and "meeting" not in about:
        raise DeskError("The packet {template} cannot be about one meeting.", template=said.template)
    if said.task and "tasks" not in about:
        raise DeskError("The packet {template} cannot be about certain tasks.", template=said.template)


def _meeting(desk: Desk, said: argparse.Namespace) -> int:
    """Return the id of the meeting that is asked for, by its UID or by its title and the days it may be on."""
    known = desk.meetings.called(said.meeting, said.since, said.until)
    if len(known) != 1:
        refused = (
            "{n} meetings are called {title}. Give the day with --from and --to, or the UID."
            if known
            else "There is no meeting called {title}."
        )
        raise DeskError(refused, n=len(known), title=said.meeting)
    return known[0]


def _names(one: TaskLine) -> set[str]:
    """Return what a task may be called by, in small letters; two requests may have one number, of opposite directions."""
    titles = (one.title.host, one.title.home)
    way = f"{one.from_nation}>{one.to_nation} {one.number}" if one.number else ""
    return {text.casefold().replace("→", ">") for text in (*titles, one.number, way) if text}


def _task(desk: Desk, name: str) -> int:
    """Return the id of the task of a UID, of a title in either language, or of a request's number, as 26-014 or JPN→USA 26-014."""
    lines = desk.tasks.lines(desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids)
    exact = [one.id for one in lines.values() if name == one.uid]
    wanted = " ".join(name.casefold().replace("->", ">").replace("→", ">").split())
    called = [one.id for one in lines.values() if wanted in _names(one)]
    known = exact or called
    if len(known) != 1:
        refused = "{n} tasks are called {name}. Give the UID." if known else "There is no task called {name}."
        raise DeskError(refused, n=len(known), name=name)
    return known[0]


def _calendars(desk: Desk, names: Sequence[str]) -> tuple[int, ...]:
    """Return the ids of the calendars of some names, in either language."""
    there = desk.calendars.calendars()
    found: list[int] = []
    for name in names:
        known = [one.id for one in there if name.casefold() in {one.name.host.casefold(), one.name.home.casefold()}]
        if not known:
            titles = ", ".join(one.name.host or one.name.home for one in there)
            raise DeskError("There is no calendar called {name}. Known: {known}.", name=name, known=titles)
        found += known
    return tuple(dict.fromkeys(found))


def _organization(desk: Desk, name: str) -> int:
    """Return the id of the organization of a name."""
    found = desk.contacts.organizations_called(name)
    there = {one.id for one in desk.contacts.organizations()}
    known = [id_ for id_ in found if id_ in there]
    if len(known) != 1:
        said = "{n} organizations are called {name}. Name one." if known else "There is no organization called {name}."
        raise DeskError(said, n=len(known), name=name)
    return known[0]
