"""The command that writes records for other programs: everything of a kind, or what an audience may have of it."""

import argparse
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language

if TYPE_CHECKING:
    from liaison_desk.app.desk import Desk
    from liaison_desk.app.outgoing.calendar_export import Exported

Opened = Callable[[str], "AbstractContextManager[Desk]"]


def export_records(said: argparse.Namespace, language: Language, opened: Opened) -> None:
    """Write what the command names to its file, and say how much that was; raises DeskError."""
    from liaison_desk.app.outgoing.exporting import export

    if said.calendar or said.since or said.until or said.audience is not None or said.withheld:
        _export_some(said, language, opened)
        return
    with opened(said.db) as desk:
        count = export(desk, said.what, Path(said.output), version=said.vcard)
    print(count.said(language, said.output))


def _export_some(said: argparse.Namespace, language: Language, opened: Opened) -> None:
    """Write some of the calendars, or what an audience may have of them."""
    from liaison_desk.app.outgoing.calendar_export import (
        CalendarExport,
        calendar_called,
        export_calendar,
        require_apart,
    )
    from liaison_desk.domain.nations import load_nations
    from liaison_desk.domain.release import audience_from_text

    planned = said.what == "exercises" and not (said.calendar or said.since or said.until)
    if said.what != "calendar" and not planned:
        raise DeskError(
            "--calendar, --from and --to go with “calendar” only, --audience and --withheld with “exercises” too."
        )
    if said.withheld and said.audience is None:
        raise DeskError("Without --audience nothing is withheld.")
    target = Path(said.output)
    if said.withheld:
        require_apart(Path(said.withheld), target)
    audience = audience_from_text(said.audience, load_nations()) if said.audience is not None else frozenset[str]()
    with opened(said.db) as desk:
        if planned:
            from liaison_desk.app.outgoing.exercise_export import export_milestones

            _say_exported(said, export_milestones(desk, target, audience=audience), language)
            return
        wanted = CalendarExport(
            calendar_id=calendar_called(desk, said.calendar) if said.calendar else 0,
            since=said.since,
            until=said.until,
            audience=audience,
        )
        _say_exported(said, export_calendar(desk, target, wanted), language)


def _say_exported(said: argparse.Namespace, result: "Exported", language: Language) -> None:
    """Say what was written, and write the report of what stayed out if it is wanted."""
    from liaison_desk.app.outgoing.calendar_export import save_withheld

    print(result.count.said(language, said.output))
    if result.withheld is not None:
        if said.withheld:
            save_withheld(result.withheld, Path(said.withheld), language)
        print(language.tr("Withheld: {count} records.", count=result.withheld.records), file=sys.stderr)
