"""What pages are lent of the floors below and above them: other programs' formats, and undo.

The formats are loaded when something is written or read, for a page opens without them.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from liaison_desk.app.desk import Desk
from liaison_desk.foundation.core.files import write_whole
from liaison_desk.foundation.core.written import Written
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.targets import ask_target

if TYPE_CHECKING:
    from liaison_desk.contacts.ui.outside import Outside, Version


def lend(desk: Desk) -> "Outside":
    """Return the callables of one desk."""
    from liaison_desk.contacts.ui.outside import Outside

    def cards(ids: Sequence[int]) -> bytes:
        from liaison_desk.app.outgoing.exporting import cards_of

        return cards_of(desk, ids)

    def write(ids: Sequence[int], target: Path, version: "Version") -> Written:
        from liaison_desk.app.outgoing.exporting import export

        return export(desk, "contacts", target, version=version, people=ids)

    def take(cards: bytes) -> tuple[int, int, int]:
        from liaison_desk.app.incoming.importing import import_cards

        report = import_cards(desk, cards)
        return report.added, report.updated, report.skipped

    return Outside(cards, write, take, desk.history.undo)


def write_table(target: Path, name: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Written:
    """Write a table to a .csv or .xlsx file, no cell of which a spreadsheet takes for a formula; return how many rows."""
    from liaison_desk.exchange.tables import writer

    sheet = writer.Sheet(name, tuple(headings), tuple(map(tuple, rows)))
    data = writer.write_table((sheet,), "csv" if target.suffix.lower() == ".csv" else "xlsx")
    write_whole(target, data)
    return Written(len(rows), data)


def export_tasks(desk: Desk, ui: Ui, ids: Sequence[int]) -> None:
    """Ask for a format and a file, and write tasks there as a table, in their order."""
    found = ask_target(ui, "tasks") if ids else None
    if found is None:
        return
    target = found[1]

    def work() -> Written:
        from liaison_desk.app.outgoing.exporting import tasks_table

        return tasks_table(desk, ids, target, ui.language)

    def done(count: Written) -> None:
        ui.notify(count.said(ui.language, target.name), None)

    ui.jobs.database.run(work, done)
