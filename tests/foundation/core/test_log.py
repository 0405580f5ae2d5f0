"""The log of bugs: turned over when it is full, and silent where it cannot be written."""

import pytest

from liaison_desk.foundation.core.clock import SystemClock
from liaison_desk.foundation.core.log import Log


@pytest.fixture
def log(tmp_path):
    return Log(tmp_path, SystemClock())


def test_a_full_log_is_turned_over_and_old_ones_go(log):
    for number in range(6):
        log.write(f"{number} " + "x" * 600_000)
    names = sorted(path.name for path in log.path.parent.glob("*.log*"))
    assert names == ["liaison-desk.log", "liaison-desk.log.1", "liaison-desk.log.2", "liaison-desk.log.3"]
    assert log.path.read_text("utf-8").startswith("5 ")


def test_a_log_that_cannot_be_written_makes_nothing_worse(tmp_path):
    log = Log(tmp_path / "missing", SystemClock())
    log.write("lost")
    assert not log.path.exists()
