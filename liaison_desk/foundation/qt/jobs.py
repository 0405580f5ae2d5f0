"""Work off the window's thread: two ordered lanes, answers delivered on the window's thread, stale ones dropped.

The database has one lane because a desk has one writer and sessions never cross threads; rendering has its own, so that
a packet being laid out never holds up a list. Plain threads serve: a thread pool would reorder what a user did in order.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer, Signal, Slot

from liaison_desk.foundation.core.errors import CancelledError, DeskError
from liaison_desk.foundation.qt.collecting import Collector

if TYPE_CHECKING:
    from queue import SimpleQueue

T = TypeVar("T")

_REPORT_EVERY: Final = 0.05
_IDLE_LIMIT: Final = 120.0
_QUIET_ROUNDS: Final = 3


class Ticket:
    """What identifies one piece of work to whoever asked for it; ``drop`` makes its answer unwanted."""

    __slots__ = ("_dropped", "key")

    def __init__(self, key: str | None = None) -> None:
        self.key = key
        self._dropped = False

    @property
    def dropped(self) -> bool:
        """Whether nobody wants the answer any more."""
        return self._dropped

    def drop(self) -> None:
        """Ask for no answer; work not yet begun is not begun. Safe from any thread."""
        self._dropped = True


class Progress(QObject):
    """A long piece of work seen from both sides: the work reports, the window shows it and may stop it."""

    reported = Signal(int, int)
    finished = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self._stopped = threading.Event()
        self._next_report = 0.0

    def report(self, done: int, total: int) -> None:
        """Tell how far the work is (``total`` 0: unknown). Called by the work; raises CancelledError once stopped."""
        if self._stopped.is_set():
            raise CancelledError
        now = monotonic()
        if now >= self._next_report or done == total:
            self._next_report = now + _REPORT_EVERY
            self.reported.emit(done, total)

    def stop(self) -> None:
        """Ask the work to stop at its next report."""
        self._stopped.set()

    @property
    def stopped(self) -> bool:
        """Whether the user asked to stop."""
        return self._stopped.is_set()


@dataclass(slots=True)
class _Job:
    work: Callable[[], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    ticket: Ticket
    owner: QObject | None
    result: Any = None
    error: Exception | None = None
    progress: Progress | None = None

    def let_go(self) -> None:
        """Hold nothing any more, for the lane's thread holds the job until its next one: a widget must not end there."""
        self.work, self.done, self.failed, self.owner = _nothing, None, None, None
        self.result = self.error = None

    @property
    def is_spare(self) -> bool:
        """Whether nothing is lost when it is never begun: a question, or long work somebody would wait for. What is typed is neither."""
        return self.ticket.key is not None or self.progress is not None


def _nothing() -> None:
    """Do nothing."""


