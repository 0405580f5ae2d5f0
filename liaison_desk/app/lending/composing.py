"""What the page that composes packets is lent: the desk's records, found by words, and the way back."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from liaison_desk.app.desk import Desk
from liaison_desk.briefings.ui.outside import Found, Outside
from liaison_desk.calendar.records import EVENT
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.zones import to_local
from liaison_desk.exercises.records import EXERCISE
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.searching import Hit
from liaison_desk.meetings.records import MEETING
from liaison_desk.partnership.records import ARRANGEMENT, VISIT
from liaison_desk.tasks.records import TASK, TaskKind

_OFFERED = 8
_AHEAD = timedelta(days=400)


def lend_records(desk: Desk) -> Outside:
    """Return the callables of one desk."""

    def find(words: str, kinds: Collection[str]) -> Sequence[Found]:
        hits = desk.search(words, _OFFERED, sorted(kinds))
        requests = _requests(desk, [hit.id for hit in hits if hit.kind == TASK])
        days = {hit.id: _day(desk, hit) for hit in hits if hit.kind == EVENT}
        held = desk.meetings.meetings_by_ids([hit.id for hit in hits if hit.kind == MEETING])
        labels = {hit.id: _dated(hit.title, held[hit.id].start.date()) for hit in hits if hit.id in held}
        return [
            Found(
                RecordRef(hit.kind, hit.id, labels.get(hit.id, hit.title)), hit.uid, hit.id in requests,
                days.get(hit.id),
            )
            for hit in hits
        ]  # fmt: skip

    def called(ref: RecordRef) -> str:
        if ref.kind == EXERCISE:
            return _titled(desk.exercises.exercise(ref.id).name)
        if ref.kind == ARRANGEMENT:
            return _titled(desk.arrangements.one(ref.id).title)
        if ref.kind == VISIT:
            return _titled(desk.visits.one(ref.id).title)
        meeting = desk.meetings.meeting(ref.id)
        return _dated(_titled(meeting.title), meeting.start.date())

    return Outside(find, called, desk.history.undo)


def _titled(title: Bilingual) -> str:
    return " / ".join(filter(None, dict.fromkeys((title.host, title.home))))


def _dated(title: str, day: date) -> str:
    """Return what a meeting is called here: those of a series are told apart by their days alone."""
    return f"{title}, {day}"


def _requests(desk: Desk, ids: Sequence[int]) -> set[int]:
    return {id_ for id_, line in desk.tasks.lines(ids).items() if line.kind is TaskKind.RFI} if ids else set()


def _day(desk: Desk, hit: Hit) -> date | None:
    """Return the day an event is on: its next one, of one that is past its first."""
    event = desk.calendars.events_by_ids([hit.id]).get(hit.id)
    if event is None:
        return None
    now, host = desk.clock.now(), desk.profile.get().host_zone
    coming = [
        one for one in desk.calendars.occurrences(now, now + _AHEAD, [event.calendar_id]) if one.event_id == hit.id
    ]
    if not coming:
        return event.start.date()
    first = coming[0]
    return first.start.date() if first.all_day else to_local(first.starts, host).date()
