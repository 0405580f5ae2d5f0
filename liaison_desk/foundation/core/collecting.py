"""Holding Python's cycle collector back while much is made that is all kept."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_held_back() -> Iterator[None]:
    """Hold automatic collection back; afterwards it is as it was, which in the window is off.

    What a large import makes lives to its end. The collector would look through all of it again and again: a fifth of the
    time of ten thousand cards.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
