"""What ends on a day."""

from collections.abc import Callable

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import Problem
from liaison_desk.foundation.database.database import Database
from liaison_desk.partnership.records import Validity
from liaison_desk.partnership.rules.validity import validity_problems
from liaison_desk.partnership.service.books import Book, Labels
from liaison_desk.partnership.store.kinds import VALIDITIES


class Validities(Book[Validity]):
    """Letters, badges, authorizations and the like."""

    labels = Labels("Add an end date", "Change an end date", "Delete an end date", "Delete end dates")

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        super().__init__(database, profile, VALIDITIES)

    def problems(self, one: Validity) -> list[Problem]:
        """Return what is wrong with it; an empty list is a valid one."""
        return validity_problems(one)
