"""Markings that an archive brings for what the desk has: none is more open than the desk's own, for the file may be anybody's."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from liaison_desk.app.desk import Desk
from liaison_desk.app.incoming.batch import RECORDS, Batch, Tally, title_of
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.record import Record
from liaison_desk.domain.release import ReleaseRules, opens, rules_of
from liaison_desk.exchange.archive.references import KIND_OF
from liaison_desk.exchange.result import Entry
from liaison_desk.foundation.database.transaction import Transaction
from liaison_desk.meetings.records import PORTION, Meeting, Portion


def no_more_open(desk: Desk, transaction: Transaction, batch: Batch, tally: Tally) -> Batch:
    """Return an archive's batch in which whatever the desk has is marked as there wherever the archive would open it; lists each.

    The officer alone opens what he has; what is marked more narrowly comes in so.
    """
    rules = rules_of(desk.profile.get())
    changed: dict[str, Any] = {}
    for name in RECORDS:
        entries = getattr(batch, name)
        records = [one for entry in entries for one in _all_in(entry.record)]
        mine = _marked_here(transaction, records)
        changed[name] = [_closed(entry, mine, rules, tally) for entry in entries] if mine else entries
    return replace(batch, **changed)


def _all_in(record: Record) -> Iterable[Record]:
    yield record
    if isinstance(record, Meeting):
        yield from record.portions


def _kind_of(record: Record) -> str:
    return PORTION if isinstance(record, Portion) else KIND_OF[type(record)]


def _marked_here(transaction: Transaction, records: Iterable[Record]) -> Mapping[tuple[str, str], Marking | None]:
    """Return how the desk marks those of some records that it has, by kind and uid."""
    uids: dict[str, list[str]] = {}
    for one in records:
        if one.uid and one.marking is not None:
            uids.setdefault(_kind_of(one), []).append(one.uid)
    found: dict[tuple[str, str], Marking | None] = {}
    for kind, some in uids.items():
        record_type = transaction.types[kind]
        ids = record_type.ids_by_uid(transaction.connection, some)
        for shot in record_type.read(transaction.connection, ids.values()).values():
            if "marking" in shot.row:
                found[kind, str(shot.row["uid"])] = Marking.decode(shot.row["marking"] or "")
    return found


def _closed(
    entry: Entry[Any], mine: Mapping[tuple[str, str], Marking | None], rules: ReleaseRules, tally: Tally
) -> Entry[Any]:
    def kept(one: Any) -> Any:
        key = _kind_of(one), one.uid
        return replace(one, marking=mine[key]) if key in mine and opens(mine[key], one.marking, rules) else one

    record = entry.record
    now = kept(record)
    if isinstance(now, Meeting):
        portions = tuple(map(kept, now.portions))
        now = replace(now, portions=portions) if portions != now.portions else now
    if now is record:
        return entry
    said = "“{title}” keeps the marking it has here: the file's would let more nations have it."
    tally.tell(entry.line, said, title=title_of(record))
    return replace(entry, record=now)
