"""Whether minutes are final, as one audience reads them: the version it was given last, its digest, and whether they changed since.

A frozen version holds all that was noted, and its number and digest would tell of what an audience may not read. So both
are taken of what it may: whoever may read everything finds the number and the SHA-256 that the desk keeps.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from liaison_desk.briefings.document import KeyValue, Line, Source
from liaison_desk.briefings.sections.accounts import Account
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.meetings.records import AgendaItem, Attendee, Meeting, Minutes, Portion
from liaison_desk.meetings.rules.minutes import content_of, digest, frozen_meeting

_DIGITS = 12


def frozen_versions(setting: Setting, meetings: Sequence[Meeting]) -> Mapping[int, list[tuple[Minutes, Meeting]]]:
    """Return the frozen versions of meetings' minutes by the meeting's id, the oldest first, with what they hold.

    Raises UnreadableError for one that was altered from outside.
    """
    found: dict[int, list[tuple[Minutes, Meeting]]] = {}
    for meeting in meetings:
        if meeting.frozen and setting.minutes is not None:
            kept = sorted(setting.minutes.versions(meeting.id), key=lambda one: one.number)
            found[meeting.id] = [(one, _as_known(frozen_meeting(one), meeting)) for one in kept]
    return found


def _as_known(frozen: Meeting, meeting: Meeting) -> Meeting:
    """Return a frozen meeting whose people are the contacts they are known to be, so that those decide what may be told."""
    known = {(one.name, one.native): one.contact_id for one in meeting.attendees}
    said = {one.uid: one.said_by_id for one in meeting.portions}
    attendees = (replace(one, contact_id=known.get((one.name, one.native), 0)) for one in frozen.attendees)
    portions = (replace(one, said_by_id=said.get(one.uid, 0)) for one in frozen.portions)
    return replace(frozen, attendees=tuple(attendees), portions=tuple(portions))


def state(account: Account, versions: Sequence[tuple[Minutes, Meeting]]) -> KeyValue:
    """Return the row that says whether the minutes are a draft or final, with the version and its digest."""
    setting, reader = account.setting, _Reader(account)
    contents: list[str] = []
    sha256 = ""
    for kept, frozen in versions:
        read = reader.read(frozen)
        content = kept.content if read is frozen else content_of(read)
        if not contents or contents[-1] != content:
            contents.append(content)
            sha256 = kept.sha256 if read is frozen else digest(content)
    values = {"number": len(contents), "digest": sha256[:_DIGITS]}
    if not contents:
        words = setting.words("FINAL" if account.meeting.state == "final" else "DRAFT")
    elif contents[-1] == content_of(reader.read(account.meeting)):
        words = setting.words("FINAL, version {number}, SHA-256 {digest}", **values)
    else:
        words = setting.words("DRAFT, changed since version {number} (SHA-256 {digest})", **values)
    return KeyValue(setting.words("State"), Line((account.says(words),)))


class _Reader:
    """Reads a meeting as the audience may: without what it is not told, and itself where it is told everything."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._names = account.names
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
            "agenda": tuple(self._item(one) for one in meeting.agenda if told(self._names.text(one.title))),
            "portions": tuple(self._note(one, meeting) for one in meeting.portions if self._is_read(one)),
        }
        changed = {name: value for name, value in left.items() if value != getattr(meeting, name)}
        return replace(meeting, **changed) if changed else meeting  # type: ignore[arg-type]

    def _told(self, known: tuple[Source, ...]) -> bool:
        found = self._known.get(known)
        if found is None:
            found = self._known[known] = self._account.setting.is_told(self._account.says((), *known))
        return found

    def _is_read(self, note: Portion) -> bool:
        return self._account.setting.is_told(self._account.text(note))

    def _words(self, text: str) -> str:
        return text if self._told(self._names.organization(text)) else ""

    def _text(self, pair: Bilingual) -> Bilingual:
        return pair if self._told(self._names.text(pair)) else Bilingual()

    def _note(self, one: Portion, meeting: Meeting) -> Portion:
        known = (*self._names.speaker(one, meeting), *self._names.organization(one.said_by)) if one.said_by else ()
        named, to_whom = self._told(known), self._words(one.to_whom)
        if named and to_whom == one.to_whom:
            return one
        speaker = (one.said_by, one.nation) if named else ("", "")
        return replace(one, said_by=speaker[0], nation=speaker[1], to_whom=to_whom)

    def _person(self, one: Attendee) -> Attendee:
        post, house, role = map(self._words, (one.post, one.organization, one.role))
        return replace(one, post=post, organization=house, role=role)

    def _item(self, one: AgendaItem) -> AgendaItem:
        return replace(one, lead=self._words(one.lead))
