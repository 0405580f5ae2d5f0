"""Run every measurement, or those named: ``python -m tests.bench [start search page people import packet timeline drag] [--desk FILE]``.

Without ``--desk`` a sample desk of about 100,000 records is made in a temporary folder first (a minute).
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench import dragging, floors, importing, packets, people, queries, start, timeline

NAMES = ("start", "search", "page", "people", "import", "packet", "timeline", "drag")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of {', '.join(NAMES)}; all without")
    parser.add_argument(
        "--desk", help="a desk of about 100,000 records made with “liaison-desk sample FILE --scale 250”"
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
        asked: dict[str, Callable[[], list[floors.Ratio]]] = {
            "start": lambda: start.measure(desk, said.rounds, Path(folder)),
            "search": lambda: queries.measure_search(desk, said.rounds),
            "page": lambda: queries.measure_page(desk, said.rounds),
            "people": lambda: people.measure(Path(folder), min(said.rounds, 5)),
            "import": lambda: importing.measure(Path(folder), min(said.rounds, 3)),
            "packet": lambda: packets.measure(min(said.rounds, 5)),
            "timeline": lambda: timeline.measure(said.rounds),
            "drag": lambda: dragging.measure(min(said.rounds, 5)),
        }
        results = [result for name, measure in asked.items() if name in names for result in measure()]
    for result in results:
        print(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
