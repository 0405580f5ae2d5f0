"""Tables of partnership taken in: there and back, twice, with what they name; what cannot be taken in is listed and the rest is not lost."""

from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.outgoing.exporting import LOGS, export
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.language import Language
from liaison_desk.partnership.records import (
    Amendment,
    Arrangement,
    Frequency,
    Party,
    Site,
    ValidityType,
)
from liaison_desk.partnership.service.gifts import Gifts
from liaison_desk.tasks.records import Task
from tests.app.partners import NOON, SIGNED, filled, obliged
from tests.briefings.desks import PROFILE
from tests.desks import new_desk


def counted(report):
    return report.read, report.added, report.updated, report.skipped, [str(one) for one in report.problems]


def by_uid(desk, what):
    return {one.uid: one for one in getattr(desk, what).everything()}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with closing(filled(tmp_path_factory.mktemp("tables") / "one.desk")) as one:
        yield one


@pytest.fixture
def other(tmp_path):
    with closing(new_desk(tmp_path / "two.desk", PROFILE, NOON, seed=2)) as one:
        one.tasks.save(Task(title=Bilingual("Takes a number")))
        yield one


def write(path, *lines):
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_every_table_comes_into_another_desk_once_and_changes_nothing_here(desk, other, tmp_path):
    before = desk.history.count()
    for what, ending in zip(LOGS, ("csv", "xlsx") * 3, strict=True):
        file = tmp_path / f"{what}.{ending}"
        count = export(desk, what, file)
        *numbers, told = counted(import_file(other, file))
        assert numbers == [count, count, 0, 0]
        # A permission to pass something on is the officer's alone to enter; it stands in the note.
        assert [one.partition(":")[2][:10] for one in told] == ([" no file g"] if what == "disclosures" else [])
        assert counted(import_file(other, file)) == (count, 0, 0, count, [])
        assert counted(import_file(desk, file)) == (count, 0, 0, count, [])
    assert desk.history.count() == before
    parent, annex = sorted(other.arrangements.everything(), key=lambda one: one.number)
    assert (annex.parent_id, parent.signatures[0].on, parent.obligations[0].every) == (
        parent.id,
        SIGNED,
        Frequency.YEARLY,
    )
    assert other.opportunities.everything()[0].arrangement_id == parent.id
    assert other.gifts.everything()[0].visit_id == other.visits.everything()[0].id
    assert other.disclosures.everything()[0].about_id == parent.id
    assert other.check() == []


def test_the_workbook_of_everything_has_a_sheet_for_each_and_nobodys_passport(desk, other, tmp_path):
    file = tmp_path / "all.xlsx"
    export(desk, "all", file)
    book = load_workbook(file)
    ours = ["Arrangements", "Opportunities", "Visits", "End Dates", "Disclosure Log", "Gift Log"]
    assert book.sheetnames == ["Contacts", "Calendar", "Tasks", "Meetings", *ours]
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert not [cell for cell in cells if "ZX0099887" in cell or "1970-01-02" in cell]
    report = import_file(other, file)
    assert (report.added, report.updated) == (10, 0)
    assert by_uid(other, "gifts").keys() == by_uid(desk, "gifts").keys()
    assert import_file(other, file).added == 0


def test_a_table_changed_elsewhere_keeps_contacts_tasks_and_keys(other, tmp_path):
    with closing(filled(tmp_path / "mine.desk")) as desk:
        file = tmp_path / "arrangements.csv"
        export(desk, "arrangements", file)
        said = file.read_text("utf-8-sig")
        assert "\n'=Annex" not in said
        assert "'=Annex" in said  # a title is no formula
        file.write_text(said.replace("2027-04-01", "2028-04-01").replace("JPN | Sato", "JPN | Kato"), "utf-8")
        assert counted(import_file(desk, file)) == (2, 0, 1, 1, [])
        one = next(one for one in desk.arrangements.everything() if one.number == "A-1")
        assert [task.due.date() for task in obliged(desk)] == [date(2028, 4, 1)]
        assert (one.obligations[0].due, one.signatures[0].contact_id > 0) == (date(2028, 4, 1), True)
        assert (one.signatures[1].name, one.signatures[1].contact_id) == ("Kato", 0)
        renamed = write(
            tmp_path / "o.csv", "UID,Title,Champion,Host Step Due", f"{desk.opportunities.everything()[0].uid},,Kato,"
        )
        assert import_file(desk, renamed).updated == 1
        assert [(one.champion, one.champion_id, one.title.host) for one in desk.opportunities.everything()] == [
            ("Kato", 0, "More officers")
        ]


