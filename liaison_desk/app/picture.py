"""A picture of a page of the window, taken without a display: for documents, for tests, and for whoever mends the look."""

import argparse
import os
import tempfile
from pathlib import Path

from liaison_desk.app.features import FEATURES
from liaison_desk.app.start import Memories, Program, require_qt
from liaison_desk.foundation.core.clock import Clock, FixedClock, SystemClock
from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.language import Language


def take_picture(said: argparse.Namespace, language: Language) -> None:
    """Write a page of the window as PNG, as it looks on a screen of this size; needs no display.

    A page of several panes shows the one named after it: ``partnership/visits``.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if said.scale != 1.0:
        os.environ["QT_SCALE_FACTOR"] = str(said.scale)
    require_qt()
    if said.page not in (known := _pages()):
        raise DeskError("There is no page {page}. Pages: {pages}.", page=said.page, pages=", ".join(known))
    clock: Clock = FixedClock(said.at) if said.at else SystemClock()
    with tempfile.TemporaryDirectory() as folder:
        program = Program(said.db, Memories(Path(folder)), language, clock, said.theme)
        try:
            _paint_page(program, said)
        finally:
            program.close()


def _pages() -> list[str]:
    """Return what pictures can be taken of: the pages, and the panes of one that has several."""
    from liaison_desk.partnership.ui.panes import TABS

    pages = [one.key for one in FEATURES]
    return pages + [f"partnership/{tab.key}" for tab in TABS]


def _paint_page(program: Program, said: argparse.Namespace) -> None:
    from liaison_desk.foundation.qt.desktop import keep_singletons_alive

    keep_singletons_alive()
    window = program.window
    page, _, pane = said.page.partition("/")
    program.memory.keep("window/page", page)
    if pane:
        program.memory.keep(f"{page}/pane", pane)
    window.resize(*said.size)
    window.show()
    program.unseen = True
    program.open_desk()
    program.jobs.idle()
    if program.failure is not None:  # a picture of the failure page would hide it
        raise program.failure
    window.resize(*said.size)
    program.jobs.idle()
    if program.failure is not None:
        raise program.failure
    if not window.grab().save(said.output, "PNG"):
        raise DeskError("{file} cannot be written. Check the folder and its rights.", file=said.output)
