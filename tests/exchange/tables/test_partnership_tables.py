"""Tables of partnership: what a record says comes back from its row, whatever stands in it; what people type is read as they mean it."""

import csv
import io
import json
from dataclasses import fields, replace
from datetime import date, datetime
from enum import StrEnum
from types import NoneType
from typing import get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison_desk.app.incoming.partnership import with_keys
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.currencies import MOST
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.record import Record
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.exchange.tables.headings import AMENDMENTS, PARTNERSHIP, load_vocabulary
from liaison_desk.exchange.tables.money import amount_of, amount_text
from liaison_desk.exchange.tables.reader import ERRORS, read_table
from liaison_desk.exchange.tables.writer import write_partnership
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.foundation.core.language import Language, languages
from liaison_desk.foundation.core.resources import resource
from liaison_desk.partnership.records import (
    Arrangement,
    Delegate,
    Disclosure,
    Frequency,
    Gift,
    Obligation,
    Opportunity,
    Party,
    Passing,
    Signature,
    Validity,
    Visit,
)

DESK = ReadSettings()
SHARED = Marking("JPN", Level.UNCLASSIFIED, frozenset({"JPN", "USA"}))
KINDS = dict(zip(PARTNERSHIP, (Arrangement, Opportunity, Visit, Validity, Disclosure, Gift), strict=True))
words = (
    st.text(
        st.sampled_from("ab Z漢字|\\;:,=+-@\n'\"/ 0９、")
        | st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")),
        max_size=9,
    )
    .map(str.strip)
    .filter(lambda text: text not in ERRORS)
)  # which are listed, for a spreadsheet writes them
# Labels and nations are what lines of lists are read by; a text may be one of them.
texts = words | st.sampled_from(["rank: Maj", "key：x", "JPN", "Japan", "signed: a", "- b", "a\n  b", "no"])
days = st.dates(date(1901, 1, 1), date(2100, 1, 1))
nations = st.sampled_from(["USA", "JPN", "AUS", ""])


def value(name, hint):
    """Return what a field may hold."""
    if name.endswith("_id"):
        return st.just(0)
    if NoneType in get_args(hint):
        return st.none() | value(name, get_args(hint)[0])
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        if inner is str:
            return st.lists(st.sampled_from(["AUS", "GBR", "space", "訓練"]), unique=True, max_size=3).map(tuple)
        return st.lists(made(inner), max_size=3).map(tuple)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    found = {
        Bilingual: st.builds(Bilingual, texts, texts),
        date: days,
        datetime: st.datetimes(datetime(1901, 1, 2), datetime(2100, 1, 1)).map(lambda at: at.replace(microsecond=0)),
        int: st.integers(-400, 400),
        bool: st.booleans(),
    }
    return found.get(hint, texts)


OWN = {
    "key": st.just("k"), "uid": st.just("u"), "marking": st.sampled_from([None, SHARED]), "zone": st.just("Asia/Tokyo"), "nation": nations,
    "currency": st.sampled_from(["USD", "JPY", ""]), "amount": st.none() | st.integers(0, 10**9), "rank": st.just(0),
}  # fmt: skip


def made(kind):
    hints = get_type_hints(kind)
    record = issubclass(kind, Record)
    head = {one.name for one in fields(Record)} - {"uid", "marking"} if record else set()
    own = OWN if record else {name: OWN[name] for name in ("key", "nation")}
    names = [one.name for one in fields(kind) if one.name not in head]
    return st.builds(kind, **{name: own[name] if name in own else value(name, hints[name]) for name in names})


def keyed(entries, stem):
    return tuple(replace(one, key=f"{stem}{n}") for n, one in enumerate(entries))


def arrangement(one):
    """Return an arrangement whose keys differ, and whose lists name its parties."""
    parties = keyed(one.parties or (Party("", "A"),), "p")

    def of(entries):
        return tuple(replace(each, party=parties[n % len(parties)].key) for n, each in enumerate(entries))

    amendments = tuple(replace(each, signatures=of(each.signatures)) for each in one.amendments)
    return replace(
        one,
        parties=parties,
        signatures=of(one.signatures),
        obligations=keyed(of(one.obligations), "o"),
        amendments=keyed(amendments, "a"),
    )


