"""Packets of a real desk: what the weekly holds for both staffs, for home alone, in each language, and what is refused."""

import csv
import io
import json
import re
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from liaison_desk import briefings
from liaison_desk.briefings.records import PacketLanguage, PacketRequest, Paper
from liaison_desk.briefings.sections import tasking
from liaison_desk.briefings.templates import load_template
from liaison_desk.contacts.records import PersonFilter, PersonSort
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import DeskError, NotFoundError, RefusedError, UnreadableError
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.core.resources import resource
from liaison_desk.meetings.records import Meeting
from liaison_desk.tasks.records import Task
from tests.briefings.clean_pages import texts
from tests.briefings.desks import BOTH, HOME_ONLY, PROFILE, weekly_desk

JPN = frozenset({"JPN"})


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    opened = weekly_desk(tmp_path_factory.mktemp("desk"))
    yield opened
    opened.close()


def text_of(desk, **asked):
    result = desk.briefings.compose(PacketRequest(**asked))
    return re.sub(r"\s+", " ", " ".join(texts(result.pdf)))


def test_the_weekly_shows_the_week_in_three_zones_with_the_day_after_marked(desk):
    text = text_of(desk)
    assert "Tuesday 24 November 2026" in text
    assert "1700–1745T 0000Z+1 0900I+1 (U) Evening call with Tokyo" in text
    assert "all day (U) Thanksgiving Day" in text
    assert "(U) Site visit [Cancelled]" in text


def test_all_day_events_belong_to_their_dates_in_every_zone(desk):
    text = text_of(desk)
    assert "Reading day" not in text
    assert "Day of rest" not in text


def test_a_translation_of_words_that_have_changed_says_so(desk):
    assert "1号館208号室 ［訳文は旧版］" in text_of(desk, language=PacketLanguage.HOME)


def test_suspenses_stand_under_overdue_and_coming_up_with_their_three_times(desk):
    text = text_of(desk)
    assert text.index("Overdue") < text.index("Roster to J7") < text.index("Coming up")
    assert "30 Nov 1200T 1900Z / 0400I+1 (U) Disclosure decision on annex B FLO → J5 Waiting (J5)" in text


def test_meetings_carry_decisions_and_whoever_may_be_named(desk):
    text = text_of(desk)
    assert "24 0900T / 1600Z / 0100I+1 NOV 26" in text
    assert "(U) Decision. Annex B is released in draft. — HARTWELL Dana" in text
    assert "Col HARTWELL Dana (J5)" in text


def test_an_insight_told_by_office_names_the_office_and_its_meeting(desk):
    assert "Both staffs plan from one calendar now. — J5 (Space domain awareness working group, 24 Nov)" in text_of(
        desk
    )


@pytest.mark.parametrize(
    "hidden", ["quiet dinner", "懸念", "Aoi", "葵", "非公式", "Open words", "Not yet marked", "所要報告"]
)
def test_home_only_and_unmarked_things_are_nowhere_in_a_packet_for_both(desk, hidden):
    result = desk.briefings.compose(PacketRequest(language=PacketLanguage.BOTH))
    reader = PdfReader(io.BytesIO(result.pdf))
    everything = [page.extract_text() for page in reader.pages] + [str(reader.metadata), result.file_name]
    everything += [entry.title for entry in result.outline]
    assert hidden not in " ".join(everything)


def test_an_owner_who_is_withheld_leaves_the_task_to_the_other_side(desk):
    assert re.search(r"Roster to J7 HARTWELL Dana Open", text_of(desk))
    assert re.search(r"AOI Rin → HARTWELL Dana", text_of(desk, audience=JPN))


def test_what_a_withheld_person_said_does_not_even_tell_his_office(desk):
    assert "Seats were discussed." in text_of(desk)
    assert "Air Staff" not in text_of(desk)
    assert "席数を討議した。 — Air Staff" in text_of(desk, audience=JPN, language=PacketLanguage.HOME)


