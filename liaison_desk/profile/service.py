"""What a user can do with the desk's profile: look at it and change it."""

from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.errors import InvalidError
from liaison_desk.foundation.database.database import Database
from liaison_desk.foundation.database.snapshot import RecordType
from liaison_desk.profile import store

TYPES: tuple[RecordType, ...] = (store.PROFILE_TYPE,)


class Profile:
    """The desk's profile, kept in memory until somebody changes it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: DeskProfile | None = None
        database.bus.subscribe(self._forget)

    def get(self) -> DeskProfile:
        """Return the profile; the default one in a desk that has none."""
        if self._known is None:
            with self._database.read() as connection:
                self._known = store.read_profile(connection) or DeskProfile()
        return self._known

    def save(self, profile: DeskProfile) -> DeskProfile:
        """Change the profile; raises InvalidError with the problems of its fields."""
        problems = profile.validate()
        if problems:
            raise InvalidError(problems)
        with self._database.write("Change the desk profile") as transaction:
            store.save_profile(transaction, profile)
        return profile

    def found(self, profile: DeskProfile) -> None:
        """Write the profile of a new desk; there is nothing before it that undo could go back to."""
        problems = profile.validate()
        if problems:
            raise InvalidError(problems)
        with self._database.write("Make the desk", action="make") as transaction:
            store.save_profile(transaction, profile)

    def _forget(self, changes: ChangeSet) -> None:
        if changes.touches(store.PROFILE):
            self._known = None
