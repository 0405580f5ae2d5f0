"""Sorts an entry's lines: those that become fields, those that come in numbers, and those that are only kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from liaison_desk.exchange.ical.lines import Component, Line, parts_of
from liaison_desk.exchange.ical.reading import Reading
from liaison_desk.exchange.ical.rules import lost_parts, old_rule, tidy_rule
from liaison_desk.exchange.ical.values import Length, Moment, in_zone, instant, later, parse_length
from liaison_desk.exchange.ical.wording import KEPT
from liaison_desk.foundation.core.errors import DeskError

MOST_DATES = 15_000
_ONE_DAY = Length(1, 0)


@dataclass(slots=True)
class Fields:
    """An entry's lines by name: ``one`` of each single property, ``many`` of the repeated, ``extra`` for the rest.

    ``parts`` are the lines of components inside the entry that are only kept; they stand after all else.
    """

    one: dict[str, Line] = field(default_factory=dict)
    many: dict[str, list[Line]] = field(default_factory=dict)
    extra: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    def value(self, name: str) -> str:
        """Return the trimmed value of a single property, "" if it is not there."""
        line = self.one.get(name)
        return line.value.strip() if line else ""

    def kept(self, more: Iterable[str] = ()) -> tuple[str, ...]:
        """Return everything that is only kept, in an order that stays the same when it is written and read again."""
        lines = [*self.extra, *more]
        return (*sorted(lines, key=lambda raw: raw.startswith(KEPT)), *self.parts)

    def lines(self, *names: str) -> list[Line]:
        """Return the lines of repeated properties in the order of the names."""
        return [line for name in names for line in self.many.get(name, ())]


def sort_fields(component: Component, names: Mapping[str, bool], reading: Reading) -> Fields:
    """Sort an entry's lines by ``names``: True for a property that may repeat, False for one that may not."""
    fields = Fields()
    one, many = fields.one, fields.many
    for line in component.lines:
        repeats = names.get(line.name)
        if repeats is None:
            fields.extra.append(reading.unread(line))
        elif repeats:
            many.setdefault(line.name, []).append(line)
        elif line.name not in one:
            one[line.name] = line
        elif line.raw != one[line.name].raw:
            reading.problem(line.number, "The entry has a second {name}; only the first counts.", name=line.name)
            fields.extra.append(reading.keep(line))
    return fields


def number(text: str, least: int, most: int) -> int | None:
    """Return a whole number within bounds, or None."""
    text = text.strip().removeprefix("+")
    if len(text) > 10 or not text.isascii() or not text.removeprefix("-").isdecimal():
        return None
    return int(text) if least <= int(text) <= most else None


def categories(lines: list[Line], old: bool) -> tuple[str, ...]:
    """Return the categories of all lines, each once."""
    return tuple(dict.fromkeys(name for line in lines for name in parts_of(line.value, ",;" if old else ",")))


def read_date(fields: Fields, name: str, reading: Reading) -> Moment | None:
    """Return a date property's moment; one that cannot be read is told and kept."""
    line = fields.one.get(name)
    if line is None:
        return None
    moment = reading.moment(line)
    if moment is None and line.value.strip():
        reading.problem(line.number, "The date {value} of {name} could not be read.", value=line.value[:40], name=name)
        fields.extra.append(reading.keep(line))
    return moment


def read_end(fields: Fields, start: Moment, end: Moment | None, reading: Reading) -> Moment:
    """Return when an entry ends (RFC 5545 §3.6.1): as it says, after its duration, or by rule; never before its start."""
    line = fields.one.get("DTEND") or fields.one.get("DURATION")
    try:
        if end is None and (length := _length(fields, reading)):
            end = Moment(later(start, length), start.zone, start.all_day)
            if start.all_day and length.seconds:
                end = end._replace(at=_midnight_after(end.at))
        if end is None:
            return Moment(later(start, _ONE_DAY), "", True) if start.all_day else start
        end = _alike(start, end)
        same = start.zone == end.zone
        early = end.at < start.at if same else instant(end) < instant(start)
        if early and line:
            reading.problem(line.number, "The end lies before the start; the entry is kept without a length.")
        if early or (start.all_day and end.at == start.at):
            return Moment(later(start, _ONE_DAY), "", True) if start.all_day else start
    except DeskError:
        if line:
            reading.problem(line.number, "The end lies outside the calendar; the entry is kept without a length.")
        return start
    return end


