"""How SQLite means to answer what it is asked: by which index, whether it sorts, whether it opens rows."""

from sqlalchemy import event


def plans(engine, ask, about):
    """Return the plan, line by line, of each statement that ``ask`` sends and that has ``about`` in it; there is at least one."""
    return [[row[3] for row in rows] for rows in _explained(engine, ask, about, "EXPLAIN QUERY PLAN")]


def columns_read_of(engine, ask, table):
    """Return how many columns the statements about a table read of its rows themselves: none where an index tells all."""
    with engine.connect() as connection:
        page = connection.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).scalar()
    read = 0
    for steps in _explained(engine, ask, f"FROM {table}", "EXPLAIN"):
        cursors = {step[2] for step in steps if step[1] == "OpenRead" and step[3] == page}
        read += sum(step[1] == "Column" and step[2] in cursors for step in steps)
    return read


def _explained(engine, ask, about, how):
    sent = []

    def note(connection, cursor, statement, parameters, *_):
        if about in statement:
            sent.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert sent
    with engine.connect() as connection:
        return [connection.exec_driver_sql(f"{how} {one}", parameters).all() for one, parameters in sent]
