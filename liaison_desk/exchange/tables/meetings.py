"""Meetings as rows, one for each portion of the notes, so that a spreadsheet can sort and filter what was said."""

from collections.abc import Iterator

from liaison_desk.domain.notetext import unmarked
from liaison_desk.exchange.tables.common import marking_of, pair_of
from liaison_desk.exchange.tables.events import when
from liaison_desk.meetings.records import Attendee, Meeting, Portion


def rows_of(meeting: Meeting) -> Iterator[dict[str, str]]:
    """Yield the meeting's rows; a meeting without notes has one."""
    head = {
        "uid": meeting.uid,
        "marking_text": marking_of(meeting.marking).get("marking_text", ""),
        **pair_of("title", meeting.title),
        **pair_of("place", meeting.place),
        "start": when(meeting.start),
        "end": when(meeting.end),
        "zone": meeting.zone,
        "kind": meeting.kind,
        "state": meeting.state,
        "link": meeting.link,
        "chair": meeting.chair,
        "series": meeting.series,
        "interpreter": meeting.interpreter,
        "attendees": "; ".join(_written(attendee) for attendee in meeting.attendees),
    }
    for portion in meeting.portions or (Portion(),):
        shown = bool(meeting.portions)
        yield {
            **head,
            "portion_kind": portion.kind.value if shown else "",
            "portion_marking": marking_of(portion.marking).get("marking_text", ""),
            **pair_of("portion", unmarked(portion.text)),
            "portion_said_by": portion.said_by,
        }


def _written(attendee: Attendee) -> str:
    """Return an attendee as he was that day: rank, name, post, organization."""
    name = " ".join(filter(None, (attendee.rank, attendee.name)))
    return ", ".join(filter(None, (name, attendee.post, attendee.organization)))
