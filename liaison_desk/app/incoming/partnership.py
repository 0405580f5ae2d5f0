"""Tables of partnership on their way in: what their rows name in words becomes records of the desk, lone amendments their arrangements.

Parties, obligations, amendments and steps have keys that other records and later lines hold on to; people who type a table give none.
They get that of the entry the desk has already, else one made of what they say, so that the same table twice changes nothing.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any, TypeVar

from liaison_desk.app.desk import Desk
from liaison_desk.app.incoming.batch import Batch, Tally, title_of
from liaison_desk.app.incoming.permissions import without_new_permissions
from liaison_desk.domain.text import fold
from liaison_desk.exchange.result import Entry
from liaison_desk.exchange.tables.headings import ARRANGEMENTS, VISITS
from liaison_desk.exchange.tables.partnership import LoneAmendment, Words, party_called
from liaison_desk.foundation.core.errors import UnreadableError
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.partnership.records import (
    ARRANGEMENT,
    SITE,
    VISIT,
    Amendment,
    Arrangement,
    Disclosure,
    Party,
    Signature,
    Visit,
)

T = TypeVar("T")
Named = Arrangement | Visit
Numbers = dict[tuple[str, int], int]
_BEYOND = 1_000_000  # more records than a table has rows
_KIND_OF = {ARRANGEMENTS: ARRANGEMENT, VISITS: VISIT}


def settled(desk: Desk, transaction: Transaction, batch: Batch, words: Words, tally: Tally) -> tuple[Batch, Numbers]:
    """Return a batch that names others by numbers, and the desk's numbers of those that are not in it.

    What cannot be settled is left out and listed: an arrangement that names a party it has not, an amendment of none.
    """
    there: dict[str, list[Any]] = {
        ARRANGEMENTS: desk.arrangements.everything_in(transaction) if _wanted(ARRANGEMENTS, batch, words) else [],
        VISITS: desk.visits.everything_in(transaction) if _wanted(VISITS, batch, words) else [],
    }
    renamed: dict[str, str] = {}
    arrangements = _recognized(batch.arrangements, there[ARRANGEMENTS], renamed)
    visits = _recognized(batch.visits, there[VISITS], renamed)
    mine = {one.uid: one for some in there.values() for one in some}
    arrangements = list(_with_keys(arrangements, mine, tally))
    sites, numbers = _sites(desk, transaction, visits)
    visits = [replace(one, record=_visit(one.record, mine.get(one.record.uid), sites)) for one in visits]
    arrangements = _amended(arrangements, there[ARRANGEMENTS], words.amendments, tally)
    held = {
        ARRANGEMENTS: [replace(one, record=replace(one.record, id=n)) for n, one in enumerate(arrangements, 1)],
        VISITS: [replace(one, record=replace(one.record, id=n)) for n, one in enumerate(visits, 1)],
    }
    permitted = without_new_permissions(desk, transaction, batch.disclosures, tally)
    disclosures, about = about_here(transaction, permitted)
    said = {renamed.get(uid, uid): names for uid, names in words.said.items()}
    batch = replace(
        batch,
        arrangements=held[ARRANGEMENTS],
        visits=held[VISITS],
        disclosures=disclosures,
        words=replace(words, said=said),
    )
    batch, found = _pointed(batch, words, renamed, there, tally)
    return batch, numbers | about | found


def _wanted(kind: str, batch: Batch, words: Words) -> bool:
    return bool(
        getattr(batch, kind)
        or any(one.kind == kind for one in words.pointers)
        or (kind == ARRANGEMENTS and words.amendments)
    )


def _recognized(entries: Sequence[Entry[Any]], there: Sequence[Named], renamed: dict[str, str]) -> list[Entry[Any]]:
    """Return entries under the uids of those the desk has under their numbers; ``renamed`` notes which those are."""
    numbered: dict[str, list[str]] = {}
    for one in there:
        numbered.setdefault(fold(one.number).strip(), []).append(one.uid)
    told = {entry.record.uid for entry in entries}
    found = []
    for entry in entries:
        same = numbered.get(fold(entry.record.number).strip(), []) if entry.derived and entry.record.number else []
        if len(same) == 1 and same[0] not in told:
            renamed[entry.record.uid] = same[0]
            entry = replace(entry, record=replace(entry.record, uid=same[0]))  # noqa: PLW2901 - the entry, known by now
        found.append(entry)
    return found


def about_here(
    transaction: Transaction, entries: Sequence[Entry[Disclosure]]
) -> tuple[list[Entry[Disclosure]], Numbers]:
    """Return disclosures that point to what they are about, where it is here, by numbers beyond any file's, and the desk's numbers of that."""
    uids: dict[str, list[str]] = {}
    for entry in entries:
        if entry.record.about_uid and entry.record.about_kind in transaction.types:
            uids.setdefault(entry.record.about_kind, []).append(entry.record.about_uid)
    there = {
        (kind, uid): id_
        for kind, some in uids.items()
        for uid, id_ in transaction.types[kind].ids_by_uid(transaction.connection, some).items()
    }
    found: list[Entry[Disclosure]] = []
    numbers: Numbers = {}
    for place, entry in enumerate(entries, _BEYOND):
        one = entry.record
        if (one.about_kind, one.about_uid) in there:
            numbers[one.about_kind, place] = there[one.about_kind, one.about_uid]
            entry = replace(entry, record=replace(one, about_id=place))  # noqa: PLW2901 - the entry, pointing by now
        found.append(entry)
    return found, numbers


def _with_keys(
    entries: Iterable[Entry[Arrangement]], mine: Mapping[str, Any], tally: Tally
) -> Iterable[Entry[Arrangement]]:
    for entry in entries:
        try:
            yield replace(entry, record=with_keys(entry.record, mine.get(entry.record.uid)))
        except UnreadableError as error:
            tally.refused += 1
            tally.tell(entry.line, error.text, **error.values)


def with_keys(one: Arrangement, mine: Arrangement | None) -> Arrangement:
    """Return an arrangement of a table whose lists have keys and name parties by them. Raises UnreadableError for a party it has not."""
    parties = keyed(one.parties, mine.parties if mine else (), _party, lambda party: party.nation)
    known = parties or (mine.parties if mine else ())

    def party(word: str) -> str:
        return _called(one, known, word)

    obligations = [replace(each, party=party(each.party)) for each in one.obligations]
    amendments = [_with_parties(each, one, known) for each in one.amendments]
    return replace(
        one,
        parties=parties,
        signatures=tuple(replace(each, party=party(each.party)) for each in one.signatures),
        obligations=keyed(obligations, mine.obligations if mine else (), lambda each: (each.party, *_said(each.text))),
        amendments=keyed(amendments, mine.amendments if mine else (), _amendment),
    )


def _sites(desk: Desk, transaction: Transaction, visits: Sequence[Entry[Visit]]) -> tuple[dict[str, int], Numbers]:
    """Return numbers beyond any file's for the sites the desk knows, by what they are called, and the desk's numbers of those."""
    called: dict[str, int] = {}
    numbers: Numbers = {}
    known = desk.sites.everything_in(transaction) if any(one.record.sites for one in visits) else []
    for place, site in enumerate(known, _BEYOND):
        numbers[SITE, place] = site.id
        for name in filter(None, (_plain(site.name.host), _plain(site.name.home))):
            called.setdefault(name, place)
    return called, numbers


def _visit(one: Visit, mine: Visit | None, sites: Mapping[str, int]) -> Visit:
    if mine is None:
        one = replace(one, sites=tuple(replace(each, site_id=sites.get(_plain(each.name), 0)) for each in one.sites))
    return replace(one, steps=keyed(one.steps, mine.steps if mine else (), lambda step: _said(step.text)))


def keyed(entries: Sequence[T], mine: Sequence[T], *alike: Callable[[T], object]) -> tuple[T, ...]:
    """Return entries that all have keys: their own, those of the desk's that are alike (by the first that tells), or made of what they say."""
    items: Sequence[Any] = entries
    taken = {one.key for one in items if one.key}
    found = []
    for one in items:
        key = one.key
        for said in alike if not key else ():
            free = [each.key for each in mine if each.key not in taken and said(each) == said(one)]  # type: ignore[attr-defined]
            key = free[0] if free else key
            if key:
                break
        if not key:
            made = hashlib.sha256(repr(alike[0](one)).encode("utf-8", "replace")).hexdigest()[:12]
            key = next(each for n in count(1) if (each := made if n == 1 else f"{made}-{n}") not in taken)
        taken.add(key)
        found.append(replace(one, key=key))
    return tuple(found)


