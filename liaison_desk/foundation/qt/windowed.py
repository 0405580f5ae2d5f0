"""A list of any length: all ids at once, lines by pages of 100 when they come into sight.

Reading 100,000 records through the mapper takes seconds, their ids tens of milliseconds, a page of lines less than one.
"""

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from liaison_desk.foundation.core.paging import EMPTY, PAGE, Group, Listing
from liaison_desk.foundation.qt.columns import Column
from liaison_desk.foundation.qt.jobs import Lane
from liaison_desk.foundation.qt.style import plain_tip

Line = TypeVar("Line")
AnyIndex = QModelIndex | QPersistentModelIndex

LINE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
GROUP_ROLE: Final = Qt.ItemDataRole.UserRole + 2
ID_ROLE: Final = Qt.ItemDataRole.UserRole + 3

_PAGES_KEPT: Final = 30
_PLACEHOLDER: Final = "…"
_NOWHERE: Final = QModelIndex()


class WindowedModel(QAbstractTableModel, Generic[Line]):
    """Shows a ``Listing``: its ids as rows, its groups as headings between them that cannot be selected.

    ``fetch_lines`` runs on the database lane and returns the lines of the ids it is given (ids that are gone are left
    out). A list (one column) gives ``describe``, the plain words of a line for readers and the type-ahead; a table gives
    its ``columns`` too.
    """

    fetched = Signal()
    """Some lines have arrived."""

    def __init__(
        self,
        lane: Lane,
        fetch_lines: Callable[[Sequence[int]], Mapping[int, Line]],
        describe: Callable[[Line], str],
        columns: Sequence[Column[Line]] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lane = lane
        self._fetch_lines = fetch_lines
        self._describe = describe
        self._columns = tuple(columns)
        self._listing = EMPTY
        self._heading_rows: list[int] = []
        self._lines: dict[int, Line] = {}
        self._pages: OrderedDict[int, Sequence[int]] = OrderedDict()
        self._stale: set[int] = set()
        self._wanted: set[int] = set()
        self._loading: set[int] = set()
        self._generation = 0
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._load_wanted)

    @property
    def listing(self) -> Listing:
        """What is shown."""
        return self._listing

    @property
    def columns(self) -> tuple[Column[Line], ...]:
        """The columns of a table; empty for a list."""
        return self._columns

    def set_listing(self, listing: Listing) -> None:
        """Show another listing. Lines already read stay on show until fresher ones arrive; views keep their place by id."""
        self.beginResetModel()
        self._listing = listing
        self._heading_rows = [group.start + number for number, group in enumerate(listing.groups)]
        self._generation += 1
        self._pages.clear()
        self._loading.clear()
        self._wanted.clear()
        self._stale = set()
        self.endResetModel()

    def refresh(self, ids: Iterable[int]) -> None:
        """Read the lines of changed records again; the old ones show until then."""
        changed = {key for key in ids if key in self._lines}
        for page, members in self._pages.items():
            if not changed.isdisjoint(members):
                self._stale.add(page)
        if self._stale:
            self._wanted |= self._stale
            self._timer.start()

    def read(self, ids: Sequence[int], done: Callable[[Sequence[Line]], None]) -> None:
        """Read the lines of any ids afresh, shown or not, and hand them over in order; for copying and exporting."""

        def work() -> list[Line]:
            pages = [self._fetch_lines(ids[start : start + PAGE]) for start in range(0, len(ids), PAGE)]
            lines = {key: line for page in pages for key, line in page.items()}
            return [lines[key] for key in ids if key in lines]

        self._lane.run(work, done, owner=self)

    def words(self, line: Line, column: int = 0) -> str:
        """Return the words of a line in a column."""
        return self._columns[column].text(line) if self._columns else self._describe(line)

    def row_of(self, key: int) -> int:
        """Return the row that shows a record, or -1. Costs a scan of the ids: for a jump, not for painting."""
        try:
            position = self._listing.ids.index(key)
        except ValueError:
            return -1
        return position + bisect_right(self._listing.groups, position, key=lambda group: group.start)

    def rows_of(self, keys: Collection[int]) -> list[int]:
        """Return the rows that show some records, from the top; one scan of the ids, however many they are."""
        wanted = frozenset(keys)
        ids = self._listing.ids if wanted else ()
        return [self._row_at(position) for position, key in enumerate(ids) if key in wanted]

    def ids_between(self, first: int, last: int) -> Sequence[int]:
        """Return the ids of the records that stand from one row to another, those included."""
        begin, end = (row - bisect_left(self._heading_rows, row) for row in (first, last + 1))
        return self._listing.ids[begin:end]

    def id_at(self, index: AnyIndex) -> int | None:
        """Return the id of a row's record; None for a heading and for no row at all."""
        if not index.isValid():
            return None
        position = self._position(index.row())
        return None if position is None else self._listing.ids[position]

    def line_at(self, index: AnyIndex) -> Line | None:
        """Return the line of a row when it has been read; asks for it when not."""
        position = self._position(index.row()) if index.isValid() else None
        return None if position is None else self._line(position)

    def group_at(self, row: int) -> Group | None:
        """Return the heading a row is, if it is one."""
        number = bisect_right(self._heading_rows, row) - 1
        return self._listing.groups[number] if number >= 0 and self._heading_rows[number] == row else None

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return the number of records and headings."""
        return 0 if parent.isValid() else len(self._listing) + len(self._heading_rows)

    def columnCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """Return the number of columns; a list has one."""
        return 0 if parent.isValid() else max(1, len(self._columns))

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Headings are neither selectable nor current."""
        if self._position(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words for the display, tool tip and screen reader roles, or the line, group or id itself."""
        position = self._position(index.row())
        if position is None:
            return self._heading(index.row(), role)
        if role == LINE_ROLE:
            return self._line(position)
        if role == ID_ROLE:
            return self._listing.ids[position]
        if role in _WORDS:
            line = self._line(position)
            if line is None:
                return _PLACEHOLDER if role == Qt.ItemDataRole.DisplayRole else None
            if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
                return self._describe(line)
            words = self._columns[index.column()].words(line, role) if self._columns else self._describe(line)
            return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        if role == Qt.ItemDataRole.TextAlignmentRole and self._columns:
            return self._columns[index.column()].align | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's title and what there is to say about it, already in the user's language."""
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self._columns):
            column = self._columns[section]
            if role == Qt.ItemDataRole.DisplayRole:
                return column.title
            if role == Qt.ItemDataRole.ToolTipRole:
                return column.about or None
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return column.align | Qt.AlignmentFlag.AlignVCenter
        return None

    def _heading(self, row: int, role: int) -> Any:
        group = self.group_at(row)
        if group is None:
            return None
        if role == GROUP_ROLE:
            return group
        if role in _WORDS:
            return " ".join(part for part in (group.label_native, group.label) if part)
        return None

    def _position(self, row: int) -> int | None:
        """Return the position among the ids that a row shows; None for a heading and for no row at all."""
        if not 0 <= row < len(self._listing) + len(self._heading_rows):
            return None
        above = bisect_right(self._heading_rows, row)
        if above and self._heading_rows[above - 1] == row:
            return None
        return row - above

    def _line(self, position: int) -> Line | None:
        page = position // PAGE
        if page in self._pages:
            self._pages.move_to_end(page)
        elif page not in self._loading and page not in self._wanted:
            self._wanted.add(page)
            self._timer.start()
        return self._lines.get(self._listing.ids[position])

    def _load_wanted(self) -> None:
        wanted, self._wanted = self._wanted, set()
        for page in sorted(wanted):
            self._load(page)
        # One page ahead in either direction, so that steady scrolling meets no placeholder.
        around = {page + 1 for page in wanted} | {page - 1 for page in wanted}
        for near in sorted(around - wanted):
            if near not in self._pages and near not in self._loading and 0 <= near * PAGE < len(self._listing):
                self._load(near)

    def _load(self, page: int) -> None:
        members = self._listing.ids[page * PAGE : (page + 1) * PAGE]
        if not len(members):
            return
        self._stale.discard(page)
        self._loading.add(page)
        generation = self._generation

        def arrived(lines: Mapping[int, Line]) -> None:
            self._on_arrived(generation, page, members, lines)

        self._lane.run(lambda: self._fetch_lines(members), arrived, owner=self)

    def _on_arrived(self, generation: int, page: int, members: Sequence[int], lines: Mapping[int, Line]) -> None:
        if generation != self._generation:
            return
        self._loading.discard(page)
        self._pages[page] = members
        self._pages.move_to_end(page)
        for key in members:
            self._lines.pop(key, None)
        self._lines.update(lines)
        self._forget_old_pages()
        first = self._row_at(page * PAGE)
        last = self._row_at(page * PAGE + len(members) - 1)
        self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))
        self.fetched.emit()

    def _forget_old_pages(self) -> None:
        dropped = False
        while len(self._pages) > _PAGES_KEPT:
            page, _ = self._pages.popitem(last=False)
            self._stale.discard(page)
            dropped = True
        if dropped or len(self._lines) > (_PAGES_KEPT + 1) * PAGE:
            kept = {key for members in self._pages.values() for key in members}
            self._lines = {key: line for key, line in self._lines.items() if key in kept}

    def _row_at(self, position: int) -> int:
        return position + bisect_right(self._listing.groups, position, key=lambda group: group.start)


_WORDS: Final = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.StatusTipRole,
    }
)
