"""The field for the tags of a lesson, in the words of the known ones."""

from collections.abc import Sequence

from liaison_desk.exercises.ui.lessons.words import Words
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields.offered import OfferedChips


class TagsField(OfferedChips):
    """Tags by their names; the value is their keys, and own words as they are typed."""

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__(ui, ui.language.tr("A tag, or a word of your own"))
        self._known = words
        self.offer([words.tag(one.key) for one in words.known_tags.all])

    def value(self) -> tuple[str, ...]:
        """Return keys and own words, each once."""
        return tuple(dict.fromkeys(map(self._known.known_tags.meant, super().value())))

    def set_value(self, value: Sequence[str]) -> None:
        """Show tags."""
        super().set_value([self._known.tag(key) for key in value])
