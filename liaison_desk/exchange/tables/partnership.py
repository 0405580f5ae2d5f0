"""Rows of arrangements, opportunities, visits, ends, disclosures and gifts, and of amendments alone; personal data of visitors are in none.

What a row names besides (a parent, the arrangement an opportunity became, a gift's visit, parties by what they are called) stays in words:
only the desk knows whom they mean, and ``app.partnership_in`` asks it.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, TypeVar

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.nations import load_nations
from liaison_desk.domain.record import Record
from liaison_desk.exchange.tables.common import RowReading, head_of, uid_of
from liaison_desk.exchange.tables.headings import (
    ARRANGEMENTS,
    DISCLOSURES,
    GIFTS,
    OPPORTUNITIES,
    VALIDITIES,
    VISITS,
    Cells,
)
from liaison_desk.exchange.tables.money import amount_of, amount_text
from liaison_desk.exchange.tables.rows import Parts, text_of
from liaison_desk.exchange.tables.shapes import Listed, entries_in, fields_of, parts_of, plain, said_of
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.partnership.records import (
    Amendment,
    Arrangement,
    Delegate,
    Disclosure,
    Escort,
    Gift,
    Obligation,
    Onward,
    Opportunity,
    Party,
    Signature,
    Step,
    Validity,
    Visit,
    VisitSite,
)

T = TypeVar("T", Arrangement, Opportunity, Visit, Validity, Disclosure, Gift, Amendment)
_NONE: Mapping[str, Any] = MappingProxyType({})
_PARTY = Listed(Party, ("nation", "name"), {"nation": "nation", "key": "key"}, _NONE)
_SIGNATURE = Listed(Signature, ("party", "name", "on", "place"), {"rank": "rank", "post": "post"}, _NONE)
LISTS: Mapping[str, Listed] = MappingProxyType(
    {
        "parties": _PARTY,
        "signatures": _SIGNATURE,
        "obligations": Listed(
            Obligation, ("party", "due", "every", "text.host", "text.home"), {"task": "wanted", "key": "key"}, _NONE
        ),
        "amendments": Listed(
            Amendment,
            ("number", "kind", "title.host", "title.home"),
            {
                "drafted": "drafted", "in force": "in_force", "review": "review", "expiry": "expiry", "summary": "summary.host",
                "home summary": "summary.home", "key": "key",
            },
            {"signed": ("signatures", _SIGNATURE)},
        ),
        "sites": Listed(VisitSite, ("name", "host_name"), {}, _NONE),
        "delegation": Listed(
            Delegate,
            ("name", "rank", "post", "nation", "role"),
            {"native": "native", "code": "code", "date of rank": "dated", "diet": "diet", "leads": "leads"},
            _NONE,
        ),
        "escorts": Listed(Escort, ("name", "phone", "when"), {}, _NONE),
        "steps": Listed(
            Step, ("offset", "side", "text.host", "text.home"), {"from": "anchor", "done": "done", "note": "note", "key": "key"}, _NONE
        ),
        "onward": Listed(Onward, ("originator", "nations", "name", "on", "basis"), {"until": "until"}, _NONE),
    }
)  # fmt: skip
_LEFT = frozenset(
    {"rank", "about_id", "amount"}
)  # a place on a board, a number of another record, and what stands beside its currency


@dataclass(frozen=True, slots=True)
class Pointer:
    """What the row of a record (its uid) names in words: the record of a kind that goes into ``field`` as a number."""

    line: int
    uid: str
    kind: str
    field: str
    said: str


@dataclass(frozen=True, slots=True)
class LoneAmendment:
    """A row of a table of amendments: whose it is, in words; its signatures name parties in words, too."""

    line: int
    arrangement: str
    amendment: Amendment


@dataclass(frozen=True, slots=True)
class Words:
    """What the rows of a file name in words, and which fields each (by its record's uid) says anything of."""

    pointers: Sequence[Pointer] = ()
    amendments: Sequence[LoneAmendment] = ()
    said: Mapping[str, frozenset[str]] = field(default_factory=dict)


Makes = Callable[[Cells, RowReading], Record | None]


class Rows:
    """Reads rows of one file and remembers what they name in words, and what they say anything of."""

    def __init__(self) -> None:
        self.pointers: list[Pointer] = []
        self.said: dict[str, frozenset[str]] = {}

    def reader(self, kind: str) -> Makes:
        """Return what makes records of the rows of a kind of table; a row it makes nothing of it has listed."""
        makers: Mapping[str, Makes] = {
            ARRANGEMENTS: self.arrangement, OPPORTUNITIES: self.opportunity, VISITS: self.visit, VALIDITIES: self.validity,
            DISCLOSURES: self.disclosure, GIFTS: self.gift,
        }  # fmt: skip
        make = makers[kind]

        def whole(cells: Cells, reading: RowReading) -> Record | None:
            try:
                if cells.cut:  # what is left of a list would say something else
                    raise UnreadableError("It is longer than a table holds.")
                return make(cells, reading)
            except UnreadableError as error:
                reading.tell(cells, "The row was left out. {reason}", reason=error)
                return None

        return whole

    def arrangement(self, cells: Cells, reading: RowReading) -> Arrangement:
        """Return an arrangement. A list of parties on one line, as people type it, is taken apart."""
        said = said_of(Arrangement, cells, reading, LISTS, {"parties"})
        if cells.get("parties"):
            said["parties"] = _parties_of(cells.get("parties"), reading)
        title = said.pop("title", Bilingual())
        uid = uid_of(cells, ARRANGEMENTS, said.get("number", "") or title.host or title.home)
        self.said[uid] = frozenset(said)
        self._point(cells, uid, ARRANGEMENTS, "parent_id", "parent")
        return _noted(Arrangement(uid=uid, marking=reading.marking(cells), title=title, **said), "note", cells, reading)

    def opportunity(self, cells: Cells, reading: RowReading) -> Opportunity:
        """Return an opportunity."""
        said = said_of(Opportunity, cells, reading, LISTS, _LEFT)
        title = said.pop("title", Bilingual())
        uid = uid_of(cells, OPPORTUNITIES, title.host, title.home)
        self.said[uid] = frozenset(said)
        self._point(cells, uid, ARRANGEMENTS, "arrangement_id", "arrangement")
        one = Opportunity(uid=uid, marking=reading.marking(cells), title=title, **said)
        return _noted(one, "detail", cells, reading)

    def visit(self, cells: Cells, reading: RowReading) -> Visit:
        """Return a visit, without anybody's personal data."""
        said = said_of(Visit, cells, reading, LISTS)
        title = said.pop("title", Bilingual())
        known_by = said.get("number", "") or f"{title.host}\n{title.home}\n{plain(said.get('first'))}"
        uid = uid_of(cells, VISITS, known_by)
        self.said[uid] = frozenset(said)
        return _noted(Visit(uid=uid, marking=reading.marking(cells), title=title, **said), "note", cells, reading)

    def validity(self, cells: Cells, reading: RowReading) -> Validity:
        """Return something that ends; raises UnreadableError without a date on which it does."""
        said = said_of(Validity, cells, reading, LISTS)
        title = said.pop("title", Bilingual())
        if "expires" not in said:
            raise UnreadableError("It does not say when it ends.")
        uid = uid_of(cells, VALIDITIES, title.host, title.home, str(said.get("type", "")), said.get("holder", ""))
        self.said[uid] = frozenset(said)
        return _noted(Validity(uid=uid, marking=reading.marking(cells), title=title, **said), "note", cells, reading)

    def disclosure(self, cells: Cells, reading: RowReading) -> Disclosure:
        """Return an entry of the disclosure log; a time without a zone is the place's."""
        said = said_of(Disclosure, cells, reading, LISTS, _LEFT)
        title = said.pop("title", Bilingual())
        if "at" not in said:
            raise UnreadableError("It does not say when something was disclosed.")
        said.setdefault("zone", reading.settings.zone)
        told = (title.host, title.home, plain(said["at"]), said.get("receiver", ""), said.get("copy", ""))
        uid = uid_of(cells, DISCLOSURES, *told)
        self.said[uid] = frozenset(said)
        return _noted(Disclosure(uid=uid, marking=reading.marking(cells), title=title, **said), "note", cells, reading)

    def gift(self, cells: Cells, reading: RowReading) -> Gift:
        """Return a gift."""
        said = said_of(Gift, cells, reading, LISTS, _LEFT)
        item = said.pop("item", Bilingual())
        for name, text in (
            ("on", "It does not say when the gift was given."),
            ("passing", "It does not say whether it was given or received."),
        ):
            if name not in said:
                raise UnreadableError(text)
        if cells.get("amount"):
            said |= _money(cells, reading, said.get("currency", ""))
        uid = uid_of(
            cells, GIFTS, plain(said["on"]), item.host, item.home, said.get("giver", ""), said.get("receiver", "")
        )
        self.said[uid] = frozenset(said)
        self._point(cells, uid, VISITS, "visit_id", "visit")
        return _noted(Gift(uid=uid, marking=reading.marking(cells), item=item, **said), "note", cells, reading)

    def _point(self, cells: Cells, uid: str, kind: str, field: str, name: str) -> None:
        if cells.get(name):
            self.pointers.append(Pointer(cells.line, uid, kind, field, cells.get(name)))


def lone_amendment(cells: Cells, reading: RowReading) -> LoneAmendment | None:
    """Return the amendment a row of a table of amendments tells of, ``None`` (listed) if it cannot be read or names no arrangement."""
    try:
        said = said_of(Amendment, cells, reading, LISTS, {"key"})
        if not cells.get("arrangement"):
            raise UnreadableError("It does not say which arrangement it amends.")
    except UnreadableError as error:
        reading.tell(cells, "The row was left out. {reason}", reason=error)
        return None
    return LoneAmendment(
        cells.line, cells.get("arrangement"), _noted(Amendment(key="", **said), "summary", cells, reading)
    )


def row_of(record: Record, names: Mapping[tuple[str, int], str]) -> dict[str, str]:
    """Return the row that this desk writes of a record of partnership. ``names`` are what others are called in it, by kind and number."""
    row = {**head_of(record), **fields_of(record, LISTS, _LEFT)}
    if isinstance(record, Arrangement):
        called = callings(record.parties)
        row |= _with_parties(record, called)
        row["parties"] = text_of(map(_party_parts, record.parties))
        row["parent"] = names.get((ARRANGEMENTS, record.parent_id), "")
    elif isinstance(record, Opportunity):
        row["arrangement"] = names.get((ARRANGEMENTS, record.arrangement_id), "")
    elif isinstance(record, Gift):
        row["amount"] = amount_text(record.amount, record.currency)
        row["visit"] = names.get((VISITS, record.visit_id), "")
    return row


def called_in(records: Mapping[str, Sequence[Record]]) -> Mapping[tuple[str, int], str]:
    """Return how rows name arrangements and visits, by kind and number: by number or title if those mean no other, else by uid."""
    found: dict[tuple[str, int], str] = {}
    for kind in (ARRANGEMENTS, VISITS):
        some = records.get(kind, ())
        counts = Counter(word for one in some for word in set(words_for(one)))
        for one in some:
            found[kind, one.id] = next((word for word in words_for(one)[1:] if counts[word] == 1), one.uid)
    return found


def words_for(one: Any) -> list[str]:
    """Return the words by which a row may name an arrangement or a visit, the surest first; its uid, its number, its titles."""
    return [word for word in (one.uid, one.number.strip(), one.title.host.strip(), one.title.home.strip()) if word]


def callings(parties: Sequence[Party]) -> dict[str, str]:
    """Return what each party (by its key) is called where a line names it: its nation or name if that is its alone, else its key."""
    found = {}
    for one in parties:
        called = (word for word in (one.nation, one.name) if word and party_called(parties, word) == one.key)
        found[one.key] = next(called, one.key)
    return found


def party_called(parties: Sequence[Party], word: str) -> str | None:
    """Return the key of the party that a word means (its key, nation or name), ``None`` if that is nobody or several."""
    if not word:
        return None
    nation, folded = load_nations().meant(word), word.casefold()
    ways: tuple[Callable[[Party], bool], ...] = (
        lambda one: one.key == word,
        lambda one: one.nation == word,
        lambda one: one.name == word,
        lambda one: bool(nation) and one.nation == nation,
        lambda one: one.name.casefold() == folded,
    )
    found = ({one.key for one in parties if way(one)} for way in ways)
    meant: set[str] = next(filter(None, found), set())
    return meant.pop() if len(meant) == 1 else None


def _with_parties(one: Arrangement, called: Mapping[str, str]) -> dict[str, str]:
    """Return the lists of an arrangement that name parties, by what those are called."""

    def of(signature: Signature) -> Signature:
        return replace(signature, party=called.get(signature.party, signature.party))

    lists: Mapping[str, Sequence[Any]] = {
        "signatures": [of(each) for each in one.signatures],
        "obligations": [replace(each, party=called.get(each.party, each.party)) for each in one.obligations],
        "amendments": [replace(each, signatures=tuple(map(of, each.signatures))) for each in one.amendments],
    }
    return {name: text_of(parts_of(each, LISTS[name]) for each in found) for name, found in lists.items()}


def _party_parts(party: Party) -> Parts:
    """Return a party as the parts of its line; a nation alone stands without its name only where it is read as a nation."""
    key = (("key", party.key),) if party.key else ()
    if party.nation and not party.name and load_nations().meant(party.nation) != party.nation:
        return Parts(("",), (("nation", party.nation), *key))
    return Parts((party.nation, party.name), key)


def _parties_of(text: str, reading: RowReading) -> tuple[Party, ...]:
    """Return the parties of a cell. People write them on one line, too, parted by semicolons; one word is a nation if it is one, else a name."""
    if "|" not in text and "\n" not in text:
        text = "\n".join(part.strip() for part in text.replace("；", ";").replace("、", ";").split(";"))
    return tuple(entries_in(text, _PARTY, reading, "Parties", _by_nation))


def _by_nation(parts: Parts) -> Parts:
    if not parts.heads or not parts.heads[0] or any(parts.heads[1:]):
        return parts
    nation = load_nations().meant(parts.heads[0])
    return replace(parts, heads=(nation,) if nation else ("", parts.heads[0]))


def _money(cells: Cells, reading: RowReading, currency: str) -> dict[str, Any]:
    try:
        amount, found = amount_of(cells.get("amount"), currency)
    except UnreadableError as error:
        reading.tell(cells, "{heading} stays as it was: {reason}", heading="Value", reason=error)
        return {}
    return {"amount": amount, "currency": found}


def _noted(one: T, name: str, cells: Cells, reading: RowReading) -> T:
    """Return a record with what its row says in columns nobody knows, so that nothing is lost."""
    said: dict[str, Any] = {name: reading.with_others(getattr(one, name), cells)}
    return replace(one, **said)
