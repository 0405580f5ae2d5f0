"""Organizations and people of the sample."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from liaison_desk.app.sample.words import Telling
from liaison_desk.contacts.records import Assistant, Email, Organization, Person, Phone, Post, Skill
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import NameOrder, PersonName, natural_order
from liaison_desk.domain.ranks import Rank, load_ranks

PER_SCALE = 84
_SERVICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"USA": ("USSF", "USSF", "USAF", "USA", "USN"), "JPN": ("JASDF", "JASDF", "JASDF", "JGSDF", "JMSDF")}
)
_AIR: Mapping[str, str] = MappingProxyType(
    {"OF-6": "Maj Gen", "OF-5": "Col", "OF-4": "Lt Col", "OF-3": "Maj", "OF-2": "Capt"}
)
_ABBREVIATED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "JASDF": _AIR,
        "JGSDF": _AIR,
        "JMSDF": {"OF-6": "RADM", "OF-5": "CAPT", "OF-4": "CDR", "OF-3": "LCDR", "OF-2": "LT"},
    }
)
_HOUSES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "JASDF": frozenset({"js3", "js5", "asto", "sog"}),
        "JGSDF": frozenset({"js3", "js5", "gso"}),
        "JMSDF": frozenset({"js", "js5", "embassy"}),
    }
)
_ASSISTANTS: Mapping[str, tuple[Assistant, ...]] = MappingProxyType(
    {
        "JPN": (Assistant("1等空曹 岡田 恵", phone="8-6-4711"),),
        "USA": (Assistant("TSgt Dana Whitlock", phone="+1 719-555-0190"),),
    }
)
_OFFICERS = frozenset({"OF-2", "OF-3", "OF-4", "OF-5", "OF-6"})


def organizations(telling: Telling) -> dict[str, Organization]:
    """Return the sample's organizations by key, parents not yet linked."""
    return {
        key: Organization(
            name=Bilingual(host, home), nation=nation, kind=kind, zone=zone, location=location, marking=telling.shared
        )
        for key, (host, home, nation, kind, _parent, zone, location) in telling.words["organizations"].items()
    }


def people(telling: Telling, houses: Mapping[str, Organization]) -> list[Person]:
    """Return the sample's people: about half of either nation, a few liaison officers of others."""
    dice = telling.dice
    found = []
    for number in range(PER_SCALE * telling.scale):
        if number % 14 == 13:
            found.append(_other(telling, houses, number))
            continue
        nation = "JPN" if number % 2 else "USA"
        found.append(
            _officer(telling, houses, nation, number)
            if dice.random() < 0.85
            else _civilian(telling, houses, nation, number)
        )
    return found


def _officer(telling: Telling, houses: Mapping[str, Organization], nation: str, number: int) -> Person:
    dice = telling.dice
    service = dice.choice(_SERVICES[nation])
    rank = dice.choice([one for one in load_ranks().of(service) if one.code in _OFFICERS])
    return _person(telling, houses, nation, number, service=service, rank=rank)


def _civilian(telling: Telling, houses: Mapping[str, Organization], nation: str, number: int) -> Person:
    return _person(telling, houses, nation, number, service="", rank=None)


