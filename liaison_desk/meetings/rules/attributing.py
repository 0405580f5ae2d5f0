"""Who said a portion, found among those who were there, so that registers can ask by person and nation."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from liaison_desk.meetings.records import Attendee, Portion


def attributed(portion: Portion, attendees: Iterable[Attendee]) -> Portion:
    """Return a portion with the contact and the nation of the attendee it names; what it says already stays."""
    if not portion.said_by or (portion.said_by_id and portion.nation):
        return portion
    found = speaker_of(portion, attendees)
    if found is None:
        return portion
    return replace(portion, said_by_id=portion.said_by_id or found.contact_id, nation=portion.nation or found.nation)


def speaker_of(portion: Portion, attendees: Iterable[Attendee]) -> Attendee | None:
    """Return the attendee who said a portion: the contact it names, else whoever is called so."""
    there = tuple(attendees)
    picked = (one for one in there if portion.said_by_id and one.contact_id == portion.said_by_id)
    called = (one for one in there if portion.said_by in _names(one))
    return next(picked, None) or next(called, None)


def _names(one: Attendee) -> Iterator[str]:
    """Yield what somebody is called in the notes: his name in either script, perhaps with his rank before it."""
    for name in (one.name, one.native):
        if name:
            yield name
            rank = one.rank.split()  # "Lt Col JASDF": the service is often left out
            yield from (f"{' '.join(rank[:words])} {name}" for words in range(1, len(rank) + 1))
