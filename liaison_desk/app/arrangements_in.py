"""Arrangements of an archive as they come in: taken as they stand; the archive brings the tasks of their obligations itself."""

from liaison_desk.app.desk import Desk


class ArrivingArrangements:
    """Keeps the arrangements of an archive; none of their tasks is made twice."""

    def __init__(self, desk: Desk) -> None:
        self.known = desk.arrangements.known
        self.require_valid = desk.arrangements.require_valid
        self.save_in = desk.arrangements.import_in
