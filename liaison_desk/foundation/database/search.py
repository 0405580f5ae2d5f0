"""The full-text index: the same folded tokens in SQLite's FTS5 and in PostgreSQL's tsvector.

Texts arrive already folded and cut (Japanese runs as bigrams) by ``domain.text``; every term is quoted here, so that
no query can be a search expression, and none can fail.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, text

from liaison_desk.foundation.core.searching import Hit, SearchDocument, SearchTerm
from liaison_desk.foundation.database.snapshot import RecordType

SNIPPET = 160
_RANKED, _RANKED_OF_LETTERS = 40_000, 5_000  # matches; to rank more of them takes longer than a keystroke may
SQLITE_INDEX = """CREATE VIRTUAL TABLE search_index USING fts5(
    words, names, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M* S*'", prefix = '1 2 3')"""
POSTGRESQL_INDEX = (
    "CREATE TABLE search_index (id integer PRIMARY KEY, words tsvector NOT NULL, names tsvector NOT NULL)",
    "CREATE INDEX ix_search_index_words ON search_index USING gin (words)",
    "CREATE INDEX ix_search_index_names ON search_index USING gin (names)",
)
_TSVECTOR_TOKENS = 16_000  # PostgreSQL counts positions to 16,383 and refuses a vector over 1 MB


def make_index(connection: Connection) -> None:
    """Make the index, empty."""
    for statement in POSTGRESQL_INDEX if connection.dialect.name == "postgresql" else (SQLITE_INDEX,):
        connection.exec_driver_sql(statement)


def put(connection: Connection, documents: Sequence[tuple[int, str, str, SearchDocument | None]]) -> None:
    """Index records (id, kind, uid, document); ``None`` as document takes the record out of the index."""
    remove(connection, [id_ for id_, *_ in documents])
    rows: list[dict[str, Any]] = [
        {
            "id": id_,
            "kind": kind,
            "uid": uid,
            "title": doc.title,
            "text": doc.text,
            "words": doc.words,
            "names": doc.names,
        }
        for id_, kind, uid, doc in documents
        if doc is not None
    ]
    if not rows:
        return
    connection.execute(
        text("INSERT INTO search_document (id, kind, uid, title, text) VALUES (:id, :kind, :uid, :title, :text)"), rows
    )
    if connection.dialect.name == "postgresql":
        for row in rows:
            row["words"], row["names"] = _vector(row["words"]), _vector(row["names"])
        index = "INSERT INTO search_index (id, words, names) VALUES (:id, CAST(:words AS tsvector), CAST(:names AS tsvector))"
    else:
        index = "INSERT INTO search_index (rowid, words, names) VALUES (:id, :words, :names)"
    connection.execute(text(index), rows)


def remove(connection: Connection, ids: Iterable[int]) -> None:
    """Take records out of the index; those not in it are passed over."""
    rows = [{"id": id_} for id_ in ids]
    if not rows:
        return
    key = "id" if connection.dialect.name == "postgresql" else "rowid"
    known = connection.execute(
        text("SELECT count(*) FROM search_document WHERE id BETWEEN :low AND :high"),
        {"low": min(row["id"] for row in rows), "high": max(row["id"] for row in rows)},
    ).scalar_one()
    if known:  # an import of new records spares ten thousand empty deletions
        connection.execute(text(f"DELETE FROM search_index WHERE {key} = :id"), rows)  # noqa: S608 - one of two literals
        connection.execute(text("DELETE FROM search_document WHERE id = :id"), rows)


def forget(connection: Connection) -> None:
    """Take what was removed out of the index's own files too, which else keep it until they are merged."""
    if connection.dialect.name != "postgresql":
        connection.execute(text("INSERT INTO search_index (search_index) VALUES ('optimize')"))


def find(
    connection: Connection, terms: Sequence[SearchTerm], limit: int, kinds: Sequence[RecordType] = ()
) -> list[Hit]:
    """Return the best records that match every term, of these kinds or any, best first; no terms find nothing.

    A term matches as adjacent tokens (the last perhaps as a beginning) or, for names, by romanization key. Of a word
    that very many have, or its first letters, the newest are returned: to rank all of them takes SQLite half a second.
    """
    if not terms:
        return []
    condition, values = matching(connection, terms)
    only = ""
    if kinds:
        values |= {f"kind{n}": one.kind for n, one in enumerate(kinds)}
        only = f" AND d.kind IN ({', '.join(f':kind{n}' for n in range(len(kinds)))})"
    if connection.dialect.name == "postgresql":
        rank = "ts_rank(search_index.words, CAST(:words AS tsquery)) DESC, d.id DESC"
        join = "search_index JOIN search_document d ON d.id = search_index.id"
        values["words"] = _postgresql_words(terms)
    else:
        newest = _are_too_many(connection, terms)
        if kinds and newest:
            # Told by their own tables: to ask each of a hundred thousand notes for its kind takes seconds.
            own = " UNION ALL ".join(f"SELECT id FROM {one.table.name}" for one in kinds)  # noqa: S608 - names of tables
            only = f" AND +search_index.rowid IN ({own})"
        rank = "search_index.rowid DESC" if newest else "search_index.rank"
        join = "search_index JOIN search_document d ON d.id = search_index.rowid"
    query = (
        f"SELECT d.kind, d.id, d.uid, d.title, d.text FROM {join} WHERE {condition}{only} ORDER BY {rank} LIMIT :limit"  # noqa: S608 - literals; every value is bound
    )
    rows = connection.execute(text(query), values | {"limit": limit}).all()
    return [Hit(kind, id_, uid, title, snippet(body, terms)) for kind, id_, uid, title, body in rows]


def _are_too_many(connection: Connection, terms: Sequence[SearchTerm]) -> bool:
    """Tell whether more records match than are worth ranking; or, while only its first letters are typed, the last word alone.

    Those are two of the alphabet, one of another script: to rank by them SQLite looks at all that begin so.
    """
    typed = "".join(terms[-1].tokens)
    few = terms[-1].prefix and len(typed) <= (2 if typed.isascii() else 1)
    condition, values = matching(connection, terms[-1:] if few else terms)
    most = _RANKED_OF_LETTERS if few else _RANKED
    query = f"SELECT 1 FROM search_index WHERE {condition} LIMIT 1 OFFSET {most}"  # noqa: S608 - literals; every value is bound
    return connection.execute(text(query), values).first() is not None


def matching(connection: Connection, terms: Sequence[SearchTerm], mark: str = "") -> tuple[str, dict[str, Any]]:
    """Return the SQL condition on ``search_index`` for these terms, with its bound values."""
    if connection.dialect.name == "postgresql":
        conditions, values = [], {}
        for n, term in enumerate(terms):
            condition = f"search_index.words @@ CAST(:w{mark}{n} AS tsquery)"
            values[f"w{mark}{n}"] = _postgresql_phrase(term)
            if term.name:
                condition = f"({condition} OR search_index.names @@ CAST(:n{mark}{n} AS tsquery))"
                values[f"n{mark}{n}"] = _quoted_lexeme(term.name) + ":*"
            conditions.append(condition)
        return " AND ".join(conditions), values
    return f"search_index MATCH :match{mark}", {f"match{mark}": match_expression(terms)}


def among(connection: Connection, id_column: str, terms: Sequence[SearchTerm], mark: str = "") -> Any:
    """Return the SQL condition that a table's rows (``id_column``: a literal such as ``person.id``) match these terms.

    ``mark`` (letters) tells the bound values of several such conditions in one query apart.
    """
    condition, values = matching(connection, terms, mark)
    key = "id" if connection.dialect.name == "postgresql" else "rowid"
    return text(f"{id_column} IN (SELECT {key} FROM search_index WHERE {condition})").bindparams(**values)  # noqa: S608 - literals; every value is bound


def match_expression(terms: Sequence[SearchTerm]) -> str:
    """Return the FTS5 expression of the terms, every token quoted."""
    parts = []
    for term in terms:
        phrase = "words : " + " + ".join(map(_quoted_token, term.tokens)) + ("*" if term.prefix else "")
        parts.append(f"(({phrase}) OR (names : {_quoted_token(term.name)}*))" if term.name else f"({phrase})")
    return " AND ".join(parts)


def snippet(body: str, terms: Sequence[SearchTerm]) -> str:
    """Return the part of the text around the first token that stands in it literally, on one line."""
    lower = body.lower()
    places = [lower.find(term.tokens[0]) for term in terms]
    first = min((place for place in places if place >= 0), default=0)
    start = max(0, first - SNIPPET // 4)
    cut = " ".join(body[start : start + SNIPPET].split())
    return ("…" if start else "") + cut + ("…" if start + SNIPPET < len(body) else "")


def _quoted_token(token: str) -> str:
    return '"' + token.replace('"', '""') + '"'


def _postgresql_phrase(term: SearchTerm) -> str:
    lexemes = [_quoted_lexeme(token) for token in term.tokens]
    return " <-> ".join(lexemes) + (":*" if term.prefix else "")


def _postgresql_words(terms: Sequence[SearchTerm]) -> str:
    return " | ".join(f"({_postgresql_phrase(term)})" for term in terms)


def _vector(tokens: str) -> str:
    """Write a tsvector out by hand: the server's own parser would cut Japanese by its locale."""
    return " ".join(f"{_quoted_lexeme(token)}:{n}" for n, token in enumerate(tokens.split()[:_TSVECTOR_TOKENS], 1))


def _quoted_lexeme(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"
