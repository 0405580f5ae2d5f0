"""How two entries of one person become one: field by field, nothing lost unless somebody chose so."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any

from liaison_desk.contacts.records import Email, Person, Phone, Post, Skill
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import roll_up
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.nations import load_groups
from liaison_desk.domain.record import Record
from liaison_desk.domain.text import fold

_FEWEST_DIGITS = 6
_HEAD = frozenset(field.name for field in fields(Record)) - {"marking"}
NAME_PARTS = (
    "family", "given", "native_family", "native_given", "reading_family", "reading_given", "prefix", "suffix",
)  # fmt: skip


_RANK = frozenset({"service", "rank_code", "rank", "rank_home", "date_of_rank"})


class Choice(StrEnum):
    """Whose value a merged field takes: the one who stays, the double, or what both say."""

    ONE = "one"
    OTHER = "other"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field two people differ in. ``both`` is what they say together, ``None`` where that cannot be said."""

    field: str
    one: Any
    other: Any
    both: Any
    usual: Choice


def differences(one: Person, other: Person) -> tuple[Difference, ...]:
    """Return the fields two people differ in, in the order of the record, each with the choice that loses least.

    Lists are united without doubles; of single values the one that is not empty wins, and of two that of ``one``.
    """
    found = []
    for field in fields(Person):
        if field.name in _HEAD or field.name == "merged_into":
            continue
        mine, his = getattr(one, field.name), getattr(other, field.name)
        if mine == his:
            continue
        both = _united(mine, his)
        if field.name == "marking":
            # What either entry holds comes together: who may read it must be allowed to read both.
            both = roll_up((mine, his), load_groups()) if mine and his else None
            usual = Choice.BOTH if both else Choice.ONE if mine is None else Choice.OTHER
        elif field.name in _RANK:  # a rank is one thing: its parts come from one side
            usual = Choice.ONE if one.rank or one.rank_code else Choice.OTHER
        elif both == mine:
            usual = Choice.ONE
        elif both is not None and not _contradict(mine, his):
            usual = Choice.BOTH
        else:
            usual = Choice.OTHER if _empty(mine) else Choice.ONE
        found.append(Difference(field.name, mine, his, both, usual))
    return tuple(found)


def merged(one: Person, other: Person, choices: Mapping[str, Choice]) -> Person:
    """Return ``one`` (its identity, its version) with the chosen values; fields without a choice take their usual one."""
    values = {}
    for found in differences(one, other):
        choice = choices.get(found.field, found.usual)
        if choice is Choice.BOTH and found.both is None:
            choice = Choice.ONE
        values[found.field] = {Choice.ONE: found.one, Choice.OTHER: found.other, Choice.BOTH: found.both}[choice]
    person = replace(one, **values)
    # Nobody answers for himself, as one of the two may have for the other.
    assistants = tuple(helper for helper in person.assistants if helper.contact_id not in {one.id, other.id} - {0})
    return replace(person, assistants=assistants, merged_into=0)


def _empty(value: Any) -> bool:
    return value is None or value in ("", 0, ()) or (isinstance(value, Bilingual) and not value)


def _united(mine: Any, his: Any) -> Any:
    """Return what both values say, ``None`` where they exclude each other."""
    if isinstance(mine, tuple):
        return _list(mine, his)
    if isinstance(mine, PersonName):
        empty = {part: getattr(his, part) for part in NAME_PARTS if not getattr(mine, part)}
        return replace(mine, **empty)
    if isinstance(mine, Bilingual):
        if not mine or not his:
            return mine or his
        return replace(mine, host=_lines(mine.host, his.host), home=_lines(mine.home, his.home))
    return None


def _contradict(mine: Any, his: Any) -> bool:
    """Tell whether two texts or names disagree, so that saying both must be somebody's choice."""
    if isinstance(mine, PersonName):
        return any(
            (a := getattr(mine, part)) and (b := getattr(his, part)) and fold(a) != fold(b) for part in NAME_PARTS
        )
    return False


def _lines(mine: str, his: str) -> str:
    if not mine or not his or his in mine:
        return mine or his
    return his if mine in his else f"{mine}\n{his}"


def _list(mine: Sequence[Any], his: Sequence[Any]) -> tuple[Any, ...]:
    united: dict[Any, Any] = {}
    for one in (*mine, *his):
        key = _key(one)
        united[key] = _filled(united[key], one) if key in united else one
    return tuple(united.values())


def _filled(mine: Any, his: Any) -> Any:
    """Return an entry with what only the other one says of the same thing, such as a post's end or a number's note."""
    if not is_dataclass(mine) or isinstance(mine, type):
        return mine
    usual = {field.name: field.default if field.default is not MISSING else None for field in fields(mine)}
    unsaid = {
        name: getattr(his, name)
        for name, default in usual.items()
        if getattr(mine, name) in (default, None) and getattr(his, name) not in (default, None)
    }
    return replace(mine, **unsaid)


def _key(one: Any) -> Any:
    """Return by what two entries of a list are the same."""
    make: Callable[[Any], Any] | None = _KEYS.get(type(one))
    return make(one) if make else one


_KEYS: Mapping[type[Any], Callable[[Any], Any]] = {
    Phone: lambda phone: (phone.network, "".join(filter(str.isdigit, phone.number)) or phone.number),
    Email: lambda email: email.address.casefold(),
    Post: lambda post: (
        fold(post.title.host or post.title.home),
        post.organization_id or fold(post.organization),
        post.since,
    ),
    Skill: lambda skill: skill.code.casefold(),
    str: fold,
}


def share_reach(one: Person, other: Person) -> bool:
    """Tell whether two people have an e-mail address or a telephone in common."""
    return bool(shared_reach(one, other))


def shared_reach(one: Person, other: Person) -> str:
    """Return the first e-mail address or number of ``other`` that ``one`` has too, as it is written there; else empty."""
    keys = reach_keys((email.address for email in one.emails), (phone.number for phone in one.phones))
    texts = (*(email.address for email in other.emails), *(phone.number for phone in other.phones))
    return next((text for text in texts if reach_keys([text], [text]) & keys), "")


def reach_keys(addresses: Iterable[str], numbers: Iterable[str]) -> set[str]:
    """Return by what e-mail addresses and numbers are compared: small letters with their @, and what is dialled."""
    return {address.casefold() for address in addresses if "@" in address} | {
        digits for number in numbers if "@" not in number and (digits := dialled(number))
    }


def dialled(number: str) -> str:
    """Return what is dialled of a number, without a country's or trunk's beginning; empty for an extension."""
    digits = re.sub(r"\D", "", number)
    return digits[-8:] if len(digits) >= _FEWEST_DIGITS else ""
