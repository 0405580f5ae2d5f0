"""Visits, and the sites whose rules they follow."""

from collections.abc import Callable

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import Problem
from liaison_desk.foundation.database.database import Database
from liaison_desk.partnership.records import Site, Visit
from liaison_desk.partnership.rules.validity import site_problems, visit_problems
from liaison_desk.partnership.service.books import Book, Labels
from liaison_desk.partnership.store.kinds import SITES, VISITS


class Visits(Book[Visit]):
    """Visits."""

    labels = Labels("Add a visit", "Change a visit", "Delete a visit", "Delete visits")

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        super().__init__(database, profile, VISITS)

    def problems(self, one: Visit) -> list[Problem]:
        """Return what is wrong with it; an empty list is a valid one."""
        return visit_problems(one)


class Sites(Book[Site]):
    """Places whose rules for visits are known."""

    labels = Labels("Add a site", "Change a site", "Delete a site", "Delete sites")

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        super().__init__(database, profile, SITES)

    def problems(self, one: Site) -> list[Problem]:
        """Return what is wrong with it; an empty list is a valid one."""
        return site_problems(one)
