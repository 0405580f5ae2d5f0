"""The log of gifts."""

from collections.abc import Callable

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import Problem
from liaison_desk.foundation.database.database import Database
from liaison_desk.partnership.records import Gift
from liaison_desk.partnership.rules.validity import gift_problems
from liaison_desk.partnership.service.books import Book, Labels
from liaison_desk.partnership.store.kinds import GIFTS


class Gifts(Book[Gift]):
    """The gift log."""

    labels = Labels("Add a gift", "Change a gift", "Delete a gift", "Delete gifts")

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        super().__init__(database, profile, GIFTS)

    def problems(self, one: Gift) -> list[Problem]:
        """Return what is wrong with it; an empty list is a valid one."""
        return gift_problems(one)
