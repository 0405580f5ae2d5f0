"""Papers of meetings: minutes in three forms, the memorandum, the log, the papers of an engagement; text and shape of the finished file."""

import re
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime

import pytest

from liaison_desk.briefings.records import PacketItem, PacketLanguage, Paper
from liaison_desk.briefings.service import composing
from liaison_desk.briefings.templates import load_template
from liaison_desk.calendar.records import Override, Status
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import NotFoundError
from liaison_desk.meetings.records import AgendaItem, Attribution, PortionKind
from tests.briefings.noted_desks import note, noted_desk
from tests.briefings.papers import pages, printed, squeezed

BOTH, HOST, HOME = PacketLanguage.BOTH, PacketLanguage.HOST, PacketLanguage.HOME


@pytest.fixture
def made(tmp_path):
    desk, meeting, _ = noted_desk(tmp_path)
    with closing(desk):
        yield desk, meeting


def text(desk, template, **more):
    return squeezed(printed(desk, template, **more))


def spaced(result):
    return " ".join(" ".join(pages(result)).split())


def test_minutes_have_head_people_agenda_notes_and_what_came_of_them(made):
    desk, meeting = made
    result = printed(desk, "minutes", meeting=meeting)
    said = spaced(result)
    assert "(U) Plans sync Meeting minutes State (U) DRAFT Time (U) 26 0900T / 1600Z / 0100I+1 NOV 26" in said
    assert (
        "Until (U) 26 1030T / 1730Z / 0230I+1 NOV 26 Where (U) Building 1 VTC link (U) https://vtc.example/j5" in said
    )
    assert "Chair (U) Col Hartwell Interpreter (U) Sato Emi Next meeting (U) 03 0900T" in said
    assert re.search(
        r"Col USAF Dana Hartwell Branch chief J5 Plans USA Chair .*Maj JASDF Ito Ken .*Capt USSF Lee Sam", said
    )
    assert "0905T 1605Z 0105I+1 (U) Annex B Capt Lee 40 (U) Any other business" in said
    assert "1. (U) Discussion. Annex B was reviewed. — Dana Hartwell a. (U) Two questions are open." in said
    assert "(1) (U) Both concern paragraph four. 2. (U) Decision." in said
    assert "Send the draft. — Dana Hartwell → Maj Ito by 4 Dec" in said
    assert "(U) Decisions 1. (U) Annex B is released in draft. — Dana Hartwell (U) Commitments" in said
    assert "Dana Hartwell (U) Send the draft. Maj Ito 4 Dec Open Ito Ken (U) Name eleven people. USA 1 Dec Open" in said
    assert "26-001 (U) Which feed? Ito Ken 15 Dec" in said
    assert "(U) Circulate the minutes. Ito Ken 30 Nov Open" in said
    titles = [one.title for one in result.outline]
    assert titles[0] == "Plans sync"
    assert titles[1:4] == ["Attendees", "Agenda items", "Discussion"]
    assert titles[-4:] == ["Decisions", "Commitments", "RFIs raised", "Actions"]


def test_what_an_attribution_forbids_is_not_in_any_paper(made):
    desk, meeting = made
    for template in ("minutes", "memorandum"):
        said = spaced(printed(desk, template, meeting=meeting))
        assert "One calendar serves both. — J5 Plans" in said
        assert "Keep one calendar. — USA" in said
        after = said[said.index("Nobody said this.") :][:40]
        assert "Lee" not in after
        assert "—" not in after.split("Send")[0].split("5.")[0]


def test_a_commitment_that_is_not_attributable_is_on_nobodys_side(tmp_path):
    secret = note(
        "We promise.", kind=PortionKind.COMMITMENT, said_by="Ito Ken", nation="JPN", attribution=Attribution.NONE
    )
    desk, _, _ = noted_desk(tmp_path, notes=(secret,))
    with closing(desk):
        said = spaced(printed(desk, "commitments", date(2026, 11, 1), date(2026, 11, 30)))
        assert "Not attributed (U) We promise." in said
        assert "Ito" not in said.split("outside")[0]


def test_minutes_leave_out_the_plan_of_an_engagement_and_head_its_other_parts(made):
    desk, meeting = made
    said = spaced(printed(desk, "minutes", meeting=meeting))
    assert "Ask for annex B." not in said
    assert "Two years in post." not in said
    assert "(U) Reaction 1. (U) Insight. Well prepared. (U) Next contact 1. (U) Call in January." in said


