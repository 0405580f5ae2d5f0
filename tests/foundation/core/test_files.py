"""Files are written whole, and only over ordinary files."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.files import file_name, write_whole


def test_a_file_is_replaced_whole_and_readable_by_its_owner_alone(tmp_path):
    target = tmp_path / "packet.pdf"
    target.write_bytes(b"older")
    write_whole(target, b"newer")
    assert target.read_bytes() == b"newer"
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("make", [getattr(os, "mkfifo", os.mkdir), os.mkdir], ids=["pipe", "folder"])
def test_what_is_no_ordinary_file_is_left_alone(tmp_path, make):
    target = tmp_path / "device"
    make(target)
    before = target.stat().st_mode
    with pytest.raises(DeskError, match="no ordinary file"):
        write_whole(target, b"text")
    assert target.stat().st_mode == before


@pytest.mark.parametrize(("words", "name"), [
    ("../../etc/passwd", "etc passwd"), ("a/b\\c:d", "a b c d"), ("\u202egpj.exe", "gpj.exe"), ("", "file"), (" .. ", "file"),
    ("CON", "_CON"), ("nul.txt", "_nul.txt"), ("Com1 .ics", "_Com1.ics"), ("Console", "Console"), ("aux/", "_aux"),
    ("演" * 300, "演" * 40), ("演" * 300 + ".pdf", "演" * 38 + ".pdf"), ("Talk no. " + "word " * 60, None),
])  # fmt: skip
def test_a_name_out_of_anybodys_words_is_one_every_system_takes(tmp_path, words, name):
    made = file_name(words)
    assert made == (name or made)
    path = tmp_path / f"{made}.ics"
    path.write_bytes(b"it")
    assert path.parent == tmp_path
    assert len(path.name.encode()) < 143


@given(st.text(max_size=400))
def test_a_name_is_never_a_path_hidden_or_too_long(words):
    made = file_name(words)
    assert made
    assert not set(made) & set('<>:"/\\|?*')
    assert made.isprintable()
    assert not made.startswith(".")
    assert not made.endswith((".", " "))
    assert len(made.encode()) <= 121
