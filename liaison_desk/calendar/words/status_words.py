"""What keeps an occurrence from taking place for the officer, or makes it unsure: one rule for screens, papers and lists."""

from collections.abc import Callable
from typing import TypeVar

from liaison_desk.calendar.records import Occurrence, Status

T = TypeVar("T")


def status_words(tr: Callable[[str], T], one: Occurrence) -> T | None:
    """Return, in the words of a translator, whether something is cancelled, declined, or unsure; None for what takes place."""
    if one.status is Status.CANCELLED:
        return tr("Cancelled")
    if one.declined:
        return tr("Declined")
    return tr("Tentative") if one.status is Status.TENTATIVE else None
