"""The command line, spoken to as a user does."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from liaison_desk.__main__ import main
from liaison_desk.app.founding import new_profile
from tests.desks import lay_founded_desk


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def say(capsys, monkeypatch):
    """Run one command line and return what it answered."""
    passphrases = ("LIAISON_DESK_PASSPHRASE", "LIAISON_DESK_PACKET_PASSWORD", "LIAISON_DESK_SIGNING_PASSPHRASE")
    for name in ("LIAISON_DESK_LANGUAGE", "LC_ALL", "LANG", *passphrases):
        monkeypatch.delenv(name, raising=False)

    def run(*words: object) -> Said:
        capsys.readouterr()
        code = main([str(word) for word in words])
        answered = capsys.readouterr()
        assert "Traceback" not in answered.err
        return Said(code, answered.out, answered.err)

    return run


@pytest.fixture
def db(tmp_path) -> Path:
    """Return a new, empty desk as “init” makes it."""
    place = tmp_path / "my.desk"
    lay_founded_desk(place, new_profile("JPN", "USA"))
    return place


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> Path:
    """Return the sample desk of scale 1; it is only read."""
    place = tmp_path_factory.mktemp("sample") / "sample.desk"
    assert main(["sample", str(place), "--seed", "7", "--anchor", "2026-11-24"]) == 0
    return place
