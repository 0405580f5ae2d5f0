"""One open desk: the database with every capability on it, put together by constructors; and opening and making desks."""

import getpass
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from liaison_desk.app.between.exercise_desk import WithExercises
from liaison_desk.app.between.inputs import keep_inputs
from liaison_desk.app.between.partnership_desk import WithPartnership
from liaison_desk.app.between.promises import next_by_rule, task_of_promise
from liaison_desk.app.between.settling import put_back, settle
from liaison_desk.briefings import service as briefings_service
from liaison_desk.calendar import service as calendar_service
from liaison_desk.contacts import service as contacts_service
from liaison_desk.contacts.records import Encounter
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.finding import document, terms
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.exercises import service as exercises_service
from liaison_desk.foundation.core.changes import ChangeBus
from liaison_desk.foundation.core.clock import Clock, SystemClock
from liaison_desk.foundation.core.errors import DeskError, Problem
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.location import is_shared, own_templates
from liaison_desk.foundation.core.searching import Hit
from liaison_desk.foundation.database import backup, check, migration, search
from liaison_desk.foundation.database.attachments import Attachments, attachment_type
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.engine import known_errors, open_engine
from liaison_desk.foundation.database.history import History
from liaison_desk.foundation.database.links import LINK_TYPE, Links
from liaison_desk.meetings import service as meetings_service
from liaison_desk.meetings.records import PORTION, Attendee
from liaison_desk.partnership import service as partnership_service
from liaison_desk.profile import service as profile_service
from liaison_desk.schema.version import HEAD
from liaison_desk.schema.version import REVISIONS as REVISIONS  # noqa: PLC0414 - the other parts of the program ask here
from liaison_desk.tasks import service as tasks_service

if TYPE_CHECKING:
    from liaison_desk.app.between.reminders import AllReminders
    from liaison_desk.briefings.service.composing import Briefings
    from liaison_desk.briefings.service.finals import FinalBook
    from liaison_desk.briefings.service.packets import PacketBook
    from liaison_desk.calendar.service.reminders import Reminders
    from liaison_desk.calendar.service.slots import Slots
    from liaison_desk.contacts.service.billets import Billets
    from liaison_desk.contacts.service.distinctions import Distinctions
    from liaison_desk.contacts.service.distributions import Distributions
    from liaison_desk.contacts.service.merging import Merging
    from liaison_desk.contacts.service.relations import Relations
    from liaison_desk.contacts.service.searches import SavedSearches
    from liaison_desk.meetings.service.minutes import MinutesBook
    from liaison_desk.meetings.service.registers import Registers
    from liaison_desk.tasks.service.reminders import TaskReminders
    from liaison_desk.tasks.service.rfis import Rfis
    from liaison_desk.tasks.service.views import TaskViews

TYPES = (
    *profile_service.TYPES,
    *contacts_service.TYPES,
    *calendar_service.TYPES,
    *tasks_service.TYPES,
    *meetings_service.TYPES,
    *exercises_service.TYPES,
    *partnership_service.TYPES,
    *briefings_service.TYPES,
    attachment_type(document),
    LINK_TYPE,
)


