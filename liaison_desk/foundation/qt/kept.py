"""What is kept under a name and may stand on Today (saved searches, saved views): asked for a name, and looked after in a dialog."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem

from liaison_desk.foundation.qt.buttons import Check, PlainButton, PrimaryButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.dialog import DeskDialog, FormDialog
from liaison_desk.foundation.qt.fields import CheckRow, Form, TextField
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.strips import MessageStrip
from liaison_desk.foundation.qt.word_rows import WordRows

_NAME, _COUNT, _TODAY = range(3)


class Kept(Protocol):
    """A record that has a name and may be pinned."""

    @property
    def id(self) -> int:
        """Return its number; 0 before it is saved."""

    @property
    def name(self) -> str:
        """Return what the user called it."""

    @property
    def pinned(self) -> bool:
        """Return whether it stands on Today."""


One = TypeVar("One", bound=Kept)


@dataclass(frozen=True, slots=True)
class KeptWords:
    """What a dialog of them says, in the language of the window: its title, the headings of name and count, and what stands where there is none."""

    title: str
    name: str
    count: str
    none: str


@dataclass(frozen=True, slots=True)
class Keeping(Generic[One]):
    """What can be done with them, on the database lane. ``save`` keeps one under a name and says whether it is pinned; ``delete`` takes ids."""

    counted: Callable[[], Sequence[tuple[One, int]]]
    save: Callable[[One, str, bool], object]
    delete: Callable[[Sequence[int]], object]


class KeepDialog(FormDialog):
    """Asks for a name, and whether what is kept stands on Today. ``keep`` saves it under both, on the database lane."""

    def __init__(
        self, ui: Ui, title: str, name_label: str, known: Kept, keep: Callable[[str, bool], One],
        done: Callable[[One], None],
    ) -> None:  # fmt: skip
        tr = ui.language.tr
        form = Form(ui, label_width=110)
        self.name = form.add("name", name_label, TextField(ui))
        self.name.set_value(known.name)
        self.pinned = form.add("pinned", "", CheckRow(ui, tr("Show it on Today with its count")))
        self.pinned.set_value(known.pinned)
        super().__init__(
            ui, title, form, action=tr("Save"),
            collect=lambda: (" ".join(self.name.value().split()), self.pinned.value()),
            commit=lambda entered: keep(*entered), saved=done, width=480,
        )  # fmt: skip


class KeptDialog(DeskDialog, Generic[One]):
    """All of them with what they show now. A name is edited in place, a tick puts one on Today; both are kept at once.

    ``show`` lets the page show what the chosen one finds.
    """

    def __init__(self, ui: Ui, words: KeptWords, keeping: Keeping[One], show: Callable[[One], None]) -> None:
        tr = ui.language.tr
        super().__init__(ui, words.title)
        self._keeping = keeping
        self._show = show
        self._known: dict[int, One] = {}
        self._wanted = 0
        self.strip = MessageStrip(ui)
        self.none = Text(ui, words.none, tone="t2", wrap=True)
        self.rows = WordRows(words.title, [words.name, words.count, tr("On Today")], [330, 90], self.delete)
        self.rows.itemChanged.connect(self._on_renamed)
        self.rows.itemDoubleClicked.connect(self._on_double_click)
        for widget in (self.strip, self.none):
            self.content.addWidget(widget)
        self.content.addWidget(self.rows, 1)
        self.buttons = [
            PlainButton(ui, tr("Rename"), act=self._rename), PlainButton(ui, tr("Delete"), act=self.delete),
        ]  # fmt: skip
        self.foot.addWidget(PlainButton(ui, tr("Close"), act=self.reject))
        for button in self.buttons:
            self.foot.insertWidget(self.foot.count() - 1, button)
        self.show_button = PrimaryButton(ui, tr("Show"), key="Ctrl+Enter", act=self.act)
        self.foot.addWidget(self.show_button)
        self.resize(620, 420)
        self._read()

    def current(self) -> One | None:
        """Return the one that is chosen."""
        return self._known.get(self.rows.key())

    def act(self) -> None:
        """Let the page show the chosen one."""
        one = self.current()
        if one is not None:
            self._show(one)
            self.accept()

    def delete(self) -> None:
        """Delete the chosen one; undo brings it back."""
        one = self.current()
        if one is not None:
            number = one.id
            self._run(lambda: self._keeping.delete([number]))

    def _rename(self) -> None:
        item = self.rows.currentItem()
        if item is not None:
            self.rows.editItem(item, _NAME)

    def _on_double_click(self, _item: QTreeWidgetItem, column: int) -> None:
        if column == _COUNT:  # the name is edited by it, the box is ticked
            self.act()

    def _on_renamed(self, item: QTreeWidgetItem, _column: int) -> None:
        one, name = self._known.get(self.rows.key(item)), " ".join(item.text(_NAME).split())
        if one is not None and name != one.name:
            self._save(one, name, one.pinned)

    def _save(self, one: One, name: str, pinned: bool) -> None:
        self._wanted = one.id
        self._run(lambda: self._keeping.save(one, name, pinned))

    def _run(self, work: Callable[[], object]) -> None:
        self.strip.hide()

        def failed(error: Exception) -> None:
            self._read()
            self.strip.show_error(error)

        self.ui.jobs.database.run(work, lambda _: self._read(), failed, owner=self)

    def _read(self) -> None:
        self.ui.jobs.database.run(self._keeping.counted, self._fill, owner=self)

    def _fill(self, found: Sequence[tuple[One, int]]) -> None:
        self._known = {one.id: one for one, _ in found}
        self.rows.blockSignals(True)
        self.rows.clear()
        for one, count in found:
            item = self.rows.add([one.name, f"{count:,}"], one.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            box = Check(self.ui, "", one.pinned)
            box.setAccessibleName(f"{self.ui.language.tr('On Today')}: {one.name}")
            box.clicked.connect(lambda on=False, one=one: self._save(one, one.name, on))
            self.rows.setItemWidget(item, _TODAY, box)
        self.rows.blockSignals(False)
        self.rows.choose_key(self._wanted)
        self.none.setVisible(not found)
        self.rows.setVisible(bool(found))
        for button in (*self.buttons, self.show_button):
            button.setEnabled(bool(found))
