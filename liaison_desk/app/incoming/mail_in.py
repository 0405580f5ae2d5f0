"""What a mail becomes: a note of a meeting, or a task, with the mail and its files kept beside it; all in one action that one undo takes back."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from liaison_desk.app.desk import Desk
from liaison_desk.app.incoming.importing import FileReport, merged
from liaison_desk.app.incoming.invited import invited
from liaison_desk.app.incoming.mails import ENDINGS, ArrivingMail, Candidate, key_of, known_in, open_mails
from liaison_desk.calendar.records import EVENT
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.exchange.mail.body import MAX_TEXT
from liaison_desk.exchange.mail.compound import MAGIC
from liaison_desk.exchange.mail.reader import under_heading
from liaison_desk.exchange.result import LineProblem, settings_of
from liaison_desk.foundation.core.attached import ATTACHMENT
from liaison_desk.foundation.core.errors import DeskError, UnreadableError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.database.attachments import NewFile
from liaison_desk.foundation.database.transaction import Draft, Transaction
from liaison_desk.meetings.records import MEETING, Attendee, Portion, PortionKind
from liaison_desk.tasks.records import TASK, Task

_LONGEST_NAME = 200
_FIRST = 500  # contacts among those whom a mail goes to, who come with the rank and post of the day


class Becomes(StrEnum):
    """What a mail may become."""

    NOTE = "note"
    TASK = "task"
    ENTRY = "entry"
    """Nothing but what its calendar brings; of a mail without one, nothing at all."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the officer wants of a mail. ``meeting_id`` 0 is a new meeting; ``files`` are the places of those to be kept."""

    mail: ArrivingMail
    becomes: Becomes
    meeting_id: int = 0
    sender_id: int = 0
    files: frozenset[int] = frozenset()

    @property
    def sender(self) -> Candidate | None:
        """The contact who sent it, if it is known."""
        return next((one for one in self.mail.candidates if one.id == self.sender_id), None)

    @property
    def sender_name(self) -> str:
        """What the sender is called: as the contact he is, else as the mail has it."""
        known, said = self.sender, self.mail.sender
        return known.name if known is not None else (said.name or said.address)[:_LONGEST_NAME]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of each mail, pairwise: a report or why not, and the record it became or had become before."""

    reports: tuple[FileReport | DeskError, ...]
    records: tuple[RecordRef | None, ...]


class _DryRun(Exception):  # noqa: N818 - a signal, caught right below
    """Ends a dry run, whose transaction must not commit."""


def proposed(mail: ArrivingMail, becomes: Becomes) -> Decision:
    """Return what is done with a mail when nobody decides otherwise: the sender that is sure, and all files but the text's own pictures."""
    files = frozenset(place for place, file in enumerate(mail.files) if not file.inline)
    return Decision(mail, becomes, 0, mail.sender_id, files)


def take_in(desk: Desk, decisions: Sequence[Decision], language: Language, *, dry_run: bool = False) -> TakenIn:
    """Take mails in as decided, in one action; one that is there already or is refused leaves the others."""
    profile = desk.profile.get()
    arrived: list[int] = []
    attendees = [
        _attendees(desk, one) if one.becomes is Becomes.NOTE and not one.meeting_id else () for one in decisions
    ]
    chosen = desk.meetings.meetings_by_ids({one.meeting_id for one in decisions if one.meeting_id})
    uids = {id_: one.uid for id_, one in chosen.items()}
    taken: list[tuple[FileReport | DeskError, RecordRef | None]] = []
    try:
        with desk.database.write("Take in a mail" if len(decisions) == 1 else "Take in mails") as transaction:
            for one, people in zip(decisions, attendees, strict=True):
                taken.append(_one(desk, transaction, profile, language, one, people, uids, arrived))
            desk.rhythm.take_in(transaction, arrived)
            if dry_run:
                raise _DryRun
    except _DryRun:
        pass
    return TakenIn(tuple(report for report, _ in taken), tuple(record for _, record in taken))


def import_mails(
    desk: Desk, paths: Sequence[Path], becomes: Becomes, language: Language, *, dry_run: bool = False
) -> list[FileReport | DeskError]:
    """Take files of mails in as the command line asks, each as proposed; returns a report for each file."""
    opened = [_opened(desk, path) for path in paths]
    asked: list[Decision] = []
    places: list[list[int | DeskError]] = []
    for mails in opened:
        mine: list[int | DeskError] = []
        for mail in () if isinstance(mails, DeskError) else mails:
            if isinstance(mail, DeskError):
                mine.append(mail)
            else:
                mine.append(len(asked))
                asked.append(proposed(mail, becomes))
        places.append(mine)
    done = take_in(desk, asked, language, dry_run=dry_run).reports if asked else ()
    reports: list[FileReport | DeskError] = []
    for path, mails, mine in zip(paths, opened, places, strict=True):
        answers = [done[place] if isinstance(place, int) else place for place in mine]
        reports.append(mails if isinstance(mails, DeskError) else _summed(path, answers))
    return reports


