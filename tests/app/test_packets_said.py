"""Packets on the command line: kept ones, copies, files behind them, the user's own templates, and what ends without a file."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tracemalloc
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from liaison_desk.app.desk import open_desk
from liaison_desk.briefings.rules import MOST_KEPT

READ_AHEAD = "Mid Planning Conference read-ahead"


@pytest.fixture(autouse=True)
def own(tmp_path, monkeypatch) -> Path:
    """Return the folder of the user's own templates, which is not there yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "config"))
    return tmp_path / "config" / "liaison-desk" / "templates"


@pytest.fixture
def place(sample, tmp_path) -> Path:
    return Path(shutil.copy(sample, tmp_path / "sample.desk"))


def text_of(file):
    """Return what a file says without blanks, its bookmarks too: small pages have no room for all that is said around them."""
    reader = PdfReader(BytesIO(file.read_bytes()))
    titles = [one.title for one in reader.outline if not isinstance(one, list)]
    return re.sub(r"\s+", "", "".join([*(page.extract_text() for page in reader.pages), *titles]))


def bookmarks(file):
    """Return the headings of a file's parts, without their portion marks."""
    return [one["/Title"].partition(") ")[2] for one in PdfReader(file).outline if isinstance(one, dict)]


def pdf(pages=2):
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 300)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def finals(place, name=READ_AHEAD):
    desk = open_desk(str(place))
    try:
        packet = desk.packets.called(name)
        return [(one.copies, one.sha256, desk.packets.file_of(one)) for one in desk.packets.finals(packet.id)]
    finally:
        desk.close()


@pytest.mark.parametrize("name", [READ_AHEAD, "中間計画会議 事前資料", READ_AHEAD.upper()])
def test_a_kept_packet_is_made_as_it_is_kept(say, sample, tmp_path, name):
    paper = tmp_path / "read-ahead.pdf"
    done = say("brief", sample, "--packet", name, "--output", paper)
    assert (done.code, done.err) == (0, "")
    text = text_of(paper)
    assert "Thankthehost" in text
    assert "謝意を表する" in text
    assert "Seats:elevenareenough" not in text


def test_what_is_said_goes_before_what_the_packet_has(say, sample, tmp_path):
    paper = tmp_path / "read-ahead.pdf"
    words = ("--language", "home", "--audience", "JPN", "--paper", "letter", "--title", "Our own", "--draft")
    assert say("brief", sample, "--packet", READ_AHEAD, "--output", paper, *words).code == 0
    text = text_of(paper)
    assert "Ourown" in text
    assert "11席を下限とする" in text
    assert "Thankthehost" not in text
    assert PdfReader(paper).pages[0].mediabox.width == 612


def test_every_copy_is_numbered_in_a_file_of_its_own(say, sample, tmp_path):
    done = say("brief", sample, "roster", "--people", "VIP", "--copies", "3", "--output", tmp_path / "r.pdf")
    files = [tmp_path / f"r_copy-{number}.pdf" for number in (1, 2, 3)]
    assert [line.partition(":")[0] for line in done.out.splitlines()] == list(map(str, files))
    for number, file in enumerate(files, 1):
        assert f"Copynumber(U){number}/3" in text_of(file)
    assert not (tmp_path / "r.pdf").exists()


def test_many_copies_take_no_more_memory_than_one(say, sample, tmp_path):
    noise = Image.frombytes("L", (2000, 1500), Random(1).randbytes(3_000_000))
    noise.save(tmp_path / "map.pdf", "PDF", resolution=100)
    words = ("roster", "--people", "VIP", "--append", tmp_path / "map.pdf", "--output", tmp_path / "r.pdf")
    assert say("brief", sample, *words).code == 0  # what is loaded once is loaded
    size = (tmp_path / "r.pdf").stat().st_size
    peaks = []
    tracemalloc.start()
    for copies in (1, 10):
        tracemalloc.reset_peak()
        assert say("brief", sample, *words, "--copies", copies).code == 0
        peaks.append(tracemalloc.get_traced_memory()[1])
    tracemalloc.stop()
    assert size > 1_000_000
    assert peaks[1] - peaks[0] < 2 * size


