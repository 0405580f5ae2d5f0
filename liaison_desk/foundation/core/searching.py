"""What the search index holds and is asked, as plain values: text already folded and cut by the domain's rules."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What a record can be found by.

    ``title`` and ``text`` are shown; ``words`` and ``names`` are tokens joined by blanks (names: romanization keys).
    """

    title: str
    text: str
    words: str
    names: str = ""


@dataclass(frozen=True, slots=True)
class SearchTerm:
    """One word of a query: adjacent tokens, the last one perhaps only a beginning; or a romanized name's key."""

    tokens: tuple[str, ...]
    prefix: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that a search found; the snippet is the part of its text around the first match, as typed.

    ``where`` is the title of what it is a part of, such as the meeting of a note; "" for what stands alone.
    """

    kind: str
    id: int
    uid: str
    title: str
    snippet: str
    where: str = ""
