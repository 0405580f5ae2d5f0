"""What hovering or choosing an event says: when in three zones, how sure it is, who may come, the way there, what it clashes with."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from liaison_desk.calendar.records import Occurrence
from liaison_desk.calendar.ui.drag import Cast
from liaison_desk.calendar.words.status_words import status_words
from liaison_desk.calendar.words.wording import Wording
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.zones import to_utc

_NAMED: Final = 2
_DAY: Final = timedelta(days=1)


def access_words(wording: Wording, one: Occurrence) -> str:
    """Return who of the liaison officers may come, empty when all may."""
    tr = wording.language.tr
    return {"invitation": tr("By invitation"), "closed": tr("Closed to liaison officers")}.get(one.access, "")


def access_icon(one: Occurrence) -> str:
    """Return the icon of who may come, empty when all may."""
    return {"invitation": "ticket", "closed": "lock"}.get(one.access, "")


def clash_words(wording: Wording, others: Sequence[Occurrence]) -> str:
    """Return what an event overlaps with: names of the first, and how many conflicts there are; empty for none."""
    if not others:
        return ""
    names = wording.language.tr(", ").join(wording.title(other) for other in others[:_NAMED])
    if len(others) > _NAMED:
        names += "…"
    words = wording.language.tr("overlaps with {names}", names=names)
    count = wording.language.count("{n} conflict", "{n} conflicts", len(others))
    return words if len(others) == 1 else f"{words} ({count})"


def travel_words(wording: Wording, one: Occurrence) -> str:
    """Return how long the way there and back takes, empty for none."""
    tr = wording.language.tr
    there, back = (wording.length(timedelta(minutes=minutes)) for minutes in (one.travel_before, one.travel_after))
    words = (tr("way there {time}", time=there), tr("way back {time}", time=back))
    return tr(", ").join(
        said for said, minutes in zip(words, (one.travel_before, one.travel_after), strict=True) if minutes
    )


def line(wording: Wording, one: Occurrence, others: Sequence[Occurrence]) -> str:
    """Return a whole occurrence in one line, for the status line and screen readers; ``others`` are what it clashes with."""
    if one.holiday:
        return " · ".join(_of_holiday(wording, one))
    more = (status_words(wording.language.tr, one), access_words(wording, one), travel_words(wording, one))
    return " · ".join(part for part in (wording.line(one), *more, clash_words(wording, others)) if part)


def tip(wording: Wording, one: Occurrence, others: Sequence[Occurrence]) -> str:
    """Return what stands in the tool tip of an occurrence, in several lines."""
    if one.holiday:
        return "\n".join(_of_holiday(wording, one))
    rows = [f"{row.name}  {row.words}  {row.dtg}" for row in wording.rows(one.starts, one.ends)]
    when = [wording.when(one)] if one.all_day else rows
    facts = " · ".join(
        part for part in (one.calendar, status_words(wording.language.tr, one), access_words(wording, one)) if part
    )
    more = (wording.text(one.place), facts, travel_words(wording, one), clash_words(wording, others))
    return "\n".join(text for text in (wording.title(one), *when, *more) if text)


def _of_holiday(wording: Wording, one: Occurrence) -> tuple[str, ...]:
    nation = load_nations().name(one.holiday, wording.language.code)
    holiday = wording.language.tr("Public holiday ({nation})", nation=nation)
    return wording.title(one), wording.when(one), holiday


def cast_words(wording: Wording, cast: Cast) -> str:
    """Return when something shall be: ``Tue 24 Nov · All day``, or its hours in three zones."""
    if not cast.all_day:
        zone = wording.profile().host_zone
        return wording.times(to_utc(cast.start, zone), to_utc(cast.end, zone))
    first, last = cast.start.date(), (cast.end - _DAY).date()
    days = wording.day(first) if first == last else wording.span(first, last)
    return f"{days} · {wording.language.tr('All day')}"
