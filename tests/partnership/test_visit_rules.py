"""What a visit's request needs, by when it has to be in, who goes first, and how a checklist of protocol moves with it."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.holidays import is_working_day
from liaison_desk.foundation.core.errors import InvalidError, UnreadableError
from liaison_desk.partnership.records import Anchor, Delegate, Escort, Site, Visit, VisitSite, VisitState, VisitType
from liaison_desk.partnership.records.visit_lines import Origin, Pressure, StepState
from liaison_desk.partnership.rules import delegations, protocols, visits

TITLE = Bilingual("Visit")
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
LEADS = st.integers(0, 120)


@given(DAYS, st.lists(st.tuples(LEADS, st.booleans(), st.sampled_from(["", "USA", "JPN"])), max_size=4), DAYS)
def test_the_request_has_to_be_in_on_the_earliest_day_that_any_site_asks_for(first, rules, today):
    sites = {
        n: Site(id=n, name=TITLE, one_time=lead, working=working, nation=nation)
        for n, (lead, working, nation) in enumerate(rules, 1)
    }
    visit = Visit(title=TITLE, first=first, sites=tuple(VisitSite("", n) for n in sites))
    found = visits.countdown(visit, sites, today)
    asked = [first - timedelta(days=site.one_time) for site in sites.values() if not site.working] or [first]
    assert found.due is not None
    if sites:
        assert found.due <= min(asked)
        assert found.origin is Origin.SITE
        asking = sites[found.site_id]
        assert found.lead == asking.one_time
        between = [found.due + timedelta(days=n) for n in range((first - found.due).days)]
        if asking.working:
            nations = (asking.nation,) if asking.nation else ()
            # Closures by custom are off as well, so that no fewer days lie between than are worked by law.
            assert sum(is_working_day(day, nations) for day in between) >= asking.one_time
        else:
            assert len(between) == asking.one_time
    else:
        assert (found.due, found.origin) == (first - timedelta(days=30), Origin.USUAL)
    assert found.left == (found.due - today).days
    late = {Pressure.OVERDUE, Pressure.COMPRESSED}
    assert (found.pressure in late) is (found.left < 0)
    own = visits.countdown(Visit(title=TITLE, first=first, lead=7, sites=visit.sites), sites, today)
    assert (own.due, own.origin) == (first - timedelta(days=7), Origin.OWN)


def test_a_request_is_overdue_compressed_in_time_or_late():
    first, today = date(2027, 3, 1), date(2027, 2, 10)
    visit = Visit(title=TITLE, first=first)  # in by 30 January

    def pressure(**values):
        changed = Visit(title=TITLE, **({"first": first} | values))
        return visits.countdown(changed, {}, today, date(2027, 1, 2)).pressure

    assert pressure() is Pressure.OVERDUE
    assert visits.countdown(visit, {}, today, date(2027, 2, 5)).pressure is Pressure.COMPRESSED
    assert pressure(first=date(2027, 3, 20)) is Pressure.SOON
    assert pressure(first=date(2027, 6, 1)) is Pressure.AHEAD
    assert pressure(first=None) is Pressure.UNDATED
    assert pressure(state=VisitState.SUBMITTED, submitted=date(2027, 1, 30)) is Pressure.IN_TIME
    assert pressure(state=VisitState.APPROVED, submitted=date(2027, 1, 31)) is Pressure.LATE
    assert pressure(state=VisitState.RETURNED, submitted=date(2027, 1, 20)) is Pressure.OVERDUE
    assert pressure(state=VisitState.CANCELLED) is Pressure.ENDED


@given(DAYS, st.integers(0, 800), st.sampled_from(VisitType))
def test_a_visit_that_is_too_long_for_its_type_is_doubted_and_kept(first, days, kind):
    visit = Visit(title=TITLE, type=kind, first=first, last=first + timedelta(days=days))
    doubts = visits.visit_doubts(visit)
    if kind is VisitType.ONE_TIME:
        assert bool(doubts) is (days + 1 >= 30)
    elif kind is VisitType.RECURRING:
        assert bool(doubts) is (days > 366 or (days == 366 and not _leaps(first)))
    else:
        assert not doubts


def _leaps(first):
    """Tell whether the year after a day has a 29 February in it."""
    return (
        date(first.year + 1, first.month, min(first.day, 28)) - date(first.year, first.month, min(first.day, 28))
    ).days == 366


@given(st.lists(st.tuples(st.sampled_from(VisitState), st.integers(-40, 3), st.sampled_from(["", "VR-1"])), max_size=8))
def test_states_follow_each_other_only_as_they_may_and_with_what_they_need(steps):
    today = date(2027, 3, 1)
    visit = Visit(title=TITLE, first=date(2027, 2, 27))
    for state, days, number in steps:
        on = today + timedelta(days=days)
        try:
            after = visits.stepped(visit, state, today, on, number)
        except InvalidError:
            continue
        assert state is visit.state or state in visits.NEXT[visit.state]
        assert not visits.visit_problems_beyond(after)
        if after.state in {VisitState.SUBMITTED, *visits.ANSWERS}:
            assert after.submitted is not None
            assert after.submitted <= today
        if after.state in visits.ANSWERS:
            assert after.submitted <= after.answered <= today
        if after.state is VisitState.APPROVED:
            assert after.number
        visit = after


def test_a_step_says_what_it_needs():
    today, visit = date(2027, 3, 1), Visit(title=TITLE)
    for state, field in (
        (VisitState.SUBMITTED, "first"),
        (VisitState.APPROVED, "state"),
        (VisitState.COMPLETED, "first"),
    ):
        with pytest.raises(InvalidError) as refused:
            visits.stepped(visit, state, today, today)
        assert [one.field for one in refused.value.problems] == [field]
    visit = visits.stepped(Visit(title=TITLE, first=date(2027, 4, 1)), VisitState.SUBMITTED, today, today)
    with pytest.raises(InvalidError) as refused:
        visits.stepped(visit, VisitState.APPROVED, today, today - timedelta(days=1))
    assert [one.field for one in refused.value.problems] == ["on", "number"]


CODES = st.sampled_from(["OF-9", "OF-5", "OF-4", "WO", "OR-9", ""])


@given(st.lists(st.tuples(CODES, st.none() | DAYS, st.booleans()), max_size=7))
def test_a_delegation_stands_by_precedence(people):
    delegation = [
        Delegate(str(n), code=code, dated=dated, leads=leads) for n, (code, dated, leads) in enumerate(people)
    ]
    ordered = delegations.by_precedence(delegation)
    assert sorted(ordered, key=lambda one: one.name) == sorted(delegation, key=lambda one: one.name)
    height = {"OF-9": 5, "OF-5": 4, "OF-4": 3, "WO": 2, "OR-9": 1, "": 0}
    for one, other in pairwise(ordered):
        if one.leads is not other.leads:
            assert one.leads
        elif one.code != other.code:
            assert height[one.code] > height[other.code]
        elif one.dated != other.dated:
            assert one.dated is not None
            assert other.dated is None or one.dated < other.dated
        else:
            assert int(one.name) < int(other.name)


@given(DAYS, st.integers(0, 20), st.integers(-400, 400), st.data())
def test_a_checklist_moves_with_its_visit_and_is_put_to_it_twice_without_harm(first, days, moved, data):
    checklists, wrong = protocols.load_protocols()
    assert not wrong
    protocol = data.draw(st.sampled_from(checklists))
    visit = Visit(title=TITLE, first=first, last=first + timedelta(days=days))
    once = protocols.applied(visit, protocol, Bilingual)
    done = protocols.ticked(once, once.steps[0].key, first)
    assert protocols.applied(done, protocol, Bilingual) == done
    fewer = Visit(title=TITLE, first=first, last=visit.last, steps=done.steps[::2])
    again = protocols.applied(fewer, protocol, Bilingual)
    assert {one.key for one in again.steps} == {one.key for one in protocol.steps}
    assert again.steps[0].done == first
    by = timedelta(days=moved)
    later = Visit(title=TITLE, first=first + by, last=visit.last + by, steps=once.steps)
    was = {line.step.key: line.due for line in protocols.steps_standing(once, first)}
    now = {line.step.key: line.due for line in protocols.steps_standing(later, first)}
    assert now == {key: due + by for key, due in was.items()}
    states = {line.step.key: line.state for line in protocols.steps_standing(done, first)}
    assert states[once.steps[0].key] is StepState.DONE
    for step in once.steps[1:]:
        due = was[step.key]
        told = StepState.OVERDUE if due < first else StepState.TODAY if due == first else StepState.AHEAD
        assert states[step.key] is told


def test_a_checklist_of_ones_own_replaces_a_shipped_one_and_a_spoilt_one_is_named(tmp_path):
    steps = '[[step]]\nkey = "call"\ntext = "Call the mess"\nanchor = "last"\noffset = -2\nside = "host"\n'
    (tmp_path / "working-visit.toml").write_text(f'title = "Ours"\n{steps}', "utf-8")
    (tmp_path / "broken.toml").write_text(f'title = "Broken"\n{steps}{steps}', "utf-8")
    found, wrong = protocols.load_protocols(tmp_path)
    assert {one.name: one.own for one in found} == {"senior-visit": False, "working-visit": True}
    assert [str(one) for one in wrong] == [
        f"The checklist {tmp_path / 'broken.toml'} is wrong: step 2 (call): another step has this key."
    ]
    mine = next(one for one in found if one.own)
    assert mine.steps[0] == protocols.ProtocolStep("call", "Call the mess", "", Anchor.LAST, -2, "host")
    with pytest.raises(UnreadableError, match="broken"):
        protocols.load_protocol("broken", tmp_path)


def test_whoever_goes_along_receives_or_escorts_has_a_name_or_is_a_contact():
    unnamed = {
        "sites": VisitSite(" ", host_name="Hill"),
        "delegation": Delegate("", rank="Col"),
        "escorts": Escort("\t"),
    }
    for field, one in unnamed.items():
        assert [each.field for each in visits.visit_problems_beyond(Visit(title=TITLE, **{field: (one,)}))] == [field]
    known = Visit(
        title=TITLE, sites=(VisitSite("", 1),), delegation=(Delegate("", contact_id=2), Delegate("—")), escorts=(Escort("", 3),)
    )  # fmt: skip
    assert visits.visit_problems_beyond(known) == []  # who was erased for good is “—”


def test_a_day_by_which_a_request_has_to_be_in_is_flagged_where_the_site_does_not_work_on_it():
    today, sites = (
        date(2026, 10, 1),
        {1: Site(id=1, name=TITLE, nation="JPN", one_time=10), 2: Site(id=2, name=TITLE, nation="USA")},
    )

    def flagged(first, *ids, **more):
        visit = Visit(title=TITLE, first=first, sites=tuple(VisitSite("", id_) for id_ in ids), **more)
        found = visits.countdown(visit, sites, today)
        return found.due, found.worked, [one.english for one in found.off]

    culture = date(2026, 11, 3)  # a Tuesday, worked in the United States
    assert flagged(date(2026, 11, 13), 1) == (culture, date(2026, 11, 2), ["Culture Day"])
    assert flagged(date(2026, 12, 3), 2) == (culture, None, [])
    assert flagged(date(2026, 11, 13), 2, lead=10) == (culture, None, [])
    assert flagged(date(2026, 11, 13), 1, 2, lead=10) == (culture, date(2026, 11, 2), ["Culture Day"])
    assert flagged(date(2026, 12, 1)) == (date(2026, 11, 1), date(2026, 10, 30), [])  # usual days end on a Sunday
    assert flagged(date(2026, 12, 1), state=VisitState.SUBMITTED) == (date(2026, 11, 1), None, [])
    assert flagged(date(2026, 9, 13), 1)[1:] == (None, [])  # what is over is no day to have it in by
