"""The log of what was told, shown and given."""

from collections.abc import Callable

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import Problem
from liaison_desk.foundation.database.database import Database
from liaison_desk.partnership.records import Disclosure
from liaison_desk.partnership.rules.validity import disclosure_problems
from liaison_desk.partnership.service.books import Book, Labels
from liaison_desk.partnership.store.kinds import DISCLOSURES


class Disclosures(Book[Disclosure]):
    """The disclosure log."""

    labels = Labels("Add a disclosure", "Change a disclosure", "Delete a disclosure", "Delete disclosures")

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        super().__init__(database, profile, DISCLOSURES)

    def problems(self, one: Disclosure) -> list[Problem]:
        """Return what is wrong with it; an empty list is a valid one."""
        return disclosure_problems(one)
