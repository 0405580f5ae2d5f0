"""Asking before a plan moves: what would move is shown, and done only when the user says so."""

from liaison_desk.exercises.records import Preview
from liaison_desk.exercises.ui.sources import Sources
from liaison_desk.foundation.qt.context import Ui


def confirm_moves(preview: Preview, ui: Ui, sources: Sources, *, title: str) -> bool:
    """Show what would move and what is locked; true when it shall be done. What moves nothing needs no question."""
    from liaison_desk.exercises.ui.plan.preview import confirm_preview  # brings the table of moves along

    return confirm_preview(preview, ui, sources, title=title)
