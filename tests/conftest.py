"""Real desks for every test: a SQLite file of its own, and a database of its own on a real PostgreSQL server."""

import gc
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from liaison_desk.app.desk import Desk, make_desk, open_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.calendar.records import Calendar, Event
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.meetings.records import Meeting, Portion, PortionKind
from liaison_desk.tasks.records import Task
from tests.desks import new_desk
from tests.statements import make_ready_once

# Every run tries the same examples, so that a red run is the fault of the change; “--hypothesis-profile default” looks for new ones.
# (Nearly: it draws constants of the modules that are loaded by then, too, and these depend on the tests that ran before.)
# No deadline: how long an example takes says how busy the machine is.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")
make_ready_once()

NOW = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)


def _memory() -> str | None:
    """Return a folder in memory; None where there is no room."""
    folder = "/dev/shm"
    room = os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > 2_000_000_000
    return folder if room else None


# Every commit waits for the disk, and a server of a thousand files is copied ten times as fast: tests crash a process, no machine.
tempfile.tempdir = os.environ.get("TMPDIR") or _memory()
if tempfile.tempdir:
    os.environ["TMPDIR"] = tempfile.tempdir
_OWN = tempfile.TemporaryDirectory(prefix="liaison-desk-")
"""Where the program keeps a user's settings and desks while tests run; it goes with the process."""


def pytest_configure() -> None:
    """Need no display, read no settings or templates of whoever runs the tests, and keep painting alive on Python 3.11.

    ``keep_singletons_alive`` says why the last. Python looks for cycles more rarely: what a thousand tests import is none.
    """
    gc.set_threshold(50_000, 20, 20)
    _keep_bytecode()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        os.environ[name] = str(Path(_OWN.name) / name)
    from liaison_desk.foundation.qt.desktop import keep_singletons_alive

    keep_singletons_alive()


def _keep_bytecode() -> None:
    """Keep what is compiled for the other processes of this run even where Python is to leave none beside its sources."""
    if sys.dont_write_bytecode and "PYTEST_XDIST_WORKER" not in os.environ:
        sys.dont_write_bytecode, sys.pycache_prefix = False, str(Path(_OWN.name) / "bytecode")
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection(session: pytest.Session) -> None:
    """Have each worker of a whole run read another part of the files first: to make the asserts of all of them speak takes long.

    They would go through the files side by side, and each make what the others are making, too.
    """
    workers, own = os.environ.get("PYTEST_XDIST_WORKER_COUNT"), os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    if workers is None or session.config.args != session.config.getini("testpaths"):
        return
    root = session.config.rootpath
    files = sorted(root.glob("tests/**/test_*.py"))[int(own.removeprefix("gw")) :: int(workers)]
    for file in files:
        with suppress(Exception, pytest.skip.Exception):  # it is told of where the file is collected
            import_module(".".join(file.relative_to(root).with_suffix("").parts))


def pytest_xdist_auto_num_workers() -> int:
    """Run one more file at a time than there are cores: a sixth of a run waits for other processes, servers and timers."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + 1


def pytest_collection_finish() -> None:
    """Leave what is imported by now alone: it lives to the end, and every collection of cycles would look through it."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Take off the clipboard what a test copied: the offscreen platform lets go of it after Python is gone, and crashes."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is not None and widgets.QApplication.instance() is not None:
        widgets.QApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def _fingers_off_the_mouse() -> Iterator[None]:
    """Let go of the mouse after every test.

    Qt's own double click, and a press whose release a drag took, leave the application believing that a button is down,
    and the next test in that process, in whatever order they run, would find no ring of the keyboard.
    """
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton):
        if widgets.QApplication.mouseButtons() & button:
            QTest.mouseRelease(widgets.QWidget(), button)


@dataclass(slots=True)
class HandClock:
    """A clock that stands still until a test moves its hands."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> None:
        self.at += timedelta(**span)


class Maker:
    """Makes records of a desk with as little said as possible."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def person(self, family: str = "Kisaragi", given: str = "Jun", **more) -> Person:
        return self.desk.contacts.save(Person(name=PersonName(family, given), **more))

    def people(self, number: int) -> list[Person]:
        people = [Person(name=PersonName(f"Family{n:04}", "Given")) for n in range(number)]
        return self.desk.contacts.save_all(people, "Add contacts")

    def task(self, title: str = "Answer the RFI", **more) -> Task:
        return self.desk.tasks.save(Task(title=Bilingual(title), **more))

    def calendar(self, name: str = "Planning") -> Calendar:
        return self.desk.calendars.save_calendar(Calendar(name=Bilingual(name)))

    def event(self, title: str = "Sync", calendar: Calendar | None = None, **more) -> Event:
        values = {
            "start": datetime(2026, 11, 25, 9),
            "end": datetime(2026, 11, 25, 10),
            "zone": "America/Denver",
        } | more
        owner = calendar or self.calendar()
        return self.desk.calendars.save(Event(calendar_id=owner.id, title=Bilingual(title), **values))

    def meeting(self, title: str = "Office call", *notes: str, **more) -> Meeting:
        values = {
            "start": datetime(2026, 11, 23, 9),
            "end": datetime(2026, 11, 23, 10),
            "zone": "America/Denver",
        } | more
        portions = tuple(Portion(kind=PortionKind.NOTE, text=Bilingual(note)) for note in notes)
        return self.desk.meetings.save(Meeting(title=Bilingual(title), portions=portions, **values))


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    """A new desk in a SQLite file."""
    desk = new_desk(tmp_path / "test.desk", new_profile("JPN", "USA"), clock)
    yield desk
    desk.close()


