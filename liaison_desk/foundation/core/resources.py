"""Finds the files under ``resources/``, in a checkout and inside an installed wheel alike."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[2]


def resource_root() -> Path:
    """Return the folder of the shipped data (fonts, icons, policies, ranks, translations …)."""
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def resource(*parts: str) -> Path:
    """Return the path of one shipped file; the parts are names chosen by the program, never user text."""
    return resource_root().joinpath(*parts)
