"""What something costs, measured so that a machine busy with other things cannot make a test fail: never by the clock on the wall."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import thread_time


@contextmanager
def processor_seconds(most: float) -> Iterator[None]:
    """Fail when what stands inside takes more of the processor than so many seconds.

    For what may cost much inside a single call, as a search through a hostile text. Leave room: a slow machine is no fault.
    """
    begun = thread_time()
    yield
    taken = thread_time() - begun
    assert taken < most, f"{taken:.2f} s of the processor"


def calls(act: Callable[[], object]) -> int:
    """Count the calls of functions, Python's and C's, that something makes: the same number on every machine.

    For what must not look at everything there is.
    """
    number = 0

    def count(frame, event: str, argument) -> None:
        nonlocal number
        number += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(before)
    return number
