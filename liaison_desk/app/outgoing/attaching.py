"""The files of a desk's records, of whatever kind, as archives carry them: read for writing one, and kept when one comes in."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

from liaison_desk.app.desk import Desk
from liaison_desk.domain.ceiling import check_ceiling
from liaison_desk.domain.marking import Marking
from liaison_desk.exchange.archive.files import AttachedFile
from liaison_desk.foundation.core.attached import ATTACHMENT
from liaison_desk.foundation.database.snapshot import Snapshot
from liaison_desk.foundation.database.transaction import Draft, Transaction

_FIELDS = tuple(one.name for one in fields(AttachedFile) if one.name != "marking")
_OWN = ("owner_kind", "owner_id", "name", "media_type", "size", "sha256")


def files_of(desk: Desk) -> tuple[AttachedFile, ...]:
    """Return the files of all records, without their bytes; those in the trash are left out.

    So are packets that went out with the personal data of visitors: what they are exported to would not erase them on their day.
    """
    kind, private = desk.database.types[ATTACHMENT], desk.packet_finals.files_of_visitors()
    with desk.database.read() as connection:
        found = map(_file, kind.read(connection, desk.attachments.ids(connection)).values())
        return tuple(one for one in found if one.sha256 not in private)


class ArrivingFiles:
    """Keeps the files of an archive, whose bytes are ``contents`` by SHA-256."""

    def __init__(self, desk: Desk, contents: Mapping[str, bytes]) -> None:
        self._desk = desk
        self._contents = contents

    def known(self, transaction: Transaction, uids: Sequence[str]) -> dict[str, AttachedFile]:
        """Return the files that have these uids, also from the trash."""
        kind = transaction.types[ATTACHMENT]
        ids = kind.ids_by_uid(transaction.connection, uids)
        return {one.uid: one for one in self._read(transaction, list(ids.values()))}

    def recognized(self, transaction: Transaction, files: Sequence[AttachedFile]) -> dict[str, AttachedFile]:
        """Return, by uids the desk does not know, its files that hold the same bytes for the same owner.

        One that the archive brings under its own uid as well is another: somebody attached those bytes twice.
        """
        uids = {one.uid for one in files}
        known = self.known(transaction, list(uids))
        strangers = {one.uid: one for one in files if one.uid not in known}
        owned: dict[tuple[str, int, str], int] = {}
        for kind in {one.owner_kind for one in strangers.values()}:
            digests = {one.sha256 for one in strangers.values() if one.owner_kind == kind}
            there = self._desk.attachments.owned(transaction.connection, kind, digests)
            owned |= {(kind, *key): id_ for key, id_ in there.items()}
        mine = {uid: owned.get((one.owner_kind, one.owner_id, one.sha256), 0) for uid, one in strangers.items()}
        found = {one.id: one for one in self._read(transaction, sorted(set(mine.values()))) if one.uid not in uids}
        return {uid: found[id_] for uid, id_ in mine.items() if id_ in found}

    def save_in(self, transaction: Transaction, files: Sequence[AttachedFile]) -> list[AttachedFile]:
        """Add or change files inside a larger transaction (an import)."""
        drafts = [
            Draft(
                {**{name: getattr(one, name) for name in _OWN}, "marking": one.marking.encode() if one.marking else ""},
                id=one.id,
                uid=one.uid,
                version=one.version,
                created_at=one.created_at,
            )
            for one in files
        ]
        heads = self._desk.attachments.save_in(transaction, drafts, self._contents)
        return [
            replace(one, id=head.id, uid=head.uid, version=head.version) for one, head in zip(files, heads, strict=True)
        ]

    def require_valid(self, file: AttachedFile) -> None:
        """Raise RefusedError for a file above the desk's ceiling."""
        check_ceiling(file.marking, self._desk.profile.get().ceiling)

    @staticmethod
    def _read(transaction: Transaction, ids: Sequence[int]) -> list[AttachedFile]:
        return list(map(_file, transaction.types[ATTACHMENT].read(transaction.connection, ids).values()))


def _file(snapshot: Snapshot) -> AttachedFile:
    row = snapshot.row
    return AttachedFile(**{name: row[name] for name in _FIELDS}, marking=Marking.decode(row["marking"]))
