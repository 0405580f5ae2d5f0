"""Packets as Word files from the command line: the format follows the file's ending."""

import pytest

from tests.briefings.word_files import text

SPAN = ("--from", "2026-11-23", "--to", "2026-11-29")


def test_a_packet_ending_in_docx_is_a_word_file(say, sample, tmp_path):
    target, report = tmp_path / "packet.DOCX", tmp_path / "withheld.txt"
    done = say("brief", sample, "weekly", "--output", target, "--audience", "USA,JPN", "--withheld", report, *SPAN)
    assert (done.code, done.out.strip()) == (0, f"{target}: UNCLASSIFIED//REL TO USA, JPN.")
    assert "(U) Weekly activity report" in text(target.read_bytes())
    assert "For the liaison officer alone." in report.read_text("utf-8")


@pytest.mark.parametrize("name", ["packet.doc", "packet", "packet.odt"])
def test_any_other_ending_is_refused_in_a_sentence(say, sample, tmp_path, name):
    done = say("brief", sample, "weekly", "--output", tmp_path / name)
    assert done.code == 2
    assert f"A packet is written as .pdf or .docx, not as {name}." in done.err
    assert not (tmp_path / name).exists()


def test_a_word_file_is_never_sealed(say, sample, tmp_path):
    target = tmp_path / "packet.docx"
    for option in (("--password",), ("--sign", tmp_path / "me.p12")):
        done = say("brief", sample, "weekly", "--output", target, *option)
        assert done.code == 2
        assert "Only a PDF can have a password or a signature." in done.err
    assert not target.exists()
