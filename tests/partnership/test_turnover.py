"""The turnover of the post on a real desk: its checklist on its days, the notes of records, what falls due in the first days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event as listening

from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, RefusedError, StaleError, UnreadableError
from liaison_desk.foundation.core.language import Language
from liaison_desk.partnership.records import (
    Arrangement,
    Due,
    Opportunity,
    OpportunityState,
    Party,
    Phase,
    Signature,
    Turnover,
    TurnoverNote,
    TurnoverStep,
)
from liaison_desk.partnership.rules.checklist import load_checklist
from liaison_desk.partnership.rules.turnover import first_days
from liaison_desk.partnership.service.turnovers import Turnovers
from liaison_desk.tasks.records import Task

DAY = date(2027, 1, 15)
SHARED = Marking("USA", audience=frozenset({"JPN", "USA"}))
HOME = Marking("JPN", audience=frozenset({"JPN"}))


def arrangement(title="Sharing of data", **more):
    return Arrangement(title=Bilingual(title), parties=(Party("usa", nation="USA"), Party("jpn", nation="JPN")), **more)


def note(kind, record, why="It took two years.", **more):
    return TurnoverNote(owner_kind=kind, owner_id=record.id, why=Bilingual(why), **more)


# The checklist ----------------------------------------------------------------------------------------------------------


def test_the_shipped_checklist_goes_from_ninety_days_before_to_thirty_after_in_both_languages():
    steps = load_checklist()
    assert (min(step.offset for step in steps), max(step.offset for step in steps)) == (-90, 30)
    assert all(step.text_ja and step.text_ja != step.text for step in steps)


def test_steps_fall_on_days_counted_from_the_turnover_and_are_ticked(desk):
    one = desk.turnovers.save(replace(desk.turnovers.draft(DAY), successor="Lt Col Sato"))
    lines = desk.turnovers.checklist(one)
    assert [line.day for line in lines] == sorted(line.day for line in lines)
    assert {line.phase for line in lines} == set(Phase)
    first = lines[0]
    assert (first.day, first.overdue, first.phase) == (DAY - timedelta(days=90), True, Phase.PREPARE)
    assert not any(line.overdue for line in lines if line.day >= date(2026, 11, 24))
    ticked = desk.turnovers.tick(one.id, first.step.key)
    again = desk.turnovers.checklist(ticked)[0]
    assert (again.step.done, again.overdue) == (date(2026, 11, 24), False)
    assert desk.turnovers.tick(one.id, first.step.key, done=False).steps == one.steps
    assert desk.history.undo() == "Untick a turnover step"
    desk.turnovers.remove_steps(one.id, [first.step.key])
    for act in (
        lambda: desk.turnovers.tick(one.id, first.step.key),
        lambda: desk.turnovers.put_step(one.id, first.step),
    ):
        with pytest.raises(NotFoundError, match="step is not there"):
            act()


def test_applying_the_checklist_again_adds_only_what_is_missing(desk, tmp_path):
    kept = TurnoverStep("successor-known", Bilingual("Write to Lt Col Sato"), -100, date(2026, 10, 1))
    one = desk.turnovers.save(Turnover(on=DAY, steps=(kept, TurnoverStep("own", Bilingual("Sell the car"), -5))))
    assert desk.turnovers.apply_checklist(one.id) == len(load_checklist()) - 1
    assert desk.turnovers.apply_checklist(one.id) == 0
    assert desk.turnovers.one(one.id).steps[:2] == one.steps
    assert desk.history.undo() == "Apply the turnover checklist"
    assert desk.turnovers.one(one.id).steps == one.steps

    (tmp_path / "checklist.toml").write_text(
        '[[step]]\nkey = "mine"\ntext_ja = "後任者の出迎え"\noffset = -3\n', "utf-8"
    )
    mine = Turnovers(desk.database, desk.profile.get, tmp_path)
    assert [(step.key, step.text.host, step.offset) for step in mine.draft(DAY).steps] == [
        ("mine", "後任者の出迎え", -3)
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("step = 3", "at least one"),
        ('[[step]]\nkey = "A b"\ntext = "x"\noffset = 1', "small letters"),
        ('[[step]]\nkey = "a"\ntext = "x"\noffset = 9999', "whole number of days"),
        ('[[step]]\nkey = "a"\ntext = " "\noffset = 1', "says nothing"),
        ('[[step]]\nkey = "a"\ntext = "x"\noffset = 1\nday = 3', "no use for day"),
        ('[[step]]\nkey = "a"\ntext = "x"\noffset = 1\n[[step]]\nkey = "a"\ntext = "x"\noffset = 1', "twice"),
        ("[[step", "cannot be read"),
    ],
)
def test_a_wrong_checklist_says_where_it_is_wrong(tmp_path, text, said):
    (tmp_path / "checklist.toml").write_text(text, "utf-8")
    with pytest.raises(UnreadableError) as raised:
        load_checklist(tmp_path)
    assert said in Language("en").tr(raised.value.text, **raised.value.values)


def test_the_turnover_worked_on_is_the_next_or_the_last_until_it_has_settled(desk, clock):
    assert desk.turnovers.current() is None
    old, new = (desk.turnovers.save(Turnover(on=day)) for day in (date(2026, 11, 1), DAY))
    assert desk.turnovers.current() == old
    clock.forward(days=10)
    assert desk.turnovers.current() == new
    clock.forward(days=400)
    assert desk.turnovers.current() == new
    with pytest.raises(InvalidError):
        desk.turnovers.save(Turnover(on=DAY, steps=(TurnoverStep("far", Bilingual("Far"), 4000),)))
    with pytest.raises(InvalidError):
        desk.turnovers.save(Turnover(on=DAY, steps=(TurnoverStep("empty", Bilingual(" ")),)))


# Notes ------------------------------------------------------------------------------------------------------------------


def test_a_record_of_any_kind_has_one_note_marked_no_less_strictly_than_it(desk):
    shared = desk.arrangements.save(arrangement(marking=SHARED))
    task = desk.tasks.save(Task(title=Bilingual("Return the annex")))
    person = desk.contacts.save(Person(name=PersonName("Reed", "Anna"), marking=HOME))
    fresh = desk.turnover_notes.of("arrangement", shared.id)
    assert (fresh.id, fresh.marking) == (0, HOME)
    said = desk.turnover_notes.save(
        replace(fresh, why=Bilingual("It took two years."), next=Bilingual("Renewal in May"))
    )
    wide = desk.turnover_notes.save(note("person", person, marking=Marking("JPN")))
    bare = desk.turnover_notes.save(note("task", task, marking=SHARED))
    assert (said.marking, wide.marking, bare.marking) == (HOME, HOME, None)
    assert [(line.kind, line.title) for line in desk.turnover_notes.lines()] == [
        ("arrangement", "Sharing of data"), ("person", "Reed Anna"), ("task", "Return the annex"),
    ]  # fmt: skip
    # What is marked more strictly since takes its note along, whatever that says itself.
    open_note = desk.turnover_notes.save(replace(desk.turnover_notes.of("arrangement", shared.id), marking=SHARED))
    assert open_note.marking == SHARED
    desk.arrangements.save(replace(desk.arrangements.one(shared.id), marking=HOME))
    assert {line.kind: line.marking.audience for line in desk.turnover_notes.lines() if line.marking} == {
        "arrangement": frozenset({"JPN"}), "person": frozenset({"JPN"}),
    }  # fmt: skip
    with pytest.raises(InvalidError, match="at least one thing"):
        desk.turnover_notes.save(note("task", desk.tasks.save(Task(title=Bilingual("Bare"))), " "))
    for wrong in (("no such kind", 1), ("task", 99_999), ("turnover note", said.id)):
        with pytest.raises(RefusedError):
            desk.turnover_notes.save(TurnoverNote(owner_kind=wrong[0], owner_id=wrong[1], why=Bilingual("x")))
    assert desk.turnover_notes.about("arrangement", shared.id).label == "Sharing of data"
    assert desk.turnover_notes.about("task", 99_999) is None


def test_a_note_about_what_the_own_side_may_not_have_goes_to_others_only_where_the_officer_says_so(desk):
    theirs = Marking("USA", audience=frozenset({"USA"}))
    one = desk.arrangements.save(arrangement(marking=theirs))
    fresh = replace(desk.turnover_notes.of("arrangement", one.id), why=Bilingual("It took two years."))
    assert fresh.marking == HOME
    with pytest.raises(InvalidError, match="Nobody may be given both") as refused:
        desk.turnover_notes.save(fresh)
    assert [each.field for each in refused.value.problems] == ["marking"]
    assert desk.turnover_notes.save(replace(fresh, marking=theirs)).marking == theirs


def test_a_second_note_is_the_first_again_and_one_that_says_otherwise_is_refused(desk):
    one = desk.arrangements.save(arrangement())
    first = desk.turnover_notes.save(note("arrangement", one))
    assert desk.turnover_notes.save(note("arrangement", one)).id == first.id
    with pytest.raises(StaleError):
        desk.turnover_notes.save(note("arrangement", one, "Another thing"))
    desk.turnover_notes.delete([first.id])
    assert not desk.turnover_notes.has("arrangement", one.id)
    back = desk.turnover_notes.save(note("arrangement", one, "Another thing"))
    assert (back.id, desk.turnover_notes.of("arrangement", one.id).why.host) == (first.id, "Another thing")


def test_a_note_hides_with_its_record_and_is_erased_with_it(desk):
    one = desk.arrangements.save(arrangement())
    kept = desk.turnover_notes.save(note("arrangement", one))
    [hit] = desk.search("took two years")
    assert (hit.kind, hit.id, hit.where) == ("turnover note", kept.id, "Sharing of data")
    desk.arrangements.delete([one.id])
    assert desk.turnover_notes.lines() == desk.turnover_notes.everything() == desk.search("took two years") == []
    desk.history.restore("arrangement", [one.id])
    assert [line.note.id for line in desk.turnover_notes.lines()] == [kept.id]
    desk.arrangements.delete([one.id])
    desk.history.purge("arrangement", [one.id])
    assert desk.turnover_notes.by_ids([kept.id]) == {}


def test_a_contact_takes_over_the_note_of_a_double(desk):
    one, double = (desk.contacts.save(Person(name=PersonName("Reed", given))) for given in ("Anna", "Ann"))
    known = desk.turnover_notes.save(note("person", double))
    desk.merging.merge(one, double, {})
    assert [(line.note.id, line.title) for line in desk.turnover_notes.lines()] == [(known.id, "Reed Anna")]
    assert desk.turnover_notes.save(note("person", one)).id == known.id
    assert desk.history.undo() is not None
    assert [line.title for line in desk.turnover_notes.lines()] == ["Reed Ann"]


def test_records_that_matter_are_listed_while_they_have_no_note(any_desk):
    desk = any_desk
    held = desk.arrangements.save(arrangement("Held"))
    signed = (Signature("usa", on=date(2024, 1, 1)), Signature("jpn", on=date(2024, 2, 1)))
    desk.arrangements.save(arrangement("Expired", signatures=signed, expiry=date(2026, 11, 1)))
    desk.arrangements.save(arrangement("Terminated", terminated=date(2026, 1, 1), reason="Another stands in its place"))
    desk.opportunities.save(Opportunity(title=Bilingual("Open")))
    desk.opportunities.save(Opportunity(title=Bilingual("Agreed"), state=OpportunityState.AGREED))
    desk.contacts.save(Person(name=PersonName("Reed", "Anna"), cadence_days=30))
    desk.contacts.save(Person(name=PersonName("Stone", "Ann")))
    assert [(one.kind, one.title) for one in desk.turnover_notes.without()] == [
        ("arrangement", "Held"), ("opportunity", "Open"), ("person", "Reed Anna"),
    ]  # fmt: skip
    desk.turnover_notes.save(note("arrangement", held))
    assert [one.title for one in desk.turnover_notes.without()] == ["Open", "Reed Anna"]
    assert [line.title for line in desk.turnover_notes.lines()] == ["Held"]


def test_no_record_that_is_listed_is_looked_up_by_itself(desk):
    def asked():
        said = []

        def note_down(_connection, _cursor, statement, *_rest):
            said.append(statement)

        listening.listen(desk.database.engine, "before_cursor_execute", note_down)
        desk.turnover_notes.lines()
        desk.turnover_notes.without()
        listening.remove(desk.database.engine, "before_cursor_execute", note_down)
        return said

    def add(number):
        desk.turnover_notes.save(note("arrangement", desk.arrangements.save(arrangement(f"Held {number}"))))
        desk.opportunities.save(Opportunity(title=Bilingual(f"Open {number}")))
        desk.contacts.save(Person(name=PersonName("Reed", f"Anna {number}"), cadence_days=30))

    add(0)
    few = asked()
    for number in range(1, 4):
        add(number)
    assert len(asked()) == len(few)


def test_the_same_record_has_the_same_note_on_two_desks(desk):
    one = desk.arrangements.save(arrangement())
    known = desk.turnover_notes.save(note("arrangement", one))
    with desk.database.write("Import") as transaction:
        (again,) = desk.turnover_notes.save_in(transaction, [note("arrangement", one, uid="from elsewhere")])
    assert (again.id, again.uid, again.version) == (known.id, known.uid, known.version)


# The first days ---------------------------------------------------------------------------------------------------------


@given(st.lists(st.integers(-200, 400), max_size=20))
def test_what_falls_due_in_the_first_days_is_told_once_in_its_span(offsets):
    due = [Due("task", f"uid-{n}", Bilingual(str(n)), DAY + timedelta(days=offset)) for n, offset in enumerate(offsets)]
    found = first_days(due, DAY)
    assert list(found) == [0, 30, 60, 90]
    told = [one for some in found.values() for one in some]
    assert sorted(one.uid for one in told) == sorted(one.uid for one in due if (one.day - DAY).days <= 90)
    bounds = {0: (-10_000, -1), 30: (0, 30), 60: (31, 60), 90: (61, 90)}
    for span, some in found.items():
        assert [one.day for one in some] == sorted(one.day for one in some)
        assert all(bounds[span][0] <= (one.day - DAY).days <= bounds[span][1] for one in some)
