"""Packets with a password and a signature from the command line: what is asked, what is never said, what is written."""

import getpass
import sys
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError

from tests.briefings.certificates import OFFICER, PASSPHRASE, p12, verified

AT = datetime(2026, 11, 24, tzinfo=UTC)
PASSWORD = "富嶽三十六景 '26"


@pytest.fixture
def own(tmp_path):
    """Return a certificate file that is in force whenever the tests run."""
    place = tmp_path / "officer.p12"
    place.write_bytes(p12(first=datetime(2020, 1, 1, tzinfo=UTC), last=datetime(2120, 1, 1, tzinfo=UTC)))
    return place


@pytest.fixture
def typing(monkeypatch):
    """Sit somebody at a terminal who types these answers, and return what was asked."""
    asked = []

    def at_prompts(*answers):
        left = list(answers)

        def answer(prompt):
            asked.append(prompt)
            if not left:
                raise EOFError
            return left.pop(0)

        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(getpass, "getpass", answer)
        return asked

    return at_prompts


def test_a_packet_is_protected_and_signed_with_secrets_of_the_environment(say, db, own, tmp_path, monkeypatch):
    paper = tmp_path / "weekly.pdf"
    monkeypatch.setenv("LIAISON_DESK_PACKET_PASSWORD", PASSWORD)
    monkeypatch.setenv("LIAISON_DESK_SIGNING_PASSPHRASE", PASSPHRASE)
    done = say("brief", db, "weekly", "--output", paper, "--password", "--sign", own)
    assert done.code == 0
    assert done.out.splitlines()[1] == f"Signed by {OFFICER}."
    with pytest.raises(FileNotDecryptedError):
        PdfReader(BytesIO(paper.read_bytes())).pages[0]
    assert "Weekly activity report" in PdfReader(BytesIO(paper.read_bytes()), password=PASSWORD).pages[0].extract_text()
    assert verified(paper.read_bytes(), AT, PASSWORD).bottom_line


def test_without_being_asked_for_there_is_neither(say, db, tmp_path, monkeypatch):
    paper = tmp_path / "weekly.pdf"
    monkeypatch.setenv("LIAISON_DESK_PACKET_PASSWORD", PASSWORD)
    done = say("brief", db, "weekly", "--output", paper)
    reader = PdfReader(BytesIO(paper.read_bytes()))
    assert (done.code, len(done.out.splitlines()), reader.is_encrypted) == (0, 1, False)
    assert "/AcroForm" not in reader.root_object


def test_secrets_are_asked_for_at_a_terminal_the_new_one_twice(say, db, own, tmp_path, typing):
    paper = tmp_path / "weekly.pdf"
    asked = typing(PASSWORD, PASSWORD, PASSPHRASE)
    assert say("brief", db, "weekly", "--output", paper, "--password", "--sign", own).code == 0
    assert asked == ["The packet's new password: ", "Once more: ", "The certificate's passphrase: "]
    assert verified(paper.read_bytes(), AT, PASSWORD).bottom_line


def test_they_are_asked_for_in_japanese_too(say, db, tmp_path, typing):
    asked = typing(PASSWORD, PASSWORD)
    assert say("--language", "ja", "brief", db, "weekly", "--output", tmp_path / "w.pdf", "--password").code == 0
    assert asked == ["資料の新しいパスワード: ", "もう一度入力: "]


@pytest.mark.parametrize(
    ("answers", "why"),
    [(("one", "two"), "differ"), (("",), "password is empty"), ((), "set LIAISON_DESK_PACKET_PASSWORD")],
)
def test_a_password_that_was_not_given_right_makes_no_packet(say, db, tmp_path, typing, answers, why):
    typing(*answers)
    refused = say("brief", db, "weekly", "--output", tmp_path / "w.pdf", "--password")
    assert (refused.code, why in refused.err, (tmp_path / "w.pdf").exists()) == (2, True, False)


@pytest.mark.parametrize(
    ("words", "variable"),
    [(["--password"], "LIAISON_DESK_PACKET_PASSWORD"), (["--sign", "officer.p12"], "LIAISON_DESK_SIGNING_PASSPHRASE")],
)
def test_without_a_terminal_it_is_said_where_the_secret_is_to_stand(say, db, tmp_path, words, variable):
    refused = say("brief", db, "weekly", "--output", tmp_path / "w.pdf", *words)
    assert (refused.code, variable in refused.err, (tmp_path / "w.pdf").exists()) == (2, True, False)


def test_a_certificate_that_cannot_sign_makes_no_packet(say, db, own, tmp_path, monkeypatch):
    huge = tmp_path / "huge.p12"
    huge.write_bytes(bytes(1_000_001))
    old = tmp_path / "old.p12"
    old.write_bytes(p12(first=datetime(2020, 1, 1, tzinfo=UTC), last=datetime(2021, 1, 1, tzinfo=UTC)))
    for file, passphrase, why in (
        (own, "guess", "passphrase does not open officer.p12"),
        (huge, "", "huge.p12 is larger than 1 MB"),
        (old, PASSPHRASE, "has expired: it was valid from 2020-01-01"),
        (tmp_path / "none.p12", "", "There is no file"),
        (tmp_path, "", "is no ordinary file"),
        ("", "", "is no ordinary file"),
    ):
        monkeypatch.setenv("LIAISON_DESK_SIGNING_PASSPHRASE", passphrase)
        refused = say("brief", db, "weekly", "--output", tmp_path / "w.pdf", "--sign", file)
        assert (refused.code, why in refused.err) == (2, True), refused.err
        assert not (tmp_path / "w.pdf").exists()


def test_a_password_is_not_taken_as_an_argument(say, db, tmp_path):
    assert say("brief", db, "weekly", "--output", tmp_path / "w.pdf", "--password=guess").code == 2
    assert not (tmp_path / "w.pdf").exists()