RECORDS = st.one_of(
    made(Arrangement).map(arrangement), made(Opportunity), made(Visit).map(lambda one: replace(one, steps=keyed(one.steps, "s"))),
    made(Validity), made(Disclosure), made(Gift),
)  # fmt: skip


def kind_of(record):
    return next(name for name, kind in KINDS.items() if isinstance(record, kind))


def back(record, code="en", file_format="csv"):
    kind = kind_of(record)
    read = read_table(write_partnership(kind, {kind: [record]}, file_format, Language(code)), DESK)
    assert read.problems == ()
    (entry,) = read.partnership[kind]
    return with_keys(entry.record, None) if kind == "arrangements" else entry.record


@given(RECORDS, st.sampled_from(languages()))
@settings(max_examples=60, deadline=None)
def test_what_a_record_says_comes_back_from_its_row(record, code):
    assert back(record, code) == record


def test_a_workbook_says_the_same():
    long = Obligation("o", "p", Bilingual("Report |\n\n=SUM(A1)", "年次報告"), Frequency.YEARLY, date(2026, 4, 1))
    parties = (Party("p", "Example Command", "USA"), Party("q", nation="JPN"))
    signed = (Signature("p", "Hill", rank="Maj Gen", place="Springs", on=date(2026, 3, 1)), Signature("q"))
    one = Arrangement(
        uid="u", title=Bilingual("=A"), parties=parties, signatures=signed, obligations=(long,), expiry=date(2029, 1, 1)
    )
    assert back(one, file_format="xlsx") == one
    visit = Visit(
        uid="v", title=Bilingual("V"), first=date(2026, 12, 1), delegation=(Delegate("Ono", rank="Lt Col", leads=True),)
    )
    assert back(visit, "ja", "xlsx") == visit


@pytest.mark.parametrize("code", languages())
def test_every_heading_we_write_is_one_we_know_in_japanese_too(code):
    said = json.loads(resource("translations", "ja", "partnership_exchange.json").read_text("utf-8"))
    said |= json.loads(resource("translations", "ja", "tables.json").read_text("utf-8"))
    for kind in (*PARTNERSHIP, AMENDMENTS):
        vocabulary = load_vocabulary(kind)
        headings = [vocabulary.heading(name, Language(code)) for name in vocabulary.written]
        assert len(set(headings)) == len(headings)
        assert [column.field for column in vocabulary.columns(headings).columns] == list(vocabulary.written)
        assert {vocabulary.english(name) for name in vocabulary.written} - said.keys() <= {
            "Note (host)",
            "Note (home)",
            "Nations",
            "UID",
        }


def typed(*lines):
    return "\n".join(lines).encode()


def test_a_list_somebody_typed_in_japanese_is_read_as_he_meant_it():
    read = read_table(
        typed(
            "件名,種別,当事者,署名,発効日,有効期限,担当部署",
            '宇宙監視に関する覚書,覚書,日本；Example Command,"日本 | 佐藤 | 2026/3/1 | 東京 | 階級: 空将補",2026/3/1,2031年2月28日,防衛部',
        ),
        DESK,
    )
    (entry,) = read.partnership["arrangements"]
    one = with_keys(entry.record, None)
    assert [(party.nation, party.name) for party in one.parties] == [("JPN", ""), ("", "Example Command")]
    assert one.signatures == (Signature(one.parties[0].key, "佐藤", rank="空将補", place="東京", on=date(2026, 3, 1)),)
    assert (one.title.home, one.type.value, one.expiry) == ("宇宙監視に関する覚書", "mou", date(2031, 2, 28))
    assert "担当部署: 防衛部" in one.note.home  # a column nobody knows is not lost


