"""The sample desk on a machine without a display."""

from datetime import timedelta
from pathlib import Path

import pytest

from liaison_desk.app import demo
from liaison_desk.app.desk import open_desk
from liaison_desk.app.features import FEATURES
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.location import data_folder
from tests.conftest import NOW


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "data"))
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    return data_folder()


def test_the_sample_desk_is_made_once_and_kept(folder):
    first = demo.demo_desk(Language())
    with open_desk(first).database.read() as connection:
        assert connection.exec_driver_sql("select count(*) from person").scalar() > 20
    made = Path(first).stat().st_mtime_ns
    assert demo.demo_desk(Language()) == first
    assert Path(first).stat().st_mtime_ns == made


def test_an_old_or_spoilt_sample_desk_is_made_anew(folder, monkeypatch):
    monkeypatch.setattr(demo, "SystemClock", lambda: FixedClock(NOW))  # the test may run at midnight
    today = NOW.date()
    old = folder / f"demo-{today - timedelta(days=15)}.desk"
    spoilt = folder / f"demo-{today - timedelta(days=1)}.desk"
    for path in (old, spoilt):
        path.write_text("no desk at all")

    location = demo.demo_desk(Language())

    assert location == str(folder / f"demo-{today}.desk")
    assert not old.exists()
    assert not spoilt.exists()
    open_desk(location).close()


def test_without_a_display_the_packet_and_a_picture_of_every_page_are_written(folder, capsys):
    location = demo.demo_desk(Language())
    assert demo.write_demo(location, Language()) == 0
    written = Path("liaison-desk-demo").resolve()
    assert str(written) in capsys.readouterr().out
    assert (written / "weekly-packet.pdf").read_bytes().startswith(b"%PDF-")
    for page in FEATURES:
        assert (written / f"{page.key}.png").read_bytes().startswith(b"\x89PNG")
    assert (written / "today-dark.png").read_bytes() != (written / "today.png").read_bytes()
    assert (written / "today-ja.png").exists()


def test_where_the_current_folder_cannot_be_written_the_data_folder_is_taken(folder):
    Path("liaison-desk-demo").write_text("a file is in the way")
    assert demo._folder() == folder / "liaison-desk-demo"
