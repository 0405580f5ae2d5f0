"""A record of each kind of partnership, every field of it filled, each naming others in every way it can."""

from datetime import date, datetime
from typing import Any

from liaison_desk.domain.bilingual import Bilingual, Wording
from liaison_desk.domain.marking import Marking
from liaison_desk.partnership.records import (
    Amendment,
    AmendmentKind,
    Anchor,
    Arrangement,
    ArrangementType,
    Bound,
    Delegate,
    Disclosure,
    Disposition,
    Escort,
    Frequency,
    Gift,
    Manner,
    Obligation,
    Onward,
    Opportunity,
    OpportunityState,
    Party,
    Passing,
    Signature,
    Site,
    Step,
    Turnover,
    TurnoverNote,
    TurnoverStep,
    Validity,
    ValidityType,
    Visit,
    Visitor,
    VisitSite,
    VisitState,
    VisitType,
)


def partnership(marking: Marking, at: datetime) -> dict[str, Any]:
    """Return a record of each kind of partnership, every field of it filled."""
    day = date(2026, 11, 2)
    later = date(2027, 11, 2)
    both = Bilingual("Words", "言葉", home_state=Wording.STALE)
    signed = Signature("us", "Kengo", 1, "Lt Col", "Planner", "Springs", day)
    amendment = Amendment("m1", "1", AmendmentKind.RENEWAL, both, both, day, (signed,), day, later, later)
    parties = (Party("us", "Example Command", "USA", 1), Party("jp", "Liaison Office", "JPN", 2))
    obligation = Obligation("o1", "jp", both, Frequency.YEARLY, day, wanted=False)
    arrangement = Arrangement(
        id=1, uid="arrangement-a", marking=marking, title=both, type=ArrangementType.MOU, number="A-1", scope=both, subjects=("space", "訓練"),
        drafted=day, in_force=later, review=later, expiry=later, renewal_lead=90, terminated=later, reason="Replaced", note=both, parties=parties,
        signatures=(signed, Signature("jp", on=later)), obligations=(obligation,), amendments=(amendment,),
    )  # fmt: skip
    annex = Arrangement(
        id=2, uid="arrangement-b", title=Bilingual("Annex"), type=ArrangementType.ANNEX, parent_id=1, parties=parties
    )
    opportunity = Opportunity(
        id=1, uid="opportunity-a", marking=marking, title=both, state=OpportunityState.DROPPED, detail=both, subjects=("space",), nations=("USA", "AUS"),
        host_value=both, home_value=both, host_step=both, host_owner="Kengo", host_owner_id=1, host_due=day, home_step=both, home_owner="Kengo",
        home_owner_id=1, home_due=later, champion="Kengo", champion_id=1, arrangement_id=1, reason="No money", since=day, rank=3,
    )  # fmt: skip
    site = Site(
        id=1, uid="site-a", marking=marking, name=both, organization_id=1, organization="Example Command", place="Springs", nation="USA",
        zone="America/Denver", one_time=21, recurring=40, extended=50, emergency=2, working=True, basis="Guide", note=both,
    )  # fmt: skip
    delegate = Delegate("Kengo", "健吾", 1, "Lt Col", "OF-4", day, "Planner", "JPN", "Head", "no shellfish", leads=True)
    visit = Visit(
        id=1, uid="visit-a", marking=marking, title=both, type=VisitType.RECURRING, state=VisitState.APPROVED, bound=Bound.TO_HOME, purpose=both,
        number="V-1", first=day, last=later, zone="Asia/Tokyo", submitted=day, answered=day, valid_until=later, lead=45, uniform=both, note=both,
        protocol="senior", steps=(Step("s1", both, Anchor.LAST, -3, "host", day, "Sent"),), sites=(VisitSite("Main", 1, "Kengo", 1),),
        delegation=(delegate,), escorts=(Escort("Kengo", 1, "555-0100", "Tuesday"),),
    )  # fmt: skip
    visitor = Visitor(
        id=1, uid="visitor-a", visit_id=1, name="Kengo", contact_id=1, born=day, birthplace="Fuchu", nationality="JPN", passport="TX0000001",
        passport_expires=later, note="Visa asked for", purge_on=later,
    )  # fmt: skip
    validity = Validity(
        id=1, uid="validity-a", marking=marking, title=both, type=ValidityType.PASSPORT, holder="Kengo", holder_id=1, issuer="Embassy", issued=day,
        expires=later, lead=30, ended=later, note=both,
    )  # fmt: skip
    disclosure = Disclosure(
        id=1, uid="disclosure-a", marking=marking, title=both, manner=Manner.GIVEN, at=at, zone="Asia/Tokyo", giver="Kengo", giver_id=1,
        giver_nation="JPN", receiver="Kengo", receiver_id=1, receiver_nation="USA", source_marking="CUI//REL TO USA, JPN", copy="2", medium="paper",
        about_kind="visit", about_id=1, about_uid="visit-a", about="A visit",
        onward=(Onward("USA", ("AUS", "GBR"), "Kengo", day, "Letter", later, 1),), disposed=later, note=both,
    )  # fmt: skip
    gift = Gift(
        id=1, uid="gift-a", marking=marking, on=day, passing=Passing.RECEIVED, item=both, giver="Kengo", giver_id=1, giver_nation="JPN",
        receiver="Kengo", receiver_id=1, receiver_nation="USA", occasion="Call", amount=12_050, currency="USD", valued="Receipt",
        disposition=Disposition.HANDED_IN, disposed=later, rule="usa", report_due=later, reported=later, visit_id=1, note=both,
    )  # fmt: skip
    turnover = Turnover(
        id=1, uid="turnover-a", marking=marking, on=later, officer="Kengo", successor="Yu", successor_id=1, post=both, note=both,
        steps=(TurnoverStep("t1", both, -90, day, "Done"),),
    )  # fmt: skip
    notes = tuple(
        TurnoverNote(
            id=n,
            uid=f"note-{n}",
            marking=marking,
            owner_kind=kind,
            owner_id=1,
            why=both,
            next=both,
            sensitivities=both,
        )
        for n, kind in enumerate(("arrangement", "person"), 1)
    )
    return {
        "sites": (site,), "arrangements": (arrangement, annex), "opportunities": (opportunity,), "visits": (visit,), "visitors": (visitor,),
        "validities": (validity,), "disclosures": (disclosure,), "gifts": (gift,), "turnovers": (turnover,), "turnover_notes": notes,
    }  # fmt: skip
