"""The release filter honours a recorded onward permission and nothing else."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from liaison_desk.app.outgoing.releasing import release_events
from liaison_desk.briefings.document import PortionText, Source
from liaison_desk.briefings.records import PacketItem, PacketLanguage, PacketRequest
from liaison_desk.briefings.release import why
from liaison_desk.calendar.records import Calendar, Event
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.nations import load_groups
from liaison_desk.domain.release import ReleaseRules, decide
from liaison_desk.foundation.core.errors import InvalidError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import MEETING, PORTION, Meeting, Portion
from liaison_desk.partnership.records import Disclosure, DisclosureFilter, DisclosureSort, Manner, Onward
from liaison_desk.partnership.rules.onward import OnwardState, onward_state, permissions_of
from tests.briefings.desks import NOW, PROFILE
from tests.conftest import HandClock
from tests.desks import new_desk

GROUPS = load_groups()
TODAY = date(2026, 11, 27)
OPEN = Marking("USA")
AUS = frozenset({"USA", "AUS"})
GIVEN = Onward("USA", ("AUS",), "Foreign disclosure office", TODAY - timedelta(days=3), "Letter 17-26")
UIDS = ("a", "b", "note-of-a", "*", "")


def entry(*onward, about="", uid="", **more):
    return Disclosure(title=Bilingual("Slides"), at=datetime(2026, 11, 24, 9), zone="America/Denver", uid=uid,
                      about_uid=about, onward=onward, **more)  # fmt: skip


NATIONS = st.sampled_from(["USA", "JPN", "AUS", "GBR"])
ONWARD = st.builds(
    Onward,
    originator=st.sampled_from(["USA", "USA", "AUS", "JPN", ""]),
    nations=st.lists(st.sampled_from(["AUS", "GBR", "*", "FVEY"]), max_size=3).map(tuple),
    name=st.sampled_from(["Disclosure office", "Disclosure office", "", "\u200b"]),
    on=st.integers(-2, 1).map(lambda n: TODAY + timedelta(days=n)),
    basis=st.sampled_from(["Letter", "Letter", "", " "]),
    until=st.none() | st.integers(-1, 1).map(lambda n: TODAY + timedelta(days=n)),
)
ENTRIES = st.lists(
    st.builds(
        lambda onward, about, uid, trashed: entry(*onward, about=about, uid=uid, deleted_at=NOW if trashed else None),
        st.lists(ONWARD, max_size=3), st.sampled_from(UIDS), st.sampled_from(["x", "y"]), st.booleans(),
    ),
    max_size=4,
)  # fmt: skip
MARKINGS = st.none() | st.builds(
    Marking,
    st.sampled_from(["USA", "USA", "JPN", "AUS", ""]),
    st.sampled_from([Level.UNCLASSIFIED, Level.UNCLASSIFIED, Level.CUI]),
    st.none() | st.none() | st.frozensets(NATIONS, max_size=3),
)


def permitted(entries, originator, nation, uid):
    """Tell what the desk's log says, in words of its own."""
    return any(
        one.deleted_at is None
        and uid
        and uid != "*"
        and uid in {one.about_uid, one.uid}
        and given.originator == originator
        and (nation in given.nations or ("FVEY" in given.nations and nation in {"USA", "AUS", "GBR"}))
        and given.name.strip("\u200b ")
        and given.basis.strip()
        and given.on <= TODAY
        and (given.until is None or given.until >= TODAY)
        for one in entries
        for given in one.onward
        if originator
    )


@settings(max_examples=300)
@given(ENTRIES, MARKINGS, st.frozensets(NATIONS, min_size=1), st.sampled_from([*UIDS, "x"]))
def test_a_portion_goes_to_a_third_nation_by_exactly_what_the_log_permits(entries, marking, audience, uid):
    bare = ReleaseRules("JPN", "USA", GROUPS)
    rules = replace(bare, permissions=frozenset(one for each in entries for one in permissions_of(each, TODAY)))
    without = decide(marking, audience, bare, uid)
    limited = marking is None or marking.readers is not None  # a list or a level is never widened
    opened = not limited and all(permitted(entries, marking.originator, nation, uid) for nation in without.blocked)
    assert decide(marking, audience, rules, uid).released == (without.released or opened)


