"""Garbage that holds widgets is found on the window's thread, never on a lane."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject


class Ring(QObject):
    """An object of Qt's that only the collector can find; it notes on which thread it went."""

    def __init__(self, gone):
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: gone.append(threading.current_thread()))


def rubbish():
    """Allocate enough for Python's own collector to run several times, by the threshold that the tests set."""
    return [[n] for n in range(4 * gc.get_threshold()[0])]


def test_a_lane_never_collects_what_belongs_to_the_window(jobs):
    gone = []
    jobs.database.run(lambda: None)
    assert jobs.idle()
    gc.collect()
    for _ in range(20):
        Ring(gone)
    jobs.database.run(rubbish)
    assert jobs.idle()
    jobs.collector.collect()
    gc.collect()
    assert len(gone) == 20
    assert set(gone) == {threading.main_thread()}


def test_the_collector_of_python_comes_back_with_the_last_lane(jobs):
    assert gc.isenabled()
    jobs.database.run(lambda: None)
    assert jobs.idle()
    assert not gc.isenabled()
    assert jobs.close()
    assert gc.isenabled()


def test_what_piled_up_is_collected_between_events(jobs, qtbot):
    gone = []
    jobs.database.run(lambda: None)
    assert jobs.idle()
    Ring(gone)
    pile = rubbish()
    qtbot.waitUntil(lambda: len(gone) == 1, timeout=5000)
    assert pile  # it was there all the while