def test_ends_gifts_and_disclosures_somebody_typed_are_told_apart():
    ends = read_table(typed("Type,Title,Holder,Expires", "Badge,Building 1,Ono,31.12.2026"), DESK).partnership[
        "validities"
    ]
    assert [(one.record.type.value, one.record.expires) for one in ends] == [("badge", date(2026, 12, 31))]
    gifts = read_table(
        typed("Date,Item,Given or Received,From,To,Value", '2026-11-02,Tea bowl,received,Sato,Hill,"¥12,000"'), DESK
    )
    (gift,) = (one.record for one in gifts.partnership["gifts"])
    assert (gift.amount, gift.currency, gift.passing) == (12_000, "JPY", Passing.RECEIVED)
    log = read_table(
        typed("開示日時,件名,方法,相手,相手国,原表示区分", "2026-11-02 14:30,評価,口頭,Hill,USA,CUI"), DESK
    )
    (told,) = (one.record for one in log.partnership["disclosures"])
    assert (told.manner.value, told.at, told.zone, told.source_marking) == (
        "told",
        datetime(2026, 11, 2, 14, 30),
        DESK.zone,
        "CUI",
    )


def test_what_cannot_be_read_is_listed_with_its_line_and_the_rest_comes_in():
    read = read_table(
        typed(
            "Title,State,Champion,Host Step Due,Value to Host",
            "One,Sleeping,Hill,soon,Much",
            "Two,Agreed,Hill,2026-11-02,Much",
        ),
        DESK,
    )
    one, two = (entry.record for entry in read.partnership["opportunities"])
    assert (one.state.value, one.host_due, two.state.value) == ("idea", None, "agreed")
    assert [(problem.line, str(problem)) for problem in read.problems] == [
        (2, "Opportunity State stays as it was: “Sleeping” is none of idea, explored, proposed, agreed, dropped."),
        (2, "Host Step Due stays as it was: “soon” is no date. Write it as 2026-11-24."),
    ]
    read = read_table(
        typed("Title,Parties,Signatures", 'One,JPN;USA,"JPN | Sato | soon"', 'Two,JPN;USA,"JPN | Sato | 2026-11-02"'),
        DESK,
    )
    assert [entry.record.title.host for entry in read.partnership["arrangements"]] == ["Two"]
    assert [str(one) for one in read.problems] == [
        "The row was left out. Line 1 of Signatures: “soon” is no date. Write it as 2026-11-24."
    ]


def test_a_cell_of_ten_megabytes_leaves_the_rest_as_it_is():
    huge = "x" * 10_000_000
    for cell in (huge, f'"{huge}"'):
        read = read_table(typed("Title,Type,Expires", f"{cell},Badge,2026-12-31", "Lease,Lease,2026-12-31"), DESK)
        assert [entry.record.title.host for entry in read.partnership["validities"]][-1] == "Lease"


@given(
    st.sampled_from([*PARTNERSHIP, AMENDMENTS]),
    st.lists(st.lists(texts | words.map("| ".__add__), min_size=30, max_size=30), max_size=3),
)
@settings(max_examples=40, deadline=None)
def test_whatever_stands_in_cells_is_taken_in_or_listed(kind, rows):
    headings = [load_vocabulary(kind).english(name) for name in load_vocabulary(kind).written]
    out = io.StringIO()
    csv.writer(out).writerows([headings, *(row[: len(headings)] for row in rows)])
    read = read_table(out.getvalue().encode(), DESK)
    filled = sum(any(cell.strip() for cell in row[: len(headings)]) for row in rows)
    assert len(read.entries) + len(read.amendments) + read.skipped == filled
    assert len(read.problems) >= read.skipped


@given(st.integers(0, MOST), st.sampled_from(["USD", "JPY", "EUR", ""]))
@settings(max_examples=60, deadline=None)
def test_values_come_back(amount, currency):
    assert amount_of(amount_text(amount, currency), currency) == (amount, currency)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$120", (12_000, "USD")),
        ("1,200.50 €", (120_050, "EUR")),
        ("12000円", (12_000, "JPY")),
        ("1万円", None),
        ("USD 0.5", (50, "USD")),
        ("9" * 14, None),
    ],
)
def test_values_as_people_write_them(text, found):
    if found is None:
        with pytest.raises(UnreadableError):
            amount_of(text, "")
    else:
        assert amount_of(text, "") == found
