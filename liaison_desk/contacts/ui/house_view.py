"""The right pane of the organizations page: what one is called, its posts with their holders, and its chart, on a day."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from liaison_desk.contacts.records import ORGANIZATION, Organization, Staff
from liaison_desk.contacts.ui.chart import Chart
from liaison_desk.contacts.ui.house_staff import chart_nodes, counterpart_names, holder, post_title
from liaison_desk.contacts.ui.words import Words
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import IconButton, PlainButton, Segments
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import DateField
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import SEMIBOLD, Size
from liaison_desk.foundation.qt.word_rows import WordRows

_ORDER = Qt.ItemDataRole.UserRole + 1
_WIDTHS = (260, 230, 130)


class HouseView(QWidget):
    """Shows an organization. What changes something is told by signals."""

    edit_wanted = Signal()
    print_wanted = Signal()
    post_wanted = Signal()
    day_chosen = Signal()
    view_chosen = Signal()
    row_opened = Signal(int, int)
    """Ids of the post (0: not kept) and of its holder (0: it is vacant)."""
    row_menu_wanted = Signal(int, int, QPoint)

    def __init__(self, ui: Ui, words: Words) -> None:
        super().__init__()
        self._ui = ui
        self._words = words
        tr = ui.language.tr
        self.name = Text(ui, "", Size.NAME, SEMIBOLD, wrap=True)
        self.other_name = Text(ui, "", tone="t2", wrap=True)
        self.meta = Text(ui, "", tone="t2", wrap=True)
        self._beside = QWidget()
        self.day = DateField(ui, words.read_day(happened=None))
        self.day.setFixedWidth(180)
        self.day.set_value(words.today())
        self.day.changed.connect(self.day_chosen)
        self.view = Segments(ui, [("posts", tr("Posts and holders")), ("chart", tr("Chart"))], tr("View"))
        self.view.chosen.connect(lambda _: self.view_chosen.emit())
        headings = [tr("Post"), tr("Holder"), tr("Since"), tr("Counterparts")]
        self.posts = WordRows(tr("Posts and holders"), headings, _WIDTHS)
        self.posts.setSortingEnabled(True)
        self.posts.sortByColumn(-1, Qt.SortOrder.AscendingOrder)  # as the staff is set up, until a heading is clicked
        self.posts.itemActivated.connect(lambda row, _: self.row_opened.emit(*self.posts.key(row)))
        self.posts.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.posts.customContextMenuRequested.connect(self._on_menu)
        self.chart = Chart(ui)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.posts)
        self.stack.addWidget(self.chart)
        self._build()

    @property
    def charted(self) -> bool:
        """Whether the chart is on show."""
        return self.view.value() == "chart"

    def as_of(self) -> date:
        """Return the day that is shown; one that means nothing is today."""
        value = self.day.value() if self.day.check() else None
        return value or self._words.today()

    def show_house(self, one: Organization) -> None:
        """Show what an organization is called that day, and what else is known of it."""
        words, day = self._words, self.as_of()
        named = one.name_on(day)
        self.name.set_text(words.best(named.name))
        self.other_name.set_text(words.other(named.name))
        self.other_name.setVisible(bool(words.other(named.name)))
        others = [
            f"{words.best(entry.name)} ({words.full_day(entry.since)}–)" if entry.since else words.best(entry.name)
            for entry in one.names
            if entry.name != named.name
        ]
        parts = [
            words.nation(one.nation) if one.nation else "",
            words.house_kind(one.kind),
            one.location,
            one.zone,
            *others,
        ]
        self.meta.set_text(" · ".join(part for part in parts if part))
        before, self._beside = self._beside, self._ui.beside(RecordRef(ORGANIZATION, one.id))
        self._body.replaceWidget(before, self._beside)
        before.hide()
        before.deleteLater()

    def show_staff(
        self, house_id: int, houses: Mapping[int, Organization], below: Mapping[int, Sequence[int]], staff: Staff
    ) -> None:
        """Show the posts of an organization, and its chart when that is asked for."""
        self.stack.setCurrentWidget(self.chart if self.charted else self.posts)
        if self.charted:
            nodes = chart_nodes(self._words, houses, below, staff, self.as_of())
            name = self._ui.language.tr("Chart of {name}", name=nodes[house_id].name)
            self.chart.show_nodes([house_id], nodes, name)
            return
        self.posts.clear()
        names = counterpart_names(self._words, staff)
        for billet, tenure in staff.rows(house_id):
            since = self._words.full_day(tenure.since) if tenure is not None and tenure.since else ""
            others = ", ".join(names.get(id_, "") for id_ in billet.counterparts) if billet is not None else ""
            words = [post_title(self._words, billet, tenure), holder(self._words, tenure), since, others]
            ids = (billet.id if billet is not None else 0, tenure.person.id if tenure is not None else 0)
            row = self.posts.add(words, ids, _Row())
            row.setData(2, _ORDER, tenure.since.isoformat() if tenure is not None and tenure.since else "")
            if tenure is None:
                row.setText(1, self._ui.language.tr("Vacant"))
                row.setForeground(1, QColor(self._ui.theme.color("amb")))

    def _build(self) -> None:
        ui, tr = self._ui, self._ui.language.tr
        surface(self, "surf")
        self._body = body = QVBoxLayout(self)
        body.setContentsMargins(28, 18, 28, 16)
        body.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(IconButton(ui, "pencil", tr("Edit"), bordered=True, act=self.edit_wanted.emit))
        head.addWidget(IconButton(ui, "printer", tr("Print chart"), bordered=True, act=self.print_wanted.emit))
        body.addLayout(head)
        body.addWidget(self.other_name)
        body.addWidget(self.meta)
        body.addWidget(self._beside)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self.view)
        tools.addStretch(1)
        tools.addWidget(Text(ui, tr("As of"), tone="t2"))
        tools.addWidget(self.day)
        tools.addWidget(PlainButton(ui, tr("New post"), icon="plus", act=self.post_wanted.emit))
        body.addSpacing(8)
        body.addLayout(tools)
        body.addWidget(self.stack, 1)

    def _on_menu(self, at: QPoint) -> None:
        row = self.posts.itemAt(at)
        if row is not None:
            self.row_menu_wanted.emit(*self.posts.key(row), self.posts.viewport().mapToGlobal(at))


class _Row(QTreeWidgetItem):
    """A post and its holder; sorted by what its words mean."""

    def __lt__(self, other: QTreeWidgetItem) -> bool:
        column = max(self.treeWidget().sortColumn(), 0)
        mine, others = ((row.data(column, _ORDER) or row.text(column)) for row in (self, other))
        return bool(mine < others)
