"""Terminals, pipes and files of every encoding are answered."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FULL = Path("/dev/full")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_terminal_of_an_older_encoding_is_answered_all_the_same(sample, tmp_path, encoding):
    def run(*words):
        command = [sys.executable, "-m", "liaison_desk", *map(str, words)]
        return subprocess.run(
            command, capture_output=True, env=os.environ | {"PYTHONIOENCODING": encoding}, check=False
        )

    listed = run("--language", "ja", "templates", "--json")
    assert (listed.returncode, listed.stderr) == (0, b"")
    assert "週間活動報告" in {one["title"] for one in json.loads(listed.stdout.decode(encoding))}
    assert run("--language", "ja", "templates").returncode == 0
    made = run("brief", sample, "roster", "--people", "VIP", "--output", tmp_path / "資料.pdf")
    assert (made.returncode, made.stderr) == (0, b"")


@pytest.mark.skipif(not FULL.exists(), reason="a system without a device that is always full")
def test_an_answer_that_finds_no_room_is_one_clear_line():
    with FULL.open("w") as full:
        command = [sys.executable, "-m", "liaison_desk", "templates"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "liaison-desk: No space left on device\n")
