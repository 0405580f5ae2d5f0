"""Word files of real desks: they hold what the printed packet holds, whatever language and template; and their way to disk."""

import re
from datetime import date, datetime

import pytest

from liaison_desk.briefings.records import PacketLanguage, PacketRequest
from liaison_desk.briefings.service.composing import Prepared
from liaison_desk.briefings.walking import portions_of
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import RefusedError
from liaison_desk.foundation.core.language import Language
from tests.briefings.desks import PROFILE, WEEK, weekly_desk
from tests.briefings.documents import HOME_ONLY, RULES, USA_JPN, document, said
from tests.briefings.papers import GRIDS, board, calendar_desk, days, event, pages
from tests.briefings.word_files import around, sections, text

BOTH = PacketLanguage.BOTH


@pytest.fixture(scope="module")
def weekly(tmp_path_factory):
    with_week = weekly_desk(tmp_path_factory.mktemp("desk"))
    yield with_week
    with_week.close()


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    opened = calendar_desk(tmp_path_factory.mktemp("desk"))
    board(opened)
    event(opened, "Talks", datetime(2026, 11, 4, 9), datetime(2026, 11, 5, 15), place=Bilingual("Hall", "講堂"))
    days(opened, Bilingual("Visit", "訪問"), datetime(2026, 11, 9), datetime(2026, 11, 12))
    yield opened
    opened.close()


def squeezed(words):
    return re.sub(r"\s+", "", words)


def assert_word_holds_what_is_printed(desk, request):
    prepared = desk.briefings.prepare(request)
    made, printed = desk.briefings.finish_docx(prepared), desk.briefings.finish(prepared)
    paper = squeezed("".join(pages(printed)))
    typed = squeezed(text(made.docx))
    left = prepared.released[0].document
    said_there = {squeezed(words) for portion in portions_of(left) for words in portion.text if words}
    # The short times in the boxes of a grid are told in full here.
    on_paper = {words for words in said_there if words in paper and not re.fullmatch(r"[\d–]+", words)}
    assert on_paper, "nothing was printed"
    assert {words for words in on_paper if words not in typed} == set()
    for section in sections(made.docx):
        head, foot = around(made.docx, section)
        assert head.splitlines()[0] == foot.splitlines()[-1] == printed.banner == made.banner
    return made


@pytest.mark.parametrize("language", PacketLanguage)
def test_a_weekly_in_every_language(weekly, language):
    made = assert_word_holds_what_is_printed(weekly, PacketRequest("weekly", *WEEK, language=language))
    assert made.file_name == "weekly_2026-11-23_USA-JPN.docx"
    assert made.withheld.records > 0


@pytest.mark.parametrize("template", ["minutes", "suspense-list", "seating", "roster"])
def test_papers_of_meetings_tasks_and_people(weekly, template):
    assert_word_holds_what_is_printed(weekly, PacketRequest(template, *WEEK, language=BOTH))


@pytest.mark.parametrize("template", GRIDS)
def test_calendars(planned, template):
    assert_word_holds_what_is_printed(planned, PacketRequest(template, date(2026, 11, 2), language=BOTH))


def test_what_may_not_be_read_stops_the_word_file_as_it_stops_the_print(weekly):
    prepared = Prepared(document(title=said("Closed title", HOME_ONLY)), USA_JPN, RULES, *WEEK)
    with pytest.raises(RefusedError, match="title of this packet may not be read by USA"):
        weekly.briefings.finish_docx(prepared)


def test_the_report_of_what_was_withheld_never_takes_the_place_of_a_word_file(weekly, tmp_path):
    made = weekly.briefings.finish_docx(weekly.briefings.prepare(PacketRequest("weekly", *WEEK)))
    weekly.briefings.save(made, tmp_path / "packet")
    assert (tmp_path / "packet").read_bytes() == made.docx
    for taken in (tmp_path / "packet", tmp_path / "new.docx"):
        with pytest.raises(RefusedError, match="needs a file of its own"):
            weekly.briefings.save_withheld(made, taken, Language())
    weekly.briefings.save_withheld(made, tmp_path / "report.txt", Language())
    assert "For the liaison officer alone." in (tmp_path / "report.txt").read_text("utf-8")
    assert PROFILE.office.host not in (tmp_path / "report.txt").read_text("utf-8")
