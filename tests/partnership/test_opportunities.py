"""Opportunities on a real desk: from an idea to an arrangement, or dropped; their place on the board; undo of it all."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, RefusedError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import EMPTY, Sort
from liaison_desk.partnership.records import (
    Opportunity,
    OpportunityFilter,
    OpportunitySort,
    OpportunityState,
)
from liaison_desk.partnership.rules.opportunities import placed

IDEA, EXPLORED, PROPOSED, AGREED, DROPPED = OpportunityState
TODAY = date(2026, 11, 24)


def idea(title="Exchange of sensor operators", **more):
    return Opportunity(title=Bilingual(title), **more)


def board(desk, state):
    """Return the titles of a column of the board, from the top."""
    ids = desk.opportunities.board(OpportunityFilter()).get(state, EMPTY).ids
    return [one.title.host for one in (desk.opportunities.lines(ids)[id_] for id_ in ids)]


def titles(desk, sort=OpportunitySort.TITLE, *, descending=False, **wanted):
    ids = list(desk.opportunities.listing(OpportunityFilter(**wanted), Sort(sort, descending)).ids)
    lines = desk.opportunities.lines(ids)
    return [lines[id_].title.host for id_ in ids]


@given(
    st.lists(st.integers(0, 9), max_size=8),
    st.lists(st.integers(100, 120), min_size=1, max_size=4, unique=True),
    st.integers(-2, 12),
)
def test_cards_come_to_stand_where_they_are_put_and_the_others_keep_their_order(ranks, moving, at):
    column = list(enumerate(sorted(ranks)))
    changed = placed(column, moving, at)
    after = {**dict(column), **changed}
    order = sorted(after, key=after.__getitem__)
    at = max(0, min(at, len(column)))
    staying = [id_ for id_, _ in column]
    assert order == [*staying[:at], *moving, *staying[at:]]
    assert len(set(after.values())) == len(after)
    assert min(after.values()) >= 0


def test_an_opportunity_goes_its_way_and_back_again(desk, clock):
    book = desk.opportunities
    one = book.save(idea(home_due=date(2026, 12, 1), host_due=date(2026, 11, 30)))
    assert (one.state, one.since) == (IDEA, TODAY)
    clock.forward(days=3)
    for state in (EXPLORED, PROPOSED):
        book.move([one.id], state)
    with pytest.raises(InvalidError, match="Say why"):
        book.move([one.id], DROPPED)
    book.move([one.id], DROPPED, reason="No money this year")
    dropped = book.one(one.id)
    assert (dropped.reason, dropped.since) == ("No money this year", TODAY + timedelta(days=3))
    assert book.lines([one.id])[one.id].due is None
    book.move([one.id], EXPLORED)
    assert book.one(one.id).reason == ""
    assert [(step.state, step.reason) for step in book.states(one.id)] == [
        (IDEA, ""), (EXPLORED, ""), (PROPOSED, ""), (DROPPED, "No money this year"), (EXPLORED, ""),
    ]  # fmt: skip
    assert desk.history.undo() == "Move an opportunity"
    assert book.one(one.id) == replace(
        dropped, **{name: getattr(book.one(one.id), name) for name in ("version", "updated_at")}
    )
    with pytest.raises(NotFoundError):
        book.move([one.id, 99_999], IDEA)


def test_since_is_kept_where_another_desk_says_it_and_noted_where_the_form_changes_the_state(desk):
    book = desk.opportunities
    with desk.database.write("Import") as transaction:
        (one,) = book.save_in(transaction, [idea(state=PROPOSED, since=date(2026, 1, 5), rank=7)])
    assert (one.since, one.rank) == (date(2026, 1, 5), 7)
    again = book.save(replace(one, champion="Col Reed"))
    assert (again.since, again.rank) == (date(2026, 1, 5), 7)
    assert book.save(replace(again, state=EXPLORED)).since == TODAY


def test_the_board_keeps_the_order_in_which_cards_were_put(desk):
    book = desk.opportunities
    first, second, third = (book.save(idea(title)) for title in ("First", "Second", "Third"))
    assert board(desk, IDEA) == ["First", "Second", "Third"]
    book.move([third.id], IDEA, 0)
    assert board(desk, IDEA) == ["Third", "First", "Second"]
    book.move([first.id, second.id], PROPOSED)
    book.move([third.id], PROPOSED, 1)
    assert board(desk, PROPOSED) == ["First", "Third", "Second"]
    assert desk.history.undo() == "Move an opportunity"
    assert (board(desk, PROPOSED), board(desk, IDEA)) == (["First", "Second"], ["Third"])
    assert desk.history.undo() == "Move opportunities"
    assert board(desk, IDEA) == ["Third", "First", "Second"]
    book.save(replace(book.one(first.id), state=PROPOSED))
    book.save(idea("Fourth"))
    assert board(desk, IDEA) == ["Third", "Second", "Fourth"]


def test_lists_are_narrowed_and_sorted(any_desk):
    desk = any_desk
    book = desk.opportunities
    book.save(
        idea(
            "beta",
            host_due=date(2026, 12, 9),
            subjects=("Space",),
            champion="Young",
            host_owner="Reed",
            nations=("JPN", "USA"),
        )
    )
    book.save(
        idea(
            "Alpha",
            home_due=date(2026, 12, 1),
            host_due=date(2027, 1, 1),
            state=PROPOSED,
            nations=("JPN",),
            champion="adams",
            host_owner="ito",
            home_owner="Sato",
        )
    )
    gone = book.save(
        idea(
            "Gamma",
            home_due=date(2026, 11, 1),
            state=DROPPED,
            reason="No interest",
            subjects=("space", "宇宙"),
            nations=(),
        )
    )
    assert titles(desk) == ["Alpha", "beta", "Gamma"]
    assert titles(desk, OpportunitySort.DUE) == ["Alpha", "beta", "Gamma"]
    assert titles(desk, OpportunitySort.STATE, descending=True) == ["Gamma", "Alpha", "beta"]
    assert titles(desk, OpportunitySort.CHAMPION) == ["Alpha", "beta", "Gamma"]
    assert titles(desk, OpportunitySort.HOST_OWNER) == ["Alpha", "beta", "Gamma"]
    assert titles(desk, OpportunitySort.HOST_OWNER, descending=True) == ["beta", "Alpha", "Gamma"]
    assert titles(desk, OpportunitySort.HOME_OWNER)[0] == "Alpha"
    assert titles(desk, OpportunitySort.NATIONS) == ["Alpha", "beta", "Gamma"]
    assert titles(desk, OpportunitySort.NATIONS, descending=True) == ["beta", "Alpha", "Gamma"]
    assert titles(desk, states=(IDEA, PROPOSED)) == ["Alpha", "beta"]
    assert titles(desk, subject="SPACE") == ["beta", "Gamma"]
    assert titles(desk, words="young") == ["beta"]
    assert titles(desk, words="!!") == []
    assert book.subjects() == ["Space", "space", "宇宙"]
    book.delete([gone.id])
    assert titles(desk, trash=True) == ["Gamma"]
    for sort in OpportunitySort:
        assert len(titles(desk, sort)) == 2


def test_an_opportunity_becomes_an_arrangement_in_one_action(desk):
    book = desk.opportunities
    shared = Marking("JPN", audience=frozenset({"JPN", "USA"}))
    one = book.save(
        idea(
            "Data sharing",
            nations=("USA", "JPN", "AUS"),
            subjects=("SSA",),
            detail=Bilingual("Orbits"),
            state=PROPOSED,
            marking=shared,
        )
    )
    begun = book.become_arrangement(one.id)
    assert (begun.title, begun.scope, begun.subjects, begun.marking) == (one.title, one.detail, ("SSA",), shared)
    assert [party.nation for party in begun.parties] == ["USA", "JPN", "AUS"]
    assert begun.drafted == TODAY
    agreed = book.one(one.id)
    assert (agreed.state, agreed.arrangement_id, agreed.since) == (AGREED, begun.id, TODAY)
    linked = RecordRef("opportunity", one.id, "Data sharing")
    assert linked in desk.arrangements.belongings(begun.id).links
    with pytest.raises(RefusedError, match="already"):
        book.become_arrangement(one.id)
    desk.arrangements.delete([begun.id])
    assert book.lines([one.id])[one.id].arrangement_id == 0  # what lies in the trash is none
    assert desk.history.undo() == "Delete an arrangement"
    assert book.lines([one.id])[one.id].arrangement_id == begun.id
    assert desk.history.undo() == "Begin an arrangement of an opportunity"
    assert book.one(one.id).state is PROPOSED
    assert desk.arrangements.everything() == []
    assert book.become_arrangement(one.id).id != begun.id
    alone = book.save(idea("Alone"))
    assert [party.nation for party in book.become_arrangement(alone.id).parties] == ["USA", "JPN"]
