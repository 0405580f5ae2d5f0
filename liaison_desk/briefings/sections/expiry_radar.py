"""The radar: whatever ends, by day, what is past first, with how far away it is and when its renewal has to begin."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
    Validity,
    ValidityType,
)
from liaison_desk.partnership.words.ends import type_words

_MOST: Final = 5_000
_RENEWED: Final = frozenset({Cause.EXPIRY, Cause.END})
_BANDS: Final[Mapping[Urgency, str]] = {
    Urgency.PAST: "Past its day",
    Urgency.NOW: "To be renewed now",
    Urgency.SOON: "Coming up for renewal",
    Urgency.LATER: "Further ahead",
}


def build(setting: Setting, options: Mapping[str, Any]) -> Section:
    """Build the table of what ends; with ``months`` above 0 only of what ends within so many."""
    found = coming(setting, int(options["months"]))
    rows: list[Row | Band] = []
    for urgency, words in _BANDS.items():
        some = [line for line in found.lines if line.urgency is urgency]
        if some:
            rows += [Band(setting.words(words)), *(_row(setting, found, line) for line in some)]
    columns = (
        Column(setting.words("Day")),
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


@dataclass(frozen=True, slots=True)
class Coming:
    """What ends, and whom it names: whoever holds something is asked of its record, for a line tells him by name alone."""

    lines: Sequence[RadarLine]
    around: Partnering
    held: Mapping[int, Validity]

    def told(self, line: RadarLine) -> Told:
        """Return the record of a line to be told of."""
        marking = Marking.decode(line.marking)
        record = Source(RecordRef(line.kind, line.id, line.title.host or line.title.home), marking, line.uid)
        return Told(self.around, record, marking)

    def holder(self, line: RadarLine) -> Line:
        """Return who holds what ends; nothing for what nobody holds."""
        one = self.held.get(line.id)
        return Line(self.told(line).person(one.holder, one.holder_id)) if one is not None else Line(())


def coming(setting: Setting, months: int = 0) -> Coming:
    """Look up what ends; with ``months`` above 0 within so many."""
    lines, books = radar_lines(setting, months), setting.partnership
    ids = [line.id for line in lines if line.kind == VALIDITY]
    held = books.validities.by_ids(ids) if books is not None and ids else {}
    return Coming(lines, partnering(setting, [*(line.title for line in lines), *held.values()]), held)


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
    return end_kind(told, ValidityType(line.type) if line.kind == VALIDITY else ValidityType.OTHER)


def end_kind(told: Told, kind: ValidityType) -> PortionText:
    """Return what kind of thing it is that ends, as the radar of the window calls it."""
    return told.says(told.setting.each(lambda language: type_words(language, kind)))


def _row(setting: Setting, found: Coming, line: RadarLine) -> Row:
    told = found.told(line)
    return Row(
        (
            Line((*told.day(line.day).portions, told.says(days_from(setting, line.day))), separator="\n"),
            Line((told.title(line.title),)),
            Line((radar_kind(told, line),)),
            found.holder(line),
            told.day(line.begin if line.cause in _RENEWED else None),
        ),
        lead=1,
    )
