"""The memorandum for record: numbered paragraphs of purpose, attendees, discussion, decisions, actions."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from liaison_desk.briefings.document import Group, Items, KeyValue, KeyValues, Line, Section, Words
from liaison_desk.briefings.sections.accounts import Account, accounts, asked_meetings
from liaison_desk.briefings.sections.cover import prepared_by
from liaison_desk.briefings.sections.heads import by_precedence, paper
from liaison_desk.briefings.sections.meetings import PLAN, attendee
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.briefings.sections.times import at_place, day_words
from liaison_desk.domain.zones import to_local
from liaison_desk.meetings.records import Portion, PortionKind

_PROMISING = (PortionKind.COMMITMENT, PortionKind.RFI, PortionKind.ACTION)


def build(setting: Setting, _options: Mapping[str, Any]) -> Section:
    """Build the memorandum of the meeting asked for, or of each of the period."""
    groups = tuple(_memorandum(account) for account in accounts(setting, asked_meetings(setting)))
    return Section("memorandum", None, groups, setting.words("Nothing to report."))


def _memorandum(account: Account) -> Group:
    setting = account.setting
    today = to_local(setting.as_of, setting.profile.host_zone).date()
    date = Line((Words(setting.each(lambda language: day_words(language, today))),))
    head = KeyValues((KeyValue(setting.words("Date"), date), *prepared_by(setting)))
    said = [one for one in account.meeting.portions if one.text and one.section not in PLAN]
    purpose = [one for one in said if one.section == "purpose"]
    talked = [one for one in said if one.kind not in {*_PROMISING, PortionKind.DECISION} and one not in purpose]
    lines = [
        _purpose(account),
        *(account.line(note, note.level + 1, labelled=False) for note in purpose),
        *_headed(account, "Attendees.", _attendees(account)),
        *_headed(account, "Discussion.", (account.line(note, note.level + 1, labelled=False) for note in talked)),
        *_headed(account, "Decisions.", _flat(account, said, PortionKind.DECISION)),
        *_headed(account, "Actions.", _flat(account, said, *_PROMISING)),
    ]
    return paper(account, "Memorandum for record", head, Items(tuple(lines), numbered=True))


def _headed(account: Account, heading: str, lines: Iterable[Line]) -> list[Line]:
    """Return a paragraph of fixed words with its lettered ones, which vanishes when none of those is left."""
    return [Line((), label=account.setting.words(heading)), *lines]


def _purpose(account: Account) -> Line:
    setting, meeting = account.setting, account.meeting
    zones = at_place(setting, meeting.start, meeting.zone)
    day = meeting.start.date()
    said = setting.each(
        lambda language: language.tr(
            "To record the meeting of {day} ({time}).", day=day_words(language, day), time=zones.line
        )
    )
    pieces = [account.says(said)]
    if meeting.place:
        known = account.names.of_meeting(meeting.place, meeting)
        place = setting.text(meeting.place)
        where = tuple(
            language.tr("Place: {place}.", place=one) if one else ""
            for language, one in zip(setting.languages, place, strict=True)
        )
        pieces.append(account.says(where, *known))
    return Line(tuple(pieces), label=setting.words("Purpose."))


def _attendees(account: Account) -> Iterable[Line]:
    """Yield who was there, by the precedence of that day."""
    for one in by_precedence(account):
        who = attendee(account.setting, one, account.record, account.names)
        pieces = [who]
        if one.post:
            known = (*who.names, *account.names.title(one.post, one.organization))
            pieces.append(account.says((one.post,), *known))
        if whence := one.organization or one.nation:
            pieces.append(account.says((whence,), *who.names, *account.names.organization(whence)))
        yield Line(tuple(pieces), separator=", ", level=1)


def _flat(account: Account, said: list[Portion], *kinds: PortionKind) -> Iterable[Line]:
    return (replace(account.line(note, labelled=False), level=1) for note in said if note.kind in kinds)
