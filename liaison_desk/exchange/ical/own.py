"""What an event says in ways of its own: why it is cancelled, the way there, organizations, and its battle-rhythm card.

Where other programs know a line for it (COMMENT, Apple's travel time) that line is written; the rest are lines of the
desk's own, which others keep or pass over.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from liaison_desk.calendar.records import Event, Party, RhythmCard
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exchange.ical.fields import Fields
from liaison_desk.exchange.ical.lines import escape, unescape
from liaison_desk.exchange.ical.reading import Reading
from liaison_desk.exchange.ical.values import length_text, parse_length
from liaison_desk.exchange.ical.wording import OWN, read_wording, wording_lines
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.foundation.core.codec import ShapeError, plain, typed

TRAVEL_BEFORE = "X-APPLE-TRAVEL-DURATION"
TRAVEL_AFTER = OWN + "TRAVEL-AFTER"
TRAVEL = (TRAVEL_BEFORE, TRAVEL_AFTER)
RHYTHM = OWN + "RHYTHM"
ORGANIZATION = OWN + "ORGANIZATION"
COMMENTS = ("COMMENT", OWN + "COMMENT")
_REASON = OWN + "REASON"
"""The parameter that tells the comment which says why an event is cancelled from all other comments."""
_LONGEST_WAY = 60 * 24 * 7
_LONGEST_CARD = 200_000


def read_reason(fields: Fields, reading: Reading) -> Bilingual:
    """Return why an entry is cancelled; other comments are kept. A cancellation that is sent says it in its comment."""
    said = reading.method == "CANCEL"
    told = [line for line in fields.lines(*COMMENTS) if said or _REASON in line.params or line.name != "COMMENT"]
    fields.extra += [reading.unread(line) for line in fields.lines("COMMENT") if line not in told]
    bare = [line._replace(params={k: v for k, v in line.params.items() if k != _REASON}) for line in told]
    return read_wording(bare, reading.settings, fields.extra) if bare else Bilingual()


def reason_lines(reason: Bilingual, settings: ReadSettings) -> Iterator[str]:
    """Yield why an entry is cancelled as comments."""
    for line in wording_lines("COMMENT", reason, settings):
        yield line.replace("COMMENT", f"COMMENT;{_REASON}=TRUE", 1) if line.startswith("COMMENT") else line


def read_travel(fields: Fields, name: str, reading: Reading, extra: list[str]) -> int:
    """Return the minutes on the way that a line tells; one that tells no whole minutes is only kept."""
    line = fields.one.get(name)
    length = parse_length(line.value) if line else None
    if line is None:
        return 0
    if length and 0 <= length.minutes <= _LONGEST_WAY and length.minutes == int(length.minutes):
        return int(length.minutes)
    extra.append(reading.keep(line))
    return 0


def travel_lines(event: Event) -> list[str]:
    """Return the minutes on the way there, as Apple's programs write them, and back."""
    ways = zip(TRAVEL, (event.travel_before, event.travel_after), strict=True)
    return [f"{name};VALUE=DURATION:{length_text(minutes)}" for name, minutes in ways if minutes]


def read_organizations(fields: Fields) -> tuple[Party, ...]:
    """Return the organizations that take part, by name."""
    names = (unescape(line.value).strip() for line in fields.lines(ORGANIZATION))
    return tuple(Party(name) for name in names if name)


def read_rhythm(fields: Fields, reading: Reading, extra: list[str]) -> RhythmCard | None:
    """Return the battle-rhythm card; one that cannot be read is told and kept."""
    line = fields.one.get(RHYTHM)
    if line is None:
        return None
    try:
        if len(line.value) > _LONGEST_CARD:
            raise ShapeError("too long")
        return _numberless(typed(RhythmCard, json.loads(unescape(line.value))))
    except (ValueError, RecursionError):
        reading.problem(line.number, "The battle-rhythm card could not be read; the event stands without it.")
        extra.append(reading.keep(line))
        return None


def own_lines(event: Event) -> Iterable[str]:
    """Yield the organizations and the battle-rhythm card of an event; numbers mean nothing outside this desk."""
    yield from (f"{ORGANIZATION}:{escape(one.name)}" for one in event.organizations if one.name.strip())
    if event.rhythm is not None:
        card = json.dumps(plain(_numberless(event.rhythm)), ensure_ascii=False, separators=(",", ":"))
        yield f"{RHYTHM}:{escape(card)}"


def _numberless(card: RhythmCard) -> RhythmCard:
    return replace(card, chair=replace(card.chair, contact_id=0)) if card.chair else card