def _party(one: Party) -> object:
    return one.nation, fold(one.name)


def _amendment(one: Amendment) -> object:
    return fold(one.number) if one.number else (one.kind.value, *_said(one.title))


def _said(text: Any) -> tuple[str, str]:
    return fold(text.host), fold(text.home)


def _called(one: Arrangement, parties: Sequence[Party], word: str) -> str:
    key = party_called(parties, word)
    if key is None:
        title = one.title.host or one.title.home or one.number
        raise UnreadableError(
            "“{title}” was left out: “{party}” is no party of it.", title=title[:100], party=word[:60]
        )
    return key


def _with_parties(amendment: Amendment, one: Arrangement, parties: Sequence[Party]) -> Amendment:
    def named(signature: Signature) -> Signature:
        return replace(signature, party=_called(one, parties, signature.party))

    return replace(amendment, signatures=tuple(map(named, amendment.signatures)))


def _amended(
    entries: Sequence[Entry[Arrangement]],
    there: Sequence[Arrangement],
    amendments: Sequence[LoneAmendment],
    tally: Tally,
) -> list[Entry[Arrangement]]:
    """Return entries with the amendments typed apart, and with entries of the desk's arrangements that these change."""
    last = {entry.record.uid: entry for entry in entries}
    found = dict(last)
    ours = {one.uid: one for one in there}
    called = _Called((*(entry.record for entry in entries), *there))
    for lone in amendments:
        meant = called.meant(lone.arrangement)
        if len(meant) != 1:
            said = "The desk has no arrangement “{name}”; its amendment was left out."
            if meant:
                said = "Several arrangements are called “{name}”; name it by its number or UID. Its amendment was left out."
            tally.refused += 1
            tally.tell(lone.line, said, name=lone.arrangement[:100])
            continue
        uid = meant[0]
        mine = ours.get(uid)
        entry = found.get(uid) or Entry(
            Arrangement(uid=uid, title=ours[uid].title, marking=ours[uid].marking), lone.line
        )
        one = entry.record
        before = one.amendments or (mine.amendments if mine else ())
        try:
            new = _with_parties(lone.amendment, mine or one, one.parties or (mine.parties if mine else ()))
        except UnreadableError as error:
            tally.refused += 1
            tally.tell(lone.line, error.text, **error.values)
            continue
        (new,) = keyed([new], before, _amendment)
        kept = tuple(new if each.key == new.key else each for each in before)
        kept = kept if new in kept else (*kept, new)
        found[uid] = replace(entry, record=replace(one, amendments=kept))
    return [*(entry for entry in entries if entry is not last[entry.record.uid]), *found.values()]