def test_amendments_typed_apart_go_to_their_arrangements(tmp_path):
    with closing(filled(tmp_path / "mine.desk")) as desk:
        file = write(
            tmp_path / "amendments.csv",
            "Arrangement,Amendment Number,Kind,Title,Signed By,Expiry",
            'A-1,1,Renewal,Two more years,"USA | Hill | 2026-04-13\nJPN | Sato | 2026-04-14",2031-03-01',
            "Exchange of officers,2,Amendment,Another post,,",
            "A-9,1,Amendment,Of nothing,,",
            "A-1,3,Amendment,Strangers,GBR | Smith | 2026-04-13,",
            ",4,Amendment,Of nobody,,",
        )  # fmt: skip
        report = import_file(desk, file)
        assert (report.added, report.updated) == (0, 1)
        assert [(one.line, str(one)) for one in report.problems] == [
            (5, "The desk has no arrangement “A-9”; its amendment was left out."),
            (6, "“Exchange of officers” was left out: “GBR” is no party of it."),
            (7, "The row was left out. It does not say which arrangement it amends."),
        ]
        one = next(one for one in desk.arrangements.everything() if one.number == "A-1")
        assert [(each.number, each.kind.value, each.expiry) for each in one.amendments] == [
            ("1", "renewal", date(2031, 3, 1)), ("2", "amendment", None),
        ]  # fmt: skip
        assert [(each.party, each.on) for each in one.amendments[0].signatures] == [
            ("us", date(2026, 4, 13)), ("jp", date(2026, 4, 14)),
        ]  # fmt: skip
        assert len(one.parties) == len(one.signatures) == 2
        assert import_file(desk, file).updated == 0
        assert isinstance(one.amendments[0], Amendment)


def test_what_breaks_a_rule_is_left_out_with_its_line_and_the_rest_comes_in(other, tmp_path):
    file = write(
        tmp_path / "typed.csv",
        "Title,Number,Parties,Under Arrangement,Signatures,Drafted",
        "Alone,B-1,JPN,,,",
        "Both,B-2,JPN; USA,B-7,,",
        "Annex,B-3,JPN; USA,B-2,JPN | Sato,",
        "Early,B-4,JPN; USA,,JPN | Sato | 2026-02-01,2026-03-01",
        "Ahead,B-5,JPN; USA,,JPN | Sato | 2031-02-01,",
    )
    report = import_file(other, file)
    assert (report.read, report.added, report.skipped) == (5, 2, 3)
    assert {one.line for one in report.problems} == {2, 3, 5, 6}
    assert any("still ahead" in str(one) for one in report.problems)
    assert any("Signing before drafting" in str(one) for one in report.problems)
    both, annex = sorted(other.arrangements.everything(), key=lambda one: one.number)
    assert (both.parent_id, annex.parent_id) == (0, both.id)
    # Typed again with a number that is known, it is the same arrangement, whatever its title is by now.
    again = write(tmp_path / "again.csv", "Title,Number,Parties,Expiry", "Both nations,B-2,JPN; USA,2031-01-01")
    assert counted(import_file(other, again))[:4] == (1, 0, 1, 0)
    assert {one.number: one.expiry for one in other.arrangements.everything()}["B-2"] == date(2031, 1, 1)


def test_what_a_table_puts_back_to_the_usual_is_taken_in_too(tmp_path):
    with closing(filled(tmp_path / "mine.desk")) as desk:
        ends = tmp_path / "ends.csv"
        export(desk, "validities", ends)
        ends.write_text(ends.read_text("utf-8-sig").replace(",badge,", ",other,"), "utf-8")
        assert import_file(desk, ends).updated == 1
        assert [one.type for one in desk.validities.everything()] == [ValidityType.OTHER]
        assert import_file(desk, ends).updated == 0


