"""Cells that a spreadsheet would calculate, made harmless, and back: what a user typed is never a formula."""

import re

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: one apostrophe before =, +, -, @, tab or line break.

    ``unguarded`` takes it away again; a text that already begins so gets one more, so that nothing is lost.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return the cell without the apostrophe that ``guarded`` (or Google) put before a formula's sign."""
    return text[1:] if _GUARDED.match(text) else text