def _person(
    telling: Telling, houses: Mapping[str, Organization], nation: str, number: int, *, service: str, rank: Rank | None
) -> Person:
    dice = telling.dice
    name = _name(telling, nation, number)
    keys = [key for key, house in houses.items() if house.nation == nation and key in _HOUSES.get(service, houses)]
    posts = _posts(telling, houses, keys, nation)
    mail = f"{name.family}.{name.given.split()[0]}.{number}".lower().replace("é", "e")
    domain = "example.jp" if nation == "JPN" else "example.org"
    shown = ("", "")
    if rank is not None:
        shown = (_ABBREVIATED[service][rank.code] if nation == "JPN" else rank.short, rank.title_for("ja"))
    phones = [
        Phone(f"+81 3-5555-{number % 9000 + 100:04d}" if nation == "JPN" else f"+1 719-555-{number % 9000 + 100:04d}")
    ]
    if dice.random() < 0.5:
        phones.append(Phone(f"315-555-{number % 9000 + 100:04d}", "work", "DSN"))
    notes = Bilingual()
    if dice.random() < 0.3:
        notes = Bilingual("Prefers a written agenda two days ahead.", "議題は2日前までに書面での送付を希望。")
    return Person(
        name=name,
        nation=nation,
        service=service,
        rank_code=rank.code if rank else "",
        rank=shown[0],
        rank_home=shown[1] if rank else "",
        date_of_rank=telling.day - timedelta(days=dice.randrange(100, 2200)) if rank else None,
        posts=posts,
        phones=tuple(phones),
        emails=(Email(f"{mail}@{domain}"),),
        languages=(Skill("ja", "native"), Skill("en", "3/3")) if nation == "JPN" else (Skill("en", "native"),),
        interpreter=nation == "USA" and dice.random() < 0.1,
        cadence_days=dice.choice((0, 30, 30, 45, 60)) if number < min(30 * telling.scale, 150) else 0,
        created_at=telling.noon - timedelta(days=dice.randrange(20, 600)),
        tags=tuple(dice.sample(("Counterpart", "PL27", "VIP", "Space domain awareness"), dice.choice((0, 0, 1, 1, 2)))),
        notes=notes,
        address_as=_address(name, nation) if number % 3 == 0 else "",
        assistants=_ASSISTANTS[nation] if number % 7 == 0 else (),
        met_where=dice.choice(("", "", "Initial Planning Conference", "Office call")),
        marking=telling.shared,
    )


def _address(name: PersonName, nation: str) -> str:
    return f"{name.family}-san" if nation == "JPN" else name.given.split()[0]


def _name(telling: Telling, nation: str, number: int) -> PersonName:
    """Return an invented name; in large samples names repeat with a numeral, as same names do in life."""
    dice = telling.dice
    if nation == "JPN":
        family, native_family, reading_family = dice.choice(telling.words["names_jp"]["family"]).split()
        given, native_given, reading_given = dice.choice(telling.words["names_jp"]["given"]).split()
        return PersonName(
            family, given, native_family, native_given, reading_family, reading_given, NameOrder.FAMILY_FIRST
        )
    family = dice.choice(telling.words["names_us"]["family"])
    given = dice.choice(telling.words["names_us"]["given"])
    initial = f" {chr(65 + number % 26)}." if dice.random() < 0.5 else ""
    return PersonName(family, given + initial, order=NameOrder.GIVEN_FIRST)


def _posts(telling: Telling, houses: Mapping[str, Organization], keys: list[str], nation: str) -> tuple[Post, ...]:
    dice = telling.dice
    titles = telling.words["posts"].get(nation) or telling.words["posts"]["other"]
    posts = []
    until: date | None = None
    since = telling.day - timedelta(days=dice.randrange(30, 900))
    for _ in range(dice.choice((1, 1, 2, 3))):
        host, home = dice.choice(titles)
        house = houses[dice.choice(keys)]
        posts.append(Post(Bilingual(host, home), house.id, since=since, until=until))
        until = since - timedelta(days=1)
        since = until - timedelta(days=dice.randrange(500, 900))
    return tuple(posts)


def _other(telling: Telling, houses: Mapping[str, Organization], number: int) -> Person:
    people = telling.words["names_other"]["people"]
    nation, family, given, service, rank = people[number // 14 % len(people)].split()
    keys = [key for key, house in houses.items() if house.nation == nation] or ["hq"]
    return Person(
        name=PersonName(family, given, order=natural_order(nation)),
        nation=nation,
        service=service,
        rank_code="OF-4",
        rank=rank.replace("~", " "),
        posts=(
            Post(Bilingual("Liaison officer", "連絡官"), houses[keys[0]].id, since=telling.day - timedelta(days=400)),
        ),
        emails=(Email(f"{family}.{number}@example.net".lower()),),
        cadence_days=45 if number < 30 else 0,
        created_at=telling.noon - timedelta(days=telling.dice.randrange(20, 600)),
        marking=telling.shared,
    )
