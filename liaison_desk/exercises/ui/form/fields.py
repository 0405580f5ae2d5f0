"""The fields of the exercise form that other forms do not have."""

from collections.abc import Callable, Sequence

from liaison_desk.domain.holidays import observing_nations
from liaison_desk.domain.text import fold
from liaison_desk.exercises.ui.overview.words import Words
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import PickRecords
from liaison_desk.foundation.qt.fields.records import Search
from liaison_desk.screens.nations import NATION, nation_refs


class HolidaysField(PickRecords):
    """Nations whose holidays a plan keeps to, each a chip; the value is a tuple of trigraphs."""

    def __init__(self, ui: Ui, words: Words, placeholder: str) -> None:
        self._called = words
        self._codes: tuple[str, ...] = ()
        super().__init__(ui, self._find, placeholder)

    def value(self) -> tuple[str, ...]:  # type: ignore[override] # trigraphs instead of records
        """Return the nations."""
        return tuple(self._codes[ref.id - 1] for ref in super().value())

    def set_value(self, value: Sequence[str]) -> None:  # type: ignore[override]
        """Show nations; one whose holidays nobody knows stays among them, so that it is told of and not lost."""
        self._codes = tuple(dict.fromkeys((*self._codes, *value)))
        refs = {
            code: RecordRef(NATION, number, self._called.nation(code)) for number, code in enumerate(self._codes, 1)
        }
        super().set_value([refs[code] for code in value])

    def _find(self, typed: str) -> Sequence[RecordRef]:
        """Return the nations that typed words may mean; on the database lane, for the first look reads the library of holidays."""
        self._codes = tuple(dict.fromkeys((*self._codes, *observing_nations())))
        return nation_refs(self._called.nation, self._codes, typed)


def series_search(series: Sequence[str]) -> Search:
    """Return what finds a series among those in use."""

    def find(typed: str) -> list[RecordRef]:
        wanted = fold(typed)
        return [RecordRef("series", number, name) for number, name in enumerate(series, 1) if wanted in fold(name)]

    return find


def finder(suggest: Callable[[str, str], list[RecordRef]], kind: str) -> Search:
    """Return what finds records of one kind."""
    return lambda typed: suggest(kind, typed)