def test_what_was_promised_in_a_withheld_meeting_stays_withheld_when_that_is_erased(tmp_path):
    with closing(weekly_desk(tmp_path)) as desk:
        start = datetime(2026, 11, 24, 9)
        talks = Meeting(title=Bilingual("Quiet talks"), start=start, end=start, zone="Asia/Tokyo", marking=HOME_ONLY)
        talks = desk.meetings.save(talks)
        task = Task(
            title=Bilingual("Quiet promise"), due=start, marking=BOTH, source_kind="meeting", source_id=talks.id
        )
        desk.tasks.save(task)
        assert "Quiet" not in text_of(desk)
        desk.meetings.delete([talks.id])
        desk.history.purge("meeting", [talks.id])
        assert "Quiet" not in text_of(desk)


def test_more_suspenses_than_a_packet_holds_are_refused_and_not_cut_off(desk, monkeypatch):
    monkeypatch.setattr(tasking, "MOST", 1)
    with pytest.raises(RefusedError, match="1 tasks at most"):
        text_of(desk)


def test_home_alone_reads_its_own_notes_in_japanese(desk):
    text = text_of(desk, audience=JPN, language=PacketLanguage.HOME)
    assert "(U//JPN ONLY) 席数の不足を懸念している様子。" in text
    assert "葵 凛" in text
    assert "2026年11月24日（火）" in text
    assert "Not yet marked" not in text


def test_a_contact_in_the_trash_is_still_named_in_the_meetings_he_attended(tmp_path):
    desk = weekly_desk(tmp_path)
    ids = desk.contacts.people(PersonFilter(words="Hartwell"), Sort(PersonSort.NAME)).ids
    desk.contacts.delete(list(ids))
    assert "Col HARTWELL Dana (J5)" in text_of(desk)
    desk.close()


def test_the_report_names_each_record_its_rule_and_who_could_permit(desk):
    report = desk.briefings.compose(PacketRequest()).withheld
    found = {entry.record.label: (entry.whole, entry.may_permit) for entry in report.entries}
    assert found["Attaché's quiet dinner"] == (True, "JPN")
    assert report.records == 5


def test_the_report_is_saved_as_text_and_as_a_table(desk, tmp_path):
    result = desk.briefings.compose(PacketRequest())
    desk.briefings.save_withheld(result, tmp_path / "w.txt", Language("en"))
    assert "Rin Aoi" in (tmp_path / "w.txt").read_text("utf-8")
    desk.briefings.save_withheld(result, tmp_path / "w.csv", Language("en"))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "w.csv").read_text("utf-8-sig"))))
    assert "Attaché's quiet dinner" in {row["Record"] for row in rows}


def test_the_file_is_written_whole_and_for_its_owner_alone(desk, tmp_path):
    result = desk.briefings.compose(PacketRequest())
    path = tmp_path / "packet.pdf"
    desk.briefings.save(result, path)
    assert path.read_bytes() == result.pdf
    assert path.stat().st_mode & 0o077 == 0


def test_a_folder_that_is_not_there_is_one_clear_sentence(desk, tmp_path):
    result = desk.briefings.compose(PacketRequest())
    with pytest.raises(DeskError, match="could not be written"):
        desk.briefings.save(result, tmp_path / "missing" / "packet.pdf")


def test_the_usual_week_runs_from_monday_to_sunday_at_the_headquarters(desk):
    # 27 Nov 22:15Z is Friday at the headquarters and already Saturday in Tokyo.
    template = load_template("weekly")
    assert desk.briefings.usual_period(template) == (date(2026, 11, 23), date(2026, 11, 29))


def test_one_end_of_the_period_is_enough(desk):
    prepared = desk.briefings.prepare(PacketRequest(since=date(2026, 11, 2)))
    assert (prepared.since, prepared.until) == (date(2026, 11, 2), date(2026, 11, 8))
    prepared = desk.briefings.prepare(PacketRequest(until=date(2026, 11, 8)))
    assert (prepared.since, prepared.until) == (date(2026, 11, 2), date(2026, 11, 8))


