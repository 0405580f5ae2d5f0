"""The pages of the window: an explicit list. A page is made when it is first opened, and imports its screens only then."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from liaison_desk.foundation.core.ids import RecordRef

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from liaison_desk.app.desk import Desk
    from liaison_desk.foundation.qt.context import Ui


@dataclass(frozen=True, slots=True)
class Feature:
    """One page: its key, its English name and icon, the kinds of record it opens, and how it is made."""

    key: str
    name: str
    icon: str
    kinds: tuple[str, ...]
    make: "Callable[[Desk, Ui], QWidget]"


def _today(desk: "Desk", ui: "Ui") -> "QWidget":
    from liaison_desk.today.page import TodayPage
    from liaison_desk.today.view import Sources

    sources = Sources(
        desk.profile.get,
        desk.calendars,
        desk.tasks,
        desk.task_views,
        desk.meetings,
        desk.contacts,
        desk.searches,
        desk.history.since,
        desk.milestones_ahead,
        desk.pressing_ends,
        desk.pressing_requests,
    )
    return TodayPage(sources, desk.history.touched, ui)


def _contacts(desk: "Desk", ui: "Ui") -> "QWidget":
    from liaison_desk.app.lending.formats import lend
    from liaison_desk.app.lending.printing import Printing
    from liaison_desk.app.lending.timeline import timeline_of
    from liaison_desk.contacts.ui.page import ContactsPage

    return ContactsPage(
        desk.contacts,
        ui,
        desk.profile.get,
        log_contact=lambda person: ui.open(RecordRef("meeting", 0, about=(RecordRef("person", person),))),
        outside=lend(desk),
        searches=desk.searches,
        merging=desk.merging,
        print_people=Printing(desk, ui).people,
        timeline=partial(timeline_of, desk),
        distributions=desk.distributions,
    )


def _organizations(desk: "Desk", ui: "Ui") -> "QWidget":
    from liaison_desk.app.lending.printing import Printing
    from liaison_desk.contacts.ui.houses import OrganizationsPage

    return OrganizationsPage(desk.contacts, desk.billets, ui, desk.profile.get, Printing(desk, ui).house)


def _cadence(desk: "Desk", ui: "Ui") -> "QWidget":
    from liaison_desk.app.lending.formats import write_table
    from liaison_desk.contacts.ui.board import CadenceBoard

    return CadenceBoard(
        desk.relations,
        desk.contacts,
        desk.billets,
        ui,
        desk.profile.get,
        log_contact=lambda person: ui.open(RecordRef("meeting", 0, about=(RecordRef("person", person),))),
        write=write_table,
        undo=desk.history.undo,
    )


def _calendar(desk: "Desk", ui: "Ui") -> "QWidget":
    from liaison_desk.app.lending.calendar import CalendarExporting, lend_calendar
    from liaison_desk.app.lending.minuting import Minuting
    from liaison_desk.app.lending.printing import Printing
    from liaison_desk.calendar.ui.page import CalendarPage
    from liaison_desk.calendar.ui.popover import EventAction

    printing, exporting = Printing(desk, ui), CalendarExporting(desk, ui)
    notes = EventAction(ui.language.tr("Take notes"), "notebook-pen", Minuting(desk, ui).take_notes, key="L")
    card = EventAction(ui.language.tr("Print event card"), "printer", printing.event, quiet=True)
    export = EventAction(ui.language.tr("Export…"), "file-up", exporting.event, quiet=True)
    return CalendarPage(
        desk.calendars,
        ui,
        desk.profile.get,
        suggest=desk.suggest,
        undo=desk.history.undo,
        actions=(notes, card, export),
        print_span=printing.calendar,
        slots=desk.slots,
        outside=lend_calendar(desk, ui.language, exporting.ask),
    )


def _exercises(desk: "Desk", ui: "Ui") -> "QWidget":
    from liaison_desk.app.lending.exercises import exercise_sources
    from liaison_desk.exercises.ui.page import ExercisesPage

    return ExercisesPage(exercise_sources(desk, ui), ui)


def _meetings(desk: "Desk", ui: "Ui") -> "QWidget":
    from liaison_desk.app.lending.minuting import Minuting, invited
    from liaison_desk.app.lending.printing import Printing
    from liaison_desk.meetings.ui.page import MeetingsPage

    def attach(meeting_id: int, name: str, data: bytes) -> str:
        return desk.attachments.add(RecordRef("meeting", meeting_id), name, data).uid

    def linked(kind: str, uid: str) -> RecordRef | None:
        from liaison_desk.app.between.linking import linked_record  # which brings the packets along

        return linked_record(desk.database, kind, uid)

    return MeetingsPage(
        desk.meetings, ui, desk.profile.get, desk.suggest, desk.attendee_on, Printing(desk, ui).meeting,
        find=partial(desk.search, limit=8), attach=attach, linked=linked,
        minutes=desk.minutes, put_into_calendar=Minuting(desk, ui).put_into_calendar, invited=partial(invited, desk),
        print_minutes=Printing(desk, ui).notes,
    )  # fmt: skip


def _registers(desk: "Desk", ui: "Ui") -> "QWidget":
    from liaison_desk.app.lending.formats import write_table
    from liaison_desk.app.lending.printing import Printing
    from liaison_desk.meetings.ui.registers.page import RegistersPage

    return RegistersPage(
        desk.registers,
        ui,
        desk.profile.get,
        desk.suggest,
        write=write_table,
        print_register=Printing(desk, ui).register,
    )


def _tasks(desk: "Desk", ui: "Ui") -> "QWidget":
    from liaison_desk.app.lending.formats import export_tasks
    from liaison_desk.app.lending.printing import Printing
    from liaison_desk.tasks.ui.page import TasksPage

    return TasksPage(
        desk.tasks,
        desk.task_views,
        ui,
        desk.profile.get,
        desk.suggest,
        nation_of=lambda number: desk.contacts.person(number).nation,
        names_of=desk.contacts.names_of,
        print_tasks=Printing(desk, ui).picked_tasks,
        export_tasks=partial(export_tasks, desk, ui),
    )


def _briefings(desk: "Desk", ui: "Ui") -> "QWidget":
    from liaison_desk.app.lending.composing import lend_records
    from liaison_desk.briefings.ui.builder import BriefingsPage

    return BriefingsPage(ui, desk.briefings, desk.packets, desk.profile.get, lend_records(desk))


def _partnership(desk: "Desk", ui: "Ui") -> "QWidget":
    from liaison_desk.app.lending.partnership import partnership_sources
    from liaison_desk.partnership.ui.page import PartnershipPage

    return PartnershipPage(partnership_sources(desk, ui), ui)


def page_keys(number: int) -> str:
    """Return the keys that open the page of a number, from 1; the tenth has the 0, those after it begin anew with Shift."""
    return f"Ctrl+{number % 10}" if number <= 10 else f"Ctrl+Shift+{number - 10}"


FEATURES = (
    Feature("today", "Today", "sun", (), _today),
    Feature("contacts", "Contacts", "users", ("person", "saved search"), _contacts),
    Feature("organizations", "Organizations", "building-2", ("organization", "billet"), _organizations),
    Feature("cadence", "Cadence", "hourglass", (), _cadence),
    Feature("calendar", "Calendar", "calendar", ("event", "calendar"), _calendar),
    Feature("exercises", "Exercises", "flag", ("exercise", "milestone", "inject", "lesson"), _exercises),
    Feature("meetings", "Meetings", "messages-square", ("meeting", "portion"), _meetings),
    Feature("tasks", "Tasks", "circle-check", ("task", "task view"), _tasks),
    Feature("registers", "Registers", "book-open", (), _registers),
    Feature("briefings", "Briefings", "file-text", ("packet",), _briefings),
    Feature(
        "partnership",
        "Partnership",
        "handshake",
        (
            "arrangement",
            "validity",
            "opportunity",
            "visit",
            "site",
            "visitor",
            "visits",
            "disclosure",
            "gift",
            "turnover",
            "turnover note",
            "radar",
        ),
        _partnership,
    ),
)
