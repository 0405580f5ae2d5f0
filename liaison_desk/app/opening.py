"""Opens the window from the command line: which desk, made if need be, and what happens where there is no display."""

import argparse
import gc
import os
import sys
from pathlib import Path

from liaison_desk.app.start import Memories, Program, require_qt
from liaison_desk.foundation.core.errors import DeskError, NotFoundError
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.location import first_desk, is_shared, kept_desk


def open_window(said: argparse.Namespace, language: Language) -> int:
    """Open the window on the desk asked for; returns the exit code when it is closed."""
    gone = ""
    if said.demo:
        from liaison_desk.app.demo import demo_desk, write_demo

        location = demo_desk(language)
        if not has_display():
            return write_demo(location, language)
    else:
        location, gone = find_desk(said.database)
    if not has_display():
        raise DeskError(
            "There is no display to open a window on. The commands work without one: see “liaison-desk --help”."
        )
    gc.disable()  # nothing made at the start is garbage; the first paint comes a tenth earlier
    require_qt()
    program = Program(location, Memories.of_user(), language if said.language else None)
    if gone:
        words = program.language.tr(
            "{file}, the desk you opened last, is not there. This is the one of the first start.", file=gone
        )
        program.window.message.show_text(words, "amb")
    code = program.run()
    while program.wanted:
        os.environ.pop("LIAISON_DESK_PASSPHRASE", None)  # it was the first desk's
        before = program.location
        program = Program(program.wanted, Memories.of_user(), language if said.language else None)
        program.before = before
        code = program.run()
    return code


def find_desk(asked: str | None) -> tuple[str, str]:
    """Return where the desk is: the one asked for, the one chosen last in the window, or the user's first, which is made if need be.

    The other text is the one chosen last where that is not there any more. Raises NotFoundError for one that was asked for.
    """
    if asked:
        if not is_shared(asked) and not Path(asked).exists():
            raise NotFoundError("There is no desk at {file}. Make one with “liaison-desk init”.", file=asked)
        return asked, ""
    kept, first = kept_desk(), first_desk()
    if kept and Path(kept).is_file():
        return kept, ""
    if not first.exists():
        _make_first(str(first))
    return str(first), kept


def has_display() -> bool:
    """Tell whether a window can be shown here."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM"))


def _make_first(location: str) -> None:
    """Make the user's own desk at the very first start; its settings can be changed at once."""
    from liaison_desk.app.founding import found_desk, new_profile

    found_desk(location, new_profile("JPN", "USA")).close()
