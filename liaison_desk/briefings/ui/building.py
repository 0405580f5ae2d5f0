"""Makes the packet off the window's thread: only what changed is built again, and what is overtaken is dropped."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal

from liaison_desk.briefings.records import PacketRequest, PacketResult
from liaison_desk.briefings.rules import numbered
from liaison_desk.briefings.service.composing import Briefings, Built, Prepared
from liaison_desk.foundation.core.errors import CancelledError
from liaison_desk.foundation.qt.context import Ui

_PAUSE = 200
"""Milliseconds of quiet after typing before the packet is made anew."""


@dataclass(frozen=True, slots=True)
class Made:
    """A finished packet with what it was made of."""

    request: PacketRequest
    prepared: Prepared
    result: PacketResult


class Building(QObject):
    """Makes one packet after the other; ``request`` says what is asked for by then, None while that means nothing."""

    prepared = Signal(object)
    """A ``Prepared``: what the packet is about is known, its pages are not made yet."""
    made = Signal(object)
    failed = Signal(object)

    def __init__(
        self, ui: Ui, briefings: Briefings, request: Callable[[], PacketRequest | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._ui = ui
        self._briefings = briefings
        self._request = request
        self._stop = Event()
        self._built: Built = {}
        self._stale = False
        self._later = QTimer(self, singleShot=True, interval=_PAUSE)
        self._later.timeout.connect(self.start)

    def soon(self, *, anew: bool = False) -> None:
        """Make the packet after a moment of quiet; ``anew`` because records changed."""
        self._stale = self._stale or anew
        self._later.start()

    def start(self, *, anew: bool = False) -> None:
        """Make the packet now; whatever was being made is dropped."""
        self._stale = self._stale or anew
        self._later.stop()
        request = self._request()
        self._stop.set()
        if request is None:
            return
        self._stop = stop = Event()
        stale, self._stale = self._stale, False

        def prepare() -> Prepared:
            if stale:
                self._built.clear()
            # Of several copies the first is shown.
            return self._briefings.prepare(numbered(request)[0], built=self._built)

        def done(prepared: Prepared) -> None:
            if not stop.is_set():
                self.prepared.emit(prepared)
                self._finish(request, prepared, stop)

        failed = partial(self._on_failed, stop)
        # A dialog that prints has a packet of its own, which must not drop the page's.
        self._ui.jobs.database.run(prepare, done, failed, f"briefings.prepare {id(self)}", self)

    def warm_up(self) -> None:
        """Load what draws the pages while the desk is asked for them; the first packet waits for less."""
        self._ui.jobs.render.run(_load_renderer, owner=self)

    def _finish(self, request: PacketRequest, prepared: Prepared, stop: Event) -> None:
        def watch(_done: int, _total: int) -> None:
            if stop.is_set():
                raise CancelledError

        def done(result: PacketResult) -> None:
            if not stop.is_set():
                self.made.emit(Made(request, prepared, result))

        finish = self._briefings.finish
        failed = partial(self._on_failed, stop)
        self._ui.jobs.render.run(lambda: finish(prepared, watch), done, failed, f"briefings.finish {id(self)}", self)

    def _on_failed(self, stop: Event, error: Exception) -> None:
        if not isinstance(error, CancelledError) and not stop.is_set():
            self.failed.emit(error)


def _load_renderer() -> None:
    import liaison_desk.briefings.render  # noqa: F401 - ReportLab takes a quarter of a second
