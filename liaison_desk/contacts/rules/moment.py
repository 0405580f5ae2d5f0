"""Now, as contacts count by it: intervals and posts by days at the host headquarters, meetings by the instant."""

from datetime import date, datetime
from typing import NamedTuple


class Moment(NamedTuple):
    """``day`` is the date at the host headquarters, ``instant`` the aware UTC instant."""

    day: date
    instant: datetime
