"""People and their posts: rows and back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from liaison_desk.contacts.records import (
    PERSON,
    Address,
    Assistant,
    Email,
    Person,
    Phone,
    Post,
    Skill,
)
from liaison_desk.domain.finding import document
from liaison_desk.domain.names import NameOrder, PersonName
from liaison_desk.domain.ranks import precedence
from liaison_desk.foundation.core.searching import SearchDocument
from liaison_desk.foundation.database.bounds import longest
from liaison_desk.foundation.database.snapshot import RecordType, Row, Snapshot
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.schema.contacts import assistant_table, person_table, post_table, tag_table
from liaison_desk.schema.mapping import bilingual, bilingual_columns, draft, head, items, read_items, saved

_MOST_MERGES = 10  # a double of a double of a double …


def _search(snapshot: Snapshot) -> SearchDocument:
    row, parts = snapshot.row, snapshot.parts
    name = _name(row)
    latin, native, reading = name.latin(), name.native(), name.reading()
    texts = [
        reading,
        # Written without the blank, as many type a name.
        native.replace(" ", ""),
        reading.replace(" ", ""),
        row["nickname"],
        row.get("address_as", ""),
        row.get("pronunciation", ""),
        row["nation"],
        row["service"],
        row["rank_home"],
        *(
            post[column]
            for post in parts["posts"]
            for column in ("title_host", "title_home", "organization", "department")
        ),
        *(phone["number"] for phone in row["phones"]),
        *(email["address"] for email in row["emails"]),
        *(place.get(part, "") for place in row["addresses"] for part in ("street", "city", "region", "country")),
        *(tag["tag"] for tag in parts["tags"]),
        row["notes_host"],
        row["notes_home"],
        row["biography_host"],
        row["biography_home"],
        row["met_where"],
        *(one["name"] for one in parts.get("assistants", ())),
    ]
    return document(_title(row["rank"], name), texts, (latin, reading, row["nickname"]))


def title_of(person: Person) -> str:
    """Return what a person is called where records of all kinds are listed."""
    return _title(person.rank, person.name)


def _title(rank: str, name: PersonName) -> str:
    return " ".join(filter(None, (rank, name.latin(), name.native())))


def _derived(snapshot: Snapshot) -> Row:
    """Return the keys that lists of people are ordered and narrowed by."""
    row = snapshot.row
    name = _name(row)
    height, since = precedence(row["rank_code"], row["date_of_rank"])
    codes = "".join(f"|{one['code'].lower()}" for one in row["languages"])
    # Of several posts that began on one day the first is meant, as everywhere.
    seat: Row = max(snapshot.parts.get("posts", ()), key=lambda post: post["since"] or date.min, default={})
    return {
        "name_sort": name_key(name),
        "reading_sort": "\t".join(name.sort_key("ja"))[: longest(person_table, "reading_sort")],
        "precedence": f"{height + 1000:04d}{since.isoformat()}",
        "language_codes": f"{codes}|"[: longest(person_table, "language_codes")].rpartition("|")[0] + "|"
        if codes
        else "",
        "seat_id": seat.get("organization_id") or 0,
        "seat_since": seat.get("since"),
        "seat_until": seat.get("until"),
    }


def name_key(name: PersonName) -> str:
    """Return what lists order a name by in English; two people with one key bear one name."""
    return "\t".join(name.sort_key("en"))[: longest(person_table, "name_sort")]


PERSON_TYPE = RecordType(
    PERSON,
    person_table,
    search=_search,
    parts={"posts": post_table, "tags": tag_table, "assistants": assistant_table},
    derived=_derived,
)


def save_people(transaction: Transaction, people: Sequence[Person]) -> list[Person]:
    """Write people, with their posts and tags."""
    drafts = [
        draft(
            person,
            _values(person),
            {
                "posts": [_post_values(post) for post in person.posts],
                "tags": [{"tag": tag} for tag in person.tags],
                "assistants": [
                    {"name": one.name, "contact_id": one.contact_id or None, "phone": one.phone}
                    for one in person.assistants
                ],
            },
        )
        for person in people
    ]
    heads = transaction.save(PERSON_TYPE, drafts)
    return [saved(person, saved_head) for person, saved_head in zip(people, heads, strict=True)]


def read_people(connection: Connection, ids: Iterable[int]) -> dict[int, Person]:
    """Return whole people by id."""
    return {id_: person_from(snapshot) for id_, snapshot in PERSON_TYPE.read(connection, ids).items()}


def standing_in(connection: Connection, ids: Mapping[str, int]) -> dict[str, Person]:
    """Return whom each uid means: the person himself, or the one a merged double in the trash has become."""
    people = read_people(connection, ids.values())
    for _ in range(_MOST_MERGES):
        wanted = {one.merged_into for one in people.values() if one.merged_into and one.deleted_at} - people.keys()
        if not wanted:
            break
        people |= read_people(connection, wanted)
    found = {}
    for uid, id_ in ids.items():
        person = people.get(id_)
        for _ in range(_MOST_MERGES):
            if person is None or not person.merged_into or person.deleted_at is None:
                break
            person = people.get(person.merged_into, person)
        if person is not None:
            found[uid] = person
    return found


def person_from(snapshot: Snapshot) -> Person:
    """Return the person of a snapshot."""
    row = snapshot.row
    return Person(
        **head(row),
        name=_name(row),
        nickname=row["nickname"],
        address_as=row.get("address_as", ""),
        pronunciation=row.get("pronunciation", ""),
        nation=row["nation"],
        service=row["service"],
        rank_code=row["rank_code"],
        rank=row["rank"],
        rank_home=row["rank_home"],
        date_of_rank=row["date_of_rank"],
        posts=tuple(
            Post(
                bilingual(post, "title"),
                post["organization_id"] or 0,
                post["organization"],
                post["department"],
                post["since"],
                post["until"],
                post.get("billet_id") or 0,
            )
            for post in snapshot.parts["posts"]
        ),
        phones=read_items(Phone, row["phones"]),
        emails=read_items(Email, row["emails"]),
        addresses=read_items(Address, row["addresses"]),
        urls=tuple(row["urls"]),
        languages=read_items(Skill, row["languages"]),
        assistants=tuple(
            Assistant(one["name"], one["contact_id"] or 0, one["phone"]) for one in snapshot.parts.get("assistants", ())
        ),
        interpreter=row["interpreter"],
        diet=row["diet"],
        met_where=row["met_where"],
        cadence_days=row["cadence_days"],
        birthday=row["birthday"],
        anniversary=row["anniversary"],
        biography=bilingual(row, "biography"),
        notes=bilingual(row, "notes"),
        tags=tuple(tag["tag"] for tag in snapshot.parts["tags"]),
        photo=row["photo"],
        merged_into=row.get("merged_into") or 0,
        extra=tuple(row["extra"]),
    )


def _values(person: Person) -> dict[str, Any]:
    name = person.name
    return {
        "family": name.family,
        "given": name.given,
        "native_family": name.native_family,
        "native_given": name.native_given,
        "reading_family": name.reading_family,
        "reading_given": name.reading_given,
        "name_order": str(name.order),
        "prefix": name.prefix,
        "suffix": name.suffix,
        "nickname": person.nickname,
        "address_as": person.address_as,
        "pronunciation": person.pronunciation,
        "nation": person.nation,
        "service": person.service,
        "rank_code": person.rank_code,
        "rank": person.rank,
        "rank_home": person.rank_home,
        "date_of_rank": person.date_of_rank,
        "phones": items(person.phones),
        "emails": items(person.emails),
        "addresses": items(person.addresses),
        "urls": list(person.urls),
        "languages": items(person.languages),
        "interpreter": person.interpreter,
        "diet": person.diet,
        "met_where": person.met_where,
        "cadence_days": person.cadence_days,
        "birthday": person.birthday,
        "anniversary": person.anniversary,
        **bilingual_columns("biography", person.biography),
        **bilingual_columns("notes", person.notes),
        "photo": person.photo,
        "merged_into": person.merged_into or None,
        "extra": list(person.extra),
    }


def _post_values(post: Post) -> dict[str, Any]:
    return {
        **bilingual_columns("title", post.title),
        "organization_id": post.organization_id or None,
        "organization": post.organization,
        "department": post.department,
        "since": post.since,
        "until": post.until,
        "billet_id": post.billet_id or None,
    }


def _name(row: Row) -> PersonName:
    return PersonName(
        row["family"],
        row["given"],
        row["native_family"],
        row["native_given"],
        row["reading_family"],
        row["reading_given"],
        NameOrder(row["name_order"]),
        row["prefix"],
        row["suffix"],
    )
