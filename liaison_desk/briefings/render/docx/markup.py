"""WordprocessingML as text: words come into it through one door, which lets no sign of theirs be markup."""

import re
from collections.abc import Iterable, Mapping
from typing import NewType
from xml.sax.saxutils import escape

Xml = NewType("Xml", str)
"""Finished markup. Only this module makes it, so that the type checker finds text that would get in as it is."""

_TWIPS = 20
_EMU = 12_700
# What no XML file may hold, even written as a number.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def words(text: str) -> Xml:
    """Return text as it stands between two tags."""
    return Xml(escape(_UNFIT.sub("", text)))


def element(name: str, attributes: Mapping[str, str | int], *inside: Xml) -> Xml:
    """Return an element of any name with what is inside it."""
    told = "".join(f' {key}="{_quoted(value)}"' for key, value in attributes.items())
    within = "".join(inside)
    return Xml(f"<{name}{told}>{within}</{name}>" if within else f"<{name}{told}/>")


def w(name: str, /, *inside: Xml, **attributes: str | int) -> Xml:
    """Return an element of WordprocessingML: ``w("jc", val="center")``."""
    return element(f"w:{name}", {f"w:{key}": value for key, value in attributes.items()}, *inside)


def some(*parts: Xml | None) -> Xml:
    """Return markup one after the other, without what is not there."""
    return joined(part for part in parts if part)


def joined(parts: Iterable[Xml]) -> Xml:
    """Return markup one after the other."""
    return Xml("".join(parts))


def part(root: Xml) -> bytes:
    """Return the file of an XML part."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{root}'.encode()


def twips(points: float) -> int:
    """Return a length in points as Word counts most lengths: in twentieths."""
    return round(points * _TWIPS)


def emu(points: float) -> int:
    """Return a length in points as drawings count it."""
    return round(points * _EMU)


def gray(level: float) -> str:
    """Return the colour of a gray between black (0) and white (1)."""
    return f"{round(level * 255):02X}" * 3


def _quoted(value: str | int) -> str:
    if isinstance(value, int) or value.isalnum():
        return str(value)
    return escape(_UNFIT.sub("", value), {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
