"""What reading one file needs everywhere: the desk's settings, the file's zones, its problems, and moments in time."""

from datetime import UTC, datetime
from typing import Any

from liaison_desk.domain.marking import Marking
from liaison_desk.exchange.ical.lines import Component, Line, unescape
from liaison_desk.exchange.ical.timezones import ZoneBook
from liaison_desk.exchange.ical.values import UTC_ZONE, Moment, parse_stamp, stamp_line
from liaison_desk.exchange.ical.wording import KEPT
from liaison_desk.exchange.result import LineProblem, ReadSettings
from liaison_desk.foundation.core.errors import DeskError

_MOST_PROBLEMS = 1000
_DATES = frozenset({"RDATE", "EXDATE", "RECURRENCE-ID"})
# What writers put where a time of change is unknown.
NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)


class Reading:
    """One file being read. ``method`` and ``old_zone`` are those of the calendar the reader is in."""

    def __init__(self, settings: ReadSettings) -> None:
        self.settings = settings
        self.method = ""
        self.old = False
        self.old_zone = ""
        self.zones = ZoneBook(Component("", 0), (settings.zone, settings.home_zone), self.problem)
        self.problems: list[LineProblem] = []
        self.skipped = 0

    def open(self, root: Component) -> None:
        """Begin with a file that has been cut into components."""
        self.zones = ZoneBook(root, (self.settings.zone, self.settings.home_zone), self.problem)

    def leave_calendar(self) -> None:
        """Forget what was true of one calendar of the file only."""
        self.method, self.old, self.old_zone = "", False, ""

    def problem(self, line: int, text: str, **values: Any) -> None:
        """List a problem; a file that is nothing but problems is told of only so often."""
        if len(self.problems) < _MOST_PROBLEMS:
            self.problems.append(LineProblem(line, text, values))
        elif len(self.problems) == _MOST_PROBLEMS:
            self.problems.append(LineProblem(line, "There are more problems than are listed here."))

    def skip(self, line: int, text: str, **values: Any) -> None:
        """List an entry that is left out."""
        self.skipped += 1
        self.problem(line, text, **values)

    def moment(self, line: Line, value: str | None = None) -> Moment | None:
        """Return the moment a date property (or one value of it) says, or None if it cannot be read."""
        text = line.value if value is None else value
        stamp = parse_stamp(text)
        if stamp is None and value is None and ":" in line.value:
            # A zone's name with a colon in it, not quoted: DTSTART;TZID=(GMT+01:00) Paris:20260105T090000
            head, _, tail = line.raw.rpartition(":")
            stamp = parse_stamp(tail)
            place = head.upper().find("TZID=")
            if stamp and place >= 0 and not (stamp.all_day or stamp.utc):
                return Moment(stamp.at, self.zones.settle(head[place + 5 :].strip('"'), line.number), False)
        if stamp is None:
            return None
        if stamp.all_day:
            return Moment(stamp.at, "", True)
        if stamp.utc:
            return Moment(stamp.at, UTC_ZONE, False)
        if line.params and (name := line.param("TZID")):
            return Moment(stamp.at, self.zones.settle(name, line.number), False)
        return Moment(stamp.at, self.old_zone, False)

    def instant(self, line: Line | None) -> datetime | None:
        """Return the instant of CREATED and its like (aware, UTC); they are in UTC whatever they say."""
        stamp = parse_stamp(line.value) if line else None
        return stamp.at.replace(tzinfo=UTC) if stamp else None

    def stamps(self, found: dict[str, Line]) -> tuple[datetime | None, datetime | None]:
        """Return when an entry was made and last changed, as far as it says."""
        created = self.instant(found.get("CREATED") or found.get("DCREATED"))
        changed = self.instant(found.get("LAST-MODIFIED")) or self.instant(found.get("DTSTAMP"))
        return created, None if changed == NO_TIME else changed

    def marking(self, line: Line | None) -> Marking | None:
        """Return the marking of a desk's own file, else the one the user gave for this import.

        A damaged marking leaves the record unmarked, that is with the officer: never with a lesser one.
        """
        if line is None:
            return self.settings.marking
        try:
            return Marking.decode(unescape(line.value))
        except DeskError:
            self.problem(line.number, "The marking could not be read; the entry stays unmarked.")
            return None

    def keep(self, line: Line) -> str:
        """Return a line that found no place, renamed so that no program takes it for the real property."""
        return KEPT + self.known_zone(line).lstrip()

    def unread(self, line: Line) -> str:
        """Return a line as it is kept: raw, but dates as the standard wants them and zones that this desk defines."""
        if line.name in {"DURATION", "TRIGGER"} or (line.name == "ATTACH" and "\\n" in line.value):
            # Out of place here, and strict programs refuse a whole file for one of them that is not as it should be.
            return self.keep(line)
        if line.name not in _DATES or "/" in line.value:
            return self.known_zone(line) if "TZID" in line.params else line.raw
        values = [value.strip() for value in line.value.replace(";", ",").split(",") if value.strip()]
        moments = [moment for value in values if (moment := self.moment(line, value))]
        if not moments or len(moments) < len(values) or len({moment[1:] for moment in moments}) > 1:
            return self.keep(line)
        _, zone, all_day = moments[0]
        reach = f";RANGE={line.params['RANGE']}" if "RANGE" in line.params else ""
        texts = [stamp_line(line.name + reach, moment.at, zone, all_day).rpartition(":") for moment in moments]
        return f"{texts[0][0]}:{','.join(text for _, _, text in texts)}"

    def known_zone(self, line: Line) -> str:
        """Return a raw line with its TZID as a zone this desk knows, for lines that are written back unread."""
        name = line.param("TZID") if line.params else ""
        zone = self.zones.settle(name, line.number) if name else ""
        if not zone or zone == name:
            return line.raw
        words = "".join(f";{key}={word}" for key, word in line.params.items() if key != "TZID")
        if zone == UTC_ZONE:
            return f"{line.name}{words}:{','.join(part + 'Z' for part in line.value.split(','))}"
        return f"{line.name};TZID={zone}{words}:{line.value}"
