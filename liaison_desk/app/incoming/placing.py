"""Organizations and calendars of a file: taken in first, for other records stand under them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from liaison_desk.app.desk import Desk
from liaison_desk.app.incoming.batch import Batch, Tally, accepted
from liaison_desk.app.incoming.updating import updated
from liaison_desk.contacts.records import Organization
from liaison_desk.domain.text import fold
from liaison_desk.exchange.archive.references import relinked
from liaison_desk.exchange.result import Entry
from liaison_desk.foundation.database.transaction import Transaction


def place_organizations(desk: Desk, transaction: Transaction, batch: Batch, tally: Tally) -> dict[int, int]:
    """Save organizations, those above before those below; those of the same uid or name are the same."""
    known = desk.contacts.known_organizations(transaction, [entry.record.uid for entry in batch.organizations])
    by_uid = {one.uid: one for one in known}
    by_name = {key: one for one in known if one.deleted_at is None for key in _called(one, batch)}
    numbers = {
        entry.record.id: by_uid[entry.record.uid].id for entry in batch.organizations if entry.record.uid in by_uid
    }
    left = list(batch.organizations)
    later: list[tuple[Entry[Organization], Organization]] = []
    while left:
        waiting = {entry.record.id for entry in left} - numbers.keys()
        # Level by level; where some stand above each other in a ring, or did in turn, one of them goes first.
        ready = [entry for entry in left if not _above(entry.record) & waiting] or left[:1]
        asked: list[Organization] = []
        lines: list[int] = []
        places: list[tuple[Entry[Organization], int]] = []  # which of those asked for an entry of the file is
        named: dict[tuple[str, int], int] = {}
        for entry in ready:
            record = relinked(entry.record, lambda _, number: numbers.get(number, 0))
            keys = _called(record, batch)
            mine = by_uid.get(record.uid) or next((by_name[key] for key in keys if key in by_name), None)
            twin = next((named[key] for key in keys if key in named), None)
            if mine is not None and not batch.whole:
                numbers[entry.record.id] = mine.id
            elif mine is None and twin is not None:
                places.append((entry, twin))
            else:
                named |= dict.fromkeys(keys, len(asked))
                places.append((entry, len(asked)))
                lines.append(entry.line)
                asked.append(
                    replace(record, id=0, version=0)
                    if mine is None
                    else updated(mine, record, whole=batch.whole, partial=batch.partial)
                )
        answers = accepted(
            transaction, desk.contacts.save_organizations_in, list(zip(lines, asked, strict=True)), tally
        )
        for entry, place in places:
            one = answers[place]
            if one is not None:
                numbers[entry.record.id] = one.id
                if _above(entry.record) & waiting:
                    later.append((entry, one))
        kept = [(before, after) for before, after in zip(asked, answers, strict=True) if after is not None]
        by_name |= {key: one for _, one in kept for key in _called(one, batch)}
        tally.refused += len(asked) - len(kept)
        if batch.whole:
            tally.count([before for before, _ in kept], [after for _, after in kept])
            tally.unchanged += len(ready) - len(asked)
        done = {id(entry) for entry in ready}
        left = [entry for entry in left if id(entry) not in done]
    _place(desk, transaction, later, numbers, tally)
    return numbers


def _place(
    desk: Desk,
    transaction: Transaction,
    later: Sequence[tuple[Entry[Organization], Organization]],
    numbers: Mapping[int, int],
    tally: Tally,
) -> None:
    """Put organizations under those that were saved after them; one that would stand under itself stays where it is, listed."""
    for entry, mine in later:
        pointing = relinked(entry.record, lambda _, number: numbers.get(number, 0))
        placed = replace(mine, parent_id=pointing.parent_id, parents=pointing.parents)
        save = desk.contacts.save_organizations_in
        if placed != mine and accepted(transaction, save, [(entry.line, placed)], tally) == [None]:
            said = "“{title}” was taken in without what it stands under."
            tally.tell(entry.line, said, title=mine.name.host or mine.name.home)


def _above(one: Organization) -> set[int]:
    """Return what an organization stands under, stood or will stand under."""
    return {one.parent_id, *(entry.parent_id for entry in one.parents)}


def _called(one: Organization, batch: Batch) -> list[tuple[str, int]]:
    """Return what an organization is known by; in an archive, which tells them apart, by its name within its parent."""
    within = one.parent_id if batch.whole else 0
    return [(fold(name), within) for name in (one.name.host, one.name.home) if name]


def place_calendars(desk: Desk, transaction: Transaction, batch: Batch, tally: Tally) -> dict[int, int]:
    """Save calendars that an archive brings or new events need; one of the same uid or name takes the events in."""
    uids = [entry.record.uid for entry in batch.events if entry.record.uid]
    mine = desk.calendars.known(transaction, uids)
    needed = {entry.record.calendar_id for entry in batch.events if entry.record.uid not in mine}
    known = desk.calendars.known_calendars(transaction, [entry.record.uid for entry in batch.calendars])
    numbers: dict[int, int] = {}
    for entry in batch.calendars:
        record = entry.record
        names = {fold(name) for name in (record.name.host, record.name.home) if name}
        same = next((one for one in known if one.uid == record.uid), None) or next(
            (one for one in known if not one.deleted_at and names & {fold(one.name.host), fold(one.name.home)}), None
        )
        if same is None and not batch.whole and record.id not in needed:
            same = next((one for one in known if mine and one.id == next(iter(mine.values())).calendar_id), None)
            numbers[record.id] = same.id if same else 0
            continue
        if same is None or same.deleted_at:
            position = max((one.position for one in known), default=-1) + 1
            asked = same or replace(record, id=0, version=0, position=position)
            (same,) = accepted(transaction, desk.calendars.save_calendars_in, [(entry.line, asked)], tally)
            if same is None:
                tally.refused += 1
                continue
            known.append(replace(same, deleted_at=None))
        numbers[record.id] = same.id
    return numbers