def test_what_is_typed_meets_the_sites_and_the_reporting_rules_of_the_desk(other, tmp_path):
    site = other.sites.save(Site(name=Bilingual("Main base", "本基地")))
    visits = write(
        tmp_path / "visits.csv",
        "件名,初日,最終日,訪問先,代表団",
        "部長訪問,2026-12-01,2026-12-02,本基地,佐藤 | 空将補 | 部長 | JPN",
    )
    assert counted(import_file(other, visits)) == (1, 1, 0, 0, [])
    (visit,) = other.visits.everything()
    assert ([one.site_id for one in visit.sites], visit.delegation[0].post) == ([site.id], "部長")
    gifts = write(
        tmp_path / "gifts.csv", "Date,Item,Direction,From,To,Value", "2026-11-02,Bowl,received,Hill,Sato,¥12000"
    )
    assert counted(import_file(other, gifts)) == (1, 1, 0, 0, [])
    (gift,) = other.gifts.everything()
    assert gift.rule
    assert gift.report_due > date(2026, 11, 2)
    assert counted(import_file(other, gifts)) == (1, 0, 0, 1, [])
    assert counted(import_file(other, visits)) == (1, 0, 0, 1, [])


def test_a_table_gives_no_permission_to_pass_on_what_the_desk_has(tmp_path):
    with closing(filled(tmp_path / "mine.desk")) as desk:
        (own,) = desk.disclosures.everything()
        given, arrangement = desk.disclosures.permissions(), own.about_uid
        visit = desk.visits.everything()[0]
        onward = '"USA | GBR | Anybody | 2026-04-01 | Letter"'
        head = "Title,Disclosed At,UID,About Record (kind),About Record (UID),Onward Permission"
        file = write(
            tmp_path / "theirs.csv", head,
            f"Slides,2026-03-02 09:00,,arrangement,{arrangement},{onward}",
            f"Draft,2026-03-02 09:00,{own.uid},arrangement,{arrangement},{onward}",
            f"Talk,2026-03-02 09:00,,,,{onward}",
        )  # fmt: skip
        report = import_file(desk, file)
        said = "“{title}”: no file gives a permission to pass on what the desk has. It stands in the note; enter it in the log if it holds."
        assert [(one.line, one.text) for one in report.problems] == [(2, said), (3, said)]
        file = write(tmp_path / "moved.csv", head, f"Draft,2026-03-02 09:00,{own.uid},visit,{visit.uid},")
        before = desk.disclosures.one(own.id)
        with desk.database.write("Give it again") as transaction:
            (before,) = desk.disclosures.save_in(transaction, [replace(before, onward=own.onward)])
        assert import_file(desk, file).problems[0].text == "“{title}” stays about what it is about here."
        assert import_file(desk, tmp_path / "theirs.csv").added == 0
        entries = {one.title.host: one for one in desk.disclosures.everything()}
        assert (entries["Slides"].onward, entries["Slides"].note.host) == (
            (),
            "USA | GBR | Anybody | 2026-04-01 | Letter",
        )
        assert entries["Draft"].about_uid == arrangement
        opened = {one.record for one in desk.disclosures.permissions() - given}
        assert opened == {entries["Talk"].uid}


def test_a_visit_with_somebody_nameless_is_left_out_with_its_line(other, tmp_path):
    file = write(
        tmp_path / "visits.csv",
        "Title,First Day,Sites,Delegation,Escorts",
        "Call,2026-12-01,| Hill,,",
        "Talks,2026-12-02,Range,| Col | Chief,",
        "Tour,2026-12-03,Range,Sato,| 555-0100",
        "Games,2026-12-04,Range,Sato,Hill",
    )
    report = import_file(other, file)
    assert (report.read, report.added, report.skipped) == (4, 1, 3)
    assert [(one.line, str(one)) for one in report.problems] == [
        (2, "Give each site of the visit a name."),
        (3, "Give everybody who goes along a name."),
        (4, "Give each escort a name."),
    ]
    assert [one.title.host for one in other.visits.everything()] == ["Games"]


