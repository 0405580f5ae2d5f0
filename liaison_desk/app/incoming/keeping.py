"""Records of partnership that files bring, kept otherwise than the officer's own: arrangements of an archive, gifts of a table."""

from collections.abc import Callable, Sequence
from typing import Any

from liaison_desk.app.desk import Desk
from liaison_desk.foundation.database.transaction import Transaction


class KeptSo:
    """Keeps records as their service does, but for the saving."""

    def __init__(self, service: Any, save_in: Callable[[Transaction, Sequence[Any]], list[Any]]) -> None:
        self.known = service.known
        self.require_valid = service.require_valid
        self.save_in = save_in


def arrangements_in(desk: Desk, *, whole: bool) -> Any:
    """Return who keeps arrangements: those of a ``whole`` archive as they stand, for it brings the tasks of their obligations itself."""
    return KeptSo(desk.arrangements, desk.arrangements.import_in) if whole else desk.arrangements


def gifts_in(desk: Desk, *, whole: bool) -> Any:
    """Return who keeps gifts: those of a table with the reports that the desk's rules ask for, where its rows say nothing of them."""
    return desk.gifts if whole else KeptSo(desk.gifts, desk.gifts.take_in)
