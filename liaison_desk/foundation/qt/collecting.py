"""Collects garbage on the window's thread only.

Python collects on whatever thread happens to allocate. A pane that was replaced leaves its widgets in cycles; were they
found by a collection on a lane, Qt's objects would be destroyed on a thread that is not theirs, and the program with them.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY_MS: Final = 500


class Collector(QObject):
    """Takes Python's own collector's place from ``start`` to ``stop``, by its thresholds, between the window's events."""

    def __init__(self) -> None:
        super().__init__()
        self._was_on = False
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Stop Python's collector; called on the window's thread before another thread begins."""
        if not self._timer.isActive():
            self._was_on = gc.isenabled()
            gc.disable()
            self._timer.start()

    def stop(self) -> None:
        """Give way to Python's collector again, when no other thread runs any more."""
        if self._timer.isActive():
            self._timer.stop()
            if self._was_on:
                gc.enable()

    def collect(self) -> None:
        """Collect the oldest generation that has grown past its threshold, and so all younger ones."""
        for generation, (count, threshold) in reversed(
            list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))
        ):
            if 0 < threshold < count:
                gc.collect(generation)
                return
