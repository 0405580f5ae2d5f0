"""All tables of a desk, for migrations: importing this module declares every one of them."""

from liaison_desk.foundation.database.base import Base
from liaison_desk.schema import calendar, contacts, meetings, profile, tasks

METADATA = Base.metadata
TABLES = (calendar, contacts, meetings, profile, tasks)
