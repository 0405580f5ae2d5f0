"""Every template, printed from the sample desk on both papers in three language forms: a sound file, a banner on every page, clean pages."""

import re
import subprocess
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime

import pikepdf
import pytest

from liaison_desk.app.desk import open_desk
from liaison_desk.app.sample import make_sample
from liaison_desk.briefings.records import TEXT, PacketLanguage, PacketRequest, Paper
from liaison_desk.briefings.rules import request_of
from liaison_desk.briefings.templates import load_template, template_names
from liaison_desk.calendar.records import Calendar
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exercises.records import ExerciseFilter
from liaison_desk.foundation.core.clock import FixedClock
from tests.briefings.clean_pages import assert_clean_pages
from tests.briefings.desks import BOTH
from tests.briefings.exercise_desks import fill
from tests.briefings.partnership_desks import fill as fill_partnership

FORMS = [(paper, language) for paper in Paper for language in PacketLanguage]
LONG = ("turnover-book",)
"""Made of what other templates print: looked at on A4 in the home language and on Letter in both."""
ABOUT = {
    "read-ahead": "PACIFIC LANTERN 27 Mid Planning Conference",
    "talking-points": "Key leader engagement: combined operations cell",
    "engagement-plan": "Key leader engagement: combined operations cell",
    "engagement-report": "Key leader engagement: combined operations cell",
    "trip-report": "PL27 site survey, Huntsville",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    place = tmp_path_factory.mktemp("sample") / "sample.desk"
    make_sample(str(place), 1, 1, date(2026, 11, 24)).close()
    with closing(open_desk(str(place), clock=FixedClock(datetime(2026, 11, 24, 16, 41, tzinfo=UTC)))) as opened:
        if not opened.exercises.listing(ExerciseFilter()):
            fill(opened)
        if not opened.arrangements.everything():
            opened.calendars.save_calendar(Calendar(name=Bilingual("Planning", "計画"), marking=BOTH))
            fill_partnership(opened)
        yield opened


def written(item):
    """Return an entry with its hint as its words, so that every look of text is drawn."""
    if item.kind != TEXT:
        return item
    hint = dict(item.hint)
    return replace(
        item, text=Bilingual(f"{hint['en']}.\n\n{hint['en']}.", f"{hint['ja']}。\n\n{hint['ja']}。"), marking=BOTH
    )


def request(desk, name):
    about = ABOUT.get(name)
    meeting = desk.meetings.called(about)[0] if about else 0
    items = tuple(map(written, desk.briefings.template(name).sections))
    return PacketRequest(name, meeting=meeting, items=items)


def assert_sound(result, folder):
    """Assert that a file is whole, and that its banner is the first and the last line of every page."""
    file = folder / "packet.pdf"
    file.write_bytes(result.pdf)
    with pikepdf.open(file) as opened:  # qpdf's own check, which needs no process of its own here
        assert opened.check_pdf_syntax() == []
    said = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout
    pages = said.rstrip("\f").split("\f")
    assert len(pages) == result.pages
    for number, page in enumerate(pages, 1):
        lines = [" ".join(line.split()) for line in page.splitlines() if line.strip()]
        assert (lines[0], lines[-1]) == (result.banner, result.banner), f"page {number}"
    assert_clean_pages(result.pdf)
    return pages


@pytest.mark.parametrize("name", template_names())
def test_every_template_is_fit_to_be_handed_out(desk, name, tmp_path):
    asked, built = request(desk, name), {}
    forms = FORMS if name not in LONG else FORMS[1::4]
    for paper, language in sorted(forms, key=lambda form: form[1]):  # sections are the same on either paper
        prepared = desk.briefings.prepare(replace(asked, paper=paper, language=language), built=built)
        result = desk.briefings.finish(prepared)
        pages = assert_sound(result, tmp_path)
        assert not re.search(r"\{\w+\}", "".join(pages)), "a place that was not filled in"
        assert result.portions, "nothing of the sample is on it"


def test_the_packets_of_the_sample_are_fit_to_be_handed_out(desk, tmp_path):
    kept = [desk.packets.packet(line.id) for line in desk.packets.packets()]
    assert {one.asked.template for one in kept} == {"read-ahead", "decision-brief"}
    for packet in kept:
        assert len(packet.title.host) > 10
        assert len(packet.title.home) > 5
        asked = replace(request_of(packet), paper=Paper.LETTER, language=PacketLanguage.BOTH)
        pages = assert_sound(desk.briefings.compose(asked), tmp_path)
        assert len(pages) > 1


def test_a_paper_is_on_the_sheets_of_its_readers(desk):
    """Reports for home alone are A4, as they are printed there; all others as the desk prints."""
    for name in template_names():
        template = load_template(name)
        assert (template.paper is Paper.A4) == ([str(side) for side in template.audience] == ["home"]), name