class Desk(WithExercises, WithPartnership):
    """An open desk, one attribute per capability; close it when done."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.bus = database.bus
        self.clock = database.clock
        self.profile = profile_service.Profile(database)
        self.contacts = contacts_service.Contacts(database, self.profile.get)
        self.tasks = tasks_service.Tasks(database, self.profile.get, next_by_rule, self.tasks_changed)
        self.rhythm = calendar_service.Rhythm(database, self.profile.get, partial(keep_inputs, self.tasks))
        self.calendars = calendar_service.Calendars(database, self.profile.get, self.rhythm, self.events_moved)
        self.meetings = meetings_service.Meetings(database, self.profile.get, partial(task_of_promise, self.tasks))
        self.history = History(database, partial(settle, self), partial(put_back, self))
        self.links = Links(database)
        self.attachments = Attachments(database)

    # What only a page of its own asks for is made when first asked for, so that no start waits for it.
    @cached_property
    def relations(self) -> "Relations":
        """The cadence board."""
        from liaison_desk.contacts.service.relations import Relations

        return Relations(self.database, self.contacts, self._coming_series)

    @cached_property
    def merging(self) -> "Merging":
        """Doubles among the contacts."""
        from liaison_desk.contacts.service.merging import Merging

        return Merging(self.database, self.contacts, self.distinctions)

    @cached_property
    def billets(self) -> "Billets":
        """Posts, whoever holds them."""
        from liaison_desk.contacts.service.billets import Billets

        return Billets(self.database, self.profile.get, self.contacts.now)

    @cached_property
    def distributions(self) -> "Distributions":
        """Distribution lists."""
        from liaison_desk.contacts.service.distributions import Distributions

        return Distributions(self.database, self.profile.get)

    @cached_property
    def distinctions(self) -> "Distinctions":
        """Pairs of people who were told apart."""
        from liaison_desk.contacts.service.distinctions import Distinctions

        return Distinctions(self.database)

    @cached_property
    def searches(self) -> "SavedSearches":
        """Saved searches of people."""
        from liaison_desk.contacts.service.searches import SavedSearches

        return SavedSearches(self.database, self.contacts, self.profile.get)

    @cached_property
    def minutes(self) -> "MinutesBook":
        """Final versions of minutes."""
        from liaison_desk.meetings.service.minutes import MinutesBook

        return MinutesBook(self.database, self.profile.get)

    @cached_property
    def registers(self) -> "Registers":
        """What was said in all meetings."""
        from liaison_desk.meetings.service.registers import Registers

        return Registers(self.database, self.profile.get)

    @cached_property
    def task_views(self) -> "TaskViews":
        """Saved views of tasks."""
        from liaison_desk.tasks.service.views import TaskViews

        return TaskViews(self.database, self.tasks)

    @cached_property
    def rfis(self) -> "Rfis":
        """Deeds on requests for information."""
        from liaison_desk.tasks.service.rfis import Rfis

        return Rfis(self.tasks)

    @cached_property
    def task_reminders(self) -> "TaskReminders":
        """What falls due of the tasks' reminders, and what this officer does about them."""
        from liaison_desk.tasks.service.reminders import TaskReminders

        return TaskReminders(self.database, self.profile.get)

    @cached_property
    def all_reminders(self) -> "AllReminders":
        """What the bell rings: the reminders of events and of tasks."""
        from liaison_desk.app.between.reminders import AllReminders

        return AllReminders(self.database, self.reminders, self.task_reminders)

    @cached_property
    def reminders(self) -> "Reminders":
        """What falls due of the events' reminders, and what this officer does about them."""
        from liaison_desk.calendar.service.reminders import Reminders

        return Reminders(self.database, self.profile.get)

    @cached_property
    def briefings(self) -> "Briefings":
        """The packets of this desk; made when first asked for, so that no start waits for them."""
        from liaison_desk.app.between.linking import linked_records
        from liaison_desk.briefings.service.composing import Briefings

        asked = (self.calendars, self.meetings, self.tasks, self.contacts, self.billets)
        linked = partial(linked_records, self.database)
        return Briefings(
            *asked,
            self.profile,
            self.database.clock,
            self.disclosures.permissions,
            linked=linked,
            minutes=self.minutes,
            registers=self.registers,
            books=self.exercise_books,
            partnership=self.partnership_books,
            files=self.attachments.contents,
            own=own_templates(),
        )

    @cached_property
    def packets(self) -> "PacketBook":
        """The packets that are kept, and those that went out."""
        from liaison_desk.briefings.service.packets import PacketBook

        return PacketBook(self.database, self.profile.get, self.attachments, self.briefings)

    @cached_property
    def packet_finals(self) -> "FinalBook":
        """All that went out of packets, for archives."""
        from liaison_desk.briefings.service.finals import FinalBook

        return FinalBook(self.database, self.profile.get)

    @cached_property
    def slots(self) -> "Slots":
        """Times that are free."""
        from liaison_desk.calendar.service.slots import Slots

        return Slots(self.database, self.profile.get, self.calendars)

    @property
    def location(self) -> str:
        """The file or URL the desk lives at."""
        return self.database.location

    def search(self, words: str, limit: int = 20, kinds: Sequence[str] = ()) -> list[Hit]:
        """Return the records that match every word, best first."""
        asked = terms(words)
        with self.database.read() as connection:
            found = search.find(connection, asked, limit, [self.database.types[kind] for kind in kinds])
        if not kinds:
            found = self.exercises_first(asked, found)[:limit]
        return self.with_notes(self.with_exercises(self._with_meetings(found)))

    def suggest(self, kind: str, words: str) -> list[RecordRef]:
        """Return the records of one kind that typed words may mean, best first."""
        return [RecordRef(hit.kind, hit.id, hit.title) for hit in self.search(words, 8, (kind,))]

    def _with_meetings(self, hits: list[Hit]) -> list[Hit]:
        """Let hits that are notes say in which meeting they stand."""
        lines = self.registers.lines(notes) if (notes := [one.id for one in hits if one.kind == PORTION]) else {}
        titles = {id_: line.meeting_title.host or line.meeting_title.home for id_, line in lines.items()}
        return [replace(one, where=titles.get(one.id, "")) if one.kind == PORTION else one for one in hits]

    def _coming_series(self, ids: Collection[int] | None, after: datetime) -> dict[int, Encounter]:
        """Return the next occurrence of a series for those who take part in it, as contacts know engagements."""
        found = {}
        for contact, (event, one) in self.calendars.coming_series(ids, after).items():
            title = one.override.title if one.override is not None and one.override.title else event.title
            marking = event.marking.encode() if event.marking else ""
            found[contact] = Encounter(event.id, "event", title, one.start, one.zone, marking)
        return found

    def attendee_on(self, person_id: int, day: date) -> Attendee:
        """Return a contact as an attendee, with rank, post and organization as they are on that day; raises NotFoundError."""
        self.contacts.person(person_id)
        return self.attendees_on([person_id], day)[person_id]

    def attendees_on(self, people: Collection[int], day: date) -> dict[int, Attendee]:
        """Return contacts as attendees, as they are on a day; those that are not there are left out."""
        found = self.contacts.people_by_ids(people)
        posts = {id_: person.current_post(day) for id_, person in found.items()}
        houses = self.contacts.organizations_by_ids({post.organization_id for post in posts.values() if post} - {0})
        attendees = {}
        for id_, person in found.items():
            post = posts[id_]
            house = houses.get(post.organization_id) if post else None
            called = house.name_on(day).name if house else Bilingual(post.organization if post else "")
            attendees[id_] = Attendee(
                name=person.name.latin(),
                native=person.name.native(),
                contact_id=person.id,
                rank=" ".join(filter(None, (person.rank, person.service))),
                post=(post.title.host or post.title.home) if post else "",
                organization=called.host or called.home,
                nation=person.nation,
            )
        return attendees

    def back_up(self, target: Path, report: backup.Report | None = None) -> None:
        """Write a complete, verified copy of the desk to a new file."""
        backup.back_up(self.database.engine, target, report)

    def check(self) -> list[Problem]:
        """Look the whole desk over; an empty list means all is well."""
        return check.check(self.database)

    def close(self) -> None:
        """End the desk's connections."""
        self.database.close()


