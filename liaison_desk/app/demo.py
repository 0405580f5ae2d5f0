"""The sample desk to look at without risk; and, where there is no display, its packet and pictures as files."""

import argparse
import sys
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from liaison_desk.app.desk import open_desk
from liaison_desk.foundation.core.clock import SystemClock
from liaison_desk.foundation.core.errors import BusyError, DeskError
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.core.location import data_folder

_KEPT_DAYS = 14
_FOLDER = "liaison-desk-demo"
_SIZE = (1440, 900)


def demo_desk(language: Language) -> str:
    """Return the path of the sample desk in the user's data folder, which is made on first use and told around today.

    One that is older than two weeks, or cannot be opened, is made anew: its meetings would all lie in the past.
    """
    today = SystemClock().now().date()
    found = sorted(data_folder().glob("demo-*.desk"), reverse=True)
    for path in found:
        age = _age(path, today)
        if age is not None and age <= _KEPT_DAYS and _opens(path):
            return str(path)
    sys.stderr.write(language.tr("Making the sample desk…") + "\n")
    made = _make(data_folder() / f"demo-{today.isoformat()}.desk")
    for path in found:
        if path != made:
            _remove(path)
    return str(made)


def write_demo(location: str, language: Language) -> int:
    """Write the weekly packet and a picture of every page into ``liaison-desk-demo``, and say where; return the exit code.

    The folder is made in the current one, or in the user's data folder where that cannot be written. Where Qt's libraries
    are missing, only the packet is written, the packages to install are named, and the code is 1.
    """
    folder = _folder()
    _write_packet(location, folder / "weekly-packet.pdf")
    code = 0
    try:
        _take_pictures(location, folder)
    except DeskError as error:
        sys.stderr.write(f"liaison-desk: {language.error(error)}\n")
        code = 1
    sys.stdout.write(
        language.tr("There is no display here, so the sample desk was written as files: {folder}", folder=folder) + "\n"
    )
    for path in sorted(folder.iterdir()):
        sys.stdout.write(f"  {path.name}\n")
    return code


def _age(path: Path, today: date) -> int | None:
    """Return how many days ago a sample desk was made, from its name; one made tomorrow (a clock was wrong) is no age."""
    try:
        age = (today - date.fromisoformat(path.stem.removeprefix("demo-"))).days
    except ValueError:
        return None
    return age if age >= 0 else None


def _opens(path: Path) -> bool:
    try:
        with closing(open_desk(str(path))) as desk:
            desk.profile.get()
    except BusyError:
        return True
    except DeskError:
        return False
    return True


def _make(target: Path) -> Path:
    """Make the sample beside its place and move it there whole, so that a stopped start leaves no half desk."""
    from liaison_desk.app.sample import make_sample

    unfinished = target.with_suffix(".unfinished")
    _remove(unfinished)
    make_sample(str(unfinished), 1, 1, None).close()
    _remove(target)
    try:
        unfinished.replace(target)
    except OSError as error:
        raise DeskError("{file} cannot be written. Check the folder and its rights.", file=target) from error
    return target


def _remove(path: Path) -> None:
    for rest in ("", "-wal", "-shm"):
        with suppress(OSError):  # still open in another window; the next demo tries again
            Path(f"{path}{rest}").unlink(missing_ok=True)


def _folder() -> Path:
    """Return a folder that can be written to."""
    for place in (Path.cwd(), data_folder()):
        folder = place / _FOLDER
        try:
            folder.mkdir(exist_ok=True)
            probe = folder / ".probe"
            probe.touch()
            probe.unlink()
        except OSError:
            continue
        return folder
    raise DeskError("{file} cannot be written. Check the folder and its rights.", file=data_folder() / _FOLDER)


def _write_packet(location: str, target: Path) -> None:
    from liaison_desk.briefings.records import PacketRequest

    with closing(open_desk(location)) as desk:
        desk.briefings.save(desk.briefings.compose(PacketRequest("weekly")), target)


def _take_pictures(location: str, folder: Path) -> None:
    from liaison_desk.app.features import FEATURES
    from liaison_desk.app.picture import take_picture

    wanted = [(one.key, "light", "en") for one in FEATURES] + [("today", "dark", "en"), ("today", "light", "ja")]
    for page, theme, code in wanted:
        name = "-".join(filter(None, (page, theme if theme == "dark" else "", code if code == "ja" else "")))
        said = argparse.Namespace(
            db=location, page=page, theme=theme, size=_SIZE, scale=1.0, at=None, output=str(folder / f"{name}.png")
        )
        take_picture(said, Language(code))
