"""Reading files within bounds, and writing them whole or not at all."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from liaison_desk.foundation.core.errors import DeskError, NotFoundError, UnreadableError
from liaison_desk.foundation.core.location import is_desk

_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_LONGEST = 120  # bytes: kanji take three, and some systems have room for 143 of them
_LONGEST_ENDING = 12
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
"""Names of devices on Windows, whatever ending follows them."""


def read_whole(path: Path, largest: int, too_large: str) -> bytes:
    """Return the bytes of an ordinary file.

    Raises NotFoundError, or UnreadableError with ``too_large`` (a template with ``{file}``) for one of more bytes than
    ``largest``, and with the reason for one that cannot be read.
    """
    try:
        if path.exists() and not path.is_file():  # reading a pipe or a device would never end
            raise UnreadableError(
                "{file} is no ordinary file. Choose another name; nothing was changed.", file=str(path)
            )
        if path.is_file() and path.stat().st_size > largest:
            raise UnreadableError(too_large, file=path.name)
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFoundError("There is no file {file}.", file=str(path)) from None
    except OSError as error:
        raise UnreadableError(
            "{file} cannot be read: {reason}.", file=str(path), reason=error.strerror or str(error)
        ) from error


def file_name(name: str, otherwise: str = "file") -> str:
    """Return a name for a new file out of anybody's words: no path, nothing a system reserves; its ending stays."""
    plain = "".join(letter for letter in _UNFIT.sub(" ", name) if letter.isprintable()).strip(". ")
    ending = Path(plain).suffix
    if len(ending) > _LONGEST_ENDING:  # a sentence with a full stop in it
        ending = ""
    stem = plain.removesuffix(ending).encode()[: _LONGEST - len(ending.encode())].decode(errors="ignore").rstrip(". ")
    fit = f"{stem}{ending}" or otherwise
    return f"_{fit}" if _RESERVED.match(fit) else fit


def write_whole(path: Path, content: bytes) -> None:
    """Write a file readable by its owner alone, through a neighbour that takes its place, so that it is never half there.

    Raises DeskError with the reason; what was there before stays then. A desk is never replaced.
    """
    try:
        if path.exists() and not path.is_file():  # a device or a folder must not be replaced
            raise DeskError("{file} is no ordinary file. Choose another name; nothing was changed.", file=str(path))
        if is_desk(path):
            raise DeskError("{file} is a desk. Choose another name; nothing was changed.", file=str(path))
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


@contextmanager
def all_or_none(paths: Sequence[Path]) -> Iterator[None]:
    """Stand by while files are written one after the other: whatever ends the work before they all are puts back what was there.

    Raises DeskError with the reason where there is no room beside a file for what is kept of it meanwhile.
    """
    with ExitStack() as aside:
        before = {path: _laid_aside(path, aside) for path in paths}
        try:
            yield
        except BaseException:
            for path, kept in before.items():
                if kept is not None:
                    kept.replace(path)
                elif path.is_file():
                    path.unlink()
            raise


def _laid_aside(path: Path, until: ExitStack) -> Path | None:
    """Return a second name of a file beside it, given up with ``until``; None where there is no ordinary file."""
    if not path.is_file():
        return None
    try:
        folder = until.enter_context(TemporaryDirectory(dir=path.parent, prefix=f".{path.name[:40]}."))
        kept = Path(folder) / "before"
        try:
            os.link(path, kept, follow_symlinks=False)
        except (OSError, NotImplementedError):  # such as a stick, whose files have one name each
            shutil.copy2(path, kept, follow_symlinks=False)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DeskError("{file} could not be written: {why}.", file=str(path), why=reason) from error
    return kept