def _alike(start: Moment, end: Moment) -> Moment:
    """Return the end as a day if the start is one, else as a time; if one of them floats, both are read by one clock."""
    if start.all_day:
        return Moment(end.at if end.all_day else _midnight_after(end.at), "", True)
    if end.all_day or not (start.zone and end.zone):
        return Moment(end.at, start.zone, False)
    return end


def _midnight_after(at: datetime) -> datetime:
    midnight = at.replace(hour=0, minute=0, second=0)
    return midnight if midnight == at else midnight + timedelta(days=1)


def _length(fields: Fields, reading: Reading) -> Length | None:
    line = fields.one.get("DURATION")
    length = parse_length(line.value) if line else None
    if line and length is None:
        reading.problem(line.number, "The duration {value} could not be read.", value=line.value[:40])
        fields.extra.append(reading.keep(line))
    return length


def read_rules(fields: Fields, name: str, reading: Reading) -> tuple[str, ...]:
    """Return the rules of RRULE or EXRULE lines; a bad one is told and kept aside, and the entry stands without it."""
    rules: list[str] = []
    for line in fields.many.get(name, ()):
        value = line.value.strip()
        rule = tidy_rule(value) if "FREQ" in value.upper() else old_rule(value)
        if rule:
            rules.append(rule)
            if "FREQ" in value.upper() and lost_parts(value, rule):
                reading.problem(
                    line.number, "A part of the rule {value} could not be read and was dropped.", value=value[:80]
                )
        elif value:
            reading.problem(
                line.number, "The rule {value} could not be read; the entry does not follow it.", value=value[:80]
            )
            fields.extra.append(reading.keep(line))
    return tuple(dict.fromkeys(rules))


def read_dates(
    fields: Fields, name: str, start: Moment, reading: Reading
) -> tuple[tuple[datetime, ...], tuple[datetime | None, ...]]:
    """Return the dates of RDATE or EXDATE lines as wall times of the series, and the ends of those that are periods."""
    dates: list[datetime] = []
    ends: list[datetime | None] = []
    seen: set[str] = set()
    for line in fields.many.get(name, ()):
        for piece in line.value.replace(";", ",").split(","):
            value, slash, tail = piece.strip().rstrip("/").partition("/")
            if not value or (said := line.param("TZID") + piece) in seen:
                continue
            if len(dates) == MOST_DATES:
                reading.problem(
                    line.number,
                    "{name} has more than {most} dates; the rest was left out.",
                    name=name,
                    most=f"{MOST_DATES:,}",
                )
                return _paired(dates, ends)
            seen.add(said)
            moment = reading.moment(line, value)
            try:
                at = series_time(moment, start) if moment else None
                end = _period_end(line, moment, tail, start, reading) if moment and slash else None
            except DeskError:
                at = None
            if at is None:
                reading.problem(
                    line.number, "The date {value} of {name} could not be read.", value=piece[:40], name=name
                )
                continue
            if name == "RDATE" and start.all_day and moment and moment.at != at:
                told = "The time of {value} was left out, for the entry is of whole days."
                reading.problem(line.number, told, value=piece.strip()[:40])
            dates.append(at)
            ends.append(end)
    return _paired(dates, ends)


def _paired(
    dates: list[datetime], ends: list[datetime | None]
) -> tuple[tuple[datetime, ...], tuple[datetime | None, ...]]:
    return (tuple(dates), tuple(ends)) if any(ends) else (tuple(dict.fromkeys(dates)), ())


def _period_end(line: Line, begin: Moment, tail: str, start: Moment, reading: Reading) -> datetime | None:
    length = parse_length(tail)
    end = Moment(later(begin, length), begin.zone, False) if length else reading.moment(line, tail)
    if end is None:
        raise DeskError("Bad period")
    return series_time(end, start)


def series_time(moment: Moment, start: Moment) -> datetime:
    """Return a moment as the wall time of a series that begins at ``start``. May raise DeskError.

    A date in a series of times means that day's time, a time in a series of days means its day.
    """
    if start.all_day:
        return moment.at.replace(hour=0, minute=0, second=0)
    if moment.all_day:
        return datetime.combine(moment.at, start.at.time())
    return in_zone(moment, start.zone)
