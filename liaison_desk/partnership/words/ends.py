"""What ends, in words: what it is, what falls on its day, how far that is."""

from datetime import date
from typing import Final

from liaison_desk.foundation.core.language import Language
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
from liaison_desk.partnership.words.arrangements import type_names

ICONS: Final = {
    ValidityType.DISCLOSURE_LETTER: "file-check",
    ValidityType.BADGE: "id-card",
    ValidityType.ACCESS: "lock-open",
    ValidityType.VISIT_AUTHORIZATION: "plane",
    ValidityType.PASSPORT: "book-open",
    ValidityType.VISA: "stamp",
    ValidityType.LEASE: "house",
    ValidityType.VEHICLE: "car",
    ValidityType.CERTIFICATE: "badge-check",
    ValidityType.TOUR: "user",
    ValidityType.OTHER: "hourglass",
}
_KIND_ICONS: Final = {ARRANGEMENT: "handshake", VISIT: "plane", GIFT: "tag"}
TONES: Final = {Urgency.PAST: "red", Urgency.NOW: "amb", Urgency.SOON: "t1", Urgency.LATER: "t2"}


def type_words(language: Language, one: ValidityType) -> str:
    """Return what kind of thing it is that ends."""
    tr = language.tr
    return {
        ValidityType.DISCLOSURE_LETTER: tr("Disclosure letter"),
        ValidityType.BADGE: tr("Badge"),
        ValidityType.ACCESS: tr("Access rights"),
        ValidityType.VISIT_AUTHORIZATION: tr("Visit authorization"),
        ValidityType.PASSPORT: tr("Passport"),
        ValidityType.VISA: tr("Visa"),
        ValidityType.LEASE: tr("Lease"),
        ValidityType.VEHICLE: tr("Vehicle papers"),
        ValidityType.CERTIFICATE: tr("Certificate"),
        ValidityType.TOUR: tr("Tour of duty"),
        ValidityType.OTHER: tr("Other end"),
    }[one]


def what(language: Language, line: RadarLine) -> str:
    """Return what a line of the radar is about: the type of an end date, or the kind of another record."""
    if line.kind == VALIDITY:
        return type_words(language, ValidityType(line.type))
    tr = language.tr
    if line.kind == ARRANGEMENT:
        return type_names(language)[ArrangementType(line.type)]
    return {VISIT: tr("Visit"), GIFT: tr("Gift")}.get(line.kind, "")


def icon(line: RadarLine) -> str:
    """Return the icon of a line."""
    return ICONS[ValidityType(line.type)] if line.kind == VALIDITY else _KIND_ICONS.get(line.kind, "hourglass")


def falls(language: Language, line: RadarLine, day: str) -> str:
    """Return what falls on a line's day, which is said already: “Expires 22 Jan 2027”."""
    tr = language.tr
    if line.ended is not None:
        return tr("Ended early, valid until {day}", day=day)
    return {
        Cause.EXPIRY: tr("Expires {day}", day=day),
        Cause.REVIEW: tr("Review {day}", day=day),
        Cause.END: tr("Authorization ends {day}", day=day),
        Cause.REPORT: tr("Report due {day}", day=day),
    }[line.cause]


def cause_words(language: Language, line: RadarLine) -> str:
    """Return what falls on a line's day, without the day."""
    tr = language.tr
    return {
        Cause.EXPIRY: tr("expires"),
        Cause.REVIEW: tr("to be reviewed"),
        Cause.END: tr("access ends"),
        Cause.REPORT: tr("report due"),
    }[line.cause]


def how_far(language: Language, line: RadarLine, today: date) -> str:
    """Return how far a line's day is: “in 59 d”, “today”, “12 d ago”."""
    days, tr = (line.day - today).days, language.tr
    if days == 0:
        return tr("today")
    return tr("in {n} d", n=days) if days > 0 else tr("{n} d ago", n=-days)


def urgency_words(language: Language, one: str) -> str:
    """Return the heading of lines of one urgency, or of those that ended (``ended``)."""
    tr = language.tr
    return {
        str(Urgency.PAST): tr("Past its end"),
        str(Urgency.NOW): tr("To be done now"),
        str(Urgency.SOON): tr("Soon: to be begun within three months"),
        str(Urgency.LATER): tr("Later on"),
        "ended": tr("Ended, watched no more"),
    }[one]
