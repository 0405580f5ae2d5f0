"""Papers of tasks and registers: suspense list, waiting-on lists, RFI log and sheet, commitments both ways, registers."""

import re
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import event as sqlalchemy_event

from liaison_desk.briefings.records import PacketLanguage, PacketRequest
from liaison_desk.briefings.sections import registers, tasking
from liaison_desk.briefings.templates import load_template
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import RefusedError, UnreadableError
from liaison_desk.meetings.records import PortionKind, RegisterFilter
from liaison_desk.tasks.records import Rfi, RfiStatus, TaskFilter, TaskKind
from tests.briefings.noted_desks import note, noted_desk, save
from tests.briefings.papers import calendar_desk, pages, printed
from tests.briefings.test_note_papers import spaced

MONTH = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def made(tmp_path):
    desk, meeting, rfi = noted_desk(tmp_path)
    with closing(desk):
        yield desk, meeting, rfi


def test_the_suspense_list_tells_kind_lead_support_and_both_owners(made):
    desk, _, _ = made
    said = spaced(printed(desk, "suspense-list", *MONTH))
    assert "2 Dec 1700T 0000Z+1 / 0900I+1 (U) Clearances Task Ito Ken Dana Hartwell J5 J7; J2 1 of 2" in said
    assert "1 Dec (U) Name eleven people. Commitment Ito Ken Open" in said
    assert "10 Dec (U) Message format RFI In work" in said


def test_a_suspense_set_in_zulu_or_at_home_is_told_on_the_hosts_day_with_its_time_in_three_zones(made):
    desk, _, rfi = made
    usual = replace(desk.tasks.task(rfi), id=0, uid="", kind=TaskKind.TASK, rfi=None, due_all_day=False)
    for title, due, zone in (
        ("Zulu", datetime(2026, 12, 3, 1), "UTC"), ("Home", datetime(2026, 12, 3, 8), "Asia/Tokyo"),
        ("Hawaii", datetime(2026, 12, 3, 1), "Pacific/Honolulu"),
    ):  # fmt: skip
        desk.tasks.save(replace(usual, title=Bilingual(title), due=due, due_zone=zone))
    said = spaced(printed(desk, "suspense-list", *MONTH))
    assert "2 Dec 1800T 0100Z+1 / 1000I+1 (U) Zulu" in said
    assert "2 Dec 1600T 2300Z / 0800I+1 (U) Home" in said
    assert "3 Dec 0100W 1100Z / 2000I (U) Hawaii" in said


def test_tasks_picked_or_found_are_listed_also_without_a_suspense(made):
    desk, _, rfi = made
    loan = next(one.id for one in desk.tasks.waiting() if one.title.host == "Seat count")
    said = spaced(printed(desk, "suspense-list", tasks=(loan, rfi)))
    assert "No suspense (U) Seat count" in said
    assert "Clearances" not in said
    found = spaced(printed(desk, "suspense-list", task_filter=TaskFilter(kinds=(TaskKind.COMMITMENT,))))
    assert "Loan of planners" in found
    assert "Clearances" not in found


def test_waiting_on_lists_tell_how_long(made):
    desk, _, _ = made
    said = spaced(printed(desk, "waiting-lists"))
    assert (
        "(U) Waiting on the host Waiting since Age (days) Action Waiting on Owner Due 20 Nov 7 (U) Legal opinion J5 legal Ito Ken"
        in said
    )
    assert "10 Nov 17 (U) Seat count Air Staff Ito Ken" in said


def test_the_rfi_log_is_by_age(made):
    desk, _, _ = made
    said = spaced(printed(desk, "rfi-log", *MONTH))
    assert re.search(r"26-002 JPN→USA \(U\) Message format Operations .*PRIORITY 12 Nov 10 Dec .*25 Nov 13", said)
    assert said.index("26-002") < said.index("26-001")


def test_the_sheet_of_a_request_tells_all_of_it(made):
    desk, _, rfi = made
    result = printed(desk, "rfi-sheet", tasks=(rfi,), audience=frozenset({"JPN"}))
    said = spaced(result)
    assert "(U) Request for information 26-002: Message format RFI sheet Direction (U) JPN→USA" in said
    for words in (
        "Which format from January?",
        "Software must change.",
        "Asker (U) Operations Group",
        "Answering office (U) J3 Ops",
    ):
        assert words in said
    assert "12 Nov 2026 (U) Passed on by J3 Ops by e-mail" in said
    assert "(U) Answer (U//JPN ONLY) Version two." in said
    assert result.pages == 1


def test_commitments_both_ways_with_those_promised_elsewhere(made):
    desk, _, _ = made
    said = spaced(printed(desk, "commitments", *MONTH))
    assert "Ours to them Ito Ken (U) Name eleven people. USA 1 Dec Open Plans sync, 26 Nov" in said
    assert "Theirs to us Dana Hartwell (U) Send the draft. Maj Ito 4 Dec Open Plans sync, 26 Nov" in said
    assert "Promised outside of meetings" in said
    assert said.count("Name eleven people.") == 1
    assert "Ito Ken (U) Loan of planners JPN→USA Open" in said


