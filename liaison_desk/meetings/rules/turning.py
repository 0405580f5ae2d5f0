"""Texts as they are kept of meetings: without what makes letters run the other way.

Such a sign (U+202E and its like) is not seen, and turns what stands behind it as well: a marking, a name, a date. Letters of
languages that run from right to left do so by themselves.
"""

from dataclasses import replace

from liaison_desk.domain.text import unturned
from liaison_desk.meetings.records import Meeting, Portion


def head_as_written(meeting: Meeting) -> Meeting:
    """Return a meeting whose title, place, people and agenda run the way they are written; its notes are left as they are."""
    people = tuple(
        replace(
            one, name=unturned(one.name), native=unturned(one.native), rank=unturned(one.rank), post=unturned(one.post),
            organization=unturned(one.organization),
        )
        for one in meeting.attendees
    )  # fmt: skip
    agenda = tuple(replace(one, title=one.title.unturned(), lead=unturned(one.lead)) for one in meeting.agenda)
    return replace(
        meeting, title=meeting.title.unturned(), place=meeting.place.unturned(), chair=unturned(meeting.chair),
        series=unturned(meeting.series), interpreter=unturned(meeting.interpreter), attendees=people, agenda=agenda,
    )  # fmt: skip


def portion_as_written(portion: Portion) -> Portion:
    """Return a portion whose words and names run the way they are written."""
    text, said_by, to_whom = portion.text.unturned(), unturned(portion.said_by), unturned(portion.to_whom)
    if text is portion.text and (said_by, to_whom) == (portion.said_by, portion.to_whom):
        return portion
    return replace(portion, text=text, said_by=said_by, to_whom=to_whom)
