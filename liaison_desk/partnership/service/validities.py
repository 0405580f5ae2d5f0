"""What ends on a day: kept, renewed, and brought to an end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.errors import InvalidError, Problem
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
        return validity_problems(one) + self.past_problems(ended=one.ended)

    def renew(self, validity_id: int, expires: date) -> Validity:
        """Let something be valid through a later day; what was given back is watched again. InvalidError for a day that is no later."""
        with self._database.write("Renew an end date") as transaction:
            one = self.living(transaction.connection, validity_id)
            if expires <= one.expires:
                values = (("day", one.expires.isoformat()),)
                raise InvalidError([Problem("expires", "It ends on {day} already. Choose a later day.", values)])
            return self.save_in(transaction, [replace(one, expires=expires, ended=None)])[0]

    def end(self, validity_id: int, on: date) -> Validity:
        """Note the day something was given back or came to an end otherwise; nobody watches it any more. InvalidError for a day still to come."""
        with self._database.write("End what is valid") as transaction:
            one = self.living(transaction.connection, validity_id)
            return self.save_in(transaction, [replace(one, ended=on)])[0]

    def watch(self, validity_id: int) -> Validity:
        """Watch again what was noted as ended."""
        with self._database.write("Watch an end date again") as transaction:
            one = self.living(transaction.connection, validity_id)
            return self.save_in(transaction, [replace(one, ended=None)])[0]
