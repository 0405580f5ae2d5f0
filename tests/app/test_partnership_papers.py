"""Papers of partnership from the command line and from Print: told which record, by its title, number, a part of one or its UID."""

from contextlib import closing
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.lending.printing import OF_PARTNERSHIP
from liaison_desk.app.outgoing.exporting import export
from liaison_desk.briefings.records import PacketRequest
from liaison_desk.briefings.templates import template_names
from liaison_desk.domain.bilingual import Bilingual
from tests.briefings.desks import PROFILE
from tests.briefings.partnership_desks import PAPERS, arrangement, partnership_desk
from tests.desks import new_desk


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    desk, records = partnership_desk(tmp_path_factory.mktemp("papers"))
    with closing(desk):
        yield desk, records


def brief(say, desk, tmp_path, template, *more):
    target = tmp_path / f"{template}.pdf"
    assert say("brief", desk.location, template, "--output", target, *more).code == 0
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(target.read_bytes())).pages).split())


def test_a_paper_is_told_which_arrangement_or_visit(say, made, tmp_path):
    desk, records = made
    for words in ("exchange of LIAISON", "連絡官の相互派遣に関する取決め", "lo-25-01", records.post.uid):
        text = brief(say, desk, tmp_path, "arrangement-summary", "--arrangement", words)
        assert ["LO-25-01" in text, "Letter on parking" in text] == [True, False], words
    text = brief(say, desk, tmp_path, "visit-itinerary", "--visit", "vr-26-118")
    assert ["Office call" in text, "Site survey" in text] == [True, False]


def test_what_is_not_there_or_is_several_is_refused(say, made, tmp_path):
    desk, _ = made
    for template, option, words, said in (
        ("arrangement-summary", "--arrangement", "NOTHING", "There is no arrangement called NOTHING."),
        ("visit-itinerary", "--visit", "   ", "There is no visit called"),
        ("visit-itinerary", "--visit", "v", "2 visits are called v: Visit of the Director, Operations, Site survey."),
        ("visit-board", "--visit", "Site survey", "The packet visit-board cannot be about one visit."),
        ("expiry-radar", "--arrangement", "parking", "The packet expiry-radar cannot be about one arrangement."),
    ):
        target = tmp_path / "no.pdf"
        done = say("brief", desk.location, template, option, words, "--output", target)
        assert (done.code, said in done.err, target.exists()) == (2, True, False), done.err


def test_an_archive_turns_a_packet_to_the_same_record_on_another_desk(made, tmp_path, clock):
    desk, records = made
    begun = desk.packets.begin(desk.briefings.template("arrangement-summary"), Bilingual("Summary"), PacketRequest())
    desk.packets.save(replace(begun, asked=replace(begun.asked, arrangement=records.post.id, visit=records.visit.id)))
    path = tmp_path / "all.json"
    export(desk, "all", path)
    with closing(new_desk(tmp_path / "other.desk", PROFILE, clock, seed=2)) as other:
        other.arrangements.save(arrangement("ANOTHER ONE"))
        import_file(other, path)
        about = other.packets.called("Summary").asked
        assert other.arrangements.one(about.arrangement).uid == records.post.uid
        assert other.visits.one(about.visit).uid == records.visit.uid


def test_print_offers_the_papers_of_partnership_that_there_are():
    offered = {name for names in OF_PARTNERSHIP for name in names}
    assert offered <= set(PAPERS) <= set(template_names())
