"""The log of gifts, and what the reporting rules say of each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from liaison_desk.domain.currencies import Currencies, load_currencies
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import DeskError, Problem
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.partnership.records import Gift, GiftFilter, GiftSort, Passing
from liaison_desk.partnership.rules.gifts import BY_HAND, GiftRule, Reporting, load_gift_rules, reporting
from liaison_desk.partnership.rules.validity import gift_problems
from liaison_desk.partnership.service.books import Book, Labels
from liaison_desk.partnership.store import logs as store
from liaison_desk.partnership.store.kinds import GIFTS, VISITS


class Gifts(Book[Gift]):
    """The gift log. ``own`` is the folder of the user's own reporting rules."""

    labels = Labels("Add a gift", "Change a gift", "Delete a gift", "Delete gifts")

    def __init__(self, database: Database, profile: Callable[[], DeskProfile], own: Path | None = None) -> None:
        super().__init__(database, profile, GIFTS)
        self._own = own

    def problems(self, one: Gift) -> list[Problem]:
        """Return what is wrong with it; an empty list is a valid one."""
        return gift_problems(one) + self.past_problems(reported=one.reported, disposed=one.disposed)

    def listing(self, wanted: GiftFilter, sort: Sort[GiftSort] | None = None) -> Listing:
        """Return the ordered ids of the gifts that a filter finds; the latest first without a sort."""
        with self._database.read() as connection:
            return store.gift_listing(connection, wanted, sort or Sort(GiftSort.ON, descending=True))

    def currencies(self) -> Currencies:
        """Return the currencies that amounts may be in."""
        return load_currencies()

    def rules(self) -> tuple[list[GiftRule], list[DeskError]]:
        """Return the reporting rules as their files say now, and what is wrong with files that cannot be used."""
        return load_gift_rules(self.currencies(), self._own)

    def usual_currency(self) -> str:
        """Return the currency of an amount typed without one: that of the home nation's rules, else the first known."""
        home = self.profile().home
        named = [one.currency for one in self.rules()[0] if one.currency and one.nation == home]
        return next(iter([*named, *(one.code for one in self.currencies().all)]), "")

    def reporting(self, gift: Gift) -> Reporting:
        """Return what the rules say of a gift, whatever an officer dated by hand."""
        with self._database.read() as connection:
            return self._reporting(connection, gift, self.rules()[0], _ends(connection, [gift]))

    def save(self, one: Gift) -> Gift:
        """Add or change a gift, with the day its report is due. Raises what every saving does."""
        self.require_valid(one)
        with self._database.read() as connection:
            (settled,) = self._settled(connection, [one], self.rules()[0])
        return super().save(settled)

    def take_in(self, transaction: Transaction, gifts: Sequence[Gift]) -> list[Gift]:
        """Add or change gifts inside a larger transaction, as tables tell of them: a new one without a day has the report the rules ask for."""
        saved = self.save_in(transaction, gifts)
        new = [now for told, now in zip(gifts, saved, strict=True) if not told.id and told.report_due is None]
        settled = {one.id: one for one in self._settle(transaction, new, self.rules()[0])}
        return [settled.get(one.id, one) for one in saved]

    def follow_visits(self, transaction: Transaction, visit_ids: Sequence[int]) -> None:
        """Let reports that were not made yet be due as the rules have it now that these visits end on another day.

        One of a rule that its file does not say any more stays as it is.
        """
        ids = store.gifts_of_visits(transaction.connection, visit_ids)
        if ids:
            rules = self.rules()[0]
            known = {one.key for one in rules}
            gifts = self._kept.read(transaction.connection, ids).values()
            self._settle(transaction, [one for one in gifts if one.rule in known and one.reported is None], rules)

    def _settle(self, transaction: Transaction, gifts: Sequence[Gift], rules: Sequence[GiftRule]) -> list[Gift]:
        return self._kept.save(transaction, self._settled(transaction.connection, gifts, rules))

    def _settled(self, connection: Any, gifts: Sequence[Gift], rules: Sequence[GiftRule]) -> list[Gift]:
        """Return gifts with the reports that the rules ask for; a day given by hand stays, also one that came without a rule."""
        ends = _ends(connection, gifts)

        def settled(gift: Gift) -> Gift:
            if gift.rule == BY_HAND:
                return gift
            if not gift.rule and gift.report_due is not None:
                return replace(gift, rule=BY_HAND)
            found = self._reporting(connection, gift, rules, ends)
            return replace(gift, rule=found.rule.key if found.rule else "", report_due=found.due)

        return list(map(settled, gifts))

    def _reporting(
        self, connection: Any, gift: Gift, rules: Sequence[GiftRule], ends: Mapping[int, date | None]
    ) -> Reporting:
        others: Sequence[Gift] = ()
        adding_up = any(one.yearly_over is not None for one in rules)
        if adding_up and gift.passing is Passing.RECEIVED and (gift.giver or gift.giver_id):
            year = date(gift.on.year, 1, 1), date(gift.on.year, 12, 31)
            ids = store.same_giver(connection, gift.giver, gift.giver_id, *year)
            others = list(self._kept.read(connection, ids).values())
        return reporting(gift, rules, self.profile().home, others=others, visit_ends=ends.get(gift.visit_id))

    def report(self, gift_id: int, on: date) -> Gift:
        """Note that a gift was reported on a day. InvalidError for one still to come."""
        with self._database.write("Note that a gift was reported") as transaction:
            one = self.living(transaction.connection, gift_id)
            return self.save_in(transaction, [replace(one, reported=on)])[0]


def _ends(connection: Any, gifts: Iterable[Gift]) -> dict[int, date | None]:
    """Return the last days of the visits that gifts belong to, by the visits' ids."""
    visits = VISITS.read(connection, sorted({one.visit_id for one in gifts} - {0}))
    return {id_: visit.ends for id_, visit in visits.items()}
