"""The data files under ``resources/`` that a user may edit: read once, and blamed by name when they are spoilt."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from liaison_desk.foundation.core.errors import UnreadableError


def read_policy(path: Path) -> dict[str, Any]:
    """Return a TOML file of data. A file that cannot be read raises UnreadableError that names it."""
    with reading(path):
        return tomllib.loads(path.read_text("utf-8"))


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn whatever goes wrong while a data file is being understood into UnreadableError that names the file."""
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError("The data file {name} cannot be read.", name=path.name) from error
