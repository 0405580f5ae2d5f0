"""A post of many years: the radar, the register, the board, the visits, the logs, settling, a turnover book, handing it all over.

Lists stand beside the very statements they send, by raw sqlite3; what grows with the desk beside a desk of a tenth, a record; what
writes beside what is written or read in any case. Sizes: 2,000 arrangements, opportunities and visits, 4,000 ends of validity (a
radar of 8,000 lines with what of the others ends), 10,000 gifts and disclosures; 10,000 records in all are printed and handed over.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TypeVar

from liaison_desk.app.desk import Desk, make_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.app.handover.taking import taking_over
from liaison_desk.app.handover.writing import hand_over
from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.outgoing.exporting import partnership_table
from liaison_desk.briefings.records import PacketRequest
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.record import Record
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.exchange.tables import read_table
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.paging import PAGE, Listing, Sort
from liaison_desk.partnership.records import (
    Arrangement,
    ArrangementFilter,
    ArrangementSort,
    ArrangementState,
    Delegate,
    Disclosure,
    DisclosureFilter,
    DisclosureSort,
    Frequency,
    Gift,
    GiftFilter,
    GiftSort,
    Obligation,
    Opportunity,
    OpportunityFilter,
    OpportunitySort,
    OpportunityState,
    Party,
    Passing,
    RadarFilter,
    RadarSort,
    Signature,
    Site,
    TurnoverNote,
    Validity,
    ValidityType,
    Visit,
    VisitFilter,
    VisitSite,
    VisitSort,
    VisitType,
)
from liaison_desk.partnership.service.books import Book
from tests.bench.floors import Ratio, beside, best

R = TypeVar("R", bound=Record)
MANY = 2_000
"""Arrangements, opportunities and visits; twice as many ends of validity, five times as many gifts and disclosures."""
WHOLE = 620
"""So many, with the others as many times, are 10,000 records."""
IMPORTED = 3_000
LIMIT = 50.0  # milliseconds a first page or an order may take
REGISTER = 200.0  # one that no column says: it is reckoned of every arrangement
_NOW = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)
_TODAY = date(2026, 11, 24)
_OPEN = Marking("USA")
_PASSPHRASE = "four words for travelling"
_PARTIES = (Party("us", nation="USA"), Party("jp", nation="JPN"))


def measure(folder: Path, rounds: int) -> list[Ratio]:
    """Return what a large desk costs beside its statements, and beside a desk of a tenth."""
    with closing(make(folder / "post.desk", MANY)) as desk, closing(make(folder / "small.desk", MANY // 10)) as small:
        with closing(sqlite3.connect(folder / "post.desk")) as raw:
            results = [*_lists(desk, raw, rounds), *_reckoned(desk, raw, rounds)]
        results += _grown(desk, small, rounds)
        with closing(make(folder / "whole.desk", WHOLE)) as whole:
            results.append(_book(whole, small))
            results += _handed_over(whole, folder)
    return [*results, *_imported(folder, rounds)]


def make(path: Path, many: int) -> Desk:
    """Make a desk of so many arrangements, and of the others as many times as ``MANY`` says; settled."""
    desk = make_desk(str(path), new_profile("JPN", "USA"), clock=FixedClock(_NOW))
    _save(desk.arrangements, arrangements(many))
    _save(desk.opportunities, (_opportunity(n) for n in range(many)))
    (site,) = _save(desk.sites, [Site(name=Bilingual("Building 1"), nation="USA", marking=_OPEN)])
    visits = _save(desk.visits, (_visit(n, site) for n in range(many)))
    _save(desk.validities, (_validity(n) for n in range(2 * many)))
    _save(desk.gifts, (_gift(n) for n in range(5 * many)))
    _save(desk.disclosures, (_disclosure(n) for n in range(5 * many)))
    notes = (TurnoverNote(owner_kind="visit", owner_id=one.id, why=_said("It is watched", one.id), marking=_OPEN) for one in visits[: many // 2])  # fmt: skip
    _save(desk.turnover_notes, notes)
    desk.arrangements.settle()
    return desk


def arrangements(many: int) -> Iterator[Arrangement]:
    """Yield arrangements that are in force, three of four, with an obligation each, or are being signed."""
    for n in range(many):
        signed = date(2024, 1, 1) + timedelta(days=n % 600) if n % 4 else None
        yield Arrangement(
            title=_said("Arrangement", n), number=f"A-{n:05}", scope=_said("What is exchanged", n), subjects=(f"subject {n % 30}",),
            drafted=date(2023, 6, 1), expiry=_TODAY + timedelta(days=n % 900), parties=_PARTIES,
            signatures=tuple(Signature(party.key, f"General {n}", on=signed) for party in _PARTIES),
            obligations=(Obligation("report", "jp", _said("Report", n), Frequency.YEARLY, _TODAY + timedelta(days=n % 300)),), marking=_OPEN,
        )  # fmt: skip


def _said(words: str, number: int) -> Bilingual:
    return Bilingual(f"{words} {number % 997}-{number}", f"取決め{number}号の件")


def _opportunity(n: int) -> Opportunity:
    state = list(OpportunityState)[n % 4]  # none is dropped
    return Opportunity(
        title=_said("Exchange", n), state=state, detail=_said("What both gain", n), nations=("JPN", "USA"), host_owner="J5",
        host_due=_TODAY + timedelta(days=n % 90), home_owner="Plans", champion=f"Col {n % 50}", since=_TODAY, rank=n, marking=_OPEN,
    )  # fmt: skip


def _visit(n: int, site: Site) -> Visit:
    first = _TODAY + timedelta(days=n % 700 - 200)
    recurring = n % 2 == 0
    return Visit(
        title=_said("Visit", n), type=VisitType.RECURRING if recurring else VisitType.ONE_TIME, number=f"V-{n:05}", first=first, last=first + timedelta(days=3),
        zone="America/Denver", valid_until=first + timedelta(days=300) if recurring else None, sites=(VisitSite("Building 1", site.id),),
        delegation=tuple(Delegate(f"Officer {n}-{m}", rank="Lt Col", code="OF-4", nation="JPN") for m in range(3)), marking=_OPEN,
    )  # fmt: skip


def _validity(n: int) -> Validity:
    kinds = list(ValidityType)
    return Validity(title=_said("Badge", n), type=kinds[n % len(kinds)], holder=f"Officer {n % 300}", issuer="Security office",
                    expires=_TODAY + timedelta(days=n % 1100 - 60), marking=_OPEN)  # fmt: skip


def _gift(n: int) -> Gift:
    due = _TODAY + timedelta(days=n % 200) if n % 10 == 0 else None
    return Gift(on=_TODAY - timedelta(days=n % 2000), passing=list(Passing)[n % 2], item=_said("Plaque", n), giver=f"Guest {n % 400}", giver_nation="USA",
                receiver="Kisaragi", receiver_nation="JPN", amount=n % 50_000, currency="USD", report_due=due, marking=_OPEN)  # fmt: skip


def _disclosure(n: int) -> Disclosure:
    return Disclosure(title=_said("Briefing", n), at=datetime(2020, 1, 1, 9) + timedelta(hours=5 * n), zone="America/Denver", giver="Kisaragi",
                      giver_nation="JPN", receiver=f"Guest {n % 400}", receiver_nation="USA", copy=f"{n}", marking=_OPEN)  # fmt: skip


def _save(book: Book[R], records: Iterable[R]) -> list[R]:
    with book._database.write("Make") as transaction:
        return book.save_in(transaction, list(records))


def _lists(desk: Desk, raw: sqlite3.Connection, rounds: int) -> Iterator[Ratio]:
    """Yield what the first page of each list costs in each order."""

    def ratio(name: str, listed: Callable[[], Listing], lines: Callable[[list[int]], object], limit: float = LIMIT) -> Ratio:  # fmt: skip
        def ours() -> None:
            lines(list(listed().ids[:PAGE]))

        return beside(desk.database.engine, raw, name, ours, rounds, limit)

    for order in (one for one in ArrangementSort if one not in _BY_STANDING):
        yield ratio(f"register: {order.value}", lambda order=order: desk.arrangements.listing(ArrangementFilter(), Sort(order)), desk.arrangements.lines)  # fmt: skip
    for order in OpportunitySort:
        yield ratio(f"opportunities: {order.value}", lambda order=order: desk.opportunities.listing(OpportunityFilter(), Sort(order)), desk.opportunities.lines)  # fmt: skip
    for order in (one for one in VisitSort if one is not VisitSort.DUE):
        yield ratio(f"visits: {order.value}", lambda order=order: desk.visits.listing(VisitFilter(), Sort(order)), desk.visits.lines)  # fmt: skip
    for order in GiftSort:
        yield ratio(f"gifts: {order.value}", lambda order=order: desk.gifts.listing(GiftFilter(), Sort(order)), desk.gifts.by_ids)  # fmt: skip
    yield ratio("gifts: words", lambda: desk.gifts.listing(GiftFilter(words="plaque 77")), desk.gifts.by_ids)
    for order in DisclosureSort:
        yield ratio(f"disclosures: {order.value}", lambda order=order: desk.disclosures.listing(DisclosureFilter(), Sort(order)), desk.disclosures.by_ids)  # fmt: skip
    yield ratio("disclosures: words", lambda: desk.disclosures.listing(DisclosureFilter(words="briefing 77")), desk.disclosures.by_ids)  # fmt: skip


_BY_STANDING = (ArrangementSort.STATE, ArrangementSort.IN_FORCE, ArrangementSort.REVIEW, ArrangementSort.EXPIRY)


def _reckoned(desk: Desk, raw: sqlite3.Connection, rounds: int) -> Iterator[Ratio]:
    """Yield what that costs which is reckoned of every record, and kept in no column."""
    engine = desk.database.engine
    for order in _BY_STANDING:
        yield beside(engine, raw, f"register: {order.value}", lambda order=order: desk.arrangements.listing(ArrangementFilter(), Sort(order)), rounds, REGISTER)  # fmt: skip
    in_force = ArrangementFilter(states=(ArrangementState.IN_FORCE,))
    yield beside(engine, raw, "register: in force", lambda: desk.arrangements.listing(in_force), rounds, REGISTER)
    yield beside(engine, raw, "visits: due", lambda: desk.visits.listing(VisitFilter(), Sort(VisitSort.DUE)), rounds, REGISTER)  # fmt: skip
    yield beside(engine, raw, "settling, nothing to do", desk.arrangements.settle, rounds, REGISTER)
    assert len(desk.radar.coming()) == 4 * MANY - MANY // 4  # an arrangement that is still to be signed ends nothing
    for order in RadarSort:
        yield beside(engine, raw, f"radar: {order.value}", lambda order=order: desk.radar.listing(RadarFilter(), Sort(order)), rounds, REGISTER)  # fmt: skip


def _grown(desk: Desk, small: Desk, rounds: int) -> Iterator[Ratio]:
    """Yield what a record costs on the large desk beside one on the small: nothing may grow faster than what there is."""
    asked: tuple[tuple[str, Callable[[Desk], object]], ...] = (
        ("register: by state", lambda one: one.arrangements.listing(ArrangementFilter(), Sort(ArrangementSort.STATE))),
        ("radar", lambda one: one.radar.listing(RadarFilter())),
        ("board of opportunities", lambda one: one.opportunities.board(OpportunityFilter())),
        ("board of visits", lambda one: one.visits.board(VisitFilter())),
        ("visits: due", lambda one: one.visits.listing(VisitFilter(), Sort(VisitSort.DUE))),
        ("settling", lambda one: one.arrangements.settle()),
    )
    for name, ask in asked:
        many, few = (best(lambda one=one, ask=ask: ask(one), min(rounds, 3)) for one in (desk, small))
        yield Ratio(f"{name}, tenfold", many / 10, few, 1.5)


def _book(desk: Desk, small: Desk) -> Ratio:
    """Return what a note of a turnover book costs, printed whole, beside one of a thinner book."""
    many, few = (
        best(lambda one=one: one.briefings.compose(PacketRequest("turnover-book")), 1) for one in (desk, small)
    )
    return Ratio("turnover book, a note", many / WHOLE, few / (MANY // 10), 1.5)


def _handed_over(desk: Desk, folder: Path) -> Iterator[Ratio]:
    """Yield what handing 10,000 records over costs beside a backup of them, and taking them over beside looking over what came."""
    copies = count()
    archive = folder / "whole.handover"
    backup = best(lambda: desk.back_up(folder / f"{next(copies)}.desk"), 1)
    handed = best(lambda: hand_over(desk, archive, _PASSPHRASE), 1)
    check = best(desk.check, 1)
    yield Ratio("hand over 10,000, and a check", handed, backup + check, 4.0)
    with closing(make_desk(str(folder / "taken.desk"), new_profile("JPN", "USA"), clock=FixedClock(_NOW))) as taken:

        def take() -> None:
            with taking_over(taken, archive, _PASSPHRASE, Language()) as taking:
                taking.carry_out(taking.compare(), {})

        took = best(take, 1)
        assert len(taken.arrangements.everything()) == len(desk.arrangements.everything())
    written = best(lambda: make(folder / "again.desk", WHOLE).close(), 1)
    yield Ratio("take over 10,000, and make them", took, written, 2.0)


def _imported(folder: Path, rounds: int) -> Iterator[Ratio]:
    """Yield what importing arrangements costs beside reading their table."""
    table, numbers = folder / "arrangements.csv", count()
    with closing(make_desk(str(folder / "source.desk"), new_profile("JPN", "USA"), clock=FixedClock(_NOW))) as source:
        ids = [one.id for one in _save(source.arrangements, arrangements(IMPORTED))]
        partnership_table(source, "arrangements", ids, table)

    def take() -> None:
        place = folder / f"imported{next(numbers)}.desk"
        with closing(make_desk(str(place), new_profile("JPN", "USA"), clock=FixedClock(_NOW))) as desk:
            report = import_file(desk, table)
        assert (report.read, report.added) == (IMPORTED, IMPORTED), report

    data = table.read_bytes()
    read = best(lambda: read_table(data, ReadSettings()), min(rounds, 3))
    yield Ratio("import of 3,000 arrangements", best(take, 1), read, 4.0)