def test_copies_too_large_to_be_kept_at_once_are_refused_before_the_second_is_made(say, place, tmp_path):
    noise = Image.frombytes("L", (2000, 1000), Random(1).randbytes(2_000_000))
    noise.save(tmp_path / "map.pdf", "PDF", resolution=100, quality=100)
    words = ("roster", "--people", "VIP", "--append", tmp_path / "map.pdf", "--output", tmp_path / "r.pdf")
    assert (tmp_path / "map.pdf").stat().st_size * 99 > MOST_KEPT
    assert say("brief", place, *words, "--copies", "2", "--keep").code == 0
    for path in tmp_path.glob("r_copy-*"):
        path.unlink()
    done = say("brief", place, *words, "--copies", "99", "--keep")
    assert done.code == 2
    assert done.err.endswith("150 MB are kept at once. Make fewer copies.\n")
    assert list(tmp_path.glob("r*.pdf")) == []


def test_copies_count_up_from_a_number(say, sample, tmp_path):
    words = ("--people", "VIP", "--copy", "07", "--copies", "2", "--output", tmp_path / "r.pdf")
    assert say("brief", sample, "roster", *words).code == 0
    for number in (1, 2):
        assert f"Copynumber(U)0{number + 6}" in text_of(tmp_path / f"r_copy-{number}.pdf")


def test_what_is_kept_is_what_went_out(say, place, tmp_path):
    done = say("brief", place, "--packet", READ_AHEAD, "--copies", "2", "--keep", "--output", tmp_path / "r.pdf")
    assert done.code == 0
    files = [(tmp_path / f"r_copy-{number}.pdf").read_bytes() for number in (2, 1)]
    assert finals(place) == [
        ("2/2", sha256(files[0]).hexdigest(), files[0]), ("1/2", sha256(files[1]).hexdigest(), files[1]),
    ]  # fmt: skip


def test_a_template_that_is_kept_becomes_a_packet(say, place, tmp_path):
    (tmp_path / "plan.pdf").write_bytes(pdf())
    words = ("--append", tmp_path / "plan.pdf", "--from", "2026-11-23", "--keep")
    assert say("brief", place, "weekly", "--output", tmp_path / "w.pdf", *words).code == 0
    for name in ("Weekly activity report", "週間活動報告"):
        [(copies, _, data)] = finals(place, name)
        assert (copies, data) == ("", (tmp_path / "w.pdf").read_bytes())
    again = say("brief", place, "--packet", "Weekly activity report", "--output", tmp_path / "again.pdf")
    assert again.code == 0
    assert bookmarks(tmp_path / "again.pdf")[-1] == "plan.pdf"
    assert say("check", place).code == 0


def test_pictures_and_pages_of_files_are_appended(say, sample, tmp_path):
    picture = BytesIO()
    Image.new("RGB", (40, 30), "gray").save(picture, "PNG")
    (tmp_path / "map.png").write_bytes(picture.getvalue())
    (tmp_path / "plan.pdf").write_bytes(pdf())
    paper = tmp_path / "w.pdf"
    files = ("--append", tmp_path / "map.png", "--append", f"{tmp_path / 'plan.pdf'}:2")
    assert say("brief", sample, "schedule", "--output", paper, *files).code == 0
    assert "map.png" in text_of(paper)
    assert bookmarks(paper) == ["Schedule", "plan.pdf"]
    named = tmp_path / "plan.pdf:1"
    named.write_bytes(pdf())
    assert say("brief", sample, "schedule", "--output", paper, "--append", named).code == 0
    assert bookmarks(paper)[-1] == "plan.pdf:1"


