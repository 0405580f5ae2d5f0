"""Printing from the pages: what is on show there becomes a packet, for pages know nothing of paper."""

from collections.abc import Sequence
from datetime import date, timedelta

from liaison_desk.app.desk import Desk
from liaison_desk.briefings.records import PacketRequest
from liaison_desk.calendar.records import Occurrence
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.qt.context import Ui

CALENDARS = ("week-glance", "month", "quarter", "planning-24", "rhythm-week", "event-cards", "schedule")
_OF_VIEW = {
    "day": "week-glance",
    "work-week": "week-glance",
    "week": "week-glance",
    "month": "month",
    "agenda": "schedule",
    "year": "planning-24",
}
_LONGER_THAN_A_QUARTER = timedelta(days=100)
PEOPLE = ("cards", "roster", "biographies", "seating")


class Printing:
    """Opens the dialog that previews and prints, over the window."""

    def __init__(self, desk: Desk, ui: Ui) -> None:
        self._desk = desk
        self._ui = ui

    def people(self, ids: Sequence[int], template: str) -> None:
        """Print people as contact cards, a roster, biographies or a seating list."""
        self._open(PacketRequest(template, people=tuple(ids)), PEOPLE)

    def meeting(self, meeting_id: int) -> None:
        """Print the seating list of a meeting; the dialog offers the other papers about those who are there."""
        self._open(PacketRequest("seating", meeting=meeting_id), PEOPLE)

    def house(self, organization_id: int, day: date) -> None:
        """Print who serves in an organization and under it on a day."""
        self._open(PacketRequest("whos-who", since=day, until=day, organization=organization_id), ("whos-who",))

    def calendar(self, first: date, last: date, view: str = "") -> None:
        """Print the days that a way of looking at the calendar shows, on the paper that fits it; the others can be chosen."""
        timeline = "planning-24" if last - first > _LONGER_THAN_A_QUARTER else "quarter"
        if view == "month":
            # The view shows whole weeks; the paper is about the month that most of them are of.
            first = (first + (last - first) / 2).replace(day=1)
            last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        self._open(PacketRequest(_OF_VIEW.get(view, timeline), since=first, until=last), CALENDARS)

    def event(self, one: Occurrence) -> None:
        """Print the card of an event, as it is on the day of an occurrence."""
        host = self._desk.profile.get().host_zone
        day = one.start.date() if one.all_day else to_local(one.starts, host).date()
        self._open(PacketRequest("event-cards", since=day, until=day, events=(one.event_id,)), ("event-cards",))

    def _open(self, request: PacketRequest, names: Sequence[str]) -> None:
        from liaison_desk.briefings.ui.print_dialog import PrintDialog

        desk, ui = self._desk, self._ui
        ui.ask.form(PrintDialog(ui, desk.briefings, desk.profile.get(), request, names))
