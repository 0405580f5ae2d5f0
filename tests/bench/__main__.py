"""Run every measurement, or those named: ``python -m tests.bench [start search page people import packet] [--desk FILE]``.

Without ``--desk`` a sample desk of about 100,000 records is made in a temporary folder first (a minute).
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench import floors, importing, packets, people, queries, start

NAMES = ("start", "search", "page", "people", "import", "packet")


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
        results = []
        if "start" in names:
            results += start.measure(desk, said.rounds, Path(folder))
        if "search" in names:
            results += queries.measure_search(desk, said.rounds)
        if "page" in names:
            results += queries.measure_page(desk, said.rounds)
        if "people" in names:
            results += people.measure(Path(folder), min(said.rounds, 5))
        if "import" in names:
            results += importing.measure(Path(folder), min(said.rounds, 3))
        if "packet" in names:
            results += packets.measure(min(said.rounds, 5))
    for result in results:
        print(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
