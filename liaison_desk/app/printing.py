"""Printing from the pages: what is on show there becomes a packet, for pages know nothing of paper."""

from collections.abc import Sequence
from datetime import date

from liaison_desk.app.desk import Desk
from liaison_desk.briefings.records import PacketRequest
from liaison_desk.foundation.qt.context import Ui

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

    def _open(self, request: PacketRequest, names: Sequence[str]) -> None:
        from liaison_desk.briefings.ui.print_dialog import PrintDialog

        desk, ui = self._desk, self._ui
        ui.ask.form(PrintDialog(ui, desk.briefings, desk.profile.get(), request, names))
