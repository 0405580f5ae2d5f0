"""Pages of other files put into ours: what draws them, object by object, what several of them use once."""

from liaison_desk.briefings.inserts import Part
from liaison_desk.briefings.render.file import File
from liaison_desk.foundation.core.errors import RefusedError

_MOST_MEGABYTES = 64
"""What all pages together may take: they are held as they came, as they are carried, and as they are written."""


class Carried:
    """The objects of pages of other files that are in the file already."""

    def __init__(self, file: File) -> None:
        self._file = file
        self._numbers: dict[int, tuple[int, Part]] = {}
        self._bytes = 0

    def put(self, part: Part) -> int:
        """Put an object and all it refers to into the file, if it is not there, and return its number.

        RefusedError when pages of other files take more than a packet can hold.
        """
        known = self._numbers.get(id(part))
        if known is not None:
            return known[0]
        said = b"".join(one if isinstance(one, bytes) else b"%d 0 R" % self.put(one) for one in part.said)
        entries = said.decode("latin-1")
        self._bytes += len(part.data or b"")
        if self._bytes > _MOST_MEGABYTES * 1_000_000:
            raise RefusedError(
                "The pages of other files in this packet take more than {most} MB. Choose fewer of them, or make two packets.",
                most=_MOST_MEGABYTES,
            )
        number = self._file.add(entries) if part.data is None else self._file.stream(part.data, entries, packed=False)
        self._numbers[id(part)] = number, part
        return number