def test_a_kept_commitment_leaves_the_list_and_stays_in_the_register(made):
    desk, _, _ = made
    ids = desk.tasks.tasks(TaskFilter(words="eleven"), tasking.Sort(tasking.TaskSort.DUE)).ids
    desk.tasks.complete(list(ids))
    assert "Name eleven people." not in spaced(printed(desk, "commitments", *MONTH))
    assert "Name eleven people. USA 1 Dec Done" in spaced(printed(desk, "registers", *MONTH))


def test_a_suspense_that_moved_since_it_was_promised_is_told(made):
    desk, _, _ = made
    (id_,) = desk.tasks.tasks(TaskFilter(words="eleven"), tasking.Sort(tasking.TaskSort.DUE)).ids
    desk.tasks.save(replace(desk.tasks.task(id_), due=datetime(2026, 12, 9)))
    assert "1 Dec Open, now due 9 Dec" in spaced(printed(desk, "commitments", *MONTH))


def test_registers_of_a_period_and_as_a_page_narrows_them(made):
    desk, _, _ = made
    said = spaced(printed(desk, "registers", *MONTH))
    assert "Register of decisions" in said
    assert "26 Nov 2026 (U) Annex B is released in draft. Dana Hartwell Plans sync" in said
    assert "(U) One calendar serves both. J5 Plans Plans sync" in said
    assert "Register of notes" not in said
    decisions = spaced(printed(desk, "registers", register=RegisterFilter((PortionKind.DECISION,), words="annex")))
    assert "Annex B is released in draft." in decisions
    assert "insights" not in decisions
    actions = spaced(printed(desk, "registers", register=RegisterFilter((PortionKind.ACTION,))))
    assert "Circulate the minutes. Ito Ken" in actions
    assert "Register of decisions" not in actions


@pytest.mark.parametrize("language", list(PacketLanguage))
@pytest.mark.parametrize(
    "template",
    ["registers", "commitments", "rfi-log", "rfi-sheet", "suspense-list", "waiting-lists", "meeting-log", "minutes"],
)
def test_papers_of_an_empty_desk_say_so(tmp_path, template, language):
    with closing(calendar_desk(tmp_path)) as desk:
        said = spaced(printed(desk, template, *MONTH, language=language))
        assert ("特記事項なし。" if language is PacketLanguage.HOME else "Nothing to report.") in said


def test_more_notes_than_a_packet_holds_are_refused_and_not_cut_off(made, monkeypatch):
    desk, meeting, _ = made
    desk.meetings.add_portion(meeting, note("Another.", kind=PortionKind.DECISION))
    monkeypatch.setattr(registers, "MOST", 1)
    with pytest.raises(RefusedError, match="1 notes at most"):
        printed(desk, "registers", *MONTH)


def test_a_register_can_be_of_all_times(made):
    desk, _, _ = made
    whole = {"since": date(2000, 1, 1), "until": date(2027, 11, 27)}
    said = spaced(printed(desk, "registers", register=RegisterFilter((PortionKind.DECISION,)), **whole))
    assert "Annex B is released in draft." in said
    with pytest.raises(RefusedError):
        printed(desk, "registers", **whole)


def test_an_answered_request_is_in_the_log_of_its_period_alone(made):
    desk, _, rfi = made
    task = desk.tasks.task(rfi)
    desk.tasks.save(replace(task, rfi=replace(task.rfi, status=RfiStatus.ANSWERED)))
    assert "Message format" in spaced(printed(desk, "rfi-log", *MONTH))
    later = date(2026, 12, 1), date(2026, 12, 31)
    assert "Message format" not in spaced(printed(desk, "rfi-log", *later))
    assert "Message format" in spaced(printed(desk, "rfi-log", *later, tasks=(rfi,)))


def test_a_register_reads_as_many_times_for_many_notes_as_for_few(made):
    desk, meeting, _ = made
    asked = []
    sqlalchemy_event.listen(desk.database.engine, "before_cursor_execute", lambda *_: asked.append(1))

    def count():
        asked.clear()
        desk.briefings.build(PacketRequest("registers", since=MONTH[0], until=MONTH[1]))
        return len(asked)

    count()
    few = count()
    for number in range(30):
        desk.meetings.add_portion(meeting, note(f"Decision {number}.", kind=PortionKind.DECISION))
    assert count() <= few + 2


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ('kind = "register"\nkinds = "gossip"', "kinds must be some of"),
        ('kind = "engagement"\npart = "all"', "part must be one of"),
    ],
)
def test_a_template_that_asks_for_what_there_is_not_is_told(tmp_path, section, said):
    (tmp_path / "mine.toml").write_text(f'title = "x"\n[[section]]\n{section}\n', "utf-8")
    with pytest.raises(UnreadableError, match=said):
        load_template("mine", tmp_path)


def test_a_request_without_a_title_in_a_language_ends_with_its_number_there(made):
    desk, _, _ = made
    asked = save(desk, "Bare", kind=TaskKind.RFI, from_nation="USA", to_nation="JPN", rfi=Rfi())
    sheet = printed(desk, "rfi-sheet", tasks=(asked.id,), language=PacketLanguage.BOTH)
    said = "".join(pages(sheet)[0].split())
    assert "Requestforinformation26-001:Bare" in said
    assert "情報要求26-001" in said
    assert "情報要求26-001:" not in said
