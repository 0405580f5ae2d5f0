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
    setting = account.setting
    contents: list[str] = []
    sha256 = ""
    for kept, frozen in versions:
        content = _read_of(account, frozen)
        if not contents or contents[-1] != content:
            contents.append(content)
            sha256 = kept.sha256 if content == content_of(frozen) else digest(content)
    values = {"number": len(contents), "digest": sha256[:_DIGITS]}
    if not contents:
        words = setting.words("FINAL" if account.meeting.state == "final" else "DRAFT")
    elif contents[-1] == _read_of(account, account.meeting):
        words = setting.words("FINAL, version {number}, SHA-256 {digest}", **values)
    else:
        words = setting.words("DRAFT, changed since version {number} (SHA-256 {digest})", **values)
    return KeyValue(setting.words("State"), Line((account.says(words),)))


def _read_of(account: Account, meeting: Meeting) -> str:
    """Return what the audience may read of a meeting, as it is frozen."""

    def told(*known: Source) -> bool:
        return account.setting.is_told(account.says((), *known))

    def words(text: str) -> str:
        return text if told(*account.names.organization(text)) else ""

    def text(pair: Bilingual) -> Bilingual:
        return pair if told(*account.names.text(pair)) else Bilingual()

    def note(one: Portion) -> Portion:
        named = told(*account.names.speaker(one, meeting), *account.names.organization(one.said_by))
        speaker = (one.said_by, one.nation) if named else ("", "")
        return replace(one, said_by=speaker[0], nation=speaker[1], to_whom=words(one.to_whom))

    def person(one: Attendee) -> Attendee:
        return replace(one, post=words(one.post), organization=words(one.organization), role=words(one.role))

    def item(one: AgendaItem) -> AgendaItem:
        return replace(one, lead=words(one.lead))

    return content_of(
        replace(
            meeting,
            title=text(meeting.title),
            series=words(meeting.series),
            place=text(meeting.place),
            link=words(meeting.link),
            chair=words(meeting.chair),
            interpreter=words(meeting.interpreter),
            attendees=tuple(person(one) for one in meeting.attendees if told(*account.names.attendee(one))),
            agenda=tuple(item(one) for one in meeting.agenda if told(*account.names.text(one.title))),
            portions=tuple(note(one) for one in meeting.portions if account.setting.is_told(account.text(one))),
        )
    )
