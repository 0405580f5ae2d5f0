"""The right place of the page: the packet's form, or in its stead the entry that is edited."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from liaison_desk.briefings.records import PacketItem
from liaison_desk.briefings.rules import entry_of
from liaison_desk.briefings.ui.composing import Composer
from liaison_desk.briefings.ui.entry.pane import EntryPane, with_part
from liaison_desk.briefings.ui.outline.deeds import change_entry
from liaison_desk.briefings.ui.outside import Outside
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.tasks.ui.words import Words


class EditingPlace(QStackedWidget):
    """Shows the form or the entry; ``called`` says what an entry is called."""

    turned = Signal(bool)
    """An entry is shown (true), or the form again; false tells too that the keyboard was in the entry."""

    def __init__(self, ui: Ui, words: Words, outside: Outside, called: Callable[[PacketItem], str]) -> None:
        super().__init__()
        self._called = called
        self._composer: Composer | None = None
        self.entry = EntryPane(ui, words, outside)
        self.entry.edited.connect(self._on_edited)
        self.entry.left.connect(self.leave)

    def attach(self, form: QWidget, composer: Composer) -> None:
        """Say whose form this is, and what is composed with it; once."""
        self._composer = composer
        self.insertWidget(0, form)
        self.addWidget(self.entry)

    @property
    def editing(self) -> bool:
        """Whether an entry, or the packet's title, is edited."""
        return self.currentWidget() is self.entry

    def edit_title(self) -> None:
        """Let title and marking of the packet be changed, in both languages; a template becomes a packet."""
        composer = self._composer
        if composer is None:
            return
        if composer.packet is None:
            composer.edit(lambda packet: packet, "Save a packet")
        if composer.packet is not None:
            self.entry.show_packet(composer.packet)
            self._turn()
            self.entry.begin()

    def edit(self, key: str, *fields: str) -> None:
        """Let an entry be edited, the keyboard in one of the fields, or where one writes."""
        if self.show_entry(key):
            self._turn()
            self.entry.begin(*fields)

    def show_entry(self, key: str) -> bool:
        """Show another entry; false where it is gone."""
        item = entry_of(self._composer.items(), key) if self._composer is not None else None
        if item is not None:
            self.entry.show_entry(item, self._called(item))
        return item is not None

    def refill(self) -> None:
        """Show what the entry says by now."""
        if not self.editing or self._composer is None:
            return
        key, packet = self.entry.key, self._composer.packet
        if key:
            if not self.show_entry(key):
                self.leave()
        elif packet is not None:
            self.entry.show_packet(packet)
        else:
            self.leave()

    def leave(self) -> None:
        """Show the form again."""
        if not self.editing:
            return
        had_keys = self.entry.isAncestorOf(self.window().focusWidget() or self)
        self.setCurrentIndex(0)
        self.entry.show_nothing()
        if self._composer is not None:
            self._composer.keeper.save()
        if had_keys:
            self.turned.emit(False)

    def _turn(self) -> None:
        self.setCurrentWidget(self.entry)
        self.turned.emit(True)

    def _on_edited(self, name: str, value: object, typed: bool) -> None:
        composer = self._composer
        if composer is None:
            return
        item = entry_of(composer.items(), self.entry.key)
        if item is not None:
            composer.edit(change_entry(item, lambda one: with_part(one, name, value)), "Change an entry", typed=typed)
        elif not self.entry.key:
            composer.edit(lambda packet: with_part(packet, name, value), "Change a packet", typed=typed)