def test_attendees_stay_as_they_were_listed_where_the_template_says_so(made, monkeypatch):
    desk, meeting = made
    shipped = load_template("minutes")
    monkeypatch.setattr(
        composing, "load_template", lambda *_: replace(shipped, sections=(PacketItem("minutes", {"listed": True}),))
    )
    said = spaced(printed(desk, "minutes", meeting=meeting))
    assert said.index("Maj JASDF Ito Ken") < said.index("Col USAF Dana Hartwell") < said.index("Capt USSF Lee Sam")


def test_the_three_forms(made):
    desk, meeting = made
    host, home, both = (text(desk, "minutes", meeting=meeting, language=one) for one in (HOST, HOME, BOTH))
    assert "Twoquestionsareopen." in host
    assert "未解決の質問" not in host
    assert "未解決の質問が2件ある。［訳文は旧版］" in home
    assert "議事録" in home
    assert "Bothconcernparagraphfour.（未訳）" in home
    assert "Twoquestionsareopen." in both
    assert "未解決の質問が2件ある。" in both
    assert "［訳文は旧版］" in both
    assert "(未訳)" in both.replace("（", "(").replace("）", ")")


def test_side_by_side_a_note_and_its_translation_begin_on_one_line(made):
    desk, meeting = made
    lines = "\n".join(pages(printed(desk, "minutes", meeting=meeting, language=BOTH))).split("\n")
    assert any("Two questions are open." in line and "未解決の質問が2件ある。" in line for line in lines)
    assert any("Both concern paragraph four." in line and "（未訳）" in line for line in lines)


def test_final_minutes_tell_their_version_and_the_first_digits_of_its_digest(made):
    desk, meeting = made
    desk.minutes.finalize(meeting)
    (kept,) = desk.minutes.versions(meeting)
    assert f"State (U) FINAL, version 1, SHA-256 {kept.sha256[:12]} Time" in spaced(
        printed(desk, "minutes", meeting=meeting)
    )
    desk.meetings.add_portion(meeting, note("Afterthought."))
    said = spaced(printed(desk, "minutes", meeting=meeting))
    assert f"State (U) DRAFT, changed since version 1 (SHA-256 {kept.sha256[:12]}) Time" in said
    desk.minutes.finalize(meeting)
    newest = desk.minutes.versions(meeting)[0]
    assert f"FINAL, version 2, SHA-256 {newest.sha256[:12]}" in spaced(printed(desk, "minutes", meeting=meeting))
    assert "確定　第2版" in " ".join(pages(printed(desk, "minutes", meeting=meeting, language=HOME)))


def test_a_memorandum_is_numbered_paragraphs(made):
    desk, meeting = made
    said = spaced(printed(desk, "memorandum", meeting=meeting))
    assert (
        "1. (U) Purpose. To record the meeting of Thursday 26 November 2026 (26 0900T / 1600Z / 0100I+1 NOV 26)."
        in said
    )
    assert "2. (U) Attendees. a. (U) Col USAF Dana Hartwell, Branch chief, J5 Plans b." in said
    assert "3. (U) Discussion. a. (U) Annex B was reviewed. — Dana Hartwell (1) (U) Two questions are open. (a)" in said
    assert (
        "4. (U) Decisions. a. (U) Annex B is released in draft. — Dana Hartwell 5. (U) Actions. a. (U) Send the draft."
        in said
    )
    assert "Prepared by (U) Lt Col KISARAGI Jun" in said


def test_paragraphs_without_anything_under_them_are_not_there(tmp_path):
    desk, meeting, _ = noted_desk(tmp_path, notes=(note("Agreed.", kind=PortionKind.DECISION),), attendees=())
    with closing(desk):
        said = spaced(printed(desk, "memorandum", meeting=meeting))
        assert "2. (U) Decisions. a. (U) Agreed." in said
        assert "Discussion." not in said
        assert "Actions." not in said
        minutes = [one.title for one in printed(desk, "minutes", meeting=meeting).outline]
        assert minutes == ["Plans sync", "Agenda items", "Discussion", "Decisions"]


def test_the_next_meeting_is_the_next_that_takes_place(made):
    desk, meeting = made
    event = desk.calendars.event(desk.meetings.meeting(meeting).event_id)
    start = datetime(2026, 12, 3, 9)
    off = Override(at=start, start=start, end=start.replace(hour=10), title=event.title, status=Status.CANCELLED)
    kept = desk.calendars.save(replace(event, overrides=(off,)))
    assert "Next meeting (U) 10 0900T / 1600Z / 0100I+1 DEC 26" in spaced(printed(desk, "minutes", meeting=meeting))
    desk.calendars.save(replace(kept, status=Status.CANCELLED))
    assert "Next meeting" not in spaced(printed(desk, "minutes", meeting=meeting))


