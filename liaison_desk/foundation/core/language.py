"""Words in the user's language: English in the source, other languages in ``resources/translations/``.

Qt's own translator would tie the services, the command line and the packets to
Qt; a catalogue of plain JSON files (one per area of the program) serves all of
them, and one program can speak two languages at once, as a packet must.
"""

from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any

from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.core.resources import resource


class Language:
    """One language of the interface. ``code`` is ``en`` or the name of a folder in ``resources/translations/``."""

    def __init__(self, code: str = "en") -> None:
        self.code = code

    @cached_property
    def _catalogue(self) -> Mapping[str, str]:
        return {} if self.code == "en" else _catalogue_of(self.code)

    def tr(self, text: str, /, **values: Any) -> str:
        """Return ``text`` in this language with ``{name}`` places filled in. Give a literal, never an f-string.

        A value that is itself an error (why a file was refused) is said in this language too.
        """
        words = self._catalogue.get(text, text)
        if not values:
            return words
        return words.format(**{k: self.error(v) if isinstance(v, DeskError) else v for k, v in values.items()})

    def count(self, one: str, many: str, n: int, /, **values: Any) -> str:
        """Return the singular or plural form with ``{n}`` filled in; both forms are literals in the catalogue."""
        return self.tr(one if n == 1 else many, n=n, **values)

    def error(self, error: DeskError) -> str:
        """Return the sentence of an error in this language."""
        return self.tr(error.text, **error.values)


@cache
def _catalogue_of(code: str) -> Mapping[str, str]:
    """Return English → another language; read once, for each packet speaks it anew."""
    import json  # English needs no catalogue, and start-up is counted in milliseconds

    catalogue: dict[str, str] = {}
    for path in sorted(resource("translations", code).glob("*.json")):
        catalogue |= json.loads(path.read_text("utf-8"))
    return catalogue


def languages() -> tuple[str, ...]:
    """Return the codes of the languages the interface can speak, English first."""
    return ("en", *sorted(path.name for path in resource("translations").iterdir() if path.is_dir()))