def test_a_week_without_meetings_says_so(desk):
    text = text_of(desk, since=date(2030, 1, 7), until=date(2030, 1, 13))
    assert "(U) Meetings held (U) Nothing to report." in text
    assert "(U) Insights and recommendations (U) Nothing to report." in text


def test_a_period_that_ends_before_it_begins_is_refused(desk):
    with pytest.raises(RefusedError, match="before it begins"):
        desk.briefings.prepare(PacketRequest(since=date(2026, 11, 8), until=date(2026, 11, 2)))


def test_an_unknown_template_names_the_known_ones(desk):
    with pytest.raises(NotFoundError, match=r"no packet template called monthly. Known: .*weekly"):
        desk.briefings.prepare(PacketRequest(template="monthly"))


def test_an_unknown_nation_is_refused_with_the_right_code(desk):
    with pytest.raises(DeskError, match="JPN"):
        desk.briefings.prepare(PacketRequest(audience=frozenset({"USA", "JP"})))


def test_paper_is_the_profiles_unless_asked(desk):
    assert desk.briefings.build(PacketRequest()).paper == PROFILE.paper
    assert desk.briefings.build(PacketRequest(paper=Paper.A4)).paper == "a4"


def test_every_word_of_the_packet_and_the_page_has_its_japanese():
    japanese = Language("ja")
    literal = re.compile(
        r"""(?:\.tr|\.words|\.line|DeskError|RefusedError|NotFoundError|UnreadableError)\(\s*"([^"]+)\""""
    )
    counted = re.compile(r'\.count\("([^"]+)", "([^"]+)"')
    found = set()
    for path in Path(briefings.__file__).parent.rglob("*.py"):
        source = path.read_text("utf-8")
        found |= set(literal.findall(source)) | {words for pair in counted.findall(source) for words in pair}
    assert len(found) > 60
    assert {words for words in found if japanese.tr(words) == words} <= {"Zulu", "UID"}


def test_no_other_part_of_the_program_says_a_word_of_the_packet_otherwise():
    own = json.loads(resource("translations", "ja", "briefings.json").read_text("utf-8"))
    japanese = Language("ja")
    assert {words: japanese.tr(words) for words in own} == own


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ("title = ", "cannot be read"),
        ('period = "week"', "needs a title"),
        ('title = "x"', r"at least one \[\[section\]\]"),
        ('title = "x"\nperiod = "year"\n[[section]]\nkind = "cover"', "period must be one of"),
        ('title = "x"\n[[section]]\nkind = "weather"', "no section of kind weather. Known: text, cover"),
        ('title = "x"\n[[section]]\nkind = "cover"\ncolour = 1', "no option colour"),
        ('title = "x"\n[[section]]\nkind = "suspenses"\nahead_days = "many"', "ahead_days of section suspenses"),
        (
            'title = "x"\nextra = 1\n[[section]]\nkind = "cover"',
            r"no use for extra\. Known: audience, paper, period, section",
        ),
        (
            'title = "x"\nsection = [{kind = "cover", colour = 1}]',
            r"wrong: section 1: section cover has no option colour\. Known: contents, across",
        ),
        (
            'title = "x"\n\n[[section]]\nkind = "cover"\n[[section]]\nkind = "cover"\ncontents = "yes"',
            r"wrong: section 2, line 5: option contents of section cover must be like false",
        ),
        ('title = "x"\naudience = ["JPN"]\n[[section]]\nkind = "cover"', "one or both of host, home"),
        (
            'title = "x"\nperiod = 7\n[[section]]\nkind = "cover"',
            "period must be one of week, day, month, quarter, 24 months, meeting",
        ),
    ],
)
def test_a_wrong_template_says_what_is_wrong(tmp_path, content, wrong):
    (tmp_path / "mine.toml").write_text(content, "utf-8")
    with pytest.raises(UnreadableError, match=wrong):
        load_template("mine", tmp_path)


def test_a_template_name_is_never_a_path(tmp_path):
    (tmp_path / "mine.toml").write_text("", "utf-8")
    with pytest.raises(NotFoundError):
        load_template("../mine", tmp_path / "templates")
