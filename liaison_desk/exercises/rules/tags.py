"""The tags that lessons are sorted by: those of ``resources/policies/dotmlpf.toml``, which a user may edit, and anybody's own words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from liaison_desk.domain.text import fold, shows
from liaison_desk.foundation.core.errors import DeskError, UnreadableError
from liaison_desk.foundation.core.files import read_whole
from liaison_desk.foundation.core.resources import resource
from liaison_desk.foundation.core.toml import read_toml

_LARGEST: Final = 64_000
_MOST: Final = 40
_KEY: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_SHORT, _LONGEST = 4, 60
_WORDS: Final = ("short", "en", "ja")


@dataclass(frozen=True, slots=True)
class LessonTag:
    """A tag: the key that records keep, short letters, and its name in English and Japanese."""

    key: str
    short: str
    en: str
    ja: str

    def name(self, language_code: str) -> str:
        """Return its name for readers of a language."""
        return self.ja if language_code == "ja" else self.en


class LessonTags:
    """The known tags, in the order of their file."""

    def __init__(self, tags: Iterable[LessonTag]) -> None:
        self.all = tuple(tags)
        self._known = {one.key: one for one in self.all}
        # A key means itself, whatever another tag is called.
        self._meant = {fold(word): one.key for one in self.all for word in (one.short, one.en, one.ja)}
        self._meant |= {fold(one.key): one.key for one in self.all}

    def knows(self, key: str) -> bool:
        """Tell whether a key is that of a known tag; else it is somebody's own word."""
        return key in self._known

    def name(self, key: str, language_code: str) -> str:
        """Return what a tag is called; an own word is called as it is written."""
        known = self._known.get(key)
        return known.name(language_code) if known is not None else key

    def short(self, key: str) -> str:
        """Return the short letters of a tag; of an own word the word."""
        known = self._known.get(key)
        return known.short if known is not None else key

    def meant(self, word: str) -> str:
        """Return the key of the tag that a typed word names, in either language or by its letters; else the word, trimmed."""
        word = word.strip()
        return self._meant.get(fold(word), word)

    def named(self, words: str) -> tuple[str, ...]:
        """Return the keys of the tags whose name begins with typed words, in either language, or whose letters they are."""
        typed = fold(words.strip())
        begun = (one.key for one in self.all if any(fold(name).startswith(typed) for name in (one.en, one.ja)))
        return tuple(dict.fromkeys((*begun, *filter(self._known.get, [self.meant(words)])))) if typed else ()


@cache
def load_tags() -> LessonTags:
    """Return the tags of the program's data; raises UnreadableError, as ``read_tags``."""
    return read_tags(resource("policies", "dotmlpf.toml"))


def read_tags(path: Path) -> LessonTags:
    """Read a file of tags. One that is spoilt raises UnreadableError that names the file and says what to mend."""
    try:
        content = read_whole(path, _LARGEST, "The list of tags {file} is too large.").decode("utf-8-sig")
        return LessonTags(_tags(read_toml(content)))
    except (DeskError, ValueError, RecursionError) as error:
        raise UnreadableError("The list of tags {name} cannot be read: {why}", name=path.name, why=error) from error


def _tags(content: Mapping[str, Any]) -> list[LessonTag]:
    if not content:
        raise DeskError("There is no tag in it. Write one as [training] with short, en and ja.")
    if len(content) > _MOST:
        raise DeskError("There are more than {most} tags in it.", most=_MOST)
    found = [_tag(key, given) for key, given in content.items()]
    for name in _WORDS:
        said: dict[str, str] = {}
        for one in found:
            other = said.setdefault(fold(getattr(one, name)), one.key)
            if other != one.key:
                raise DeskError(
                    "“{key}” and “{other}” have the same {name}. Change one of them.",
                    key=one.key,
                    other=other,
                    name=name,
                )
    return found


def _tag(key: str, given: object) -> LessonTag:
    if not _KEY.fullmatch(key):
        raise DeskError("“{key}” cannot be a tag's key. Use small letters, figures and hyphens.", key=key[:40])
    if not isinstance(given, dict):
        raise DeskError("“{key}” is no table. Write it as [training] with short, en and ja.", key=key)
    if odd := sorted(set(given) - set(_WORDS)):
        raise DeskError("“{key}” has “{name}”, which no tag has. Use short, en and ja.", key=key, name=str(odd[0])[:40])
    for name in _WORDS:
        word, longest = given.get(name), _SHORT if name == "short" else _LONGEST
        if not isinstance(word, str) or not shows(word):
            raise DeskError("“{key}” needs its {name}, a word in quotes.", key=key, name=name)
        if len(word) > longest:
            raise DeskError(
                "The {name} of “{key}” is too long. It has at most {most} characters.", key=key, name=name, most=longest
            )
    return LessonTag(key, given["short"].strip(), given["en"].strip(), given["ja"].strip())
