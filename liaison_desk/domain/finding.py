"""What a record can be found by, and what a query asks: text folded and cut by the same rules on both sides."""

import re
from collections.abc import Iterable

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.text import query_tokens, romaji_key, tokens
from liaison_desk.foundation.core.searching import SearchDocument, SearchTerm

_SOUNDED = re.compile(r"[a-zぁ-んァ-ヶーｦ-ﾟ]", re.IGNORECASE)
LONGEST = 200_000  # characters of one record that are indexed


def title_text(title: Bilingual) -> str:
    """Return a title in both languages on one line, as search results show it."""
    if title.host and title.home and title.host != title.home:
        return f"{title.host} / {title.home}"
    return title.host or title.home


def document(title: str, texts: Iterable[str], names: Iterable[str] = ()) -> SearchDocument:
    """Return a record's search document: its title, its other texts, and the names it is also found by in any spelling."""
    body = "\n".join(text for text in texts if text)[:LONGEST]
    sounded = [key for name in names for word in name.split() if _SOUNDED.search(word) and (key := romaji_key(word))]
    return SearchDocument(title, body, " ".join(tokens(f"{title}\n{body}")), " ".join(dict.fromkeys(sounded)))


def terms(words: str) -> tuple[SearchTerm, ...]:
    """Return a query's terms; a word of letters or kana is also looked for among names in any romanization."""
    found = []
    for word in words[:500].split():
        pieces = query_tokens(word)
        name = romaji_key(word) if len(pieces) == 1 and _SOUNDED.search(word) else ""
        found += [SearchTerm(piece.tokens, piece.prefix, name) for piece in pieces]
    return tuple(found)
