"""Two entries of one contact become one: signatures, sites and permissions that name both stay what they are."""

from datetime import date, datetime

from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.partnership.records import (
    Amendment,
    ArrangementState,
    Delegate,
    Disclosure,
    Manner,
    Onward,
    Signature,
    Visit,
    VisitSite,
)
from tests.partnership.arranging import TODAY, new_arrangement, sign_all


def test_what_names_both_entries_keeps_each_signature_site_and_permission(desk):
    one, other = (desk.contacts.save(Person(name=PersonName("Hill", given))) for given in ("Ann", "A."))
    signed = sign_all(desk, new_arrangement(desk))
    first, second = (party.key for party in signed.parties)
    both = (Signature(first, "Hill", one.id, on=TODAY), Signature(second, "Hill, A.", other.id, on=TODAY))
    desk.arrangements.amend(signed.id, Amendment("a", signatures=both, expiry=date(2031, 1, 1)))
    sites = (VisitSite("North", host_name="Hill", contact_id=one.id), VisitSite("South", host_name="Hill", contact_id=other.id))  # fmt: skip
    visit = desk.visits.save(Visit(title=Bilingual("Call"), first=TODAY, sites=sites))
    onward = (
        Onward("USA", ("AUS",), "Hill", TODAY, "Letter", contact_id=one.id),
        Onward("USA", ("GBR",), "Hill, A.", TODAY, "Letter", contact_id=other.id),
    )
    told = desk.disclosures.save(
        Disclosure(title=Bilingual("Draft"), manner=Manner.TOLD, at=datetime(2026, 11, 2, 9), zone="Asia/Tokyo", onward=onward)
    )  # fmt: skip
    desk.merging.merge(one, other, {})
    kept = desk.arrangements.one(signed.id)
    assert [(line.party, line.contact_id) for line in kept.amendments[0].signatures] == [
        (first, one.id),
        (second, one.id),
    ]
    state, terms = desk.arrangements.stands(kept)[:2]
    assert (state, terms.expiry) == (ArrangementState.IN_FORCE, date(2031, 1, 1))
    assert [(site.name, site.contact_id) for site in desk.visits.one(visit.id).sites] == [
        ("North", one.id),
        ("South", one.id),
    ]
    assert [(each.nations, each.contact_id) for each in desk.disclosures.one(told.id).onward] == [
        (("AUS",), one.id),
        (("GBR",), one.id),
    ]


def test_of_who_is_erased_amendments_keep_as_little_as_signatures_do(desk):
    who = desk.contacts.save(Person(name=PersonName("Hill", "Ann")))
    signed = sign_all(desk, new_arrangement(desk))
    lines = tuple(
        Signature(party.key, "Hill", who.id, "Maj Gen", "Deputy Commander", on=TODAY) for party in signed.parties
    )
    desk.arrangements.amend(signed.id, Amendment("a", signatures=lines))
    desk.contacts.delete([who.id])
    desk.history.purge("person", [who.id])
    kept = desk.arrangements.one(signed.id).amendments[0].signatures
    assert {(line.name, line.contact_id, line.rank, line.post, line.on) for line in kept} == {("—", 0, "", "", TODAY)}


def test_the_head_of_a_delegation_stays_its_head_when_both_his_entries_go_along(desk):
    one, other = (desk.contacts.save(Person(name=PersonName("Hill", given))) for given in ("Ann", "A."))
    people = (
        Delegate("Hill", contact_id=one.id, rank="Maj"),
        Delegate("Sato"),
        Delegate("Hill, A.", contact_id=other.id, rank="Lt Col", post="Chief", diet="no fish", leads=True),
    )
    visit = desk.visits.save(Visit(title=Bilingual("Call"), first=TODAY, delegation=people))
    desk.merging.merge(one, other, {})
    # What the entry that stays does not say of him the other one did.
    assert desk.visits.one(visit.id).delegation == (
        Delegate("Hill", contact_id=one.id, rank="Maj", post="Chief", diet="no fish", leads=True),
        Delegate("Sato"),
    )
    assert desk.history.undo() == "Merge two contacts"
    assert desk.visits.one(visit.id).delegation == people
