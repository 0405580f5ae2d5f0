"""The cadence board: people or posts beside their last and next engagement, the most neglected first."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPen, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from liaison_desk.contacts.records import PERSON, BoardLine, BoardSort, Facets, PersonFilter
from liaison_desk.contacts.rules.validity import Neglect, days_without, neglect
from liaison_desk.contacts.service import Contacts
from liaison_desk.contacts.service.relations import Relations
from liaison_desk.contacts.ui.cadence import intervals
from liaison_desk.contacts.ui.chips import FilterChip
from liaison_desk.contacts.ui.words import Words
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from liaison_desk.foundation.core.changes import ChangeSet
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Listing, Sort
from liaison_desk.foundation.qt.buttons import Segments
from liaison_desk.foundation.qt.columns import RIGHT, Column
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.menus import choice_menu, open_below, popup_menu
from liaison_desk.foundation.qt.paint import EmptyState, Text
from liaison_desk.foundation.qt.relay import Page
from liaison_desk.foundation.qt.rows import CellDelegate, RowState
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.tables import RecordTable
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.foundation.qt.windowed import WindowedModel

_TONES = {Neglect.LATE: "amb", Neglect.OVERDUE: "red", Neglect.WITHIN: "grn", Neglect.NONE: "t3"}
_BAR = "bar"
_FULL = 2.0  # intervals that the whole bar stands for


class CadenceBoard(Page):
    """Shows the board. ``log_contact`` opens the form of a meeting with a person."""

    kinds = frozenset({PERSON, "meeting", "event", "billet", "organization"})

    def __init__(
        self, relations: Relations, contacts: Contacts, ui: Ui, profile: Callable[[], DeskProfile],
        log_contact: Callable[[int], None],
    ) -> None:  # fmt: skip
        super().__init__(ui.changes)
        self._relations = relations
        self._contacts = contacts
        self._ui = ui
        self._log_contact = log_contact
        self.words = Words(ui.language, profile, ui.clock)
        self._filter = PersonFilter(with_interval=True)
        self._unplanned = False
        self._listed_posts = False
        self._sort = Sort(BoardSort.NEGLECT)
        self._facets = Facets()
        self._counted = False
        tr = ui.language.tr
        self.rows = Segments(ui, [("people", tr("By person")), ("posts", tr("By post"))], tr("Rows of the board"))
        self.model: WindowedModel[BoardLine] = WindowedModel(
            ui.jobs.database, self._lines, self._spoken, self._columns(), self
        )
        self.table = RecordTable(
            ui, self.model, tr("Cadence"), memory_key="cadence/columns", sort=self._sort, on_sort=self._on_sort
        )
        self.table.setItemDelegate(_Cells(ui, self._state))
        self.count = Text(ui, "", Size.SUBJECT, tone="t3", tabular=True)
        self.overdue_chip = FilterChip(ui, tr("Overdue"))
        self.unplanned_chip = FilterChip(ui, tr("Nothing planned"))
        self.nation_chip = FilterChip(ui, tr("Nation"), menu=True)
        self.house_chip = FilterChip(ui, tr("Organization"), menu=True)
        self.tag_chip = FilterChip(ui, tr("Tag"), menu=True)
        self.nothing = EmptyState(
            ui, tr("Nobody here. Set a contact interval for people or posts you must not lose sight of.")
        )
        self.stack = QStackedWidget()
        surface(self.stack, "surf")
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._head())
        layout.addWidget(self.stack, 1)
        surface(self, "win")
        self._connect()

    @property
    def of_posts(self) -> bool:
        """Whether the rows are posts."""
        return self.rows.value() == "posts"

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the board again, and what it can be narrowed to, for records have changed."""
        del changes
        self._counted = False
        self.reload()

    def reload(self) -> None:
        """Read the order; what the board can be narrowed to only when it is not known."""
        known = self._facets if self._counted else None
        wanted, sort, unplanned, posts, code = self._filter, self._sort, self._unplanned, self.of_posts, self.words.code

        def read() -> tuple[Listing, int, Facets]:
            late, facets = Sort(BoardSort.NEGLECT), known or self._contacts.facets()
            if posts:
                listing = self._relations.posts(sort, wanted, unplanned=unplanned)
                return listing, len(self._relations.posts(late, replace(wanted, overdue=True))), facets
            listing = self._relations.people(wanted, sort, unplanned=unplanned, language=code)
            return listing, len(self._relations.people(replace(wanted, overdue=True), late)), facets

        def show(found: tuple[Listing, int, Facets]) -> None:
            self._listed_posts = posts
            self._show(*found)

        self._ui.jobs.database.run(read, show, ticket_key=f"board {id(self)}", owner=self)

    def open_current(self, number: int) -> None:
        """Open the person of a row."""
        line = self.model.line_at(self.table.currentIndex())
        if line is not None and line.id == number and line.person is not None:
            self._ui.open(RecordRef(PERSON, line.person.id, line.person.name.full(self.words.code)))

    def log_current(self) -> None:
        """Open the form of a meeting with the person of the row."""
        line = self.model.line_at(self.table.currentIndex())
        if line is not None and line.person is not None:
            self._log_contact(line.person.id)

    def set_interval(self, days: int) -> None:
        """Let the selected people be met every so many days."""
        ids = self.table.selected_ids()
        if ids and not self.of_posts:
            self._ui.jobs.database.run(lambda: self._contacts.set_interval(ids, days), owner=self)

    def interval_menu(self) -> QMenu:
        """Return the menu of intervals."""
        return choice_menu(self, intervals(self.words), None, self.set_interval)

    def context_menu(self) -> QMenu:
        """Return what can be done with the selected rows."""
        tr, icon = self._ui.language.tr, self._ui.icons.icon
        menu = popup_menu(self)
        number = self.table.current_id()
        if number is not None:
            menu.addAction(icon("user"), tr("Open"), lambda: self.open_current(number))
            menu.addAction(icon("phone-outgoing"), f"{tr('Log contact')}\tL", self.log_current)
        if not self.of_posts:
            every = self.interval_menu()
            every.setTitle(tr("Meet every"))
            every.setIcon(icon("repeat"))
            menu.addMenu(every)
        menu.addAction(icon("copy"), f"{tr('Copy as text')}\tCtrl+C", self.table.copy_rows)
        return menu

    def _head(self) -> QWidget:
        ui, tr = self._ui, self._ui.language.tr
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(8)
        row.addWidget(Text(ui, tr("Cadence"), Size.TITLE, SEMIBOLD))
        row.addWidget(self.count)
        row.addSpacing(12)
        row.addWidget(self.rows)
        row.addStretch(1)
        for chip in (self.overdue_chip, self.unplanned_chip, self.nation_chip, self.house_chip, self.tag_chip):
            row.addWidget(chip)
        return head

    def _connect(self) -> None:
        self.rows.chosen.connect(lambda *_: self.reload())
        self.overdue_chip.clicked.connect(lambda on: self._narrow(replace(self._filter, overdue=on)))
        self.unplanned_chip.clicked.connect(self._on_unplanned)
        self.nation_chip.clicked.connect(self._open_nations)
        self.house_chip.clicked.connect(self._open_houses)
        self.tag_chip.clicked.connect(self._open_tags)
        self.table.opened.connect(self.open_current)
        self.table.menu_wanted.connect(lambda _, at: self.context_menu().popup(at))
        for keys, act in (("L", self.log_current), ("I", self._pop_intervals)):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    def _pop_intervals(self) -> None:
        if not self.of_posts and self.table.selected_ids():
            place = self.table.visualRect(self.table.currentIndex()).bottomLeft()
            self.interval_menu().popup(self.table.viewport().mapToGlobal(place))

    def _lines(self, ids: Sequence[int]) -> dict[int, BoardLine]:
        return self._relations.post_lines(ids) if self._listed_posts else self._relations.lines(ids)

    def _narrow(self, wanted: PersonFilter) -> None:
        self._filter = wanted
        self.reload()

    def _on_unplanned(self, on: bool) -> None:
        self._unplanned = on
        self.reload()

    def _on_sort(self, sort: Sort[BoardSort]) -> None:
        self._sort = sort
        self.reload()

    def _open_nations(self) -> None:
        self._show_chips()  # the click itself must not change the look: the choice does
        names = [
            ("", self._ui.language.tr("All nations")),
            *((code, self.words.nation(code)) for code, _ in self._facets.nations),
        ]
        menu = choice_menu(
            self, names, self._filter.nation, lambda code: self._narrow(replace(self._filter, nation=code))
        )
        open_below(menu, self.nation_chip)

    def _open_houses(self) -> None:
        self._show_chips()
        houses = [(0, self._ui.language.tr("All organizations")), *self._houses().items()]
        menu = choice_menu(
            self, houses, self._filter.organization_id,
            lambda id_: self._narrow(replace(self._filter, organization_id=id_, with_below=True)),
        )  # fmt: skip
        open_below(menu, self.house_chip)

    def _houses(self) -> dict[int, str]:
        """Return the organizations the board can be narrowed to, each with those below it."""
        return {id_: self.words.best(Bilingual(host, home)) for id_, host, home, _ in self._facets.houses}

    def _open_tags(self) -> None:
        self._show_chips()
        tags = [("", self._ui.language.tr("All tags")), *((tag, tag) for tag, _ in self._facets.tags[:40])]
        menu = choice_menu(self, tags, self._filter.tag, lambda tag: self._narrow(replace(self._filter, tag=tag)))
        open_below(menu, self.tag_chip)

    def _show(self, listing: Listing, overdue: int, facets: Facets) -> None:
        self._facets, self._counted = facets, True
        self.model.set_listing(listing)
        self.count.set_text(self._ui.language.tr("{n} overdue of {all}", n=overdue, all=len(listing)))
        self.stack.setCurrentWidget(self.table if len(listing) else self.nothing)
        self._show_chips()
        if len(listing) and self.table.current_id() is None:
            self.table.select_first()

    def _show_chips(self) -> None:
        tr, wanted = self._ui.language.tr, self._filter
        self.overdue_chip.show_value(tr("Overdue"), on=wanted.overdue)
        self.unplanned_chip.show_value(tr("Nothing planned"), on=self._unplanned)
        self.nation_chip.show_value(
            self.words.nation(wanted.nation) if wanted.nation else tr("Nation"), on=bool(wanted.nation)
        )
        house = self._houses().get(wanted.organization_id, "") if wanted.organization_id else ""
        self.house_chip.show_value(house or tr("Organization"), on=bool(wanted.organization_id))
        self.tag_chip.show_value(wanted.tag or tr("Tag"), on=bool(wanted.tag))
        self.tag_chip.setHidden(self.of_posts)

    def _columns(self) -> list[Column[BoardLine]]:
        words, tr = self.words, self._ui.language.tr

        def last(line: BoardLine) -> str:
            if line.last is None:
                return tr("Never")
            return f"{words.full_day(line.last.start.date())}  {words.meeting_kind(line.last)}"

        def coming(line: BoardLine) -> str:
            return f"{words.full_day(line.next.start.date())}  {words.best(line.next.title)}" if line.next else ""

        def every(line: BoardLine) -> str:
            return tr("{n} d", n=line.cadence_days) if line.cadence_days else ""

        def tone(line: BoardLine) -> str:
            return _TONES[self._state(line)[0]]

        return [
            Column("who", tr("Name"), self._who, 270, sort=BoardSort.NAME, strong=lambda _: True),
            Column("where", tr("Post"), self._where, 250, tone=lambda _: "t2"),
            Column("last", tr("Last contact"), last, 200, sort=BoardSort.LAST, tone=tone),
            Column(_BAR, tr("Age"), self._age, 190, sort=BoardSort.NEGLECT, tone=tone),
            Column("every", tr("Interval"), every, 70, RIGHT, sort=BoardSort.INTERVAL, tone=lambda _: "t2"),
            Column("next", tr("Next"), coming, 240, sort=BoardSort.NEXT, tone=lambda _: "t2"),
        ]

    def _who(self, line: BoardLine) -> str:
        words = self.words
        if line.person is None:
            return self._ui.language.tr("Vacant")
        name = line.person.name
        said = name.full(words.code)
        other = name.native() if words.code != "ja" else name.latin()
        return "  ".join(filter(None, (f"{words.rank(line.person)} {said}".strip(), other if other != said else "")))

    def _where(self, line: BoardLine) -> str:
        words = self.words
        return " · ".join(filter(None, (words.best(line.post), words.best(line.organization))))

    def _age(self, line: BoardLine) -> str:
        days = self._state(line)[1]
        return self._ui.language.tr("{n} d", n=days)

    def _state(self, line: BoardLine) -> tuple[Neglect, int]:
        """Return how a row stands, and how many days it has been."""
        today = self.words.today()
        last = line.last.start.date() if line.last else None
        stands = neglect(last, line.cadence_days, today, line.known_since)
        return stands, days_without(last, today, line.known_since)

    def _spoken(self, line: BoardLine) -> str:
        return ", ".join(filter(None, (self._who(line), self._where(line), self._age(line))))


