"""What happens in a packet's period, as entries of grids: every event and holiday with its day, times in three zones and place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from liaison_desk.briefings.document import Column, Entry, GridWords, Line, Look, PortionText, Source, Text
from liaison_desk.briefings.sections.naming import Naming, naming
from liaison_desk.briefings.sections.setting import Setting, portion, source
from liaison_desk.briefings.sections.times import dated, short_days, three_clocks
from liaison_desk.calendar.records import CALENDAR, EVENT, Calendar, Event, Occurrence, Status
from liaison_desk.calendar.rules import lasting_at
from liaison_desk.calendar.words.status_words import status_words
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.dtg import three_zones
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.errors import RefusedError

_MOST = 5_000
_DAY = timedelta(days=1)
_MONTH = timedelta(days=27)
"""What lasts longer may end on a day of the same number."""
_MOMENT = timedelta(microseconds=1)
_MINUTES = 1440
_LOOKS = {
    Status.CONFIRMED: Look.CONFIRMED,
    Status.TENTATIVE: Look.TENTATIVE,
    Status.CANCELLED: Look.CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Happenings:
    """The occurrences of a period in order, the calendars of the desk, the events of those that are cancelled.

    ``names`` is whom their titles and places, the reasons of the cancelled ones and the names of calendars name.
    """

    occurrences: Sequence[Occurrence]
    calendars: tuple[Calendar, ...]
    cancelled: Mapping[int, Event]
    names: Naming

    def source(self, one: Occurrence) -> Source:
        """Return the record an occurrence comes from: its event, or the calendar that shows the holiday."""
        if one.event_id:
            return source(EVENT, one.event_id, one.title, Marking.decode(one.marking), one.uid)
        calendar = next((known for known in self.calendars if known.id == one.calendar_id), None)
        if calendar is None:
            return source(CALENDAR, one.calendar_id, Bilingual(one.calendar), None, "")
        return of_calendar(calendar)

    def reason(self, one: Occurrence) -> Bilingual:
        """Return why an occurrence is cancelled."""
        event = self.cancelled.get(one.event_id)
        if event is None:
            return Bilingual()
        changed = next((its for its in event.overrides if its.at == one.at), None) or lasting_at(event, one.at)
        return changed.reason if changed is not None else event.reason


def of_calendar(calendar: Calendar) -> Source:
    """Return a calendar as the source of its name."""
    return source(CALENDAR, calendar.id, calendar.name, calendar.marking, calendar.uid)


def happenings(
    setting: Setting,
    *,
    cancelled: bool = True,
    wanted: Callable[[Occurrence], bool] = lambda _: True,
    limited: bool = True,
) -> Happenings:
    """Return what happens in the period on the request's calendars, holidays too; without ``cancelled`` what is left of it.

    Where it is ``limited``, raises RefusedError for more than a packet can hold.
    """
    since, until = setting.span
    found = [
        one
        for one in setting.calendars.occurrences(since, until, setting.request.calendars, holidays=True)
        if wanted(one) and _in_period(setting, one) and (cancelled or one.status is not Status.CANCELLED)
    ]
    if limited:
        ensure_few(found)
    off = sorted({one.event_id for one in found if one.status is Status.CANCELLED and one.event_id})
    events = setting.calendars.events_by_ids(off) if off else {}
    calendars = tuple(setting.calendars.calendars())
    told = [*(one.name for one in calendars), *(text for one in found for text in (one.title, one.place))]
    for event in events.values():
        told += [event.reason, *(one.reason for one in event.overrides)]
    names = naming(setting, (wording for text in told for wording in (text.host, text.home)))
    return Happenings(tuple(found), calendars, events, names)


def ensure_few(found: Sequence[Occurrence]) -> None:
    """Raise RefusedError for more than a packet can hold."""
    if len(found) > _MOST:
        # Cut off there, the paper would change with those that are withheld, and lose the others silently.
        raise RefusedError(
            "A packet holds {count} events at most. Ask for a shorter time or fewer calendars.", count=_MOST
        )


def _in_period(setting: Setting, one: Occurrence) -> bool:
    first, last = touched(setting, one)
    return first <= setting.until and last >= setting.since


def touched(setting: Setting, one: Occurrence) -> tuple[date, date]:
    """Return the first and last date at the host headquarters; what fills whole days has its own dates everywhere."""
    if one.all_day:
        return one.start.date(), max(one.start.date(), (one.end - _MOMENT).date())
    first = to_local(one.starts, setting.profile.host_zone).date()
    until = one.ends - _MOMENT if one.ends > one.starts else one.ends
    return first, max(first, to_local(until, setting.profile.host_zone).date())


def entries(setting: Setting, told: Happenings) -> tuple[tuple[Entry, ...], tuple[Line, ...]]:
    """Return everything as entries of a grid, and the names of the calendars they are numbered by."""
    number = {calendar.id: place for place, calendar in enumerate(told.calendars)}
    rows = [
        Line((portion(setting.text(one.name), of_calendar(one), names=told.names.text(one.name)),))
        for one in told.calendars
    ]
    rows.append(Line(()))
    found = tuple(
        _entry(setting, told, one, number.get(one.calendar_id, len(told.calendars))) for one in told.occurrences
    )
    return found, tuple(rows)


def _entry(setting: Setting, told: Happenings, one: Occurrence, row: int) -> Entry:
    record = told.source(one)
    first, last = touched(setting, one)
    begins, ends = _minutes(setting, one)
    # Where a reader could take a day for one of another year, the year is said.
    years = len({first.year, last.year, setting.since.year, setting.until.year}) > 1
    day = setting.each(lambda language: short_days(language, first, last, year=years))
    times = [Line((portion(text, record),)) if any(text) else Line(()) for text in (day, *three_times(setting, one))]
    where = Line((portion(setting.text(one.place), record, names=told.names.text(one.place)),))
    where = where if one.place else Line(())
    return Entry(
        line=Line((titled(setting, one.title, record, told.names),)),
        first=first,
        last=last,
        begins=begins,
        ends=ends,
        clock=_clock(setting, one, record),
        note=Line(tuple(_notes(setting, told, one, record))),
        cells=(*times, where),
        look=Look.HOLIDAY if one.holiday else _LOOKS[one.status],
        row=row,
        series=one.uid if one.recurring else "",
    )


def titled(
    setting: Setting, title: Bilingual, record: Source, names: Naming, known: tuple[Source, ...] = ()
) -> PortionText:
    """Return the title of an event: where it names somebody withheld, or is ``known`` to, the event is withheld with it."""
    said = setting.text(title) if title else setting.words("Untitled")
    return PortionText(said, record.marking, (record,), names=(*names.text(title), *known), title=True)


def _notes(setting: Setting, told: Happenings, one: Occurrence, record: Source) -> list[PortionText]:
    if one.holiday:
        return [PortionText((one.holiday,), record.marking, (record,), before="[", after="]")]
    if one.status is Status.CANCELLED:
        return cancelled_note(setting, told.reason(one), record, told.names)
    status = status_words(setting.words, one)
    return [PortionText(status, record.marking, (record,), before="[", after="]")] if status else []


def cancelled_note(setting: Setting, reason: Bilingual, record: Source, names: Naming) -> list[PortionText]:
    """Return the words that something is cancelled, and behind them the reason if one is known, unless it names somebody withheld."""
    note = [PortionText(setting.words("Cancelled"), record.marking, (record,), before="[", after="]")]
    if reason:
        why, known = setting.text(reason), names.text(reason)
        note.append(PortionText(why, record.marking, (record,), before="(", after=")", joined=True, names=known))
    return note


def _fills(one: Occurrence) -> bool:
    """Tell whether an occurrence is drawn over whole days: all-day ones, and those of a day or longer."""
    return one.all_day or one.ends - one.starts >= _DAY


def _minutes(setting: Setting, one: Occurrence) -> tuple[int | None, int]:
    """Return where an occurrence begins and ends on the wall clock of its first and last day."""
    if _fills(one):
        return None, _MINUTES
    begin, end = (to_local(at, setting.profile.host_zone).replace(tzinfo=None) for at in (one.starts, one.ends))
    first, last = touched(setting, one)
    begins = _minute(begin, first)
    # Where the clocks go back meanwhile, it may end by the wall clock before it began.
    ends = min(
        _MINUTES, _minute(end, last) if end > begin else begins + (one.ends - one.starts) // timedelta(minutes=1)
    )
    return begins, ends


def _minute(wall: datetime, day: date) -> int:
    return (wall.date() - day).days * _MINUTES + wall.hour * 60 + wall.minute


def _clock(setting: Setting, one: Occurrence, record: Source) -> Line:
    """Return the short time that stands before a title, on the clock of the host headquarters."""
    if one.all_day:
        return Line(())
    zone = setting.profile.host_zone
    begin, end = to_local(one.starts, zone), to_local(one.ends, zone)
    if not _fills(one):
        words: Text = (f"{begin:%H%M}–{end:%H%M}" if one.ends > one.starts else f"{begin:%H%M}",)
    elif one.ends - one.starts < _MONTH:
        words = (f"{begin:%d %H%M}–{end:%d %H%M}",)
    else:
        words = setting.each(
            lambda language: f"{dated(language, begin.date())} {begin:%H%M}–{dated(language, end.date())} {end:%H%M}"
        )
    return Line((portion(words, record),))


def three_times(setting: Setting, one: Occurrence) -> tuple[Text, Text, Text]:
    """Return when an occurrence is at the host headquarters (with its end), in Zulu and at home."""
    if one.all_day:
        return setting.words("all day"), ("",), ("",)
    zones = (setting.profile.host_zone, setting.profile.home_zone)
    begins, ends = (three_zones(at, *zones) for at in (one.starts, one.ends))
    local, zulu, home = three_clocks(begins)
    if one.ends == one.starts:
        return local, zulu, home
    later = (ends.place.local.date() - begins.place.local.date()).days
    same = begins.place.letter == ends.place.letter
    opening = f"{begins.place.local:%H%M}" if same else begins.place.clock
    return (f"{opening}–{ends.place.clock}{f'+{later}' if later else ''}",), zulu, home


def grid_words(setting: Setting, caption: Sequence[Text]) -> GridWords:
    """Return the fixed words of a grid."""
    home = setting.profile.home_place
    return GridWords(
        caption=tuple(caption),
        rest=setting.words("In full: what the grid has too little room for"),
        columns=(
            Column(setting.words("No.")),
            Column(setting.words("Day")),
            Column(setting.words("Local")),
            Column(setting.words("Zulu")),
            Column(setting.text(home) if home else setting.words("Home")),
            Column(setting.words("Event"), 2.2),
            Column(setting.words("Where"), 1),
        ),
        looks=(setting.words("Confirmed"), setting.words("Tentative"), setting.words("Cancelled")),
        further=setting.words("Further events"),
        more=setting.words("+{n} more", n="{n}"),
    )