def test_a_permission_to_a_group_is_one_to_its_members_and_to_nobody_else():
    given = permissions_of(entry(replace(GIVEN, nations=("FVEY",)), about="a"), TODAY)
    rules = ReleaseRules("JPN", "USA", GROUPS, frozenset(given))
    told = [
        decide(OPEN, frozenset(nations), rules, "a").released
        for nations in (("USA", "AUS"), ("GBR", "NZL"), ("AUS", "KOR"))
    ]
    assert told == [True, True, False]
    assert not decide(OPEN, AUS, rules, "b").released


def test_a_permission_for_a_meeting_does_not_cover_its_notes_nor_one_for_a_note_its_meeting():
    meeting, note = Source(RecordRef(MEETING, 1), OPEN, "a"), PortionText(("said",), OPEN, (), "note-of-a")
    told = {}
    for about in ("a", "note-of-a", "b"):
        rules = ReleaseRules("JPN", "USA", GROUPS, frozenset(permissions_of(entry(GIVEN, about=about), TODAY)))
        title = PortionText(("Talks",), OPEN, (meeting,))
        told[about] = [why(one, AUS, rules).released for one in (title, replace(note, sources=(meeting,)))]
    assert told == {"a": [True, False], "note-of-a": [False, False], "b": [False, False]}


@pytest.fixture
def desk(tmp_path):
    clock = HandClock(NOW)
    made = new_desk(tmp_path / "one.desk", PROFILE, clock)
    notes = (Portion(marking=OPEN, text=Bilingual("Alpha remark")), Portion(marking=OPEN, text=Bilingual("Bravo remark")))  # fmt: skip
    for title, portions in (("Talks on alpha", notes), ("Talks on bravo", ())):
        made.meetings.save(Meeting(title=Bilingual(title), start=datetime(2026, 11, 24, 9), end=datetime(2026, 11, 24, 10),
                                   zone="America/Denver", marking=OPEN, portions=portions))  # fmt: skip
    yield made
    made.close()


@pytest.fixture
def meeting(desk):
    return next(one for one in desk.meetings.meetings_by_ids(range(50)).values() if one.title.host == "Talks on alpha")


def packet(desk):
    request = PacketRequest("meeting-log", date(2026, 11, 23), date(2026, 11, 29), AUS,
                            language=PacketLanguage.HOST, items=(PacketItem("meetings"),))  # fmt: skip
    return desk.briefings.compose(request)


def words(result):
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(result.pdf)).pages)


def logged(desk, record, kind=MEETING, onward=GIVEN):
    return desk.disclosures.save(entry(onward, about=record.uid, about_kind=kind, about_id=record.id))


def test_only_the_exact_permission_changes_the_bytes_of_a_packet(desk, meeting):
    before = packet(desk)
    assert "Talks" not in words(before)
    day = timedelta(days=1)
    for near in (
        replace(GIVEN, originator="GBR"), replace(GIVEN, nations=("GBR", "NZL")), replace(GIVEN, name=" "), replace(GIVEN, basis=""),
        replace(GIVEN, on=TODAY + day), replace(GIVEN, until=TODAY - day),
    ):  # fmt: skip
        logged(desk, meeting, onward=near)
    desk.disclosures.delete([logged(desk, meeting).id])
    logged(desk, meeting, kind="event")  # there is no event of that name
    assert not [
        one
        for one in desk.disclosures.permissions()
        if one.record == meeting.uid and one.originator == "USA" and one.nation == "AUS"
    ]
    assert packet(desk).pdf == before.pdf

    given = logged(desk, meeting, onward=replace(GIVEN, until=TODAY))
    opened = packet(desk)
    assert "Talks on alpha" in words(opened)
    assert "remark" not in words(opened)
    assert "bravo" not in words(opened)
    assert [one.may_permit for one in opened.withheld.entries if one.record.label == "Talks on bravo"] == ["USA"]

    note = meeting.portions[1]
    logged(desk, note, kind=PORTION)
    assert ("Alpha remark" in words(packet(desk)), "Bravo remark" in words(packet(desk))) == (False, True)
    desk.disclosures.delete([given.id])  # without its meeting the note stays in, too
    assert packet(desk).pdf == before.pdf


