"""The plain parts every floor stands on."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.contacts.records import Email, Person
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.changes import ChangeBus, ChangeSet
from liaison_desk.foundation.core.codec import ShapeError, plain, typed
from liaison_desk.foundation.core.errors import DeskError, InvalidError, Problem, UnreadableError
from liaison_desk.foundation.core.files import write_whole
from liaison_desk.foundation.core.ids import uuid7
from liaison_desk.foundation.core.language import Language, languages
from liaison_desk.foundation.core.location import is_shared, looks_encrypted, shown

NOW = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)


def test_ids_made_later_sort_later():
    ids = [uuid7(NOW + timedelta(milliseconds=n)) for n in range(50)]
    assert ids == sorted(ids)
    assert len(set(ids)) == 50
    assert all(one[14] == "7" and one[19] in "89ab" for one in ids)


def test_a_seeded_id_is_the_same_every_time():
    assert uuid7(NOW, Random(1)) == uuid7(NOW, Random(1)) != uuid7(NOW, Random(2))


def test_an_error_is_said_in_the_users_language_down_to_its_reason():
    why = UnreadableError("The file is not a calendar (.ics or .vcs); nothing was read.")
    error = UnreadableError("{file}: {reason}", file="odd.ics", reason=why)
    assert str(error) == "odd.ics: The file is not a calendar (.ics or .vcs); nothing was read."
    assert Language("ja").error(error).startswith("odd.ics")
    assert "カレンダーファイル" in Language("ja").error(error)


def test_a_value_may_have_any_name_and_any_braces():
    assert Language().tr("line {line}: {text}", line=3, text="{oops} {0}") == "line 3: {oops} {0}"
    assert str(DeskError("{text} {self}", text="a", self="b")) == "a b"


def test_an_unknown_sentence_is_said_in_english():
    assert Language("ja").tr("Nobody ever translated this.") == "Nobody ever translated this."
    assert languages()[0] == "en"
    assert "ja" in languages()


def test_one_and_many():
    language = Language()
    assert language.count("{n} task", "{n} tasks", 1) == "1 task"
    assert language.count("{n} task", "{n} tasks", 0) == "0 tasks"


def test_an_invalid_record_names_its_first_problem():
    error = InvalidError([Problem("name", "Give {what} a name.", (("what", "it"),)), Problem("zone", "No zone.")])
    assert str(error) == "Give it a name."
    assert [problem.field for problem in error.problems] == ["name", "zone"]


def test_the_bus_tells_who_listens_and_nobody_else():
    bus, told = ChangeBus(), []
    stop = bus.subscribe(told.append)
    change = ChangeSet({"task": frozenset({1})}, "Add a task")
    bus.publish(change)
    bus.publish(ChangeSet())
    stop()
    bus.publish(change)
    assert told == [change]
    assert change.touches("person", "task")
    assert not change.touches("person")


def test_who_shows_records_is_told_after_all_who_keep_them_however_late_those_came():
    bus, told = ChangeBus(), []
    stop = bus.subscribe(lambda _: told.append("window"), shows=True)
    bus.subscribe(lambda _: told.append("service"))
    change = ChangeSet({"task": frozenset({1})})
    bus.publish(change)
    assert told == ["service", "window"]
    stop()
    bus.publish(change)
    assert told == ["service", "window", "service"]


def test_a_listener_may_leave_while_it_is_told():
    bus, told = ChangeBus(), []

    def once(changes):
        told.append(changes)
        stop()

    stop = bus.subscribe(once)
    bus.subscribe(told.append)
    for _ in range(2):
        bus.publish(ChangeSet({"task": frozenset({1})}))
    assert len(told) == 3


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    target = tmp_path / "packet.pdf"
    write_whole(target, b"first")
    write_whole(target, b"second")
    assert target.read_bytes() == b"second"
    assert target.stat().st_mode & 0o777 == 0o600
    with pytest.raises(DeskError):
        write_whole(tmp_path, b"over a folder")
    with pytest.raises(DeskError):
        write_whole(tmp_path / "none" / "x", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["packet.pdf"]


def test_where_a_desk_lives(tmp_path):
    assert is_shared("postgresql+psycopg://server/desk")
    assert not is_shared("/home/jun/my.desk")
    assert shown("postgresql://jun:secret@server/desk") == "postgresql://jun@server/desk"
    for content, encrypted in ((b"", False), (b"SQLite format 3\x00....", False), (b"\x8f" * 4096, True)):
        (tmp_path / "x.desk").write_bytes(content)
        assert looks_encrypted(str(tmp_path / "x.desk")) is encrypted


NAMES = st.builds(PersonName, st.text(max_size=8), st.text(max_size=8), native_family=st.text(max_size=3))
PEOPLE = st.builds(
    Person,
    name=NAMES,
    emails=st.lists(st.builds(Email, st.text(max_size=10)), max_size=3).map(tuple),
    tags=st.lists(st.text(max_size=5), max_size=3).map(tuple),
    birthday=st.none() | st.dates(),
    interpreter=st.booleans(),
    cadence_days=st.integers(0, 1000),
)


@given(PEOPLE)
def test_a_record_comes_back_from_its_plain_form(person):
    assert typed(Person, plain(person)) == person


@pytest.mark.parametrize(
    "wrong",
    [None, [], "x", {}, {"name": []}, {"name": {"family": 1}}, {"name": {"family": "A", "given": "B"}, "birthday": 5},
     {"name": {"family": "A", "given": "B"}, "unheard": 1}, {"name": {"family": "A", "given": "B"}, "tags": "VIP"}],
)  # fmt: skip
def test_what_does_not_fit_says_where(wrong):
    with pytest.raises(ShapeError):
        typed(Person, wrong)


def test_plain_values_are_short():
    person = Person(name=PersonName("Kisaragi", "Jun"), birthday=date(1970, 1, 2))
    assert plain(person) == {"name": {"family": "Kisaragi", "given": "Jun"}, "birthday": "1970-01-02"}
