"""What a user can do with the packets he keeps: compose, copy for the next period, let go out, look up what went out."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from mimetypes import guess_type
from types import MappingProxyType
from typing import Protocol

from liaison_desk.briefings.records import (
    PACKET,
    PACKET_FINAL,
    Packet,
    PacketFinal,
    PacketLine,
    PacketRequest,
    PacketResult,
    Template,
    Withheld,
)
from liaison_desk.briefings.rules import files_of, keyed, next_period, problems_of, request_of, titled
from liaison_desk.briefings.service.refusing import refused_words
from liaison_desk.briefings.store import (
    PACKET_TYPE,
    known_packets,
    last_final,
    last_number,
    read_finals,
    read_lines,
    read_packet,
    save_final,
    save_packet,
)
from liaison_desk.briefings.templates import require_known
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import list_order
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.attached import ANY_BYTES
from liaison_desk.foundation.core.errors import InvalidError, NotFoundError, RefusedError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.database.attachments import Attachments, NewFile
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.transaction import Transaction

_NO_FILES: Mapping[str, bytes] = MappingProxyType({})


class Composes(Protocol):
    """What kept packets ask of the composing of them."""

    def template(self, name: str) -> Template:
        """Return a template by name."""
        ...

    def titles(self, wanted: Collection[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        """Return what records of these kinds and uids are called."""
        ...


class PacketBook:
    """The packets a desk keeps, and every one that went out."""

    def __init__(
        self, database: Database, profile: Callable[[], DeskProfile], attachments: Attachments, briefings: Composes
    ) -> None:
        self._database = database
        self._profile = profile
        self._attachments = attachments
        self._briefings = briefings

    def packets(self) -> list[PacketLine]:
        """Return the packets, the one changed last first, each with how many of it went out."""
        with self._database.read() as connection:
            return read_lines(connection)

    def packet(self, packet_id: int) -> Packet:
        """Return a packet; raises NotFoundError."""
        with self._database.read() as connection:
            found = read_packet(connection, packet_id)
        if found is None:
            raise NotFoundError("This packet is not there any more.")
        return found

    def called(self, name: str) -> Packet:
        """Return the packet of a UID, or of a title in either language; raises NotFoundError, RefusedError for several."""
        every = self.packets()
        folded = name.strip().casefold()
        found = [one for one in every if one.uid == name] or [
            one for one in every if folded in {one.title.host.casefold(), one.title.home.casefold()} - {""}
        ]
        if not found:
            raise NotFoundError("There is no packet called {name}.", name=name[:60])
        if len(found) > 1:
            raise RefusedError("{n} packets are called {name}. Give the UID.", n=len(found), name=name[:60])
        return self.packet(found[0].id)

    def begin(self, template: Template, title: Bilingual, asked: PacketRequest) -> Packet:
        """Return a new packet of a template, not kept yet; what is written for it has the desk's usual marking."""
        marking = self._profile().default_marking
        items = keyed(replace(item, marking=marking) for item in template.sections)
        asked = replace(asked, template=template.name, items=None, title=Bilingual(), marking=None)
        return Packet(title=title, marking=marking, asked=asked, items=items)

    def save(self, packet: Packet, label: str = "Change a packet", files: Mapping[str, bytes] = _NO_FILES) -> Packet:
        """Add or change a packet; raises InvalidError by field, RefusedError above the ceiling, StaleError.

        ``label`` says beside undo what was changed. ``files`` are pictures and PDF files its entries take in, by SHA-256: they are
        kept with it, or not at all.
        """
        with self._database.write(label if packet.id else "Save a packet") as transaction:
            kept = self._save_in(transaction, packet)
            self._attach_in(transaction, kept, files)
            return kept

    def known(self, transaction: Transaction, uids: Sequence[str]) -> dict[str, Packet]:
        """Return the packets that have these uids, also from the trash."""
        return known_packets(transaction.connection, uids)

    def save_in(self, transaction: Transaction, packets: Sequence[Packet]) -> list[Packet]:
        """Add or change packets inside a larger transaction (an import)."""
        return [self._save_in(transaction, packet) for packet in packets]

    def _save_in(self, transaction: Transaction, packet: Packet) -> Packet:
        self.require_valid(packet)
        asked = replace(packet.asked, items=None, title=Bilingual(), marking=None)
        return save_packet(transaction, replace(packet, items=keyed(packet.items), asked=asked))

    def _attach_in(self, transaction: Transaction, packet: Packet, files: Mapping[str, bytes]) -> None:
        """Keep files of a packet's entries that the packet does not have yet."""
        named = {item.file: item.file_name for item in packet.items if item.file in files}
        there = self._attachments.owned(transaction.connection, PACKET, named)
        owner, marking = RecordRef(PACKET, packet.id), packet.marking.encode() if packet.marking is not None else ""
        new = [
            NewFile(owner, name, files[digest], guess_type(name)[0] or ANY_BYTES, marking)
            for digest, name in sorted(named.items())
            if (packet.id, digest) not in there
        ]
        self._attachments.add_all_in(transaction, new)

    def require_valid(self, packet: Packet) -> None:
        """Raise InvalidError for what keeps a packet from being kept or printed, RefusedError for a marking above the ceiling.

        An entry that no template could have is a DeskError.
        """
        for item in packet.items:
            require_known(item)
        problems = problems_of(packet)
        problems += refused_words(self._profile(), request_of(packet), packet.items)
        if problems:
            raise InvalidError(problems)

    def delete(self, ids: Sequence[int]) -> None:
        """Put packets into the trash, with what went out of them."""
        with self._database.write("Delete a packet") as transaction:
            transaction.trash(PACKET_TYPE, ids)

    def next_of(self, packet: Packet) -> Packet:
        """Return a copy of a packet for the period after its own, not kept yet; a final one's draft mark comes back."""
        asked = packet.asked
        if asked.since is not None and asked.until is not None:
            template = self._briefings.template(asked.template)
            since, until = next_period(template, asked.since, asked.until)
            asked = replace(asked, since=since, until=until)
        return Packet(title=packet.title, marking=packet.marking, asked=asked, items=packet.items)

    def keep(self, packet: Packet, files: Mapping[str, bytes] = _NO_FILES) -> Packet:
        """Add a packet with the files it takes in, all or nothing: ``files`` by SHA-256, others from the desk; see ``save``."""
        wanted = files_of(packet.items)
        contents = {**self._attachments.contents(wanted - files.keys()), **files}
        with self._database.write("Save a packet") as transaction:
            kept = self._save_in(transaction, packet)
            self._attach_in(transaction, kept, contents)
        return kept

    def let_out(self, packet_id: int, result: PacketResult, copies: str = "") -> PacketFinal:
        """Keep a finished packet for good: its file, what went in, what stayed out; see ``let_out_all``."""
        return self.let_out_all(packet_id, [(copies, result)])[0]

    def let_out_all(self, packet_id: int, copies: Sequence[tuple[str, PacketResult]]) -> list[PacketFinal]:
        """Keep finished copies of a packet for good, each with its number ("" for none), all or none. Raises NotFoundError.

        A draft is not kept: RefusedError. The same file going out again is the same final, told once.
        """
        if any(result.draft for _, result in copies):
            raise RefusedError("A draft is not kept. Take the draft mark off first.")
        self.packet(packet_id)
        with self._database.write("Let a packet go out") as transaction:
            return [self._let_out_in(transaction, packet_id, result, number) for number, result in copies]

    def _let_out_in(self, transaction: Transaction, packet_id: int, result: PacketResult, copies: str) -> PacketFinal:
        digest = sha256(result.pdf).hexdigest()
        last = last_final(transaction.connection, packet_id)
        if last is not None and last.sha256 == digest:
            return last
        final = save_final(
            transaction,
            PacketFinal(
                marking=result.marking,
                packet_id=packet_id,
                number=last_number(transaction.connection, packet_id) + 1,
                file_name=result.file_name,
                sha256=digest,
                size=len(result.pdf),
                pages=result.pages,
                banner=result.banner,
                audience=list_order(result.withheld.audience),
                copies=copies,
                included=result.included,
                # What stayed out is told by what its records are called now: whatever is erased for good is named nowhere.
                withheld=titled(result.withheld, lambda _: ""),
            ),
        )
        owner = RecordRef(PACKET_FINAL, final.id)
        marking = result.marking.encode()
        self._attachments.add_in(
            transaction, owner, result.file_name, result.pdf, media_type="application/pdf", marking=marking
        )
        return final

    def finals(self, packet_id: int) -> list[PacketFinal]:
        """Return what went out of a packet, the newest first; what stayed out is called as it is now, "" where that is gone."""
        with self._database.read() as connection:
            finals = read_finals(connection, packet_id)
        titles = self._briefings.titles(
            {(one.record.kind, one.uid) for final in finals for one in final.withheld.entries}
        )

        def called(one: Withheld) -> str:
            return titles.get((one.record.kind, one.uid), "")

        return [replace(final, withheld=titled(final.withheld, called)) for final in finals]

    def file_of(self, final: PacketFinal) -> bytes:
        """Return the file of what went out; NotFoundError when it is gone, RefusedError when it is not what went out."""
        data = self._attachments.contents([final.sha256]).get(final.sha256)
        if data is None:
            raise NotFoundError("This file is not there any more.")
        if sha256(data).hexdigest() != final.sha256:
            raise RefusedError("The file kept is not the one that went out: its digest differs.")
        return data
