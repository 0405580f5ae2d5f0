"""What an entry without a title is called here: the desk lists entries by title, other programs may not have one."""

from collections.abc import Mapping
from types import MappingProxyType

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.text import shows
from liaison_desk.exchange.ical.wording import OWN
from liaison_desk.exchange.result import ReadSettings

UNTITLED = OWN + "UNTITLED:TRUE"
"""Stands among an entry's kept lines as long as its title was made here; such a title is not written back."""

_LONGEST = 80
_WORDS: Mapping[str, str] = MappingProxyType({"en": "Untitled", "ja": "無題"})


def derived_title(text: Bilingual, settings: ReadSettings) -> Bilingual:
    """Return the first line of an entry's text as its title, or "Untitled" in the host's language."""
    host, home = _first_line(text.host), _first_line(text.home)
    return Bilingual(host, home) if host or home else Bilingual(_WORDS.get(settings.host_language, _WORDS["en"]))


def given_title(title: Bilingual, text: Bilingual, settings: ReadSettings, extra: list[str]) -> Bilingual:
    """Return an entry's title, or one made from its text; ``extra`` is then told so."""
    if shows(title.host + title.home):
        return title
    extra.append(UNTITLED)
    return derived_title(text, settings)


def written_title(title: Bilingual, text: Bilingual, settings: ReadSettings, extra: list[str]) -> Bilingual:
    """Return the title to write: none if it was made here and nobody has changed it since."""
    if UNTITLED not in extra:
        return title
    extra.remove(UNTITLED)
    return Bilingual() if title == derived_title(text, settings) else title


def _first_line(text: str) -> str:
    line = next((line.strip() for line in text.splitlines() if shows(line)), "")
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
