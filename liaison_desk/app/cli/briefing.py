"""A packet from the command line: what was said becomes a request, and the packet a file, or one for each copy."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from liaison_desk.app.desk import Desk
from liaison_desk.briefings.document import Section
from liaison_desk.briefings.records import (
    FILE,
    EditablePacket,
    Packet,
    PacketItem,
    PacketLanguage,
    PacketRequest,
    PacketResult,
    Paper,
    PeopleOrder,
)
from liaison_desk.briefings.rules import chosen_pages, copy_paths, keyed, numbered, request_of, require_room
from liaison_desk.briefings.sealing import Seal
from liaison_desk.briefings.sections import SECTIONS
from liaison_desk.briefings.templates import titles
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import NameStyle
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.release import audience_from_text
from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.attached import LARGEST
from liaison_desk.foundation.core.errors import DeskError, RefusedError
from liaison_desk.foundation.core.files import all_or_none, read_whole
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.location import is_shared
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.tasks.records import TaskFilter, TaskLine, TaskSort

_WORD = ".docx"
_NAMED = 6
"""How many are named where a name means several."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for: the request, the packet it is of (None: of a template alone), pictures and PDF files by SHA-256.

    ``appended`` is where those files lie.
    """

    request: PacketRequest
    packet: Packet | None
    files: Mapping[str, bytes]
    appended: Sequence[Path]


def write_packets(
    desk: Desk, said: argparse.Namespace, progress: Callable[[int, int], None], language: Language, seal: Seal
) -> list[tuple[Path, PacketResult | EditablePacket]]:
    """Make the packet asked for and write it sealed, each copy to a file of its own, and the report of what was withheld if asked for.

    The format follows the file's ending; see ``require_form``. What comes back tells of what was written, without its bytes.

    With ``keep`` every copy is kept for good, too. Whatever goes wrong, or ends the work, leaves the files as they were. Raises DeskError for an unknown template, packet or audience, for a packet that cannot be about what is named,
    and for a banner the audience may not read.
    """
    asked = _asked(desk, said)
    if said.keep and asked.request.draft:
        raise RefusedError("A draft is not kept. Take the draft mark off first.")
    built: dict[str, Section | None] = {}
    requests = numbered(asked.request)
    targets = copy_paths(Path(said.output), len(requests))
    reports = [Path(said.withheld)] if said.withheld else []
    _require_apart([*targets, *reports], _read(said, asked))
    as_of = desk.clock.now()
    finish = desk.briefings.finish_docx if targets[0].suffix.casefold() == _WORD else desk.briefings.finish
    made = []
    kept = []
    with all_or_none([*targets, *reports]):
        for path, request in zip(targets, requests, strict=True):
            result = finish(desk.briefings.prepare(request, asked.files, built, as_of), progress)
            desk.briefings.save(
                desk.briefings.sealed(result, seal) if isinstance(result, PacketResult) else result, path
            )
            if said.keep and isinstance(result, PacketResult):
                require_room(len(result.pdf), len(requests))
                # What is kept is not sealed: nobody can recover a password, and a seal is another one each time.
                kept.append((request.copy.strip(), result))
            made.append((path, _written(result)))
        for path in reports:
            desk.briefings.save_withheld(made[0][1], path, language)
        if kept and asked.packet is not None:
            _keep(desk, asked.packet, asked.files, kept)
    return made


def _written(result: PacketResult | EditablePacket) -> PacketResult | EditablePacket:
    """Return what is told of a packet without its file: of a hundred copies with photographs in them only one has room."""
    return replace(result, pdf=b"") if isinstance(result, PacketResult) else replace(result, docx=b"")


def require_form(said: argparse.Namespace) -> None:
    """Raise DeskError for a file that no packet is written as, and for a Word file that should be sealed or kept."""
    path = Path(said.output)
    if path.suffix.casefold() not in {".pdf", _WORD}:
        raise DeskError("A packet is written as .pdf or .docx, not as {file}.", file=path.name)
    if path.suffix.casefold() == _WORD and (said.password or said.sign is not None):
        raise DeskError("Only a PDF can have a password or a signature. A Word file is meant to be edited.")
    if path.suffix.casefold() == _WORD and said.keep:
        raise DeskError("Only a PDF is kept for good. A Word file is meant to be edited.")


def _read(said: argparse.Namespace, asked: _Asked) -> list[Path]:
    """Return the files that the packet is made from: the desk, what is appended, the certificate."""
    signed = [Path(said.sign)] if said.sign is not None else []
    return [*([] if is_shared(said.db) else [Path(said.db)]), *asked.appended, *signed]


def _require_apart(written: Sequence[Path], read: Sequence[Path]) -> None:
    """Raise RefusedError where a file that is read would be written over, under whatever name."""
    for path in written:
        if path.exists() and any(one.exists() and path.samefile(one) for one in read):
            raise RefusedError(
                "The packet is made from {file}. Choose another name; nothing was changed.", file=str(path)
            )


def _keep(desk: Desk, packet: Packet, files: Mapping[str, bytes], made: Sequence[tuple[str, PacketResult]]) -> None:
    """Keep what goes out, and the packet it is of if that is not kept yet, with the files it takes in."""
    if not packet.id:
        packet = desk.packets.keep(packet, files)
    desk.packets.let_out_all(packet.id, made)


def _asked(desk: Desk, said: argparse.Namespace) -> _Asked:
    if bool(said.template) is bool(said.packet):
        raise DeskError("Name a template, or a packet that is kept with --packet.")
    files, items, paths = _appended(desk, said.append)
    if said.packet:
        packet: Packet | None = desk.packets.called(said.packet)
    elif said.keep:
        packet = _begun(desk, said)
    else:
        packet = None
    if packet is None:
        request, usual = PacketRequest(template=said.template), desk.briefings.template(said.template).sections
    else:
        request, usual = request_of(packet), packet.items
    _require_about(said, usual)
    request = replace(request, **_changes(desk, said))
    if said.title.strip():
        title = Bilingual(said.title.strip())
        request = replace(request, title=title, marking=request.marking or desk.profile.get().default_marking)
        packet = packet if packet is None or packet.id else replace(packet, title=title)
    if items:
        request = replace(request, items=keyed((*usual, *items)))
        packet = packet if packet is None or packet.id else replace(packet, items=keyed((*packet.items, *items)))
    if packet is not None and not packet.id:
        packet = replace(packet, asked=request)
    # What is said here is held to the ceiling as what is typed in the window is, kept or not.
    whole = packet or _begun(desk, said)
    outline = whole.items if request.items is None else request.items
    desk.packets.require_valid(replace(whole, title=request.title or whole.title, asked=request, items=outline))
    return _Asked(request, packet, files, paths)


def _begun(desk: Desk, said: argparse.Namespace) -> Packet:
    """Return a new packet of a template, called as the template is."""
    template = desk.briefings.template(said.template)
    profile = desk.profile.get()
    host, home = titles(template, [Language(profile.host_language), Language(profile.home_language)])
    return desk.packets.begin(template, Bilingual(host, home), PacketRequest())


def _changes(desk: Desk, said: argparse.Namespace) -> dict[str, Any]:
    """Return what was said of the request; all else is as the packet has it, or as it is by itself."""
    found: dict[str, Any] = {
        "since": said.since,
        "until": said.until,
        "audience": audience_from_text(said.audience, load_nations()) if said.audience is not None else None,
        "paper": Paper(said.paper) if said.paper else None,
        "language": PacketLanguage(said.wording) if said.wording else None,
        "names": NameStyle(said.names.replace("-", "_")) if said.names else None,
        "ruby": said.ruby or None,
        "draft": said.draft,
        "copy": said.copy or None,
        "copies": said.copies or None,
        "words": said.people or None,
        "meeting": _meeting(desk, said) if said.meeting else None,
        "exercise": _exercise(desk, said.exercise) if said.exercise else None,
        "arrangement": _arrangement(desk, said.arrangement) if said.arrangement else None,
        "visit": _visit(desk, said.visit) if said.visit else None,
        "order": PeopleOrder(said.order) if said.order else None,
        "organization": _organization(desk, said.organization) if said.organization else None,
        "calendars": _calendars(desk, said.calendar) if said.calendar else None,
        "tasks": tuple(_task(desk, name) for name in said.task) if said.task else None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _appended(desk: Desk, said: Sequence[str]) -> tuple[dict[str, bytes], list[PacketItem], list[Path]]:
    """Return the files to be appended by their SHA-256, the entry of each, and where it lies: pictures and PDF files, of these perhaps certain pages."""
    files: dict[str, bytes] = {}
    items = []
    paths = []
    marking = desk.profile.get().default_marking
    for words in said:
        path, pages = Path(words), ""
        before, colon, after = words.rpartition(":")
        if colon and not path.exists() and Path(before).is_file():
            path, pages = Path(before), after
            chosen_pages(pages)
        data = read_whole(path, LARGEST, "{file} is larger than 100 MB. Attach a smaller file.")
        digest = sha256(data).hexdigest()
        files[digest] = data
        paths.append(path)
        items.append(PacketItem(FILE, file=digest, file_name=path.name, pages=pages, marking=marking))
    return files, items, paths


def _require_about(said: argparse.Namespace, items: Sequence[PacketItem]) -> None:
    """Raise DeskError for what is named to a packet that pays no heed to it, and would hold all there is instead."""
    named = {one.kind for one in items}
    kinds = [kind for kind in SECTIONS if kind.name in named]
    options = {option for kind in kinds for option in kind.options}
    abouts = {kind.about for kind in kinds}
    wanted = (
        (said.meeting, "meeting" in abouts, "The packet {template} cannot be about one meeting."),
        (said.exercise, "exercise" in abouts, "The packet {template} cannot be about one exercise."),
        (said.arrangement, "arrangement" in abouts, "The packet {template} cannot be about one arrangement."),
        (said.visit, "visit" in abouts, "The packet {template} cannot be about one visit."),
        (said.task, "tasks" in abouts, "The packet {template} cannot be about certain tasks."),
        (said.people, "nation" in options, "The packet {template} cannot be about certain people."),
        (said.order, "order" in options, "The packet {template} lists nobody in an order to choose."),
        (said.organization, "whos_who" in named, "The packet {template} has no chart of organizations."),
        (said.calendar, any(kind.dated for kind in kinds), "The packet {template} cannot be about certain calendars."),
    )
    for asked, heeded, refused in wanted:
        if asked and not heeded:
            raise DeskError(refused, template=said.template or said.packet)


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


def _exercise(desk: Desk, words: str) -> int:
    """Return the id of the exercise of a UID, a name or a part of one; where several are meant, they are named."""
    known = desk.exercises.called(words)
    if not known:
        raise DeskError("There is no exercise called {name}.", name=words)
    if len(known) > 1:
        found = desk.exercises.exercises_by_ids(known)
        names = ", ".join(found[id_].name.host or found[id_].name.home for id_ in known[:_NAMED])
        more = ", …" if len(known) > _NAMED else ""
        refused = "{n} exercises are called {name}: {known}. Give the whole name, or the UID."
        raise DeskError(refused, n=len(known), name=words, known=names + more)
    return known[0]


def _arrangement(desk: Desk, words: str) -> int:
    """Return the id of the arrangement of a UID, a title or number, or a part of one; where several are meant, they are named."""
    known = {one.id: (one.uid, one.number, one.title.host, one.title.home) for one in desk.arrangements.everything()}
    none = "There is no arrangement called {name}."
    return _one_called(
        words, known, none, "{n} arrangements are called {name}: {known}. Give the whole title, or the UID."
    )


def _visit(desk: Desk, words: str) -> int:
    """Return the id of the visit of a UID, a title or number, or a part of one; where several are meant, they are named."""
    known = {one.id: (one.uid, one.number, one.title.host, one.title.home) for one in desk.visits.everything()}
    none = "There is no visit called {name}."
    return _one_called(words, known, none, "{n} visits are called {name}: {known}. Give the whole title, or the UID.")


def _one_called(words: str, known: Mapping[int, tuple[str, ...]], none: str, several: str) -> int:
    """Return the id of the one record that words call: by a whole name of it, else by a part of one; the last two names are titles."""
    words = words.strip()
    wanted = fold(words)
    names = {id_: [fold(name) for name in own if name] for id_, own in known.items()}
    whole = [id_ for id_, own in names.items() if wanted in own]
    found = whole or [id_ for id_, own in names.items() if wanted and any(wanted in name for name in own)]
    if not found:
        raise DeskError(none, name=words)
    if len(found) > 1:
        titles = ", ".join(next(filter(None, known[id_][2:]), "") for id_ in found[:_NAMED])
        more = ", …" if len(found) > _NAMED else ""
        raise DeskError(several, n=len(found), name=words, known=titles + more)
    return found[0]


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
