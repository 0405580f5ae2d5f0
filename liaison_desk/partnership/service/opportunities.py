"""Opportunities: kept, moved on the board, agreed or dropped."""

from collections.abc import Callable

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import Problem
from liaison_desk.foundation.database.database import Database
from liaison_desk.partnership.records import Opportunity
from liaison_desk.partnership.rules.validity import opportunity_problems
from liaison_desk.partnership.service.books import Book, Labels
from liaison_desk.partnership.store.kinds import OPPORTUNITIES


class Opportunities(Book[Opportunity]):
    """Opportunities."""

    labels = Labels("Add an opportunity", "Change an opportunity", "Delete an opportunity", "Delete opportunities")

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        super().__init__(database, profile, OPPORTUNITIES)

    def problems(self, one: Opportunity) -> list[Problem]:
        """Return what is wrong with it; an empty list is a valid one."""
        return opportunity_problems(one)
