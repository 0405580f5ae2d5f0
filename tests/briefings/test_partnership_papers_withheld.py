"""What is withheld of partnership leaves no trace on its papers: neither records, nor people and records that those tell of."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime

import pytest

from liaison_desk.briefings.records import PacketItem, PacketLanguage, PacketRequest
from liaison_desk.contacts.records import Organization, Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.partnership.records import (
    Delegate,
    Disclosure,
    Escort,
    Frequency,
    Gift,
    Obligation,
    Opportunity,
    Party,
    Passing,
    Signature,
    Site,
    Turnover,
    TurnoverNote,
    Validity,
    Visitor,
    VisitSite,
)
from liaison_desk.tasks.records import Task
from tests.briefings.desks import HOME_ONLY, OPEN
from tests.briefings.papers import USA_JPN, event, pages, squeezed
from tests.briefings.partnership_desks import PAPERS, arrangement, partnership_desk, visit

JPN = frozenset({"JPN"})
SECRET = Bilingual("ZANZIBAR", "朝霧")
BRIEF = ("continuity", "post_terms", "first_days", "document_index")
"""The sections that only the turnover book has."""


@pytest.fixture
def made(tmp_path):
    desk, records = partnership_desk(tmp_path)
    with closing(desk):
        yield desk, records


def request(desk, name, audience):
    items = None
    if name == "turnover-book":
        items = tuple(one for one in desk.briefings.template(name).sections if one.kind in BRIEF)
        items = tuple(replace(one, key=f"i{number}") for number, one in enumerate(items))
    return PacketRequest(name, audience=audience, items=items)


def papers(desk, names=PAPERS):
    """Return each paper as it is printed; the turnover book also as a Word file."""
    found = {}
    for name in names:
        prepared = desk.briefings.prepare(request(desk, name, USA_JPN))
        made = desk.briefings.finish(prepared)
        word = desk.briefings.finish_docx(prepared).docx if name == "turnover-book" else b""
        found[name] = (made.pdf, made.outline, made.banner, word)
    return found


def same(before, after):
    assert [name for name in before if before[name] != after[name]] == []


def told(desk, name, audience=JPN):
    return " ".join(" ".join(pages(desk.briefings.compose(request(desk, name, audience)))).split())


def sections(desk):
    """Return some sections of the turnover book, each printed alone."""
    return {
        kind: desk.briefings.compose(PacketRequest("turnover-book", audience=USA_JPN, items=(PacketItem(kind),))).pdf
        for kind in ("post_terms", "first_days", "suspenses")
    }


def rin(desk):
    """Save somebody whom only the home nation may know."""
    name = PersonName("Asagiri", "Rin", "朝霧", "凛")
    return desk.contacts.save(Person(name=name, rank="Gen", rank_code="OF-9", nation="JPN", marking=HOME_ONLY))


def hide_records(desk, records, marking):
    """Save a record of every kind that the audience may not know, each before and among the others."""
    early = date(2026, 1, 2)
    signed = tuple(Signature(key, on=date(2025, 1, 2)) for key in ("us", "jp"))
    hidden = desk.arrangements.save(
        arrangement(
            "ZANZIBAR",
            subjects=("liaison",),
            signatures=signed,
            review=date(2026, 12, 1),
            expiry=date(2027, 2, 1),
            marking=marking,
        )
    )
    away = desk.visits.save(visit("ZANZIBAR", first=date(2026, 12, 30), last=date(2026, 12, 31), marking=marking, delegation=(Delegate("Ito Ken"),)))  # fmt: skip
    desk.opportunities.save(Opportunity(title=SECRET, home_due=date(2027, 1, 18), rank=-1, marking=marking))
    desk.validities.save(Validity(title=SECRET, expires=early, marking=marking))
    desk.disclosures.save(Disclosure(title=SECRET, at=datetime(2026, 1, 2, 9), zone="Asia/Tokyo", marking=marking))
    desk.gifts.save(Gift(on=early, passing=Passing.GIVEN, item=SECRET, report_due=early, marking=marking))
    desk.visitors.save(
        Visitor(visit_id=away.id, name="Ito Ken", passport="ZANZIBAR", purge_on=date(2027, 3, 1), marking=marking)
    )
    desk.turnovers.save(Turnover(on=date(2026, 12, 1), officer="ZANZIBAR", marking=HOME_ONLY))
    desk.turnover_notes.save(TurnoverNote(owner_kind="arrangement", owner_id=hidden.id, why=SECRET, marking=OPEN))
    desk.attachments.add(RecordRef("arrangement", hidden.id), "ZANZIBAR.pdf", b"x")
    desk.attachments.add(RecordRef("arrangement", records.post.id), "ZANZIBAR.pdf", b"x")
    programme = event(desk, SECRET, datetime(2026, 12, 8, 7), datetime(2026, 12, 8, 8), marking=marking)
    desk.links.add(RecordRef("visit", records.visit.id), RecordRef("event", programme.id))
    desk.tasks.save(
        Task(
            title=Bilingual("ZANZIBAR"),
            due=datetime(2027, 1, 16),
            source_kind="arrangement",
            source_id=hidden.id,
            source="ZANZIBAR",
            marking=OPEN,
        )
    )


def test_withheld_records_of_every_kind_change_no_byte(made):
    desk, records = made
    before = papers(desk)
    hide_records(desk, records, HOME_ONLY)
    hide_records(desk, records, None)
    desk.visitors.save(
        Visitor(visit_id=records.visit.id, name="Ito Ken", passport="UNMARKED-1", purge_on=date(2027, 3, 1))
    )
    same(before, papers(desk))
    assert "UNMARKED-1" not in told(desk, "visitor-data"), "it stays with the officer"
    for name in PAPERS:
        if name != "delegation-list":  # there the visit alone is called so
            assert "ZANZIBAR" in told(desk, name), name
        assert "ZANZIBAR" not in told(desk, name, USA_JPN), name


def test_people_and_places_withheld_within_records_change_no_byte(made):
    desk, records = made
    before = papers(desk)
    hidden = rin(desk)
    site = desk.sites.save(Site(name=SECRET, one_time=200, marking=HOME_ONLY))
    house = desk.contacts.save_organization(Organization(name=SECRET, nation="JPN", marking=HOME_ONLY))
    kept = desk.visits.one(records.visit.id)
    own = Delegate(
        "Asagiri Rin", "", hidden.id, "Gen", "OF-9", date(2020, 1, 1), "Chief of staff", "JPN", "Guest", "vegetarian"
    )
    desk.visits.save(
        replace(
            kept,
            delegation=(own, *kept.delegation, replace(own, contact_id=0)),
            escorts=(Escort("Asagiri Rin", hidden.id, "+81 3 5550 0000", "dinner"), *kept.escorts),
            sites=(VisitSite("ZANZIBAR", site.id, "Asagiri Rin", hidden.id), *kept.sites),
        )
    )
    for one in desk.opportunities.everything():
        if not one.champion:
            desk.opportunities.save(
                replace(one, champion="Rin Asagiri", home_owner="Asagiri Rin", home_owner_id=hidden.id)
            )
    for one in desk.validities.everything():
        desk.validities.save(replace(one, holder="Asagiri Rin", holder_id=hidden.id, issuer="ZANZIBAR"))
    signed = desk.arrangements.one(records.sharing.id)
    more = Signature("us", "Asagiri Rin", hidden.id, "Gen", "Chief of staff", "ZANZIBAR", date(2026, 11, 4))
    gift = desk.gifts.everything()[0]
    desk.gifts.save(replace(gift, note=Bilingual("Chosen by Rin Asagiri", "朝霧凛が選定")))
    after = papers(desk)
    same(before, after)
    desk.arrangements.save(
        replace(
            signed,
            signatures=(signed.signatures[0], more, signed.signatures[1]),
            note=Bilingual(f"Ask {house.name.host}"),
        )
    )
    for name in PAPERS:
        text = told(desk, name, USA_JPN)
        assert not [word for word in ("Asagiri", "ASAGIRI", "ZANZIBAR", "vegetarian", "5550") if word in text], name
    for name in ("delegation-list", "visit-itinerary", "opportunities", "expiry-radar", "arrangement-summary"):
        assert "ASAGIRI Rin" in told(desk, name), name


def test_what_a_party_withheld_has_to_do_and_what_an_arrangement_stands_under_change_no_byte(made):
    desk, records = made
    house = desk.contacts.save_organization(Organization(name=SECRET, nation="USA", marking=HOME_ONLY))
    above = desk.arrangements.save(arrangement("ZANZIBAR", marking=HOME_ONLY))
    signed = tuple(Signature(key, on=date(2025, 6, 1)) for key in ("us", "jp"))
    last = arrangement("Letter on the badge", subjects=("liaison",), signatures=signed)
    names = ("arrangement-summary",)
    post = desk.arrangements.one(records.post.id)
    third = Party("zz", "ZANZIBAR", "USA", house.id)
    signed = (*post.signatures, Signature("zz", on=date(2025, 4, 3)))
    post = desk.arrangements.save(replace(post, parties=(*post.parties, third), signatures=signed, amendments=()))
    desk.arrangements.save(last)
    before = papers(desk, names) | sections(desk)
    duty = Obligation("oz", "zz", Bilingual("Pay a third", "三分の一を払う"), Frequency.ONCE, date(2026, 12, 2))
    desk.arrangements.save(replace(post, parent_id=above.id, obligations=(*post.obligations, duty)))
    same(before, papers(desk, names) | sections(desk))
    assert "Pay a third" in told(desk, "arrangement-summary")
    assert "Pay a third" in told(desk, "suspense-list"), "its task, too"
    (task,) = (one for one in desk.tasks.tasks_by_ids(range(999)).values() if one.title.host == "Pay a third")
    before = papers(desk, ("turnover-book",))
    desk.turnover_notes.save(
        TurnoverNote(owner_kind="task", owner_id=task.id, why=Bilingual("They are late"), marking=OPEN)
    )
    same(before, papers(desk, ("turnover-book",)))
    assert "They are late" in told(desk, "turnover-book")


def test_what_is_about_or_comes_of_what_is_withheld_goes_with_it(made):
    desk, records = made
    entry = desk.disclosures.everything()[0]
    desk.disclosures.save(
        replace(entry, about_kind="arrangement", about_id=records.sharing.id, about_uid=records.sharing.uid, about="The agreement")
    )  # fmt: skip
    for one in desk.turnover_notes.everything():
        desk.turnover_notes.save(replace(one, marking=OPEN))
    assert "Draft of annex B" in told(desk, "disclosure-log", USA_JPN)
    assert "The home signature" in told(desk, "turnover-book", USA_JPN)
    assert "→ Sharing agreement" in told(desk, "opportunities", USA_JPN)
    desk.arrangements.save(replace(desk.arrangements.one(records.sharing.id), marking=HOME_ONLY))
    assert "Draft of annex B" not in told(desk, "disclosure-log", USA_JPN)
    book = told(desk, "turnover-book", USA_JPN)
    assert "The home signature" not in book
    assert "Opens every door" in book
    assert "→" not in told(desk, "opportunities", USA_JPN)
    for name in ("disclosure-log", "turnover-book", "opportunities"):
        assert "annex" in told(desk, name) or "→ Sharing agreement" in told(desk, name), name


def test_the_terms_of_the_post_are_what_the_turnover_is_linked_with_and_a_link_with_what_is_withheld_tells_nothing(
    made,
):
    desk, records = made
    turnover = RecordRef("turnover", desk.turnovers.save(replace(records.turnover, marking=OPEN)).id)
    asked = PacketRequest("turnover-book", audience=USA_JPN, items=(PacketItem("post_terms"),))
    named = desk.briefings.compose(asked)
    assert "exchangeofliaisonofficers" in squeezed(named)
    hidden = desk.arrangements.save(arrangement("ZANZIBAR", marking=HOME_ONLY))
    desk.links.add(turnover, RecordRef("arrangement", hidden.id))
    assert desk.briefings.compose(asked).pdf == named.pdf
    desk.links.add(turnover, RecordRef("arrangement", records.sharing.id))
    said = squeezed(desk.briefings.compose(asked))
    assert "Sharingagreementonspace" in said
    assert "exchangeofliaisonofficers" not in said


def test_the_officer_is_not_named_where_a_contact_withheld_is_called_so_in_the_other_script(made):
    desk, _ = made
    item = Bilingual("Tea bowl", "茶碗")
    desk.gifts.save(
        Gift(on=date(2026, 11, 20), passing=Passing.GIVEN, item=item, giver="Lt Col Kisaragi Jun", marking=OPEN)
    )
    both = PacketRequest("gift-log", audience=USA_JPN, language=PacketLanguage.BOTH)
    assert "如月純" in squeezed(desk.briefings.compose(both))
    desk.contacts.save(Person(name=PersonName("", "", "如月", "純"), marking=HOME_ONLY))
    assert "如月" not in squeezed(desk.briefings.compose(both))
