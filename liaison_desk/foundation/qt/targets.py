"""Where an export is written: in which format, and into which file."""

from collections.abc import Sequence
from pathlib import Path

from liaison_desk.foundation.qt.context import Ui

TABLES = (("CSV", "csv"), ("Excel", "xlsx"))


def ask_target(ui: Ui, stem: str, formats: Sequence[tuple[str, str]] = TABLES) -> tuple[int, Path] | None:
    """Ask for one of some formats (name and ending) and for a file; return the format's number and a path of its ending."""
    tr = ui.language.tr
    chosen = ui.ask.choose(tr("Export"), tr("What should be written?"), [name for name, _ in formats])
    if chosen is None:
        return None
    name, ending = formats[chosen]
    target = ui.ask.save_file(tr("Export"), f"{stem}.{ending}", f"{name} (*.{ending})")
    if target is None:
        return None
    return chosen, target if target.suffix.lower() == f".{ending}" else target.with_name(f"{target.name}.{ending}")
