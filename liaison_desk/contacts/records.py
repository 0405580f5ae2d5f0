"""What a contact is: a person with names, rank, posts over time and ways to be reached; an organization in its tree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.record import Record

PERSON = "person"
ORGANIZATION = "organization"
BILLET = "billet"
DISTRIBUTION = "distribution"
DISTINCTION = "distinction"
SAVED_SEARCH = "saved search"


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
    """A person's time in a post. Dates may be open; ``organization_id`` 0 = known by ``organization`` name only.

    ``billet_id`` is the post itself (a ``Billet``), which outlives its holders; 0 = it is not kept on this desk.
    """

    title: Bilingual = field(default_factory=Bilingual)
    organization_id: int = 0
    organization: str = ""
    department: str = ""
    since: date | None = None
    until: date | None = None
    billet_id: int = 0

    def held_on(self, day: date) -> bool:
        """Tell whether the post was held on a day; an open end holds for ever."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def nearest(self, day: date) -> date:
        """Return a day, or where the post was not held on it the nearest one on which it was: its last or its first."""
        if self.until is not None and self.until < day:
            return self.until
        return self.since if self.since is not None and self.since > day else day


@dataclass(frozen=True, slots=True)
class Assistant:
    """Who answers for a person: a contact of this desk, or a name with a telephone."""

    name: str = ""
    contact_id: int = 0
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """A person. ``extra`` keeps the vCard lines this desk does not understand, to write them back unchanged.

    ``address_as`` is how he likes to be addressed, ``pronunciation`` how his name is said. ``photo`` is the SHA-256 of a
    picture among his attachments. ``merged_into`` is the contact that took a double's place (0 = he is none).
    """

    name: PersonName
    nickname: str = ""
    address_as: str = ""
    pronunciation: str = ""
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
    assistants: tuple[Assistant, ...] = ()
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
    merged_into: int = 0
    extra: tuple[str, ...] = ()

    def current_post(self, on: date) -> Post | None:
        """Return the post held on that day: of several, the one that began last; ``None`` if none is held."""
        held = [post for post in self.posts if post.held_on(on)]
        return max(held, key=lambda p: p.since or date.min, default=None)


@dataclass(frozen=True, slots=True)
class OrganizationName:
    """What an organization is called from a day on; ``since`` ``None`` = from the beginning."""

    since: date | None
    name: Bilingual
    short: Bilingual = field(default_factory=Bilingual)


@dataclass(frozen=True, slots=True)
class OrganizationParent:
    """What an organization stands under from a day on; ``since`` ``None`` = from the beginning, ``parent_id`` 0 = a root."""

    since: date | None
    parent_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization(Record):
    """A headquarters, unit, office or company; ``parent_id`` 0 = a root of the tree.

    ``name``, ``short`` and ``parent_id`` are today's. Where they change with time, ``names`` and ``parents`` hold all of
    them by their first day, past and coming; the desk brings today's up to date as days pass.
    """

    name: Bilingual
    short: Bilingual = field(default_factory=Bilingual)
    nation: str = ""
    kind: str = ""
    parent_id: int = 0
    location: str = ""
    zone: str = ""
    notes: Bilingual = field(default_factory=Bilingual)
    names: tuple[OrganizationName, ...] = ()
    parents: tuple[OrganizationParent, ...] = ()

    def name_on(self, day: date) -> OrganizationName:
        """Return what the organization was, is or will be called on a day."""
        valid = [one for one in self.names if one.since is None or one.since <= day]
        earliest = min(self.names, key=_first_day, default=OrganizationName(None, self.name, self.short))
        return max(valid, key=_first_day, default=earliest)

    def parent_on(self, day: date) -> int:
        """Return the id of what it stood, stands or will stand under on a day, 0 for a root."""
        valid = [one for one in self.parents if one.since is None or one.since <= day]
        earliest = min(self.parents, key=_first_day, default=OrganizationParent(None, self.parent_id))
        return max(valid, key=_first_day, default=earliest).parent_id


def _first_day(one: OrganizationName | OrganizationParent) -> date:
    return one.since or date.min


