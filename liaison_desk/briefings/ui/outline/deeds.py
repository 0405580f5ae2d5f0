"""What is done to the outline: entries moved, added, doubled, removed, made tabs; each a change that undo takes back."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from secrets import token_hex
from typing import Protocol

from PySide6.QtWidgets import QMenu, QWidget

from liaison_desk.briefings.records import FILE, TEXT, Packet, PacketItem
from liaison_desk.briefings.rules import entry_of, moved, put_after, with_entry, without_entry
from liaison_desk.briefings.ui.keeping import Change
from liaison_desk.briefings.ui.outline.rows import Row
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import add_choices, popup_menu


class Edits(Protocol):
    """Whoever changes the packet, and makes a template one that is kept with its first change."""

    def __call__(
        self, change: Change, label: str, *, typed: bool = False, then: Callable[[], object] | None = None
    ) -> None:
        """Change the packet; see ``PacketKeeper.edit``."""


def fresh(item: PacketItem) -> PacketItem:
    """Return an entry with a key that no other one has, whoever adds one at the same time."""
    return replace(item, key=f"n{token_hex(5)}")


def change_entry(item: PacketItem, change: Callable[[PacketItem], PacketItem]) -> Change:
    """Return a change of one entry; where it is gone meanwhile, it comes back at the end, so that nothing written is lost."""

    def changed(packet: Packet) -> Packet:
        there = entry_of(packet.items, item.key)
        if there is None:
            return replace(packet, items=(*packet.items, change(item)))
        return replace(packet, items=with_entry(packet.items, change(there)))

    return changed


def move(items: Sequence[PacketItem], source: int, target: int) -> Change:
    """Return the change that moves an entry before another, both found by their keys in whatever stands there then."""
    key = items[source].key
    before = items[target].key if target < len(items) else ""

    def changed(packet: Packet) -> Packet:
        keys = [one.key for one in packet.items]
        if key not in keys:
            return packet
        to = keys.index(before) if before in keys else len(keys)
        return replace(packet, items=moved(packet.items, keys.index(key), to))

    return changed


def add(after: str, added: Iterable[PacketItem]) -> Change:
    """Return the change that adds entries behind one."""
    every = tuple(added)
    return lambda packet: replace(packet, items=put_after(packet.items, after, every))


def remove(key: str) -> Change:
    """Return the change that takes an entry out."""
    return lambda packet: replace(packet, items=without_entry(packet.items, key))


class OutlineDeeds:
    """The deeds on the entry that is chosen. ``edit`` carries them out, ``choose`` puts the keyboard on an entry then."""

    def __init__(
        self, ui: Ui, items: Callable[[], Sequence[PacketItem]], edit: Edits, choose: Callable[[str], object],
        undo: Callable[[], object],
    ) -> None:  # fmt: skip
        self._ui = ui
        self._items = items
        self._edit = edit
        self._choose = choose
        self._undo = undo

    def move(self, source: int, target: int) -> None:
        """Move an entry before the one at another place."""
        items = self._items()
        self._edit(move(items, source, target), "Move an entry")
        self._choose(items[source].key)

    def add(self, after: str, items: Sequence[PacketItem]) -> list[PacketItem]:
        """Add entries behind one, and choose the last of them."""
        every = [fresh(item) for item in items]
        self._edit(add(after, every), "Add to a packet")
        if every:
            self._choose(every[-1].key)
        return every

    def duplicate(self, key: str) -> None:
        """Double an entry; the second stands behind it and is chosen."""
        item = entry_of(self._items(), key)
        if item is not None:
            self.add(key, [replace(item, tab=False, divider=False)])

    def remove(self, key: str, called: str) -> None:
        """Take an entry out; a message offers to bring it back."""
        items = self._items()
        place = next((at for at, one in enumerate(items) if one.key == key), -1)
        if place < 0:
            return
        beside = items[place + 1] if place + 1 < len(items) else items[place - 1] if place else None

        def told() -> None:
            said = self._ui.language.tr("Removed: {name}", name=called)
            self._ui.notify(said, self._take_back)

        self._edit(remove(key), "Remove an entry", then=told)
        if beside is not None:
            self._choose(beside.key)

    def _take_back(self) -> None:
        self._ui.jobs.database.run(self._undo)

    def set_tab(self, key: str, *, tab: bool) -> None:
        """Let an entry begin a tab, or no longer."""
        self._change(key, lambda item: replace(item, tab=tab, divider=item.divider and tab))

    def set_divider(self, key: str, *, divider: bool) -> None:
        """Put a divider sheet before a tab, or no longer; what gets one begins a tab."""
        self._change(key, lambda item: replace(item, divider=divider, tab=item.tab or divider))

    def set_across(self, key: str, across: bool | None) -> None:
        """Lay the pages of an entry upright, on their long side, or as usual (None)."""
        self._change(key, lambda item: replace(item, across=across))

    def _change(self, key: str, change: Callable[[PacketItem], PacketItem]) -> None:
        item = entry_of(self._items(), key)
        if item is not None:
            self._edit(change_entry(item, change), "Change an entry")


class EntryActs(Protocol):
    """What the menu of an entry asks of the page."""

    def edit_entry(self, key: str) -> None:
        """Let an entry be edited."""

    def rename_entry(self, key: str) -> None:
        """Let an entry be called otherwise."""

    def go_to_page(self, page: int) -> None:
        """Show a page."""

    def tell_why(self, key: str) -> None:
        """Tell why an entry stays out."""


def entry_menu(
    ui: Ui, parent: QWidget, item: PacketItem, row: Row, deeds: OutlineDeeds, acts: EntryActs, called: str
) -> QMenu:
    """Return what can be done with an entry."""
    tr, icon, key = ui.language.tr, ui.icons.icon, item.key
    menu = popup_menu(parent)
    menu.addAction(icon("pencil"), f"{tr('&Edit')}\t{tr('Enter')}", lambda: acts.edit_entry(key))
    menu.addAction(icon("square-pen"), tr("&Rename…"), lambda: acts.rename_entry(key))
    if row.page:
        menu.addAction(icon("arrow-right"), tr("&Go to page {n}", n=row.page), lambda: acts.go_to_page(row.page))
    if row.state == "withheld" and item.kind in {TEXT, FILE}:
        menu.addAction(icon("eye-off", "amb"), tr("&Why does it stay out?"), lambda: acts.tell_why(key))
    menu.addSeparator()
    ticks: tuple[tuple[str, bool, Callable[[bool], None]], ...] = (
        (tr("Begins a &tab"), item.tab, lambda on: deeds.set_tab(key, tab=on)),
        (tr("With a di&vider sheet"), item.divider, lambda on: deeds.set_divider(key, divider=on)),
    )
    for words, on, act in ticks:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(act)
    ways = menu.addMenu(tr("&Page lies"))
    add_choices(ways, across_words(ui.language), item.across, lambda across: deeds.set_across(key, across))
    menu.addSeparator()
    menu.addAction(icon("copy"), f"{tr('&Duplicate')}\tCtrl+D", lambda: deeds.duplicate(key))
    menu.addAction(icon("trash-2", "red"), f"{tr('Re&move')}\tDel", lambda: deeds.remove(key, called))
    return menu


def across_words(language: Language) -> list[tuple[bool | None, str]]:
    """Return how the pages of an entry may lie, in words."""
    tr = language.tr
    return [(None, tr("As usual")), (False, tr("Upright")), (True, tr("On its long side"))]