class _Called:
    """What arrangements or visits are called, the surest first: by uid, by number, by title."""

    def __init__(self, among: Iterable[Named]) -> None:
        self._by: tuple[dict[str, dict[str, None]], ...] = ({}, {}, {})
        for one in among:
            titles = (one.title.host, one.title.home)
            for known, words in zip(self._by, ((one.uid,), (one.number,), titles), strict=True):
                for word in filter(None, map(_plain, words)):
                    known.setdefault(word, {})[one.uid] = None

    def meant(self, word: str) -> list[str]:
        """Return the uids of those that a word means by the surest that any of them is called by."""
        return next((list(known[_plain(word)]) for known in self._by if _plain(word) in known), [])


def _plain(word: str) -> str:
    return fold(word).strip()


def _pointed(
    batch: Batch, words: Words, renamed: Mapping[str, str], there: Mapping[str, Sequence[Named]], tally: Tally
) -> tuple[Batch, Numbers]:
    """Return the batch whose records name others by numbers, those of the desk by numbers beyond the batch's own."""
    places = {kind: {entry.record.uid: entry.record.id for entry in getattr(batch, kind)} for kind in _KIND_OF}
    beyond: Numbers = {}
    fields: dict[str, dict[str, int]] = {}
    ids = {kind: {known.uid: known.id for known in there[kind]} for kind in _KIND_OF}
    called = {kind: _Called((*(entry.record for entry in getattr(batch, kind)), *there[kind])) for kind in _KIND_OF}
    titles = _titles(batch)
    for one in words.pointers:
        uid = renamed.get(one.uid, one.uid)
        meant = called[one.kind].meant(one.said)
        if len(meant) != 1:
            said = "“{title}” was taken in without “{name}”, which the desk does not have or has several of."
            tally.tell(one.line, said, title=titles.get(uid, uid)[:100], name=one.said[:100])
            continue
        number = places[one.kind].get(meant[0], 0)
        if not number:
            number = places[one.kind][meant[0]] = len(places[one.kind]) + 1
            beyond[_KIND_OF[one.kind], number] = ids[one.kind][meant[0]]
        fields.setdefault(uid, {})[one.field] = number
    values: dict[str, Any] = {
        name: [
            replace(entry, record=replace(entry.record, **fields.get(entry.record.uid, {})))
            for entry in getattr(batch, name)
        ]
        for name in (ARRANGEMENTS, "opportunities", "gifts")
    }
    return replace(batch, **values), beyond


def _titles(batch: Batch) -> dict[str, str]:
    """Return what the records that may point to others are called, by uid."""
    records = (entry.record for name in (ARRANGEMENTS, "opportunities", "gifts") for entry in getattr(batch, name))
    return {one.uid: title_of(one) for one in records}