@dataclass(frozen=True, slots=True, kw_only=True)
class Billet(Record):
    """A post itself, whoever holds it: it survives its holders and may stand vacant.

    ``since`` and ``until`` say when it was set up and abolished. ``counterparts`` are the ids of the posts on the other
    side; they are kept on both. ``cadence_days`` is how often the holder is to be met, whoever he is (0 = no interval);
    ``rank_code`` the rank it is meant for.
    """

    title: Bilingual
    organization_id: int = 0
    department: str = ""
    rank_code: str = ""
    since: date | None = None
    until: date | None = None
    cadence_days: int = 0
    position: int = 0
    notes: Bilingual = field(default_factory=Bilingual)
    counterparts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution(Record):
    """A distribution list: people who get the same mail. ``network`` is the label of the addresses it is copied as."""

    name: str
    network: str = ""
    members: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch(Record):
    """A filter of people under a name. ``pinned`` ones stand on Today with their live counts."""

    name: str
    wanted: "PersonFilter"
    sort: "PersonSort"
    pinned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinction(Record):
    """That two people (ids) who may look like one are two; they are not offered as doubles again."""

    one: int
    other: int


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
    """Which people: words (any script, all must match), nation, organization, tag, overdue by their cadence, in the trash.

    ``with_below`` takes in the organizations under it; ``language`` is a BCP 47 code; ``list_id`` a distribution list;
    ``moved`` those whose post began after they were last met; ``with_interval`` those who are to be met regularly.
    """

    words: str = ""
    nation: str = ""
    organization_id: int = 0
    tag: str = ""
    overdue: bool = False
    trash: bool = False
    with_below: bool = False
    language: str = ""
    service: str = ""
    list_id: int = 0
    moved: bool = False
    with_interval: bool = False


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person as lists show him. ``last_contact`` is the day of the last meeting he attended, ``known_since`` that of his entry.

    ``since`` is the day his present post began; ``moved`` tells that this was after the last contact.
    """

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
    since: date | None = None
    moved: bool = False
    next_contact: date | None = None
    photo: str = ""


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in one of his posts, as the page of organizations and its chart show it."""

    person: PersonLine
    title: Bilingual
    organization_id: int
    billet_id: int
    since: date | None


@dataclass(frozen=True, slots=True)
class Staff:
    """The posts of some organizations on a day, who holds them, who else serves there, and the counterparts of the posts."""

    billets: Sequence[Billet]
    holders: Mapping[int, Sequence[Tenure]]
    serving: Sequence[Tenure]
    counterparts: Mapping[int, Billet]

    def rows(self, house_id: int) -> list[tuple[Billet | None, Tenure | None]]:
        """Return the rows of an organization: each kept post with its holders, a vacant one alone; then who else serves."""
        rows: list[tuple[Billet | None, Tenure | None]] = []
        kept = [one for one in self.billets if one.organization_id == house_id]
        for billet in kept:
            rows += [(billet, tenure) for tenure in self.holders.get(billet.id, ())] or [(billet, None)]
        known = {billet.id for billet in kept}
        rows += [(None, one) for one in self.serving if one.organization_id == house_id and one.billet_id not in known]
        return rows


@dataclass(frozen=True, slots=True)
class Facets:
    """What the list of people can be narrowed to, with counts: everyone, overdue, nations (codes), tags, services, languages.

    ``languages`` are codes in small letters, ``houses`` organizations by name: id, name in both languages, how many serve there;
    ``lists`` distribution lists by name: id, name, how many are on them.
    """

    people: int = 0
    overdue: int = 0
    nations: tuple[tuple[str, int], ...] = ()
    tags: tuple[tuple[str, int], ...] = ()
    services: tuple[tuple[str, int], ...] = ()
    languages: tuple[tuple[str, int], ...] = ()
    houses: tuple[tuple[int, str, str, int], ...] = ()
    lists: tuple[tuple[int, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Encounter:
    """A meeting a person attended: its id, kind, title, wall time in its zone, and marking (encoded)."""

    meeting_id: int
    kind: str
    title: Bilingual
    start: datetime
    zone: str
    marking: str


class BoardSort(StrEnum):
    """Orders of the cadence board; ``NEGLECT`` is by the share of the interval, ``AGE`` by the days alone."""

    NEGLECT = "neglect"
    AGE = "age"
    NAME = "name"
    LAST = "last"
    NEXT = "next"
    INTERVAL = "interval"


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A row of the cadence board: a person, or a post with whoever holds it (``person`` ``None``: it is vacant).

    ``last`` is the newest engagement up to today, ``next`` the earliest one to come.
    """

    id: int
    person: PersonLine | None
    post: Bilingual
    organization: Bilingual
    nation: str
    cadence_days: int
    last: Encounter | None = None
    next: Encounter | None = None
    known_since: date | None = None
