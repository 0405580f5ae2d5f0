"""The radar: whatever ends, by day, what is past first, with how far away it is and when its renewal has to begin."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from liaison_desk.briefings.document import Band, Column, Line, PortionText, Row, Section, Source
from liaison_desk.briefings.sections.arrangements import TYPES
from liaison_desk.briefings.sections.exercising import marked_once
from liaison_desk.briefings.sections.partnerships import Partnering, Told, days_from, partnering, today_at
from liaison_desk.briefings.sections.setting import Setting
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.errors import RefusedError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.partnership.records import (
    ARRANGEMENT,
    GIFT,
    VALIDITY,
    VISIT,
    ArrangementType,
    Cause,
    RadarLine,
    Urgency,
    ValidityType,
)

_MOST: Final = 5_000
VALIDITIES: Final[Mapping[ValidityType, str]] = {
    ValidityType.DISCLOSURE_LETTER: "Disclosure letter",
    ValidityType.BADGE: "Badge",
    ValidityType.ACCESS: "Access permit",
    ValidityType.VISIT_AUTHORIZATION: "Visit authorization",
    ValidityType.PASSPORT: "Passport",
    ValidityType.VISA: "Visa",
    ValidityType.LEASE: "Lease",
    ValidityType.VEHICLE: "Vehicle registration",
    ValidityType.CERTIFICATE: "Certificate",
    ValidityType.TOUR: "End of tour",
    ValidityType.OTHER: "Other end date",
}
_RENEWED: Final = frozenset({Cause.EXPIRY, Cause.END})
_BANDS: Final[Mapping[Urgency, str]] = {
    Urgency.PAST: "Past its day",
    Urgency.NOW: "To be renewed now",
    Urgency.SOON: "Coming up for renewal",
    Urgency.LATER: "Further ahead",
}


def build(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the table of what ends; with ``months`` above 0 only of what ends within so many."""
    lines = radar_lines(setting, int(options["months"]))
    around = radar_names(setting, lines)
    rows: list[Row | Band] = []
    for urgency, words in _BANDS.items():
        some = [line for line in lines if line.urgency is urgency]
        if some:
            rows += [Band(setting.words(words)), *(_row(around, line) for line in some)]
    columns = (
        Column(setting.words("Day")),
        Column(setting.words("Time left")),
        Column(setting.words("What ends"), 2.6),
        Column(setting.words("Kind"), 1.5),
        Column(setting.words("Held by"), 1.2, spare=True),
        Column(setting.words("Renew from"), spare=True),
    )
    blocks = (marked_once(setting, columns, rows),) if rows else ()
    return Section("expiry_radar", setting.line("Expiry radar"), blocks, setting.words("Nothing to report."))


def radar_lines(setting: Setting, months: int = 0) -> Sequence[RadarLine]:
    """Return what ends, by day; RefusedError for more than a packet can hold."""
    books = setting.partnership
    if books is None:
        return ()
    lines = books.coming()
    if months:
        lines = [line for line in lines if (line.day - today_at(setting)).days <= months * 31]
    if len(lines) > _MOST:
        # Cut off there, the paper would change with those that are withheld, and lose the others silently.
        raise RefusedError("A packet holds {count} end dates at most. Ask for fewer months.", count=_MOST)
    return lines


def radar_names(setting: Setting, lines: Sequence[RadarLine]) -> Partnering:
    """Look up whom what ends names."""
    return partnering(setting, [line.title for line in lines], [line.holder for line in lines])


def radar_told(around: Partnering, line: RadarLine) -> Told:
    """Return the record of a line to be told of."""
    marking = Marking.decode(line.marking)
    record = Source(RecordRef(line.kind, line.id, line.title.host or line.title.home), marking, line.uid)
    return Told(around, record, marking)


def radar_kind(told: Told, line: RadarLine) -> PortionText:
    """Return what it is that ends, or is to be done by then."""
    if line.cause is Cause.REVIEW:
        return told.fixed("Review of the arrangement")
    if line.cause is Cause.REPORT or line.kind == GIFT:
        return told.fixed("Report of a gift")
    if line.kind == ARRANGEMENT:
        return told.fixed(TYPES[ArrangementType(line.type)])
    if line.kind == VISIT:
        return told.fixed("Visit authorization")
    return told.fixed(VALIDITIES[ValidityType(line.type)] if line.kind == VALIDITY else "Other end date")


def _row(around: Partnering, line: RadarLine) -> Row:
    told = radar_told(around, line)
    holder = told.person(line.holder)
    return Row(
        (
            told.day(line.day),
            told.line(days_from(around.setting, line.day)),
            Line((told.title(line.title),)),
            Line((radar_kind(told, line),)),
            Line(tuple(replace(piece, title=False) for piece in holder)),
            told.day(line.begin if line.cause in _RENEWED else None),
        ),
        lead=2,
    )
