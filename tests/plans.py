"""How SQLite means to answer what it is asked: by which index, and whether it sorts."""

from sqlalchemy import event


def plans(engine, ask, about):
    """Return the plan, line by line, of each statement that ``ask`` sends and that has ``about`` in it; there is at least one."""
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
        return [
            [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
            for statement, parameters in sent
        ]
