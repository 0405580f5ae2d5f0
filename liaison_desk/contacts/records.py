"""What a contact is: a person with names, rank, posts over time and ways to be reached; an organization in its tree."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.record import Record

PERSON = "person"
ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone. ``kind``: work, mobile, home, fax, pager, other; ``network``: civil, DSN, extension, VoSIP … .

    Only civil numbers follow public numbering plans; the others are kept as typed.
    """

    number: str
    kind: str = "work"
    network: str = "civil"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address, labelled by the network it is reached from."""

    address: str
    kind: str = "work"
    network: str = "internet"


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address, in the parts vCard knows."""

    kind: str = "work"
    street: str = ""
    city: str = ""
    region: str = ""
    code: str = ""
    country: str = ""
    box: str = ""
    extended: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Skill:
    """A language a person speaks: BCP 47 code and a level in words ("native", "3/3")."""

    code: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A post a person holds or held. Dates may be open; ``organization_id`` 0 = known by ``organization`` name only."""

    title: Bilingual = field(default_factory=Bilingual)
    organization_id: int = 0
    organization: str = ""
    department: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """A person. ``extra`` keeps the vCard lines this desk does not understand, to write them back unchanged."""

    name: PersonName
    nickname: str = ""
    nation: str = ""
    service: str = ""
    rank_code: str = ""
    rank: str = ""
    rank_home: str = ""
    date_of_rank: date | None = None
    posts: tuple[Post, ...] = ()
    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    addresses: tuple[Address, ...] = ()
    urls: tuple[str, ...] = ()
    languages: tuple[Skill, ...] = ()
    interpreter: bool = False
    diet: str = ""
    met_where: str = ""
    cadence_days: int = 0
    birthday: date | None = None
    anniversary: date | None = None
    biography: Bilingual = field(default_factory=Bilingual)
    notes: Bilingual = field(default_factory=Bilingual)
    tags: tuple[str, ...] = ()
    photo: str = ""
    extra: tuple[str, ...] = ()

    def current_post(self, on: date) -> Post | None:
        """Return the post held on that day: of several, the one that began last; ``None`` if none is held."""
        held = [p for p in self.posts if (p.since is None or p.since <= on) and (p.until is None or on <= p.until)]
        return max(held, key=lambda p: p.since or date.min, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization(Record):
    """A headquarters, unit, office or company; ``parent_id`` 0 = a root of the tree."""

    name: Bilingual
    short: Bilingual = field(default_factory=Bilingual)
    nation: str = ""
    kind: str = ""
    parent_id: int = 0
    location: str = ""
    zone: str = ""
    notes: Bilingual = field(default_factory=Bilingual)


class PersonSort(StrEnum):
    """Orders of the list of people."""

    NAME = "name"
    READING = "reading"
    ORGANIZATION = "organization"
    PRECEDENCE = "precedence"
    NEGLECT = "neglect"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class PersonFilter:
    """Which people: words (any script, all must match), nation, organization, tag, overdue by their cadence, in the trash."""

    words: str = ""
    nation: str = ""
    organization_id: int = 0
    tag: str = ""
    overdue: bool = False
    trash: bool = False


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person as lists show him. ``last_contact`` is the day of the last meeting he attended, ``known_since`` that of his entry."""

    id: int
    uid: str
    name: PersonName
    nation: str
    service: str
    rank: str
    rank_home: str
    rank_code: str
    title: Bilingual
    organization: Bilingual
    organization_id: int
    marking: str
    cadence_days: int
    last_contact: date | None
    known_since: date | None = None


@dataclass(frozen=True, slots=True)
class Facets:
    """What the list of people can be narrowed to, with counts: everyone, overdue, nations (codes) and tags."""

    people: int = 0
    overdue: int = 0
    nations: tuple[tuple[str, int], ...] = ()
    tags: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Encounter:
    """A meeting a person attended: its id, kind, title, wall time in its zone, and marking (encoded)."""

    meeting_id: int
    kind: str
    title: Bilingual
    start: datetime
    zone: str
    marking: str
