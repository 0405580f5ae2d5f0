"""A desk with one of most things, its archive, and another desk to take it over."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest

from liaison_desk.app.desk import Desk, open_desk
from liaison_desk.app.founding import new_profile, standard_calendars
from liaison_desk.app.handover.comparing import Comparison
from liaison_desk.app.handover.opening import open_as_desk
from liaison_desk.app.handover.reading import Archive
from liaison_desk.app.handover.taking import Result, TakingOver, taking_over
from liaison_desk.app.handover.writing import hand_over
from liaison_desk.calendar.records import Participant
from liaison_desk.contacts.records import Organization, PersonFilter, PersonSort, Post, SavedSearch
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.attached import ATTACHMENT
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.database.transaction import Draft
from liaison_desk.tasks.records import Task, TaskFilter, TaskSort
from tests.conftest import HandClock, Maker
from tests.desks import new_desk

PASSPHRASE = "four words of nobody"
ENGLISH = Language("en")
TITLE = "The pier question of Kisaragi"


def furnish(desk: Desk) -> None:
    """Put one of most things on a desk, all of it naming each other."""
    make = Maker(desk)
    desk.calendars.save_calendars(standard_calendars(desk.profile.get()), "Make the desk")
    above = desk.contacts.save_organization(Organization(name=Bilingual("Fleet")))
    staff = desk.contacts.save_organization(Organization(name=Bilingual("Fleet staff"), parent_id=above.id))
    person = make.person("Kisaragi", "Jun", posts=(Post(title=Bilingual("J5"), organization_id=staff.id),))
    other = make.person("Hazuki", "Ren")
    task = make.task(TITLE, lead="Kisaragi", lead_id=person.id, after_id=make.task("Before it").id)
    leave = next(one for one in desk.calendars.calendars() if one.name.host == "Leave")
    event = make.event("Pier walk", leave, participants=(Participant(name="Jun", contact_id=person.id),))
    meeting = make.meeting("Office call", "The pier is ours", "So is the crane", event_id=event.id)
    desk.tasks.save(replace(task, source_kind="meeting", source_id=meeting.id))
    desk.searches.save(
        SavedSearch(name="The staff", wanted=PersonFilter(organization_id=staff.id), sort=PersonSort.NAME)
    )
    desk.links.add(RecordRef("person", person.id), RecordRef("person", other.id))
    desk.attachments.add(RecordRef("meeting", meeting.id), "pier.txt", b"a drawing of the pier")


def attach_climbing(desk: Desk) -> None:
    """Attach a file whose name climbs out of wherever it is put, as no way of this program does."""
    kind = desk.database.types[ATTACHMENT]
    with desk.database.write("Attach a file") as transaction:
        (id_, shot), *_ = kind.read(transaction.connection, desk.attachments.ids(transaction.connection)).items()
        del id_
        kept = ("owner_kind", "owner_id", "media_type", "size", "sha256", "marking")
        values = {name: shot.row[name] for name in kept} | {"name": "../../x"}
        transaction.save(kind, [Draft(values)])


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """The files of a furnished desk and of its archive."""
    folder = tmp_path_factory.mktemp("furnished")
    with closing(new_desk(folder / "old.desk", new_profile("JPN", "USA"), HandClock(), seed=3)) as desk:
        furnish(desk)
        attach_climbing(desk)
        hand_over(desk, folder / "old.handover", PASSPHRASE)
    return (folder / "old.desk").read_bytes(), (folder / "old.handover").read_bytes()


@pytest.fixture
def archive(furnished: tuple[bytes, bytes], tmp_path: Path) -> Path:
    """The archive of a furnished desk."""
    file = tmp_path / "old.handover"
    file.write_bytes(furnished[1])
    return file


@pytest.fixture
def old(furnished: tuple[bytes, bytes], tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    """The furnished desk the archive was made of."""
    (tmp_path / "old.desk").write_bytes(furnished[0])
    with closing(open_desk(str(tmp_path / "old.desk"), clock=clock)) as desk:
        yield desk


Take = Callable[..., tuple[Comparison, Result]]


@pytest.fixture
def take(tmp_path: Path) -> Take:
    """Take an archive, or another desk as if its archive had been opened, over into a desk, by some decisions."""

    def taken(desk: Desk, source: Path | Desk, **theirs: bool) -> tuple[Comparison, Result]:
        with ExitStack() as stack:
            if isinstance(source, Desk):
                taking = TakingOver(desk, Archive(tmp_path, source.database, 10**9, "JPN – USA"), ENGLISH)
            else:
                taking = stack.enter_context(taking_over(desk, source, PASSPHRASE, ENGLISH))
            shown = taking.compare()
            decided = {one.key: theirs[one.title] for one in shown.conflicts if one.title in theirs}
            result = taking.carry_out(shown, decided)
            assert shown.history == result.history
            return shown, result

    return taken


def everything(desk: Desk) -> dict[str, tuple[str, ...]]:
    """Return the uids of all records of a desk by their kinds, those in the trash left out, in order."""
    with desk.database.read() as connection:
        return {
            one.kind: tuple(
                sorted(
                    connection.exec_driver_sql(f"SELECT uid FROM {one.table.name} WHERE deleted_at IS NULL").scalars()
                )
            )
            for one in desk.database.types.values()
            if one.kind != "profile"
        }


def titles(desk: Desk) -> list[str]:
    """Return the titles of all tasks, in order."""
    ids = desk.tasks.tasks(TaskFilter(), Sort(TaskSort.TITLE)).ids
    return sorted(one.title.host for one in desk.tasks.tasks_by_ids(ids).values())


def people(desk: Desk) -> list[int]:
    """Return the ids of all people, by name."""
    return list(desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME)).ids)


def task_called(desk: Desk, title: str) -> Task:
    """Return the task of a title."""
    ids = desk.tasks.tasks(TaskFilter(words=title), Sort(TaskSort.TITLE)).ids
    return next(one for one in desk.tasks.tasks_by_ids(ids).values() if one.title.host == title)


def renamed(desk: Desk, title: str, now: str, clock: HandClock | None = None) -> Task:
    """Give a task another title, some time later."""
    if clock is not None:
        clock.forward(hours=1)
    return desk.tasks.save(replace(task_called(desk, title), title=Bilingual(now)))


@pytest.fixture(scope="session")
def made_twin(furnished: tuple[bytes, bytes], tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of the desk a successor opened of the archive."""
    folder = tmp_path_factory.mktemp("twin")
    (folder / "old.handover").write_bytes(furnished[1])
    open_as_desk(folder / "old.handover", PASSPHRASE, str(folder / "twin.desk"))
    return (folder / "twin.desk").read_bytes()


@pytest.fixture
def twin(made_twin: bytes, tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    """The desk a successor opened of the archive, on which he goes on."""
    (tmp_path / "twin.desk").write_bytes(made_twin)
    with closing(open_desk(str(tmp_path / "twin.desk"), clock=clock)) as desk:
        yield desk
