"""Which reporting rule applies to a gift, by when, and what the program will not guess."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.currencies import load_currencies
from liaison_desk.foundation.core.errors import InvalidError, UnreadableError
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.partnership.records import Disposition, Gift, GiftFilter, GiftSort, Passing, Visit
from liaison_desk.partnership.rules.gifts import (
    BY_HAND,
    CountedFrom,
    GiftRule,
    Look,
    load_gift_rules,
    read_gift_rules,
    reporting,
)
from liaison_desk.partnership.service.gifts import Gifts
from tests.briefings.desks import NOW, PROFILE
from tests.conftest import HandClock
from tests.desks import new_desk

DAY = date(2026, 11, 20)
RULE = GiftRule("over-5000", "JPN", Passing.RECEIVED, 14, CountedFrom.QUARTER, over=5000, currency="JPY")
YEARLY = replace(RULE, key="yearly", counted_from=CountedFrom.GIFT, over=20_000, yearly_over=9000)


def gift(amount=None, currency="JPY", **more):
    values = {
        "on": DAY,
        "passing": Passing.RECEIVED,
        "item": Bilingual("Model rocket", "模型"),
        "giver": "Col Hartwell",
    }
    return Gift(**values | {"amount": amount, "currency": currency if amount is not None else ""} | more)


def test_more_than_the_threshold_is_reported_and_the_threshold_itself_is_not():
    assert reporting(gift(5000), [RULE], "JPN").rule is None
    found = reporting(gift(5001), [RULE], "JPN")
    assert (found.rule, found.due) == (RULE, date(2027, 1, 14))


@pytest.mark.parametrize(
    ("counted", "on", "ends", "due"),
    [
        (CountedFrom.GIFT, DAY, None, date(2026, 12, 4)),
        (CountedFrom.VISIT, DAY, date(2026, 11, 25), date(2026, 12, 9)),
        (CountedFrom.VISIT, DAY, None, date(2026, 12, 4)),
        (CountedFrom.QUARTER, date(2026, 3, 31), None, date(2026, 4, 14)),
        (CountedFrom.QUARTER, date(2026, 4, 1), None, date(2026, 7, 14)),
    ],
)
def test_from_when_days_are_counted(counted, on, ends, due):
    found = reporting(gift(9000, on=on), [replace(RULE, counted_from=counted)], "JPN", visit_ends=ends)
    assert found.due == due


def test_what_cannot_be_compared_is_said_and_not_guessed():
    assert reporting(gift(8500, "USD"), [RULE], "JPN").look is Look.OTHER_CURRENCY
    assert reporting(gift(), [RULE], "JPN").look is Look.NO_VALUE
    assert reporting(gift(9000), [RULE], "USA").look is Look.NO_RULES
    assert reporting(gift(9000, passing=Passing.GIVEN), [RULE], "JPN").look is Look.NO_RULES
    assert reporting(gift(9000, receiver_nation="USA"), [RULE], "JPN").look is Look.NO_RULES


def test_gifts_of_one_giver_in_a_year_are_added_up_where_the_rule_says_so():
    before = gift(6000, id=7)
    assert reporting(gift(3000), [YEARLY], "JPN", others=[before]).rule is None
    found = reporting(gift(3001), [YEARLY], "JPN", others=[before])
    assert (found.rule, found.by_year) == (YEARLY, True)
    assert reporting(gift(3001), [RULE], "JPN", others=[before]).rule is None
    mixed = reporting(gift(3001), [YEARLY], "JPN", others=[gift(8500, "USD", id=8)])
    assert (mixed.rule, mixed.look) == (None, Look.OTHER_CURRENCY)
    assert (
        reporting(replace(before, amount=3001), [YEARLY], "JPN", others=[before]).rule is None
    )  # itself, before it was changed


@given(st.integers(0, 9_999), st.lists(st.integers(0, 9_999), max_size=3))
def test_of_several_rules_the_one_due_first_applies(amount, thresholds):
    rules = [replace(RULE, key=f"r{n}", over=over, days=90 - n) for n, over in enumerate(thresholds)]
    found = reporting(gift(amount), rules, "JPN").rule
    met = [one for one in rules if amount > one.over]
    assert found == (min(met, key=lambda one: one.days) if met else None)


def test_the_rules_that_come_along_can_be_read_and_ones_own_file_replaces_its_namesake(tmp_path):
    known = load_currencies()
    shipped, wrong = load_gift_rules(known)
    assert {one.nation for one in shipped} >= {"JPN", "USA"}
    assert wrong == []
    (tmp_path / "jpn.toml").write_text(
        'nation = "JPN"\n[[rule]]\nkey = "own"\nway = "given"\ndays = 3\nen = "All"\nja = "全て"\n'
    )
    (tmp_path / "bad.toml").write_text('nation = "JP"')
    rules, wrong = load_gift_rules(known, tmp_path)
    assert [one.key for one in rules if one.nation == "JPN"] == ["own"]
    assert [str(one) for one in wrong] == ["The rules for gifts bad.toml cannot be read: Write JPN, never JP."]
    spoilt = tmp_path / "x.toml"
    head = 'nation = "JPN"\n[[rule]]\nkey = "a"\nway = "received"\ndays = 3\nen = "a"\nja = "b"\n'
    for text in ("", "[[", head + "over = 480", head + 'over = "480 ZZZ"', head + "odd = 1", head.replace("3", "-3"), head + head[15:],
                 head + 'over = "1 USD"\nyearly_over = "1 JPY"'):  # fmt: skip
        spoilt.write_text(text)
        with pytest.raises(UnreadableError, match=r"^The rules for gifts x\.toml cannot be read: "):
            read_gift_rules(spoilt, known)


@pytest.fixture
def desk(tmp_path):
    made = new_desk(tmp_path / "gifts.desk", PROFILE, HandClock(NOW))
    yield made
    made.close()


def test_the_day_of_the_report_follows_the_rules_until_a_hand_changes_it(desk, tmp_path):
    (tmp_path / "jpn.toml").write_text('nation = "JPN"\n[[rule]]\nkey = "r"\nway = "received"\nover = "5000 JPY"\nyearly_over = "8000 JPY"\n'
                                       'days = 10\nfrom = "visit"\nen = "a"\nja = "b"\n')  # fmt: skip
    gifts = Gifts(desk.database, desk.profile.get, tmp_path)
    assert gifts.usual_currency() == "JPY"
    visit = desk.visits.save(Visit(title=Bilingual("Staff talks"), first=DAY, last=DAY + timedelta(days=2)))
    one = gifts.save(gift(6000))
    assert (one.rule, one.report_due) == ("r", date(2026, 11, 30))
    one = gifts.save(replace(one, visit_id=visit.id))
    assert one.report_due == date(2026, 12, 2)
    second = gifts.save(gift(2500))
    assert second.report_due == date(2026, 11, 30)  # with the first one it is more than 8,000
    unreported = GiftFilter(unreported=True)
    assert set(gifts.listing(unreported).ids) == {one.id, second.id}
    one = gifts.save(replace(one, rule=BY_HAND, report_due=date(2026, 12, 24)))
    one = gifts.save(replace(one, amount=100))
    assert one.report_due == date(2026, 12, 24)
    assert gifts.save(replace(one, rule="", report_due=None)).report_due is None
    gifts.report(second.id, DAY)
    assert list(gifts.listing(unreported).ids) == []
    desk.history.undo()
    assert list(gifts.listing(unreported).ids) == [second.id]


def test_a_report_that_is_due_after_a_visit_moves_with_it(desk, tmp_path):
    (tmp_path / "jpn.toml").write_text('nation = "JPN"\n[[rule]]\nkey = "r"\nway = "received"\ndays = 10\nfrom = "visit"\nen = "a"\nja = "b"\n')  # fmt: skip
    gifts = Gifts(desk.database, desk.profile.get, tmp_path)
    desk.gifts = gifts  # before the visits, which let them follow
    visit = desk.visits.save(Visit(title=Bilingual("Staff talks"), first=DAY, last=DAY))
    one, dated, reported = (
        gifts.save(gift(6000, visit_id=visit.id, **more))
        for more in ({}, {"rule": BY_HAND, "report_due": date(2026, 12, 24)}, {"reported": DAY})
    )
    assert (one.report_due, reported.report_due) == (DAY + timedelta(days=10),) * 2
    moved = desk.visits.move(desk.visits.preview(visit, DAY + timedelta(days=7)))
    assert gifts.one(one.id).report_due == DAY + timedelta(days=17)
    assert gifts.one(dated.id) == dated
    assert gifts.one(reported.id) == reported
    longer = desk.visits.save(replace(moved, last=moved.last + timedelta(days=1)))
    assert gifts.one(one.id).report_due == DAY + timedelta(days=18)
    desk.visits.save(replace(longer, number="V-1"))
    desk.history.undo()
    desk.history.undo()
    assert gifts.one(one.id).report_due == DAY + timedelta(days=17)


def test_gifts_are_narrowed_and_sorted(desk):
    made = [
        desk.gifts.save(gift(amount, currency, giver=giver, on=DAY - timedelta(days=n)))
        for n, (amount, currency, giver) in enumerate([(900, "USD", "Boyd"), (4000, "JPY", "Abe"), (200, "USD", "cole"), (None, "", "")])
    ]  # fmt: skip
    ids = [one.id for one in made]

    def found(sort=None, **wanted):
        return [ids.index(id_) for id_ in desk.gifts.listing(GiftFilter(**wanted), sort).ids]

    assert found() == [0, 1, 2, 3]
    assert found(Sort(GiftSort.VALUE)) == [3, 1, 2, 0]
    assert found(Sort(GiftSort.GIVER)) == [1, 0, 2, 3]
    desk.gifts.save(replace(desk.gifts.one(ids[2]), disposition=Disposition.KEPT))
    assert found(Sort(GiftSort.DISPOSITION, descending=True)) == [2, 0, 1, 3]
    assert found(words="boyd") == [0]
    assert found(passing=Passing.GIVEN) == []
    desk.gifts.delete([ids[0]])
    assert found(trash=True) == [0]


def test_values_that_make_no_sense_are_refused(desk):
    for wrong, field in (
        ({"amount": -1}, "amount"),
        ({"amount": 5, "currency": "ZZZ"}, "amount"),
        ({"on": date(9995, 1, 1)}, "on"),
    ):
        with pytest.raises(InvalidError) as refused:
            desk.gifts.save(replace(gift(100), **wrong))
        assert refused.value.problems[0].field == field
