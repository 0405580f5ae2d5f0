"""Arrangements: kept, signed, amended, renewed and ended; what they oblige to becomes tasks."""

from collections.abc import Callable

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import Problem
from liaison_desk.foundation.database.database import Database
from liaison_desk.partnership.records import Arrangement
from liaison_desk.partnership.rules.validity import arrangement_problems
from liaison_desk.partnership.service.books import Book, Labels
from liaison_desk.partnership.store.kinds import ARRANGEMENTS


class Arrangements(Book[Arrangement]):
    """Arrangements."""

    labels = Labels("Add an arrangement", "Change an arrangement", "Delete an arrangement", "Delete arrangements")

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        super().__init__(database, profile, ARRANGEMENTS)

    def problems(self, one: Arrangement) -> list[Problem]:
        """Return what is wrong with it; an empty list is a valid one."""
        return arrangement_problems(one)
