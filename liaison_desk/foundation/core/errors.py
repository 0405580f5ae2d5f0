"""The few kinds of error a user may see; anything else is a bug.

An error keeps its sentence as an English template with named values, so that
whoever shows it can translate it (``language.tr(error.text, **error.values)``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self


class DeskError(Exception):
    """Something the user can understand and act on: one clear sentence, what happened and what to do."""

    def __init__(self, text: str, /, **values: Any) -> None:
        super().__init__(text)
        self.text = text
        self.values = values
        self.field = ""

    def at(self, field: str) -> Self:
        """Return the error, which now says in which field of a form it is mended."""
        self.field = field
        return self

    def __str__(self) -> str:
        return self.text.format(**self.values) if self.values else self.text


class NotFoundError(DeskError):
    """The record or file asked for is not there (any more)."""


class StaleError(DeskError):
    """The record has changed since it was read; the caller must read it again."""


class BusyError(DeskError):
    """Another program holds what is needed; trying again later may succeed."""


class UnreadableError(DeskError):
    """A file or database is not what it should be; nothing was changed."""


class BrokenError(DeskError):
    """A bug cost one part of a larger work; its ``__cause__`` is that bug, which whoever shows the error has to report."""


class RefusedError(DeskError):
    """A rule of the desk forbids what was asked (ceiling, audience, marking)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one field (``field`` is the record's attribute name), as a translatable template."""

    field: str
    text: str
    values: tuple[tuple[str, Any], ...] = ()


class InvalidError(DeskError):
    """A record breaks its own rules; every problem is listed with its field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0]
        super().__init__(first.text, **dict(first.values))
        self.problems = tuple(problems)


class CancelledError(DeskError):
    """The user stopped a long piece of work; nothing of it was kept."""

    def __init__(self) -> None:
        super().__init__("Stopped. Nothing was changed.")
