"""What there is to know about an occurrence beside its time, line by line, for the popover."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from liaison_desk.calendar.records import Event, Occurrence, Override, Participant, Status
from liaison_desk.calendar.words.rule_words import say_event
from liaison_desk.calendar.words.wording import Wording, zone_letter
from liaison_desk.domain.bilingual import Side
from liaison_desk.domain.towns import town_of
from liaison_desk.domain.zones import to_local

_SHOWN_PEOPLE: Final = 3
_MOST: Final = 400


def other_title(wording: Wording, occurrence: Occurrence) -> str:
    """Return the title in the language that is not shown, empty where there is none or it is the same."""
    shown, title = wording.title(occurrence), occurrence.title
    return next(
        (text for text in (title.side(Side.HOME), title.side(Side.HOST)) if text.strip() and text.strip() != shown), ""
    )


def facts_of(
    wording: Wording, occurrence: Occurrence, event: Event, content: Override, now: datetime, names: Mapping[int, str]
) -> list[tuple[str, str, str]]:
    """Return icon, words and tone of every fact there is, the pressing ones first; ``names`` are what contacts are called."""
    tr, text = wording.language.tr, wording.text
    reason = text(content.reason)
    access = {"invitation": tr("By invitation"), "closed": tr("Closed to liaison officers")}.get(event.access, "")
    found = (
        (
            "circle-x",
            tr("Cancelled: {reason}", reason=reason) if reason and content.status is Status.CANCELLED else "",
            "red",
        ),
        ("globe", _end_zone(wording, occurrence, content), "t2"),
        ("map-pin", text(content.place), "t2"),
        ("car", _travel(wording, event), "t2"),
        ("video", event.link, "t2"),
        ("users", _some(tr(", "), [_called(one, names) for one in content.participants]), "t2"),
        ("mail", _invited(wording, event), "t2"),
        ("building-2", tr(", ").join(one.name for one in event.organizations), "t2"),
        ("repeat", say_event(event, wording, now), "t2"),
        ("lock", access, "t2"),
        ("tag", tr(", ").join(event.categories), "t2"),
        ("target", text(event.rhythm.purpose) if event.rhythm is not None else "", "t2"),
        ("file-text", text(content.description)[:_MOST], "t2"),
    )
    return [fact for fact in found if fact[1]]


def _invited(wording: Wording, event: Event) -> str:
    """Return who invites to an event that came from somebody else."""
    who = event.organizer
    name = (who.name or who.email) if who is not None else ""
    return wording.language.tr("Invited by {name}", name=name) if name else ""


def _called(one: Participant, names: Mapping[int, str]) -> str:
    return names.get(one.contact_id) or one.name or one.email


def _some(comma: str, people: list[str]) -> str:
    rest = len(people) - _SHOWN_PEOPLE
    return comma.join(people[:_SHOWN_PEOPLE]) + (f", +{rest}" if rest > 0 else "")


def _end_zone(wording: Wording, occurrence: Occurrence, content: Override) -> str:
    """Return when it ends where it ends, for one that ends in another zone than it began in."""
    zone = content.end_zone
    if occurrence.all_day or not zone or zone == (content.zone or occurrence.zone):
        return ""
    there = to_local(occurrence.ends, zone)
    when = f"{wording.day(there.date())} {there:%H%M}{zone_letter(zone, occurrence.ends)}"
    return wording.language.tr("Ends {when} in {town}", when=when, town=town_of(zone))


def _travel(wording: Wording, event: Event) -> str:
    tr = wording.language.tr
    parts = [tr("{n} min of travel before", n=event.travel_before)] if event.travel_before else []
    parts += [tr("{n} min after", n=event.travel_after)] if event.travel_after else []
    return tr(", ").join(parts)
