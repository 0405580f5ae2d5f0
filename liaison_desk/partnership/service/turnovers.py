"""Turnovers of the post, and what a successor must know of each record."""

from collections.abc import Callable

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import Problem
from liaison_desk.foundation.database.database import Database
from liaison_desk.partnership.records import Turnover, TurnoverNote
from liaison_desk.partnership.rules.validity import turnover_note_problems, turnover_problems
from liaison_desk.partnership.service.books import Book, Labels
from liaison_desk.partnership.store.kinds import TURNOVER_NOTES, TURNOVERS


class Turnovers(Book[Turnover]):
    """Turnovers of the post."""

    labels = Labels("Add a turnover", "Change a turnover", "Delete a turnover", "Delete turnovers")

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        super().__init__(database, profile, TURNOVERS)

    def problems(self, one: Turnover) -> list[Problem]:
        """Return what is wrong with it; an empty list is a valid one."""
        return turnover_problems(one)


class TurnoverNotes(Book[TurnoverNote]):
    """What a successor must know of records."""

    labels = Labels("Add a turnover note", "Change a turnover note", "Delete a turnover note", "Delete turnover notes")

    def __init__(self, database: Database, profile: Callable[[], DeskProfile]) -> None:
        super().__init__(database, profile, TURNOVER_NOTES)

    def problems(self, one: TurnoverNote) -> list[Problem]:
        """Return what is wrong with it; an empty list is a valid one."""
        return turnover_note_problems(one)