class _Cells(CellDelegate):
    """Paints the age as a bar with a tick at the interval; the other cells are words."""

    def __init__(self, ui: Ui, state: Callable[[BoardLine], tuple[Neglect, int]]) -> None:
        super().__init__(ui)
        self._state = state

    def paint_cell(
        self, painter: QPainter, rect: QRect, column: Column[BoardLine], line: BoardLine, state: RowState
    ) -> None:
        """Paint one cell's content."""
        if column.key != _BAR or not line.cadence_days:
            super().paint_cell(painter, rect, column, line, state)
            return
        theme = self.ui.theme
        stands, days = self._state(line)
        words = QRect(rect.right() - 52, rect.top(), 52, rect.height())
        track = QRect(rect.left(), rect.center().y() - 3, max(20, rect.width() - 62), 7)
        painter.fillRect(track, theme.color("sunk"))
        share = min(1.0, days / line.cadence_days / _FULL)
        tone = theme.color(_TONES[stands])
        painter.fillRect(QRect(track.left(), track.top(), round(track.width() * share), track.height()), tone)
        painter.setPen(QPen(theme.color("t1"), 1))
        tick = track.left() + round(track.width() / _FULL)
        painter.drawLine(tick, track.top() - 3, tick, track.bottom() + 3)
        painter.setFont(
            theme.font(Size.BODY, SEMIBOLD if stands in {Neglect.LATE, Neglect.OVERDUE} else 400, tabular=True)
        )
        painter.setPen(tone if stands is not Neglect.WITHIN else theme.color("t2"))
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, column.text(line))
