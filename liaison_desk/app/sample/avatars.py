"""Pictures for a few of the sample's people: drawn shapes in quiet colours, nobody's face."""

from liaison_desk.foundation.core.resources import resource

_PICTURES = 6


def avatar(number: int) -> bytes:
    """Return a JPEG of a head and shoulders as plain shapes, the same for the same number."""
    return resource("sample", f"person-{number % _PICTURES + 1}.jpg").read_bytes()
