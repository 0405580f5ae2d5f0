"""The collector is held back and let go as it was, whatever happens meanwhile."""

import gc

import pytest

from liaison_desk.foundation.core.collecting import collection_held_back


def interrupted() -> None:
    with collection_held_back():
        assert not gc.isenabled()
        raise KeyError("broken")


@pytest.mark.parametrize("on", [True, False])
def test_collection_is_held_back_and_then_as_it_was(on):
    before = gc.isenabled()
    (gc.enable if on else gc.disable)()
    try:
        with pytest.raises(KeyError):
            interrupted()
        assert gc.isenabled() is on
    finally:
        (gc.enable if before else gc.disable)()
