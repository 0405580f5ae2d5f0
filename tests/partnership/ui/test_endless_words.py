"""Words without an end widen no view of a record."""

from datetime import date, datetime

import pytest

from liaison_desk.app.lending.partnership import partnership_sources
from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import LinkButton
from liaison_desk.partnership.records import (
    Amendment,
    Arrangement,
    Delegate,
    Disclosure,
    Escort,
    Gift,
    Obligation,
    Onward,
    Opportunity,
    OpportunityState,
    Party,
    Passing,
    Signature,
    Step,
    Validity,
    Visit,
    VisitSite,
)
from liaison_desk.partnership.ui.page import PartnershipPage
from tests.windows import settle, shown, told, ui

__all__ = ["told", "ui"]

ENDLESS = "x" * 180
BOTH = Bilingual(ENDLESS, "漢" * 180)
DAY = date(2026, 11, 20)


def arrangement(desk):
    return desk.arrangements.save(
        Arrangement(
            title=BOTH, number=ENDLESS, scope=BOTH, note=BOTH, subjects=(ENDLESS,), reason=ENDLESS,
            parties=(Party("a", nation="USA", name=ENDLESS), Party("b", nation="JPN")),
            signatures=(Signature("a", name=ENDLESS, rank=ENDLESS, post=ENDLESS, place=ENDLESS, on=DAY), Signature("b")),
            obligations=(Obligation("o", "a", BOTH, due=DAY),),
            amendments=(Amendment("m", number=ENDLESS, title=BOTH, summary=BOTH),),
        )
    )  # fmt: skip


def opportunity(desk):
    return desk.opportunities.save(
        Opportunity(
            title=BOTH, detail=BOTH, subjects=(ENDLESS,), host_value=BOTH, home_step=BOTH, host_owner=ENDLESS, champion=ENDLESS,
            state=OpportunityState.DROPPED, reason=ENDLESS, host_due=DAY,
        )
    )  # fmt: skip


def visit(desk):
    return desk.visits.save(
        Visit(
            title=BOTH, purpose=BOTH, note=BOTH, uniform=BOTH, number=ENDLESS, first=date(2027, 1, 12), sites=(VisitSite(ENDLESS, host_name=ENDLESS),),
            delegation=(Delegate(ENDLESS, rank=ENDLESS, post=ENDLESS, role=ENDLESS, leads=True),),
            escorts=(Escort(ENDLESS, phone=ENDLESS, when=ENDLESS),), steps=(Step("s", BOTH, note=ENDLESS),),
        )
    )  # fmt: skip


def validity(desk):
    return desk.validities.save(Validity(title=BOTH, holder=ENDLESS, issuer=ENDLESS, expires=DAY, note=BOTH))


def disclosure(desk):
    return desk.disclosures.save(
        Disclosure(
            title=BOTH, at=datetime(2026, 11, 20, 9), zone="America/Denver", giver=ENDLESS, receiver=ENDLESS, source_marking=ENDLESS,
            copy=ENDLESS, medium=ENDLESS, note=BOTH, onward=(Onward("USA", ("AUS",), ENDLESS, DAY, ENDLESS),),
        )
    )  # fmt: skip


def gift(desk):
    return desk.gifts.save(
        Gift(
            on=DAY,
            passing=Passing.RECEIVED,
            item=BOTH,
            giver=ENDLESS,
            receiver=ENDLESS,
            occasion=ENDLESS,
            valued=ENDLESS,
            note=BOTH,
        )
    )


@pytest.mark.parametrize("make", [arrangement, opportunity, visit, validity, disclosure, gift])
def test_no_word_however_long_widens_the_view_of_a_record(make, desk, ui, qtbot):
    one = make(desk)
    page = shown(PartnershipPage(partnership_sources(desk, ui), ui), ui, qtbot, width=960)
    page.show_other(RecordRef(make.__name__, one.id))
    settle(ui)
    view = page.pane().view
    assert view.viewport().width() < 420
    assert view.widget().minimumSizeHint().width() <= view.viewport().width()


def contact(desk):
    return desk.contacts.save(Person(name=PersonName(ENDLESS, "Ann")))


def under(desk):
    parent = desk.arrangements.save(
        Arrangement(title=BOTH, parties=(Party("a", nation="USA"), Party("b", nation="JPN")))
    )
    return "arrangement", desk.arrangements.save(Arrangement(title=BOTH, parties=parent.parties, parent_id=parent.id))


def championed(desk):
    who = contact(desk)
    one = Opportunity(title=BOTH, champion=ENDLESS, champion_id=who.id, host_owner=ENDLESS, host_owner_id=who.id)
    return "opportunity", desk.opportunities.save(one)


def received(desk):
    who = contact(desk)
    there = VisitSite(ENDLESS, host_name=ENDLESS, contact_id=who.id)
    delegate, escort = Delegate(ENDLESS, contact_id=who.id, leads=True), Escort(ENDLESS, contact_id=who.id)
    one = Visit(title=BOTH, first=date(2027, 1, 12), sites=(there,), delegation=(delegate,), escorts=(escort,))
    one = desk.visits.save(one)
    desk.gifts.save(Gift(on=DAY, passing=Passing.GIVEN, item=BOTH, giver=ENDLESS, receiver=ENDLESS, visit_id=one.id))
    return "visit", one


def told_to(desk):
    who, about = contact(desk), visit(desk)
    one = Disclosure(
        title=BOTH, at=datetime(2026, 11, 20, 9), zone="America/Denver", giver=ENDLESS, giver_id=who.id, receiver=ENDLESS, receiver_id=who.id,
        about=about.uid, about_kind="visit", about_id=about.id,
    )  # fmt: skip
    return "disclosure", desk.disclosures.save(one)


def handed(desk):
    who, during = contact(desk), visit(desk)
    one = Gift(
        on=DAY, passing=Passing.RECEIVED, item=BOTH, giver=ENDLESS, giver_id=who.id, receiver=ENDLESS, receiver_id=who.id, visit_id=during.id
    )  # fmt: skip
    return "gift", desk.gifts.save(one)


def held(desk):
    return "validity", desk.validities.save(
        Validity(title=BOTH, holder=ENDLESS, holder_id=contact(desk).id, expires=DAY)
    )


@pytest.mark.parametrize("make", [under, championed, received, told_to, handed, held])
def test_a_link_has_the_room_there_is_and_says_the_rest_in_its_tip(make, desk, ui, qtbot):
    kind, one = make(desk)
    page = shown(PartnershipPage(partnership_sources(desk, ui), ui), ui, qtbot, width=960)
    page.show_other(RecordRef(kind, one.id))
    settle(ui)
    view = page.pane().view
    assert view.widget().width() <= view.viewport().width()
    cut = [link for link in view.findChildren(LinkButton) if link.width() < link.sizeHint().width()]
    assert cut
    assert all(link.toolTip() for link in cut)
    assert all(link.width() > 60 for link in cut)