def test_the_log_has_a_line_for_each_meeting(made):
    desk, _ = made
    said = spaced(printed(desk, "meeting-log", date(2026, 11, 1), date(2026, 11, 30)))
    assert "26 Nov 0900T 1600Z 0100I+1 (U) Plans sync Meeting Building 1 Col USAF Dana Hartwell;" in said
    assert "Nothing to report." in spaced(printed(desk, "meeting-log", date(2026, 1, 1), date(2026, 1, 31)))


def test_an_engagement_has_a_plan_and_a_report(made):
    desk, meeting = made
    plan = printed(desk, "engagement-plan", meeting=meeting)
    assert [one.title for one in plan.outline] == ["Plans sync", "Attendees", "Principals", "Themes", "Asks"]
    assert "Well prepared." not in spaced(plan)
    report = printed(desk, "engagement-report", meeting=meeting)
    titles = [one.title for one in report.outline]
    assert titles == ["Plans sync", "Attendees", "Discussion", "Reaction", "Commitments", "Next contact"]
    said = spaced(report)
    assert said.index("Annex B comes before the conference.") < said.index("Time (U)")
    assert "Ours to them Ito Ken (U) Name eleven people." in said
    assert "Theirs to us Dana Hartwell (U) Send the draft." in said
    trip = [one.title for one in printed(desk, "trip-report", meeting=meeting).outline]
    assert trip == ["Plans sync", "Attendees", "Itinerary", "Discussion", "Commitments"]


def test_without_a_meeting_each_of_the_period_begins_a_page(made):
    desk, meeting = made
    first = desk.meetings.meeting(meeting)
    other = replace(
        first, id=0, uid="", version=0, title=Bilingual("Second sync"), event_id=0, portions=(note("Short."),)
    )
    desk.meetings.save(other)
    result = printed(desk, "minutes", date(2026, 11, 23), date(2026, 11, 29))
    begun = [one for one in result.outline if one.level == 0]
    assert [one.title for one in begun] == ["Plans sync", "Second sync"]
    assert begun[1].page > begun[0].page
    reports = printed(desk, "engagement-report", date(2026, 11, 23), date(2026, 11, 29)).outline
    assert [one.title for one in reports if one.level == 0] == ["Plans sync"]
    nothing = printed(desk, "minutes", date(2026, 1, 5), date(2026, 1, 11))
    assert "(U) Nothing to report." in spaced(nothing)


def test_a_meeting_that_is_gone_is_said_in_one_sentence(made):
    desk, meeting = made
    desk.meetings.delete([meeting])
    with pytest.raises(NotFoundError):
        printed(desk, "minutes", meeting=meeting)


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("language", list(PacketLanguage))
def test_very_long_minutes_fill_pages_and_lose_nothing(tmp_path, paper, language):
    notes = [note(f"Note{number}x", f"注{number}々", level=number % 9) for number in range(400)]
    notes.append(note("W" * 4_000, "長" * 3_000, kind=PortionKind.DECISION))
    items = tuple(AgendaItem(Bilingual(f"Item{number}y", f"項{number}々"), number, 1) for number in range(200))
    desk, meeting, _ = noted_desk(tmp_path, notes=notes, agenda=items)
    with closing(desk):
        result = printed(desk, "minutes", meeting=meeting, language=language, paper=paper)
        said = squeezed(result)
        assert all(f"Note{number}x" in said for number in range(400)) or language is HOME
        assert all(f"注{number}々" in said for number in range(400)) or language is HOST
        assert all(f"Item{number}y" in said for number in range(200)) or language is HOME
        assert said.count("W") >= 8_000 or language is HOME
        assert result.pages > 10


@pytest.mark.parametrize("template", ["weekly", "minutes", "memorandum", "engagement-report"])
def test_a_note_that_nobody_has_translated_says_so_in_its_column(tmp_path, template):
    notes = (
        note("Both plan from one.", "", PortionKind.DISCUSSION, said_by="Dana Hartwell", nation="USA"),
        note("Keep it.", "", PortionKind.RECOMMENDATION, said_by="Dana Hartwell", nation="USA", section="recommendation"),
        note("", "一元化する。", PortionKind.INSIGHT, section="assessment"),
    )  # fmt: skip
    desk, meeting, _ = noted_desk(tmp_path, notes=notes)
    with closing(desk):
        asked = (
            {"since": date(2026, 11, 23), "until": date(2026, 11, 29)} if template == "weekly" else {"meeting": meeting}
        )
        beside = spaced(printed(desk, template, language=BOTH, **asked))
        home = spaced(printed(desk, template, language=HOME, **asked))
    assert beside.count("（未訳） — Dana Hartwell") == 2
    assert beside.count("(not translated)") == 1
    assert "Keep it. （未訳）" in home
    assert "一元化する。 （未訳）" not in home
