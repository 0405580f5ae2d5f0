"""The personal data of visitors, kept in this one place until they are erased for good."""

from collections.abc import Callable

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import Problem
from liaison_desk.foundation.database.database import Database
from liaison_desk.partnership.records import Visitor
from liaison_desk.partnership.rules.validity import visitor_problems
from liaison_desk.partnership.service.books import Book, Labels
from liaison_desk.partnership.store.kinds import VISITORS


class Visitors(Book[Visitor]):
    """Personal data of visitors."""

    labels = Labels(
        "Add a visitor’s data", "Change a visitor’s data", "Delete a visitor’s data", "Delete visitors’ data"
    )

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        super().__init__(database, profile, VISITORS)

    def problems(self, one: Visitor) -> list[Problem]:
        """Return what is wrong with it; an empty list is a valid one."""
        return visitor_problems(one)
