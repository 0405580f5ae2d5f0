"""How two entries of one person become one: field by field, nothing lost unless somebody chose so."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from liaison_desk.contacts.records import Email, Person, Phone, Post
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.domain.record import Record
from liaison_desk.domain.text import fold

_HEAD = frozenset(field.name for field in fields(Record)) - {"marking"}
_NAME_PARTS = (
    "family", "given", "native_family", "native_given", "reading_family", "reading_given", "prefix", "suffix",
)  # fmt: skip


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
        if both == mine:
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
    return replace(person, assistants=assistants)


def _empty(value: Any) -> bool:
    return value is None or value in ("", 0, ()) or (isinstance(value, Bilingual) and not value)


def _united(mine: Any, his: Any) -> Any:
    """Return what both values say, ``None`` where they exclude each other."""
    if isinstance(mine, tuple):
        return _list(mine, his)
    if isinstance(mine, PersonName):
        empty = {part: getattr(his, part) for part in _NAME_PARTS if not getattr(mine, part)}
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
            (a := getattr(mine, part)) and (b := getattr(his, part)) and fold(a) != fold(b) for part in _NAME_PARTS
        )
    return False


def _lines(mine: str, his: str) -> str:
    if not mine or not his or his in mine:
        return mine or his
    return his if mine in his else f"{mine}\n{his}"


def _list(mine: Sequence[Any], his: Sequence[Any]) -> tuple[Any, ...]:
    known = {_key(one) for one in mine}
    united = list(mine)
    for one in his:
        if _key(one) not in known:
            known.add(_key(one))
            united.append(one)
    return tuple(united)


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
    str: fold,
}
