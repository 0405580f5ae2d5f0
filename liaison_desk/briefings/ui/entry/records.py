"""The records that an entry is about, each a chip, found by typing; they are kept by their uids."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtWidgets import QWidget

from liaison_desk.briefings.records import ItemRef
from liaison_desk.briefings.ui.outside import Found
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.belongings import link_words
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Field, FinderLine
from liaison_desk.foundation.qt.fields.choices import Tag
from liaison_desk.foundation.qt.flow import FlowLayout

Find = Callable[[str, Collection[str]], Sequence[Found]]


class Finder:
    """Finds records for a line of one or several kinds, and knows afterwards what each was."""

    def __init__(self, ui: Ui, find: Find, kinds: Collection[str]) -> None:
        self._ui = ui
        self._find = find
        self._kinds = tuple(kinds)
        self._found: dict[tuple[str, int], Found] = {}

    def __call__(self, words: str) -> Sequence[RecordRef]:
        """Return what words find, several kinds with the kind before the name; for the database lane."""
        found = list(self._find(words, self._kinds))
        self._found.update({(one.ref.kind, one.ref.id): one for one in found})
        if len(self._kinds) == 1:
            return [one.ref for one in found]
        return [RecordRef(one.ref.kind, one.ref.id, link_words(one.ref, self._ui.language)) for one in found]

    def of(self, ref: RecordRef) -> Found:
        """Return what a record that was found is."""
        return self._found[ref.kind, ref.id]


class RecordsField(Field):
    """Records an entry is about alone; ``value`` is a tuple of them, none for all."""

    def __init__(self, ui: Ui, find: Find, kinds: Collection[str]) -> None:
        super().__init__(ui)
        self._refs: tuple[ItemRef, ...] = ()
        self._finder = Finder(ui, find, kinds)
        self._tags = QWidget()
        self._flow = FlowLayout(self._tags)
        self._tags.hide()
        self.input = FinderLine(ui, self._finder, ui.language.tr("All; find one to narrow it"))
        self.input.picked.connect(self._on_picked)
        self.body.addWidget(self._tags)
        self.body.addWidget(self.input)
        self.watch(self.input)

    def value(self) -> tuple[ItemRef, ...]:
        """Return the records."""
        return self._refs

    def set_value(self, value: Sequence[ItemRef]) -> None:
        """Show records."""
        self._refs = tuple(value)
        self._flow.clear()
        for ref in self._refs:
            tag = Tag(self.ui, ref.label or ref.uid)
            tag.removed.connect(lambda ref=ref: self._take(ref))
            self._flow.addWidget(tag)
        self._tags.setVisible(bool(self._refs))

    def _on_picked(self, ref: RecordRef) -> None:
        self.input.clear()
        item = self._finder.of(ref).item
        if all((one.kind, one.uid) != (item.kind, item.uid) for one in self._refs):
            self.set_value((*self._refs, item))
            self.changed.emit()

    def _take(self, ref: ItemRef) -> None:
        self.set_value(tuple(one for one in self._refs if one is not ref))
        self.input.setFocus()
        self.changed.emit()