def _opened(desk: Desk, path: Path) -> Sequence[ArrivingMail | DeskError] | DeskError:
    if path.suffix.lower() not in ENDINGS:
        return UnreadableError("{file} is no mail; only .eml and .msg become notes or tasks.", file=path.name)
    try:
        return open_mails(desk, path).mails
    except DeskError as error:
        return error


def _summed(path: Path, answers: Sequence[FileReport | DeskError]) -> FileReport | DeskError:
    """Return one report of all mails of a file; one that is refused alone is its file's error."""
    if len(answers) == 1:
        return answers[0]
    good = [one for one in answers if isinstance(one, FileReport)]
    bad = [one for one in answers if isinstance(one, DeskError)]
    problems = (*(problem for one in good for problem in one.problems), *(_problem(one) for one in bad))
    skipped = sum(one.skipped for one in good) + len(bad)
    return FileReport(str(path), len(answers), sum(one.added for one in good), 0, skipped, problems)


def _problem(error: DeskError) -> LineProblem:
    return LineProblem(0, error.text, error.values)


def _one(
    desk: Desk, transaction: Transaction, profile: DeskProfile, language: Language, decision: Decision,
    people: tuple[Attendee, ...], uids: Mapping[int, str], arrived: list[int],
) -> tuple[FileReport | DeskError, RecordRef | None]:  # fmt: skip
    """Take one mail in, unless it is there already, with what its calendar brings: the ids of those events go into ``arrived``."""
    mail = decision.mail
    # Asked again here: another window may have taken it in, or the same mail may come twice in one action.
    known = known_in(desk, transaction.connection, [mail.mail]).get(mail.mail.uid)
    if known is not None:
        problem = LineProblem(
            0, "This mail is on the desk already, as “{title}”; it was not taken in again.", {"title": known.label}
        )
        return FileReport(str(mail.path), 1, 0, 0, 1, (problem,)), known
    try:
        with transaction.attempt():
            events: list[int] = []
            brought = _brought(desk, transaction, profile, mail, events)
            arrived += events
            if decision.becomes is Becomes.ENTRY:
                return brought, RecordRef(EVENT, events[0]) if events else None
            if decision.becomes is Becomes.TASK:
                record = _task(desk, transaction, profile, language, decision)
            elif decision.meeting_id:
                record = _note(desk, transaction, decision, uids.get(decision.meeting_id, ""))
            else:
                record = _meeting(desk, transaction, decision, people)
            _keep_files(desk, transaction, decision, record)
    except DeskError as error:
        return error, None
    told = (*mail.told, *brought.problems)
    return replace(brought, read=brought.read + 1, added=brought.added + 1, problems=told), record


def _brought(
    desk: Desk, transaction: Transaction, profile: DeskProfile, mail: ArrivingMail, arrived: list[int]
) -> FileReport:
    """Take in what the calendars bring that came along in a mail: an event, or the answer to one."""
    found = invited(mail.mail.content.calendars, settings_of(profile))
    return merged(desk, transaction, mail.path, found, arrived)


def _task(
    desk: Desk, transaction: Transaction, profile: DeskProfile, language: Language, decision: Decision
) -> RecordRef:
    """Make a task of a mail; its sender owns it on the side of his nation."""
    mail, sender = decision.mail, decision.sender
    name = decision.sender_name
    day = mail.day.isoformat()
    source = (
        language.tr("Mail from {name}, {date}", name=name, date=day)
        if name
        else language.tr("Mail of {date}", date=day)
    )
    old = desk.tasks.known(transaction, [mail.mail.uid]).get(mail.mail.uid)
    task = Task(
        id=old.id if old else 0, version=old.version if old else 0, uid=mail.mail.uid, marking=mail.marking,
        title=mail.title, detail=_worded(mail, mail.text[:MAX_TEXT].strip()), source=source,
    )  # fmt: skip
    if mail.own:
        task = replace(task, own_owner=profile.officer_name.latin() or profile.officer_name.native() or name)
    elif sender is not None and sender.own is True:
        task = replace(task, own_owner=sender.name, own_owner_id=sender.id)
    elif sender is not None and sender.own is False:
        task = replace(task, host_owner=sender.name, host_owner_id=sender.id)
    (saved,) = desk.tasks.save_in(transaction, [task])
    return RecordRef(TASK, saved.id, _title(mail))


