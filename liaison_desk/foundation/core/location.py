"""Where a desk lives, told from its name alone, before any database driver is imported."""

from contextlib import suppress
from pathlib import Path

SQLITE_MAGIC = b"SQLite format 3\x00"
_KEPT = "desk"


def is_shared(location: str) -> bool:
    """Tell whether a desk's location is a database URL rather than a file."""
    return location.startswith("postgresql")


def shown(location: str) -> str:
    """Return a desk's location as it may be shown: a URL without its password."""
    before, at, server = location.rpartition("@")
    scheme, mark, account = before.partition("://")
    if not (is_shared(location) and at and mark):
        return location
    return f"{scheme}://{account.partition(':')[0]}@{server}"


def looks_encrypted(location: str) -> bool:
    """Tell whether a file that exists may be a SQLCipher desk: it is no plain SQLite file, and not empty."""
    if is_shared(location):
        return False
    try:
        if not Path(location).is_file():  # opening a pipe would wait for somebody to write
            return False
        with Path(location).open("rb") as file:
            magic = file.read(len(SQLITE_MAGIC))
    except OSError:
        return False
    return len(magic) == len(SQLITE_MAGIC) and magic != SQLITE_MAGIC


def is_desk(path: Path) -> bool:
    """Tell whether a file is a desk: a plain one by how it begins, any that is open by its log beside it."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC or Path(f"{path.resolve()}-wal").exists()
    except OSError:
        return False


def settings_folder() -> Path:
    """Return the folder of the user's own settings and of the log, made if it is missing."""
    from platformdirs import user_config_path

    folder = user_config_path("liaison-desk", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def data_folder() -> Path:
    """Return the user's folder for desks, made if need be."""
    from platformdirs import user_data_path

    folder = user_data_path("liaison-desk", appauthor=False)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def first_desk() -> Path:
    """Return where the desk of the first start is, or will be."""
    return data_folder() / "main.desk"


def kept_desk() -> str:
    """Return the desk that was chosen last in the window, whether it is still there or not; empty for none."""
    try:
        return (settings_folder() / _KEPT).read_text("utf-8").strip()
    except (OSError, ValueError):
        return ""


def keep_desk(location: str) -> None:
    """Remember the desk that the next start opens. Where that cannot be written, it opens the first one as before."""
    with suppress(OSError):
        (settings_folder() / _KEPT).write_text(location, "utf-8")


def own_templates() -> Path:
    """Return the folder of the user's own packet templates, which need not be there yet."""
    return settings_folder() / "templates"


def own_backplans() -> Path:
    """Return the folder of the user's own back-plans of exercises, which need not be there yet."""
    return settings_folder() / "backplans"


def own_protocols() -> Path:
    """Return the folder of the user's own checklists of protocol, which need not be there yet."""
    return settings_folder() / "protocols"


def own_gift_rules() -> Path:
    """Return the folder of the user's own rules for reporting gifts, which need not be there yet."""
    return settings_folder() / "gifts"


def own_turnover() -> Path:
    """Return the folder of the user's own checklist of a turnover, which need not be there yet."""
    return settings_folder() / "turnover"
