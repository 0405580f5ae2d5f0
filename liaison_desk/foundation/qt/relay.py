"""Carries the core's change notices to the window's thread, and keeps pages fresh without their asking."""

from abc import abstractmethod

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from liaison_desk.foundation.core.changes import ChangeBus, ChangeSet


class ChangeRelay(QObject):
    """The one Qt signal of a commit. Whatever thread committed, ``changed`` arrives on the receiver's own."""

    changed = Signal(object)

    def __init__(self, bus: ChangeBus) -> None:
        super().__init__()
        self._unsubscribe = bus.subscribe(self.changed.emit, shows=True)

    def close(self) -> None:
        """Stop listening to the bus."""
        self._unsubscribe()


class Page(QWidget):
    """A page or pane that shows records: refreshed at once while visible, otherwise when it is next shown.

    Subclasses name the record kinds they show in ``kinds`` and implement ``refresh``; they never connect to the relay.
    """

    kinds: frozenset[str] = frozenset()

    def __init__(self, relay: ChangeRelay, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stale = True
        relay.changed.connect(self._on_changed)

    @abstractmethod
    def refresh(self, changes: ChangeSet | None) -> None:
        """Read again what is shown: everything when ``changes`` is None, else what those changes touch."""

    def title(self) -> str:
        """Return the window title's first words while this page is open; empty for the page's own name."""
        return ""

    def mark_stale(self) -> None:
        """Read everything again, now if visible, else at the next show."""
        if self.isVisible():
            self.refresh(None)
        else:
            self._stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while hidden."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh(None)

    def _on_changed(self, changes: ChangeSet) -> None:
        if not changes.touches(*self.kinds):
            return
        if self.isVisible():
            self.refresh(changes)
        else:
            self._stale = True
