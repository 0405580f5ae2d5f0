"""What stands on the edge of a day: renewed and reviewed, renewed ahead of time, ending by a termination that is still to come."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from liaison_desk.contacts.records import Organization
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, RefusedError, StaleError
from liaison_desk.partnership.records import (
    Amendment,
    AmendmentKind,
    Arrangement,
    ArrangementState,
    Cause,
    Disclosure,
    Frequency,
    Gift,
    Manner,
    Obligation,
    Party,
    Passing,
    Signature,
    Step,
    Validity,
    Visit,
)
from liaison_desk.partnership.rules.obligations import moved_due
from liaison_desk.partnership.rules.radar import arrangement_ends
from liaison_desk.partnership.rules.standing import state, terms
from liaison_desk.partnership.service.arrangements import Signed
from tests.partnership.arranging import new_arrangement, sign_all

REVIEW, LAST, DAY = date(2028, 11, 30), date(2029, 11, 30), timedelta(days=1)
SIGNED = (Signature("a", on=date(2026, 1, 5)), Signature("b", on=date(2026, 1, 6)))
ONE = Arrangement(
    title=Bilingual("Sharing"), parties=(Party("a", nation="USA"), Party("b", nation="JPN")), signatures=SIGNED, review=REVIEW, expiry=LAST,
)  # fmt: skip


def renewed(on, **more):
    """Return the arrangement renewed by what all sign on a day."""
    signatures = (Signature("a", on=on), Signature("b", on=on))
    values = {"kind": AmendmentKind.RENEWAL, "expiry": date(2034, 11, 30)} | more
    return Arrangement(
        title=ONE.title, parties=ONE.parties, signatures=SIGNED, review=REVIEW, expiry=LAST,
        amendments=(Amendment("r", signatures=signatures, **values),),
    )  # fmt: skip


def test_what_is_renewed_at_its_review_is_in_force_again_and_its_review_is_done():
    assert state(ONE, REVIEW) is ArrangementState.REVIEW_DUE
    again = renewed(REVIEW)
    assert (state(again, REVIEW), terms(again, REVIEW).review) == (ArrangementState.IN_FORCE, None)
    assert [cause for cause, *_ in arrangement_ends(again, REVIEW)] == [Cause.EXPIRY]
    early = renewed(REVIEW - 60 * DAY)
    assert terms(early, REVIEW).review == REVIEW, "a review that was still ahead is held"
    assert state(renewed(REVIEW, kind=AmendmentKind.AMENDMENT), REVIEW) is ArrangementState.REVIEW_DUE
    assert terms(renewed(REVIEW, review=date(2031, 1, 1)), REVIEW).review == date(2031, 1, 1)


def test_a_renewal_signed_ahead_leaves_nothing_to_do_unless_it_leaves_a_gap():
    today = LAST - 30 * DAY
    ahead = renewed(today, in_force=LAST + DAY, review=date(2033, 1, 1))
    assert [state(ahead, day) for day in (today, LAST, LAST + DAY)] == [ArrangementState.IN_FORCE] * 3
    assert [(cause, day) for cause, day, _ in arrangement_ends(ahead, today)] == [
        (Cause.REVIEW, date(2033, 1, 1)),
        (Cause.EXPIRY, date(2034, 11, 30)),
    ]
    late = renewed(today, in_force=LAST + 2 * DAY)
    assert [state(late, day) for day in (today, LAST + DAY)] == [ArrangementState.REVIEW_DUE, ArrangementState.EXPIRED]
    assert arrangement_ends(late, today)[-1][1] == LAST


def test_what_will_be_terminated_ends_the_day_before_and_nobody_renews_it():
    ends = Arrangement(
        title=ONE.title, parties=ONE.parties, signatures=SIGNED, review=REVIEW, expiry=LAST, terminated=date(2028, 3, 1), reason="Replaced",
    )  # fmt: skip
    last = date(2028, 2, 29)
    assert arrangement_ends(ends, date(2027, 1, 1)) == [(Cause.EXPIRY, last, last)]
    assert [state(ends, day) for day in (last, last + DAY)] == [ArrangementState.IN_FORCE, ArrangementState.TERMINATED]


def test_what_was_never_signed_or_is_terminated_is_not_renewed(desk):
    draft = new_arrangement(desk)
    with pytest.raises(RefusedError, match="Not all have signed"):
        desk.arrangements.renew(draft.id, date(2035, 1, 1))
    signed = sign_all(desk, draft)
    desk.arrangements.terminate(signed.id, desk.arrangements.today(), "Replaced")
    with pytest.raises(RefusedError, match="Reinstate it"):
        desk.arrangements.renew(signed.id, date(2035, 1, 1))


def test_nothing_is_noted_as_done_on_a_day_that_is_still_to_come_at_home_and_host(desk):
    today = desk.validities.today()
    badge = desk.validities.save(Validity(title=Bilingual("Badge"), expires=today + 90 * DAY))
    gift = Gift(item=Bilingual("Bowl"), on=today - 3 * DAY, passing=Passing.RECEIVED)
    kept = desk.gifts.save(gift)
    told = Disclosure(title=Bilingual("Draft"), manner=Manner.GIVEN, at=datetime(2026, 11, 2, 9), zone="Asia/Tokyo")
    for act in (
        lambda: desk.validities.end(badge.id, today + 2 * DAY),
        lambda: desk.validities.save(replace(badge, ended=today + 2 * DAY)),
        lambda: desk.gifts.report(kept.id, today + 2 * DAY),
        lambda: desk.gifts.save(replace(gift, disposed=today + 2 * DAY)),
        lambda: desk.gifts.save(replace(gift, reported=today - 4 * DAY)),
        lambda: desk.gifts.save(replace(gift, disposed=today - 4 * DAY)),
        lambda: desk.disclosures.save(replace(told, disposed=date(2026, 11, 1))),
        lambda: desk.disclosures.save(replace(told, disposed=today + 2 * DAY)),
    ):
        with pytest.raises(InvalidError) as caught:
            act()
        (said,) = caught.value.problems
        assert said.field in {"ended", "reported", "disposed"}
    assert [line.id for line in desk.radar.coming()] == [badge.id]
    given = Gift(item=Bilingual("Bowl"), on=today, passing=Passing.GIVEN, reported=today - 4 * DAY)
    assert desk.gifts.save(given).reported, "what is given may be reported before"


def test_parties_whose_organizations_were_erased_for_good_are_still_signed(desk):
    both = [desk.contacts.save_organization(Organization(name=Bilingual(name))) for name in ("Agency", "Institute")]
    parties = tuple(desk.arrangements.new_party(one.name.host, "", one.id) for one in both)
    one = desk.arrangements.save(
        Arrangement(title=Bilingual("Sharing"), parties=parties, signatures=tuple(Signature(each.key) for each in parties))
    )  # fmt: skip
    ids = [each.id for each in both]
    desk.contacts.delete_organizations(ids)
    desk.history.purge("organization", ids)
    assert {each.name for each in desk.arrangements.one(one.id).parties} == {"—"}
    assert desk.arrangements.sign(one.id, 0, Signed(desk.arrangements.today())).signatures[0].on


def test_what_two_windows_do_at_once_is_never_lost_without_a_word(desk):
    book, today = desk.arrangements, desk.arrangements.today()
    one = new_arrangement(desk)
    book.sign(one.id, 0, Signed(today, "Ann Hill"))
    with pytest.raises(StaleError, match="signed meanwhile"):
        book.sign(one.id, 0, Signed(today, "Somebody else"))
    one = book.sign(one.id, 1, Signed(today, "Kengo Sato"))
    drafted = book.new_amendment(one)
    book.amend(one.id, drafted)
    book.sign_amendment(one.id, drafted.key, 0, Signed(today, "Ann Hill"))
    with pytest.raises(StaleError, match="amendment was changed meanwhile"):
        book.amend(one.id, replace(drafted, number="2"), before=drafted)
    book.remove_amendment(one.id, drafted.key)
    with pytest.raises(NotFoundError, match="amendment is not there"):
        book.amend(one.id, replace(drafted, number="2"), before=drafted)


def test_an_obligation_that_begins_later_than_its_open_task_falls_due_then_and_skips_nothing():
    monthly = Obligation("o", "a", Bilingual("Report"), Frequency.MONTHLY, date(2027, 1, 31))
    later, stands = replace(monthly, due=date(2027, 8, 31)), date(2027, 4, 30)
    assert moved_due(monthly, later, stands, date(2027, 4, 1)) == date(2027, 8, 31)
    assert moved_due(monthly, replace(monthly, due=date(2027, 1, 15)), stands, date(2027, 4, 1)) == date(2027, 4, 15)


def test_an_amendment_is_not_signed_before_anybody_has_signed_what_it_amends_and_a_visit_is_in_a_zone(desk):
    draft = new_arrangement(desk)
    one = desk.arrangements.new_amendment(draft)
    desk.arrangements.amend(draft.id, one)
    with pytest.raises(InvalidError) as caught:
        desk.arrangements.sign_amendment(draft.id, one.key, 0, Signed(desk.arrangements.today()))
    assert [(each.field, each.text[:30]) for each in caught.value.problems] == [
        ("amendments", "An amendment is signed before ")
    ]
    with pytest.raises(InvalidError) as caught:
        desk.visits.save(Visit(title=Bilingual("Call"), zone="Mars/Base"))
    assert [each.field for each in caught.value.problems] == ["zone"]


def test_what_it_stands_under_is_not_told_while_that_lies_in_the_trash(desk):
    parent = new_arrangement(desk, "Memorandum")
    annex = new_arrangement(desk, "Annex", parent_id=parent.id)
    assert desk.arrangements.around(annex).parent.id == parent.id
    desk.arrangements.delete([parent.id])
    assert desk.arrangements.around(annex).parent is None
    desk.history.undo()
    assert desk.arrangements.around(desk.arrangements.one(annex.id)).parent.id == parent.id


def test_a_marking_above_the_ceiling_is_found_in_the_texts_of_lists_too(desk):
    secret = Bilingual("(S//NF) The plan")
    one = new_arrangement(desk)
    lists = {
        "obligations": tuple(replace(duty, text=secret) for duty in one.obligations),
        "amendments": (Amendment("a", summary=secret),),
    }
    for name, items in lists.items():
        with pytest.raises(InvalidError) as refused:
            desk.arrangements.save(replace(one, **{name: items}))
        assert {each.field for each in refused.value.problems} == {name}
    with pytest.raises(InvalidError):
        desk.visits.save(Visit(title=Bilingual("Call"), steps=(Step("s", secret),)))


def test_what_somebody_threw_away_meanwhile_is_not_brought_back_by_an_act_upon_it(desk):
    today = desk.gifts.today()
    gift = desk.gifts.save(Gift(on=today, passing=Passing.GIVEN, item=Bilingual("Print")))
    badge = desk.validities.save(Validity(title=Bilingual("Badge"), expires=today))
    desk.gifts.delete([gift.id])
    desk.validities.delete([badge.id])
    for act in (
        lambda: desk.gifts.report(gift.id, today),
        lambda: desk.validities.renew(badge.id, today + DAY),
        lambda: desk.validities.end(badge.id, today),
        lambda: desk.validities.watch(badge.id),
    ):
        with pytest.raises(NotFoundError, match="Look for it in the trash"):
            act()
    assert desk.gifts.one(gift.id).deleted_at is not None
    assert desk.validities.one(badge.id).deleted_at is not None
