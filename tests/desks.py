"""New desks, each in a file of its own and each a copy of one that was made: making the tables costs more than most tests do."""

from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from liaison_desk.app.desk import Desk, make_desk, open_desk
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.clock import Clock, FixedClock


def new_desk(place: Path, profile: DeskProfile, clock: Clock | None = None) -> Desk:
    """Open an empty desk at a new file. Its profile's identifier is that of every other copy: two desks that meet are made."""
    with place.open("xb") as file:
        file.write(_made(profile, clock.now() if clock else None))
    place.chmod(0o600)
    return open_desk(str(place), clock=clock)


@cache
def _made(profile: DeskProfile, at: datetime | None) -> bytes:
    """Return the file of an empty desk as the program makes it."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "made.desk"
        make_desk(str(place), profile, clock=FixedClock(at) if at else None).close()
        assert [one.name for one in place.parent.iterdir()] == [place.name], "the desk is not closed"
        return place.read_bytes()
