"""How much of a strange PDF file is read, unpacked and carried at most; a file beyond that is refused, whatever it says of itself."""

from typing import Final, NoReturn

from liaison_desk.foundation.core.errors import RefusedError

MB: Final = 1_000_000
MOST_BYTES: Final = 50 * MB
"""Bytes of a file that a packet takes in: it is held as it came, as it is carried and as it is written."""
MOST_PAGES: Final = 5_000
MOST_ENTRIES: Final = 500_000
"""Objects that the table of a file tells of."""
MOST_READS: Final = 8_000_000
"""Steps of reading, some seconds of them; a page of an office program takes some hundred."""
MOST_KEPT: Final = 3_000_000
"""Steps after which what was read so far is let go, for a step may leave a number of ninety bytes."""
MOST_SEARCHED: Final = 500 * MB
"""Bytes of the file searched for objects that are not where its table says."""
MOST_WRITTEN: Final = 3_000_000
"""Values written out; what is referred to again and again is written as often."""
MOST_UNPACKED: Final = 96 * MB
"""Bytes of text, fonts and drawings, unpacked."""
MOST_AT_ONCE: Final = 48 * MB
MOST_SLOWLY: Final = 4 * MB
"""Bytes of one stream that is unpacked or read letter by letter: in a rare packing, or of objects packed together."""
MOST_PIXELS: Final = 256 * MB
"""Bytes of one picture, unpacked, as whoever shows the page must hold it."""
MOST_PICTURES: Final = 2_000 * MB
MOST_DRAWN: Final = 256 * MB
"""Bytes of drawing on one page, what is drawn again and again counted as often."""
DEEPEST: Final = 24
"""How deep drawings, patterns and colours may be nested in each other."""
MOST_NAMES: Final = 100_000
"""Names that one drawing speaks of."""
MOST_MARKS: Final = 5_000
"""Fields and comments of one page."""
LEAST_INCHES, MOST_INCHES = 1, 200
INCH: Final = 72.0


def give_up() -> NoReturn:
    """Raise the one error that the library never takes for a fault of the file that can be mended."""
    from pypdf.errors import LimitReachedError

    raise LimitReachedError


def require_bearable(data: bytes, name: str) -> None:
    """Raise RefusedError for a file that is larger than a packet takes in."""
    if len(data) > MOST_BYTES:
        raise RefusedError(
            "{file} has {size} MB. A packet takes in files of {most} MB at most.",
            file=name,
            size=-(-len(data) // MB),
            most=MOST_BYTES // MB,
        )


class Meter:
    """Counts what one file costs, and gives up on one that costs too much."""

    def __init__(self) -> None:
        self._steps = self._let_go = self._written = 0
        self._searched = self._unpacked = self._pictures = 0

    def step(self, count: int = 1) -> None:
        """Count steps of reading."""
        self._steps += count
        if self._steps > MOST_READS:
            give_up()

    def should_let_go(self) -> bool:
        """Tell whether so much was read since this was last true that it should be let go."""
        if self._steps - self._let_go < MOST_KEPT:
            return False
        self._let_go = self._steps
        return True

    def write(self) -> None:
        """Count a value that is written out."""
        self._written += 1
        if self._written > MOST_WRITTEN:
            give_up()

    def search(self, size: int) -> None:
        """Count bytes that are searched for an object that has been lost."""
        self._searched += size
        if self._searched > MOST_SEARCHED:
            give_up()

    def unpack(self, size: int) -> None:
        """Count bytes of what was unpacked."""
        self._unpacked += size
        if self._unpacked > MOST_UNPACKED:
            give_up()

    def picture(self, size: int) -> None:
        """Count bytes of an unpacked picture."""
        self._pictures += size
        if size > MOST_PIXELS or self._pictures > MOST_PICTURES:
            give_up()
