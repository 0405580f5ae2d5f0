"""How a measurement is told, and what all of them share."""

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine, event


@dataclass(frozen=True, slots=True)
class Ratio:
    """One measured ratio; ``goal`` is what the issue asked for, units say what was compared."""

    name: str
    ours: float
    floor: float
    goal: float
    unit: str = "ms CPU"
    limit: float = 0.0  # of ours alone, where the issue asked for one

    def __str__(self) -> str:
        ratio = self.ours / self.floor
        verdict = "met" if ratio <= self.goal else f"missed by {ratio - self.goal:.2f}"
        if self.limit:
            verdict += f"; {self.limit:.0f} ms " + (
                "met" if self.ours <= self.limit else f"missed by {self.ours - self.limit:.0f}"
            )
        return f"{self.name:<34} {self.ours:9.2f} / {self.floor:9.2f} {self.unit:<7} = {ratio:5.2f}x (goal {self.goal}x, {verdict})"


def best(work: Callable[[], object], rounds: int) -> float:
    """Return the least CPU time of some rounds, in milliseconds."""
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return min(times) * 1000


def beside(
    engine: Engine, raw: sqlite3.Connection, name: str, ours: Callable[[], object], rounds: int, limit: float
) -> Ratio:
    """Return the cost of some work beside that of the statements it sends, by raw sqlite3; ``limit`` is of the work alone."""
    sent: list[tuple[str, object]] = []

    def note(_connection, _cursor, statement, parameters, _context, _many) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            sent.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    ours()
    event.remove(engine, "before_cursor_execute", note)

    def floor() -> None:
        for statement, parameters in sent:
            raw.execute(statement, parameters).fetchall()

    floor()
    return Ratio(name, best(ours, rounds), best(floor, rounds), 2.0, limit=limit)


def make_desk(path: str) -> None:
    """Make the desk of about 100,000 records."""
    from datetime import date

    from liaison_desk.app.sample import make_sample

    make_sample(path, 250, 1, date(2026, 11, 24)).close()
