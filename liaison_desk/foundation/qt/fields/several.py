"""Several of a kind, found among the desk's records by typing, or taken as they are typed."""

from abc import abstractmethod
from collections.abc import Sequence
from functools import partial
from typing import Generic, Protocol, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QWidget

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import PlainButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Field, FinderLine
from liaison_desk.foundation.qt.fields.choices import Tag
from liaison_desk.foundation.qt.flow import FlowLayout

Item = TypeVar("Item")


class SeveralField(Field, Generic[Item]):
    """Items in their order, shown in ``holder`` above the line they are found with; ``value`` is a tuple of them."""

    def __init__(self, ui: Ui, finder: FinderLine, holder: QWidget) -> None:
        super().__init__(ui)
        self.items: list[Item] = []
        self.input = finder
        self.add_button = PlainButton(ui, ui.language.tr("Add as typed"), act=self._add_typed)
        self.add_button.setEnabled(False)
        self._holder = holder
        self.input.picked.connect(self._on_picked)
        self.input.textChanged.connect(lambda text: self.add_button.setEnabled(bool(text.strip())))
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.input, 1)
        line.addWidget(self.add_button)
        self.body.addWidget(holder)
        self.body.addLayout(line)
        holder.hide()
        self.watch(self.input)

    @abstractmethod
    def typed(self, words: str) -> Item:
        """Return what typed words mean."""

    @abstractmethod
    def found(self, ref: RecordRef) -> Item:
        """Return the item of a record."""

    @abstractmethod
    def record_of(self, item: Item) -> int:
        """Return the id of the record an item is, 0 for one that was typed."""

    @abstractmethod
    def show_items(self) -> None:
        """Show the items in the holder."""

    def value(self) -> tuple[Item, ...]:
        """Return the items, with one typed but not yet added."""
        words = " ".join(self.input.text().split())
        return (*self.items, self.typed(words)) if words else tuple(self.items)

    def set_value(self, value: Sequence[Item]) -> None:
        """Show items."""
        self.items = list(value)
        self.input.clear()
        self._refresh()

    def take_out(self, number: int) -> None:
        """Leave an item out, by its place."""
        del self.items[number]
        self._refresh()
        self.input.setFocus()
        self.changed.emit()

    def _on_picked(self, ref: RecordRef) -> None:
        self.input.clear()
        if all(self.record_of(one) != ref.id for one in self.items):
            self._add(self.found(ref))

    def _add_typed(self) -> None:
        words = " ".join(self.input.text().split())
        self.input.close_list()
        self.input.clear()
        if words:
            self._add(self.typed(words))
        self.input.setFocus()

    def _add(self, item: Item) -> None:
        self.items.append(item)
        self._refresh()
        self.changed.emit()

    def _refresh(self) -> None:
        self.show_items()
        self._holder.setVisible(bool(self.items))


class Named(Protocol):
    """An item that is told apart by its name."""

    @property
    def name(self) -> str:
        """Return what its chip says."""


NamedItem = TypeVar("NamedItem", bound=Named)


class NamesField(SeveralField[NamedItem]):
    """Several that have a name, each a chip."""

    def __init__(self, ui: Ui, finder: FinderLine) -> None:
        tags = QWidget()
        super().__init__(ui, finder, tags)
        self._flow = FlowLayout(tags)

    def show_items(self) -> None:
        """Show a chip for each."""
        self._flow.clear()
        for number, one in enumerate(self.items):
            tag = Tag(self.ui, one.name)
            tag.removed.connect(partial(self.take_out, number))
            self._flow.addWidget(tag)
