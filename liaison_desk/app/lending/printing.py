"""Printing from the pages: what is on show there becomes a packet, for pages know nothing of paper."""

from collections.abc import Sequence
from datetime import date, timedelta

from liaison_desk.app.desk import Desk
from liaison_desk.briefings.records import PacketRequest
from liaison_desk.calendar.records import Occurrence
from liaison_desk.domain.zones import to_local
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.meetings.records import Meeting, PortionKind, RegisterFilter
from liaison_desk.partnership.records import ARRANGEMENT, VISIT
from liaison_desk.tasks.records import TaskFilter, TaskKind

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
OF_MEETING = (
    "minutes", "memorandum", "read-ahead", "engagement-plan", "talking-points", "engagement-report", "trip-report", "seating",
)  # fmt: skip
OF_TASKS = ("suspense-list", "waiting-lists", "task-sheet", "rfi-log", "rfi-sheet")
OF_EXERCISE = (
    "milestone-chart", "back-plan", "exercise-read-ahead", "planning-team", "msel", "msel-our-cell", "lessons-annex", "exercises-24",
)  # fmt: skip
OF_NOTES = ("registers", "commitments")
OF_PARTNERSHIP = (
    ("arrangement-register", "arrangement-summary", "expiry-radar"),
    ("visit-board", "visit-itinerary", "delegation-list", "visitor-data"),
    ("disclosure-log", "gift-log"),
)
"""The papers of partnership that are offered beside each other; each of the others is offered alone."""
_LOOKED_AT = 200  # of the tasks to be printed, to choose their paper
_LONG_AGO = date(2000, 1, 1)
"""Before any meeting of a desk."""


class Printing:
    """Opens the dialog that previews and prints, over the window."""

    def __init__(self, desk: Desk, ui: Ui) -> None:
        self._desk = desk
        self._ui = ui

    def people(self, ids: Sequence[int], template: str) -> None:
        """Print people as contact cards, a roster, biographies or a seating list."""
        self._open(PacketRequest(template, people=tuple(ids)), PEOPLE)

    def meeting(self, meeting_id: int) -> None:
        """Print the seating list of a meeting; the dialog offers its other papers and those about whoever is there."""
        self._open(PacketRequest("seating", meeting=meeting_id), (*PEOPLE, *OF_MEETING))

    def minutes(self, meeting_id: int) -> None:
        """Print the minutes of a meeting; the dialog offers its other papers."""
        self._of_meeting("minutes", meeting_id)

    def notes(self, meeting: Meeting) -> None:
        """Print what was noted at a meeting on the paper of its template, else as minutes."""
        self._of_meeting(meeting.template if meeting.template in OF_MEETING else "minutes", meeting.id)

    def memorandum(self, meeting_id: int) -> None:
        """Print a memorandum for record of a meeting."""
        self._of_meeting("memorandum", meeting_id)

    def engagement(self, meeting_id: int, template: str = "engagement-report") -> None:
        """Print the plan or the report of an engagement, or the report of a trip: the ``template`` of that name."""
        self._of_meeting(template, meeting_id)

    def task_list(self, tasks: Sequence[int] | TaskFilter, template: str = "suspense-list") -> None:
        """Print tasks picked by id, or those that a filter finds, as the ``template`` that lists them."""
        if isinstance(tasks, TaskFilter):
            self._open(PacketRequest(template, task_filter=tasks), OF_TASKS)
        else:
            self._open(PacketRequest(template, tasks=tuple(tasks)), OF_TASKS)

    def picked_tasks(self, ids: Sequence[int]) -> None:
        """Print tasks picked by id on the paper that fits them: the sheet of one, the log of several requests, else as suspenses."""
        desk, picked = self._desk, tuple(ids)

        def fitting() -> str:
            kinds = {line.kind for line in desk.tasks.lines(picked[:_LOOKED_AT]).values()}
            if kinds != {TaskKind.RFI}:
                return "task-sheet" if len(picked) == 1 else "suspense-list"
            return "rfi-sheet" if len(picked) == 1 else "rfi-log"

        self._ui.jobs.database.run(fitting, lambda template: self.task_list(picked, template))

    def rfi(self, task_id: int) -> None:
        """Print the sheet of a request for information."""
        self.task_list([task_id], "rfi-sheet")

    def register(self, wanted: RegisterFilter) -> None:
        """Print the notes that a register holds: commitments both ways, others by their kinds; of all times unless it has dates."""
        template = "commitments" if wanted.kinds == (PortionKind.COMMITMENT,) else "registers"
        today = to_local(self._desk.clock.now(), self._desk.profile.get().host_zone).date()
        since, until = wanted.since or _LONG_AGO, wanted.until or today + timedelta(days=366)
        self._open(PacketRequest(template, since=min(since, until), until=until, register=wanted), OF_NOTES)

    def exercise(self, template: str, exercise_id: int) -> None:
        """Print a paper of an exercise (0: of those that run or are planned in the period), the ``template`` of that name."""
        self._open(PacketRequest(template, exercise=exercise_id), OF_EXERCISE)

    def partnership(self, template: str, about: RecordRef | None = None) -> None:
        """Print a paper of partnership, of one record or of all, the ``template`` of that name; the dialog offers those beside it."""
        beside = next((names for names in OF_PARTNERSHIP if template in names), (template,))
        ids = {about.kind: about.id} if about is not None else {}
        self._open(PacketRequest(template, arrangement=ids.get(ARRANGEMENT, 0), visit=ids.get(VISIT, 0)), beside)

    def _of_meeting(self, template: str, meeting_id: int) -> None:
        self._open(PacketRequest(template, meeting=meeting_id), OF_MEETING)

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