@pytest.fixture
def make(desk: Desk) -> Maker:
    return Maker(desk)


def _bin() -> Path | None:
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[4]))
    on_path = shutil.which("pg_ctl")
    return known[-1].parent if known else Path(on_path).parent if on_path else None


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a throw-away PostgreSQL server, without a database's name; it lives as long as the test run."""
    programs = _bin()
    if programs is None:
        pytest.skip("PostgreSQL's server programs are not installed")
    pytest.importorskip("psycopg", reason="the “shared” extra (psycopg) is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix="desk-pg-"))
    user: dict[str, object] = {}
    if getattr(os, "geteuid", lambda: 1)() == 0:  # PostgreSQL refuses to run as root; Windows knows no such number
        import pwd

        try:
            account = pwd.getpwnam("postgres")
        except KeyError:
            pytest.skip("PostgreSQL needs its user “postgres” when the tests run as root")
        os.chown(folder, account.pw_uid, account.pw_gid)
        user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    environment = {"PATH": f"{programs}:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(folder)}

    def run(*command: str) -> None:
        subprocess.run(command, check=True, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, **user)  # fmt: skip

    data = folder / "data"
    run(str(programs / "initdb"), "-D", str(data), "-A", "trust", "-U", "desk", "-E", "UTF8", "--no-sync")
    options = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
    run(str(programs / "pg_ctl"), "-D", str(data), "-l", str(folder / "log"), "-w", "-o", options, "start")
    yield f"postgresql+psycopg://desk@127.0.0.1:{port}"
    run(str(programs / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_admin(postgresql_server: str) -> Iterator[Any]:
    """A connection that makes and drops databases."""
    import psycopg

    with psycopg.connect(postgresql_server.replace("+psycopg", "") + "/postgres", autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="session")
def new_postgresql_url(postgresql_server: str, postgresql_admin: Any) -> Callable[[], str]:
    """Make a new, empty PostgreSQL database and return its URL; it lives as long as the server."""
    numbers = count()

    def new() -> str:
        name = f"desk_{next(numbers)}"
        postgresql_admin.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        return f"{postgresql_server}/{name}"

    return new


@pytest.fixture
def postgresql_url(new_postgresql_url: Callable[[], str], postgresql_admin: Any) -> Iterator[str]:
    """The URL of a new, empty PostgreSQL database, dropped after the test."""
    url = new_postgresql_url()
    yield url
    postgresql_admin.execute(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")


LANGUAGES = ("LOCALE_PROVIDER icu ICU_LOCALE 'en-US'", "LOCALE_PROVIDER icu ICU_LOCALE 'ja-JP'", "LOCALE 'en_US.UTF-8'")


@pytest.fixture(params=LANGUAGES)
def foreign_url(request: pytest.FixtureRequest, postgresql_server: str, postgresql_admin: Any) -> Iterator[str]:
    """The URL of an empty database that compares text by a language; skipped where the server knows none."""
    import psycopg

    name = f"collated_{LANGUAGES.index(request.param)}"
    try:
        postgresql_admin.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' {request.param}")
    except psycopg.Error as error:
        pytest.skip(f"this server has no {request.param}: {error}")
    yield f"{postgresql_server}/{name}"
    postgresql_admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def made_shared_desk(new_postgresql_url: Callable[[], str]) -> str:
    """The name of a database with an empty desk, to be copied; nobody may be connected to it."""
    url = new_postgresql_url()
    make_desk(url, new_profile("JPN", "USA"), clock=HandClock()).close()
    return url.rpartition("/")[2]


@pytest.fixture
def shared_desk_url(made_shared_desk: str, postgresql_server: str, postgresql_admin: Any) -> Iterator[str]:
    """The URL of a new shared desk, a copy of one that was made; dropped after the test."""
    postgresql_admin.execute(f"CREATE DATABASE copied TEMPLATE {made_shared_desk}")
    yield f"{postgresql_server}/copied"
    postgresql_admin.execute("DROP DATABASE copied WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def any_desk(request: pytest.FixtureRequest, tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    """A new desk on either engine."""
    if request.param == "sqlite":
        desk = new_desk(tmp_path / "any.desk", new_profile("JPN", "USA"), clock)
    else:
        desk = open_desk(request.getfixturevalue("shared_desk_url"), clock=clock)
    yield desk
    desk.close()
