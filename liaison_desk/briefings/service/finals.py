"""What went out of packets, as archives carry it from desk to desk: added as it is, and never changed."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from liaison_desk.briefings.records import Packet, PacketFinal
from liaison_desk.briefings.rules import altered, renumbered
from liaison_desk.briefings.store import (
    files_of_gone_visitors,
    files_of_visitors,
    known_finals,
    last_number,
    read_every,
    save_final,
)
from liaison_desk.domain.ceiling import check_ceiling
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import InvalidError, Problem, UnreadableError
from liaison_desk.foundation.database.attachments import Attachments
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import Transaction


class FinalBook:
    """All that went out of the packets of one desk. What went in and stayed out is named by uid: numbers are each desk's own."""

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        self._database = database
        self._profile = profile

    def everything(self) -> tuple[list[Packet], list[PacketFinal]]:
        """Return all packets outside the trash, and all that went out of them."""
        with self._database.read() as connection:
            packets, finals = read_every(connection)
        return packets, list(map(_unnumbered, finals))

    def known(self, transaction: Transaction, uids: Sequence[str]) -> dict[str, PacketFinal]:
        """Return what went out under these uids, also from the trash."""
        return {uid: _unnumbered(one) for uid, one in known_finals(transaction.connection, uids).items()}

    def save_in(self, transaction: Transaction, finals: Sequence[PacketFinal]) -> list[PacketFinal]:
        """Add what went out inside a larger transaction (an import); of one packet the later of a number gets the next.

        One that the desk has is never replaced: InvalidError where the file says something else of it.
        """
        every = list(map(_unnumbered, finals))
        known = self.known(transaction, [one.uid for one in every if one.id])
        ids = _ids_of(transaction, every)
        last: dict[int, int] = {}
        saved = []
        for one in every:
            packet, mine = one.packet_id, known.get(one.uid)
            if mine is None:
                if packet not in last:
                    last[packet] = last_number(transaction.connection, packet)
                number = last[packet] = max(one.number, last[packet] + 1)
            elif _content(mine) == _content(one):
                number = mine.number
            else:
                said = "What is kept of the packet that went out under number {number} is not what the file says; it stays."
                raise InvalidError([Problem("number", said, (("number", mine.number),))])
            whole = renumbered(replace(one, number=number), lambda kind, uid: ids.get((kind, uid), 0))
            saved.append(_unnumbered(save_final(transaction, whole)))
        return saved

    def files_of_visitors(self) -> frozenset[str]:
        """Return the files, by SHA-256, that went out with the personal data of visitors."""
        with self._database.read() as connection:
            return frozenset(files_of_visitors(connection))

    def files_of_gone_visitors(self) -> list[str]:
        """Return the files, by SHA-256, that went out with the personal data of visitors that are erased by now."""
        with self._database.read() as connection:
            return files_of_gone_visitors(connection)

    def erase_files_of_gone_visitors(self, transaction: Transaction) -> int:
        """Erase those files for good, and return how many that were; that they went out, and their digests, stay on record."""
        return Attachments(self._database).erase_in(transaction, files_of_gone_visitors(transaction.connection))

    def require_valid(self, final: PacketFinal) -> None:
        """Raise UnreadableError for one that was altered, RefusedError for one above the ceiling."""
        check_ceiling(final.marking, self._profile().ceiling)
        if altered(final):
            raise UnreadableError("What the file says of a packet that went out was altered; it was left out.")


def _ids_of(transaction: Transaction, finals: Sequence[PacketFinal]) -> dict[tuple[str, str], int]:
    """Return the numbers that the records of what went out have on this desk, by kind and uid; those that are not here have none."""
    wanted: dict[str, set[str]] = {}
    for final in finals:
        named = [(one.record.kind, one.uid) for one in final.included]
        for kind, uid in named + [(one.record.kind, one.uid) for one in final.withheld.entries]:
            wanted.setdefault(kind, set()).add(uid)
    return {
        (kind, uid): id_
        for kind, uids in wanted.items()
        if kind in transaction.types
        for uid, id_ in transaction.types[kind].ids_by_uid(transaction.connection, list(uids)).items()
    }


def _unnumbered(final: PacketFinal) -> PacketFinal:
    return renumbered(final, lambda _kind, _uid: 0)


def _content(final: PacketFinal) -> PacketFinal:
    """Return what must never change of what went out."""
    return PacketFinal(
        packet_id=final.packet_id,
        file_name=final.file_name,
        sha256=final.sha256,
        size=final.size,
        pages=final.pages,
        banner=final.banner,
        audience=final.audience,
        copies=final.copies,
        included=final.included,
        withheld=final.withheld,
        marking=final.marking,
    )
