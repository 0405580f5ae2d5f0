"""Names on paper: who is picked from the contacts is called as the packet writes names, in its reader's script, wherever he stands."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime

import pytest

from liaison_desk.briefings.records import PacketLanguage
from liaison_desk.briefings.sections.calling import Known
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import NameOrder, NameStyle, PersonName
from liaison_desk.meetings.records import Attendee, Meeting, PortionKind
from liaison_desk.tasks.records import ChainStep, Rfi, Side, Supporter, Task, TaskKind, TaskState
from tests.briefings.desks import BOTH, HOME_ONLY, OPEN
from tests.briefings.noted_desks import note
from tests.briefings.papers import calendar_desk, printed
from tests.briefings.test_note_papers import spaced

STARK = PersonName("Stark", "Ada L.", order=NameOrder.GIVEN_FIRST)
UENO = PersonName("Ueno", "Takumi", "上野", "匠", "うえの", "たくみ")
WEEK = {"since": date(2026, 11, 23), "until": date(2026, 11, 29)}
HOST, HOME, BESIDE = PacketLanguage.HOST, PacketLanguage.HOME, PacketLanguage.BOTH
PAPERS = ("suspense-list", "waiting-lists", "rfi-log", "rfi-sheet", "task-sheet", "commitments", "minutes", "memorandum",
          "meeting-log", "weekly", "decision-brief")  # fmt: skip


@pytest.fixture
def made(tmp_path):
    """Make a desk with an American, a Japanese, and the officer, named in a meeting and in tasks of each kind."""
    with closing(calendar_desk(tmp_path)) as desk:
        people = (
            Person(name=STARK, nation="USA", rank="Col", rank_home="大佐", service="USAF", marking=BOTH),
            Person(name=UENO, nation="JPN", rank="Lt Col", rank_home="2等空佐", service="JASDF", marking=BOTH),
        )
        stark, ueno = desk.contacts.save_all(people, "Add")
        desk.meetings.save(
            Meeting(
                title=Bilingual("Plans sync", "計画調整"),
                start=datetime(2026, 11, 26, 9),
                end=datetime(2026, 11, 26, 10),
                zone="America/Denver",
                chair="Col Ada L. Stark",
                interpreter="Takumi Ueno",
                marking=OPEN,
                attendees=(
                    Attendee("Ada L. Stark", "", stark.id, "Col USAF", nation="USA"),
                    Attendee("Ueno Takumi", "上野 匠", ueno.id, "Lt Col JASDF", nation="JPN"),
                    Attendee("Kisaragi Jun", "如月 純", 0, "Lt Col JASDF", nation="JPN"),
                ),
                portions=(
                    note("Send it.", "送付する。", PortionKind.COMMITMENT, said_by="Ada L. Stark", said_by_id=stark.id,
                         nation="USA", to_whom="Lt Col Ueno Takumi", to_nation="JPN", due=date(2026, 12, 4)),
                    note("It is so.", "その通り。", PortionKind.DECISION, said_by="Lt Col Kisaragi Jun", nation="JPN"),
                ),
            )
        )  # fmt: skip
        owned = {
            "own_owner": "Takumi Ueno",
            "own_owner_id": ueno.id,
            "host_owner": "Stark, Ada L.",
            "host_owner_id": stark.id,
        }
        task = Task(title=Bilingual("Roster", "名簿"), due=datetime(2026, 12, 4), marking=OPEN, lead="Kisaragi Jun",
                    support=(Supporter("上野 匠", ueno.id),), **owned)  # fmt: skip
        desk.tasks.save(task)
        waits = {"state": TaskState.WAITING, "waiting_side": Side.HOST, "waiting_since": date(2026, 11, 20)}
        desk.tasks.save(replace(task, waiting_on="Ada Stark", waiting_on_id=stark.id, **waits))
        asked = {"from_nation": "JPN", "to_nation": "USA", "rfi": Rfi(asker="Col Stark Ada L.", asker_id=stark.id)}
        desk.tasks.save(replace(task, kind=TaskKind.RFI, **asked))
        desk.tasks.save(replace(task, kind=TaskKind.COMMITMENT, from_nation="JPN", to_nation="USA"))
        yield desk, stark, ueno


def said(desk, template, language=HOST, **more):
    asked = WEEK if template not in {"task-sheet", "decision-brief"} else {}
    tasks = tuple(line.id for line in desk.tasks.suspenses(None, 20))
    if template in {"task-sheet", "decision-brief"}:
        asked = {"tasks": tasks}
    return spaced(printed(desk, template, language=language, **asked, **more))


@pytest.mark.parametrize("template", PAPERS)
@pytest.mark.parametrize(
    ("style", "stark", "ueno"),
    [
        (NameStyle.FAMILY_CAPITALS, "STARK Ada L.", "UENO Takumi"),
        (NameStyle.GIVEN_FIRST, "Ada L. Stark", "Takumi Ueno"),
        (NameStyle.FAMILY_FIRST, "Stark Ada L.", "Ueno Takumi"),
    ],
)
def test_names_stand_in_the_packets_style_wherever_they_stand(made, template, style, stark, ueno):
    text = said(made[0], template, names=style)
    others = {
        "STARK Ada L.",
        "Ada L. Stark",
        "Stark Ada L.",
        "UENO Takumi",
        "Takumi Ueno",
        "Ueno Takumi",
        "Stark, Ada",
    } - {stark, ueno, {NameStyle.FAMILY_FIRST: "Kisaragi Jun"}.get(style)}
    assert any(name in text for name in (stark, ueno))
    assert not [name for name in others if name in text]
    assert "上野" not in text


@pytest.mark.parametrize("template", PAPERS)
def test_a_japanese_paper_calls_people_as_a_japanese_officer_does(made, template):
    text = said(made[0], template, HOME)
    assert not [name for name in ("Ueno", "UENO", "Kisaragi", "KISARAGI", "Lt Col", "Col ") if name in text]
    assert "上野 匠" in text or "如月 純" in text or template.startswith("rfi")
    if template in {"minutes", "memorandum", "meeting-log"}:
        assert "2等空佐 上野 匠" in text
        assert "2等空佐 如月 純" in text
        assert "大佐 USAF STARK Ada L." in text


def test_side_by_side_each_reader_has_his_own(made):
    text = said(made[0], "minutes", BESIDE)
    assert "Lt Col JASDF UENO Takumi" in text
    assert "2等空佐 上野 匠" in text
    assert "UENO Takumi" in (listed := said(made[0], "suspense-list", BESIDE))
    assert "上野 匠" in listed


def test_a_rank_of_that_day_is_not_told_as_the_rank_of_today(made):
    desk, _, ueno = made
    desk.contacts.save(replace(desk.contacts.person(ueno.id), rank="Col", rank_home="1等空佐"))
    assert "2等空佐 上野 匠" in said(desk, "minutes", HOME)
    assert "Lt Col JASDF UENO Takumi" in said(desk, "minutes", HOST)


def test_other_words_beside_a_contact_stand_as_they_were_typed(made):
    desk, stark, _ = made
    for typed in ("Ada L. Stark / J5", "Stark's deputy", "Col Stark", "Ada L. Stark for Gen Quiet"):
        title = Bilingual(f"Task of {typed}")
        desk.tasks.save(
            Task(title=title, due=datetime(2026, 12, 1), own_owner=typed, own_owner_id=stark.id, marking=OPEN)
        )
        assert said(desk, "suspense-list").count(typed) == 2


@pytest.mark.parametrize("template", PAPERS)
@pytest.mark.parametrize("language", PacketLanguage)
def test_a_withheld_contact_comes_out_in_no_script_and_style(made, template, language):
    desk, _, ueno = made
    desk.contacts.save(replace(desk.contacts.person(ueno.id), marking=HOME_ONLY))
    text = said(desk, template, language).casefold()
    assert "ueno" not in text
    assert "takumi" not in text
    assert "上野" not in text


@pytest.mark.parametrize("template", ["suspense-list", "task-sheet", "commitments"])
@pytest.mark.parametrize("language", PacketLanguage)
def test_a_withheld_namesake_of_the_officer_in_the_other_script_is_not_named_for_him(made, template, language):
    desk = made[0]
    desk.contacts.save(Person(name=PersonName("Nyogetsu", "Sumi", "如月", "純"), marking=HOME_ONLY))
    assert "如月" not in said(desk, template, language).replace("2等空佐 如月 純", "")


@pytest.mark.parametrize(
    ("typed", "rank"),
    [
        ("Takumi Ueno", ""), ("UENO, Takumi", ""), ("上野匠", ""), ("上野　匠", ""), ("うえの たくみ", None), ("上野 匠 (Ueno Takumi)", ""),
        ("Lt Col Ueno Takumi", "Lt Col"), ("Lt Col JASDF UENO Takumi", "Lt Col JASDF"), ("2等空佐上野匠", "2等空佐"),
        ("上野 匠 2佐", "2佐"), ("Ueno", None), ("Takumi", None), ("Lt Col Ueno", None), ("Ueno Takumi / J5", None),
        ("Ueno Takumi, Quiet", None), ("Ueno Takumi und Sato", None), ("Dr Ueno Takumi", None), ("", None),
    ],
)  # fmt: skip
def test_words_are_just_a_name_or_more(typed, rank):
    assert Known(UENO, "Lt Col", "2等空佐", "JASDF", "JPN").beside(typed) == rank


def test_who_is_picked_for_a_request_is_called_alike_in_its_course(made):
    desk, stark, _ = made
    chain = (
        ChainStep("asked", "Ada Stark", date(2026, 11, 20)),
        ChainStep("passed", "Ada Stark / J5", date(2026, 11, 20)),
    )
    task = next(desk.tasks.task(line.id) for line in desk.tasks.suspenses(None, 20) if line.kind is TaskKind.RFI)
    desk.tasks.save(replace(task, rfi=replace(task.rfi, chain=chain)))
    text = said(desk, "rfi-sheet")
    assert "Asked by STARK Ada L." in text
    assert "Passed on by Ada Stark / J5" in text
    desk.contacts.save(replace(desk.contacts.person(stark.id), marking=HOME_ONLY))
    assert "stark" not in said(desk, "rfi-sheet").casefold()


@pytest.mark.parametrize("template", ["roster", "cards", "biographies", "seating"])
def test_the_latin_name_beside_a_japanese_one_is_in_the_packets_style(made, template):
    desk, _, ueno = made
    desk.contacts.save(replace(desk.contacts.person(ueno.id), biography=Bilingual("Plans.", "計画。")))
    result = printed(desk, template, language=HOME, names=NameStyle.FAMILY_CAPITALS)
    assert "UENO Takumi" in spaced(result)


@pytest.mark.parametrize("template", ["suspense-list", "meeting-log", "minutes", "weekly"])
def test_his_rank_in_the_readers_words_does_not_name_who_is_withheld(made, template):
    desk, stark, _ = made
    desk.contacts.save(Person(name=PersonName("Quietly", "Rex", "閑院", "玲"), marking=HOME_ONLY))
    desk.contacts.save(replace(desk.contacts.person(stark.id), rank="Aide", rank_home="閑院空将副官"))
    start, end = datetime(2026, 11, 26, 9), datetime(2026, 11, 26, 10)
    there = (Attendee("Ada L. Stark", "", stark.id, "Aide", nation="USA"),)
    spoke = note(
        "Go on.", "続ける。", PortionKind.DECISION, said_by="Aide Ada L. Stark", said_by_id=stark.id, nation="USA"
    )
    values = {"zone": "America/Denver", "attendees": there, "portions": (spoke,), "marking": OPEN}
    desk.meetings.save(Meeting(title=Bilingual("Plans sync", "計画調整"), start=start, end=end, **values))
    owned = {"own_owner": "Aide Ada L. Stark", "own_owner_id": stark.id}
    desk.tasks.save(Task(title=Bilingual("Seats", "席"), due=datetime(2026, 12, 4), marking=OPEN, **owned))
    assert "閑院" not in said(desk, template, HOME)


@pytest.mark.parametrize("nation", ["from_nation", "to_nation"])
def test_words_in_place_of_a_nation_do_not_name_who_is_withheld(made, nation):
    desk, _, _ = made
    desk.contacts.save(Person(name=PersonName("Quietly", "Rex", "閑院", "玲"), marking=HOME_ONLY))
    sides = {"from_nation": "JPN", "to_nation": "USA"} | {nation: "Gen Quietly"}
    title, due = Bilingual("Maps", "地図"), datetime(2026, 12, 4)
    desk.tasks.save(Task(title=title, due=due, kind=TaskKind.COMMITMENT, marking=OPEN, **sides))
    for template in ("commitments", "weekly", "task-sheet"):
        text = said(desk, template)
        assert "Maps" in text
        assert "Quietly" not in text, template
        assert "JPN→USA" in text, template