BAD = {
    "no template and no packet": ("--output", "DIR/x.pdf"),
    "a template and a packet": ("weekly", "--packet", READ_AHEAD, "--output", "DIR/x.pdf"),
    "two templates": ("weekly", "roster", "--output", "DIR/x.pdf"),
    "an unknown packet": ("--packet", "nonsuch", "--output", "DIR/x.pdf"),
    "a draft that is kept": ("weekly", "--draft", "--keep", "--output", "DIR/x.pdf"),
    "no copies": ("weekly", "--copies", "0", "--output", "DIR/x.pdf"),
    "a file that is missing": ("weekly", "--append", "DIR/none.pdf", "--output", "DIR/x.pdf"),
    "pages that are none": ("weekly", "--append", "DIR/text.txt:3-1", "--output", "DIR/x.pdf"),
    "copies to a missing folder": ("roster", "--copies", "2", "--output", "DIR/none/x.pdf"),
    "a kept packet above its audience": ("--packet", "Deputies for the combined operations cell", "--audience", "USA", "--output", "DIR/x.pdf"),
    "a report in the place of a packet": ("weekly", "--withheld", "DIR/x.pdf", "--output", "DIR/x.pdf"),
    "people named to a schedule": ("schedule", "--people", "VIP", "--output", "DIR/x.pdf"),
    "an organization named to a roster": ("roster", "--organization", "Air Staff Office", "--output", "DIR/x.pdf"),
    "a calendar named to a roster": ("roster", "--calendar", "Planning", "--output", "DIR/x.pdf"),
    "an order for a schedule": ("schedule", "--order", "organization", "--output", "DIR/x.pdf"),
    "a title above the ceiling": ("roster", "--title", "(S//NF) The plan", "--output", "DIR/x.pdf"),
    "a title above the ceiling for a kept packet": ("--packet", READ_AHEAD, "--title", "SECRET", "--output", "DIR/x.docx"),
    "a copy's number above the ceiling": ("roster", "--copy", "SECRET//NOFORN", "--output", "DIR/x.pdf"),
    "a packet over the file it takes in": ("roster", "--append", "DIR/plan.pdf", "--output", "DIR/plan.pdf"),
    "a copy over the file it takes in": ("roster", "--append", "DIR/x_copy-2.pdf", "--copies", "2", "--output", "DIR/x.pdf"),
    "a report over the desk": ("roster", "--withheld", "DIR/sample.desk", "--output", "DIR/x.pdf"),
    "a report over another desk": ("roster", "--withheld", "DIR/other.desk", "--output", "DIR/x.pdf"),
    "a report to a missing folder, over an older packet": ("roster", "--withheld", "DIR/none/x.txt", "--output", "DIR/plan.pdf"),
    "copies to a folder, over an older copy": ("roster", "--copies", "2", "--output", "DIR/y.pdf"),
    "a kept packet that is about a task it cannot be about": ("--packet", READ_AHEAD, "--task", "26-001", "--output", "DIR/x.pdf"),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_wrong_call_is_one_line_and_leaves_nothing(say, place, tmp_path, what):
    (tmp_path / "text.txt").write_text("just some words")
    for name in ("plan.pdf", "x_copy-2.pdf", "y_copy-1.pdf"):
        (tmp_path / name).write_bytes(pdf())
    (tmp_path / "y_copy-2.pdf").mkdir()
    shutil.copy(place, tmp_path / "other.desk")
    files = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    done = say("brief", place, *(word.replace("DIR", str(tmp_path)) for word in BAD[what]))
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1, done.err
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == files


def test_one_page_is_said_as_one_and_blanks_are_no_title(say, sample, tmp_path):
    words = ("--people", "nobody of that name", "--title", "  ", "--output", tmp_path / "r.pdf")
    assert say("brief", sample, "roster", *words).out == f"{tmp_path / 'r.pdf'}: 1 page, UNCLASSIFIED.\n"
    assert PdfReader(tmp_path / "r.pdf").metadata.title == "Contact roster"


def test_ctrl_c_ends_a_packet_without_a_file(sample, tmp_path):
    """Told how far it is, on a terminal, somebody stops it with the first of its copies not yet made."""
    pty = pytest.importorskip("pty")
    folder = tmp_path / "out"
    folder.mkdir()
    master, slave = pty.openpty()
    # Tests that run in the background may have to ignore the key, and would hand that down.
    begin = "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); runpy.run_module('liaison_desk', run_name='__main__')"
    words = [sys.executable, "-c", begin, "brief", sample, "weekly", "--from", "2026-11-23"]
    run = subprocess.Popen(
        [*map(str, words), "--copies", "99", "--output", str(folder / "w.pdf")],
        stdout=subprocess.PIPE, stderr=slave, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    try:
        told = b""
        while b"%" not in told:
            told += os.read(master, 1)
        run.send_signal(signal.SIGINT)
        out, _ = run.communicate(timeout=60)
    finally:
        run.kill()
        os.close(master)
        os.close(slave)
    assert (run.returncode, out) == (130, b"")
    assert list(folder.iterdir()) == []


def test_a_copy_of_a_template_is_the_users_own(say, own, db, tmp_path):
    done = say("templates", "--copy", "weekly", "mine")
    assert done.out.strip() == str(own / "mine.toml")
    file = own / "mine.toml"
    words = file.read_text("utf-8").replace('title = "Weekly activity report"', 'title = "Ours"\ntitle_ja = "私の週報"')
    file.write_text(words, "utf-8")
    listed = {line.split("\t")[0]: line.split("\t") for line in say("templates").out.splitlines()}
    sections = "cover schedule suspenses waiting commitments meetings insights"
    assert listed["mine"] == ["mine", "Ours", "week", sections, "your own"]
    assert listed["weekly"] == ["weekly", "Weekly activity report", "week", sections, ""]
    assert "mine\t私の週報\tweek" in say("--language", "ja", "templates").out
    told = {one["name"]: one for one in say("templates", "--json").json}
    assert (told["mine"]["own"], told["weekly"]["own"]) == (True, False)
    assert told["read-ahead"]["period"] == "meeting"
    assert say("brief", db, "mine", "--output", tmp_path / "mine.pdf").code == 0
    assert "Ours" in text_of(tmp_path / "mine.pdf")


def test_a_template_that_is_wrong_says_where_and_what_is_allowed(say, own, db, tmp_path):
    say("templates", "--copy", "weekly", "mine")
    file = own / "mine.toml"
    file.write_text(file.read_text("utf-8").replace("ahead_days = 14", "ahead_dayz = 14"), "utf-8")
    done = say("templates")
    assert done.code == 1
    assert "weekly" in done.out
    assert "mine" not in done.out
    [line] = done.err.splitlines()
    assert line.startswith(f"liaison-desk: The template {file} is wrong: section 3, line 14: ")
    assert "no option ahead_dayz. Known: ahead_days, full, " in line
    answer = say("templates", "--json")
    assert answer.code == 1
    [wrong] = [one for one in answer.json if "problem" in one]
    assert (wrong["name"], "ahead_dayz" in wrong["problem"]) == ("mine", True)
    refused = say("brief", db, "mine", "--output", tmp_path / "mine.pdf")
    assert (refused.code, "section 3, line 14" in refused.err) == (2, True)
    japanese = say("--language", "ja", "templates").err
    assert "3番目の節（14行目）：" in japanese


@pytest.mark.parametrize("words", [("nonsuch", "x"), ("weekly", "../x"), ("weekly", "My week"), ("weekly", "weekly")])
def test_a_copy_that_cannot_be_is_one_line(say, own, words):
    if words == ("weekly", "weekly"):
        assert say("templates", "--copy", *words).code == 0  # a copy that takes the place of the shipped one
    done = say("templates", "--copy", *words)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert [one.name for one in own.glob("*")] == (["weekly.toml"] if words[0] == words[1] else [])
