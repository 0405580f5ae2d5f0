"""The papers of partnership: what each of them tells, in which order, in both languages, and as a Word file."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from xml.etree import ElementTree as ET

import pytest

from liaison_desk.briefings.records import About, ItemRef, Packet, PacketItem, PacketLanguage, PacketRequest
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.language import Language
from liaison_desk.partnership.records import TurnoverNote, Validity, ValidityType
from liaison_desk.partnership.words.ends import type_words
from tests.briefings.clean_pages import assert_clean_pages
from tests.briefings.desks import HOME_ONLY
from tests.briefings.papers import event, pages
from tests.briefings.partnership_desks import partnership_desk
from tests.briefings.word_files import parts

JPN = frozenset({"JPN"})


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    desk, records = partnership_desk(tmp_path_factory.mktemp("partnership"))
    with closing(desk):
        yield desk, records


def told(desk, template, **more):
    """Return what a paper says, its lines joined."""
    return " ".join(" ".join(pages(desk.briefings.compose(PacketRequest(template, **more)))).split())


def close(text):
    """Return a text without blanks, for words are broken over lines."""
    return "".join(text.split())


def in_order(text, *words):
    """Assert that words stand in a text in this order."""
    places = [text.index(word) for word in words]
    assert places == sorted(places), words


def test_the_register_stands_by_state_and_says_who_signed_and_who_is_awaited(made):
    desk, _ = made
    text = told(desk, "arrangement-register")
    in_order(
        text,
        "In force",
        "LO-25-01",
        "Being signed",
        "Sharing agreement on space",
        "Being drafted",
        "Annex on training",
        "Expired",
    )
    for words in (
        "Signed: United States – Lt Gen HARTWELL Dana (10 Mar 2025)", "Signed: Pacific Planning Staff – Lt Gen HARTWELL Dana",
        "Awaited: Japan – Maj Gen ITO Ken", "2 Apr 2025", "31 Dec 2029",
    ):  # fmt: skip
        assert close(words) in close(text), words
    assert "2027" in text, "the review"
    japanese = close(told(desk, "arrangement-register", language=PacketLanguage.HOME))
    for words in ("署名待ち：日本–空将補伊藤健", "太平洋計画幕僚部", "署名中", "2029年12月31日"):
        assert words in japanese, words


def test_a_summary_is_one_page_with_scope_signatures_duties_and_amendments(made):
    desk, records = made
    result = desk.briefings.compose(PacketRequest("arrangement-summary", arrangement=records.post.id))
    text = " ".join(" ".join(pages(result)).split())
    assert result.pages == 1
    assert "31 Dec 2029 [as amended] (renewal to begin 4 Jul 2029)" in text
    in_order(text, "Scope", "Signatures in order", "Commander", "Director, Operations", "What each side has to do", "Amendments and renewals")  # fmt: skip
    assert "half-yearly 30 Dec 2026" in text
    assert "Renewal 1" in text
    annex = told(desk, "arrangement-summary")
    assert "Belongs under (U) Arrangement on the exchange of liaison officers" in annex
    assert_clean_pages(result.pdf)


def test_the_radar_begins_with_what_is_past_and_says_how_long_there_is(made):
    desk, _ = made
    text = told(desk, "expiry-radar")
    in_order(text, "Past its day", "27 days ago", "Badge", "To be renewed now", "in 13 days", "Report of a gift", "Coming up", "in 4 months", "Further ahead")  # fmt: skip
    assert "Lease of the flat" not in told(desk, "expiry-radar", items=(PacketItem("expiry_radar", {"months": 12}),))


def test_what_ends_is_called_on_paper_as_in_the_window(tmp_path):
    with closing(partnership_desk(tmp_path)[0]) as desk:
        for one in ValidityType:
            title = Bilingual(f"Paper {one}")
            desk.validities.save(Validity(title=title, type=one, expires=date(2027, 3, 1), marking=HOME_ONLY))
        for side, code in ((PacketLanguage.HOST, "en"), (PacketLanguage.HOME, "ja")):
            radar = close(told(desk, "expiry-radar", language=side, audience=JPN))
            terms = close(told(desk, "turnover-book", language=side))
            for one in ValidityType:
                words = close(type_words(Language(code), one))
                assert words in radar, words
                assert words in terms, words


def test_opportunities_say_what_each_side_gains_and_does_next(made):
    desk, _ = made
    text = told(desk, "opportunities")
    in_order(text, "United States", "Japan", "Proposed", "Ideas", "Joint wargame", "Agreed", "→ Sharing agreement on space")  # fmt: skip
    for words in ("Gains: A sensor over the Pacific", "Next: Send the draft terms – HARTWELL Dana (15 Dec)"):
        assert close(words) in close(text), words


def test_the_board_counts_down_to_the_day_a_request_has_to_be_in(made):
    desk, _ = made
    text = told(desk, "visit-board")
    in_order(text, "Planned", "Site survey", "24 Dec 2026", "in 27 days", "Submitted", "VR-26-118", "submitted 2 Nov")  # fmt: skip


def test_an_itinerary_tells_its_events_in_three_zones(made):
    desk, records = made
    text = told(desk, "visit-itinerary", visit=records.visit.id)
    for words in (
        "0900–0930T 1600Z 0100I+1",
        "1800–2000T 0100Z+1 1000I+1",
        "all day",
        "Service dress",
        "+1 719 555 0100",
    ):
        assert words in text, words
    in_order(text, "Tuesday 8 December 2026", "Office call", "Dinner with the staff", "Thursday 10 December 2026", "Travel day")  # fmt: skip
    in_order(text, "Sites", "Escorts", "Sam Lee", "(U) Delegation", "Abe Jun")
    assert "Passport" not in text
    assert "1990" not in text


def test_a_delegation_stands_by_precedence_and_its_personal_data_stand_elsewhere(made):
    desk, records = made
    text = told(desk, "delegation-list", visit=records.visit.id)
    in_order(text, "ITO Ken", "Abe Jun", "Sato Ren", "Mori Aya")
    assert "伊藤 健" in text
    assert "no fish" in text
    assert "TZ1234567" not in text
    japanese = close(told(desk, "delegation-list", visit=records.visit.id, language=PacketLanguage.HOME))
    in_order(japanese, "空将補", "伊藤健", "1等空佐", "阿部淳", "佐藤蓮", "森彩")
    data = told(desk, "visitor-data", audience=JPN)
    assert "TZ1234567" in data
    assert "3 Feb 1990" in data
    assert "TZ1234567" not in told(desk, "visitor-data", audience=frozenset({"USA", "JPN"}))


def test_the_logs_keep_markings_as_they_were_and_amounts_as_people_write_them(made):
    desk, _ = made
    text = close(told(desk, "disclosure-log"))
    for words in (
        "UNCLASSIFIED//FOR OFFICIAL USE ONLY", "2 of 5", "1530T / 2230Z / 0730I+1", "Given as a copy (paper)",
        "United States to Australia: Hartwell Dana, 5 Nov 2026, letter of 5 November, until 30 Jun 2027",
    ):  # fmt: skip
        assert close(words) in text, words
    assert "Nothing" in told(desk, "disclosure-log", since=date(2026, 11, 20), until=date(2026, 11, 27))
    gifts = close(told(desk, "gift-log"))
    for words in ("USD 125.50", "Displayed in the office", "due 10 Dec 2026", "HARTWELL Dana (United States)"):
        assert close(words) in gifts, words


def test_the_turnover_book_says_what_a_successor_needs(made):
    desk, records = made
    desk.links.add(RecordRef("task", desk.tasks.suspenses()[0].id), RecordRef("visit", records.visit.id))
    prepared = desk.briefings.prepare(PacketRequest("turnover-book", language=PacketLanguage.HOME))
    result = desk.briefings.finish(prepared)
    text = close(" ".join(pages(result)))
    in_order(text, "申送り書", "業務継続の要点", "派遣の根拠及び条件", "文書一覧", "着任後30日・60日・90日の予定")
    for words in (
        "今年度の主目標である。",
        "1月20日までに部長へ報告する。",
        "LO-25-01signed.pdf",
        "開示承認書25-7",
        "着任後30日まで（2027年2月14日まで）",
    ):
        assert words in text, words
    in_order(
        text[text.rindex("着任後30日・60日・90日の予定") :],
        "期限経過",
        "司令部通行証",
        "現地調査",
        "通行証の更新",
        "開示承認書25-7",
    )
    assert result.banner == "UNCLASSIFIED//JPN ONLY"
    assert_clean_pages(result.pdf)
    word = ET.fromstring(parts(desk.briefings.finish_docx(prepared).docx)["word/document.xml"])
    written = close("".join(word.itertext()))
    assert "今年度の主目標である。" in written
    assert "通行証の更新" in written


def test_the_continuity_brief_names_everybody_and_everything_in_the_readers_language(tmp_path):
    with closing(partnership_desk(tmp_path)[0]) as desk:
        turnover = desk.turnovers.everything()[0]
        desk.turnovers.save(replace(turnover, officer="Lt Col Kisaragi Jun"))
        file = desk.attachments.add(
            RecordRef("turnover", turnover.id), "terms.pdf", b"%PDF-1.4 invented", marking=HOME_ONLY.encode()
        )
        packet = desk.packets.save(
            Packet(title=Bilingual("Read-ahead"), asked=PacketRequest("weekly"), marking=HOME_ONLY)
        )
        for kind, id_ in (("turnover", turnover.id), ("attachment", file.id), ("packet", packet.id)):
            note = TurnoverNote(owner_kind=kind, owner_id=id_, why=Bilingual(f"Why {kind}", f"{kind}の理由"))
            desk.turnover_notes.save(replace(note, marking=HOME_ONLY))
        text = told(desk, "turnover-book", language=PacketLanguage.HOME)
        brief = close(text)[close(text).rindex("前任者") :]
        assert brief.startswith("前任者(U//JPNONLY)2等空佐如月純後任"), brief[:60]
        brief = brief[: brief.index("タブB")]
        assert "Liaisonofficer/連絡官" not in brief
        in_order(brief, "連絡官turnoverの理由", "その他", "packetの理由", "attachmentの理由")
        assert brief.count("その他") == 1, "whatever has no heading of its own stands under one"


def test_a_paper_is_about_one_record_also_within_a_packet_and_says_when_that_is_gone(tmp_path):
    desk, records = partnership_desk(tmp_path)
    with closing(desk):
        late = event(desk, "Breakfast", datetime(2026, 12, 9, 7), datetime(2026, 12, 9, 8))
        desk.links.add(RecordRef("visit", records.visit.id), RecordRef("event", late.id))
        about = About(records=(ItemRef("visit", records.visit.uid),))
        asked = PacketRequest("weekly", items=(PacketItem("visit_itinerary", {}, "i1", about=about),))
        text = told(desk, "weekly", items=asked.items)
        in_order(text, "Dinner with the staff", "Breakfast", "Travel day")
        assert "Site survey" not in text
        desk.visits.delete([records.visit.id])
        with pytest.raises(NotFoundError):
            desk.briefings.prepare(asked)
        with pytest.raises(NotFoundError):
            desk.briefings.prepare(PacketRequest("visit-itinerary", visit=records.visit.id))
        kept = desk.packets.begin(
            desk.briefings.template("arrangement-summary"),
            records.post.title,
            PacketRequest(arrangement=records.post.id),
        )
        kept = desk.packets.save(replace(kept, marking=records.post.marking))
        assert desk.packets.packet(kept.id).asked.arrangement == records.post.id
