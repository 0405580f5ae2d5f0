"""Which people a filter means, as SQL conditions that an index can drive."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, literal, or_, select, text

from liaison_desk.contacts.records import PersonFilter
from liaison_desk.contacts.rules.moment import Moment
from liaison_desk.domain.finding import terms
from liaison_desk.domain.kana import katakana
from liaison_desk.domain.languages import languages_named, nations_named
from liaison_desk.domain.sorting import kana_letters
from liaison_desk.domain.text import LONGEST_QUERY, fold
from liaison_desk.foundation.core.searching import SearchTerm
from liaison_desk.foundation.database import search
from liaison_desk.schema.contacts import (
    distribution_table,
    member_table,
    organization_table,
    person_table,
    post_table,
    tag_table,
)
from liaison_desk.schema.meetings import attendee_table, meeting_table

_PERSON, _POST, _LIST = person_table.c, post_table.c, distribution_table.c
_FEW = 2


def held(today: date) -> ColumnElement[bool]:
    """Select posts held on a day."""
    return and_(or_(_POST.since.is_(None), _POST.since <= today), or_(_POST.until.is_(None), _POST.until >= today))


def conditions(connection: Connection, wanted: PersonFilter, now: Moment, *, whole: bool = False) -> list[Any] | None:
    """Return what a filter asks of a person's row, apart from neglect; ``None`` when nobody can match.

    One or two letters are looked for at the beginning of names alone, unless ``whole`` asks for everything.
    """
    asked: list[Any] = [_PERSON.deleted_at.is_not(None) if wanted.trash else _PERSON.deleted_at.is_(None)]
    plain = ((wanted.nation, _PERSON.nation), (wanted.service, _PERSON.service))
    asked += [column == value for value, column in plain if value]
    if wanted.language:
        asked.append(_PERSON.language_codes.contains(f"|{wanted.language.lower()}|", autoescape=True))
    if wanted.tag:
        asked.append(_PERSON.id.in_(select(tag_table.c.record_id).where(tag_table.c.tag == wanted.tag)))
    if wanted.list_id:
        members = select(member_table.c.person_id).where(member_table.c.record_id == wanted.list_id)
        there = select(_LIST.id).where(_LIST.id == wanted.list_id, _LIST.deleted_at.is_(None)).exists()
        asked += [_PERSON.id.in_(members), there]  # a list in the trash finds nobody
    if wanted.organization_id:
        asked.append(_PERSON.id.in_(_serving(wanted.organization_id, now.day, below=wanted.with_below)))
    if wanted.with_interval:
        asked.append(_PERSON.cadence_days > 0)
    if wanted.moved:
        asked.append(_PERSON.id.in_(_moved(now)))
    if wanted.words.strip():
        found = list(_named(connection, wanted.words, whole=whole))
        if not found:
            return None
        asked += found
    return asked


def _serving(organization_id: int, today: date, *, below: bool) -> Any:
    """Select who holds a post there today, or in what stands under it."""
    query = select(_POST.record_id).where(held(today))
    if not below:
        return query.where(_POST.organization_id == organization_id)
    tree = select(literal(organization_id).label("id")).cte("below", recursive=True)
    tree = tree.union(select(organization_table.c.id).where(organization_table.c.parent_id == tree.c.id))
    return query.where(_POST.organization_id.in_(select(tree.c.id)))


def _moved(now: Moment) -> Any:
    """Select those whose post of today began after they were last met."""
    began = (
        select(func.max(_POST.since))
        .where(_POST.record_id == attendee_table.c.contact_id, held(now.day))
        .scalar_subquery()
    )
    return (
        select(attendee_table.c.contact_id)
        .join(meeting_table, meeting_table.c.id == attendee_table.c.record_id)
        .where(
            attendee_table.c.contact_id.is_not(None),
            meeting_table.c.deleted_at.is_(None),
            meeting_table.c.starts <= now.instant,
        )
        .group_by(attendee_table.c.contact_id)
        .having(func.max(meeting_table.c.start_at) < began)
    )


def named_at_all(words: str) -> bool:
    """Tell whether words are one or two letters, which are looked for at the beginning of names first."""
    letters = fold(words.strip())
    kana = all("ぁ" <= letter <= "ゖ" for letter in letters)
    return 0 < len(letters) <= _FEW and letters.isalpha() and (letters.isascii() or (kana and len(letters) == 1))


def _named(connection: Connection, words: str, *, whole: bool) -> Iterator[Any]:
    """Yield a condition for each word: it stands in the person's own record, or names his organization or post."""
    if named_at_all(words) and not whole:
        # The first letters mean half of all records to the index; in a list of people they mean the name's beginning.
        letters = fold(words.strip())
        plain = letters if letters.isascii() else kana_letters(letters)
        column, kind = (_PERSON.name_sort, "1") if letters.isascii() else (_PERSON.reading_sort, "0")
        yield and_(column >= f"{kind}\t{plain}", column < f"{kind}\t{plain[:-1]}{chr(ord(plain[-1]) + 1)}")
        if plain != letters:
            # The index puts が among か, where it stands; typed as such it means itself.
            beginnings = (letters, katakana(letters))
            yield or_(
                *(
                    name.startswith(one)
                    for name in (_PERSON.reading_family, _PERSON.native_family)
                    for one in beginnings
                )
            )
        return
    asked = words.split()
    last = fold(asked[-1]) if len(asked) > 1 else ""
    if len(last) == 1 and last.isascii() and last.isalpha():
        # Behind a name the next one's first letter is being typed.
        yield _PERSON.name_sort.contains(f"\t{last}", autoescape=True)
        asked = asked[:-1]
    found = [(term, word) for word in " ".join(asked)[:LONGEST_QUERY].split() for term in terms(word)]
    for number, (term, word) in enumerate(found):
        yield _found(connection, term, number, word)


def _found(connection: Connection, term: SearchTerm, number: int, word: str) -> Any:
    """Return the condition that a term stands in a record, or that its word names his nation or a language he speaks."""
    condition, values = search.matching(connection, (term,))
    renamed = {f"{name}_{number}": value for name, value in values.items()}
    for name in sorted(values, key=len, reverse=True):
        condition = condition.replace(f":{name}", f":{name}_{number}")
    key = "id" if connection.dialect.name == "postgresql" else "rowid"
    hits = f"SELECT {key} FROM search_index WHERE {condition}"  # noqa: S608 - literals; every value is bound
    parts = [hits]
    parts += [
        f"SELECT record_id FROM post WHERE {column} IN ({hits})"  # noqa: S608 - literals; every value is bound
        for column in ("organization_id", "billet_id")
    ]
    for column, value in (
        *(("nation = ", code) for code in nations_named(word)),
        *(("language_codes LIKE ", f"%|{code}|%") for code in languages_named(word)),
    ):
        name = f"named_{number}_{len(renamed)}"
        renamed[name] = value
        parts.append(f"SELECT id FROM person WHERE deleted_at IS NULL AND {column}:{name}")  # noqa: S608 - literals; every value is bound
    return text(f"person.id IN ({' UNION '.join(parts)})").bindparams(**renamed)
