"""Mails that arrive, looked at before they become anything: read, held against the ceiling, and their sender sought among the contacts."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from liaison_desk.app.desk import Desk
from liaison_desk.app.incoming.arrivals import read_file
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.ceiling import check_ceiling, guard
from liaison_desk.domain.grammar import load_grammar
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.domain.zones import to_local
from liaison_desk.exchange.mail.message import Mail, Mailbox, MailFile
from liaison_desk.exchange.mail.naming import bare_subject
from liaison_desk.exchange.result import LineProblem, ReadSettings, settings_of
from liaison_desk.foundation.core.attached import ATTACHMENT
from liaison_desk.foundation.core.errors import DeskError, RefusedError, UnreadableError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.meetings.records import MEETING, Meeting, MeetingLine
from liaison_desk.tasks.records import TASK

ENDINGS = frozenset({".eml", ".msg"})
_MOST_SENDERS = 20
_MOST_MEETINGS = 20
_LONGEST_TITLE = 500


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contact who may be the sender; ``own`` tells that he is of the officer's side, ``None`` of neither."""

    id: int
    name: str
    nation: str
    own: bool | None


@dataclass(frozen=True, slots=True)
class ArrivingMail:
    """A mail as it can be taken in. ``note`` is the meeting it would be by itself; ``text`` is what it says, without its marking.

    ``name`` is what its own file is called. ``sender_id`` is the contact its sender is, 0 where that is not sure; ``contacts`` are those it names by their addresses.
    ``meetings`` are those of its day; ``known`` is what it became before. ``own`` tells that the officer wrote it.
    """

    path: Path
    name: str
    mail: Mail
    note: Meeting
    title: Bilingual
    text: str
    marking: Marking | None
    day: date
    told: tuple[LineProblem, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    sender_id: int = 0
    own: bool = False
    contacts: Mapping[str, int] = field(default_factory=dict)
    meetings: tuple[MeetingLine, ...] = ()
    known: RecordRef | None = None

    @property
    def sender(self) -> Mailbox:
        """Whom it is from; empty where it does not say."""
        return self.mail.sender or Mailbox("", "")

    @property
    def invites(self) -> bool:
        """Whether a calendar came along: an invitation, or an answer to one."""
        return bool(self.mail.content.calendars)

    @property
    def files(self) -> tuple[MailFile, ...]:
        """The files that came along and are there; one that is only named is none."""
        return tuple(file for file in self.mail.content.files if file.raw)


@dataclass(frozen=True, slots=True)
class OpenedMails:
    """One file with its mails, each looked at or refused."""

    path: Path
    mails: tuple[ArrivingMail | DeskError, ...]


def open_mails(desk: Desk, path: Path) -> OpenedMails:
    """Read a file of mails and look at each; nothing is written. Raises UnreadableError for a file that holds none."""
    from liaison_desk.exchange.mail import read_mail

    profile = desk.profile.get()
    settings = settings_of(profile)
    data = read_file(path)
    received = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    try:
        read = read_mail(data, settings, received=received)
    except UnreadableError as error:
        raise UnreadableError("{file}: {reason}", file=path.name, reason=error) from error
    problems: dict[int, list[LineProblem]] = {}
    for problem in read.problems:
        problems.setdefault(problem.line, []).append(problem)
    seen: list[ArrivingMail | DeskError] = []
    for entry, mail in zip(read.entries, read.mails, strict=True):
        try:
            one = _looked_at(path, mail, entry.record, profile, settings)
        except RefusedError as error:
            seen.append(UnreadableError("{file}: {reason}", file=path.name, reason=error))
        else:
            name = path.name if len(read.mails) == 1 else f"{(one.title.host or one.title.home)[:80]}.eml"
            seen.append(replace(one, name=name, told=(*problems.get(entry.line, ()), *one.told)))
    good = [one for one in seen if isinstance(one, ArrivingMail)]
    found = iter(_placed(desk, profile, good))
    return OpenedMails(path, tuple(next(found) if isinstance(one, ArrivingMail) else one for one in seen))


def key_of(uid: str) -> str:
    """Return under which identifier a mail's own file is kept, so that it is known again."""
    return str(uuid5(NAMESPACE_URL, f"desk-mail:{uid}"))


@dataclass(frozen=True, slots=True)
class Seen:
    """A mail held against the ceiling: subject and text without the marking they begin with, that marking, and what is said of it."""

    subject: str
    text: str
    marking: Marking | None
    told: tuple[LineProblem, ...]


def seen_through(mail: Mail, settings: ReadSettings) -> Seen:
    """Hold subject, text and the names of its files against the ceiling. Raises RefusedError: then nothing of it may be kept."""
    grammar = load_grammar(settings.policy)
    told: list[LineProblem] = []
    marks: list[Marking] = []
    said = [bare_subject(mail.subject), mail.content.text]
    unread = False
    for place, text in enumerate((*said, *mail.content.attachments)):
        try:
            seen = guard(text, settings.ceiling, grammar, settings.home_nation)
        except RefusedError:
            raise
        except DeskError as error:
            # Nobody can put it right in a mail; without a marking it goes to nobody until the officer gives one.
            if place < len(said):
                unread = True
                words = "The marking the mail begins with could not be read, so it has none: {reason}"
                told.append(LineProblem(0, words, {"reason": error}))
            continue
        if seen.marking is not None and place < len(said):
            said[place] = seen.text
            marks.append(seen.marking)
            if seen.note:
                told.append(LineProblem(0, seen.note, dict(seen.values)))
    marking = None if unread else max(marks, key=lambda one: one.level, default=settings.marking)
    return Seen(said[0].strip(), said[1], marking, tuple(told))


def _looked_at(path: Path, mail: Mail, note: Meeting, profile: DeskProfile, settings: ReadSettings) -> ArrivingMail:
    """Return a mail as it can be taken in, nobody sought yet."""
    seen = seen_through(mail, settings)
    check_ceiling(seen.marking, profile.ceiling)
    subject = seen.subject[:_LONGEST_TITLE]
    title = note.title if not subject else Bilingual(home=subject) if note.title.home else Bilingual(host=subject)
    day = note.start.date()
    if mail.at is not None:
        with suppress(DeskError):  # beyond what a zone knows
            day = to_local(mail.at, profile.host_zone).date()
    return ArrivingMail(path, path.name, mail, note, title, seen.text, seen.marking, day, seen.told)


def _placed(desk: Desk, profile: DeskProfile, mails: Sequence[ArrivingMail]) -> list[ArrivingMail]:
    """Find who the senders are, the meetings of the days, and what of the mails is there already."""
    boxes = [person for one in mails for _, person in one.mail.people]
    at = desk.contacts.people_at({box.address for box in boxes if box.address})
    named = desk.contacts.people_named({one.sender.name for one in mails if one.sender.name})
    people = _living(desk, {id_ for ids in (*at.values(), *named.values()) for id_ in ids}, profile)
    known = _known(desk, [one.mail for one in mails])
    days = {one.day: tuple(_meetings_on(desk, one.day)) for one in mails}
    contacts = {address.casefold(): ids for address, ids in at.items()}
    placed = []
    for one in mails:
        reached = [people[id_] for id_ in contacts.get(one.sender.address.casefold(), ()) if id_ in people]
        called = [people[id_] for id_ in named.get(one.sender.name, ()) if id_ in people]
        candidates = tuple({person.id: person for person in reached or called}.values())
        sure = [person for person in candidates if _is_called(one.sender.name, person.name)] if reached else []
        chosen = candidates[0].id if len(candidates) == 1 else sure[0].id if len(sure) == 1 else 0
        whom = {}
        for _, box in one.mail.people:
            mine = {people[id_].id for id_ in contacts.get(box.address.casefold(), ()) if id_ in people}
            if len(mine) == 1:
                whom[box.address.casefold()] = mine.pop()
        own = one.sender.address.casefold() in profile.officer_addresses
        placed.append(
            replace(
                one, candidates=candidates[:_MOST_SENDERS], sender_id=chosen, own=own, contacts=whom,
                meetings=days[one.day], known=known.get(one.mail.uid),
            )
        )  # fmt: skip
    return placed


def _living(desk: Desk, ids: Iterable[int], profile: DeskProfile) -> dict[int, Candidate]:
    """Return the contacts of these numbers; a double that was merged is the one who took its place, one in the trash nobody."""
    there = desk.contacts.people_by_ids(set(ids))
    others = desk.contacts.people_by_ids({one.merged_into for one in there.values() if one.merged_into} - there.keys())
    whole = {**there, **others}
    found = {}
    for id_, one in there.items():
        person = whole.get(one.merged_into, one) if one.deleted_at is not None else one
        if person.deleted_at is None:
            own = True if person.nation == profile.home else False if person.nation == profile.host else None
            found[id_] = Candidate(person.id, _called(person.name), person.nation, own)
    return found


def _called(name: PersonName) -> str:
    return name.latin() or name.native()


def _is_called(written: str, name: str) -> bool:
    return sorted(written.casefold().replace(",", " ").split()) == sorted(name.casefold().split())


def _meetings_on(desk: Desk, day: date) -> Iterable[MeetingLine]:
    from liaison_desk.foundation.core.paging import Sort
    from liaison_desk.meetings.records import MeetingFilter, MeetingSort

    found = desk.meetings.meetings(MeetingFilter(since=day, until=day), Sort(MeetingSort.DATE), _MOST_MEETINGS)
    return desk.meetings.lines(list(found.ids)).values()


def _known(desk: Desk, mails: Sequence[Mail]) -> dict[str, RecordRef]:
    """Return what mails became before, by their identifiers; what is in the trash is not there."""
    with desk.database.read() as connection:
        return known_in(desk, connection, mails)


def known_in(desk: Desk, connection: Any, mails: Sequence[Mail]) -> dict[str, RecordRef]:
    """Return as a connection sees it what mails became: the record their file is kept with, or that has their identifier."""
    uids = [mail.uid for mail in mails]
    known = kept_in(desk, connection, uids)
    for kind in (MEETING, TASK):
        ids = desk.database.types[kind].ids_by_uid(connection, uids)
        there = _there(desk, connection, kind, ids.values())
        for uid, id_ in ids.items():
            if id_ in there:
                known.setdefault(uid, there[id_])
    return known


def kept_in(desk: Desk, connection: Any, uids: Sequence[str]) -> dict[str, RecordRef]:
    """Return as a connection sees it with which records the files of mails are kept, by the mails' identifiers."""
    by_key = {key_of(uid): uid for uid in uids}
    files = desk.database.types[ATTACHMENT]
    shots = files.read(connection, files.ids_by_uid(connection, list(by_key)).values()).values()
    rows = [shot.row for shot in shots if shot.row["deleted_at"] is None]
    found: dict[str, RecordRef] = {}
    for kind in (MEETING, TASK):
        owners = {by_key[row["uid"]]: row["owner_id"] for row in rows if row["owner_kind"] == kind}
        there = _there(desk, connection, kind, set(owners.values()))
        found |= {uid: there[id_] for uid, id_ in owners.items() if id_ in there}
    return found


def _there(desk: Desk, connection: Any, kind: str, ids: Iterable[int]) -> dict[int, RecordRef]:
    """Return those records of some numbers that are not in the trash."""
    return {
        id_: RecordRef(kind, id_, shot.row["title_host"] or shot.row["title_home"])
        for id_, shot in desk.database.types[kind].read(connection, ids).items()
        if shot.row["deleted_at"] is None
    }