class Lane(QObject):
    """One ordered worker thread, started at its first job."""

    _arrived = Signal(object)

    def __init__(self, jobs: "Jobs", name: str) -> None:
        super().__init__()
        self._jobs = jobs
        self._name = name
        self._thread: threading.Thread | None = None
        self._queue: SimpleQueue[_Job | None] | None = None
        self._latest: dict[str, Ticket] = {}
        self._pending = 0
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def pending(self) -> int:
        """How many jobs are queued, running, or waiting to be delivered."""
        return self._pending

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        ticket_key: str | None = None,
        owner: QObject | None = None,
    ) -> Ticket:
        """Do ``work`` on the lane and call ``done`` with its result, or ``failed`` with its error, on the window's thread.

        A newer job with the same ``ticket_key`` makes older ones stale: those not begun are skipped, their answers
        dropped; never give a key to work that writes. Answers are dropped too when ``owner`` (by default the object
        whose method ``done`` is) has been destroyed. Without ``failed`` a DeskError goes to ``Jobs.refused``; an error
        that is no DeskError always goes to ``Jobs.crashed`` as well, for it is a bug.
        """
        return self._put(_Job(work, done, failed, Ticket(ticket_key), owner or _owner_of(done)))

    def run_long(
        self,
        work: Callable[[Progress], T],
        title: str,
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        owner: QObject | None = None,
    ) -> Progress:
        """Like ``run``, for work worth a progress bar: it must call ``report`` often, which is where it can be stopped.

        ``title`` is already in the user's language.
        """
        progress = Progress(title)
        job = _Job(lambda: work(progress), done, failed, Ticket(), owner or _owner_of(done), progress=progress)
        # Whoever shows it must be listening before it begins: a report made meanwhile would reach nobody.
        self._jobs.long_started.emit(progress)
        self._put(job)
        return progress

    def close(self, limit: float) -> bool:
        """Let what runs or may write end, drop the rest, and join the thread; false if it did not end within ``limit`` seconds."""
        thread, self._thread = self._thread, None
        if thread is None or self._queue is None:
            return True
        self._queue.put(None)
        thread.join(limit)
        return not thread.is_alive()

    def _put(self, job: _Job) -> Ticket:
        if job.ticket.key is not None:
            older = self._latest.get(job.ticket.key)
            if older is not None:
                older.drop()
            self._latest[job.ticket.key] = job.ticket
        if self._jobs.closing:
            job.ticket.drop()
            return job.ticket
        self._pending += 1
        if self._queue is None:
            self._queue = self._begin()
        self._queue.put(job)
        return job.ticket

    def _begin(self) -> "SimpleQueue[_Job | None]":
        from queue import SimpleQueue

        self._jobs.collector.start()
        queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread = threading.Thread(
            target=self._work, args=(queue,), name=f"liaison-desk {self._name}", daemon=True
        )
        self._thread.start()
        return queue

    def _work(self, queue: "SimpleQueue[_Job | None]") -> None:
        while (job := queue.get()) is not None:
            if not job.ticket.dropped and not (self._jobs.closing and job.is_spare):
                try:
                    job.result = job.work()
                except Exception as error:  # noqa: BLE001 - whatever a job raises belongs to whoever asked for it
                    job.error = error
            if not self._jobs.closing:
                self._arrived.emit(job)

    @Slot(object)
    def _on_arrived(self, job: _Job) -> None:
        self._pending -= 1
        if job.ticket.key is not None and self._latest.get(job.ticket.key) is job.ticket:
            del self._latest[job.ticket.key]
        if job.progress is not None:
            job.progress.finished.emit()
        try:
            self._deliver(job)
        finally:
            job.let_go()
            self._jobs.tell_if_drained()

    def _deliver(self, job: _Job) -> None:
        error = job.error
        if error is not None and not isinstance(error, DeskError):
            self._jobs.crashed.emit(error)
        if self._jobs.closing or job.ticket.dropped or (job.owner is not None and not shiboken6.isValid(job.owner)):
            return
        if error is None:
            if job.done is not None:
                job.done(job.result)
        elif job.failed is not None:
            job.failed(error)
        elif isinstance(error, DeskError):
            self._jobs.refused.emit(error)


class Jobs(QObject):
    """The desk's two lanes. Lives on the window's thread; ``close`` before the application ends."""

    crashed = Signal(object)
    """An exception that is a bug; the crash log writes it down."""
    refused = Signal(object)
    """A DeskError nobody else took; the shell shows its sentence."""
    long_started = Signal(object)
    """A Progress the shell should show."""
    _drained = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.closing = False
        self.collector = Collector()
        self.database = Lane(self, "database")
        self.render = Lane(self, "render")

    @property
    def busy(self) -> bool:
        """Whether any work is under way or any answer not yet delivered."""
        return bool(self.database.pending or self.render.pending)

    def idle(self, limit: float = _IDLE_LIMIT) -> bool:
        """Process events until both lanes are empty (for pictures and tests); false after ``limit`` seconds."""
        deadline = monotonic() + limit
        quiet = 0
        # An answer may cause painting, which may ask for more lines a moment later: quiet means quiet three times.
        while quiet < _QUIET_ROUNDS and monotonic() < deadline:
            QCoreApplication.sendPostedEvents()
            QCoreApplication.processEvents()
            quiet = 0 if self.busy else quiet + 1
            if self.busy:
                self._wait(deadline)
        return not self.busy

    def close(self, limit: float = 10.0) -> bool:
        """Join both threads; what runs or may write ends, questions that wait are dropped. False if a job did not end in time."""
        self.closing = True
        ended = all([self.database.close(limit), self.render.close(limit)])
        if ended:
            self.collector.stop()
        return ended

    def tell_if_drained(self) -> None:
        """Let ``idle`` look again; called by a lane after each delivery."""
        if not self.busy:
            self._drained.emit()

    def _wait(self, deadline: float) -> None:
        loop = QEventLoop()
        self._drained.connect(loop.quit)
        QTimer.singleShot(max(1, int((deadline - monotonic()) * 1000)), loop, loop.quit)
        loop.exec()
        self._drained.disconnect(loop.quit)


def _owner_of(call: Callable[..., None] | None) -> QObject | None:
    owner = getattr(call, "__self__", None)
    return owner if isinstance(owner, QObject) else None
