"""The head of a paper about a meeting: when in three zones, where, who leads and interprets, who was there, the agenda."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final

from liaison_desk.briefings.document import Block, Column, Group, KeyValue, KeyValues, Line, Row, Table
from liaison_desk.briefings.sections.accounts import Account
from liaison_desk.briefings.sections.attending import changed_at
from liaison_desk.briefings.sections.happenings import titled
from liaison_desk.briefings.sections.meetings import attendee, when_and_where
from liaison_desk.briefings.sections.setting import Setting, source
from liaison_desk.briefings.sections.times import at_place, near_days, three_clocks
from liaison_desk.calendar.records import EVENT, Event, Status
from liaison_desk.calendar.rules import coming
from liaison_desk.domain.dtg import three_zones
from liaison_desk.domain.ranks import load_ranks, precedence
from liaison_desk.domain.zones import place_zone, to_utc
from liaison_desk.meetings.records import Attendee

_TRIED: Final = 12
"""Occurrences that are looked at for one that is not cancelled."""
MEETING_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "meeting": "Meeting",
        "office-call": "Office call",
        "vtc": "VTC",
        "phone": "Phone",
        "visit": "Visit",
        "conference": "Conference",
    }
)


def heading(account: Account) -> Line:
    """Return the title of a meeting: if it is withheld so is the paper."""
    meeting, names = account.meeting, account.names
    there = names.present_in(meeting.title, meeting)
    return Line((titled(account.setting, meeting.title, account.record, names, there),))


def paper(account: Account, under: str, *blocks: Block, draft: bool = False) -> Group:
    """Return a paper about a meeting, on pages of its own under its title; ``under`` says what it is, each is marked if a ``draft``."""
    setting = account.setting
    mark = setting.languages[0].tr("DRAFT") if draft else ""
    return Group(heading(account), blocks, apart=True, under=setting.words(under), draft=mark)


def facts(account: Account, *before: KeyValue, event: Event | None = None) -> KeyValues:
    """Return when and where a meeting was, who led and interpreted, and when its calendar ``event`` comes next."""
    setting, meeting = account.setting, account.meeting
    when, *where = when_and_where(setting, meeting, account.record, account.names)
    ends = at_place(setting, meeting.end, meeting.zone)
    rows = [*before, when, KeyValue(setting.words("Until"), Line((account.says((ends.line,)),))), *where]
    for label, words in (("VTC link", meeting.link), ("Chair", meeting.chair), ("Interpreter", meeting.interpreter)):
        line = account.typed(words)
        if line.pieces:
            rows.append(KeyValue(setting.words(label), line))
    if event is not None and (after := _next(account, event)) is not None:
        rows.append(after)
    return KeyValues(tuple(rows))


def _next(account: Account, event: Event) -> KeyValue | None:
    """Return when the calendar event of a meeting comes next, which its own marking decides about, too."""
    setting, meeting = account.setting, account.meeting
    if event.deleted_at is not None or event.status is Status.CANCELLED:
        return None
    zone = setting.profile.host_zone
    after = to_utc(meeting.start, meeting.zone or zone) + timedelta(minutes=1)
    found = next((one for one in coming(event, after, zone, _TRIED) if _takes_place(event, one.at)), None)
    if found is None:
        return None
    record = source(EVENT, event.id, event.title, event.marking, event.uid)
    zones = three_zones(found.starts, place_zone(found.zone, zone), setting.profile.home_zone)
    return KeyValue(setting.words("Next meeting"), Line((account.says((zones.line,), record),)))


def _takes_place(event: Event, at: datetime) -> bool:
    changed = changed_at(event, at)
    return changed is None or changed.status is not Status.CANCELLED


def attendees(account: Account, *, listed: bool = False) -> tuple[Block, ...]:
    """Return who was there with rank and post as they were that day: by precedence, or as they were ``listed``."""
    setting = account.setting
    people = account.meeting.attendees if listed else by_precedence(account)
    if not people:
        return ()
    columns = (
        Column(setting.words("Name"), 1.6),
        Column(setting.words("Post"), 1.4),
        Column(setting.words("Organization"), 1.4),
        Column(setting.words("Nation")),
        Column(setting.words("Role"), 0.8),
    )
    rows = tuple(_attendee_row(account, one) for one in people)
    return (Group(setting.line("Attendees"), (Table(columns, rows),)),)


def _attendee_row(account: Account, one: Attendee) -> Row:
    names = account.names
    known = names.attendee(one)
    post = (
        Line((account.says((one.post,), *known, *names.title(one.post, one.organization)),)) if one.post else Line(())
    )
    house = Line((account.says((one.organization,), *known, *names.organization(one.organization)),))
    nation = Line((account.says((one.nation,), *known, *names.organization(one.nation)),))
    return Row(
        (
            Line((attendee(account.setting, one, account.record, names),)),
            post,
            house if one.organization else Line(()),
            nation if one.nation else Line(()),
            account.typed(one.role),
        )
    )


def by_precedence(account: Account) -> tuple[Attendee, ...]:
    """Return attendees with the higher rank of that day first; those of one rank, or of none known, as they were listed."""
    people = account.names.people

    def standing(one: Attendee) -> tuple[int, date]:
        known = people.get(one.contact_id)
        return precedence(_code(one) or (known.rank_code if known else ""))

    return tuple(sorted(account.meeting.attendees, key=standing))


def _code(one: Attendee) -> str:
    """Return the code of a rank as it is frozen, perhaps with its service behind it; a foreign one by its English name."""
    ranks = load_ranks()
    services = ranks.services(one.nation) or ranks.services()
    service = next((each for each in services if one.rank.endswith(f" {each}")), "")
    words = one.rank.removesuffix(f" {service}") if service else one.rank
    found = ranks.find(words, service) or ranks.find(words)
    return found.code if found else ""


def agenda(account: Account) -> tuple[Block, ...]:
    """Return the agenda with the times of its items in three zones, as far as they have any; with their days where it takes several."""
    setting, meeting = account.setting, account.meeting
    if not meeting.agenda:
        return ()
    days = meeting.end.date() > meeting.start.date()
    columns = (
        *((Column(setting.words("Day")),) if days else ()),
        Column(setting.words("Local")),
        Column(setting.words("Zulu")),
        Column(setting.words("Home")),
        Column(setting.words("Item"), 3),
        Column(setting.words("Led by"), 1.2),
        Column(setting.words("Min")),
    )
    rows = []
    for item in meeting.agenda:
        times: tuple[Line, ...] = (Line(()),) * (4 if days else 3)
        if item.after is not None:
            begins = at_place(setting, meeting.start + timedelta(minutes=item.after), meeting.zone)
            day = begins.place.local.date()
            on = near_days(setting, day)
            said = (on, *three_clocks(begins)) if days else three_clocks(begins)
            times = tuple(Line((account.says(text),)) for text in said)
        known = account.names.of_meeting(item.title, meeting)
        title = Line((account.says(setting.text(item.title), *known),))
        lasts = Line((account.says((str(item.minutes),)),)) if item.minutes else Line(())
        rows.append(Row((*times, title, account.typed(item.lead), lasts), lead=len(times)))
    return (Group(setting.line("Agenda items"), (Table(columns, tuple(rows)),)),)


def kind_words(setting: Setting, kind: str) -> tuple[str, ...]:
    """Return what kind of meeting it was."""
    return setting.words(MEETING_KINDS.get(kind, "Meeting"))
