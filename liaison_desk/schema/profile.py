"""Table of the desk's profile: one row."""

from typing import Any

from sqlalchemy.orm import Mapped

from liaison_desk.foundation.database.base import Base, RecordRow


class ProfileRow(RecordRow, Base):
    """The profile as one JSON document: it is read whole, never searched, and grows a field at a time."""

    __tablename__ = "profile"

    document: Mapped[dict[str, Any]]
