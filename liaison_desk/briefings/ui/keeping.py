"""The packet that is composed: changed here at once, kept on the desk soon after, so that nothing that was typed is lost."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from types import MappingProxyType
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from liaison_desk.briefings.records import Packet
from liaison_desk.briefings.rules import MOST_ITEMS, put_after
from liaison_desk.briefings.service.packets import PacketBook
from liaison_desk.briefings.ui.overtaking import overtaken, overtaken_words
from liaison_desk.foundation.core.errors import DeskError, NotFoundError, StaleError
from liaison_desk.foundation.qt.context import Ui

Change = Callable[[Packet], Packet]
Answer = TypeVar("Answer")

_PAUSE = 800
"""Milliseconds of quiet after typing before it is kept."""
_LONGEST = 5000
"""Milliseconds after which what is typed without a pause is kept all the same: a crash takes no more."""
_TRIES = 3
_NO_FILES: Mapping[str, bytes] = MappingProxyType({})


@dataclass(eq=False, slots=True)
class _Edit:
    """A change that is not kept yet."""

    change: Change
    label: str
    typed: bool
    then: Callable[[], object] | None
    sent: bool = False
    refused: bool = False


class PacketKeeper(QObject):
    """Holds the packet on show, None for a template that nobody has changed.

    A change is a function of the packet, so that where somebody else (or undo) changed it meanwhile, it is made again on what
    stands there then. What is typed is kept in one go after a pause; every other change is one that undo takes back.
    """

    changed = Signal()
    """Another packet is on show, or another state of it."""
    kept = Signal()
    """Everything is on the desk."""
    refused = Signal(object)
    """It could not be kept: the error. What was changed stays here, and is kept with the next change that mends it."""
    gone = Signal()
    """The packet is not on the desk any more."""

    def __init__(self, ui: Ui, book: PacketBook, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self._book = book
        self._packet: Packet | None = None
        self._shelf: _Shelf | None = None
        self._edits: list[_Edit] = []
        self._base: Packet | None = None
        self._refusal: Exception | None = None
        self._later = QTimer(self, singleShot=True, interval=_PAUSE)
        self._later.timeout.connect(self.save)
        self._latest = QTimer(self, singleShot=True, interval=_LONGEST)
        self._latest.timeout.connect(self.save)

    @property
    def packet(self) -> Packet | None:
        """The packet with every change, kept or not."""
        return self._packet

    @property
    def is_kept(self) -> bool:
        """Whether everything is on the desk."""
        return not self._edits

    @property
    def at_risk(self) -> bool:
        """Whether something was changed that the desk refuses to keep, or will refuse: what was typed last is on its way there."""
        if any(one.refused for one in self._edits):
            return True
        if self._packet is None or not self._edits:
            return False
        try:
            self._book.require_valid(self._packet)
        except DeskError:
            return True
        return False

    @property
    def refusal(self) -> Exception | None:
        """Why the desk refuses to keep what was changed last; None where it refuses nothing, or has not said yet."""
        return self._refusal if self._edits and all(one.refused for one in self._edits) else None

    def show(self, packet: Packet | None) -> None:
        """Show another packet, or none; what was changed in the last one is kept."""
        self.save()
        self.begin(packet)
        self.changed.emit()

    def begin(self, packet: Packet | None) -> None:
        """Hold a packet that is not kept yet (its id is 0), of which its first change will tell."""
        self._packet = self._base = packet
        self._shelf = _Shelf(self._book, packet) if packet is not None else None
        self._edits = []

    def edit(
        self, change: Change, label: str, *, typed: bool = False, then: Callable[[], object] | None = None
    ) -> None:
        """Change the packet. ``label`` (English) is what undo calls it; ``then`` is called when it is kept."""
        if self._packet is None:
            return
        if not typed:
            self.save()
        self._packet = change(self._packet)
        self._edits.append(_Edit(change, label, typed, then))
        if typed:
            self._later.start()
            if not self._latest.isActive():
                self._latest.start()
        else:
            self.save()
        self.changed.emit()

    def add_files(
        self, change: Change, files: Mapping[str, bytes], label: str, failed: Callable[[Exception], None]
    ) -> None:
        """Change the packet by entries that take in files, by SHA-256; shown once both are kept, which is one step for undo."""
        shelf = self._shelf
        if shelf is None:
            return
        self.save()

        def done(saved: Packet) -> None:
            if self._shelf is shelf:
                self._show_saved(saved)
                self.kept.emit()

        self._ui.jobs.database.run(lambda: shelf.add_files(change, files, label), done, failed, owner=self)

    def ask(
        self, work: Callable[[Packet], Answer], done: Callable[[Answer], None], failed: Callable[[Exception], None]
    ) -> None:
        """Do something with the packet as it is kept, on the database lane; nothing without a packet."""
        shelf = self._shelf
        if shelf is not None:
            self.save()
            self._ui.jobs.database.run(lambda: shelf.ask(work), done, failed, owner=self)

    def save(self) -> None:
        """Keep what is not kept yet, without waiting for a pause."""
        self._later.stop()
        self._latest.stop()
        shelf, some = self._shelf, [one for one in self._edits if not one.sent]
        if shelf is None or not some:
            return
        for one in some:
            one.sent = True
        changes, label = [one.change for one in some], some[-1].label
        self._ui.jobs.database.run(
            lambda: shelf.keep(changes, label),
            lambda saved: self._on_saved(shelf, some, saved),
            lambda error: self._on_refused(some, error),
            owner=self,
        )

    def take_back(self) -> str:
        """Take back the last change that the desk refused, typed words in one go, and return its label; "" where none was.

        What the desk has kept is taken back by its history.
        """
        shelf, base = self._shelf, self._base
        if shelf is None or base is None or self.refusal is None:
            return ""
        last = self._edits.pop()
        dropped = [last.change]
        while last.typed and self._edits and self._edits[-1].typed:
            dropped.append(self._edits.pop().change)
        self._packet = _changed(base, (one.change for one in self._edits))
        rest = list(self._edits)
        for one in rest:
            one.refused = False
        self._ui.jobs.database.run(
            lambda: shelf.drop(dropped, last.label),
            lambda saved: self._on_saved(shelf, rest, saved),
            lambda error: self._on_refused(rest, error),
            owner=self,
        )
        self.changed.emit()
        return last.label

    def look_again(self) -> None:
        """Somebody changed packets: read the one on show again, unless it is being changed here, which does so as well."""
        shelf = self._shelf
        if shelf is not None and not self._edits:
            self._ui.jobs.database.run(shelf.look, lambda found: self._on_read(shelf, *found), owner=self)

    def _on_saved(self, shelf: "_Shelf", some: Sequence[_Edit], saved: Packet) -> None:
        if self._shelf is shelf:
            # Those before it that had been refused were kept with it, in their order.
            self._edits = self._edits[self._edits.index(some[-1]) + 1 :] if some else self._edits
            self._show_saved(saved)
        self._tell(shelf)
        for one in some:
            if one.then is not None:
                one.then()
        if self._shelf is shelf and self.is_kept:
            if not saved.id:
                self.gone.emit()  # the only change of a template was taken back
                return
            self.kept.emit()
            self.look_again()

    def _tell(self, shelf: "_Shelf") -> None:
        """Say what others changed at the same time and what became of it."""
        tr, said = self._ui.language.tr, []
        if shelf.rescued:
            said.append(tr("Somebody else has changed the same words. Theirs stand behind yours."))
        if shelf.overtaken:
            what = overtaken_words(shelf.overtaken, self._ui.language)
            said.append(tr("Somebody else has changed the same at the same time; yours stands: {what}.", what=what))
        shelf.rescued, shelf.overtaken = False, frozenset()
        if said:
            self._ui.notify(" ".join(said), None)

    def _on_refused(self, some: Sequence[_Edit], error: Exception) -> None:
        self._refusal = error
        for one in some:
            one.refused = True
        self.refused.emit(error)

    def _on_read(self, shelf: "_Shelf", found: Packet | None, known: bool) -> None:
        if self._shelf is not shelf or self._edits:
            return
        if found is None:
            self.gone.emit()
        elif not known:
            self._show_saved(found)

    def _show_saved(self, saved: Packet) -> None:
        before, self._base = self._packet, saved
        if self._shelf is not None and not any(one.sent for one in self._edits):
            self._shelf.seen = saved
        self._packet = _changed(saved, (one.change for one in self._edits))
        if self._packet != before:
            self.changed.emit()


class _Shelf:
    """Where one packet is kept; asked on the database lane alone, in order, so that each change is made on the last one."""

    def __init__(self, book: PacketBook, packet: Packet) -> None:
        self._book = book
        self._packet = packet
        self._refused: tuple[Change, ...] = ()
        self.seen = packet
        """What is on show, on which the changes that come next are made; of a packet that others changed meanwhile without theirs."""
        self.rescued = False
        """Whether words of others were met, and stand in entries of their own now; whoever tells of it takes it back."""
        self.overtaken: frozenset[str] = frozenset()
        """What else others changed and ours stands in place of; whoever tells of it takes it back."""

    def keep(self, changes: Iterable[Change], label: str, files: Mapping[str, bytes] = _NO_FILES) -> Packet:
        """Return the packet as it was kept, with what had been refused before if that can be kept now.

        On a packet that somebody else changed meanwhile the changes are made again; words that would be written over come to
        stand behind those that do.
        """
        every = self._refused = (*self._refused, *changes)
        before = seen = self.seen
        for tries in range(_TRIES + 1):
            if self._packet.version != before.version:
                every = self._refused = (*every, *self._meet(before, every))
                before = self._packet
            try:
                self._packet = self._book.save(_changed(self._packet, every), label, files)
            except (StaleError, NotFoundError):
                if tries == _TRIES:
                    raise
                self._packet = self._newest()
            else:
                break
        self.seen = self._packet if before is seen else _changed(seen, every)
        self._refused = ()
        return self._packet

    def _meet(self, before: Packet, every: Sequence[Change]) -> Sequence[Change]:
        """Note what our changes overtake of what others changed since ``before``, and return what keeps their words."""
        there, after = self._packet, _changed(self._packet, every)
        self.overtaken |= overtaken(before, there, _changed(before, every), after)
        rescue = _rescue(before, there, after)
        self.rescued = self.rescued or rescue is not None
        return () if rescue is None else (rescue,)

    def drop(self, changes: Sequence[Change], label: str) -> Packet:
        """Return the packet as it was kept without some changes that had been refused; a new one that is left without any is none."""
        self._refused = tuple(one for one in self._refused if one not in changes)
        return self.keep((), label) if self._refused else self._packet

    def add_files(self, change: Change, files: Mapping[str, bytes], label: str) -> Packet:
        """Return the packet as it was kept with files and the entries that take them in; a new one is kept first."""
        try:
            return self.keep([change], label, files)
        except DeskError:
            # Whoever asked is told and may ask again; it must not stand in the way of what is changed after it.
            self._refused = tuple(one for one in self._refused if one is not change)
            raise

    def ask(self, work: Callable[[Packet], Answer]) -> Answer:
        """Return what is found with the packet as it is kept; a new one is kept first."""
        return work(self._packet if self._packet.id else self.keep((), "Save a packet"))

    def look(self) -> tuple[Packet | None, bool]:
        """Return the packet as it stands, None where it is gone, and whether that is known here already."""
        if not self._packet.id:
            return self._packet, True
        try:
            found = self._book.packet(self._packet.id)
        except NotFoundError:
            return None, False
        known = found.version == self._packet.version
        self._packet = found
        return found, known

    def _newest(self) -> Packet:
        """Return the packet as it stands; as a new one where it is gone, for what was typed is not lost with it."""
        try:
            return self._book.packet(self._packet.id)
        except NotFoundError:
            return replace(self._packet, id=0, uid="", version=0)


def _changed(packet: Packet, changes: Iterable[Change]) -> Packet:
    return reduce(lambda one, change: change(one), changes, packet)


def _rescue(before: Packet, there: Packet, after: Packet) -> Change | None:
    """Return the change that keeps what others wrote and is lost in ``after``, as entries behind ours; None where nothing is."""
    olds, news = ({one.key: one.text for one in packet.items} for packet in (before, after))
    lost = [
        one
        for one in there.items
        if one.text and one.key in olds and one.key in news and one.text not in {olds[one.key], news[one.key]}
    ]
    if not lost or len(after.items) + len(lost) > MOST_ITEMS:
        return None

    def changed(packet: Packet) -> Packet:
        items = packet.items
        for one in lost:
            items = put_after(items, one.key, [replace(one, key="", tab=False, divider=False)])
        return replace(packet, items=items)

    return changed
