"""What the contacts page is lent of the floors below and above it: other programs' formats, and undo."""

from collections.abc import Sequence
from pathlib import Path

from liaison_desk.app.desk import Desk
from liaison_desk.app.exporting import cards_of, export
from liaison_desk.app.importing import import_cards
from liaison_desk.contacts.ui.outside import Outside, Version


def lend(desk: Desk) -> Outside:
    """Return the callables of one desk."""

    def write(ids: Sequence[int], target: Path, version: Version) -> int:
        return export(desk, "contacts", target, version=version, people=ids)

    def take(cards: bytes) -> tuple[int, int, int]:
        report = import_cards(desk, cards)
        return report.added, report.updated, report.skipped

    return Outside(lambda ids: cards_of(desk, ids), write, take, desk.history.undo)
