"""A few invented people, organizations and meetings, and the desk they are kept on."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from liaison_desk.app.desk import Desk
from liaison_desk.contacts.records import Email, Organization, Person, Phone, Post
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.names import NameOrder, PersonName
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.clock import FixedClock
from liaison_desk.meetings.records import Attendee, Meeting
from tests import desks

NOW = datetime(2026, 11, 24, 16, 41, tzinfo=UTC)
TODAY = date(2026, 11, 24)
SHARED = Marking("JPN", audience=frozenset({"USA", "JPN"}))
PROFILE = DeskProfile(default_marking=SHARED)

YAJIMA = Person(
    name=PersonName("Yajima", "Masahito", "矢島", "正人", "やじま", "まさひと"),
    nation="JPN",
    service="JASDF",
    rank="Lt Col",
    rank_home="2等空佐",
    rank_code="OF-4",
    date_of_rank=date(2024, 7, 1),
    tags=("PL27",),
    phones=(Phone("+81 3-5555-0142"), Phone("315-555-0142", network="DSN")),
    emails=(Email("yajima.m@as.example.jp"),),
    marking=SHARED,
)
AIDA = Person(
    name=PersonName("Aida", "Jun", "会田", "潤", "あいだ", "じゅん"),
    nation="JPN",
    service="JASDF",
    rank="Col",
    rank_code="OF-5",
)
WHITCOMBE = Person(
    name=PersonName("Whitcombe", "Daniel", order=NameOrder.GIVEN_FIRST),
    nation="USA",
    service="USAF",
    rank="Col",
    rank_code="OF-5",
    date_of_rank=date(2020, 1, 1),
    emails=(Email("d.whitcombe@cmd.example.com"), Email("dw@example.org")),
)
RAMAN = Person(name=PersonName("Raman", "Priya", order=NameOrder.GIVEN_FIRST, prefix="Ms."), nation="USA")
AIR_STAFF = Organization(name=Bilingual("Air Staff", "航空幕僚監部"), nation="JPN", zone="Asia/Tokyo", marking=SHARED)
PLANS = Organization(name=Bilingual("J5 Plans", "計画部"), nation="USA")


def new_desk(folder, profile: DeskProfile = PROFILE) -> Desk:
    """Make an empty desk whose clock stands still on 24 November 2026, 09:41 at the host's headquarters."""
    return desks.new_desk(folder / "people.desk", profile, FixedClock(NOW), seed=7)


def in_post(
    person: Person, organization: Organization, title: str = "Plans officer", since: date | None = None
) -> Person:
    """Return a person who holds a post in an organization."""
    return replace(person, posts=(*person.posts, Post(Bilingual(title), organization.id, since=since)))


def meet(desk: Desk, people, days_ago: int, kind: str = "meeting", title: str = "Staff talks") -> Meeting:
    """Keep a meeting with these people at 09:00 host time, so many days before today."""
    start = datetime.combine(TODAY, time(9)) - timedelta(days=days_ago)
    attendees = tuple(Attendee(one.name.latin(), contact_id=one.id) for one in people)
    return desk.meetings.save(
        Meeting(
            title=Bilingual(title),
            start=start,
            end=start + timedelta(hours=1),
            zone="America/Denver",
            kind=kind,
            attendees=attendees,
        )
    )
