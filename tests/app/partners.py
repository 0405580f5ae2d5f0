"""A desk with a little of everything of partnership, each naming what it can."""

from datetime import UTC, date, datetime

from liaison_desk.contacts.records import Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.partnership.records import (
    Arrangement,
    Delegate,
    Disclosure,
    Frequency,
    Gift,
    Manner,
    Obligation,
    Onward,
    Opportunity,
    Party,
    Passing,
    Signature,
    Step,
    Validity,
    ValidityType,
    Visit,
    Visitor,
    VisitSite,
)
from liaison_desk.tasks.records import Task, TaskFilter, TaskSort
from tests.briefings.desks import OPEN, PROFILE
from tests.desks import new_desk

SIGNED = date(2026, 3, 2)
NOON = FixedClock(datetime(2026, 11, 24, 12, tzinfo=UTC))


def filled(place):
    desk = new_desk(place, PROFILE, NOON)
    hill = desk.contacts.save(Person(name=PersonName("Hill", "Ann"), marking=OPEN))
    desk.tasks.save(Task(title=Bilingual("Report"), marking=OPEN))
    parties = (Party("us", "Example Command", "USA"), Party("jp", nation="JPN"))
    parent = desk.arrangements.save(
        Arrangement(
            title=Bilingual("Exchange of officers", "連絡官の交換"), number="A-1", marking=OPEN, parties=parties, drafted=date(2025, 1, 6),
            signatures=(Signature("us", "Hill", hill.id, "Maj Gen", on=SIGNED), Signature("jp", "Sato", on=SIGNED)),
            obligations=(Obligation("o1", "jp", Bilingual("Report"), Frequency.YEARLY, date(2027, 4, 1)),),
        )
    )  # fmt: skip
    annex = Arrangement(
        title=Bilingual("=Annex", "附属書"), number="A-1/B", parent_id=parent.id, parties=parties, marking=OPEN
    )
    desk.arrangements.save(annex)
    agreed = Opportunity(
        title=Bilingual("More officers"), champion="Hill", champion_id=hill.id, arrangement_id=parent.id, marking=OPEN
    )
    desk.opportunities.save(agreed)
    visit = desk.visits.save(
        Visit(
            title=Bilingual("Call"), number="V-1", first=date(2026, 12, 1), last=date(2026, 12, 2), zone="Asia/Tokyo", marking=OPEN,
            sites=(VisitSite("Main building"),), delegation=(Delegate("Hill", contact_id=hill.id, leads=True),),
            steps=(Step("s1", Bilingual("Gift"), offset=-3),),
        )
    )  # fmt: skip
    desk.visitors.save(
        Visitor(visit_id=visit.id, name="Hill", passport="ZX0099887", born=date(1970, 1, 2), purge_on=date(2027, 1, 1))
    )
    desk.gifts.save(
        Gift(
            on=SIGNED,
            passing=Passing.GIVEN,
            item=Bilingual("Bowl"),
            amount=12_050,
            currency="USD",
            visit_id=visit.id,
            marking=OPEN,
        )
    )
    onward = (Onward("USA", ("AUS",), "Hill", SIGNED, "Letter", contact_id=hill.id),)
    told = {
        "about_kind": "arrangement",
        "about_id": parent.id,
        "about_uid": parent.uid,
        "at": datetime(2026, 3, 2, 9),
        "zone": "Asia/Tokyo",
    }
    desk.disclosures.save(
        Disclosure(title=Bilingual("Draft"), manner=Manner.GIVEN, onward=onward, marking=OPEN, **told)
    )
    desk.validities.save(
        Validity(title=Bilingual("Badge"), type=ValidityType.BADGE, expires=date(2027, 1, 1), marking=OPEN)
    )
    return desk


def obliged(desk):
    """Return the tasks that obligations of arrangements have become."""
    tasks = desk.tasks.tasks_by_ids(desk.tasks.tasks(TaskFilter(), Sort(TaskSort.DUE)).ids).values()
    return [one for one in tasks if one.source_kind == "arrangement"]
