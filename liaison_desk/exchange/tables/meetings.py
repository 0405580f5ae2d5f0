"""Meetings as rows, one for each portion of the notes, so that a spreadsheet can sort and filter what was said."""

from collections.abc import Iterator
from datetime import UTC

from liaison_desk.domain.notetext import unmarked
from liaison_desk.exchange.tables.common import marking_of, pair_of
from liaison_desk.exchange.tables.events import when
from liaison_desk.meetings.records import AgendaItem, Attendee, Meeting, Portion, PortionLine


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
        "template": meeting.template,
        "agenda": "\n".join(map(_item, meeting.agenda)),
    }
    for portion in meeting.portions or (Portion(),):
        yield {**head, **(_said(portion) if meeting.portions else {})}


def register_row(line: PortionLine) -> dict[str, str]:
    """Return a portion of a register as a row: where it was said, what, and how the task stands that it made."""
    due = line.task.due_at if line.task else None
    return {
        "uid": line.meeting_uid,
        **pair_of("title", line.meeting_title),
        "start": when(line.start),
        "zone": line.zone,
        **_said(line.portion),
        "task_state": line.task.state if line.task else "",
        "task_due": when(due.astimezone(UTC).replace(tzinfo=None)) if due else "",
    }


def _said(portion: Portion) -> dict[str, str]:
    return {
        "portion_uid": portion.uid,
        "portion_section": portion.section,
        "portion_level": str(portion.level or ""),
        "portion_kind": portion.kind.value,
        "portion_marking": marking_of(portion.marking).get("marking_text", ""),
        **pair_of("portion", unmarked(portion.text)),
        "portion_said_by": portion.said_by,
        "portion_nation": portion.nation,
        "portion_attribution": portion.attribution.value if portion.said_by else "",
        "portion_said_at": portion.said_at.isoformat(" ", "seconds") if portion.said_at else "",
        "portion_to": portion.to_whom,
        "portion_to_nation": portion.to_nation,
        "portion_due": portion.due.isoformat() if portion.due else "",
    }


def _item(item: AgendaItem) -> str:
    """Return an item of the agenda: when after the beginning, both titles, who leads."""
    after = "" if item.after is None else f"{item.after // 60}:{item.after % 60:02d}"
    length = f"({item.minutes} min)" if item.minutes else ""
    title = " / ".join(filter(None, (item.title.host, item.title.home)))
    return " ".join(filter(None, (after, title, length, item.lead)))


def _written(attendee: Attendee) -> str:
    """Return an attendee as he was that day: rank, name, post, organization."""
    name = " ".join(filter(None, (attendee.rank, attendee.name)))
    return ", ".join(filter(None, (name, attendee.post, attendee.organization)))
