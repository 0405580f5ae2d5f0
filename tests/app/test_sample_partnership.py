"""The sample desk shows what partnership is: every state, who signed what, who comes, what was passed on, and what a successor must know."""

from datetime import UTC, date, datetime

import pytest

from liaison_desk.app.desk import open_desk
from liaison_desk.calendar.records import EVENT
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.partnership.records import ArrangementState, OpportunityState, RadarFilter, Urgency, ValidityType
from liaison_desk.partnership.rules.signing import signing_of
from liaison_desk.partnership.rules.standing import state, terms
from liaison_desk.tasks.records import TaskFilter, TaskSort

TODAY = date(2026, 11, 24)
NOON = FixedClock(datetime(2026, 11, 24, 12, tzinfo=UTC))


@pytest.fixture(scope="module")
def desk(sample):
    with_sample = open_desk(str(sample), clock=NOON)
    yield with_sample
    with_sample.close()


@pytest.fixture(scope="module")
def arrangements(desk):
    return {one.number: one for one in desk.arrangements.everything()}


def test_there_are_arrangements_in_every_state(arrangements):
    assert {state(one, TODAY) for one in arrangements.values()} == set(ArrangementState)


def test_the_post_exists_by_what_the_host_signed_first_and_a_renewal_prolonged(arrangements):
    exchange, annex = arrangements["HQ-JPN-22-014"], arrangements["HQ-JPN-22-014/B"]
    host, home = exchange.signatures
    assert (host.party, home.party) == ("us", "jp")
    assert host.on < home.on < TODAY
    assert terms(exchange, TODAY).expiry == exchange.amendments[0].expiry > exchange.expiry
    assert annex.parent_id == exchange.id


def test_the_letter_on_payloads_is_signed_by_the_host_and_awaits_the_home_signature(arrangements):
    letter = arrangements["HP-2026-02"]
    signing = signing_of(letter.parties, letter.signatures)
    assert ([one.nation for one in signing.signed], [one.nation for one in signing.awaited]) == (["USA"], ["JPN"])


def test_obligations_are_tasks(desk):
    tasks = desk.tasks.tasks_by_ids(desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids).values()
    assert len([one for one in tasks if one.source_kind == "arrangement"]) == 6


def test_opportunities_are_in_every_state_and_one_became_an_arrangement(desk, arrangements):
    found = desk.opportunities.everything()
    assert {one.state for one in found} == set(OpportunityState)
    assert [one.arrangement_id for one in found if one.state is OpportunityState.AGREED] == [
        arrangements["HP-2026-02"].id
    ]
    linked = {link.kind for one in found for link in desk.opportunities.belongings(one.id).links}
    assert linked == {"arrangement", "exercise", "meeting", "visit"}


def test_a_senior_visit_has_its_delegation_its_steps_and_an_itinerary(desk):
    visits = {one.number: one for one in desk.visits.everything()}
    senior = visits["RFV-26-118"]
    assert [one.leads for one in senior.delegation] == [True, False, False, False, False]
    assert {step.done is None for step in senior.steps} == {True, False}
    itinerary = [one for one in desk.visits.belongings(senior.id).links if one.kind == EVENT]
    assert len(itinerary) == 4
    assert all(one.site_id for one in senior.sites)
    visitors = desk.visitors.everything()
    assert len(visitors) == 2
    assert all(one.passport and one.purge_on > TODAY for one in visitors)


def test_the_radar_has_something_past_now_and_later(desk):
    found = {one.type for one in desk.validities.everything()}
    assert found >= {ValidityType.DISCLOSURE_LETTER, ValidityType.BADGE, ValidityType.PASSPORT, ValidityType.LEASE}
    assert {one.urgency for one in desk.radar.coming(RadarFilter())} == set(Urgency)


def test_one_disclosure_may_be_passed_on_to_australia_and_one_gift_has_to_be_reported(desk):
    log = desk.disclosures.everything()
    assert len(log) == 10
    (onward,) = (permission for one in log for permission in one.onward)
    assert (onward.originator, onward.nations) == ("JPN", ("AUS",))
    gifts = desk.gifts.everything()
    assert len(gifts) == 6
    assert [one.item.host for one in gifts if one.report_due and not one.reported] == ["Bronze of a bighorn sheep"]


def test_the_turnover_is_eighty_days_off_and_several_records_carry_a_note(desk):
    turnover = desk.turnovers.current()
    assert 75 <= (turnover.on - TODAY).days <= 85
    assert {step.done is None for step in turnover.steps} == {True, False}
    kinds = {one.kind for one in desk.turnover_notes.lines()}
    assert kinds == {"arrangement", "opportunity", "visit", "exercise", "person"}
