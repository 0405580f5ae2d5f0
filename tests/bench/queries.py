"""Searching and listing a desk of 100,000 records against raw FTS5 and raw sqlite3 on the same file."""

import sqlite3
from contextlib import closing

from liaison_desk.app.desk import open_desk
from liaison_desk.contacts.records import PersonFilter, PersonSort
from liaison_desk.domain.finding import terms
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.foundation.database.search import match_expression
from tests.bench.floors import Ratio, best

WORDS = ("演習", "exercise", "yajima", "矢島", "annex B disclosure", "delegation", "調整")


def measure_search(path: str, rounds: int) -> list[Ratio]:
    """Return the ratio over several queries of our search to the same MATCH, ordered and limited, in raw FTS5."""
    raw = "SELECT rowid, rank FROM search_index WHERE search_index MATCH ? ORDER BY rank LIMIT 20"
    with closing(open_desk(path)) as desk, closing(sqlite3.connect(path)) as connection:
        expressions = [match_expression(terms(words)) for words in WORDS]

        def ours() -> None:
            for words in WORDS:
                desk.search(words, 20)

        def floor() -> None:
            for expression in expressions:
                connection.execute(raw, (expression,)).fetchall()

        ours(), floor()
        return [Ratio("search over 100,000 documents", best(ours, rounds), best(floor, rounds), 1.5)]


def measure_page(path: str, rounds: int) -> list[Ratio]:
    """Return the ratio of a page of 100 contacts to the same three statements in raw sqlite3, rows fetched as tuples."""
    with closing(open_desk(path)) as desk, closing(sqlite3.connect(path)) as connection:
        ids = list(desk.contacts.people(PersonFilter(), Sort(PersonSort.NAME)).ids)
        pages = [ids[start : start + 100] for start in range(0, 2000, 100)]
        marks = ",".join("?" * 100)
        people = f"SELECT id, uid, family, given, native_family, native_given, reading_family, reading_given, name_order, prefix, suffix, nation, service, rank, rank_home, rank_code, marking, cadence_days FROM person WHERE id IN ({marks})"
        posts = f"SELECT p.record_id, p.title_host, p.title_home, p.organization, p.organization_id, o.name_host, o.name_home FROM post p LEFT JOIN organization o ON o.id = p.organization_id WHERE p.record_id IN ({marks}) AND (p.since IS NULL OR p.since <= '2026-11-24') AND (p.until IS NULL OR p.until >= '2026-11-24') ORDER BY p.record_id, p.since"
        met = f"SELECT a.contact_id, max(m.start_at) FROM attendee a JOIN meeting m ON m.id = a.record_id WHERE a.contact_id IN ({marks}) AND m.deleted_at IS NULL AND m.start_at < '2026-11-25' GROUP BY a.contact_id"

        def ours() -> None:
            for page in pages:
                desk.contacts.lines(page)

        def floor() -> None:
            for page in pages:
                for statement in (people, posts, met):
                    connection.execute(statement, page).fetchall()

        ours(), floor()
        return [Ratio("page of 100 contacts of 21,000", best(ours, rounds) / 20, best(floor, rounds) / 20, 2.0)]
