"""What ends is seen coming: in order, each end once, as near as it is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import InvalidError
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.partnership.records import (
    Amendment,
    Arrangement,
    Cause,
    Gift,
    Party,
    Passing,
    RadarFilter,
    RadarSort,
    Signature,
    Urgency,
    Validity,
    Visit,
    VisitState,
)
from liaison_desk.partnership.rules.radar import arrangement_ends, begins, urgency
from tests.briefings.desks import NOW, PROFILE
from tests.conftest import HandClock
from tests.desks import new_desk

TODAY = date(2026, 11, 27)
DAYS = st.integers(-400, 400).map(lambda n: TODAY + timedelta(days=n))
SIGNED = (Signature("a", on=date(2025, 4, 1)), Signature("b", on=date(2025, 5, 1)))
ARRANGEMENT = Arrangement(title=Bilingual("Sharing"), parties=(Party("a", "USSPACECOM", "USA"), Party("b", "JASDF", "JPN")),
                          signatures=SIGNED, review=date(2026, 12, 1), expiry=date(2027, 5, 1), renewal_lead=180)  # fmt: skip


def days(n):
    return TODAY + timedelta(days=n)


@given(DAYS, st.integers(0, 300))
def test_an_end_only_comes_nearer(day, lead):
    order = list(Urgency)
    seen = [order.index(urgency(day, begins(day, lead), days(n))) for n in range(-500, 500, 7)]
    assert seen == sorted(seen, reverse=True)
    assert urgency(day, begins(day, lead), day) is not Urgency.PAST
    assert urgency(day, begins(day, lead), day + timedelta(days=1)) is Urgency.PAST


def test_an_arrangement_ends_when_it_holds_and_as_its_amendments_say():
    review, expiry = Cause.REVIEW, Cause.EXPIRY
    plain = [(review, date(2026, 12, 1), date(2026, 11, 1)), (expiry, date(2027, 5, 1), date(2026, 11, 2))]
    assert arrangement_ends(ARRANGEMENT, TODAY) == plain
    assert arrangement_ends(replace(ARRANGEMENT, signatures=(SIGNED[0], Signature("b"))), TODAY) == []
    assert arrangement_ends(replace(ARRANGEMENT, terminated=TODAY), TODAY) == []
    longer = Amendment("k", signatures=SIGNED, in_force=date(2026, 6, 1), expiry=date(2030, 5, 1))
    assert arrangement_ends(replace(ARRANGEMENT, amendments=(longer,)), TODAY)[1][1] == date(2030, 5, 1)
    for open_ in (replace(longer, in_force=days(1)), replace(longer, signatures=(SIGNED[0], Signature("b")))):
        assert arrangement_ends(replace(ARRANGEMENT, amendments=(open_,)), TODAY) == plain


@pytest.fixture
def desk(tmp_path):
    made = new_desk(tmp_path / "radar.desk", PROFILE, HandClock(NOW))
    yield made
    made.close()


def valid(desk, title, n, lead=30, **more):
    return desk.validities.save(Validity(title=Bilingual(title), expires=days(n), lead=lead, **more))


def test_the_radar_shows_every_end_once_by_day_and_what_presses_first(desk):
    badge = valid(desk, "Badge", -3, holder="Kisaragi")
    lease = valid(desk, "Lease", 45)
    visa = valid(desk, "Visa", 20)
    valid(desk, "Passport", 900)
    given_back = valid(desk, "Old badge", 3, ended=TODAY)
    desk.validities.delete([valid(desk, "Thrown away", 1).id])
    visit = desk.visits.save(Visit(title=Bilingual("Weekly access"), valid_until=days(10)))
    desk.visits.save(Visit(title=Bilingual("Called off"), valid_until=days(10), state=VisitState.CANCELLED))
    gift = desk.gifts.save(Gift(on=days(-5), passing=Passing.RECEIVED, item=Bilingual("Vase"), report_due=days(30)))
    deal = desk.arrangements.save(ARRANGEMENT)
    desk.gifts.report(desk.gifts.save(replace(gift, id=0, uid="", version=0)).id, TODAY)

    lines = desk.radar.coming()
    assert [one.title.host for one in lines] == [
        "Badge",
        "Sharing",
        "Weekly access",
        "Visa",
        "Vase",
        "Lease",
        "Sharing",
        "Passport",
    ]
    assert [one.day for one in lines] == sorted(one.day for one in lines)
    pressing = desk.radar.coming(RadarFilter(pressing=True))
    assert [one.title.host for one in pressing] == ["Badge", "Sharing", "Weekly access", "Visa", "Sharing"]
    assert [one.id for one in desk.radar.coming(RadarFilter(words="badge"))] == [badge.id]
    assert {one.id for one in desk.radar.coming(RadarFilter(kinds=("visit", "gift")))} == {visit.id, gift.id}
    assert [one.id for one in desk.radar.coming(RadarFilter(ended=True))][-1] == given_back.id

    listing = desk.radar.listing(RadarFilter(ended=True))
    assert [(one.start, one.count, one.label) for one in listing.groups] == [
        (0, 1, "past"), (1, 4, "now"), (5, 2, "soon"), (7, 1, "later"), (8, 1, "ended")
    ]  # fmt: skip
    known = desk.radar.lines(listing.ids)
    assert list(known) == list(listing.ids)
    assert [known[key].cause for key in listing.ids if known[key].id == deal.id] == [Cause.REVIEW, Cause.EXPIRY]
    titles = [known[key].title.host for key in desk.radar.listing(RadarFilter(), Sort(RadarSort.TITLE)).ids]
    assert titles == sorted(titles)
    holders = [known[key].holder for key in desk.radar.listing(RadarFilter(), Sort(RadarSort.HOLDER)).ids]
    assert holders[:3] == ["Kisaragi", "USSPACECOM, JASDF", "USSPACECOM, JASDF"]
    assert {visa.id, lease.id} <= {one.id for one in lines}


def test_what_is_renewed_is_watched_again_and_what_ended_is_not(desk):
    badge = valid(desk, "Badge", 3)
    desk.validities.end(badge.id, TODAY)
    assert desk.radar.coming() == []
    desk.validities.watch(badge.id)
    assert [one.urgency for one in desk.radar.coming()] == [Urgency.NOW]
    desk.validities.end(badge.id, TODAY)
    renewed = desk.validities.renew(badge.id, days(400))
    assert (renewed.expires, renewed.ended) == (days(400), None)
    assert [one.urgency for one in desk.radar.coming()] == [Urgency.LATER]
    with pytest.raises(InvalidError, match=r"It ends on 2028-01-01 already\."):
        desk.validities.renew(badge.id, days(400))
    with pytest.raises(InvalidError):
        desk.validities.end(valid(desk, "Visa", 9, issued=TODAY).id, days(-1))
    with pytest.raises(InvalidError):
        valid(desk, "Visa", 9, lead=-1)