def test_a_permission_ends_with_its_day_while_the_desk_is_open(desk, meeting):
    logged(desk, meeting, onward=replace(GIVEN, until=TODAY))
    clock = desk.database.clock
    assert [one.nation for one in desk.disclosures.permissions()] == ["AUS", "AUS"]
    clock.forward(days=1)
    assert desk.disclosures.permissions() == frozenset()


def test_a_foreign_event_that_calls_itself_as_a_record_of_ours_opens_neither(desk, meeting):
    calendar = desk.calendars.save_calendar(Calendar(name=Bilingual("Plans"), marking=Marking("JPN")))
    start = datetime(2026, 11, 24, 9)
    made = [
        desk.calendars.save(Event(calendar_id=calendar.id, uid=uid, title=Bilingual(f"Event {uid}"), start=start,
                                  end=start + timedelta(hours=1), zone="America/Denver", marking=OPEN))
        for uid in (meeting.uid, "*", "event-of-theirs")
    ]  # fmt: skip
    for one in made:
        logged(desk, one, kind="event")
    about = {one.record for one in desk.disclosures.permissions()}
    assert about & {meeting.uid, "*", "event-of-theirs"} == {"event-of-theirs"}
    assert [one.uid for one in release_events(desk, made, [], AUS).events] != []
    assert [one.title.host for one in release_events(desk, made, [], AUS).events] == ["Event event-of-theirs"]


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({}, OnwardState.HOLDS),
        ({"on": TODAY, "until": TODAY}, OnwardState.HOLDS),
        ({"on": TODAY + timedelta(days=1)}, OnwardState.NOT_YET),
        ({"until": TODAY - timedelta(days=1)}, OnwardState.OVER),
        ({"basis": ""}, OnwardState.INCOMPLETE),
    ],
)
def test_how_a_permission_stands_today(changed, state):
    assert onward_state(replace(GIVEN, **changed), TODAY) is state


def test_nations_that_nobody_knows_and_days_that_run_backward_are_refused(desk, meeting):
    for wrong, said in (
        ({"nations": ("JP",)}, "Write JPN, never JP."),
        ({"nations": ()}, "Say which nations it may be passed on to."),
        ({"until": date(2026, 1, 1)}, "The permission ends before it begins. Look at its days again."),
    ):
        with pytest.raises(InvalidError) as refused:
            logged(desk, meeting, onward=replace(GIVEN, **wrong))
        assert (refused.value.problems[0].field, str(refused.value)) == ("onward", said)


def test_the_log_is_narrowed_and_sorted_and_keeps_the_marking_of_its_source_to_the_letter(desk, meeting):
    odd = " (C//REL  TO usa, JPN) 【取扱注意】 "
    first = logged(desk, meeting)
    second = desk.disclosures.save(replace(entry(), title=Bilingual("Briefing slides", "説明資料"), at=datetime(2026, 11, 26, 23, 59),
                                           manner=Manner.GIVEN, receiver="Col Boyd", receiver_nation="AUS", source_marking=odd))  # fmt: skip

    def found(sort=None, **wanted):
        return list(desk.disclosures.listing(DisclosureFilter(**wanted), sort).ids)

    assert desk.disclosures.one(second.id).source_marking == odd
    assert found() == [second.id, first.id]
    assert found(Sort(DisclosureSort.TITLE)) == [second.id, first.id]
    assert found(Sort(DisclosureSort.MANNER, descending=True)) == [second.id, first.id]
    assert found(Sort(DisclosureSort.SOURCE)) == [second.id, first.id]
    assert (
        found(Sort(DisclosureSort.ONWARD))
        == found(Sort(DisclosureSort.ONWARD, descending=True))
        == [first.id, second.id]
    )
    assert found(onward=True) == [first.id]
    assert found(words="説明") == found(nation="AUS") == found(manners=(Manner.GIVEN,)) == [second.id]
    assert desk.disclosures.nations() == ["AUS"]
    desk.disclosures.delete([second.id])
    assert found(trash=True) == [second.id]
