"""The checklist of a turnover: that of ``resources/turnover/checklist.toml``, or the user's own in its place, read and checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from liaison_desk.foundation.core.errors import DeskError, UnreadableError
from liaison_desk.foundation.core.files import read_whole
from liaison_desk.foundation.core.resources import resource
from liaison_desk.foundation.core.toml import read_toml
from liaison_desk.partnership.rules.turnover import FARTHEST, MOST_STEPS

FILE: Final = "checklist.toml"
_LARGEST: Final = 256_000
_LONGEST: Final = 500
_KEY: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_STEP: Final = frozenset({"key", "text", "text_ja", "offset"})


@dataclass(frozen=True, slots=True)
class ChecklistStep:
    """A step: what is to be done, in English and Japanese, ``offset`` days from the turnover (negative: before)."""

    key: str
    text: str
    offset: int
    text_ja: str = ""


def load_checklist(own: Path | None = None) -> tuple[ChecklistStep, ...]:
    """Return the steps of the checklist; the one in the user's folder ``own`` stands in the place of the shipped one.

    Raises UnreadableError, which says what is wrong with the file.
    """
    mine = own / FILE if own is not None else None
    path = mine if mine is not None and mine.is_file() else resource("turnover", FILE)
    content = read_whole(path, _LARGEST, "The checklist {file} is too large.")
    try:
        table = read_toml(content.decode("utf-8-sig"))  # some editors put a mark before the first of its words
    except (ValueError, RecursionError) as error:
        raise UnreadableError("The checklist {file} cannot be read: {why}.", file=str(path), why=str(error)) from error
    try:
        return _steps(table)
    except DeskError as error:
        raise UnreadableError("The checklist {file} is wrong: {why}", file=str(path), why=error) from error


def _steps(content: Mapping[str, Any]) -> tuple[ChecklistStep, ...]:
    entries = content.get("step")
    if set(content) - {"step"} or not isinstance(entries, list) or not entries:
        raise DeskError("it needs at least one [[step]], and nothing else.")
    if len(entries) > MOST_STEPS:
        raise DeskError("it has more than {most} steps.", most=MOST_STEPS)
    steps: dict[str, ChecklistStep] = {}
    for number, entry in enumerate(entries, 1):
        try:
            step = _step(entry)
            if step.key in steps:
                raise DeskError("its key stands there twice.")
        except DeskError as error:
            key = str(entry.get("key", "")) if isinstance(entry, dict) else ""
            raise DeskError("step {number} ({key}): {why}", number=number, key=key[:60], why=error) from error
        steps[step.key] = step
    return tuple(steps.values())


def _step(entry: Any) -> ChecklistStep:
    if not isinstance(entry, dict) or set(entry) - _STEP:
        raise DeskError(
            "it has no use for {keys}. Known: {known}.", keys=_unknown(entry), known=", ".join(sorted(_STEP))
        )
    key, offset = entry.get("key"), entry.get("offset")
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        raise DeskError("it needs a key of small letters, digits and hyphens.")
    if type(offset) is not int or abs(offset) > FARTHEST:
        raise DeskError("offset must be a whole number of days, at most {most} before or after.", most=FARTHEST)
    text, japanese = _words(entry, "text"), _words(entry, "text_ja")
    if not text and not japanese:
        raise DeskError("it says nothing. Give it a text.")
    return ChecklistStep(key, text or japanese, offset, japanese)


def _unknown(entry: Any) -> str:
    return ", ".join(sorted(set(entry) - _STEP))[:200] if isinstance(entry, dict) else str(entry)[:60]


def _words(entry: Mapping[str, Any], key: str) -> str:
    words = entry.get(key, "")
    if not isinstance(words, str) or len(words) > _LONGEST:
        raise DeskError("{key} must be words, at most {most} characters.", key=key, most=_LONGEST)
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())
