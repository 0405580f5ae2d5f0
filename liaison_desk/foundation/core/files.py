"""Writing files whole or not at all."""

import os
import tempfile
from pathlib import Path

from liaison_desk.foundation.core.errors import DeskError


def write_whole(path: Path, content: bytes) -> None:
    """Write a file readable by its owner alone, through a neighbour that takes its place, so that it is never half there.

    Raises DeskError with the reason; what was there before stays then.
    """
    if path.exists() and not path.is_file():  # a device or a folder must not be replaced
        raise DeskError("{file} is no ordinary file. Choose another name; nothing was changed.", file=str(path))
    try:
        descriptor, neighbour = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(neighbour).replace(path)
        except BaseException:
            Path(neighbour).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DeskError("{file} could not be written: {why}.", file=str(path), why=reason) from error
