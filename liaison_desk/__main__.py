"""The command ``liaison-desk``: the window, or one of the subcommands."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; return its exit code (0 done, 1 done with problems that are listed, 2 refused)."""
    from liaison_desk.app.cli.commands import run

    return run(sys.argv[1:] if arguments is None else list(arguments))


if __name__ == "__main__":
    sys.exit(main())
