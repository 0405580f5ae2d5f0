"""How the numbers of requests for information are given out: one after the other per year and direction, none twice.

Writers wait for each other on both engines, so what is read here stands until the commit. The highest number that was
given is remembered beside the requests: one that is erased for good leaves its number unused, for it may stand on papers
that others keep. The trash keeps numbers, and so does what undo takes back: a request that comes back has the one it had.
"""

from sqlalchemy import Connection, func, select

from liaison_desk.foundation.database.remembering import remember, remembered
from liaison_desk.schema.tasks import rfi_table
from liaison_desk.tasks.records import Rfi

_RFI = rfi_table.c


def next_number(connection: Connection, direction: str, year: int) -> int:
    """Return the number after the highest that a year's requests in a direction ever had."""
    query = select(func.max(_RFI.number)).where(_RFI.direction == direction, _RFI.year == year)
    highest = connection.execute(query).scalar() or 0
    return max(highest, remembered(connection, _key(direction, year)) or 0) + 1


def remember_number(connection: Connection, rfi: Rfi) -> None:
    """Remember that a request's number was given."""
    key = _key(rfi.direction, rfi.year)
    if (remembered(connection, key) or 0) < rfi.number:
        remember(connection, key, rfi.number)


def bearer_of(connection: Connection, rfi: Rfi) -> int:
    """Return the id of the task that has a request's number, 0 for none."""
    same = (_RFI.direction == rfi.direction, _RFI.year == rfi.year, _RFI.number == rfi.number)
    return connection.execute(select(_RFI.record_id).where(*same)).scalar() or 0


def _key(direction: str, year: int) -> str:
    return f"rfi {year} {direction}"