def test_of_two_rows_of_one_arrangement_the_last_counts_and_the_other_is_listed(other, tmp_path):
    file = write(
        tmp_path / "twice.csv", "Title,Number,Parties", "First,B-1,JPN; USA", "Second,B-1,JPN; USA", "Third,B-2,JPN; USA"
    )  # fmt: skip
    report = import_file(other, file)
    assert (report.read, report.added, report.updated, report.skipped) == (3, 2, 0, 1)
    assert [(one.line, str(one)) for one in report.problems] == [
        (2, "“First” stands in this file more than once; the last one counts.")
    ]
    assert sorted(one.title.host for one in other.arrangements.everything()) == ["Second", "Third"]


def test_the_report_of_a_gift_of_a_table_is_due_after_the_visit_it_names(other, tmp_path):
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "jpn.toml").write_text(
        'nation = "JPN"\n[[rule]]\nkey = "r"\nway = "received"\ndays = 10\nfrom = "visit"\nen = "a"\nja = "b"\n'
    )
    other.gifts = Gifts(other.database, other.profile.get, rules)
    visits = write(
        tmp_path / "visits.csv",
        "Title,Visit Request Number,First Day,Last Day,Delegation",
        "Call,V-1,2026-11-02,2026-12-20,Sato",
    )
    assert import_file(other, visits).added == 1
    gifts = write(
        tmp_path / "gifts.csv",
        "Date,Item,Direction,From,To,Visit,Report Due",
        "2026-11-02,Bowl,received,Hill,Sato,V-1,",
        "2026-11-02,Vase,received,Hill,Sato,,",
        "2026-11-02,Book,received,Hill,Sato,V-1,2026-11-30",
    )
    assert counted(import_file(other, gifts)) == (3, 3, 0, 0, [])
    assert {one.item.host: (one.rule, one.report_due) for one in other.gifts.everything()} == {
        "Bowl": ("r", date(2026, 12, 30)), "Vase": ("r", date(2026, 11, 12)), "Book": ("", date(2026, 11, 30)),
    }  # fmt: skip
    assert counted(import_file(other, gifts)) == (3, 0, 0, 3, [])
    moved = write(
        tmp_path / "moved.csv",
        "Title,Visit Request Number,First Day,Last Day,Delegation",
        "Call,V-1,2026-11-02,2026-12-22,Sato",
    )
    assert import_file(other, moved).updated == 1
    assert [one.report_due.day for one in other.gifts.everything()] == [1, 12, 30]


def test_nothing_of_a_table_was_done_on_a_day_that_is_still_to_come(other, tmp_path):
    for name, *lines in (
        ("gifts", "Date,Item,Direction,From,To,Reported On", "2026-11-02,Bowl,received,Hill,Sato,2031-01-01"),
        ("ends", "Title,Kind,Valid Until,Held By,Returned", "Badge,badge,2031-03-02,Hill,2031-01-01"),
    ):
        report = import_file(other, write(tmp_path / f"{name}.csv", *lines))
        said = [(one.line, str(one)) for one in report.problems]
        assert (report.added, said) == (0, [(2, "That day is still to come. Choose today or an earlier one.")])


def test_a_workbook_says_what_its_cells_could_not_hold(other, tmp_path):
    kept = {
        "parties": (Party("us", nation="USA"), Party("jp", nation="JPN")),
        "note": Bilingual("n" * 32_768, "n" * 32_767),
    }
    other.arrangements.save(Arrangement(title=Bilingual("Long"), scope=Bilingual("宙" * 40_000), **kept))
    english = Language("en")
    cut = export(other, "arrangements", tmp_path / "arrangements.xlsx")
    said = "2 texts are longer than a cell of a spreadsheet, and end there in “…”; CSV holds them whole."
    assert (cut, cut.cut, cut.said(english, "a.xlsx")) == (1, 2, f"a.xlsx: 1 records written. {said}")
    whole = export(other, "arrangements", tmp_path / "arrangements.csv")
    assert (whole.cut, whole.said(english, "a.csv")) == (0, "a.csv: 1 records written.")
    assert "宙" * 40_000 in (tmp_path / "arrangements.csv").read_text("utf-8-sig")
    assert export(other, "all", tmp_path / "all.xlsx").cut == 2
    report = import_file(other, tmp_path / "arrangements.xlsx")
    assert (report.updated, report.skipped) == (0, 1), "what was cut takes the place of nothing"