def _note(desk: Desk, transaction: Transaction, decision: Decision, uid: str) -> RecordRef:
    """Add a mail to the notes of a meeting that is there."""
    found = desk.meetings.known(transaction, [uid]).get(uid) if uid else None
    if found is None or found.deleted_at is not None:
        raise DeskError("This meeting is not there any more.")
    new = _portion(decision, with_subject=True)
    (saved,) = desk.meetings.save_in(transaction, [replace(found, portions=(*found.portions, new))])
    return RecordRef(MEETING, saved.id, found.title.host or found.title.home)


def _meeting(desk: Desk, transaction: Transaction, decision: Decision, people: tuple[Attendee, ...]) -> RecordRef:
    """Make a mail a meeting of its own, at its time and with those it names."""
    mail = decision.mail
    old = desk.meetings.known(transaction, [mail.mail.uid]).get(mail.mail.uid)
    meeting = replace(
        mail.note, id=old.id if old else 0, version=old.version if old else 0, marking=mail.marking, title=mail.title,
        attendees=people, portions=(_portion(decision, with_subject=False),),
    )  # fmt: skip
    (saved,) = desk.meetings.save_in(transaction, [meeting])
    return RecordRef(MEETING, saved.id, _title(mail))


def _portion(decision: Decision, *, with_subject: bool) -> Portion:
    mail = decision.mail
    text = mail.text[:MAX_TEXT].strip()
    if with_subject:
        text = f"{_title(mail)}\n\n{text}"
    return Portion(
        kind=PortionKind.NOTE,
        marking=mail.marking,
        text=_worded(mail, under_heading(mail.mail, text)),
        said_by=decision.sender_name,
        said_at=mail.mail.at,
    )


def _keep_files(desk: Desk, transaction: Transaction, decision: Decision, owner: RecordRef) -> None:
    """Keep the mail itself and the chosen files with what it became; the mail's own under what it is known by."""
    mail = decision.mail
    marking = mail.marking.encode() if mail.marking else ""
    data = mail.mail.source
    key = key_of(mail.mail.uid)
    kind = transaction.types[ATTACHMENT]
    old = next(
        iter(kind.read(transaction.connection, kind.ids_by_uid(transaction.connection, [key]).values()).values()), None
    )
    digest = hashlib.sha256(data).hexdigest()
    media = "application/vnd.ms-outlook" if data.startswith(MAGIC) else "message/rfc822"
    row = {
        "owner_kind": owner.kind, "owner_id": owner.id, "name": mail.name, "media_type": media, "size": len(data),
        "sha256": digest, "marking": marking,
    }  # fmt: skip
    draft = Draft(row, id=old.row["id"] if old else 0, uid=key, version=old.row["version"] if old else 0)
    desk.attachments.save_in(transaction, [draft], {digest: data})
    files = [file for place, file in enumerate(mail.files) if place in decision.files]
    new = [NewFile(owner, file.name, file.data(), file.media_type, marking) for file in files]
    if new:
        desk.attachments.add_all_in(transaction, new)


def _attendees(desk: Desk, decision: Decision) -> tuple[Attendee, ...]:
    """Return those a mail names; contacts with the rank and post they have on its day."""
    mail = decision.mail
    day = mail.note.start.date()
    found = []
    frozen: dict[int, Attendee] = {}
    for (field, box), by_name in zip(mail.mail.people, mail.note.attendees, strict=True):
        is_sender = field == "From" and box == mail.sender
        id_ = decision.sender_id if is_sender else mail.contacts.get(box.address.casefold(), 0)
        if id_ and id_ not in frozen and len(frozen) < _FIRST:
            frozen[id_] = _frozen(desk, id_, day, by_name)
        found.append(replace(frozen.get(id_, by_name), role=by_name.role))
    return tuple(found)


def _frozen(desk: Desk, person_id: int, day: date, by_name: Attendee) -> Attendee:
    one = desk.attendee_on(person_id, day)
    return one if one.name or one.native else replace(by_name, contact_id=person_id)


def _worded(mail: ArrivingMail, text: str) -> Bilingual:
    """Return a text on the side whose language the mail is in."""
    home = any(one.text.home for one in mail.note.portions)
    return Bilingual(home=text) if home else Bilingual(host=text)


def _title(mail: ArrivingMail) -> str:
    return mail.title.host or mail.title.home
