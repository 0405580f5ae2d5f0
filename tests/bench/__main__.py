"""Run every measurement, or those named: ``python -m tests.bench [start search page people import packet calendar timeline drag notes gantt plan msel partnership] [--desk FILE]``.

Without ``--desk`` a sample desk of about 100,000 records is made in a temporary folder first (a minute).
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench import (
    calendar,
    dragging,
    floors,
    gantt,
    importing,
    msel,
    notes,
    packets,
    partnership,
    people,
    planning,
    queries,
    start,
    timeline,
)

NAMES = (
    "start",
    "search",
    "page",
    "people",
    "import",
    "packet",
    "calendar",
    "timeline",
    "drag",
    "notes",
    "gantt",
    "plan",
    "msel",
    "partnership",
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(NAMES)}; all without")
    parser.add_argument(
        "--desk", help="a desk of about 100,000 records made with “liaison-desk sample FILE --scale 250”"
    )
    parser.add_argument(
        "--notes", help="a desk of 50,000 meetings; made there (three minutes) when it is not there yet"
    )
    parser.add_argument("--rounds", type=int, default=7, help="the best of so many rounds counts")
    said = parser.parse_args()
    names = said.names or list(NAMES)
    if unknown := set(names) - set(NAMES):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory() as folder:
        desk = said.desk
        if desk is None and set(names) & {"start", "search", "page", "packet"}:
            desk = str(Path(folder) / "bench.desk")
            floors.make_desk(desk)
        where, rounds = Path(folder), said.rounds
        work: dict[str, Callable[[], list[floors.Ratio]]] = {
            "start": lambda: start.measure(desk, rounds, where),
            "search": lambda: queries.measure_search(desk, rounds),
            "page": lambda: queries.measure_page(desk, rounds),
            "people": lambda: people.measure(where, min(rounds, 5)),
            "import": lambda: importing.measure(where, min(rounds, 3)),
            "packet": lambda: packets.measure(min(rounds, 5)),
            "calendar": lambda: calendar.measure(where, rounds),
            "timeline": lambda: timeline.measure(rounds),
            "notes": lambda: notes.measure(where, min(rounds, 3), Path(said.notes) if said.notes else None),
            "gantt": lambda: gantt.measure(where, min(rounds, 5)),
            "plan": lambda: planning.measure(where, rounds),
            "drag": lambda: dragging.measure(min(rounds, 5)),
            "msel": lambda: msel.measure(where, min(rounds, 5)),
            "partnership": lambda: partnership.measure(where, min(rounds, 5)),
        }
        results = [result for name in NAMES if name in names for result in work[name]()]
    for result in results:
        print(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
