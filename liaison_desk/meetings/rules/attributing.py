"""Who said a portion and whom it is promised to, found among those who were there: registers ask by person and nation."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from liaison_desk.domain.nations import load_nations
from liaison_desk.meetings.records import Attendee, Portion


def attributed(portion: Portion, attendees: Iterable[Attendee]) -> Portion:
    """Return a portion with the contact and nation of the attendee who said it, and the nation of whom it is promised to.

    What it says already stays.
    """
    there = tuple(attendees)
    if portion.said_by and not (portion.said_by_id and portion.nation):
        found = speaker_of(portion, there)
        if found is not None:
            portion = replace(
                portion, said_by_id=portion.said_by_id or found.contact_id, nation=portion.nation or found.nation
            )
    if portion.to_whom and not portion.to_nation:
        portion = replace(portion, to_nation=_nation_of(portion.to_whom, there))
    return portion


def speaker_of(portion: Portion, attendees: Iterable[Attendee]) -> Attendee | None:
    """Return the attendee who said a portion: the contact it names, else whoever is called so."""
    there = tuple(attendees)
    picked = (one for one in there if portion.said_by_id and one.contact_id == portion.said_by_id)
    return next(picked, None) or attendee_called(portion.said_by, there)


def attendee_called(words: str, attendees: Iterable[Attendee]) -> Attendee | None:
    """Return the attendee who is called so, with his rank or without it, in either script."""
    return next((one for one in attendees if words in _names(one)), None)


def in_script(words: str, one: Attendee | None, *, native: bool) -> str:
    """Return what somebody is called with his name in his own script, or in Latin letters, where it is known so."""
    wanted, other = (one.native, one.name) if one and native else (one.name, one.native) if one else ("", "")
    return words.replace(other, wanted) if wanted and other else words


def _nation_of(called: str, there: Iterable[Attendee]) -> str:
    """Return the nation of the attendee who is called so, or the nation that is."""
    found = attendee_called(called, there)
    return (found.nation if found is not None else "") or load_nations().meant(called)


def _names(one: Attendee) -> Iterator[str]:
    """Yield what somebody is called in the notes: his name in either script, perhaps with his rank before it."""
    for name in (one.name, one.native):
        if name:
            yield name
            rank = one.rank.split()  # "Lt Col JASDF": the service is often left out
            yield from (f"{' '.join(rank[:words])} {name}" for words in range(1, len(rank) + 1))
