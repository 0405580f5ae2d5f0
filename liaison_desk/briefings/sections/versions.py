"""Whether minutes are final, as one audience reads them: the version it was given last, its digest, and whether they changed since.

A frozen version holds all that was noted, and its number and digest would tell of what an audience may not read. So both
are taken of what it may: whoever may read everything finds the number and the SHA-256 that the desk keeps. Of who said a
note only what its attribution lets be told is counted, but on papers that stay at home: a new version that says the same
would tell of him. A digest tells nothing of him, for notes are frozen with identifiers that nobody else knows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from liaison_desk.briefings.document import KeyValue, Line, PortionText, Source
from liaison_desk.briefings.sections.accounts import Account
from liaison_desk.briefings.sections.meetings import spoken
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.meetings.records import AgendaItem, Attendee, Attribution, Meeting, Minutes, Portion
from liaison_desk.meetings.rules.minutes import content_of, digest, frozen_meeting

_DIGITS = 12


def frozen_versions(setting: Setting, meetings: Sequence[Meeting]) -> Mapping[int, list[tuple[Minutes, Meeting]]]:
    """Return all versions that meetings' minutes ever had by the meeting's id, the oldest first, with what they hold.

    Raises UnreadableError for one that was altered from outside.
    """
    found: dict[int, list[tuple[Minutes, Meeting]]] = {}
    for meeting in meetings:
        if meeting.frozen and setting.minutes is not None:
            kept = setting.minutes.ever(meeting.id)
            frozen = [frozen_meeting(one) for one in kept]
            now = _present(setting, meeting, frozen)
            found[meeting.id] = [
                (one, _as_known(setting, two, meeting, now)) for one, two in zip(kept, frozen, strict=True)
            ]
    return found


def _present(setting: Setting, meeting: Meeting, frozen: Sequence[Meeting]) -> Mapping[str, Portion]:
    """Return the notes of all versions as they are now, by uid; those taken out as they are in the trash."""
    now = {one.uid: one for one in meeting.portions}
    gone = {one.uid for version in frozen for one in version.portions} - set(now)
    return {**now, **setting.meetings.notes_by_uid(sorted(gone))} if gone else now


def _as_known(setting: Setting, frozen: Meeting, meeting: Meeting, now: Mapping[str, Portion]) -> Meeting:
    """Return a frozen meeting whose people are the contacts they are known to be, so that those decide what may be told.

    A note that was narrowed since has its present marking: what it was frozen with no longer lets it be counted.
    """
    known = {(one.name, one.native): one.contact_id for one in meeting.attendees}

    def as_now(one: Portion) -> Portion:
        present = now.get(one.uid)
        if present is None:
            return replace(one, said_by_id=0)
        narrowed = not setting.is_told(PortionText((), present.marking))
        marking = present.marking if narrowed else one.marking
        return replace(one, said_by_id=present.said_by_id, marking=marking)

    attendees = (replace(one, contact_id=known.get((one.name, one.native), 0)) for one in frozen.attendees)
    return replace(frozen, attendees=tuple(attendees), portions=tuple(map(as_now, frozen.portions)))


def state(account: Account, versions: Sequence[tuple[Minutes, Meeting]]) -> tuple[bool, KeyValue]:
    """Return whether the minutes are final, and the row that says so or that they are a draft, with the version and its digest."""
    setting, reader = account.setting, _Reader(account)
    last: tuple[str, int, str] | None = None
    content, number, sha256 = "", 0, ""
    for kept, frozen in versions:
        read = reader.read(frozen)
        counted = reader.counted(read)
        if number == 0 or counted != content:
            # One that was undone was a version all the same: somebody may hold it under its number.
            content, number = counted, number + 1
            sha256 = kept.sha256 if read is frozen else digest(content_of(read))
        if kept.deleted_at is None:
            is_of_desk = reader.at_home and read is frozen
            last = (content, kept.number, kept.sha256) if is_of_desk else (content, number, sha256)
    if last is None:
        final = account.meeting.state == "final"
        words = setting.words("FINAL" if final else "DRAFT")
    else:
        values = {"number": last[1], "digest": last[2][:_DIGITS]}
        final = last[0] == reader.counted(reader.read(account.meeting))
        words = setting.words("FINAL, version {number}, SHA-256 {digest}", **values)
        if not final:
            words = setting.words("DRAFT, changed since version {number} (SHA-256 {digest})", **values)
    return final, KeyValue(setting.words("State"), Line((account.says(words),)))


class _Reader:
    """Reads a meeting as the audience may: without what it is not told, and itself where it is told everything."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._names = account.names
        self.at_home = account.setting.audience == {account.setting.profile.home}
        self._known: dict[tuple[Source, ...], bool] = {}

    def read(self, meeting: Meeting) -> Meeting:
        """Return what the audience may read of a meeting."""
        told, words, text = self._told, self._words, self._text
        left: dict[str, object] = {
            "title": text(meeting.title),
            "series": words(meeting.series),
            "place": text(meeting.place),
            "link": words(meeting.link),
            "chair": words(meeting.chair),
            "interpreter": words(meeting.interpreter),
            "attendees": tuple(self._person(one) for one in meeting.attendees if told(self._names.attendee(one))),
            "agenda": tuple(
                self._item(one) for one in meeting.agenda if told(self._names.of_meeting(one.title, meeting))
            ),
            "portions": tuple(self._note(one, meeting) for one in meeting.portions if self._is_read(one)),
        }
        changed = {name: value for name, value in left.items() if value != getattr(meeting, name)}
        return replace(meeting, **changed) if changed else meeting  # type: ignore[arg-type]

    def counted(self, read: Meeting) -> str:
        """Return what makes one version differ from another for who reads a meeting so."""
        if self.at_home:
            return content_of(read)
        return content_of(replace(read, portions=tuple(self._traced(one, read) for one in read.portions)))

    def _told(self, known: tuple[Source, ...]) -> bool:
        found = self._known.get(known)
        if found is None:
            found = self._known[known] = self._account.setting.is_told(self._account.says((), *known))
        return found

    def _is_read(self, note: Portion) -> bool:
        return self._account.setting.is_told(self._account.text(note))

    def _words(self, text: str) -> str:
        return text if self._told(self._account.named(text)) else ""

    def _text(self, pair: Bilingual) -> Bilingual:
        return pair if self._told(self._names.of_meeting(pair, self._account.meeting)) else Bilingual()

    def _note(self, one: Portion, meeting: Meeting) -> Portion:
        known = (*self._names.speaker(one, meeting), *self._names.organization(one.said_by)) if one.said_by else ()
        named, to_whom = self._told(known), self._words(one.to_whom)
        if named and to_whom == one.to_whom:
            return one
        speaker = (one.said_by, one.nation) if named else ("", "")
        return replace(one, said_by=speaker[0], nation=speaker[1], to_whom=to_whom)

    def _traced(self, one: Portion, meeting: Meeting) -> Portion:
        """Return a note with as much of who said it as may be traced to him."""
        if one.attribution is Attribution.NAMED:
            return one
        if one.attribution is Attribution.NONE:
            return replace(one, said_by="", nation="", to_whom="", to_nation="")
        whence = spoken(self._account.setting, one, meeting, self._account.record, self._names)
        return replace(one, said_by=whence[0].text[0] if whence else "")

    def _person(self, one: Attendee) -> Attendee:
        post, house, role = map(self._words, (one.post, one.organization, one.role))
        return replace(one, post=post, organization=house, role=role)

    def _item(self, one: AgendaItem) -> AgendaItem:
        return replace(one, lead=self._words(one.lead))