def open_desk(location: str, *, passphrase: str = "", clock: Clock | None = None, bus: ChangeBus | None = None) -> Desk:
    """Open the desk at a file path or ``postgresql`` URL, after bringing an older one up to date (with a backup first).

    Raises NotFoundError, UnreadableError or BusyError with the reason; nothing is changed then.
    """
    with known_errors(location):
        engine = open_engine(location, passphrase)
        try:
            with engine.connect() as connection:
                revision = migration.revision_of(connection, location)
            migration.require_known(revision, REVISIONS, location)
            if revision != HEAD:
                if not is_shared(location):
                    backup.back_up(engine, backup.free_name(Path(location), f"before-{HEAD}"))
                bring_up(engine, clock)
        except BaseException:
            engine.dispose()
            raise
    desk = Desk(_hearing(Database(engine, location, TYPES, clock or SystemClock(), bus or ChangeBus(), _author())))
    with suppress(DeskError):  # a desk that is busy or cannot be written is read with the names of yesterday
        desk.contacts.settle_organizations()
    return desk


def bring_up(engine: Any, clock: Clock | None = None, revision: str = HEAD) -> None:
    """Bring the tables of a desk, or of none yet, to this program's schema, with what must follow on it; of none to any revision."""
    if revision == HEAD and migration.make(engine, HEAD):
        return
    from liaison_desk.app.upgrading import upgrade_desk

    upgrade_desk(engine, TYPES, revision, (clock or SystemClock()).now(), _author())


def restore_desk(source: Path, target: Path, *, passphrase: str = "") -> None:
    """Make a desk from a backup, which is looked over as a copy and never written to; an existing desk is kept beside.

    Raises NotFoundError or UnreadableError (no backup, damaged, from a newer program); nothing is changed then.
    """

    def look_over(copy: Path) -> None:
        with known_errors(str(source)):
            engine = open_engine(str(copy), passphrase)
            try:
                with engine.connect() as connection:
                    migration.require_known(migration.revision_of(connection, str(source)), REVISIONS, str(source))
                    backup.require_whole(connection, str(source))
            finally:
                engine.dispose()

    backup.restore(source, target, look_over)


def make_desk(
    location: str,
    profile: DeskProfile,
    *,
    passphrase: str = "",
    clock: Clock | None = None,
    random: Random | None = None,
) -> Desk:
    """Make an empty desk with its profile at a new file, or in an empty PostgreSQL database, and open it."""
    with known_errors(location):
        engine = open_engine(location, passphrase, create=True)
        try:
            with engine.connect() as connection:
                migration.require_empty(connection, location)
            bring_up(engine)
            database = Database(engine, location, TYPES, clock or SystemClock(), ChangeBus(), _author(), random)
            desk = Desk(_hearing(database))
            desk.profile.found(profile)
        except BaseException:
            engine.dispose()
            if not is_shared(location):
                backup.remove(Path(location))
            raise
    return desk


def _hearing(database: Database) -> Database:
    """Let a shared desk hear what others change."""
    if is_shared(database.location):
        from liaison_desk.foundation.database.notices import hear_others

        hear_others(database)
    return database


def _author() -> str:
    """Return who works: the name the machine knows the user by."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without a user name
        return "officer"
