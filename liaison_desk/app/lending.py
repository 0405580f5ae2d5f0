"""What the contacts pages are lent of the floors below and above it: other programs' formats, and undo."""

from collections.abc import Sequence
from pathlib import Path

from liaison_desk.app.desk import Desk
from liaison_desk.app.exporting import cards_of, export
from liaison_desk.app.importing import import_cards
from liaison_desk.contacts.ui.outside import Outside, Version
from liaison_desk.foundation.core.files import write_whole


def lend(desk: Desk) -> Outside:
    """Return the callables of one desk."""

    def write(ids: Sequence[int], target: Path, version: Version) -> int:
        return export(desk, "contacts", target, version=version, people=ids)

    def take(cards: bytes) -> tuple[int, int, int]:
        report = import_cards(desk, cards)
        return report.added, report.updated, report.skipped

    return Outside(lambda ids: cards_of(desk, ids), write, take, desk.history.undo)


def write_table(target: Path, name: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Write a table to a .csv or .xlsx file, no cell of which a spreadsheet takes for a formula."""
    from liaison_desk.exchange.tables import writer

    sheet = writer.Sheet(name, tuple(headings), tuple(map(tuple, rows)))
    write_whole(target, writer.write_table((sheet,), "csv" if target.suffix.lower() == ".csv" else "xlsx"))
