"""Chosen people as files and cards, and cards from the clipboard: what the contacts page asks of the exchange floor."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from liaison_desk.app.desk import Desk
from liaison_desk.app.importing import import_file, settings_of
from liaison_desk.contacts.records import Organization, Person
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.files import write_whole
from liaison_desk.foundation.core.language import Language

OLD = "3.0"


def cards_of(desk: Desk, ids: Sequence[int], version: str = "4.0") -> bytes:
    """Return people as one vCard file, in the order of their ids; ``version`` is 3.0 or 4.0."""
    from liaison_desk.exchange.vcard.writer import write_vcards

    people, houses = _people(desk, ids)
    known = {house.id: house for house in houses}
    return write_vcards(people, known, "3.0" if version == OLD else "4.0", settings=settings_of(desk.profile.get()))


def export_people(desk: Desk, ids: Sequence[int], target: Path, version: str = "4.0") -> int:
    """Write people to a file, by its ending (.vcf .csv .xlsx); return how many. Raises DeskError; no half file is left."""
    ending = target.suffix.lower()
    if ending == ".vcf":
        data = cards_of(desk, ids, version)
    elif ending in {".csv", ".xlsx"}:
        from liaison_desk.exchange.tables import writer

        language = Language(desk.profile.get().host_language)  # those who get the table read the host's
        data = writer.write_people(*_people(desk, ids), "csv" if ending == ".csv" else "xlsx", language)
    else:
        raise DeskError(
            "{what} cannot be written as {file}. Possible endings: {endings}.",
            what="contacts", file=target.name, endings=".csv, .vcf, .xlsx",
        )  # fmt: skip
    write_whole(target, data)
    return len(desk.contacts.people_by_ids(ids))


def take_cards(desk: Desk, data: bytes) -> tuple[int, int, int]:
    """Take in the cards of a text, in one action; return how many people were added, updated and left out."""
    with TemporaryDirectory(prefix="liaison-") as folder:
        path = Path(folder) / "clipboard.vcf"
        path.write_bytes(data)
        report = import_file(desk, path)
    return report.added, report.updated, report.skipped


def _people(desk: Desk, ids: Sequence[int]) -> tuple[list[Person], list[Organization]]:
    found = desk.contacts.people_by_ids(ids)
    return [found[id_] for id_ in ids if id_ in found], list(desk.contacts.organizations())
